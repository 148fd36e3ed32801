//! One open write: serializable, all or nothing, and never without an act when it changed a record.
//! It may run twice before it commits, so it may not remember.

use std::ops::{Deref, DerefMut};

use crypt::FileKey;
use kit::{Error, Id128, Result, SubjectId};

use crate::{Act, Kind, Read, Value, keys, queue::Source, read::place, statement::Deed, statement::Tables};

/// One open write.
pub struct Tx<'a> {
    read: Read<'a>,
    tables: &'a Tables,
    chance: &'a mut Source,
    first_seq: Option<i64>,
    first_act: Option<String>,
    changed: Option<&'static str>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(read: Read<'a>, tables: &'a Tables, chance: &'a mut Source) -> Self {
        Self { read, tables, chance, first_seq: None, first_act: None, changed: None }
    }

    /// Runs one statement; says how many rows it changed.
    pub fn exec(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<u64> {
        self.admit(sql)?;
        let done = self.read.conn.exec(sql, params);
        done.or_else(|err| self.read.fail(err))
    }

    /// Runs one statement whose row count does not matter; quicker than `exec` over a network.
    pub fn put(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<()> {
        self.admit(sql)?;
        let done = self.read.conn.put(sql, params);
        done.or_else(|err| self.read.fail(err))
    }

    /// A fresh identifier. Never a sort key, never a secret.
    pub fn new_id<T: From<Id128>>(&mut self) -> T {
        T::from(self.chance.id(self.read.now))
    }

    /// 32 bytes that nobody can guess.
    pub fn secret(&mut self) -> [u8; 32] {
        self.chance.bytes()
    }

    /// Seals a personal field under its subject's key, which is made at first need.
    /// `place` is table, column and row; the field opens nowhere else.
    pub fn seal(&mut self, subject: &SubjectId, place: (&str, &str, &str), plain: &[u8]) -> Result<Vec<u8>> {
        let n = match self.read.key(subject)? {
            Some(n) => n,
            None => self.make_key(subject)?,
        };
        let nonce = self.chance.bytes();
        Ok(self.read.keys[n].1.seal(&self::place(subject, place), nonce, plain))
    }

    /// The key of one file of a subject, to seal it outside; the subject's key is made at first need.
    pub fn new_file_key(&mut self, subject: &SubjectId, file: &str) -> Result<FileKey> {
        let n = match self.read.key(subject)? {
            Some(n) => n,
            None => self.make_key(subject)?,
        };
        Ok(self.read.keys[n].1.of_file(file))
    }

    /// Destroys a subject's key: every field and act sealed for them is closed for good, in all backups too.
    pub fn destroy_key(&mut self, subject: &SubjectId) -> Result<()> {
        self.read.keys.retain(|(it, _)| it != subject);
        keys::destroy(self.read.conn, subject, self.read.now).or_else(|err| match err {
            Error::Refused(_) => Err(err),
            err => self.read.fail(err),
        })
    }

    /// Records an act, in this transaction: it is in the ledger if and only if it happened.
    pub fn record(&mut self, mut act: Act) -> Result<()> {
        const ACT: &str = "INSERT INTO acts (first_seq, id, at, kind, agency, region, thing, subject, \
                           doing, doing_salt, doing_hash, person, person_hash) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING seq";
        const PENDING: &str = "INSERT INTO acts_pending (seq, first_seq) VALUES ($1, $2)";
        let id = self.chance.id(self.read.now).text("act");
        let (doing, doing_salt) = (act.doing_bytes(), self.chance.bytes::<32>());
        let (person, person_salt) = (act.person_bytes(), self.chance.bytes::<32>());
        let doing_hash = crypt::commitment(&doing_salt, &doing);
        let person_hash = crypt::commitment(&person_salt, &person);
        let opening = [&person_salt[..], &person].concat();
        let person = match &act.subject {
            Some(subject) => self.seal(subject, ("acts", "person", &id), &opening)?,
            None => opening,
        };
        let seq = self.read.list(
            ACT,
            &[
                self.first_seq.into(),
                (&id).into(),
                self.read.now.into(),
                act.kind.into(),
                act.agency.as_ref().into(),
                act.region.as_ref().into(),
                (&act.thing).into(),
                act.subject.as_ref().map(SubjectId::as_str).into(),
                (&doing).into(),
                (&doing_salt).into(),
                (&doing_hash).into(),
                (&person).into(),
                (&person_hash).into(),
            ],
            |row| row.int(0),
        )?;
        let seq = *seq.first().ok_or_else(|| Error::fault("an act was not given its number"))?;
        let first_seq = *self.first_seq.get_or_insert(seq);
        self.first_act.get_or_insert(id);
        self.put(PENDING, &[seq.into(), first_seq.into()])
    }

    /// What the queue needs to know before it commits; a record changed without an act is refused here.
    pub(crate) fn end(self) -> Result<Option<String>> {
        self.read.sound()?;
        match (self.changed, &self.first_act) {
            (Some(table), None) => Err(Error::fault(format!("table {table} changed without an act"))),
            _ => Ok(self.first_act),
        }
    }

    fn admit(&mut self, sql: &'static str) -> Result<()> {
        self.read.sound()?;
        match self.tables.deed(sql) {
            Ok(Deed::Reads) => self.read.fail(Error::fault("exec and put are for writing")),
            Ok(Deed::Writes(table, kind)) => {
                if kind == Kind::Record {
                    self.changed = Some(table);
                }
                Ok(())
            }
            Err(err) => self.read.fail(err),
        }
    }

    fn make_key(&mut self, subject: &SubjectId) -> Result<usize> {
        let chance = (self.chance.bytes(), self.chance.bytes());
        match keys::find(self.read.conn, self.read.kek, subject)? {
            keys::Found::None => {}
            _ => return Err(keys::erased()),
        }
        let made = keys::insert(self.read.conn, self.read.kek, subject, chance, self.read.now);
        let key = made.or_else(|err| self.read.fail(err))?;
        self.read.keys.push((subject.clone(), key));
        Ok(self.read.keys.len() - 1)
    }
}

impl<'a> Deref for Tx<'a> {
    type Target = Read<'a>;

    fn deref(&self) -> &Read<'a> {
        &self.read
    }
}

impl<'a> DerefMut for Tx<'a> {
    fn deref_mut(&mut self) -> &mut Read<'a> {
        &mut self.read
    }
}
