//! The kit shown in every state: what the gallery renders in each language and checks.
//! Knows no block; the city and its shop are invented.

mod asking;
mod reading;
mod working;

use crate::Sample;
use kit::{Lang, t};

use super::{Face, Frame, NavItem};

/// Every part of the kit in every state.
pub fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "kit-start", render: reading::start },
        Sample { name: "kit-question-empty", render: asking::question_empty },
        Sample { name: "kit-question-error", render: asking::question_error },
        Sample { name: "kit-fields-empty", render: asking::fields_empty },
        Sample { name: "kit-fields-error", render: asking::fields_error },
        Sample { name: "kit-fields-filled", render: asking::fields_filled },
        Sample { name: "kit-sign-in", render: asking::sign_in },
        Sample { name: "kit-tasks", render: asking::tasks },
        Sample { name: "kit-check-answers", render: asking::check_answers },
        Sample { name: "kit-done", render: asking::done },
        Sample { name: "kit-content", render: reading::content },
        Sample { name: "kit-certificate", render: reading::certificate },
        Sample { name: "kit-empty", render: reading::empty },
        Sample { name: "kit-case", render: working::case },
        Sample { name: "kit-desk", render: working::desk },
        Sample { name: "kit-figures", render: working::open_figures },
        Sample { name: "kit-clocks", render: working::clocks },
        Sample { name: "kit-flows", render: working::flows },
    ]
}

fn frame(lang: Lang, face: Face, path: &str) -> Frame {
    let nav = match face {
        Face::Portal => [
            ("/", t!("sample.nav.home", lang)),
            ("/matters", t!("sample.nav.matters", lang)),
            ("/cases", t!("sample.nav.cases", lang)),
            ("/certificates", t!("sample.nav.certificates", lang)),
        ],
        _ => [
            ("/desk", t!("sample.nav.tasks", lang)),
            ("/desk/cases", t!("sample.nav.desk_cases", lang)),
            ("/desk/team", t!("sample.nav.team", lang)),
            ("/ledger", t!("sample.nav.ledger", lang)),
        ],
    };
    let link = |(href, text): (&str, &str)| NavItem::new(href, text);
    let foot = [
        ("/ledger", t!("sample.nav.ledger", lang)),
        ("/accessibility", t!("sample.nav.accessibility", lang)),
        ("/licence", t!("sample.nav.licence", lang)),
    ];
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.site", lang).to_owned(),
        face,
        nav: nav.map(link).into(),
        foot: foot.map(link).into(),
        who: (face != Face::Open).then(|| t!("sample.person", lang).to_owned()),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    }
}
