//! What the server says: a code of RFC 5321, one of RFC 3463, and a sentence for whoever reads a log.

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    pub text: &'static str,
}

const fn reply(code: u16, text: &'static str) -> Reply {
    Reply { code, text }
}

pub const FINE: Reply = reply(250, "2.0.0 Fine.");
/// The last line of the answer to EHLO.
pub const HELLO_FINE: Reply = reply(250, "HELP");
pub const SENDER_FINE: Reply = reply(250, "2.1.0 Go on.");
pub const RECIPIENT_FINE: Reply = reply(250, "2.1.5 It goes into an inbox here.");
pub const BYE: Reply = reply(221, "2.0.0 Goodbye.");
pub const GO_ON: Reply = reply(354, "Send the mail; end it with a dot on a line of its own.");
pub const TAKEN: Reply = reply(250, "2.0.0 It is in the inbox.");
pub const LEFT_ASIDE: Reply = reply(250, "2.0.0 Taken and left aside: no person wrote it.");
pub const CANNOT_VERIFY: Reply = reply(252, "2.5.0 Send it, and it will be seen.");
pub const HELP: Reply = reply(214, "2.0.0 EHLO, MAIL FROM, RCPT TO, DATA, RSET, NOOP, QUIT.");

pub const STOPPING: Reply = reply(421, "4.3.2 The server is stopping; try again in a moment.");
pub const TOO_MANY_CONNECTIONS: Reply = reply(421, "4.3.2 Too many connections; try again later.");
pub const TOO_SLOW: Reply = reply(421, "4.4.2 Nothing came for too long.");
pub const TOO_LONG: Reply = reply(421, "4.7.0 This conversation takes too long; begin another one.");
pub const TOO_MANY_ERRORS: Reply = reply(421, "4.7.0 Too many commands that were not understood.");
pub const TOO_MANY_PUT_OFF: Reply = reply(421, "4.7.1 Too much was put off; come again in an hour.");
pub const TOO_OFTEN: Reply = reply(450, "4.7.1 That is a lot within an hour; try again later.");
pub const CANNOT_NOW: Reply = reply(451, "4.3.0 It cannot be kept now; try again later.");
pub const TOO_MANY_RECIPIENTS: Reply =
    reply(452, "4.5.3 Too many recipients; send the rest in another mail.");

pub const LINE_TOO_LONG: Reply = reply(500, "5.5.6 The line is too long.");
pub const UNKNOWN: Reply = reply(500, "5.5.2 This command is not known.");
pub const NOT_UNDERSTOOD: Reply = reply(501, "5.5.4 This is not understood.");
pub const NOT_OFFERED: Reply = reply(502, "5.5.1 This is not offered here.");
pub const SAY_HELLO: Reply = reply(503, "5.5.1 Say EHLO first.");
pub const SENDER_FIRST: Reply = reply(503, "5.5.1 Say MAIL FROM first.");
pub const ONE_AT_A_TIME: Reply = reply(503, "5.5.1 One mail at a time; RSET forgets this one.");
pub const RECIPIENT_FIRST: Reply =
    reply(503, "5.5.1 No recipient was taken, so there is nobody to send it to.");
pub const NO_RELAY: Reply = reply(550, "5.7.1 Mails are taken for addresses of this server alone.");
pub const NOBODY: Reply = reply(550, "5.1.1 Nobody has this address here, or it is closed.");
pub const TOO_LARGE: Reply = reply(552, "5.3.4 The mail is larger than this server takes.");
pub const UNREADABLE: Reply = reply(554, "5.6.0 This is no mail that can be read.");
pub const NOTHING_TO_READ: Reply = reply(554, "5.6.0 There is nothing to read in this mail.");
pub const PARAMETER: Reply = reply(555, "5.5.4 A parameter is not known or not offered here.");

impl Reply {
    pub fn line(self) -> String {
        // 354 has no enhanced code (RFC 2034).
        format!("{} {}\r\n", self.code, self.text)
    }

    /// Whether the conversation is over with it.
    pub fn ends(self) -> bool {
        matches!(self.code, 221 | 421)
    }

    /// Whether something was not understood or not allowed, of which there is a limit.
    pub fn is_error(self) -> bool {
        self.code >= 500
    }
}
