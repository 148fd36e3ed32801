//! What an official posted about a task, read into a conclusion.
//! Says only what the page did not let them say; the conclusion checks itself.

use std::collections::BTreeMap;

use kit::{Flaw, Refusal, Result};
use web::Posted;

use crate::model::{Conclusion, Matter, Settled};

/// The conclusion of a duty, or everything that was not answered.
pub(super) fn conclusion(duty: &str, matter: &Matter, posted: &Posted) -> Result<Conclusion> {
    match duty {
        "accept" => acceptance(posted),
        "examine" => match yes(posted.get("complete")) {
            Some(complete) => Ok(Conclusion::Examined { complete, words: posted.get("words").to_owned() }),
            None => Err(Refusal::invalid("complete", "conclusion.complete").into()),
        },
        "inspect" => {
            let (findings, words) = inspection(matter, posted)?;
            Ok(Conclusion::Inspected { findings, words })
        }
        "verify" => {
            let (findings, words) = inspection(matter, posted)?;
            Ok(Conclusion::Verified { findings, words })
        }
        "revoke" => Ok(Conclusion::Revoked { words: posted.get("words").to_owned() }),
        "settle" => match Settled::parse(posted.get("outcome")) {
            Some(settled) => {
                let words = posted.get(&format!("{}_words", settled.as_str())).to_owned();
                Ok(Conclusion::Settled { settled, words })
            }
            None => Err(Refusal::invalid("outcome", "conclusion.outcome").into()),
        },
        "decide" => match posted.get("outcome") {
            "granted" => {
                Ok(Conclusion::Decided { granted: true, words: posted.get("granted_words").to_owned() })
            }
            "refused" => {
                Ok(Conclusion::Decided { granted: false, words: posted.get("refused_words").to_owned() })
            }
            _ => Err(Refusal::invalid("outcome", "conclusion.outcome").into()),
        },
        Conclusion::REVIEW => match posted.get("outcome") {
            "agreed" => Ok(Conclusion::Reviewed { agreed: true, words: String::new() }),
            "objected" => Ok(Conclusion::Reviewed { agreed: false, words: posted.get("words").to_owned() }),
            _ => Err(Refusal::invalid("outcome", "conclusion.outcome").into()),
        },
        "deliver" => Ok(Conclusion::Delivered { way: posted.get("way").to_owned() }),
        _ => Err(Refusal::conflict("task.other_duty").into()),
    }
}

/// The field of the page that a flaw, or a refusal by its code, is about.
pub(super) fn field_of(duty: &str, posted: &Posted, about: &str) -> String {
    let field = match (duty, about) {
        ("accept", "words") if posted.get("outcome") == "correction" => "correction_words",
        ("accept", "words") => "not_accepted_words",
        ("settle", "words") if posted.get("outcome") == "not_accepted" => "not_accepted_words",
        ("decide" | "settle", "words") if posted.get("outcome") == "granted" => "granted_words",
        ("settle", "words") => "refused_words",
        ("decide", "words") => "refused_words",
        (_, "outcome" | "items" | "words" | "complete" | "way") => about,
        (_, it) if it.starts_with("finding.") => about,
        ("accept" | "decide" | "settle" | "review", _) => "outcome",
        ("examine", _) => "complete",
        ("deliver", _) => "way",
        _ => "words",
    };
    field.to_owned()
}

/// The name of the field for an item of an inspection.
pub(super) fn finding_field(key: &str) -> String {
    format!("finding.{key}")
}

fn acceptance(posted: &Posted) -> Result<Conclusion> {
    match posted.get("outcome") {
        "accepted" => Ok(Conclusion::Accepted),
        "correction" => {
            let items = posted.all("items").chain(posted.all("questions")).map(str::to_owned);
            let words = posted.get("correction_words").to_owned();
            Ok(Conclusion::Correction { items: items.collect(), words })
        }
        "not_accepted" => Ok(Conclusion::NotAccepted { words: posted.get("not_accepted_words").to_owned() }),
        _ => Err(Refusal::invalid("outcome", "conclusion.outcome").into()),
    }
}

fn inspection(matter: &Matter, posted: &Posted) -> Result<(BTreeMap<String, bool>, String)> {
    let (mut findings, mut flaws) = (BTreeMap::new(), Vec::new());
    for it in &matter.inspection {
        let field = finding_field(&it.key);
        match posted.get(&field) {
            "pass" => drop(findings.insert(it.key.clone(), true)),
            "fail" => drop(findings.insert(it.key.clone(), false)),
            _ => flaws.push(Flaw::of(field, "conclusion.finding")),
        }
    }
    let words = posted.get("words").to_owned();
    match flaws.is_empty() {
        true => Ok((findings, words)),
        false => Err(Refusal::flawed(flaws).into()),
    }
}

fn yes(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
