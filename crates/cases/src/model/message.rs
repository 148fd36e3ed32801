//! What applicants are told of, and how a matter words it in its own way.
//! Knows neither inboxes nor how messages travel.

use kit::Words;

/// The values that the words of a message may speak of, as `{name}`.
pub const MESSAGE_VALUES: [&str; 6] = ["matter", "case", "number", "agency", "at", "place"];

/// What is told in a matter's own words instead of the platform's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageWords {
    /// In a line.
    pub title: Words,
    /// In some sentences.
    pub words: Words,
}

/// Something that an applicant is told of; the law wants it told, so nobody can turn it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is told with the notice of its name, or when a visit is appointed")]
pub enum MessageEvent {
    Received,
    Correction,
    Accepted,
    NotAccepted,
    Extended,
    Granted,
    Refused,
    Withdrawn,
    Delivered,
    Suspended,
    Resumed,
    /// 责令整改: a promise is not kept.
    MendOrder,
    /// 撤销: the decision was revoked.
    Revoked,
    VisitAppointed,
}

impl MessageEvent {
    /// Every event.
    pub const ALL: [MessageEvent; 14] = [
        MessageEvent::Received,
        MessageEvent::Correction,
        MessageEvent::Accepted,
        MessageEvent::NotAccepted,
        MessageEvent::Extended,
        MessageEvent::Granted,
        MessageEvent::Refused,
        MessageEvent::Withdrawn,
        MessageEvent::Delivered,
        MessageEvent::Suspended,
        MessageEvent::Resumed,
        MessageEvent::MendOrder,
        MessageEvent::Revoked,
        MessageEvent::VisitAppointed,
    ];

    /// Its key in a matter's `messages`, and a part of its text keys.
    pub fn as_str(self) -> &'static str {
        match self {
            MessageEvent::Received => "received",
            MessageEvent::Correction => "correction",
            MessageEvent::Accepted => "accepted",
            MessageEvent::NotAccepted => "not_accepted",
            MessageEvent::Extended => "extended",
            MessageEvent::Granted => "granted",
            MessageEvent::Refused => "refused",
            MessageEvent::Withdrawn => "withdrawn",
            MessageEvent::Delivered => "delivered",
            MessageEvent::Suspended => "suspended",
            MessageEvent::Resumed => "resumed",
            MessageEvent::MendOrder => "mend_order",
            MessageEvent::Revoked => "revoked",
            MessageEvent::VisitAppointed => "visit_appointed",
        }
    }
}
