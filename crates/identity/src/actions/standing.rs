//! What a session stands for: who acts, whether they still may, and what they are called.
//! What an official may do comes from the directory, asked each time.

use kit::{Actor, Error, OfficialId, PostId, Refusal, Result};
use store::Read;

use super::{companies, people};
use crate::{
    model::{
        account::Owner,
        session::{Cookie, Standing},
    },
    tables,
};

/// What an account stands for right after signing in: an official with one post is at it.
pub(super) fn first(read: &mut Read<'_>, owner: &Owner) -> Result<Standing> {
    match owner {
        Owner::Person(id) => {
            let person =
                tables::people::by_id(read, id)?.ok_or_else(|| Error::fault("an account of nobody"))?;
            Ok(Standing::Person { id: person.id, subject: person.subject, acting_for: None })
        }
        Owner::Official(id) => {
            let held = directory::posts_of(read, id)?;
            let post = (held.len() == 1).then(|| held[0].post.clone());
            Ok(Standing::Official { id: id.clone(), post })
        }
    }
}

/// Who acts, as of now. An official whose post is not chosen or was taken away may do nothing;
/// a person who no longer speaks for the company has to sign in again, so that they notice.
pub(super) fn actor(read: &mut Read<'_>, standing: &Standing) -> Result<Option<Actor>> {
    match standing {
        Standing::Person { id, subject, acting_for: None } => {
            Ok(Some(Actor::person_is(id.clone(), subject.clone())))
        }
        Standing::Person { id, subject, acting_for: Some(company) } => {
            let speaks = companies::speaks_for(read, id, company)?;
            let by = Actor::person_is(id.clone(), subject.clone());
            Ok(speaks.then(|| Actor { acting_for: Some(company.clone()), ..by }))
        }
        Standing::Official { post: None, .. } => Ok(Some(Actor::anyone())),
        Standing::Official { id, post: Some(post) } => {
            let by = at_post(read, id, post)?;
            Ok(Some(by.unwrap_or_else(Actor::anyone)))
        }
    }
}

/// The official at a post, if they hold it.
pub(super) fn at_post(read: &mut Read<'_>, official: &OfficialId, post: &PostId) -> Result<Option<Actor>> {
    match directory::acting(read, official, post) {
        Ok(acting) => Ok(Some(Actor::official_is(acting))),
        Err(Error::Refused(_)) => Ok(None),
        Err(err) => Err(err),
    }
}

/// What the visitor is called.
pub(super) fn name(read: &mut Read<'_>, standing: &Standing) -> Result<String> {
    match standing {
        Standing::Person { id, acting_for, .. } => {
            let person = tables::people::by_id(read, id)?.ok_or_else(Refusal::not_found)?;
            let name = people::open(read, &person, "name", Some(&person.name))?.unwrap_or_default();
            let Some(company) = acting_for else { return Ok(name) };
            let row = tables::companies::by_subject(read, company)?.ok_or_else(Refusal::not_found)?;
            let company = companies::open(read, row)?.map(|it| it.name).unwrap_or_default();
            Ok(format!("{name} · {company}"))
        }
        Standing::Official { id, .. } => Ok(directory::official_name(read, id)?.unwrap_or_default()),
    }
}

/// The posts that the official behind a session can choose, and the one they are at.
pub(crate) fn posts(
    read: &mut Read<'_>,
    cookie: &Cookie,
) -> Result<Option<(Vec<directory::Held>, Option<PostId>)>> {
    let Some(session) = super::sessions::living(read, cookie)? else { return Ok(None) };
    match session.standing {
        Standing::Official { id, post } => Ok(Some((directory::posts_of(read, &id)?, post))),
        Standing::Person { .. } => Ok(None),
    }
}
