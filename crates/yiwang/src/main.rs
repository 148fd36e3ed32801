//! The program `yiwang`: hands what was typed to the commands and ends as they say.
//! Knows nothing else; everything is in the library, where tests can reach it.

fn main() -> std::process::ExitCode {
    yiwang::commands::run(std::env::args_os())
}
