//! The pages of the ledger in each state, as the gallery shows them.
//! The log, its key and its acts are invented.

use acts::{Epoch, Leaf};
use kit::{Lang, Time, t};
use maud::Markup;
use tlog::{Checkpoint, KeyKind, Note, Proof, VerifierKey};
use web::{
    Sample,
    pages::{self, Face, Flaws, Frame, Head, NavItem},
};

use super::{
    ActPage, ActsPage, CheckPage, Line, Overview, RECEIPT_FIELD, act_page, acts_page, check_page,
    overview_page,
};
use crate::model::{
    ActView, Receipt, State,
    verify::{Outcome, ReceiptCheck, ReceiptFlaw, Step},
};

const AT: Time = Time::from_ms(1_795_399_200_000);
const ORIGIN: &str = "anhe.example/ledger";

/// Every page in every state.
pub(crate) fn samples() -> Vec<Sample> {
    let mut all = super::operations::samples::samples();
    all.extend([
        Sample { name: "ledger-overview-empty", render: overview_empty },
        Sample { name: "ledger-overview-filled", render: overview_filled },
        Sample { name: "ledger-acts-empty", render: acts_empty },
        Sample { name: "ledger-acts-filled", render: acts_filled },
        Sample { name: "ledger-act-pending", render: act_pending },
        Sample { name: "ledger-act-placed", render: act_placed },
        Sample { name: "ledger-check-empty", render: check_empty },
        Sample { name: "ledger-check-error", render: check_error },
        Sample { name: "ledger-check-good", render: check_good },
        Sample { name: "ledger-check-bad", render: check_bad },
    ]);
    all
}

fn overview_empty(lang: Lang) -> Markup {
    overview(lang, State { epoch: epoch(1, 0), checkpoint: checkpoint(0), earlier: Vec::new(), n_pending: 0 })
}

fn overview_filled(lang: Lang) -> Markup {
    let earlier = vec![epoch(1, 90_210)];
    overview(lang, State { epoch: epoch(2, 1_234), checkpoint: checkpoint(1_234), earlier, n_pending: 3 })
}

fn overview(lang: Lang, state: State) -> Markup {
    let view = Overview { state, address: "https://anhe.example/ledger".to_owned() };
    whole(lang, "/ledger", &Head::titled(t!("ledger.title", lang)), overview_page(lang, &view))
}

fn acts_empty(lang: Lang) -> Markup {
    acts(lang, &ActsPage { lines: Vec::new(), next: None, newest: true })
}

fn acts_filled(lang: Lang) -> Markup {
    let line = |n: u8| Line { leaf: leaf(n), words: t!("act.ledger.restored", lang).to_owned() };
    acts(lang, &ActsPage { lines: (0..5).map(line).collect(), next: Some(1_229), newest: false })
}

fn acts(lang: Lang, view: &ActsPage) -> Markup {
    let head = Head { wide: true, back: Some("/ledger"), ..Head::titled(t!("acts.title", lang)) };
    whole(lang, "/ledger/acts", &head, acts_page(lang, view))
}

fn act_pending(lang: Lang) -> Markup {
    act(lang, None)
}

fn act_placed(lang: Lang) -> Markup {
    let checkpoint = checkpoint(1_234);
    let note = format!("{checkpoint}\n\u{2014} {ORIGIN} AAAAAAA=\n");
    let note = Note::parse(note.as_bytes()).expect("the sample is a note");
    let proof = Proof { extra: leaf(1).bytes(), index: 1_001, hashes: vec![[7; 32]; 11], checkpoint: note };
    act(lang, Some(Receipt { proof, checkpoint }))
}

fn act(lang: Lang, receipt: Option<Receipt>) -> Markup {
    let view = ActView { leaf: leaf(1), receipt };
    let page = ActPage { view, words: t!("act.ledger.restored", lang).to_owned() };
    let head = Head { back: Some("/ledger"), ..Head::titled(t!("act.title", lang)) };
    whole(lang, "/ledger/acts/1", &head, act_page(lang, &page))
}

fn check_empty(lang: Lang) -> Markup {
    check(lang, &CheckPage::default())
}

fn check_error(lang: Lang) -> Markup {
    let flaws = Flaws::new([(RECEIPT_FIELD.to_owned(), t!("check.empty", lang).to_owned())]);
    check(lang, &CheckPage { flaws, ..CheckPage::default() })
}

fn check_good(lang: Lang) -> Markup {
    let steps = [Step::Form, Step::Leaf, Step::Signature, Step::Path].map(|it| (it, Outcome::Holds));
    checked(lang, steps)
}

fn check_bad(lang: Lang) -> Markup {
    checked(
        lang,
        [
            (Step::Form, Outcome::Holds),
            (Step::Leaf, Outcome::Holds),
            (Step::Signature, Outcome::Fails(ReceiptFlaw::SignatureFails)),
            (Step::Path, Outcome::NotReached),
        ],
    )
}

fn checked(lang: Lang, steps: [(Step, Outcome); 4]) -> Markup {
    let result =
        ReceiptCheck { steps, leaf: Some(leaf(1)), index: Some(1_001), checkpoint: Some(checkpoint(1_234)) };
    let words = t!("act.ledger.restored", lang).to_owned();
    let pasted = "c2sp.org/tlog-proof@v1\nindex 1001".to_owned();
    check(lang, &CheckPage { pasted, checked: Some((result, words)), flaws: Flaws::default() })
}

fn check(lang: Lang, view: &CheckPage) -> Markup {
    let error = !view.flaws.is_empty();
    let head = Head { back: Some("/ledger"), error, ..Head::titled(t!("check.title", lang)) };
    whole(lang, "/ledger/check", &head, check_page(&frame(lang, "/ledger/check"), view))
}

fn epoch(n: i64, size: u64) -> Epoch {
    let origin = if n == 1 { ORIGIN.to_owned() } else { format!("{ORIGIN}/{n}") };
    let verifier = VerifierKey::new(&origin, KeyKind::Ed25519, [n as u8; 32]).expect("the sample is a key");
    let opening = (1 < n).then(String::new);
    Epoch { epoch: n, origin, verifier, first_position: 0, opening, size, note: String::new(), signed_at: AT }
}

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint::new(ORIGIN, size, [9; 32])
}

fn leaf(n: u8) -> Leaf {
    let official = n % 2 == 1;
    Leaf {
        id: kit::Id128(u128::from(n) << 100 | 77).text("act"),
        at: AT.plus_ms(i64::from(n) * 61_000),
        kind: crate::LEDGER_RESTORED.to_owned(),
        agency: if official { kit::Id128(5).text("agency") } else { String::new() },
        region: if official { "990101".to_owned() } else { String::new() },
        doing: [n; 32],
        person: [n; 32],
    }
}

fn whole(lang: Lang, path: &str, head: &Head<'_>, body: Markup) -> Markup {
    pages::page(&frame(lang, path), head, body)
}

fn frame(lang: Lang, path: &str) -> Frame {
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.site", lang).to_owned(),
        face: Face::Open,
        nav: vec![
            NavItem::new("/ledger", t!("nav.ledger", lang)),
            NavItem::new("/ledger/acts", t!("nav.acts", lang)),
            NavItem::new("/ledger/check", t!("nav.check", lang)),
        ],
        foot: Vec::new(),
        who: None,
        csrf: "0000".to_owned(),
        demo: true,
    }
}
