//! How errors are counted: the rule for newspapers of 2020, whose numbers stand in `assets/proof/rule.txt`; and what the text that was seen of
//! it does not say, which the house style does. Counts are in tenths of an error, so that sums are exact.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::classes::ErrorClass;
use crate::check::table::values;
use crate::style::ProofStyle;

const TABLE: &str = include_str!("../../assets/proof/rule.txt");

const NAMES: [&str; 12] = [
    "one character",
    "two to five characters",
    "more characters",
    "transposed",
    "number",
    "form of numerals",
    "form of numerals at most",
    "foreign word",
    "important",
    "same error at most",
    "newspapers at most",
    "periodicals at most",
];

/// What the rule says, in tenths of an error where it is a weight.
struct PressRule {
    one: u32,
    few: u32,
    more: u32,
    transposed: u32,
    number: u32,
    numeral_form: u32,
    most_numeral_forms: usize,
    foreign_word: u32,
    important: u32,
    most_alike: usize,
}

/// The rule. It is read once.
fn rule() -> &'static PressRule {
    static RULE: OnceLock<PressRule> = OnceLock::new();
    RULE.get_or_init(|| {
        let [one, few, more, transposed, number, form, most_forms, word, important, alike, ..] = values(TABLE, "seen", &NAMES);
        let tenths = |errors: f32| (errors * 10.0).round() as u32;
        PressRule {
            one: tenths(one),
            few: tenths(few),
            more: tenths(more),
            transposed: tenths(transposed),
            number: tenths(number),
            numeral_form: tenths(form),
            most_numeral_forms: most_forms as usize,
            foreign_word: tenths(word),
            important: important as u32,
            most_alike: alike as usize,
        }
    })
}

/// How many errors in 10 000 characters a newspaper of good quality has at most.
pub fn newspapers_at_most() -> f64 {
    let [.., newspapers, _] = values(TABLE, "seen", &NAMES);
    f64::from(newspapers)
}

/// A place that is to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Countable<'a> {
    pub(super) class: ErrorClass,
    pub(super) right: &'a str,
    pub(super) found: &'a str,
    /// Whether it stands in a masthead, a headline, an important name or time.
    pub(super) is_important: bool,
}

/// Counts the errors of an issue, one after the other.
pub(super) struct ErrorCount<'a> {
    style: &'a ProofStyle,
    /// How often each error was there.
    alike: HashMap<(ErrorClass, String, String), usize>,
    numeral_forms: usize,
}

impl<'a> ErrorCount<'a> {
    pub(super) fn new(style: &'a ProofStyle) -> ErrorCount<'a> {
        ErrorCount { style, alike: HashMap::new(), numeral_forms: 0 }
    }

    /// How much a place counts, in tenths of an error; nothing where the same error has counted as often as it may.
    pub(super) fn count(&mut self, place: &Countable<'_>) -> Option<u32> {
        let rule = rule();
        let factor = if place.is_important { rule.important } else { 1 };
        if place.class == ErrorClass::NumeralForm {
            self.numeral_forms += 1;
            return (self.numeral_forms <= rule.most_numeral_forms).then_some(rule.numeral_form);
        }
        let alike = self.alike.entry((place.class, place.right.to_owned(), place.found.to_owned())).or_default();
        *alike += 1;
        (*alike <= rule.most_alike).then(|| factor * self.weight(place))
    }

    fn weight(&self, place: &Countable<'_>) -> u32 {
        let rule = rule();
        match place.class {
            ErrorClass::Characters => match place.right.chars().count().max(place.found.chars().count()) {
                0..=1 => rule.one,
                2..=5 => rule.few,
                _ => rule.more,
            },
            ErrorClass::Transposed => rule.transposed,
            ErrorClass::Number => rule.number,
            ErrorClass::NumeralForm => rule.numeral_form,
            ErrorClass::ForeignWord => rule.foreign_word,
            ErrorClass::LetterCase => self.style.letter_case,
            ErrorClass::Script => self.style.script,
            ErrorClass::Punctuation => self.style.punctuation,
            ErrorClass::Layout => self.style.layout,
        }
    }
}

impl ErrorClass {
    /// Whether its weight was seen in the text of the rule, and is not of the house style.
    pub fn is_seen(self) -> bool {
        !matches!(self, ErrorClass::LetterCase | ErrorClass::Script | ErrorClass::Punctuation | ErrorClass::Layout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::table::{has_each, rows};

    #[test]
    fn the_table_has_each_number_once_and_no_other() {
        assert!(has_each(TABLE, "seen", &NAMES));
        assert_eq!(rows(TABLE).count(), NAMES.len());
        assert_eq!(TABLE.lines().filter(|line| !line.starts_with('#')).count(), NAMES.len());
        assert!((newspapers_at_most() - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    fn errors_are_counted_by_the_rule() {
        let style = ProofStyle::default();
        let mut count = ErrorCount::new(&style);
        let mut of = |class: ErrorClass, right: &str, found: &str, is_important: bool| {
            count.count(&Countable { class, right, found, is_important }).unwrap_or_default()
        };
        assert_eq!(of(ErrorClass::Characters, "开", "幵", false), 10);
        assert_eq!(of(ErrorClass::Characters, "召开", "", false), 20);
        assert_eq!(of(ErrorClass::Characters, "", "一二三四五", false), 20);
        assert_eq!(of(ErrorClass::Characters, "一二三四五六", "", false), 40);
        assert_eq!(of(ErrorClass::Characters, "油", "抽", true), 20);
        assert_eq!([of(ErrorClass::Number, "12", "13", false), of(ErrorClass::Number, "12", "13", true)], [10, 20]);
        assert_eq!([of(ErrorClass::Transposed, "召开", "开召", false), of(ErrorClass::ForeignWord, "ello", "cllo", false)], [10, 10]);
        assert_eq!([of(ErrorClass::Punctuation, "，", "。", false), of(ErrorClass::Punctuation, "，", "。", true)], [1, 2]);
        // The form of numerals counts once an issue.
        assert_eq!([of(ErrorClass::NumeralForm, "三", "3", true), of(ErrorClass::NumeralForm, "四", "4", false)], [1, 0]);
        // The same error counts three times.
        let four: Vec<u32> = (0..4).map(|_| of(ErrorClass::Characters, "袖", "油", false)).collect();
        assert_eq!(four, [10, 10, 10, 0]);
    }
}
