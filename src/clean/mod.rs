//! Raw pages to a first draft.
//!
//! Each page goes through the same phases, one module each:
//!
//! 1. [`lines`]: lines without blanks, their widths, what stands round them;
//! 2. [`text`]: words, by one pass of the dictionary over the page;
//! 3. [`signs`]: what the house style recognises;
//! 4. [`place`]: what the layout says of the lines, where there is one;
//! 5. [`measure`]: the measure of the column each line was set in;
//! 6. [`roles`]: the part each line plays, one best path over the page by all the [`evidence`], that of their [`edges`] first;
//! 7. [`units`]: paragraphs, headings, captions;
//! 8. [`articles`]: where stories begin;
//! 9. [`headlines`]: which headline heads which story, one best assignment, by [`affinity`];
//! 10. [`spacing`] and [`assemble`]: blocks with their provenance.
//!
//! Every raw character goes into exactly one block.

mod affinity;
mod articles;
mod assemble;
mod edges;
mod evidence;
mod headlines;
mod lines;
mod measure;
mod place;
mod roles;
mod signs;
mod spacing;
mod text;
mod units;
mod weights;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::edition::{Article, ArticleId, Block, BlockId, Doubt, DoubtKind, Edition, Masthead, TextOffset};
use crate::page::{Page, PageIndex};
use crate::style::HouseStyle;

use articles::Stories;
use assemble::{DraftBlock, DraftDoubt, DraftDoubtKind, PageDraft};
use evidence::{Evidence, Habits, Rooms};
use headlines::Heading;
use units::Unit;

/// What was found out about a page.
pub(crate) struct PageWork {
    units: Vec<Unit>,
    stories: Stories,
    headings: Vec<Heading>,
    /// Captions between stories, by unit, with the story each belongs to.
    captions: Vec<(usize, usize)>,
}

/// Makes the first draft of these pages. Pages are worked on in parallel; the result does not depend on it.
pub fn clean(pages: &[Arc<Page>], style: &HouseStyle) -> Edition {
    let drafts = pages.par_iter().enumerate().map(|(index, page)| draft(index, page, style)).collect();
    edition(pages, drafts)
}

/// As [`clean`], telling `watch` after each page how many are done. When it answers `false` no further page is begun, and there is no
/// edition.
pub fn clean_watched(pages: &[Arc<Page>], style: &HouseStyle, watch: &(dyn Fn(usize) -> bool + Sync)) -> Option<Edition> {
    let done = AtomicUsize::new(0);
    let one = |(index, page): (usize, &Arc<Page>)| {
        let draft = draft(index, page, style);
        watch(done.fetch_add(1, Ordering::Relaxed) + 1).then_some(draft)
    };
    let drafts: Option<Vec<PageDraft>> = pages.par_iter().enumerate().map(one).collect();
    drafts.map(|drafts| edition(pages, drafts))
}

/// The draft of one page.
fn draft(index: usize, page: &Page, style: &HouseStyle) -> PageDraft {
    let (dense, mut lines) = lines::read(page);
    let words = text::Words::of(&dense, &lines);
    let mut signs = signs::read(&dense, &lines, style);
    let places = page.layout().map(|layout| place::read(layout, &dense, &mut lines, &mut signs)).unwrap_or_default();
    let columns = measure::columns(&dense, &mut lines, &signs, style.measure);
    let edges = edges::read(&dense, &lines, &signs, columns.wide_latin);
    let evidence = Evidence {
        dense: &dense,
        lines: &lines,
        measures: &columns.measures,
        signs: &signs,
        edges: &edges,
        words: &words,
        habits: Habits::of(&lines, &columns),
        indent: columns.indent,
        rooms: Rooms::default(),
        places: &places,
    };
    let placed = roles::read(&evidence);
    let units = units::read(&evidence, &placed);
    let stories = articles::read(&evidence, &units);
    let headings = headlines::read(&evidence, &units, &stories);
    let captions = headlines::captions(&evidence, &units, &stories);
    let work = PageWork { units, stories, headings, captions };
    let raw: Vec<char> = page.text().chars().collect();
    let setter = spacing::Setter {
        page: PageIndex(index as u32),
        raw_len: page.len().0,
        raw: &raw,
        dense: &dense,
        lines: &lines,
        words: &words,
        writers: &style.writers,
        widen: style.full_width_punctuation,
        hyphens: page.layout().map(|layout| layout.hyphens()).unwrap_or_default(),
    };
    assemble::assemble(&work, &setter, style)
}

/// Names the blocks and articles of all drafts and makes an edition of them.
fn edition(pages: &[Arc<Page>], drafts: Vec<PageDraft>) -> Edition {
    let mut next = 0;
    let mut number = || {
        next += 1;
        next
    };
    let (mut articles, mut furniture, mut set_aside) = (Vec::new(), Vec::new(), Vec::new());
    for draft in drafts {
        // Doubts name articles of the page that may come later.
        let names: Vec<ArticleId> = draft.articles.iter().map(|_| ArticleId(number())).collect();
        let mut name = |block: DraftBlock| {
            let doubts = block.doubts.into_iter().map(|doubt| named(doubt, &names)).collect();
            Block::new(BlockId(number()), block.role, block.text, block.pieces).with_doubts(doubts)
        };
        for (draft, id) in draft.articles.into_iter().zip(&names) {
            let blocks = draft.blocks.into_iter().map(|block| Arc::new(name(block))).collect();
            articles.push(Article::new(*id, blocks).with_byline(draft.byline));
        }
        furniture.extend(draft.furniture.into_iter().map(&mut name));
        set_aside.extend(draft.set_aside.into_iter().map(&mut name));
    }
    Edition::new(Masthead::default(), pages.to_vec(), articles, furniture, set_aside)
}

fn named(doubt: DraftDoubt, names: &[ArticleId]) -> Doubt {
    let kind = match doubt.kind {
        DraftDoubtKind::Joined => DoubtKind::Joined,
        DraftDoubtKind::Begun => DoubtKind::Begun,
        DraftDoubtKind::Article => DoubtKind::Article,
        DraftDoubtKind::Role(role) => DoubtKind::Role(role),
        DraftDoubtKind::Headline(others) => DoubtKind::Headline(others.into_iter().filter_map(|story| names.get(story).copied()).collect()),
    };
    Doubt { at: TextOffset(doubt.at), kind, confidence: doubt.confidence }
}
