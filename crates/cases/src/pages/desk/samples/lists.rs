//! The lists of the desk in each state: an agency's cases, many concluded at once, the work of a team.
//! Made of the tasks of the fixture.

use kit::{Id128, Lang, OfficialId, Words, t};
use maud::Markup;
use web::Sample;

use super::{
    fixture::{House, NOW},
    flaws, frame, whole,
};
use crate::{
    actions::{BulkPage, CasesPage, Member, Team},
    model::{Bulk, CasesAsked, DeskFilter, DeskFilterId, Standing},
    pages::desk::{
        bulk::{self, BulkView},
        cases::{self, CasesView},
        team,
    },
};

pub(super) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "cases-desk-cases", render: cases_listed },
        Sample { name: "cases-desk-cases-empty", render: cases_empty },
        Sample { name: "cases-desk-cases-found", render: cases_found },
        Sample { name: "cases-desk-cases-error", render: cases_error },
        Sample { name: "cases-desk-cases-name-error", render: cases_name_error },
        Sample { name: "cases-desk-bulk", render: |lang| bulk_of(lang, false, &[], &[]) },
        Sample { name: "cases-desk-bulk-empty", render: |lang| bulk_of(lang, true, &[], &[]) },
        Sample { name: "cases-desk-bulk-error", render: bulk_error },
        Sample { name: "cases-desk-bulk-done", render: bulk_done },
        Sample { name: "cases-desk-team", render: |lang| team_of(lang, false) },
        Sample { name: "cases-desk-team-empty", render: |lang| team_of(lang, true) },
    ]
}

impl House {
    /// Cases that may be delivered at once, or none.
    pub(super) fn bulk(&self, none: bool) -> BulkPage {
        let tasks = self.tasks(false);
        let rows = tasks.rows.into_iter().map(|it| (it.task, it.case)).filter(|_| !none).collect();
        BulkPage {
            matter: self.matter.clone(),
            duty: Bulk::Deliver,
            rows,
            n_left: 1,
            calendar: tasks.calendar,
            now: NOW,
        }
    }

    /// The work of a team.
    pub(super) fn team(&self, none: bool) -> Team {
        let member = |n: u128, name: &str| Member {
            official: OfficialId::from(Id128(n)),
            name: name.to_owned(),
            n_held: 3,
            n_late: 1,
            n_concluded: 1_000,
        };
        let members = vec![
            member(1, t!("desk.sample.official.1", self.lang)),
            member(2, t!("desk.sample.official.2", self.lang)),
        ];
        Team {
            agency: Words { zh: bureau(Lang::ZH), en: bureau(Lang::EN) },
            duties: if none { Vec::new() } else { vec![("accept", 12, 1), ("decide", 1_000, 0)] },
            members: if none { Vec::new() } else { members },
            absences: self.absences(),
            counted_max: 1_000,
            calendar: self.calendar.clone(),
            now: NOW,
        }
    }

    /// An agency's cases, or none, with the filters somebody keeps.
    pub(super) fn cases(&self, none: bool) -> CasesPage {
        let tasks = self.tasks(false);
        let rows = tasks.rows.into_iter().map(|it| (it.case, it.matter)).filter(|_| !none).collect();
        let filter = |n: u128, name: &str| DeskFilter {
            id: DeskFilterId::from(Id128(n)),
            name: name.to_owned(),
            query: "standing=accepted".to_owned(),
        };
        CasesPage {
            rows,
            next: None,
            agency: tasks.agency,
            matters: vec![self.matter.clone()],
            filters: vec![filter(1, t!("desk.sample.filter", self.lang))],
            calendar: tasks.calendar,
            now: NOW,
        }
    }
}

fn bureau(lang: Lang) -> String {
    t!("desk.sample.bureau", lang).to_owned()
}

fn bulk_error(lang: Lang) -> Markup {
    bulk_of(lang, false, &[("task", t!("desk.bulk.choose", lang))], &[])
}

fn bulk_done(lang: Lang) -> Markup {
    let why = t!("refused.bulk.not_proposed", lang).to_owned();
    let done =
        [("990102-20261123-0000AAAA".to_owned(), None), ("990102-20261123-0000BBBB".to_owned(), Some(why))];
    bulk_of(lang, false, &[], &done)
}

fn bulk_of(lang: Lang, none: bool, wrong: &[(&str, &str)], done: &[(String, Option<String>)]) -> Markup {
    let frame = frame(lang, "/desk/bulk");
    let (page, key) = (House::of(lang).bulk(none), "5e11f00d".to_owned());
    whole(&frame, bulk::sheet(&frame, &BulkView { page, key, wrong: flaws(wrong), done: done.to_vec() }))
}

fn team_of(lang: Lang, none: bool) -> Markup {
    let frame = frame(lang, "/desk/team");
    whole(&frame, team::sheet(&frame, &House::of(lang).team(none)))
}

fn cases_listed(lang: Lang) -> Markup {
    listed_cases(lang, CasesView::of(House::of(lang).cases(false), open_cases(), None))
}

fn cases_empty(lang: Lang) -> Markup {
    listed_cases(lang, CasesView::of(House::of(lang).cases(true), open_cases(), None))
}

fn cases_found(lang: Lang) -> Markup {
    let found = Some("11010519491231002X".to_owned());
    listed_cases(lang, CasesView::of(House::of(lang).cases(false), open_cases(), found))
}

fn cases_error(lang: Lang) -> Markup {
    let wrong = flaws(&[("q", t!("desk.find.unreadable", lang))]);
    let view = CasesView::of(House::of(lang).cases(false), open_cases(), Some("???".to_owned()));
    listed_cases(lang, CasesView { wrong, ..view })
}

fn cases_name_error(lang: Lang) -> Markup {
    let wrong = flaws(&[("name", t!("flaw.filter.name", lang))]);
    let view = CasesView::of(House::of(lang).cases(false), open_cases(), None);
    listed_cases(lang, CasesView { wrong, ..view })
}

fn open_cases() -> CasesAsked {
    CasesAsked { standing: Standing::Open, matter: None }
}

fn listed_cases(lang: Lang, view: CasesView) -> Markup {
    let frame = frame(lang, "/desk/cases");
    whole(&frame, cases::sheet(&frame, &view))
}
