//! Samples of reading: the start, plain content, a certificate, and nothing at all.
//! Knows nothing of real matters.

use kit::{Lang, t};
use maud::{Markup, html};

use super::frame;
use crate::pages::*;

pub(super) fn start(lang: Lang) -> Markup {
    let frame = Frame { who: None, ..frame(lang, Face::Portal, "/") };
    let search = SearchBox {
        action: "/matters",
        label: t!("sample.search.label", lang),
        value: "",
        hint: t!("sample.search.hint", lang),
    };
    let often = [
        ("/matters/food", t!("sample.matter", lang)),
        ("/matters/birth", t!("sample.event.birth", lang)),
        ("/matters/retire", t!("sample.event.retire", lang)),
    ];
    let top = hero(lang, t!("sample.start.title", lang), t!("sample.start.words", lang), &search, &often);
    let card = |href, title, text| Card {
        href,
        title,
        text,
        tags: html! { (tag(Tone::Good, t!("sample.tag.online", lang))) },
        facts: vec![t!("sample.fact.agency", lang), t!("sample.fact.days", lang)],
    };
    let events = [
        card("/matters/food", t!("sample.event.shop", lang), t!("sample.event.shop_words", lang)),
        card("/matters/birth", t!("sample.event.birth", lang), t!("sample.event.birth_words", lang)),
        card("/matters/retire", t!("sample.event.retire", lang), t!("sample.event.retire_words", lang)),
    ];
    let body = html! {
        (section(t!("sample.start.events", lang), cards(&events)))
        (section(t!("sample.start.figures", lang), super::working::sample_figures(lang)))
    };
    page(
        &frame,
        &Head {
            wide: true,
            hero: Some(top),
            description: t!("sample.start.words", lang),
            ..Head::titled(t!("sample.start.title", lang))
        },
        body,
    )
}

pub(super) fn content(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Portal, "/matters/food?tab=law&lang=en");
    let title = t!("sample.matter", lang);
    let words = t!("sample.words", lang);
    let way = [("/", t!("sample.nav.home", lang)), ("/matters", t!("sample.nav.matters", lang))];
    let tones = [Tone::Neutral, Tone::Going, Tone::Good, Tone::Warn, Tone::Bad];
    let said = |words: &str| html! { (words) };
    let facts = [
        (t!("sample.fact", lang), said(t!("sample.fact.agency", lang))),
        (t!("sample.fact.time", lang), said(t!("sample.fact.days", lang))),
        (t!("sample.fact.fee", lang), said(t!("sample.fact.free", lang))),
    ];
    let body = html! {
        (breadcrumbs(lang, &way))
        @for tone in tones { (notification_banner(lang, tone, t!("sample.banner", lang), prose(words))) }
        (heading(t!("sample.caption", lang), title))
        (prose(words))
        (buttons(button_start("/cases/new", t!("sample.apply", lang))))
        (definition_grid(&facts))
        (inset(prose(words)))
        (warning_text(lang, html! { (t!("sample.check.warning", lang)) }))
        (section(t!("sample.done.next", lang), html! {
            ul { li { (words) } li { a href="/law" { (t!("sample.law", lang)) } } }
            (details(t!("sample.sign_in.more", lang), prose(words)))
        }))
        p { @for tone in tones { (tag(tone, t!("task.doing", lang))) " " } }
    };
    page(&frame, &Head::titled(title), body)
}

pub(super) fn certificate(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Portal, "/certificates/9f");
    let title = t!("sample.certificate.title", lang);
    let code = qr(
        "https://anhe.example/check/1.2.156.3005.2.11100000000013338W032.0001",
        t!("sample.certificate.code", lang),
    );
    let rows = [
        SummaryRow::new(t!("sample.shop", lang), html! { (t!("sample.shop_value", lang)) }),
        SummaryRow::new(t!("sample.uscc", lang), html! { code { "91990100MA00TEST0X" } }),
        SummaryRow::new(
            t!("sample.certificate.state", lang),
            tag(Tone::Good, t!("sample.certificate.valid", lang)),
        ),
        SummaryRow::new(
            t!("sample.certificate.id", lang),
            html! { code { "1.2.156.3005.2.11100000000013338W032.0001" } },
        ),
    ];
    let body = html! {
        (heading(t!("sample.fact.agency", lang), title))
        (columns(summary_list(lang, &rows), html! {
            @if let Some(code) = code { (code) }
            p.hint { (t!("sample.certificate.code", lang)) }
        }))
    };
    page(&frame, &Head { wide: true, ..Head::titled(title) }, body)
}

pub(super) fn empty(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Portal, "/cases");
    let title = t!("sample.nav.cases", lang);
    let search =
        SearchBox { action: "/cases", label: t!("sample.search.cases", lang), value: "9901", hint: "" };
    let none = Table { empty: t!("sample.empty.rows", lang), ..Table::default() };
    let body = html! {
        (heading("", title))
        (search_box(lang, &search))
        (empty_state(
            t!("sample.empty.title", lang),
            t!("sample.empty.words", lang),
            button_link("/matters", t!("sample.nav.matters", lang)),
        ))
        (section(t!("sample.nav.tasks", lang), table(&none)))
        (error_summary(lang, &[]))
        (pagination(lang, None, None))
    };
    page(&frame, &Head::titled(title), body)
}
