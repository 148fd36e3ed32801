//! `yiwang publish`: puts checked files of matters in force in an installation.
//! What makes a matter sound, and what publishing it means, `cases` knows.

use std::path::PathBuf;

use cases::{actions, model::Published};
use clap::ArgMatches;
use kit::{Actor, Result, t};
use store::Tx;

use super::{Command, config_of, path_arg, place_args};
use crate::{
    house::{House, Purpose},
    stop::{Exit, Stop},
    terminal::Terminal,
};

pub(super) const COMMAND: Command = Command {
    name: "publish",
    about: t!("help.publish"),
    more: t!("help.publish.more"),
    examples: &[("yiwang publish --data /var/lib/yiwang matters/*.yaml", t!("help.publish.example"))],
    args: |command, lang| {
        place_args(command, lang).arg(path_arg("files", "FILE", t!("help.publish.files", lang)).num_args(1..))
    },
    run,
};

/// What became of one matter: its key, the number in force before, the number in force now.
struct InForce {
    key: String,
    before: Option<u32>,
    now: u32,
}

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let paths = matches.get_many::<PathBuf>("files").expect("it is required");
    let (mut sound, mut n_unsound) = (Vec::new(), 0);
    for path in paths {
        let text = std::fs::read_to_string(path).map_err(|why| {
            Stop::new(Exit::Refused, t!("stop.unreadable", lang, path = path.display(), why = why))
        })?;
        match Published::from_yaml(&path.display().to_string(), &text) {
            Ok(it) => sound.push(it),
            Err(found) => {
                n_unsound += 1;
                found.iter().for_each(|it| terminal.answer(&it.line(lang)));
            }
        }
    }
    if 0 < n_unsound {
        let all = n_unsound + sound.len();
        return Err(Stop::new(Exit::Refused, t!("publish.unsound", lang, n = n_unsound, all = all)));
    }
    let config = config_of(terminal, matches)?;
    let purpose = Purpose::of_folder(&config.data);
    let house = House::open(config, purpose, lang)?;
    let by = house.operator();
    let done = terminal.sound(house.store.write(move |tx| publish(tx, &by, &sound)).wait())?;
    house.settle(lang)?;
    for InForce { key, before, now } in done {
        terminal.answer(&match before {
            Some(before) if before == now => t!("publish.unchanged", lang, key = key, now = now),
            Some(before) => t!("publish.raised", lang, key = key, before = before, now = now),
            None => t!("publish.first", lang, key = key, now = now),
        });
    }
    Ok(())
}

/// All of them or none, with the types of the certificates they bring.
fn publish(tx: &mut Tx<'_>, by: &Actor, sound: &[Published]) -> Result<Vec<InForce>> {
    let mut done = Vec::new();
    for it in sound {
        let key = it.matter.key.clone();
        let before = actions::find_matter(tx, &key)?.map(|there| there.matter.version);
        actions::publish_matter(tx, by, it)?;
        if let Some(kind) = actions::certificate_type(&it.matter)? {
            certificates::define_type(tx, by, &kind)?;
        }
        done.push(InForce { key, before, now: it.matter.version });
    }
    actions::plan_sweep(tx)?;
    Ok(done)
}
