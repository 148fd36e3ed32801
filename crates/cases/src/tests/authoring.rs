//! Proofs that a matter is written by one person at `/admin` and published by another, and that running cases keep theirs.

use axum::http::StatusCode;
use kit::{Actor, Lang, RefusalKind};
use serde_json::json;

use super::{
    house::{House, MATTER, later, on_both, typed},
    portal::browser::{Browser, run},
};
use crate::{
    actions,
    model::{
        CaseId, Conclusion,
        changes::changes,
        draft::{Edit, edited},
    },
};

/// What a page says of the revision it was made for.
fn revision(body: &str) -> String {
    let after =
        body.split_once("name=\"revision\" value=\"").unwrap_or_else(|| panic!("no form in {body}")).1;
    after.split('"').next().unwrap().to_owned()
}

/// Does one thing to a draft, as its page would.
fn edit(browser: &mut Browser, draft: &str, at: &str, fields: &[(&str, &str)]) -> String {
    let page = browser.get(&format!("{draft}/part?at={at}"));
    assert_eq!(page.status, StatusCode::OK, "{at}: {}", page.body);
    let revision = revision(&page.body);
    let mut all = vec![("at", at), ("revision", revision.as_str())];
    all.extend_from_slice(fields);
    let done = browser.post(&format!("{draft}/edits"), &all);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{at}: {}", done.body);
    done.location
}

/// A draft of the first matter with a fee and a step more, made by its pages.
fn written(house: &House) -> String {
    let mut browser = Browser::of(house, &house.author);
    browser.get("/admin/matters?lang=en");
    let draft = browser.post("/admin/matters/drafts", &[("matter", MATTER)]).location;
    let fee = edit(&mut browser, &draft, "fees", &[("what", "add")]);
    assert!(fee.ends_with("part?at=fees.0"), "{fee}");
    edit(
        &mut browser,
        &draft,
        "fees.0",
        &[
            ("v.name.zh", "工本费"),
            ("v.name.en", "Cost of the document"),
            ("v.minor", "12.00"),
            ("v.currency", "CNY"),
            ("v.clause", "administrative-licensing-law/57-58"),
        ],
    );
    let revision = revision(&browser.get(&format!("{draft}/part?at=flow")).body);
    let step = [
        ("revision", revision.as_str()),
        ("after", "together"),
        ("zh", "负责人审核"),
        ("en", "Approval by the head"),
        ("role", "bureau"),
        ("duty", "examine"),
    ];
    let done = browser.post(&format!("{draft}/steps"), &step);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    draft
}

fn examined() -> Conclusion {
    Conclusion::Examined { complete: true, words: String::new() }
}

/// Everything an application wants until it can be decided, or until something else has to be done first.
fn handled(house: &House, id: &CaseId) {
    house.conclude(&house.clerk, id, Conclusion::Accepted).unwrap();
    house.conclude(&house.clerk, id, examined()).unwrap();
    house.visit(id);
    house.inspected(id, None).unwrap();
}

fn open_nodes(house: &House, id: &CaseId) -> Vec<String> {
    let view = house.view(id);
    view.tasks.iter().filter(|it| it.task.ended_at.is_none()).map(|it| it.task.node.clone()).collect()
}

fn current(house: &House) -> u32 {
    house.it.store.read(|read| actions::current_matter(read, MATTER)).wait().unwrap().1.matter.version
}

#[test]
fn a_fee_and_a_step_are_added_checked_previewed_and_published_and_only_new_cases_follow() {
    on_both(|house| {
        let old = house.apply(&typed(&[], &[]));
        let draft = written(&house);
        let mut author = Browser::of(&house, &house.author);

        // The check is content, and says in words what differs.
        let page = author.get(&format!("{draft}?lang=en")).body;
        assert!(page.contains("Nothing is wrong; it can be submitted."), "{page}");
        assert!(page.contains("Fees: “Cost of the document” added"), "{page}");
        assert!(page.contains("Process · Nodes: “Approval by the head” added"), "{page}");

        // A citizen would see this, and can do nothing with it.
        let preview = author.get(&format!("{draft}/preview?lang=en")).body;
        assert!(
            preview.contains("This is a preview of a draft.") && preview.contains("Cost of the document")
        );
        assert!(!preview.contains(&format!("/matters/{MATTER}/application")), "{preview}");
        let first = author.get(&format!("{draft}/preview/applicant?lang=en")).body;
        assert!(
            first.contains("operator_name") && first.contains(&format!("action=\"{draft}/preview/applicant"))
        );
        let next = author.post(&format!("{draft}/preview/applicant"), &typed_pairs()).location;
        assert_eq!(next, format!("{draft}/preview/premises"));

        // Who wrote it cannot publish it; somebody else does.
        author.get(&draft);
        let refused = author.post(&format!("{draft}/publication"), &[]);
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        author.get(&draft);
        assert_eq!(author.post(&format!("{draft}/submission"), &[]).status, StatusCode::SEE_OTHER);
        assert_eq!(current(&house), 1);
        let mut publisher = Browser::of(&house, &house.publisher);
        publisher.get(&draft);
        let published = publisher.post(&format!("{draft}/publication"), &[]);
        assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
        assert_eq!(current(&house), 2);
        let shown = Browser::of(&house, &house.owner).get(&format!("/matters/{MATTER}?lang=en")).body;
        assert!(shown.contains("Cost of the document"));

        // The old case goes its old way, the new one past the new step.
        let new = house.apply(&typed(&[], &[]));
        handled(&house, &old);
        handled(&house, &new);
        assert_eq!(open_nodes(&house, &old), ["decide"]);
        assert_eq!(open_nodes(&house, &new), ["new_1"]);
        house.conclude(&house.clerk, &new, examined()).unwrap();
        assert_eq!(open_nodes(&house, &new), ["decide"]);
    });
}

fn typed_pairs() -> Vec<(&'static str, &'static str)> {
    vec![("operator_name", "somebody"), ("legal_person", "nobody")]
}

#[test]
fn a_draft_with_a_mistake_shows_it_beside_its_field_and_is_not_submitted() {
    on_both(|house| {
        let draft = written(&house);
        let mut author = Browser::of(&house, &house.author);
        edit(
            &mut author,
            &draft,
            "clocks.decision",
            &[
                ("v.statutory.n", "30"),
                ("v.statutory.unit", "working_days"),
                ("v.clause", "administrative-licensing-law/42-1"),
                ("v.promised.n", "10"),
                ("v.promised.unit", "working_days"),
                ("v.silence", "nothing"),
            ],
        );

        let part = author.get(&format!("{draft}/part?at=clocks.decision&lang=en")).body;
        let page = author.get(&format!("{draft}?lang=en")).body;
        author.get(&draft);
        let submitted = author.post(&format!("{draft}/submission"), &[]);

        assert!(part.contains("id=\"v-statutory-n-error\""), "{part}");
        assert!(
            page.contains("clocks.decision.statutory") && page.contains("It can be submitted once"),
            "{page}"
        );
        assert_eq!(submitted.status, StatusCode::CONFLICT);
    });
}

#[test]
fn what_cannot_be_read_comes_back_with_everything_typed() {
    on_both(|house| {
        let draft = written(&house);
        let mut author = Browser::of(&house, &house.author);
        let page = author.get(&format!("{draft}/part?at=fees.0&lang=en"));
        let revision = revision(&page.body);

        let refused = author.post(
            &format!("{draft}/edits?lang=en"),
            &[
                ("at", "fees.0"),
                ("revision", &revision),
                ("v.minor", "much"),
                ("v.name.zh", "证书费"),
                ("v.name.en", "Paper"),
                ("v.currency", "CNY"),
            ],
        );

        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Write an amount like 12 or 12.50") && refused.body.contains("证书费"));
    });
}

#[test]
fn a_page_that_was_overtaken_changes_nothing() {
    on_both(|house| {
        let draft = written(&house);
        let mut author = Browser::of(&house, &house.author);
        let old = revision(&author.get(&format!("{draft}/part?at=fees.0")).body);
        edit(&mut author, &draft, "materials", &[("what", "add")]);

        author.get(&draft);
        let late = author
            .post(&format!("{draft}/edits"), &[("at", "fees.0"), ("what", "remove"), ("revision", &old)]);

        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(author.get(&format!("{draft}/file")).body.contains("Cost of the document"));
    });
}

#[test]
fn a_file_goes_out_and_comes_in_again_as_it_was() {
    on_both(|house| {
        let draft = written(&house);
        let mut author = Browser::of(&house, &house.author);
        let file = author.get(&format!("{draft}/file")).body;
        author.get("/admin/matters/import");

        let again = author.post("/admin/matters/import", &[("file", &file)]);
        let kept = author.get(&format!("{draft}/file")).body;
        author.get("/admin/matters/import");
        let broken = author.post("/admin/matters/import?lang=en", &[("file", "key: [")]);

        assert_eq!(again.location, draft);
        assert_eq!(kept, file);
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(broken.body.contains("key: ["));
    });
}

#[test]
fn who_had_a_part_in_a_draft_does_not_publish_it_and_a_stranger_sees_none() {
    on_both(|house| {
        let path = written(&house);
        let id = path.rsplit('/').next().unwrap().to_owned();
        let by = both_powers(&house.author);
        let (submitter, draft) = (by.clone(), id.clone());
        house.write(move |tx| actions::submit_draft(tx, &submitter, &draft)).unwrap();

        let refused = house.write(move |tx| actions::publish_draft(tx, &by, &id, None));
        let stranger = Browser::of(&house, &house.clerk).get(&path);

        assert_eq!(
            refused.unwrap_err().refusal().map(|it| (it.kind, it.code)),
            Some((RefusalKind::Conflict, "draft.own"))
        );
        assert_eq!(stranger.status, StatusCode::FORBIDDEN);
        assert_eq!(current(&house), 1);
    });
}

fn both_powers(by: &Actor) -> Actor {
    let mut acting = by.acting().unwrap().clone();
    acting.powers = ["matter.author", "matter.publish"].map(str::to_owned).into_iter().collect();
    Actor::official_is(acting)
}

#[test]
fn a_publication_waits_for_its_moment_and_can_be_taken_back() {
    on_both(|house| {
        let id = written(&house).rsplit('/').next().unwrap().to_owned();
        let (author, draft) = (house.author.clone(), id.clone());
        house.write(move |tx| actions::submit_draft(tx, &author, &draft)).unwrap();
        let at = later(house.it.store.now(), 3);
        let plan = |house: &House| {
            let (publisher, draft) = (house.publisher.clone(), id.clone());
            house.write(move |tx| actions::publish_draft(tx, &publisher, &draft, Some(at))).unwrap();
        };

        plan(&house);
        run(actions::publish_due(&house.it.store, id.clone())).unwrap();
        assert_eq!(current(&house), 1);
        let (author, draft) = (house.author.clone(), id.clone());
        house.write(move |tx| actions::return_draft(tx, &author, &draft)).unwrap();
        house.it.clock.set(later(at, 1));
        run(actions::publish_due(&house.it.store, id.clone())).unwrap();
        assert_eq!(current(&house), 1);

        let (author, draft) = (house.author.clone(), id.clone());
        house.write(move |tx| actions::submit_draft(tx, &author, &draft)).unwrap();
        let at = later(house.it.store.now(), 1);
        let (publisher, draft) = (house.publisher.clone(), id.clone());
        house.write(move |tx| actions::publish_draft(tx, &publisher, &draft, Some(at))).unwrap();
        house.it.clock.set(at);
        run(actions::publish_due(&house.it.store, id.clone())).unwrap();
        assert_eq!(current(&house), 2);
        // A job may run twice.
        run(actions::publish_due(&house.it.store, id.clone())).unwrap();
        assert_eq!(current(&house), 2);
    });
}

#[test]
fn every_deed_on_a_draft_is_an_act_and_names_who_did_it() {
    on_both(|house| {
        let id = written(&house).rsplit('/').next().unwrap().to_owned();

        let (by, draft) = (house.author.clone(), id.clone());
        let view = house.it.store.read(move |read| actions::draft_view(read, &by, &draft)).wait().unwrap();
        let acts = house.it.store.read(|read| acts::history(read, MATTER)).wait().unwrap();

        let what: Vec<_> = view
            .edits
            .iter()
            .map(|(it, name)| (it.what.as_str(), it.path.as_str(), name.is_some()))
            .collect();
        assert_eq!(
            what,
            [
                ("added", "flow.nodes", true),
                ("set", "fees.0.name", true),
                ("added", "fees", true),
                ("begun", "", true)
            ]
        );
        let kinds: Vec<_> =
            acts.iter().filter(|it| it.kind.starts_with("matter.draft")).map(|it| it.kind.clone()).collect();
        assert_eq!(kinds.len(), 4, "{kinds:?}");
    });
}

#[test]
fn a_step_taken_out_leads_what_led_to_it_on() {
    let matter = super::house::matter();
    let step = json!({ "label": { "zh": "审核", "en": "Approval" }, "role": "bureau", "duty": "examine" });
    let put = [Edit::StepAfter { node: "accept".to_owned(), outcome: Some("accepted".to_owned()), step }];

    let with = edited(&matter, &put).unwrap();
    let at = with.flow.nodes.iter().position(|it| it.key == "new_1").unwrap();
    let without = edited(&with, &[Edit::Remove(format!("flow.nodes.{at}"))]).unwrap();

    assert_eq!(without, matter);
    let said: Vec<_> = changes(&matter, &with).iter().map(|it| it.say(Lang::EN)).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(edited(&matter, &[Edit::Remove("flow.nodes.1".to_owned())]).is_err());
}

#[test]
fn a_question_of_another_kind_loses_the_settings_it_had() {
    let matter = super::house::matter();
    let path = "form.pages.1.questions.3.kind".to_owned();

    let made = edited(&matter, &[Edit::Set(path, json!("choice"))]).unwrap();

    let question = serde_json::to_value(&made.form.pages[1].questions[3]).unwrap();
    assert_eq!(question["kind"], "choice");
    assert!(
        question.get("places").is_none() && question["options"].as_array().is_some_and(|it| it.len() == 1)
    );
}

#[test]
fn anything_added_to_any_list_is_a_matter_in_form() {
    let matter = super::house::matter();
    let json = serde_json::to_value(&matter).unwrap();
    let mut n_tried = 0;
    for it in crate::model::fields::fields_of("Matter") {
        if json[it.name].is_array() && it.shape.part().is_some() {
            n_tried += 1;
            let made = edited(&matter, &[Edit::Add(it.name.to_owned())]);
            assert!(made.is_ok(), "{}: {:?}", it.name, made.err());
        }
    }
    assert!(6 < n_tried);
}
