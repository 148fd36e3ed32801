//! A draft as a citizen would see it: the page of the matter and the pages of its application, marked as a preview.
//! Nothing can be sent from here: every way leads on within the preview, and no case comes of it.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::Path;
use kit::{Lang, Refusal, Result, t};
use maud::{Markup, PreEscaped, html};
use web::{
    Answer, Ctx, Upload,
    pages::{Face, Frame, button_link, buttons, inset},
};

use super::{
    super::{
        Sheet,
        matter::{MatterView, matter_sheet},
        places,
        question::Registers,
        way::Way,
    },
    Application,
    page::{PageView, page_sheet},
    path_of, today,
};
use crate::{actions, model::Published};

/// The page of the matter.
pub(in crate::pages) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let Some(published) = draft(&ctx, &id).await? else { return unfit(&ctx, &id) };
    let first = published.matter.form.pages.first().map(|it| it.key.clone()).unwrap_or_default();
    let view = MatterView { way: Arc::new(Way::of(&published)), matter: published };
    preview_sheet(ctx.lang, &id, &first, &view).answer(&ctx)
}

/// One page of the application, empty.
pub(in crate::pages) async fn show_page(ctx: Ctx, Path((id, page)): Path<(String, String)>) -> Answer {
    let Some(published) = draft(&ctx, &id).await? else { return unfit(&ctx, &id) };
    let asked = published.matter.form.page(&page).ok_or_else(Refusal::not_found)?.clone();
    let form = published.matter.form.clone();
    let read = ctx.store.read(move |read| Ok((places::of_page(read, &form, &asked.key)?, today(read)?)));
    let (places, today) = read.await?;
    let row = published.matter.form.page(&page).and_then(|it| it.repeat.as_ref()).map(|_| 0);
    let application = Application {
        version: String::new(),
        matter: published,
        draft: None,
        today,
        known: Registers::default(),
        files: BTreeMap::new(),
        begun: None,
    };
    let view = PageView::of(application, page, row, places, false);
    page_preview(&ctx.frame(Face::Portal), &id, &view).answer(&ctx)
}

/// The page after; what was typed and sent along is forgotten.
pub(in crate::pages) async fn go_on(
    ctx: Ctx,
    Path((id, page)): Path<(String, String)>,
    mut upload: Upload,
) -> Answer {
    while upload.next_file().await?.is_some() {}
    upload.posted()?;
    let Some(published) = draft(&ctx, &id).await? else { return unfit(&ctx, &id) };
    let pages = &published.matter.form.pages;
    let at = pages.iter().position(|it| it.key == page).ok_or_else(Refusal::not_found)?;
    let base = format!("/admin/matters/{id}/preview");
    Ok(web::redirect(&pages.get(at + 1).map_or(base.clone(), |it| format!("{base}/{}", it.key))))
}

/// The matter's page, leading into the preview of its application.
fn preview_sheet(lang: Lang, id: &str, first: &str, view: &MatterView) -> Sheet {
    let sheet = matter_sheet(lang, view);
    let start = path_of(&view.matter.matter.key);
    marked(lang, id, sheet, &start, &format!("/admin/matters/{id}/preview/{first}"))
}

fn page_preview(frame: &Frame, id: &str, view: &PageView) -> Sheet {
    let sheet = page_sheet(frame, view);
    let base = path_of(&view.application.matter.matter.key);
    marked(frame.lang, id, sheet, &base, &format!("/admin/matters/{id}/preview"))
}

/// Says that it is a preview, and leads every way of the application into the preview instead.
fn marked(lang: Lang, id: &str, sheet: Sheet, from: &str, to: &str) -> Sheet {
    let leading = |it: Markup| PreEscaped(it.into_string().replace(from, to));
    let body = html! {
        (inset(html! {
            p { strong { (t!("preview.title", lang)) } " " (t!("preview.words", lang)) }
            (buttons(button_link(&format!("/admin/matters/{id}"), t!("preview.back", lang))))
        }))
        (leading(sheet.body))
    };
    Sheet { body, back: sheet.back.map(|it| it.replace(from, to)), ..sheet }
}

/// The matter of a draft, ready to be shown; nothing where it does not hold together yet.
async fn draft(ctx: &Ctx, id: &str) -> Result<Option<Arc<Published>>> {
    let (by, id) = (ctx.by.clone(), id.to_owned());
    let view = ctx.store.read(move |read| actions::draft_view(read, &by, &id)).await?;
    Ok(Published::new(view.matter).ok().map(Arc::new))
}

fn unfit(ctx: &Ctx, id: &str) -> Answer {
    let body = html! {
        h1 { (t!("preview.unfit", ctx.lang)) }
        p { (t!("preview.unfit_words", ctx.lang)) }
        (buttons(button_link(&format!("/admin/matters/{id}"), t!("preview.back", ctx.lang))))
    };
    Sheet::of(t!("preview.unfit", ctx.lang), body).answer(ctx)
}
