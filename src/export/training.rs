//! Lines for training readers: of each the image, cut out as it is, and what it reads, as tesstrain and kraken have them (`.png` and
//! `.gt.txt`), with the lists of PaddleOCR (`rec_gt.txt`); some pages apart for testing.
//!
//! Only what is surely right teaches: lines of articles that a person has checked, or whose raw text a witness reads alike and nobody has
//! changed. A line with one of the editor's marks, or a sign for what could not be read or set, is never taken.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::boxed::{Shares, now};
use super::files::FileNames;
use super::marks::marks;
use super::{Context, ExportLack, ExportRemark, File, FolderFiles, Switch};
use crate::edition::raw_lines::LineId;
use crate::edition::{ArticleId, Shelf, Status};
use crate::page::{Page, PageIndex, RawLine, RawOffset, is_blank};
use crate::printable::printable;
use crate::reader::Collation;

/// Of so many pages one is for testing.
const TESTED: usize = 10;

/// A line that is taken.
struct TaughtLine {
    line: LineId,
    text: String,
}

/// The lines of each page that has any, and how many with text the articles have.
fn taught<'a>(context: &Context<'a>) -> (Vec<(&'a Page, Vec<TaughtLine>)>, usize) {
    let shares = Shares::of(context.edition);
    let checked = context.edition.articles().iter().filter(|article| article.status() == Status::Checked);
    let checked: HashSet<ArticleId> = checked.map(|article| article.id()).collect();
    let mut all = 0;
    let mut pages = Vec::new();
    for (index, page) in (0u32..).map(PageIndex).zip(context.edition.pages()) {
        let (standing, now) = (standing(context, &shares, (index, page), &checked), now(&shares, index, page));
        let witnesses = if context.options.has(Switch::Agreed) { context.edition.witnesses(index) } else { &[] };
        let collations: Vec<Collation> =
            witnesses.iter().map(|witness| Collation::of(page, witness)).filter(Collation::is_of_page).collect();
        let mut lines = Vec::new();
        for raw in page.lines() {
            let Some(standing) = standing.get(&raw.number) else { continue };
            let text = now.get(raw.range.start.0 as usize..raw.range.end.0 as usize).unwrap_or_default().concat();
            let text = printable(text.trim_matches(is_blank)).into_owned();
            all += usize::from(!text.is_empty());
            if !text.is_empty() && is_sure(context, standing, (&raw, &text), &collations) {
                lines.push(TaughtLine { line: LineId { page: index, number: raw.number }, text });
            }
        }
        if !lines.is_empty() {
            pages.push((page.as_ref(), lines));
        }
    }
    (pages, all)
}

/// What is known of a raw line that stands in articles.
struct LineStanding {
    /// Whether all of it is in checked articles.
    is_checked: bool,
    /// Whether a block it is in has a mark.
    is_marked: bool,
}

/// What is known of the raw lines of a page that stand in articles alone.
fn standing(
    context: &Context<'_>,
    shares: &Shares<'_>,
    (index, page): (PageIndex, &Page),
    checked: &HashSet<ArticleId>,
) -> BTreeMap<usize, LineStanding> {
    let mut found: BTreeMap<usize, LineStanding> = BTreeMap::new();
    let mut outside = HashSet::new();
    for (shelf, block) in shares.blocks.get(index.position()).into_iter().flatten() {
        let spans = block.pieces().iter().filter_map(|piece| piece.source()).filter(|span| span.page == index);
        let solid = spans.filter(|span| !page.slice(span.range).chars().all(is_blank));
        let lines = solid.flat_map(|span| page.line_of(span.range.start)..=page.line_of(RawOffset(span.range.end.0 - 1)));
        let Shelf::Article(article) = shelf else {
            outside.extend(lines);
            continue;
        };
        let is_checked = checked.contains(article);
        let is_marked = !marks(block, &context.style.marks).is_empty();
        for line in lines {
            let one = found.entry(line).or_insert(LineStanding { is_checked: true, is_marked: false });
            one.is_checked &= is_checked;
            one.is_marked |= is_marked;
        }
    }
    found.retain(|line, _| !outside.contains(line));
    found
}

/// Whether a line is surely right, as it is asked for.
fn is_sure(context: &Context<'_>, standing: &LineStanding, (raw, text): (&RawLine<'_>, &str), collations: &[Collation]) -> bool {
    if standing.is_marked || text.contains(['\u{fffd}', '□', '〓']) {
        return false;
    }
    let (checked, agreed) = (context.options.has(Switch::Checked), context.options.has(Switch::Agreed));
    let solid = |text: &str| text.chars().filter(|c| !is_blank(*c)).collect::<String>();
    // A witness may read all of its characters, and one more at its end.
    let reads_so = |collation: &Collation| collation.agrees(raw.range) && collation.differences_in(raw.range).is_empty();
    let is_agreed = || solid(text) == solid(raw.text) && collations.iter().any(reads_so);
    !checked && !agreed || checked && standing.is_checked || agreed && is_agreed()
}

/// The files. Where images were not looked for, as in a preview, there are the lists alone.
pub(super) fn export(context: &Context<'_>, _: Option<&Path>) -> FolderFiles {
    let (pages, _) = taught(context);
    let mut names = FileNames::default();
    let (mut files, mut lists) = (Vec::new(), [String::new(), String::new()]);
    let count = pages.len();
    for (place, (page, lines)) in pages.into_iter().enumerate() {
        // Lines of one page are alike: what is tested by them must not be taught by them.
        let is_test = count > 1 && place % TESTED == count.min(TESTED) - 1;
        let (folder, list) = if is_test { ("test", &mut lists[1]) } else { ("train", &mut lists[0]) };
        let stem = names.give_page(page, "");
        for TaughtLine { line, text } in lines {
            let name = format!("{stem}-{:04}", line.number);
            match context.images.cut(line) {
                Some(png) => {
                    files.push(File { name: format!("{folder}/{name}.png"), bytes: png.to_vec().into() });
                    files.push(File { name: format!("{folder}/{name}.gt.txt"), bytes: format!("{text}\n").into() });
                }
                None if context.images.are_cut() => continue,
                None => {}
            }
            list.push_str(&format!("{name}.png\t{text}\n"));
        }
    }
    let [train, test] = lists;
    let lists = [("train", train), ("test", test)].into_iter().filter(|(folder, list)| *folder == "train" || !list.is_empty());
    let lists = lists.map(|(folder, list)| File { name: format!("{folder}/rec_gt.txt"), bytes: list.into() });
    FolderFiles { files: lists.chain(files).collect(), without: Vec::new(), without_key: "batch-written-anew" }
}

/// Why no line is taken, if none is of the lines that there are.
pub(super) fn lack(context: &Context<'_>) -> Option<ExportLack> {
    let (pages, all) = taught(context);
    if all == 0 {
        return None;
    }
    let lines: Vec<&TaughtLine> = pages.iter().flat_map(|(_, lines)| lines).collect();
    if lines.is_empty() {
        let (checked, agreed) = (context.options.has(Switch::Checked), context.options.has(Switch::Agreed));
        return Some(ExportLack::NoSureLine { checked, agreed });
    }
    let has_image = !context.images.are_cut() || lines.iter().any(|line| context.images.cut(line.line).is_some());
    (!has_image).then_some(ExportLack::NoLineImage { lines: lines.len() })
}

/// How many lines were taken, if there are any.
pub(super) fn remarks(context: &Context<'_>) -> Vec<ExportRemark> {
    let (pages, all) = taught(context);
    let taken = pages.iter().flat_map(|(_, lines)| lines).filter(|line| context.images.cut(line.line).is_some()).count();
    if all == 0 { Vec::new() } else { vec![ExportRemark::Lines { taken, all }] }
}
