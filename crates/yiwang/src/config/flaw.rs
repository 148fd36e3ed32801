//! What is wrong with a file of configuration, said so that it can be mended: file, line, key, known keys.
//! Knows the TOML reader's words; does not show the line itself, which may hold a secret.

use std::path::Path;

use kit::{Lang, t};

/// Every key there is, as `part.key`, for whoever misspelt one.
const KEYS: [(&str, &str); 7] = [
    ("store", "url"),
    ("http", "listen, origin, trusted_proxies"),
    ("tls", "certificate, key"),
    ("keys", "folder"),
    ("ledger", "origin, anchor"),
    ("site", "name_zh, name_en"),
    ("log", "format"),
];

/// The words for a flaw of the file.
pub(super) fn words(path: &Path, text: &str, why: &toml::de::Error, lang: Lang) -> String {
    let at = why.span().map_or(0, |it| it.start).min(text.len());
    let line = text[..at].matches('\n').count() + 1;
    let (part, key) = place(text, at);
    let name = match (part, key) {
        ("", key) => key.to_owned(),
        (part, "") => format!("[{part}]"),
        (part, key) => format!("{part}.{key}"),
    };
    // What the reader says of a value repeats it, and a value may be a secret.
    let message = why.message();
    let after = |word: &str| message.split(word).nth(1).unwrap_or_default().to_owned();
    let what = if message.starts_with("unknown field") {
        t!("config.unknown", lang).to_owned()
    } else if message.starts_with("missing field") {
        t!("config.missing", lang, what = after("missing field "))
    } else if message.starts_with("invalid type") || message.starts_with("unknown variant") {
        t!("config.value", lang, expected = after("expected "))
    } else {
        message.to_owned()
    };
    let head = t!("config.flaw", lang, path = path.display(), line = line, key = name, what = what);
    let known = KEYS.iter().map(|(part, keys)| format!("\n  [{part}] {keys}")).collect::<String>();
    format!("{head}\n{}{known}", t!("config.known", lang))
}

/// In which part, and at which key, a place in the text is.
fn place(text: &str, at: usize) -> (&str, &str) {
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let end = text[start..].find('\n').map_or(text.len(), |it| start + it);
    let part = text[..end].lines().rev().find_map(header_of).unwrap_or_default();
    let line = &text[start..end];
    let key = if header_of(line).is_some() { "" } else { line.split('=').next().unwrap_or_default().trim() };
    (part, key)
}

/// The name in a line `[name]`.
fn header_of(line: &str) -> Option<&str> {
    line.trim().strip_prefix('[')?.split(']').next().map(str::trim)
}
