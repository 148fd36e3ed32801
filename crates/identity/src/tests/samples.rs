//! Proofs about the samples: unique, whole, and free of what only the gallery would find late.
//! Validity and accessibility are checked by the gallery.

use std::collections::BTreeSet;

use kit::Lang;

use super::*;

#[test]
fn every_sample_is_a_whole_page_of_its_own_in_every_language() {
    let samples = (BLOCK.samples)();
    let names: BTreeSet<_> = samples.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), samples.len());

    for sample in samples {
        let pages: Vec<_> = Lang::all().map(|lang| (sample.render)(lang).into_string()).collect();

        assert!(pages.iter().all(|it| it.starts_with("<!DOCTYPE html>") && it.contains("<h1")));
        assert!(pages.iter().all(|it| !it.contains('{')), "{}: a name was not filled in", sample.name);
        assert_ne!(pages[0], pages[1]);
    }
}

#[test]
fn a_sample_with_an_error_says_so_in_its_title_and_leads_to_the_field() {
    for sample in (BLOCK.samples)().iter().filter(|it| it.name.ends_with("-error")) {
        let page = (sample.render)(Lang::EN).into_string();

        assert!(page.contains("<title>Error: "), "{}", sample.name);
        assert!(page.contains("error-summary") && page.contains("class=\"error\""), "{}", sample.name);
    }
}
