//! Old and traditional forms of characters beside those of simplified text, which the program's language knows.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::pairs;
use super::script::simplified;

/// One pair a line: a form of old print, and that of simplified text; lines that begin with `#` say where they are from.
const VARIANTS: &str = include_str!("../../assets/dictionaries/variants.txt");
/// A line a character of simplified text, and behind it the traditional forms that it stands for, the commonest first.
const SIMPLIFIED: &str = include_str!("../../assets/dictionaries/simplified.txt");

/// How much more seldom, as a logarithm, a form stands in simplified text that does not belong there.
const SELDOM: f32 = 3.5;
/// How much likelier, as a logarithm, the form of simplified text is between its neighbours where the other does not belong.
const LIKELIER: f32 = 2.0;

/// The form of simplified text for a traditional one or one of old print; any other character as it is.
pub fn modern(c: char) -> char {
    static OLD: OnceLock<FxHashMap<char, char>> = OnceLock::new();
    // Below these there are no Chinese characters.
    if c < '\u{3400}' {
        return c;
    }
    let pair = |line: &str| {
        let mut characters = line.chars();
        Some((characters.next()?, characters.next()?))
    };
    let old = OLD.get_or_init(|| VARIANTS.lines().filter(|line| !line.starts_with('#')).filter_map(pair).collect());
    old.get(&c).copied().unwrap_or_else(|| simplified(c))
}

/// The traditional forms of a character of simplified text, the commonest first; nothing where it has none of its own.
pub fn traditional(c: char) -> &'static [char] {
    static FORMS: OnceLock<FxHashMap<char, Vec<char>>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let row = |line: &str| {
            let mut characters = line.chars();
            Some((characters.next()?, characters.collect()))
        };
        SIMPLIFIED.lines().filter_map(row).collect()
    });
    forms.get(&c).map(Vec::as_slice).unwrap_or_default()
}

/// The form in which the language knows a character between its neighbours, which are in that form: 乾 in 乾隆 stays, though it is 干
/// elsewhere.
pub fn known_form(before: char, c: char, after: char) -> char {
    let modern = modern(c);
    if modern == c || gain(before, c, modern, after) >= 0.0 { modern } else { c }
}

/// Whether a form does not belong in simplified text, between neighbours in forms that do.
pub fn is_foreign(before: char, c: char, after: char) -> bool {
    let modern = modern(c);
    modern != c && pairs().alone(modern) - pairs().alone(c) >= SELDOM && gain(before, c, modern, after) >= LIKELIER
}

/// How much likelier another character is between two neighbours, as a logarithm.
fn gain(before: char, c: char, other: char, after: char) -> f32 {
    let pairs = pairs();
    let likely = |c: char| pairs.follows(before, c) + pairs.follows(c, after);
    likely(other) - likely(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_forms_and_traditional_ones_become_modern() {
        assert_eq!("囘國爲靑年說".chars().map(modern).collect::<String>(), "回国为青年说");
        assert_eq!("报a，".chars().map(modern).collect::<String>(), "报a，");
        assert_eq!(traditional('发'), ['發', '髮']);
        assert!(traditional('人').is_empty());
    }

    #[test]
    fn the_form_is_told_by_the_neighbours() {
        assert_eq!(known_form('树', '乾', '了'), '干');
        assert_eq!(known_form('帝', '乾', '隆'), '乾');
        assert!(is_foreign('部', '門', '的') && is_foreign('第', '捲', '，'));
        assert!(!is_foreign('帝', '乾', '隆') && !is_foreign('部', '门', '的'));
        assert!(!is_foreign('名', '著', '作'));
    }

    #[test]
    fn each_old_form_has_another_one_that_is_modern() {
        for line in VARIANTS.lines().filter(|line| !line.starts_with('#')) {
            let [old, new] = line.chars().collect::<Vec<_>>()[..] else { panic!("{line}") };
            assert!(old != new && simplified(new) == new, "{line}");
        }
    }
}
