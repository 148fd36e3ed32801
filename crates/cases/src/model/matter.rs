//! A matter 事项 as its file writes it: what law wants, what is asked, how it goes, what comes out.
//! Structure only: `check` says whether it makes sense, `published` makes it ready to run.

mod national;
mod remedies;

use std::collections::BTreeMap;

use calendar::Limit;
use kit::Words;

use super::Process;

pub use national::{
    Body, BodyKind, ContactWay, Effective, Extended, MaterialForm, MaterialKind, Online, Reach, ResultKind,
    ServiceChannel, TaskState,
};
pub use remedies::{Remedies, Remedy, RemedyBody};

/// A matter as its file writes it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// Its name in addresses: `food-business-licence`.
    pub key: String,
    /// Which version of its text this is; raised with each change.
    pub version: u32,
    /// Its name.
    pub name: Words,
    /// What one gets by it, in a sentence.
    pub summary: Words,
    /// Words people search by, besides its name.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// The region it holds in.
    pub region: String,
    /// What it was made of, where it inherits: `<key>@<region>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherits: Option<String>,
    /// The national field set 实施清单.
    pub catalogue: Catalogue,
    /// The clauses that found it.
    pub basis: Vec<String>,
    /// What must be fulfilled.
    pub conditions: Vec<Condition>,
    /// What must be handed in.
    pub materials: Vec<Material>,
    /// What it costs; none is stated as none.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// How it is done where one cannot apply here; then nothing is asked, decided or drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<Guidance>,
    /// Who takes part: each role is given an agency by place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// The duties that have a time.
    pub clocks: Clocks,
    /// What stops the clock in this matter.
    #[serde(default)]
    pub special_procedures: Vec<SpecialProcedure>,
    /// How it is handled; in several steps where nothing is said.
    #[serde(default, skip_serializing_if = "Process::is_ordinary")]
    pub process: Process,
    /// What is asked.
    #[serde(default = "no_form")]
    pub form: forms::Form,
    /// The question whose answer says where the case belongs, by region code.
    #[serde(default)]
    pub place_question: String,
    /// What is decided by rule.
    #[serde(default)]
    pub tables: Vec<rules::Table>,
    /// The items an inspection looks at, each pass or fail.
    #[serde(default)]
    pub inspection: Vec<InspectionItem>,
    /// How it goes.
    #[serde(default = "no_flow")]
    pub flow: flow::Graph,
    /// What comes out.
    #[serde(default)]
    pub result: Outcome,
    /// What can be done against a decision.
    pub remedies: Remedies,
    /// What applicants are told in this matter's own words, by event.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub messages: BTreeMap<String, super::MessageWords>,
    /// Words that officials may begin from when they give reasons.
    #[serde(default)]
    pub templates: Vec<Template>,
    /// The duties that may be concluded for many cases at once, each as the rules propose.
    #[serde(default)]
    pub bulk: Vec<Bulk>,
    /// Questions people often have.
    #[serde(default)]
    pub questions: Vec<Faq>,
}

/// A form that asks nothing.
fn no_form() -> forms::Form {
    forms::Form { pages: Vec::new() }
}

/// A process in which nothing is done.
fn no_flow() -> flow::Graph {
    flow::Graph { nodes: Vec::new() }
}

/// How a matter is done that one cannot apply for here 只作指引.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guidance {
    /// What to do, in order.
    pub steps: Vec<Words>,
}

/// Words that officials may begin from when they give reasons for an outcome.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name in the file.
    pub key: String,
    /// What it gives reasons for.
    pub outcome: TemplateOf,
    /// The words.
    pub text: Words,
}

/// The outcomes that are given reasons for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateOf {
    /// 补正.
    Correction,
    /// 不予受理.
    NotAccepted,
    /// 准予.
    Granted,
    /// 不予许可.
    Refused,
}

/// A duty that may be concluded for many cases at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bulk {
    /// Accepting what the rules propose to accept.
    Accept,
    /// Granting what the rules propose to grant.
    Decide,
    /// Delivering online.
    Deliver,
}

impl Bulk {
    /// The duty.
    pub fn duty(self) -> &'static str {
        match self {
            Bulk::Accept => "accept",
            Bulk::Decide => "decide",
            Bulk::Deliver => "deliver",
        }
    }
}

/// The national field set of an implementation list item, beside what stands elsewhere in the file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// 实施编码 task_code.
    pub task_code: String,
    /// 基本编码 catalog_code.
    pub catalogue_code: String,
    /// 事项类型 task_type: `licensing`, `confirmation`, `payment`, `reward`, `ruling`, `collection`, `inspection`, `filing`, `other`, `public_service`.
    pub task_type: TaskType,
    /// 权力来源 power_source.
    pub power_source: PowerSource,
    /// 行使层级 use_level: 1 national to 5 town.
    pub use_level: u8,
    /// 服务对象 server_type.
    pub audience: Vec<Audience>,
    /// 办件类型 project_type.
    pub handling: Handling,
    /// 到办事现场次数 limit_scene_num.
    pub visits: u8,
    /// Why a visit is needed, where there is one.
    #[serde(default)]
    pub visits_reason: Option<Words>,
    /// 办理地点 transact_addr.
    pub address: Words,
    /// 办理时间 transact_time.
    pub hours: Words,
    /// 咨询方式 link_way.
    pub enquiries: Words,
    /// 监督投诉方式 supervise_way.
    pub complaints: Words,
    /// 地方基本编码 local_catalog_code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_code: Option<String>,
    /// 业务办理项编码 task_handle_item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling_item: Option<String>,
    /// 事项状态 task_state.
    #[serde(default, skip_serializing_if = "is_in_use")]
    pub state: TaskState,
    /// 实施主体 dept_code, dept_name, dept_type; the competent agencies, where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// 办理形式 handle_type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ServiceChannel>,
    /// 咨询方式 link_way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enquiry_ways: Vec<ContactWay>,
    /// 监督投诉方式 supervise_way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complaint_ways: Vec<ContactWay>,
    /// 计划生效日期 plan_effective_date, 计划取消日期 plan_cancel_date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Effective>,
    /// How it is done online, where that is elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<Online>,
    /// The extended record 扩展信息.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<Extended>,
}

fn is_in_use(it: &TaskState) -> bool {
    *it == TaskState::InUse
}

/// 事项类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskType {
    /// 行政许可.
    Licensing,
    /// 行政确认.
    Confirmation,
    /// 行政给付.
    Payment,
    /// 行政奖励.
    Reward,
    /// 行政裁决.
    Ruling,
    /// 行政征收.
    Collection,
    /// 行政检查.
    Inspection,
    /// 行政备案.
    Filing,
    /// 其他行政权力.
    Other,
    /// 公共服务.
    PublicService,
}

/// 权力来源.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerSource {
    /// 法定本级行使.
    Statutory,
    /// 上级下放.
    HandedDown,
    /// 授权.
    Authorised,
    /// 委托.
    Entrusted,
}

/// 服务对象.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// 自然人.
    Person,
    /// 法人.
    Company,
}

/// 办件类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// 即办件.
    Immediate,
    /// 承诺件.
    Committed,
}

/// A condition, with the clause it comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What must be so.
    pub text: Words,
    /// By which clause.
    pub clause: String,
}

/// A material 材料.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Its name in the file.
    pub key: String,
    /// What it is.
    pub name: Words,
    /// 必要性 is_need.
    pub needed: bool,
    /// 来源渠道 source_type.
    pub source: MaterialSource,
    /// 原件/复印件, 份数.
    pub copies: u8,
    /// 受理标准 accept_stand.
    pub standard: Words,
    /// 依据 by_law.
    pub clause: String,
    /// The question in which the applicant says how it is handed in; none where nothing is.
    #[serde(default)]
    pub question: Option<String>,
    /// 材料类型 material_type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MaterialKind>,
    /// 材料形式 material_format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<MaterialForm>,
    /// 规格 page_format: `A4`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// 来源渠道说明 source_explain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_note: Option<Words>,
    /// 填报须知 fill_explain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filling: Option<Words>,
    /// 空白表格 form_guid, where it is to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<String>,
    /// 示例样表 example_guid, where it is to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
}

/// Where a material comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialSource {
    /// The applicant has it.
    Applicant,
    /// The form itself is it.
    Form,
    /// An agency holds it: it is not asked for.
    Held,
}

/// A fee.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// What for.
    pub name: Words,
    /// Hundredths of the currency.
    pub minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// By which clause.
    pub clause: String,
    /// 收费标准 fee_stand, in words: per item, per square metre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<Words>,
    /// 允许减免 is_desc, 减免说明 desc_explain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<Words>,
}

/// A part in the process, given to an agency by the place of the case.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name in the flow.
    pub key: String,
    /// What people read.
    pub name: Words,
    /// Whether decisions of this role bind the applicant; exactly one role decides.
    #[serde(default)]
    pub decides: bool,
}

/// The times of a matter.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// From receipt to acceptance, correction or refusal.
    pub acceptance: Duty,
    /// From acceptance to the decision.
    pub decision: Duty,
    /// From the decision to its delivery.
    pub delivery: Duty,
    /// From opening an inspection to its findings.
    #[serde(default)]
    pub inspection: Option<Duty>,
    /// How long the time limits in the flow run, by the words it calls them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<String, Limit>,
}

/// A duty with its times.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// 法定时限 anticipate_day.
    pub statutory: Limit,
    /// By which clause.
    pub clause: String,
    /// What the time to decide counts from; acceptance, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Since>,
    /// 承诺时限 promise_day: shorter or the same, never longer.
    #[serde(default)]
    pub promised: Option<Limit>,
    /// How far it may be extended, once, with reasons.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// What silence means.
    #[serde(default)]
    pub silence: Silence,
    /// 法定办结时限说明 anticipate_explain, 承诺办结时限说明 promise_explain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
}

impl Duty {
    /// How long it may take, as people are told: what is promised, or what the law says.
    pub fn told(&self) -> Limit {
        self.promised.unwrap_or(self.statutory)
    }
}

/// The event from which the time to decide counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// 受理: as most laws have it.
    Acceptance,
    /// 收到申请: of the complete application, as social insurance has it.
    Receipt,
}

impl Since {
    /// The event as the law register calls it.
    pub fn event(self) -> &'static str {
        match self {
            Since::Acceptance => "acceptance",
            Since::Receipt => "receipt",
        }
    }
}

/// A lawful extension.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// By how much.
    pub by: Limit,
    /// By which clause.
    pub clause: String,
}

/// What silence means when a time runs out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// Nothing but a duty not done: it is overdue.
    #[default]
    Nothing,
    /// The case counts as accepted from receipt.
    Accepted,
    /// What was asked for counts as granted.
    Granted,
    /// What was asked for counts as refused, so that remedies are open.
    Refused,
}

/// A procedure that stops the clock 特别程序.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialProcedure {
    /// `hearing`, `testing` …
    pub key: String,
    /// What it is.
    pub name: Words,
    /// By which clause it stops the clock.
    pub clause: String,
}

/// One thing an inspection looks at.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionItem {
    /// Its name as a fact: `findings.<key>` is true or false.
    pub key: String,
    /// What is looked at.
    pub text: Words,
    /// By which clause it is required.
    pub clause: String,
}

/// What comes out.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The decision table, by key, that proposes `outcome` (`granted` or `refused`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub table: String,
    /// The kind of certificate a grant brings.
    #[serde(default)]
    pub certificate: Option<CertificateOf>,
    /// 审批结果类型 result_type; a certificate where one is named, nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ResultKind>,
    /// 审批结果名称 result_name; the certificate's, where one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Words>,
    /// 审批结果样本 result_guid, where it is to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
}

/// The certificate of a grant.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateOf {
    /// The type's key.
    pub key: String,
    /// 证照类型代码: 18 of the defining authority, 3 of its sequence.
    pub type_code: String,
    /// 证照定义机构.
    pub defined_by: Words,
    /// Its name.
    pub name: Words,
    /// How long it holds.
    pub validity: Limit,
    /// By which clause.
    pub clause: String,
    /// What stands on its face, from the answers.
    pub face: Vec<FaceField>,
}

/// One field on the face of a certificate.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceField {
    /// Its name in the certificate's data.
    pub key: String,
    /// What people read.
    pub label: Words,
    /// The question whose answer it shows.
    pub question: String,
    /// Whether strangers see it when they check the certificate.
    #[serde(default)]
    pub public: bool,
}

/// A question people often have.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// What they ask.
    pub question: Words,
    /// What we answer.
    pub answer: Words,
}
