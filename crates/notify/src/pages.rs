//! The inbox: every message in a line, and each as a page of its own in the reader's language.
//! Addresses hold identifiers and nothing of what is said.

use axum::extract::{Path, Query};
use calendar::{Calendar, Day};
use kit::{Id128, Lang, Time, Words, t};
use maud::{Markup, html};
use serde::Deserialize;
use web::{
    Answer, Ctx, Sample,
    pages::{
        Face, Frame, Head, INBOX_PATH, NavItem, Tone, button_link, buttons, empty_state, heading, inset,
        page, pagination, prose, tag,
    },
};

use crate::{
    actions::{self, PAGE_ROWS},
    model::{Body, Message, MessageId},
};

/// What the address of the inbox says.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    before: String,
}

pub(crate) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (by, before) = (ctx.by.clone(), MessageId::parse(&asked.before).ok());
    let read = ctx.store.read(move |read| {
        Ok((actions::list(read, &by, before.as_ref())?, directory::current_calendar(read)?))
    });
    let (messages, calendar) = read.await?;
    let title = t!("inbox.title", ctx.lang);
    Ok(ctx.page(Face::Portal, &Head::titled(title), inbox(ctx.lang, &messages, &calendar)))
}

/// Opening a message makes it read before it is shown, so that the number beside the link is right on this page.
pub(crate) async fn show_one(mut ctx: Ctx, Path(id): Path<String>) -> Answer {
    let (by, id) = (ctx.by.clone(), MessageId::parse(&id)?);
    let open =
        ctx.store.write(move |tx| Ok((actions::open(tx, &by, &id)?, directory::current_calendar(tx)?)));
    let (message, calendar) = open.await?;
    ctx.n_unread -= usize::from(message.is_unread && 0 < ctx.n_unread);
    let (head, body) = (title(ctx.lang, &message), one(ctx.lang, &message, &calendar));
    let head = Head { back: Some(INBOX_PATH), ..Head::titled(&head) };
    Ok(ctx.page(Face::Portal, &head, body))
}

fn inbox(lang: Lang, messages: &[Message], calendar: &Calendar) -> Markup {
    let next = messages.last().filter(|_| messages.len() == PAGE_ROWS);
    let next = next.map(|it| format!("{INBOX_PATH}?before={}", it.id));
    html! {
        (heading("", t!("inbox.title", lang)))
        @if messages.is_empty() {
            (empty_state(t!("inbox.empty", lang), t!("inbox.empty_words", lang), html! {}))
        } @else {
            ul.inbox {
                @for it in messages {
                    li.unread[it.is_unread] {
                        a href={ (INBOX_PATH) "/" (it.id) } { (title(lang, it)) }
                        @if it.is_unread { " " (tag(Tone::Going, t!("inbox.unread", lang))) }
                        p.soft { (moment(it.told_at, calendar)) }
                    }
                }
            }
            p.hint { (t!("inbox.legal", lang)) }
        }
        (pagination(lang, None, next.as_deref()))
    }
}

fn one(lang: Lang, message: &Message, calendar: &Calendar) -> Markup {
    html! {
        (heading("", &title(lang, message)))
        p.soft { (moment(message.told_at, calendar)) }
        @match &message.body {
            Some(it) => {
                (prose(it.words.say(lang)))
                (buttons(button_link(&it.href, t!("inbox.more", lang))))
            },
            None => (inset(html! { p { (t!("inbox.erased", lang)) } })),
        }
    }
}

fn title(lang: Lang, message: &Message) -> String {
    message.body.as_ref().map_or(t!("inbox.erased", lang), |it| it.title.say(lang)).to_owned()
}

/// A moment where the reader lives, to the minute.
fn moment(at: Time, calendar: &Calendar) -> Markup {
    let (year, month, day) = Day::of(at, calendar).ymd();
    let (hour, minute) = calendar.hour_minute(at);
    html! { time datetime=(at) { (format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")) } }
}

/// The pages in every state.
pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "notify-inbox", render: |lang| sample(lang, State::Filled) },
        Sample { name: "notify-inbox-empty", render: |lang| sample(lang, State::Empty) },
        Sample { name: "notify-message", render: |lang| sample(lang, State::One) },
        Sample { name: "notify-message-erased", render: |lang| sample(lang, State::Erased) },
    ]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Filled,
    Empty,
    One,
    Erased,
}

fn sample(lang: Lang, state: State) -> Markup {
    let calendar = Calendar::china();
    let messages: Vec<_> = (1..=3).map(invented).collect();
    let erased = Message { body: None, ..invented(1) };
    let (head, body) = match state {
        State::Filled => (t!("inbox.title", lang).to_owned(), inbox(lang, &messages, &calendar)),
        State::Empty => (t!("inbox.title", lang).to_owned(), inbox(lang, &[], &calendar)),
        State::One => (title(lang, &messages[0]), one(lang, &messages[0], &calendar)),
        State::Erased => (title(lang, &erased), one(lang, &erased, &calendar)),
    };
    let frame = Frame {
        lang,
        path: INBOX_PATH.to_owned(),
        site: t!("sample.city", lang).to_owned(),
        face: Face::Portal,
        nav: vec![
            NavItem::new("/", t!("sample.start", lang)),
            NavItem::new(INBOX_PATH, t!("nav.messages", lang)).waiting(1),
        ],
        foot: Vec::new(),
        who: Some(t!("sample.person", lang).to_owned()),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    };
    page(&frame, &Head::titled(&head), body)
}

fn invented(n: u128) -> Message {
    let both =
        |text: kit::Text| Words { zh: text.say(Lang::ZH).to_owned(), en: text.say(Lang::EN).to_owned() };
    let body =
        Body { title: both(t!("sample.title")), words: both(t!("sample.words")), href: "/cases".to_owned() };
    let told_at = Time::from_ms(1_772_414_100_000 - n as i64 * 3_600_000);
    let id = MessageId::from(Id128(n));
    Message { id, kind: "case.accepted".to_owned(), body: Some(body), told_at, is_unread: n == 1 }
}
