//! Thousands of slow visitors: some say nothing, some a byte now and then, some never read what they asked for.
//! Everyone else is served meanwhile, and the slow ones are let go.

use std::{
    fs,
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    Result,
    client::Client,
    ensure,
    house::House,
    report::{Came, Report},
    stand::Stand,
};

/// How many come, where the machine lets us open so many files.
const CLIENTS: u64 = 2_000;
/// How many files we leave for other things.
const FILES_SPARE: u64 = 300;
/// How many of ten send a byte now and then; of the rest one in ten never reads.
const TRICKLERS_OF_TEN: u64 = 3;
/// How many requests are made meanwhile.
const REQUESTS: u64 = 200;
/// How long each of them may take.
const ANSWER_MS_MAX: u128 = 1_000;
/// How long the slow ones may stay.
const STAY_MS_MAX: u64 = 60_000;

/// One slow visitor.
enum Slow {
    Silent(TcpStream),
    Trickling(TcpStream),
    Unreading(TcpStream),
}

pub(super) fn clients(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    let house = stand.house("slow")?;
    let n_clients = CLIENTS.min(files_max().saturating_sub(FILES_SPARE));
    ensure(0 < n_clients, || "this machine lets us open too few files".to_owned())?;
    let mut slow = (0..n_clients).map(|n| Slow::come(&house, n)).collect::<Result<Vec<_>>>()?;
    let mut slowest = Duration::ZERO;
    let mut client = Client::of(&house.address);
    for n in 0..REQUESTS {
        let asked = Instant::now();
        // Every other one knocks anew, as a new visitor would.
        if n % 2 == 0 {
            client = Client::of(&house.address);
        }
        let answer = client.get("/", "")?;
        ensure(answer.status == 200, || format!("/ is answered {}", answer.status))?;
        slowest = slowest.max(asked.elapsed());
        slow.iter_mut().skip(n as usize % 7).step_by(7).for_each(Slow::trickle);
    }
    ensure(slowest.as_millis() < ANSWER_MS_MAX, || format!("somebody waited {} ms", slowest.as_millis()))?;
    let started = Instant::now();
    while !slow.is_empty() && started.elapsed().as_millis() < u128::from(STAY_MS_MAX) {
        slow.iter_mut().for_each(Slow::trickle);
        slow.retain_mut(|it| !it.let_go());
        sleep(Duration::from_millis(500));
    }
    let stayed: Vec<&str> = slow.iter().map(Slow::name).collect();
    ensure(stayed.is_empty(), || {
        format!("{} slow ones stay after {STAY_MS_MAX} ms, such as one {}", stayed.len(), stayed[0])
    })?;
    let folder = house.folder.clone();
    house.stop()?;
    stand.clear(&folder);
    let (slowest, gone) = (slowest.as_millis(), started.elapsed().as_secs());
    Ok(Came::Held(format!(
        "{n_clients} of them; nobody else waited over {slowest} ms; the last let go after {gone} s"
    )))
}

impl Slow {
    fn come(house: &House, n: u64) -> Result<Self> {
        let mut stream = TcpStream::connect(&house.address).map_err(|err| format!("visitor {n}: {err}"))?;
        stream.set_nonblocking(true)?;
        Ok(match n % 10 {
            it if it < TRICKLERS_OF_TEN => Self::Trickling(stream),
            9 => {
                let page = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", house.address);
                // Asks until its way in is stuffed, and never reads a word.
                while stream.write_all(page.as_bytes()).is_ok() {}
                Self::Unreading(stream)
            }
            _ => Self::Silent(stream),
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Silent(_) => "that says nothing",
            Self::Trickling(_) => "that sends a byte now and then",
            Self::Unreading(_) => "that never reads",
        }
    }

    fn trickle(&mut self) {
        if let Self::Trickling(it) = self {
            drop(it.write(b"G"));
        }
    }

    /// Whether the server has closed the connection.
    fn let_go(&mut self) -> bool {
        match self {
            Self::Silent(it) | Self::Trickling(it) => {
                let mut part = [0; 1024];
                matches!(it.read(&mut part), Ok(0)) || closed(it.read(&mut part))
            }
            // Reading would make it a good one; what it still sends shows whether anyone is there.
            Self::Unreading(it) => closed(it.write(b"G")),
        }
    }
}

fn closed(tried: std::io::Result<usize>) -> bool {
    tried.is_err_and(|it| it.kind() != ErrorKind::WouldBlock)
}

/// How many files this process may open.
fn files_max() -> u64 {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find(|it| it.starts_with("Max open files"));
    line.and_then(|it| it.split_whitespace().nth(3)?.parse().ok()).unwrap_or(1_024)
}
