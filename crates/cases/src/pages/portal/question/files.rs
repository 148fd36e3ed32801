//! Files of a question: those given so far, each with a way to take it away, and the place to add more.
//! Knows nothing of how files are kept.

use forms::{FileType, Files};
use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{Field, button_secondary, file_input, hidden};

use super::Asking;
use crate::TEXTS;

/// A file as a page shows it.
#[derive(Clone, Debug)]
pub(in crate::pages) struct Attached {
    pub(in crate::pages) name: String,
    pub(in crate::pages) n_bytes: i64,
    /// Where it can be read.
    pub(in crate::pages) href: String,
}

/// How large a file is, as people say it.
pub(in crate::pages) fn file_size(lang: Lang, n_bytes: i64) -> String {
    const KB: i64 = 1024;
    match n_bytes {
        n if n < KB * KB => t!("file.kilobytes", lang, n = (n + KB - 1) / KB),
        n => {
            let tenths = (n * 10 + KB * KB / 2) / (KB * KB);
            t!("file.megabytes", lang, n = format!("{}.{}", tenths / 10, tenths % 10))
        }
    }
}

/// The files of a question, to be added to and taken away.
pub(super) fn field(lang: Lang, field: &Field<'_>, files: &Files, asking: &Asking<'_>) -> Markup {
    let types = |it: &FileType| TEXTS.find(lang, &format!("file.type.{}", it.as_str())).unwrap_or_default();
    let all = files.types.iter().map(types).map(str::to_owned);
    let types = all.reduce(|all, next| t!("file.type.and", lang, all = all, next = next)).unwrap_or_default();
    let hint =
        t!("apply.files_hint", lang, types = types, megabytes = files.megabytes_max, max = files.files_max);
    let hint = if field.hint.is_empty() { hint } else { format!("{} {hint}", field.hint) };
    let given = asking.typed.all(field.name);
    html! {
        div.files-field {
            (file_input(lang, &field.hint(&hint), &accept(&files.types)))
            (button_secondary("upload", field.name, t!("apply.upload", lang)))
            @if !given.is_empty() { (list(lang, field, given, asking)) }
        }
    }
}

/// The files given so far, each with the way to take it away.
fn list(lang: Lang, field: &Field<'_>, given: &[String], asking: &Asking<'_>) -> Markup {
    html! {
        p.hint { (t!("apply.files_given", lang, label = field.label)) }
        ul.files {
            @for id in given {
                li {
                    (hidden(field.name, id))
                    @match asking.files.get(id) {
                        Some(it) => {
                            a href=(it.href) { (it.name) } " "
                            span.soft { (file_size(lang, it.n_bytes)) } " "
                            (remove(lang, id, &it.name))
                        },
                        None => {
                            span { (t!("apply.file_gone", lang)) } " "
                            (remove(lang, id, t!("apply.file_gone", lang)))
                        },
                    }
                }
            }
        }
    }
}

fn remove(lang: Lang, id: &str, name: &str) -> Markup {
    html! {
        button.link-button type="submit" name="remove" value=(id) {
            (t!("apply.remove_file", lang)) span.vh { " " (name) }
        }
    }
}

/// What the browser offers to choose from; what comes is judged by what it is.
fn accept(types: &[FileType]) -> String {
    let endings = |it: &FileType| match it {
        FileType::Image => ".jpg,.jpeg,.png,.webp",
        FileType::Pdf => ".pdf",
        FileType::Office => ".docx,.xlsx,.pptx,.odt,.ods,.odp",
        FileType::Zip => ".zip",
    };
    types.iter().map(endings).collect::<Vec<_>>().join(",")
}
