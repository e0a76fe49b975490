//! What a place that differs is by the press rule.

use super::difference::{Difference, DifferenceKind, is_digit};
use crate::language::class::is_numeral;
use crate::language::numerals;
use crate::language::script::simplified;
use crate::language::width::fold;

/// What counts as how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorClass {
    /// Characters: wrong, extra or missing (错字、多字、漏字).
    Characters,
    /// Neighbours that changed places (倒字).
    Transposed,
    /// A number, however many of its digits.
    Number,
    /// The form of numerals, of the same value.
    NumeralForm,
    /// A word in Latin letters.
    ForeignWord,
    /// Capital and small letters.
    LetterCase,
    /// Simplified and traditional characters.
    Script,
    /// Punctuation.
    Punctuation,
    /// Paragraphs and roles (格式).
    Layout,
}

impl ErrorClass {
    /// All classes, in the order of the report.
    pub const ALL: [ErrorClass; 9] = [
        ErrorClass::Characters,
        ErrorClass::Transposed,
        ErrorClass::Number,
        ErrorClass::NumeralForm,
        ErrorClass::ForeignWord,
        ErrorClass::LetterCase,
        ErrorClass::Script,
        ErrorClass::Punctuation,
        ErrorClass::Layout,
    ];

    /// The class's name for programs.
    pub fn name(self) -> &'static str {
        match self {
            ErrorClass::Characters => "characters",
            ErrorClass::Transposed => "transposed",
            ErrorClass::Number => "number",
            ErrorClass::NumeralForm => "numeral-form",
            ErrorClass::ForeignWord => "foreign-word",
            ErrorClass::LetterCase => "letter-case",
            ErrorClass::Script => "script",
            ErrorClass::Punctuation => "punctuation",
            ErrorClass::Layout => "layout",
        }
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            ErrorClass::Characters => "proof-class-characters",
            ErrorClass::Transposed => "proof-class-transposed",
            ErrorClass::Number => "proof-class-number",
            ErrorClass::NumeralForm => "proof-class-numeral-form",
            ErrorClass::ForeignWord => "proof-class-foreign-word",
            ErrorClass::LetterCase => "proof-class-letter-case",
            ErrorClass::Script => "proof-class-script",
            ErrorClass::Punctuation => "proof-class-punctuation",
            ErrorClass::Layout => "proof-class-layout",
        }
    }

    /// The class of a place.
    pub fn of(difference: &Difference) -> ErrorClass {
        let (right, found): (Vec<char>, Vec<char>) = (difference.right_text.chars().collect(), difference.found_text.chars().collect());
        let is_all = |of: fn(char) -> bool| right.iter().chain(&found).all(|c| of(*c));
        let is_like = |of: fn(char) -> char| right.len() == found.len() && right.iter().zip(&found).all(|(a, b)| of(*a) == of(*b));
        match () {
            () if difference.kind == DifferenceKind::Order => ErrorClass::Transposed,
            () if difference.kind == DifferenceKind::Punctuation => ErrorClass::Punctuation,
            () if is_all(is_numeral) && is_same_value(&right, &found) => ErrorClass::NumeralForm,
            () if is_all(is_digit) && is_like(fold) => ErrorClass::NumeralForm,
            () if is_all(is_digit) => ErrorClass::Number,
            () if is_all(|c| c.is_ascii_alphabetic()) && is_like(|c| c.to_ascii_lowercase()) => ErrorClass::LetterCase,
            () if is_all(|c| c.is_ascii_alphabetic()) => ErrorClass::ForeignWord,
            () if is_like(simplified) => ErrorClass::Script,
            () if is_like(fold) => ErrorClass::Punctuation,
            () => ErrorClass::Characters,
        }
    }
}

/// Whether two numbers in different forms are of one value: 三 and 3.
fn is_same_value(right: &[char], found: &[char]) -> bool {
    let value = |text: &[char]| numerals::value(text).filter(|(_, length)| *length == text.len()).map(|(value, _)| value);
    value(right).is_some() && value(right) == value(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(kind: DifferenceKind, right: &str, found: &str) -> ErrorClass {
        let (right_text, found_text) = (right.to_owned(), found.to_owned());
        ErrorClass::of(&Difference { kind, right: 0..0, found: 0..0, right_text, found_text })
    }

    #[test]
    fn a_place_has_one_class() {
        for (right, found, told) in [
            ("开", "幵", ErrorClass::Characters),
            ("召开会议", "", ErrorClass::Characters),
            ("12", "13", ErrorClass::Number),
            ("", "0", ErrorClass::Number),
            ("12", "１２", ErrorClass::NumeralForm),
            ("三", "3", ErrorClass::NumeralForm),
            ("二十八", "28", ErrorClass::NumeralForm),
            ("三", "二", ErrorClass::Characters),
            ("ello", "cllo", ErrorClass::ForeignWord),
            ("E", "e", ErrorClass::LetterCase),
            ("會", "会", ErrorClass::Script),
        ] {
            assert_eq!(class(DifferenceKind::Misread, right, found), told, "{right} {found}");
        }
        assert_eq!(class(DifferenceKind::Order, "召开", "开召"), ErrorClass::Transposed);
        assert_eq!(class(DifferenceKind::Punctuation, "，", ","), ErrorClass::Punctuation);
    }
}
