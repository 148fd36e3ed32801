//! A matter that only guides 只作指引: it says how it is done, and nothing that belongs to an application here.
//! A matter one can apply for has all of that instead.

use super::{Check, Finding};

impl Check<'_> {
    /// Nothing is asked, decided or drawn where one cannot apply.
    pub(super) fn guided(&mut self) {
        for (field, is_there) in self.parts() {
            if is_there {
                self.wrong_with(field, "guidance.and_application", "field", field);
            }
        }
        let has = [
            ("inspection", !self.matter.inspection.is_empty()),
            ("result.certificate", self.matter.result.certificate.is_some()),
            ("clocks.inspection", self.matter.clocks.inspection.is_some()),
        ];
        for (field, _) in has.into_iter().filter(|it| it.1) {
            self.wrong_with(field, "guidance.and_application", "field", field);
        }
        if self.matter.guidance.as_ref().is_some_and(|it| it.steps.is_empty()) {
            self.wrong("guidance.steps", "list.empty");
        }
        for (n, it) in self.matter.materials.iter().enumerate() {
            if it.question.is_some() {
                self.wrong_with(
                    format!("materials.{n}.question"),
                    "guidance.and_application",
                    "field",
                    "question",
                );
            }
        }
    }

    /// Whether a part is missing that an application here needs; says which.
    pub(super) fn lacks_parts(&mut self) -> bool {
        let missing: Vec<_> = self.parts().into_iter().filter(|it| !it.1).map(|it| it.0).collect();
        for field in &missing {
            // A part that holds nothing is as good as missing.
            let (path, name) = match *field {
                "form" => ("form", "pages"),
                "flow" => ("flow", "nodes"),
                field => ("", field),
            };
            self.add(Finding::of(path, "schema.missing_field").with("field", name));
        }
        !missing.is_empty()
    }

    /// The parts of a file that an application needs, each with whether it is there.
    fn parts(&self) -> [(&'static str, bool); 6] {
        let matter = self.matter;
        [
            ("roles", !matter.roles.is_empty()),
            ("form", !matter.form.pages.is_empty()),
            ("place_question", !matter.place_question.is_empty()),
            ("tables", !matter.tables.is_empty()),
            ("flow", !matter.flow.nodes.is_empty()),
            ("result", !matter.result.table.is_empty()),
        ]
    }
}
