//! A block's text with all that is known of its characters: names, marks, changes, and where the source's pages and lines begin.
//!
//! Each is a range of the text. Ranges that cross another are left out, names first, so that what is left nests.

use super::super::comments::{Parts, PlacedComment};
use super::super::marks::{self, Mark, Marked};
use super::super::story::cells;
use super::super::xml::Xml;
use super::super::{Context, Switch};
use super::comments::{Edge, anchor_id};
use super::names::{NameKind, TaggedNames};
use super::{facsimile, page_id};
use crate::edition::{Article, Block, Piece};
use crate::language::width;
use crate::page::{PageIndex, is_blank};

/// What a range of the text is.
#[derive(Clone)]
enum Meaning {
    Mark(Mark, Marked),
    /// The source reads otherwise here, or nothing (empty).
    Change(String),
    Name(NameKind, String),
    /// The place of this name, where a comment begins or ends.
    Anchor(String),
}

#[derive(Clone)]
struct TaggedRange {
    from: usize,
    to: usize,
    meaning: Meaning,
}

/// A block's text.
struct BlockText {
    characters: Vec<char>,
    /// The same in the characters that are asked for; nothing where none are.
    converted: Vec<char>,
    /// The page and line of each character; nothing where their beginnings are not asked for.
    lines: Vec<Option<(PageIndex, usize)>>,
}

/// Writes texts one after another, and knows the page and line of the source it is at.
pub(super) struct InlineWriter<'a, 'c> {
    pub(super) context: &'a Context<'c>,
    pub(super) names: &'a TaggedNames,
    at: Option<(PageIndex, usize)>,
}

/// What is written of a text: everything, or in places where TEI allows less (descriptions of figures) names alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    All,
    Names,
}

impl<'a, 'c> InlineWriter<'a, 'c> {
    /// A writer before the first page.
    pub(super) fn new(context: &'a Context<'c>, names: &'a TaggedNames) -> InlineWriter<'a, 'c> {
        InlineWriter { context, names, at: None }
    }

    /// Writes a block's text. Names are found in the text of articles.
    pub(super) fn write(&mut self, xml: &mut Xml, block: &Block, article: Option<&Article>, depth: Depth) {
        let text = self.text_of(block, depth);
        let whole = (0, text.characters.len());
        let ranges = self.ranges(block, &text.characters, article, depth, &[whole]);
        self.part(xml, &text, whole, &ranges);
    }

    /// Writes a block's text with each of its cells in an element of this name. Ranges that reach over a cell are left out.
    pub(super) fn write_cells(&mut self, xml: &mut Xml, block: &Block, article: Option<&Article>, name: &str) {
        let text = self.text_of(block, Depth::All);
        let cells: Vec<(usize, usize)> = cells(block.text()).into_iter().map(|(from, to)| (from.chars(), to.chars())).collect();
        let ranges = self.ranges(block, &text.characters, article, Depth::All, &cells);
        for (from, to) in cells {
            let within: Vec<TaggedRange> = ranges.iter().filter(|range| from <= range.from && range.to <= to).cloned().collect();
            xml.inline(name, &[], |xml| self.part(xml, &text, (from, to), &within));
        }
    }

    /// Writes a part of a block's text with all ranges in it.
    fn part(&mut self, xml: &mut Xml, text: &BlockText, part: (usize, usize), ranges: &[TaggedRange]) {
        let mut rest = ranges;
        self.stretch(xml, text, part, &mut rest);
        // What was dropped, or ends, behind the last character.
        while let Some((range, after)) = rest.split_first() {
            rest = after;
            self.range(xml, text, range, &mut rest);
        }
    }

    /// A block's text with what is asked for of its characters.
    fn text_of(&self, block: &Block, depth: Depth) -> BlockText {
        let (options, characters) = (self.context.options, block.text().chars().collect::<Vec<char>>());
        let is_all = depth == Depth::All;
        let lines = if is_all && options.has(Switch::Breaks) { self.lines(block, characters.len()) } else { Vec::new() };
        let conversion = options.conversion().filter(|_| is_all);
        let converted = conversion.map(|conversion| conversion.convert(block.text()).chars().collect()).unwrap_or_default();
        BlockText { characters, converted, lines }
    }

    /// The ranges of a block whose text is written in these parts, outer ones before those in them.
    fn ranges(&self, block: &Block, text: &[char], article: Option<&Article>, depth: Depth, parts: Parts<'_>) -> Vec<TaggedRange> {
        let mut ranges: Vec<TaggedRange> = Vec::new();
        if depth == Depth::All {
            for marked in marks::marks(block, &self.context.style.marks) {
                ranges.push(TaggedRange { from: marked.from.chars(), to: marked.to.chars(), meaning: Meaning::Mark(marked.mark, marked) });
            }
            if self.context.options.has(Switch::Changes) && !block.is_supplied(self.context.edition.pages()) {
                self.changes(block, text).into_iter().for_each(|change| add(&mut ranges, change));
            }
        }
        if let Some(article) = article.filter(|_| self.context.options.has(Switch::Names)) {
            for name in self.names.find(article, text) {
                add(&mut ranges, TaggedRange { from: name.from, to: name.to, meaning: Meaning::Name(name.kind, name.target) });
            }
        }
        if depth == Depth::All {
            let placed: Vec<TaggedRange> =
                self.context.comments.on(block.id()).flat_map(|placed| anchors(&placed, parts, &ranges)).collect();
            ranges.extend(placed);
        }
        // A name holds a change of the same length, and a change the mark that stands for what was read.
        let order = |range: &TaggedRange| match range.meaning {
            Meaning::Name(..) => 0,
            Meaning::Change(_) => 1,
            Meaning::Mark(..) => 2,
            Meaning::Anchor(_) => 3,
        };
        // What was dropped at a place stands before what begins there.
        ranges.sort_by_key(|range| (range.from, range.to > range.from, std::cmp::Reverse(range.to), order(range)));
        ranges
    }

    /// Where the text reads otherwise than the source, blanks apart. Marks that say so themselves are none.
    fn changes(&self, block: &Block, text: &[char]) -> Vec<TaggedRange> {
        let marks = marks::marks(block, &self.context.style.marks);
        let mut changes = Vec::new();
        let mut from = 0;
        for piece in block.pieces() {
            let to = from + piece.text_len();
            if let Piece::Changed { source, .. } = piece {
                let page = source.and_then(|span| Some((span, self.context.edition.page(span.page)?)));
                let raw: String = page.map(|(span, page)| page.slice(span.range)).unwrap_or_default().trim().replace('\n', "");
                let now: String = text.get(from..to).unwrap_or_default().iter().collect();
                let is_sign = raw.is_empty() && marks.iter().any(|marked| is_sign(marked, from, to));
                if solid(&raw) != solid(&now) && !is_sign {
                    push_change(&mut changes, &marks, TaggedRange { from, to, meaning: Meaning::Change(raw) });
                }
            }
            from = to;
        }
        changes
    }

    /// The page and line of the source for each character; none for what the source does not have.
    fn lines(&self, block: &Block, chars: usize) -> Vec<Option<(PageIndex, usize)>> {
        let mut lines = Vec::with_capacity(chars);
        for piece in block.pieces() {
            let page = piece.source().and_then(|span| Some((span, self.context.edition.page(span.page)?)));
            for index in 0..piece.text_len() {
                lines.push(page.map(|(span, page)| {
                    let within = if matches!(piece, Piece::Kept(_)) { index as u32 } else { 0 };
                    (span.page, page.line_of(crate::page::RawOffset(span.range.start.0 + within)))
                }));
            }
        }
        lines
    }

    /// Writes a stretch of text with the ranges that begin in it.
    fn stretch(&mut self, xml: &mut Xml, text: &BlockText, (from, to): (usize, usize), rest: &mut &[TaggedRange]) {
        let mut at = from;
        while let Some((range, after)) = rest.split_first() {
            // What was dropped at the end of a range lies behind it.
            if range.from > to || (range.from == to && to > from) || range.to > to {
                break;
            }
            *rest = after;
            self.characters(xml, text, at, range.from);
            at = self.range(xml, text, range, rest).max(at);
        }
        self.characters(xml, text, at, to);
    }

    /// Writes a range with those in it, and gives its end.
    fn range(&mut self, xml: &mut Xml, text: &BlockText, range: &TaggedRange, rest: &mut &[TaggedRange]) -> usize {
        match &range.meaning {
            Meaning::Name(kind, target) => {
                xml.inline(kind.element(), &[("ref", target)], |xml| self.stretch(xml, text, (range.from, range.to), rest));
            }
            Meaning::Change(raw) => {
                let now: String = text.characters.get(range.from..range.to).unwrap_or_default().iter().collect();
                let (was, is) = if is_regular(raw, &now) { ("orig", "reg") } else { ("sic", "corr") };
                xml.inline("choice", &[], |xml| {
                    xml.inline(was, &[], |xml| xml.text(raw));
                    xml.inline(is, &[], |xml| {
                        if range.to > range.from {
                            self.stretch(xml, text, (range.from, range.to), rest);
                        }
                    });
                });
            }
            Meaning::Mark(mark, marked) => self.mark(xml, text, (*mark, marked), rest),
            Meaning::Anchor(id) => xml.empty("anchor", &[("xml:id", id)]),
        }
        range.to
    }

    fn mark(&mut self, xml: &mut Xml, text: &BlockText, (mark, marked): (Mark, &Marked), rest: &mut &[TaggedRange]) {
        let about = (marked.about.0.chars(), marked.about.1.chars());
        let inner = |writer: &mut Self, xml: &mut Xml, rest: &mut &[TaggedRange]| writer.stretch(xml, text, about, rest);
        match mark {
            Mark::Illegible => {
                let sign = self.context.style.marks.illegible.chars().count().max(1);
                let quantity = ((marked.to.chars() - marked.from.chars()) / sign).to_string();
                xml.empty("gap", &[("reason", "illegible"), ("unit", "character"), ("quantity", &quantity)]);
            }
            Mark::Lost => xml.empty("gap", &[("reason", "lost"), ("extent", "unknown")]),
            Mark::Unencodable => xml.empty("gap", &[("reason", "unencodable"), ("unit", "character"), ("quantity", "1")]),
            Mark::Supplied => xml.inline("supplied", &[("resp", "#editor")], |xml| inner(self, xml, rest)),
            Mark::Unclear => xml.inline("unclear", &[], |xml| inner(self, xml, rest)),
            Mark::Sic => xml.inline("sic", &[], |xml| inner(self, xml, rest)),
        }
        // The mark itself is said by the element; what was changed to write it is no other change.
        while rest.first().is_some_and(|range| range.from < marked.to.chars()) {
            *rest = rest.get(1..).unwrap_or_default();
        }
    }

    /// Writes characters, with the beginnings of pages and lines before those that lie on another line than the one before.
    fn characters(&mut self, xml: &mut Xml, text: &BlockText, from: usize, to: usize) {
        let mut begin = from;
        for at in from..to {
            if let Some(Some(here)) = text.lines.get(at).filter(|here| here.is_some() && **here != self.at) {
                self.run(xml, text, begin, at);
                begin = at;
                self.go_to(xml, *here);
            }
        }
        self.run(xml, text, begin, to);
    }

    /// Writes characters of one line. Where they are others in the characters that are asked for, both stand beside each other.
    fn run(&self, xml: &mut Xml, text: &BlockText, from: usize, to: usize) {
        let printed = text.characters.get(from..to).unwrap_or_default();
        let Some(converted) = text.converted.get(from..to) else { return xml.text(&printed.iter().collect::<String>()) };
        let pairs: Vec<(char, char)> = printed.iter().copied().zip(converted.iter().copied()).collect();
        for group in pairs.chunk_by(|one, next| (one.0 == one.1) == (next.0 == next.1)) {
            let (printed, converted): (String, String) = group.iter().copied().unzip();
            if printed == converted {
                xml.text(&printed);
                continue;
            }
            let language = self.context.text_language().converted(self.context.options.conversion());
            xml.inline("choice", &[], |xml| {
                xml.inline("orig", &[], |xml| xml.text(&printed));
                xml.inline("reg", &[("xml:lang", language.tag())], |xml| xml.text(&converted));
            });
        }
    }

    fn go_to(&mut self, xml: &mut Xml, (page, line): (PageIndex, usize)) {
        if self.at.map(|(page, _)| page) != Some(page) {
            let label = self.context.page_label(page);
            let (corresponds, facs) = (format!("#{}", page_id(page.position())), facsimile::of_page(self.context, page));
            let attributes = [("n", label), ("corresp", corresponds.as_str())];
            xml.empty("pb", &pointing(&attributes, facs.as_deref()));
        }
        let (number, facs) = (line.to_string(), facsimile::of_line(self.context, page, line));
        xml.empty("lb", &pointing(&[("n", &number)], facs.as_deref()));
        self.at = Some((page, line));
    }
}

/// The attributes with a pointer into the facsimile, if there is one.
fn pointing<'t>(attributes: &[(&'t str, &'t str)], facs: Option<&'t str>) -> Vec<(&'t str, &'t str)> {
    attributes.iter().copied().chain(facs.map(|facs| ("facs", facs))).collect()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// Adds a change. Those under one mark that stands for several characters are one.
fn push_change(changes: &mut Vec<TaggedRange>, marks: &[Marked], change: TaggedRange) {
    let under = |marked: &Marked, from: usize, to: usize| marked.from.chars() <= from && to <= marked.to.chars();
    if let Some(last) = changes.last_mut().filter(|last| last.to == change.from)
        && let (Meaning::Change(raw), Meaning::Change(more)) = (&mut last.meaning, &change.meaning)
        && marks.iter().any(|marked| marked.mark == Mark::Illegible && under(marked, last.from, change.to))
    {
        raw.push_str(more);
        last.to = change.to;
    } else {
        changes.push(change);
    }
}

/// Where a comment begins and ends. The signs of a mark are said by its element and have no room: there the whole mark is meant.
fn anchors(placed: &PlacedComment<'_>, parts: Parts<'_>, ranges: &[TaggedRange]) -> [TaggedRange; 2] {
    let [(_, mut from), (_, mut to)] = placed.within(parts);
    let sign_at = |at: usize| {
        let is_in_sign = |marked: &&Marked| {
            let is_about = marked.about.0.chars() <= at && at < marked.about.1.chars();
            marked.from.chars() < at && at < marked.to.chars() && !is_about
        };
        let mut marks = ranges.iter().filter_map(|range| if let Meaning::Mark(_, marked) = &range.meaning { Some(marked) } else { None });
        marks.find(is_in_sign)
    };
    // Marks may stand in marks: each step goes further out.
    while let Some(marked) = sign_at(from) {
        from = marked.from.chars();
    }
    while let Some(marked) = sign_at(to) {
        to = marked.to.chars();
    }
    let anchor = |at: usize, edge: Edge| TaggedRange { from: at, to: at, meaning: Meaning::Anchor(anchor_id(placed, edge)) };
    [anchor(from, Edge::From), anchor(to.max(from), Edge::To)]
}

/// Adds a range unless it crosses one that is there.
fn add(ranges: &mut Vec<TaggedRange>, range: TaggedRange) {
    let crosses = |other: &TaggedRange| {
        let apart = other.to <= range.from || range.to <= other.from;
        let nested = (other.from <= range.from && range.to <= other.to) || (range.from <= other.from && other.to <= range.to);
        !apart && !nested
    };
    // In a mark's own signs there is no room for anything.
    let in_sign = |other: &TaggedRange| match &other.meaning {
        Meaning::Mark(_, marked) => {
            let (from, to) = (marked.about.0.chars(), marked.about.1.chars());
            let same = (other.from, other.to) == (range.from, range.to);
            let holds = other.from <= range.from && range.to <= other.to && !same && (range.to > other.from || range.from < other.from);
            holds && !(from <= range.from && range.to <= to)
        }
        _ => false,
    };
    if !ranges.iter().any(|other| crosses(other) || in_sign(other)) {
        ranges.push(range);
    }
}

/// Whether a range is nothing but signs of a mark, its brackets or the sign behind a word, or all that the mark is about with them.
fn is_sign(marked: &Marked, from: usize, to: usize) -> bool {
    let (start, end) = (marked.about.0.chars(), marked.about.1.chars());
    let whole = (marked.from.chars(), marked.to.chars());
    whole == (from, to) || (whole.0 <= from && to <= whole.1 && (to <= start || end <= from))
}

/// Whether the change is one of form alone: half-width punctuation made full width.
fn is_regular(raw: &str, now: &str) -> bool {
    !now.is_empty() && raw.chars().map(width::fold).eq(now.chars().map(width::fold))
}
