//! Makes the city happen: regions, agencies, posts, officials, people, companies, accounts and one-click roles.
//! Every one of them by the action an operator would take.

use std::collections::BTreeMap;

use directory::{AgencyKind, NewAgency, NewOfficial, NewPost, Region};
use identity::{AccountId, Assurance, DemoRole, NewCompany, NewPerson, NewRepresentative, Owner, Person};
use kit::{
    Acting, Actor, AgencyId, CitizenNumber, CreditCode, Error, OfficialId, PostId, RegionCode, Result,
    SubjectId, Words,
};
use store::{Store, Tx};

use super::{
    city::{AGENCIES, AgencyFacts, COMPANIES, PEOPLE, REGIONS, ROLES, Right, RoleFacts, Whose},
    departments::{DEPARTMENTS, DISTRICTS, Place, Standing, official},
};

/// A post with its official, agency and powers.
pub(super) type Post = (PostId, OfficialId, AgencyId, RegionCode, &'static [&'static str]);

/// Who is in the city, by the keys of its facts.
#[derive(Clone, Default)]
pub(super) struct Cast {
    pub(super) agencies: BTreeMap<String, AgencyId>,
    pub(super) posts: BTreeMap<String, Post>,
    pub(super) people: BTreeMap<&'static str, Person>,
    pub(super) companies: BTreeMap<&'static str, (SubjectId, &'static str)>,
    accounts: BTreeMap<String, AccountId>,
}

impl Cast {
    /// The official at a post.
    pub(super) fn official(&self, post: &str) -> Actor {
        let (post, official, agency, region, powers) = self.posts[post].clone();
        let powers = powers.iter().map(|&it| it.to_owned()).collect();
        Actor::official_is(Acting { official, post, agency, region, powers })
    }

    /// A person, for themselves.
    pub(super) fn person(&self, key: &str) -> Actor {
        let person = &self.people[key];
        Actor::person_is(person.id.clone(), person.subject.clone())
    }

    /// The person who speaks for a company, speaking for it.
    pub(super) fn owner(&self, company: &str) -> Actor {
        let (subject, owner) = &self.companies[company];
        let person = &self.people[owner];
        let mut actor = Actor::person_is(person.id.clone(), person.subject.clone());
        actor.acting_for = Some(subject.clone());
        actor
    }
}

/// Who does all this: the one who sets a city up.
pub(super) fn founder() -> Actor {
    Actor::system("demonstration")
}

/// Makes the city; `tell` hears what is being made.
pub(super) fn found(store: &Store) -> Result<Cast> {
    let regions = REGIONS.iter().map(|(code, zh, en)| {
        Ok(Region { code: region(code)?, name: (*zh).to_owned(), name_en: Some((*en).to_owned()) })
    });
    directory::put_regions(store, &founder(), "demo", regions.collect::<Result<_>>()?, &mut |_| ())?;
    let password =
        identity::hash_password(&store.secret().map(|it| format!("{it:02x}")).concat(), store.secret())?;
    store.write(move |tx| settle(tx, &password)).wait()
}

fn settle(tx: &mut Tx<'_>, password: &str) -> Result<Cast> {
    let mut cast = Cast::default();
    for (n, facts) in AGENCIES.iter().enumerate() {
        found_agency(tx, &mut cast, n, facts, password)?;
    }
    found_departments(tx, &mut cast, password)?;
    for (n, (key, name, birth, phone)) in PEOPLE.iter().enumerate() {
        let number = made_number("990102", *birth, n as u16 * 2 + 1)?;
        let new = NewPerson {
            name: (*name).to_owned(),
            number: Some(number),
            phone: Some((*phone).to_owned()),
            assurance: Assurance::Verified,
        };
        let person = identity::register_person(tx, &founder(), &new)?;
        let account = identity::make_account(
            tx,
            &founder(),
            &format!("demo-{key}"),
            password,
            Owner::Person(person.id.clone()),
        )?;
        cast.accounts.insert((*key).to_owned(), account);
        cast.people.insert(key, person);
    }
    for (key, name, organisation, owner) in COMPANIES {
        let code = CreditCode::made("91", &region("990102")?, organisation)
            .map_err(|it| broken(&format!("{it:?}")))?;
        let company =
            identity::register_company(tx, &founder(), &NewCompany { name: (*name).to_owned(), code })?;
        let new = NewRepresentative {
            company: company.subject.clone(),
            person: cast.people[owner].id.clone(),
            since: tx.now(),
            until: None,
            evidence: "register of legal persons".to_owned(),
        };
        identity::name_representative(tx, &founder(), &new)?;
        cast.companies.insert(key, (company.subject, owner));
    }
    ROLES.iter().enumerate().try_for_each(|(n, it)| put_role(tx, &cast, n, it))?;
    Ok(cast)
}

fn found_agency(tx: &mut Tx<'_>, cast: &mut Cast, n: usize, it: &AgencyFacts, password: &str) -> Result<()> {
    let region = region(it.region)?;
    let code = made_code(it.region, &format!("D{n:07}"))?;
    let kind = match it.right {
        Right::Authority => AgencyKind::Authority,
        Right::Empowered => AgencyKind::Empowered,
        Right::For(principal) => AgencyKind::Entrusted { principal: cast.agencies[principal].clone() },
    };
    let new = NewAgency {
        code,
        name: words(it.name),
        level: region.level(),
        region: region.clone(),
        kind,
        supervisor: None,
    };
    let agency = directory::found_agency(tx, &founder(), &new)?;
    for post in it.posts {
        let post = (post.key.to_owned(), post.name, post.powers, post.holder);
        fill_post(tx, cast, (&agency, &region), post, password)?;
    }
    cast.agencies.insert(it.key.to_owned(), agency);
    Ok(())
}

/// The departments that every district has.
fn found_departments(tx: &mut Tx<'_>, cast: &mut Cast, password: &str) -> Result<()> {
    let mut n_officials = 0;
    for district in &DISTRICTS {
        for (n, it) in DEPARTMENTS.iter().enumerate() {
            let (at, zh, en) = match it.place {
                Place::District(zh, en) => {
                    (district.region, format!("{}{zh}", district.name.0), format!("{} {en}", district.name.1))
                }
                Place::Town => (district.town.0, district.town.1.to_owned(), district.town.2.to_owned()),
                Place::Community => {
                    (district.community.0, district.community.1.to_owned(), district.community.2.to_owned())
                }
            };
            let key = |suffix: &str| format!("{}-{suffix}", district.key);
            let kind = match it.standing {
                Standing::Own => AgencyKind::Authority,
                Standing::Empowered => AgencyKind::Empowered,
                Standing::For(it) => AgencyKind::Entrusted { principal: cast.agencies[&key(it)].clone() },
            };
            let region = region(at)?;
            let code = made_code(at, &format!("E{n:07}"))?;
            let level = region.level();
            let new = NewAgency {
                code,
                name: Words { zh, en },
                region: region.clone(),
                level,
                kind,
                supervisor: None,
            };
            let agency = directory::found_agency(tx, &founder(), &new)?;
            for (post, zh, en, powers) in it.posts {
                let holder = official(n_officials);
                n_officials += 1;
                let post = (format!("{}-{post}", key(it.key)), (*zh, *en), *powers, holder.as_str());
                fill_post(tx, cast, (&agency, &region), post, password)?;
            }
            cast.agencies.insert(key(it.key), agency);
        }
    }
    Ok(())
}

/// The credit code of an agency in a region.
fn made_code(at: &str, body: &str) -> Result<CreditCode> {
    let digits: String = at.chars().chain("000000".chars()).take(6).collect();
    CreditCode::made("11", &region(&digits)?, body).map_err(|it| broken(&format!("{it:?}")))
}

fn fill_post(
    tx: &mut Tx<'_>,
    cast: &mut Cast,
    (agency, region): (&AgencyId, &RegionCode),
    (key, name, powers, holder): (String, (&str, &str), &'static [&'static str], &str),
    password: &str,
) -> Result<()> {
    let may = powers.iter().map(|&it| it.to_owned()).collect();
    let new = NewPost { agency: agency.clone(), name: words(name), powers: may };
    let post = directory::open_post(tx, &founder(), &new)?;
    let official =
        directory::appoint_official(tx, &founder(), &NewOfficial { name: holder.to_owned(), number: None })?;
    directory::assign_post(tx, &founder(), &official, &post)?;
    let login = format!("demo-{key}");
    let account =
        identity::make_account(tx, &founder(), &login, password, Owner::Official(official.clone()))?;
    cast.accounts.insert(key.clone(), account);
    cast.posts.insert(key, (post, official, agency.clone(), region.clone(), powers));
    Ok(())
}

fn put_role(tx: &mut Tx<'_>, cast: &Cast, n: usize, it: &RoleFacts) -> Result<()> {
    let (account, post, acting_for) = match it.who {
        Whose::Person(key) => (key, None, None),
        Whose::For(key, company) => (key, None, Some(cast.companies[company].0.clone())),
        Whose::Post(key) => (key, Some(cast.posts[key].0.clone()), None),
    };
    identity::put_demo_role(
        tx,
        &DemoRole {
            key: it.key.to_owned(),
            account: cast.accounts[account].clone(),
            post,
            acting_for,
            title: words(it.title),
            task: words(it.task),
            landing: it.landing.to_owned(),
            place: n as i64,
        },
    )
}

fn made_number(region6: &str, birth: (u16, u8, u8), sequence: u16) -> Result<CitizenNumber> {
    CitizenNumber::made(&region(region6)?, birth, sequence).map_err(|it| broken(&format!("{it:?}")))
}

pub(super) fn region(code: &str) -> Result<RegionCode> {
    RegionCode::parse(code).ok_or_else(|| broken(code))
}

fn words((zh, en): (&str, &str)) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

fn broken(what: &str) -> Error {
    Error::fault(format!("the demonstration's facts are broken: {what}"))
}
