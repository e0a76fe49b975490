//! What the values of a house style may be. What is not allowed is told where it stands, with what is.

use serde::de::{Deserialize, Deserializer, Error};

use super::{MeasureHints, Term};
use crate::printable::is_hidden;

/// The widest column, in ems: a broadsheet set across all its columns has fewer.
const WIDEST: u32 = 200;
/// The deepest indent, in ems.
const DEEPEST: u32 = 20;
/// The longest phrase, in characters.
const LONGEST: usize = 200;
/// The heaviest error, in tenths of one.
const HEAVIEST: u32 = 100;
/// The longest mark, in characters.
const LONGEST_MARK: usize = 16;

/// A share in per cent.
pub(super) fn percent<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let percent = u32::deserialize(from)?;
    u8::try_from(percent).ok().filter(|percent| *percent <= 100).ok_or_else(|| {
        let told = format!("{percent} is no share in per cent; write a number from 0 to 100");
        D::Error::custom(told)
    })
}

/// The weight of an error, in tenths.
pub(super) fn tenths<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let tenths = u32::deserialize(from)?;
    if tenths <= HEAVIEST {
        return Ok(tenths);
    }
    Err(D::Error::custom(format!("an error of {tenths} tenths is not allowed; write a number from 0 to {HEAVIEST}")))
}

/// How many errors in 10 000 characters there may be.
pub(super) fn errors<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let errors = Option::<u32>::deserialize(from)?;
    match errors {
        Some(errors) if !(1..=10_000).contains(&errors) => {
            Err(D::Error::custom(format!("{errors} errors in 10 000 characters cannot be a limit; write a number from 1 to 10000")))
        }
        errors => Ok(errors),
    }
}

/// The fields of [`MeasureHints`] before they are looked at together.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, rename = "MeasureHints")]
pub(super) struct Measures {
    narrowest: u32,
    widest: u32,
    indent: u32,
}

impl TryFrom<Measures> for MeasureHints {
    type Error = String;

    fn try_from(Measures { narrowest, widest, indent }: Measures) -> Result<MeasureHints, String> {
        if narrowest == 0 || narrowest > widest || widest > WIDEST {
            Err(format!(
                "the narrowest column is given as {narrowest} ems and the widest as {widest}; allowed are 1 to {WIDEST}, the narrowest \
                 no more than the widest"
            ))
        } else if indent > DEEPEST {
            Err(format!("an indent of {indent} ems is not allowed; write a number from 0 to {DEEPEST}"))
        } else {
            Ok(MeasureHints { narrowest, widest, indent })
        }
    }
}

/// A mark: at least one character, which can be seen.
pub(super) fn mark<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let mark = String::deserialize(from)?;
    seen(mark, LONGEST_MARK).map_err(D::Error::custom)
}

/// The marks before and after something.
pub(super) fn pair<'de, D: Deserializer<'de>>(from: D) -> Result<(String, String), D::Error> {
    let (before, after) = <(String, String)>::deserialize(from)?;
    Ok((seen(before, LONGEST_MARK).map_err(D::Error::custom)?, seen(after, LONGEST_MARK).map_err(D::Error::custom)?))
}

/// As [`pair`], for a rule that a sheet may leave out.
pub(super) fn brackets<'de, D: Deserializer<'de>>(from: D) -> Result<Option<(String, String)>, D::Error> {
    pair(from).map(Some)
}

/// Words and phrases that stand in the text.
pub(super) fn phrases<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<String>>, D::Error> {
    let phrases = Vec::<String>::deserialize(from)?;
    phrases.into_iter().map(|phrase| seen(phrase, LONGEST)).collect::<Result<_, _>>().map(Some).map_err(D::Error::custom)
}

/// The fields of a [`Term`] before they are looked at.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, rename = "Term")]
pub(super) struct Forms {
    term: String,
    #[serde(default)]
    variants: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

impl TryFrom<Forms> for Term {
    type Error = String;

    fn try_from(Forms { term, variants, words }: Forms) -> Result<Term, String> {
        Term::checked(term, variants, words)
    }
}

impl Term {
    /// A term of these forms and words, or why it cannot be one.
    pub(super) fn checked(term: String, variants: Vec<String>, words: Vec<String>) -> Result<Term, String> {
        let all = |forms: Vec<String>| forms.into_iter().map(|form| seen(form, LONGEST)).collect::<Result<_, _>>();
        Ok(Term { term: seen(term, LONGEST)?, variants: all(variants)?, words: all(words)? })
    }
}

/// A text that is not blank, not too long, and has nothing hidden in it.
pub(super) fn seen(text: String, longest: usize) -> Result<String, String> {
    let characters = text.chars().count();
    if text.trim().is_empty() {
        Err("an empty text stands here; write at least one character, or leave the entry out".to_owned())
    } else if characters > longest {
        Err(format!("a text of {characters} characters stands here; allowed are {longest}"))
    } else if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
        Err(format!("the text holds the hidden character U+{:04X}; take it out", u32::from(hidden)))
    } else {
        Ok(text)
    }
}
