//! Every page of certificates in every state, as the gallery shows them.
//! The city, its agency, the shop and the person are invented.

use calendar::Day;
use crypt::{PublicKey, SuiteName};
use kit::{AgencyId, Id128, Lang, NumberFlaw, SubjectId, Time, Words, t};
use maud::Markup;
use web::{
    Sample,
    pages::{Face, Flaws, Frame, Head, NavItem, page},
};

use super::{
    check::{self, CheckView, Found},
    face::{self, FaceView},
    mine,
    revocation::{self, RevocationView},
};
use crate::{
    TEXTS,
    model::{
        certificate::{CertificateId, NumberKind},
        ending::{EndReason, Ended, Status},
        file::{Body, FaceEntry, Saying},
        key::{Effect, Key, KeyId},
        view::{Acts, CertificateView, Page},
    },
};

/// Each page in each state.
pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "certificates-face-valid", render: |lang| face(lang, &shop(Status::Valid)) },
        Sample { name: "certificates-face-expired", render: |lang| face(lang, &shop(Status::Expired)) },
        Sample { name: "certificates-face-revoked", render: |lang| face(lang, &shop(Status::Revoked)) },
        Sample { name: "certificates-face-superseded", render: |lang| face(lang, &shop(Status::Superseded)) },
        Sample { name: "certificates-face-erased", render: |lang| face(lang, &shop(Status::Erased)) },
        Sample { name: "certificates-face-desk", render: face_at_desk },
        Sample { name: "certificates-check-empty", render: |lang| check(lang, "", Found::Nothing) },
        Sample { name: "certificates-check-wrong", render: check_wrong },
        Sample { name: "certificates-check-missing", render: check_missing },
        Sample { name: "certificates-check-valid", render: |lang| check_one(lang, &shop(Status::Valid)) },
        Sample { name: "certificates-check-expired", render: |lang| check_one(lang, &shop(Status::Expired)) },
        Sample { name: "certificates-check-revoked", render: |lang| check_one(lang, &shop(Status::Revoked)) },
        Sample { name: "certificates-check-superseded", render: check_superseded },
        Sample { name: "certificates-check-erased", render: |lang| check_one(lang, &shop(Status::Erased)) },
        Sample { name: "certificates-check-masked", render: check_masked },
        Sample { name: "certificates-check-unsound", render: check_unsound },
        Sample { name: "certificates-check-official", render: check_official },
        Sample { name: "certificates-mine", render: mine_filled },
        Sample { name: "certificates-mine-empty", render: mine_empty },
        Sample { name: "certificates-revocation", render: |lang| revocation(lang, "", "", Flaws::default()) },
        Sample { name: "certificates-revocation-error", render: revocation_error },
    ]
}

const IDENTIFIER: &str = "1.2.156.3005.2.11100000MB0143028R021.11990101MB00000193.K5RJ2QXW7ZC4VTGYLHA3.001.1";
const NEXT: &str = "1.2.156.3005.2.11100000MB0143028R021.11990101MB00000193.K5RJ2QXW7ZC4VTGYLHA3.002.0";
const TOKEN: &str = "7b1f0c2ad94e4f6c8a5d3e9f01b2c3d4";
const ACT: &str = "act_5n0c9k2v7r8d3x6m1q4w7t0y2b";

fn face(lang: Lang, view: &CertificateView) -> Markup {
    let it = FaceView { view: view.clone(), link: link(), is_demo: true, may_revoke: false };
    let title = view.kind.say(lang);
    let head = face::head(title, Some("/me/certificates"));
    page(&frame(lang, Face::Portal, "/certificates/1"), &head, face::show_page(lang, &it))
}

fn face_at_desk(lang: Lang) -> Markup {
    let view = shop(Status::Valid);
    let it = FaceView { view, link: link(), is_demo: false, may_revoke: true };
    let head = face::head(it.view.kind.say(lang), None);
    let frame = Frame { demo: false, ..frame(lang, Face::Desk, "/certificates/1") };
    page(&frame, &head, face::show_page(lang, &it))
}

fn check(lang: Lang, typed: &str, found: Found) -> Markup {
    let view = CheckView { typed: typed.to_owned(), found, is_demo: true };
    let frame = Frame { who: None, ..frame(lang, Face::Portal, "/certificates/check") };
    page(&frame, &check::head(lang, &view), check::show_page(lang, &view))
}

fn check_one(lang: Lang, view: &CertificateView) -> Markup {
    check(lang, IDENTIFIER, Found::One(Box::new(view.public()), None))
}

fn check_wrong(lang: Lang) -> Markup {
    check(lang, &IDENTIFIER.replace(".001.", ".011."), Found::NoIdentifier(NumberFlaw::Check))
}

fn check_missing(lang: Lang) -> Markup {
    check(lang, IDENTIFIER, Found::Missing)
}

fn check_superseded(lang: Lang) -> Markup {
    check_one(lang, &shop(Status::Superseded))
}

fn check_masked(lang: Lang) -> Markup {
    check_one(lang, &of_person())
}

fn check_unsound(lang: Lang) -> Markup {
    check_one(lang, &CertificateView { is_sound: false, ..shop(Status::Valid) })
}

fn check_official(lang: Lang) -> Markup {
    let view = shop(Status::Valid);
    let id = view.id.clone();
    check(lang, IDENTIFIER, Found::One(Box::new(view.public()), Some(id)))
}

fn mine_filled(lang: Lang) -> Markup {
    let rows = vec![shop(Status::Valid), of_person(), shop(Status::Superseded), shop(Status::Erased)];
    let next = rows.last().map(|it| it.id.clone());
    let frame = frame(lang, Face::Portal, "/me/certificates");
    page(&frame, &mine::head(lang), mine::list_page(lang, &Page { rows, next }))
}

fn mine_empty(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Portal, "/me/certificates");
    page(&frame, &mine::head(lang), mine::list_page(lang, &Page { rows: Vec::new(), next: None }))
}

fn revocation(lang: Lang, reason: &str, basis: &str, flaws: Flaws) -> Markup {
    let view = shop(Status::Valid);
    let it = RevocationView { view, reason: reason.to_owned(), basis: basis.to_owned(), flaws };
    let frame = frame(lang, Face::Desk, "/certificates/1/revocation");
    let back = revocation::path(&it.view);
    let head: Head<'_> = revocation::head(lang, &it, &back);
    page(&frame, &head, revocation::ask_page(&frame, "c0ffee", &it))
}

fn revocation_error(lang: Lang) -> Markup {
    let said = |key: &str| TEXTS.find(lang, key).unwrap_or_default().to_owned();
    let flaws = [
        ("reason".to_owned(), said("flaw.certificate.reason")),
        ("basis".to_owned(), said("flaw.certificate.empty")),
    ];
    revocation(lang, "", "", Flaws::new(flaws))
}

/// A licence of an invented shop: public by law.
fn shop(status: Status) -> CertificateView {
    let face = [
        ("address", both(|lang| t!("sample.address", lang)), both(|lang| t!("sample.address_value", lang))),
        ("leader", both(|lang| t!("sample.leader", lang)), both(|lang| t!("sample.leader_value", lang))),
        ("items", both(|lang| t!("sample.items", lang)), both(|lang| t!("sample.items_value", lang))),
    ];
    let entry = |(key, label, value): (&str, Saying, Saying)| FaceEntry {
        key: key.to_owned(),
        label,
        public: true,
        value: value.zh,
    };
    let body = Body {
        holder_number: Some("91990101MA0000015C".to_owned()),
        holder_name: t!("sample.shop", Lang::ZH).to_owned(),
        holder_number_kind: Some(NumberKind::CreditCode),
        number: "JY29901000000018".to_owned(),
        face: face.map(entry).into(),
        holder_is_public: true,
        ..body(both(|lang| t!("sample.licence", lang)))
    };
    let reason = match status {
        Status::Revoked => Some(EndReason::Penalty),
        Status::Superseded => Some(EndReason::NewVersion),
        _ => None,
    };
    view(status, reason, body)
}

/// A certificate of an invented person: strangers see it masked.
fn of_person() -> CertificateView {
    let body = Body {
        holder_number: Some("990101199003074216".to_owned()),
        holder_name: t!("sample.leader_value", Lang::ZH).to_owned(),
        holder_number_kind: Some(NumberKind::CitizenNumber),
        number: "990101202600042".to_owned(),
        expires: None,
        ..body(both(|lang| t!("sample.permit", lang)))
    };
    view(Status::Valid, None, body)
}

fn body(kind: Saying) -> Body {
    Body {
        basis: "food-safety-law/35".to_owned(),
        area: "990101".to_owned(),
        effective: Day::from_number(20_780),
        expires: Some(Day::from_number(22_605)),
        holder_number: None,
        holder_name: String::new(),
        holder_number_kind: None,
        identifier: IDENTIFIER.to_owned(),
        issued: Day::from_number(20_780),
        issuer_code: "11990101MB00000193".to_owned(),
        issuer_name: both(|lang| t!("sample.agency", lang)),
        kind,
        number: String::new(),
        kind_code: "11100000MB0143028R021".to_owned(),
        effect: Effect::Demonstration,
        face: Vec::new(),
        format: Body::FORMAT.to_owned(),
        holder_is_public: false,
        signing_key: KeyId::from(Id128(3)).as_str().to_owned(),
    }
}

fn view(status: Status, reason: Option<EndReason>, body: Body) -> CertificateView {
    let at = Time::from_ms(1_795_399_200_000);
    let basis = "food-safety-law/122".to_owned();
    let ended = reason.map(|reason| Ended { at, day: Day::from_number(20_960), reason, basis });
    let answers = Words {
        zh: t!("sample.successor", Lang::ZH).to_owned(),
        en: t!("sample.successor", Lang::EN).to_owned(),
    };
    CertificateView {
        answers: (status == Status::Superseded).then_some(answers),
        id: CertificateId::from(Id128(1)),
        identifier: IDENTIFIER.to_owned(),
        token: TOKEN.to_owned(),
        kind: Words { zh: body.kind.zh.clone(), en: body.kind.en.clone() },
        status,
        agency: AgencyId::from(Id128(2)),
        holder: SubjectId::from(Id128(4)),
        case: None,
        signature: None,
        key: Key {
            id: KeyId::from(Id128(3)),
            agency: AgencyId::from(Id128(2)),
            public: PublicKey { suite: SuiteName::Ed25519, bytes: vec![0; 32] },
            effect: Effect::Demonstration,
            valid_from: at,
            valid_until: at,
            retired_at: (status == Status::Superseded).then_some(at),
        },
        is_sound: status != Status::Erased,
        successor: (status == Status::Superseded).then(|| NEXT.to_owned()),
        acts: Acts { issued: Some(ACT.to_owned()), ended: None },
        body: Some(body).filter(|_| status != Status::Erased),
        ended,
    }
}

fn both(say: fn(Lang) -> &'static str) -> Saying {
    Saying { en: say(Lang::EN).to_owned(), zh: say(Lang::ZH).to_owned() }
}

fn link() -> String {
    format!("https://anhe.example/c/{TOKEN}")
}

fn frame(lang: Lang, face: Face, path: &str) -> Frame {
    let nav =
        [("/me/certificates", t!("nav.certificates", lang)), ("/certificates/check", t!("nav.check", lang))];
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.site", lang).to_owned(),
        face,
        nav: if face == Face::Portal {
            nav.map(|(href, text)| NavItem::new(href, text)).into()
        } else {
            Vec::new()
        },
        foot: Vec::new(),
        who: Some(t!("sample.leader_value", lang).to_owned()),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    }
}
