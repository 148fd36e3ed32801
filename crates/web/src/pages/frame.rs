//! What stands around every page: the document, the head, the way through the site, the foot.
//! Knows nothing of what the page is about.

use kit::{Lang, t};
use maud::{DOCTYPE, Markup, html};

use super::{assets, form::csrf_field};

/// Where messages to the visitor are.
pub const INBOX_PATH: &str = "/me/messages";
/// Where a visitor signs in; the page to come back to follows as `?next=`.
pub const SIGN_IN_PATH: &str = "/sign-in";

/// Where a visitor signs out, by POST.
pub const SIGN_OUT_PATH: &str = "/sign-out";

/// Which of the four faces a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// For people and companies.
    Portal,
    /// For officials.
    Desk,
    /// For everyone who wants to see how it goes.
    Open,
    /// For stewards and operators.
    Admin,
}

/// What is the same on every page of one request.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language of the page.
    pub lang: Lang,
    /// Path and query of this page, for the language links and the way back from signing in.
    pub path: String,
    /// Whose site it is.
    pub site: String,
    /// Which face it belongs to.
    pub face: Face,
    /// The way through this face.
    pub nav: Vec<NavItem>,
    /// The links at the foot.
    pub foot: Vec<NavItem>,
    /// The name of who is signed in.
    pub who: Option<String>,
    /// The token that proves a form came from our page.
    pub csrf: String,
    /// Whether this is a demonstration without legal effect.
    pub demo: bool,
}

/// A link to a part of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
    /// How many wait there; nothing is said of none.
    pub n_waiting: usize,
}

/// What one page says of itself.
#[derive(Clone, Debug, Default)]
pub struct Head<'a> {
    /// The title, without the site's name.
    pub title: &'a str,
    /// One sentence for search engines; may be empty.
    pub description: &'a str,
    /// Whether the page shows an error in a form.
    pub error: bool,
    /// Where the back link leads.
    pub back: Option<&'a str>,
    /// Whether the page needs the whole width; questions and reading do not.
    pub wide: bool,
    /// What opens the page from edge to edge, made by `hero`.
    pub hero: Option<Markup>,
}

impl NavItem {
    /// A link.
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { href: href.into(), text: text.into(), n_waiting: 0 }
    }

    /// With how many wait there.
    #[must_use]
    pub fn waiting(self, n_waiting: usize) -> Self {
        Self { n_waiting, ..self }
    }
}

impl<'a> Head<'a> {
    /// A page for reading or for a question, with this title.
    pub fn titled(title: &'a str) -> Self {
        Self { title, ..Self::default() }
    }
}

/// A whole page.
pub fn page(frame: &Frame, head: &Head<'_>, body: Markup) -> Markup {
    let lang = frame.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            (document_head(frame, head))
            body class=(frame.face.class()) {
                a.skip href="#main" { (t!("frame.skip", lang)) }
                (page_header(frame))
                main #main tabindex="-1" {
                    @if let Some(hero) = &head.hero { (hero) }
                    div.wrap.body.reading[!head.wide] {
                        @if let Some(href) = head.back { a.back href=(href) { (t!("frame.back", lang)) } }
                        (body)
                    }
                }
                (page_footer(frame))
            }
        }
    }
}

impl Face {
    fn class(self) -> &'static str {
        match self {
            Face::Portal => "face-portal",
            Face::Desk => "face-desk",
            Face::Open => "face-open",
            Face::Admin => "face-admin",
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Face::Portal => t!("face.portal", lang),
            Face::Desk => t!("face.desk", lang),
            Face::Open => t!("face.open", lang),
            Face::Admin => t!("face.admin", lang),
        }
    }

    fn home(self) -> &'static str {
        match self {
            Face::Portal => "/",
            Face::Desk => "/desk",
            Face::Open => "/ledger",
            Face::Admin => "/admin",
        }
    }
}

fn document_head(frame: &Frame, head: &Head<'_>) -> Markup {
    let lang = frame.lang;
    let words = if head.error { t!("frame.error", lang, title = head.title) } else { head.title.to_owned() };
    html! {
        head {
            meta charset="utf-8";
            title { (words) " - " (frame.site) " " (frame.face.name(lang)) }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            @if !head.description.is_empty() { meta name="description" content=(head.description); }
            link rel="stylesheet" href=(assets::THEME.path);
            link rel="stylesheet" href=(assets::STYLE.path);
            link rel="icon" type=(assets::MARK.content_type) href=(assets::MARK.path);
        }
    }
}

fn page_header(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        header.top {
            @if frame.demo { p.demo { (t!("frame.demo", lang)) } }
            div.wrap.top-row {
                a.brand href=(frame.face.home()) {
                    img src=(assets::MARK.path) alt="" width="40" height="40";
                    span.brand-words {
                        span.brand-name { (frame.site) }
                        " " span.brand-face { (frame.face.name(lang)) }
                    }
                }
                div.top-tools { (languages(frame)) (session(frame)) }
            }
            @if !frame.nav.is_empty() {
                nav.nav aria-label=(t!("frame.nav", lang)) {
                    ul.wrap { (nav_items(frame)) }
                }
            }
        }
    }
}

fn nav_items(frame: &Frame) -> Markup {
    let here = frame.path.split(['?', '#']).next().unwrap_or_default();
    let covers = |it: &NavItem| {
        here == it.href || (it.href != frame.face.home() && here.starts_with(&format!("{}/", it.href)))
    };
    let current = frame.nav.iter().filter(|it| covers(it)).max_by_key(|it| it.href.len());
    html! {
        @for it in &frame.nav {
            @let mark = current.filter(|of| *of == it).map(|_| if it.href == here { "page" } else { "true" });
            li { a href=(it.href) aria-current=[mark] {
                (it.text)
                @if 0 < it.n_waiting {
                    " " span.count { (it.n_waiting) span.vh { " " (t!("frame.waiting", frame.lang)) } }
                }
            } }
        }
    }
}

fn languages(frame: &Frame) -> Markup {
    html! {
        div.languages role="group" aria-label=(t!("frame.languages", frame.lang)) {
            @for it in Lang::all() {
                @if it == frame.lang {
                    span aria-current="true" { (it.name()) }
                } @else {
                    a href=(in_language(&frame.path, it)) hreflang=(it.tag()) lang=(it.tag()) { (it.name()) }
                }
            }
        }
    }
}

/// The same page in another language: its path, the query it had, and `lang`.
fn in_language(path: &str, lang: Lang) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept = query.split('&').filter(|it| !it.is_empty() && !it.starts_with("lang="));
    let query: String = kept.map(|it| format!("{it}&")).collect();
    format!("{path}?{query}lang={}", lang.tag())
}

fn session(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        div.session {
            @if let Some(who) = &frame.who {
                span.who { span.vh { (t!("frame.who", lang)) " " } (who) }
                form method="post" action=(SIGN_OUT_PATH) {
                    (csrf_field(frame))
                    button.plain type="submit" { (t!("frame.sign_out", lang)) }
                }
            } @else {
                a href={ (SIGN_IN_PATH) "?next=" (in_query(&frame.path)) } { (t!("frame.sign_in", lang)) }
            }
        }
    }
}

/// A path as the value of a query field.
fn in_query(path: &str) -> String {
    let mut res = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                res.push(byte.into())
            }
            _ => res += &format!("%{byte:02X}"),
        }
    }
    res
}

fn page_footer(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        footer.foot {
            div.wrap {
                @if !frame.foot.is_empty() {
                    nav aria-label=(t!("frame.foot", lang)) {
                        ul { @for it in &frame.foot { li { a href=(it.href) { (it.text) } } } }
                    }
                }
                p { (t!("frame.promise", lang)) }
                p { (t!("frame.licence", lang)) }
            }
        }
    }
}
