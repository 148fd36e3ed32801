//! The roles of a demonstration that can be taken by one click.
//! Knows no city: the demonstration brings them.

use kit::{PostId, SubjectId, Words};

use super::account::AccountId;

/// How many roles a demonstration offers.
pub const DEMO_ROLES_MAX: usize = 50;

/// A role to be taken by one click.
#[derive(Clone, Debug)]
pub struct DemoRole {
    /// Unique, as `shop-owner`.
    pub key: String,
    /// Whose account is entered.
    pub account: AccountId,
    /// At which post, for an official.
    pub post: Option<PostId>,
    /// For which company, for a person.
    pub acting_for: Option<SubjectId>,
    /// Who one is.
    pub title: Words,
    /// What there is to do.
    pub task: Words,
    /// Where one begins, a path of ours.
    pub landing: String,
    /// Its place among the roles.
    pub place: i64,
}
