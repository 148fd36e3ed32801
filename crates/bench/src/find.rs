//! Search at its real size: the index in memory, and the search page and its machine door behind the real binary.
//! The services are generated from words, and the real ones are added where the machine has them.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use find::{Audience, Entry, Segment};
use kit::RegionCode;

use crate::{
    Asked,
    client::{Client, Load, escape, get, load},
    figure::{Figures, percentile},
    house::House,
};

/// How many services are generated: as many as the largest portal known lists.
const N: usize = 108_103;
/// How many go into one file: what one import takes at most.
const FILE_ROWS: usize = 50_000;
const N_CLIENTS: u64 = 8;
/// How long the index may take to be there after a start.
const READY_MAX: Duration = Duration::from_secs(60);

const WHO: &[&str] = &[
    "个体工商户",
    "外商投资企业",
    "民办学校",
    "养老机构",
    "医疗机构",
    "物业服务企业",
    "道路运输企业",
    "食品小作坊",
    "药品零售企业",
    "建筑施工企业",
    "农民专业合作社",
    "社会团体",
    "宗教活动场所",
    "残疾人",
    "退役军人",
    "灵活就业人员",
    "高校毕业生",
    "失业人员",
    "困难群众",
    "新生儿",
    "老年人",
    "外国人",
    "律师事务所",
    "会计师事务所",
    "旅行社",
    "印刷企业",
    "危险化学品企业",
    "烟花爆竹零售点",
    "燃气经营企业",
    "供水单位",
    "网络预约出租汽车",
    "机动车维修企业",
    "种子经营者",
    "兽药经营企业",
    "动物诊疗机构",
    "渔业船舶",
    "林木采伐单位",
    "取水单位",
    "排水户",
    "广告经营者",
    "演出经纪机构",
    "游泳场所",
    "娱乐场所",
    "公共场所",
    "幼儿园",
    "职业培训机构",
    "劳务派遣单位",
    "测绘单位",
    "气象探测单位",
    "人民防空工程",
    "文物保护单位",
    "公墓",
    "慈善组织",
    "基金会",
    "出版物零售单位",
    "卫星地面接收设施",
    "特种设备使用单位",
    "计量器具制造单位",
    "检验检测机构",
    "认证机构",
];
const WHAT: &[&str] = &[
    "经营许可",
    "卫生许可",
    "备案",
    "登记",
    "资格认定",
    "年度报告",
    "补贴申领",
    "保险待遇",
    "公积金提取",
    "安全生产许可",
    "竣工验收",
    "消防检查",
    "环境影响评价",
    "用地审批",
    "规划许可",
    "施工许可",
    "运营权",
    "执业注册",
    "定期考核",
    "招聘信息",
    "证书",
    "印章",
    "名称",
    "住所",
    "法定代表人",
    "注册资本",
    "经营范围",
    "股权",
    "章程",
    "负责人",
    "设施设备",
    "场地",
    "价格",
    "收费标准",
    "合同",
    "标识",
    "专用标志",
    "车辆",
    "船舶",
    "人员",
    "档案",
    "信用修复",
    "投诉举报",
    "质量监督",
    "抽样检验",
    "进口",
    "出口",
    "跨省迁移",
    "异地办理",
    "预约",
    "查询",
    "鉴定",
    "评定",
    "奖励",
    "救助",
    "抚恤",
    "优待",
    "减免",
    "缓缴",
    "退费",
];
const HOW: &[&str] = &[
    "新办",
    "变更",
    "延续",
    "注销",
    "补办",
    "换发",
    "审批（县级）",
    "审批（市级）",
    "核准",
    "确认",
    "备案",
    "登记",
    "校验",
    "年审",
    "指引",
    "信息查询",
    "申请",
    "撤销",
    "恢复",
    "终止",
    "初审",
    "复审",
    "公示",
    "告知",
    "核发",
    "遗失补发",
    "认证",
    "登记（省级）",
    "审核",
    "报告",
    "咨询",
];
/// What is typed while it is measured: words, a beginning, sounds, first letters, slips, other words, English, both.
const TYPED: &[&str] = &[
    "公共场所卫生许可",
    "养老机构备案",
    "食品小作坊",
    "残疾人 补贴",
    "公积金提取",
    "烟花爆竹",
    "shipinxiaozuofang",
    "yanglaojigou beian",
    "ggcswsxk",
    "gjj",
    "养老机沟备案",
    "食品小做坊",
    "砍树",
    "housing fund",
    "food license",
    "resturant",
    "pension 登记",
    "我想办理外国人登记需要什么",
    "道路运输企业 经营许可 延续",
    "取水单位",
];

/// Measures the index, and the binary that was named.
pub(crate) fn measure(asked: &Asked, figures: &mut Figures) {
    in_memory(figures);
    let Some(binary) = &asked.binary else {
        eprintln!("find: the door was not measured, --binary names no file");
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let folder = std::env::temp_dir().join(format!("yiwang-bench-find-{}", std::process::id()));
    runtime.block_on(at_the_door(asked, figures, &folder, binary));
    drop(std::fs::remove_dir_all(&folder));
}

fn in_memory(figures: &mut Figures) {
    let entries: Vec<_> = (0..N).map(entry).collect();
    let started = Instant::now();
    let segment = Segment::of(entries);
    let took = started.elapsed().as_secs_f64();
    figures.at_most(
        "index of 108,103 services",
        segment.size_bytes() as f64 / 1e6,
        "MB",
        40.0,
        String::new(),
    );
    figures.beside("making it, one thread", took, "s");
}

async fn at_the_door(asked: &Asked, figures: &mut Figures, folder: &Path, binary: &PathBuf) {
    let span = Duration::from_secs(if asked.quick { 3 } else { 10 });
    drop(House::start(binary, folder, None));
    for file in files(folder) {
        let imported = Command::new(binary)
            .args(["import", "matters", "--data"])
            .arg(folder)
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(imported.expect("the binary starts").success(), "{} is taken", file.display());
    }
    let started = Instant::now();
    let house = House::start(binary, folder, None);
    let mut client = Client::connect(&house.address).await.expect("it listens");
    client.ask(&get("/", "")).await.expect("it answers");
    let first_ms = started.elapsed().as_secs_f64() * 1e3;
    figures.at_most(
        "start to first answer, 108,103 services in the store",
        first_ms,
        "ms",
        300.0,
        String::new(),
    );
    let last = get(&format!("/api/matters?q={}", escape(&name(N - 1))), "");
    while !client.ask(&last).await.expect("it answers").text().contains(&name(N - 1)) {
        assert!(started.elapsed() < READY_MAX, "the index is there in time");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    figures.beside("start to everything found", started.elapsed().as_secs_f64(), "s");
    for (what, path) in [("the search page", "/"), ("search by machines", "/api/matters")] {
        let request = move |client: u64, n: u64| {
            let typed = TYPED[(client * 7 + n) as usize % TYPED.len()];
            get(&format!("{path}?q={}", escape(typed)), "")
        };
        // The first round also fills what is made once.
        load(&house.address, N_CLIENTS, Duration::from_millis(500), request, 200).await;
        report(figures, what, &load(&house.address, N_CLIENTS, span, request, 200).await);
    }
    figures.beside("memory of the process then", house.memory_mb(), "MB");
}

fn report(figures: &mut Figures, what: &str, it: &Load) {
    let ms = |part| percentile(&it.times_us, part) / 1e3;
    let failed = if 0 < it.n_failed { format!("{} failed", it.n_failed) } else { String::new() };
    figures.beside(&format!("{what}, 8 clients"), it.rate(), "/s");
    figures.beside(&format!("{what}, p50"), ms(0.5), "ms");
    figures.at_most(&format!("{what}, p99"), ms(0.99), "ms", 5.0, failed);
}

/// The nth service: each of them said by words that many others have too.
fn name(n: usize) -> String {
    let (who, n) = (WHO[n % WHO.len()], n / WHO.len());
    let (what, n) = (WHAT[n % WHAT.len()], n / WHAT.len());
    format!("{who}{what}{}", HOW[n % HOW.len()])
}

fn code(n: usize) -> String {
    let district = 990_102 + n / FILE_ROWS;
    format!("511A{n:010}-{district}000000-000-115113010087783353-1-00")
}

fn agency(n: usize) -> String {
    format!("区{}管理局", WHAT[n % 40])
}

fn entry(n: usize) -> Entry {
    Entry {
        key: code(n),
        name: name(n),
        name_en: None,
        also: Vec::new(),
        about: Vec::new(),
        agency: agency(n),
        kind: "licensing",
        audience: Audience::default(),
        region: RegionCode::parse(&(990_102 + n / FILE_ROWS).to_string()).expect("six digits"),
        online: false,
    }
}

/// Files as an operator would import them, the real one among them where the machine has it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let row = |n: usize| {
        serde_json::json!({ "department": agency(n), "name": name(n), "item_code": code(n), "task_type": "1",
            "dept_code": "115113010087783353" })
    };
    let mut all = Vec::new();
    for from in (0..N).step_by(FILE_ROWS) {
        let text: String = (from..N.min(from + FILE_ROWS)).map(|n| format!("{}\n", row(n))).collect();
        let path = folder.join(format!("services-{from}.jsonl"));
        std::fs::write(&path, text).expect("the file can be written");
        all.push(path);
    }
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cn-service-items");
    all.extend(Some(shared.join("guangan-service-items.jsonl")).filter(|it| it.exists()));
    all
}
