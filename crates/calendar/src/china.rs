//! The facts of the CN profile: rest days and make-up working days that the State Council announced.
//! Facts only, restated from the notices named beside them; how days are counted is not known here.

use crate::{Calendar, Day, HolidayYear, Weekday};

/// First and last day of a rest, with the feast it is for.
type Rest = (&'static str, &'static str, &'static str);

/// One year's notice.
struct Notice {
    year: i32,
    off: &'static [Rest],
    made_up: &'static [(&'static str, &'static str)],
    source: &'static [&'static str],
}

impl Calendar {
    /// China: Saturdays and Sundays rest, and the years 2019 to 2026 as announced. Build it once and keep it.
    pub fn china() -> Calendar {
        let years = NOTICES.iter().map(|it| HolidayYear {
            year: it.year,
            off: it.off.iter().flat_map(|rest| days_of(rest).map(|day| (day, rest.2.to_owned()))).collect(),
            made_up: it.made_up.iter().map(|(day, name)| (day_of(day), (*name).to_owned())).collect(),
            source: it.source.iter().map(|it| (*it).to_owned()).collect(),
        });
        Calendar::new("Asia/Shanghai", &[Weekday::Saturday, Weekday::Sunday], YEAR_END_DAYS, years)
            .expect("the zone is in the bundled database, and a test reads every notice")
    }
}

/// A notice for New Year has reached back to 29 December (2018), never further.
const YEAR_END_DAYS: u32 = 3;

fn days_of(rest: &Rest) -> impl Iterator<Item = Day> + use<> {
    let (first, last) = (day_of(rest.0), day_of(rest.1));
    (0..=last.days_since(first)).map(move |n| first.plus(n))
}

fn day_of(text: &str) -> Day {
    Day::parse(text).expect("a test reads every notice")
}

const NOTICES: &[Notice] = &[
    Notice {
        year: 2019,
        off: &[
            ("2018-12-30", "2019-01-01", "元旦"),
            ("2019-02-04", "2019-02-10", "春节"),
            ("2019-04-05", "2019-04-05", "清明节"),
            ("2019-05-01", "2019-05-04", "劳动节"),
            ("2019-06-07", "2019-06-07", "端午节"),
            ("2019-09-13", "2019-09-13", "中秋节"),
            ("2019-10-01", "2019-10-07", "国庆节"),
        ],
        made_up: &[
            ("2018-12-29", "元旦"),
            ("2019-02-02", "春节"),
            ("2019-02-03", "春节"),
            ("2019-04-28", "劳动节"),
            ("2019-05-05", "劳动节"),
            ("2019-09-29", "国庆节"),
            ("2019-10-12", "国庆节"),
        ],
        source: &[
            "http://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm",
            "http://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm",
        ],
    },
    Notice {
        year: 2020,
        off: &[
            ("2020-01-01", "2020-01-01", "元旦"),
            ("2020-01-24", "2020-02-02", "春节"),
            ("2020-04-04", "2020-04-06", "清明节"),
            ("2020-05-01", "2020-05-05", "劳动节"),
            ("2020-06-25", "2020-06-27", "端午节"),
            ("2020-10-01", "2020-10-08", "国庆节、中秋节"),
        ],
        made_up: &[
            ("2020-01-19", "春节"),
            ("2020-02-03", "春节"),
            ("2020-04-26", "劳动节"),
            ("2020-05-09", "劳动节"),
            ("2020-06-28", "端午节"),
            ("2020-09-27", "国庆节、中秋节"),
            ("2020-10-10", "国庆节、中秋节"),
        ],
        source: &[
            "http://www.gov.cn/zhengce/zhengceku/2019-11/21/content_5454164.htm",
            "http://www.gov.cn/zhengce/zhengceku/2020-01/27/content_5472352.htm",
        ],
    },
    Notice {
        year: 2021,
        off: &[
            ("2021-01-01", "2021-01-03", "元旦"),
            ("2021-02-11", "2021-02-17", "春节"),
            ("2021-04-03", "2021-04-05", "清明节"),
            ("2021-05-01", "2021-05-05", "劳动节"),
            ("2021-06-12", "2021-06-14", "端午节"),
            ("2021-09-19", "2021-09-21", "中秋节"),
            ("2021-10-01", "2021-10-07", "国庆节"),
        ],
        made_up: &[
            ("2021-02-07", "春节"),
            ("2021-02-20", "春节"),
            ("2021-04-25", "劳动节"),
            ("2021-05-08", "劳动节"),
            ("2021-09-18", "中秋节"),
            ("2021-09-26", "国庆节"),
            ("2021-10-09", "国庆节"),
        ],
        source: &["http://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm"],
    },
    Notice {
        year: 2022,
        off: &[
            ("2022-01-01", "2022-01-03", "元旦"),
            ("2022-01-31", "2022-02-06", "春节"),
            ("2022-04-03", "2022-04-05", "清明节"),
            ("2022-04-30", "2022-05-04", "劳动节"),
            ("2022-06-03", "2022-06-05", "端午节"),
            ("2022-09-10", "2022-09-12", "中秋节"),
            ("2022-10-01", "2022-10-07", "国庆节"),
        ],
        made_up: &[
            ("2022-01-29", "春节"),
            ("2022-01-30", "春节"),
            ("2022-04-02", "清明节"),
            ("2022-04-24", "劳动节"),
            ("2022-05-07", "劳动节"),
            ("2022-10-08", "国庆节"),
            ("2022-10-09", "国庆节"),
        ],
        source: &["http://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm"],
    },
    Notice {
        year: 2023,
        off: &[
            ("2022-12-31", "2023-01-02", "元旦"),
            ("2023-01-21", "2023-01-27", "春节"),
            ("2023-04-05", "2023-04-05", "清明节"),
            ("2023-04-29", "2023-05-03", "劳动节"),
            ("2023-06-22", "2023-06-24", "端午节"),
            ("2023-09-29", "2023-10-06", "中秋节、国庆节"),
        ],
        made_up: &[
            ("2023-01-28", "春节"),
            ("2023-01-29", "春节"),
            ("2023-04-23", "劳动节"),
            ("2023-05-06", "劳动节"),
            ("2023-06-25", "端午节"),
            ("2023-10-07", "中秋节、国庆节"),
            ("2023-10-08", "中秋节、国庆节"),
        ],
        source: &["http://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm"],
    },
    Notice {
        year: 2024,
        off: &[
            ("2024-01-01", "2024-01-01", "元旦"),
            ("2024-02-10", "2024-02-17", "春节"),
            ("2024-04-04", "2024-04-06", "清明节"),
            ("2024-05-01", "2024-05-05", "劳动节"),
            ("2024-06-10", "2024-06-10", "端午节"),
            ("2024-09-15", "2024-09-17", "中秋节"),
            ("2024-10-01", "2024-10-07", "国庆节"),
        ],
        made_up: &[
            ("2024-02-04", "春节"),
            ("2024-02-18", "春节"),
            ("2024-04-07", "清明节"),
            ("2024-04-28", "劳动节"),
            ("2024-05-11", "劳动节"),
            ("2024-09-14", "中秋节"),
            ("2024-09-29", "国庆节"),
            ("2024-10-12", "国庆节"),
        ],
        source: &["https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm"],
    },
    Notice {
        year: 2025,
        off: &[
            ("2025-01-01", "2025-01-01", "元旦"),
            ("2025-01-28", "2025-02-04", "春节"),
            ("2025-04-04", "2025-04-06", "清明节"),
            ("2025-05-01", "2025-05-05", "劳动节"),
            ("2025-05-31", "2025-06-02", "端午节"),
            ("2025-10-01", "2025-10-08", "国庆节、中秋节"),
        ],
        made_up: &[
            ("2025-01-26", "春节"),
            ("2025-02-08", "春节"),
            ("2025-04-27", "劳动节"),
            ("2025-09-28", "国庆节、中秋节"),
            ("2025-10-11", "国庆节、中秋节"),
        ],
        source: &["https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm"],
    },
    Notice {
        year: 2026,
        off: &[
            ("2026-01-01", "2026-01-03", "元旦"),
            ("2026-02-15", "2026-02-23", "春节"),
            ("2026-04-04", "2026-04-06", "清明节"),
            ("2026-05-01", "2026-05-05", "劳动节"),
            ("2026-06-19", "2026-06-21", "端午节"),
            ("2026-09-25", "2026-09-27", "中秋节"),
            ("2026-10-01", "2026-10-07", "国庆节"),
        ],
        made_up: &[
            ("2026-01-04", "元旦"),
            ("2026-02-14", "春节"),
            ("2026-02-28", "春节"),
            ("2026-05-09", "劳动节"),
            ("2026-09-20", "国庆节"),
            ("2026-10-10", "国庆节"),
        ],
        source: &["https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm"],
    },
];
