//! Issuing notices: numbered by agency and year, sealed under the applicant's key.
//! What a notice says is kept as named values; its words are the pages'.

use calendar::Day;
use kit::{Lang, Result, t};
use serde_json::Value;
use store::Tx;

use super::{messages, open_case::OpenCase};
use crate::{
    model::{Notice, NoticeId, NoticeKind},
    tables,
};

/// Issues a notice of the deciding agency.
pub(crate) fn issue(tx: &mut Tx<'_>, open: &OpenCase, kind: NoticeKind, body: &Value) -> Result<Notice> {
    let case = &open.case;
    let now = tx.now();
    let year = Day::of(now, &open.calendar).year();
    let number = match kind {
        // One a case, so the case's own number serves, and a thousand may come in at once.
        NoticeKind::Received => t!("notice.number.received", Lang::ZH, number = case.number),
        _ => {
            let n = tables::next_number(tx, &case.agency, i64::from(year), kind)?;
            let region = case.agency_region.as_str();
            match kind {
                NoticeKind::Correction => {
                    t!("notice.number.correction", Lang::ZH, region = region, year = year, n = n)
                }
                NoticeKind::Accepted => {
                    t!("notice.number.accepted", Lang::ZH, region = region, year = year, n = n)
                }
                NoticeKind::NotAccepted => {
                    t!("notice.number.not_accepted", Lang::ZH, region = region, year = year, n = n)
                }
                NoticeKind::Granted | NoticeKind::Refused => {
                    t!(
                        "notice.number.decided",
                        Lang::ZH,
                        region = region,
                        year = year,
                        n = format!("{n}/{}", kind_mark(kind))
                    )
                }
                _ => t!(
                    "notice.number.other",
                    Lang::ZH,
                    region = region,
                    year = year,
                    n = format!("{n}/{}", kind_mark(kind))
                ),
            }
        }
    };
    let notice = Notice {
        id: tx.new_id::<NoticeId>(),
        kind,
        number,
        agency: case.agency.clone(),
        issued_at: now,
        body: Some(body.clone()),
    };
    let bytes = serde_json::to_vec(body).expect("JSON prints");
    let sealed = tx.seal(&case.subject, ("notices", "body", notice.id.as_str()), &bytes)?;
    tables::insert_notice(tx, &case.id, &notice, &sealed)?;
    messages::of_notice(tx, open, &notice)?;
    Ok(notice)
}

/// Keeps the numbers of two kinds apart that share a word.
fn kind_mark(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Granted => "Y",
        NoticeKind::Refused => "N",
        NoticeKind::Extended => "E",
        NoticeKind::Withdrawn => "W",
        NoticeKind::Delivered => "D",
        NoticeKind::Suspended => "S",
        NoticeKind::Resumed => "R",
        NoticeKind::MendOrder => "M",
        NoticeKind::Revoked => "X",
        NoticeKind::Received | NoticeKind::Correction | NoticeKind::Accepted | NoticeKind::NotAccepted => "",
    }
}
