//! What agencies state about a holder, signed: certificates, the keys they are signed with, and how anyone checks one.
//! Knows no case and no matter; those above issue through it and say for which case.

mod actions;
mod api;
mod events;
mod model;
mod pages;
mod tables;

#[cfg(test)]
mod tests;

use kit::{Texts, t, texts};
use web::{Access, Block, Nav, Routes, pages::Face};

pub use actions::certificates::{issue, look, revoke, supersede};
pub use actions::keys::{ending_keys, key_of, make_key, metrics, rotate_key, signing_key};
pub use actions::kinds::{certificate_type, define_type};
pub use actions::views::{CERTIFICATES_SHOWN_MAX, get, get_by_identifier, get_public, of_case, of_holder};
pub use events::{
    CERTIFICATE_ISSUED, CERTIFICATE_REVOKED, CERTIFICATE_SUPERSEDED, CERTIFICATE_VIEWED, KEY_MADE,
    KEY_RETIRED, TYPE_DEFINED, WORK,
};
pub use model::certificate::{
    Certificate, CertificateId, Holder, HolderNumber, Issuer, NewCertificate, NumberKind,
};
pub use model::ending::{EndReason, Ended, Ending, Status};
pub use model::file::{Body, FILE_BYTES_MAX, FaceEntry, FileFlaw, Saying, Verified, verify};
pub use model::key::{Effect, KEY_ALARM_MS, KEY_VALID_MS, Key, KeyId};
pub use model::kind::{
    CertificateType, FACE_FIELDS_MAX, FaceField, HolderCategory, HolderShown, VALUE_CHARS_MAX, ValidityRange,
};
pub use model::view::{Acts, CertificateView, Page, PublicFace, PublicView};
pub use model::{ISSUER_POWERS, OPERATE, REVOKE};

/// The block, as the list of blocks shows it.
pub const BLOCK: Block = Block {
    name: "certificates",
    part: tables::PART,
    routes,
    texts: TEXTS,
    nav: &[
        Nav {
            face: Face::Portal,
            href: "/me/certificates",
            text: t!("nav.certificates"),
            access: Access::Person,
        },
        Nav {
            face: Face::Portal,
            href: "/certificates/check",
            text: t!("nav.check"),
            access: Access::Public,
        },
    ],
    samples: pages::samples,
};

pub(crate) const TEXTS: Texts = texts!();

fn routes() -> Routes {
    Routes::default()
        .get("/certificates/check", Access::Public, pages::check::show)
        .get("/c/{token}", Access::Public, pages::check::show_scanned)
        .get("/me/certificates", Access::Person, pages::mine::list)
        .get("/certificates/{id}", Access::SignedIn, pages::face::show)
        .get("/certificates/{id}/file", Access::SignedIn, pages::face::download)
        .get("/certificates/{id}/revocation", Access::Power(REVOKE), pages::revocation::ask)
        .post("/certificates/{id}/revocation", Access::Power(REVOKE), pages::revocation::revoke)
        .api_get("/api/certificates/{identifier}", Access::Public, api::CERTIFICATE, api::show)
        .api_get("/api/certificate-keys/{id}", Access::Public, api::KEY, api::show_key)
}
