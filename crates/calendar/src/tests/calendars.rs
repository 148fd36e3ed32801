//! Proofs of calendars: China's facts, files of other countries, files that are wrong, and the ends of days.

use std::path::Path;

use kit::{Error, Time};

use super::{at, day, last};
use crate::{BYTES_MAX, Calendar, Certainty, Day, FLAW_CODES, HolidayYear, Unit, Weekday};

#[test]
fn chinas_table_says_what_the_published_files_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/holidays");
    if !folder.exists() {
        println!("not run: {} is not here", folder.display());
        return;
    }
    let china = Calendar::china();

    for ours in china.years() {
        let json = std::fs::read_to_string(folder.join(format!("{}.json", ours.year))).unwrap();
        let mut theirs = HolidayYear::parse(&json).unwrap();
        theirs.off.sort();
        theirs.made_up.sort();
        assert_eq!(*ours, theirs);
    }

    assert_eq!(china.years().iter().map(|it| it.year).collect::<Vec<_>>(), (2019..=2026).collect::<Vec<_>>());
    let next = HolidayYear::parse(&std::fs::read_to_string(folder.join("2027.json")).unwrap()).unwrap();
    assert!(!next.is_announced());
}

#[test]
fn a_make_up_saturday_is_worked_and_a_feast_is_not() {
    let china = Calendar::china();
    let works = |text| china.is_working(day(text));

    assert_eq!(works("2026-02-14"), (true, Certainty::Known));
    assert_eq!(works("2026-02-28"), (true, Certainty::Known));
    assert_eq!(works("2026-02-16"), (false, Certainty::Known));
    assert_eq!(works("2026-02-24"), (true, Certainty::Known));
    assert_eq!(works("2018-12-29"), (true, Certainty::Known));
    assert_eq!(works("2018-12-28"), (true, Certainty::Provisional));
    assert_eq!(works("2026-12-28"), (true, Certainty::Known));
    assert_eq!(works("2026-12-31"), (true, Certainty::Provisional));
    assert_eq!(works("2027-01-01"), (true, Certainty::Provisional));
    assert_eq!(works("1850-01-06"), (false, Certainty::Provisional));
    assert_eq!(works("9999-12-31"), (true, Certainty::Provisional));
}

#[test]
fn the_day_of_the_event_is_day_0() {
    assert_eq!(last("2026-11-02 00:00", 1, Unit::WorkingDays), "2026-11-03");
    assert_eq!(last("2026-11-02 23:59", 1, Unit::WorkingDays), "2026-11-03");
    assert_eq!(last("2026-11-02 09:00", 0, Unit::WorkingDays), "2026-11-02");
    assert_eq!(last("2026-11-01 09:00", 1, Unit::WorkingDays), "2026-11-02");
}

#[test]
fn working_days_run_through_the_spring_festival_of_2026_with_its_make_up_days() {
    assert_eq!(last("2026-02-13 09:00", 1, Unit::WorkingDays), "2026-02-14");
    assert_eq!(last("2026-02-13 09:00", 2, Unit::WorkingDays), "2026-02-24");
    assert_eq!(last("2026-02-13 09:00", 5, Unit::WorkingDays), "2026-02-27");
    assert_eq!(last("2026-02-13 09:00", 6, Unit::WorkingDays), "2026-02-28");
    assert_eq!(last("2026-02-13 09:00", 20, Unit::WorkingDays), "2026-03-19");
}

#[test]
fn an_end_on_a_day_of_rest_rolls_forward() {
    assert_eq!(last("2026-11-06 09:00", 1, Unit::CalendarDays), "2026-11-09");
    assert_eq!(last("2026-11-06 09:00", 15, Unit::CalendarDays), "2026-11-23");
    assert_eq!(last("2026-09-16 09:00", 15, Unit::CalendarDays), "2026-10-08");
    assert_eq!(last("2026-02-12 09:00", 2, Unit::CalendarDays), "2026-02-14");
    assert_eq!(last("2026-11-01 09:00", 0, Unit::CalendarDays), "2026-11-02");
}

#[test]
fn months_end_on_the_corresponding_day_or_the_months_last() {
    assert_eq!(last("2026-03-16 09:00", 6, Unit::Months), "2026-09-16");
    assert_eq!(last("2025-12-31 09:00", 2, Unit::Months), "2026-02-28");
    assert_eq!(last("2026-01-31 09:00", 1, Unit::Months), "2026-02-28");
    assert_eq!(last("2025-01-31 09:00", 1, Unit::Months), "2025-02-28");
    assert_eq!(last("2024-02-29 09:00", 2, Unit::Years), "2026-02-28");
    assert_eq!(last("2026-03-04 09:00", 2, Unit::Months), "2026-05-06");
}

#[test]
fn hours_run_on_at_night_and_do_not_roll() {
    let found = Calendar::china().deadline(at("2026-11-06 23:30"), super::limit(4, Unit::Hours));

    assert_eq!((found.at, found.day), (at("2026-11-07 03:30"), day("2026-11-07")));
}

#[test]
fn a_deadline_is_2400_of_its_last_day() {
    let found = Calendar::china().deadline(at("2026-11-02 09:00"), super::limit(5, Unit::WorkingDays));

    assert_eq!(found.at, at("2026-11-10 00:00"));
    assert_eq!(found.day, day("2026-11-09"));
}

#[test]
fn a_count_through_an_unannounced_year_is_provisional_and_one_that_ends_before_is_not() {
    assert_eq!(last("2026-12-21 09:00", 5, Unit::WorkingDays), "2026-12-28");
    assert_eq!(last("2026-12-21 09:00", 6, Unit::WorkingDays), "2026-12-29?");
    assert_eq!(last("2026-12-21 09:00", 12, Unit::WorkingDays), "2027-01-06?");
    assert_eq!(last("2018-12-27 09:00", 2, Unit::WorkingDays), "2018-12-29?");
    assert_eq!(last("2026-11-02 09:00", 90, Unit::CalendarDays), "2027-02-01?");
    assert_eq!(last("2199-12-30 09:00", 3_660, Unit::WorkingDays), "2199-12-31?");
    assert_eq!(last("2199-12-30 09:00", 3_660, Unit::Years), "5859-12-30?");
}

#[test]
fn a_years_notice_settles_what_was_provisional() {
    let china = Calendar::china();
    let notice = HolidayYear {
        year: 2027,
        off: ["2027-01-01", "2027-01-02", "2027-01-03"].map(|it| (day(it), "元旦".to_owned())).into(),
        made_up: vec![],
        source: vec![],
    };

    let later = china.with_year(notice).unwrap();

    let found = later.deadline(at("2026-12-21 09:00"), super::limit(12, Unit::WorkingDays));
    assert_eq!((found.day, found.provisional), (day("2027-01-07"), false));
    assert!(later.with_year(china.years()[0].clone()).unwrap() == later);
}

#[test]
fn another_country_is_a_file() {
    let germany = Calendar::parse(
        r#"{"zone": "Europe/Berlin", "weekend": ["saturday", "sunday"],
            "years": [{"year": 2026, "off": [["2026-04-03", "Karfreitag"], ["2026-04-06", "Ostermontag"]]}]}"#,
    )
    .unwrap();

    let found = germany.deadline(Time::from_ms(0), super::limit(1, Unit::WorkingDays));
    assert_eq!((found.day, found.provisional), (day("1970-01-02"), true));
    // 2026-04-02 23:30 in Berlin is still that day; Good Friday to Easter Monday rest.
    let evening = Time::from_ms(i64::from(day("2026-04-02").number()) * 86_400_000 + 77_400_000);
    let found = germany.deadline(evening, super::limit(1, Unit::WorkingDays));
    assert_eq!(found.day, day("2026-04-07"));
    assert_eq!(found.at.to_string(), "2026-04-07T22:00:00.000Z");
    let again: Calendar = serde_json::from_str(&serde_json::to_string(&germany).unwrap()).unwrap();
    assert!(again == germany);
}

#[test]
fn the_days_on_which_clocks_change_are_23_and_25_hours_long() {
    let berlin = Calendar::new("Europe/Berlin", &[Weekday::Sunday], 0, []).unwrap();
    let hours = |text: &str| berlin.end_of(day(text)).ms_since(berlin.end_of(day(text).plus(-1))) / 3_600_000;

    assert_eq!(hours("2026-03-29"), 23);
    assert_eq!(hours("2026-10-25"), 25);
    assert_eq!(hours("2026-11-22"), 24);
}

#[test]
fn days_join_without_gap_or_overlap_where_clocks_change_at_midnight_too() {
    for zone in [
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Asia/Beirut",
        "America/Havana",
        "America/Toronto",
        "Africa/Cairo",
    ] {
        let calendar = Calendar::new(zone, &[Weekday::Sunday], 0, []).unwrap();

        for n in day("1910-01-01").number()..day("2040-01-01").number() {
            let day = Day::from_number(n);
            let end = calendar.end_of(day);
            assert_eq!(Day::of(end, &calendar), day.plus(1), "{zone} {day}");
            let before = Day::of(end.plus_ms(-1), &calendar);
            assert!(before == day, "{zone} {day} {before}");
        }
    }
}

#[test]
fn moments_and_days_at_the_ends_of_time_are_counted_without_a_panic() {
    let china = Calendar::china();

    for ms in [i64::MIN, -62_135_596_800_000, 0, 253_402_300_799_999, i64::MAX] {
        let today = Day::of(Time::from_ms(ms), &china);
        let _ = (china.end_of(today), china.is_working(today), china.add_working_days(today, u32::MAX));
        for unit in [Unit::Hours, Unit::WorkingDays, Unit::CalendarDays, Unit::Months, Unit::Years] {
            let found = china.deadline(Time::from_ms(ms), super::limit(crate::N_MAX, unit));
            assert!(found.provisional || ms == 0 || unit == Unit::Hours);
        }
    }
}

#[test]
fn every_kind_of_wrong_file_is_refused_by_field_or_line() {
    let wrong = |json: &str| match HolidayYear::parse(json) {
        Err(Error::Refused(it)) => {
            assert!(it.flaws.iter().all(|flaw| FLAW_CODES.contains(&flaw.code)));
            it.flaws.iter().map(|flaw| format!("{} {}", flaw.field, flaw.code)).collect::<Vec<_>>().join(", ")
        }
        other => panic!("{json} gave {other:?}"),
    };
    let day = |days: &str| format!(r#"{{"year": 2026, "papers": [], "days": [{days}]}}"#);
    let one = |name: &str, date: &str| format!(r#"{{"name": "{name}", "date": "{date}", "isOffDay": true}}"#);

    assert_eq!(wrong("年"), " holidays.not_json");
    assert_eq!(wrong(r#"{"year": 2026}"#), " holidays.not_json");
    assert_eq!(wrong(&day(r#"{"name": "x", "date": "2026-01-01", "isOffDay": 1}"#)), " holidays.not_json");
    assert_eq!(wrong(&day(&one("元旦", "2026-02-30"))), "days[0].date holidays.date_wrong");
    assert_eq!(wrong(&day(&one("元旦", "2027-01-01"))), "days[0].date holidays.not_of_year");
    assert_eq!(wrong(&day(&one("元旦", "2025-12-24"))), "days[0].date holidays.not_of_year");
    assert_eq!(wrong(&day(&one(" ", "2025-12-29"))), "days[0].name holidays.name_wrong");
    let twice = format!("{},{}", one("元旦", "2026-01-01"), one("元旦", "2026-01-01"));
    assert_eq!(wrong(&day(&twice)), "days[1].date holidays.date_doubled");
    assert_eq!(wrong(&day(&vec![one("x", "2026-01-01"); 401].join(","))), "days holidays.too_many_days");
    assert_eq!(wrong(r#"{"year": 20260, "days": []}"#), "year holidays.year_wrong");
    assert_eq!(wrong(&" ".repeat(BYTES_MAX + 1)), " holidays.too_large");
    assert_eq!(wrong(&"[".repeat(100_000)), " holidays.not_json");
}

#[test]
fn the_line_of_a_wrong_file_is_named() {
    let Err(Error::Refused(refusal)) = HolidayYear::parse("{\n  \"year\": 2026,\n  \"days\": 3\n}") else {
        panic!("three is no list of days");
    };

    assert_eq!(refusal.flaws[0].args[0], ("line", "3".to_owned()));
}

#[test]
fn a_calendar_that_could_never_count_is_refused() {
    let wrong = |zone: &str, weekend: &[Weekday], years| match Calendar::new(zone, weekend, 0, years) {
        Err(Error::Refused(it)) => it.flaws[0].code,
        other => panic!("{other:?}"),
    };
    let year = HolidayYear { year: 2026, off: vec![], made_up: vec![], source: vec![] };
    let doubled = HolidayYear {
        off: vec![(day("2026-01-01"), "元旦".to_owned())],
        made_up: vec![(day("2026-01-01"), "元旦".to_owned())],
        ..year.clone()
    };

    assert_eq!(wrong("Asia/Anhe", &[], vec![]), "calendar.zone_unknown");
    assert_eq!(wrong("Asia/Shanghai", &Weekday::ALL, vec![]), "calendar.never_works");
    assert_eq!(wrong("Asia/Shanghai", &[], vec![year.clone(), year]), "calendar.year_doubled");
    assert_eq!(wrong("Asia/Shanghai", &[], vec![doubled]), "holidays.date_doubled");
    assert!(Calendar::parse(r#"{"zone": "Asia/Shanghai", "weekend": [], "wekend": []}"#).is_err());
}

#[test]
fn a_make_up_day_on_which_everyone_works_anyway_is_noted_and_kept() {
    let china = Calendar::china();
    let year = china.years().iter().find(|it| it.year == 2020).unwrap();

    let notes = china.notes(year);

    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].args, vec![("day", "2020-02-03".to_owned())]);
    assert_eq!(china.is_working(day("2020-02-03")), (true, Certainty::Known));
}
