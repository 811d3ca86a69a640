//! The rules once more, without a database: a plain model of stories, features, their order, and undo.
//!
//! It is written from what the documents promise, not from the code: fields by name, a log, and lists.

use std::collections::BTreeMap;

use domain::spine::rank::Rank;

/// Who acts: the owner, the manager, somebody of the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Owner,
    Manager,
    Team,
}

/// Something that was done, with places in lists for items: the model and the engines read them alike.
#[derive(Clone, Debug)]
pub enum Deed {
    AddStory {
        title: String,
        on_top: bool,
    },
    MoveBelow(usize, usize),
    MoveAbove(usize, usize),
    MoveToTop(usize),
    /// With whether the person has seen the title that stands there.
    Rename(usize, String, bool),
    Estimate(usize, u16),
    Archive(usize),
    Restore(usize),
    TakeIn(usize),
    Finish(usize),
    Accept(usize, bool),
    SendBack(usize),
    Link(usize, Option<usize>),
    AddFeature(String),
    Offer(usize),
    Withdraw(usize),
    Take(usize),
    SendBackFeature(usize),
    /// Undoes the change that many before the newest.
    Undo(usize),
}

/// What came of a deed: the number of the change, or none; or the kind of refusal.
pub type Came = Result<Option<i64>, &'static str>;

pub type Fields = BTreeMap<&'static str, String>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Noun {
    Story,
    Feature,
    /// An entry of a thread, a ruling: written once.
    Note,
}

#[derive(Clone, Debug)]
struct Item {
    noun: Noun,
    fields: Fields,
    newest: i64,
}

#[derive(Clone, Debug)]
enum Change {
    Added(usize),
    Fields(usize, Vec<(&'static str, String, String)>),
}

#[derive(Clone, Default)]
pub struct Firm {
    items: Vec<Item>,
    log: BTreeMap<i64, (Option<Who>, Vec<Change>)>,
    seq: i64,
}

/// Stands for every time: the clock stands still.
const NOW: &str = "now";

impl Firm {
    /// A firm whose log has so many changes already.
    pub fn at(seq: i64) -> Self {
        Self { seq, ..Self::default() }
    }

    /// Carries a deed out whole, or leaves everything as it was.
    pub fn does(&mut self, who: Who, deed: &Deed) -> Came {
        let mut after = Self { seq: self.seq + 1, ..self.clone() };
        after.log.insert(after.seq, (Some(who), Vec::new()));
        after.carry_out(who, deed)?;
        if after.log[&after.seq].1.is_empty() {
            return Ok(None);
        }
        *self = after;
        Ok(Some(self.seq))
    }

    pub fn stories(&self) -> Vec<&Fields> {
        self.of(&Noun::Story).into_iter().map(|at| &self.items[at].fields).collect()
    }

    pub fn features(&self) -> Vec<&Fields> {
        self.of(&Noun::Feature).into_iter().map(|at| &self.items[at].fields).collect()
    }

    /// The titles of what is open, in the owner's order.
    pub fn backlog(&self) -> Vec<String> {
        let open = |fields: &&&Fields| fields["archived"].is_empty() && fields["state"] != "accepted";
        let mut rows: Vec<&Fields> = self.stories().iter().filter(open).copied().collect();
        rows.sort_by(|a, b| a["rank"].cmp(&b["rank"]));
        rows.iter().map(|fields| fields["title"].clone()).collect()
    }

    fn of(&self, noun: &Noun) -> Vec<usize> {
        (0..self.items.len()).filter(|at| self.items[*at].noun == *noun).collect()
    }

    /// The item at a place of the list of its noun, counted around; none in an empty list.
    fn pick(&self, noun: &Noun, place: usize) -> Result<usize, &'static str> {
        let all = self.of(noun);
        if all.is_empty() { Err("not_found") } else { Ok(all[place % all.len()]) }
    }

    /// One that can be worked on, which what is archived cannot.
    fn open(&self, noun: &Noun, place: usize) -> Result<usize, &'static str> {
        let at = self.pick(noun, place)?;
        if self.items[at].fields["archived"].is_empty() { Ok(at) } else { Err("conflict") }
    }

    fn carry_out(&mut self, who: Who, deed: &Deed) -> Result<(), &'static str> {
        match deed {
            Deed::AddStory { title, on_top } => self.add_story(who, title, *on_top),
            Deed::MoveBelow(story, other) => self.move_beside(who, *story, *other, true),
            Deed::MoveAbove(story, other) => self.move_beside(who, *story, *other, false),
            Deed::MoveToTop(story) => self.move_to_top(who, *story),
            Deed::Rename(story, title, has_seen) => self.rename(who, *story, title, *has_seen),
            Deed::Estimate(story, points) => {
                let story = self.open(&Noun::Story, *story)?;
                only(&[Who::Owner, Who::Team], who)?;
                self.change(story, &[("points", points.to_string())]);
                Ok(())
            }
            Deed::Archive(story) => self.archive(who, *story, NOW),
            Deed::Restore(story) => self.archive(who, *story, ""),
            Deed::TakeIn(story) => self.step(who, *story, &["proposed"], &[("state", "todo")]),
            Deed::Finish(story) => self.finish(who, *story),
            Deed::Accept(story, with_reason) => self.accept(who, *story, *with_reason),
            Deed::SendBack(story) => self.send_back(who, *story),
            Deed::Link(story, feature) => self.link(who, *story, *feature),
            Deed::AddFeature(title) => self.add_feature(who, title),
            Deed::Offer(feature) => {
                self.decide(who, Who::Manager, *feature, (&["idea", "shaping"], "offered"))
            }
            Deed::Withdraw(feature) => self.decide(who, Who::Manager, *feature, (&["offered"], "shaping")),
            Deed::Take(feature) => self.decide(who, Who::Owner, *feature, (&["offered"], "taken")),
            Deed::SendBackFeature(feature) => {
                self.decide(who, Who::Owner, *feature, (&["offered"], "shaping"))
            }
            Deed::Undo(back) => self.undo(who, self.seq - 1 - *back as i64),
        }
    }

    fn add_story(&mut self, who: Who, title: &str, on_top: bool) -> Result<(), &'static str> {
        let owner = who == Who::Owner;
        let ranks = self.ranks();
        let rank = match on_top && owner {
            true => Rank::between(None, ranks.first()),
            false => Rank::between(ranks.last(), None),
        };
        let state = if owner { "todo" } else { "proposed" };
        self.add(Noun::Story, &[("title", title), ("state", state), ("rank", &rank.to_string())]);
        Ok(())
    }

    /// Between its new neighbours, passing over itself; nothing happens if it stands there already.
    fn move_beside(&mut self, who: Who, story: usize, other: usize, below: bool) -> Result<(), &'static str> {
        let (story, other) = (self.open(&Noun::Story, story)?, self.pick(&Noun::Story, other)?);
        only(&[Who::Owner], who)?;
        if story == other {
            return Err("conflict");
        }
        let (own, there) = (self.rank(story), self.rank(other));
        let others: Vec<Rank> = self.ranks().into_iter().filter(|rank| *rank != own).collect();
        let at = others.iter().position(|rank| *rank == there).unwrap_or_default();
        let gap = if below { at + 1 } else { at };
        self.put(story, gap.checked_sub(1).map(|above| others[above].clone()), others.get(gap).cloned());
        Ok(())
    }

    fn move_to_top(&mut self, who: Who, story: usize) -> Result<(), &'static str> {
        let story = self.open(&Noun::Story, story)?;
        only(&[Who::Owner], who)?;
        let first = self.ranks().first().cloned().filter(|first| *first != self.rank(story));
        self.put(story, None, first);
        Ok(())
    }

    fn put(&mut self, story: usize, lower: Option<Rank>, upper: Option<Rank>) {
        let own = self.rank(story);
        let stays = lower.as_ref().is_none_or(|lower| *lower < own)
            && upper.as_ref().is_none_or(|upper| own < *upper);
        if !stays {
            let rank = Rank::between(lower.as_ref(), upper.as_ref()).to_string();
            self.change(story, &[("rank", rank)]);
        }
    }

    fn rename(&mut self, who: Who, story: usize, title: &str, has_seen: bool) -> Result<(), &'static str> {
        let story = self.open(&Noun::Story, story)?;
        only(&[Who::Owner], who)?;
        if !has_seen && self.items[story].fields["title"] != title {
            return Err("stale");
        }
        self.change(story, &[("title", title.into())]);
        Ok(())
    }

    fn archive(&mut self, who: Who, story: usize, archived: &str) -> Result<(), &'static str> {
        let story = self.pick(&Noun::Story, story)?;
        only(&[Who::Owner], who)?;
        self.change(story, &[("archived", archived.into())]);
        Ok(())
    }

    fn step(
        &mut self,
        who: Who,
        story: usize,
        from: &[&str],
        to: &[(&'static str, &str)],
    ) -> Result<(), &'static str> {
        let story = self.open(&Noun::Story, story)?;
        only(&[Who::Owner], who)?;
        if !from.contains(&self.items[story].fields["state"].as_str()) {
            return Err("conflict");
        }
        self.change(story, &to.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>());
        Ok(())
    }
}

fn only(allowed: &[Who], who: Who) -> Result<(), &'static str> {
    if allowed.contains(&who) { Ok(()) } else { Err("not_allowed") }
}

mod deeds;
mod log;
