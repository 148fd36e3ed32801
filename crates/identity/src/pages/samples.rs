//! Every page of identity in every state, as the gallery shows them.
//! The people, companies and posts are invented.

use directory::Held;
use kit::{AgencyId, Id128, Lang, PostId, RegionCode, SubjectId, Time, Words, t};
use maud::Markup;
use web::{
    Sample,
    pages::{Face, Frame, page},
};

use super::{Sheet, Wrong, account, demo, me, password, post, register, sign_in};
use crate::model::{
    account::{AccountId, PASSWORD_CHARACTERS_MIN},
    company::CompanyView,
    demo::DemoRole,
    person::{Assurance, PersonView},
    session::{SessionId, SessionView},
};

/// 2026-11-23T02:00:00Z.
const NOW: Time = Time::from_ms(1_795_399_200_000);

/// Every page in every state.
pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "identity-sign-in-empty", render: sign_in_empty },
        Sample { name: "identity-sign-in-registered", render: sign_in_registered },
        Sample { name: "identity-sign-in-error", render: sign_in_error },
        Sample { name: "identity-register-empty", render: register_empty },
        Sample { name: "identity-register-error", render: register_error },
        Sample { name: "identity-me-person", render: me_person },
        Sample { name: "identity-me-company", render: me_company },
        Sample { name: "identity-me-official", render: me_official },
        Sample { name: "identity-password-empty", render: password_empty },
        Sample { name: "identity-password-error", render: password_error },
        Sample { name: "identity-post-choose", render: post_choose },
        Sample { name: "identity-post-error", render: post_error },
        Sample { name: "identity-post-none", render: post_none },
        Sample { name: "identity-account-empty", render: |lang| account_page(lang, false, &[]) },
        Sample { name: "identity-account-there", render: |lang| account_page(lang, true, &[]) },
        Sample { name: "identity-account-error", render: account_error },
        Sample { name: "identity-account-done", render: account_done },
        Sample { name: "identity-demo-roles", render: demo_roles },
        Sample { name: "identity-demo-empty", render: demo_empty },
    ]
}

fn sign_in_empty(lang: Lang) -> Markup {
    let frame = frame(lang, "/sign-in", None);
    let view = sign_in::SignInView { next: "/cases".to_owned(), is_demo: true, ..Default::default() };
    whole(&frame, sign_in::page(&frame, &view))
}

fn sign_in_registered(lang: Lang) -> Markup {
    let frame = frame(lang, "/sign-in?registered=yes", None);
    let view = sign_in::SignInView { is_registered: true, ..Default::default() };
    whole(&frame, sign_in::page(&frame, &view))
}

fn sign_in_error(lang: Lang) -> Markup {
    let frame = frame(lang, "/sign-in", None);
    let wrong = wrong(&[("login", t!("flaw.sign_in.wrong", lang))]);
    let view = sign_in::SignInView { login: "chenxiao".to_owned(), wrong, ..Default::default() };
    whole(&frame, sign_in::page(&frame, &view))
}

fn register_empty(lang: Lang) -> Markup {
    let frame = frame(lang, "/register", None);
    whole(&frame, register::page(&frame, "5e11f00d", &register::RegisterView::default()))
}

fn register_error(lang: Lang) -> Markup {
    let frame = frame(lang, "/register", None);
    let short = t!("flaw.password.short", lang, min = PASSWORD_CHARACTERS_MIN);
    let wrong = wrong(&[
        ("name", t!("flaw.identity.empty", lang)),
        ("number", t!("flaw.person.number_refused", lang)),
        ("password", &short),
        ("again", t!("flaw.password.differs", lang)),
    ]);
    let view =
        register::RegisterView { number: "990101199003070018".to_owned(), wrong, ..Default::default() };
    whole(&frame, register::page(&frame, "5e11f00d", &view))
}

fn me_person(lang: Lang) -> Markup {
    let person = t!("sample.person", lang);
    let frame = frame(lang, "/me", Some(person));
    let view = me::MeView { is_password_changed: true, person: Some(person_view(lang)), ..me_view(person) };
    whole(&frame, me::page(&frame, &view))
}

fn me_company(lang: Lang) -> Markup {
    let name = format!("{} · {}", t!("sample.person", lang), t!("sample.company", lang));
    let frame = frame(lang, "/me", Some(&name));
    let company = subject(7);
    let companies = vec![CompanyView {
        subject: company.clone(),
        name: t!("sample.company", lang).to_owned(),
        code: "91990101MA00000001".to_owned(),
    }];
    let person = Some(person_view(lang));
    let view = me::MeView { person, companies, acting_for: Some(company), ..me_view(&name) };
    whole(&frame, me::page(&frame, &view))
}

fn me_official(lang: Lang) -> Markup {
    let official = t!("sample.official", lang);
    let frame = frame(lang, "/me", Some(official));
    let view = me::MeView { post: Some(held(1)), ..me_view(official) };
    whole(&frame, me::page(&frame, &view))
}

fn password_empty(lang: Lang) -> Markup {
    let frame = frame(lang, "/me/password", Some(t!("sample.person", lang)));
    whole(&frame, password::page(&frame, &Wrong::default()))
}

fn password_error(lang: Lang) -> Markup {
    let frame = frame(lang, "/me/password", Some(t!("sample.person", lang)));
    let wrong =
        wrong(&[("current", t!("flaw.password.wrong", lang)), ("password", t!("flaw.password.plain", lang))]);
    whole(&frame, password::page(&frame, &wrong))
}

fn post_choose(lang: Lang) -> Markup {
    let frame = frame(lang, "/post", Some(t!("sample.official", lang)));
    let held = vec![held(1), held(2)];
    let current = Some(held[0].post.clone());
    let view = post::PostView { held, current, next: String::new(), wrong: Wrong::default() };
    whole(&frame, post::page(&frame, &view))
}

fn post_error(lang: Lang) -> Markup {
    let frame = frame(lang, "/post", Some(t!("sample.official", lang)));
    let wrong = wrong(&[("post", t!("flaw.post.choose", lang))]);
    let view = post::PostView { held: vec![held(1), held(2)], current: None, next: String::new(), wrong };
    whole(&frame, post::page(&frame, &view))
}

fn post_none(lang: Lang) -> Markup {
    let frame = frame(lang, "/post", Some(t!("sample.official", lang)));
    let view =
        post::PostView { held: Vec::new(), current: None, next: String::new(), wrong: Wrong::default() };
    whole(&frame, post::page(&frame, &view))
}

fn demo_roles(lang: Lang) -> Markup {
    let frame = frame(lang, "/demo", None);
    let role = |place: i64, title: Words, task: Words| DemoRole {
        key: format!("role-{place}"),
        account: AccountId::from(Id128(1)),
        post: None,
        acting_for: None,
        title,
        task,
        landing: "/".to_owned(),
        place,
    };
    let roles = [
        role(1, said(t!("sample.role.owner")), said(t!("sample.role.owner_task"))),
        role(2, said(t!("sample.role.official")), said(t!("sample.role.official_task"))),
        role(3, said(t!("sample.role.auditor")), said(t!("sample.role.auditor_task"))),
    ];
    whole(&frame, demo::page(&frame, &roles))
}

fn demo_empty(lang: Lang) -> Markup {
    let frame = frame(lang, "/demo", None);
    whole(&frame, demo::page(&frame, &[]))
}

fn whole(frame: &Frame, sheet: Sheet) -> Markup {
    page(frame, &sheet.head, sheet.body)
}

fn frame(lang: Lang, path: &str, who: Option<&str>) -> Frame {
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.site", lang).to_owned(),
        face: Face::Portal,
        nav: Vec::new(),
        foot: Vec::new(),
        who: who.map(str::to_owned),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    }
}

fn wrong(flaws: &[(&str, &str)]) -> Wrong {
    Wrong(flaws.iter().map(|(field, words)| ((*field).to_owned(), (*words).to_owned())).collect())
}

fn said(text: kit::Text) -> Words {
    Words { zh: text.say(Lang::ZH).to_owned(), en: text.say(Lang::EN).to_owned() }
}

fn subject(n: u128) -> SubjectId {
    SubjectId::from(Id128(n))
}

fn person_view(lang: Lang) -> PersonView {
    PersonView {
        id: Id128(1).into(),
        name: Some(t!("sample.person", lang).to_owned()),
        number_masked: Some("990***********0018".to_owned()),
        phone: None,
        assurance: Assurance::Declared,
        registered_at: NOW,
    }
}

fn me_view(name: &str) -> me::MeView {
    let session = |n: i64| SessionView {
        id: SessionId::from(Id128(n.unsigned_abs().into())),
        started_at: NOW.plus_ms(-n * 3_600_000),
        seen_at: NOW,
        is_this_one: n == 1,
    };
    me::MeView {
        name: name.to_owned(),
        person: None,
        post: None,
        companies: Vec::new(),
        acting_for: None,
        sessions: vec![session(1), session(2)],
        is_password_changed: false,
    }
}

fn held(n: u128) -> Held {
    let post_name = if n == 1 { t!("sample.post.accept") } else { t!("sample.post.decide") };
    Held {
        post: PostId::from(Id128(n)),
        post_name: said(post_name),
        powers: Vec::new(),
        agency: AgencyId::from(Id128(n)),
        agency_name: said(t!("sample.agency")),
        region: RegionCode::parse("990101").expect("six digits"),
        from_at: NOW,
        until_at: None,
    }
}

fn account_page(lang: Lang, has_one: bool, flaws: &[(&str, &str)]) -> Markup {
    let view = account::AccountView {
        official: Id128(1).into(),
        name: Some(t!("sample.person", lang).to_owned()),
        has_one,
        login: String::new(),
        wrong: wrong(flaws),
    };
    let frame = admin_frame(lang);
    whole(&frame, account::page(&frame, "k", &view))
}

fn account_error(lang: Lang) -> Markup {
    account_page(lang, false, &[("login", t!("flaw.account.official_has_one", lang))])
}

fn account_done(lang: Lang) -> Markup {
    let frame = admin_frame(lang);
    whole(
        &frame,
        account::done(&frame, Id128(1).text("official").as_str(), "zhoumin", "abcdefghjkmnpqrstvwx"),
    )
}

fn admin_frame(lang: Lang) -> Frame {
    let path = format!("/admin/officials/{}/account", Id128(1).text("official"));
    Frame { face: Face::Admin, ..frame(lang, &path, Some(t!("sample.person", lang))) }
}
