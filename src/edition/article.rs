//! Articles: blocks that are one story, and what is known about it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Block, Role};
use crate::page::PageIndex;

/// Names an article for as long as the edition lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub u32);

/// As documents and lists name it, such as `a12`.
impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a{}", self.0)
    }
}

/// How far the editor has come with an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// As the first draft left it.
    #[default]
    Untouched,
    /// Being worked on.
    InWork,
    /// Read and found right.
    Checked,
}

impl Status {
    /// All of them, in the order of the work.
    pub const ALL: [Status; 3] = [Status::Untouched, Status::InWork, Status::Checked];

    /// The key of its name in words.
    pub fn key(self) -> &'static str {
        match self {
            Status::Untouched => "status-untouched",
            Status::InWork => "status-in-work",
            Status::Checked => "status-checked",
        }
    }
}

/// The persons, places and organisations an article names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// People.
    pub persons: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
}

/// One story: its blocks in reading order, and what the editor says about it. An article always has a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    pub(crate) id: ArticleId,
    pub(crate) blocks: Vec<Arc<Block>>,
    pub(crate) byline: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) names: Names,
    pub(crate) status: Status,
    pub(crate) note: Option<String>,
}

impl Article {
    /// An article of these blocks, of which nothing else is known yet.
    pub fn new(id: ArticleId, blocks: Vec<Arc<Block>>) -> Article {
        let (byline, section, tags, names) = (None, None, Vec::new(), Names::default());
        Article { id, blocks, byline, section, tags, names, status: Status::Untouched, note: None }
    }

    /// The same article with this byline, as [`Article::byline`].
    pub fn with_byline(self, byline: Option<String>) -> Article {
        Article { byline, ..self }
    }

    /// The article's name.
    pub fn id(&self) -> ArticleId {
        self.id
    }

    /// The blocks in reading order.
    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.blocks
    }

    /// The page it begins on; nothing where none of it has a source.
    pub fn page(&self) -> Option<PageIndex> {
        self.blocks.iter().find_map(|block| block.page())
    }

    /// The blocks of one role, in reading order.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &Arc<Block>> {
        self.blocks.iter().filter(move |block| block.role == role)
    }

    /// Who wrote the story, as the editor or its lead-in says. A byline block says it again where the story has one.
    pub fn byline(&self) -> Option<&str> {
        self.byline.as_deref()
    }

    /// Who wrote the story: its byline blocks, or else [`Article::byline`].
    pub fn written_by(&self) -> Option<String> {
        let blocks: Vec<&str> = self.with_role(Role::Byline).map(|block| block.text()).filter(|text| !text.is_empty()).collect();
        if blocks.is_empty() { self.byline.clone() } else { Some(blocks.join(" ")) }
    }

    /// The section of the paper.
    pub fn section(&self) -> Option<&str> {
        self.section.as_deref()
    }

    /// The tags, in the order in which they were added.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Who and what the story names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// How far the editor has come.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The editor's note.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The headline on one line, its lines divided by a blank; empty where the story has none. A character by itself in a line is the
    /// rest of the line before: no blank parts them.
    pub fn title(&self) -> String {
        let mut title = String::new();
        for line in self.with_role(Role::Headline).map(|block| block.text()) {
            let is_rest = line.chars().take(2).count() == 1 && !line.is_ascii();
            if !title.is_empty() && !is_rest {
                title.push(' ');
            }
            title.push_str(line);
        }
        title
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::BlockId;

    #[test]
    fn a_title_is_one_line_and_a_character_by_itself_the_rest_of_one() {
        let title = |lines: &[&str]| {
            let block = |(id, text): (u32, &&str)| Arc::new(Block::new(BlockId(id), Role::Headline, *text, []));
            Article::new(ArticleId(1), (0u32..).zip(lines).map(block).collect()).title()
        };
        assert_eq!(title(&["清河儿女多奇志", "敢叫河水听使唤"]), "清河儿女多奇志 敢叫河水听使唤");
        assert_eq!(title(&["電燈公司昨開股東", "會"]), "電燈公司昨開股東會");
        assert_eq!(title(&["The ferry at", "I"]), "The ferry at I");
        assert_eq!(title(&[]), "");
    }
}
