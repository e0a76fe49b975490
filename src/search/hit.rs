//! What was found: each hit with its place, and a part of the text as it is printed.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::entry::{Entry, Passage};
use super::normal::Normal;
use super::query::{SearchQuery, SoughtIn, SoughtWord};
use crate::edition::{ArticleId, BlockId, TextOffset};
use crate::page::{PageIndex, is_blank};

/// How many characters stand before and after what was found.
const BEFORE: usize = 14;
const AFTER: usize = 30;

/// A place in an edition where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The edition's file.
    pub edition: PathBuf,
    /// The same, below the collection's folder.
    pub name: String,
    /// What the paper is called, where that is known.
    pub paper: Option<String>,
    /// The date as the edition has it.
    pub date: Option<String>,
    /// The page, and what it is called; nothing where the place has no source.
    pub page: Option<PageIndex>,
    /// What the page is called; empty where there is none.
    pub label: String,
    /// The article; nothing for a block that stands in none.
    pub article: Option<ArticleId>,
    /// The article's headline; empty where it has none.
    pub title: String,
    /// The block that was found.
    pub block: BlockId,
    /// The part of its text that was found; at its start both where that is none of its text.
    pub range: (TextOffset, TextOffset),
    /// A part of the text as it is printed.
    pub context: Context,
    /// Whether it was found in the raw text alone.
    pub in_raw_alone: bool,
}

/// A part of a text as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The text, with `…` where it goes on.
    pub text: String,
    /// What was found in it, in characters.
    pub found: Vec<Range<usize>>,
}

impl Context {
    /// The text in parts, each with whether it was found.
    pub fn parts(&self) -> Vec<(String, bool)> {
        let mut parts: Vec<(String, bool)> = Vec::new();
        for (at, c) in self.text.chars().enumerate() {
            let is_found = self.found.iter().any(|range| range.contains(&at));
            match parts.last_mut().filter(|(_, before)| *before == is_found) {
                Some((part, _)) => part.push(c),
                None => parts.push((c.into(), is_found)),
            }
        }
        parts
    }

    /// The part of a text round the first of these ranges, on one line.
    fn of(text: &str, found: &[Range<usize>]) -> Context {
        let characters: Vec<char> = text.chars().collect();
        let first = found.first().cloned().unwrap_or(0..0);
        // What is not needed on one side is shown on the other.
        let from = first.start.saturating_sub(BEFORE).min(characters.len().saturating_sub(BEFORE + AFTER));
        let to = (from + BEFORE + AFTER).max(first.end).min(characters.len());
        let shown = characters.get(from..to).unwrap_or_default();
        let lead = usize::from(from > 0);
        let line = shown.iter().map(|c| if is_blank(*c) { ' ' } else { *c });
        let text = (from > 0).then_some('…').into_iter().chain(line).chain((to < characters.len()).then_some('…')).collect();
        let within = |range: &Range<usize>| {
            let (start, end) = (range.start.max(from), range.end.min(to));
            (start < end).then(|| start - from + lead..end - from + lead)
        };
        Context { text, found: found.iter().filter_map(within).collect() }
    }
}

/// Where the words stand in a passage.
struct Located<'a> {
    passage: &'a Passage,
    in_raw: bool,
    /// How many of the words stand there.
    count: usize,
    found: Vec<Range<usize>>,
}

/// The hit that an entry is; nothing where what the index found is not there when it is looked at closely, as raw text that was corrected.
pub(super) fn hit(folder: &Path, entry: Entry, query: &SearchQuery, raw: bool) -> Option<Hit> {
    let (located, in_raw_alone) = locate(&entry, query, raw)?;
    let range = located.found.first().filter(|_| !located.in_raw).cloned().unwrap_or(0..0);
    let (block, from, to) = located.passage.in_block(&range);
    let text = if located.in_raw { located.passage.raw() } else { &located.passage.text };
    Some(Hit {
        edition: folder.join(&entry.edition),
        context: Context::of(text, &located.found),
        page: located.passage.page.map(PageIndex),
        label: located.passage.label.clone(),
        article: entry.article.map(ArticleId),
        block: BlockId(block),
        range: (from, to),
        in_raw_alone,
        name: entry.edition,
        paper: entry.paper,
        date: entry.date,
        title: entry.title,
    })
}

/// The passage that shows most of the words, and whether one of them stands in raw text alone.
fn locate<'a>(entry: &'a Entry, query: &SearchQuery, raw: bool) -> Option<(Located<'a>, bool)> {
    let texts: Vec<(&Passage, Normal)> = entry.passages.iter().map(|passage| (passage, Normal::of(&passage.text))).collect();
    let reads = |word: &SoughtWord| {
        let described = || [&entry.tags, &entry.names].into_iter().flatten().any(|term| Normal::of(term).text.contains(&word.needle));
        texts.iter().any(|(_, text)| text.text.contains(&word.needle)) || described()
    };
    let in_raw: Vec<&SoughtWord> = query.shown().filter(|word| word.place == SoughtIn::Raw || raw && !reads(word)).collect();
    let raw_texts: Vec<Normal> = match in_raw.is_empty() {
        true => Vec::new(),
        false => entry.passages.iter().map(|passage| Normal::of(passage.raw())).collect(),
    };
    if in_raw.iter().any(|word| word.place == SoughtIn::Raw && !raw_texts.iter().any(|text| text.text.contains(&word.needle))) {
        return None;
    }
    let in_text = |passage: &Passage| {
        let is_here = |word: &&SoughtWord| word.place == SoughtIn::Anywhere || word.place == SoughtIn::Headline && passage.is_heading;
        query.shown().filter(is_here).collect::<Vec<_>>()
    };
    let shown = texts.iter().filter_map(|(passage, text)| located(passage, text, &in_text(passage), false));
    let raw_shown = entry.passages.iter().zip(&raw_texts).filter_map(|(passage, text)| located(passage, text, &in_raw, true));
    let all = shown.chain(raw_shown);
    let best = all.reduce(|best, next| if next.count > best.count { next } else { best });
    let first = || entry.passages.first().map(|passage| Located { passage, in_raw: false, count: 0, found: Vec::new() });
    let in_raw_alone = in_raw.iter().any(|word| !reads(word));
    best.or_else(first).map(|located| (located, in_raw_alone))
}

fn located<'a>(passage: &'a Passage, text: &Normal, words: &[&SoughtWord], in_raw: bool) -> Option<Located<'a>> {
    let each: Vec<Vec<Range<usize>>> = words.iter().map(|word| text.find(&word.needle)).filter(|found| !found.is_empty()).collect();
    let count = each.len();
    let mut found: Vec<Range<usize>> = each.into_iter().flatten().collect();
    found.sort_by_key(|range| (range.start, range.end));
    (count > 0).then_some(Located { passage, in_raw, count, found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_stands_round_what_was_found() {
        let text = "一二三四五六七八九十".repeat(8);
        let context = Context::of(&text, &[40..42, 46..47, 79..80]);
        assert_eq!(context.text.chars().count(), BEFORE + AFTER + 2);
        assert!(context.text.starts_with('…') && context.text.ends_with('…'));
        let found: Vec<String> = context.parts().into_iter().filter(|(_, is_found)| *is_found).map(|(part, _)| part).collect();
        assert_eq!(found, ["一二", "七"]);
        assert_eq!(Context::of("河湾村\n的水渠", std::slice::from_ref(&(0..2))).text, "河湾村 的水渠");
        assert_eq!(Context::of(&text, std::slice::from_ref(&(78..80))).text.chars().last(), Some('十'));
        assert_eq!(Context::of("", &[]), Context::default());
    }
}
