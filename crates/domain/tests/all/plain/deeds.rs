//! What happens to a story after it was planned, and between manager and owner.

use super::{Firm, NOW, Noun, Who, only};

impl Firm {
    pub(super) fn finish(&mut self, who: Who, story: usize) -> Result<(), &'static str> {
        let story = self.open(&Noun::Story, story)?;
        only(&[Who::Owner, Who::Team], who)?;
        let fields = &self.items[story].fields;
        match fields["state"].as_str() {
            "todo" | "doing" => {
                self.change(story, &[("state", "done".into()), ("done", NOW.into())]);
                Ok(())
            }
            "done" => Ok(()),
            _ => Err("conflict"),
        }
    }

    /// No story of the model has criteria, so that accepting always asks for a reason.
    pub(super) fn accept(&mut self, who: Who, story: usize, with_reason: bool) -> Result<(), &'static str> {
        let story = self.ruled(who, story)?;
        if !with_reason {
            return Err("invalid");
        }
        self.add(Noun::Note, &[]);
        self.change(story, &[("state", "accepted".into()), ("accepted", NOW.into())]);
        Ok(())
    }

    pub(super) fn send_back(&mut self, who: Who, story: usize) -> Result<(), &'static str> {
        let story = self.ruled(who, story)?;
        self.add(Noun::Note, &[]);
        self.change(story, &[("state", "doing".into()), ("done", String::new())]);
        Ok(())
    }

    /// A story that may be ruled upon.
    fn ruled(&self, who: Who, story: usize) -> Result<usize, &'static str> {
        let story = self.open(&Noun::Story, story)?;
        only(&[Who::Owner], who)?;
        let fields = &self.items[story].fields;
        if fields["state"] == "done" { Ok(story) } else { Err("conflict") }
    }

    /// Only under what the owner has taken; from then on its purpose is the feature, if it had none.
    pub(super) fn link(
        &mut self,
        who: Who,
        story: usize,
        feature: Option<usize>,
    ) -> Result<(), &'static str> {
        let feature = feature.map(|place| self.pick(&Noun::Feature, place)).transpose()?;
        let story = self.open(&Noun::Story, story)?;
        only(&[Who::Owner], who)?;
        let Some(feature) = feature else {
            self.change(story, &[("feature", String::new())]);
            return Ok(());
        };
        if self.items[feature].fields["decision"] != "taken"
            || !self.items[feature].fields["archived"].is_empty()
        {
            return Err("conflict");
        }
        let mut fields = vec![("feature", self.items[feature].fields["title"].clone())];
        if self.items[story].fields["purpose"].is_empty() {
            fields.push(("purpose", "feature".into()));
        }
        self.change(story, &fields);
        Ok(())
    }

    pub(super) fn add_feature(&mut self, who: Who, title: &str) -> Result<(), &'static str> {
        only(&[Who::Owner, Who::Manager], who)?;
        self.add(Noun::Feature, &[("title", title), ("decision", "idea")]);
        Ok(())
    }

    /// A step between manager and owner: whose it is, from which decisions, to which. It stands in the thread.
    pub(super) fn decide(
        &mut self,
        who: Who,
        whose: Who,
        feature: usize,
        (from, to): (&[&str], &str),
    ) -> Result<(), &'static str> {
        let feature = self.open(&Noun::Feature, feature)?;
        only(&[whose], who)?;
        if !from.contains(&self.items[feature].fields["decision"].as_str()) {
            return Err("conflict");
        }
        self.add(Noun::Note, &[]);
        let mut fields = vec![("decision", to.to_owned())];
        if to == "taken" {
            fields.push(("taken in", self.seq.to_string()));
        }
        self.change(feature, &fields);
        Ok(())
    }
}
