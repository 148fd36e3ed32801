//! Papers at the desk: for those who handle the case, and the look is on record.

use axum::http::StatusCode;

use super::{Desk, on_both, typed};

#[test]
fn an_official_of_the_agency_opens_a_paper_from_the_history_and_the_look_is_recorded() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let notice = house.view(&id).notices.remove(0);
        let path = format!("/desk/cases/{id}/notices/{}/paper", notice.id);
        let looks = || house.kinds(&id).iter().filter(|it| *it == "case.viewed").count();

        let before = looks();
        let paper = Desk::of(&house, &house.clerk).get(&path);
        let after = looks();
        let file = Desk::of(&house, &house.clerk).get(&format!("/desk/cases/{id}"));
        let outsider = Desk::of(&house, &house.outsider).get(&path);

        assert!(paper.status == StatusCode::OK && paper.body.starts_with("%PDF-1.7"), "{}", paper.body);
        assert_eq!((before, after), (0, 1));
        assert!(file.body.contains(&format!("href=\"{path}\"")), "{}", file.body);
        assert_eq!(outsider.status, StatusCode::NOT_FOUND);
    });
}
