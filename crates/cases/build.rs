//! Lists the folders `matters/` and `law/` for the binary: every file in them, so that no list can forget one.
//! Knows names only; what is in the files, the check reads when a test or a start asks for it.

use std::{env, fs, io::Write, path::Path};

fn main() {
    let here = env::var("CARGO_MANIFEST_DIR").expect("cargo says where the crate is");
    let root = Path::new(&here).ancestors().nth(2).expect("the crate lies two folders deep").to_owned();
    let out = env::var("OUT_DIR").expect("cargo says where to write");
    let mut text = Vec::new();
    for (name, folder) in [("MATTERS", "matters"), ("LAW", "law")] {
        let path = root.join(folder);
        println!("cargo::rerun-if-changed={}", path.display());
        let entries = fs::read_dir(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let mut files: Vec<_> = entries
            .map(|it| it.expect("a folder that opened lists its files").path())
            .filter(|it| it.extension().is_some_and(|it| it == "yaml"))
            .collect();
        files.sort();
        writeln!(text, "pub(crate) const {name}: &[(&str, &str)] = &[").expect("memory takes it");
        for it in files {
            let file = it.file_name().and_then(|it| it.to_str()).expect("names are UTF-8");
            writeln!(text, "    ({file:?}, include_str!({:?})),", it.display().to_string())
                .expect("memory takes it");
        }
        writeln!(text, "];").expect("memory takes it");
    }
    fs::write(Path::new(&out).join("shipped.rs"), text).expect("cargo made the folder");
}
