//! Files through the real router: taken, refused, removed, handed in, read by those who may and nobody else.
//! The files are small and made here; what makes a file hostile is proved where files are judged.

use axum::http::StatusCode;
use kit::Actor;

use super::{
    super::house::{House, MATTER, matter, on_both, typed},
    APPLY, SEND, borrowed,
    browser::Browser,
    case_of, fill_in, hidden,
};
use crate::{
    actions,
    model::{CaseId, Conclusion, Published},
};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n0\n%%EOF\n";
const FIELD: &str = "layout_plan.files";
const PAPERS: &str = "/matters/food-business-licence/application/papers";

/// An application filled in, its plan uploaded; gives the identifier of the file.
fn with_plan(browser: &mut Browser) -> String {
    fill_in(browser).for_each(drop);
    browser.get(PAPERS);
    let fields = [("layout_plan", "counter"), ("rules_list", "post"), ("upload", FIELD)];
    let sent = browser.upload(PAPERS, &fields, &[(FIELD, "../../平面图.PDF", PDF)]);
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, PAPERS));
    file_in(&browser.get(PAPERS).body)
}

fn file_in(page: &str) -> String {
    let rest = page.split_once("/me/files/").unwrap().1;
    rest[..rest.find('"').unwrap()].to_owned()
}

fn send(browser: &mut Browser) -> super::browser::Answered {
    let check = browser.get(&format!("{APPLY}/check"));
    let answers = hidden(&check.body);
    browser.post(SEND, &borrowed(&answers))
}

fn agency_reads(house: &House, by: &Actor, id: &CaseId, file: &str) -> kit::Result<files::FileView> {
    let file = files::FileId::parse(file)?;
    super::browser::run(actions::file_of_case(&house.it.store, by, id, &file))
}

#[test]
fn a_material_uploaded_goes_with_the_case_and_each_reading_of_it_is_recorded() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        let file = with_plan(&mut browser);

        let page = browser.get(PAPERS).body;
        let own = browser.get(&format!("/me/files/{file}"));
        let strangers = Browser::of(&house, &house.stranger).get(&format!("/me/files/{file}"));
        let sent = send(&mut browser);
        let id = case_of(&sent.location);
        let read = agency_reads(&house, &house.clerk, &id, &file).unwrap();
        agency_reads(&house, &house.clerk, &id, &file).unwrap();

        assert!(page.contains("平面图.PDF") && !page.contains("../"), "called what it is called");
        assert_eq!(own.bytes, PDF);
        let header = |name: &str| own.headers.get(name).map_or("", |it| it.to_str().unwrap()).to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert!(header("content-disposition").starts_with("attachment; "), "never in the place of a page");
        assert!(header("content-security-policy").contains("sandbox"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(strangers.status, StatusCode::NOT_FOUND);
        assert_eq!(read.name.as_deref(), Some("平面图.PDF"));
        assert!(agency_reads(&house, &house.outsider, &id, &file).is_err());
        assert_eq!(house.kinds(&id), ["case.submitted", "case.viewed", "case.file_viewed"]);
        assert!(browser.get(&format!("/cases/{id}/answers")).body.contains(&format!("/me/files/{file}")));
    });
}

#[test]
fn a_file_that_is_refused_says_why_and_costs_nothing_else_that_was_typed() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        fill_in(&mut browser).for_each(drop);
        browser.get(&format!("{PAPERS}?lang=en"));
        let fields = [("layout_plan", "upload"), ("rules_list", "post"), ("upload", FIELD)];
        let page = format!("{PAPERS}?lang=en");

        let mut refused = |name: &str, bytes: &[u8]| browser.upload(&page, &fields, &[(FIELD, name, bytes)]);
        let web_page = refused("plan.pdf", b"<html><script>alert(1)</script></html>");
        let program = refused("plan.exe", b"MZ");
        let drawing = refused("plan.svg", b"<svg onload='alert(1)'/>");
        let empty = refused("plan.pdf", b"");
        let huge = refused("plan.pdf", &vec![b'%'; (10 << 20) + 1]);
        let good = refused("plan.pdf", PDF);

        for (it, words) in [
            (&web_page, "is not what its ending says"),
            (&program, "is of a type that is not taken here"),
            (&drawing, "is of a type that is not taken here"),
            (&empty, "is empty"),
            (&huge, "must be 10 MB or smaller"),
        ] {
            assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(it.body.contains(words), "{words}");
            assert!(
                it.body.contains("href=\"#layout_plan-files\"")
                    && it.body.contains("id=\"layout_plan-files\"")
            );
            assert!(!it.body.contains("/me/files/"), "nothing was kept");
            let chosen = it.body.split("value=\"post\"").nth(2).unwrap();
            assert!(chosen.starts_with(" checked"), "the other answer is still there: {words}");
        }
        assert_eq!(good.location, PAPERS);
    });
}

#[test]
fn a_file_is_removed_by_a_button_and_the_last_one_cannot_be_missed() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        let file = with_plan(&mut browser);
        let fields = [("layout_plan", "upload"), ("rules_list", "post"), (FIELD, file.as_str())];

        let two =
            browser.upload(PAPERS, &[&fields[..], &[("upload", FIELD)]].concat(), &[(FIELD, "b.pdf", PDF)]);
        let both = browser.get(PAPERS).body;
        let removed = browser.upload(PAPERS, &[&fields[..], &[("remove", file.as_str())]].concat(), &[]);
        let one = browser.get(PAPERS).body;
        let none = browser.upload(PAPERS, &fields[..2], &[]);

        assert_eq!((two.location.as_str(), removed.location.as_str()), (PAPERS, PAPERS));
        assert_eq!(both.matches("/me/files/").count(), 2);
        // What was posted with the button is what the page had: the second file was not in it.
        assert_eq!(one.matches("/me/files/").count(), 0);
        assert!(none.body.contains("href=\"#layout_plan-files\""));
    });
}

#[test]
fn no_more_files_are_taken_than_the_question_allows() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        fill_in(&mut browser).for_each(drop);
        browser.get(&format!("{PAPERS}?lang=en"));
        let names: Vec<_> = (0..6).map(|n| format!("{n}.pdf")).collect();
        let files: Vec<_> = names.iter().map(|it| (FIELD, it.as_str(), PDF)).collect();

        let sent = browser.upload(&format!("{PAPERS}?lang=en"), &[("upload", FIELD)], &files);

        assert!(sent.body.contains("must be 5 files or fewer"));
        assert_eq!(sent.body.matches("/me/files/").count(), 5, "those that fit are kept");
    });
}

#[test]
fn a_file_without_the_pages_proof_is_not_taken_and_one_of_an_unknown_field_neither() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        fill_in(&mut browser).for_each(drop);

        let mut forged = Browser::of(&house, &house.owner);
        let forged = forged.upload(PAPERS, &[("upload", FIELD)], &[(FIELD, "a.pdf", PDF)]);
        let unknown =
            browser.upload(PAPERS, &[], &[("operator_name", "a.pdf", PDF), ("no_such", "a.pdf", PDF)]);

        assert_eq!(forged.status, StatusCode::FORBIDDEN);
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!browser.get(PAPERS).body.contains("/me/files/"));
    });
}

#[test]
fn anothers_file_cannot_be_handed_in() {
    on_both(|house| {
        let file = with_plan(&mut Browser::of(&house, &house.stranger));
        let mut browser = Browser::of(&house, &house.owner);
        fill_in(&mut browser).for_each(drop);
        let check = browser.get(&format!("{APPLY}/check"));
        let mut answers = hidden(&check.body);
        answers.retain(|(name, _)| name != "layout_plan");
        answers.extend([("layout_plan".to_owned(), "upload".to_owned()), (FIELD.to_owned(), file)]);

        let sent = browser.post(SEND, &borrowed(&answers));

        assert_eq!(sent.status, StatusCode::CONFLICT);
        assert!(browser.get(APPLY).body.contains("已完成"), "the draft is still there");
    });
}

#[test]
fn a_correction_brings_files_and_keeps_those_of_before() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        let first = with_plan(&mut browser);
        let id = case_of(&send(&mut browser).location);
        let correction = Conclusion::Correction {
            items: vec!["layout_plan".to_owned()],
            words: "平面图看不清楚，请重新上传。".to_owned(),
        };
        house.conclude(&house.clerk, &id, correction).unwrap();

        let path = format!("/cases/{id}/correction");
        let page = browser.get(&path);
        let mut fields = hidden(&page.body);
        let typed_before = house.view(&id).answers.map(|it| matter().form.typed(&it).pairs()).unwrap();
        fields.retain(|(name, _)| name == FIELD);
        fields.extend(typed_before.into_iter().filter(|(name, _)| name != FIELD));
        let added = browser.upload(
            &path,
            &[&borrowed(&fields)[..], &[("upload", FIELD)]].concat(),
            &[(FIELD, "b.pdf", PDF)],
        );
        let second = added.body.split("/me/files/").nth(2).unwrap();
        let second = second[..second.find('"').unwrap()].to_owned();
        fields.push((FIELD.to_owned(), second.clone()));
        let sent = browser.upload(&path, &borrowed(&fields), &[]);

        assert_eq!(sent.location, format!("/cases/{id}"), "{}", sent.body);
        for file in [&first, &second] {
            agency_reads(&house, &house.clerk, &id, file).unwrap();
        }
        let given = house.view(&id).answers.unwrap();
        assert_eq!(given.keys(FIELD).len(), 2);
    });
}

#[test]
fn what_a_register_holds_is_filled_in_and_what_is_fixed_cannot_be_changed() {
    on_both(|house| {
        let mut fixed = matter();
        let question = &mut fixed.form.pages[0].questions[1];
        question.source.as_mut().unwrap().fixed = true;
        fixed.version += 1;
        let published = Published::new(fixed).unwrap();
        let publish = move |tx: &mut store::Tx<'_>| {
            actions::publish_matter(tx, &Actor::system("test"), &published).map(|_| ())
        };
        house.it.store.write(publish).wait().unwrap();
        let mut browser = Browser::of(&house, &house.owner);
        let known = house.it.store.read({
            let by = house.owner.clone();
            move |read| identity::known(read, &by)
        });
        let known = known.wait().unwrap();
        let company = known.iter().find(|it| it.register == "companies").unwrap();
        let field = |name: &str| company.fields.iter().find(|it| it.0 == name).unwrap().1.clone();

        let page = browser.get(&format!("{APPLY}/applicant")).body;
        let fields = [("operator_name", "别的名字"), ("credit_code", "91990102MA00000070"), ("later", "yes")];
        browser.post(&format!("{APPLY}/applicant"), &fields);
        let after = browser.get(&format!("{APPLY}/applicant")).body;

        assert!(page.contains(&format!("value=\"{}\"", field("name"))) && page.contains("来自企业登记信息"));
        assert!(page.contains(&format!("type=\"hidden\" name=\"credit_code\" value=\"{}\"", field("code"))));
        assert!(after.contains("value=\"别的名字\""), "what may be changed was changed");
        assert!(after.contains(&field("code")) && !after.contains("91990102MA00000070"));
    });
}

#[test]
fn a_page_asked_for_each_of_several_is_added_to_changed_and_taken_from() {
    on_both(|house| {
        let mut several = matter();
        let page = several.form.pages.iter_mut().find(|it| it.key == "people").unwrap();
        page.questions.truncate(2);
        page.repeat =
            serde_json::from_str(r#"{"min": 1, "max": 3, "item": {"zh": "人员", "en": "Person"}}"#).unwrap();
        several.version += 1;
        let published = Published::new(several).unwrap();
        let publish = move |tx: &mut store::Tx<'_>| {
            actions::publish_matter(tx, &Actor::system("test"), &published).map(|_| ())
        };
        house.it.store.write(publish).wait().unwrap();
        let mut browser = Browser::of(&house, &house.owner);
        let people = format!("{APPLY}/people");
        let first = browser.get(&people);
        let number = typed(&[], &[]).into_iter().find(|it| it.0 == "manager_number").unwrap().1;
        let mut add = |n: usize, name: &str, number: &str| {
            let (name_of, number_of) =
                (format!("people.{n}.manager_name"), format!("people.{n}.manager_number"));
            browser.get(&format!("{people}/{n}"));
            browser.post(&format!("{people}/{n}"), &[(&name_of, name), (&number_of, number)])
        };

        let one = add(0, "赵一", &number);
        let flawed = add(1, "李四", "123");
        let two = add(1, "李四", &number);
        let list = browser.get(&people).body;
        let no_answer = browser.post(&people, &[]);
        let more = browser.post(&people, &[("more", "yes")]);
        let beyond = browser.get(&format!("{people}/3")).status;
        browser.post(&format!("{people}/0/removal"), &[]);
        let left = browser.get(&people).body;
        let on = browser.post(&people, &[("more", "no")]);

        assert_eq!(first.location, format!("{people}/0"), "the first is asked at once");
        assert_eq!((one.location.as_str(), two.location.as_str()), (people.as_str(), people.as_str()));
        assert!(
            flawed.body.contains("href=\"#people-1-manager_number\"")
                && flawed.body.contains("value=\"123\"")
        );
        assert!(list.contains("赵一") && list.contains("李四"));
        assert_eq!(no_answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((more.location, beyond), (format!("{people}/2"), StatusCode::NOT_FOUND));
        assert!(!left.contains("赵一") && left.contains("李四"));
        assert_eq!(on.location, format!("{APPLY}/papers"));
    });
}

#[test]
fn an_answer_that_does_not_fit_the_new_version_is_shown_and_the_rest_carried_over() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        browser.get(&format!("{APPLY}/premises"));
        let fields = typed(&[], &[]);
        let on_page = ["sign_name", "place", "premises_address", "area"];
        let fields: Vec<_> = fields.iter().filter(|it| on_page.contains(&it.0.as_str())).cloned().collect();
        browser.post(&format!("{APPLY}/premises"), &borrowed(&fields));
        let mut changed = matter();
        let page = changed.form.pages.iter_mut().find(|it| it.key == "premises").unwrap();
        page.questions.retain(|it| it.key != "premises_address");
        changed.version += 1;
        let published = Published::new(changed).unwrap();
        let publish = move |tx: &mut store::Tx<'_>| {
            actions::publish_matter(tx, &Actor::system("test"), &published).map(|_| ())
        };
        house.it.store.write(publish).wait().unwrap();

        let overview = browser.get(APPLY).body;
        let premises = browser.get(&format!("{APPLY}/premises")).body;

        let address = &fields.iter().find(|it| it.0 == "premises_address").unwrap().1;
        let area = &fields.iter().find(|it| it.0 == "area").unwrap().1;
        assert!(overview.contains(address) && overview.contains("不适用"), "{MATTER}");
        assert!(premises.contains(&format!("value=\"{area}\"")));
    });
}
