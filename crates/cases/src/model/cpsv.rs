//! Matters as CPSV-AP 3.2.0 in JSON-LD: each a public service with its authority, requirements, evidence, costs and output.
//! Pure: the address of the site and the agencies come in; knows no HTTP.

use std::collections::BTreeSet;

use calendar::{Limit, Unit};
use kit::{LANGS, Lang, Words, t};
use serde_json::{Value, json};

use super::{
    law::LawRegister,
    matter::{Matter, ServiceChannel, TaskState},
    records::Implementer,
};

/// The type of a JSON-LD document.
pub const JSON_LD: &str = "application/ld+json";

/// Where the matters are to be had, and by whom.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// The address of the site, without a slash at its end.
    pub origin: String,
    /// What the site is called.
    pub name: Words,
}

/// The document of some matters, each with the agencies that implement it.
pub fn cpsv<'a>(
    publisher: &Publisher,
    matters: impl Iterator<Item = (&'a Matter, Vec<Implementer>)>,
) -> Value {
    let mut graph = Graph { publisher, nodes: Vec::new(), known: BTreeSet::new() };
    let services: Vec<_> = matters.map(|(matter, bodies)| graph.service(matter, &bodies)).collect();
    graph.dataset(&services);
    json!({ "@context": context(), "@graph": graph.nodes })
}

/// The words of the vocabularies we use.
fn context() -> Value {
    json!({
        "adms": "http://www.w3.org/ns/adms#",
        "cpsv": "http://purl.org/vocab/cpsv#",
        "cv": "http://data.europa.eu/m8g/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

/// Nodes so far; each stands once.
struct Graph<'a> {
    publisher: &'a Publisher,
    nodes: Vec<Value>,
    known: BTreeSet<String>,
}

impl Graph<'_> {
    fn service(&mut self, matter: &Matter, bodies: &[Implementer]) -> Value {
        let id = format!("{}/matters/{}", self.publisher.origin, matter.key);
        let own = matter.catalogue.body.as_ref().map(|it| Implementer {
            code: it.code.clone(),
            name: it.name.clone(),
            region: matter.region.clone(),
            kind: it.kind,
            entrusted_by: it.entrusted_by.clone(),
        });
        let bodies = own.map_or_else(|| bodies.to_vec(), |it| vec![it]);
        let authorities: Vec<_> = bodies.iter().map(|it| self.authority(it)).collect();
        let requirements: Vec<_> =
            (0..matter.conditions.len()).map(|n| self.requirement(&id, matter, n)).collect();
        let (evidence, types): (Vec<_>, Vec<_>) =
            (0..matter.materials.len()).map(|n| self.evidence(&id, matter, n)).unzip();
        let costs: Vec<_> = (0..matter.fees.len()).map(|n| self.cost(&id, matter, n)).collect();
        let channels = self.channels(&id, matter);
        let law: Vec<_> = matter.basis.iter().filter_map(|it| self.law(it)).collect();
        let rules: Vec<_> = matter.basis.iter().filter_map(|it| self.rule(it)).collect();
        let audience: Vec<_> =
            matter.catalogue.audience.iter().map(|it| self.concept("audience", it)).collect();
        let languages: Vec<_> = Lang::all().map(|it| self.language(it)).collect();
        let keywords: Vec<_> = matter.keywords.iter().map(|it| keyword(it)).collect();
        let node = json!({
            "@id": id,
            "@type": "cpsv:PublicService",
            "dct:identifier": matter.catalogue.task_code,
            "dct:title": said(&matter.name),
            "dct:description": said(&matter.summary),
            "cv:hasCompetentAuthority": authorities,
            "cv:holdsRequirement": requirements,
            "cpsv:hasInput": evidence,
            "cv:hasInputType": types,
            "cv:hasCost": costs,
            "cv:hasChannel": channels,
            "cv:hasLegalResource": law,
            "cpsv:follows": rules,
            "cpsv:produces": self.output(&id, matter),
            "cv:processingTime": {
                "@type": "xsd:duration",
                "@value": duration(matter.clocks.decision.told()),
            },
            "adms:status": self.status(matter.catalogue.state),
            "cv:contactPoint": self.contact(&id, matter),
            "cv:isClassifiedBy": self.concept("task-type", &matter.catalogue.task_type),
            "dct:audience": audience,
            "dct:language": languages,
            "dct:spatial": self.location(&matter.region),
            "dct:isPartOf": { "@id": self.dataset_id() },
            "dcat:keyword": keywords,
        });
        self.put(node)
    }

    fn authority(&mut self, it: &Implementer) -> Value {
        let id = format!("{}/agencies/{}", self.publisher.origin, it.code);
        let spatial = format!("{}/regions/{}", self.publisher.origin, it.region);
        let spatial = self.put(json!({
            "@id": spatial,
            "@type": ["dct:Location", "http://data.europa.eu/88u/dataset/atu-type"],
            "dct:identifier": it.region,
        }));
        self.put(json!({
            "@id": id,
            "@type": ["cv:PublicOrganisation", "foaf:Agent"],
            "dct:identifier": it.code,
            "dct:title": said(&it.name),
            "skos:prefLabel": said(&it.name),
            "dct:spatial": spatial,
        }))
    }

    fn requirement(&mut self, service: &str, matter: &Matter, n: usize) -> Value {
        let it = &matter.conditions[n];
        let rule = self.rule(&it.clause);
        self.put(json!({
            "@id": format!("{service}#condition-{}", n + 1),
            "@type": "cv:Requirement",
            "dct:identifier": format!("{}/condition/{}", matter.catalogue.task_code, n + 1),
            "dct:title": said(&it.text),
            "cv:fulfils": rule,
        }))
    }

    /// A material, and the type it is of.
    fn evidence(&mut self, service: &str, matter: &Matter, n: usize) -> (Value, Value) {
        let it = &matter.materials[n];
        let code = format!("{}/material/{}", matter.catalogue.task_code, it.key);
        let source = self.concept("material-source", &it.source);
        let of = self.put(json!({
            "@id": format!("{service}#material-type-{}", it.key),
            "@type": "cv:EvidenceType",
            "dct:identifier": format!("{code}/type"),
            "cv:evidenceTypeClassification": source,
        }));
        let evidence = self.put(json!({
            "@id": format!("{service}#material-{}", it.key),
            "@type": "cv:Evidence",
            "dct:identifier": code,
            "dct:title": said(&it.name),
            "dct:description": said(&it.standard),
            "dct:conformsTo": of,
        }));
        (evidence, of)
    }

    fn cost(&mut self, service: &str, matter: &Matter, n: usize) -> Value {
        let it = &matter.fees[n];
        let currency = format!("http://publications.europa.eu/resource/authority/currency/{}", it.currency);
        let currency =
            self.put(json!({ "@id": currency, "@type": "skos:Concept", "skos:notation": it.currency }));
        self.put(json!({
            "@id": format!("{service}#fee-{}", n + 1),
            "@type": "cv:Cost",
            "dct:identifier": format!("{}/fee/{}", matter.catalogue.task_code, n + 1),
            "dct:description": said(&it.name),
            // Two digits stand behind the point: what is printed is what was stated.
            "cv:hasValue": {
                "@type": "xsd:double",
                "@value": format!("{}.{:02}", it.minor / 100, it.minor % 100),
            },
            "cv:currency": currency,
        }))
    }

    fn channels(&mut self, service: &str, matter: &Matter) -> Vec<Value> {
        let stated = matter.catalogue.channels.clone();
        let all =
            if stated.is_empty() { vec![ServiceChannel::Online, ServiceChannel::Counter] } else { stated };
        let one = |it: &ServiceChannel| {
            let name = word(it);
            let hours = self.put(json!({
                "@id": format!("{service}#hours"),
                "@type": "time:TemporalEntity",
                "dct:description": said(&matter.catalogue.hours),
            }));
            let kind = self.concept("channel", it);
            self.put(json!({
                "@id": format!("{service}#channel-{name}"),
                "@type": "cv:Channel",
                "dct:identifier": format!("{}/channel/{name}", matter.catalogue.task_code),
                "dct:type": kind,
                "dct:description": said(&matter.catalogue.address),
                "cv:openingHours": hours,
            }))
        };
        all.iter().map(one).collect()
    }

    fn contact(&mut self, service: &str, matter: &Matter) -> Value {
        let page = self.put(json!({ "@id": service.to_owned() + "#page", "@type": "foaf:Document" }));
        let number = matter.catalogue.extended.as_ref().and_then(|it| it.telephone.clone());
        let mut node = json!({
            "@id": format!("{service}#contact"),
            "@type": "cv:ContactPoint",
            "dct:description": said(&matter.catalogue.enquiries),
            "cv:contactPage": page,
        });
        if let Some(it) = number {
            node["cv:telephone"] = it.into();
        }
        self.put(node)
    }

    fn output(&mut self, service: &str, matter: &Matter) -> Value {
        let result = &matter.result;
        let name = result.certificate.as_ref().map(|it| &it.name).or(result.name.as_ref());
        let name = name.unwrap_or(&matter.name);
        let kind = match &result.certificate {
            Some(_) => "certificate".to_owned(),
            None => result.kind.as_ref().map_or_else(|| "nothing".to_owned(), word),
        };
        let kind = self.concept_of("result", &kind);
        self.put(json!({
            "@id": format!("{service}#result"),
            "@type": "cv:Output",
            "dct:identifier": format!("{}/result", matter.catalogue.task_code),
            "dct:title": said(name),
            "dct:type": kind,
        }))
    }

    fn law(&mut self, key: &str) -> Option<Value> {
        let clause = LawRegister::built_in().clause(key)?;
        let id = format!("{}/law/{key}", self.publisher.origin);
        let cited = Words { zh: clause.cite(Lang::ZH), en: clause.cite(Lang::EN) };
        Some(self.put(json!({ "@id": id, "@type": "eli:LegalResource", "dct:title": said(&cited) })))
    }

    fn rule(&mut self, key: &str) -> Option<Value> {
        let clause = LawRegister::built_in().clause(key)?;
        let law = self.law(key)?;
        let cited = Words { zh: clause.cite(Lang::ZH), en: clause.cite(Lang::EN) };
        Some(self.put(json!({
            "@id": format!("{}/law/{key}#rule", self.publisher.origin),
            "@type": "cpsv:Rule",
            "dct:identifier": key,
            "dct:title": said(&cited),
            "dct:description": said(&clause.text),
            "cpsv:implements": law,
        })))
    }

    fn status(&mut self, it: TaskState) -> Value {
        let code = match it {
            TaskState::InUse => "Completed",
            TaskState::Suspended => "Deprecated",
            TaskState::Cancelled => "Withdrawn",
        };
        let id = format!("http://purl.org/adms/status/{code}");
        self.put(json!({ "@id": id, "@type": "skos:Concept" }))
    }

    fn language(&mut self, it: Lang) -> Value {
        let code = if it == Lang::ZH { "ZHO" } else { "ENG" };
        let id = format!("http://publications.europa.eu/resource/authority/language/{code}");
        self.put(json!({ "@id": id, "@type": "dct:LinguisticSystem" }))
    }

    fn location(&mut self, region: &str) -> Value {
        let id = format!("{}/regions/{region}", self.publisher.origin);
        self.put(json!({
            "@id": id,
            "@type": ["dct:Location", "http://data.europa.eu/88u/dataset/atu-type"],
            "dct:identifier": region,
        }))
    }

    fn concept<T: serde::Serialize>(&mut self, scheme: &str, it: &T) -> Value {
        self.concept_of(scheme, &word(it))
    }

    fn concept_of(&mut self, scheme: &str, name: &str) -> Value {
        let id = format!("{}/vocabulary/{scheme}/{name}", self.publisher.origin);
        self.put(json!({ "@id": id, "@type": "skos:Concept", "skos:notation": name }))
    }

    fn dataset_id(&self) -> String {
        format!("{}/api/matters.jsonld", self.publisher.origin)
    }

    fn dataset(&mut self, services: &[Value]) {
        let name = Words {
            zh: t!("cpsv.dataset", Lang::ZH).to_owned(),
            en: t!("cpsv.dataset", Lang::EN).to_owned(),
        };
        let agent = self.put(json!({
            "@id": format!("{}/#publisher", self.publisher.origin),
            "@type": "foaf:Agent",
            "dct:identifier": self.publisher.origin,
            "dct:title": said(&self.publisher.name),
        }));
        let page =
            self.put(json!({ "@id": format!("{}/", self.publisher.origin), "@type": "foaf:Document" }));
        let id = self.dataset_id();
        self.put(json!({
            "@id": id,
            "@type": "dcat:Dataset",
            "dct:title": said(&name),
            "dct:description": said(&name),
            "dct:publisher": agent,
            "dct:hasPart": services,
            "dcat:landingPage": page,
        }));
    }

    /// Adds a node once; what leads to it.
    fn put(&mut self, node: Value) -> Value {
        let id = node["@id"].clone();
        if self.known.insert(id.as_str().unwrap_or_default().to_owned()) {
            self.nodes.push(node);
        }
        json!({ "@id": id })
    }
}

/// Words in each of their languages.
fn said(words: &Words) -> Vec<Value> {
    let each = Lang::all().zip(LANGS);
    each.map(|(lang, (tag, _))| json!({ "@value": words.say(lang), "@language": tag })).collect()
}

/// A keyword is in one language: its letters say which.
fn keyword(it: &str) -> Value {
    let lang = if it.is_ascii() { Lang::EN } else { Lang::ZH };
    json!({ "@value": it, "@language": lang.tag() })
}

/// A word of the file, as the file writes it.
fn word<T: serde::Serialize>(it: &T) -> String {
    serde_json::to_value(it).ok().and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}

/// As XML Schema writes a duration; working days are said as days, as it knows no others.
fn duration(it: Limit) -> String {
    match it.unit() {
        Unit::Hours => format!("PT{}H", it.n()),
        Unit::WorkingDays | Unit::CalendarDays => format!("P{}D", it.n()),
        Unit::Months => format!("P{}M", it.n()),
        Unit::Years => format!("P{}Y", it.n()),
    }
}
