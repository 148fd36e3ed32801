//! The pages of administration in each state, as the gallery shows them.
//! The agencies and officials are invented.

use kit::{AgencyId, Id128, Lang, OfficialId, PostId, SubjectId, Time, t};
use maud::Markup;
use web::{
    Sample,
    pages::{self, Face, Flaws, Frame, Head, NavItem},
};

use super::{
    Typed,
    agencies::{AgenciesView, Line, agencies_page},
    agency::{AgencyAdmin, Seat, agency_admin_page},
    calendars::{CalendarView, Weighed, calendars_page, weighed_page},
    founding::founding_page,
    home::home_page,
    officials::{OfficialView, OfficialsView, appointment_page, official_page, officials_page},
    post::{PostAdmin, post_page},
};
use crate::{
    model::{
        agency::{Named, Post},
        official::{Held, Official},
    },
    pages::samples::{both, code_of, government, hospital},
};

/// Every page in every state.
pub(in crate::pages) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "directory-admin-home", render: home },
        Sample { name: "directory-admin-agencies-empty", render: agencies_empty },
        Sample { name: "directory-admin-agencies-filled", render: agencies_filled },
        Sample { name: "directory-admin-agencies-not-found", render: agencies_not_found },
        Sample { name: "directory-admin-founding-empty", render: founding_empty },
        Sample { name: "directory-admin-founding-error", render: founding_error },
        Sample { name: "directory-admin-agency-empty", render: agency_empty },
        Sample { name: "directory-admin-agency-filled", render: agency_filled },
        Sample { name: "directory-admin-agency-error", render: agency_error },
        Sample { name: "directory-admin-calendars-filled", render: calendars_filled },
        Sample { name: "directory-admin-calendars-error", render: calendars_error },
        Sample { name: "directory-admin-calendars-preview", render: |lang| calendars_weighed(lang, true) },
        Sample { name: "directory-admin-calendars-refused", render: |lang| calendars_weighed(lang, false) },
        Sample { name: "directory-admin-post-vacant", render: post_vacant },
        Sample { name: "directory-admin-post-held", render: post_held },
        Sample { name: "directory-admin-post-closed", render: post_closed },
        Sample { name: "directory-admin-officials-empty", render: officials_empty },
        Sample { name: "directory-admin-officials-filled", render: officials_filled },
        Sample { name: "directory-admin-official", render: official },
        Sample { name: "directory-admin-appointment-empty", render: appointment_empty },
        Sample { name: "directory-admin-appointment-error", render: appointment_error },
    ]
}

pub(super) const AT: Time = Time::from_ms(1_767_600_000_000);

pub(in crate::pages) fn page(
    lang: Lang,
    path: &str,
    head: &Head<'_>,
    body: impl Fn(&Frame) -> Markup,
) -> Markup {
    let frame = Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.city", lang).to_owned(),
        face: Face::Admin,
        nav: ways(lang),
        foot: Vec::new(),
        who: Some(t!("sample.official", lang).to_owned()),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    };
    let body = body(&frame);
    pages::page(&frame, head, body)
}

fn ways(lang: Lang) -> Vec<NavItem> {
    vec![
        NavItem::new("/admin/agencies", t!("nav.admin.agencies", lang)),
        NavItem::new("/admin/officials", t!("nav.admin.officials", lang)),
    ]
}

fn wrong(field: &str, words: &str) -> Flaws {
    Flaws::new([(field.to_owned(), words.to_owned())])
}

fn home(lang: Lang) -> Markup {
    let head = Head { wide: true, ..Head::titled(t!("admin.title", lang)) };
    page(lang, "/admin", &head, |frame| home_page(lang, &frame.nav))
}

fn agencies(lang: Lang, view: &AgenciesView) -> Markup {
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("admin.agencies", lang)) };
    page(lang, "/admin/agencies", &head, |_| agencies_page(lang, view))
}

fn agencies_empty(lang: Lang) -> Markup {
    agencies(lang, &AgenciesView { words: String::new(), lines: Vec::new(), next: None })
}

fn agencies_not_found(lang: Lang) -> Markup {
    agencies(
        lang,
        &AgenciesView { words: t!("sample.nowhere", lang).to_owned(), lines: Vec::new(), next: None },
    )
}

fn agencies_filled(lang: Lang) -> Markup {
    let region = t!("sample.city", lang).to_owned();
    let mut gone = hospital();
    gone.dissolved_at = Some(AT);
    let once = Some(t!("sample.nowhere", lang).to_owned());
    let lines = vec![
        Line { agency: government(), region: region.clone(), once: None },
        Line { agency: gone, region, once },
    ];
    agencies(lang, &AgenciesView { words: String::new(), lines, next: Some("agency_1".to_owned()) })
}

fn founding(lang: Lang, typed: &Typed) -> Markup {
    let error = !typed.flaws.is_empty();
    let head = Head { error, back: Some("/admin/agencies"), ..Head::titled(t!("founding.title", lang)) };
    page(lang, "/admin/agencies/founding", &head, |frame| founding_page(frame, "k", typed))
}

fn founding_empty(lang: Lang) -> Markup {
    founding(lang, &Typed::of(&[("kind", "authority")]))
}

fn founding_error(lang: Lang) -> Markup {
    let typed = Typed::of(&[("kind", "entrusted"), ("code", "123"), ("region", "9901")]);
    let flaws = [
        ("code".to_owned(), t!("flaw.agency.code", lang).to_owned()),
        ("principal".to_owned(), t!("flaw.agency.principal", lang).to_owned()),
    ];
    founding(lang, &Typed { flaws: Flaws::new(flaws), ..typed })
}

fn agency(lang: Lang, view: &AgencyAdmin, typed: &Typed) -> Markup {
    let error = !typed.flaws.is_empty();
    let title = view.agency.name.say(lang);
    let head = Head { error, wide: true, back: Some("/admin/agencies"), ..Head::titled(title) };
    page(lang, "/admin/agencies/agency_1", &head, |frame| agency_admin_page(frame, "k", view, typed))
}

fn sample_agency(lang: Lang) -> AgencyAdmin {
    let it = government();
    let since = Named { agency: it.id.clone(), name: it.name.clone(), from_at: AT, until_at: None };
    let before = Named { name: both(t!("sample.nowhere")), until_at: Some(AT), ..since.clone() };
    let seats = vec![
        Seat {
            post: sample_post(&it.id),
            holders: vec![("official_1".to_owned(), Some(t!("sample.official", lang).to_owned()))],
        },
        Seat { post: Post { powers: Vec::new(), ..sample_post(&it.id) }, holders: Vec::new() },
    ];
    AgencyAdmin { region: t!("sample.city", lang).to_owned(), names: vec![since, before], seats, agency: it }
}

fn agency_filled(lang: Lang) -> Markup {
    agency(lang, &sample_agency(lang), &Typed::default())
}

fn agency_empty(lang: Lang) -> Markup {
    let mut it = AgencyAdmin { names: Vec::new(), seats: Vec::new(), ..sample_agency(lang) };
    it.agency.dissolved_at = Some(AT);
    agency(lang, &it, &Typed::default())
}

fn agency_error(lang: Lang) -> Markup {
    let flaws = wrong("name_zh", t!("flaw.name.empty", lang));
    let typed = Typed { flaws, ..Typed::of(&[("name_en", "Post"), ("powers", "case.accept")]) };
    agency(lang, &sample_agency(lang), &typed)
}

fn sample_post(agency: &AgencyId) -> Post {
    Post {
        id: PostId::from(Id128(3)),
        agency: agency.clone(),
        name: both(t!("sample.post")),
        powers: vec!["case.accept".to_owned()],
        opened_at: AT,
        closed_at: None,
    }
}

fn post(lang: Lang, view: &PostAdmin) -> Markup {
    let head = Head { back: Some("/admin/agencies/agency_1"), ..Head::titled(view.post.name.say(lang)) };
    let keys = ["a", "b", "c"].map(str::to_owned);
    let typed = Typed::of(&[("powers", "case.accept")]);
    page(lang, "/admin/posts/post_3", &head, |frame| post_page(frame, &keys, view, &typed))
}

fn sample_seat(lang: Lang) -> PostAdmin {
    let agency = government();
    let name = Some(t!("sample.official", lang).to_owned());
    PostAdmin {
        post: sample_post(&agency.id),
        agency,
        holders: vec![(OfficialId::from(Id128(1)), name.clone()), (OfficialId::from(Id128(2)), None)],
        words: t!("sample.official", lang).to_owned(),
        found: vec![(OfficialId::from(Id128(4)), name)],
    }
}

fn post_held(lang: Lang) -> Markup {
    post(lang, &sample_seat(lang))
}

fn post_vacant(lang: Lang) -> Markup {
    post(lang, &PostAdmin { holders: Vec::new(), found: Vec::new(), ..sample_seat(lang) })
}

fn post_closed(lang: Lang) -> Markup {
    let mut it = sample_seat(lang);
    it.post.closed_at = Some(AT);
    post(lang, &it)
}

fn held(until_at: Option<Time>) -> Held {
    let agency = government();
    Held {
        post: PostId::from(Id128(3)),
        post_name: both(t!("sample.post")),
        powers: vec!["case.accept".to_owned()],
        agency: agency.id,
        agency_name: agency.name,
        region: code_of("9901"),
        from_at: AT,
        until_at,
    }
}

fn officials(lang: Lang, view: &OfficialsView) -> Markup {
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("officials.title", lang)) };
    page(lang, "/admin/officials", &head, |_| officials_page(lang, view))
}

fn officials_empty(lang: Lang) -> Markup {
    officials(lang, &OfficialsView { words: String::new(), lines: Vec::new(), next: None })
}

fn officials_filled(lang: Lang) -> Markup {
    let name = Some(t!("sample.official", lang).to_owned());
    let lines =
        vec![(OfficialId::from(Id128(1)), name, Some(held(None))), (OfficialId::from(Id128(2)), None, None)];
    officials(lang, &OfficialsView { words: String::new(), lines, next: Some("official_2".to_owned()) })
}

fn official(lang: Lang) -> Markup {
    let official =
        Official { id: OfficialId::from(Id128(1)), subject: SubjectId::from(Id128(5)), appointed_at: AT };
    let name = t!("sample.official", lang);
    let view = OfficialView {
        official,
        name: Some(name.to_owned()),
        held: vec![held(None), held(Some(AT))],
        may_open_account: true,
    };
    let head = Head { wide: true, back: Some("/admin/officials"), ..Head::titled(name) };
    page(lang, "/admin/officials/official_1", &head, |_| official_page(lang, &view))
}

fn appointment(lang: Lang, typed: &Typed) -> Markup {
    let error = !typed.flaws.is_empty();
    let head = Head { error, back: Some("/admin/officials"), ..Head::titled(t!("appointment.title", lang)) };
    let place = format!("{} / {}", t!("sample.government", lang), t!("sample.post", lang));
    page(lang, "/admin/officials/appointment", &head, |frame| {
        appointment_page(frame, "k", Some(&place), typed)
    })
}

fn appointment_empty(lang: Lang) -> Markup {
    appointment(lang, &Typed::default())
}

fn appointment_error(lang: Lang) -> Markup {
    let flaws = wrong("number", t!("flaw.official.number", lang));
    appointment(lang, &Typed { flaws, ..Typed::of(&[("number", "123")]) })
}

fn calendars(lang: Lang, typed: &Typed) -> Markup {
    let view = CalendarView::of(&calendar::Calendar::china(), 2026);
    let error = !typed.flaws.is_empty();
    let head = Head { error, wide: true, back: Some("/admin"), ..Head::titled(t!("calendars.title", lang)) };
    page(lang, "/admin/calendars", &head, |frame| calendars_page(frame, &view, typed))
}

fn calendars_filled(lang: Lang) -> Markup {
    calendars(lang, &Typed::default())
}

fn calendars_error(lang: Lang) -> Markup {
    calendars(lang, &Typed { flaws: wrong("notice", t!("calendars.no_file", lang)), ..Typed::default() })
}

fn calendars_weighed(lang: Lang, sound: bool) -> Markup {
    let line = if sound { t!("import.unchanged", lang) } else { t!("flaw.holidays.date_wrong", lang) };
    let weighed = Weighed {
        lines: vec![line.to_owned()],
        name: "2027.json".to_owned(),
        notice: sound.then(|| "{}".to_owned()),
    };
    let head = Head { back: Some("/admin/calendars"), ..Head::titled(t!("calendars.preview", lang)) };
    page(lang, "/admin/calendars/preview", &head, |frame| weighed_page(frame, "k", &weighed))
}
