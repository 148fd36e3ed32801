//! The parts of a matter's page, each from the part of the file it shows.
//! Clauses lead to what they say at the foot of the page.

use calendar::Limit;
use kit::{Currency, Lang, Money, t};
use maud::{Markup, html};
use web::pages::{Column, SummaryRow, Table, details, summary_list, table};

use super::super::words;
use crate::{
    TEXTS,
    model::{
        Audience, Guidance, Material, MaterialSource, Matter, PowerSource, Remedy, RemedyBody, Silence,
        TaskType,
    },
};

pub(super) fn conditions(lang: Lang, matter: &Matter) -> Markup {
    html! {
        ul {
            @for it in &matter.conditions {
                li { (it.text.say(lang)) br; span.hint { (words::clause_link(lang, &it.clause)) } }
            }
        }
    }
}

/// What is handed in, and what is not asked for because an agency holds it.
pub(super) fn materials(lang: Lang, matter: &Matter) -> Markup {
    let of = |source| matter.materials.iter().filter(move |it| it.source == source).collect::<Vec<_>>();
    let (own, form, held) =
        (of(MaterialSource::Applicant), of(MaterialSource::Form), of(MaterialSource::Held));
    html! {
        h3 { (t!("matter.hand_in", lang)) }
        @if own.is_empty() { p { (t!("matter.hand_in_nothing", lang)) } } @else { (material_list(lang, &own)) }
        @if !form.is_empty() {
            h3 { (t!("matter.fill_in", lang)) }
            (material_list(lang, &form))
        }
        @if !held.is_empty() {
            h3 { (t!("matter.not_asked", lang)) }
            (material_list(lang, &held))
        }
    }
}

fn material_list(lang: Lang, materials: &[&Material]) -> Markup {
    html! {
        dl.summary-list {
            @for it in materials {
                div.row {
                    dt {
                        (it.name.say(lang))
                        @if !it.needed { br; span.soft { (t!("matter.where_needed", lang)) } }
                    }
                    dd.value {
                        (it.standard.say(lang))
                        @if it.source == MaterialSource::Applicant && 0 < it.copies {
                            br; span.soft { (t!("matter.copies", lang, n = it.copies)) }
                        }
                        br; span.hint { (words::clause_link(lang, &it.clause)) }
                    }
                }
            }
        }
    }
}

/// What to do where one cannot apply here.
pub(super) fn steps(lang: Lang, it: &Guidance) -> Markup {
    html! { ol { @for it in &it.steps { li { (it.say(lang)) } } } }
}

/// Each duty with its statutory and promised time, and what silence means.
pub(super) fn times(lang: Lang, matter: &Matter) -> Markup {
    let clocks = &matter.clocks;
    let mut duties = vec![
        (t!("clock.acceptance", lang), &clocks.acceptance),
        (t!("clock.decision", lang), &clocks.decision),
    ];
    duties.push((t!("clock.delivery", lang), &clocks.delivery));
    duties.extend(clocks.inspection.as_ref().map(|it| (t!("clock.inspection", lang), it)));
    let columns = [
        Column::text(t!("matter.duty", lang)),
        Column::text(t!("matter.statutory", lang)),
        Column::text(t!("matter.promised", lang)),
        Column::text(t!("matter.clause", lang)),
    ];
    let rows = duties
        .iter()
        .map(|(name, it)| duty_row(lang, name, (it.statutory, it.promised), &it.clause))
        .collect();
    let silent = duties.iter().any(|(_, it)| it.silence == Silence::Accepted);
    html! {
        (table(&Table { caption: t!("matter.times_caption", lang), columns: &columns, rows, empty: "" }))
        p.hint { (t!("matter.first_day", lang)) }
        @if silent { p { (t!("clock.note.silence", lang)) } }
        @match clocks.decision.silence {
            Silence::Granted => p { (t!("clock.note.silence_grants", lang)) },
            Silence::Refused => p { (t!("clock.note.silence_refuses", lang)) },
            Silence::Nothing | Silence::Accepted => {},
        }
        @if let Some(it) = &clocks.decision.extension {
            p {
                (t!("matter.extension", lang, by = words::limit(lang, it.by))) " "
                span.hint { (words::clause_link(lang, &it.clause)) }
            }
        }
        @if !matter.special_procedures.is_empty() {
            p { (t!("matter.stops", lang)) }
            ul {
                @for it in &matter.special_procedures {
                    li { (it.name.say(lang)) " " span.hint { (words::clause_link(lang, &it.clause)) } }
                }
            }
        }
    }
}

fn duty_row(
    lang: Lang,
    name: &str,
    (statutory, promised): (Limit, Option<Limit>),
    clause: &str,
) -> Vec<Markup> {
    let said = |it: Option<Limit>| match it {
        Some(it) => html! { (words::limit(lang, it)) },
        None => html! { span.soft { (t!("matter.as_statutory", lang)) } },
    };
    vec![
        html! { (name) },
        said(Some(statutory)),
        said(promised),
        html! { span { (words::clause_link(lang, clause)) } },
    ]
}

/// What it costs; nothing is stated as nothing.
pub(super) fn fees(lang: Lang, matter: &Matter) -> Markup {
    if matter.fees.is_empty() {
        return html! { p { strong { (t!("matter.free", lang)) } " " (t!("matter.free_words", lang)) } };
    }
    let amount = |minor, currency: &str| {
        let currency = Currency::parse(currency).unwrap_or(Currency::CNY);
        Money { minor, currency }.to_string()
    };
    html! {
        dl.summary-list {
            @for it in &matter.fees {
                div.row {
                    dt { (it.name.say(lang)) }
                    dd.value { (amount(it.minor, &it.currency)) br; span.hint { (words::clause_link(lang, &it.clause)) } }
                }
            }
        }
    }
}

pub(super) fn remedies(lang: Lang, matter: &Matter) -> Markup {
    let remedies = [
        (t!("remedy.reconsideration", lang), &matter.remedies.reconsideration),
        (t!("remedy.litigation", lang), &matter.remedies.litigation),
    ];
    let rows: Vec<_> = remedies.iter().map(|(name, it)| SummaryRow::new(name, remedy(lang, it))).collect();
    html! { p { (t!("matter.remedies_words", lang)) } (summary_list(lang, &rows)) }
}

fn remedy(lang: Lang, it: &Remedy) -> Markup {
    let body = match it.body {
        RemedyBody::OwnGovernment => t!("matter.own_government", lang),
        RemedyBody::Court => t!("matter.court", lang),
    };
    html! {
        p { (t!("remedy.within", lang, body = body, within = words::limit(lang, it.within))) }
        p.hint {
            (words::clause_link(lang, &it.clause))
            @if let Some(key) = &it.body_clause { br; (words::clause_link(lang, key)) }
        }
    }
}

/// What people often ask.
pub(super) fn faq(lang: Lang, matter: &Matter) -> Markup {
    html! {
        @for it in &matter.questions {
            (details(it.question.say(lang), html! { p { (it.answer.say(lang)) } }))
        }
    }
}

/// Who decides, where, when, whom to ask, and the national field set.
pub(super) fn aside(lang: Lang, matter: &Matter) -> Markup {
    let catalogue = &matter.catalogue;
    let said = |words: &str| html! { (words) };
    let rows = [
        SummaryRow::new(t!("matter.address", lang), said(catalogue.address.say(lang))),
        SummaryRow::new(t!("matter.hours", lang), said(catalogue.hours.say(lang))),
        SummaryRow::new(t!("matter.enquiries", lang), said(catalogue.enquiries.say(lang))),
        SummaryRow::new(t!("matter.complaints", lang), said(catalogue.complaints.say(lang))),
    ];
    let level = TEXTS.find(lang, &format!("matter.level.{}", catalogue.use_level)).unwrap_or_default();
    let code = |it: &str| html! { code { (it) } };
    let fields = [
        SummaryRow::new(t!("matter.task_code", lang), code(&catalogue.task_code)),
        SummaryRow::new(t!("matter.catalogue_code", lang), code(&catalogue.catalogue_code)),
        SummaryRow::new(t!("matter.task_type", lang), said(type_name(lang, catalogue.task_type))),
        SummaryRow::new(t!("matter.power_source", lang), said(power_source(lang, catalogue.power_source))),
        SummaryRow::new(t!("matter.use_level", lang), said(level)),
        SummaryRow::new(t!("matter.version", lang), html! { (matter.version) }),
    ];
    html! {
        h2 { (t!("matter.agencies", lang)) }
        ul {
            @if let Some(it) = catalogue.body.as_ref().filter(|_| matter.roles.is_empty()) {
                li { (it.name.say(lang)) }
            }
            @for it in &matter.roles {
                li {
                    (it.name.say(lang))
                    @if it.decides { br; span.soft { (t!("matter.decides", lang)) } }
                }
            }
        }
        p.hint { (t!("matter.by_place", lang)) }
        h2 { (t!("matter.where", lang)) }
        (summary_list(lang, &rows))
        @if let Some(it) = &matter.result.certificate {
            h2 { (t!("matter.result", lang)) }
            p { (it.name.say(lang)) br; span.soft { (t!("matter.valid", lang, within = words::limit(lang, it.validity))) } }
        }
        (details(t!("matter.field_set", lang), summary_list(lang, &fields)))
    }
}

pub(super) fn audience(lang: Lang, matter: &Matter) -> String {
    let said = matter.catalogue.audience.iter().map(|it| match it {
        Audience::Person => t!("matter.person", lang).to_owned(),
        Audience::Company => t!("matter.company", lang).to_owned(),
    });
    said.reduce(|all, next| t!("fact.list", lang, all = all, next = next)).unwrap_or_default()
}

pub(in super::super) fn type_name(lang: Lang, it: TaskType) -> &'static str {
    match it {
        TaskType::Licensing => t!("matter.type.licensing", lang),
        TaskType::Confirmation => t!("matter.type.confirmation", lang),
        TaskType::Payment => t!("matter.type.payment", lang),
        TaskType::Reward => t!("matter.type.reward", lang),
        TaskType::Ruling => t!("matter.type.ruling", lang),
        TaskType::Collection => t!("matter.type.collection", lang),
        TaskType::Inspection => t!("matter.type.inspection", lang),
        TaskType::Filing => t!("matter.type.filing", lang),
        TaskType::Other => t!("matter.type.other", lang),
        TaskType::PublicService => t!("matter.type.public_service", lang),
    }
}

fn power_source(lang: Lang, it: PowerSource) -> &'static str {
    match it {
        PowerSource::Statutory => t!("matter.power.statutory", lang),
        PowerSource::HandedDown => t!("matter.power.handed_down", lang),
        PowerSource::Authorised => t!("matter.power.authorised", lang),
        PowerSource::Entrusted => t!("matter.power.entrusted", lang),
    }
}

/// Every clause the page cites, in the order in which it is read.
pub(super) fn clauses(matter: &Matter) -> Vec<&str> {
    let clocks = &matter.clocks;
    let duties = [
        Some(&clocks.acceptance),
        Some(&clocks.decision),
        Some(&clocks.delivery),
        clocks.inspection.as_ref(),
    ];
    let remedies = [&matter.remedies.reconsideration, &matter.remedies.litigation];
    let mut all: Vec<&str> = matter.basis.iter().map(String::as_str).collect();
    all.extend(matter.conditions.iter().map(|it| it.clause.as_str()));
    all.extend(matter.materials.iter().map(|it| it.clause.as_str()));
    all.extend(duties.iter().flatten().map(|it| it.clause.as_str()));
    all.extend(clocks.decision.extension.iter().map(|it| it.clause.as_str()));
    all.extend(matter.special_procedures.iter().map(|it| it.clause.as_str()));
    all.extend(matter.fees.iter().map(|it| it.clause.as_str()));
    for it in remedies {
        all.push(&it.clause);
        all.extend(it.body_clause.as_deref());
    }
    all
}
