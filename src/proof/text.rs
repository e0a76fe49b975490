//! The characters that are compared, with where each stands. Blanks are none, and neither are the editor's own signs: what they say of the
//! characters before or between them is kept.

use crate::edition::{ArticleId, Block, BlockId, Edition, Names, Role, Shelf};
use crate::export::marks::{Mark, marks};
use crate::page::{PageIndex, is_blank};
use crate::store::compare::title;
use crate::style::Marks;

/// Why a difference at a character is no error of the transcription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Excuse {
    /// The paper itself prints it so (sic).
    AsPrinted,
    /// It cannot be read, or is not surely read.
    Doubtful,
    /// The editor supplied it.
    Supplied,
}

impl Excuse {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Excuse::AsPrinted => "proof-excuse-as-printed",
            Excuse::Doubtful => "proof-excuse-doubtful",
            Excuse::Supplied => "proof-excuse-supplied",
        }
    }
}

/// A character that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofCharacter {
    /// The character.
    pub text: char,
    /// The stretch it stands in, by its place in [`ProofText::stretches`].
    pub stretch: usize,
    /// What the editor says of it.
    pub excuse: Option<Excuse>,
}

/// A block of an edition, or a line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofStretch {
    /// Its article, by its place in [`ProofText::articles`]; none among the furniture and in a plain text.
    pub article: Option<usize>,
    /// The block; none in a plain text.
    pub block: Option<BlockId>,
    /// What the block is.
    pub role: Role,
    /// Whether it belongs to the furniture: masthead, folio line.
    pub is_furniture: bool,
    /// The page it comes from.
    pub page: Option<PageIndex>,
}

impl ProofStretch {
    /// Whether errors in it count double: mastheads, folio lines, headlines.
    pub fn is_important(&self) -> bool {
        self.is_furniture || self.role.is_heading()
    }
}

/// An article of a text that is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofArticle {
    /// The article.
    pub id: ArticleId,
    /// Its headline, or how it begins.
    pub title: String,
    /// Whom and what it names.
    pub names: Names,
    /// The page it begins on.
    pub page: Option<PageIndex>,
}

/// A text that is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProofText {
    /// The characters but blanks and editor's signs, in reading order.
    pub characters: Vec<ProofCharacter>,
    /// What they stand in.
    pub stretches: Vec<ProofStretch>,
    /// The articles.
    pub articles: Vec<ProofArticle>,
}

impl ProofText {
    /// The articles of an edition, and its furniture where that is asked for. Matter set aside is not compared.
    pub fn of_edition(edition: &Edition, signs: &Marks, with_furniture: bool) -> ProofText {
        let mut text = ProofText::default();
        for (shelf, block) in edition.blocks() {
            text.take(edition, (shelf, block), signs, with_furniture);
        }
        text
    }

    /// A plain text. Each of its lines is a stretch.
    pub fn of_plain(plain: &str) -> ProofText {
        let mut text = ProofText::default();
        for line in plain.lines().filter(|line| !line.chars().all(is_blank)) {
            let stretch = text.stretches.len();
            text.stretches.push(ProofStretch { article: None, block: None, role: Role::Paragraph, is_furniture: false, page: None });
            let solid = line.chars().filter(|c| !is_blank(*c));
            text.characters.extend(solid.map(|text| ProofCharacter { text, stretch, excuse: None }));
        }
        text
    }

    fn take(&mut self, edition: &Edition, (shelf, block): (Shelf, &Block), signs: &Marks, with_furniture: bool) {
        let article = match shelf {
            Shelf::Article(id) => Some(self.article(edition, id)),
            Shelf::Furniture if with_furniture => None,
            Shelf::Furniture | Shelf::SetAside => return,
        };
        let stretch = self.stretches.len();
        let is_furniture = article.is_none();
        self.stretches.push(ProofStretch { article, block: Some(block.id()), role: block.role(), is_furniture, page: block.page() });
        let solid = said(block, signs).into_iter().flatten().filter(|(c, _)| !is_blank(*c));
        self.characters.extend(solid.map(|(text, excuse)| ProofCharacter { text, stretch, excuse }));
    }

    /// The place of an article, which is added where it is new.
    fn article(&mut self, edition: &Edition, id: ArticleId) -> usize {
        if self.articles.last().is_some_and(|last| last.id == id) {
            return self.articles.len() - 1;
        }
        let found = edition.article(id);
        self.articles.push(ProofArticle {
            id,
            title: found.map(|article| title(article)).unwrap_or_default(),
            names: found.map(|article| article.names().clone()).unwrap_or_default(),
            page: found.and_then(|article| article.page()),
        });
        self.articles.len() - 1
    }

    /// What a character stands in.
    pub fn stretch_of(&self, character: usize) -> Option<&ProofStretch> {
        self.stretches.get(self.characters.get(character)?.stretch)
    }

    /// The characters alone.
    pub fn plain(&self) -> Vec<char> {
        self.characters.iter().map(|character| character.text).collect()
    }
}

/// The characters of a block, each with what the editor's signs say of it; none for these signs themselves.
pub(super) fn said(block: &Block, signs: &Marks) -> Vec<Option<(char, Option<Excuse>)>> {
    let mut all: Vec<Option<(char, Option<Excuse>)>> = block.text().chars().map(|c| Some((c, None))).collect();
    for marked in marks(block, signs) {
        let (about, whole) = (marked.about.0.chars()..marked.about.1.chars(), marked.from.chars()..marked.to.chars());
        let excuse = match marked.mark {
            Mark::Sic => Excuse::AsPrinted,
            Mark::Supplied => Excuse::Supplied,
            Mark::Illegible | Mark::Lost | Mark::Unencodable | Mark::Unclear => Excuse::Doubtful,
        };
        for at in whole {
            let Some(one) = all.get_mut(at) else { continue };
            // A mark that stands for text is what is there; one that is about text is a sign.
            if about.is_empty() || about.contains(&at) {
                *one = one.map(|(c, before)| (c, before.or(Some(excuse))));
            } else {
                *one = None;
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{Article, Masthead, Piece};
    use std::sync::Arc;

    #[test]
    fn blanks_and_signs_are_no_characters_and_say_what_they_mean() {
        let text = "他任乡长〔原文如此〕，月 入□元〔多少〕";
        let block = Block::new(BlockId(1), Role::Paragraph, text, [Piece::added(text.chars().count())]);
        let edition =
            Edition::new(Masthead::default(), Vec::new(), vec![Article::new(ArticleId(2), vec![Arc::new(block)])], vec![], vec![]);
        let text = ProofText::of_edition(&edition, &Marks::default(), true);
        assert_eq!(text.plain().into_iter().collect::<String>(), "他任乡长，月入□元多少");
        let excused =
            |excuse: Excuse| text.characters.iter().filter(|one| one.excuse == Some(excuse)).map(|one| one.text).collect::<String>();
        assert!(excused(Excuse::AsPrinted).ends_with('长'), "{:?}", text.characters);
        assert_eq!((excused(Excuse::Doubtful).as_str(), excused(Excuse::Supplied).as_str()), ("□", "多少"));
        assert_eq!(ProofText::of_plain("一 二\n\n三").plain(), ['一', '二', '三']);
    }
}
