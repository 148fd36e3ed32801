//! The invented city: its regions, agencies, posts and who holds them. Facts only; `build` makes them happen.
//! Region 9901 does not exist, and the numbers of its people begin 9901, so nobody real can be meant.

/// A region: code, 中文, English.
pub(super) const REGIONS: &[(&str, &str, &str)] = &[
    ("99", "清江省", "Qingjiang Province"),
    ("9901", "安和市", "Anhe City"),
    ("990102", "镜湖区", "Jinghu District"),
    ("990103", "青云区", "Qingyun District"),
    ("990121", "安河县", "Anhe County"),
    ("990102001", "湖滨街道", "Hubin Subdistrict"),
    ("990102002", "学府街道", "Xuefu Subdistrict"),
    ("990102101", "柳溪镇", "Liuxi Town"),
    ("990103001", "云台街道", "Yuntai Subdistrict"),
    ("990103101", "枫桥镇", "Fengqiao Town"),
    ("990121101", "安河镇", "Anhe Town"),
    ("990121102", "松岭镇", "Songling Town"),
    ("990102001001", "望湖社区", "Wanghu Community"),
    ("990102001002", "柳浪社区", "Liulang Community"),
    ("990102101201", "柳溪村", "Liuxi Village"),
    ("990103101201", "枫林村", "Fenglin Village"),
    ("990121101201", "河湾村", "Hewan Village"),
];

/// By what right an agency acts, in this file's words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Of its own.
    Authority,
    /// Given by law to a body that is none.
    Empowered,
    /// Sent out by this agency, which answers for it.
    For(&'static str),
}

/// An agency: key, 中文, English, region, right, its posts.
pub(super) struct AgencyFacts {
    pub(super) key: &'static str,
    pub(super) name: (&'static str, &'static str),
    pub(super) region: &'static str,
    pub(super) right: Right,
    pub(super) posts: &'static [PostFacts],
}

/// A post: key, 中文, English, powers, who holds it.
pub(super) struct PostFacts {
    pub(super) key: &'static str,
    pub(super) name: (&'static str, &'static str),
    pub(super) powers: &'static [&'static str],
    pub(super) holder: &'static str,
}

const fn post(
    key: &'static str,
    name: (&'static str, &'static str),
    powers: &'static [&'static str],
    holder: &'static str,
) -> PostFacts {
    PostFacts { key, name, powers, holder }
}

const fn agency(
    key: &'static str,
    name: (&'static str, &'static str),
    region: &'static str,
    right: Right,
    posts: &'static [PostFacts],
) -> AgencyFacts {
    AgencyFacts { key, name, region, right, posts }
}

pub(super) const WINDOW: &[&str] = &["case.accept"];
pub(super) const EXAMINER: &[&str] = &["case.examine"];
pub(super) const DECIDER: &[&str] = &["case.decide", "case.deliver", "certificate.revoke"];
pub(super) const DIRECTOR: &[&str] = &["case.approve_extension", "case.supervise"];
pub(super) const INSPECTOR: &[&str] = &["case.inspect"];

/// The agencies, on five levels; a principal stands before those it sends out.
pub(super) const AGENCIES: &[AgencyFacts] = &[
    agency(
        "province",
        ("清江省人民政府", "People's Government of Qingjiang Province"),
        "99",
        Right::Authority,
        &[],
    ),
    agency("city", ("安和市人民政府", "People's Government of Anhe City"), "9901", Right::Authority, &[]),
    agency(
        "city-services",
        ("安和市政务服务和数据管理局", "Anhe Government Services and Data Bureau"),
        "9901",
        Right::Authority,
        &[
            post(
                "operator",
                ("平台运行岗", "Platform operations"),
                &["platform.operate", "platform.watch", "matter.publish", "directory.steward"],
                "周明远",
            ),
            post("author", ("事项编制岗", "Writing matters"), &["matter.author"], "方宁"),
        ],
    ),
    agency(
        "city-market",
        ("安和市市场监督管理局", "Anhe Market Regulation Bureau"),
        "9901",
        Right::Authority,
        &[],
    ),
    agency(
        "housing-fund",
        ("安和市住房公积金管理中心", "Anhe Housing Fund Centre"),
        "9901",
        Right::Empowered,
        &[
            post("housing-fund-window", ("受理岗", "Reception"), WINDOW, "汤书禾"),
            post("housing-fund-decider", ("决定岗", "Decision"), DECIDER, "毛以宁"),
        ],
    ),
    agency(
        "jinghu",
        ("镜湖区人民政府", "People's Government of Jinghu District"),
        "990102",
        Right::Authority,
        &[],
    ),
    agency(
        "jinghu-approval",
        ("镜湖区行政审批局", "Jinghu Approval Bureau"),
        "990102",
        Right::Authority,
        &[
            post("jinghu-window", ("综合受理窗口", "Reception window"), WINDOW, "林舒"),
            post("jinghu-examiner", ("审查岗", "Examination"), EXAMINER, "何清"),
            post("jinghu-decider", ("审批决定岗", "Decision"), DECIDER, "陈国梁"),
            post("jinghu-director", ("分管负责人岗", "Director"), DIRECTOR, "顾明川"),
        ],
    ),
    agency(
        "jinghu-market",
        ("镜湖区市场监督管理局", "Jinghu Market Regulation Bureau"),
        "990102",
        Right::Authority,
        &[],
    ),
    agency(
        "hubin-station",
        ("湖滨市场监督管理所", "Hubin Market Regulation Station"),
        "990102001",
        Right::For("jinghu-market"),
        &[
            post("hubin-inspector-1", ("现场核查岗一", "Site inspection 1"), INSPECTOR, "赵启航"),
            post("hubin-inspector-2", ("现场核查岗二", "Site inspection 2"), INSPECTOR, "孙若兰"),
        ],
    ),
    agency(
        "jinghu-audit",
        ("镜湖区审计局", "Jinghu Audit Bureau"),
        "990102",
        Right::Authority,
        &[post("jinghu-auditor", ("审计岗", "Audit"), &[], "许知行")],
    ),
    agency(
        "qingyun",
        ("青云区人民政府", "People's Government of Qingyun District"),
        "990103",
        Right::Authority,
        &[],
    ),
    agency(
        "qingyun-approval",
        ("青云区行政审批局", "Qingyun Approval Bureau"),
        "990103",
        Right::Authority,
        &[
            post("qingyun-window", ("综合受理窗口", "Reception window"), WINDOW, "吴晓彤"),
            post("qingyun-examiner", ("审查岗", "Examination"), EXAMINER, "郑安"),
            post("qingyun-decider", ("审批决定岗", "Decision"), DECIDER, "冯立"),
            post("qingyun-director", ("分管负责人岗", "Director"), DIRECTOR, "叶青"),
        ],
    ),
    agency(
        "qingyun-market",
        ("青云区市场监督管理局", "Qingyun Market Regulation Bureau"),
        "990103",
        Right::Authority,
        &[],
    ),
    agency(
        "yuntai-station",
        ("云台市场监督管理所", "Yuntai Market Regulation Station"),
        "990103001",
        Right::For("qingyun-market"),
        &[
            post("yuntai-inspector-1", ("现场核查岗一", "Site inspection 1"), INSPECTOR, "韩松"),
            post("yuntai-inspector-2", ("现场核查岗二", "Site inspection 2"), INSPECTOR, "唐悦"),
        ],
    ),
    agency(
        "anhe-county",
        ("安河县人民政府", "People's Government of Anhe County"),
        "990121",
        Right::Authority,
        &[],
    ),
    agency(
        "anhe-approval",
        ("安河县行政审批局", "Anhe County Approval Bureau"),
        "990121",
        Right::Authority,
        &[
            post("anhe-window", ("综合受理窗口", "Reception window"), WINDOW, "沈佳"),
            post("anhe-examiner", ("审查岗", "Examination"), EXAMINER, "邓平"),
            post("anhe-decider", ("审批决定岗", "Decision"), DECIDER, "曹远"),
            post("anhe-director", ("分管负责人岗", "Director"), DIRECTOR, "罗维"),
        ],
    ),
    agency(
        "anhe-market",
        ("安河县市场监督管理局", "Anhe County Market Regulation Bureau"),
        "990121",
        Right::Authority,
        &[
            post("anhe-inspector-1", ("现场核查岗一", "Site inspection 1"), INSPECTOR, "彭程"),
            post("anhe-inspector-2", ("现场核查岗二", "Site inspection 2"), INSPECTOR, "袁宁"),
        ],
    ),
];

/// Who is competent beside the departments that every district has: matter, role, region, agency.
pub(super) const COMPETENCES: &[(&str, &str, &str, &str)] = &[
    ("food-business-licence", "bureau", "990102", "jinghu-approval"),
    ("food-business-licence", "bureau", "990103", "qingyun-approval"),
    ("food-business-licence", "bureau", "990121", "anhe-approval"),
    ("food-business-licence", "station", "990102", "hubin-station"),
    ("food-business-licence", "station", "990103", "yuntai-station"),
    ("food-business-licence", "station", "990121", "anhe-market"),
    ("housing-fund-withdrawal", "centre", "9901", "housing-fund"),
];

/// A person: key, name, birth, a telephone number.
type PersonFacts = (&'static str, &'static str, (u16, u8, u8), &'static str);

/// The people who ask.
pub(super) const PEOPLE: &[PersonFacts] = &[
    ("citizen", "李晓雨", (1991, 4, 12), "19900000001"),
    ("owner", "王建平", (1983, 9, 3), "19900000002"),
    ("owner-2", "马小鹏", (1979, 1, 25), "19900000003"),
    ("owner-3", "白露", (1995, 10, 8), "19900000004"),
    ("owner-4", "丁一凡", (1988, 6, 30), "19900000005"),
];

/// A company: key, name, the eight characters of its organisation code, its representative.
pub(super) const COMPANIES: &[(&str, &str, &str, &str)] = &[
    ("noodles", "安和市镜湖区老王面馆", "MA9901A0", "owner"),
    ("bakery", "安和麦田烘焙有限公司", "MA9901B0", "owner-2"),
    ("canteen", "安和市云台实业有限公司", "MA9901C0", "owner-3"),
    ("market", "安和鲜集超市有限公司", "MA9901D0", "owner-4"),
];

/// A role to be taken by one click: key, whose, at which post or for which company, what it is, what to do, where.
pub(super) struct RoleFacts {
    pub(super) key: &'static str,
    pub(super) who: Whose,
    pub(super) title: (&'static str, &'static str),
    pub(super) task: (&'static str, &'static str),
    pub(super) landing: &'static str,
}

/// Whose account a role enters.
pub(super) enum Whose {
    /// A person's, for themselves.
    Person(&'static str),
    /// A person's, for a company.
    For(&'static str, &'static str),
    /// The official's who holds this post.
    Post(&'static str),
}

/// The roles.
pub(super) const ROLES: &[RoleFacts] = &[
    RoleFacts {
        key: "citizen",
        who: Whose::Person("citizen"),
        title: ("市民 李晓雨", "Li Xiaoyu, a citizen"),
        task: ("查找事项,看懂条件和时限,自己申请一件", "Find a matter, read what it takes, apply for it"),
        landing: "/",
    },
    RoleFacts {
        key: "shop-owner",
        who: Whose::For("owner", "noodles"),
        title: ("店主 王建平(老王面馆)", "Wang Jianping, who owns a noodle shop"),
        task: (
            "申请食品经营许可,跟踪办理,查看证照",
            "Apply for a food business licence, follow it, see the certificate",
        ),
        landing: "/cases",
    },
    RoleFacts {
        key: "window",
        who: Whose::Post("jinghu-window"),
        title: ("窗口人员 林舒(镜湖区行政审批局)", "Lin Shu, at the reception window"),
        task: ("受理、一次告知补正或不予受理", "Accept, tell once what is missing, or do not accept"),
        landing: "/desk",
    },
    RoleFacts {
        key: "examiner",
        who: Whose::Post("jinghu-examiner"),
        title: ("审查人员 何清(镜湖区行政审批局)", "He Qing, who examines the papers"),
        task: ("审查申请材料", "Examine the papers"),
        landing: "/desk",
    },
    RoleFacts {
        key: "inspector",
        who: Whose::Post("hubin-inspector-1"),
        title: ("核查人员 赵启航(湖滨市场监督管理所)", "Zhao Qihang, who inspects on site"),
        task: ("预约两人现场核查,填写核查结果", "Appoint a visit by two, enter what was found"),
        landing: "/desk",
    },
    RoleFacts {
        key: "decider",
        who: Whose::Post("jinghu-decider"),
        title: ("审批决定人 陈国梁(镜湖区行政审批局)", "Chen Guoliang, who decides"),
        task: ("依据规则和理由作出决定,颁发证照", "Decide by rule and reason, issue the certificate"),
        landing: "/desk",
    },
    RoleFacts {
        key: "administrator",
        who: Whose::Post("operator"),
        title: ("管理员 周明远(政务服务和数据管理局)", "Zhou Mingyuan, who administers the platform"),
        task: (
            "管理机构、岗位、人员和机构调整,查看平台运行",
            "Tend agencies, posts and officials, and see how the platform runs",
        ),
        landing: "/admin",
    },
    RoleFacts {
        key: "author",
        who: Whose::Post("author"),
        title: ("事项编制人 方宁(市政务服务和数据管理局)", "Fang Ning, who writes matters"),
        task: (
            "修改事项的收费和流程,查看检查结果,提交发布;发布由平台运行人员做",
            "Change a matter's fee and steps, see the check, submit it; the operator publishes",
        ),
        landing: "/admin/matters",
    },
    RoleFacts {
        key: "director",
        who: Whose::Post("jinghu-director"),
        title: ("分管负责人 顾明川(镜湖区行政审批局)", "Gu Mingchuan, who supervises"),
        task: ("批准延长期限,答复请示,调配待办", "Approve extensions, answer questions, share out tasks"),
        landing: "/desk/waiting",
    },
    RoleFacts {
        key: "auditor",
        who: Whose::Post("jinghu-auditor"),
        title: ("审计人员 许知行(镜湖区审计局)", "Xu Zhixing, an auditor"),
        task: ("查看公开账本,验证每一条留痕", "Read the public ledger and verify every act"),
        landing: "/ledger",
    },
];
