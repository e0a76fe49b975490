//! Reading a broken file line by line.

use super::proofreading::FoundEntries;
use crate::edition::{Masthead, Role, SettledKind, Status};
use crate::store::file::BlockFile;
use crate::store::page_file::text_sha256;

/// The version of the format that first kept a hash of each page's raw text.
const HASHED_SINCE: u32 = 3;

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
    is_damaged: bool,
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

/// The parts of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Masthead,
    Articles,
    Furniture,
    SetAside,
    Settled,
    Rounds,
    Comments,
    Pages,
}

impl Section {
    fn begun_by(key: &str) -> Option<Section> {
        Some(match key {
            "masthead" => Section::Masthead,
            "articles" => Section::Articles,
            "furniture" => Section::Furniture,
            "set_aside" => Section::SetAside,
            "settled" => Section::Settled,
            "rounds" => Section::Rounds,
            "comments" => Section::Comments,
            "pages" => Section::Pages,
            "next_id" | "format" | "version" => Section::Head,
            _ => return None,
        })
    }
}

struct Scanner {
    found: FoundEdition,
    section: Section,
    /// The list that is open inside an article or a page.
    list: Option<String>,
}

/// Reads what can be read.
pub fn scan(text: &str) -> FoundEdition {
    let mut scanner = Scanner { found: FoundEdition::default(), section: Section::Head, list: None };
    for line in text.lines() {
        scanner.line(line.trim());
    }
    if scanner.list.as_deref() == Some("lines")
        && let Some(page) = scanner.found.pages.last_mut()
    {
        page.is_damaged = true;
    }
    let has_hashes = scanner.found.version.is_none_or(|version| version >= HASHED_SINCE);
    scanner.found.pages.iter_mut().for_each(|page| page.tell_altered(has_hashes));
    scanner.found
}

impl Scanner {
    fn line(&mut self, line: &str) {
        let bare = line.trim_end_matches(',');
        if let Some(entries) = self.entries()
            && key(bare).and_then(|(key, _)| Section::begun_by(key)).is_none()
        {
            return entries.line(bare);
        }
        match bare {
            "" | "#![enable(implicit_some)]" => return,
            "]" => {
                self.list = None;
                return;
            }
            "(" => return self.open(),
            ")" => return,
            _ => {}
        }
        if self.list.is_some() && bare.starts_with('"') {
            return self.item(bare);
        }
        if bare.starts_with("(id:") {
            return self.block(bare);
        }
        match key(bare) {
            Some((key, value)) => self.field(key, value),
            // In the midst of the raw lines it is one that has lost its quotation mark.
            None if self.list.is_some() => self.item(bare),
            None => self.found.damaged += 1,
        }
    }

    /// Where the section is kept line by line, its lines so far.
    fn entries(&mut self) -> Option<&mut FoundEntries> {
        match self.section {
            Section::Rounds => Some(&mut self.found.rounds),
            Section::Comments => Some(&mut self.found.comments),
            _ => None,
        }
    }

    /// Something begins that has fields of its own.
    fn open(&mut self) {
        self.list = None;
        match self.section {
            Section::Articles => self.found.articles.push(FoundArticle::default()),
            Section::Furniture => self.found.furniture.push(FoundBlock::default()),
            Section::SetAside => self.found.set_aside.push(FoundBlock::default()),
            Section::Settled => self.found.settled.push(FoundSettled::default()),
            Section::Pages => self.found.pages.push(FoundPage::default()),
            Section::Head | Section::Masthead | Section::Rounds | Section::Comments => {}
        }
    }

    /// A string of the list that is open.
    fn item(&mut self, line: &str) {
        let (text, is_whole) = string(line);
        self.found.damaged += usize::from(!is_whole);
        let list = self.list.as_deref().unwrap_or_default();
        match self.section {
            Section::Pages if list == "lines" => {
                let page = last(&mut self.found.pages);
                page.lines.push(text);
                page.is_damaged |= !is_whole;
            }
            Section::Pages if list == "witnesses" => {
                let begins_line = text.starts_with(|c: char| c.is_ascii_digit());
                let line = if is_whole { Some(text) } else { (!begins_line).then(String::new) };
                last(&mut self.found.pages).witnesses.extend(line);
            }
            Section::Articles if is_whole => {
                let article = last(&mut self.found.articles);
                match list {
                    "tags" => article.tags.push(text),
                    "persons" => article.persons.push(text),
                    "places" => article.places.push(text),
                    "organisations" => article.organisations.push(text),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// A block on one line.
    fn block(&mut self, line: &str) {
        let whole: Option<BlockFile<'static>> = ron::from_str(line).ok();
        let block = match whole {
            Some(whole) => FoundBlock { whole: Some(whole), ..FoundBlock::default() },
            None => {
                self.found.damaged += 1;
                FoundBlock::in_parts(line)
            }
        };
        match self.section {
            Section::Furniture => self.found.furniture.push(block),
            Section::SetAside => self.found.set_aside.push(block),
            // The line that began the articles may be the one that is lost.
            _ => last(&mut self.found.articles).blocks.push(block),
        }
    }

    fn field(&mut self, key: &str, value: &str) {
        if let Some(section) = Section::begun_by(key) {
            (self.section, self.list) = (section, None);
            if key == "version" {
                self.found.version = value.parse().ok();
            }
            return;
        }
        if value == "[" {
            self.list = Some(key.to_owned());
            return;
        }
        let FoundEdition { masthead, articles, furniture, set_aside, settled, pages, .. } = &mut self.found;
        let known = match self.section {
            Section::Head => true,
            Section::Masthead => masthead_field(masthead, key, value),
            Section::Articles => article_field(last(articles), key, value),
            Section::Furniture => last(furniture).field(key, value),
            Section::SetAside => last(set_aside).field(key, value),
            Section::Settled => settled_field(last(settled), key, value),
            Section::Rounds | Section::Comments => true,
            Section::Pages => page_field(last(pages), key, value),
        };
        self.found.damaged += usize::from(!known);
    }
}

/// The last of a list, or a new one where even its beginning is lost.
fn last<T: Default>(list: &mut Vec<T>) -> &mut T {
    if list.is_empty() {
        list.push(T::default());
    }
    let end = list.len() - 1;
    #[expect(clippy::indexing_slicing, reason = "the list is not empty")]
    &mut list[end]
}

fn masthead_field(masthead: &mut Masthead, key: &str, value: &str) -> bool {
    let field = match key {
        "title" => &mut masthead.title,
        "date" => &mut masthead.date,
        "issue" => &mut masthead.issue,
        _ => return false,
    };
    *field = Some(string(value).0);
    true
}

fn article_field(article: &mut FoundArticle, key: &str, value: &str) -> bool {
    match key {
        "id" => article.id = value.parse().ok(),
        "byline" => article.byline = Some(string(value).0),
        "section" => article.section = Some(string(value).0),
        "note" => article.note = Some(string(value).0),
        "status" => article.status = ron::from_str(value).ok(),
        _ => return false,
    }
    true
}

fn settled_field(settled: &mut FoundSettled, key: &str, value: &str) -> bool {
    match key {
        "kind" => settled.kind = SettledKind::from_name(&string(value).0).ok(),
        "block" => settled.block = value.parse().ok(),
        "text" => settled.text = Some(string(value).0),
        _ => return false,
    }
    true
}

fn page_field(page: &mut FoundPage, key: &str, value: &str) -> bool {
    match key {
        "label" => page.label = Some(string(value).0),
        "file" => page.file = Some(string(value).0),
        "sha256" => page.sha256 = Some(string(value).0),
        "text_sha256" => page.text_sha256 = Some(string(value).0),
        "encoding" => page.encoding = Some(string(value).0),
        _ => return false,
    }
    true
}

impl FoundPage {
    /// Sees whether the raw text, read whole, is the one that its hash is of.
    fn tell_altered(&mut self, has_hashes: bool) {
        self.is_altered = has_hashes && !self.is_damaged && self.text_sha256.as_deref() != Some(text_sha256(&self.lines).as_str());
    }
}

impl FoundBlock {
    /// Whether it is known which block it is, what it is and how it reads.
    pub fn is_known(&self) -> bool {
        let has_all = self.id.is_some() && self.role.is_some() && self.text.is_some();
        self.whole.is_some() || (has_all && !self.is_damaged)
    }

    fn field(&mut self, key: &str, value: &str) -> bool {
        match key {
            "id" => self.id = value.parse().ok(),
            "role" => self.role = ron::from_str(value).ok(),
            "text" => {
                let (text, is_whole) = string(value);
                self.is_damaged |= !is_whole;
                self.text = Some(text);
            }
            "from" => self.from = Some(string(value).0),
            // Of what was doubtful nothing is saved.
            "doubts" | "at" | "kind" | "sure" => {}
            _ => return false,
        }
        true
    }

    /// What can be read of a block on one line that cannot be read as a whole.
    fn in_parts(line: &str) -> FoundBlock {
        let after = |key: &str| line.split_once(key).map(|(_, rest)| rest.trim_start());
        let word = |rest: &str| rest.split([',', ')']).next().map(|word| word.trim().to_owned());
        let text = after("text: \"").map(|rest| {
            let end = rest.find("\", from:").or_else(|| rest.rfind('"')).unwrap_or(rest.len());
            string(&format!("\"{}\"", rest.get(..end).unwrap_or_default())).0
        });
        let from = after("from: \"").and_then(|rest| rest.split_once('"')).map(|(from, _)| from.to_owned());
        FoundBlock {
            id: after("id:").and_then(word).and_then(|word| word.parse().ok()),
            role: after("role:").and_then(word).and_then(|word| ron::from_str(&word).ok()),
            text,
            from,
            is_damaged: true,
            whole: None,
        }
    }
}

/// The key and the value of a line that holds a field.
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_name = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit());
    is_name.then(|| (key, value.trim()))
}

/// A string, and whether it could be read as one; else what stands between its quotation marks.
fn string(text: &str) -> (String, bool) {
    match ron::from_str::<String>(text) {
        Ok(string) => (string, true),
        Err(_) => {
            let inner = text.strip_prefix('"').unwrap_or(text);
            (inner.strip_suffix('"').unwrap_or(inner).replace("\\\"", "\"").replace("\\\\", "\\").replace('\n', " "), false)
        }
    }
}
