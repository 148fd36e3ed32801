//! What a matter is by itself: its name, region, national field set, fees and roles.
//! Knows neither its times nor its process.

use kit::{CreditCode, Currency, Lang, RegionCode};

use super::{Check, Finding};
use crate::model::{MESSAGE_VALUES, MessageEvent, law::is_key};

/// How many characters the code of a catalogue entry has.
const CATALOGUE_CODE_LENGTH: usize = 12;
/// A task code: an agency's credit code, its level, a catalogue code.
const TASK_CODE_LENGTH: usize = CREDIT_CODE_LENGTH + 1 + CATALOGUE_CODE_LENGTH;
/// How many characters a credit code has.
pub(super) const CREDIT_CODE_LENGTH: usize = 18;
/// How long a keyword may be.
const KEYWORD_BYTES_MAX: usize = 100;
/// The lowest level of government, a town.
const USE_LEVEL_MAX: u8 = 5;

impl Check<'_> {
    pub(super) fn basics(&mut self) {
        let matter = self.matter;
        let name = self.file.rsplit('/').next().unwrap_or_default();
        if name.strip_suffix(".yaml").is_some_and(|it| it != matter.key) {
            self.wrong_with("key", "file.misnamed", "key", &matter.key);
        }
        if !is_key(&matter.key) {
            self.wrong_with("key", "key.malformed", "key", &matter.key);
        }
        if matter.version == 0 {
            self.wrong("version", "version.zero");
        }
        if matter.keywords.iter().any(|it| it.trim().is_empty() || it.len() > KEYWORD_BYTES_MAX) {
            self.wrong("keywords", "keyword.unfit");
        }
        for (path, n) in [("basis", matter.basis.len()), ("conditions", matter.conditions.len())] {
            if n == 0 {
                self.wrong(path, "list.empty");
            }
        }
        self.messages();
        self.catalogue();
        self.fees();
        self.roles();
    }

    /// Told of what happens, with values that there are, in words that there are.
    fn messages(&mut self) {
        for (event, it) in &self.matter.messages {
            let path = format!("messages.{event}");
            if MessageEvent::ALL.iter().all(|known| known.as_str() != event) {
                let known = MessageEvent::ALL.map(MessageEvent::as_str).join(", ");
                self.wrong_with(&path, "message.unknown", "known", known);
            }
            for (name, words) in [("title", &it.title), ("words", &it.words)] {
                for lang in Lang::all() {
                    let said = words.say(lang);
                    if said.trim().is_empty() {
                        self.wrong_with(format!("{path}.{name}"), "message.empty", "language", lang.tag());
                    }
                    let values = said.split('{').skip(1).map(|it| it.split('}').next().unwrap_or_default());
                    if values.into_iter().any(|it| !MESSAGE_VALUES.contains(&it)) {
                        let known = MESSAGE_VALUES.join(", ");
                        self.wrong_with(format!("{path}.{name}"), "message.value", "known", known);
                    }
                }
            }
        }
    }

    fn catalogue(&mut self) {
        let catalogue = &self.matter.catalogue;
        let Some(region) = RegionCode::parse(&self.matter.region) else {
            return self.wrong_with("region", "region.malformed", "region", &self.matter.region);
        };
        if !is_catalogue_code(&catalogue.catalogue_code) {
            let code = &catalogue.catalogue_code;
            self.wrong_with("catalogue.catalogue_code", "catalogue_code.malformed", "code", code);
        }
        let problem = task_code_problem(&catalogue.task_code, &region, &catalogue.catalogue_code);
        if let Some(code) = problem {
            let finding = Finding::of("catalogue.task_code", code).with("code", &catalogue.task_code);
            self.add(finding.with("region", &region).with("catalogue_code", &catalogue.catalogue_code));
        }
        if !(1..=USE_LEVEL_MAX).contains(&catalogue.use_level) {
            self.wrong_with("catalogue.use_level", "use_level.unknown", "level", catalogue.use_level);
        }
        let doubled =
            (1..catalogue.audience.len()).any(|n| catalogue.audience[..n].contains(&catalogue.audience[n]));
        if catalogue.audience.is_empty() || doubled {
            self.wrong("catalogue.audience", "audience.unfit");
        }
        if (catalogue.visits > 0) != catalogue.visits_reason.is_some() {
            self.wrong("catalogue.visits", "visits.reason");
        }
    }

    fn fees(&mut self) {
        for (n, fee) in self.matter.fees.iter().enumerate() {
            if fee.minor <= 0 {
                self.wrong(format!("fees.{n}.minor"), "fee.not_positive");
            }
            if Currency::parse(&fee.currency).is_none() {
                self.wrong_with(format!("fees.{n}.currency"), "fee.currency", "currency", &fee.currency);
            }
        }
    }

    fn roles(&mut self) {
        let roles = &self.matter.roles;
        self.keys("roles", roles.iter().map(|it| it.key.as_str()));
        if self.matter.guidance.is_some() {
            return;
        }
        let deciders: Vec<_> = (0..roles.len()).filter(|n| roles[*n].decides).collect();
        match deciders.as_slice() {
            [] => self.wrong("roles", "role.none_decides"),
            [_] => {}
            [_, others @ ..] => {
                others.iter().for_each(|n| {
                    self.wrong_with(format!("roles.{n}"), "role.several_decide", "role", &roles[*n].key)
                });
            }
        }
    }
}

/// Twelve digits, of which the last may be the Y of an item that lower levels may divide.
fn is_catalogue_code(it: &str) -> bool {
    let digits = it.strip_suffix('Y').unwrap_or(it);
    it.len() == CATALOGUE_CODE_LENGTH && digits.bytes().all(|b| b.is_ascii_digit())
}

/// What is wrong with a task code 实施编码, if anything.
fn task_code_problem(code: &str, region: &RegionCode, catalogue_code: &str) -> Option<&'static str> {
    if code.len() != TASK_CODE_LENGTH || !code.is_ascii() {
        return Some("task_code.length");
    }
    let (agency, rest) = code.split_at(CREDIT_CODE_LENGTH);
    let Some(agency) = CreditCode::parse(agency).ok().filter(|it| it.as_str() == agency) else {
        return Some("task_code.agency");
    };
    if !region.covers(&agency.region()) && !agency.region().covers(region) {
        return Some("task_code.region");
    }
    let level_is_digit = rest.starts_with(|it: char| it.is_ascii_digit());
    (!level_is_digit || &rest[1..] != catalogue_code).then_some("task_code.catalogue_code")
}
