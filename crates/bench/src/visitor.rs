//! Somebody of the demonstration: takes a role, fills in an application as a person would, sees pages.
//! Measures nothing.

use crate::client::{Answer, Client, get, post};

const MATTER: &str = "/matters/food-business-licence";

/// Someone who took a role of the demonstration.
pub(crate) struct Visitor {
    address: String,
    pub(crate) cookie: String,
}

impl Visitor {
    pub(crate) async fn take(address: &str, role: &str) -> Self {
        let mut client = Client::connect(address).await.expect("it listens");
        let page = client.ask(&get("/demo", "")).await.expect("it answers");
        let visitor = cookie(&page);
        let csrf = hidden(&page.text(), "/demo/session").remove(0).1;
        let fields = [("csrf".to_owned(), csrf), ("role".to_owned(), role.to_owned())];
        let taken = client.ask(&post("/demo/session", &visitor, &fields)).await.expect("it answers");
        assert_eq!(taken.status, 303, "the role {role} can be taken");
        Self { address: address.to_owned(), cookie: cookie(&taken) }
    }

    pub(crate) async fn see(&self, path: &str) -> Answer {
        let mut client = Client::connect(&self.address).await.expect("it listens");
        client.ask(&get(path, &self.cookie)).await.expect("it answers")
    }

    /// Fills in the whole application page by page, as a person would; gives the form of the last page.
    pub(crate) async fn application(&self) -> Vec<(String, String)> {
        let mut client = Client::connect(&self.address).await.expect("it listens");
        for (page, answers) in PAGES {
            let path = format!("{MATTER}/application/{page}");
            let form = hidden(&self.see(&path).await.text(), &path);
            let answers = answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let fields: Vec<_> = form.into_iter().chain(answers).collect();
            let answer = client.ask(&post(&path, &self.cookie, &fields)).await.expect("it answers");
            assert_eq!(answer.status, 303, "the page {page} is taken: {}", answer.text());
        }
        let check = self.see(&format!("{MATTER}/application/check")).await.text();
        hidden(&check, &format!("{MATTER}/cases"))
    }

    pub(crate) async fn newest_case(&self) -> String {
        let page = self.see("/cases").await.text();
        let id = page.split("href=\"/cases/case_").nth(1).and_then(|it| it.split(['"', '/', '?']).next());
        format!("/cases/case_{}", id.expect("there is a case"))
    }
}

/// What makes the nth application of a client; `run` keeps the keys of one run from those of another.
pub(crate) fn submission(
    owner: &Visitor,
    fields: Vec<(String, String)>,
) -> impl Fn(&str, u64, u64) -> Vec<u8> + Clone + Send + 'static {
    let cookie = owner.cookie.clone();
    move |run, client, n| {
        let mut fields = fields.clone();
        let key = fields.iter_mut().find(|it| it.0 == "submission").expect("the form has its key");
        key.1 = format!("{run}-{client}-{n}");
        post(&format!("{MATTER}/cases"), &cookie, &fields)
    }
}

fn cookie(answer: &Answer) -> String {
    let pairs = answer.headers("set-cookie").filter_map(|it| it.split(';').next());
    pairs.collect::<Vec<_>>().join("; ")
}

/// The hidden fields of the form that posts to a path.
pub(crate) fn hidden(page: &str, action: &str) -> Vec<(String, String)> {
    let mark = format!("action=\"{action}\"");
    let form =
        page.split("<form").find(|it| it.contains(&mark)).unwrap_or_else(|| panic!("no form to {action}"));
    let form = form.split("</form>").next().unwrap_or_default();
    let value = |tag: &str, name: &str| {
        let found = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(found.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let tags = form.split("<input").skip(1).filter(|it| it.contains("type=\"hidden\""));
    tags.filter_map(|it| Some((value(it, "name")?, value(it, "value")?))).collect()
}

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
