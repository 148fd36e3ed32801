//! Someone who took a role of the demonstration and fills in an application page by page, as a person would.
//! Knows the first matter's questions; reads every hidden field from the pages.

use crate::{
    Result,
    client::{Answer, Client, post},
    ensure,
};

/// The matter applied for.
pub(crate) const MATTER: &str = "/matters/food-business-licence";
/// The field that makes a form count once.
const KEY_FIELD: &str = "submission";

/// A filled application, to be sent again and again with fresh keys.
#[derive(Clone)]
pub(crate) struct Application {
    pub(crate) cookie: String,
    fields: Vec<(String, String)>,
}

impl Application {
    /// The request that sends it with this key.
    pub(crate) fn request(&self, key: &str) -> Vec<u8> {
        let mut fields = self.fields.clone();
        for field in fields.iter_mut().filter(|it| it.0 == KEY_FIELD) {
            key.clone_into(&mut field.1);
        }
        post(&format!("{MATTER}/cases"), &self.cookie, &fields)
    }
}

/// Someone who took a role.
pub(crate) struct Visitor {
    pub(crate) client: Client,
    pub(crate) cookie: String,
}

impl Visitor {
    /// Takes a role with one click.
    pub(crate) fn take(address: &str, role: &str) -> Result<Self> {
        let mut client = Client::of(address);
        let page = client.get("/demo", "")?;
        let (before, mut fields) = (cookie(&page), hidden(&page.text(), "/demo/session")?);
        for field in fields.iter_mut().filter(|it| it.0 == "role") {
            role.clone_into(&mut field.1);
        }
        let taken = client.ask(&post("/demo/session", &before, &fields))?;
        ensure(taken.status == 303, || format!("the role {role} is not given: {}", taken.status))?;
        Ok(Self { client, cookie: cookie(&taken) })
    }

    /// Fills in the whole application; what the last page would send is what comes back.
    pub(crate) fn application(&mut self) -> Result<Application> {
        for (page, answers) in PAGES {
            let path = format!("{MATTER}/application/{page}");
            let mut fields = hidden(&self.client.get(&path, &self.cookie)?.text(), &path)?;
            fields.extend(answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            let answer = self.client.ask(&post(&path, &self.cookie, &fields))?;
            ensure(answer.status == 303, || {
                format!("the page {page} is not taken: {} {}", answer.status, answer.text())
            })?;
        }
        let check = self.client.get(&format!("{MATTER}/application/check"), &self.cookie)?.text();
        Ok(Application { cookie: self.cookie.clone(), fields: hidden(&check, &format!("{MATTER}/cases"))? })
    }
}

/// The cookies an answer sets.
pub(crate) fn cookie(answer: &Answer) -> String {
    let pairs = answer.headers("set-cookie").filter_map(|it| it.split(';').next());
    pairs.collect::<Vec<_>>().join("; ")
}

/// The hidden fields of the form that posts to a path.
pub(crate) fn hidden(page: &str, action: &str) -> Result<Vec<(String, String)>> {
    let mark = format!("action=\"{action}\"");
    let form = page.split("<form").find(|it| it.contains(&mark)).ok_or(format!("no form to {action}"))?;
    let form = form.split("</form>").next().unwrap_or_default();
    let value = |tag: &str, name: &str| {
        let found = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(found.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let tags = form.split("<input").skip(1).filter_map(|it| it.split('>').next());
    let tags = tags.filter(|it| it.contains("type=\"hidden\""));
    Ok(tags.filter_map(|it| Some((value(it, "name")?, value(it, "value")?))).collect())
}

/// What the shop's owner answers, page by page.
const PAGES: &[(&str, &[(&str, &str)])] = &[
    (
        "applicant",
        &[
            ("operator_name", "安和市镜湖区老王面馆"),
            ("credit_code", "91350100M000100Y43"),
            ("legal_person", "王建平"),
            ("residence", "湖滨路32号"),
            ("contact_phone", "19900000002"),
        ],
    ),
    ("premises", &[("place", "990102001"), ("premises_address", "湖滨路32号"), ("area", "86.5")]),
    (
        "business",
        &[
            ("business_kind", "catering"),
            ("business_items", "hot"),
            ("business_items", "cold"),
            ("central_kitchen", "no"),
            ("network_sale", "no"),
        ],
    ),
    (
        "people",
        &[
            ("manager_name", "王建平"),
            ("manager_number", "11010519491231002X"),
            ("manager_phone", "19900000002"),
            ("staff", "6"),
        ],
    ),
    ("papers", &[("layout_plan", "counter"), ("rules_list", "counter")]),
    ("declaration", &[("truthful", "yes")]),
];
