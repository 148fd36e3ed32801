//! How a certificate stands, and how it can end: the states of the national dictionary, each with its reasons.
//! Knows no clock; moments come in.

use calendar::Day;
use kit::{Actor, AgencyId, Refusal, Result, Time};

use super::{REVOKE, basis_flaw, sound};

/// How a certificate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds 有效.
    Valid,
    /// Its first day is to come 未生效.
    NotYet,
    /// Its last day is over 过期.
    Expired,
    /// A newer version holds instead 已换发.
    Superseded,
    /// It should not have been given 撤销.
    Withdrawn,
    /// It is no longer needed, or its holder is no more 注销.
    Cancelled,
    /// It was taken away as a penalty 吊销.
    Revoked,
    /// It lost its force otherwise 失效.
    Lapsed,
    /// What it said was erased with its holder's data 已删除.
    Erased,
}

/// Why a certificate ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// It was granted against the law.
    UnlawfulGrant,
    /// It was got by deceit or bribery.
    Deceit,
    /// Its holder asked for it.
    HolderAsked,
    /// Its holder died, was dissolved or gave up the business.
    HolderCeased,
    /// As a penalty.
    Penalty,
    /// The law it rests on changed.
    LawChanged,
    /// Its face says something wrong.
    WrongFace,
    /// A newer version was issued; never chosen by an official.
    NewVersion,
}

/// What an official says when ending a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Why.
    pub reason: EndReason,
    /// By which law: `administrative-licensing-law/69`.
    pub basis: String,
}

/// That a certificate ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Time,
    /// The day where it was issued.
    pub day: Day,
    /// Why.
    pub reason: EndReason,
    /// By which law.
    pub basis: String,
}

/// Between which moments a certificate holds, and when it was ended.
pub(crate) struct Span {
    pub(crate) from: Time,
    pub(crate) until: Option<Time>,
    pub(crate) ended: Option<EndReason>,
}

impl Status {
    /// The word sent, and its text's key after `status.`.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Valid => "valid",
            Status::NotYet => "not_yet",
            Status::Expired => "expired",
            Status::Superseded => "superseded",
            Status::Withdrawn => "withdrawn",
            Status::Cancelled => "cancelled",
            Status::Revoked => "revoked",
            Status::Lapsed => "lapsed",
            Status::Erased => "erased",
        }
    }

    /// Its number in the national dictionary of certificate states.
    pub fn number(self) -> &'static str {
        match self {
            Status::Valid => "01",
            Status::Withdrawn => "03",
            Status::Cancelled => "04",
            Status::Expired | Status::Superseded | Status::Lapsed => "05",
            Status::Revoked => "07",
            Status::NotYet | Status::Erased => "99",
        }
    }
}

impl EndReason {
    /// What an official can choose.
    pub const CHOICES: [EndReason; 7] = [
        EndReason::UnlawfulGrant,
        EndReason::Deceit,
        EndReason::HolderAsked,
        EndReason::HolderCeased,
        EndReason::Penalty,
        EndReason::LawChanged,
        EndReason::WrongFace,
    ];

    /// The word stored and sent, and its text's key after `reason.`.
    pub fn as_str(self) -> &'static str {
        match self {
            EndReason::UnlawfulGrant => "unlawful_grant",
            EndReason::Deceit => "deceit",
            EndReason::HolderAsked => "holder_asked",
            EndReason::HolderCeased => "holder_ceased",
            EndReason::Penalty => "penalty",
            EndReason::LawChanged => "law_changed",
            EndReason::WrongFace => "wrong_face",
            EndReason::NewVersion => "new_version",
        }
    }

    /// The reason of a word that an official can choose.
    pub fn parse(word: &str) -> Option<Self> {
        Self::CHOICES.into_iter().find(|it| it.as_str() == word)
    }

    /// The reason of a stored word.
    pub(crate) fn parse_stored(word: &str) -> Option<Self> {
        Self::parse(word).or_else(|| (word == Self::NewVersion.as_str()).then_some(Self::NewVersion))
    }

    /// How a certificate stands that ended for this reason.
    pub fn status(self) -> Status {
        match self {
            EndReason::UnlawfulGrant | EndReason::Deceit => Status::Withdrawn,
            EndReason::HolderAsked | EndReason::HolderCeased => Status::Cancelled,
            EndReason::Penalty => Status::Revoked,
            EndReason::LawChanged | EndReason::WrongFace => Status::Lapsed,
            EndReason::NewVersion => Status::Superseded,
        }
    }
}

impl Ending {
    pub(crate) fn check(&self) -> Result<()> {
        if self.reason == EndReason::NewVersion {
            return Err(Refusal::invalid("reason", "certificate.reason").into());
        }
        sound(basis_flaw(&self.basis).into_iter().collect())
    }
}

impl Span {
    /// How it stands at a moment.
    pub(crate) fn status(&self, now: Time) -> Status {
        match self.ended {
            Some(it) => it.status(),
            None if now < self.from => Status::NotYet,
            None if self.until.is_some_and(|it| it <= now) => Status::Expired,
            None => Status::Valid,
        }
    }

    /// Whether it can still be ended: it was not before.
    pub(crate) fn may_end(&self) -> Result<()> {
        match self.ended {
            None => Ok(()),
            Some(_) => Err(Refusal::conflict("certificate.ended").into()),
        }
    }
}

/// Only an official of the agency that issued it, at a post with the power.
pub(crate) fn check_revoker(by: &Actor) -> Result<&AgencyId> {
    let acting = by.acting()?;
    if by.has_power(REVOKE) {
        Ok(&acting.agency)
    } else {
        Err(Refusal::forbidden("certificate.revoke").into())
    }
}
