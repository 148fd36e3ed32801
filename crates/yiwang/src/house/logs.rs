//! How logs are written: a line for people or a JSON object for collectors, beside the answers of commands.
//! Knows nothing of what is logged; nobody logs personal data.

use tracing::Level;

use crate::config::LogFormat;

/// Writes logs from here on.
pub fn write_logs(format: LogFormat) {
    let logs = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(Level::INFO);
    let is_first = match format {
        LogFormat::Plain => logs.with_target(false).with_ansi(false).try_init().is_ok(),
        LogFormat::Json => logs.json().flatten_event(true).with_target(false).try_init().is_ok(),
    };
    debug_assert!(is_first || cfg!(test), "logs are set up once");
}
