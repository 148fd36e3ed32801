//! `yiwang openapi`: the description of every machine door, as the site serves it.
//! Opens no store; doors come from the list of blocks.

use clap::ArgMatches;
use kit::{Result, t};
use web::Door;

use super::{Command, config_of, place_args};
use crate::{blocks, stop::Stop, terminal::Terminal};

pub(super) const COMMAND: Command = Command {
    name: "openapi",
    about: t!("help.openapi"),
    more: t!("help.openapi.more"),
    examples: &[("yiwang openapi > openapi.json", t!("help.openapi.example"))],
    args: place_args,
    run,
};

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let origin = config_of(terminal, matches)?.origin;
    terminal.answer(&format!("{:#}", web::document(&origin, &doors())));
    Ok(())
}

/// Every door of every block.
pub(crate) fn doors() -> Vec<Door> {
    blocks::BLOCKS.iter().flat_map(|it| (it.routes)().doors().to_vec()).collect()
}
