//! Eighteen more customers, and what they said.

use super::voices::{Account, Said, account};
use crate::discovery::Channel::{Call, Chat, Interview, Mail, Portal, Survey};

pub(super) const ACCOUNTS: [Account; 18] = [
    account(("Hathersage Joinery", "trade and making"), ("16400", "7"), ("Gill Hather", true)),
    account(("Copperbeck Brewing", "food"), ("22100", "10"), ("Len Copper", true)),
    account(("Marlfield Veterinary", "services"), ("24800", "13"), ("Dr. Marl", true)),
    account(("Ashcombe Tents", "shops"), ("4600", "2"), ("Ruth Ash", false)),
    account(("Northgate Scaffolding", "trade and making"), ("31200", "15"), ("Ben Northey", true)),
    account(("Tidewrack Ceramics", "shops"), ("2900", "1"), ("Ilse Tide", true)),
    account(("Fennel and Rye", "food"), ("7800", "4"), ("Paula Fennel", true)),
    account(("Larchmont Orchards", "farming"), ("14300", "6"), ("Hugo Larch", false)),
    account(("Kestrel Surveying", "services"), ("18700", "8"), ("Amy Kestrel", true)),
    account(("Bramblegate Nursery School", "services"), ("5900", "3"), ("Mia Bramble", true)),
    account(("Stonebrook Masonry", "trade and making"), ("12600", "5"), ("Carl Stone", true)),
    account(("Wherry Boatyard", "trade and making"), ("9900", "4"), ("Finn Wherry", true)),
    account(("Oakhanger Timber", "farming"), ("26700", "11"), ("Vera Oakes", true)),
    account(("Lindisfell Dairy", "food"), ("38900", "18"), ("Jon Fell", true)),
    account(("Petrel Chartering", "services"), ("20300", "9"), ("Sal Petrel", false)),
    account(("Hollowell Printers", "services"), ("6700", "3"), ("Dora Hollow", true)),
    account(("Greywether Roofing", "trade and making"), ("8100", "3"), ("Max Grey", true)),
    account(("Saltern Fishmongers", "shops"), ("3300", "1"), ("Kim Saltern", false)),
];

const fn said(
    (account, days_ago, by): (usize, i64, &'static str),
    (channel, tags): (crate::discovery::Channel, &'static str),
    body: &'static str,
    links: &'static [(&'static str, usize, i64)],
) -> Said {
    Said { account, days_ago, by, channel, tags, body, links }
}

/// Accounts are counted on from the first dozen.
pub(super) const SAID: [Said; 22] = [
    said(
        (12, 34, "Oskar"),
        (Mail, "reminders, tone"),
        "The second reminder reads like a lawyer wrote it. My customers are neighbours.",
        &[("The second reminder reads like a lawyer wrote it", 0, 2)],
    ),
    said(
        (13, 31, "Lena"),
        (Call, "instalments"),
        "Pubs pay half on delivery and half when the barrel is empty. I need two dates on one invoice.",
        &[("two dates on one invoice", 1, 3)],
    ),
    said(
        (14, 29, "Ines"),
        (Interview, "instalments, part payments"),
        "An operation costs two thousand and nobody has that at once. We let them pay in four parts, on paper. Then the books never match what came in.",
        &[("We let them pay in four parts, on paper", 1, 3), ("the books never match what came in", 2, 2)],
    ),
    said(
        (15, 41, "Oskar"),
        (Portal, "pay page"),
        "Could the pay page take the wallet on a telephone at a market stall?",
        &[],
    ),
    said(
        (16, 27, "Ines"),
        (Interview, "forecast"),
        "Wages go out on Friday. On Monday I guess what comes in until then, and twice this year I guessed wrong.",
        &[("On Monday I guess what comes in until then", 3, 3)],
    ),
    said(
        (17, 48, "Oskar"),
        (Chat, "language"),
        "Half of what I sell goes to Germany and the invoice is in English.",
        &[],
    ),
    said(
        (18, 22, "Oskar"),
        (Mail, "part payments"),
        "A customer paid three invoices with one transfer and I had to split it by hand.",
        &[("paid three invoices with one transfer", 2, 2)],
    ),
    said(
        (19, 55, "Ines"),
        (Survey, "seasons, forecast"),
        "All our money comes between September and November.",
        &[("All our money comes between September and November", 3, 1)],
    ),
    said(
        (20, 19, "Lena"),
        (Call, "reminders, preview"),
        "I want to read every reminder before it goes to a public authority.",
        &[("I want to read every reminder before it goes", 0, 2)],
    ),
    said(
        (21, 26, "Oskar"),
        (Mail, "reminders"),
        "Parents who are two days late get a reminder that sounds as if they had run away.",
        &[("sounds as if they had run away", 0, 2)],
    ),
    said(
        (22, 17, "Ines"),
        (Interview, "pay their way"),
        "Builders pay in stages: a third at the start, a third in the middle, a third at the end.",
        &[("Builders pay in stages", 1, 3)],
    ),
    said(
        (23, 21, "Oskar"),
        (Chat, "instalments"),
        "Half by card now and half after the job, that is how people pay for a boat.",
        &[("Half by card now and half after the job", 1, 2)],
    ),
    said(
        (24, 12, "Lena"),
        (Call, "refunds, audit"),
        "Nobody here may pay money back alone. Two people sign, that is our rule.",
        &[],
    ),
    said(
        (25, 14, "Ines"),
        (Interview, "forecast, bank"),
        "The milk cheque comes on the twelfth, the shops pay when they like. One list with dates would save my Sunday.",
        &[("One list with dates would save my Sunday", 3, 3)],
    ),
    said(
        (25, 13, "Ines"),
        (Interview, "reminders"),
        "The big shops have a person for our invoices. Writing to that person in the same words as to a corner shop is not done.",
        &[("in the same words as to a corner shop is not done", 0, 3)],
    ),
    said(
        (26, 11, "Oskar"),
        (Mail, "part payments, bank"),
        "The agent keeps his share, so what arrives is never what was billed.",
        &[("what arrives is never what was billed", 2, 3)],
    ),
    said(
        (27, 10, "Oskar"),
        (Portal, "invoices"),
        "Please let me write the order number of the customer on the invoice.",
        &[],
    ),
    said(
        (28, 8, "Ines"),
        (Survey, "reminders, weather"),
        "When it rains for a month nobody pays a roofer. A week more would be kind.",
        &[("A week more would be kind", 0, 1)],
    ),
    said(
        (29, 7, "Oskar"),
        (Chat, "pay page"),
        "Cash is still what most people bring me. Where do I write that down?",
        &[],
    ),
    said(
        (16, 6, "Lena"),
        (Call, "instalments"),
        "The main contractor wants to pay in four parts, with the last one held back for a year.",
        &[("wants to pay in four parts", 1, 3)],
    ),
    said(
        (13, 4, "Oskar"),
        (Mail, "forecast"),
        "If I saw on Monday what lands by Friday I would order malt without calling the bank.",
        &[("what lands by Friday", 3, 2)],
    ),
    said(
        (27, 2, "Oskar"),
        (Mail, "import"),
        "We come from another program with nine hundred customers. Can you take them over?",
        &[],
    ),
];
