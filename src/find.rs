//! Finding and replacing in an edition, and finding in its raw pages.

use std::borrow::Cow;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use crate::edit::{Edit, EditName};
use crate::edition::{BlockId, Edition, Place, TextOffset};
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::language::{script, width};
use crate::locale::Locale;
use crate::page::{Page, PageIndex, RawOffset, RawRange};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchPattern {
    /// The text, or the regular expression (in the syntax of the `regex` crate).
    pub text: String,
    /// Whether it is a regular expression.
    pub is_regex: bool,
    /// Whether capitals and small letters are told apart.
    pub match_case: bool,
    /// Whether full-width and half-width forms are told apart.
    pub match_width: bool,
    /// Whether a traditional character and its simplified form are alike.
    pub any_script: bool,
}

impl SearchPattern {
    /// The text with the forms that count as alike made alike, character for character.
    fn folded<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let fold = |c: char| {
            let c = if self.match_width { c } else { width::fold(c) };
            if self.any_script { script::simplified(c) } else { c }
        };
        if text.chars().any(|c| fold(c) != c) { text.chars().map(fold).collect::<String>().into() } else { text.into() }
    }
}

/// Why a pattern cannot be looked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub struct PatternFault {
    /// The pattern.
    pub pattern: String,
    /// What is wrong with it.
    pub problem: String,
}

impl Explained for PatternFault {
    fn key(&self) -> &'static str {
        "error-regular-expression"
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        vec![named("pattern", &self.pattern), named("what", &self.problem)]
    }
}

/// A place where the pattern was found in a block's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The block.
    pub block: BlockId,
    /// Where in its text the match begins.
    pub from: TextOffset,
    /// Where it ends.
    pub to: TextOffset,
}

impl Match {
    /// Where it begins.
    pub fn start(&self) -> Place {
        Place { block: self.block, at: self.from }
    }

    /// Where it ends.
    pub fn end(&self) -> Place {
        Place { block: self.block, at: self.to }
    }
}

/// A pattern made ready.
#[derive(Clone, Debug)]
pub struct Finder {
    pattern: SearchPattern,
    regex: Regex,
}

impl Finder {
    /// Makes a pattern ready. A pattern without text finds nothing, so there is no finder for it.
    ///
    /// # Errors
    /// The pattern is no regular expression.
    pub fn new(pattern: &SearchPattern) -> Result<Option<Finder>, PatternFault> {
        if pattern.text.is_empty() {
            return Ok(None);
        }
        let text = if pattern.is_regex { pattern.text.clone() } else { regex::escape(&pattern.folded(&pattern.text)) };
        let regex = RegexBuilder::new(&text).case_insensitive(!pattern.match_case).size_limit(1 << 22).build();
        let problem = |error: regex::Error| {
            let text = error.to_string();
            text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        };
        let regex = regex.map_err(|error| PatternFault { pattern: pattern.text.clone(), problem: problem(error) })?;
        Ok(Some(Finder { pattern: pattern.clone(), regex }))
    }

    /// All matches in the edition, in the order of the manuscript. Empty matches do not count.
    pub fn in_edition(&self, edition: &Edition) -> Vec<Match> {
        let mut found = Vec::new();
        for (_, block) in edition.blocks() {
            self.ranges(block.text(), |from, to| {
                found.push(Match { block: block.id(), from: TextOffset::new(from), to: TextOffset::new(to) });
            });
        }
        found
    }

    /// All matches in the raw pages, in order.
    pub fn in_pages(&self, pages: &[Arc<Page>]) -> Vec<(PageIndex, RawRange)> {
        let mut found = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            self.ranges(page.text(), |from, to| {
                found.push((PageIndex(index as u32), RawRange::new(RawOffset(from as u32), RawOffset(to as u32))));
            });
        }
        found
    }

    /// Gives each match's beginning and end in characters.
    fn ranges(&self, text: &str, mut each: impl FnMut(usize, usize)) {
        let folded = self.pattern.folded(text);
        let (mut byte, mut character) = (0, 0);
        let mut count_to = |to: usize| {
            character += folded.get(byte..to).map_or(0, |part| part.chars().count());
            byte = to;
            character
        };
        for found in self.regex.find_iter(&folded).filter(|found| !found.is_empty()) {
            let from = count_to(found.start());
            each(from, count_to(found.end()));
        }
    }

    /// The edit that replaces one match. In a regular expression's replacement `$1` stands for its first group.
    pub fn replace(&self, edition: &Edition, found: &Match, replacement: &str) -> Option<Edit> {
        let (_, block) = edition.block(found.block)?;
        let text = self.replacement(block.text(), found, replacement);
        Some(Edit::splice(found.start(), found.end(), &text))
    }

    /// The edit that replaces these matches, which stand in order, at once, with their number; nothing where there is none.
    pub fn replace_all(&self, edition: &Edition, found: &[Match], replacement: &str) -> Option<(Edit, usize)> {
        // From the end to the beginning, so that no edit moves the place of another.
        let edits: Vec<Edit> = found.iter().rev().filter_map(|found| self.replace(edition, found, replacement)).collect();
        (!edits.is_empty()).then_some((Edit::Batch { name: EditName::Replace, edits }, found.len()))
    }

    fn replacement(&self, text: &str, found: &Match, replacement: &str) -> String {
        if !self.pattern.is_regex {
            return replacement.to_owned();
        }
        let folded = self.pattern.folded(text);
        let start = found.from.byte_in(&folded);
        let mut expanded = String::new();
        match self.regex.captures_at(&folded, start) {
            Some(captures) => captures.expand(replacement, &mut expanded),
            None => expanded.push_str(replacement),
        }
        expanded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::edition::{Article, ArticleId, Block, Masthead, Role};

    fn edition(texts: &[&str]) -> Edition {
        let blocks = texts.iter().enumerate();
        let blocks = blocks.map(|(index, text)| Arc::new(Block::new(BlockId(index as u32 + 2), Role::Paragraph, *text, []))).collect();
        Edition::new(Masthead::default(), Vec::new(), vec![Article::new(ArticleId(1), blocks)], Vec::new(), Vec::new())
    }

    fn finder(text: &str, is_regex: bool) -> Finder {
        Finder::new(&SearchPattern { text: text.to_owned(), is_regex, ..SearchPattern::default() }).expect("sound").expect("not empty")
    }

    fn replace_all(text: &str, is_regex: bool, edition: &Edition, replacement: &str) -> Option<(Edit, usize)> {
        let finder = finder(text, is_regex);
        finder.replace_all(edition, &finder.in_edition(edition), replacement)
    }

    fn texts(edition: &Edition) -> Vec<String> {
        edition.blocks().map(|(_, block)| block.text().to_owned()).collect()
    }

    #[test]
    fn places_are_counted_in_characters() {
        let found = finder("空壳", false).in_edition(&edition(&["村里空壳村，空壳。", "无", "𠀀空壳"]));
        let places: Vec<_> = found.iter().map(|found| (found.block.0, found.from.0, found.to.0)).collect();
        assert_eq!(places, [(2, 2, 4), (2, 6, 8), (4, 1, 3)]);
    }

    #[test]
    fn widths_and_capitals_are_alike_unless_asked() {
        let edition = edition(&["ＣＰＩ（2022）cpi(2022)"]);
        assert_eq!(finder("cpi(2022)", false).in_edition(&edition).len(), 2);
        let exact = SearchPattern { text: "cpi(2022)".to_owned(), match_width: true, match_case: true, ..SearchPattern::default() };
        assert_eq!(Finder::new(&exact).expect("sound").expect("not empty").in_edition(&edition).len(), 1);
    }

    #[test]
    fn scripts_are_alike_if_asked() {
        let edition = edition(&["鄉村振興", "乡村振兴"]);
        let pattern = SearchPattern { text: "乡村振興".to_owned(), any_script: true, ..SearchPattern::default() };
        assert_eq!(Finder::new(&pattern).expect("sound").expect("not empty").in_edition(&edition).len(), 2);
        assert_eq!(finder("鄉村", false).in_edition(&edition).len(), 1);
    }

    #[test]
    fn all_are_replaced_in_one_step_and_taken_back() {
        let mut edition = edition(&["空达空达", "空达"]);
        let before = edition.clone();
        let (edit, count) = replace_all("空达", false, &edition, "空壳村").expect("found");
        assert_eq!(count, 3);
        let undo = apply(&mut edition, &edit).expect("applies");
        assert_eq!(texts(&edition), ["空壳村空壳村", "空壳村"]);
        apply(&mut edition, &undo).expect("applies");
        assert_eq!(edition, before);
        assert!(replace_all("没有", false, &edition, "x").is_none());
    }

    #[test]
    fn groups_of_an_expression_stand_in_the_replacement() {
        let mut edition = edition(&["2O22年，3月2日"]);
        let (edit, count) = replace_all(r"(\d+)月(\d+)日", true, &edition, "$2/$1").expect("found");
        apply(&mut edition, &edit).expect("applies");
        assert_eq!((texts(&edition), count), (vec!["2O22年，2/3".to_owned()], 1));
    }

    #[test]
    fn what_is_no_expression_says_why() {
        let fault =
            Finder::new(&SearchPattern { text: "(".to_owned(), is_regex: true, ..SearchPattern::default() }).expect_err("unbalanced");
        assert!(fault.to_string().contains("unclosed group"), "{fault}");
        assert!(Finder::new(&SearchPattern::default()).expect("sound").is_none());
    }
}
