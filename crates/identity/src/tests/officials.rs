//! Proofs about officials: powers belong to the post they chose, and go with it at once.
//! The directory is the real one.

use directory::{NewAgency, NewOfficial, NewPost, Region};
use kit::{AgencyId, OfficialId, PostId, Who, Words};
use store::testing::TestStore;

use super::*;
use crate::actions::{sessions::take_post, standing::posts};

#[test]
fn an_official_with_one_post_is_at_it() {
    on_both(|it| {
        let world = World::of(&it, 1);

        let started = sign_in(&it.store, &world.login, PASSWORD).unwrap();
        let visitor = visitor(&it.store, started.cookie.as_str()).unwrap();

        assert_eq!(visitor.by.acting().unwrap().post, world.posts[0]);
        assert!(visitor.by.has_power("case.accept"));
        assert_eq!(visitor.name, "李岚");
    });
}

#[test]
fn an_official_with_two_posts_may_do_nothing_until_one_is_chosen() {
    on_both(|it| {
        let world = World::of(&it, 2);

        let started = sign_in(&it.store, &world.login, PASSWORD).unwrap();
        let before = by(&it.store, &started);
        let at_second = world.taken(&it, &started, &world.posts[1]).unwrap();
        let at_first = world.taken(&it, &at_second, &world.posts[0]).unwrap();

        assert_eq!(before.who, Who::Anyone);
        assert!(visitor(&it.store, started.cookie.as_str()).is_none(), "the old cookie is worth nothing");
        assert!(visitor(&it.store, at_second.cookie.as_str()).is_none());
        assert_eq!(by(&it.store, &at_first).acting().unwrap().post, world.posts[0]);
    });
}

#[test]
fn a_post_taken_away_takes_its_powers_along_at_once() {
    on_both(|it| {
        let world = World::of(&it, 1);
        let started = sign_in(&it.store, &world.login, PASSWORD).unwrap();
        assert!(by(&it.store, &started).has_power("case.accept"));

        let (official, post) = (world.official.clone(), world.posts[0].clone());
        write(&it.store, move |tx| directory::leave_post(tx, &system(), &official, &post)).unwrap();

        let visitor = visitor(&it.store, started.cookie.as_str()).unwrap();
        assert_eq!(visitor.by.who, Who::Anyone);
        let cookie = started.cookie.clone();
        let (held, _) = read(&it.store, move |read| posts(read, &cookie)).unwrap();
        assert!(held.is_empty());
    });
}

#[test]
fn nobody_takes_a_post_they_do_not_hold() {
    on_both(|it| {
        let world = World::of(&it, 1);
        let started = sign_in(&it.store, &world.login, PASSWORD).unwrap();
        let foreign = write(&it.store, {
            let agency = world.agency.clone();
            move |tx| directory::open_post(tx, &system(), &new_post(&agency, 9))
        });

        let refused = world.taken(&it, &started, &foreign.unwrap()).err().unwrap();

        assert_eq!(refused.refusal().unwrap().code, "not_found");
        assert_eq!(by(&it.store, &started).acting().unwrap().post, world.posts[0]);
    });
}

#[test]
fn a_role_of_the_demonstration_is_taken_at_its_post() {
    on_both(|it| {
        let world = World::of(&it, 2);
        let role = DemoRole {
            key: "decider".to_owned(),
            account: world.account.clone(),
            post: Some(world.posts[1].clone()),
            acting_for: None,
            title: words("审批岗", "Decider"),
            task: words("作出决定", "Decide"),
            landing: "/desk/cases".to_owned(),
            place: 1,
        };
        let outside = DemoRole { landing: "//evil.example".to_owned(), ..role.clone() };

        write(&it.store, move |tx| put_demo_role(tx, &role)).unwrap();
        let refused = write(&it.store, move |tx| put_demo_role(tx, &outside));
        let taken = write(&it.store, |tx| actions::demo::take_role(tx, &Actor::anyone(), "decider", None));
        let unknown = write(&it.store, |tx| actions::demo::take_role(tx, &Actor::anyone(), "mayor", None));

        let (started, landing) = taken.unwrap();
        assert_eq!(by(&it.store, &started).acting().unwrap().post, world.posts[1]);
        assert_eq!(landing, "/desk/cases");
        assert!(refused.is_err());
        assert!(unknown.is_err());
    });
}

/// An agency with an official at some posts.
pub(super) struct World {
    pub(super) agency: AgencyId,
    pub(super) official: OfficialId,
    pub(super) posts: Vec<PostId>,
    pub(super) account: AccountId,
    pub(super) login: String,
}

impl World {
    pub(super) fn of(it: &TestStore, n_posts: usize) -> World {
        let region = |code: &str| Region {
            code: RegionCode::parse(code).unwrap(),
            name: format!("安和{code}"),
            name_en: None,
        };
        let rows = vec![region("99"), region("9901"), region("990101")];
        directory::put_regions(&it.store, &system(), "demonstration", rows, &mut |_| ()).unwrap();
        let (agency, official, posts) = write(&it.store, move |tx| {
            let agency = directory::found_agency(tx, &system(), &new_agency())?;
            let new = NewOfficial { name: "李岚".to_owned(), number: None };
            let official = directory::appoint_official(tx, &system(), &new)?;
            let mut posts = Vec::new();
            for n in 0..n_posts {
                let post = directory::open_post(tx, &system(), &new_post(&agency, n))?;
                directory::assign_post(tx, &system(), &official, &post)?;
                posts.push(post);
            }
            Ok((agency, official, posts))
        })
        .unwrap();
        let (account, login) = account(&it.store, Owner::Official(official.clone()));
        World { agency, official, posts, account, login }
    }

    fn taken(&self, it: &TestStore, started: &Started, post: &PostId) -> Result<Started> {
        let (by, cookie, post) = (by(&it.store, started), started.cookie.clone(), post.clone());
        write(&it.store, move |tx| take_post(tx, &by, &cookie, &post))
    }
}

pub(super) fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

fn new_agency() -> NewAgency {
    let region = RegionCode::parse("990101").unwrap();
    NewAgency {
        code: CreditCode::made("11", &region, "00000001").unwrap(),
        name: words("安和市行政审批局", "Anhe Approval Bureau"),
        level: 3,
        region,
        kind: directory::AgencyKind::Authority,
        supervisor: None,
    }
}

fn new_post(agency: &AgencyId, n: usize) -> NewPost {
    NewPost {
        agency: agency.clone(),
        name: words(&format!("岗位{n}"), &format!("Post {n}")),
        powers: vec!["case.accept".to_owned()],
    }
}
