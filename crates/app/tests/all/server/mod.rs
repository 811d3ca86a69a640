//! The real program in a process of its own, and a firm that works with it over HTTP.

pub mod firm;
pub mod http;
pub mod smtp;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::JoinHandle;

use database::testing::Scratch;
use database::{Database, Fault, Location, Tx};
use uuid::Uuid;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_throughline");

/// Where one test keeps its data: a folder, and a database of a server where that is what is tested.
pub struct Place {
    folder: Scratch,
    server: Option<Scratch>,
}

impl Place {
    pub fn embedded() -> Self {
        Self { folder: Scratch::embedded(), server: None }
    }

    /// A place on each engine there is.
    pub fn of_each_engine() -> Vec<Self> {
        let server =
            Scratch::server().map(|server| Self { folder: Scratch::embedded(), server: Some(server) });
        if server.is_none() {
            eprintln!("skipped on PostgreSQL: THROUGHLINE_TEST_POSTGRES is not set");
        }
        std::iter::once(Self::embedded()).chain(server).collect()
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.folder().unwrap()
    }

    /// The file of the embedded database.
    pub fn file(&self) -> std::path::PathBuf {
        self.folder().join("throughline.db")
    }

    pub fn location(&self) -> &Location {
        &self.server.as_ref().unwrap_or(&self.folder).settings.location
    }

    /// The program, told to use this place and nothing of its surroundings.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        self.settings(&mut command, words);
        command
    }

    /// Adds the words and the settings of this place to a command that runs the program.
    pub fn settings(&self, command: &mut Command, words: &[&str]) {
        let ours = |name: &str| name.starts_with("THROUGHLINE_");
        for (name, _) in std::env::vars().filter(|(name, _)| ours(name)) {
            command.env_remove(name);
        }
        command.args(words).arg("--data").arg(self.folder());
        command.args(["--database", &self.location().to_string(), "--log", "warn"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    }

    /// Runs the program to its end.
    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs the program, which ends with one sentence; the sentence.
    pub fn refused(&self, words: &[&str]) -> String {
        sentence(self.run(words))
    }

    /// Serves on a free port.
    pub fn serve(&self) -> Server {
        Server::of(&mut self.command(&["serve", "--listen", "127.0.0.1:0"]))
    }

    /// How the database of this place is opened, past the program.
    pub fn opened(&self) -> database::Settings {
        self.server.as_ref().unwrap_or(&self.folder).settings.clone()
    }

    /// What is stored, read past the program.
    pub fn read<T: Send + 'static>(&self, work: impl Fn(&Tx<'_>) -> Result<T, Fault> + Send + 'static) -> T {
        let settings = self.server.as_ref().unwrap_or(&self.folder).settings.clone();
        Database::open(settings, Uuid::from_u128(9)).unwrap().read(work).unwrap()
    }

    /// Changes what is stored, past the program.
    pub fn write(&self, sql: &'static str) {
        let settings = self.server.as_ref().unwrap_or(&self.folder).settings.clone();
        let db = Database::open(settings, Uuid::from_u128(9)).unwrap();
        db.write(Uuid::nil(), move |tx| tx.execute(sql, &[])).unwrap();
    }
}

/// A server that runs. Killed when it goes out of scope.
pub struct Server {
    child: Child,
    pub address: String,
    told: Option<JoinHandle<String>>,
}

impl Server {
    /// Starts it and waits until it listens.
    pub fn of(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let told = std::thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).unwrap();
            text
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(address) = line.trim().strip_prefix("Throughline is at http://") else {
            panic!("it did not start: {line}{}", told.join().unwrap())
        };
        Self { child, address: address.to_owned(), told: Some(told) }
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        let asked = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status();
        assert!(asked.unwrap().success());
    }

    /// Waits for its end; what it said to the operator.
    pub fn end(&mut self) -> (ExitStatus, String) {
        let status = self.child.wait().unwrap();
        (status, self.told.take().map(|told| told.join().unwrap()).unwrap_or_default())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// It ended with one sentence on the error stream and nothing else; the sentence.
pub fn sentence(ended: Output) -> String {
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert_eq!((ended.stdout.len(), told.lines().count()), (0, 1), "{told}");
    told
}

/// A number that is different each time.
pub fn random(below: u64) -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish() % below
}
