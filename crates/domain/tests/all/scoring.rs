//! Features scored by RICE and by a formula of the product, and how sure their places are, told as stories on both engines.

use domain::line::undo_change::UndoChange;
use domain::people::Product;
use domain::people::queries::product;
use domain::roadmap::FeatureId;
use domain::roadmap::add_feature::AddFeature;
use domain::roadmap::score_feature::ScoreFeature;
use domain::roadmap::scoring::add_score_input::AddScoreInput;
use domain::roadmap::scoring::edit_score_input::EditScoreInput;
use domain::roadmap::scoring::remove_score_input::RemoveScoreInput;
use domain::roadmap::scoring::score_by_formula::ScoreByFormula;
use domain::roadmap::scoring::set_formula::SetFormula;
use domain::roadmap::scoring::{InputKind, ScoreInputId, Scored, queries};
use domain::roadmap::settle_feature::SettleFeature;
use domain::testing::{Office, on_both_engines};

fn named(office: &Office, title: &str) -> FeatureId {
    let (title, problem) = (title.into(), String::new());
    let command = AddFeature { capability: None, product: office.product, title, need: None, problem };
    office.does(&office.ines(), command).unwrap().done.id
}

fn rice(feature: FeatureId, [reach, impact, confidence, effort]: [&str; 4]) -> ScoreFeature {
    let (reach, impact) = (reach.into(), impact.into());
    ScoreFeature { feature, reach, impact, confidence: confidence.into(), effort: effort.into() }
}

fn scored(office: &Office) -> (Product, Scored) {
    let ines = office.ines();
    office.reads(move |tx| {
        let product = product(tx, &ines, "INV")?;
        Ok((product.clone(), queries::scored(tx, &ines, &product)?))
    })
}

fn input(office: &Office, name: &str, kind: InputKind) -> ScoreInputId {
    office.wait_seconds(1);
    let command = AddScoreInput { product: office.product, name: name.into(), unit: "weeks".into(), kind };
    office.does(&office.ines(), command).unwrap().done.id
}

fn formula(office: &Office, text: &str) -> SetFormula {
    SetFormula { product: office.product, formula: text.into() }
}

fn amounts(feature: FeatureId, said: &[(ScoreInputId, &str)]) -> ScoreByFormula {
    let (input, amount) = said.iter().map(|(input, amount)| (*input, (*amount).to_owned())).unzip();
    ScoreByFormula { feature, input, amount }
}

#[test]
fn a_feature_has_a_place_with_how_sure_it_is_and_what_would_change_it() {
    on_both_engines(|office| {
        let ines = office.ines();
        let [first, second, third] = ["Tones", "Instalments", "Export"].map(|title| named(office, title));
        assert!(scored(office).1.standing(first).is_none());
        office.does(&ines, rice(first, ["1000", "2", "80", "2"])).unwrap();
        let alone = scored(office).1.standing(first).unwrap();
        assert_eq!((alone.place, alone.of, alone.keeps_percent, alone.above.is_none()), (1, 1, 100, true));
        office.does(&ines, rice(second, ["900", "2", "80", "2"])).unwrap();
        office.does(&ines, rice(third, ["100", "1", "100", "2"])).unwrap();
        let (_, all) = scored(office);
        let standing = all.standing(second).unwrap();
        assert_eq!((standing.place, standing.of, standing.from), (2, 3, 1));
        // 720 is 10 % below 800, both of three estimates that are 80 % sure: near to a coin, and never the third.
        assert!((45..65).contains(&standing.keeps_percent) && standing.to == 2, "{standing:?}");
        let above = standing.above.unwrap();
        assert!((50..65).contains(&above.sure_percent), "{above:?}");
        let swap = above.swap.unwrap();
        assert_eq!((swap.term.as_str(), swap.from, swap.to), ("reach", 900.0, 1001.0));
        let below = standing.below.unwrap();
        assert_eq!((below.title.as_str(), below.score, below.sure_percent), ("Export", 50.0, 100));
        let swap = below.swap.unwrap();
        assert_eq!((swap.term.as_str(), swap.to), ("effort", 28.9));
        assert_eq!(all.standing(second).unwrap(), scored(office).1.standing(second).unwrap());
        let settle = SettleFeature {
            feature: first,
            decision: domain::roadmap::Decision::Declined,
            reason: "Nobody asks any more.".into(),
        };
        office.does(&ines, settle).unwrap();
        assert!(scored(office).1.standing(first).is_none());
        assert_eq!(scored(office).1.standing(second).unwrap().place, 1);
    });
}

#[test]
fn a_product_scores_by_a_formula_of_its_own_and_goes_back_to_rice() {
    on_both_engines(|office| {
        let (ines, mira, tones) = (office.ines(), office.mira(), named(office, "Tones"));
        let savings = input(office, "Savings", InputKind::Estimate);
        let sure = input(office, "sure", InputKind::Confidence);
        let weeks = input(office, "weeks", InputKind::Estimate);
        let early = office.is_refused(&ines, amounts(tones, &[(savings, "3")]));
        assert_eq!(early.to_string(), "The features of this product are scored by RICE.");
        assert_eq!(office.is_refused(&mira, formula(office, "savings")).kind(), "not_allowed");
        let wrong = office.is_refused(&ines, formula(office, "savings ÷ days"));
        assert_eq!(
            (wrong.field(), wrong.to_string().as_str()),
            (Some("formula"), "“days” is no input; there are savings, sure and weeks.")
        );
        let set = office.does(&ines, formula(office, "savings * sure / weeks")).unwrap();
        assert_eq!(set.done.formula, "savings × sure ÷ weeks");
        let by_rice = office.is_refused(&ines, rice(tones, ["1", "1", "1", "1"]));
        assert_eq!(by_rice.to_string(), "The features of this product are scored by a formula of its own.");
        let said =
            office.does(&ines, amounts(tones, &[(savings, "1,200"), (sure, "50%"), (weeks, "")])).unwrap();
        let (_, all) = scored(office);
        assert_eq!(all.model.score(&all.amounts(tones)), Err("“weeks” is not said yet.".into()));
        office.does(&ines, amounts(tones, &[(weeks, "4")])).unwrap();
        assert_eq!(scored(office).1.score(tones), Some(150.0));
        office.does(&ines, amounts(tones, &[(weeks, "0")])).unwrap();
        let (_, all) = scored(office);
        let sentence = "weeks is 0, and the formula divides by it.";
        assert_eq!(all.model.score(&all.amounts(tones)), Err(sentence.into()));
        assert!(office.does(&mira, UndoChange { change: said.seq.unwrap() }).is_err());
        office.does(&ines, UndoChange { change: said.seq.unwrap() }).unwrap();
        assert_eq!(scored(office).1.amounts(tones), [None, None, Some(0.0)]);
        office.does(&ines, UndoChange { change: set.seq.unwrap() }).unwrap();
        assert!(scored(office).0.formula.is_empty() && scored(office).1.model.is_rice());
    });
}

#[test]
fn inputs_are_renamed_in_the_formula_and_not_removed_from_under_it() {
    on_both_engines(|office| {
        let ines = office.ines();
        let (savings, weeks) =
            (input(office, "savings", InputKind::Estimate), input(office, "weeks", InputKind::Known));
        office.does(&ines, formula(office, "max(savings, 1) / (weeks + 1)")).unwrap();
        let refused = office.is_refused(&ines, RemoveScoreInput { input: weeks });
        assert_eq!(refused.to_string(), "The formula names “weeks”. Change the formula first.");
        let edit =
            |input, name: &str, kind| EditScoreInput { input, name: name.into(), unit: String::new(), kind };
        let renamed = office.does(&ines, edit(weeks, "months", InputKind::Estimate)).unwrap();
        assert_eq!(renamed.done.formula, "max(savings, 1) ÷ (months + 1)");
        assert_eq!(office.is_refused(&ines, edit(weeks, "savings", InputKind::Known)).field(), Some("name"));
        office.does(&ines, UndoChange { change: renamed.seq.unwrap() }).unwrap();
        assert_eq!(scored(office).0.formula, "max(savings, 1) ÷ (weeks + 1)");
        office.does(&ines, formula(office, "savings")).unwrap();
        let removed = office.does(&ines, RemoveScoreInput { input: weeks }).unwrap();
        assert_eq!(
            office.is_refused(&ines, RemoveScoreInput { input: weeks }).to_string(),
            "“weeks” was removed."
        );
        assert_eq!(scored(office).1.model.terms.len(), 1);
        office.does(&ines, UndoChange { change: removed.seq.unwrap() }).unwrap();
        for number in 3..=8 {
            input(office, &format!("more_{number}"), InputKind::Known);
        }
        let ninth = AddScoreInput {
            product: office.product,
            name: "ninth".into(),
            unit: String::new(),
            kind: InputKind::Known,
        };
        let refused = office.is_refused(&ines, ninth);
        assert_eq!(refused.to_string(), "A product has at most eight inputs. Remove one first.");
        assert_eq!(
            office.is_refused(&ines, amounts(named(office, "T"), &[(savings, "much")])).field(),
            Some("amount")
        );
    });
}
