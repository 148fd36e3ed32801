//! What every district of the invented city has: its departments, their posts, and which part of which matter is theirs.
//! Facts only, said once for all districts; the names of officials are put together and mean nobody.

use super::city::{DECIDER, DIRECTOR, EXAMINER, INSPECTOR, WINDOW};

/// A district: key, region, 中文, English, and its town and community that have people at their posts.
pub(super) struct District {
    pub(super) key: &'static str,
    pub(super) region: &'static str,
    pub(super) name: (&'static str, &'static str),
    pub(super) town: (&'static str, &'static str, &'static str),
    pub(super) community: (&'static str, &'static str, &'static str),
}

/// The districts.
pub(super) const DISTRICTS: [District; 3] = [
    District {
        key: "jinghu",
        region: "990102",
        name: ("镜湖区", "Jinghu"),
        town: ("990102001", "湖滨街道办事处", "Hubin Subdistrict Office"),
        community: ("990102001001", "望湖社区居民委员会", "Wanghu Residents' Committee"),
    },
    District {
        key: "qingyun",
        region: "990103",
        name: ("青云区", "Qingyun"),
        town: ("990103001", "云台街道办事处", "Yuntai Subdistrict Office"),
        community: ("990103101201", "枫林村村民委员会", "Fenglin Villagers' Committee"),
    },
    District {
        key: "anhe",
        region: "990121",
        name: ("安河县", "Anhe County"),
        town: ("990121101", "安河镇人民政府", "People's Government of Anhe Town"),
        community: ("990121101201", "河湾村村民委员会", "Hewan Villagers' Committee"),
    },
];

/// Where a department is, and by what name.
pub(super) enum Place {
    /// At the district, called by its name and these words.
    District(&'static str, &'static str),
    /// The district's town.
    Town,
    /// The district's community.
    Community,
}

/// By what right a department acts.
pub(super) enum Standing {
    /// Of its own.
    Own,
    /// Given by law.
    Empowered,
    /// Sent out by another department of the district.
    For(&'static str),
}

/// A department that every district has: key, place, standing, posts.
pub(super) struct Department {
    pub(super) key: &'static str,
    pub(super) place: Place,
    pub(super) standing: Standing,
    pub(super) posts: &'static [Seat],
}

/// A post: key, 中文, English, powers.
pub(super) type Seat = (&'static str, &'static str, &'static str, &'static [&'static str]);

const RECEPTION: Seat = ("window", "受理岗", "Reception", WINDOW);
const EXAMINING: Seat = ("examiner", "审查岗", "Examination", EXAMINER);
const DECIDING: Seat = ("decider", "决定岗", "Decision", DECIDER);
const DIRECTING: Seat = ("director", "负责人", "Head", DIRECTOR);
const VISITING: [Seat; 2] =
    [("inspector-1", "现场岗一", "Site 1", INSPECTOR), ("inspector-2", "现场岗二", "Site 2", INSPECTOR)];

const fn at(
    key: &'static str,
    (zh, en): (&'static str, &'static str),
    standing: Standing,
    posts: &'static [Seat],
) -> Department {
    Department { key, place: Place::District(zh, en), standing, posts }
}

/// The departments; who sends another out stands before it.
pub(super) const DEPARTMENTS: &[Department] = &[
    at("police", ("公安局", "Police"), Standing::Own, &[RECEPTION, DECIDING, VISITING[0], VISITING[1]]),
    at(
        "police-station",
        ("中心派出所", "Central Police Station"),
        Standing::For("police"),
        &[RECEPTION, VISITING[0], VISITING[1]],
    ),
    at("traffic-police", ("公安局交警大队", "Traffic Police"), Standing::For("police"), &[EXAMINING]),
    at("health", ("卫生健康委员会", "Health Commission"), Standing::Own, &[RECEPTION, EXAMINING, DECIDING]),
    at(
        "city-management",
        ("城市管理局", "City Management Bureau"),
        Standing::Own,
        &[RECEPTION, DECIDING, DIRECTING, VISITING[0], VISITING[1]],
    ),
    at("water", ("水务局", "Water Bureau"), Standing::Own, &[]),
    at("drainage", ("排水管理所", "Drainage Office"), Standing::For("water"), &VISITING),
    at("transport", ("交通运输局", "Transport Bureau"), Standing::Own, &[RECEPTION, EXAMINING, DECIDING]),
    at(
        "social-insurance",
        ("社会保险经办中心", "Social Insurance Centre"),
        Standing::Empowered,
        &[RECEPTION, DECIDING],
    ),
    at(
        "federation",
        ("残疾人联合会", "Federation of Disabled Persons"),
        Standing::Empowered,
        &[RECEPTION, DECIDING],
    ),
    at(
        "hospital",
        ("人民医院（残疾评定指定机构）", "People's Hospital, appointed for assessments"),
        Standing::For("federation"),
        &[EXAMINING],
    ),
    at("civil-affairs", ("民政局", "Civil Affairs Bureau"), Standing::Own, &[DECIDING]),
    at("emergency", ("应急管理局", "Emergency Management Bureau"), Standing::Own, &[EXAMINING]),
    Department { key: "town", place: Place::Town, standing: Standing::Own, posts: &[RECEPTION, EXAMINING] },
    Department { key: "community", place: Place::Community, standing: Standing::Empowered, posts: &VISITING },
];

/// Whose part it is, in every district: matter, role, department.
pub(super) const PARTS: &[(&str, &str, &str)] = &[
    ("disability-certificate", "federation", "federation"),
    ("disability-certificate", "hospital", "hospital"),
    ("disability-certificate", "community", "community"),
    ("drainage-permit", "bureau", "approval"),
    ("drainage-permit", "drainage", "drainage"),
    ("flexible-employment-insurance", "agency", "social-insurance"),
    ("mass-event-permit", "police", "police"),
    ("mass-event-permit", "emergency", "emergency"),
    ("nurse-registration", "health", "health"),
    ("old-age-allowance", "civil_affairs", "civil-affairs"),
    ("old-age-allowance", "subdistrict", "town"),
    ("old-age-allowance", "community", "community"),
    ("residence-permit", "police", "police"),
    ("residence-permit", "station", "police-station"),
    ("road-freight-licence", "transport", "transport"),
    ("road-occupation", "city_management", "city-management"),
    ("road-occupation", "traffic", "traffic-police"),
    ("sole-trader-registration", "registrar", "approval"),
];

/// The n-th official whose name is put together.
pub(super) fn official(n: usize) -> String {
    const FAMILY: [&str; 29] = [
        "秦", "尤", "吕", "施", "孔", "严", "华", "金", "魏", "陶", "姜", "戚", "谢", "邹", "喻", "柏", "窦",
        "章", "苏", "潘", "葛", "范", "鲁", "韦", "昌", "苗", "凤", "花", "方",
    ];
    const GIVEN: [&str; 23] = [
        "文川", "思远", "佳禾", "立群", "晓岚", "一鸣", "云舒", "景行", "若水", "长庚", "明朗", "书宁",
        "子衿", "望舒", "清和", "致远", "知秋", "乐山", "安之", "向晚", "怀瑾", "新月", "朝阳",
    ];
    format!("{}{}", FAMILY[n % FAMILY.len()], GIVEN[n % GIVEN.len()])
}
