//! Words in Latin letters that are unknown, beside known ones that OCR confuses with them.
//!
//! Known are the words of a list and their forms, in the language of the page or of a long block; where that is none of those with a list,
//! nothing is asked. What speaks for a known word is weighed by `assets/checks/latin-words.txt` ([`weights`]). An unknown word without
//! such a neighbour may be a name: it is asked about only where the OCR was least sure of its page ([`page`]).

mod page;
mod weights;

use super::certainty::Readings;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Query, QueryKind};
use crate::edition::Confidence;
use crate::language::latin::{Changes, LatinLanguage, Near, fold, is_form_of_known, near, word_list};
use crate::style::CheckName;
pub(super) use page::LatinPage;
use page::{SHORTEST, is_hyphen, is_part, language_of, spelt, words};
use weights::weights;

/// Asks about the words of a page in Latin letters.
pub(super) const CHECK: Check = Check {
    name: CheckName::LatinWords,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Page,
    sureness: Sureness::Fitted,
    gives_way: GivesWay {
        starts: &[],
        overlaps: &[
            CheckName::Corrections,
            CheckName::Substitutions,
            CheckName::LearntCorrections,
            CheckName::NameVariants,
            CheckName::Numbers,
            CheckName::MissingNumbers,
            CheckName::Punctuation,
            CheckName::Signs,
            CheckName::Witness,
        ],
        touches: &[],
    },
    look: check,
};

/// How many answers are offered.
const OFFERED: usize = 5;
/// A block with fewer words is in the language of its page.
const LONG: usize = 40;
/// Words with no more letters before a full stop may be abbreviations.
const ABBREVIATION: usize = 4;
/// The longest titles that are written before names with a full stop.
const TITLE: usize = 3;
/// Words of so few letters are no forms of known ones that a hyphen parts.
const LONG_PART: usize = 5;
/// How rare a word counts that only other forms of are known.
const RARE: u8 = 6;
/// What names begin with before another capital.
const PREFIXES: [&str; 10] = ["Mac", "Mc", "De", "La", "Le", "Du", "Van", "Von", "Di", "Da"];

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let Some(quality) = view.quality else { return };
    for wording in view.told().filter(Wording::is_latin) {
        let all: Vec<(usize, usize)> = words(wording.text).collect();
        let own = || language_of(all.iter().map(|(from, to)| spelt(wording.text, *from, *to)));
        let language = if all.len() < LONG { quality.latin.language } else { own() };
        let Some(language) = language else { continue };
        let text = LatinText { wording, language, readings: Readings::of(wording.block, view.pages) };
        let mut reached = 0;
        for word in all {
            let asked = Some(word).filter(|(from, _)| *from >= reached).and_then(|word| text.asked(word, quality.latin.unsure));
            if let Some(asked) = asked.filter(|asked| asked.percent >= view.style.thresholds.character) {
                reached = asked.range.1;
                queries.push(wording.query_with(
                    QueryKind::Character,
                    asked.range,
                    Confidence::percent(asked.percent),
                    asked.key,
                    &asked.offered,
                ));
            }
        }
    }
}

/// Where a word stands: its first character, and one past its last.
type WordRange = (usize, usize);
/// What may stand there, with what speaks for each, the likeliest first.
type Offered = Vec<(f32, String)>;

/// What is asked about a word.
struct AskedWord {
    range: WordRange,
    percent: u8,
    key: &'static str,
    offered: Vec<String>,
}

/// A block in a known language.
struct LatinText<'a> {
    wording: Wording<'a>,
    language: LatinLanguage,
    readings: Readings<'a>,
}

impl LatinText<'_> {
    /// What is asked about the word from one place to another, on a page where the OCR was sure of what it read with this certainty.
    fn asked(&self, (from, to): WordRange, unsure: u8) -> Option<AskedWord> {
        let word = spelt(self.wording.text, from, to);
        if self.is_left_alone(from, to) {
            return None;
        }
        if let Some(recased) = self.recased(&word) {
            return self.likely((from, to), recased);
        }
        if is_form_of_known(&word, self.language) || is_roman(&word) {
            return None;
        }
        if let Some((range, whole)) = self.with_neighbour((from, to), &word) {
            return self.likely(range, whole);
        }
        if is_part(self.wording.text, (from, to)) {
            return None;
        }
        self.likely((from, to), self.nearest(&word, from)).or_else(|| {
            let sure = self.readings.least_certainty(from..to).is_none_or(|certainty| certainty.as_percent() >= unsure);
            (!sure).then(|| AskedWord { range: (from, to), percent: weights().unsure_wrong, key: "query-unsure", offered: Vec::new() })
        })
    }

    /// Whether what stands behind a word tells that it is no whole one.
    fn is_left_alone(&self, from: usize, to: usize) -> bool {
        let (next, second) = (self.wording.at(to), self.wording.at(to + 1));
        let is_contracted = self.language == LatinLanguage::English && matches!(next, '\'' | '’') && second.is_alphabetic();
        let is_abbreviated = next == '.' && to - from <= ABBREVIATION;
        is_contracted || is_abbreviated
    }

    /// The query about a range whose likeliest remedy is likely enough.
    fn likely(&self, range: WordRange, offered: Offered) -> Option<AskedWord> {
        let percent = weights().likelihood(offered.first()?.0);
        let offered = offered.into_iter().map(|(_, word)| word).take(OFFERED).collect();
        (percent >= weights().asked).then_some(AskedWord { range, percent, key: "query-latin-word", offered })
    }

    /// A word with a capital behind a small letter, as it should be: as two words, in small letters, or with an l for a capital I.
    fn recased(&self, word: &str) -> Option<Offered> {
        let letters: Vec<char> = word.chars().collect();
        let inside = letters.windows(2).position(|pair| matches!(pair, [a, b] if a.is_lowercase() && b.is_uppercase()))? + 1;
        let (head, tail) = (spelt(&letters, 0, inside), spelt(&letters, inside, letters.len()));
        let is_known = |part: &str| is_form_of_known(part, self.language);
        let length = weights().letters(letters.len());
        if PREFIXES.contains(&head.as_str()) {
            return Some(Vec::new());
        }
        let is_word = |part: &str| part.chars().count() >= SHORTEST && part.chars().skip(1).all(char::is_lowercase) && is_known(part);
        let is_whole = |whole: &str| word_list().has(whole) || tail.chars().count() < SHORTEST && is_known(whole);
        let together = || (is_word(&head) && is_word(&tail)).then(|| (weights().together + length, format!("{head} {tail}")));
        let small = [fold(word), fold(&word.replace('I', "l"))].into_iter().find(|whole| is_whole(whole));
        let recased = |whole: String| (weights().capital + length, as_printed(word, &whole));
        small.map(recased).or_else(together).map(|found| vec![found])
    }

    /// The range of a word and the part of one beside it which together are a known one, and that one. What is parted by a hyphen may be
    /// another form of a known word.
    fn with_neighbour(&self, (from, to): WordRange, word: &str) -> Option<(WordRange, Offered)> {
        let text = self.wording.text;
        let gap = |at: Option<usize>| at.map(|at| self.wording.at(at)).filter(|c| *c == ' ' || is_hyphen(*c));
        let before = text.get(..from.saturating_sub(1)).unwrap_or_default();
        let head = before.len() - before.iter().rev().take_while(|c| c.is_alphabetic()).count();
        let after = text.get(to + 1..).unwrap_or_default();
        let tail = to + 1 + after.iter().take_while(|c| c.is_alphabetic()).count();
        let behind = gap(from.checked_sub(1))
            .map(|gap| (gap, (head, to), spelt(text, head, from - 1), [spelt(text, head, from - 1), word.to_owned()]));
        let ahead = gap(Some(to)).map(|gap| (gap, (from, tail), spelt(text, to + 1, tail), [word.to_owned(), spelt(text, to + 1, tail)]));
        let whole = |(gap, range, other, parts): (char, WordRange, String, [String; 2])| {
            let whole = parts.concat();
            let level = word_list().levels(&fold(&whole)).and_then(|levels| levels.of(self.language));
            let is_form = gap != ' ' && whole.chars().count() > LONG_PART && is_form_of_known(&whole, self.language);
            let level = level.or(is_form.then_some(RARE)).filter(|_| !other.is_empty() && !self.is_word(&other))?;
            let near = Near { word: fold(&whole), level, changes: Changes::default() };
            let sum = weights().apart + weights().of(&near, whole.chars().count());
            Some((range, vec![(sum, as_printed(&whole, &near.word))]))
        };
        behind.into_iter().chain(ahead).find_map(whole)
    }

    /// Whether a part stands for itself, as a word or a short one that the list lacks.
    fn is_word(&self, part: &str) -> bool {
        let short = match self.language {
            LatinLanguage::English => "a i an in of to on at by is it he we me my be as or if no so do go us up am",
            LatinLanguage::German => "zu in er es im am an so da du wo ob ab um je",
            LatinLanguage::French => "a à y le la de du un en et au il ne se ce je tu on où ou si sa ma ta me te lu né eu an",
        };
        let part = fold(part);
        short.split(' ').any(|word| word == part) || is_form_of_known(&part, self.language)
    }

    /// The known words that may stand there, the likeliest first.
    fn nearest(&self, word: &str, from: usize) -> Offered {
        let letters = word.chars().count();
        let name = if self.is_name(word, from) { weights().name } else { 0.0 };
        let known = near(&fold(word), self.language).into_iter();
        let mut known: Offered = known.map(|near| (weights().of(&near, letters) + name, as_printed(word, &near.word))).collect();
        known.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        known
    }

    /// Whether a word begins with a capital where its language has that for names alone.
    fn is_name(&self, word: &str, from: usize) -> bool {
        let mut before = self.wording.text.get(..from).unwrap_or_default().iter().rev().copied().skip_while(|c| c.is_whitespace());
        // A full stop behind a title ends no sentence.
        let is_first = match before.next() {
            Some('.') => before.take_while(|c| c.is_alphabetic()).count() > TITLE,
            mark => mark.is_none_or(|c| matches!(c, '!' | '?' | ':' | '«' | '»' | '"' | '“' | '„' | '—')),
        };
        let mut letters = word.chars();
        let is_capital = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
        self.language != LatinLanguage::German && is_capital && !is_first
    }
}

/// A known word with the capitals and long s of what was read. A small l at the beginning that stands for an i was a capital I.
fn as_printed(read: &str, known: &str) -> String {
    let (large, small) = (read.chars().filter(|c| c.is_uppercase()).count(), read.chars().filter(|c| c.is_lowercase()).count());
    if large > small.max(1) {
        return known.to_uppercase();
    }
    let long = |(read, known): (char, char)| if read == 'ſ' && known == 's' { 'ſ' } else { known };
    let alike = read.chars().count() == known.chars().count();
    let printed: String = if alike { read.chars().zip(known.chars()).map(long).collect() } else { known.to_owned() };
    let mut letters = printed.chars();
    match (read.chars().next(), letters.next()) {
        (Some(was), Some(first)) if was.is_uppercase() || (was == 'l' && first == 'i') => {
            first.to_uppercase().collect::<String>() + letters.as_str()
        }
        _ => printed,
    }
}

/// Whether a word is a number in Roman numerals.
fn is_roman(word: &str) -> bool {
    word.chars().all(|c| "IVXLCDM".contains(c))
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Character;
    use crate::check::tests::asked;

    const GERMAN: &str =
        "Der Rat der Stadt hat gestern in seiner Sitzung beschlossen, daß die neue Brücke über den Fluß im nächsten Jahr gebaut wird.";
    const FRENCH: &str =
        "Le conseil de la ville a décidé hier dans sa séance que le nouveau pont sur la rivière sera construit cette année.";
    const ENGLISH: &str =
        "The council of the town has resolved at its meeting that the new bridge over the river shall be built this year.";

    fn first(text: &str, more: &str) -> Vec<(String, String)> {
        let found = asked(Character, &format!("{text} {more}"));
        found.into_iter().map(|(wrong, mut offered)| (wrong, if offered.is_empty() { String::new() } else { offered.remove(0) })).collect()
    }

    #[test]
    fn unknown_words_are_asked_about_with_the_known_one_first() {
        for (text, more, wrong, right) in [
            (GERMAN, "Es bestand keine Gesahr für die Bürger.", "Gesahr", "Gefahr"),
            (GERMAN, "Die Faffung des Gesetzes bleibt.", "Faffung", "Fassung"),
            (GERMAN, "Der Rat in Frciburg stimmte zu.", "Frciburg", "Freiburg"),
            (FRENCH, "Ils ont toute notre confidenee en ce moment.", "confidenee", "confidence"),
            (FRENCH, "On nous dit qne tout va bien.", "qne", "que"),
            (ENGLISH, "It was opened this moming at nine.", "moming", "morning"),
            (ENGLISH, "It was opened in the autnmn of last year.", "autnmn", "autumn"),
            (ENGLISH, "The COUHTRY is at peace.", "COUHTRY", "COUNTRY"),
            (FRENCH, "Il revient de la belle ltalie.", "ltalie", "Italie"),
            (FRENCH, "On a vu que eIIe est là.", "eIIe", "elle"),
        ] {
            assert_eq!(first(text, more), [(wrong.to_owned(), right.to_owned())], "{more}");
        }
    }

    #[test]
    fn capitals_inside_words_and_blanks_inside_them_are_asked_about() {
        assert_eq!(first(GERMAN, "Das ist der Plan des nächsten JahreS gewesen."), [("JahreS".to_owned(), "Jahres".to_owned())]);
        assert_eq!(first(GERMAN, "Das ist derTruppen Sache."), [("derTruppen".to_owned(), "der Truppen".to_owned())]);
        assert_eq!(first(ENGLISH, "It is a great conveni ence to us all."), [("conveni ence".to_owned(), "convenience".to_owned())]);
        assert_eq!(first(GERMAN, "Die ameri-kanischen Schiffe kamen an."), [("ameri-kanischen".to_owned(), "amerikanischen".to_owned())]);
        assert_eq!(first(GERMAN, "General MacArthur kam mit der Haupt- und Nebenbahn."), []);
    }

    #[test]
    fn known_words_their_forms_names_and_numbers_are_not_asked_about() {
        for (text, more) in [
            (GERMAN, "Der Beschluß der Theilnehmer wurde mit Kenntniß der Verhältnisse gefaßt, Hr. Oberst Hügli aus Örlikon war dagegen."),
            (FRENCH, "Il se précipita vers la porte et renversa la table. ETRANGERS et négocians étoient là. M. Boulvard arriva en XVIII."),
            (ENGLISH, "He doesn't know Mr. Wexcombe of Little Hadham, who labours there and openeth his musick shop at the 21st."),
        ] {
            assert_eq!(first(text, more), [], "{more}");
        }
    }

    #[test]
    fn of_a_language_of_which_nothing_is_known_nothing_is_asked() {
        let finnish =
            "Kaupunginjohtaja avasi eilen uuden sillan joen yli ja kiitti kaikkia työmiehiä heidän vaivastaan koko kaupungin puolesta.";
        assert_eq!(asked(Character, finnish), []);
    }
}
