//! How long the lines of a page's columns are, so that one of them fills the pane.

use crate::page::{Page, PixelRect};

/// How long the lines of a column are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ColumnLength {
    /// From end to end, in pixels of the page's layout.
    pub(super) pixels: f32,
    /// Whether they run down the page.
    pub(super) runs_down: bool,
}

impl ColumnLength {
    /// The length of a line, or of a column of one.
    pub(super) fn of(line: PixelRect) -> ColumnLength {
        let runs_down = line.runs_down();
        ColumnLength { pixels: along(line, runs_down).max(1.0), runs_down }
    }

    /// That of the column that a line stands in: as its region, or as the page's columns where that says less.
    pub(super) fn round(page: &Page, line: usize) -> Option<ColumnLength> {
        let layout = page.layout()?;
        let usual = ColumnLength::usual(page)?;
        let line = layout.line(line)?;
        let length = |rect: PixelRect| along(rect, usual.runs_down);
        let own = length(line.outline.rect);
        let regions = layout.regions_round(line).map(|region| length(region.outline.rect));
        // Many regions hold all columns, and a region of a short line holds less than one.
        let region = regions.take_while(|region| *region < 2.0 * usual.pixels.max(own)).last().unwrap_or(usual.pixels);
        Some(ColumnLength { pixels: region.max(own).max(usual.pixels / 2.0), ..usual })
    }

    /// That of the columns of a page: most of its lines are as long, or shorter where they end a paragraph.
    pub(super) fn usual(page: &Page) -> Option<ColumnLength> {
        let lines = || page.layout().into_iter().flat_map(|layout| layout.lines()).map(|line| line.outline.rect);
        let lines: Vec<PixelRect> = lines().filter(|rect| !rect.is_empty()).collect();
        let runs_down = lines.iter().filter(|rect| rect.runs_down()).count() * 2 > lines.len();
        let mut lengths: Vec<f32> = lines.iter().map(|rect| along(*rect, runs_down)).filter(|length| *length > 0.0).collect();
        lengths.sort_by(f32::total_cmp);
        lengths.get(lengths.len() * 3 / 4).map(|pixels| ColumnLength { pixels: *pixels, runs_down })
    }
}

fn along(rect: PixelRect, runs_down: bool) -> f32 {
    if runs_down { rect.height().0 as f32 } else { rect.width().0 as f32 }
}

#[cfg(test)]
mod tests {
    use super::ColumnLength;
    use crate::import::{Choices, import_file};
    use crate::page::Page;

    /// A page of lines at these places: left, top, right, bottom.
    fn page(lines: &[[u32; 4]]) -> Page {
        let line = |[left, top, right, bottom]: &[u32; 4]| {
            format!("<span class='ocr_line' title='bbox {left} {top} {right} {bottom}'>水库加固</span>\n")
        };
        let lines: String = lines.iter().map(line).collect();
        let html = format!("<html><body><div class='ocr_page' title='bbox 0 0 900 900'>{lines}</div></body></html>");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("page.hocr");
        std::fs::write(&path, html).expect("written");
        import_file(&path, Choices::default()).expect("a page")
    }

    #[test]
    fn columns_are_as_long_as_their_lines_run() {
        let across = page(&[[0, 0, 400, 30], [0, 40, 400, 70], [0, 80, 100, 110], [500, 0, 900, 30]]);
        assert_eq!(ColumnLength::usual(&across), Some(ColumnLength { pixels: 400.0, runs_down: false }));
        let down = page(&[[400, 0, 430, 600], [360, 0, 390, 600], [320, 0, 350, 90], [280, 0, 310, 600]]);
        assert_eq!(ColumnLength::usual(&down), Some(ColumnLength { pixels: 600.0, runs_down: true }));
        // The last line of a paragraph stands in the same column.
        assert_eq!(ColumnLength::round(&down, 3), Some(ColumnLength { pixels: 600.0, runs_down: true }));
        assert_eq!(ColumnLength::usual(&page(&[])), None);
    }
}
