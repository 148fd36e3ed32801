//! Holds a file of agencies against what is there: what is wrong with it, then what it changes.
//! Knows no SQL; it looks and acts through the public functions of the blocks.

use std::collections::{BTreeMap, BTreeSet};

use cases::actions;
use certificates::{Effect, Issuer};
use directory::{Agency, AgencyKind, NewAgency, NewOfficial, NewPost, POWERS, Post};
use identity::Owner;
use kit::{Actor, CitizenNumber, CreditCode, Error, Flaw, OfficialId, RegionCode, Result};
use serde_saphyr::Spanned;
use store::{Read, Tx};

use super::{
    Change,
    file::{AgencyEntry, CompetenceEntry, OfficialEntry, PostEntry, Right, Staffing},
};

/// Everything wrong with the entries, each with its line.
type Flaws = Vec<(u64, Flaw)>;

/// What is wrong with a file, and which of its logins are new.
pub(super) fn look(read: &mut Read<'_>, it: &Staffing) -> Result<(Flaws, BTreeSet<String>)> {
    let mut look = Look { read, flaws: Vec::new(), codes: BTreeSet::new(), logins: BTreeMap::new() };
    for entry in &it.agencies {
        look.agency(line_of(entry), &entry.value)?;
    }
    for entry in &it.competences {
        look.competence(line_of(entry), &entry.value)?;
    }
    let Look { read, flaws, logins, .. } = look;
    let mut unknown = BTreeSet::new();
    for login in logins.into_keys() {
        if identity::owner_of_login(read, &login)?.is_none() {
            unknown.insert(login);
        }
    }
    Ok((flaws, unknown))
}

/// Makes what is there what the file says; says what changed. A new login has its hash in `hashes`.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    by: &Actor,
    effect: Effect,
    it: &Staffing,
    hashes: &BTreeMap<String, String>,
) -> Result<Vec<Change>> {
    let mut settle = Settle { tx, by, effect, hashes, changes: Vec::new() };
    for entry in &it.agencies {
        settle.agency(&entry.value)?;
    }
    for entry in &it.competences {
        settle.competence(&entry.value)?;
    }
    Ok(settle.changes)
}

/// A look at a file beside the store.
struct Look<'a, 'r> {
    read: &'a mut Read<'r>,
    flaws: Flaws,
    /// The agencies named so far.
    codes: BTreeSet<String>,
    /// The name of each login so far.
    logins: BTreeMap<String, String>,
}

impl Look<'_, '_> {
    fn wrong(&mut self, line: u64, code: &'static str, value: &str) {
        self.flaws.push((line, Flaw::of("file", code).with("value", value)));
    }

    fn agency(&mut self, line: u64, it: &AgencyEntry) -> Result<()> {
        let Ok(code) = CreditCode::parse(&it.code) else {
            self.wrong(line, "staffing.code", &it.code);
            return Ok(());
        };
        if !self.codes.insert(code.as_str().to_owned()) {
            self.wrong(line, "staffing.agency_doubled", &it.code);
        }
        self.region(line, &it.region)?;
        if let Some(level) = it.level
            && RegionCode::parse(&it.region).is_some_and(|it| !(it.level()..=5).contains(&level))
        {
            self.wrong(line, "staffing.level", &level.to_string());
        }
        if (it.kind == Right::Entrusted) != it.principal.is_some() {
            self.wrong(line, "staffing.principal", &it.code);
        }
        for other in [&it.principal, &it.supervisor].into_iter().flatten() {
            self.known_agency(line, other)?;
        }
        if let Some(there) = directory::agency_by_code(self.read, &code)? {
            let same = there.name == it.name && there.region.as_str() == it.region;
            if !same || there.kind.as_str() != right(it.kind) {
                self.wrong(line, "staffing.agency_differs", &format!("{} {}", there.name.zh, there.region));
            }
        }
        let mut names = BTreeSet::new();
        for post in &it.posts {
            if !names.insert(post.value.name.zh.trim()) {
                self.wrong(line_of(post), "staffing.post_doubled", &post.value.name.zh);
            }
            self.post(line_of(post), &post.value);
        }
        Ok(())
    }

    fn post(&mut self, line: u64, it: &PostEntry) {
        let mut seen = BTreeSet::new();
        for power in &it.powers {
            if !POWERS.iter().any(|known| known.code == power) {
                let known: Vec<_> = POWERS.iter().map(|it| it.code).collect();
                let flaw = Flaw::of("powers", "staffing.power").with("value", power);
                self.flaws.push((line, flaw.with("known", known.join(", "))));
            } else if !seen.insert(power) {
                self.wrong(line, "staffing.power_doubled", power);
            }
        }
        for official in &it.officials {
            let (line, it) = (line_of(official), &official.value);
            let login = it.login.trim();
            if login.is_empty() || identity::LOGIN_CHARACTERS_MAX < login.chars().count() {
                self.wrong(line, "staffing.login", &it.login);
            }
            if it.name.trim().is_empty() {
                self.wrong(line, "staffing.name", &it.login);
            }
            if it.number.as_ref().is_some_and(|it| CitizenNumber::parse(it).is_err()) {
                self.wrong(line, "staffing.number", &it.login);
            }
            if self.logins.get(login).is_some_and(|name| *name != it.name) {
                self.wrong(line, "staffing.login_doubled", &it.login);
            }
            self.logins.insert(login.to_owned(), it.name.clone());
        }
    }

    fn competence(&mut self, line: u64, it: &CompetenceEntry) -> Result<()> {
        self.region(line, &it.region)?;
        self.known_agency(line, &it.agency)?;
        match actions::current_matter(self.read, &it.matter) {
            Ok((_, published)) if published.matter.roles.iter().any(|role| role.key == it.role) => {}
            Ok(_) => self.wrong(line, "staffing.role", &it.role),
            Err(Error::Refused(_)) => self.wrong(line, "staffing.matter", &it.matter),
            Err(err) => return Err(err),
        }
        Ok(())
    }

    fn region(&mut self, line: u64, code: &str) -> Result<()> {
        let known = match RegionCode::parse(code) {
            Some(code) => directory::region(self.read, &code)?.is_some(),
            None => false,
        };
        if !known {
            self.wrong(line, "staffing.region", code);
        }
        Ok(())
    }

    /// An agency that stood above in the file, or is there already.
    fn known_agency(&mut self, line: u64, code: &str) -> Result<()> {
        let known = match CreditCode::parse(code) {
            Ok(it) => {
                self.codes.contains(it.as_str()) || directory::agency_by_code(self.read, &it)?.is_some()
            }
            Err(_) => false,
        };
        if !known {
            self.wrong(line, "staffing.agency_unknown", code);
        }
        Ok(())
    }
}

/// A file being put into effect.
struct Settle<'a, 't> {
    tx: &'a mut Tx<'t>,
    by: &'a Actor,
    effect: Effect,
    hashes: &'a BTreeMap<String, String>,
    changes: Vec<Change>,
}

impl Settle<'_, '_> {
    fn agency(&mut self, it: &AgencyEntry) -> Result<()> {
        let code = CreditCode::parse(&it.code).map_err(|_| overtaken())?;
        let agency = match directory::agency_by_code(self.tx, &code)? {
            Some(there) => there,
            None => {
                let region = RegionCode::parse(&it.region).ok_or_else(overtaken)?;
                let kind = match (&it.kind, &it.principal) {
                    (Right::Entrusted, Some(code)) => {
                        AgencyKind::Entrusted { principal: self.found(code)?.id }
                    }
                    (Right::Empowered, _) => AgencyKind::Empowered,
                    _ => AgencyKind::Authority,
                };
                let supervisor = match &it.supervisor {
                    Some(code) => Some(self.found(code)?.id),
                    None => None,
                };
                let level = it.level.unwrap_or_else(|| region.level());
                let new = NewAgency { code, name: it.name.clone(), region, level, kind, supervisor };
                let id = directory::found_agency(self.tx, self.by, &new)?;
                self.changes.push(Change::Added(format!("{} {}", it.code, it.name.zh)));
                directory::agency(self.tx, &id)?
            }
        };
        it.posts.iter().try_for_each(|post| self.post(&agency, &post.value))
    }

    fn post(&mut self, agency: &Agency, it: &PostEntry) -> Result<()> {
        let place = format!("{} / {}", agency.name.zh, it.name.zh);
        let there = directory::posts_in(self.tx, &agency.id)?;
        let there = there.into_iter().find(|post| post.name.zh.trim() == it.name.zh.trim());
        let post = match there {
            Some(post) => {
                let powers = |all: &[String]| all.iter().cloned().collect::<BTreeSet<_>>();
                if powers(&post.powers) != powers(&it.powers) {
                    directory::change_powers(self.tx, self.by, &post.id, &it.powers)?;
                    let (old, new) = (post.powers.join(" "), it.powers.join(" "));
                    self.changes.push(Change::Changed(format!("{place}: {old} → {new}")));
                }
                post
            }
            None => {
                let new =
                    NewPost { agency: agency.id.clone(), name: it.name.clone(), powers: it.powers.clone() };
                let id = directory::open_post(self.tx, self.by, &new)?;
                self.changes.push(Change::Added(place.clone()));
                directory::post(self.tx, &id)?
            }
        };
        self.holders(&post, &place, &it.officials)
    }

    /// Everybody named holds the post, nobody else does.
    fn holders(&mut self, post: &Post, place: &str, named: &[Spanned<OfficialEntry>]) -> Result<()> {
        let mut wanted = BTreeMap::new();
        for it in named {
            wanted.insert(self.official(&it.value)?, it.value.login.trim());
        }
        let held = directory::holders_of(self.tx, &post.id)?;
        for official in held.iter().filter(|it| !wanted.contains_key(*it)) {
            directory::leave_post(self.tx, self.by, official, &post.id)?;
            self.changes.push(Change::Removed(format!("{official} / {place}")));
        }
        for (official, login) in wanted.iter().filter(|it| !held.contains(it.0)) {
            directory::assign_post(self.tx, self.by, official, &post.id)?;
            self.changes.push(Change::Added(format!("{login} / {place}")));
        }
        Ok(())
    }

    /// Who signs in with this name, appointed and given an account where nobody does yet.
    fn official(&mut self, it: &OfficialEntry) -> Result<OfficialId> {
        let login = it.login.trim();
        match identity::owner_of_login(self.tx, login)? {
            Some(Owner::Official(id)) => return Ok(id),
            Some(Owner::Person(_)) => {
                return Err(kit::Refusal::invalid("login", "staffing.login_of_person").into());
            }
            None => {}
        }
        let number = match &it.number {
            Some(text) => Some(CitizenNumber::parse(text).map_err(|_| overtaken())?),
            None => None,
        };
        let new = NewOfficial { name: it.name.trim().to_owned(), number };
        let id = directory::appoint_official(self.tx, self.by, &new)?;
        let hash = self.hashes.get(login).ok_or_else(overtaken)?;
        identity::make_account(self.tx, self.by, login, hash, Owner::Official(id.clone()))?;
        self.changes.push(Change::Added(format!("{login} {}", new.name)));
        Ok(id)
    }

    /// The competence, and for whoever decides over certificates the key to sign them.
    fn competence(&mut self, it: &CompetenceEntry) -> Result<()> {
        let agency = self.found(&it.agency)?;
        let region = RegionCode::parse(&it.region).ok_or_else(overtaken)?;
        let key = (it.matter.as_str(), it.role.as_str());
        let there = actions::competence_at(self.tx, key, &region)?;
        if there.as_ref() != Some(&agency.id) {
            actions::assign_competence(self.tx, self.by, key, &region, &agency.id)?;
            let words = format!("{} / {} / {region}: {}", it.matter, it.role, agency.name.zh);
            let change = if there.is_some() { Change::Changed(words) } else { Change::Added(words) };
            self.changes.push(change);
        }
        let (_, published) = actions::current_matter(self.tx, &it.matter)?;
        let signs = published.deciding_role() == it.role && published.matter.result.certificate.is_some();
        if signs && certificates::key_of(self.tx, &agency.id)?.is_none() {
            let issuer =
                Issuer { id: agency.id, code: agency.code, name: agency.name, region: agency.region };
            let key = certificates::make_key(self.tx, self.by, &issuer, self.effect)?;
            self.changes.push(Change::Added(format!("{} {}", key.id, issuer.name.zh)));
        }
        Ok(())
    }

    fn found(&mut self, code: &str) -> Result<Agency> {
        let code = CreditCode::parse(code).map_err(|_| overtaken())?;
        directory::agency_by_code(self.tx, &code)?.ok_or_else(overtaken)
    }
}

fn right(it: Right) -> &'static str {
    match it {
        Right::Authority => "authority",
        Right::Empowered => "empowered",
        Right::Entrusted => "entrusted",
    }
}

fn line_of<T>(it: &Spanned<T>) -> u64 {
    it.referenced.line()
}

/// The store changed between the look and the write.
fn overtaken() -> Error {
    kit::Refusal::conflict("import.overtaken").into()
}
