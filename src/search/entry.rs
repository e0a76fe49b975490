//! An edition as entries of the index: one for each article, one for each block that stands in none.
//!
//! An article is one entry and not one for each of its blocks, so that words which stand in different paragraphs of it are found together.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::normal::Normal;
use crate::edition::role::ExportField;
use crate::edition::{Article, Block, Edition, TextOffset};
use crate::language::dates::Day;

/// What is kept of an entry, to show it and to go to its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The edition's file, below the collection's folder.
    pub(super) edition: String,
    pub(super) paper: Option<String>,
    pub(super) date: Option<String>,
    /// The article's number; nothing for a block that stands in none.
    pub(super) article: Option<u32>,
    pub(super) title: String,
    pub(super) tags: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) passages: Vec<Passage>,
}

/// A stretch of text that is read as one: a paragraph, or the lines of a headline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Passage {
    pub(super) is_heading: bool,
    /// Its blocks, each with the character of the passage that it begins with.
    pub(super) blocks: Vec<(u32, u32)>,
    /// Its page, counted from 0, and what that is called.
    pub(super) page: Option<u32>,
    pub(super) label: String,
    pub(super) text: String,
    /// The raw text, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) raw: Option<String>,
}

impl Passage {
    /// Its raw text.
    pub(super) fn raw(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.text)
    }

    /// The block that a character stands in, and the part of a range from there on that lies in that block.
    pub(super) fn in_block(&self, range: &Range<usize>) -> (u32, TextOffset, TextOffset) {
        let number = self.blocks.iter().rposition(|(_, begins)| *begins as usize <= range.start).unwrap_or(0);
        let (block, begins) = self.blocks.get(number).copied().unwrap_or_default();
        // Between two blocks of a passage stands a blank.
        let ends = self.blocks.get(number + 1).map_or(usize::MAX, |(_, next)| (*next as usize).saturating_sub(1));
        let within = |at: usize| TextOffset::new(at.min(ends).saturating_sub(begins as usize));
        (block, within(range.start), within(range.end))
    }

    fn begin(edition: &Edition, block: &Block, is_heading: bool) -> Passage {
        let page = block.page();
        let label = page.and_then(|page| edition.masthead().page_labels.get(page.position()).cloned());
        let page = page.map(|page| page.0);
        Passage { is_heading, blocks: Vec::new(), page, label: label.unwrap_or_default(), text: String::new(), raw: Some(String::new()) }
    }

    fn take(&mut self, edition: &Edition, block: &Block) {
        if !self.blocks.is_empty() {
            self.text.push(' ');
        }
        self.blocks.push((block.id().0, self.text.chars().count() as u32));
        self.text.push_str(block.text());
        let raw = self.raw.get_or_insert_default();
        let mut before = None;
        for span in block.pieces().iter().filter_map(|piece| piece.source()) {
            let is_next = before.is_some_and(|before: crate::edition::Span| before.meets(span));
            if !is_next && !raw.is_empty() {
                raw.push('\n');
            }
            raw.push_str(edition.page(span.page).map_or("", |page| page.slice(span.range)));
            before = Some(span);
        }
    }

    /// Lets go of raw text that says the same.
    fn end(mut self) -> Passage {
        let same = |raw: &String| Normal::of(raw).text == Normal::of(&self.text).text;
        if self.raw.as_ref().is_some_and(|raw| raw.is_empty() || same(raw)) {
            self.raw = None;
        }
        self
    }
}

/// The entries of an edition, whose file is called so.
pub(super) fn entries(edition: &Edition, name: &str) -> Vec<Entry> {
    let masthead = edition.masthead();
    let blank = Entry { edition: name.to_owned(), paper: masthead.title.clone(), date: masthead.date.clone(), ..Entry::default() };
    let articles = edition.articles().iter().map(|article| of_article(edition, article, blank.clone()));
    let others = edition.furniture().iter().chain(edition.set_aside()).map(|block| {
        let mut passage = Passage::begin(edition, block, false);
        passage.take(edition, block);
        Entry { passages: vec![passage.end()], ..blank.clone() }
    });
    articles.chain(others).collect()
}

fn of_article(edition: &Edition, article: &Article, blank: Entry) -> Entry {
    let mut passages: Vec<Passage> = Vec::new();
    let mut before = None;
    for block in article.blocks() {
        let role = block.role();
        let is_heading = matches!(role.form().field, ExportField::Kicker | ExportField::Headline | ExportField::Deck);
        match passages.last_mut().filter(|_| is_heading && before == Some(role)) {
            Some(passage) => passage.take(edition, block),
            None => {
                let mut passage = Passage::begin(edition, block, is_heading);
                passage.take(edition, block);
                passages.push(passage);
            }
        }
        before = Some(role);
    }
    let names = article.names();
    Entry {
        article: Some(article.id().0),
        title: article.title(),
        tags: article.section().map(str::to_owned).into_iter().chain(article.tags().iter().cloned()).collect(),
        names: [&names.persons, &names.places, &names.organisations].into_iter().flatten().cloned().collect(),
        passages: passages.into_iter().map(Passage::end).collect(),
        ..blank
    }
}

/// A day as a number, such as 19390301; 0 for a date that is none.
pub(super) fn day_number(date: Option<&str>) -> u64 {
    let day = date.and_then(Day::of_iso);
    day.map_or(0, |day| u64::from(day.year()) * 10_000 + u64::from(day.month()) * 100 + u64::from(day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_a_passage_lies_in_one_of_its_blocks() {
        let passage = Passage { blocks: vec![(7, 0), (9, 6)], text: "河湾村新修 水渠".to_owned(), ..Passage::default() };
        assert_eq!(passage.in_block(&(0..3)), (7, TextOffset(0), TextOffset(3)));
        assert_eq!(passage.in_block(&(4..8)), (7, TextOffset(4), TextOffset(5)), "the part in the first of them");
        assert_eq!(passage.in_block(&(6..8)), (9, TextOffset(0), TextOffset(2)));
    }

    #[test]
    fn a_day_is_a_number_and_what_is_none_is_0() {
        assert_eq!([Some("1939-03-01"), Some("1939"), None].map(day_number), [19_390_301, 0, 0]);
    }
}
