//! What can be typed holds together in every language, teaches, and ends with the exit code it promises.
//! Commands that open an installation are walked in `installation`.

use clap::error::ErrorKind;
use kit::Lang;

use crate::commands::grammar;

#[test]
fn the_grammar_holds_together_in_every_language() {
    for lang in Lang::all() {
        grammar(lang).debug_assert();
    }
}

#[test]
fn every_command_says_what_it_is_for_and_gives_an_example() {
    for lang in Lang::all() {
        let mut root = grammar(lang);
        root.build();
        for command in root.get_subcommands() {
            let help = command.clone().render_long_help().to_string();

            assert!(help.contains(&format!("$ yiwang {}", command.get_name())), "{help}");
            assert!(command.get_about().is_some() && command.get_long_about().is_some());
            assert!(!help.contains("{"), "a text was not filled in: {help}");
        }
    }
}

#[test]
fn every_option_is_explained() {
    fn look(command: &clap::Command) {
        for arg in command.get_arguments() {
            assert!(arg.get_help().is_some(), "{} {} is not explained", command.get_name(), arg.get_id());
        }
        command.get_subcommands().for_each(look);
    }

    let mut root = grammar(Lang::EN);
    root.build();

    look(&root);
}

#[test]
fn flags_before_a_command_are_refused_and_not_forgotten() {
    let typed = grammar(Lang::EN).try_get_matches_from(["yiwang", "--data", "x", "serve"]);

    assert_eq!(typed.unwrap_err().kind(), ErrorKind::ArgumentConflict);
}

#[test]
fn the_demonstration_takes_flags_without_a_command() {
    let typed = grammar(Lang::EN)
        .try_get_matches_from(["yiwang", "--data", "x", "--listen", "127.0.0.1:9000"])
        .unwrap();

    assert!(typed.subcommand().is_none());
    assert_eq!(typed.get_one::<String>("data").unwrap(), "x");
}
