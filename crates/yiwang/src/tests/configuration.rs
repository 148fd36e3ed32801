//! A file of configuration says what is meant, and a wrong one says where it is wrong and what could stand there.
//! Nothing is opened here.

use std::path::Path;

use kit::Lang;

use crate::{
    config::{Config, Flags, LogFormat},
    stop::{Exit, Stop},
};

fn read(text: &str) -> Result<Config, Stop> {
    Config::of(&Flags::default(), Path::new("data"), text, Path::new("/etc/yiwang/yiwang.toml"), Lang::EN)
}

#[test]
fn an_empty_file_means_the_defaults_of_the_data_folder() {
    let config = read("").unwrap();

    assert_eq!(config.store_url, "sqlite:data/store.db");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.origin, "http://127.0.0.1:8080");
    assert_eq!(
        (config.keys.as_path(), config.anchor.as_path()),
        (Path::new("data/keys"), Path::new("data/anchor"))
    );
    assert_eq!(config.log, LogFormat::Plain);
    assert_eq!(config.new_ledger_origin(), "127.0.0.1:8080/ledger");
}

#[test]
fn a_full_file_says_everything_and_its_paths_begin_at_its_folder() {
    let text = "[store]\nurl = 'sqlite:store/a.db'\n[http]\nlisten = '0.0.0.0:443'\norigin = 'https://a.example'\n\
                trusted_proxies = ['10.0.0.1']\n[tls]\ncertificate = 'chain.pem'\nkey = '/run/key.pem'\n\
                [keys]\nfolder = 'keys'\n[ledger]\norigin = 'a.example/log'\nanchor = '/mnt/anchor'\n\
                [site]\nname_zh = '安和市'\nname_en = 'Anhe'\n[log]\nformat = 'json'\n";

    let config = read(text).unwrap();

    assert_eq!(config.store_url, "sqlite:/etc/yiwang/store/a.db");
    let tls = config.tls.as_ref().unwrap();
    assert_eq!(tls.certificate, Path::new("/etc/yiwang/chain.pem"));
    assert_eq!(tls.key, Path::new("/run/key.pem"));
    assert_eq!(config.anchor, Path::new("/mnt/anchor"));
    assert_eq!(config.new_ledger_origin(), "a.example/log");
    assert_eq!(config.name.as_ref().unwrap().en, "Anhe");
    assert_eq!(config.log, LogFormat::Json);
}

#[test]
fn a_flag_stands_above_the_file() {
    let flags = Flags { listen: Some("127.0.0.1:9000".parse().unwrap()), ..Flags::default() };

    let config =
        Config::of(&flags, Path::new("d"), "[http]\nlisten = '127.0.0.1:1'", Path::new("f"), Lang::EN);

    assert_eq!(config.unwrap().listen.port(), 9000);
}

#[test]
fn a_flaw_is_told_with_file_line_key_and_the_known_keys() {
    let cases = [
        ("\n[http]\nlissen = '127.0.0.1:1'", "line 3, http.lissen: there is no such key"),
        ("[http]\nlisten = 'here'", "line 2, http.listen: "),
        ("[log]\nformat = 'loud'", "line 2, log.format: the value does not fit; `plain` or `json`"),
        ("[tls]\nkey = 'a'", "line 1, [tls]: `certificate` is missing"),
        ("[http]\ntrusted_proxies = 5", "line 2, http.trusted_proxies: the value does not fit; a sequence"),
        ("[stor]\nurl = 'x'", "line 1, [stor]: there is no such key"),
        ("[store]\nurl = ", "line 2, store.url: "),
    ];
    for (text, wanted) in cases {
        let stop = read(text).unwrap_err();

        assert_eq!(stop.exit, Exit::Usage);
        assert!(stop.words.starts_with("/etc/yiwang/yiwang.toml, "), "{}", stop.words);
        assert!(stop.words.contains(wanted), "{text:?} should say {wanted:?}: {}", stop.words);
        assert!(stop.words.contains("[http] listen, origin, trusted_proxies"), "{}", stop.words);
    }
}

#[test]
fn a_flaw_does_not_show_a_secret() {
    let stop = read("[store]\nurl = ['postgres://u:geheim@db/x']").unwrap_err();

    assert!(!stop.words.contains("geheim"), "{}", stop.words);
}

#[test]
fn plain_http_is_for_this_machine_and_for_trusted_proxies() {
    let refused = read("[http]\nlisten = '0.0.0.0:80'").unwrap_err();
    let proxied = read("[http]\nlisten = '0.0.0.0:80'\ntrusted_proxies = ['10.0.0.1']");

    assert!(refused.words.contains("0.0.0.0:80") && refused.words.contains("certificate"));
    assert!(proxied.is_ok());
}

#[test]
fn values_that_mean_nothing_are_refused() {
    for text in [
        "[store]\nurl = 'mysql://db'",
        "[store]\nurl = 'sqlite:'",
        "[http]\norigin = 'a.example'",
        "[http]\norigin = 'https://a.example/'",
        "[site]\nname_zh = '安和市'",
    ] {
        assert_eq!(read(text).unwrap_err().exit, Exit::Usage, "{text}");
    }
}
