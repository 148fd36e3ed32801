//! A small district for tests: its bureau, its station, their officials, a shop and its owner.
//! Everything is made by the actions an operator would take.

use calendar::Limit;
use directory::{AgencyKind, NewAgency, NewOfficial, NewPost, Region};
use identity::{Assurance, NewCompany, NewPerson, NewRepresentative};
use kit::{Acting, Actor, AgencyId, CitizenNumber, CreditCode, OfficialId, RegionCode, Result, Time, Words};
use store::{Part, Tx, testing, testing::TestStore};

use crate::{
    actions::{self, NewCase},
    model::{CaseId, Conclusion, Matter, Published, TaskId},
};

pub(super) const MATTER: &str = "food-business-licence";
const FILE: &str = include_str!("../../../../matters/food-business-licence.yaml");

/// Everyone a case needs.
pub(super) struct House {
    pub(super) it: TestStore,
    pub(super) owner: Actor,
    pub(super) stranger: Actor,
    pub(super) clerk: Actor,
    pub(super) inspectors: [Actor; 2],
    pub(super) outsider: Actor,
    pub(super) author: Actor,
    pub(super) publisher: Actor,
    /// Approves and supervises in the bureau.
    pub(super) director: Actor,
    /// Another clerk of the bureau.
    pub(super) colleague: Actor,
}

pub(super) fn parts() -> Vec<Part> {
    let blocks = [
        directory::BLOCK.part,
        identity::BLOCK.part,
        certificates::BLOCK.part,
        files::BLOCK.part,
        notify::BLOCK.part,
        crate::PART,
    ];
    [acts::PART].into_iter().chain(blocks).collect()
}

/// Runs a test in a fresh district on each engine.
pub(super) fn on_both(test: impl Fn(House)) {
    testing::on_both(&parts(), |it| test(build(it)));
}

pub(super) fn matter() -> Matter {
    serde_saphyr::from_str(FILE).unwrap()
}

pub(super) fn by() -> Actor {
    Actor::system("test")
}

fn words(text: &str) -> Words {
    Words { zh: text.to_owned(), en: text.to_owned() }
}

fn build(it: TestStore) -> House {
    let regions = [("99", "p"), ("9901", "c"), ("990102", "镜湖区"), ("990102001", "t"), ("990103", "d")];
    let regions = regions.map(|(code, name)| Region {
        code: RegionCode::parse(code).unwrap(),
        name: name.to_owned(),
        name_en: None,
    });
    directory::put_regions(&it.store, &by(), "demo", regions.to_vec(), &mut |_| ()).unwrap();
    let made = it.store.write(|tx| {
        let published = Published::new(matter())?;
        actions::publish_matter(tx, &by(), &published)?;
        certificates::define_type(tx, &by(), &actions::certificate_type(&published.matter)?.unwrap())?;
        let bureau = found(tx, "990102", 1)?;
        let station = found(tx, "990102001", 2)?;
        let other = found(tx, "990103", 3)?;
        let district = RegionCode::parse("990102").unwrap();
        actions::assign_competence(tx, &by(), (MATTER, "bureau"), &district, &bureau)?;
        actions::assign_competence(tx, &by(), (MATTER, "station"), &district, &station)?;
        let agency = directory::agency(tx, &bureau)?;
        let issuer = certificates::Issuer {
            id: agency.id,
            code: agency.code,
            name: agency.name,
            region: agency.region,
        };
        certificates::make_key(tx, &by(), &issuer, certificates::Effect::Demonstration)?;
        let all = ["case.accept", "case.examine", "case.decide", "case.deliver", "certificate.revoke"];
        let clerk = seat(tx, &bureau, &all)?;
        let inspectors = [seat(tx, &station, &["case.inspect"])?, seat(tx, &station, &["case.inspect"])?];
        let outsider = seat(tx, &other, &all)?;
        let director = seat(tx, &bureau, &["case.approve_extension", "case.supervise"])?;
        let colleague = seat(tx, &bureau, &all)?;
        let writers = [seat(tx, &bureau, &["matter.author"])?, seat(tx, &bureau, &["matter.publish"])?];
        Ok((owner(tx, 1)?, owner(tx, 3)?, clerk, inspectors, outsider, director, colleague, writers))
    });
    let (owner, stranger, clerk, inspectors, outsider, director, colleague, writers) = made.wait().unwrap();
    let [author, publisher] = writers;
    House { it, owner, stranger, clerk, inspectors, outsider, director, colleague, author, publisher }
}

pub(super) fn found(tx: &mut Tx<'_>, region: &str, n: u32) -> Result<AgencyId> {
    let code = CreditCode::made("11", &RegionCode::parse("990102").unwrap(), &format!("T{n:07}")).unwrap();
    let region = RegionCode::parse(region).unwrap();
    let level = region.level();
    let new = NewAgency {
        code,
        name: words("agency"),
        region,
        level,
        kind: AgencyKind::Authority,
        supervisor: None,
    };
    directory::found_agency(tx, &by(), &new)
}

pub(super) fn seat(tx: &mut Tx<'_>, agency: &AgencyId, powers: &[&str]) -> Result<Actor> {
    let powers: Vec<String> = powers.iter().map(|&it| it.to_owned()).collect();
    let post = directory::open_post(
        tx,
        &by(),
        &NewPost { agency: agency.clone(), name: words("post"), powers: powers.clone() },
    )?;
    let official =
        directory::appoint_official(tx, &by(), &NewOfficial { name: "某某".to_owned(), number: None })?;
    directory::assign_post(tx, &by(), &official, &post)?;
    let region = directory::agency(tx, agency)?.region;
    Ok(Actor::official_is(Acting { official, post, agency: agency.clone(), region, powers }))
}

pub(super) fn owner(tx: &mut Tx<'_>, n: u16) -> Result<Actor> {
    let district = RegionCode::parse("990102").unwrap();
    let number = CitizenNumber::made(&district, (1990, 1, 1), n).unwrap();
    let new = NewPerson {
        name: "王建平".to_owned(),
        number: Some(number),
        phone: None,
        assurance: Assurance::Verified,
    };
    let person = identity::register_person(tx, &by(), &new)?;
    let code = CreditCode::made("91", &district, &format!("MA99{n:04}")).unwrap();
    let company = identity::register_company(tx, &by(), &NewCompany { name: "老王面馆".to_owned(), code })?;
    let since = tx.now();
    let new = NewRepresentative {
        company: company.subject.clone(),
        person: person.id.clone(),
        since,
        until: None,
        evidence: "register".to_owned(),
    };
    identity::name_representative(tx, &by(), &new)?;
    let mut actor = Actor::person_is(person.id, person.subject);
    actor.acting_for = Some(company.subject);
    Ok(actor)
}

/// What the owner types; `without` leaves fields out, `with` adds or replaces them.
pub(super) fn typed(without: &[&str], with: &[(&str, &str)]) -> Vec<(String, String)> {
    const FIELDS: &[(&str, &str)] = &[
        ("operator_name", "老王面馆"),
        ("credit_code", "91350100M000100Y43"),
        ("legal_person", "王建平"),
        ("residence", "湖滨路32号"),
        ("contact_phone", "19900000002"),
        ("place", "990102001"),
        ("premises_address", "湖滨路32号"),
        ("area", "86.5"),
        ("business_kind", "catering"),
        ("business_items", "hot"),
        ("central_kitchen", "no"),
        ("network_sale", "no"),
        ("manager_name", "王建平"),
        ("manager_number", "11010519491231002X"),
        ("manager_phone", "19900000002"),
        ("staff", "6"),
        ("layout_plan", "counter"),
        ("rules_list", "counter"),
        ("truthful", "yes"),
    ];
    let kept =
        FIELDS.iter().filter(|(name, _)| !without.contains(name) && !with.iter().any(|it| it.0 == *name));
    kept.chain(with).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

impl House {
    pub(super) fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.it.store.write(f).wait()
    }

    pub(super) fn answers(&self, typed: &[(String, String)]) -> forms::Answers {
        let reading = matter().form.read(typed, forms::Date::from_ymd(2026, 11, 23).unwrap());
        assert_eq!(reading.flaws, []);
        reading.answers
    }

    pub(super) fn apply(&self, typed: &[(String, String)]) -> CaseId {
        let (owner, answers) = (self.owner.clone(), self.answers(typed));
        let submitted = self.write(move |tx| {
            let version = actions::current_matter(tx, MATTER)?.0;
            actions::submit(
                tx,
                &owner,
                &NewCase { matter: MATTER.to_owned(), answers: answers.clone(), version },
            )
        });
        submitted.unwrap().id
    }

    pub(super) fn view(&self, id: &CaseId) -> actions::CaseView {
        let (owner, id) = (self.owner.clone(), id.clone());
        self.it.store.read(move |read| actions::own_case(read, &owner, &id)).wait().unwrap()
    }

    pub(super) fn task(&self, id: &CaseId, duty: &str) -> TaskId {
        let view = self.view(id);
        let open = view.tasks.iter().find(|it| it.task.ended_at.is_none() && it.task.duty == duty);
        open.unwrap_or_else(|| panic!("no open task to {duty}")).task.id.clone()
    }

    pub(super) fn conclude(&self, by: &Actor, id: &CaseId, conclusion: Conclusion) -> Result<()> {
        // A second later, so that what follows stands after what came before.
        self.it.clock.set(self.it.store.now().plus_ms(1_000));
        let (by, task) = (by.clone(), self.task(id, conclusion.duty()));
        self.write(move |tx| actions::conclude(tx, &by, &task, &conclusion))
    }

    /// Appoints both inspectors and moves the clock past the visit.
    pub(super) fn visit(&self, id: &CaseId) {
        let officials: [OfficialId; 2] =
            self.inspectors.each_ref().map(|it| it.acting().unwrap().official.clone());
        let (by, task) = (self.inspectors[0].clone(), self.task(id, "inspect"));
        let at = self.it.store.now().plus_ms(3_600_000);
        self.write(move |tx| actions::appoint(tx, &by, &task, at, officials.clone())).unwrap();
        self.it.clock.set(at.plus_ms(3_600_000));
    }

    pub(super) fn inspected(&self, id: &CaseId, failing: Option<&str>) -> Result<()> {
        let findings =
            matter().inspection.iter().map(|it| (it.key.clone(), Some(it.key.as_str()) != failing)).collect();
        let words = "现场核查完成".to_owned();
        self.conclude(&self.inspectors[0], id, Conclusion::Inspected { findings, words })
    }

    /// Everything up to the decision.
    pub(super) fn ready_to_decide(&self, failing: Option<&str>) -> CaseId {
        let id = self.apply(&typed(&[], &[]));
        self.conclude(&self.clerk, &id, Conclusion::Accepted).unwrap();
        self.conclude(&self.clerk, &id, Conclusion::Examined { complete: true, words: String::new() })
            .unwrap();
        self.visit(&id);
        self.inspected(&id, failing).unwrap();
        id
    }

    pub(super) fn kinds(&self, id: &CaseId) -> Vec<String> {
        let id = id.as_str().to_owned();
        let acts = self.it.store.read(move |read| acts::history(read, &id)).wait().unwrap();
        acts.into_iter().map(|it| it.kind).collect()
    }

    pub(super) fn notices(&self, id: &CaseId) -> Vec<&'static str> {
        self.view(id).notices.iter().map(|it| it.kind.as_str()).collect()
    }
}

/// A limit of working days.
pub(super) fn days(n: u32) -> Limit {
    Limit::new(n, calendar::Unit::WorkingDays).unwrap()
}

/// A moment so many days later.
pub(super) fn later(at: Time, n_days: i64) -> Time {
    at.plus_ms(n_days * 86_400_000)
}
