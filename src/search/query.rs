//! What is looked for in a collection, as it is typed.
//!
//! Words are parted by blanks, and an article has all of them. What stands between quotation marks is one word with its blanks. `headline:`,
//! `tag:`, `name:` and `raw:` say where the next word stands, `date:` when the issue came out: `date:1939`, `date:1939-03..1939-05`,
//! `date:..1949-09-30`.

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

use super::normal::Normal;

/// Where a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoughtIn {
    /// Wherever it may stand: text, headline, tags and names; in raw text too where that is asked for.
    Anywhere,
    /// In headlines, with what stands above and below them.
    Headline,
    /// In sections and tags.
    Tag,
    /// In the names of people, places and organisations.
    Name,
    /// In the raw text.
    Raw,
}

impl SoughtIn {
    /// What may be said of a word, with the name it is said by.
    const NAMED: [(&'static str, SoughtIn); 4] =
        [("headline", SoughtIn::Headline), ("tag", SoughtIn::Tag), ("name", SoughtIn::Name), ("raw", SoughtIn::Raw)];
}

/// The name of what restricts a search to days.
const DATE: &str = "date";

/// A word that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SoughtWord {
    pub(super) place: SoughtIn,
    /// As it is compared.
    pub(super) needle: String,
}

/// What is looked for in a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    pub(super) words: Vec<SoughtWord>,
    /// The first and the last day, as numbers such as 19390301; months and days of none are beyond any day.
    pub(super) days: Option<(u64, u64)>,
}

/// What is wrong with a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryProblem {
    /// A quotation mark has no second one.
    OpenQuotation,
    /// No word stands behind the colon.
    NoWord,
    /// There is no such restriction.
    UnknownRestriction,
    /// It is neither a date nor a stretch of time.
    NoDate,
    /// Nothing is looked for.
    Nothing,
}

/// Why a query cannot be looked for, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub struct QueryFault {
    /// What is wrong.
    pub problem: QueryProblem,
    /// The character where it is, counted from 1.
    pub at: usize,
    /// The part of the query that is wrong.
    pub part: String,
}

impl Explained for QueryFault {
    fn key(&self) -> &'static str {
        match self.problem {
            QueryProblem::OpenQuotation => "search-fault-quotation",
            QueryProblem::NoWord => "search-fault-no-word",
            QueryProblem::UnknownRestriction => "search-fault-restriction",
            QueryProblem::NoDate => "search-fault-date",
            QueryProblem::Nothing => "search-fault-nothing",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        let known = SoughtIn::NAMED.iter().map(|(name, _)| format!("{name}:")).chain([format!("{DATE}:")]);
        vec![named("at", self.at), named("part", &self.part), named("known", known.collect::<Vec<_>>().join(", "))]
    }
}

impl SearchQuery {
    /// Reads what was typed.
    ///
    /// # Errors
    /// It is no query; the fault says where.
    pub fn parse(typed: &str) -> Result<SearchQuery, QueryFault> {
        let mut query = SearchQuery::default();
        for part in parts(typed)? {
            query.take(part)?;
        }
        match query.words.is_empty() && query.days.is_none() {
            true => Err(QueryFault { problem: QueryProblem::Nothing, at: 1, part: typed.to_owned() }),
            false => Ok(query),
        }
    }

    fn take(&mut self, part: QueryPart) -> Result<(), QueryFault> {
        let fault = |problem| QueryFault { problem, at: part.at, part: part.whole() };
        let place = match part.restriction.as_deref() {
            None => SoughtIn::Anywhere,
            Some(DATE) => {
                let (first, last) = days(&part.text).ok_or_else(|| fault(QueryProblem::NoDate))?;
                let (from, to) = self.days.unwrap_or((0, u64::MAX));
                self.days = Some((from.max(first), to.min(last)));
                return Ok(());
            }
            Some(name) => {
                let known = SoughtIn::NAMED.iter().find(|(known, _)| *known == name);
                known.map(|(_, place)| *place).ok_or_else(|| fault(QueryProblem::UnknownRestriction))?
            }
        };
        let needle = Normal::of(&part.text).needle().to_owned();
        match needle.is_empty() {
            true if place != SoughtIn::Anywhere => return Err(fault(QueryProblem::NoWord)),
            true => {}
            false => self.words.push(SoughtWord { place, needle }),
        }
        Ok(())
    }

    /// What is looked for in the text of blocks, where it can be shown.
    pub(super) fn shown(&self) -> impl Iterator<Item = &SoughtWord> {
        self.words.iter().filter(|word| matches!(word.place, SoughtIn::Anywhere | SoughtIn::Headline | SoughtIn::Raw))
    }
}

/// A part of what was typed.
struct QueryPart {
    /// Its first character, counted from 1.
    at: usize,
    restriction: Option<String>,
    text: String,
}

impl QueryPart {
    fn whole(&self) -> String {
        self.restriction.as_ref().map(|name| format!("{name}:")).unwrap_or_default() + &self.text
    }
}

/// The mark that ends what a quotation mark begins.
fn closing(c: char) -> Option<char> {
    match c {
        '"' | '＂' => Some(c),
        '“' | '”' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

fn parts(typed: &str) -> Result<Vec<QueryPart>, QueryFault> {
    let mut parts = Vec::new();
    let mut characters = (1..).zip(typed.chars()).peekable();
    while let Some((at, c)) = characters.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut part = QueryPart { at, restriction: None, text: String::new() };
        let mut next = Some((at, c));
        while let Some((at, c)) = next.filter(|(_, c)| !c.is_whitespace()) {
            match closing(c).filter(|_| part.text.is_empty()) {
                Some(end) => {
                    if !take_quoted(&mut characters, end, &mut part.text) {
                        return Err(QueryFault { problem: QueryProblem::OpenQuotation, at, part: format!("{c}{}", part.text) });
                    }
                    break;
                }
                None if matches!(c, ':' | '：') && part.restriction.is_none() && is_name(&part.text) => {
                    part.restriction = Some(std::mem::take(&mut part.text).to_ascii_lowercase());
                }
                None => part.text.push(c),
            }
            next = characters.next();
        }
        parts.push(part);
    }
    Ok(parts)
}

/// Takes what stands up to a closing mark; false where there is none.
fn take_quoted(characters: &mut impl Iterator<Item = (usize, char)>, end: char, text: &mut String) -> bool {
    for (_, c) in characters {
        if c == end {
            return true;
        }
        text.push(c);
    }
    false
}

/// Whether a word before a colon is the name of a restriction, known or not: `10:30` has none.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphabetic())
}

/// The first and the last day of a date, a month, a year, or of a stretch from one to another.
fn days(text: &str) -> Option<(u64, u64)> {
    let Some((from, to)) = text.split_once("..") else { return day(text) };
    let (from, to) = (from.trim(), to.trim());
    let first = if from.is_empty() { Some(0) } else { day(from).map(|(first, _)| first) };
    let last = if to.is_empty() { Some(u64::MAX) } else { day(to).map(|(_, last)| last) };
    first.zip(last).filter(|(first, last)| first <= last && !(from.is_empty() && to.is_empty()))
}

fn day(text: &str) -> Option<(u64, u64)> {
    let numbers: Option<Vec<u64>> = text.split('-').map(|part| part.parse().ok()).collect();
    match numbers?.as_slice() {
        [year @ 1..=9999] => Some((year * 10_000, year * 10_000 + 9_999)),
        [year @ 1..=9999, month @ 1..=12] => Some((year * 10_000 + month * 100, year * 10_000 + month * 100 + 99)),
        [year @ 1..=9999, month @ 1..=12, day @ 1..=31] => Some((year * 10_000 + month * 100 + day, year * 10_000 + month * 100 + day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Vec<(SoughtIn, String)> {
        let query = SearchQuery::parse(typed).unwrap();
        query.words.into_iter().map(|word| (word.place, word.needle.replace('\0', "/"))).collect()
    }

    fn word(place: SoughtIn, needle: &str) -> (SoughtIn, String) {
        (place, needle.to_owned())
    }

    #[test]
    fn words_quotations_and_restrictions_are_told_apart() {
        use SoughtIn::{Anywhere, Headline, Name, Raw, Tag};
        assert_eq!(words("河灣村　水渠"), [word(Anywhere, "河湾村"), word(Anywhere, "水渠")]);
        assert_eq!(words("\"New York\" 10:30"), [word(Anywhere, "/new//york/"), word(Anywhere, "/10/\u{1}/30/")]);
        assert_eq!(words("tag:水利 name：“王 小明” Headline:开工"), [word(Tag, "水利"), word(Name, "王小明"), word(Headline, "开工")]);
        assert_eq!(words("raw:「渠」 ，"), [word(Raw, "渠")]);
    }

    #[test]
    fn dates_are_days_months_years_and_stretches() {
        let days = |typed| SearchQuery::parse(typed).unwrap().days.unwrap();
        assert_eq!(days("date:1939-03-05"), (19_390_305, 19_390_305));
        assert_eq!(days("date:1939-03..1939-05 水"), (19_390_300, 19_390_599));
        assert_eq!(days("date:1939.."), (19_390_000, u64::MAX));
        assert_eq!(days("date:..1949 date:1939.."), (19_390_000, 19_499_999));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        use QueryProblem::{NoDate, NoWord, Nothing, OpenQuotation, UnknownRestriction};
        let cases = [
            ("水渠 \"河湾", OpenQuotation, 4),
            ("tag:", NoWord, 1),
            ("水渠 title:河湾", UnknownRestriction, 4),
            ("date:1939-13", NoDate, 1),
            ("水 date:1940..1939", NoDate, 3),
            ("date:..", NoDate, 1),
            (" ，。", Nothing, 1),
            ("", Nothing, 1),
        ];
        for (typed, problem, at) in cases {
            let fault = SearchQuery::parse(typed).unwrap_err();
            assert_eq!((fault.problem, fault.at), (problem, at), "{typed}");
        }
    }
}
