//! The list of subjects that were erased, kept beside the anchor: a backup from before must not bring them back.
//! Holds identifiers and moments; who they were is gone with their keys.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

use kit::{Actor, Channel, Error, Result, SubjectId, Time};
use store::{Act, Store};

use super::sync_folder;
use crate::events::ERASURE_REAPPLIED;

/// How many subjects are erased again in one transaction.
const BATCH_MAX: usize = 100;

/// What erasing again came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reapplied {
    /// Subjects whose keys the store still had.
    pub n_erased: u64,
    /// Subjects that the store does not know, or that were erased in it already.
    pub n_known: u64,
    /// Lines that were never finished, from a crash while they were written.
    pub n_torn: u64,
}

/// Adds a subject whose key was destroyed; durable when it returns, and safe to repeat.
pub fn note_erasure(path: &Path, subject: &SubjectId, at: Time) -> Result<()> {
    append(path, &format!("{subject} {}\n", at.ms())).map_err(|err| unusable(path, &err))
}

/// Erases again, in a restored store, everyone on the list; for commands, never inside a runtime.
pub fn reapply(store: &Store, path: &Path) -> Result<Reapplied> {
    let file = match File::open(path) {
        Ok(it) => it,
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(Reapplied::default()),
        Err(err) => return Err(unusable(path, &err)),
    };
    let mut done = Reapplied::default();
    let mut batch = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|err| unusable(path, &err))?;
        match line.split_once(' ').and_then(|(it, at)| SubjectId::parse(it).ok().zip(at.parse::<i64>().ok()))
        {
            Some((subject, _)) => batch.push(subject),
            None => done.n_torn += 1,
        }
        if batch.len() == BATCH_MAX {
            erase(store, std::mem::take(&mut batch), &mut done)?;
        }
    }
    erase(store, batch, &mut done)?;
    Ok(done)
}

fn erase(store: &Store, subjects: Vec<SubjectId>, done: &mut Reapplied) -> Result<()> {
    let n_all = subjects.len() as u64;
    let write = store.write(move |tx| {
        let by = Actor { channel: Channel::Command, ..Actor::system("ledger") };
        let mut n_erased = 0;
        for subject in &subjects {
            match tx.destroy_key(subject) {
                Ok(()) => tx.record(Act::of(ERASURE_REAPPLIED, &by, subject.as_str()))?,
                Err(Error::Refused(_)) => continue,
                Err(err) => return Err(err),
            }
            n_erased += 1;
        }
        Ok(n_erased)
    });
    let n_erased = write.wait()?;
    done.n_erased += n_erased;
    done.n_known += n_all - n_erased;
    Ok(())
}

fn append(path: &Path, line: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
    let is_new = file.metadata()?.len() == 0;
    if !is_new {
        // A line that a crash cut off must not run into this one.
        let mut last = [0];
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
        }
    }
    file.write_all(line.as_bytes())?;
    file.sync_all()?;
    if is_new { sync_folder(path) } else { Ok(()) }
}

fn unusable(path: &Path, err: &io::Error) -> Error {
    Error::fault(format!("the list of erasures {}: {err}", path.display()))
}
