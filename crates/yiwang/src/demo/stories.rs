//! The stories of the city: who asked for what, when, what they typed, and how far it went. Facts only.
//! `{name}`, `{number}`, `{phone}` stand for the person who asks; `{company}` and `{code}` for their company.

/// How far a case of the history is walked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Walk {
    /// Granted and delivered.
    Granted,
    /// Refused for what the visit found, and delivered.
    Refused,
    /// Sells prepackaged food only: not accepted.
    NotAccepted,
    /// Withdrawn after acceptance.
    Withdrawn,
    /// Accepted and then nobody did anything: overdue.
    Overdue,
    /// Told once what is missing; the applicant's turn.
    Correcting,
    /// Accepted, the agencies at work.
    Running,
    /// Examined and inspected; the decision is next.
    ToDecide,
    /// Just came in.
    Fresh,
}

/// Who asks.
#[derive(Clone, Copy)]
pub(super) enum By {
    Person(&'static str),
    Company(&'static str),
}

/// A case of the history.
pub(super) struct Story {
    pub(super) matter: &'static str,
    pub(super) by: By,
    pub(super) place: &'static str,
    pub(super) days_ago: i64,
    pub(super) walk: Walk,
    /// Whether it is done in a day or two, as what needs no visit is.
    pub(super) is_quick: bool,
    /// What is typed beside the place and the declaration: `question=answer | question=answer`.
    pub(super) typed: &'static [&'static str],
}

/// The licence most stories are about.
pub(super) const FOOD: &str = "food-business-licence";

/// What an owner types of the business.
const BUSINESS: &str = "operator_name={company} | credit_code={code} | legal_person={name} | contact_phone={phone} | \
    network_sale=no | manager_name={name} | manager_number={number} | manager_phone={phone} | \
    area=86.5 | staff=6";
const CATERING: &str = "business_kind=catering | central_kitchen=no";
const CANTEEN: &str = "business_kind=canteen | canteen_of=other";
const MEALS: &str = "business_items=hot | business_items=cold";
const PREPACKAGED: &str = "business_items=prepackaged";
const PAPERS: &str = "layout_plan=counter | rules_list=counter";
const PERSON: &str = "citizen_number={number} | contact_phone={phone}";

/// Every story, by matter.
pub(super) const STORIES: &[Story] = &[
    Story {
        matter: FOOD,
        by: By::Company("bakery"),
        place: "990103001",
        days_ago: 96,
        walk: Walk::Granted,
        is_quick: false,
        typed: &[
            BUSINESS,
            CATERING,
            MEALS,
            PAPERS,
            "sign_name=麦田烘焙一店 | residence=云台路18号1层 | premises_address=云台路18号1层",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("canteen"),
        place: "990103001",
        days_ago: 88,
        walk: Walk::Refused,
        is_quick: false,
        typed: &[
            BUSINESS,
            CANTEEN,
            MEALS,
            PAPERS,
            "sign_name=云台实业食堂 | residence=云台工业园6号楼 | \
            premises_address=云台工业园6号楼",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("market"),
        place: "990102001",
        days_ago: 75,
        walk: Walk::NotAccepted,
        is_quick: false,
        typed: &[
            BUSINESS,
            CATERING,
            PREPACKAGED,
            PAPERS,
            "sign_name=鲜集超市望湖店 | residence=望湖路5号 | premises_address=望湖路5号",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("noodles"),
        place: "990102001",
        days_ago: 70,
        walk: Walk::Granted,
        is_quick: false,
        typed: &[
            BUSINESS,
            CATERING,
            MEALS,
            PAPERS,
            "sign_name=老王面馆 | residence=湖滨路32号 | premises_address=湖滨路32号",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("canteen"),
        place: "990103001",
        days_ago: 60,
        walk: Walk::Granted,
        is_quick: false,
        typed: &[
            BUSINESS,
            CANTEEN,
            MEALS,
            PAPERS,
            "sign_name=云台实业食堂 | residence=云台工业园6号楼 | \
            premises_address=云台工业园6号楼",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("bakery"),
        place: "990102001",
        days_ago: 52,
        walk: Walk::Withdrawn,
        is_quick: false,
        typed: &[
            BUSINESS,
            CATERING,
            MEALS,
            PAPERS,
            "sign_name=麦田烘焙湖滨店 | residence=湖滨路110号 | premises_address=湖滨路110号",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("noodles"),
        place: "990102001",
        days_ago: 45,
        walk: Walk::Overdue,
        is_quick: false,
        typed: &[
            BUSINESS,
            CATERING,
            MEALS,
            PAPERS,
            "sign_name=老王面馆柳浪店 | residence=柳浪街9号 | premises_address=柳浪街9号",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("bakery"),
        place: "990102002",
        days_ago: 12,
        walk: Walk::ToDecide,
        is_quick: false,
        typed: &[
            BUSINESS,
            CATERING,
            MEALS,
            PAPERS,
            "sign_name=麦田烘焙学府店 | residence=学府路77号 | premises_address=学府路77号",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("market"),
        place: "990102002",
        days_ago: 8,
        walk: Walk::Running,
        is_quick: false,
        typed: &[
            BUSINESS,
            CATERING,
            MEALS,
            PAPERS,
            "sign_name=鲜集超市学府店 | residence=学府路15号 | premises_address=学府路15号",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("canteen"),
        place: "990102001",
        days_ago: 5,
        walk: Walk::Correcting,
        is_quick: false,
        typed: &[
            BUSINESS,
            CANTEEN,
            MEALS,
            "sign_name=云台实业湖滨食堂 | residence=湖滨路200号 | premises_address=湖滨路200号",
        ],
    },
    Story {
        matter: FOOD,
        by: By::Company("noodles"),
        place: "990102001",
        days_ago: 1,
        walk: Walk::Fresh,
        is_quick: false,
        typed: &[
            BUSINESS,
            CATERING,
            MEALS,
            PAPERS,
            "sign_name=老王面馆二店 | residence=柳浪街41号 | premises_address=柳浪街41号",
        ],
    },
    Story {
        matter: "residence-permit",
        by: By::Person("owner-2"),
        place: "990102002",
        days_ago: 50,
        walk: Walk::Granted,
        is_quick: false,
        typed: &[
            PERSON,
            "holder={name} | registered_in_city=no | registered_address=外省某县某村 | \
            for_whom=self | home_address=学府路77号3栋201 | home_kind=rented | months_here=14 | \
            grounds=work | grounds=home | employer=安和麦田烘焙有限公司 | address_proof=post | \
            work_proof=post",
        ],
    },
    Story {
        matter: "flexible-employment-insurance",
        by: By::Person("citizen"),
        place: "990102",
        days_ago: 40,
        walk: Walk::Granted,
        is_quick: true,
        typed: &[
            PERSON,
            "insured={name} | age=35 | sex=female | work_kind=freelance | drawing_pension=no | \
            insured_elsewhere=no | kinds=pension | kinds=medical | base=4800 | start=next_month | \
            payment=quarterly",
        ],
    },
    Story {
        matter: "housing-fund-withdrawal",
        by: By::Person("citizen"),
        place: "990102",
        days_ago: 33,
        walk: Walk::Granted,
        is_quick: true,
        typed: &[
            PERSON,
            "holder={name} | account_state=paying | reason=rent | home_address=学府路77号 | \
            owns_home=no | months_paid=26 | amount=12000 | bank=anhe | \
            bank_account=990100000000001",
        ],
    },
    Story {
        matter: "drainage-permit",
        by: By::Company("noodles"),
        place: "990102001",
        days_ago: 30,
        walk: Walk::Granted,
        is_quick: false,
        typed: &["discharger={company} | credit_code={code} | contact={name} | contact_phone={phone} | \
            discharge_address=湖滨路32号 | applies_for=own | system=sewer | activity=catering | \
            amount=2.5 | key_discharger=no | outlets=1 | pretreatment=grease_trap | \
            cleaning=monthly | drain_plan=counter | treatment_plan=counter"],
    },
    Story {
        matter: "road-freight-licence",
        by: By::Company("bakery"),
        place: "990103",
        days_ago: 25,
        walk: Walk::Granted,
        is_quick: false,
        typed: &["operator_name={company} | credit_code={code} | legal_person={name} | \
            contact_phone={phone} | business_address=云台路18号 | freight_kind=special | \
            max_weight=medium | vehicles_now=2 | vehicles_planned=0 | parking=云台物流园 | \
            n_drivers=2 | oldest=46 | all_examined=yes | safety_officer={name} | \
            safety_phone={phone} | vehicle_papers=counter | safety_rules=counter"],
    },
    Story {
        matter: "sole-trader-registration",
        by: By::Person("citizen"),
        place: "990102001",
        days_ago: 20,
        walk: Walk::Granted,
        is_quick: true,
        typed: &[
            PERSON,
            "trader_name={name} | home_address=学府路77号 | family=no | has_name=yes | \
            business_name=安和市镜湖区小满咖啡店 | online_only=no | business_address=柳浪街9号 | \
            trade=catering | scope=餐饮服务；食品零售 | needs_approval=no | forbidden=no | \
            capital=50000 | staff=2 | place_papers=post",
        ],
    },
    Story {
        matter: "mass-event-permit",
        by: By::Company("canteen"),
        place: "990103001",
        days_ago: 18,
        walk: Walk::Overdue,
        is_quick: false,
        typed: &["organiser_name={company} | credit_code={code} | safety_head={name} | \
            safety_phone={phone} | joint=no | event_name=云台灯会 | event_kind=festival | \
            days_ahead=60 | people=3000 | paid=no | fireworks=no | venue=云台公园 | \
            venue_address=云台路1号 | venue_kind=outdoor | capacity=4000 | temporary=yes | \
            guards=120 | medics=10 | event_plan=counter | safety_plan=counter | \
            venue_consent=post"],
    },
    Story {
        matter: "residence-permit",
        by: By::Person("owner-3"),
        place: "990102001",
        days_ago: 9,
        walk: Walk::ToDecide,
        is_quick: false,
        typed: &[
            PERSON,
            "holder={name} | registered_in_city=no | registered_address=外省某市某街 | \
            for_whom=self | home_address=湖滨路18号2栋402 | home_kind=own | months_here=9 | \
            grounds=home | address_proof=post",
        ],
    },
    Story {
        matter: "disability-certificate",
        by: By::Person("owner-4"),
        place: "990102001",
        days_ago: 4,
        walk: Walk::Running,
        is_quick: false,
        typed: &[
            PERSON,
            "holder={name} | registered_here=yes | home_address=湖滨路66号 | minor=no | \
            category=hearing | since=2019 | cause=illness | first_time=yes | home_assessment=no | \
            help=sign | photo=post",
        ],
    },
    Story {
        matter: "old-age-allowance",
        by: By::Person("citizen"),
        place: "990102001",
        days_ago: 3,
        walk: Walk::Running,
        is_quick: false,
        typed: &[
            PERSON,
            "elder=李大山 | age=88 | registered_in_city=yes | home_address=柳浪街9号 | \
            applies=relative | agent_name={name} | elsewhere=no | living=family | bank=card | \
            bank_account=990100000000002 | agent_letter=post",
        ],
    },
    Story {
        matter: "nurse-registration",
        by: By::Person("citizen"),
        place: "990102",
        days_ago: 1,
        walk: Walk::Fresh,
        is_quick: false,
        typed: &[
            PERSON,
            "nurse={name} | capacity=yes | revoked=no | school=清江卫生学院 | major=nursing | \
            study_years=3 | practice_months=9 | passed_within=three_years | \
            institution=湖滨社区卫生服务中心 | institution_kind=community | practice_proof=post | \
            health_report=post",
        ],
    },
];
