//! Opening an account for an official who has none: a login is chosen, a password is made and shown once.
//! Knows nothing of what the official may do; that comes with their posts.

use axum::extract::Path;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use kit::{OfficialId, Refusal, Result, t};
use maud::html;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Entry, Face, Field, Frame, Head, TextInput, Tone, Width, button, button_link, buttons, form, heading,
        notification_banner, panel, text_input,
    },
    redirect,
};

use super::{Sheet, Wrong};
use crate::{
    actions::{accounts, passwords},
    model::account::{LOGIN_CHARACTERS_MAX, Owner},
};

/// How many characters a password of ours has: 100 bits.
const PASSWORD_CHARACTERS: usize = 20;

/// What the page shows.
pub(crate) struct AccountView {
    pub(crate) official: OfficialId,
    /// What they are called; nothing once they were erased.
    pub(crate) name: Option<String>,
    /// Whether they have an account already.
    pub(crate) has_one: bool,
    pub(crate) login: String,
    pub(crate) wrong: Wrong,
}

pub(crate) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = view(&ctx, &id, String::new(), Wrong::default()).await?;
    answer(&ctx, page(&ctx.frame(Face::Admin), &ctx.submission_key(), &view))
}

/// Opens the account; the password stands on this one answer and is kept nowhere.
pub(crate) async fn open(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let login = posted.get("login").to_owned();
    let password = BASE32_NOPAD.encode(&ctx.store.secret())[..PASSWORD_CHARACTERS].to_lowercase();
    match opened(&ctx, &id, &posted, &password).await {
        // A form that comes again finds the account there: its password was shown before.
        Ok(false) => Ok(redirect(&format!("/admin/officials/{id}/account"))),
        Ok(true) => answer(&ctx, done(&ctx.frame(Face::Admin), &id, &login, &password)),
        Err(err) => {
            let view = view(&ctx, &id, login, Wrong::of(&ctx, err)?).await?;
            answer(&ctx, page(&ctx.frame(Face::Admin), &ctx.submission_key(), &view))
        }
    }
}

/// Whether the account was opened by this very form with this password.
async fn opened(ctx: &Ctx, id: &str, posted: &Posted, password: &str) -> Result<bool> {
    let official = OfficialId::parse(id)?;
    let hash = passwords::hash(password.to_owned(), ctx.store.secret()).await?;
    let mark = HEXLOWER.encode(&ctx.store.secret()[..8]);
    let (by, key, login, answer) =
        (ctx.by.clone(), posted.key.clone(), posted.get("login").to_owned(), mark.clone());
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &key, &by, |tx| {
            if accounts::of_official(tx, &official)?.is_some() {
                return Err(Refusal::invalid("login", "account.official_has_one").into());
            }
            accounts::make_account(tx, &by, &login, &hash, Owner::Official(official.clone()))?;
            Ok(answer.clone())
        })
    });
    Ok(write.await? == mark)
}

async fn view(ctx: &Ctx, id: &str, login: String, wrong: Wrong) -> Result<AccountView> {
    let official = OfficialId::parse(id)?;
    let of = official.clone();
    let read = ctx.store.read(move |read| {
        directory::official(read, &of)?;
        Ok((directory::official_name(read, &of)?, accounts::of_official(read, &of)?.is_some()))
    });
    let (name, has_one) = read.await?;
    Ok(AccountView { official, name, has_one, login, wrong })
}

fn answer(ctx: &Ctx, sheet: Sheet) -> Answer {
    Ok(match sheet.head.error {
        true => ctx.flawed_page(Face::Admin, &sheet.head, sheet.body),
        false => ctx.page(Face::Admin, &sheet.head, sheet.body),
    })
}

pub(super) fn page(frame: &Frame, key: &str, view: &AccountView) -> Sheet {
    let lang = frame.lang;
    let back = format!("/admin/officials/{}", view.official);
    let name = view.name.as_deref().unwrap_or_default();
    let hint = t!("staff_account.login.hint", lang, max = LOGIN_CHARACTERS_MAX);
    let login = Field::new("login", t!("staff_account.login", lang)).hint(&hint);
    let login = login.error(view.wrong.about("login"));
    let input =
        TextInput { value: &view.login, entry: Entry::Code, width: Width::Letters20, ..TextInput::default() };
    let body = html! {
        (view.wrong.summary(lang))
        (heading(name, t!("staff_account.title", lang)))
        @if view.has_one {
            p { (t!("staff_account.has_one", lang)) }
        } @else {
            p { (t!("staff_account.words", lang)) }
            (form(frame, &format!("{back}/account"), Some(key), html! {
                (text_input(lang, &login, &input))
                (buttons(button(t!("staff_account.do", lang))))
            }))
        }
        p { (button_link(&back, t!("staff_account.back", lang))) }
    };
    Sheet { head: Head { error: view.wrong.is_any(), ..Head::titled(t!("staff_account.title", lang)) }, body }
}

pub(super) fn done(frame: &Frame, official: &str, login: &str, password: &str) -> Sheet {
    let lang = frame.lang;
    let once = html! { p { (t!("staff_account.once", lang)) } };
    let body = html! {
        (panel(t!("staff_account.done", lang), t!("staff_account.password", lang), password))
        p { (t!("staff_account.login", lang)) " " code { (login) } }
        (notification_banner(lang, Tone::Warn, t!("staff_account.tell", lang), once))
        p { (button_link(&format!("/admin/officials/{official}"), t!("staff_account.back", lang))) }
    };
    Sheet { head: Head::titled(t!("staff_account.done", lang)), body }
}
