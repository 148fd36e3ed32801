//! Writing matters: begin a draft, change it, say it is ready, and publish it by four eyes, now or at a moment.
//! An author changes, somebody else publishes; what each did is an act, and running cases keep their version.

use std::collections::BTreeMap;

use kit::{Actor, Error, Id128, OfficialId, Refusal, Result, Time};
use serde_json::{Value, json};
use store::{Act, Read, Store, Tx};

use super::matters::{matter_version, publish_matter};
use crate::{
    model::{
        Matter, Published,
        check::check_matter,
        draft::{Edit, Ended, MatterDraft, MatterEdit, edited},
        law::LawRegister,
    },
    tables,
};

/// Writes matters.
pub const AUTHOR: &str = "matter.author";
/// Publishes what others wrote.
pub const PUBLISHER: &str = "matter.publish";
/// The job that publishes what was approved for a moment.
pub(crate) const PUBLICATION: &str = "cases.publication";

/// A draft with what it was begun from and who changed it.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// The draft.
    pub draft: MatterDraft,
    /// The matter as it stands.
    pub matter: Matter,
    /// The version it was begun from.
    pub base: Option<Matter>,
    /// What was changed, the newest first, with the names of who did; nothing of who was erased.
    pub edits: Vec<(MatterEdit, Option<String>)>,
}

/// Begins a draft from the version in force; one that is open already is the answer.
pub fn begin_draft(tx: &mut Tx<'_>, by: &Actor, key: &str) -> Result<String> {
    author(by)?;
    if let Some(open) = tables::open_draft_of(tx, key)? {
        return Ok(open.id);
    }
    let base = tables::current_version(tx, key)?.ok_or_else(Refusal::not_found)?;
    let mut matter = matter_version(tx, &base)?.matter.clone();
    matter.version = next_number(tx, key)?;
    insert(tx, by, &matter, Some(base), "begun")
}

/// Takes a matter from a file: a new draft, or the next state of the one that is open. Its version is raised where
/// it was not.
pub fn import_draft(tx: &mut Tx<'_>, by: &Actor, matter: &Matter) -> Result<String> {
    author(by)?;
    let mut matter = matter.clone();
    matter.version = matter.version.max(next_number(tx, &matter.key)?);
    if let Some(open) = tables::open_draft_of(tx, &matter.key)? {
        keep(tx, by, &open, &matter, ("imported", ""))?;
        return Ok(open.id);
    }
    let base = tables::current_version(tx, &matter.key)?;
    insert(tx, by, &matter, base, "imported")
}

/// Changes a draft that nobody changed since `revision`.
pub fn edit_draft(tx: &mut Tx<'_>, by: &Actor, id: &str, revision: i64, edits: &[Edit]) -> Result<()> {
    author(by)?;
    let draft = open_draft(tx, id)?;
    if draft.revision != revision {
        return Err(Refusal::conflict("draft.changed_meanwhile").into());
    }
    let before = draft.matter()?;
    let after = edited(&before, edits).map_err(|_| Refusal::conflict("draft.unfit"))?;
    if after.key != before.key {
        return Err(Refusal::conflict("draft.other_key").into());
    }
    let first = edits.first().map_or(("set", ""), |it| (it.what(), it.path()));
    keep(tx, by, &draft, &after, first)
}

/// Says that a draft is ready to be published; one that would be refused is not.
pub fn submit_draft(tx: &mut Tx<'_>, by: &Actor, id: &str) -> Result<()> {
    author(by)?;
    let draft = open_draft(tx, id)?;
    sound(&draft)?;
    let now = tx.now();
    tables::set_draft_submitted(tx, id, Some(now))?;
    record(tx, by, "matter.draft_submitted", &draft, json!({}))
}

/// Gives a draft back to its author, before or after it was approved.
pub fn return_draft(tx: &mut Tx<'_>, by: &Actor, id: &str) -> Result<()> {
    let draft = find(tx, id)?;
    if !by.has_power(AUTHOR) && !by.has_power(PUBLISHER) {
        return Err(Refusal::forbidden("matter.author").into());
    }
    if draft.ended_at.is_some() || draft.submitted_at.is_none() {
        return Err(Refusal::conflict("draft.not_submitted").into());
    }
    acts::unplan(tx, PUBLICATION, id)?;
    tables::set_draft_submitted(tx, id, None)?;
    record(tx, by, "matter.draft_returned", &draft, json!({}))
}

/// Publishes a draft that somebody else wrote: now, or at a moment to come.
pub fn publish_draft(tx: &mut Tx<'_>, by: &Actor, id: &str, at: Option<Time>) -> Result<()> {
    if !by.has_power(PUBLISHER) {
        return Err(Refusal::forbidden("matter.publish").into());
    }
    let draft = find(tx, id)?;
    if draft.ended_at.is_some() || draft.submitted_at.is_none() {
        return Err(Refusal::conflict("draft.not_submitted").into());
    }
    let official = by.acting()?.official.clone();
    if tables::has_edited(tx, id, &official)? {
        return Err(Refusal::conflict("draft.own").into());
    }
    let now = tx.now();
    match at.filter(|it| *it > now) {
        None => publish(tx, by, &draft),
        Some(at) => {
            sound(&draft)?;
            tables::set_draft_planned(tx, id, at, &official)?;
            acts::plan(tx, PUBLICATION, id, at, "")?;
            record(tx, by, "matter.publication_planned", &draft, json!({ "at": at.ms() }))
        }
    }
}

/// Gives a draft up.
pub fn give_up_draft(tx: &mut Tx<'_>, by: &Actor, id: &str) -> Result<()> {
    author(by)?;
    let draft = open_draft(tx, id)?;
    tables::set_draft_ended(tx, id, Ended::Discarded)?;
    record(tx, by, "matter.draft_discarded", &draft, json!({}))
}

/// Publishes what was approved for this moment; what was taken back since is left alone.
pub(crate) async fn publish_due(store: &Store, id: String) -> Result<()> {
    store
        .write(move |tx| {
            let draft = find(tx, &id)?;
            let now = tx.now();
            let is_due = draft.ended_at.is_none() && draft.publish_at.is_some_and(|it| it <= now);
            if is_due { publish(tx, &Actor::system("publication"), &draft) } else { Ok(()) }
        })
        .await
}

/// A draft, with what surrounds it.
pub fn draft_view(read: &mut Read<'_>, by: &Actor, id: &str) -> Result<DraftView> {
    reader(by)?;
    let draft = find(read, id)?;
    let base = draft.base.as_deref().map(|it| matter_version(read, it)).transpose()?;
    let mut names = BTreeMap::<OfficialId, Option<String>>::new();
    let mut edits = Vec::new();
    for it in tables::edits_of(read, id)? {
        if !names.contains_key(&it.official) {
            let name = directory::official_name(read, &it.official)?;
            names.insert(it.official.clone(), name);
        }
        let name = names[&it.official].clone();
        edits.push((it, name));
    }
    let matter = draft.matter()?;
    Ok(DraftView { matter, base: base.map(|it| it.matter.clone()), edits, draft })
}

/// Every draft that is open.
pub fn open_drafts(read: &mut Read<'_>, by: &Actor) -> Result<Vec<MatterDraft>> {
    reader(by)?;
    tables::open_drafts(read)
}

fn publish(tx: &mut Tx<'_>, by: &Actor, draft: &MatterDraft) -> Result<()> {
    let published = sound(draft)?;
    let version = publish_matter(tx, by, &published)?;
    tables::set_draft_ended(tx, &draft.id, Ended::Published)?;
    record(tx, by, "matter.draft_published", draft, json!({ "version": version }))
}

/// The matter of a draft, ready to run; one with anything wrong is refused.
fn sound(draft: &MatterDraft) -> Result<Published> {
    let checked = check_matter(&draft.matter()?, LawRegister::built_in());
    let sound = checked.map_err(|_| Error::from(Refusal::conflict("draft.unsound")))?;
    Published::new(sound.matter)
}

fn insert(tx: &mut Tx<'_>, by: &Actor, matter: &Matter, base: Option<String>, what: &str) -> Result<String> {
    let now = tx.now();
    let draft = MatterDraft {
        id: tx.new_id::<Id128>().text("matterdraft"),
        matter: matter.key.clone(),
        base,
        body: body_of(matter),
        revision: 1,
        changed_at: now,
        submitted_at: None,
        publish_at: None,
        approved_by: None,
        ended_at: None,
        ended_as: None,
    };
    if !tables::insert_matter_draft(tx, &draft)? {
        return Err(Refusal::conflict("draft.open").into());
    }
    note(tx, by, &draft.id, 1, (what, ""))?;
    record(tx, by, "matter.draft_begun", &draft, json!({ "how": what }))?;
    Ok(draft.id)
}

/// Keeps a changed matter, and who changed what.
fn keep(tx: &mut Tx<'_>, by: &Actor, draft: &MatterDraft, matter: &Matter, what: (&str, &str)) -> Result<()> {
    if draft.submitted_at.is_some() {
        return Err(Refusal::conflict("draft.submitted").into());
    }
    if !tables::set_draft_body(tx, draft, &body_of(matter))? {
        return Err(Refusal::conflict("draft.changed_meanwhile").into());
    }
    let revision = draft.revision + 1;
    note(tx, by, &draft.id, revision, what)?;
    let body = json!({ "what": what.0, "path": what.1, "revision": revision });
    record(tx, by, "matter.draft_changed", draft, body)
}

fn note(tx: &mut Tx<'_>, by: &Actor, draft: &str, revision: i64, (what, path): (&str, &str)) -> Result<()> {
    let (at, official) = (tx.now(), by.acting()?.official.clone());
    let (what, path) = (what.to_owned(), path.to_owned());
    tables::insert_edit(tx, draft, &MatterEdit { revision, at, official, what, path })
}

fn record(
    tx: &mut Tx<'_>,
    by: &Actor,
    kind: &'static str,
    draft: &MatterDraft,
    mut body: Value,
) -> Result<()> {
    body["draft"] = draft.id.as_str().into();
    tx.record(Act::of(kind, by, &draft.matter).body(body))
}

fn find(read: &mut Read<'_>, id: &str) -> Result<MatterDraft> {
    tables::find_matter_draft(read, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// A draft that may still be changed.
fn open_draft(read: &mut Read<'_>, id: &str) -> Result<MatterDraft> {
    let draft = find(read, id)?;
    match (draft.ended_at, draft.submitted_at) {
        (Some(_), _) => Err(Refusal::conflict("draft.ended").into()),
        (None, Some(_)) => Err(Refusal::conflict("draft.submitted").into()),
        (None, None) => Ok(draft),
    }
}

fn next_number(read: &mut Read<'_>, key: &str) -> Result<u32> {
    let last = tables::last_number(read, key)?;
    u32::try_from(last + 1).map_err(|_| Error::fault("a matter with too many versions"))
}

fn body_of(matter: &Matter) -> String {
    serde_json::to_string(matter).expect("a matter prints as JSON")
}

fn author(by: &Actor) -> Result<()> {
    if by.has_power(AUTHOR) { Ok(()) } else { Err(Refusal::forbidden("matter.author").into()) }
}

fn reader(by: &Actor) -> Result<()> {
    let may = by.has_power(AUTHOR) || by.has_power(PUBLISHER);
    if may { Ok(()) } else { Err(Refusal::forbidden("matter.author").into()) }
}
