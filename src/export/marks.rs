//! The editor's marks in a block's text, as the house style writes them: what is illegible, lost, supplied, doubtful, printed so.
//!
//! A mark counts only where the editor wrote it. The same characters kept from the source are print: 〔 〕 in `国发〔2022〕15号`, □ before
//! a byline.

use std::collections::BTreeMap;

use crate::edition::{Block, Piece, TextOffset};
use crate::language;
use crate::style;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// As many characters as there are marks cannot be read.
    Illegible,
    /// Text of unknown length is lost.
    Lost,
    /// A character has no code.
    Unencodable,
    /// The editor supplied the text between the brackets.
    Supplied,
    /// The text before it is read so, but not surely.
    Unclear,
    /// The text before it was printed so.
    Sic,
}

impl Mark {
    /// All marks, in the order in which they are explained.
    pub(crate) const ALL: [Mark; 6] = [Mark::Illegible, Mark::Lost, Mark::Unencodable, Mark::Supplied, Mark::Unclear, Mark::Sic];

    /// The key of the words that explain it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Mark::Illegible => "export-mark-illegible",
            Mark::Lost => "export-mark-lost",
            Mark::Unencodable => "export-mark-unencodable",
            Mark::Supplied => "export-mark-supplied",
            Mark::Unclear => "export-mark-unclear",
            Mark::Sic => "export-mark-sic",
        }
    }

    /// How the house style writes it.
    pub(crate) fn sign(self, marks: &style::Marks) -> String {
        match self {
            Mark::Illegible => marks.illegible.clone(),
            Mark::Lost => marks.lost.clone(),
            Mark::Unencodable => marks.unencodable.clone(),
            Mark::Supplied => format!("{}　{}", marks.supplied.0, marks.supplied.1),
            Mark::Unclear => marks.unclear.clone(),
            Mark::Sic => marks.sic.clone(),
        }
    }
}

/// A mark with the text it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    /// What it says.
    pub(crate) mark: Mark,
    /// Where the mark begins, or the text it is about.
    pub(crate) from: TextOffset,
    /// Where it ends.
    pub(crate) to: TextOffset,
    /// The text it is about: between brackets, or before the mark; empty where the mark stands for text.
    pub(crate) about: (TextOffset, TextOffset),
}

/// The marks of a block in order of place. Any two are apart, or one holds the other, and then comes first.
pub(crate) fn marks(block: &Block, signs: &style::Marks) -> Vec<Marked> {
    let text: Vec<char> = block.text().chars().collect();
    let written = written(block, text.len());
    let here = |at: usize, sign: &str| {
        let mut end = at;
        for c in sign.chars() {
            if text.get(end) != Some(&c) || written.get(end) != Some(&true) {
                return None;
            }
            end += 1;
        }
        (end > at).then_some(end)
    };
    let mut found: Vec<Marked> = Vec::new();
    let mut ends = Ends::new();
    // Where brackets of supplied text were opened, and how many marks had been found then.
    let mut open: Option<(usize, usize, usize)> = None;
    let inside = |open: Option<(usize, usize, usize)>| open.map_or(0, |(_, inside, _)| inside);
    let mut at = 0;
    while at < text.len() {
        let (to, mark) = if let Some(to) = here(at, &signs.sic) {
            (to, Some((Mark::Sic, before(&text, at, inside(open), &ends, Mark::Sic))))
        } else if let Some(to) = here(at, &signs.unclear) {
            (to, Some((Mark::Unclear, before(&text, at, inside(open), &ends, Mark::Unclear))))
        } else if let Some(to) = here(at, &signs.lost) {
            (to, Some((Mark::Lost, at)))
        } else if let Some(to) = here(at, &signs.illegible) {
            (to, Some((Mark::Illegible, at)))
        } else if let Some(to) = here(at, &signs.unencodable) {
            (to, Some((Mark::Unencodable, at)))
        } else if let Some(to) = here(at, &signs.supplied.0) {
            open = Some((at, to, found.len()));
            (to, None)
        } else if let (Some(to), Some((from, inside, count))) = (here(at, &signs.supplied.1), open) {
            open = None;
            let marked = Marked { mark: Mark::Supplied, from: offset(from), to: offset(to), about: (offset(inside), offset(at)) };
            found.insert(count.min(found.len()), marked);
            note(&mut ends, from, to);
            (to, None)
        } else {
            (at + 1, None)
        };
        match (mark, found.last_mut()) {
            (Some((Mark::Illegible, _)), Some(last)) if last.mark == Mark::Illegible && last.to == offset(at) => {
                last.to = offset(to);
                ends.remove(&at);
                note(&mut ends, last.from.chars(), to);
            }
            (Some((mark, from)), _) => {
                note(&mut ends, from, to);
                let about = if from < at { (offset(from), offset(at)) } else { (offset(to), offset(to)) };
                // Text that already has a mark is held by the new one.
                let place = found.partition_point(|one| one.from < offset(from));
                found.insert(place, Marked { mark, from: offset(from), to: offset(to), about });
            }
            (None, _) => {}
        }
        at = to;
    }
    found
}

/// Where marks end, each with where the first of them begins.
type Ends = BTreeMap<usize, usize>;

fn note(ends: &mut Ends, from: usize, to: usize) {
    ends.entry(to).and_modify(|first| *first = from.min(*first)).or_insert(from);
}

fn offset(chars: usize) -> TextOffset {
    TextOffset::new(chars)
}

/// Whether the editor wrote each character.
fn written(block: &Block, chars: usize) -> Vec<bool> {
    let mut written = Vec::with_capacity(chars);
    for piece in block.pieces() {
        written.extend(std::iter::repeat_n(!matches!(piece, Piece::Kept(_)), piece.text_len()));
    }
    written
}

/// Where the text begins that a mark at `at` is about: a character for what is unclear, a word for what was printed so, or all that has
/// a mark that ends there. It does not reach back over `start`.
fn before(text: &[char], at: usize, start: usize, ends: &Ends, mark: Mark) -> usize {
    let last = ends.range(..=at).next_back();
    if let Some((_, from)) = last.filter(|(end, _)| **end == at) {
        return *from;
    }
    let free = last.map_or(0, |(end, _)| *end).max(start);
    let word = if mark == Mark::Unclear { 1 } else { last_word(text.get(free..at).unwrap_or_default()) };
    at.saturating_sub(word).max(free)
}

/// How many characters the last word has.
fn last_word(text: &[char]) -> usize {
    const ENOUGH: usize = 24;
    let tail: String = text.iter().skip(text.len().saturating_sub(ENOUGH)).collect();
    language::last_word(&tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{BlockId, Role, Span};
    use crate::page::{PageIndex, RawOffset, RawRange};

    fn found(text: &str, kept: usize) -> Vec<(Mark, String, String)> {
        let span = Span::new(PageIndex(0), RawRange::new(RawOffset(0), RawOffset(kept as u32)));
        let block = Block::new(BlockId(1), Role::Paragraph, text, [Piece::Kept(span)]);
        let part = |from: TextOffset, to: TextOffset| text.chars().skip(from.chars()).take(to.chars() - from.chars()).collect();
        let marks = marks(&block, &style::Marks::default());
        marks.iter().map(|one| (one.mark, part(one.from, one.to), part(one.about.0, one.about.1))).collect()
    }

    fn only(mark: Mark, whole: &str, about: &str) -> (Mark, String, String) {
        (mark, whole.to_owned(), about.to_owned())
    }

    #[test]
    fn marks_are_found_with_what_they_are_about() {
        assert_eq!(found("王□□明", 0), [only(Mark::Illegible, "□□", "")]);
        assert_eq!(found("王□……□明", 0), [only(Mark::Lost, "□……□", "")]);
        assert_eq!(found("镇■村", 0), [only(Mark::Unencodable, "■", "")]);
        assert_eq!(found("吕〔梁□〕市", 0), [only(Mark::Supplied, "〔梁□〕", "梁□"), only(Mark::Illegible, "□", "")]);
        assert_eq!(found("在市政府〔原文如此〕里", 0), [only(Mark::Sic, "市政府〔原文如此〕", "市政府")]);
        assert_eq!(found("张三〔？〕说", 0), [only(Mark::Unclear, "三〔？〕", "三")]);
        assert_eq!(found("〔梁〕〔原文如此〕", 0), [only(Mark::Sic, "〔梁〕〔原文如此〕", "〔梁〕"), only(Mark::Supplied, "〔梁〕", "梁")]);
    }

    #[test]
    fn what_the_paper_printed_is_no_mark() {
        assert_eq!(found("国发〔2022〕15号", 11), []);
        assert_eq!(found("□记者王明", 5), []);
        assert_eq!(found("一〔二", 0), []);
        assert_eq!(found("〔〔原文如此〕〕", 0).len(), 2);
    }
}
