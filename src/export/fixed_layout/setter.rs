//! Setting type: blocks cut into lines, and lines put on sheets of A4 from above.

use super::PartId;
use super::typeset::BlockPart;
use crate::edition::Role;
use crate::edition::role::TextSize;
use crate::export::breaking::wrapped;
use crate::export::story::cells;
use crate::language::class::is_latin;

/// The size of a sheet, in points.
pub(in crate::export) const SHEET: (f32, f32) = (595.28, 841.89);
/// Where text begins, how wide it is, and between which heights it stands.
pub(super) const LEFT: f32 = 62.0;
/// As [`LEFT`].
pub(super) const MEASURE: f32 = SHEET.0 - 2.0 * LEFT;
const TOP: f32 = SHEET.1 - 66.0;
const BOTTOM: f32 = 62.0;
/// The type of the story, in points.
pub(super) const BODY: f32 = 10.5;
/// How far the rows of the story are apart, as a multiple of the size.
const BODY_ROW: f32 = 1.65;
/// The most that the characters of a line are moved apart to fill it, in ems.
const WIDEST_GAP: f32 = 0.3;
/// The least room between the columns of a table, in ems.
const BETWEEN_COLUMNS: f32 = 1.5;

/// What stands of a block on a sheet.
pub(in crate::export) struct SetBlock {
    pub part: PartId,
    pub role: Role,
    pub lines: Vec<TypesetLine>,
}

/// A line of type.
#[derive(Clone)]
pub(in crate::export) struct TypesetLine {
    pub text: String,
    /// Where its first character stands, on the line that letters stand on, in points from the lower left corner.
    pub at: (f32, f32),
    /// How large its type is, in points.
    pub size: f32,
    pub strong: bool,
    pub muted: bool,
    /// How far its characters are moved apart where they may be ([`spreads`]), in points.
    pub gap: f32,
}

/// How wide a character is set, in ems; the second value says whether it is set in the strong face.
pub(in crate::export) type Measure<'a> = &'a dyn Fn(char, bool) -> f32;

/// Whether a line that is spread is spread between two characters: Latin words and numbers stay as they are.
pub(in crate::export) fn spreads(before: char, after: char) -> bool {
    let in_word = |c: char| is_latin(c) || c.is_alphanumeric() && c < '\u{2000}';
    !(in_word(before) && in_word(after))
}

impl SetBlock {
    /// Where it begins, in points from the lower left corner.
    pub fn start(&self) -> Option<(f32, f32)> {
        self.lines.first().map(|line| (line.at.0, line.at.1 + line.size))
    }
}

/// How a block is set.
#[derive(Clone, Copy)]
pub(super) struct TypeStyle {
    /// How large its type is, in points.
    pub size: f32,
    /// How far its rows are apart, as a multiple of that.
    pub row: f32,
    pub strong: bool,
    pub muted: bool,
    /// Whether its lines are spread to the full width.
    pub justified: bool,
    /// How far its first line is indented, in ems.
    pub indent: f32,
    /// Whether the other lines are indented too.
    pub hangs: bool,
    /// How wide it is, in points.
    pub width: f32,
}

impl TypeStyle {
    /// The style of the story.
    pub const STORY: TypeStyle =
        TypeStyle { size: BODY, row: BODY_ROW, strong: false, muted: false, justified: false, indent: 0.0, hangs: false, width: MEASURE };

    /// The style of a role, where paragraphs are indented by so many ems.
    pub fn of(role: Role, indent: u32) -> TypeStyle {
        let look = role.form().look;
        let (size, row) = match look.size {
            TextSize::Headline => (18.0, 1.35),
            TextSize::Deck => (13.0, 1.45),
            TextSize::Story => (BODY, BODY_ROW),
            TextSize::Note => (9.0, 1.55),
        };
        let indent = (indent * role.form().indent) as f32;
        // Lines of verse, items and signatures stand apart from paragraphs as a whole.
        let (justified, hangs) = (look.justified, !look.justified);
        TypeStyle { size, row, strong: look.strong, muted: look.muted, justified, indent, hangs, width: MEASURE }
    }

    /// A line of it that begins at this height.
    pub fn line(self, text: String, at: (f32, f32)) -> TypesetLine {
        TypesetLine { text, at, size: self.size, strong: self.strong, muted: self.muted, gap: 0.0 }
    }
}

/// A block cut into lines, before it has a place.
pub(super) struct Shape {
    /// Its rows: each a line, or of a table the line of each cell.
    rows: Vec<Vec<TypesetLine>>,
    /// How far rows are apart, in points.
    row: f32,
    /// Whether it stands on the sheet of what follows it.
    stays: bool,
}

impl Shape {
    /// Text as it is set in this style.
    pub fn of(text: &str, style: TypeStyle, measure: Measure<'_>) -> Shape {
        let width = |c: char| measure(c, style.strong) * style.size;
        let indent = style.indent * style.size;
        let hang = if style.hangs { indent } else { 0.0 };
        let lines = wrapped(text, style.width - hang, indent - hang, width);
        let count = lines.len();
        let set = |(number, line): (usize, &str)| {
            let start = if number == 0 { indent } else { hang };
            let fills = style.justified && number + 1 < count;
            let gap = if fills { gap(line, style.width - start, style.size, width) } else { 0.0 };
            vec![TypesetLine { gap, ..style.line(line.to_owned(), (LEFT + start, 0.0)) }]
        };
        Shape { rows: lines.into_iter().enumerate().map(set).collect(), row: style.row * style.size, stays: false }
    }

    /// The row of a table with these columns. Where a cell ends a blank is, for those who copy the text.
    fn of_row(text: &str, style: TypeStyle, columns: &[Column], measure: Measure<'_>) -> Shape {
        let texts = cell_texts(text);
        let last = texts.len().saturating_sub(1);
        let cell = |(number, (cell, column)): (usize, (String, &Column))| {
            let mut line = style.line(cell, (LEFT + column.start, 0.0));
            if column.has_numbers {
                line.at.0 += column.width - width_of(&line, measure);
            }
            line.text.push_str(if number < last { " " } else { "" });
            line
        };
        let row = texts.into_iter().zip(columns).enumerate().map(cell).collect();
        Shape { rows: vec![row], row: style.row * style.size, stays: false }
    }

    /// The same, standing on the sheet of what follows it.
    pub fn staying(self, stays: bool) -> Shape {
        Shape { stays, ..self }
    }

    /// The same with each line in the middle of the sheet.
    pub fn centred(mut self, measure: Measure<'_>) -> Shape {
        for line in self.rows.iter_mut().flatten() {
            line.at.0 = (SHEET.0 - width_of(line, measure)) / 2.0;
        }
        self
    }

    fn height(&self) -> f32 {
        self.rows.len() as f32 * self.row
    }
}

/// How wide a line is, in points.
pub(super) fn width_of(line: &TypesetLine, measure: Measure<'_>) -> f32 {
    line.text.chars().map(|c| measure(c, line.strong) * line.size).sum()
}

/// The sheets that parts fill, indented by so many ems; one at least.
pub(super) fn set(parts: &[BlockPart], indent: u32, measure: Measure<'_>) -> Vec<Vec<SetBlock>> {
    let mut shapes = Vec::new();
    for run in parts.chunk_by(|a, b| a.part.article() == b.part.article() && a.role.gathers_with(b.role)) {
        let columns = columns(run, measure);
        shapes.extend(run.iter().map(|part| {
            let style = TypeStyle::of(part.role, indent);
            let shape = match &columns {
                Some(columns) => Shape::of_row(&part.text, style, columns, measure),
                None => Shape::of(&part.text, style, measure),
            };
            shape.staying(part.role.is_heading() || part.role.form().look.apart)
        }));
    }
    let mut filler = Filler::new();
    let mut before: Option<&BlockPart> = None;
    let mut rest = shapes.as_slice();
    for part in parts {
        let Some((shape, after)) = rest.split_first() else { break };
        filler.place((part.part, part.role), shape, before.map_or(0.0, |before| space(before, part)), after);
        before = Some(part);
        rest = after;
    }
    filler.sheets
}

/// How much room is between two parts, in points.
fn space(before: &BlockPart, part: &BlockPart) -> f32 {
    let is_head = |part: &BlockPart| part.role.is_heading() || part.role == Role::Byline;
    if before.part.article() != part.part.article() {
        2.4 * BODY
    } else if part.role.form().look.apart && before.role != part.role {
        BODY
    } else if before.role.form().gathers != part.role.form().gathers || is_head(before) && !is_head(part) {
        0.5 * BODY
    } else {
        0.0
    }
}

/// The texts of a row's cells.
fn cell_texts(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let part = |from: usize, to: usize| characters.get(from..to).unwrap_or_default().iter().collect();
    cells(text).into_iter().map(|(from, to)| part(from.chars(), to.chars())).collect()
}

/// A column of a table: where it begins and how wide it is, in points.
#[derive(Clone, Copy, Default)]
struct Column {
    start: f32,
    width: f32,
    /// Whether all of its cells are numbers, but for the first, which says what they are: then they end below each other.
    has_numbers: bool,
}

/// The columns of a table; nothing for what is none, or has cells that do not stand beside each other.
fn columns(rows: &[BlockPart], measure: Measure<'_>) -> Option<Vec<Column>> {
    rows.first().filter(|row| row.role.form().cell.is_some())?;
    let style = TypeStyle::STORY;
    let mut columns: Vec<Column> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        for (place, cell) in cell_texts(&row.text).into_iter().enumerate() {
            let is_number = cell.chars().any(|c| c.is_ascii_digit()) && cell.chars().all(|c| c.is_ascii() && !c.is_alphabetic());
            let width = width_of(&style.line(cell, (0.0, 0.0)), measure);
            if columns.len() <= place {
                columns.push(Column { has_numbers: rows.len() > 1, ..Column::default() });
            }
            if let Some(column) = columns.get_mut(place) {
                column.width = column.width.max(width);
                column.has_numbers &= is_number || number == 0;
            }
        }
    }
    let mut next = 0.0;
    for column in &mut columns {
        column.start = next;
        next += column.width + BETWEEN_COLUMNS * BODY;
    }
    (next - BETWEEN_COLUMNS * BODY <= MEASURE).then_some(columns)
}

/// Fills sheets from above.
pub(super) struct Filler {
    pub sheets: Vec<Vec<SetBlock>>,
    /// How far up the room that is left begins.
    y: f32,
}

impl Filler {
    pub fn new() -> Filler {
        Filler { sheets: vec![Vec::new()], y: TOP }
    }

    /// How far up the room that is left begins.
    pub fn height(&self) -> f32 {
        self.y
    }

    /// Leaves room, also at the upper edge.
    pub fn leave(&mut self, space: f32) {
        self.y -= space;
    }

    /// Puts a block below the others, so far from them; `after` are those that follow it. A sheet neither ends with the first line of a
    /// block nor begins with the last.
    pub fn place(&mut self, (part, role): (PartId, Role), shape: &Shape, space: f32, after: &[Shape]) {
        if self.y < TOP {
            self.y -= space;
        }
        let count = shape.rows.len();
        for (number, lines) in shape.rows.iter().enumerate() {
            let together = match count - number {
                _ if number == 0 && shape.stays => needed(shape, after),
                left if number == 0 => shape.row * if left <= 3 { left as f32 } else { 2.0 },
                2 => shape.row * 2.0,
                _ => shape.row,
            };
            let turns = self.y - together < BOTTOM && self.y < TOP;
            if turns {
                self.sheets.push(Vec::new());
                self.y = TOP;
            }
            self.y -= shape.row;
            let Some(sheet) = self.sheets.last_mut() else { return };
            if turns || number == 0 {
                sheet.push(SetBlock { part, role, lines: Vec::new() });
            }
            let Some(block) = sheet.last_mut() else { return };
            block.lines.extend(lines.iter().map(|line| {
                let y = self.y + (shape.row - line.size) / 2.0 + 0.12 * line.size;
                TypesetLine { at: (line.at.0, y), ..line.clone() }
            }));
        }
    }
}

/// How much room a heading needs: its own, that of the headings after it, and two lines of what they are over.
fn needed(shape: &Shape, after: &[Shape]) -> f32 {
    let mut needed = shape.height();
    for shape in after {
        if !shape.stays {
            needed += BODY + shape.row * shape.rows.len().min(2) as f32;
            break;
        }
        needed += BODY + shape.height();
    }
    needed.min(TOP - BOTTOM)
}

/// How far the characters of a line are moved apart so that it is as wide as this. A mark that hangs over the edge stays there.
fn gap(line: &str, room: f32, size: f32, width: impl Fn(char) -> f32) -> f32 {
    let characters: Vec<char> = line.chars().collect();
    let full: f32 = characters.iter().map(|c| width(*c)).sum();
    let hangs = full > room;
    let filling = if hangs { characters.split_last().map_or(&[][..], |(_, rest)| rest) } else { &characters };
    let filled: f32 = filling.iter().map(|c| width(*c)).sum();
    let gaps = filling.windows(2).filter(|pair| matches!(pair, [before, after] if spreads(*before, *after))).count();
    let gap = (room - filled) / gaps.max(1) as f32;
    if gap > 0.0 && gap <= WIDEST_GAP * size { gap } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{ArticleId, BlockId};
    use crate::language::width;

    /// The lines of blocks of these roles, on one sheet.
    fn lines(blocks: &[(Role, &str)]) -> Vec<TypesetLine> {
        let part = |(number, (role, text)): (u32, &(Role, &str))| BlockPart::of(PartId::Block(ArticleId(1), BlockId(number)), *role, text);
        let parts: Vec<BlockPart> = (1..).zip(blocks).filter_map(part).collect();
        let sheets = set(&parts, 2, &|c, _| width::half_ems(c) as f32 / 2.0);
        sheets.into_iter().flatten().flat_map(|block| block.lines).collect()
    }

    #[test]
    fn numbers_of_a_column_end_below_each_other() {
        let lines = lines(&[(Role::Row, "村名　人数"), (Role::Row, "河湾村　1,120"), (Role::Row, "渡口　98")]);
        let end = |line: &TypesetLine| line.at.0 + line.text.chars().map(width::half_ems).sum::<u32>() as f32 * BODY / 2.0;
        let [_, head, first, large, second, small] = lines.as_slice() else { panic!("six cells") };
        assert_eq!((first.text.as_str(), first.at.0), ("河湾村 ", second.at.0));
        for line in [head, small] {
            assert!((end(large) - end(line)).abs() < 0.01, "{} {}", line.text, line.at.0);
        }
    }

    #[test]
    fn lines_of_an_item_hang_and_those_of_a_paragraph_do_not() {
        let text = "工具由区里统一发放，用毕归还。".repeat(4);
        let starts = |role| -> Vec<f32> { lines(&[(role, &text)]).iter().map(|line| (line.at.0 - LEFT) / BODY).collect() };
        assert_eq!(starts(Role::Item), [2.0, 2.0]);
        assert_eq!(starts(Role::Paragraph), [2.0, 0.0]);
    }

    #[test]
    fn no_sheet_begins_with_the_last_line_of_a_paragraph() {
        let paragraph = "工具由区里统一发放，用毕归还。".repeat(7);
        for count in 1..60 {
            let parts: Vec<BlockPart> = (0..count)
                .filter_map(|number| BlockPart::of(PartId::Block(ArticleId(1), BlockId(number + 1)), Role::Paragraph, &paragraph))
                .collect();
            let sheets = set(&parts, count % 3, &|c, _| width::half_ems(c) as f32 / 2.0);
            let blocks = sheets.iter().flatten();
            assert!(blocks.clone().all(|block| block.lines.len() > 1), "{count}");
            assert!(blocks.flat_map(|block| &block.lines).all(|line| line.at.1 >= BOTTOM));
        }
    }
}
