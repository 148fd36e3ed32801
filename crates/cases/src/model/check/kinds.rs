//! The kind of process of a matter: what each kind asks of the file, and what it has no use for.
//! The order of steps is the process's check.

use forms::Kind;

use super::Check;
use crate::model::{Handling, ProcessKind, Within};

impl Check<'_> {
    pub(super) fn kinds(&mut self) {
        let process = &self.matter.process;
        let is_at_once = process.kind != ProcessKind::Ordinary;
        let handling = self.matter.catalogue.handling;
        if process.kind == ProcessKind::Immediate && handling != Handling::Immediate {
            self.wrong("catalogue.handling", "process.handling");
        }
        if is_at_once != self.has_duty("settle") {
            self.wrong("process.kind", if is_at_once { "process.no_settle" } else { "process.settle" });
        }
        for duty in ["accept", "examine", "inspect", "decide", "deliver"] {
            if is_at_once && self.has_duty(duty) {
                self.wrong_with("flow", "process.duty", "duty", duty);
            }
        }
        if process.automatic.is_some() && process.kind != ProcessKind::Immediate {
            self.wrong("process.automatic", "process.automatic");
        }
        let is_promise = process.kind == ProcessKind::PromiseFirst;
        match &process.promise {
            Some(promise) if is_promise => {
                if promise.terms.is_empty() {
                    self.wrong("process.promise.terms", "list.empty");
                }
                let signs = self.each_question().into_iter().any(|(_, page, it)| {
                    let always = !it.optional && it.when.is_none() && page.when.is_none();
                    it.key == promise.question && matches!(it.kind, Kind::Declaration) && always
                });
                if !signs {
                    let question = promise.question.clone();
                    self.wrong_with("process.promise.question", "promise.question", "question", question);
                }
                for (path, it) in
                    [("inspect_within", &promise.inspect_within), ("mend_within", &promise.mend_within)]
                {
                    self.within(&format!("process.promise.{path}"), it);
                }
            }
            Some(_) => self.wrong("process.promise", "promise.unused"),
            None if is_promise => self.wrong("process", "promise.missing"),
            None => {}
        }
        for duty in ["verify", "revoke"] {
            if is_promise != self.has_duty(duty) {
                self.wrong_with("flow", "promise.duty", "duty", duty);
            }
        }
    }

    fn within(&mut self, path: &str, it: &Within) {
        if it.limit.n() == 0 {
            self.wrong(format!("{path}.limit"), "deadline.zero");
        }
    }
}
