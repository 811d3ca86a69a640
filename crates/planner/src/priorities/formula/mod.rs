//! Free formulas over named inputs: + − × ÷ ^, comparisons, sqrt, ln, abs, min, max and if.
//!
//! What it does not do: no loops, no assignments, no texts, no way to name anything but the inputs it was read with.
//! A formula is read once and asked often. Every way to fail is a sentence that names what is wrong; the result is never
//! infinite or not a number.
//!
//! Powers bind closest and to the right, then a minus before an amount (−2^2 is −4), × and ÷, + and −, comparisons.
//! A comparison is 1 when it holds and 0 when not. `if(condition, then, otherwise)` looks only at the side it takes.

mod read;
#[cfg(test)]
mod tests;
mod told;

use super::Score;
use crate::refused::{Refused, listed};

/// Characters of a formula, at most.
pub const LENGTH_MAX: usize = 500;
/// How deep brackets may be nested, and how many powers may stand in a formula, at most.
pub const DEPTH_MAX: usize = 16;
/// What a formula may call.
pub const FUNCTIONS: [&str; 6] = ["sqrt", "ln", "abs", "min", "max", "if"];

/// A formula that can be asked: every name in it is one of its inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    tree: Node,
    inputs: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Number(f64),
    Name(String),
    Input(usize),
    Minus(Box<Node>),
    Two(Op, Box<[Node; 2]>),
    Call(Called, Vec<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Op {
    Plus,
    Minus,
    Times,
    Through,
    Power,
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

#[derive(Clone, Debug, PartialEq)]
enum Called {
    Sqrt,
    Ln,
    Abs,
    Min,
    Max,
    If,
    /// Only until the names were looked up.
    Unknown(String),
}

impl Formula {
    /// Reads a formula over these inputs; capitals and small letters of names are the same.
    ///
    /// Errors: what cannot be read, a name that is no input, a function that is unknown or is given too few or too many
    /// amounts, more than [`LENGTH_MAX`] characters, brackets deeper than [`DEPTH_MAX`], more than [`DEPTH_MAX`] powers.
    pub fn read(text: &str, inputs: &[&str]) -> Result<Self, Refused> {
        let mut tree = read::tree(text)?;
        let inputs: Vec<String> = inputs.iter().map(|name| (*name).to_string()).collect();
        tree.bind(&inputs)?;
        Ok(Self { tree, inputs })
    }

    /// Whether the input at this place is named in it.
    pub fn uses(&self, input: usize) -> bool {
        self.tree.any(&|node| *node == Node::Input(input))
    }

    /// What it says for these inputs, one for each name and in their order, and the inputs it uses as terms.
    ///
    /// Errors: an input that it uses and that is missing or not a number; a division by zero; a root or a logarithm that does
    /// not exist; a result beyond every number.
    pub fn score(&self, amounts: &[Option<f64>]) -> Result<Score, Refused> {
        let mut terms = Vec::new();
        for (place, name) in self.inputs.iter().enumerate().filter(|(place, _)| self.uses(*place)) {
            match amounts.get(place).copied().flatten() {
                None => return Err(refused(format!("“{name}” is not said yet."))),
                Some(amount) if !amount.is_finite() => {
                    return Err(refused(format!("“{name}” is not a number.")));
                }
                Some(amount) => terms.push((name.clone(), amount)),
            }
        }
        let amounts: Vec<f64> = amounts.iter().map(|amount| amount.unwrap_or(0.0)).collect();
        match self.tree.worth(&amounts) {
            Ok(value) => Ok(Score { value, terms }),
            Err(at) => Err(refused(self.why(at, &amounts))),
        }
    }

    /// What it says for these amounts, none where it has no result; for whoever asks a million times.
    pub fn worth(&self, amounts: &[f64]) -> Option<f64> {
        self.tree.worth(amounts).ok()
    }

    /// Why this part of it has no result, though all below it has one.
    fn why(&self, at: &Node, amounts: &[f64]) -> String {
        let said = |node: &Node| self.told(node);
        let worth = |node: &Node| node.worth(amounts).unwrap_or(0.0);
        let amount = |node: &Node| match node {
            Node::Number(_) => said(node),
            _ => format!("{} is {}", said(node), told::amount(worth(node))),
        };
        match at {
            Node::Two(Op::Through, sides) if worth(&sides[1]) == 0.0 => {
                format!("{}, and the formula divides by it.", amount(&sides[1]))
            }
            Node::Call(Called::Sqrt, of) => format!("{}; only 0 and more has a square root.", amount(&of[0])),
            Node::Call(Called::Ln, of) => format!("{}; only more than 0 has a logarithm.", amount(&of[0])),
            Node::Input(input) => {
                format!("“{}” is not said yet.", self.inputs.get(*input).map_or("input", String::as_str))
            }
            _ => format!("{} has no result that is a number.", said(at)),
        }
    }
}

fn refused(sentence: String) -> Refused {
    Refused::new(sentence, Vec::new())
}

impl Node {
    /// Looks every name up.
    fn bind(&mut self, inputs: &[String]) -> Result<(), Refused> {
        match self {
            Self::Number(_) | Self::Input(_) => Ok(()),
            Self::Name(name) => {
                let same = |input: &String| input.to_lowercase() == name.to_lowercase();
                let Some(place) = inputs.iter().position(same) else { return Err(unknown(name, inputs)) };
                *self = Self::Input(place);
                Ok(())
            }
            Self::Minus(of) => of.bind(inputs),
            Self::Two(_, sides) => sides.iter_mut().try_for_each(|side| side.bind(inputs)),
            Self::Call(called, of) => {
                called.fits(of.len())?;
                of.iter_mut().try_for_each(|one| one.bind(inputs))
            }
        }
    }

    fn any(&self, holds: &impl Fn(&Self) -> bool) -> bool {
        let below: &[Self] = match self {
            Self::Number(_) | Self::Name(_) | Self::Input(_) => &[],
            Self::Minus(of) => std::slice::from_ref(of),
            Self::Two(_, sides) => &sides[..],
            Self::Call(_, of) => of,
        };
        holds(self) || below.iter().any(|node| node.any(holds))
    }

    /// A finite number, or the part that has none though all below it has one.
    fn worth(&self, amounts: &[f64]) -> Result<f64, &Self> {
        let value = match self {
            Self::Number(value) => *value,
            Self::Name(_) => return Err(self),
            Self::Input(input) => *amounts.get(*input).ok_or(self)?,
            Self::Minus(of) => -of.worth(amounts)?,
            Self::Two(op, sides) => op.of(sides[0].worth(amounts)?, sides[1].worth(amounts)?),
            Self::Call(called, of) => match (called, &of[..]) {
                (Called::Sqrt, [of]) => of.worth(amounts)?.sqrt(),
                (Called::Ln, [of]) => of.worth(amounts)?.ln(),
                (Called::Abs, [of]) => of.worth(amounts)?.abs(),
                (Called::If, [when, then, _]) if when.worth(amounts)? != 0.0 => then.worth(amounts)?,
                (Called::If, [_, _, otherwise]) => otherwise.worth(amounts)?,
                (Called::Min, of) => folded(of, amounts, f64::min)?,
                (Called::Max, of) => folded(of, amounts, f64::max)?,
                _ => return Err(self),
            },
        };
        if value.is_finite() { Ok(value) } else { Err(self) }
    }
}

fn folded<'n>(of: &'n [Node], amounts: &[f64], less: fn(f64, f64) -> f64) -> Result<f64, &'n Node> {
    let mut found = of[0].worth(amounts)?;
    for one in &of[1..] {
        found = less(found, one.worth(amounts)?);
    }
    Ok(found)
}

fn unknown(name: &str, inputs: &[String]) -> Refused {
    let names: Vec<&str> = inputs.iter().map(String::as_str).collect();
    refused(match &names[..] {
        [] => format!("“{name}” is no input, and there is none yet."),
        [only] => format!("“{name}” is no input; there is {only}."),
        names => format!("“{name}” is no input; there are {}.", listed(names)),
    })
}

impl Op {
    fn of(self, a: f64, b: f64) -> f64 {
        let whether = |holds: bool| f64::from(u8::from(holds));
        match self {
            Self::Plus => a + b,
            Self::Minus => a - b,
            Self::Times => a * b,
            Self::Through => a / b,
            Self::Power => a.powf(b),
            Self::Less => whether(a < b),
            Self::AtMost => whether(a <= b),
            Self::More => whether(a > b),
            Self::AtLeast => whether(a >= b),
            Self::Equal => whether(a == b),
            Self::Unequal => whether(a != b),
        }
    }
}

impl Called {
    fn named(name: String) -> Self {
        match name.to_lowercase().as_str() {
            "sqrt" => Self::Sqrt,
            "ln" => Self::Ln,
            "abs" => Self::Abs,
            "min" => Self::Min,
            "max" => Self::Max,
            "if" => Self::If,
            _ => Self::Unknown(name),
        }
    }

    /// Refuses a function that is unknown, or that does not take so many amounts.
    fn fits(&self, given: usize) -> Result<(), Refused> {
        let (fits, sentence) = match self {
            Self::Sqrt => (given == 1, "sqrt takes one amount, such as sqrt(9)."),
            Self::Ln => (given == 1, "ln takes one amount, such as ln(9)."),
            Self::Abs => (given == 1, "abs takes one amount, such as abs(9)."),
            Self::Min => (given >= 2, "min takes two or more amounts, such as min(3, 9)."),
            Self::Max => (given >= 2, "max takes two or more amounts, such as max(3, 9)."),
            Self::If => (given == 3, "if takes a condition and two amounts, such as if(3 > 2, 9, 0)."),
            Self::Unknown(name) => {
                return Err(refused(format!("“{name}” is no function; there are {}.", listed(&FUNCTIONS))));
            }
        };
        fits.then_some(()).ok_or_else(|| refused(sentence.to_string()))
    }
}
