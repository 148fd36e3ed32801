//! Who is asking: people, companies and who speaks for them, accounts, signing in, sessions.
//! Knows no case and no city; what an official may do is the directory's affair.

mod actions;
mod api;
mod events;
mod model;
mod pages;
mod tables;

#[cfg(test)]
mod tests;

use kit::{Texts, t, texts};
use web::{
    Access, Block, Nav, Routes,
    pages::{Face, SIGN_IN_PATH, SIGN_OUT_PATH},
};

pub use actions::{
    accounts::{make_account, owner_of_login},
    companies::{companies_of, company_by_code, name_representative, register_company, speaks_for},
    demo::put_demo_role,
    passwords::hash_password,
    people::{erase_person, person_by_number, person_view, register_person},
    sessions::{end_all_sessions, end_session, identify, sessions_of, tend_sessions},
    subjects::{known, subject_view},
};
pub use events::{
    ACCOUNT_MADE, COMPANY_REGISTERED, PASSWORD_CHANGED, PERSON_ERASED, PERSON_REGISTERED,
    REPRESENTATIVE_NAMED, SESSION_ENDED, SESSION_REFUSED, SESSION_STARTED, SESSIONS_ENDED,
};
pub use model::{
    OPERATE,
    account::{AccountId, LOGIN_CHARACTERS_MAX, Owner, PASSWORD_BYTES_MAX, PASSWORD_CHARACTERS_MIN},
    company::{
        Company, CompanyView, EVIDENCE_CHARACTERS_MAX, NewCompany, NewRepresentative, RepresentativeId,
    },
    demo::{DEMO_ROLES_MAX, DemoRole},
    person::{Assurance, NAME_CHARACTERS_MAX, NewPerson, Person, PersonView},
    session::{IDLE_MS_MAX, SEEN_EVERY_MS, SESSION_MS_MAX, SESSIONS_SHOWN_MAX, SessionId, SessionView},
    subject::{Known, SubjectKind, SubjectView},
};

/// The block, as the list of blocks shows it.
pub const BLOCK: Block = Block {
    name: "identity",
    part: tables::PART,
    routes,
    texts: TEXTS,
    nav: &[
        Nav { face: Face::Portal, href: "/me", text: t!("nav.me"), access: Access::SignedIn },
        Nav { face: Face::Desk, href: "/post", text: t!("nav.post"), access: Access::Official },
    ],
    samples: pages::samples,
};

pub(crate) const TEXTS: Texts = texts!();

/// Doors an official without a post must reach are public and look at the session themselves.
fn routes() -> Routes {
    Routes::default()
        .get(SIGN_IN_PATH, Access::Public, pages::sign_in::show)
        .post(SIGN_IN_PATH, Access::Public, pages::sign_in::sign_in)
        .post(SIGN_OUT_PATH, Access::Public, pages::sign_in::sign_out)
        .get("/register", Access::Public, pages::register::show)
        .post("/register", Access::Public, pages::register::register)
        .get("/post", Access::Public, pages::post::show)
        .post("/post", Access::Public, pages::post::take)
        .get("/me", Access::SignedIn, pages::me::show)
        .post("/me/company", Access::Person, pages::me::switch_company)
        .post("/me/sign-out-everywhere", Access::SignedIn, pages::me::sign_out_everywhere)
        .get("/me/password", Access::SignedIn, pages::password::show)
        .post("/me/password", Access::SignedIn, pages::password::change)
        .get("/admin/officials/{id}/account", Access::Power(OPERATE), pages::account::show)
        .post("/admin/officials/{id}/account", Access::Power(OPERATE), pages::account::open)
        .get("/demo", Access::Demo, pages::demo::show)
        .post("/demo/session", Access::Demo, pages::demo::take_role)
        .api_get("/api/me", Access::SignedIn, api::ME, api::me)
}
