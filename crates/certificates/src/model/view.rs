//! What is seen of a certificate: all of it by its holder and its agency, what the law lets show by strangers.
//! Decides what strangers see; who is one, the queries know.

use std::fmt;

use calendar::Day;
use kit::{AgencyId, SubjectId, Words};

use super::{
    certificate::CertificateId,
    ending::{EndReason, Ended, Status},
    file::{self, Body, FaceEntry, Saying},
    key::{Effect, Key},
    mask,
};

/// A certificate in full.
#[derive(Clone)]
pub struct CertificateView {
    /// Its id.
    pub id: CertificateId,
    /// What the world knows it by.
    pub identifier: String,
    /// What its QR code says after `/c/`.
    pub token: String,
    /// What its type is called.
    pub kind: Words,
    /// How it stands.
    pub status: Status,
    /// The agency that states it.
    pub agency: AgencyId,
    /// What the agency is called that answers for it, since the one that stated it is no more.
    pub answers: Option<Words>,
    /// Whom it is about.
    pub holder: SubjectId,
    /// The case it came out of.
    pub case: Option<String>,
    /// What was signed; nothing once the holder was erased.
    pub body: Option<Body>,
    /// The signature; nothing once the holder was erased.
    pub signature: Option<Vec<u8>>,
    /// The key it is signed with.
    pub key: Key,
    /// Whether the signature is this key's over this body.
    pub is_sound: bool,
    /// That it ended.
    pub ended: Option<Ended>,
    /// The identifier of the version that holds instead.
    pub successor: Option<String>,
    /// Its acts in the ledger.
    pub acts: Acts,
}

/// The acts of a certificate in the ledger; each is known shortly after it happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// That it was issued.
    pub issued: Option<String>,
    /// That it was ended.
    pub ended: Option<String>,
}

/// A certificate as anyone may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicView {
    /// What the world knows it by.
    pub identifier: String,
    /// What its type is called.
    pub kind: Words,
    /// How it stands.
    pub status: Status,
    /// What it counts as.
    pub effect: Effect,
    /// What the agency is called that answers for it, since the one that stated it is no more.
    pub answers: Option<Words>,
    /// What strangers see of its face; nothing once the holder was erased.
    pub face: Option<PublicFace>,
    /// The key it is signed with.
    pub key: Key,
    /// Whether the signature is this key's over this body.
    pub is_sound: bool,
    /// That it ended.
    pub ended: Option<Ended>,
    /// The identifier of the version that holds instead.
    pub successor: Option<String>,
    /// Its acts in the ledger.
    pub acts: Acts,
}

/// What strangers see of a face.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicFace {
    /// What the agency is called.
    pub issuer: Saying,
    /// The credit code of the agency.
    pub issuer_code: String,
    /// What the holder is called, masked unless the type is public.
    pub holder_name: String,
    /// What the holder is known by, masked unless the type is public.
    pub holder_number: Option<String>,
    /// The number on it, masked unless the type is public.
    pub number: String,
    /// The day it was issued.
    pub issued: Day,
    /// Its first day.
    pub effective: Day,
    /// Its last day, if it has one.
    pub expires: Option<Day>,
    /// The public fields, as (label, value).
    pub fields: Vec<(Saying, String)>,
}

/// Some rows of a list, and where the next ones start.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows.
    pub rows: Vec<CertificateView>,
    /// The last row shown, where more follow.
    pub next: Option<CertificateId>,
}

impl CertificateView {
    /// What anyone may see of it.
    pub fn public(&self) -> PublicView {
        PublicView {
            identifier: self.identifier.clone(),
            kind: self.kind.clone(),
            status: self.status,
            effect: self.key.effect,
            answers: self.answers.clone(),
            face: self.body.as_ref().map(PublicFace::of),
            key: self.key.clone(),
            is_sound: self.is_sound,
            ended: self.ended.clone(),
            successor: self.successor.clone(),
            acts: self.acts.clone(),
        }
    }

    /// The file its holder can hand on; nothing once they were erased.
    pub fn file(&self) -> Option<Vec<u8>> {
        Some(file::file(self.body.clone()?, &self.key.public, self.signature.as_ref()?))
    }

    /// Whether it can still be ended.
    pub fn may_end(&self) -> bool {
        self.ended.is_none() && self.body.is_some()
    }
}

impl PublicFace {
    fn of(body: &Body) -> Self {
        let number = |it: &str| if body.holder_is_public { it.to_owned() } else { mask::number(it) };
        let public = |it: &&FaceEntry| it.public;
        Self {
            issuer: body.issuer_name.clone(),
            issuer_code: body.issuer_code.clone(),
            holder_name: match body.holder_is_public {
                true => body.holder_name.clone(),
                false => mask::name(&body.holder_name),
            },
            holder_number: body.holder_number.as_deref().map(number),
            number: number(&body.number),
            issued: body.issued,
            effective: body.effective,
            expires: body.expires,
            fields: body.face.iter().filter(public).map(|it| (it.label.clone(), it.value.clone())).collect(),
        }
    }
}

impl Acts {
    /// The act that ended it is one of two kinds, by why it ended.
    pub(crate) fn end_kind(reason: EndReason) -> &'static str {
        match reason {
            EndReason::NewVersion => crate::events::CERTIFICATE_SUPERSEDED,
            _ => crate::events::CERTIFICATE_REVOKED,
        }
    }
}

/// Says nothing of the holder.
impl fmt::Debug for CertificateView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificateView")
            .field("id", &self.id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Says nothing of the holder.
impl fmt::Debug for PublicFace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicFace").field("issuer_code", &self.issuer_code).finish_non_exhaustive()
    }
}
