//! The order in which lines are read: regions parted by rules, gutters and space, each after the one before.
//!
//! Everything here is in the frame in which lines run to the right and the next is below.

use hayro::kurbo::Rect;

use super::frame::{PageView, around, median};
use super::lines::PdfLine;
use super::matter::{Furniture, Matter, PageItem, PdfRegion};

/// The least width of a gutter, in ems of the text.
const GUTTER: f64 = 0.7;
/// The part of a region's width that a rule must cover to part it.
const ACROSS: f64 = 0.9;
/// The part of a region's height that a rule between two columns must cover.
const ALONG: f64 = 0.6;
/// How far lines may reach over a rule, in ems of their own.
const OVER: f64 = 0.35;
/// A band of space as much higher than the space between lines parts a page in all its columns, in ems of the text.
const BAND: f64 = 0.7;
/// What is set so much larger than the text is a headline.
pub const HEADLINE: f64 = 1.18;
/// One glyph in so many may cross a gutter of a page that OCR has read.
const CROSSING: usize = 1000;
/// A line that takes more than this part of a region's width stands across it.
const WIDE: f64 = 0.6;
/// How often a region is parted at most.
const DEEPEST: usize = 40;
/// A frame round more than this part of a region's lines is no box in it.
const MOST_BOXED: f64 = 0.85;

/// Puts items in reading order.
pub fn in_order(items: Vec<PageItem>, furniture: &Furniture, view: PageView<'_>) -> Vec<PdfRegion> {
    let sorter = Sorter { furniture, view };
    let mut regions = Vec::new();
    sorter.boxed(items, 0, &mut regions);
    regions.retain(|region| !region.lines.is_empty());
    regions
}

struct Sorter<'a> {
    furniture: &'a Furniture,
    view: PageView<'a>,
}

impl Sorter<'_> {
    /// Takes what stands in boxes together before the rest is parted.
    fn boxed(&self, mut items: Vec<PageItem>, first_box: usize, regions: &mut Vec<PdfRegion>) {
        let all = items.len() as f64;
        for (index, frame) in self.furniture.boxes.iter().enumerate().skip(first_box) {
            let inside = |item: &PageItem| frame.contains(item.rect.center());
            let count = items.iter().filter(|item| inside(item)).count();
            let crosses = |item: &PageItem| {
                let shared = item.rect.intersect(*frame);
                shared.area() > 0.1 * item.rect.area() && shared.area() < 0.9 * item.rect.area()
            };
            if count < 2 || count as f64 > MOST_BOXED * all || items.iter().any(crosses) {
                continue;
            }
            let (within, rest): (Vec<PageItem>, Vec<PageItem>) = items.into_iter().partition(inside);
            let size = median(within.iter().map(|item| item.size)).unwrap_or(self.view.body);
            let mut own = Vec::new();
            self.boxed(within, index + 1, &mut own);
            own.iter_mut().take(1).for_each(|region| region.is_apart = true);
            items = rest;
            items.push(PageItem::of_block(*frame, size.min(self.view.body), own));
        }
        self.sort(items, 0, regions);
    }

    fn sort(&self, items: Vec<PageItem>, depth: usize, regions: &mut Vec<PdfRegion>) {
        if items.len() < 2 || depth > DEEPEST {
            return self.leaf(items, regions);
        }
        let whole = around(items.iter().map(|item| item.rect));
        let clean =
            self.rule_across(&items, whole).or_else(|| self.band(&items, whole)).or_else(|| self.beside_headline(&items, whole, true));
        if let Some(at) = clean {
            let (above, below) = items.into_iter().partition(|item| item.rect.center().y < at);
            self.sort(above, depth + 1, regions);
            return self.sort(below, depth + 1, regions);
        }
        let gutters = self.gutters(&items);
        if !gutters.is_empty() {
            for column in self.columns(items, &gutters) {
                self.sort(column, depth + 1, regions);
            }
            return;
        }
        if let Some(at) = self.beside_headline(&items, whole, false) {
            let (above, below) = items.into_iter().partition(|item| item.rect.center().y < at);
            self.sort(above, depth + 1, regions);
            return self.sort(below, depth + 1, regions);
        }
        match self.cut(items) {
            Ok((above, below)) => {
                self.sort(above, depth + 1, regions);
                self.sort(below, depth + 1, regions);
            }
            Err(items) => self.leaf(items, regions),
        }
    }

    /// Where a rule across the region parts it.
    fn rule_across(&self, items: &[PageItem], whole: Rect) -> Option<f64> {
        let crossed = |at: f64| items.iter().any(|item| item.rect.y0 + OVER * item.size < at && at < item.rect.y1 - OVER * item.size);
        let rules = self.furniture.across.iter().filter_map(|rule| {
            let at = rule.center().y;
            let shared = whole.x1.min(rule.x1) - whole.x0.max(rule.x0);
            let within = whole.y0 + 0.3 * self.view.body < at && at < whole.y1 - 0.3 * self.view.body;
            (within && shared > ACROSS * whole.width() && !crossed(at)).then_some(at)
        });
        rules.min_by(f64::total_cmp).filter(|at| parts_both(items, *at))
    }

    /// Where a band of space parts all columns, and only one of them goes on with a headline: a story begins below it.
    fn band(&self, items: &[PageItem], whole: Rect) -> Option<f64> {
        let columns = self.gutters(items);
        if columns.is_empty() {
            return None;
        }
        let mut sorted: Vec<&PageItem> = items.iter().collect();
        sorted.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
        let usual = self.leading(items, &columns)?;
        let mut bottom = whole.y0;
        for item in sorted {
            if bottom > whole.y0 && item.rect.y0 - bottom > usual + BAND * self.view.body {
                let at = (bottom + item.rect.y0) / 2.0;
                if self.begins_story(items, &columns, at) {
                    return Some(at);
                }
            }
            bottom = bottom.max(item.rect.y1);
        }
        None
    }

    /// Whether what stands right below a place begins with a headline in one column, and with text in the others.
    fn begins_story(&self, items: &[PageItem], gutters: &[(f64, f64)], at: f64) -> bool {
        let column_of = |item: &PageItem| gutters.iter().filter(|gutter| item.rect.center().x > gutter.1).count();
        let mut first: Vec<Option<&PageItem>> = vec![None; gutters.len() + 1];
        let mut above = vec![false; gutters.len() + 1];
        for item in items {
            let column = column_of(item);
            if item.rect.y0 < at {
                above.get_mut(column).into_iter().for_each(|above| *above = true);
            } else if let Some(first) = first.get_mut(column) {
                *first = first.filter(|first| first.rect.y0 <= item.rect.y0).or(Some(item));
            }
        }
        let large = first.iter().flatten().filter(|item| item.size >= HEADLINE * self.view.body).count();
        large == 1 && first.iter().all(Option::is_some) && above.into_iter().all(|above| above)
    }

    /// The usual space between two lines of a column.
    fn leading(&self, items: &[PageItem], gutters: &[(f64, f64)]) -> Option<f64> {
        let column_of = |item: &PageItem| gutters.iter().filter(|gutter| item.rect.center().x > gutter.1).count();
        let mut by_column: Vec<(usize, Rect)> = items.iter().map(|item| (column_of(item), item.rect)).collect();
        by_column.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.y0.total_cmp(&b.1.y0)));
        let gaps = by_column.windows(2).filter_map(|pair| match pair {
            [first, second] if first.0 == second.0 => Some((second.1.y0 - first.1.y1).max(0.0)),
            _ => None,
        });
        median(gaps)
    }

    /// The gutters of a region: where nothing stands from top to bottom, wide enough or with a rule in it.
    fn gutters(&self, items: &[PageItem]) -> Vec<(f64, f64)> {
        let found = gaps(items.iter().map(|item| (item.rect.x0, item.rect.x1)).collect(), 0);
        let whole = around(items.iter().map(|item| item.rect));
        let ruled = |gutter: &(f64, f64)| {
            self.furniture.along.iter().any(|rule| {
                let at = rule.center().x;
                let shared = whole.y1.min(rule.y1) - whole.y0.max(rule.y0);
                gutter.0 - 1.0 < at && at < gutter.1 + 1.0 && shared > ALONG * whole.height()
            })
        };
        let found: Vec<(f64, f64)> =
            found.into_iter().filter(|gutter| gutter.1 - gutter.0 >= GUTTER * self.view.body || ruled(gutter)).collect();
        if found.is_empty() { self.gutters_of_ocr(items) } else { found }
    }

    /// How many gutters of a region have a column of several lines on either side.
    fn gutters_between_columns(&self, items: &[PageItem]) -> usize {
        let gutters = self.gutters(items);
        let mut counts = vec![0usize; gutters.len() + 1];
        for item in items {
            let column = gutters.iter().filter(|gutter| item.rect.center().x > gutter.1).count();
            counts.get_mut(column).into_iter().for_each(|count| *count += 1);
        }
        counts.windows(2).filter(|pair| pair.iter().all(|count| *count > 1)).count()
    }

    /// The gutters of a page that OCR has read, whose lines may run on over them: by its glyphs, a few of which may cross.
    fn gutters_of_ocr(&self, items: &[PageItem]) -> Vec<(f64, f64)> {
        let lines = items.iter().filter_map(|item| match &item.matter {
            Matter::Line(line) => Some(line),
            Matter::Block(_) => None,
        });
        let lines: Vec<&PdfLine> = lines.collect();
        if lines.len() < 6 || lines.iter().filter(|line| line.is_invisible(self.view)).count() * 2 < lines.len() {
            return Vec::new();
        }
        let cells: Vec<(f64, f64)> =
            lines.iter().flat_map(|line| line.glyphs.iter()).map(|index| self.view.cell(*index)).map(|cell| (cell.x0, cell.x1)).collect();
        let most = cells.len() / CROSSING;
        gaps(cells, most).into_iter().filter(|gutter| gutter.1 - gutter.0 >= GUTTER * self.view.body).collect()
    }

    /// The items of each column. A line that runs over a gutter is parted there.
    fn columns(&self, items: Vec<PageItem>, gutters: &[(f64, f64)]) -> Vec<Vec<PageItem>> {
        let mut columns: Vec<Vec<PageItem>> = vec![Vec::new(); gutters.len() + 1];
        let middles: Vec<f64> = gutters.iter().map(|(from, to)| (from + to) / 2.0).collect();
        for item in items {
            let mut parts = vec![item];
            for at in &middles {
                parts = parts.into_iter().flat_map(|part| self.parted(part, *at)).collect();
            }
            for part in parts {
                let column = middles.iter().filter(|at| part.rect.center().x >= **at).count();
                columns.get_mut(column).into_iter().for_each(|column| column.push(part.clone()));
            }
        }
        columns.retain(|column| !column.is_empty());
        columns
    }

    fn parted(&self, item: PageItem, at: f64) -> Vec<PageItem> {
        match &item.matter {
            Matter::Line(line) if item.rect.x0 < at && at < item.rect.x1 => {
                line.parted(at, self.view).into_iter().map(PageItem::of_line).collect()
            }
            _ => vec![item],
        }
    }

    /// Where a region is parted because a headline, or a line as wide, stands across the gutters of its text: above the first of these, or
    /// below it where nothing stands above. Where it must stand `alone`, nothing may be beside it.
    fn beside_headline(&self, items: &[PageItem], whole: Rect, alone: bool) -> Option<f64> {
        let is_display = |item: &PageItem| item.size >= HEADLINE * self.view.body || item.rect.width() > WIDE * whole.width();
        let text: Vec<PageItem> = items.iter().filter(|item| !is_display(item)).cloned().collect();
        if self.gutters_between_columns(&text) == 0 {
            return None;
        }
        let gutters = self.gutters(&text);
        let crosses =
            |item: &PageItem| gutters.iter().any(|(from, to)| item.rect.x0 < (from + to) / 2.0 && (from + to) / 2.0 < item.rect.x1);
        let mut display: Vec<&PageItem> = items.iter().filter(|item| is_display(item)).collect();
        display.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
        let overlap = |a: &PageItem, b: &PageItem| a.rect.y1 > b.rect.y0 + OVER * a.size && a.rect.y0 + OVER * a.size < b.rect.y1;
        let is_beside = |item: &PageItem| text.iter().any(|text| overlap(text, item));
        let is_alone = |item: &PageItem| items.iter().filter(|other| overlap(other, item)).count() == 1;
        let first = display.iter().position(|item| crosses(item) && (!alone || is_alone(item)))?;
        let top = display.get(first)?.rect.y0;
        if parts_both(items, top) {
            return Some(top);
        }
        // What stands under it and before the text belongs to it.
        let mut bottom = display.get(first)?.rect.y1;
        for item in display.iter().skip(first + 1) {
            let between = |text: &PageItem| text.rect.y1 > bottom && text.rect.center().y < item.rect.y0;
            if text.iter().any(between) || is_beside(item) {
                break;
            }
            bottom = bottom.max(item.rect.y1);
        }
        Some(bottom).filter(|at| parts_both(items, *at))
    }

    /// Parts a region above or below what blocks its gutters, where that frees most of them.
    fn cut(&self, mut items: Vec<PageItem>) -> Result<(Vec<PageItem>, Vec<PageItem>), Vec<PageItem>> {
        items.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
        let mut best: Option<(usize, f64, usize)> = None;
        let mut bottom = items.first().map_or(0.0, |item| item.rect.y1);
        for (index, item) in items.iter().enumerate().skip(1) {
            let space = item.rect.y0 - bottom;
            if space >= -0.15 * self.view.body {
                let (above, below) = items.split_at(index);
                let freed = |part: &[PageItem]| if part.len() > 2 { self.gutters_between_columns(part) } else { 0 };
                let found = (freed(above) + freed(below), space, index);
                if found.0 > 0 && best.is_none_or(|best| (found.0, found.1) > (best.0, best.1)) {
                    best = Some(found);
                }
            }
            bottom = bottom.max(item.rect.y1);
        }
        match best {
            Some((_, _, index)) => {
                let below = items.split_off(index);
                Ok((items, below))
            }
            None => Err(items),
        }
    }

    /// A region that is not parted any more, its lines from the top down; what stands in boxes of its own stays together.
    fn leaf(&self, mut items: Vec<PageItem>, regions: &mut Vec<PdfRegion>) {
        items.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
        // Lines in one row from the left.
        let mut rows: Vec<Vec<PageItem>> = Vec::new();
        for item in items {
            match rows
                .last_mut()
                .filter(|row| row.last().is_some_and(|last| item.rect.center().y < last.rect.y0 + 0.6 * last.rect.height()))
            {
                Some(row) => row.push(item),
                None => rows.push(vec![item]),
            }
        }
        let mut region = PdfRegion::default();
        for mut row in rows {
            row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
            for item in row {
                match item.matter {
                    Matter::Line(line) => region.lines.push(line),
                    Matter::Block(within) => {
                        regions.push(std::mem::take(&mut region));
                        regions.extend(within);
                        region.is_apart = true;
                    }
                }
            }
        }
        regions.push(region);
    }
}

fn parts_both(items: &[PageItem], at: f64) -> bool {
    let above = items.iter().filter(|item| item.rect.center().y < at).count();
    above > 0 && above < items.len()
}

/// The gaps that no more than so many of some stretches cover.
fn gaps(stretches: Vec<(f64, f64)>, most: usize) -> Vec<(f64, f64)> {
    let mut ends: Vec<(f64, i32)> = stretches.iter().flat_map(|(from, to)| [(*from, 1), (*to, -1)]).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut depth, mut from, mut found) = (0i32, None, Vec::new());
    let most = most as i32;
    let total = stretches.len();
    let mut seen = 0usize;
    for (at, change) in ends {
        let before = depth;
        depth += change;
        seen += usize::from(change > 0);
        if before > most && depth <= most && seen < total {
            from = Some(at);
        } else if before <= most
            && depth > most
            && let Some(start) = from.take().filter(|start| at > *start)
        {
            found.push((start, at));
        }
    }
    found
}
