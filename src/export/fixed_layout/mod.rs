//! Documents of fixed layout (版式文档): pages with their images and the corrected text over them, or typeset where there is no image. The
//! common ground of PDF and OFD.
//!
//! | module | what it is |
//! | --- | --- |
//! | `layer` | what is printed on a page, by blocks and lines, with the place of each character |
//! | `setter` | blocks cut into lines, and lines put on sheets of A4 |
//! | `typeset` | a page without an image, set anew |
//! | `reading` | an edition for reading: its front with contents, and its articles |

pub(super) mod layer;
pub(super) mod reading;
pub(super) mod setter;
pub(super) mod typeset;

use super::scan::Scan;
use super::{Context, ExportRemark, Switch};
use crate::edition::{ArticleId, BlockId};
use crate::page::{Page, PageIndex};
use typeset::BlockPart;

/// How far letters reach below the line they stand on, as a part of the size.
pub(super) const DESCENT: f32 = 0.12;

/// Points in an inch.
const INCH: f32 = 72.0;
/// How many pixels are an inch where nothing tells.
const USUAL: f32 = 300.0;
/// The longest side of a page that readers show, in points.
const LONGEST: f32 = 14_400.0;

/// What a part of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum PartId {
    /// Of a block of an article.
    Block(ArticleId, BlockId),
    /// A heading before an article, by its number there.
    Heading(ArticleId, usize),
    /// The line of the contents that leads to an article.
    Entry(ArticleId),
    /// What stands before the articles or behind them, by its number.
    Apart(usize),
}

impl PartId {
    /// The article that it belongs to.
    pub fn article(self) -> Option<ArticleId> {
        match self {
            PartId::Block(article, _) | PartId::Heading(article, _) => Some(article),
            PartId::Entry(_) | PartId::Apart(_) => None,
        }
    }
}

/// How a page's layout lies on the page of a file.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    /// Width and height, in points.
    pub size: (f32, f32),
    /// Points in a pixel of the layout, across and down.
    pub scale: (f32, f32),
}

impl Sheet {
    /// A page of A4.
    pub const A4: Sheet = Sheet { size: setter::SHEET, scale: (1.0, 1.0) };

    /// As large as an image that a page has.
    pub fn of_scan(page: &Page, scan: &Scan) -> Sheet {
        let pixels = (scan.size.0 as f32, scan.size.1 as f32);
        let per_inch = scan.per_inch.unwrap_or(USUAL);
        let point = (INCH / per_inch).min(LONGEST / pixels.0.max(pixels.1));
        Sheet::of(page, (pixels.0 * point, pixels.1 * point), pixels)
    }

    /// So large, in points, where an image of so many pixels is the page if its layout says no size of its own.
    pub fn of(page: &Page, size: (f32, f32), pixels: (f32, f32)) -> Sheet {
        let layout = page.layout().map(|layout| layout.size()).map(|(width, height)| (width.0 as f32, height.0 as f32));
        let of = layout.filter(|(width, height)| *width > 0.0 && *height > 0.0).unwrap_or(pixels);
        Sheet { size, scale: (size.0 / of.0, size.1 / of.1) }
    }

    /// A place of the layout, in points from the lower left corner.
    pub fn at(self, x: f32, y: f32) -> (f32, f32) {
        (x * self.scale.0, self.size.1 - y * self.scale.1)
    }
}

/// The pages that have no image, each with what it has of the articles.
pub(super) fn without_image(context: &Context<'_>) -> Vec<(PageIndex, Vec<BlockPart>)> {
    let lacks = |index: &PageIndex| !context.images.has_page(*index);
    let pages = || (0u32..).map(PageIndex).take(context.edition.pages().len());
    if !pages().any(|index| lacks(&index)) {
        return Vec::new();
    }
    pages().zip(typeset::parts(context)).filter(|(index, _)| lacks(index)).collect()
}

/// That these pages were typeset because their images are not there.
pub(super) fn remark(context: &Context<'_>, set: &[(PageIndex, Vec<BlockPart>)]) -> Option<ExportRemark> {
    let mut lacking = set.iter().filter(|(_, parts)| context.options.has(Switch::Scans) && !parts.is_empty()).peekable();
    let first = lacking.peek().and_then(|(index, _)| context.edition.page(*index)).map(|page| page.source().file.clone())?;
    Some(ExportRemark::Typeset { pages: lacking.count(), first })
}
