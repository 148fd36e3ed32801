//! What people are told: messages in an inbox of their own, made in the transaction in which the thing happens.
//! Knows no case: whoever tells brings the words, in every language. What law says must be told has no opting out.

mod actions;
mod model;
mod pages;
mod tables;
#[cfg(test)]
mod tests;

use kit::{Texts, t, texts};
use store::{Kind, Migration, Part, Table};
use web::{
    Access, Block, Nav, Routes,
    pages::{Face, INBOX_PATH},
};

pub use actions::{PAGE_ROWS, UNREAD_MAX, list, open, tell, unread};
pub use model::{Body, Message, MessageId, NewMessage};

/// The block, as the list of blocks shows it.
pub const BLOCK: Block = Block {
    name: "notify",
    part: PART,
    routes,
    texts: TEXTS,
    nav: &[Nav { face: Face::Portal, href: INBOX_PATH, text: t!("nav.messages"), access: Access::Person }],
    samples: pages::samples,
};

/// The tables of this block.
pub const PART: Part = Part {
    tables: &[
        Table { name: "messages", kind: Kind::Record },
        Table { name: "messages_unread", kind: Kind::Tending },
    ],
    migrations: &[Migration {
        name: "notify_0001_messages",
        sql: include_str!("../migrations/0001_messages.sql"),
    }],
};

pub(crate) const TEXTS: Texts = texts!();

fn routes() -> Routes {
    Routes::default().get(INBOX_PATH, Access::Person, pages::show).get(
        "/me/messages/{id}",
        Access::Person,
        pages::show_one,
    )
}
