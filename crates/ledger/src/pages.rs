//! The human doors: what the ledger is and how it stands, the newest acts, one act with its receipt, a check.
//! Each page is a pure function of its view; samples show it in every state.

mod act;
mod acts_list;
mod check;
pub(crate) mod operations;
mod overview;
mod samples;
mod shown;

use axum::extract::{Path, Query};
use kit::{Result, t};
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{Face, Flaws, Head},
};

use crate::model::{ActView, State, verify};
use act::{ActPage, act_page};
use acts_list::{ActsPage, Line, acts_page};
use check::{CheckPage, RECEIPT_FIELD, check_page};
use overview::{Overview, overview_page};
pub(crate) use samples::samples;

/// How many acts one page lists.
const PAGE_ROWS_MAX: usize = 50;

/// Which acts a visitor wants listed.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    /// Those before this position; anything else is the newest.
    #[serde(default)]
    before: String,
}

pub(crate) fn read_state(read: &mut Read<'_>) -> Result<State> {
    let (epochs, n_pending) = (acts::epochs(read)?, acts::lag(read)?);
    State::of(epochs, n_pending)
}

pub(crate) fn read_act(read: &mut Read<'_>, id: &str) -> Result<ActView> {
    let placed = acts::leaf(read, id)?;
    let proof = acts::proof(read, id)?;
    ActView::of(placed, proof)
}

pub(crate) async fn show_ledger(ctx: Ctx) -> Answer {
    let state = ctx.store.read(read_state).await?;
    let view = Overview { state, address: format!("{}/ledger", ctx.site.settings.origin) };
    let title = t!("ledger.title", ctx.lang);
    let head = Head { description: t!("ledger.description", ctx.lang), ..Head::titled(title) };
    Ok(ctx.page(Face::Open, &head, overview_page(ctx.lang, &view)))
}

pub(crate) async fn list_acts(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let before = asked.before.parse().ok();
    let found = ctx.store.read(move |read| acts::newest(read, before, PAGE_ROWS_MAX + 1)).await?;
    let next = found.get(PAGE_ROWS_MAX).and(found.get(PAGE_ROWS_MAX - 1)).and_then(|it| it.position);
    let line = |it: acts::Placed| Line { words: kind_words(&ctx, &it.leaf.kind), leaf: it.leaf };
    let lines = found.into_iter().take(PAGE_ROWS_MAX).map(line).collect();
    let view = ActsPage { lines, next, newest: before.is_none() };
    let head = Head { wide: true, back: Some("/ledger"), ..Head::titled(t!("acts.title", ctx.lang)) };
    Ok(ctx.page(Face::Open, &head, acts_page(ctx.lang, &view)))
}

pub(crate) async fn show_act(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = ctx.store.read(move |read| read_act(read, &id)).await?;
    let words = kind_words(&ctx, &view.leaf.kind);
    let page = ActPage { view, words };
    let head = Head { back: Some("/ledger"), ..Head::titled(t!("act.title", ctx.lang)) };
    Ok(ctx.page(Face::Open, &head, act_page(ctx.lang, &page)))
}

pub(crate) async fn ask_receipt(ctx: Ctx) -> Answer {
    let view = CheckPage::default();
    let head = Head { back: Some("/ledger"), ..Head::titled(t!("check.title", ctx.lang)) };
    Ok(ctx.page(Face::Open, &head, check_page(&ctx.frame(Face::Open), &view)))
}

/// Shows what checking a pasted receipt comes to; nothing changes, so the answer is the page itself.
pub(crate) async fn check_receipt(ctx: Ctx, posted: Posted) -> Answer {
    let pasted = posted.get(RECEIPT_FIELD).to_owned();
    let title = t!("check.title", ctx.lang);
    let head = Head { back: Some("/ledger"), ..Head::titled(title) };
    if pasted.is_empty() {
        let flaws = Flaws::new([(RECEIPT_FIELD.to_owned(), t!("check.empty", ctx.lang).to_owned())]);
        let view = CheckPage { flaws, ..CheckPage::default() };
        let head = Head { error: true, ..head };
        return Ok(ctx.flawed_page(Face::Open, &head, check_page(&ctx.frame(Face::Open), &view)));
    }
    let epochs = ctx.store.read(acts::epochs).await?;
    let keys: Vec<_> = epochs.into_iter().map(|it| it.verifier).collect();
    // A browser sends a line's end as two characters, and the last one may be left behind when copying.
    let file = format!("{}\n", pasted.replace("\r\n", "\n"));
    let check = verify::receipt(file.as_bytes(), &keys);
    let words = check.leaf.as_ref().map_or_else(String::new, |it| kind_words(&ctx, &it.kind));
    let view = CheckPage { pasted, checked: Some((check, words)), flaws: Flaws::default() };
    Ok(ctx.page(Face::Open, &head, check_page(&ctx.frame(Face::Open), &view)))
}

/// The words for a kind of act, wherever a block keeps them; the kind itself where none does.
fn kind_words(ctx: &Ctx, kind: &str) -> String {
    let key = format!("act.{kind}");
    let words = ctx.site.blocks.iter().find_map(|it| it.texts.find(ctx.lang, &key));
    words.unwrap_or(kind).to_owned()
}
