//! Reading a broken file line by line.

use super::found::{FoundArticle, FoundBlock, FoundEdition, FoundPage, FoundSettled};
use super::proofreading::FoundEntries;
use crate::edition::{Masthead, SettledKind};
use crate::store::file::BlockFile;

/// The version of the format that first kept a hash of each page's raw text.
const HASHED_SINCE: u32 = 3;

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
        if !scanner.raw_line(line) {
            scanner.line(line.trim());
        }
    }
    scanner.end();
    let has_hashes = scanner.found.version.is_none_or(|version| version >= HASHED_SINCE);
    scanner.found.pages.iter_mut().for_each(|page| page.tell_altered(has_hashes));
    scanner.found
}

/// What is open within a raw text.
const RAW_TEXT: &str = "text";

impl Scanner {
    /// Takes a line of the raw text that is open, if there is one and the line may be one of it: quotation marks are escaped there.
    fn raw_line(&mut self, line: &str) -> bool {
        if self.section != Section::Pages || self.list.as_deref() != Some(RAW_TEXT) {
            return false;
        }
        let page = last(&mut self.found.pages);
        if let Ok(text) = ron::from_str::<String>(&format!("\"{line}\"")) {
            page.lines.push(text);
            return true;
        }
        let bare = line.trim().trim_end_matches(',');
        if bare == "\"" {
            self.list = None;
            return true;
        }
        page.is_damaged = true;
        if is_item(bare) || key(bare).is_some() {
            self.end_raw_text();
            return false;
        }
        page.lines.push(string(&format!("\"{line}\"")).0);
        self.found.damaged += 1;
        true
    }

    /// The file is at its end, which it ought not to be in a raw text.
    fn end(&mut self) {
        let Some(list @ ("lines" | RAW_TEXT)) = self.list.as_deref() else { return };
        // That the last line is cut off shows in a list alone.
        self.found.damaged += usize::from(list == RAW_TEXT);
        last(&mut self.found.pages).is_damaged = true;
        self.end_raw_text();
    }

    /// The line is lost that ended the raw text, and what followed was taken for lines of it.
    fn end_raw_text(&mut self) {
        self.list = None;
        let page = last(&mut self.found.pages);
        let is_of_file = |line: &String| {
            let bare = line.trim().trim_end_matches(',');
            matches!(bare, "(" | ")" | "[" | "]") || key(bare).is_some_and(|(_, value)| value == "[")
        };
        let kept = page.lines.iter().rposition(|line| !is_of_file(line)).map_or(0, |at| at + 1);
        let followed = page.lines.split_off(kept);
        followed.iter().for_each(|line| self.line(line.trim()));
    }

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
            "text: \"" if self.section == Section::Pages => {
                self.list = Some(RAW_TEXT.to_owned());
                return;
            }
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
        let whole: Option<BlockFile<'_>> = ron::from_str(line).ok();
        let block = match whole.map(BlockFile::into_owned) {
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

impl FoundBlock {
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

/// Whether a line is a string of a list.
fn is_item(line: &str) -> bool {
    line.len() > 1 && line.starts_with('"') && line.ends_with('"')
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
