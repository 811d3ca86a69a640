//! A person at a browser, without one: pages, forms and the API over the whole router.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, Response, header};
use database::Database;
use domain::people::sessions;
use domain::schema;
use domain::spine::actor::Actor;
use domain::testing::Office;
use files::{Files, Limits};
use serde_json::Value as Json;
use tower::ServiceExt;
use uuid::Uuid;
use web::{Clock, House, Outside, router};

/// Tells the same story on each engine, over HTTP. `Office` is founded, its people can be let in.
pub fn on_both_engines(story: impl AsyncFn(&Office, &Router)) {
    database::testing::on_both_engines(&schema::steps(), |scratch| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let office = Office::open(scratch.settings.clone());
        let house = House::new(office.db.clone(), Clock::System, Outside::default(), files());
        runtime.block_on(story(&office, &router(house)));
    });
}

/// Small, so that a test finds the limits.
pub fn files() -> Files {
    Files::in_memory(Limits { file_bytes_max: 1 << 20, workspace_bytes_max: 3 << 20 })
}

/// A server that nobody has set up yet.
pub fn on_an_empty_server(story: impl AsyncFn(&Router)) {
    database::testing::on_both_engines(&schema::steps(), |scratch| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let db = Database::open(scratch.settings.clone(), Uuid::from_u128(1)).unwrap();
        runtime.block_on(story(&router(House::new(db, Clock::System, Outside::default(), files()))));
    });
}

pub struct Answered {
    pub status: u16,
    pub location: String,
    pub cookies: Vec<String>,
    pub kind: String,
    pub body: String,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Answered {
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    pub fn shows(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    async fn of(response: Response<Body>) -> Self {
        let text = |name| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let cookies = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|line| line.to_str().unwrap().to_owned());
        let (cookies, location, kind) =
            (cookies.collect(), text(header::LOCATION), text(header::CONTENT_TYPE));
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body(), 8 << 20).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Self { status, location, cookies, kind, body, headers, bytes }
    }
}

/// Somebody with a session, or nobody.
#[derive(Clone)]
pub struct Browser<'r> {
    router: &'r Router,
    session: Option<String>,
    bearer: Option<String>,
    accept: &'static str,
}

impl<'r> Browser<'r> {
    pub fn of_nobody(router: &'r Router) -> Self {
        Self { router, session: None, bearer: None, accept: "text/html" }
    }

    /// Lets a person of the office in.
    pub fn of(router: &'r Router, office: &Office, actor: &Actor) -> Self {
        let token = format!("session-{}-{}", actor.name, Uuid::from_u128(office.now().0 as u128));
        let (workspace, person, kept) = (actor.workspace, actor.person.unwrap(), token.clone());
        let now = Clock::System.now();
        let started = office.db.write(workspace.0, move |tx| {
            sessions::end(tx, &kept)?;
            sessions::start(tx, workspace, person, &kept, now)
        });
        started.unwrap();
        Self { session: Some(token), ..Self::of_nobody(router) }
    }

    pub fn with_session(&self, session: &str) -> Self {
        Self { session: Some(session.into()), ..self.clone() }
    }

    pub fn with_token(&self, token: &str) -> Self {
        Self { session: None, bearer: Some(token.into()), ..self.clone() }
    }

    /// As Turbo sends its forms.
    pub fn by_stream(&self) -> Self {
        Self { accept: "text/vnd.turbo-stream.html, text/html", ..self.clone() }
    }

    pub async fn get(&self, path: &str) -> Answered {
        self.send(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form from a page of this server.
    pub async fn form(&self, path: &str, body: &str) -> Answered {
        let request = self.request("POST", path).header("origin", "http://localhost");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Sends a form from a page of another site.
    pub async fn form_from_elsewhere(&self, path: &str, body: &str) -> Answered {
        let request = self.request("POST", path).header("origin", "http://evil.example");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Sends a form with a file.
    pub async fn upload(&self, path: &str, kind: &str, file: (&str, &[u8])) -> Answered {
        let head = format!(
            "--knot\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n--knot\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"{}\"\r\ncontent-type: text/csv\r\n\r\n",
            file.0
        );
        let body = [head.as_bytes(), file.1, b"\r\n--knot--\r\n"].concat();
        self.send_form(path, body).await
    }

    /// Sends a form with files, which goes on to a page.
    pub async fn attach(&self, path: &str, back: &str, files: &[(&str, &[u8])]) -> Answered {
        let mut body =
            format!("--knot\r\ncontent-disposition: form-data; name=\"back\"\r\n\r\n{back}\r\n").into_bytes();
        for (name, bytes) in files {
            let head = format!(
                "--knot\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 content-type: text/html\r\n\r\n"
            );
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(b"--knot--\r\n");
        self.send_form(path, body).await
    }

    /// Sends a form whose parts begin with `--knot`.
    pub async fn send_form(&self, path: &str, body: Vec<u8>) -> Answered {
        let request = self.request("POST", path).header("origin", "http://localhost");
        let request = request.header("content-type", "multipart/form-data; boundary=knot");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends bytes as they are.
    pub async fn send_bytes(&self, path: &str, bytes: impl Into<Body>) -> Answered {
        self.send(self.request("POST", path).body(bytes.into()).unwrap()).await
    }

    /// Asks with a header.
    pub async fn get_with(&self, path: &str, name: &str, value: &str) -> Answered {
        self.send(self.request("GET", path).header(name, value).body(Body::empty()).unwrap()).await
    }

    pub async fn call(&self, path: &str, body: &Json) -> Answered {
        let request = self.request("POST", path).header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header("accept", self.accept);
        if let Some(session) = &self.session {
            request = request.header("cookie", format!("session={session}"));
        }
        if let Some(token) = &self.bearer {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        request
    }

    async fn send(&self, request: Request<Body>) -> Answered {
        Answered::of(self.router.clone().oneshot(request).await.unwrap()).await
    }
}
