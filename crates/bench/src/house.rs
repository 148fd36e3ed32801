//! The real binary, started on a folder of its own and stopped with the value.
//! Knows nothing of what is asked of it.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::client::{Client, get};

/// How long a first start may take, the city's history included.
const START_MAX: Duration = Duration::from_secs(120);

/// A running binary, stopped with the value.
pub(crate) struct House {
    child: Child,
    pub(crate) address: String,
}

impl House {
    /// Starts it on its own folder and waits until it says where it listens.
    pub(crate) fn start(binary: &PathBuf, folder: &Path, postgres: Option<&str>) -> Self {
        let address = free_address();
        let mut command = Command::new(binary);
        command.arg("--data").arg(folder).arg("--listen").arg(&address);
        if let Some(url) = postgres {
            std::fs::create_dir_all(folder).expect("the folder can be made");
            let file = folder.join("yiwang.toml");
            std::fs::write(&file, format!("[store]\nurl = \"{url}\"\n")).expect("the file can be written");
            command.arg("--config").arg(file);
        }
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary starts");
        let started = Instant::now();
        while std::net::TcpStream::connect(&address).is_err() {
            let ended = child.try_wait().expect("the binary can be asked");
            assert!(
                ended.is_none() && started.elapsed() < START_MAX,
                "the binary does not listen: {ended:?}"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        Self { child, address }
    }

    /// Seconds until nothing waits for its place in the ledger.
    pub(crate) async fn lag(&self) -> f64 {
        let started = Instant::now();
        let mut client = Client::connect(&self.address).await.expect("it listens");
        loop {
            let state = client.ask(&get("/api/ledger", "")).await.expect("it answers");
            let state: serde_json::Value = serde_json::from_slice(&state.body).expect("the state is JSON");
            let lag = state["pending"].as_i64();
            if lag == Some(0) || 60 < started.elapsed().as_secs() {
                return started.elapsed().as_secs_f64();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub(crate) fn memory_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|it| it.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|it| it.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(Command::new("kill").arg(self.child.id().to_string()).status());
        drop(self.child.wait());
    }
}

fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").to_string()
}
