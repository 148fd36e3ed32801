//! Notes beside the anchor who was erased, so that restoring an older backup does not bring them back.
//! A job writes the file, after the commit; where it lies is known by the store it is about.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use acts::{Job, Planned, Reaction, Recorded, Running, Start, Work};
use kit::{Error, Result, SubjectId};
use ledger::erasures::note_erasure;
use store::{Store, Tx};

/// What the house itself does after acts were recorded.
pub const WORK: Work = Work {
    reactions: &[Reaction {
        name: "yiwang.erasures",
        kinds: &[identity::PERSON_ERASED],
        start: Start::First,
        run: plan,
    }],
    jobs: &[Job { kind: NOTE, run: note }],
};

/// The job that notes an erasure.
const NOTE: &str = "yiwang.note_erasure";

/// Where this process keeps its lists, by the URL of their stores.
static LISTS: Mutex<BTreeMap<String, PathBuf>> = Mutex::new(BTreeMap::new());

/// The list beside an anchor.
pub(crate) fn list_beside(anchor: &Path) -> PathBuf {
    anchor.with_extension("erasures")
}

/// Says where the list of a store is from here on.
pub(crate) fn keep_at(store_url: &str, list: PathBuf) {
    LISTS.lock().unwrap_or_else(PoisonError::into_inner).insert(store_url.to_owned(), list);
}

fn plan(tx: &mut Tx<'_>, act: &Recorded) -> Result<()> {
    let subject = act.body().and_then(|it| it.get("subject")?.as_str());
    let subject = subject.ok_or_else(|| Error::fault("an erasure that does not say whose"))?;
    acts::plan(tx, NOTE, subject, act.at, subject)
}

fn note(store: Store, planned: Planned) -> Running {
    Box::pin(async move {
        let lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let path =
            lists.get(&store.settings().url).ok_or_else(|| Error::fault("no list of erasures is kept"))?;
        note_erasure(path, &SubjectId::parse(&planned.payload)?, planned.due_at)
    })
}
