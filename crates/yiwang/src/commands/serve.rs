//! `yiwang serve`: a real installation, made before by `yiwang init`.
//! Knows nothing of demonstrations but that it refuses them.

use clap::ArgMatches;
use kit::{Result, t};

use super::{Command, config_of, listen_arg, place_args};
use crate::{
    house::{House, Purpose, write_logs},
    stop::Stop,
    terminal::Terminal,
};

pub(super) const COMMAND: Command = Command {
    name: "serve",
    about: t!("help.serve"),
    more: t!("help.serve.more"),
    examples: &[
        ("yiwang serve --data /var/lib/yiwang", t!("help.serve.data")),
        ("yiwang serve --config /etc/yiwang.toml", t!("help.serve.config")),
    ],
    args: |command, lang| listen_arg(place_args(command, lang), lang),
    run,
};

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let config = config_of(terminal, matches)?;
    write_logs(config.log);
    let house = House::open(config, Purpose::Real, lang)?;
    house.serve(lang, |house, address| {
        let (origin, verifier) = (&house.config.origin, house.verifier());
        terminal.tell(&t!("serve.told", lang, origin = origin, address = address, verifier = verifier));
    })
}
