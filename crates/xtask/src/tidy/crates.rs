//! Rules about crates: layers, purity, and how many packages of others we carry.
//! Knows Cargo.toml and Cargo.lock only; what crates do is not its affair.

use super::Finding;
use super::house::{Crate, House};

/// Packages in Cargo.lock, ours included. Each one is code we answer for.
const PACKAGES_MAX: usize = 250;

/// The crate every other may use: it alone may be used on its own layer.
const GROUND: &str = "kit";

/// The crate that is the program, and has its name.
const BINARY: &str = "yiwang";

/// What a pure crate must not reach for.
const IMPURE: [&str; 6] = ["std::env", "std::fs", "std::net", "std::process", "std::thread", "std::os"];

/// The pure crate that owns a folder of its own.
const FOLDER_OWNER: &str = "find";

/// A crate depends only on lower layers.
pub(super) fn layers(house: &House) -> Vec<Finding> {
    house.crates.iter().flat_map(|it| layers_of(house, it)).collect()
}

fn layers_of(house: &House, it: &Crate) -> Vec<Finding> {
    let finding = |line, what: String| Finding::new("layers", &it.manifest(), line, what);
    let mut found = Vec::new();
    if it.package != format!("yiwang-{}", it.name) && it.name != BINARY {
        found.push(finding(
            1,
            format!("package {:?} lies in crates/{}; name it yiwang-{}", it.package, it.name, it.name),
        ));
    }
    if !it.is_linted {
        found.push(finding(1, "the workspace's lints do not apply; add [lints] workspace = true".to_owned()));
    }
    let Some(layer) = it.layer else {
        found.push(finding(1, "no layer; add [package.metadata.yiwang] layer".to_owned()));
        return found;
    };
    for (dependency, line) in &it.dependencies {
        let name = dependency.strip_prefix("yiwang-").unwrap_or(dependency);
        let Some(below) = house.find(name).and_then(|it| it.layer) else { continue };
        if below >= layer && name != GROUND {
            found.push(finding(
                *line,
                format!("{} (layer {layer}) uses {name} (layer {below}); use lower layers only, react to acts of higher ones", it.name),
            ));
        }
    }
    found
}

/// Layer 0 does no I/O.
pub(super) fn purity(house: &House) -> Vec<Finding> {
    let pure = house.crates.iter().filter(|it| it.layer == Some(0) && it.name != FOLDER_OWNER);
    let mut found = Vec::new();
    for it in pure {
        let folder = format!("crates/{}/src/", it.name);
        for source in house.sources.iter().filter(|it| it.path.starts_with(&folder)) {
            for word in IMPURE {
                let places = source.words(word).filter(|at| !source.is_test(*at));
                found.extend(places.map(|at| {
                    Finding::new(
                        "purity",
                        &source.path,
                        source.line(at),
                        format!("{word} in a pure crate; take the value as an argument"),
                    )
                }));
            }
        }
    }
    found
}

/// Few packages.
pub(super) fn packages(house: &House) -> Vec<Finding> {
    let n_packages =
        house.text("Cargo.lock").unwrap_or_default().lines().filter(|it| *it == "[[package]]").count();
    let many = n_packages > PACKAGES_MAX;
    let what =
        format!("{n_packages} packages, at most {PACKAGES_MAX}; drop a dependency, or a feature of one");
    many.then(|| Finding::new("packages", "Cargo.lock", 1, what)).into_iter().collect()
}
