//! The table that Tesseract writes: a row for each page, block, paragraph, line and word.

use crate::import::build::{Gap, PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::faults::{FaultKind, FileFault};
use crate::import::{Reader, boxed};
use crate::page::{Certainty, PixelRect, Pixels, Region, RegionIndex, RegionKind};

pub(super) static READER: Reader = Reader {
    name: "TSV",
    endings: &["tsv"],
    is_list: false,
    most_bytes: crate::import::MAX_PAGE_BYTES,
    tells: |beginning| beginning.first() == Some(b'l') && is_header(beginning.text().lines().next().unwrap_or_default()),
    read: |input| boxed::of_text(input, pages),
};

const COLUMNS: [&str; 12] =
    ["level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height", "conf", "text"];

/// Whether a line is the head of such a table.
fn is_header(line: &str) -> bool {
    line.trim_start_matches('\u{feff}').trim_end().split('\t').eq(COLUMNS)
}

#[derive(Clone, Copy)]
struct TableRow<'a> {
    level: u32,
    rect: PixelRect,
    confidence: f64,
    text: &'a str,
}

/// A row; the column that cannot be read, with what it says, where one cannot.
fn row(line: &str) -> Result<TableRow<'_>, (&'static str, &str)> {
    let mut cells = line.splitn(COLUMNS.len(), '\t');
    let mut number = |column: usize| {
        let (name, cell) = (COLUMNS.get(column).copied().unwrap_or_default(), cells.next().unwrap_or_default());
        cell.trim().parse::<f64>().ok().filter(|number| number.is_finite()).ok_or((name, cell))
    };
    let level = number(0)?;
    for column in 1..6 {
        number(column)?;
    }
    let (left, top, width, height) = (number(6)?, number(7)?, number(8)?, number(9)?);
    let confidence = number(10)?;
    let at = Pixels::nearest;
    let rect = PixelRect::new(at(left).0, at(top).0, at(left + width.max(0.0)).0, at(top + height.max(0.0)).0);
    Ok(TableRow { level: level as u32, rect, confidence, text: cells.next().unwrap_or_default().trim_end_matches(['\r', '\n']) })
}

/// Reads the pages of a table.
fn pages(text: &str) -> (Vec<SourcePage>, Vec<FileFault>) {
    let (mut pages, mut faults) = (Vec::new(), Vec::new());
    // A blank page has no more than its own row.
    let (mut page, mut is_begun) = (PageBuilder::default(), false);
    let (mut block, mut paragraph): (Option<RegionIndex>, Option<RegionIndex>) = (None, None);
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        if index == 0 || line.trim().is_empty() {
            continue;
        }
        let row = match row(line) {
            Ok(row) => row,
            Err((column, value)) => {
                let value = value.trim().chars().take(24).collect();
                faults.push(FileFault { at: start, kind: FaultKind::Number { attribute: column.to_owned(), value } });
                continue;
            }
        };
        let was_begun = std::mem::replace(&mut is_begun, true);
        let region = |parent: Option<RegionIndex>| Region { kind: RegionKind::Text, outline: row.rect.into(), parent, ..Region::default() };
        match row.level {
            1 => {
                if was_begun {
                    pages.push(std::mem::take(&mut page).finish());
                }
                (page.parts.size, block, paragraph) = ((row.rect.right, row.rect.bottom), None, None);
            }
            2 => (block, paragraph) = (Some(page.region(region(None))), None),
            3 => paragraph = Some(page.region(region(block))),
            4 => page.line(SourceLine { region: paragraph.or(block), outline: Some(row.rect.into()), ..SourceLine::default() }),
            5 => {
                if page.lines_mut().is_empty() {
                    page.line(SourceLine::default());
                }
                let certainty = (row.confidence >= 0.0).then(|| Certainty::share(row.confidence / 100.0));
                let word =
                    SourceWord { text: row.text.to_owned(), rect: Some(row.rect), certainty, gap: Gap::Blank, ..SourceWord::default() };
                page.lines_mut().last_mut().into_iter().for_each(|line| line.words.push(word.clone()));
            }
            _ => {}
        }
    }
    if is_begun {
        pages.push(page.finish());
    }
    (pages, faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{PixelPoint, RawOffset};

    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
        1\t1\t0\t0\t0\t0\t0\t0\t100\t80\t-1\t\n2\t1\t1\t0\t0\t0\t10\t10\t60\t40\t-1\t\n3\t1\t1\t1\t0\t0\t10\t10\t60\t40\t-1\t\n\
        4\t1\t1\t1\t1\t0\t10\t10\t60\t20\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.5\t市政\n5\t1\t1\t1\t1\t2\t50\t10\t20\t20\t41\t俯\n\
        4\t1\t1\t1\t2\t0\t10\t30\t60\t20\t-1\t\n5\t1\t1\t1\t2\t1\t10\t30\tx\t20\t80\t坏\n5\t1\t1\t1\t2\t2\t30\t30\t20\t20\t80\t好\n\
        1\t2\t0\t0\t0\t0\t0\t0\t100\t80\t-1\t\n2\t2\t1\t0\t0\t0\t1\t1\t9\t9\t-1\t\n3\t2\t1\t1\t0\t0\t1\t1\t9\t9\t-1\t\n\
        4\t2\t1\t1\t1\t0\t1\t1\t9\t9\t-1\t\n5\t2\t1\t1\t1\t1\t1\t1\t9\t9\t90\t二\n";

    #[test]
    fn pages_lines_and_words_are_read_and_a_bad_row_is_named() {
        let (pages, faults) = pages(TABLE);
        assert_eq!(pages.iter().map(|page| page.text.as_str()).collect::<Vec<_>>(), ["市政俯\n好", "二"]);
        let layout = &pages[0].layout;
        assert_eq!(layout.size(), (Pixels(100), Pixels(80)));
        assert_eq!(layout.certainty_at(RawOffset(2)), Some(Certainty::percent(41)));
        assert_eq!(layout.line_at(PixelPoint::new(15, 35)).map(|line| line.number), Some(2));
        assert_eq!(layout.regions().len(), 2);
        assert_eq!(faults.len(), 1);
        assert!(TABLE[faults[0].at..].starts_with("5\t1\t1\t1\t2\t1"));
    }

    #[test]
    fn other_tables_are_none() {
        assert!(!is_header("level\ttext"));
        assert!(is_header("\u{feff}level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\r"));
    }
}
