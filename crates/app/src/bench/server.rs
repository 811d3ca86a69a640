//! Servers as processes of their own, as whoever runs them does.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use super::report::{Budget, Report};

pub struct Server {
    child: Child,
    pub address: String,
    /// Until the address was printed.
    pub started_ms: f64,
}

impl Server {
    pub fn start(database: &str) -> Result<Self, String> {
        Self::run(&["--database", database, "--listen", "127.0.0.1:0", "--log", "error"])
    }

    pub fn floor(bytes: usize) -> Result<Self, String> {
        Self::run(&["bench-floor", &bytes.to_string()])
    }

    fn run(arguments: &[&str]) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let began = Instant::now();
        let spawned =
            Command::new(program).args(arguments).stdout(Stdio::piped()).stdin(Stdio::null()).spawn();
        let mut child = spawned.map_err(|error| error.to_string())?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(|error| error.to_string())?;
        }
        let started_ms = began.elapsed().as_secs_f64() * 1000.0;
        match line.trim().split("http://").nth(1) {
            Some(address) => Ok(Self { child, address: address.to_owned(), started_ms }),
            None => {
                let _ = child.kill();
                Err("the server did not start".into())
            }
        }
    }

    /// Resident memory in megabytes, where the system tells.
    pub fn memory_mb(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Idle memory, start to first page, size of the binary.
pub fn measure_rest(report: &mut Report, folder: &std::path::Path) -> Result<(), String> {
    let file = folder.join("idle.db");
    drop(Server::start(&format!("sqlite:{}", file.display()))?);
    let server = Server::start(&format!("sqlite:{}", file.display()))?;
    let asked = Instant::now();
    let answered = std::net::TcpStream::connect(&server.address).and_then(|mut stream| {
        use std::io::{Read, Write};
        stream.write_all(b"GET /start HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut page = Vec::new();
        stream.read_to_end(&mut page)
    });
    answered.map_err(|error| error.to_string())?;
    let first_page = server.started_ms + asked.elapsed().as_secs_f64() * 1000.0;
    report.figure("start to first page", first_page, " ms", Budget::AtMost(100.0));
    if let Some(memory) = server.memory_mb() {
        report.figure("idle memory", memory, " MB", Budget::AtMost(40.0));
    }
    let size = std::env::current_exe().and_then(std::fs::metadata).map_err(|error| error.to_string())?.len();
    report.figure("binary", size as f64 / 1_048_576.0, " MB", Budget::AtMost(25.0));
    Ok(())
}
