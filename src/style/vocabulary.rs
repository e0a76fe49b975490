//! Vocabularies from lists that archives keep elsewhere: text, a term a line, or a table as spreadsheets write it (CSV).
//!
//! A line is a term; behind it, in further fields, may stand its variants, and words by which a story about it is known. Fields are parted
//! by commas or tabs, and may stand in quotation marks; several variants or words in one field, by semicolons or vertical bars. Lines
//! that begin with `#` are remarks.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::{HouseStyle, Term};
use crate::import::{ImportError, import_bytes};
use crate::reading::read_regular;

/// What the first field of a table's head says.
const HEADS: [&str; 6] = ["term", "tag", "section", "主题词", "叙词", "标签"];

/// Terms that editors added at the desk. They are kept as a list beside the style's own file, which stays as its author wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnTerms {
    /// More sections.
    Sections,
    /// More tags.
    Tags,
}

impl OwnTerms {
    /// Both kinds.
    pub const ALL: [OwnTerms; 2] = [OwnTerms::Sections, OwnTerms::Tags];

    /// The largest list, in bytes: a million terms.
    pub const LARGEST_LIST: u64 = 64_000_000;

    /// The list's file, for a style's file: `house-style.tags.txt` for `house-style.ron`.
    pub fn beside(self, style: &Path) -> PathBuf {
        style.with_extension(if self == OwnTerms::Sections { "sections.txt" } else { "tags.txt" })
    }

    /// A list's text with one more term at its end.
    pub fn added(text: &str, term: &str) -> String {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        // A comma in a term parts no fields inside quotation marks.
        let quoted = if term.contains([',', '，', '"']) { format!("\"{}\"", term.replace('"', "\"\"")) } else { term.to_owned() };
        format!("{text}{end}{quoted}\n")
    }

    /// Whether a style has the term in this vocabulary, in whatever form.
    pub fn has(self, style: &HouseStyle, term: &str) -> bool {
        let terms = if self == OwnTerms::Sections { &style.sections } else { &style.tags };
        terms.iter().any(|known| known.term == term || known.variants.iter().any(|form| form == term))
    }

    pub(super) fn of(self, style: &mut HouseStyle) -> &mut Vec<Term> {
        if self == OwnTerms::Sections { &mut style.sections } else { &mut style.tags }
    }
}

/// Reads a list from a file in any encoding.
///
/// # Errors
/// The file cannot be read or is no text.
pub fn read(path: &Path) -> Result<Vec<Term>, ImportError> {
    terms_from_bytes(
        path,
        &read_regular(path, OwnTerms::LARGEST_LIST).map_err(|error| ImportError::Unreadable { path: path.to_owned(), error })?,
    )
}

/// The terms of a list; `path` is named in errors.
///
/// # Errors
/// The bytes are no text, or a line is no term.
pub fn terms_from_bytes(path: &Path, bytes: &[u8]) -> Result<Vec<Term>, ImportError> {
    let page = import_bytes(path, bytes, None)?;
    terms(page.lines().map(|line| line.text)).map_err(|(line, fault)| {
        let error = std::io::Error::new(std::io::ErrorKind::InvalidData, format!("line {line}: {fault}"));
        ImportError::Unreadable { path: path.to_owned(), error }
    })
}

/// The terms of a list, each once; or the line, counted from 1, that is wrong, and why.
fn terms<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<Term>, (usize, String)> {
    let mut found = Vec::new();
    let told = (1..).zip(lines).filter(|(_, line)| !line.trim_start().starts_with('#'));
    for (number, (at, line)) in told.enumerate() {
        let mut fields = fields(line).into_iter();
        let Some(term) = fields.next().filter(|term| !term.is_empty()) else { continue };
        if number == 0 && HEADS.contains(&term.to_lowercase().as_str()) {
            continue;
        }
        let mut several = || fields.next().map(|field| split(&field)).unwrap_or_default();
        let (variants, words) = (several(), several());
        found.push(Term::checked(term, variants, words).map_err(|fault| (at, fault))?);
    }
    let mut once = Vec::new();
    merge(&mut once, found);
    Ok(once)
}

/// Adds terms to a vocabulary. What it has already, as a term or a variant, gets the new variants and words.
pub fn merge(vocabulary: &mut Vec<Term>, more: Vec<Term>) {
    let mut index = TermIndex::default();
    vocabulary.iter().enumerate().for_each(|(place, term)| index.add(place, term));
    for new in more {
        let Some((place, old)) = index.places.get(&new.term).copied().and_then(|place| Some((place, vocabulary.get_mut(place)?))) else {
            index.add(vocabulary.len(), &new);
            vocabulary.push(new);
            continue;
        };
        for variant in new.variants {
            if variant != old.term && index.forms.insert((place, variant.clone())) {
                index.places.entry(variant.clone()).and_modify(|known| *known = place.min(*known)).or_insert(place);
                old.variants.push(variant);
            }
        }
        old.words.extend(new.words.into_iter().filter(|word| index.words.insert((place, word.clone()))));
    }
}

/// Where a vocabulary has what. Lists have hundreds of thousands of terms.
#[derive(Default)]
struct TermIndex {
    /// The first term that has a form, as its own or a variant.
    places: HashMap<String, usize>,
    /// The variants and words of each term.
    forms: HashSet<(usize, String)>,
    words: HashSet<(usize, String)>,
}

impl TermIndex {
    fn add(&mut self, place: usize, term: &Term) {
        for form in term.variants.iter().chain([&term.term]) {
            self.places.entry(form.clone()).or_insert(place);
        }
        self.forms.extend(term.variants.iter().map(|form| (place, form.clone())));
        self.words.extend(term.words.iter().map(|word| (place, word.clone())));
    }
}

fn split(field: &str) -> Vec<String> {
    field.split([';', '；', '|']).map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned).collect()
}

/// The fields of a line. Inside quotation marks commas are text, and two marks stand for one.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let (mut quoted, mut chars) = (false, line.trim_start_matches('\u{feff}').chars().peekable());
    while let Some(c) = chars.next() {
        let again = quoted && c == '"' && chars.next_if_eq(&'"').is_some();
        match (c, fields.last_mut()) {
            ('"', Some(field)) if again => field.push('"'),
            ('"', _) => quoted = !quoted,
            (',' | '，' | '\t', _) if !quoted => fields.push(String::new()),
            (c, Some(field)) => field.push(c),
            (_, None) => {}
        }
    }
    fields.iter().map(|field| field.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_lines_and_a_table_are_read() {
        let plain = terms(["# 主题", "煤矿", "", " 春耕 ", "煤矿"].into_iter()).expect("sound");
        assert_eq!(plain.iter().map(|term| term.term.as_str()).collect::<Vec<_>>(), ["煤矿", "春耕"]);
        let table = terms(["term,variants,words", "煤矿,矿井;煤井,瓦斯|巷道", "\"水,电\",\"\"\"水电\"\"\""].into_iter()).expect("sound");
        assert_eq!(table[0].variants, ["矿井", "煤井"]);
        assert_eq!(table[0].words, ["瓦斯", "巷道"]);
        assert_eq!((table[1].term.as_str(), table[1].variants.as_slice()), ("水,电", &["\"水电\"".to_owned()][..]));
        assert_eq!(table.len(), 2);
    }

    #[test]
    fn a_term_that_is_known_gets_what_is_new_and_is_not_doubled() {
        let term = |term: &str, variants: &[&str]| Term {
            term: term.to_owned(),
            variants: variants.iter().map(|form| (*form).to_owned()).collect(),
            words: Vec::new(),
        };
        let mut vocabulary = vec![term("煤矿", &["矿井"])];
        merge(&mut vocabulary, vec![term("矿井", &["煤矿", "煤井"]), term("春耕", &[])]);
        assert_eq!(vocabulary, [term("煤矿", &["矿井", "煤井"]), term("春耕", &[])]);
    }

    #[test]
    fn a_long_list_takes_no_longer_for_each_term_than_a_short_one() {
        let line = |n: u32| format!("主题词{n},变体{n};又名{n},词{n}|话{n}\n主题词{n},第三种{n}\n");
        let read = |count: u32| {
            let list: String = (0..count).map(line).collect();
            let since = std::time::Instant::now();
            let mut vocabulary = HouseStyle::standard().tags.clone();
            let before = vocabulary.len();
            merge(&mut vocabulary, terms(list.lines()).expect("sound"));
            assert_eq!(vocabulary.len(), before + count as usize);
            assert_eq!(vocabulary.last().map(|term| term.variants.len()), Some(3));
            since.elapsed()
        };
        let (short, long) = (read(3000), read(24_000));
        assert!(long < short * 24 + std::time::Duration::from_secs(1), "{short:?}, and for eight times as many {long:?}");
    }

    #[test]
    fn terms_added_at_the_desk_are_read_with_the_style_they_stand_beside() {
        let folder = tempfile::tempdir().expect("a folder");
        let style = folder.path().join("archive.ron");
        let list = OwnTerms::added(&OwnTerms::added("# ours", "磁窑河"), "水,电");
        std::fs::write(OwnTerms::Tags.beside(&style), list).expect("written");
        let without_file = HouseStyle::load_or_standard(&style).expect("the standard style");
        std::fs::write(&style, "HouseStyle(tags: [])").expect("written");
        for (loaded, usual) in [(without_file, HouseStyle::standard().tags.len()), (HouseStyle::load(&style).expect("sound"), 0)] {
            assert!(["磁窑河", "水,电"].iter().all(|term| OwnTerms::Tags.has(&loaded, term)) && loaded.tags.len() == usual + 2);
        }
        std::fs::write(&style, "HouseStyle(").expect("written");
        assert!(HouseStyle::load_or_standard(&style).is_err(), "a broken file is not passed over");
    }

    #[test]
    fn a_term_that_nobody_sees_right_is_told_with_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let list = folder.path().join("tags.txt");
        std::fs::write(&list, "煤矿\n# 主题\n春\u{202e}耕\n").expect("written");
        let fault = read(&list).expect_err("a hidden character").to_string();
        assert!(fault.contains("tags.txt") && fault.contains("line 3") && fault.contains("U+202E"), "{fault}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        assert!(read(Path::new("/no/such/list.csv")).expect_err("no file").to_string().contains("/no/such/list.csv"));
    }
}
