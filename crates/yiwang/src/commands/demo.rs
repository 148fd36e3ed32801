//! `yiwang` alone: opens the demonstration, building its city at the first start.
//! Knows no city; the stage is set in `demo`.

use std::{net::SocketAddr, path::Path};

use clap::ArgMatches;
use kit::{Error, Lang, Result, Text, t};

use super::config_of;
use crate::{
    config::Config,
    demo,
    house::{DEMONSTRATION_FILE, House, Keys, Purpose, sqlite_path, write_logs},
    stop::{Exit, Stop},
    terminal::Terminal,
};

pub(super) const EXAMPLES: &[(&str, Text)] = &[
    ("yiwang", t!("help.demo.example")),
    ("yiwang --data ../anhe --listen 127.0.0.1:9000", t!("help.demo.elsewhere")),
    ("yiwang import --help", t!("help.demo.help")),
];

pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let config = config_of(terminal, matches)?;
    write_logs(config.log);
    let house = match Keys::exist(&config.keys) {
        true => reopen(terminal, config)?,
        false => build(terminal, config)?,
    };
    house.serve(lang, |house, address| tell(terminal, house, address))
}

/// A demonstration that broke off while it was built is built again.
fn reopen(terminal: &Terminal, config: Config) -> Result<House, Stop> {
    let lang = terminal.lang;
    Purpose::Demonstration.check_folder(&config.data, &config.keys, lang)?;
    if !unfinished_path(&config.data).exists() {
        return House::open(config, Purpose::Demonstration, lang);
    }
    let Some(path) = sqlite_path(&config.store_url) else {
        return Err(Stop::new(Exit::Unsound, t!("demo.unfinished", lang)));
    };
    // It may not have broken off at all: another process may be building it right now.
    if store::is_taken(&config.store_url) {
        return Err(Stop::of(&Error::Busy("locked"), lang));
    }
    for ending in ["", "-wal", "-shm"] {
        remove(Path::new(&format!("{path}{ending}")), lang)?;
    }
    Keys::remove(&config.keys, lang)?;
    build(terminal, config)
}

fn build(terminal: &Terminal, config: Config) -> Result<House, Stop> {
    let lang = terminal.lang;
    Purpose::Demonstration.check_folder(&config.data, &config.keys, lang)?;
    Purpose::Demonstration.mark_folder(&config.data, lang)?;
    let unfinished = unfinished_path(&config.data);
    std::fs::write(&unfinished, "").map_err(|why| {
        Stop::new(Exit::NotReady, t!("stop.unwritable", lang, path = unfinished.display(), why = why))
    })?;
    terminal.tell(t!("demo.building", lang));
    let house = House::found(config, Purpose::Demonstration, lang)?;
    let stage = demo::Stage::new(house.store.clone(), house.clock.clone(), house.keeper(lang)?);
    let stage = stage.map_err(|err| Stop::of(&err, lang))?;
    terminal.sound(demo::build(&stage, &mut |words| terminal.progress(words)))?;
    house.finish(lang)?;
    remove(&unfinished, lang)?;
    Ok(house)
}

/// What to open and whom to be, in both languages.
fn tell(terminal: &Terminal, house: &House, address: SocketAddr) {
    let origin = &house.config.origin;
    let names: Vec<_> = Lang::all().map(|it| house.name().say(it).to_owned()).collect();
    let both = |text: Text| Lang::all().map(|it| text.say(it)).collect::<Vec<_>>().join(" ");
    let mut lines = vec![format!("{} · {}", names.join(" "), both(t!("demo.head"))), String::new()];
    let mut line = |text: Text, what: String| lines.push(format!("  {}  {what}", both(text)));
    line(t!("demo.open"), format!("{origin}/"));
    line(t!("demo.roles"), format!("{origin}/demo"));
    line(t!("demo.verify"), format!("yiwang verify {origin} --data {}", house.config.data.display()));
    line(t!("demo.stop"), "Ctrl-C".to_owned());
    if !origin.ends_with(&address.to_string()) {
        line(t!("serve.listening"), address.to_string());
    }
    terminal.tell(&lines.join("\n"));
}

/// Stands beside the store while the city is being built.
fn unfinished_path(data: &Path) -> std::path::PathBuf {
    data.join(format!("{DEMONSTRATION_FILE}.unfinished"))
}

fn remove(path: &Path, lang: Lang) -> Result<(), Stop> {
    match std::fs::remove_file(path) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            Err(Stop::new(Exit::NotReady, t!("stop.unwritable", lang, path = path.display(), why = why)))
        }
        _ => Ok(()),
    }
}
