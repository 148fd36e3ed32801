//! What can be done against a decision, as the file of a matter writes it.
//! Who is competent is a rule here; the body it comes to is worked out for each case.

use calendar::Limit;

/// What can be done against a decision.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedies {
    /// 行政复议.
    pub reconsideration: Remedy,
    /// 行政诉讼.
    pub litigation: Remedy,
}

/// One remedy.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// Within which time from knowing of the decision.
    pub within: Limit,
    /// By which clause.
    pub clause: String,
    /// Who is competent, by a rule, never by name.
    pub body: RemedyBody,
    /// By which clause that body is competent.
    #[serde(default)]
    pub body_clause: Option<String>,
}

/// The rule that names the competent body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyBody {
    /// The people's government of the deciding agency's own county, city or province (行政复议法 §24).
    OwnGovernment,
    /// The court with jurisdiction where the deciding agency has its seat.
    Court,
}
