//! The program `yiwang`: hands what was typed to the commands and ends as they say.
//! Knows nothing else; everything is in the library, where tests can reach it.

/// Pages are many small strings, and this allocator hands those out without a global lock.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    yiwang::commands::run(std::env::args_os())
}
