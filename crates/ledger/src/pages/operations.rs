//! The doors of whoever runs the platform: what is wrong and what to do, jobs, parked acts, leases, figures.
//! Pure functions of what was read; what was given up is tried again or let be by an act with a reason.

pub(crate) mod jobs;
pub(crate) mod overview;
pub(crate) mod parked;
pub(super) mod samples;

use kit::{Error, RefusalKind, t};
use maud::{Markup, html};
use web::{
    Ctx, Posted, Problem,
    pages::{Field, Flaws, Frame, TextArea, button, button_secondary, buttons, form, textarea},
};

use crate::actions::leftovers::{OPERATE, REASON_CHARS_MAX};

/// What a form says was pressed, where it was the second way.
const DEED: &str = "deed";
const DISCARD: &str = "discard";

/// A reason as it was typed, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Reason {
    pub(crate) typed: String,
    pub(crate) flaws: Flaws,
}

impl Reason {
    /// A reason that was refused; any other failure goes on.
    fn refused(ctx: &Ctx, posted: &Posted, err: Error) -> Result<Self, Problem> {
        match err.refusal() {
            Some(it) if it.kind == RefusalKind::Invalid && !it.flaws.is_empty() => {
                let flaws = Flaws::new(it.flaws.iter().map(|flaw| (flaw.field.clone(), ctx.flaw(flaw))));
                Ok(Self { typed: posted.get("reason").to_owned(), flaws })
            }
            _ => Err(err.into()),
        }
    }
}

/// What can be done about something given up, by whoever may.
pub(super) struct Remedy<'a> {
    /// Where it is, before `/settlement`.
    pub(super) path: &'a str,
    /// What happens by trying again.
    pub(super) retry: &'a str,
    /// What happens by letting it be.
    pub(super) discard: &'a str,
}

/// One question and two ways on; which was pressed travels with the form.
pub(super) fn remedies(frame: &Frame, key: &str, it: &Remedy<'_>, reason: &Reason) -> Markup {
    let lang = frame.lang;
    let area = TextArea { value: &reason.typed, rows: 3, chars_max: REASON_CHARS_MAX };
    let why = Field::new("reason", t!("operations.reason", lang))
        .hint(t!("operations.reason.hint", lang))
        .error(reason.flaws.of("reason"));
    let body = html! {
        ul { li { (it.retry) } li { (it.discard) } }
        (textarea(lang, &why, &area))
        (buttons(html! {
            (button(t!("operations.retry.do", lang)))
            (button_secondary(DEED, DISCARD, t!("operations.discard.do", lang)))
        }))
    };
    form(frame, &format!("{}/settlement", it.path), Some(key), body)
}

/// Whether the second way was pressed.
fn discards(posted: &Posted) -> bool {
    posted.get(DEED) == DISCARD
}

/// Whether whoever asks may do something about it.
fn may_operate(ctx: &Ctx) -> bool {
    ctx.by.has_power(OPERATE)
}

/// The words of a kind of job or of a reaction, wherever a block keeps them; its name where none does.
fn words(ctx: &Ctx, what: &str, name: &str) -> String {
    let key = format!("{what}.{name}");
    let found = ctx.site.blocks.iter().find_map(|it| it.texts.find(ctx.lang, &key));
    found.unwrap_or(name).to_owned()
}
