//! The code tables of the national data-pooling interface. Numeric codes differ between provinces: they stand here alone.
//! Knows no record.

use calendar::{Limit, Unit};
use kit::{Lang, t};

use crate::model::matter::{
    Audience, BodyKind, ContactWay, PowerSource, Reach, ServiceChannel, TaskState, TaskType,
};

/// The order of the national catalogue; filings stand with the other powers there.
pub(super) fn task_type(it: TaskType) -> &'static str {
    match it {
        TaskType::Licensing => "01",
        TaskType::Collection => "04",
        TaskType::Payment => "05",
        TaskType::Inspection => "06",
        TaskType::Confirmation => "07",
        TaskType::Reward => "08",
        TaskType::Ruling => "09",
        TaskType::Filing | TaskType::Other => "10",
        TaskType::PublicService => "20",
    }
}

pub(super) fn power_source(it: PowerSource) -> &'static str {
    match it {
        PowerSource::Statutory => "1",
        PowerSource::HandedDown => "2",
        PowerSource::Authorised => "3",
        PowerSource::Entrusted => "5",
    }
}

pub(super) fn body_kind(it: BodyKind) -> &'static str {
    match it {
        BodyKind::Authority => "1",
        BodyKind::Empowered => "2",
        BodyKind::Entrusted => "3",
    }
}

pub(super) fn state(it: TaskState) -> &'static str {
    match it {
        TaskState::InUse => "1",
        TaskState::Suspended => "2",
        TaskState::Cancelled => "3",
    }
}

pub(super) fn audience(it: Audience) -> &'static str {
    match it {
        Audience::Person => "1",
        Audience::Company => "2",
    }
}

pub(super) fn channel(it: ServiceChannel) -> &'static str {
    match it {
        ServiceChannel::Counter => "1",
        ServiceChannel::Online => "2",
        ServiceChannel::Post => "3",
    }
}

pub(super) fn way(it: ContactWay) -> &'static str {
    match it {
        ContactWay::Counter => "1",
        ContactWay::Online => "2",
        ContactWay::Telephone => "3",
        ContactWay::Letter => "4",
        ContactWay::Email => "5",
    }
}

pub(super) fn reach(it: Reach) -> &'static str {
    match it {
        Reach::Nation => "1",
        Reach::Province => "2",
        Reach::City => "3",
        Reach::County => "4",
        Reach::Town => "5",
        Reach::Villages => "6",
    }
}

/// Units in words: their national codes are not known to us.
pub(super) fn unit(it: Limit) -> &'static str {
    match it.unit() {
        Unit::Hours => t!("record.hours", Lang::ZH),
        Unit::WorkingDays => t!("record.working_days", Lang::ZH),
        Unit::CalendarDays => t!("record.calendar_days", Lang::ZH),
        Unit::Months => t!("record.months", Lang::ZH),
        Unit::Years => t!("record.years", Lang::ZH),
    }
}
