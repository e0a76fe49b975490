//! Words divided at the end of a line, in Latin letters: which hyphens belong to the word, and which stand only for the division.

use super::latin::{fold, word_list};

/// What becomes of a hyphen at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// The word was divided: the hyphen goes.
    Joined,
    /// The hyphen belongs to the word, which goes on in the next line.
    Hyphenated,
    /// The hyphen stands for a part that the next words share with it, as in “Haupt- und Nebensachen”: a blank follows.
    Suspended,
}

/// A mark that divides words at the end of a line and nothing else.
pub fn divides_only(c: char) -> bool {
    matches!(c, '\u{ad}' | '¬' | '⸗' | '\u{2010}')
}

/// A mark that may divide a word at the end of a line.
pub fn is_hyphen(c: char) -> bool {
    divides_only(c) || matches!(c, '-' | '—' | '=' | '\u{2011}')
}

/// Words that follow a suspended hyphen.
const AND: [&str; 8] = ["und", "oder", "bzw", "sowie", "and", "or", "to", "wie"];

/// What becomes of the hyphen between the last letters of a line and the first of the next.
pub fn division(before: &[char], hyphen: char, after: &[char]) -> Division {
    let (head, tail) = (last_word(before), first_word(after));
    let follows: String = tail.iter().flat_map(|c| c.to_lowercase()).collect();
    if tail.first().is_some_and(|c| c.is_lowercase()) && AND.contains(&follows.as_str()) && !head.is_empty() {
        return Division::Suspended;
    }
    if divides_only(hyphen) {
        return Division::Joined;
    }
    if head.is_empty()
        || tail.is_empty()
        || before.last().is_none_or(|c| !c.is_alphabetic())
        || !tail.first().is_some_and(|c| c.is_lowercase())
    {
        return Division::Hyphenated;
    }
    let part_of_chain = before.len() > head.len() && before.get(before.len() - head.len() - 1).is_some_and(|c| *c == '-');
    let whole: Vec<char> = head.iter().chain(tail).copied().collect();
    if is_word(&whole) {
        return Division::Joined;
    }
    let is_name = head.first().is_some_and(|c| c.is_uppercase()) && is_word(head) && is_word(tail);
    if part_of_chain || head.len() < 2 || is_name || (is_word(head) && is_word(tail)) || is_prefix(head) {
        return Division::Hyphenated;
    }
    Division::Joined
}

/// Whether a large letter that stands by itself, as the initial of a story does, is the first of the word that follows.
pub fn begins(initial: char, after: &[char]) -> bool {
    /// The list of words has none that are shorter.
    const SHORTEST: usize = 3;
    let rest = first_word(after);
    if !initial.is_uppercase() || rest.is_empty() {
        return false;
    }
    let stands = |c: char| matches!(c, 'A' | 'I' | 'O' | 'Y' | 'À' | 'a' | 'o' | 'y' | 'à');
    let whole: Vec<char> = std::iter::once(initial).chain(rest.iter().copied()).collect();
    // “I am” is two words, “T he” is one; of “A broad” nobody knows.
    let is_part = match rest {
        [only] => !stands(*only),
        _ if rest.len() < SHORTEST => !rest.iter().any(|c| is_vowel(*c)),
        _ => !is_word(rest),
    };
    is_part || (!stands(initial) && is_word(&whole))
}

fn is_vowel(c: char) -> bool {
    c.to_lowercase()
        .any(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' | 'ü' | 'à' | 'â' | 'é' | 'è' | 'ê' | 'î' | 'ô' | 'û' | 'œ'))
}

/// Parts that stand before a hyphen of their own.
fn is_prefix(head: &[char]) -> bool {
    let head: String = head.iter().flat_map(|c| c.to_lowercase()).collect();
    matches!(head.as_str(), "ex" | "non" | "vice" | "self" | "anti" | "semi" | "vize")
}

fn last_word(text: &[char]) -> &[char] {
    let length = text.iter().rev().take_while(|c| c.is_alphabetic()).count();
    text.get(text.len() - length..).unwrap_or_default()
}

fn first_word(text: &[char]) -> &[char] {
    let length = text.iter().take_while(|c| c.is_alphabetic()).count();
    text.get(..length).unwrap_or_default()
}

/// Whether this is a common word of English, German or French, large and small letters and long s apart.
pub fn is_word(letters: &[char]) -> bool {
    word_list().has(&fold(&letters.iter().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::{Division, begins, division, is_word};

    fn of(before: &str, after: &str) -> Division {
        let before: Vec<char> = before.chars().collect();
        let (hyphen, before) = before.split_last().expect("a hyphen");
        division(before, *hyphen, &after.chars().collect::<Vec<_>>())
    }

    #[test]
    fn divided_words_are_told_from_hyphenated_ones() {
        for (before, after) in [
            ("au-", "tumn, when"),
            ("con\u{ad}", "gress"),
            ("Beh⸗", "örden"),
            ("prä—", "gen"),
            ("mid¬", "night"),
            ("Verneh⸗", "men"),
            ("Cross-\u{ad}", "sectional"),
        ] {
            assert_eq!(of(before, after), Division::Joined, "{before}{after}");
        }
        for (before, after) in [
            ("the price-", "determining"),
            ("twenty-", "one houses"),
            ("1914-", "18"),
            ("commander-in-", "chief"),
            ("ex-", "mayor"),
            ("n-", "tridecanal"),
            ("Castle-", "Street"),
        ] {
            assert_eq!(of(before, after), Division::Hyphenated, "{before}{after}");
        }
        assert_eq!(of("Haupt-", "und Nebensachen"), Division::Suspended);
    }

    #[test]
    fn initials_are_told_from_words_of_one_letter() {
        let is_one = |initial: char, after: &str| begins(initial, &after.chars().collect::<Vec<_>>());
        assert!(
            is_one('T', "he mayor")
                && is_one('T', "HE MAYOR")
                && is_one('A', "ufklärung iſt")
                && is_one('I', "t was")
                && is_one('A', "ll men")
        );
        assert!(!is_one('I', "am") && !is_one('A', "man") && !is_one('A', "broad") && !is_one('t', "he") && !is_one('T', "1"));
    }

    #[test]
    fn words_are_found_in_the_list() {
        let is = |word: &str| is_word(&word.chars().collect::<Vec<_>>());
        assert!(is("autumn") && is("Behörden") && is("célébrées") && is("iſt") && is("the"));
        assert!(!is("ngress") && !is("zz") && !is(""));
    }
}
