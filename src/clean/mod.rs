//! Raw pages to a first draft.
//!
//! Each page goes through the same phases, one module each:
//!
//! 1. [`lines`]: lines without blanks, their widths, what stands round them, in the [`order`] in which they are read;
//! 2. [`text`]: words, by one pass of the dictionary over the page;
//! 3. [`signs`]: what the house style recognises;
//! 4. [`place`]: what the layout says of the lines, where there is one (`sizes`: how large they are set);
//! 5. [`measure`]: the measure of the column each line was set in;
//! 6. [`roles`]: the part each line plays, one best path over the page by all the [`evidence`], that of their [`edges`] first;
//! 7. [`units`]: paragraphs, headings, captions;
//! 8. [`articles`]: where stories begin;
//! 9. [`headlines`]: which headline heads which story, one best assignment (`placement`), by [`affinity`];
//! 10. [`spacing`] and [`assemble`]: blocks with their provenance.
//!
//! [`read_lines`] does the same for lines that were read on an image and are in no raw text. [`run_on`] then puts together what goes on from one page of a typeset document to the next.
//!
//! Every raw character goes into exactly one block.

mod affinity;
mod articles;
mod assemble;
mod columns;
mod edges;
mod evidence;
pub mod features;
pub mod forest;
mod headlines;
mod lines;
mod lying;
mod measure;
mod order;
mod page_draft;
mod parts;
mod place;
mod placement;
mod pointing;
mod read_lines;
mod roles;
mod run_on;
mod shapes;
mod signs;
mod sizes;
mod spacing;
pub mod states;
mod text;
mod typeset;
mod units;
mod weights;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::edition::{Article, ArticleId, Block, BlockId, Doubt, DoubtKind, Edition, Masthead, TextOffset};
use crate::language::script::Script;
use crate::page::{Page, PageIndex, RawOffset};
use crate::style::HouseStyle;

pub use read_lines::{ReadStory, draft_read_lines, draft_read_regions};

use articles::Stories;
use edges::LineEnds;
use evidence::{PageEvidence, PageHabits, Rooms};
use features::{FirstReading, Matrix};
use forest::Odds;
use headlines::Heading;
use lines::{Dense, Line};
use measure::Columns;
use page_draft::{DraftBlock, DraftDoubt, DraftDoubtKind, PageDraft};
use place::LineLayout;
use roles::Placed;
use shapes::Shapes;
use signs::Signs;
use states::{Model, State, Stated};
use units::{Kind, Learned, Unit};

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
    clean_with(pages, style, Models::fitted())
}

/// The models that say what lines are, one for each script.
#[derive(Clone, Copy)]
pub struct Models<'a> {
    /// For pages in Chinese.
    pub chinese: &'a Model,
    /// For pages in Latin letters.
    pub latin: &'a Model,
}

impl Models<'static> {
    /// Those that come with the program.
    pub fn fitted() -> Models<'static> {
        Models { chinese: Model::chinese(), latin: Model::latin() }
    }
}

/// As [`clean`], by other models: for those who fit them.
pub fn clean_with(pages: &[Arc<Page>], style: &HouseStyle, models: Models) -> Edition {
    let drafts = pages.par_iter().enumerate().map(|(index, page)| draft(index, page, style, models)).collect();
    edition(pages, drafts)
}

/// As [`clean`], telling `watch` after each page how many are done. When it answers `false` no further page is begun, and there is no
/// edition.
pub fn clean_watched(pages: &[Arc<Page>], style: &HouseStyle, watch: &(dyn Fn(usize) -> bool + Sync)) -> Option<Edition> {
    let done = AtomicUsize::new(0);
    let one = |(index, page): (usize, &Arc<Page>)| {
        let draft = draft(index, page, style, Models::fitted());
        watch(done.fetch_add(1, Ordering::Relaxed) + 1).then_some(draft)
    };
    let drafts: Option<Vec<PageDraft>> = pages.par_iter().enumerate().map(one).collect();
    drafts.map(|drafts| edition(pages, drafts))
}

/// What is read of a page before its lines' parts are chosen.
struct Prepared {
    dense: Dense,
    lines: Vec<Line>,
    words: text::PageWords,
    signs: Vec<Signs>,
    places: Vec<LineLayout>,
    columns: Columns,
    edges: Vec<LineEnds>,
    script: Script,
    typeset: bool,
}

impl Prepared {
    fn of(page: &Page, style: &HouseStyle) -> Prepared {
        let (dense, mut lines) = lines::read(page);
        let words = text::PageWords::of(&dense, &lines);
        let mut signs = signs::read(&dense, &lines, style);
        let places = page.layout().map(|layout| place::read(layout, &dense, &mut lines, &mut signs)).unwrap_or_default();
        let columns = measure::columns(&dense, &mut lines, &signs, style.measure);
        let edges = edges::read(&dense, &lines, &signs, columns.wide_latin);
        let script = script(&dense);
        let typeset = typeset::is_typeset(page.source(), &lines, &places);
        Prepared { dense, lines, words, signs, places, columns, edges, script, typeset }
    }

    fn evidence(&self) -> PageEvidence<'_> {
        PageEvidence {
            dense: &self.dense,
            lines: &self.lines,
            measures: &self.columns.measures,
            signs: &self.signs,
            edges: &self.edges,
            words: &self.words,
            habits: PageHabits::of(&self.lines, &self.columns),
            indent: self.columns.indent,
            rooms: Rooms::default(),
            places: &self.places,
            script: self.script,
            typeset: self.typeset,
        }
    }

    /// The model for pages in this script; nothing where none has been fitted.
    fn model<'a>(&self, models: Models<'a>) -> Option<&'a Model> {
        Some(if self.script == Script::Latin { models.latin } else { models.chinese }).filter(|model| model.is_fitted())
    }
}

/// What a page is written in, by some thousand characters of it.
fn script(dense: &Dense) -> Script {
    const ENOUGH: usize = 2000;
    Script::of(dense.chars.iter().step_by(dense.chars.len() / ENOUGH + 1).copied())
}

/// What trees are fitted on: a page's lines with all their features.
pub struct Measured {
    /// The features of each line.
    pub matrix: Matrix,
    /// The first character of each line.
    pub starts: Vec<RawOffset>,
    /// What the first reading adds to what trees say of each line; nothing on pages that its weights were not set for.
    pub voice: Option<Vec<Odds>>,
    /// Whether the page is in Latin letters.
    pub is_latin: bool,
}

/// Measures all features of a page's lines, for those who fit a model.
pub fn measured(page: &Page, style: &HouseStyle) -> Measured {
    let prepared = Prepared::of(page, style);
    let evidence = prepared.evidence();
    let first = FirstReading::of(&evidence, &roles::read(&evidence));
    let matrix = features::measure(&evidence, &first, &vec![true; features::all().count()]);
    let start = |line: &Line| prepared.dense.raw.get(line.start).copied().map(RawOffset);
    Measured {
        matrix,
        starts: prepared.lines.iter().filter_map(start).collect(),
        voice: first.voice(&evidence),
        is_latin: prepared.script == Script::Latin,
    }
}

/// The draft of a page whose lines' states are known, for those who measure how much of a draft hangs on them.
pub fn clean_stated(page: &Arc<Page>, style: &HouseStyle, states: &[State]) -> Edition {
    let prepared = Prepared::of(page, style);
    let evidence = prepared.evidence();
    let stated: Vec<Stated> = states.iter().map(|state| Stated::sure(*state)).collect();
    let placed = roles::read(&evidence);
    let found = told(&evidence, &stated, &Shapes::of(&evidence, &placed), &placed);
    let draft = set(0, page, style, &evidence, found);
    edition(std::slice::from_ref(page), vec![draft])
}

/// The draft of one page.
fn draft(index: usize, page: &Page, style: &HouseStyle, models: Models) -> PageDraft {
    let prepared = Prepared::of(page, style);
    let evidence = prepared.evidence();
    let placed = roles::read(&evidence);
    let found = with_text(
        &evidence,
        match prepared.model(models) {
            Some(model) => learned(&evidence, model, &placed),
            None => parted(&evidence, &placed, None),
        },
    );
    let goes_on_freely = evidence.typeset && evidence.script != Script::Latin;
    PageDraft { goes_on_freely, ..set(index, page, style, &evidence, found) }
}

/// Sets the blocks of a page whose units and stories are found.
fn set(index: usize, page: &Page, style: &HouseStyle, evidence: &PageEvidence, (units, stories): (Vec<Unit>, Stories)) -> PageDraft {
    let headings = headlines::read(evidence, &units, &stories);
    let captions = headlines::captions(evidence, &units, &stories);
    let work = PageWork { units, stories, headings, captions };
    let raw: Vec<char> = page.text().chars().collect();
    let setter = spacing::Setter {
        page: PageIndex(index as u32),
        raw_len: page.len().0,
        first: evidence.dense.raw.iter().copied().min().unwrap_or(0),
        raw: &raw,
        dense: evidence.dense,
        lines: evidence.lines,
        words: evidence.words,
        writers: &style.writers,
        widen: style.full_width_punctuation,
        is_chinese: evidence.script != Script::Latin,
        is_traditional: evidence.script == Script::Traditional,
        hyphens: page.layout().map(|layout| layout.hyphens()).unwrap_or_default(),
    };
    assemble::assemble(&work, &setter, style)
}

/// The units and stories of a page, by a model; by the first reading alone where that is sure.
fn learned(evidence: &PageEvidence, model: &Model, placed: &[Placed]) -> (Vec<Unit>, Stories) {
    let first = FirstReading::of(evidence, placed);
    let shapes = Shapes::of(evidence, placed);
    let (voice, tells) = shapes.voice();
    let typeset = typeset::voice(evidence);
    if !tells && typeset.is_none() && first.is_sure(evidence) {
        return (first.units, first.found);
    }
    let matrix = features::measure(evidence, &first, &model.forest.wanted());
    let odds = forest::with_voice(model.forest.odds(&matrix), first.voice(evidence).as_deref());
    let odds = forest::with_voice(odds, typeset.as_deref());
    let stated = model.path(&forest::with_voice(odds, Some(&voice)));
    told(evidence, &stated, &shapes, placed)
}

/// The units and stories of a page, by the states of its lines.
fn told(evidence: &PageEvidence, stated: &[Stated], shapes: &Shapes, placed: &[Placed]) -> (Vec<Unit>, Stories) {
    let placed = parts::read(evidence, stated, shapes, placed);
    parted(evidence, &placed, Some(Learned { stated, shapes }))
}

/// The units and stories of a page, by the parts of its lines.
fn parted(evidence: &PageEvidence, placed: &[Placed], learned: Option<Learned>) -> (Vec<Unit>, Stories) {
    let units = units::read(evidence, placed, learned);
    let stories = articles::read(evidence, &units);
    (units, stories)
}

/// A page on which no text was found has some: what stands there without being known as anything.
fn with_text(evidence: &PageEvidence, (mut units, stories): (Vec<Unit>, Stories)) -> (Vec<Unit>, Stories) {
    if units.iter().any(|unit| unit.kind == Kind::Paragraph) {
        return (units, stories);
    }
    let is_unknown = |unit: &Unit| match unit.kind {
        Kind::Display => true,
        Kind::Known(_) => evidence.signs(unit.first).known.is_none(),
        _ => false,
    };
    units.iter_mut().filter(|unit| is_unknown(unit)).for_each(|unit| unit.kind = Kind::Paragraph);
    let stories = articles::read(evidence, &units);
    (units, stories)
}

/// Names the blocks and articles of all drafts and makes an edition of them.
fn edition(pages: &[Arc<Page>], mut drafts: Vec<PageDraft>) -> Edition {
    run_on::run_on(pages, &mut drafts);
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
