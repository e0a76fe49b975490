//! What each raw character becomes: kept, dropped, or replaced; and which blanks carry meaning.

use super::lines::{Dense, Line};
use super::pointing::{Pointing, is_western, stays};
use super::text::PageWords;
use crate::edition::{Piece, Span, piece};
use crate::language::class;
use crate::language::divided::{self, Division};
use crate::page::{PageIndex, RawOffset, RawRange, is_blank};

/// A page's text, ready to be set as blocks.
pub struct Setter<'a> {
    /// Which page it is.
    pub page: PageIndex,
    /// The length of its raw text, in characters.
    pub raw_len: u32,
    /// The place of its first raw character that is no blank.
    pub first: u32,
    /// Its raw text.
    pub raw: &'a [char],
    /// Its characters without blanks.
    pub dense: &'a Dense,
    /// Its lines.
    pub lines: &'a [Line],
    /// Its words.
    pub words: &'a PageWords,
    /// Words for those who write stories: their names stand apart from them.
    pub writers: &'a [String],
    /// Whether half-width punctuation in Chinese context is made full width.
    pub widen: bool,
    /// Whether the page is in Chinese.
    pub is_chinese: bool,
    /// Whether the page is in traditional characters.
    pub is_traditional: bool,
    /// Hyphens that stand only because a word was divided at the end of its line, in order.
    pub hyphens: &'a [RawOffset],
}

/// A block's text with its provenance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The text.
    pub text: String,
    /// Where it comes from.
    pub pieces: Vec<Piece>,
    /// For each place that was asked for, its offset in the text, in characters.
    pub places: Vec<u32>,
}

/// A block that is being set.
struct SpacedBlock {
    pointing: Pointing,
    /// One past its last character.
    last: usize,
}

/// What becomes of blanks between two characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    Dropped,
    Kept,
}

impl Setter<'_> {
    /// An empty setting with room for these spans: text mostly of Chinese characters, and two pieces for a line.
    fn room(&self, spans: &[(usize, usize)], places: usize) -> Setting {
        let chars: usize = spans.iter().map(|(start, end)| end - start).sum();
        let line = self.dense.chars.len() / self.lines.len().max(1) + 1;
        let pieces = Vec::with_capacity(2 * chars / line + 4);
        Setting { text: String::with_capacity(3 * chars + 4), pieces, places: Vec::with_capacity(places) }
    }

    /// Sets spans of dense text as one block. `places` are dense positions, in order, whose offsets in the text are wanted.
    ///
    /// Each character takes the raw blanks after it along, and the page's first the blanks before it, so that blocks whose spans part the
    /// dense text part the raw text too.
    pub fn set(&self, spans: &[(usize, usize)], places: &[usize]) -> Setting {
        let mut setting = self.room(spans, places.len());
        let mut wanted = places.iter().peekable();
        let mut length = 0u32;
        let mut line = spans.first().map_or(0, |span| self.lines.partition_point(|line| line.end <= span.0));
        let last = spans.last().map_or(0, |span| span.1);
        let mut kept = (0, 0);
        let mut block = SpacedBlock { pointing: Pointing::of(self.dense, spans), last };
        for &(start, end) in spans {
            let mut index = start;
            while index < end {
                while wanted.next_if(|place| **place <= index).is_some() {
                    setting.places.push(length);
                }
                let stop = wanted.peek().map_or(end, |place| end.min(**place));
                let run = self.run(index, stop);
                if let (1.., Some(&at)) = (run, self.dense.raw.get(index)) {
                    setting.text.extend(self.dense.chars.get(index..index + run).unwrap_or_default());
                    if kept.1 != at || kept.0 == kept.1 {
                        self.put(&mut kept, (at, at), &mut setting);
                    }
                    kept.1 = at + run as u32;
                    length += run as u32;
                    index += run;
                    continue;
                }
                while self.lines.get(line).is_some_and(|line| line.end <= index) {
                    line += 1;
                }
                length += self.set_one(index, line, &mut block, &mut kept, &mut setting);
                index += 1;
            }
        }
        self.put(&mut kept, (0, 0), &mut setting);
        setting.places.extend(wanted.map(|_| length));
        setting
    }

    /// How many characters from `index` on, the one before `stop` excluded, stand as they are with nothing after them: most do.
    fn run(&self, index: usize, stop: usize) -> usize {
        let (chars, raw) = (self.dense.chars.get(index..stop), self.dense.raw.get(index..stop));
        let (Some(chars), Some(raw)) = (chars, raw) else { return 0 };
        // The page's first character takes the blanks before it along.
        let plain = |(c, pair): (&char, &[u32])| stays(*c) && matches!(pair, [at, next] if *next == at + 1 && *at != self.first);
        chars.iter().zip(raw.windows(2)).take_while(|(c, pair)| plain((c, pair))).count()
    }

    /// A block of raw text without any character but blanks: all of the page.
    pub fn set_blanks(&self) -> Setting {
        let mut setting = Setting::default();
        piece::push_piece(&mut setting.pieces, Piece::dropped(self.span(0, self.raw_len)));
        setting
    }

    fn span(&self, start: u32, end: u32) -> Span {
        Span::new(self.page, RawRange::new(RawOffset(start), RawOffset(end)))
    }

    /// Puts the kept run by as a piece, and begins another.
    fn put(&self, kept: &mut (u32, u32), next: (u32, u32), setting: &mut Setting) {
        if kept.0 < kept.1 {
            piece::push_piece(&mut setting.pieces, Piece::Kept(self.span(kept.0, kept.1)));
        }
        *kept = next;
    }

    /// Sets one character and the blanks after it; returns how many characters of text they are. `kept` is the run of raw characters
    /// kept so far that is no piece yet.
    fn set_one(&self, index: usize, line: usize, block: &mut SpacedBlock, kept: &mut (u32, u32), setting: &mut Setting) -> u32 {
        let more = index + 1 < block.last;
        let (Some(c), Some(&at)) = (self.dense.at(index), self.dense.raw.get(index)) else { return 0 };
        if at == self.first && at > 0 {
            self.put(kept, (0, 0), setting);
            piece::push_piece(&mut setting.pieces, Piece::dropped(self.span(0, at)));
        }
        let next = self.next_raw(at);
        let ends_line = self.lines.get(line).is_some_and(|line| line.end == index + 1) || (next > at + 1 && self.breaks(index));
        let division = if more && ends_line { self.division(index, at) } else { None };
        if division == Some(Division::Joined) {
            self.put(kept, (0, 0), setting);
            piece::push_piece(&mut setting.pieces, Piece::dropped(self.span(at, next)));
            return 0;
        }
        match block.pointing.instead(self.dense, index, block.last).filter(|_| self.widen) {
            Some(instead) => {
                setting.text.push(instead);
                self.put(kept, (0, 0), setting);
                piece::push_piece(&mut setting.pieces, Piece::Changed { source: Some(self.span(at, at + 1)), len: 1 });
            }
            None => {
                setting.text.push(c);
                if kept.1 == at && kept.0 < kept.1 { kept.1 = at + 1 } else { self.put(kept, (at, at + 1), setting) }
            }
        }
        if next == at + 1 {
            return 1;
        }
        let after = self.raw.get(at as usize + 1..next as usize).unwrap_or_default();
        // What nobody sees is no room between words: it stays, and is asked about.
        if more && !after.iter().any(|c| c.is_whitespace()) {
            setting.text.extend(after);
            if kept.1 == at + 1 && kept.0 < kept.1 {
                kept.1 = next
            } else {
                self.put(kept, (at + 1, next), setting)
            }
            return 1 + after.len() as u32;
        }
        let widened = !setting.text.ends_with(c);
        let blank = match division {
            Some(Division::Suspended) => Blank::Kept,
            Some(_) => Blank::Dropped,
            None if widened => Blank::Dropped,
            None => self.blank(index, line),
        };
        if !more || blank == Blank::Dropped {
            self.put(kept, (0, 0), setting);
            piece::push_piece(&mut setting.pieces, Piece::dropped(self.span(at + 1, next)));
            return 1;
        }
        self.put(kept, (0, 0), setting);
        1 + self.keep_blank(after, (at + 1, next), self.lines.get(line).is_some_and(|line| line.is_row), setting)
    }

    /// Sets a blank for those of a range of the raw text; between the cells of a row what keeps them apart. How many characters that is.
    fn keep_blank(&self, blanks: &[char], (start, end): (u32, u32), in_row: bool, setting: &mut Setting) -> u32 {
        let kept = match blanks {
            [' ', ' ', ..] if in_row => 2,
            ['\u{3000}', ..] if in_row => 1,
            [' ', ..] => 1,
            _ => 0,
        };
        let stays = blanks.get(..kept).unwrap_or_default();
        if stays.is_empty() {
            setting.text.push(' ');
            piece::push_piece(&mut setting.pieces, Piece::Changed { source: Some(self.span(start, end)), len: 1 });
            return 1;
        }
        setting.text.extend(stays);
        let until = start + kept as u32;
        piece::push_piece(&mut setting.pieces, Piece::Kept(self.span(start, until)));
        piece::push_piece(&mut setting.pieces, Piece::dropped(self.span(until, end)));
        kept as u32
    }

    /// The raw place after a character and the blanks behind it.
    fn next_raw(&self, at: u32) -> u32 {
        let rest = self.raw.get(at as usize + 1..).unwrap_or_default();
        at + 1 + rest.iter().take_while(|c| is_blank(**c)).count() as u32
    }

    /// What becomes of a hyphen at the end of a line; nothing where none stands there.
    fn division(&self, index: usize, at: u32) -> Option<Division> {
        /// The longest part of a word that is looked at.
        const LONGEST: usize = 40;
        let hyphen = self.dense.at(index).filter(|c| divided::is_hyphen(*c))?;
        if self.hyphens.binary_search(&RawOffset(at)).is_ok() {
            return Some(Division::Joined);
        }
        let from = index.saturating_sub(LONGEST);
        // A word begins after a blank.
        let before = (from..index).rev().take_while(|place| *place + 1 == index || !self.dense.blank_before(*place + 1)).last()?;
        let before = self.dense.chars.get(before..index)?;
        let to = (index + 1 + LONGEST).min(self.dense.chars.len());
        let end = (index + 2..to).find(|place| self.dense.blank_before(*place)).unwrap_or(to);
        let after = self.dense.chars.get(index + 1..end)?;
        let is_dash = matches!(hyphen, '—' | '=');
        let follows_word = before.last().is_some_and(|c| c.is_alphanumeric() || *c == '-') && !before.iter().any(|c| class::is_han(*c));
        let goes_on = after.first().is_some_and(|c| c.is_alphanumeric() && !class::is_han(*c));
        if !follows_word || !goes_on {
            return divided::divides_only(hyphen).then_some(Division::Joined);
        }
        // A dash divides a word only where nothing else makes one of it.
        Some(divided::division(before, hyphen, after)).filter(|division| !is_dash || *division == Division::Joined)
    }

    /// What becomes of the blanks after the character at `index`, which stands in the line of number `line`.
    fn blank(&self, index: usize, line: usize) -> Blank {
        let (Some(left), Some(right)) = (self.dense.at(index), self.dense.at(index + 1)) else { return Blank::Dropped };
        let (ends_line, spaced) =
            self.lines.get(line).map_or((false, false), |line| (line.end == index + 1 || self.breaks(index), line.spaced));
        let western = |left: bool| if left { is_western(self.dense, index, false) } else { is_western(self.dense, index + 1, true) };
        let keep = if class::is_han(right) && self.names_writer(index, spaced) {
            true
        } else if self.is_loose_mark(index) {
            false
        } else if ends_line {
            western(true)
                && western(false)
                && !self.begins_word(index, line)
                && !self.in_address(index)
                && !(left.is_ascii_digit() && right.is_ascii_digit() && self.is_chinese && !self.in_groups(index))
        } else if spaced {
            western(true) && western(false) && (self.western_run(index, false) > 1 || self.western_run(index + 1, true) > 1)
        } else if (western(true) && western(false)) || self.lines.get(line).is_some_and(|line| line.is_row) {
            true
        } else if class::is_han(left) && class::is_han(right) {
            // The old press sets no blanks in text.
            !self.is_traditional && !self.words.cuts(index + 1) && (self.han_run(index, false) > 1 || self.han_run(index + 1, true) > 1)
        } else {
            // Where a sentence ends, a blank is what is left of a break that was lost.
            class::ends_sentence(left) && !left.is_ascii() && (class::is_han(right) || class::is_opening(right))
        };
        if keep { Blank::Kept } else { Blank::Dropped }
    }

    /// Whether the character at `index`, with which a raw line ends, is all of it and the initial of the word that follows.
    fn begins_word(&self, index: usize, line: usize) -> bool {
        /// The longest word that is looked at.
        const LONGEST: usize = 40;
        let is_alone = self.lines.get(line).is_some_and(|line| line.start == index);
        let after = self.dense.chars.get(index + 1..).unwrap_or_default();
        let end = (1..after.len().min(LONGEST)).find(|length| self.dense.blank_before(index + 1 + length));
        let after = after.get(..end.unwrap_or(after.len().min(LONGEST))).unwrap_or_default();
        is_alone && self.dense.at(index).is_some_and(|initial| divided::begins(initial, after))
    }

    /// Whether a comma or a full stop follows the character at `index`, from which the blank that is set after it stands before it too.
    /// Points that lead the eye to a number stand apart.
    fn is_loose_mark(&self, index: usize) -> bool {
        let is_mark = |at: usize| self.dense.at(at).is_some_and(|c| matches!(c, ',' | '.'));
        let follows_word = self.dense.at(index).is_some_and(|c| c.is_alphanumeric() && !class::is_han(c));
        let stands_apart = index + 2 >= self.dense.chars.len() || self.dense.blank_before(index + 2);
        !self.is_chinese && follows_word && is_mark(index + 1) && stands_apart && !is_mark(index + 2)
    }

    /// Whether a raw line ends with the character at `index`, though its line as it is read goes on.
    fn breaks(&self, index: usize) -> bool {
        match (self.dense.raw.get(index), self.dense.raw.get(index + 1)) {
            (Some(here), Some(next)) => {
                next < here || self.raw.get(*here as usize..*next as usize).is_some_and(|between| between.contains(&'\n'))
            }
            _ => false,
        }
    }

    /// Whether a word for a writer ends at `index`, in a bracket or after a blank, so that a name follows; or whether one begins
    /// after it in the bracket of a lead-in, where another name has ended.
    fn names_writer(&self, index: usize, spaced: bool) -> bool {
        // Words for writers are rare, so the bracket is looked for only where one stands.
        let stands = |start: usize, writer: &str| {
            let text = self.dense.folded.get(start..).unwrap_or_default();
            let mut rest = text.iter();
            writer.chars().all(|c| rest.next() == Some(&c))
        };
        let after_name = self.dense.at(index).is_some_and(class::is_han);
        self.writers.iter().any(|writer| {
            let start = (index + 1).checked_sub(writer.chars().count());
            let ends = start.filter(|start| stands(*start, writer));
            let set_apart = ends.is_some_and(|start| !spaced && self.dense.blank_before(start));
            let begins = after_name && stands(index + 1, writer);
            set_apart || ((ends.is_some() || begins) && self.in_writers_bracket(index))
        })
    }

    /// Whether the character at `index` stands in a bracket that begins with a word for a writer.
    fn in_writers_bracket(&self, index: usize) -> bool {
        /// The longest list of names, in characters.
        const LONGEST: usize = 40;
        let from = (index + 1).saturating_sub(LONGEST);
        let before = self.dense.folded(from, index + 1);
        let Some(open) = before.iter().rposition(|c| matches!(c, '（' | '）')) else { return false };
        let first = from + open + 1;
        let writer = |writer: &String| {
            let length = writer.chars().count();
            self.dense.folded(first, first + length).iter().copied().eq(writer.chars())
        };
        before.get(open) == Some(&'（') && self.writers.iter().any(writer)
    }

    /// Whether the digits that end at `index` are one of several groups that blanks part, as numbers that were drawn are.
    fn in_groups(&self, index: usize) -> bool {
        let is_digit = |at: usize| self.dense.at(at).is_some_and(|c| c.is_ascii_digit());
        let first = (0..=index).rev().take_while(|at| is_digit(*at) && (*at == index || !self.dense.blank_before(*at + 1))).last();
        let last = (index + 1..).take_while(|at| is_digit(*at) && (*at == index + 1 || !self.dense.blank_before(*at))).last();
        // Single digits are those of a letter-spaced number.
        let before =
            first.is_some_and(|first| first < index && self.dense.blank_before(first) && first.checked_sub(1).is_some_and(is_digit));
        let after = last.is_some_and(|last| last > index + 1 && self.dense.blank_before(last + 1) && is_digit(last + 1));
        before && after
    }

    /// How many characters of Latin text, up to two, stand together from `index` on, forwards or backwards.
    fn western_run(&self, index: usize, forwards: bool) -> usize {
        let second = if forwards { Some(index + 1) } else { index.checked_sub(1) };
        let apart = if forwards { self.dense.blank_before(index + 1) } else { self.dense.blank_before(index) };
        1 + usize::from(!apart && second.is_some_and(|second| is_western(self.dense, second, forwards)))
    }

    /// Whether a web address goes on over the end of a line.
    fn in_address(&self, index: usize) -> bool {
        const LONGEST: usize = 60;
        let from = (index.saturating_sub(LONGEST)..=index).rev().take_while(|at| !self.dense.blank_before(*at + 1) || *at == index);
        let word: String = from.filter_map(|at| self.dense.at(at)).take_while(char::is_ascii_graphic).collect();
        // It was read backwards.
        word.contains("//:") || word.contains(".www")
    }

    /// How many Chinese characters, up to two, stand together from `index` on, forwards or backwards.
    fn han_run(&self, index: usize, forwards: bool) -> usize {
        let second = if forwards { Some(index + 1) } else { index.checked_sub(1) };
        let apart = if forwards { self.dense.blank_before(index + 1) } else { self.dense.blank_before(index) };
        let goes_on = !apart && second.and_then(|second| self.dense.at(second)).is_some_and(|c| !c.is_ascii());
        1 + usize::from(goes_on)
    }
}
