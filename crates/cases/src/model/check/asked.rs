//! What is asked and handed in: the form, the place, the materials, and the face of the certificate made of it.
//! Knows no rule and no process.

use std::collections::{BTreeMap, BTreeSet};

use forms::{Kind, Page, Question};
use kit::{CreditCode, RegionCode};
use rules::{Core, Engine as _};

use super::{Area, Check, Finding, basics::CREDIT_CODE_LENGTH};
use crate::model::{law::is_key, matter::MaterialSource, published::FACT_NAMES};

/// The three digits of a certificate type's sequence.
const SEQUENCE_LENGTH: usize = 3;

/// What registers hold, so that a question can be filled from it.
const SOURCES: [(&str, &str); 7] = [
    ("people", "name"),
    ("people", "number"),
    ("people", "phone"),
    ("companies", "name"),
    ("companies", "code"),
    ("companies", "legal_representative"),
    ("companies", "address"),
];

impl<'a> Check<'a> {
    pub(super) fn asked(&mut self) {
        for it in self.matter.form.check() {
            let finding = Finding::of(self.form_path(&it.place, it.code), it.code);
            self.add(finding.found_by(Area::Form, it.args));
        }
        self.questions();
        self.place_question();
        self.materials();
        self.certificate();
        self.declaration();
    }

    /// Where a problem of the form stands in the file: `shop.name.label` becomes `form.pages.1.questions.0.label`.
    fn form_path(&self, place: &str, code: &str) -> String {
        // Of two with one key, the second is the one too many.
        let is_of_key = code.starts_with("key.");
        let last = |path: String| if is_of_key { format!("{path}.key") } else { path };
        let mut parts = place.split('.');
        let form = &self.matter.form;
        let Some(page) = parts.next().and_then(|key| form.pages.iter().rposition(|it| it.key == key)) else {
            return "form.pages".to_owned();
        };
        let mut path = format!("form.pages.{page}");
        let Some(next) = parts.next() else { return last(path) };
        let Some(n) = form.pages[page].questions.iter().rposition(|it| it.key == next) else {
            return format!("{path}.{next}");
        };
        path.push_str(&format!(".questions.{n}"));
        let options = form.pages[page].questions[n].kind.options();
        for part in parts {
            match options.iter().rposition(|it| it.key == part) {
                Some(n) => path.push_str(&format!(".options.{n}")),
                None => path.push_str(&format!(".{part}")),
            }
        }
        last(path)
    }

    /// Every question with its page and path.
    pub(super) fn each_question(&self) -> Vec<(String, &'a Page, &'a Question)> {
        let pages = self.matter.form.pages.iter().enumerate();
        let questions = pages.flat_map(|(n, page)| {
            let all = page.questions.iter().enumerate();
            all.map(move |(m, it)| (format!("form.pages.{n}.questions.{m}"), page, it))
        });
        questions.collect()
    }

    fn questions(&mut self) {
        for (path, _, it) in self.each_question() {
            if FACT_NAMES.contains(&it.key.as_str()) {
                self.wrong_with(format!("{path}.key"), "question.reserved", "key", &it.key);
            }
            if it.kind.is_personal() && !it.personal {
                self.wrong_with(&path, "question.not_personal", "key", &it.key);
            }
            if it.personal && it.why.is_none() {
                self.wrong_with(&path, "question.no_why", "key", &it.key);
            }
            if let Some(expression) = &it.computed
                && let Err(problem) = Core.read(expression)
            {
                let finding = Finding::of(format!("{path}.computed"), problem.code);
                self.add(finding.found_by(Area::Table, problem.args));
            }
            if let Some(source) = &it.source
                && !SOURCES.contains(&(source.register.as_str(), source.field.as_str()))
            {
                let wanted = format!("{}.{}", source.register, source.field);
                self.wrong_with(format!("{path}.source"), "question.source", "source", wanted);
            }
        }
    }

    /// The place is always asked, and lies where the matter holds.
    fn place_question(&mut self) {
        let key = &self.matter.place_question;
        let path = "place_question";
        let Some((asked, page, question)) = self.each_question().into_iter().find(|it| it.2.key == *key)
        else {
            return self.wrong_with(path, "place.unknown", "question", key);
        };
        if question.optional || question.when.is_some() || page.when.is_some() {
            self.wrong_with(&asked, "place.not_always", "question", key);
        }
        let Kind::Region { within, .. } = &question.kind else {
            return self.wrong_with(path, "place.wrong_kind", "question", key);
        };
        let region = RegionCode::parse(&self.matter.region);
        let within = within.as_deref().and_then(RegionCode::parse);
        if let Some(region) = region
            && !within.is_some_and(|it| region.covers(&it))
        {
            self.wrong_with(&asked, "place.outside", "region", region);
        }
    }

    /// What the applicant has is asked for, and nothing else.
    fn materials(&mut self) {
        let materials = &self.matter.materials;
        self.keys("materials", materials.iter().map(|it| it.key.as_str()));
        let asked: BTreeMap<_, _> =
            self.each_question().into_iter().map(|it| (it.2.key.as_str(), it.2)).collect();
        let mut taken = BTreeSet::new();
        for (n, it) in materials.iter().enumerate() {
            let path = format!("materials.{n}");
            match (&it.question, it.source) {
                (Some(_), MaterialSource::Held) => {
                    self.wrong_with(&path, "material.asked_though_held", "key", &it.key)
                }
                (Some(_), MaterialSource::Form) => {
                    self.wrong_with(&path, "material.form_asked", "key", &it.key)
                }
                (None, MaterialSource::Applicant) => {
                    self.wrong_with(&path, "material.not_asked", "key", &it.key)
                }
                (None, _) => {}
                (Some(key), MaterialSource::Applicant) => {
                    let question = asked.get(key.as_str());
                    let path = format!("{path}.question");
                    match question.map(|it| &it.kind) {
                        None => self.wrong_with(path, "material.question_unknown", "question", key),
                        Some(Kind::Material { .. }) if taken.insert(key.as_str()) => {}
                        Some(Kind::Material { .. }) => {
                            self.wrong_with(path, "material.question_doubled", "question", key)
                        }
                        Some(_) => self.wrong_with(path, "material.question_kind", "question", key),
                    }
                }
            }
            if (it.source == MaterialSource::Applicant) != (it.copies > 0)
                && it.source != MaterialSource::Form
            {
                self.wrong_with(format!("{path}.copies"), "material.copies", "key", &it.key);
            }
        }
        for (path, _, it) in self.each_question() {
            if matches!(it.kind, Kind::Material { .. }) && !taken.contains(it.key.as_str()) {
                self.wrong_with(path, "question.without_material", "key", &it.key);
            }
        }
    }

    fn certificate(&mut self) {
        let Some(certificate) = &self.matter.result.certificate else { return };
        if !is_type_code(&certificate.type_code) {
            let code = &certificate.type_code;
            self.wrong_with("result.certificate.type_code", "certificate.type_code", "code", code);
        }
        if !is_key(&certificate.key) {
            self.wrong_with("result.certificate.key", "key.malformed", "key", &certificate.key);
        }
        self.keys("result.certificate.face", certificate.face.iter().map(|it| it.key.as_str()));
        if certificate.face.is_empty() {
            self.wrong("result.certificate.face", "list.empty");
        }
        for (n, it) in certificate.face.iter().enumerate() {
            let path = format!("result.certificate.face.{n}");
            match self.matter.form.question(&it.question) {
                None => self.wrong_with(
                    format!("{path}.question"),
                    "face.question_unknown",
                    "question",
                    &it.question,
                ),
                Some(asked) if asked.personal && it.public => {
                    self.wrong_with(
                        format!("{path}.public"),
                        "face.personal_public",
                        "question",
                        &it.question,
                    );
                }
                Some(asked) if matches!(asked.kind, Kind::Material { .. } | Kind::Declaration) => {
                    self.wrong_with(
                        format!("{path}.question"),
                        "face.question_kind",
                        "question",
                        &it.question,
                    );
                }
                Some(_) => {}
            }
        }
    }

    /// The applicant answers for the truth of what is said (行政许可法 §31): one declaration that is always asked.
    fn declaration(&mut self) {
        let always = |page: &Page, it: &Question| !it.optional && it.when.is_none() && page.when.is_none();
        let all = self.each_question();
        if !all.iter().any(|(_, page, it)| matches!(it.kind, Kind::Declaration) && always(page, it)) {
            self.wrong("form", "declaration.none");
        }
    }
}

/// The credit code of the authority that defines the type, and three digits.
fn is_type_code(code: &str) -> bool {
    if code.len() != CREDIT_CODE_LENGTH + SEQUENCE_LENGTH || !code.is_ascii() {
        return false;
    }
    let (definer, sequence) = code.split_at(CREDIT_CODE_LENGTH);
    CreditCode::parse(definer).is_ok_and(|it| it.as_str() == definer)
        && sequence.bytes().all(|it| it.is_ascii_digit())
}
