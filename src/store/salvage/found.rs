//! What was found in a broken file.

use super::proofreading::FoundEntries;
use crate::edition::{Masthead, Role, SettledKind, Status};
use crate::store::file::BlockFile;
use crate::store::page_file::text_sha256;

/// What was found in a file, in its order.
#[derive(Debug, Default)]
pub struct FoundEdition {
    pub version: Option<u32>,
    pub masthead: Masthead,
    pub articles: Vec<FoundArticle>,
    pub furniture: Vec<FoundBlock>,
    pub set_aside: Vec<FoundBlock>,
    pub settled: Vec<FoundSettled>,
    pub rounds: FoundEntries,
    pub comments: FoundEntries,
    pub pages: Vec<FoundPage>,
    /// How many lines could not be read, or only in part.
    pub damaged: usize,
}

impl FoundEdition {
    /// All blocks that were found.
    pub fn blocks(&self) -> impl Iterator<Item = &FoundBlock> {
        let in_articles = self.articles.iter().flat_map(|article| article.blocks.iter());
        in_articles.chain(&self.furniture).chain(&self.set_aside)
    }
}

#[derive(Debug, Default)]
pub struct FoundArticle {
    pub id: Option<u32>,
    pub byline: Option<String>,
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub persons: Vec<String>,
    pub places: Vec<String>,
    pub organisations: Vec<String>,
    pub status: Option<Status>,
    pub note: Option<String>,
    pub blocks: Vec<FoundBlock>,
}

#[derive(Debug, Default)]
pub struct FoundBlock {
    pub id: Option<u32>,
    pub role: Option<Role>,
    pub text: Option<String>,
    pub from: Option<String>,
    /// Whether its text may not be what it was.
    pub is_damaged: bool,
    /// The block as a whole, where it can be read as one.
    pub whole: Option<BlockFile<'static>>,
}

#[derive(Debug, Default)]
pub struct FoundSettled {
    pub kind: Option<SettledKind>,
    pub block: Option<u32>,
    pub text: Option<String>,
}

#[derive(Debug, Default)]
pub struct FoundPage {
    pub label: Option<String>,
    pub file: Option<String>,
    pub sha256: Option<String>,
    pub text_sha256: Option<String>,
    pub encoding: Option<String>,
    pub lines: Vec<String>,
    /// Its other readings, line by line. A line that cannot be read and may have begun one is empty.
    pub witnesses: Vec<String>,
    /// Whether a line of it could not be read, or only in part, or its end is missing.
    pub is_damaged: bool,
    /// Whether its lines could all be read, and are not those that its hash is of.
    pub is_altered: bool,
}

impl FoundPage {
    /// Sees whether the raw text, read whole, is the one that its hash is of.
    pub fn tell_altered(&mut self, has_hashes: bool) {
        self.is_altered = has_hashes && !self.is_damaged && self.text_sha256.as_deref() != Some(text_sha256(&self.lines).as_str());
    }
}

impl FoundBlock {
    /// Whether it is known which block it is and how it reads; one whose role is not told is a paragraph.
    pub fn is_known(&self) -> bool {
        let has_all = self.id.is_some() && self.text.is_some();
        self.whole.is_some() || (has_all && !self.is_damaged)
    }
}
