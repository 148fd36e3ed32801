//! The roles of a demonstration: brought by it, shown as cards, taken by one click.
//! Its doors exist in a demonstration store only; here nobody is asked for a password.

use kit::{Actor, Error, Refusal, Result};
use store::{Read, Tx};

use super::{companies, sessions, standing};
use crate::{
    model::{
        demo::{DEMO_ROLES_MAX, DemoRole},
        is_own_path,
        session::{Standing, Started},
    },
    tables,
};

/// Offers a role; one with the same key is replaced.
pub fn put_demo_role(tx: &mut Tx<'_>, role: &DemoRole) -> Result<()> {
    if !is_own_path(&role.landing) {
        return Err(Error::fault(format!("the role {} lands outside of this site", role.key)));
    }
    if tables::accounts::by_id(tx, &role.account)?.is_none() {
        return Err(Refusal::not_found().into());
    }
    tables::demo::put(tx, role)
}

/// The roles that can be taken.
pub(crate) fn roles(read: &mut Read<'_>) -> Result<Vec<DemoRole>> {
    tables::demo::list(read, DEMO_ROLES_MAX as i64)
}

/// Takes a role: the session of before ends, another begins. Says where to go on.
pub(crate) fn take_role(
    tx: &mut Tx<'_>,
    by: &Actor,
    key: &str,
    before: Option<&str>,
) -> Result<(Started, String)> {
    let role = tables::demo::find(tx, key)?.ok_or_else(Refusal::not_found)?;
    let account = tables::accounts::by_id(tx, &role.account)?.filter(|it| it.password.is_some());
    let account = account.ok_or_else(Refusal::not_found)?;
    let standing = match standing::first(tx, &account.owner)? {
        Standing::Person { id, subject, .. } => {
            if let Some(company) = &role.acting_for
                && !companies::speaks_for(tx, &id, company)?
            {
                return Err(Refusal::not_found().into());
            }
            Standing::Person { id, subject, acting_for: role.acting_for }
        }
        Standing::Official { id, post } => Standing::Official { id, post: role.post.or(post) },
    };
    if let Some(cookie) = before {
        sessions::end_session(tx, by, cookie)?;
    }
    let started = sessions::begin(tx, by, &account.id, standing, "demo")?;
    Ok((started, role.landing))
}
