//! Proofs of days and of what a limit may be.

use jiff::civil::Date;

use super::day;
use crate::{Calendar, Day, Limit, N_MAX, Unit, Weekday};

#[test]
fn every_day_reads_back_as_it_was_written_and_agrees_with_jiff() {
    let mut date = Date::new(1, 1, 1).unwrap();
    let mut it = Day::FIRST;

    loop {
        let (year, month, number) = it.ymd();
        assert_eq!(
            (date.year().into(), date.month().cast_unsigned().into(), date.day().cast_unsigned().into()),
            (year, month, number)
        );
        assert_eq!(Day::from_ymd(year, month, number), Some(it));
        assert_eq!(it.weekday() as i8, date.weekday().to_monday_zero_offset());
        if it == Day::LAST {
            break;
        }
        (it, date) = (it.plus(1), date.tomorrow().unwrap());
    }

    assert_eq!(it.to_string(), "9999-12-31");
    assert_eq!(it.plus(1), Day::LAST);
}

#[test]
fn only_a_real_day_in_its_one_spelling_is_read() {
    assert_eq!(day("2026-11-22").to_string(), "2026-11-22");
    assert_eq!(day("2026-11-22").weekday(), Weekday::Sunday);

    for wrong in [
        "",
        "2026-2-1",
        "2026-02-30",
        "2025-02-29",
        "2026/02/01",
        "２０２６-02-01",
        "+026-01-01",
        "0000-01-01",
        "2026-01-01 ",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "-026-01-01",
    ] {
        assert_eq!(Day::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_month_without_the_corresponding_day_ends_with_its_last() {
    assert_eq!(day("2026-01-31").plus_months(1), day("2026-02-28"));
    assert_eq!(day("2024-02-29").plus_months(12), day("2025-02-28"));
    assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
    assert_eq!(day("2026-11-30").plus_months(3), day("2027-02-28"));
    assert_eq!(day("2026-12-15").plus_months(1), day("2027-01-15"));
    assert_eq!(Day::LAST.plus_months(u32::MAX), Day::LAST);
}

#[test]
fn a_limit_is_spelled_as_a_file_spells_it() {
    let read: Limit = serde_json::from_str(r#"{"n": 20, "unit": "working_days"}"#).unwrap();

    assert_eq!(read, Limit::new(20, Unit::WorkingDays).unwrap());
    assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"n":20,"unit":"working_days"}"#);
    assert!(serde_json::from_str::<Limit>(r#"{"n": 20, "unit": "working_days", "x": 1}"#).is_err());
    assert!(serde_json::from_str::<Limit>(r#"{"n": 20, "unit": "weeks"}"#).is_err());
    assert!(serde_json::from_str::<Limit>(r#"{"n": -1, "unit": "months"}"#).is_err());
    assert!(serde_json::from_str::<Limit>(&format!(r#"{{"n": {}, "unit": "months"}}"#, N_MAX + 1)).is_err());
}

#[test]
fn what_a_wall_clock_shows_leads_back_to_the_same_moment() {
    let china = Calendar::china();
    let monday = Day::from_ymd(2026, 11, 23).unwrap();

    let at = china.moment(monday, (10, 30)).unwrap();

    assert_eq!(at.to_string(), "2026-11-23T02:30:00.000Z");
    assert_eq!((Day::of(at, &china), china.hour_minute(at)), (monday, (10, 30)));
    assert_eq!(china.hour_minute(china.end_of(monday)), (0, 0));
    assert!(china.moment(monday, (24, 0)).is_none() && china.moment(monday, (9, 60)).is_none());
}
