//! The scores of a product's features: who comes first and how sure that is; and by what they are scored.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::people::Product;
use domain::roadmap::scoring::{InputKind, Ranked, ScoreInput, Scored, Term, queries, rules};
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::Serialize;

use super::score::shown;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 4] = ["feature", "score_amount", "score_input", "product"];

#[derive(Template)]
#[template(path = "roadmap/scores.html")]
struct ScoresPage {
    frame: Frame,
    product: Product,
    scored: Scored,
    ranking: Vec<Ranked>,
    inputs: Vec<ScoreInput>,
    may_set: bool,
}

impl ScoresPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        let scored = queries::scored(visit.tx, &visit.actor, &product)?;
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Roadmap, &SHOWS)?,
            ranking: scored.ranking(),
            scored,
            inputs: queries::inputs(visit.tx, &visit.actor, product.id)?,
            may_set: visit.actor.may(Permission::SetDirection, product.id),
            product,
        })
    }

    fn key(&self, ranked: &Ranked) -> String {
        format!("{}-{}", self.product.prefix, ranked.number)
    }

    /// `2 to 5`, or the only one.
    fn between(&self, ranked: &Ranked) -> String {
        match ranked.from == ranked.to {
            true => ranked.from.to_string(),
            false => format!("{} to {}", ranked.from, ranked.to),
        }
    }

    /// Features of which something was said and that have no score.
    fn unscored(&self) -> usize {
        let without = |id| self.scored.score(id).is_none();
        self.scored.features.iter().filter(|one| one.is_ahead && without(one.id)).count()
    }

    /// What the formula says when nothing is said yet: of 10 each, 80 % sure. Or why it says nothing.
    fn example(&self) -> String {
        let terms = &self.scored.model.terms;
        let amount = |term: &Term| if term.kind == InputKind::Confidence { 0.8 } else { 10.0 };
        let amounts: Vec<Option<f64>> = terms.iter().map(|term| Some(amount(term))).collect();
        match self.scored.model.score(&amounts) {
            Ok(score) => {
                let said = |term: &Term| format!("{} {}", term.name, term.written(amount(term)));
                let said: Vec<String> = terms.iter().map(said).collect();
                format!("For example {}: {}", said.join(", "), shown(&score))
            }
            Err(sentence) => sentence,
        }
    }

    fn is_kind(&self, input: &ScoreInput, kind: &InputKind) -> bool {
        input.kind == *kind
    }
}

/// What the choice of a kind is called.
fn kind_word(kind: &InputKind) -> &'static str {
    match kind {
        InputKind::Estimate => "estimated",
        InputKind::Known => "known",
        InputKind::Confidence => "how sure, in percent",
    }
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let page = caller
        .visit(slug, move |visit| answer::render(&ScoresPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, page)
}

/// The same for programs.
#[derive(Serialize)]
struct ScoresWhole {
    /// Such as `reach × impact × confidence ÷ effort`.
    formula: String,
    is_rice: bool,
    /// What the formula is made of.
    terms: Vec<Term>,
    /// The inputs that the product has, named in its formula or not.
    inputs: Vec<ScoreInput>,
    /// The greatest score first; only what is still to come.
    features: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    key: String,
    #[serde(flatten)]
    ranked: Ranked,
}

pub async fn told(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let scored = queries::scored(visit.tx, &visit.actor, &product)?;
            let key = |ranked: &Ranked| format!("{}-{}", product.prefix, ranked.number);
            Ok(ScoresWhole {
                features: scored
                    .ranking()
                    .into_iter()
                    .map(|ranked| Listed { key: key(&ranked), ranked })
                    .collect(),
                formula: scored.model.written(),
                is_rice: scored.model.is_rice(),
                terms: scored.model.terms,
                inputs: queries::inputs(visit.tx, &visit.actor, product.id)?,
            })
        })
        .await;
    answer::found(&caller, found)
}
