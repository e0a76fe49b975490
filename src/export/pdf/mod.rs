//! The page's image with the corrected text over it, not to be seen but to be found, selected and read aloud: what is scanned becomes
//! what can be searched, and looks as it did. A page of a PDF stays as it is there, but for its text layer. A page without an image is typeset.
//!
//! The file is meant to be PDF/A-2u (ISO 19005-2), unless it holds pages of PDFs, which may be anything; with tags: all text has its characters, colours are calibrated, articles are bookmarks,
//! headlines and paragraphs are elements in the order of the edition.
//!
//! | module | what it is |
//! | --- | --- |
//! | `content` | the image and the text as a page draws them |
//! | `source_page` | a page as it is in the PDF it comes from |
//! | `large_streams` | images that lie on disk while the file is made |
//! | `font` | a font without ink, for text that is not drawn |
//! | `reading` | an edition for reading, which has no page as it was |
//! | `faces` | the house's faces, as far as typeset pages use them |
//! | `tags` | elements and bookmarks |
//! | `about` | title, language and so on, as XMP |

mod about;
mod content;
mod faces;
mod font;
mod large_streams;
mod reading;
mod source_page;
mod tags;

use std::collections::{HashMap, HashSet};

use pdf_writer::{Finish, Name, Pdf, Rect, Ref, TextStr};
use sha2::{Digest, Sha256};

use super::boxed::Shares;
use super::fixed_layout::layer::Layer;
use super::fixed_layout::reading::SetSheet;
use super::fixed_layout::{self, Sheet, typeset};
use super::line_images::SourcePage;
use super::scan::{Coding, Colors, KeptScan, Scan};
use super::{Context, ExportRemark, FileBytes};
use crate::edition::{ArticleId, Edition};
use crate::page::{Page, PageIndex};
use content::Ground;
use faces::Faces;
use font::TextFont;
use large_streams::LargeStreams;
pub(super) use reading::{export as export_reading, remarks as reading_remarks};
use source_page::Sources;
use tags::{MarkedContent, Tags};

/// The white point and the curve of IEC 61966-2-1.
const WHITE: [f32; 3] = [0.9505, 1.0, 1.089];
const CURVE: f32 = 2.2;

/// Numbers for the objects of a file.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// Makes the file.
pub(super) fn export(context: &Context<'_>) -> FileBytes {
    let edition = context.edition;
    let titles = edition.articles().iter().map(|article| (article.id(), article.title())).collect();
    let mut book = Book::new(edition, titles);
    let (shares, parts) = (Shares::of(edition), typeset::parts(context));
    for (index, page) in (0u32..).map(PageIndex).zip(edition.pages()) {
        match (context.images.source_page(index), context.images.scan(index)) {
            (Some(source), _) => book.kept(&Layer::of(&shares, index, page), page, source),
            (None, Some(scan)) => book.scanned(&Layer::of(&shares, index, page), Sheet::of_scan(page, &scan.scan), scan),
            (None, None) => book.typeset(context, index, parts.get(index.position()).map(Vec::as_slice).unwrap_or_default()),
        }
    }
    if book.pages.is_empty() {
        // A file has at least one page.
        book.typeset(context, PageIndex(0), &[]);
    }
    book.finish(context, identity(edition, ""))
}

/// That pages stay as they are in their PDFs; that pages were typeset because their images are not there, and which of their characters no
/// face of ours has.
pub(super) fn remarks(context: &Context<'_>) -> Vec<ExportRemark> {
    let indices = || (0..context.edition.pages().len() as u32).map(PageIndex);
    let kept = indices().filter(|index| context.images.source_page(*index).is_some()).count();
    let kept = (kept > 0).then_some(ExportRemark::SourcePages { pages: kept });
    let set = fixed_layout::without_image(context);
    let lacking = lacking(set.iter().flat_map(|(_, parts)| parts.iter()).flat_map(|part| part.text.chars()));
    let typeset = fixed_layout::remark(context, &set);
    kept.into_iter().chain(typeset).chain(lacking).collect()
}

/// Which characters of a text no face of ours has.
fn lacking(text: impl Iterator<Item = char>) -> Option<ExportRemark> {
    let mut seen = HashSet::new();
    let faces = Faces::new(&mut Refs(0));
    let characters: String = text.filter(|c| seen.insert(*c) && faces.glyph(*c, false).is_none()).collect();
    (!characters.is_empty()).then_some(ExportRemark::NoGlyph { characters })
}

/// The file while its pages are written.
struct Book<'a> {
    pdf: Pdf,
    large: LargeStreams,
    refs: Refs,
    catalog: Ref,
    tree: Ref,
    font: TextFont,
    faces: Faces,
    tags: Tags<'a>,
    sources: Sources,
    pages: Vec<Ref>,
}

impl<'a> Book<'a> {
    /// A file without pages, whose articles have these titles.
    fn new(edition: &'a Edition, titles: HashMap<ArticleId, String>) -> Book<'a> {
        let mut refs = Refs(0);
        let (catalog, tree) = (refs.next(), refs.next());
        let (font, faces, tags) = (TextFont::new(&mut refs), Faces::new(&mut refs), Tags::new(edition, titles, &mut refs));
        Book {
            pdf: Pdf::new(),
            large: LargeStreams::default(),
            refs,
            catalog,
            tree,
            font,
            faces,
            tags,
            sources: Sources::default(),
            pages: Vec::new(),
        }
    }

    /// Writes what all pages share.
    fn finish(self, context: &Context<'_>, id: Vec<u8>) -> FileBytes {
        let Book { mut pdf, large, mut refs, catalog, tree, font, faces, tags, sources, pages } = self;
        pdf.pages(tree).kids(pages.iter().copied()).count(pages.len() as i32);
        font.write(&mut pdf);
        faces.write(&mut pdf);
        let root = tags.write(&mut pdf, &mut refs);
        let metadata = refs.next();
        about::write(&mut pdf, metadata, context, sources.is_empty());
        write_catalog(&mut pdf, (catalog, tree, metadata), root, context);
        write_info(&mut pdf, &mut refs, context);
        pdf.set_file_id((id.clone(), id));
        large.finish(pdf.finish())
    }

    /// A page that is its image with the text over it.
    fn scanned(&mut self, layer: &Layer, sheet: Sheet, kept: &KeptScan) {
        let (drawn, marked) = content::draw(layer, sheet, &Ground::Image, &mut self.font);
        let image = self.refs.next();
        let start = self.pdf.len();
        self::image(&mut self.pdf, image, &kept.scan);
        self.large.fill(&self.pdf, start, kept.bytes.clone());
        self.write(&drawn, &marked, sheet, &DrawnWith::Image(image));
    }

    /// A page as it is in its source, with the text over it.
    fn kept(&mut self, layer: &Layer, page: &Page, source: &SourcePage) {
        let size = source.copied.size;
        let sheet = Sheet::of(page, size, size);
        let (drawn, marked) = content::draw(layer, sheet, &Ground::Source, &mut self.font);
        let form = self.sources.write((&mut self.pdf, &mut self.large), &mut self.refs, source);
        self.write(&drawn, &marked, sheet, &DrawnWith::Source(form));
    }

    /// A page without an image, on as many sheets as it fills.
    fn typeset(&mut self, context: &Context<'_>, index: PageIndex, parts: &[typeset::BlockPart]) {
        let sheets = typeset::sheets(context, parts, &|character, strong| self.faces.width(character, strong));
        for blocks in sheets {
            let sheet = SetSheet { beside: vec![typeset::head(context, index)], rules: Vec::new(), blocks };
            let (drawn, marked, used) = content::draw_set(&sheet, &mut self.faces);
            self.write(&drawn, &marked, Sheet::A4, &DrawnWith::Type(used));
        }
    }

    fn write(&mut self, drawn: &[u8], marked: &[MarkedContent], sheet: Sheet, with: &DrawnWith) {
        let id = self.refs.next();
        self.write_page(id, drawn, marked, sheet, with, &[]);
    }

    /// Writes a page with links on it.
    fn write_page(&mut self, id: Ref, drawn: &[u8], marked: &[MarkedContent], sheet: Sheet, with: &DrawnWith, links: &[Ref]) {
        let content = self.refs.next();
        self.pdf.stream(content, &content::packed(drawn)).filter(pdf_writer::Filter::FlateDecode);
        let mut page = self.pdf.page(id);
        page.parent(self.tree).media_box(Rect::new(0.0, 0.0, sheet.size.0, sheet.size.1)).contents(content);
        page.struct_parents(self.pages.len() as i32).tab_order(pdf_writer::types::TabOrder::StructureOrder);
        if !links.is_empty() {
            page.annotations(links.iter().copied());
        }
        let mut resources = page.resources();
        match with {
            DrawnWith::Image(image) => {
                resources.x_objects().pair(content::IMAGE, *image);
                self.font.name_in(&mut resources.fonts());
            }
            DrawnWith::Source(form) => {
                resources.x_objects().pair(content::SOURCE, *form);
                self.font.name_in(&mut resources.fonts());
            }
            DrawnWith::Type(used) => {
                self.faces.name_in(&mut resources.fonts(), used);
                let mut spaces = resources.color_spaces();
                spaces.insert(content::INK).start::<pdf_writer::writers::ColorSpace<'_>>().cal_gray(WHITE, None, Some(CURVE));
            }
        }
        resources.finish();
        page.finish();
        self.tags.page(id, marked, &mut self.refs);
        self.pages.push(id);
    }
}

/// What a page draws with.
enum DrawnWith {
    Image(Ref),
    /// The form that is the page as it is in its source.
    Source(Ref),
    /// Which of the faces.
    Type([bool; 3]),
}

fn write_catalog(pdf: &mut Pdf, (catalog, tree, metadata): (Ref, Ref, Ref), (root, outlines): (Ref, Option<Ref>), context: &Context<'_>) {
    let mut catalog = pdf.catalog(catalog);
    catalog.pages(tree).metadata(metadata);
    catalog.pair(Name(b"StructTreeRoot"), root);
    catalog.mark_info().marked(true);
    catalog.viewer_preferences().display_doc_title(true);
    catalog.lang(TextStr(context.text_language().tag()));
    if let Some(outlines) = outlines {
        catalog.outlines(outlines).page_mode(pdf_writer::types::PageMode::UseOutlines);
    }
}

fn write_info(pdf: &mut Pdf, refs: &mut Refs, context: &Context<'_>) {
    pdf.document_info(refs.next()).title(TextStr(&context.title())).producer(TextStr(about::PRODUCER));
}

/// The image of a page, without its bytes. Colours are told by the white point and the curve of ordinary screens, so that the file needs no profile.
fn image(pdf: &mut Pdf, id: Ref, scan: &Scan) {
    /// Red, green and blue of IEC 61966-2-1, as XYZ.
    const MATRIX: [f32; 9] = [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505];
    let mut image = pdf.image_xobject(id, &[]);
    let (width, height) = scan.size;
    image.width(width as i32).height(height as i32).bits_per_component(i32::from(scan.bits));
    match &scan.colors {
        Colors::Gray => image.color_space().cal_gray(WHITE, None, Some(CURVE)),
        Colors::Rgb => image.color_space().cal_rgb(WHITE, None, Some([CURVE; 3]), Some(MATRIX)),
        Colors::Table(table) => {
            let last = (table.len() / 3).saturating_sub(1) as i32;
            let mut space = image.insert(Name(b"ColorSpace")).array();
            space.item(Name(b"Indexed"));
            space.push().start::<pdf_writer::writers::ColorSpace<'_>>().cal_rgb(WHITE, None, Some([CURVE; 3]), Some(MATRIX));
            space.item(last).item(pdf_writer::Str(table));
        }
    }
    match scan.coding {
        Coding::Jpeg => {
            image.filter(pdf_writer::Filter::DctDecode);
        }
        Coding::Jpeg2000 => {
            image.filter(pdf_writer::Filter::JpxDecode);
        }
        Coding::Group4 { is_inverted } => {
            image.filter(pdf_writer::Filter::CcittFaxDecode);
            let mut parameters = image.decode_parms();
            parameters.k(-1).columns(width as i32).rows(height as i32).black_is_1(is_inverted);
        }
        Coding::Rows => {
            let colors = if scan.colors == Colors::Rgb { 3 } else { 1 };
            image.filter(pdf_writer::Filter::FlateDecode);
            let mut parameters = image.decode_parms();
            parameters.predictor(pdf_writer::types::Predictor::PngOptimum).colors(colors);
            parameters.bits_per_component(i32::from(scan.bits)).columns(width as i32);
        }
    }
}

/// What tells the file from others: made of its pages and what kind it is, so that it is the same each time.
fn identity(edition: &Edition, kind: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    edition.pages().iter().for_each(|page| hash.update(page.source().sha256.as_bytes()));
    edition.blocks().for_each(|(_, block)| hash.update(block.text().as_bytes()));
    hash.finalize().iter().take(16).copied().collect()
}
