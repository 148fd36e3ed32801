//! Notices 文书: the numbered documents that each step issues.
//! What a notice says follows from its kind and body; the words stand in `texts/`.

use kit::{AgencyId, Time, id};
use serde_json::Value;

id!(/** A notice. */ NoticeId, "notice");

/// What a notice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// 收件凭证.
    Received,
    /// 补正告知书.
    Correction,
    /// 受理通知书.
    Accepted,
    /// 不予受理决定书.
    NotAccepted,
    /// 延长期限告知书.
    Extended,
    /// 准予许可决定书.
    Granted,
    /// 不予许可决定书.
    Refused,
    /// 终止办理通知书.
    Withdrawn,
    /// 送达回证.
    Delivered,
    /// 特别程序告知书: the time to decide stands.
    Suspended,
    /// 恢复办理告知书: it goes on.
    Resumed,
    /// 责令整改通知书: a promise is not kept.
    MendOrder,
    /// 撤销决定书.
    Revoked,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [NoticeKind; 13] = [
        NoticeKind::Received,
        NoticeKind::Correction,
        NoticeKind::Accepted,
        NoticeKind::NotAccepted,
        NoticeKind::Extended,
        NoticeKind::Granted,
        NoticeKind::Refused,
        NoticeKind::Withdrawn,
        NoticeKind::Delivered,
        NoticeKind::Suspended,
        NoticeKind::Resumed,
        NoticeKind::MendOrder,
        NoticeKind::Revoked,
    ];

    /// The word stored, and the last part of its text keys.
    pub fn as_str(self) -> &'static str {
        match self {
            NoticeKind::Received => "received",
            NoticeKind::Correction => "correction",
            NoticeKind::Accepted => "accepted",
            NoticeKind::NotAccepted => "not_accepted",
            NoticeKind::Extended => "extended",
            NoticeKind::Granted => "granted",
            NoticeKind::Refused => "refused",
            NoticeKind::Withdrawn => "withdrawn",
            NoticeKind::Delivered => "delivered",
            NoticeKind::Suspended => "suspended",
            NoticeKind::Resumed => "resumed",
            NoticeKind::MendOrder => "mend_order",
            NoticeKind::Revoked => "revoked",
        }
    }

    /// Whether it decides over what was asked for, and so states reasons and remedies.
    pub fn decides(self) -> bool {
        use NoticeKind::{Granted, NotAccepted, Refused, Revoked};
        matches!(self, Granted | Refused | NotAccepted | Revoked)
    }

    /// Takes the word stored.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// One notice.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its identifier.
    pub id: NoticeId,
    /// What it is for.
    pub kind: NoticeKind,
    /// Its number 文号.
    pub number: String,
    /// Who issued it.
    pub agency: AgencyId,
    /// When.
    pub issued_at: Time,
    /// What it says, by name; nothing once the person was erased.
    pub body: Option<Value>,
}
