//! Remedies: what can be done against a decision, until when, and with whom — computed by rule, never typed.
//! The rule stands in the matter with its clause; this only applies it.

use calendar::{Calendar, Limit};
use kit::{Time, Words};

use super::{Remedies, Remedy, RemedyBody};

/// One remedy as it is stated in a decision.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RemedyView {
    /// `reconsideration` or `litigation`.
    pub kind: String,
    /// Within which time.
    pub within: Limit,
    /// By which clause.
    pub clause: String,
    /// The rule of competence: `own_government` or `court`.
    pub body: RemedyBody,
    /// The region whose government or court it is.
    pub region: Words,
    /// By which clause that body is competent.
    pub body_clause: Option<String>,
}

/// The remedies against a decision of an agency whose government is that of this county, city or province.
pub fn remedies(law: &Remedies, region: &Words) -> Vec<RemedyView> {
    let view = |kind: &str, it: &Remedy| RemedyView {
        kind: kind.to_owned(),
        within: it.within,
        clause: it.clause.clone(),
        body: it.body,
        region: region.clone(),
        body_clause: it.body_clause.clone(),
    };
    vec![view("reconsideration", &law.reconsideration), view("litigation", &law.litigation)]
}

impl RemedyView {
    /// Until when, counted from the moment the applicant was told.
    pub fn until(&self, told_at: Time, calendar: &Calendar) -> Time {
        calendar.deadline(told_at, self.within).at
    }
}
