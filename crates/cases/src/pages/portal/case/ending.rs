//! The decision on the page of its case: what, why, by which clauses, and what can be done against it.
//! The document itself stands on a page of its own.

use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::section;

use super::{super::notice, standing::outcome};
use crate::{
    actions::{CaseView, NoticeView},
    model::NoticeKind,
};

pub(super) fn section_of(lang: Lang, view: &CaseView, it: &NoticeView) -> Markup {
    let case = &view.case;
    let href = format!("/cases/{}/notices/{}", case.id, it.notice.id);
    let what = match it.notice.kind {
        NoticeKind::Granted => outcome(lang, "granted"),
        NoticeKind::Refused => outcome(lang, "refused"),
        NoticeKind::Revoked => outcome(lang, "revoked"),
        _ => outcome(lang, "not_accepted"),
    };
    section(
        t!("case.decision", lang),
        html! {
            p { strong { (what) } " · " a href=(href) { (notice::title(lang, it.notice.kind)) " " (it.notice.number) } }
            (notice::reasons(lang, it))
            (notice::remedies(lang, it))
        },
    )
}
