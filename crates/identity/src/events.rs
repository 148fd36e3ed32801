//! What identity tells those above: the kinds of its acts, by the names they react to.
//! Knows nobody who listens, and listens to nobody.

/// A person became known; the thing is their id.
pub const PERSON_REGISTERED: &str = "person.registered";

/// A person's key was destroyed, and with it all that was sealed; the thing is their id.
pub const PERSON_ERASED: &str = "person.erased";

/// A company became known; the thing is its subject.
pub const COMPANY_REGISTERED: &str = "company.registered";

/// A person may speak for a company; the thing is the id of that fact.
pub const REPRESENTATIVE_NAMED: &str = "representative.named";

/// A person or an official can sign in; the thing is the account's id.
pub const ACCOUNT_MADE: &str = "account.made";

/// An account has another password, and its sessions ended; the thing is the account's id.
pub const PASSWORD_CHANGED: &str = "password.changed";

/// Someone signed in, or goes on at another post or for a company; the thing is the session's id.
pub const SESSION_STARTED: &str = "session.started";

/// Someone tried a wrong password; the thing is the account's id, or says that there is none.
pub const SESSION_REFUSED: &str = "session.refused";

/// Someone signed out; the thing is the session's id.
pub const SESSION_ENDED: &str = "session.ended";

/// Someone signed out everywhere; the thing is the account's id.
pub const SESSIONS_ENDED: &str = "sessions.ended";
