//! Matters as the records of the national data-pooling interface 数据汇聚, table by table and field by field.
//! Pure: which agencies implement a matter comes in; codes stand in tables of their own, since provinces differ.

mod codes;
mod tables;

use kit::{Lang, Words, t};
use serde_json::{Map, Value};

use super::{
    law::LawRegister,
    matter::{
        BodyKind, Catalogue, ContactWay, Extended, Handling, MaterialForm, MaterialKind, MaterialSource,
        Matter, ResultKind, ServiceChannel,
    },
};
use codes::{audience, body_kind, channel, power_source, reach, state, task_type, unit, way};
pub use tables::{ColumnOf, RECORD_TABLES, RecordTable};

/// An agency that implements a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implementer {
    /// Its credit code.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// The region it acts in.
    pub region: String,
    /// By what right it acts.
    pub kind: BodyKind,
    /// Who entrusted it.
    pub entrusted_by: Option<Words>,
}

/// One record: a value for each column of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The table it belongs to.
    pub table: &'static str,
    /// The values, in the order of the columns.
    pub values: Vec<String>,
}

/// The records of a matter; one implementation list for each agency that implements it.
pub fn records(matter: &Matter, bodies: &[Implementer]) -> Vec<Record> {
    let own: Vec<_> = matter.catalogue.body.iter().map(|it| implementer(matter, it)).collect();
    let bodies = if own.is_empty() { bodies } else { &own };
    let mut all = vec![directory(matter)];
    all.extend(bodies.iter().map(|it| basic(matter, it)));
    all.push(extend(matter));
    all.extend((0..matter.materials.len()).map(|n| material(matter, n)));
    all.extend((0..matter.fees.len()).map(|n| fee(matter, n)));
    all.extend((0..matter.questions.len()).map(|n| question(matter, n)));
    all
}

/// Records as JSON: a list for each table.
pub fn records_json(records: &[Record]) -> Value {
    let of = |table: &RecordTable| {
        let rows = records.iter().filter(|it| it.table == table.name);
        let row = |it: &Record| {
            let named = table.columns.iter().zip(&it.values);
            Value::Object(
                named.map(|(column, value)| (column.name.to_owned(), value.as_str().into())).collect(),
            )
        };
        rows.map(row).collect::<Vec<Value>>()
    };
    let tables = RECORD_TABLES.iter().map(|it| (it.name.to_owned(), of(it).into()));
    Value::Object(tables.collect::<Map<_, _>>())
}

/// Records of one table as CSV with a head, quoted where it is needed.
pub fn records_csv(table: &RecordTable, records: &[Record]) -> String {
    let quoted = |it: &str| match it.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", it.replace('"', "\"\"")),
        false => it.to_owned(),
    };
    let mut lines = vec![table.columns.iter().map(|it| it.name.to_owned()).collect::<Vec<_>>()];
    let rows = records.iter().filter(|it| it.table == table.name);
    lines.extend(rows.map(|it| it.values.iter().map(|it| quoted(it)).collect()));
    lines.into_iter().map(|it| it.join(",") + "\r\n").collect()
}

fn directory(matter: &Matter) -> Record {
    let it = &matter.catalogue;
    Row::new("up_task_directory", vec![("row_guid", format!("{}/{}", it.catalogue_code, matter.version))])
        .and(shared(matter))
        .done()
}

/// What the basic catalogue and the implementation list both say.
fn shared(matter: &Matter) -> Vec<(&'static str, String)> {
    let it = &matter.catalogue;
    let (from, until) = it.effective.as_ref().map_or((None, None), |it| (it.from.clone(), it.until.clone()));
    vec![
        ("catalog_code", it.catalogue_code.clone()),
        ("local_catalog_code", it.local_code.clone().unwrap_or_default()),
        ("task_name", matter.name.zh.clone()),
        ("task_type", task_type(it.task_type).to_owned()),
        ("by_law", cited(matter.basis.iter())),
        ("use_level", it.use_level.to_string()),
        ("task_state", state(it.state).to_owned()),
        ("task_version", matter.version.to_string()),
        ("plan_effective_date", from.unwrap_or_default()),
        ("plan_cancel_date", until.unwrap_or_default()),
    ]
}

fn basic(matter: &Matter, body: &Implementer) -> Record {
    let it = &matter.catalogue;
    let decision = &matter.clocks.decision;
    let promised = decision.told();
    let online = it.online.as_ref();
    let note = decision.note.as_ref().map(|it| it.zh.clone()).unwrap_or_default();
    let fee_basis = cited(matter.fees.iter().map(|it| &it.clause));
    Row::new(
        "up_task_general_basic",
        vec![
            ("row_guid", format!("{}/{}/{}", it.task_code, body.code, matter.version)),
            ("task_code", it.task_code.clone()),
            ("task_handle_item", it.handling_item.clone().unwrap_or_default()),
            ("power_source", power_source(it.power_source).to_owned()),
            ("dept_code", body.code.clone()),
            ("dept_name", body.name.zh.clone()),
            ("dept_type", body_kind(body.kind).to_owned()),
            ("entrust_name", body.entrusted_by.as_ref().map(|it| it.zh.clone()).unwrap_or_default()),
            ("anticipate_day", decision.statutory.n().to_string()),
            ("anticipate_type", unit(decision.statutory).to_owned()),
            ("anticipate_explain", note.clone()),
            ("promise_day", promised.n().to_string()),
            ("promise_type", unit(promised).to_owned()),
            ("promise_explain", note),
            ("accept_condition", numbered(matter.conditions.iter().map(|it| it.text.zh.clone()))),
            ("handle_flow", numbered(steps(matter).into_iter())),
            ("special_procedure", special(matter)),
            ("is_fee", flag(!matter.fees.is_empty())),
            ("fee_basis", fee_basis),
            ("server_type", joined(it.audience.iter().map(|it| audience(*it)))),
            ("project_type", if it.handling == Handling::Immediate { "1" } else { "2" }.to_owned()),
            ("handle_type", joined(it.channels.iter().map(|it| channel(*it)))),
            ("limit_scene_num", it.visits.to_string()),
            ("transact_addr", it.address.zh.clone()),
            ("transact_time", it.hours.zh.clone()),
            ("link_way", contact(&it.enquiry_ways, &it.enquiries)),
            ("supervise_way", contact(&it.complaint_ways, &it.complaints)),
            ("link_addr", online.map(|it| it.address.clone()).unwrap_or_default()),
            ("mobile_terminal_url", online.and_then(|it| it.mobile.clone()).unwrap_or_default()),
            ("is_single_login", flag(online.is_none_or(|it| it.single_sign_on))),
            ("app_is_single_login", flag(online.is_some_and(|it| it.mobile_single_sign_on))),
        ],
    )
    .and(shared(matter))
    .done()
}

fn extend(matter: &Matter) -> Record {
    let it = &matter.catalogue;
    let none = Extended::default();
    let more = it.extended.as_ref().unwrap_or(&none);
    let zh = |it: &Option<Words>| it.as_ref().map(|it| it.zh.clone()).unwrap_or_default();
    let (kind, name) = outcome(matter);
    Row::new(
        "up_task_general_extend",
        vec![
            ("row_guid", format!("{}/extend/{}", it.task_code, matter.version)),
            ("task_code", it.task_code.clone()),
            ("is_entry_center", flag(more.service_hall)),
            ("is_online", flag(is_online(it))),
            (
                "online_handle_depth",
                it.online.as_ref().and_then(|it| it.depth).map(|it| it.to_string()).unwrap_or_default(),
            ),
            ("online_handle_url", it.online.as_ref().map(|it| it.address.clone()).unwrap_or_default()),
            ("handle_area", more.reach.map(reach).unwrap_or_default().to_owned()),
            ("is_pay_online", flag(more.pays_online)),
            ("is_express", flag(more.delivers)),
            ("is_schedule", flag(more.by_appointment)),
            ("is_service_terminals", flag(more.terminals)),
            ("limit_explain", zh(&more.quantity)),
            ("limit_scene_explain", zh(&it.visits_reason)),
            ("other_dept", joined(more.joint_agencies.iter().map(|it| it.zh.as_str()))),
            ("result_type", kind.to_owned()),
            ("result_name", name),
            ("result_guid", matter.result.sample.clone().unwrap_or_default()),
            ("service_type", zh(&more.intermediary)),
            ("user_topic_type", joined(more.person_topics.iter().map(String::as_str))),
            ("corp_topic_type", joined(more.company_topics.iter().map(String::as_str))),
            ("town_code", joined(more.towns.iter().map(String::as_str))),
            ("village_code", joined(more.villages.iter().map(String::as_str))),
        ],
    )
    .done()
}

fn material(matter: &Matter, n: usize) -> Record {
    let it = &matter.materials[n];
    let zh = |it: &Option<Words>| it.as_ref().map(|it| it.zh.clone()).unwrap_or_default();
    let kind = it.kind.map(|it| match it {
        MaterialKind::Original => "1",
        MaterialKind::Copy => "2",
        MaterialKind::OriginalAndCopy => "3",
    });
    let form = it.form.map(|it| match it {
        MaterialForm::Paper => "1",
        MaterialForm::Electronic => "2",
        MaterialForm::Either => "3",
    });
    let source = match it.source {
        MaterialSource::Applicant | MaterialSource::Form => "10",
        MaterialSource::Held => "20",
    };
    Row::new(
        "up_task_general_material",
        vec![
            ("row_guid", format!("{}/material/{}/{}", matter.catalogue.task_code, n + 1, matter.version)),
            ("task_code", matter.catalogue.task_code.clone()),
            ("material_name", it.name.zh.clone()),
            ("is_need", flag(it.needed)),
            ("material_type", kind.unwrap_or_default().to_owned()),
            ("material_format", form.unwrap_or_default().to_owned()),
            ("page_num", it.copies.to_string()),
            ("page_format", it.size.clone().unwrap_or_default()),
            ("source_type", source.to_owned()),
            ("source_explain", zh(&it.source_note)),
            ("by_law", cited([&it.clause].into_iter())),
            ("accept_stand", it.standard.zh.clone()),
            ("fill_explain", zh(&it.filling)),
            ("form_guid", it.blank.clone().unwrap_or_default()),
            ("example_guid", it.example.clone().unwrap_or_default()),
            ("order_num", (n + 1).to_string()),
        ],
    )
    .done()
}

fn fee(matter: &Matter, n: usize) -> Record {
    let it = &matter.fees[n];
    let amount = amount(it.minor, &it.currency);
    let standard =
        it.standard.as_ref().map(|it| t!("record.aside", Lang::ZH, words = it.zh)).unwrap_or_default();
    Row::new(
        "up_task_general_fee_project",
        vec![
            ("row_guid", format!("{}/fee/{}/{}", matter.catalogue.task_code, n + 1, matter.version)),
            ("task_code", matter.catalogue.task_code.clone()),
            ("fee_name", it.name.zh.clone()),
            ("fee_stand", format!("{amount}{standard}")),
            ("by_law", cited([&it.clause].into_iter())),
            ("is_desc", flag(it.reduction.is_some())),
            ("desc_explain", it.reduction.as_ref().map(|it| it.zh.clone()).unwrap_or_default()),
            ("order_num", (n + 1).to_string()),
        ],
    )
    .done()
}

fn question(matter: &Matter, n: usize) -> Record {
    let it = &matter.questions[n];
    Row::new(
        "up_task_general_question",
        vec![
            ("row_guid", format!("{}/question/{}/{}", matter.catalogue.task_code, n + 1, matter.version)),
            ("task_code", matter.catalogue.task_code.clone()),
            ("question", it.question.zh.clone()),
            ("answer", it.answer.zh.clone()),
            ("order_num", (n + 1).to_string()),
        ],
    )
    .done()
}

/// Named values on the way to a record.
struct Row {
    table: &'static str,
    values: Vec<(&'static str, String)>,
}

impl Row {
    fn new(table: &'static str, values: Vec<(&'static str, String)>) -> Self {
        Self { table, values }
    }

    fn and(mut self, more: Vec<(&'static str, String)>) -> Self {
        self.values.extend(more);
        self
    }

    /// In the order of the columns; what is longer than its column is cut, as the receiver would refuse all of it.
    fn done(self) -> Record {
        let table =
            RECORD_TABLES.iter().find(|it| it.name == self.table).expect("each row names a table of ours");
        let value = |column: &ColumnOf| {
            let found = self.values.iter().find(|it| it.0 == column.name);
            found.map(|it| it.1.chars().take(column.length_max).collect()).unwrap_or_default()
        };
        Record { table: table.name, values: table.columns.iter().map(value).collect() }
    }
}

fn implementer(matter: &Matter, it: &super::matter::Body) -> Implementer {
    Implementer {
        code: it.code.clone(),
        name: it.name.clone(),
        region: matter.region.clone(),
        kind: it.kind,
        entrusted_by: it.entrusted_by.clone(),
    }
}

/// Hundredths as people read them: 12.00 CNY.
pub(super) fn amount(minor: i64, currency: &str) -> String {
    format!(
        "{}{}.{:02} {currency}",
        if minor < 0 { "-" } else { "" },
        (minor / 100).abs(),
        (minor % 100).abs()
    )
}

/// The kind and the name of what comes out.
fn outcome(matter: &Matter) -> (&'static str, String) {
    let result = &matter.result;
    let certificate = result.certificate.as_ref().map(|it| &it.name);
    let kind = match result.kind {
        _ if certificate.is_some() => "1",
        Some(ResultKind::Certificate) => "1",
        Some(ResultKind::Approval) => "2",
        Some(ResultKind::Other) => "3",
        Some(ResultKind::Nothing) | None => "4",
    };
    let name = certificate
        .or(result.name.as_ref())
        .map_or_else(|| t!("record.none", Lang::ZH).to_owned(), |it| it.zh.clone());
    (kind, name)
}

/// What is done, in the order of the file.
fn steps(matter: &Matter) -> Vec<String> {
    if let Some(it) = &matter.guidance {
        return it.steps.iter().map(|it| it.zh.clone()).collect();
    }
    let nodes = matter.flow.nodes.iter();
    let steps = nodes.filter(|it| matches!(it.kind, flow::Kind::Step { .. } | flow::Kind::Wait { .. }));
    steps.filter_map(|it| it.label.as_ref()).map(|it| it.zh.clone()).collect()
}

fn special(matter: &Matter) -> String {
    match matter.special_procedures.is_empty() {
        true => t!("record.none", Lang::ZH).to_owned(),
        false => joined(matter.special_procedures.iter().map(|it| it.name.zh.as_str())),
    }
}

fn contact(ways: &[ContactWay], words: &Words) -> String {
    let codes = joined(ways.iter().map(|it| way(*it)));
    if codes.is_empty() {
        words.zh.clone()
    } else {
        format!("{codes}{}{}", t!("record.and", Lang::ZH), words.zh)
    }
}

/// Clauses as documents cite them, each once.
fn cited<'a>(keys: impl Iterator<Item = &'a String>) -> String {
    let register = LawRegister::built_in();
    let mut said: Vec<String> = Vec::new();
    for key in keys {
        let words = register.clause(key).map_or_else(|| key.clone(), |it| it.cite(Lang::ZH));
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join(t!("record.and", Lang::ZH))
}

fn numbered(all: impl Iterator<Item = String>) -> String {
    all.enumerate().map(|(n, it)| format!("{}. {it}", n + 1)).collect::<Vec<_>>().join("\n")
}

fn joined<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.collect::<Vec<_>>().join(",")
}

fn flag(it: bool) -> String {
    if it { "1" } else { "0" }.to_owned()
}

/// Done here, or somewhere else that is named.
fn is_online(it: &Catalogue) -> bool {
    it.channels.is_empty() || it.online.is_some() || it.channels.contains(&ServiceChannel::Online)
}
