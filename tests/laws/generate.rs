//! Random pages, editions and edits.

use std::sync::Arc;

use proptest::prelude::*;
use stet::edit::{Destination, Edit, EditName, Field, Fragment, NewComment, Selection, TermKind};
use stet::edition::{
    Article, ArticleId, Block, BlockId, Closing, Edition, Hand, Masthead, Piece, Place, QueryKind, Remark, Role, RoundCounts, RoundKind,
    Settled, SettledKind, Shelf, Span, Status, TextOffset,
};
use stet::page::{Encoding, Page, PageIndex, RawRange, Source};

/// One to three raw pages.
pub fn page_texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[甲乙丙丁戊 a1，。“”\n\n]{1,60}", 1..4)
}

/// A sequence of random moves.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..25)
}

/// One random move; what it does depends on the edition it meets.
pub fn step() -> impl Strategy<Value = Step> {
    (0u8..20, any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>(), "[甲乙丙x ，\n]{0,6}").prop_map(|(what, a, b, c, d, text)| Step {
        what,
        a,
        b,
        c,
        d,
        text,
    })
}

/// A random move.
#[derive(Clone, Debug)]
pub struct Step {
    what: u8,
    a: u32,
    b: u32,
    c: u32,
    d: u32,
    text: String,
}

/// A page of this text.
pub fn page(text: &str) -> Arc<Page> {
    Arc::new(Page::new(Source { file: "page-1.txt".into(), sha256: "0".repeat(64), encoding: Encoding::UTF_8 }, text))
}

/// A draft in which every line is a block: mostly in articles, some furniture, some set aside, some without their blanks.
pub fn edition(texts: &[String]) -> Edition {
    let pages: Vec<_> = texts.iter().map(|text| page(text)).collect();
    let (mut articles, mut furniture, mut set_aside) = (Vec::<Article>::new(), Vec::new(), Vec::new());
    let mut open: Vec<Arc<Block>> = Vec::new();
    let mut id = 0;
    for (index, page) in pages.iter().enumerate() {
        for line in page.lines() {
            id += 1;
            let end = if line.number < page.line_count() { line.range.end.0 + 1 } else { line.range.end.0 };
            let whole = Span::new(PageIndex(index as u32), RawRange::new(line.range.start, stet::page::RawOffset(end)));
            let block = draft_block(BlockId(id), line.number, line.text, whole);
            match id % 7 {
                5 => furniture.push(block),
                6 => set_aside.push(block),
                _ => open.push(Arc::new(block)),
            }
            if id % 4 == 0 && !open.is_empty() {
                articles.push(Article::new(ArticleId(1000 + id), std::mem::take(&mut open)));
            }
        }
    }
    if !open.is_empty() {
        articles.push(Article::new(ArticleId(1000), open));
    }
    Edition::new(Masthead::default(), pages, articles, furniture, set_aside)
}

/// The line without its blanks, its line end dropped.
fn draft_block(id: BlockId, number: usize, line: &str, whole: Span) -> Block {
    let (mut text, mut pieces, mut rest) = (String::new(), Vec::new(), whole);
    for c in line.chars() {
        let (one, after) = rest.split(1);
        rest = after;
        if c == ' ' {
            pieces.push(Piece::dropped(one));
        } else {
            pieces.push(Piece::Kept(one));
            text.push(c);
        }
    }
    pieces.push(Piece::dropped(rest));
    Block::new(id, Role::ALL[number % Role::ALL.len()], text, pieces)
}

impl Step {
    /// A place in a block.
    pub fn place(block: BlockId, at: u32) -> Place {
        Place { block, at: TextOffset(at) }
    }

    fn block(edition: &Edition, pick: u32) -> Option<(Shelf, Arc<Block>)> {
        let blocks: Vec<_> = edition.blocks().collect();
        let (shelf, block) = blocks.get(pick as usize % blocks.len().max(1))?;
        Some((*shelf, (*block).clone()))
    }

    fn some_place(edition: &Edition, pick: u32, at: u32) -> Option<Place> {
        let (_, block) = Self::block(edition, pick)?;
        Some(Self::place(block.id(), at % (block.len().0 + 1)))
    }

    fn article(edition: &Edition, pick: u32) -> Option<ArticleId> {
        edition.articles().get(pick as usize % edition.articles().len().max(1)).map(|article| article.id())
    }

    /// A random selection.
    pub fn selection(&self, edition: &Edition) -> Option<Selection> {
        let anchor = Self::some_place(edition, self.a, self.b)?;
        // Mostly near by, so that most selections stay on one shelf.
        let head = Self::some_place(edition, self.a.wrapping_add(self.c % 4), self.d)?;
        Some(Selection { anchor, head })
    }

    /// The edit this move makes of an edition, if it can make one.
    pub fn edit(&self, edition: &Edition) -> Option<Edit> {
        Some(match self.what {
            0..=3 => {
                let (from, to) = self.selection(edition)?.ordered(edition)?;
                Edit::splice(from, to, if self.what == 0 { "" } else { &self.text })
            }
            4 => {
                let place = Self::some_place(edition, self.a, self.b)?;
                Edit::splice(place, place, &self.text)
            }
            5 => {
                let place = Self::some_place(edition, self.a, self.b)?;
                Edit::Splice { from: place, to: place, insert: Fragment::plain("\n").with_role(Role::Headline) }
            }
            6 => {
                // Moves text with its provenance.
                let selection = self.selection(edition)?;
                let (from, to) = selection.ordered(edition)?;
                let cut = Edit::splice(from, to, "");
                let paste = Edit::Splice { from, to: from, insert: selection.fragment(edition) };
                Edit::Batch { name: EditName::Move, edits: vec![cut, paste] }
            }
            7 => {
                // Copies text: the second copy must count as added.
                let insert = self.selection(edition)?.fragment(edition);
                let place = Self::some_place(edition, self.d, self.c)?;
                Edit::Splice { from: place, to: place, insert }
            }
            8 => Edit::SetRole { block: Self::block(edition, self.a)?.1.id(), role: Role::ALL[self.b as usize % Role::ALL.len()] },
            9 | 10 => {
                let blocks: Vec<_> =
                    edition.blocks().map(|(_, block)| block.id()).skip(self.a as usize % 10).take(self.b as usize % 4).collect();
                Edit::Move { blocks, to: self.destination(edition)? }
            }
            11 => Edit::OpenArticle { at: Self::block(edition, self.a)?.1.id() },
            12 => Edit::CloseArticle { article: Self::article(edition, self.a)? },
            13 => Edit::MoveArticle { article: Self::article(edition, self.a)?, to: self.b as usize % 6 },
            14 => self.field(edition)?,
            15 => Edit::Settle(Settled {
                kind: SettledKind::Query(QueryKind::Break),
                block: Self::block(edition, self.a)?.1.id(),
                text: self.text.clone(),
            }),
            16 => {
                let counts = RoundCounts { changes: self.c as usize, ..RoundCounts::default() };
                let kind = RoundKind::ALL[self.b as usize % RoundKind::ALL.len()];
                Edit::CloseRound(Box::new(Closing { kind, hand: self.remark()?.hand, date: "2026-11-27".to_owned(), counts }))
            }
            17 | 18 => {
                let (_, block) = Self::block(edition, self.a)?;
                let len = block.len().0 + 1;
                let (from, to) = (TextOffset((self.b % len).min(self.c % len)), TextOffset((self.b % len).max(self.c % len)));
                let reading = self.d.is_multiple_of(2).then(|| self.text.replace('\n', ""));
                Edit::AddComment(Box::new(NewComment { block: block.id(), from, to, remark: self.remark()?, reading }))
            }
            _ => {
                let comment = edition.comments().get(self.a as usize % edition.comments().len().max(1))?.id();
                if self.b.is_multiple_of(3) {
                    Edit::DeleteComment { comment }
                } else {
                    Edit::AnswerComment { comment, remark: Box::new(self.remark()?) }
                }
            }
        })
    }

    fn remark(&self) -> Option<Remark> {
        let hand = Hand::new(["QD", "LM", "齐"][self.d as usize % 3])?;
        Some(Remark { hand, date: "2026-11-27".to_owned(), text: format!("疑{}", self.text) })
    }

    fn destination(&self, edition: &Edition) -> Option<Destination> {
        let block = Self::block(edition, self.c)?;
        Some(match self.d % 6 {
            0 => Destination::Before(block.1.id()),
            1 => Destination::After(block.1.id()),
            2 => Destination::First(block.0),
            3 => Destination::Last(Shelf::SetAside),
            4 => Destination::Last(Shelf::Furniture),
            _ => Destination::NewArticle(self.d as usize % 5),
        })
    }

    fn field(&self, edition: &Edition) -> Option<Edit> {
        let article = Self::article(edition, self.a)?;
        let value = Some(self.text.clone());
        Some(match self.b % 9 {
            0 => Edit::SetField { field: Field::PaperTitle, value },
            1 => Edit::SetField { field: Field::Date, value },
            2 => Edit::SetField { field: Field::PageLabel(PageIndex(self.c % 4)), value },
            3 => Edit::SetField { field: Field::Byline(article), value },
            4 => Edit::SetField { field: Field::Note(article), value },
            5 => Edit::SetStatus { article, status: Status::Checked },
            6 => Edit::AddTerm { article, term: TermKind::Tag, text: self.text.clone() },
            7 => Edit::AddTerm { article, term: TermKind::Place, text: self.text.clone() },
            _ => Edit::RemoveTerm { article, term: TermKind::Tag, text: self.text.clone() },
        })
    }
}
