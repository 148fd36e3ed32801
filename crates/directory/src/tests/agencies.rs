//! Proofs that agencies are founded by those who may, once each, and that posts hold known powers only.

use kit::Words;

use super::{
    acts, code, credit_code, found, new_agency, new_post, official_with, on_both, open, platform, put_demo,
    refused, steward_of,
};
use crate::{
    AgencyKind, NewAgency, POWERS, STEWARD, agencies_of, agency, agency_by_code, post, posts_in, posts_with,
};

#[test]
fn a_founded_agency_is_found_by_id_by_code_and_by_region() {
    on_both(|it| {
        put_demo(&it.store);

        let id = found(&it.store, &platform(), new_agency(1, "9901")).unwrap();

        let (by_id, by_code, there, elsewhere) = it
            .store
            .read(move |read| {
                Ok((
                    agency(read, &id)?,
                    agency_by_code(read, &credit_code(1))?,
                    agencies_of(read, &code("9901"), None)?,
                    agencies_of(read, &code("99"), None)?,
                ))
            })
            .wait()
            .unwrap();
        assert_eq!(by_code.as_ref(), Some(&by_id));
        assert_eq!(there.rows, [by_id]);
        assert!(elsewhere.rows.is_empty());
        assert_eq!(acts(&it.store), ["regions.imported", "agency.founded"]);
    });
}

#[test]
fn a_long_list_of_agencies_goes_on_where_it_stopped() {
    on_both(|it| {
        put_demo(&it.store);
        for n in 0..103 {
            found(&it.store, &platform(), new_agency(n, "9901")).unwrap();
        }

        let (first, second) = it
            .store
            .read(|read| {
                let first = agencies_of(read, &code("9901"), None)?;
                let after = first.rows.last().map(|it| it.id.clone());
                Ok((first, agencies_of(read, &code("9901"), after.as_ref())?))
            })
            .wait()
            .unwrap();

        assert_eq!((first.rows.len(), second.rows.len()), (100, 3));
        assert_eq!(first.next.as_deref(), first.rows.last().map(|it| it.id.as_str()));
        assert_eq!(second.next, None);
    });
}

#[test]
fn a_credit_code_belongs_to_one_agency() {
    on_both(|it| {
        put_demo(&it.store);
        found(&it.store, &platform(), new_agency(1, "9901")).unwrap();

        let doubled = found(&it.store, &platform(), new_agency(1, "990101"));

        assert_eq!(refused(doubled), "agency.code_taken");
    });
}

#[test]
fn only_a_steward_whose_region_covers_the_place_founds_agencies() {
    on_both(|it| {
        put_demo(&it.store);
        let (own, above, beside) =
            (steward_of(&it.store, "990101"), steward_of(&it.store, "99"), steward_of(&it.store, "990102"));
        let decider = official_with(&it.store, "case.decide", "99");

        assert!(found(&it.store, &own, new_agency(1, "990101")).is_ok());
        assert!(found(&it.store, &above, new_agency(2, "990101")).is_ok());
        assert_eq!(refused(found(&it.store, &beside, new_agency(3, "990101"))), "directory.steward");
        assert_eq!(refused(found(&it.store, &decider, new_agency(4, "990101"))), "directory.steward");
        assert_eq!(refused(found(&it.store, &kit::Actor::anyone(), new_agency(5, "990101"))), "sign_in");
    });
}

#[test]
fn an_agency_leans_only_on_what_exists() {
    on_both(|it| {
        put_demo(&it.store);
        let government = found(&it.store, &platform(), new_agency(1, "9901")).unwrap();
        let entrusted = AgencyKind::Entrusted { principal: government.clone() };
        let hospital = NewAgency { kind: entrusted, ..new_agency(2, "9901") };
        let hospital = found(&it.store, &platform(), hospital).unwrap();
        let stranger = steward_of(&it.store, "99").acting().unwrap().agency.clone();

        let of_an_entrusted = AgencyKind::Entrusted { principal: hospital.clone() };
        let chain = NewAgency { kind: of_an_entrusted, ..new_agency(3, "9901") };
        let unsupervised = NewAgency { supervisor: Some(stranger), ..new_agency(3, "9901") };
        let too_high = NewAgency { level: 1, ..new_agency(3, "9901") };
        let nameless =
            NewAgency { name: Words { zh: " ".to_owned(), en: "x".to_owned() }, ..new_agency(3, "9901") };

        assert_eq!(refused(found(&it.store, &platform(), chain)), "agency.principal");
        assert_eq!(refused(found(&it.store, &platform(), unsupervised)), "agency.supervisor");
        assert_eq!(refused(found(&it.store, &platform(), new_agency(3, "98"))), "region.unknown");
        assert_eq!(refused(found(&it.store, &platform(), too_high)), "agency.level");
        assert_eq!(refused(found(&it.store, &platform(), nameless)), "name.empty");
        let hospital = it.store.read(move |read| agency(read, &hospital)).wait().unwrap();
        assert_eq!(hospital.answers(), &government);
    });
}

#[test]
fn a_post_holds_known_powers_and_is_found_by_them() {
    on_both(|it| {
        put_demo(&it.store);
        let agency = found(&it.store, &platform(), new_agency(1, "9901")).unwrap();
        let every: Vec<_> = POWERS.iter().map(|it| it.code).collect();

        let one = open(&it.store, &platform(), new_post(&agency, &["case.accept", "case.decide"])).unwrap();
        let all = open(&it.store, &platform(), new_post(&agency, &every)).unwrap();
        let unknown = open(&it.store, &platform(), new_post(&agency, &["case.shred"]));
        let doubled = open(&it.store, &platform(), new_post(&agency, &["case.accept", "case.accept"]));
        let foreign = open(&it.store, &steward_of(&it.store, "990102"), new_post(&agency, &[STEWARD]));

        assert_eq!(refused(unknown), "post.power_unknown");
        assert_eq!(refused(doubled), "post.power_doubled");
        assert_eq!(refused(foreign), "directory.steward");
        let read = it.store.read(move |read| {
            Ok((
                post(read, &one)?,
                posts_in(read, &agency)?.len(),
                posts_with(read, &agency, "case.decide")?.len(),
                posts_with(read, &agency, "case.inspect")?,
            ))
        });
        let (one, n_posts, n_deciding, inspecting) = read.wait().unwrap();
        assert_eq!(one.powers, ["case.accept", "case.decide"]);
        assert_eq!((n_posts, n_deciding), (2, 2));
        assert_eq!(inspecting.iter().map(|it| &it.id).collect::<Vec<_>>(), [&all]);
    });
}
