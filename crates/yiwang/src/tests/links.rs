//! Every link in the way through the site, and in every sample of every block, leads to a door.
//! Samples are looked at as text: what a page links to is what stands in its `href` and `action`.

use kit::Lang;
use web::{Access, Door, DoorKind, Method, pages};

use super::{doors, leads_to};
use crate::blocks;

/// What the edge serves beside the blocks.
const OWN_PATHS: [&str; 4] = ["/healthz", "/readyz", "/metrics", "/api/openapi.json"];

#[test]
fn every_link_in_the_navigation_leads_to_a_page_that_its_readers_may_open() {
    let doors = doors();

    for nav in blocks::BLOCKS.iter().flat_map(|it| it.nav) {
        let door = page(nav.href, &doors).unwrap_or_else(|| panic!("{} leads nowhere", nav.href));

        let admitted = door.access == Access::Public || door.access == nav.access;
        assert!(admitted, "{} is shown for {:?}, its door is for {:?}", nav.href, nav.access, door.access);
    }
}

#[test]
fn every_link_of_every_sample_leads_to_a_door() {
    let doors = doors();

    let mut astray = Vec::new();
    for sample in blocks::BLOCKS.iter().flat_map(|it| (it.samples)()) {
        for lang in Lang::all() {
            let page = (sample.render)(lang).into_string();
            let links = targets(&page).filter(|it| !is_served(it, &doors));
            astray.extend(links.map(|it| format!("{}: {it}", sample.name)));
        }
    }
    astray.sort();
    astray.dedup();
    assert!(astray.is_empty(), "links that lead nowhere:\n{}", astray.join("\n"));
}

#[test]
fn each_path_and_method_has_one_door() {
    let mut seen = std::collections::BTreeSet::new();

    for door in doors() {
        let is_new = seen.insert((door.path, door.method == Method::Get));
        assert!(is_new, "{:?} {} has two doors", door.method, door.path);
    }
}

fn page<'a>(path: &str, doors: &'a [Door]) -> Option<&'a Door> {
    let is_page = |it: &&Door| it.method == Method::Get && matches!(it.kind, DoorKind::Page);
    doors.iter().filter(is_page).find(|it| it.path == path)
}

fn is_served(path: &str, doors: &[Door]) -> bool {
    let of_edge = OWN_PATHS.contains(&path) || pages::ASSETS.iter().any(|it| it.path == path);
    of_edge || doors.iter().any(|it| leads_to(path, it))
}

/// The paths of ours that a page links to or posts to, without query and fragment.
pub(super) fn targets(page: &str) -> impl Iterator<Item = &str> {
    let marked = [" href=\"", " action=\"", " src=\""].into_iter().flat_map(|it| page.split(it).skip(1));
    let values = marked.filter_map(|it| it.split('"').next());
    values.filter(|it| it.starts_with('/')).map(|it| it.split(['?', '#']).next().unwrap_or_default())
}
