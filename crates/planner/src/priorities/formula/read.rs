//! From text to tree, by the precedence of the signs.
//!
//! The limits are asked before anything is read, so that no text makes the reader go deep.

use winnow::Parser;
use winnow::ascii::{digit1, multispace0};
use winnow::combinator::{Infix, Prefix};
use winnow::combinator::{alt, cut_err, delimited, expression, not, opt, preceded, separated, terminated};
use winnow::error::{EmptyError, ErrMode, ModalResult};
use winnow::token::{any, take_while};

use super::{Called, DEPTH_MAX, LENGTH_MAX, Node, Op, refused};
use crate::refused::Refused;

type Sign<'t> = Infix<&'t str, Node, Bad>;
type Bad = ErrMode<EmptyError>;

/// The tree of a formula whose names are not looked up yet.
pub(super) fn tree(text: &str) -> Result<Node, Refused> {
    within_limits(text)?;
    let read = preceded(multispace0, sum).parse(text);
    read.map_err(|bad| {
        let rest: String = text[bad.offset()..].trim().chars().take(20).collect();
        refused(match rest.is_empty() {
            true => "The formula ends too early: an amount is missing.".to_string(),
            false => format!("The formula cannot be read from “{rest}” on."),
        })
    })
}

fn within_limits(text: &str) -> Result<(), Refused> {
    if text.trim().is_empty() {
        return Err(refused("Write a formula, such as reach × impact ÷ effort.".to_string()));
    }
    if text.chars().count() > LENGTH_MAX {
        return Err(refused(format!("A formula has at most {LENGTH_MAX} characters.")));
    }
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for sign in text.chars() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return Err(refused("A bracket is closed that was not opened.".to_string())),
            ')' => depth -= 1,
            _ => continue,
        }
        deepest = deepest.max(depth);
    }
    if depth > 0 {
        return Err(refused("A bracket is opened that is not closed.".to_string()));
    }
    if deepest > DEPTH_MAX {
        return Err(refused(format!("Brackets may be nested {DEPTH_MAX} deep.")));
    }
    if text.matches('^').count() > DEPTH_MAX {
        return Err(refused(format!("A formula has at most {DEPTH_MAX} powers.")));
    }
    Ok(())
}

fn sum(input: &mut &str) -> ModalResult<Node, EmptyError> {
    expression(terminated(operand, multispace0)).prefix(minus).infix(sign).parse_next(input)
}

fn operand(input: &mut &str) -> ModalResult<Node, EmptyError> {
    alt((number, named, bracketed)).parse_next(input)
}

/// `12`, `0.5`; no sign, no exponent.
fn number(input: &mut &str) -> ModalResult<Node, EmptyError> {
    let digits = (digit1, opt(('.', cut_err(digit1)))).take();
    digits.try_map(|text: &str| text.parse().map(Node::Number)).parse_next(input)
}

/// The name of an input, or a function with what it is given.
fn named(input: &mut &str) -> ModalResult<Node, EmptyError> {
    let word = (any.verify(|sign: &char| sign.is_alphabetic()), take_while(0.., of_a_name)).take();
    let name: &str = terminated(word, multispace0).parse_next(input)?;
    let comma = (alt((',', ';')), multispace0);
    let given = delimited('(', cut_err(preceded(multispace0, separated(1.., sum, comma))), cut_err(')'));
    let given: Option<Vec<Node>> = opt(given).parse_next(input)?;
    Ok(match given {
        Some(given) => Node::Call(Called::named(name.to_string()), given),
        None => Node::Name(name.to_string()),
    })
}

fn of_a_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

fn bracketed(input: &mut &str) -> ModalResult<Node, EmptyError> {
    delimited('(', cut_err(preceded(multispace0, sum)), cut_err(')')).parse_next(input)
}

/// One minus before an amount; two in a row are not read.
fn minus<'t>(input: &mut &'t str) -> ModalResult<Prefix<&'t str, Node, Bad>, EmptyError> {
    let one = (alt(('-', '−')), multispace0, not(alt(('-', '−'))));
    one.value(Prefix(7, |_: &mut &str, of| Ok(Node::Minus(Box::new(of))))).parse_next(input)
}

fn sign<'t>(input: &mut &'t str) -> ModalResult<Sign<'t>, EmptyError> {
    let compared = alt((
        alt(("<=", "≤")).value(Op::AtMost),
        alt((">=", "≥")).value(Op::AtLeast),
        alt(("<>", "!=", "≠")).value(Op::Unequal),
        alt(("==", "=")).value(Op::Equal),
        '<'.value(Op::Less),
        '>'.value(Op::More),
    ));
    let counted = alt((
        '+'.value(Op::Plus),
        alt(('-', '−')).value(Op::Minus),
        alt(('*', '×', '·')).value(Op::Times),
        alt(('/', '÷')).value(Op::Through),
        '^'.value(Op::Power),
    ));
    let written = alt((compared, counted));
    let op = terminated(written, multispace0).parse_next(input)?;
    Ok(match op {
        Op::Plus => Infix::Left(3, |_, a, b| two_of(Op::Plus, a, b)),
        Op::Minus => Infix::Left(3, |_, a, b| two_of(Op::Minus, a, b)),
        Op::Times => Infix::Left(5, |_, a, b| two_of(Op::Times, a, b)),
        Op::Through => Infix::Left(5, |_, a, b| two_of(Op::Through, a, b)),
        Op::Power => Infix::Right(10, |_, a, b| two_of(Op::Power, a, b)),
        Op::Less => Infix::Neither(1, |_, a, b| two_of(Op::Less, a, b)),
        Op::AtMost => Infix::Neither(1, |_, a, b| two_of(Op::AtMost, a, b)),
        Op::More => Infix::Neither(1, |_, a, b| two_of(Op::More, a, b)),
        Op::AtLeast => Infix::Neither(1, |_, a, b| two_of(Op::AtLeast, a, b)),
        Op::Equal => Infix::Neither(1, |_, a, b| two_of(Op::Equal, a, b)),
        Op::Unequal => Infix::Neither(1, |_, a, b| two_of(Op::Unequal, a, b)),
    })
}

fn two_of(op: Op, a: Node, b: Node) -> ModalResult<Node, EmptyError> {
    Ok(Node::Two(op, Box::new([a, b])))
}
