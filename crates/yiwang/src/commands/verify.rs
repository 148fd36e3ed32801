//! `yiwang verify`: checks a ledger or a receipt without trusting whoever gave it.
//! Takes keys from what was typed or from the installation's own, never from what is checked.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};
use kit::{Lang, Result, t};
use ledger::{
    Target,
    verify::{self, EpochSeen, Outcome, Progress, Report, Step, Voucher},
};
use tlog::VerifierKey;

use super::{Command, config_of, option, place_args};
use crate::{
    house::Keys,
    stop::{Exit, Stop},
    terminal::Terminal,
};

/// How large a file of keys or an older checkpoint may be.
const KEPT_BYTES_MAX: u64 = 64 * 1024;

pub(super) const COMMAND: Command = Command {
    name: "verify",
    about: t!("help.verify"),
    more: t!("help.verify.more"),
    examples: &[
        (
            "yiwang verify https://yiwang.example/ledger --key 'yiwang.example/ledger+5fb45ef5+AQ…'",
            t!("help.verify.url"),
        ),
        ("yiwang verify act_….proof --key keys.txt", t!("help.verify.receipt")),
        ("yiwang verify http://127.0.0.1:8080 --data ./yiwang-data", t!("help.verify.own")),
    ],
    args,
    run,
};

fn args(command: clap::Command, lang: Lang) -> clap::Command {
    let target = Arg::new("target").value_name("URL|DIR|FILE").help(t!("help.verify.target", lang));
    let key = option("key", "KEY|FILE", t!("help.verify.key", lang)).action(ArgAction::Append);
    let since = option("since", "FILE", t!("help.verify.since", lang));
    place_args(command, lang)
        .arg(target.required(true))
        .arg(key)
        .arg(since.value_parser(clap::value_parser!(PathBuf)))
}

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let keys = keys(terminal, matches)?;
    let since =
        matches.get_one::<PathBuf>("since").map(|it| read(&it.to_string_lossy(), lang)).transpose()?;
    let target = matches.get_one::<String>("target").expect("it is required");
    let held = match terminal.sound(Target::open(target))? {
        Target::Receipt(bytes) => check_receipt(terminal, &bytes, &keys),
        Target::Log(mut served) => {
            let since = since.as_ref().map(|it| it.as_bytes());
            let report = verify::log(&mut *served, &keys, since, &mut |it| tell(terminal, it));
            print_report(terminal, &report);
            report.passed()
        }
    };
    if held { Ok(()) } else { Err(Stop::new(Exit::Refused, t!("verify.fails", lang))) }
}

/// The keys typed, or else the public half of the installation's own.
fn keys(terminal: &Terminal, matches: &ArgMatches) -> Result<Vec<VerifierKey>, Stop> {
    let lang = terminal.lang;
    let Some(typed) = matches.get_many::<String>("key") else {
        let config = config_of(terminal, matches)?;
        if !Keys::exist(&config.keys) {
            return Err(Stop::new(Exit::Usage, t!("verify.no_key", lang)));
        }
        return Keys::read(&config.keys, lang).map(|it| vec![it.ledger.verifier().clone()]);
    };
    let mut keys = Vec::new();
    for it in typed {
        let text = if it.contains('+') { it.clone() } else { read(it, lang)? };
        for line in text.lines().filter(|it| !it.trim().is_empty()) {
            let key = VerifierKey::parse(line.trim());
            let why =
                |why: tlog::Error| Stop::new(Exit::Usage, t!("verify.bad_key", lang, key = it, why = why));
            keys.push(key.map_err(why)?);
        }
    }
    Ok(keys)
}

fn check_receipt(terminal: &Terminal, bytes: &[u8], keys: &[VerifierKey]) -> bool {
    let lang = terminal.lang;
    let check = verify::receipt(bytes, keys);
    for (step, outcome) in &check.steps {
        let what = match step {
            Step::Form => t!("verify.step.form", lang),
            Step::Leaf => t!("verify.step.leaf", lang),
            Step::Signature => t!("verify.step.signature", lang),
            Step::Path => t!("verify.step.path", lang),
        };
        let how = match outcome {
            Outcome::Holds => t!("verify.holds", lang).to_owned(),
            Outcome::Fails(flaw) => format!("{} ({flaw:?})", t!("verify.does_not_hold", lang)),
            Outcome::NotReached => t!("verify.not_reached", lang).to_owned(),
        };
        terminal.answer(&format!("{what}: {how}"));
    }
    if let (true, Some(leaf), Some(index), Some(checkpoint)) =
        (check.passed(), &check.leaf, check.index, &check.checkpoint)
    {
        let (kind, at, origin, size) = (&leaf.kind, leaf.at, &checkpoint.origin, checkpoint.size);
        terminal.answer(&t!(
            "verify.receipt",
            lang,
            act = leaf.id,
            kind = kind,
            at = at,
            index = index,
            size = size,
            origin = origin
        ));
    }
    check.passed()
}

fn print_report(terminal: &Terminal, report: &Report) {
    let lang = terminal.lang;
    for EpochSeen { origin, size, voucher, .. } in &report.epochs {
        terminal.answer(&match voucher {
            Voucher::Key => t!("verify.epoch", lang, origin = origin, size = size),
            Voucher::NextEpoch => t!("verify.epoch_vouched", lang, origin = origin, size = size),
        });
    }
    if let Some(size) = report.since {
        terminal.answer(&t!("verify.since", lang, size = size));
    }
    for it in &report.findings {
        terminal.answer(&format!("  {it}"));
    }
    if 0 < report.n_more {
        terminal.answer(&t!("verify.more", lang, n = report.n_more));
    }
    terminal.answer(&t!("verify.counts", lang, n_leaves = report.n_leaves, n_tiles = report.n_tiles));
    if report.passed() {
        terminal.answer(t!("verify.passes", lang));
    }
}

fn read(path: &str, lang: Lang) -> Result<String, Stop> {
    let is_small = std::fs::metadata(path).is_ok_and(|it| it.len() <= KEPT_BYTES_MAX);
    let text = if is_small { std::fs::read_to_string(path).ok() } else { None };
    text.ok_or_else(|| Stop::new(Exit::Usage, t!("verify.unreadable", lang, path = path)))
}

fn tell(terminal: &Terminal, progress: Progress) {
    let Progress { n_leaves, n_leaves_all } = progress;
    terminal.progress(&t!("verify.progress", terminal.lang, n = n_leaves, all = n_leaves_all));
}
