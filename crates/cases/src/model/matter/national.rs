//! The rest of the national field set: what the catalogue asks of a matter beside what the law and the process need.
//! Structure only; whether the fields agree with each other, `check` says.

use kit::Words;

/// 事项状态 task_state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// 在用.
    #[default]
    InUse,
    /// 暂停.
    Suspended,
    /// 取消.
    Cancelled,
}

/// Who implements it 实施主体.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// 实施主体名称 dept_name.
    pub name: Words,
    /// 实施主体编码 dept_code: its credit code, the first 18 characters of the task code.
    pub code: String,
    /// 实施主体性质 dept_type.
    pub kind: BodyKind,
    /// 委托部门 entrust_name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entrusted_by: Option<Words>,
}

/// 实施主体性质.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// 法定机关.
    Authority,
    /// 授权组织.
    Empowered,
    /// 受委托组织.
    Entrusted,
}

/// 办理形式 handle_type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceChannel {
    /// 窗口办理.
    Counter,
    /// 网上办理.
    Online,
    /// 快递申请.
    Post,
}

/// 咨询方式 link_way, 监督投诉方式 supervise_way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactWay {
    /// 窗口.
    Counter,
    /// 网络.
    Online,
    /// 电话.
    Telephone,
    /// 信件.
    Letter,
    /// 邮件.
    Email,
}

/// 计划生效日期, 计划取消日期.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effective {
    /// plan_effective_date: the first day, as 2027-01-01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// plan_cancel_date: the first day it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// How it is done online, where not all of it is done here.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Online {
    /// 在线办理地址 link_addr, online_handle_url.
    pub address: String,
    /// 移动端办理地址 mobile_terminal_url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// 是否单点登录 is_single_login.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub single_sign_on: bool,
    /// 移动端是否单点登录 app_is_single_login.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mobile_single_sign_on: bool,
    /// 网办深度 online_handle_depth: from 1, asking only, to 7, the certificate comes back online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<u8>,
}

/// 通办范围 handle_area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// 全国.
    Nation,
    /// 全省.
    Province,
    /// 全市.
    City,
    /// 全县.
    County,
    /// 全镇.
    Town,
    /// 跨村.
    Villages,
}

/// The extended record of an implementation list item, up_task_general_extend.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extended {
    /// 是否进驻政务大厅 is_entry_center.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub service_hall: bool,
    /// 通办范围 handle_area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Reach>,
    /// 是否支持网上支付 is_pay_online.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pays_online: bool,
    /// 是否支持物流快递 is_express.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delivers: bool,
    /// 是否支持预约办理 is_schedule.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_appointment: bool,
    /// 是否支持自助终端 is_service_terminals.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub terminals: bool,
    /// 数量限制 limit_explain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Words>,
    /// 联办机构 other_dept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joint_agencies: Vec<Words>,
    /// 中介服务 service_type, isExistIntermediary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intermediary: Option<Words>,
    /// 面向自然人主题分类 user_topic_type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub person_topics: Vec<String>,
    /// 面向法人主题分类 corp_topic_type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub company_topics: Vec<String>,
    /// 乡镇 town_code, by region code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub towns: Vec<String>,
    /// 村 village_code, by region code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub villages: Vec<String>,
    /// 中央指导部门 centralDept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guided_by: Option<Words>,
    /// 申请人权利 rightEnjoyByLaw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<Words>,
    /// 申请人义务 dutyPerformByLaw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duties: Option<Words>,
    /// 交通指引 trafficGuide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directions: Option<Words>,
    /// 办公电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
}

/// 审批结果类型 result_type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultKind {
    /// 证照.
    Certificate,
    /// 批文.
    Approval,
    /// 其他.
    Other,
    /// 无.
    Nothing,
}

/// 材料类型 material_type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialKind {
    /// 原件.
    Original,
    /// 复印件.
    Copy,
    /// 原件和复印件.
    OriginalAndCopy,
}

/// 材料形式 material_format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialForm {
    /// 纸质.
    Paper,
    /// 电子.
    Electronic,
    /// 纸质或者电子.
    Either,
}
