//! Every setting: its name, what it is if nothing is said, and its help.

/// How a setting is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Whole,
    /// An address with a password in it.
    WithoutPassword,
    Never,
}

/// A setting, and whether what it says may be printed.
pub struct Known {
    pub name: &'static str,
    pub default: &'static str,
    pub shown: Shown,
    pub help: &'static str,
}

pub const KNOWN: [Known; 21] = [
    Known {
        name: "data",
        default: "./throughline-data",
        shown: Shown::Whole,
        help: "Folder of the embedded database and of mails that were not sent",
    },
    Known {
        name: "database",
        default: "",
        shown: Shown::WithoutPassword,
        help: "sqlite:FILE or postgres://user@host/name; empty: a file in the data folder",
    },
    Known {
        name: "listen",
        default: "127.0.0.1:7700",
        shown: Shown::Whole,
        help: "Address and port to serve on",
    },
    Known {
        name: "base-url",
        default: "",
        shown: Shown::Whole,
        help: "How the outside reaches the server, such as https://work.larkbill.example",
    },
    Known {
        name: "trusted-proxy",
        default: "false",
        shown: Shown::Whole,
        help: "Whether X-Forwarded-For and X-Forwarded-Proto are believed",
    },
    Known {
        name: "attachments",
        default: "",
        shown: Shown::Whole,
        help: "Where attached files are kept: a folder or s3://BUCKET/PREFIX; empty: a folder in the data folder",
    },
    Known {
        name: "file-mb-max",
        default: "20",
        shown: Shown::Whole,
        help: "Megabytes that one attached file may have",
    },
    Known {
        name: "workspace-mb-max",
        default: "5120",
        shown: Shown::Whole,
        help: "Megabytes that the attached files of a workspace may have together",
    },
    Known {
        name: "s3-endpoint",
        default: "",
        shown: Shown::Whole,
        help: "Address of a server that speaks like S3, such as http://files:9000; empty: the service of the region",
    },
    Known { name: "s3-region", default: "us-east-1", shown: Shown::Whole, help: "Region of the bucket" },
    Known {
        name: "s3-key-id",
        default: "",
        shown: Shown::Whole,
        help: "Key for the bucket; empty: as the machine says, by AWS_* variables or its role",
    },
    Known {
        name: "s3-secret-key",
        default: "",
        shown: Shown::Never,
        help: "Secret of the key for the bucket",
    },
    Known {
        name: "smtp",
        default: "",
        shown: Shown::WithoutPassword,
        help: "smtp://user:password@host:port or smtps://…; empty: mails are kept in the data folder",
    },
    Known {
        name: "mail-from",
        default: "Throughline <throughline@localhost>",
        shown: Shown::Whole,
        help: "Who the mails are from",
    },
    Known {
        name: "mail-in-listen",
        default: "",
        shown: Shown::Whole,
        help: "Address and port on which mails come in over SMTP, such as 127.0.0.1:2525; empty: none do",
    },
    Known {
        name: "mail-in-domain",
        default: "",
        shown: Shown::Whole,
        help: "What stands behind the at sign of the addresses of products, such as feedback.larkbill.example",
    },
    Known {
        name: "mail-in-size",
        default: "10",
        shown: Shown::Whole,
        help: "Mebibytes of a mail that comes in, at most",
    },
    Known {
        name: "mail-in-per-hour",
        default: "1000",
        shown: Shown::Whole,
        help: "Mails that one server brings within an hour, at most; the rest it is asked to bring later",
    },
    Known {
        name: "clock-ahead",
        default: "0",
        shown: Shown::Whole,
        help: "Seconds by which the clock goes ahead, to try out what comes later; never for real work",
    },
    Known {
        name: "log",
        default: "info",
        shown: Shown::Whole,
        help: "What is logged: error, warn, info, debug, or by module",
    },
    Known { name: "log-format", default: "text", shown: Shown::Whole, help: "text or json" },
];
