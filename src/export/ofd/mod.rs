//! 双层 OFD (GB/T 33190-2016): the page's image with the corrected text over it, not to be seen but to be found and selected, as archives of
//! the state take it in. A page without an image is typeset.
//!
//! Fonts are named, not embedded: text over an image is not drawn, and every reader of OFD has the two faces of typeset pages.
//!
//! | module | what it is |
//! | --- | --- |
//! | `document` | the files that list the others: the package, the document with its bookmarks, the resources |
//! | `page` | the files of pages |
//! | `text` | lines of text, each character where it stands |
//! | `length` | lengths as they are written |

mod document;
mod length;
mod page;
mod text;

use std::collections::HashMap;

use super::boxed::Shares;
use super::fixed_layout::layer::Layer;
use super::fixed_layout::{self, Sheet, typeset};
use super::package::{Entry, EntryBytes, zip, zip_on_disk};
use super::scan::{KeptScan, ScanFileKind};
use super::{Context, ExportRemark, FileBytes};
use crate::edition::ArticleId;
use crate::page::PageIndex;
use length::Length;
use page::Backdrop;
use text::TextLine;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.ofdspec.org/2016";

/// A face that is named.
#[derive(Clone, Copy)]
enum FontKind {
    /// For the story, and for text over images.
    Song,
    /// For headings.
    Hei,
}

impl FontKind {
    const ALL: [FontKind; 2] = [FontKind::Song, FontKind::Hei];

    /// What the standard and its readers call it.
    fn name(self) -> &'static str {
        match self {
            FontKind::Song => "宋体",
            FontKind::Hei => "黑体",
        }
    }

    /// Its number among the resources; the other numbers come after.
    fn id(self) -> u64 {
        match self {
            FontKind::Song => 1,
            FontKind::Hei => 2,
        }
    }
}

/// Numbers for what is in a document, each given once.
struct Ids(u64);

impl Ids {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

/// A page of the document.
struct OfdPage {
    id: u64,
    /// Its width and height.
    size: (Length, Length),
    content: String,
}

/// An image among the resources.
struct ImageResource<'a> {
    id: u64,
    file: ScanFileKind,
    scan: &'a KeptScan,
}

/// Where an article begins.
struct Start {
    page: u64,
    /// From the left and upper edges of the page.
    at: (Length, Length),
}

/// The document while its pages are written.
struct OfdDocument<'a> {
    ids: Ids,
    pages: Vec<OfdPage>,
    images: Vec<ImageResource<'a>>,
    starts: HashMap<ArticleId, Start>,
}

/// Makes the file.
pub(super) fn export(context: &Context<'_>) -> FileBytes {
    let edition = context.edition;
    let mut document = OfdDocument { ids: Ids(FontKind::ALL.len() as u64), pages: Vec::new(), images: Vec::new(), starts: HashMap::new() };
    let (shares, parts) = (Shares::of(edition), typeset::parts(context));
    for (index, page) in (0u32..).map(PageIndex).zip(edition.pages()) {
        match context.images.scan(index).and_then(|scan| Some((scan, scan.scan.file_kind()?))) {
            Some(scan) => document.scanned(&Layer::of(&shares, index, page), Sheet::of_scan(page, &scan.0.scan), scan),
            None => document.typeset(context, index, parts.get(index.position()).map(Vec::as_slice).unwrap_or_default()),
        }
    }
    if document.pages.is_empty() {
        // A document has at least one page.
        document.typeset(context, PageIndex(0), &[]);
    }
    let is_large = !document.images.is_empty();
    let entries = document.entries(context);
    if is_large { zip_on_disk(&entries) } else { zip(&entries).into() }
}

/// That pages were typeset because their images are not there.
pub(super) fn remarks(context: &Context<'_>) -> Vec<ExportRemark> {
    fixed_layout::remark(context, &fixed_layout::without_image(context)).into_iter().collect()
}

impl<'a> OfdDocument<'a> {
    /// A page that is its image with the text over it.
    fn scanned(&mut self, layer: &Layer, sheet: Sheet, (scan, file): (&'a KeptScan, ScanFileKind)) {
        let (id, image) = (self.ids.next(), self.ids.next());
        for (article, (x, y)) in layer.blocks.iter().filter_map(|block| block.article.zip(block.start())) {
            self.begin(article, id, (x * sheet.scale.0, y * sheet.scale.1));
        }
        let lines = layer.blocks.iter().flat_map(|block| &block.lines).filter_map(|line| TextLine::printed(line, sheet));
        self.images.push(ImageResource { id: image, file, scan });
        self.write(id, sheet, &Backdrop::Image(image), &lines.collect::<Vec<_>>());
    }

    /// A page without an image, on as many sheets as it fills.
    fn typeset(&mut self, context: &Context<'_>, index: PageIndex, parts: &[typeset::BlockPart]) {
        let head = typeset::head(context, index);
        for blocks in typeset::sheets(context, parts, &|character, _| text::ems(character)) {
            let id = self.ids.next();
            for (article, (x, y)) in blocks.iter().filter_map(|block| block.part.article().zip(block.start())) {
                self.begin(article, id, (x, Sheet::A4.size.1 - y));
            }
            let lines = blocks.iter().flat_map(|block| &block.lines).filter_map(TextLine::typeset);
            self.write(id, Sheet::A4, &Backdrop::Head(TextLine::typeset(&head)), &lines.collect::<Vec<_>>());
        }
    }

    /// Notes where an article begins, in points from the left and upper edges of a page, unless it has begun before.
    fn begin(&mut self, article: ArticleId, page: u64, (x, y): (f32, f32)) {
        self.starts.entry(article).or_insert(Start { page, at: (Length::of_points(x), Length::of_points(y)) });
    }

    fn write(&mut self, id: u64, sheet: Sheet, backdrop: &Backdrop, lines: &[TextLine]) {
        let size = (Length::of_points(sheet.size.0), Length::of_points(sheet.size.1));
        let content = page::content(size, backdrop, lines, &mut self.ids);
        self.pages.push(OfdPage { id, size, content });
    }

    /// The files of the package, the one that leads to the others first.
    fn entries(self, context: &Context<'_>) -> Vec<Entry<'a>> {
        let mut entries = vec![
            Entry::new("OFD.xml", document::package(context)),
            Entry::new("Doc_0/Document.xml", document::document(context, &self)),
            Entry::new("Doc_0/PublicRes.xml", document::fonts()),
        ];
        if !self.images.is_empty() {
            entries.push(Entry::new("Doc_0/DocumentRes.xml", document::images(&self.images)));
        }
        for (number, page) in self.pages.into_iter().enumerate() {
            entries.push(Entry::new(format!("Doc_0/{}", document::page_path(number)), page.content));
        }
        for (number, image) in self.images.into_iter().enumerate() {
            let path = format!("Doc_0/{}/{}", document::RESOURCES, document::image_name(number, image.file));
            entries.push(Entry { path, bytes: EntryBytes::Scan(image.scan), compressed: false });
        }
        entries
    }
}
