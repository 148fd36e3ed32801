//! One block of the platform, as the edge sees it.
//! Routes, site map, OpenAPI, gallery and the test that doors refuse strangers all derive from these.

use kit::{Lang, Text, Texts};
use maud::Markup;
use store::Part;

use crate::{Access, Routes, pages::Face};

/// One block: its tables, doors, words and samples.
#[derive(Clone, Copy)]
pub struct Block {
    /// The name of its crate.
    pub name: &'static str,
    /// Its tables and their life.
    pub part: Part,
    /// Its doors.
    pub routes: fn() -> Routes,
    /// What its pages say.
    pub texts: Texts,
    /// Its links in the way through the site.
    pub nav: &'static [Nav],
    /// Its pages, each in every state, as the gallery shows them.
    pub samples: fn() -> Vec<Sample>,
}

/// A link in the way through one face, shown to those who may follow it.
#[derive(Clone, Copy)]
pub struct Nav {
    /// Which face it belongs to.
    pub face: Face,
    /// Where it leads.
    pub href: &'static str,
    /// What it says.
    pub text: Text,
    /// Who may follow it.
    pub access: Access,
}

/// A page in one state.
#[derive(Clone, Copy)]
pub struct Sample {
    /// Unique among all samples, as `block-page-state`.
    pub name: &'static str,
    /// The whole page in a language.
    pub render: fn(Lang) -> Markup,
}
