//! Mails that come in: a listener of its own for SMTP, off unless an address to listen on is set.
//!
//! It takes mails for the inboxes of this server and sends none on. It speaks no TLS: what the firm's own mail server brings
//! comes over a line that the firm keeps (decision 19).

mod html;
mod keeper;
mod letter;
mod reply;
mod session;
mod wire;

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use database::Database;
use domain::discovery::ways_in::rules::counted_as;
use files::Files;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;
use web::Clock;

use crate::config::Config;
use keeper::{Hourly, Keeper};
use session::{Host, Limits, Session};

/// Each may hold a whole mail in memory, and what came along once more.
const CONNECTIONS_MAX: usize = 20;
const CONNECTIONS_OF_PEER_MAX: usize = 10;
const WAIT_MAX: Duration = Duration::from_secs(60);
const SESSION_MAX: Duration = Duration::from_secs(10 * 60);
const RECIPIENTS_MAX: usize = 20;
const MAILS_OF_SESSION_MAX: usize = 100;
const ERRORS_MAX: usize = 10;
const PUT_OFFS_MAX: usize = 3;
const OF_SENDER_MAX: i64 = 60;
const MEBIBYTE: usize = 1024 * 1024;

/// A port on which mails come in, listened on and not yet served.
pub struct MailIn {
    listener: TcpListener,
    host: Host,
}

impl MailIn {
    /// Listens, if the settings say where.
    pub fn listen(
        config: &Config,
        db: &Database,
        clock: &Clock,
        files: &Files,
    ) -> Result<Option<Self>, String> {
        let Some(wanted) = config.some("mail-in-listen") else { return Ok(None) };
        let Some(domain) = config.mail_in_domain()? else {
            return Err("--mail-in-listen needs --mail-in-domain: what stands behind the at sign.".into());
        };
        let address: SocketAddr = wanted.parse().map_err(|_| {
            format!("--mail-in-listen takes an address and a port, such as 127.0.0.1:2525, not {wanted:?}.")
        })?;
        let limits = Limits {
            mail_bytes: config.between("mail-in-size", 1, 100)? as usize * MEBIBYTE,
            wait: WAIT_MAX,
            session: SESSION_MAX,
            recipients: RECIPIENTS_MAX,
            mails: MAILS_OF_SESSION_MAX,
            errors: ERRORS_MAX,
            put_offs: PUT_OFFS_MAX,
        };
        let of_peer = config.between("mail-in-per-hour", 1, 1_000_000)?;
        let hourly = Hourly { of_peer, of_sender: OF_SENDER_MAX };
        let listener = TcpListener::bind(address).and_then(|listener| {
            listener.set_nonblocking(true)?;
            Ok(listener)
        });
        let listener = listener.map_err(|error| format!("{address} cannot be listened on: {error}."))?;
        let keeper = Keeper { db: db.clone(), clock: clock.clone(), files: files.clone(), hourly };
        let own_sender = crate::mail::address_of(config.get("mail-from"));
        Ok(Some(Self { listener, host: Host { keeper, limits, domain, own_sender } }))
    }

    /// Talks with whoever connects, until the server stops; then every mail that is being sent is taken to its end.
    pub async fn serve(self, mut stopping: watch::Receiver<bool>) {
        let here = self.listener.local_addr().map(|here| here.to_string()).unwrap_or_default();
        let listener = match tokio::net::TcpListener::from_std(self.listener) {
            Ok(listener) => listener,
            Err(error) => return tracing::error!(%error, "mails cannot come in"),
        };
        tracing::info!(address = here, domain = self.host.domain, "mails come in");
        let (mut talks, guests) = (JoinSet::new(), Guests::default());
        let told = stopping.clone();
        loop {
            tokio::select! {
                () = told_to_stop(&mut stopping) => break,
                came = listener.accept() => match came {
                    Ok((stream, peer)) => {
                        let guest = guests.let_in(counted_as(peer.ip()));
                        talks.spawn(receive(stream, guest, self.host.clone(), told.clone()));
                    }
                    Err(error) => {
                        // No file is free, or the guest has gone: it may be better in a moment.
                        tracing::warn!(%error, "a connection for a mail could not be taken");
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                },
                Some(_) = talks.join_next() => {}
            }
        }
        drop(listener);
        while talks.join_next().await.is_some() {}
    }
}

/// Waits until the server stops.
async fn told_to_stop(stopping: &mut watch::Receiver<bool>) {
    // A server whose end nobody can tell any more has ended.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

async fn receive(
    mut stream: TcpStream,
    guest: Result<Guest, IpAddr>,
    host: Host,
    stopping: watch::Receiver<bool>,
) {
    match guest {
        Ok(guest) => {
            let peer = guest.address.to_string();
            Session::new(stream, host, peer).talk(stopping).await;
            drop(guest);
        }
        Err(peer) => {
            use tokio::io::AsyncWriteExt;
            tracing::warn!(%peer, "too many connections for mails");
            // It is told once; whether it listens is its own affair.
            let _ = stream.write_all(reply::TOO_MANY_CONNECTIONS.line().as_bytes()).await;
        }
    }
}

/// Who is connected, and how often.
#[derive(Clone, Default)]
struct Guests {
    present: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One of them, for as long as it stays.
struct Guest {
    address: IpAddr,
    guests: Guests,
}

impl Guests {
    fn let_in(&self, address: IpAddr) -> Result<Guest, IpAddr> {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, own) = (present.values().sum::<usize>(), present.get(&address).copied().unwrap_or(0));
        if all >= CONNECTIONS_MAX || own >= CONNECTIONS_OF_PEER_MAX {
            return Err(address);
        }
        present.insert(address, own + 1);
        Ok(Guest { address, guests: self.clone() })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut present = self.guests.present.lock().unwrap_or_else(PoisonError::into_inner);
        match present.get_mut(&self.address) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(present.remove(&self.address)),
        }
    }
}

#[cfg(test)]
mod tests;
