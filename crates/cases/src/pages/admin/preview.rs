//! What a change would do, before anybody confirms it: who goes where, what is handed over, what stays.
//! In a split each post and each competence is given to one of those that take over.

use directory::{Change, NewReorganisation, Succession};
use kit::{AgencyId, Lang, PostId, Result, t};
use maud::{Markup, html};
use store::Read;
use web::pages::{
    Choice, Column, Field, Frame, Table, button_link, button_warning, buttons, form, heading, hidden, inset,
    section, select, table, warning_text,
};

use super::{
    names,
    typed::{POST_FIELD, SHARE_FIELD, Typed},
    words,
};
use crate::{
    actions::{self, COUNTED_MAX, Estate, SHARES_LISTED_MAX},
    pages::portal::words::moment,
};

/// What a change would do.
pub(super) struct Preview {
    /// The change in words.
    pub(super) words: String,
    /// From when on, in words.
    pub(super) day: String,
    /// What each agency that will be no more hands over.
    pub(super) estates: Vec<(String, Estate, usize)>,
    /// Those that take over, the first answers.
    pub(super) into: Vec<(AgencyId, String)>,
    /// In a split: each post in words.
    pub(super) posts: Vec<(PostId, String)>,
    /// In a split: each competence by its name, in words.
    pub(super) shares: Vec<(String, String)>,
}

/// Weighs a change that was checked.
pub(super) fn weigh(read: &mut Read<'_>, lang: Lang, new: NewReorganisation) -> Result<Preview> {
    let (now, calendar) = (read.now(), directory::current_calendar(read)?);
    let mut preview = Preview {
        words: words(read, lang, &new.change, now)?,
        day: moment(lang, new.effective_at, &calendar),
        estates: Vec::new(),
        into: Vec::new(),
        posts: Vec::new(),
        shares: Vec::new(),
    };
    if let Change::Succession(it) = &new.change {
        weigh_succession(read, lang, it, &mut preview)?;
    }
    Ok(preview)
}

fn weigh_succession(read: &mut Read<'_>, lang: Lang, it: &Succession, preview: &mut Preview) -> Result<()> {
    let now = read.now();
    for id in &it.into {
        preview.into.push((id.clone(), names(read, lang, std::slice::from_ref(id), now)?));
    }
    for id in &it.from {
        let name = names(read, lang, std::slice::from_ref(id), now)?;
        let (estate, posts) = (actions::estate(read, id)?, directory::posts_in(read, id)?);
        if 1 < it.into.len() {
            for (matter, role, region) in &estate.competences {
                let share = competence_words(read, lang, (matter, role, region))?;
                preview.shares.push((actions::share_key(matter, role, region), share));
            }
            let seats = posts.iter().map(|post| (post.id.clone(), post.name.say(lang).to_owned()));
            preview.posts.extend(seats);
        }
        preview.estates.push((name, estate, posts.len()));
    }
    Ok(())
}

fn competence_words(
    read: &mut Read<'_>,
    lang: Lang,
    (matter, role, region): (&str, &str, &kit::RegionCode),
) -> Result<String> {
    let published = actions::find_matter(read, matter)?;
    let (matter, role) = match &published {
        Some(it) => {
            let known = it.matter.roles.iter().find(|of| of.key == role);
            (it.matter.name.say(lang), known.map_or(role, |of| of.name.say(lang)))
        }
        None => (matter, role),
    };
    let place = directory::region(read, region)?;
    let place = place.map_or_else(|| region.to_string(), |it| it.say(lang).to_owned());
    Ok(t!("preview.competence", lang, matter = matter, role = role, region = place))
}

pub(super) fn preview_page(frame: &Frame, key: &str, typed: &Typed, view: &Preview) -> Markup {
    let lang = frame.lang;
    html! {
        (heading(t!("reorganisations.title", lang), t!("preview.title", lang)))
        (inset(html! { p { strong { (view.words) } } p { (t!("preview.from", lang, day = &view.day)) } }))
        @if !view.estates.is_empty() {
            (estates(lang, &view.estates))
            (section(t!("preview.follows", lang), html! {
                ul {
                    li { (t!("preview.follows.posts", lang)) }
                    li { (t!("preview.follows.cases", lang)) }
                    li { (t!("preview.follows.notices", lang)) }
                    li { (t!("preview.follows.certificates", lang)) }
                    li { (t!("preview.follows.answers", lang, name = view.into.first().map_or("", |it| &it.1))) }
                }
            }))
        } @else {
            p { (t!("preview.name_only", lang)) }
        }
        (form(frame, "/admin/reorganisations", Some(key), confirmation(lang, typed, view)))
    }
}

fn estates(lang: Lang, all: &[(String, Estate, usize)]) -> Markup {
    let columns = [
        Column::text(t!("preview.agency", lang)),
        Column::number(t!("preview.posts", lang)),
        Column::number(t!("preview.competences", lang)),
        Column::number(t!("preview.cases", lang)),
        Column::number(t!("preview.tasks", lang)),
        Column::text(t!("preview.signs", lang)),
    ];
    let row = |(name, it, n_posts): &(String, Estate, usize)| {
        let signs = if it.signs { t!("preview.signs.yes", lang) } else { t!("preview.signs.no", lang) };
        vec![
            html! { (name) },
            html! { (n_posts) },
            html! { (counted(it.n_competences)) },
            html! { (counted(it.n_cases)) },
            html! { (counted(it.n_tasks)) },
            html! { (signs) },
        ]
    };
    table(&Table {
        caption: t!("preview.handed", lang),
        columns: &columns,
        rows: all.iter().map(row).collect(),
        empty: "",
    })
}

fn confirmation(lang: Lang, typed: &Typed, view: &Preview) -> Markup {
    let lists_all = view.estates.iter().all(|(_, it, _)| it.n_competences <= SHARES_LISTED_MAX);
    html! {
        @for (name, value) in &typed.posted.fields { (hidden(name, value)) }
        @if 1 < view.into.len() {
            (section(t!("preview.shares", lang), html! {
                p { (t!("preview.shares.words", lang)) }
                @if !lists_all { p { (t!("preview.shares.rest", lang, n = SHARES_LISTED_MAX)) } }
                @for (id, words) in &view.posts {
                    (share(lang, &format!("{POST_FIELD}{id}"), &t!("preview.post", lang, name = words), view))
                }
                @for (key, words) in &view.shares {
                    (share(lang, &format!("{SHARE_FIELD}{key}"), words, view))
                }
            }))
        }
        (warning_text(lang, html! { (t!("preview.warning", lang)) }))
        (buttons(html! {
            (button_warning(t!("preview.do", lang)))
            (button_link("/admin/reorganisations/planning", t!("preview.again", lang)))
        }))
    }
}

/// Who takes one thing; the first unless another is chosen.
fn share(lang: Lang, name: &str, label: &str, view: &Preview) -> Markup {
    let first = view.into.first().map_or("", |it| it.0.as_str());
    let choices: Vec<_> = view.into.iter().map(|(id, name)| Choice::new(id.as_str(), name, first)).collect();
    select(lang, &Field::new(name, label), &choices)
}

/// A number that was counted up to a bound only.
fn counted(n: usize) -> String {
    if COUNTED_MAX < n { format!("{COUNTED_MAX}+") } else { n.to_string() }
}
