//! Telling the applicant: each notice, and each visit appointed, as a message in their inbox, in the same transaction.
//! The words are the matter's own where its file has some, else this block's; what is told cannot be turned off.

use calendar::{Calendar, Day};
use forms::{Answer, Kind};
use kit::{Lang, Result, Time, Words, fill, t};
use notify::{Body, NewMessage};
use store::{Read, Tx};

use super::open_case::OpenCase;
use crate::{
    TEXTS,
    model::{MESSAGE_VALUES, MessageEvent, Notice, NoticeKind},
    tables,
};

/// The values a message speaks of, in one language, in the order of [`MESSAGE_VALUES`].
type Values = [String; MESSAGE_VALUES.len()];

/// Tells the applicant of a notice that was issued.
pub(super) fn of_notice(tx: &mut Tx<'_>, open: &OpenCase, notice: &Notice) -> Result<()> {
    let agency = directory::agency(tx, &notice.agency)?.name;
    let due_at = notice.body.as_ref().and_then(|it| it["due_at"].as_i64()).map(Time::from_ms);
    let href = format!("/cases/{}/notices/{}", open.case.id, notice.id);
    let told = |lang: Lang| {
        let due = due_at.map(|it| day(lang, it.plus_ms(-1), &open.calendar)).unwrap_or_default();
        [
            name(open, lang),
            open.case.number.clone(),
            notice.number.clone(),
            agency.say(lang).to_owned(),
            due,
            String::new(),
        ]
    };
    tell(tx, open, event_of(notice.kind), href, told)
}

/// Tells the applicant when and where officials come.
pub(super) fn of_visit(tx: &mut Tx<'_>, open: &OpenCase, at: Time) -> Result<()> {
    let agency = directory::agency(tx, &open.case.agency)?.name;
    let place = place(tx, open)?;
    let href = format!("/cases/{}", open.case.id);
    let told = |lang: Lang| {
        let at = moment(lang, at, &open.calendar);
        [
            name(open, lang),
            open.case.number.clone(),
            String::new(),
            agency.say(lang).to_owned(),
            at,
            place.clone(),
        ]
    };
    tell(tx, open, MessageEvent::VisitAppointed, href, told)
}

fn tell(
    tx: &mut Tx<'_>,
    open: &OpenCase,
    event: MessageEvent,
    href: String,
    values: impl Fn(Lang) -> Values,
) -> Result<()> {
    let own = open.matter.matter.messages.get(event.as_str());
    let said = |part: &str, lang: Lang| {
        let words = match (own, part) {
            (Some(it), "title") => it.title.say(lang),
            (Some(it), _) => it.words.say(lang),
            (None, _) => TEXTS.find(lang, &format!("message.{}.{part}", event.as_str())).unwrap_or_default(),
        };
        let values = values(lang);
        let values: Vec<_> = MESSAGE_VALUES.into_iter().zip(values.iter().map(String::as_str)).collect();
        fill(words, &values)
    };
    let both = |part: &str| Words { zh: said(part, Lang::ZH), en: said(part, Lang::EN) };
    let body = Body { title: both("title"), words: both("words"), href };
    let kind = format!("case.{}", event.as_str());
    notify::tell(tx, &NewMessage { subject: open.case.subject.clone(), kind, body }).map(|_| ())
}

fn event_of(kind: NoticeKind) -> MessageEvent {
    match kind {
        NoticeKind::Received => MessageEvent::Received,
        NoticeKind::Correction => MessageEvent::Correction,
        NoticeKind::Accepted => MessageEvent::Accepted,
        NoticeKind::NotAccepted => MessageEvent::NotAccepted,
        NoticeKind::Extended => MessageEvent::Extended,
        NoticeKind::Granted => MessageEvent::Granted,
        NoticeKind::Refused => MessageEvent::Refused,
        NoticeKind::Withdrawn => MessageEvent::Withdrawn,
        NoticeKind::Delivered => MessageEvent::Delivered,
        NoticeKind::Suspended => MessageEvent::Suspended,
        NoticeKind::Resumed => MessageEvent::Resumed,
        NoticeKind::MendOrder => MessageEvent::MendOrder,
        NoticeKind::Revoked => MessageEvent::Revoked,
    }
}

fn name(open: &OpenCase, lang: Lang) -> String {
    open.matter.matter.name.say(lang).to_owned()
}

/// The address that the applicant gave beside the place of the case; the region's name where they gave none.
fn place(read: &mut Read<'_>, open: &OpenCase) -> Result<String> {
    let form = &open.matter.matter.form;
    let answers = tables::answers(read, &open.case)?.unwrap_or_default();
    let page = form.page_of(&open.matter.matter.place_question);
    let address = page.into_iter().flat_map(|it| &it.questions).find_map(|it| {
        match (&it.kind, answers.get(&it.key)?) {
            (Kind::Address { .. }, Answer::Text(it)) => Some(it.clone()),
            (Kind::RegionAddress { .. }, Answer::Parts(it)) => it.get("lines").cloned(),
            _ => None,
        }
    });
    let region = directory::region(read, &open.case.region)?.map(|it| it.name).unwrap_or_default();
    Ok(address.map_or(region, |it| it.replace('\n', " ")))
}

fn day(lang: Lang, at: Time, calendar: &Calendar) -> String {
    let (year, month, n) = Day::of(at, calendar).ymd();
    let month = TEXTS.find(lang, &format!("day.month.{month}")).unwrap_or_default();
    t!("day.said", lang, year = year, month = month, day = n)
}

fn moment(lang: Lang, at: Time, calendar: &Calendar) -> String {
    let (hour, minute) = calendar.hour_minute(at);
    t!("day.moment", lang, day = day(lang, at, calendar), time = format!("{hour:02}:{minute:02}"))
}
