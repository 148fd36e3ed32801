//! `yiwang init`: makes a real installation, its keys and its first administrator.
//! Overwrites nothing, and says a password once.

use clap::{Arg, ArgAction, ArgMatches};
use data_encoding::BASE32_NOPAD;
use directory::{AgencyKind, NewAgency, NewOfficial, NewPost, RegionFiles, imports::File};
use kit::{Actor, CreditCode, Flaw, Lang, RegionCode, Result, Words, t};
use store::Tx;

use super::{Command, config_of, option, place_args};
use crate::{
    house::{House, Purpose, secret},
    stop::{Exit, Stop, flaw_words},
    terminal::Terminal,
};

/// What the first administrator signs in as, when nothing else is said.
const LOGIN_DEFAULT: &str = "admin";

/// How many characters a password of ours has: 100 bits.
const PASSWORD_CHARACTERS: usize = 20;

/// What the first post may do: tend the directory, operate the platform, publish matters.
const POWERS: [&str; 4] = [directory::STEWARD, directory::OPERATE, directory::WATCH, "matter.publish"];

pub(super) const COMMAND: Command = Command {
    name: "init",
    about: t!("help.init"),
    more: t!("help.init.more"),
    examples: &[(
        "yiwang init --data /var/lib/yiwang --ledger yiwang.anhe.example/ledger --region 99=示例省/Example --region 9901=安和市/Anhe \
         --agency 安和市数据局/'Anhe Data Bureau' --agency-code 11990100MB0000019L --official 王敏",
        t!("help.init.example"),
    )],
    args,
    run,
};

/// What was typed, understood.
struct Founding {
    regions: Vec<(RegionCode, Words)>,
    agency: Words,
    code: CreditCode,
    official: String,
    login: String,
}

fn args(command: clap::Command, lang: Lang) -> clap::Command {
    let required = |name, value, words| option(name, value, words).required(true);
    let region: Arg = required("region", "CODE=中文/ENGLISH", t!("help.init.region", lang));
    place_args(command, lang)
        .arg(region.action(ArgAction::Append))
        .arg(required("agency", "中文/ENGLISH", t!("help.init.agency", lang)))
        .arg(required("agency-code", "CODE", t!("help.init.agency_code", lang)))
        .arg(required("official", "NAME", t!("help.init.official", lang)))
        .arg(option("ledger", "NAME", t!("help.init.ledger", lang)))
        .arg(option("login", "NAME", t!("help.init.login", lang)).default_value(LOGIN_DEFAULT))
}

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let founding = Founding::of(matches, lang)?;
    let mut config = config_of(terminal, matches)?;
    config.ledger_origin = matches.get_one("ledger").cloned().or(config.ledger_origin);
    if config.ledger_origin.is_none() && !config.is_origin_said {
        return Err(Stop::new(Exit::Usage, t!("init.ledger", lang)));
    }
    let house = House::found(config, Purpose::Real, lang)?;
    let password = BASE32_NOPAD.encode(&secret())[..PASSWORD_CHARACTERS].to_lowercase();
    founding.people(terminal, &house, &password)?;
    house.finish(lang)?;
    house.settle(lang)?;
    let (keys, verifier, login) = (house.config.keys.display(), house.verifier(), &founding.login);
    terminal.tell(&t!("init.keys", lang, keys = keys));
    terminal.tell(&t!("init.verifier", lang, verifier = verifier));
    terminal.tell(&t!("init.next", lang, folder = house.config.data.display()));
    terminal.answer(&t!("init.password", lang, login = login, password = password));
    Ok(())
}

impl Founding {
    fn of(matches: &ArgMatches, lang: Lang) -> Result<Self, Stop> {
        let text = |name: &str| matches.get_one::<String>(name).expect("it is required").as_str();
        let wrong = |name: &str, why: String| {
            Stop::new(Exit::Usage, t!("init.wrong", lang, name = name, value = text(name), why = why))
        };
        let regions = matches.get_many::<String>("region").expect("it is required");
        let regions: Option<Vec<_>> = regions.map(|it| region(it)).collect();
        Ok(Self {
            regions: regions.ok_or_else(|| wrong("region", t!("init.region", lang).to_owned()))?,
            agency: words(text("agency"))
                .ok_or_else(|| wrong("agency", t!("init.words", lang).to_owned()))?,
            code: CreditCode::parse(text("agency-code"))
                .map_err(|it| wrong("agency-code", flaw_words(&Flaw::of("agency-code", it.code()), lang)))?,
            official: text("official").to_owned(),
            login: text("login").to_owned(),
        })
    }

    /// The regions down to the agency's, the agency, its first post, who holds it, and their account.
    fn people(&self, terminal: &Terminal, house: &House, password: &str) -> Result<(), Stop> {
        let by = house.operator();
        for (code, name) in &self.regions {
            let file = format!("code,name,name_en\n{code},{},{}\n", name.zh, name.en);
            let file = File { name: "yiwang init", bytes: file.as_bytes() };
            let run = RegionFiles { files: &[file], completion: "" };
            let reports = terminal.sound(directory::import_regions(&house.store, &by, &run, &mut |_| ()))?;
            if let Some(it) = reports.iter().find(|it| 0 < it.refused.n) {
                let lines = it.lines(terminal.lang, &directory::BLOCK.texts).join("\n");
                return Err(Stop::new(Exit::Refused, lines));
            }
        }
        let hash = terminal.sound(identity::hash_password(password, secret()))?;
        let (agency, official) = (self.new_agency(), self.official.clone());
        let login = self.login.clone();
        let made = house.store.write(move |tx| administrator(tx, &by, &agency, &official, (&login, &hash)));
        terminal.sound(made.wait())
    }

    fn new_agency(&self) -> NewAgency {
        let (region, _) = self.regions.last().expect("one region is required");
        NewAgency {
            code: self.code.clone(),
            name: self.agency.clone(),
            region: region.clone(),
            level: region.level(),
            kind: AgencyKind::Authority,
            supervisor: None,
        }
    }
}

fn administrator(
    tx: &mut Tx<'_>,
    by: &Actor,
    agency: &NewAgency,
    name: &str,
    (login, hash): (&str, &str),
) -> Result<()> {
    let agency = directory::found_agency(tx, by, agency)?;
    let post_name =
        Words { zh: t!("init.post", Lang::ZH).to_owned(), en: t!("init.post", Lang::EN).to_owned() };
    let powers = POWERS.map(str::to_owned).into();
    let post = directory::open_post(tx, by, &NewPost { agency, name: post_name, powers })?;
    let new = NewOfficial { name: name.to_owned(), number: None };
    let official = directory::appoint_official(tx, by, &new)?;
    directory::assign_post(tx, by, &official, &post)?;
    identity::make_account(tx, by, login, hash, identity::Owner::Official(official)).map(|_| ())
}

/// A region as typed: its code, and its name in each language.
fn region(text: &str) -> Option<(RegionCode, Words)> {
    let (code, name) = text.split_once('=')?;
    Some((RegionCode::parse(code.trim())?, words(name)?))
}

/// A name as typed, in each language; signs that would break a row of a file are none of a name's.
fn words(text: &str) -> Option<Words> {
    let (zh, en) = text.split_once('/')?;
    let sound = |it: &str| !it.trim().is_empty() && !it.contains([',', '"', '\n', '\r']);
    (sound(zh) && sound(en)).then(|| Words { zh: zh.trim().to_owned(), en: en.trim().to_owned() })
}
