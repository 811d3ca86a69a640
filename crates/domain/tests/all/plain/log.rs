//! The two ways to write, and taking back: what the log says is enough.

use domain::spine::rank::Rank;

use super::{Change, Fields, Firm, Item, NOW, Noun, Who};

const NAMES: [&str; 11] = [
    "title", "state", "rank", "points", "archived", "feature", "purpose", "done", "accepted", "decision",
    "taken in",
];

impl Firm {
    pub(super) fn add(&mut self, noun: Noun, fields: &[(&'static str, &str)]) {
        let mut all: Fields = NAMES.map(|name| (name, String::new())).into();
        all.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
        self.items.push(Item { noun, fields: all, newest: self.seq });
        self.record(Change::Added(self.items.len() - 1));
    }

    /// Records the fields that differ; nothing if none does.
    pub(super) fn change(&mut self, item: usize, fields: &[(&'static str, String)]) {
        let mut changed = Vec::new();
        for (name, after) in fields {
            let before = self.items[item].fields.insert(name, after.clone()).unwrap_or_default();
            if before != *after {
                changed.push((*name, before, after.clone()));
            }
        }
        if !changed.is_empty() {
            self.items[item].newest = self.seq;
            self.record(Change::Fields(item, changed));
        }
    }

    fn record(&mut self, change: Change) {
        if let Some((_, changes)) = self.log.get_mut(&self.seq) {
            changes.push(change);
        }
    }

    /// Every field gets its earlier value back, unless it was changed since; what was added is archived, unless it was
    /// worked on since. One's own changes alone.
    pub(super) fn undo(&mut self, who: Who, seq: i64) -> Result<(), &'static str> {
        let Some((_, changes)) = self.log.get(&seq).filter(|(by, _)| *by == Some(who)).cloned() else {
            return Err("not_found");
        };
        for change in changes.iter().rev() {
            match change {
                Change::Added(item) if self.items[*item].newest > seq => return Err("conflict"),
                Change::Added(item) => self.change(*item, &[("archived", NOW.into())]),
                Change::Fields(item, fields) => {
                    if fields.iter().any(|(name, _, after)| self.items[*item].fields[name] != *after) {
                        return Err("conflict");
                    }
                    let mut earlier: Vec<_> =
                        fields.iter().map(|(name, before, _)| (*name, before.clone())).collect();
                    self.free_place(*item, &mut earlier);
                    self.change(*item, &earlier);
                }
            }
        }
        Ok(())
    }

    /// A place that was given away meanwhile: right above whoever stands there.
    fn free_place(&self, story: usize, fields: &mut [(&'static str, String)]) {
        let Some((_, rank)) = fields.iter_mut().find(|(name, _)| *name == "rank") else { return };
        let (own, wanted) = (self.rank(story), Rank::parse(rank).expect("a rank"));
        let others: Vec<Rank> = self.ranks().into_iter().filter(|rank| *rank != own).collect();
        if others.contains(&wanted) {
            let above = others.iter().rev().find(|rank| **rank < wanted);
            *rank = Rank::between(above, Some(&wanted)).to_string();
        }
    }

    pub(super) fn rank(&self, story: usize) -> Rank {
        Rank::parse(&self.items[story].fields["rank"]).expect("a rank")
    }

    /// The ranks of all stories, also of those that are not shown, in order.
    pub(super) fn ranks(&self) -> Vec<Rank> {
        let mut ranks: Vec<Rank> = self.of(&Noun::Story).into_iter().map(|story| self.rank(story)).collect();
        ranks.sort();
        ranks
    }
}
