//! Samples of asking: questions, fields, tasks, checking and the end.
//! Knows nothing of real matters.

use kit::{Lang, t};
use maud::{Markup, html};

use super::frame;
use crate::pages::*;

pub(super) fn question_empty(lang: Lang) -> Markup {
    question(lang, State::Empty)
}

pub(super) fn question_error(lang: Lang) -> Markup {
    question(lang, State::Error)
}

pub(super) fn fields_empty(lang: Lang) -> Markup {
    fields(lang, State::Empty)
}

pub(super) fn fields_error(lang: Lang) -> Markup {
    fields(lang, State::Error)
}

pub(super) fn fields_filled(lang: Lang) -> Markup {
    fields(lang, State::Filled)
}

pub(super) fn sign_in(lang: Lang) -> Markup {
    let frame = Frame { who: None, ..frame(lang, Face::Portal, "/sign-in?next=%2Fcases") };
    let title = t!("sample.sign_in.title", lang);
    let name = Field::new("name", t!("sample.sign_in.name", lang)).hint(t!("sample.sign_in.name_hint", lang));
    let secret = Field::new("password", t!("sample.sign_in.password", lang));
    let code = TextInput { autocomplete: "username", entry: Entry::Code, ..TextInput::default() };
    let password = TextInput { entry: Entry::Password, ..TextInput::default() };
    let body = html! {
        (heading("", title))
        (form(&frame, "/sign-in", None, html! {
            (text_input(lang, &name, &code))
            (text_input(lang, &secret, &password))
            (buttons(button(t!("frame.sign_in", lang))))
        }))
        (details(t!("sample.sign_in.more", lang), prose(t!("sample.words", lang))))
    };
    page(&frame, &Head { back: Some("/"), ..Head::titled(title) }, body)
}

pub(super) fn tasks(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Portal, "/cases/9f/tasks");
    let title = t!("sample.matter", lang);
    let task = |text, hint, state| Task { text, hint, href: "/cases/9f/premises", state };
    let list = [
        task(t!("sample.task.applicant", lang), "", TaskState::Done),
        task(t!("sample.task.premises", lang), t!("sample.task.premises_hint", lang), TaskState::Doing),
        task(t!("sample.task.staff", lang), "", TaskState::Wrong),
        task(t!("sample.task.materials", lang), "", TaskState::NotStarted),
        task(t!("sample.task.submit", lang), "", TaskState::CannotStart),
    ];
    let body = html! { (heading(t!("sample.caption", lang), title)) (task_list(lang, &list)) };
    page(&frame, &Head { back: Some("/cases"), ..Head::titled(title) }, body)
}

pub(super) fn check_answers(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Portal, "/cases/9f/check");
    let title = t!("sample.check.title", lang);
    let said = |words: &str| html! { (words) };
    let applicant = [
        SummaryRow::new(t!("sample.shop", lang), said(t!("sample.shop_value", lang)))
            .change("/cases/9f/shop"),
        SummaryRow::new(t!("sample.uscc", lang), html! { code { "91990100MA00TEST0X" } }),
        SummaryRow::new(t!("sample.email", lang), Markup::default()).change("/cases/9f/email"),
    ];
    let premises = [
        SummaryRow::new(t!("sample.area", lang), said(t!("sample.area_value", lang)))
            .change("/cases/9f/area"),
        SummaryRow::new(t!("sample.kind", lang), html! { (prose(t!("sample.kind_value", lang))) })
            .change("/cases/9f/kind"),
    ];
    let body = html! {
        (heading(t!("sample.caption", lang), title))
        (summary_card(lang, t!("sample.task.applicant", lang), &applicant))
        (summary_card(lang, t!("sample.task.premises", lang), &premises))
        (warning_text(lang, html! { (t!("sample.check.warning", lang)) }))
        (form(&frame, "/cases/9f/submission", Some("5e11f00d"), buttons(html! {
            (button(t!("sample.check.submit", lang)))
            (button_secondary("later", "yes", t!("sample.check.later", lang)))
        })))
    };
    page(&frame, &Head { back: Some("/cases/9f/tasks"), ..Head::titled(title) }, body)
}

pub(super) fn done(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Portal, "/cases/9f/done");
    let title = t!("sample.done.title", lang);
    let step = |title, words: &str| Step { title, body: prose(words) };
    let next = [
        step(t!("sample.done.first", lang), t!("sample.done.first_words", lang)),
        step(t!("sample.done.second", lang), t!("sample.done.second_words", lang)),
        step(t!("sample.done.third", lang), t!("sample.done.third_words", lang)),
    ];
    let body = html! {
        (panel(title, t!("sample.done.number", lang), "990101-SPJY-2026-000042"))
        (section(t!("sample.done.next", lang), steps(&next)))
        (buttons(html! {
            (button_link("/cases/9f", t!("sample.done.open", lang)))
            (button_link("/cases/9f/receipt", t!("sample.done.receipt", lang)))
        }))
    };
    page(&frame, &Head::titled(title), body)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Empty,
    Error,
    Filled,
}

fn question(lang: Lang, state: State) -> Markup {
    let error = state == State::Error;
    let frame = frame(lang, Face::Portal, "/cases/9f/kind");
    let words = t!("sample.kind_error", lang);
    let field = Field::new("kind", t!("sample.kind_question", lang))
        .hint(t!("sample.kind_hint", lang))
        .error(error.then_some(words))
        .heading();
    let choices = [
        Choice::new("restaurant", t!("sample.kind.restaurant", lang), ""),
        Choice {
            hint: t!("sample.kind.canteen_hint", lang),
            ..Choice::new("canteen", t!("sample.kind.canteen", lang), "")
        },
        Choice::new("shop", t!("sample.kind.shop", lang), ""),
    ];
    let flaws: &[_] = if error { &[("kind", words)] } else { &[] };
    let body = html! {
        (error_summary(lang, flaws))
        (form(&frame, "/cases/9f/kind", Some("5e11f00d"), html! {
            (radios(lang, &field, &choices))
            (buttons(button(t!("sample.continue", lang))))
        }))
    };
    page(
        &frame,
        &Head { error, back: Some("/cases/9f/tasks"), ..Head::titled(t!("sample.kind_question", lang)) },
        body,
    )
}

/// Every kind of field on one page, as no real page has it.
fn fields(lang: Lang, state: State) -> Markup {
    let frame = frame(lang, Face::Portal, "/cases/9f/premises");
    let error = state == State::Error;
    let title = t!("sample.fields.title", lang);
    let names = ["shop", "email", "area", "since", "street", "scope", "district", "plan", "cold"];
    let flaws: Vec<_> = names.iter().map(|it| (*it, t!("sample.fields.error", lang))).collect();
    let body = html! {
        (error_summary(lang, if error { &flaws } else { &[] }))
        (heading(t!("sample.caption", lang), title))
        (form_with_files(&frame, "/cases/9f/premises", Some("5e11f00d"), html! {
            (typed(lang, state))
            (chosen(lang, state))
            (hidden("version", "3"))
            (buttons(html! {
                (button(t!("sample.continue", lang)))
                (button_secondary("later", "yes", t!("sample.check.later", lang)))
                (button_warning(t!("sample.withdraw", lang)))
            }))
        }))
    };
    page(&frame, &Head { error, back: Some("/cases/9f/tasks"), ..Head::titled(title) }, body)
}

fn typed(lang: Lang, state: State) -> Markup {
    let wrong = (state == State::Error).then_some(t!("sample.fields.error", lang));
    let was = |words| if state == State::Filled { words } else { "" };
    let ask = |name, label| Field::new(name, label).error(wrong);
    let shop = TextInput { value: was(t!("sample.shop_value", lang)), ..TextInput::default() };
    let email = TextInput {
        value: was("chen@anhe.example"),
        entry: Entry::Email,
        width: Width::Letters20,
        ..TextInput::default()
    };
    let street = TextArea { value: was(t!("sample.street_value", lang)), rows: 3, chars_max: 200 };
    let since = DateInput { year: was("2026"), month: was("3"), day: was("15"), wrong: &[DatePart::Month] };
    let since_field = ask("since", t!("sample.since", lang)).hint(t!("sample.since_hint", lang));
    let plan_field = ask("plan", t!("sample.plan", lang)).hint(t!("sample.plan_hint", lang));
    html! {
        (text_input(lang, &ask("shop", t!("sample.shop", lang)).hint(t!("sample.shop_hint", lang)), &shop))
        (text_input(lang, &ask("email", t!("sample.email", lang)).optional(), &email))
        (number_input(lang, &ask("area", t!("sample.area", lang)), was("86.5"), t!("sample.area_unit", lang)))
        (date_input(lang, &since_field, &since))
        (textarea(lang, &ask("street", t!("sample.street", lang)), &street))
        (file_input(lang, &plan_field, ".pdf,image/png"))
    }
}

fn chosen(lang: Lang, state: State) -> Markup {
    let wrong = (state == State::Error).then_some(t!("sample.fields.error", lang));
    let was = |value| if state == State::Filled { value } else { "" };
    let ask = |name, label| Field::new(name, label).error(wrong);
    let cold_kind = Field::new("cold-kind", t!("sample.cold_kind", lang));
    let inside = text_input(lang, &cold_kind, &TextInput { width: Width::Letters20, ..TextInput::default() });
    let scope = [
        Choice::new("hot", t!("sample.scope.hot", lang), was("hot")),
        Choice { opens: Some(inside), ..Choice::new("cold", t!("sample.scope.cold", lang), was("cold")) },
        Choice {
            hint: t!("sample.scope.raw_hint", lang),
            ..Choice::new("raw", t!("sample.scope.raw", lang), "")
        },
    ];
    let district = [
        Choice::new("990101", t!("sample.district.one", lang), was("990101")),
        Choice::new("990102", t!("sample.district.two", lang), ""),
    ];
    html! {
        (fieldset(t!("sample.fields.group", lang), html! {
            (checkboxes(lang, &ask("scope", t!("sample.scope", lang)), &scope))
            (select(lang, &ask("district", t!("sample.district", lang)), &district))
            (yes_no(lang, &ask("cold", t!("sample.cold", lang)), (state == State::Filled).then_some(true)))
        }))
    }
}
