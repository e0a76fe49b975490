//! Forms of known words that the list of words lacks: inflected ones, German compounds, older spellings, capitals without their accents.

use super::LatinLanguage;
use super::fold;
use super::word_list::{WordOpening, word_list};

/// How few letters the stem of an inflected word has, and a part of a compound.
const STEM: usize = 4;
const PART: usize = 4;

/// Endings of inflected words, and those that the list may have the same stem with.
struct Inflection {
    endings: &'static [&'static str],
    known: &'static [&'static str],
}

/// Spellings of older print and those of today.
type Respelt = &'static [(&'static str, &'static str)];

impl LatinLanguage {
    fn inflection(self) -> Inflection {
        let (endings, known): (&[&str], &[&str]) = match self {
            LatinLanguage::English => (
                &["s", "es", "ies", "d", "ed", "ied", "ing", "ly", "er", "ers", "est", "th", "eth", "ness", "ment", "less", "ful", "able"],
                &["", "e", "y"],
            ),
            LatinLanguage::German => (
                &[
                    "n", "en", "e", "er", "es", "em", "s", "t", "et", "st", "est", "te", "ten", "tes", "ter", "tem", "end", "ende",
                    "enden", "ung", "ungen", "lich", "liche", "lichen",
                ],
                &["", "e", "en", "n"],
            ),
            LatinLanguage::French => (
                &[
                    "s", "x", "e", "es", "é", "és", "ée", "ées", "er", "ez", "a", "as", "ai", "ât", "ons", "ent", "ant", "ants", "ante",
                    "antes", "ait", "ais", "aient", "ions", "iez", "era", "erai", "erait", "eront", "eraient", "èrent", "âmes", "it", "ît",
                    "is", "ie", "ies", "irent", "issait", "issaient", "issant", "issent", "ira", "irait", "ut", "ût", "urent", "ra",
                    "rait", "raient", "ront",
                ],
                &["", "e", "er", "é", "ir", "re", "ait", "ant"],
            ),
        };
        Inflection { endings, known }
    }

    fn respelt(self) -> Respelt {
        match self {
            LatinLanguage::English => &[("ick", "ic"), ("our", "or"), ("ll", "l"), ("xion", "ction")],
            LatinLanguage::German => &[
                ("ß", "ss"),
                ("th", "t"),
                ("ey", "ei"),
                ("iren", "ieren"),
                ("irt", "iert"),
                ("irung", "ierung"),
                ("c", "k"),
                ("c", "z"),
                ("niß", "nis"),
                ("ae", "ä"),
                ("oe", "ö"),
                ("ue", "ü"),
                ("aa", "a"),
                ("ff", "fff"),
            ],
            LatinLanguage::French => &[("oi", "ai"), ("ans", "ants"), ("ens", "ents")],
        }
    }
}

/// Whether a word, as printed, is known or another form of a known one.
pub fn is_form_of_known(word: &str, language: LatinLanguage) -> bool {
    let small = fold(word);
    if word_list().has(&small) || lacks_accents(word, &small) {
        return true;
    }
    let spellings: Vec<String> = std::iter::once(small.clone()).chain(respelt(&small, language)).collect();
    let is_known = |spelling: &String| {
        word_list().has(spelling) || is_inflected(spelling, language) || (language == LatinLanguage::German && is_compound(spelling))
    };
    spellings.iter().any(is_known)
}

/// The word in newer spellings, by each rule and by all together.
fn respelt(word: &str, language: LatinLanguage) -> Vec<String> {
    let rules = language.respelt();
    let each = rules.iter().filter(|(old, _)| word.contains(old)).map(|(old, new)| word.replace(old, new));
    let all = rules.iter().fold(word.to_owned(), |word, (old, new)| word.replace(old, new));
    each.chain([all]).filter(|spelling| spelling != word).collect()
}

/// Whether the list has the stem of a word with another ending.
fn is_inflected(word: &str, language: LatinLanguage) -> bool {
    let Inflection { endings, known } = language.inflection();
    let stems = endings.iter().filter_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.chars().count() >= STEM);
    stems.into_iter().any(|stem| {
        let Some(opening) = word_list().go_on(word_list().all(), stem) else { return false };
        known.iter().any(|ending| has(opening, ending))
    })
}

fn has(opening: WordOpening, ending: &str) -> bool {
    let list = word_list();
    let whole = if ending.is_empty() { Some(opening) } else { list.go_on(opening, ending) };
    whole.and_then(|opening| list.whole(opening)).is_some()
}

/// Whether a word is two German words put together, with or without an s between them.
fn is_compound(word: &str) -> bool {
    let is_german = |part: &str| word_list().levels(part).is_some_and(|levels| levels.of(LatinLanguage::German).is_some());
    let parts = word.char_indices().map(|(at, _)| word.split_at(at));
    let long = parts.filter(|(head, tail)| head.chars().count() >= PART && tail.chars().count() >= PART);
    long.into_iter().any(|(head, tail)| {
        (is_german(tail) || is_inflected(tail, LatinLanguage::German)) && (is_german(head) || head.strip_suffix('s').is_some_and(is_german))
    })
}

/// Whether a word is known but for accents that capitals often go without.
fn lacks_accents(word: &str, small: &str) -> bool {
    let mut letters = word.chars();
    if !letters.next().is_some_and(char::is_uppercase) {
        return false;
    }
    let capitals = if letters.all(char::is_uppercase) { usize::MAX } else { 1 };
    let letters: Vec<char> = small.chars().collect();
    with_accents(&letters, 0, capitals, word_list().all())
}

/// Whether some word goes on with these letters, those before `capitals` with or without accents.
fn with_accents(letters: &[char], at: usize, capitals: usize, opening: WordOpening) -> bool {
    let Some(letter) = letters.get(at) else { return word_list().whole(opening).is_some() };
    let accented = if at < capitals { accented(*letter) } else { "" };
    std::iter::once(*letter).chain(accented.chars()).any(|letter| {
        let opening = word_list().go_on(opening, letter.encode_utf8(&mut [0; 4]));
        opening.is_some_and(|opening| with_accents(letters, at + 1, capitals, opening))
    })
}

fn accented(letter: char) -> &'static str {
    match letter {
        'a' => "àâä",
        'c' => "ç",
        'e' => "éèêë",
        'i' => "îï",
        'o' => "ôö",
        'u' => "ùûü",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_of_known_words_are_known() {
        for (language, words) in [
            (LatinLanguage::English, "opened openeth musick labourers resolved"),
            (LatinLanguage::German, "Theil Beschluß Kenntniß Verlesung Festhallen mangelhafter Bewußtsein Rathhaus irgendwelchen"),
            (LatinLanguage::French, "précipita renversa souffrit étoient négocians ETRANGERS Ecritures glissent fendant chargeait"),
        ] {
            for word in words.split(' ') {
                assert!(is_form_of_known(word, language), "{word}");
            }
        }
    }

    #[test]
    fn misread_words_are_not() {
        for (language, words) in [
            (LatinLanguage::English, "autnmn tbe couhtry"),
            (LatinLanguage::German, "Gesahr müffen Frciburg Bnndesbehörden nnd dcr"),
            (LatinLanguage::French, "confidenee qne juslice liollandais"),
        ] {
            for word in words.split(' ') {
                assert!(!is_form_of_known(word, language), "{word}");
            }
        }
    }
}
