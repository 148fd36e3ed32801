//! The facts of the machine, so that a figure is never read without them.

use serde_json::{Value, json};

/// Processor, cores, memory, kernel.
pub(crate) fn facts() -> Value {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let line = |text: &str, name: &str| {
        let found = text.lines().find(|it| it.starts_with(name));
        found.and_then(|it| it.split_once(':')).map(|(_, it)| it.trim().to_owned()).unwrap_or_default()
    };
    json!({
        "processor": line(&read("/proc/cpuinfo"), "model name"),
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "memory": line(&read("/proc/meminfo"), "MemTotal"),
        "kernel": read("/proc/sys/kernel/osrelease").trim(),
        "load_before": read("/proc/loadavg").split(' ').next(),
        "version": env!("CARGO_PKG_VERSION"),
    })
}
