//! A formula as it is shown: with the signs of print, and no bracket that is not needed.

use std::fmt;

use super::{Called, Formula, Node, Op};

impl Formula {
    /// The same formula over inputs that are called otherwise now, one for each and in their order.
    pub fn renamed(&self, inputs: &[&str]) -> Self {
        Self { tree: self.tree.clone(), inputs: inputs.iter().map(|name| (*name).to_string()).collect() }
    }

    /// A part of it in words of its inputs.
    pub(super) fn told(&self, node: &Node) -> String {
        Told { node, inputs: &self.inputs, least: 0 }.to_string()
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Told { node: &self.tree, inputs: &self.inputs, least: 0 }.fmt(out)
    }
}

/// A number as people write it: at most six digits that count.
pub(super) fn amount(value: f64) -> String {
    if value == 0.0 || !(1e-4..1e15).contains(&value.abs()) {
        return value.to_string();
    }
    let digits = (5 - value.abs().log10().floor() as i64).clamp(0, 9) as usize;
    let text = format!("{value:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

/// A minus before an amount binds closer than × and less close than a power.
const MINUS: u8 = 4;

struct Told<'f> {
    node: &'f Node,
    inputs: &'f [String],
    /// How close it has to bind to stand without brackets.
    least: u8,
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.node {
            Node::Number(value) => write!(out, "{value}"),
            Node::Name(name) => out.write_str(name),
            Node::Input(input) => out.write_str(self.inputs.get(*input).map_or("?", String::as_str)),
            Node::Minus(of) => self.bracketed(out, MINUS, |out| write!(out, "−{}", self.part(of, MINUS))),
            Node::Two(op, sides) => {
                let (sign, [binds, left, right]) = op.written();
                let (left, right) = (self.part(&sides[0], left), self.part(&sides[1], right));
                self.bracketed(out, binds, |out| write!(out, "{left} {sign} {right}"))
            }
            Node::Call(called, of) => {
                let of: Vec<String> = of.iter().map(|one| self.part(one, 0).to_string()).collect();
                write!(out, "{}({})", called.name(), of.join(", "))
            }
        }
    }
}

impl<'f> Told<'f> {
    fn part(&self, node: &'f Node, least: u8) -> Self {
        Self { node, inputs: self.inputs, least }
    }

    fn bracketed(
        &self,
        out: &mut fmt::Formatter<'_>,
        binds: u8,
        inner: impl FnOnce(&mut fmt::Formatter<'_>) -> fmt::Result,
    ) -> fmt::Result {
        if binds >= self.least {
            return inner(out);
        }
        out.write_str("(")?;
        inner(out)?;
        out.write_str(")")
    }
}

impl Op {
    /// How it is written, how close it binds, and how close what stands on its left and right has to bind.
    fn written(self) -> (&'static str, [u8; 3]) {
        match self {
            Self::Less => ("<", [1, 2, 2]),
            Self::AtMost => ("≤", [1, 2, 2]),
            Self::More => (">", [1, 2, 2]),
            Self::AtLeast => ("≥", [1, 2, 2]),
            Self::Equal => ("=", [1, 2, 2]),
            Self::Unequal => ("≠", [1, 2, 2]),
            Self::Plus => ("+", [2, 2, 3]),
            Self::Minus => ("−", [2, 2, 3]),
            Self::Times => ("×", [3, 3, 4]),
            Self::Through => ("÷", [3, 3, 4]),
            Self::Power => ("^", [5, 6, 5]),
        }
    }
}

impl Called {
    fn name(&self) -> &str {
        match self {
            Self::Sqrt => "sqrt",
            Self::Ln => "ln",
            Self::Abs => "abs",
            Self::Min => "min",
            Self::Max => "max",
            Self::If => "if",
            Self::Unknown(name) => name,
        }
    }
}
