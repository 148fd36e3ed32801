//! Choosing a place step by step: province, city, county, town, village, each by its name or by sound.
//! Keeps nothing: what was typed travels along unseen, and comes back with the place put in.

use directory::Region;
use find::sounds_like;
use forms::{Kind, Question, Typed};
use kit::{Refusal, RegionCode, Result, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Entry, Face, Field, Frame, TextInput, Width, button_secondary, buttons, form, heading, hidden, prose,
        text_input,
    },
};

use super::{
    super::{Sheet, places},
    Application, Sent,
    page::{self, PageView},
};

/// The question a place is chosen for; also the button that begins it.
pub(super) const PICK: &str = "pick";
/// The region whose parts are shown.
const IN: &str = "pick_in";
/// The region that is chosen.
const TAKE: &str = "pick_take";
/// What the names shown begin with.
const NAME: &str = "pick_name";
/// Goes back without choosing.
const LEAVE: &str = "pick_leave";
/// The fields that are no answers.
pub(super) const FIELDS: [&str; 5] = [PICK, IN, TAKE, NAME, LEAVE];

/// How many parts of one region are looked at.
const PARTS_MAX: usize = 1_000;
/// How many characters of a name are looked at.
const NAME_CHARS_MAX: usize = 40;
/// The least level an address can be in: a county.
const ADDRESS_LEVEL_MIN: usize = 3;

/// The page of choosing.
pub(in super::super) struct PickerView {
    pub(in super::super) application: Application,
    /// The page that is returned to, by name.
    pub(in super::super) page: String,
    /// Which of several times it is asked.
    pub(in super::super) row: Option<usize>,
    /// The field the place goes into.
    pub(in super::super) field: String,
    /// The way to the region whose parts are shown, itself included.
    pub(in super::super) way: Vec<Region>,
    /// Its parts whose names begin with what was typed.
    pub(in super::super) parts: Vec<Region>,
    /// What the names shown begin with.
    pub(in super::super) name: String,
    /// Everything typed on the page that is returned to.
    pub(in super::super) typed: Vec<(String, String)>,
}

/// Whether a page was posted to choose a place.
pub(super) fn is_asked(posted: &Posted) -> bool {
    !posted.get(PICK).is_empty()
}

/// Whether a place can be chosen for a question step by step.
pub(super) fn takes_place(question: &Question) -> bool {
    matches!(question.kind, Kind::Region { .. } | Kind::RegionAddress { .. } | Kind::Address { .. })
}

/// The field that a place goes into, for a question asked under this name.
pub(super) fn field_of(question: &Question, name: &str) -> String {
    match &question.kind {
        Kind::RegionAddress { .. } => format!("{name}.region"),
        _ => name.to_owned(),
    }
}

/// Shows the parts to choose from, or the page again with what was chosen.
pub(super) async fn pick(
    ctx: &Ctx,
    application: Application,
    (page, row): (String, Option<usize>),
    sent: Sent,
) -> Answer {
    let Sent { fields: typed, posted, .. } = sent;
    let field = posted.get(PICK).to_owned();
    let asked = application.form().question_of(&field);
    let on_page = application.form().page_of(&field).is_some_and(|it| it.key == page)
        && application.form().row_of(&field) == row;
    let asked = asked.filter(|(it, name)| on_page && takes_place(it) && field_of(it, name) == field);
    let question = asked.ok_or_else(Refusal::not_found)?.0.clone();
    if !posted.get(LEAVE).is_empty() {
        return back(ctx, application, (page, row), typed, None).await;
    }
    let here = RegionCode::parse(if posted.get(TAKE).is_empty() { posted.get(IN) } else { posted.get(TAKE) });
    let here = here.or_else(|| within(&question)).filter(|it| lies_within(&question, it));
    let at = here.clone();
    let (way, all) = ctx.store.read(move |read| look(read, at.as_ref())).await?;
    let is_end = all.is_empty() && !way.is_empty();
    let takes = !posted.get(TAKE).is_empty() || is_end;
    if let Some(place) = way.last().filter(|it| takes && level_min(&question) <= it.code.level()) {
        let typed = with(typed, (&question, &field), place, &way);
        return back(ctx, application, (page, row), typed, Some(said(ctx, &way))).await;
    }
    let name: String = posted.get(NAME).chars().take(NAME_CHARS_MAX).collect();
    let parts = all.into_iter().filter(|it| begins(it, &name)).collect();
    let view = PickerView { application, page, row, field, way, parts, name, typed };
    picker_sheet(&ctx.frame(Face::Portal), &view).answer(ctx)
}

pub(in super::super) fn picker_sheet(frame: &Frame, view: &PickerView) -> Sheet {
    let lang = frame.lang;
    let path = page::path_of(&view.application, &view.page, view.row);
    let question = view.application.form().question_of(&view.field).map(|it| it.0);
    let label = question.map_or("", |it| it.label.say(lang));
    let title = t!("pick.title", lang);
    let body = html! {
        (heading(label, title))
        (prose(t!("pick.words", lang)))
        (form(frame, &path, None, html! {
            @for (name, value) in &view.typed { (hidden(name, value)) }
            (hidden(PICK, &view.field))
            (filter(frame, view))
            (way(frame, view, question))
            (parts(frame, view))
            (buttons(button_secondary(LEAVE, "yes", t!("pick.leave", lang))))
        }))
    };
    Sheet::of(title, body)
}

/// The field that shortens the list; its button comes first, so that Enter presses it.
fn filter(frame: &Frame, view: &PickerView) -> Markup {
    let lang = frame.lang;
    let here = view.way.last().map_or("", |it| it.code.as_str());
    let field = Field::new(NAME, t!("pick.name", lang)).hint(t!("pick.name_hint", lang));
    let input =
        TextInput { value: &view.name, entry: Entry::Words, width: Width::Letters20, ..TextInput::default() };
    html! {
        (text_input(lang, &field, &input))
        (buttons(button_secondary(IN, here, t!("pick.filter", lang))))
    }
}

/// Where one is: what is above, and what is here if it can be chosen.
fn way(frame: &Frame, view: &PickerView, question: Option<&Question>) -> Markup {
    let lang = frame.lang;
    let top = question.and_then(within).map_or(0, |it| it.level());
    let above = view.way.iter().rev().nth(1).filter(|it| top <= it.code.level());
    let is_lower = view.way.last().is_some_and(|it| top < it.code.level());
    let may_take = |it: &&Region| question.is_some_and(|question| level_min(question) <= it.code.level());
    html! {
        @if let Some(here) = view.way.last() {
            h2 { (names(frame, &view.way)) }
            (buttons(html! {
                @if let Some(it) = Some(here).filter(may_take) {
                    (button_secondary(TAKE, it.code.as_str(), &t!("pick.take", lang, name = it.say(lang))))
                }
                @if let Some(it) = above {
                    (button_secondary(IN, it.code.as_str(), &t!("pick.up", lang, name = it.say(lang))))
                } @else if is_lower && top == 0 {
                    (button_secondary(IN, "", t!("pick.top", lang)))
                }
            }))
        }
    }
}

fn parts(frame: &Frame, view: &PickerView) -> Markup {
    let lang = frame.lang;
    html! {
        @if view.parts.is_empty() { p { (t!("pick.none", lang)) } } @else {
            ul.picks {
                @for it in &view.parts { li { (button_secondary(IN, it.code.as_str(), it.say(lang))) } }
            }
        }
    }
}

fn names(frame: &Frame, way: &[Region]) -> String {
    let names: Vec<_> = way.iter().map(|it| it.say(frame.lang)).collect();
    names.join(" › ")
}

fn said(ctx: &Ctx, way: &[Region]) -> String {
    names(&ctx.frame(Face::Portal), way)
}

/// The way to a region, and what lies right below it; the topmost ones where there is none.
fn look(read: &mut Read<'_>, at: Option<&RegionCode>) -> Result<(Vec<Region>, Vec<Region>)> {
    let way = at.map(|it| directory::path(read, it)).transpose()?.unwrap_or_default();
    let (mut parts, mut after) = (Vec::new(), None);
    while parts.len() < PARTS_MAX {
        let page = directory::children(read, way.last().map(|it| &it.code), after.as_ref())?;
        parts.extend(page.rows);
        after = page.next.as_deref().and_then(RegionCode::parse);
        if after.is_none() {
            break;
        }
    }
    Ok((way, parts))
}

/// Whether a name holds what was typed, or begins with it by sound.
fn begins(region: &Region, typed: &str) -> bool {
    let small = typed.to_lowercase();
    let in_english = region.name_en.as_ref().is_some_and(|it| it.to_lowercase().starts_with(&small));
    typed.is_empty() || region.name.contains(typed) || in_english || sounds_like(typed, &region.name)
}

fn within(question: &Question) -> Option<RegionCode> {
    match &question.kind {
        Kind::Region { within, .. } | Kind::RegionAddress { within, .. } => {
            RegionCode::parse(within.as_ref()?)
        }
        _ => None,
    }
}

fn lies_within(question: &Question, code: &RegionCode) -> bool {
    within(question).is_none_or(|it| it.covers(code))
}

fn level_min(question: &Question) -> usize {
    match &question.kind {
        Kind::Region { level_min, .. } | Kind::RegionAddress { level_min, .. } => *level_min as usize,
        _ => ADDRESS_LEVEL_MIN,
    }
}

/// What was typed, with the place: a region by its code, an address by the names it begins with.
fn with(
    mut typed: Vec<(String, String)>,
    (question, field): (&Question, &str),
    place: &Region,
    way: &[Region],
) -> Vec<(String, String)> {
    let before = typed.iter().find(|it| it.0 == field).map_or("", |it| it.1.as_str());
    let value = match &question.kind {
        Kind::Region { .. } | Kind::RegionAddress { .. } => place.code.as_str().to_owned(),
        _ => {
            let names: String = way.iter().map(|it| it.name.as_str()).collect();
            format!("{names}{}", before.strip_prefix(names.as_str()).unwrap_or(before))
        }
    };
    typed.retain(|it| it.0 != field);
    typed.push((field.to_owned(), value));
    typed
}

/// The page again, with everything typed and nothing said to be wrong: it was not sent yet.
async fn back(
    ctx: &Ctx,
    application: Application,
    (page, row): (String, Option<usize>),
    typed: Vec<(String, String)>,
    picked: Option<String>,
) -> Answer {
    let (form, asked) = (application.form().clone(), page.clone());
    let places = ctx.store.read(move |read| places::of_page(read, &form, &asked)).await?;
    let typed = Typed::of_pairs(&typed);
    let view = PageView { typed, picked, ..PageView::of(application, page, row, places, false) };
    page::page_sheet(&ctx.frame(Face::Portal), &view).answer(ctx)
}
