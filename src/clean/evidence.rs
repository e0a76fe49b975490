//! How likely each line is in each part it can play, from its own width, punctuation and surroundings.

use super::edges::LineEnds;
use super::lines::{Dense, Line};
use super::measure::Columns;
use super::place::LineLayout;
use super::signs::Signs;
use super::text::PageWords;
use super::weights as w;
use crate::language::class;
use crate::language::script::Script;

/// Everything known of a page's lines before their parts are chosen.
pub struct PageEvidence<'a> {
    /// The page's characters.
    pub dense: &'a Dense,
    /// The page's lines.
    pub lines: &'a [Line],
    /// The measure of each line, in half-ems.
    pub measures: &'a [u32],
    /// What the house style recognises in each.
    pub signs: &'a [Signs],
    /// The ends of each.
    pub edges: &'a [LineEnds],
    /// The page's words.
    pub words: &'a PageWords,
    /// The page's habits.
    pub habits: PageHabits,
    /// The indent of a paragraph, in half-ems.
    pub indent: u32,
    /// What the width of a column counts.
    pub rooms: Rooms,
    /// What the layout says of each line; empty on a page without one.
    pub places: &'a [LineLayout],
    /// What the page is written in.
    pub script: Script,
    /// Whether its regions are known by its typesetting.
    pub typeset: bool,
}

/// The logarithm of how many characters a column holds: a line that need not fill it is one of so many.
pub struct Rooms([f32; 128]);

impl Default for Rooms {
    fn default() -> Rooms {
        Rooms(std::array::from_fn(|measure| Rooms::reckon(measure as u32)))
    }
}

impl Rooms {
    fn reckon(measure: u32) -> f32 {
        (measure as f32 / 2.0).ln()
    }

    /// That of a column of this measure, in half-ems.
    fn of(&self, measure: u32) -> f32 {
        self.0.get(measure as usize).copied().unwrap_or_else(|| Rooms::reckon(measure))
    }
}

/// The habits of a page's typesetter and OCR.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageHabits {
    /// How many blank lines usually stand between two lines.
    pub gap: u32,
    /// Whether nearly all lines keep to it.
    pub even: bool,
    /// Whether first lines keep their indents as blanks.
    pub indents: bool,
    /// Whether punctuation is squeezed to get more on a line.
    pub squeezes: bool,
    /// Whether digits and Latin letters are a full em wide.
    pub wide_latin: bool,
    /// Whether a line is a paragraph: the text was not broken into lines, or was put together again.
    pub flows: bool,
    /// How well a line fits its column on the average, as a logarithm.
    pub fit: f32,
}

/// No column is wider, in half-ems.
const WIDEST_COLUMN: u32 = 100;

/// Whether lines are paragraphs: many are wider than any column, and no width is common among these.
fn flows(lines: &[Line]) -> bool {
    let mut wide: Vec<u32> = lines.iter().map(|line| line.width).filter(|width| *width > WIDEST_COLUMN).collect();
    wide.sort_unstable();
    let alike = |(index, from): (usize, &u32)| wide.partition_point(|width| *width <= from + 3) - index;
    let common = wide.iter().enumerate().map(alike).max().unwrap_or(0);
    wide.len() >= 3 && wide.len() * 6 >= lines.len() && common * 5 <= wide.len() * 2 + 5
}

impl PageHabits {
    /// The habits of a page.
    pub fn of(lines: &[Line], columns: &Columns) -> PageHabits {
        let rest = lines.get(1..).unwrap_or_default();
        let with = |gap: u32| rest.iter().filter(|line| line.gap == gap).count();
        let gap = (0..3).max_by_key(|gap| (with(*gap), 3 - gap)).unwrap_or(0);
        let indented = lines.iter().filter(|line| line.lead >= 3).count();
        let (low, high) = (lines.len() / 25, lines.len() / 2);
        let even = with(gap) * 100 >= rest.len() * 85;
        let indents = indented >= 3 && indented > low && indented < high;
        let fit = columns.score / lines.len().max(1) as f32;
        PageHabits { gap, even, indents, squeezes: columns.squeezes, wide_latin: columns.wide_latin, flows: flows(lines), fit }
    }
}

impl PageEvidence<'_> {
    /// The line of this number, and its measure; an empty line past the page.
    pub fn line(&self, index: usize) -> (Line, u32) {
        (self.lines.get(index).copied().unwrap_or_default(), self.measures.get(index).copied().unwrap_or(0))
    }

    /// What was recognised in the line of this number.
    pub fn signs(&self, index: usize) -> Signs {
        self.signs.get(index).copied().unwrap_or_default()
    }

    /// The ends of the line of this number.
    pub fn edge(&self, index: usize) -> LineEnds {
        self.edges.get(index).copied().unwrap_or_default()
    }

    /// Whether a line's text ends with a sentence, jump lines apart.
    pub fn ends_sentence(&self, index: usize) -> bool {
        self.edge(index).ends_sentence
    }

    /// The measure for the first line of a paragraph: that of the next line, where the column changes only there.
    fn first_measure(&self, index: usize) -> u32 {
        let (_, measure) = self.line(index);
        self.measures.get(index + 1).copied().unwrap_or(measure)
    }

    /// A line of a paragraph after which the paragraph goes on.
    pub fn more(&self, index: usize, first: bool) -> f32 {
        let (line, measure) = self.line(index);
        let end = if self.ends_sentence(index) { w::MORE_SENTENCE_END } else { -0.06 };
        let jump = if self.signs(index).jump_tail > 0 { w::GAP_INSIDE } else { 0.0 };
        let full = if line.spaced && !self.too_wide(&line, measure) {
            w::SPACED_MORE
        } else if first {
            let next = self.first_measure(index);
            let indented = self.full(index, measure.saturating_sub(self.indent)).max(self.full(index, next.saturating_sub(self.indent)));
            indented.max(self.full(index, measure) + w::NO_INDENT)
        } else {
            self.full(index, measure)
        };
        self.set_full(index, full) + end + jump + self.bare_of_marks(index)
    }

    /// Running text has a mark every dozen characters, headings have few.
    fn bare_of_marks(&self, index: usize) -> f32 {
        let (line, _) = self.line(index);
        if self.edge(index).marks || line.is_latin() { 0.0 } else { w::BARE_OF_MARKS * line.len() as f32 }
    }

    fn too_wide(&self, line: &Line, measure: u32) -> bool {
        line.least > measure + 2
    }

    /// How well the line fills `measure`, given what comes next.
    pub fn full(&self, index: usize, measure: u32) -> f32 {
        let (line, _) = self.line(index);
        if line.is_latin() {
            // Code and addresses break where they can.
            return w::LATIN_LINE;
        }
        if line.least > measure {
            let over = line.least - measure;
            let hangs = class::avoids_line_start(self.edge(index).last);
            return match over {
                1 => -2.0,
                2 if hangs => -1.6,
                2 => -3.0,
                3 => -4.5,
                _ => w::TOO_WIDE,
            };
        }
        if line.width >= measure {
            let hangs = class::avoids_line_start(self.edge(index).last);
            return match (line.width - measure, self.habits.squeezes) {
                (0, _) => -0.3,
                (1..=2, true) => -0.9,
                (3..=4, true) => -1.6,
                (_, true) => -2.4,
                (1..=2, false) if hangs => -1.0,
                (1..=2, false) => -2.2,
                (3..=4, false) => -3.5,
                (_, false) => -4.5,
            };
        }
        let slack = measure - line.width;
        let next = self.next_token(index);
        if next > slack {
            return match slack {
                1 => -0.8,
                2 => -1.2,
                _ => -1.7,
            };
        }
        let ems = (slack / 2).max(1) - 1;
        let unforced = if self.habits.squeezes && ems == 0 { w::UNFORCED_SQUEEZED } else { w::UNFORCED };
        (unforced + w::UNFORCED_EM * ems as f32).max(w::UNFORCED_MOST)
    }

    /// The width of what had to stay together at the start of the next line, in half-ems.
    pub(super) fn next_token(&self, index: usize) -> u32 {
        self.edge(index + 1).token
    }

    /// The last line of a paragraph, or its only one.
    pub fn last(&self, index: usize, first: bool) -> f32 {
        let (line, measure) = self.line(index);
        let measure = if first { self.first_measure(index).max(measure).saturating_sub(self.indent) } else { measure };
        let room = self.rooms.of(measure.max(4));
        let wide = if line.least > measure + 1 { w::TOO_WIDE } else { 0.0 };
        let spaced = if line.spaced && line.len() > 5 { w::SPACED_LAST } else { 0.0 };
        wide + spaced - room + self.last_end(index)
    }

    fn last_end(&self, index: usize) -> f32 {
        if self.ends_sentence(index) {
            return w::LAST_SENTENCE_END;
        }
        if self.signs(index).jump_tail > 0 || self.signs(index + 1).known == Some(super::signs::KnownLine::Jump) {
            return w::LAST_JUMP;
        }
        let edge = self.edge(index);
        match (edge.ending, edge.last) {
            ('；' | '：', _) if self.edge(index + 1).numbers => w::LAST_ITEM,
            (_, '）') => w::LAST_BRACKET,
            ('：', _) => w::LAST_COLON,
            _ if self.code_ends(index) => w::LAST_JUMP,
            ('，' | '、' | '；', _) => w::LAST_COMMA,
            _ => w::LAST_NONE,
        }
    }

    /// A line of a heading.
    pub fn display(&self, index: usize) -> f32 {
        let (line, measure) = self.line(index);
        let edge = self.edge(index);
        let room = self.rooms.of(measure.max(24));
        let stop = if edge.marks && self.dense.folded(line.start, line.end).contains(&'。') { w::DISPLAY_STOP } else { 0.0 };
        let end = match self.edge(index).last {
            '，' | '：' | '、' | '；' => w::DISPLAY_COMMA,
            '？' | '！' => w::DISPLAY_ASKS,
            _ => 0.0,
        };
        let latin = if line.is_latin() { w::DISPLAY_LATIN } else { 0.0 };
        let long = if line.width > 2 * measure.max(30) { -3.0 } else { 0.0 };
        let jump = if self.signs(index).jump_tail > 0 { w::DISPLAY_STOP } else { 0.0 };
        let bracket = if edge.first == '（' && edge.last == '）' { w::DISPLAY_STOP } else { 0.0 };
        let lead_in = if self.signs(index).lead_in > 0 { w::LEAD_IN_INSIDE } else { 0.0 };
        stop + end + long + latin + jump + bracket + lead_in + self.set_as_heading(index) - room
    }

    /// Whether a line of code ends here, and Chinese text follows.
    fn code_ends(&self, index: usize) -> bool {
        let (line, _) = self.line(index);
        let last = line.end.checked_sub(1).and_then(|last| self.dense.at(last));
        matches!(last, Some('}' | '>')) && self.dense.at(line.end).is_some_and(class::is_han)
    }

    /// Whether this line or one of the next five ends as a caption does.
    pub fn caption_ends_near(&self, index: usize) -> bool {
        (index..index + 6).any(|near| self.signs(near).caption_end)
    }

    /// The line break before a line, inside a paragraph.
    pub fn joined(&self, index: usize) -> f32 {
        let (line, _) = self.line(index);
        let signs = self.signs(index);
        let word = if self.words.cuts(line.start) { w::WORD_GOES_ON } else { w::WORD_ENDS };
        let gap = if line.gap > self.habits.gap && self.habits.even { w::GAP_INSIDE } else { 0.0 };
        let lead_in = if signs.lead_in > 0 { w::LEAD_IN_INSIDE } else { 0.0 };
        let lead = match line.lead {
            0 => 0.0,
            3.. if self.habits.indents => w::INDENT_INSIDE,
            _ => w::LEAD_INSIDE,
        };
        let caption = if signs.caption_start && signs.caption_end { w::CAPTION_INSIDE } else { 0.0 };
        let flows = if self.habits.flows { w::FLOWS_INSIDE } else { 0.0 };
        word + gap + lead_in + caption + lead + flows + self.measure_changed(index) + self.set_together(index)
    }

    /// A column changes its measure inside a paragraph only beside a picture.
    fn measure_changed(&self, index: usize) -> f32 {
        let before = index.checked_sub(1).map_or(0, |before| self.line(before).1);
        if before.abs_diff(self.line(index).1) > 1 { w::MEASURE_CHANGED_INSIDE } else { 0.0 }
    }

    /// The line break before a line, between two blocks; `text_before` where the first is a paragraph.
    pub fn apart(&self, index: usize, text_before: bool) -> f32 {
        let (line, _) = self.line(index);
        let cut = text_before && self.words.cuts(line.start);
        let word = if cut { w::WORD_BY_CHANCE } else { 0.0 };
        let gap = if line.gap != self.habits.gap && self.habits.even { w::GAP_BETWEEN } else { 0.0 };
        let before = line.start.checked_sub(1).and_then(|before| self.dense.at(before));
        let latin = text_before
            && before.is_some_and(|c| class::is_latin(c) || matches!(c, '{' | '}' | ';' | '"'))
            && self.dense.at(line.start).is_some_and(|c| c.is_ascii());
        let code = if text_before && index > 0 && self.code_ends(index - 1) { w::CODE_ENDS } else { 0.0 };
        word + gap + code + if latin { w::LATIN_APART } else { 0.0 }
    }

    /// The start of a paragraph.
    pub fn starts(&self, index: usize) -> f32 {
        let (line, _) = self.line(index);
        let LineEnds { first, last, .. } = self.edge(index);
        let closed = if class::avoids_line_start(first) { w::STARTS_CLOSED } else { 0.0 };
        let indent = if self.habits.indents && line.lead < 3 { w::INDENT_MISSING } else { 0.0 };
        let alone = first == '（' && last == '）' && line.len() > 3 && self.signs(index).known.is_none();
        closed + indent + self.set_as_text(index) + if alone { w::STARTS_BRACKET_ALONE } else { 0.0 }
    }
}
