//! The tree that a screen reader follows: headings, lists, rows and the seal with its description.
//! Every marked group of a page hangs on one leaf, in the order in which it is read.

use pdf_writer::{
    Finish, Pdf, Rect, Ref, TextStr,
    types::{StructRole, TableHeaderScope},
};

use super::{Refs, page::Written};
use crate::{
    Paper,
    layout::{HIGH, Laid, Mark, Role},
};

/// A child of a node.
enum Child {
    Node(usize),
    /// A marked group: its page and its number there.
    Group(Ref, i32),
}

/// Writes the tree; its root is the answer.
pub(super) fn write(
    pdf: &mut Pdf,
    refs: &mut Refs,
    laid: &Laid,
    pages: &[(Ref, Ref)],
    written: &[Written],
    paper: &Paper,
) -> Ref {
    let root = refs.next();
    let ids: Vec<_> = laid.nodes.iter().map(|_| refs.next()).collect();
    let parents: Vec<_> = pages.iter().map(|_| refs.next()).collect();

    let mut children: Vec<Vec<Child>> = laid.nodes.iter().map(|_| Vec::new()).collect();
    for (i, node) in laid.nodes.iter().enumerate().skip(1) {
        children[node.parent].push(Child::Node(i));
    }
    for ((page, _), written) in pages.iter().zip(written) {
        for (n, node) in written.groups.iter().enumerate() {
            children[*node].push(Child::Group(*page, n as i32));
        }
    }

    for (i, node) in laid.nodes.iter().enumerate() {
        let mut it = pdf.struct_element(ids[i]);
        it.kind(role(node.role)).parent(if i == 0 { root } else { ids[node.parent] });
        match node.role {
            Role::Document => {
                it.lang(TextStr(paper.lang.tag()));
            }
            Role::Name => {
                it.attributes().push().table().scope(TableHeaderScope::Row);
            }
            Role::Figure => {
                it.alt(TextStr(&paper.signed.seal.described));
                if let Some(around) = seal_around(laid) {
                    it.attributes().push().layout().bbox(around);
                }
            }
            _ => {}
        }
        let mut kids = it.children();
        for child in &children[i] {
            match child {
                Child::Node(at) => {
                    kids.struct_element(ids[*at]);
                }
                Child::Group(page, n) => {
                    kids.marked_content_ref().page(*page).marked_content_id(*n);
                }
            }
        }
        kids.finish();
        it.finish();
    }

    for (id, written) in parents.iter().zip(written) {
        pdf.indirect(*id).array().items(written.groups.iter().map(|it| ids[*it]));
    }
    let mut it = pdf.indirect(root).start::<pdf_writer::writers::StructTreeRoot<'_>>();
    it.child(ids[0]).parent_tree_next_key(parents.len() as i32);
    let mut tree = it.parent_tree();
    let mut nums = tree.nums();
    for (i, id) in parents.iter().enumerate() {
        nums.insert(i as i32, *id);
    }
    nums.finish();
    tree.finish();
    it.finish();
    root
}

fn role(it: Role) -> StructRole {
    match it {
        Role::Document => StructRole::Document,
        Role::Title => StructRole::H1,
        Role::Heading => StructRole::H2,
        Role::Paragraph => StructRole::P,
        Role::List => StructRole::L,
        Role::Item => StructRole::LI,
        Role::Label => StructRole::Lbl,
        Role::Body => StructRole::LBody,
        Role::Table => StructRole::Table,
        Role::Row => StructRole::TR,
        Role::Name => StructRole::TH,
        Role::Value => StructRole::TD,
        Role::Figure => StructRole::Figure,
    }
}

fn seal_around(laid: &Laid) -> Option<Rect> {
    laid.pages.iter().flatten().find_map(|it| match it {
        Mark::Seal { x, y, radius, .. } => {
            Some(Rect::new(x - radius, HIGH - y - radius, x + radius, HIGH - y + radius))
        }
        _ => None,
    })
}
