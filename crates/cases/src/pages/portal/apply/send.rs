//! Sending: the one door through which an application becomes a case.
//! One read to know the matter, one write to make the case; a form that comes twice makes one case.

use axum::{extract::Path, http::StatusCode};
use forms::Reading;
use kit::{Error, Lang, Refusal, Result, t};
use maud::html;
use web::{
    Answer, Ctx, Posted, Problem,
    pages::{button_link, button_start, buttons, heading},
};

use super::{
    super::{
        Sheet,
        question::{self, Registers},
    },
    Application, VERSION_FIELD, page, path_of, today,
};
use crate::{
    actions::{self, NewCase},
    model::{Matter, Published},
};

/// Makes the application that the posted page showed.
pub(in super::super) async fn send(ctx: Ctx, Path(key): Path<String>, posted: Posted) -> Answer {
    let (by, asked) = (ctx.by.clone(), key.clone());
    let read = ctx.store.read(move |read| {
        let known = Registers { known: identity::known(read, &by)?, calendar: None };
        Ok((actions::current_matter(read, &asked)?, today(read)?, known))
    });
    let ((version, matter), today, known) = read.await?;
    let form = &matter.matter.form;
    let mut fields = question::posted_answers(form, &posted, &[VERSION_FIELD]);
    known.settle(form, &mut fields);
    let mut reading = form.read(&fields, today);
    matter.compute(&mut reading.answers);
    if !reading.flaws.is_empty() {
        return flawed(&ctx, &matter, version, reading).await;
    }
    let new = NewCase {
        matter: key,
        answers: reading.answers.clone(),
        version: posted.get(VERSION_FIELD).to_owned(),
    };
    match make(&ctx, posted.key, new).await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => match err.refusal() {
            Some(it) if it.code == "matter.changed" => changed(&ctx, &matter.matter, version, reading).await,
            Some(it) if !it.flaws.is_empty() => {
                let reading = Reading { flaws: it.flaws.clone(), ..reading };
                flawed(&ctx, &matter, version, reading).await
            }
            _ => Err(err.into()),
        },
    }
}

/// Makes the case, once for each submission key; gives the path of its receipt.
async fn make(ctx: &Ctx, key: String, new: NewCase) -> Result<String> {
    let by = ctx.by.clone();
    ctx.store
        .write(move |tx| {
            acts::once(tx, &key, &by, |tx| {
                let applied = actions::submit(tx, &by, &new)?;
                actions::discard_draft(tx, &by, &new.matter)?;
                Ok(format!("/cases/{}/received", applied.id))
            })
        })
        .await
}

/// Back to the first page with something wrong; what was right is kept.
async fn flawed(ctx: &Ctx, matter: &Published, version: String, reading: Reading) -> Answer {
    let key = matter.matter.key.clone();
    let page = reading.flaws.iter().find_map(|it| matter.matter.form.page_of(&it.field));
    let Some(page) = page.map(|it| it.key.clone()) else {
        return Err(Problem(Error::from(Refusal::flawed(reading.flaws))));
    };
    keep(ctx, &key, version, &reading).await?;
    let by = ctx.by.clone();
    let application = ctx.store.read(move |read| Application::load(read, &by, &key)).await?;
    page::flawed(ctx, application, page, reading).await
}

/// The matter changed between checking and sending: what was answered is kept under the new version.
async fn changed(ctx: &Ctx, matter: &Matter, version: String, reading: Reading) -> Answer {
    keep(ctx, &matter.key, version, &reading).await?;
    let mut answer = changed_sheet(ctx.lang, matter).answer(ctx)?;
    *answer.status_mut() = StatusCode::CONFLICT;
    Ok(answer)
}

async fn keep(ctx: &Ctx, key: &str, version: String, reading: &Reading) -> Result<()> {
    let (by, key, answers) = (ctx.by.clone(), key.to_owned(), reading.answers.clone());
    // What was wrong is kept as it was typed, whatever page it stands on.
    let typed = if reading.flaws.is_empty() { Vec::new() } else { wrong(reading) };
    ctx.store.write(move |tx| actions::save_draft(tx, &by, (&key, &version), (&answers, &typed))).await
}

/// What was typed into the fields with flaws.
fn wrong(reading: &Reading) -> Vec<(String, String)> {
    let question = |field: &str| field.rsplit_once('.').map_or(field, |(it, _)| it).to_owned();
    let flawed: Vec<_> = reading.flaws.iter().map(|it| question(&it.field)).collect();
    reading
        .typed
        .pairs()
        .into_iter()
        .filter(|(name, _)| flawed.iter().any(|it| name.starts_with(it)))
        .collect()
}

pub(in super::super) fn changed_sheet(lang: Lang, matter: &Matter) -> Sheet {
    let base = path_of(&matter.key);
    let body = html! {
        (heading(matter.name.say(lang), t!("apply.changed", lang)))
        p { (t!("apply.changed_words", lang)) }
        (buttons(html! {
            (button_start(&format!("{base}/check"), t!("apply.check_again", lang)))
            (button_link(&format!("/matters/{}", matter.key), t!("apply.read_matter", lang)))
        }))
    };
    Sheet::of(t!("apply.changed", lang), body)
}
