//! Words every other crate may use: time, identifiers, money, who does something, and how things fail.
//! Knows nothing of storage, of HTTP, or of any one country's law.

mod actor;
mod certificate_identifier;
mod citizen_number;
mod credit_code;
mod error;
mod id;
mod money;
mod number_flaw;
mod region;
mod text;
mod time;
mod words;

#[cfg(test)]
mod tests;

pub use actor::{Acting, Actor, AgencyId, Channel, OfficialId, PersonId, PostId, SubjectId, Who};
pub use certificate_identifier::CertificateIdentifier;
pub use citizen_number::CitizenNumber;
pub use credit_code::CreditCode;
pub use error::{Error, Flaw, Refusal, RefusalKind, Result};
pub use id::{Id128, is_id};
pub use money::{Currency, Money};
pub use number_flaw::NumberFlaw;
pub use region::RegionCode;
pub use text::{LANGS, Lang, Text, Texts, fill};
pub use time::Time;
pub use words::Words;
