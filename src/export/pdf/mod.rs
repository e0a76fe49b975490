//! The page's image with the corrected text over it, not to be seen but to be found, selected and read aloud: what is scanned becomes
//! what can be searched, and looks as it did.
//!
//! The file is meant to be PDF/A-2u (ISO 19005-2), with tags: all text has its characters, colours are calibrated, articles are bookmarks,
//! headlines and paragraphs are elements in the order of the edition. Fonts of text that is not drawn need no outlines.
//!
//! | module | what it is |
//! | --- | --- |
//! | `layer` | what is printed on a page, by blocks and lines, with the place of each character |
//! | `content` | the image and the text as a page draws them |
//! | `font` | a font without outlines |
//! | `tags` | elements and bookmarks |
//! | `about` | title, language and so on, as XMP |

mod about;
mod content;
mod font;
mod layer;
mod tags;

use pdf_writer::{Finish, Name, Pdf, Rect, Ref, TextStr};
use sha2::{Digest, Sha256};

use super::Context;
use super::boxed::Shares;
use super::scan::{Coding, Colors, Scan};
use crate::edition::Edition;
use crate::page::{Page, PageIndex};
use font::TextFont;
use layer::Layer;
use tags::Tags;

/// Points in an inch.
const INCH: f32 = 72.0;
/// How many pixels are an inch where nothing tells.
const USUAL: f32 = 300.0;
/// The longest side of a page that readers show, in points.
const LONGEST: f32 = 14_400.0;

/// Numbers for the objects of a file.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// How a page's layout lies on the page of the file.
#[derive(Clone, Copy)]
struct Sheet {
    /// Width and height, in points.
    size: (f32, f32),
    /// Points in a pixel of the layout, across and down.
    scale: (f32, f32),
}

impl Sheet {
    /// A page of A4.
    const EMPTY: Sheet = Sheet { size: (595.0, 842.0), scale: (1.0, 1.0) };

    fn of(page: &Page, scan: Option<&Scan>) -> Sheet {
        let layout = page.layout().map(|layout| layout.size()).map(|(width, height)| (width.0 as f32, height.0 as f32));
        let layout = layout.filter(|(width, height)| *width > 0.0 && *height > 0.0);
        let pixels = scan.map(|scan| (scan.size.0 as f32, scan.size.1 as f32)).or(layout).unwrap_or((2480.0, 3508.0));
        let per_inch = scan.and_then(|scan| scan.per_inch).unwrap_or(USUAL);
        let point = (INCH / per_inch).min(LONGEST / pixels.0.max(pixels.1));
        let size = (pixels.0 * point, pixels.1 * point);
        let of = layout.unwrap_or(pixels);
        Sheet { size, scale: (size.0 / of.0, size.1 / of.1) }
    }

    /// A place of the layout, in points from the lower left corner.
    fn at(self, x: f32, y: f32) -> (f32, f32) {
        (x * self.scale.0, self.size.1 - y * self.scale.1)
    }
}

/// Makes the file.
pub(super) fn export(context: &Context<'_>) -> Vec<u8> {
    let edition = context.edition;
    let (mut pdf, mut refs) = (Pdf::new(), Refs(0));
    let (catalog, tree) = (refs.next(), refs.next());
    let mut font = TextFont::new(&mut refs);
    let mut tags = Tags::new(edition, &mut refs);
    let shares = Shares::of(edition);
    let mut pages = Vec::new();
    for place in 0..edition.pages().len() {
        let index = PageIndex(place as u32);
        let Some(page) = edition.page(index) else { continue };
        let scan = context.images.scan(index);
        let sheet = Sheet::of(page, scan);
        let layer = Layer::of(&shares, index, page);
        let ids = content::PageRefs { page: refs.next(), content: refs.next(), image: scan.map(|_| refs.next()) };
        tags.page(ids.page, &layer, sheet);
        let drawn = content::draw(&layer, sheet, scan.is_some(), &mut font);
        pdf.stream(ids.content, &content::packed(&drawn)).filter(pdf_writer::Filter::FlateDecode);
        if let (Some(id), Some(scan)) = (ids.image, scan) {
            image(&mut pdf, id, scan);
        }
        write_page(&mut pdf, tree, ids, (sheet, place), &font);
        pages.push(ids.page);
    }
    if pages.is_empty() {
        // A file has at least one page.
        let ids = content::PageRefs { page: refs.next(), content: refs.next(), image: None };
        pdf.stream(ids.content, b"");
        write_page(&mut pdf, tree, ids, (Sheet::EMPTY, 0), &font);
        tags.page(ids.page, &Layer::default(), Sheet::EMPTY);
        pages.push(ids.page);
    }
    pdf.pages(tree).kids(pages.iter().copied()).count(pages.len() as i32);
    font.write(&mut pdf);
    let root = tags.write(&mut pdf, &mut refs);
    let metadata = refs.next();
    about::write(&mut pdf, metadata, context);
    write_catalog(&mut pdf, (catalog, tree, metadata), root, context);
    write_info(&mut pdf, &mut refs, context);
    let id = identity(edition);
    pdf.set_file_id((id.clone(), id));
    pdf.finish()
}

fn write_page(pdf: &mut Pdf, tree: Ref, ids: content::PageRefs, (sheet, place): (Sheet, usize), font: &TextFont) {
    let mut page = pdf.page(ids.page);
    page.parent(tree).media_box(Rect::new(0.0, 0.0, sheet.size.0, sheet.size.1)).contents(ids.content);
    page.struct_parents(place as i32).tab_order(pdf_writer::types::TabOrder::StructureOrder);
    let mut resources = page.resources();
    if let Some(image) = ids.image {
        resources.x_objects().pair(content::IMAGE, image);
    }
    font.name_in(&mut resources.fonts());
    resources.finish();
    page.finish();
}

fn write_catalog(pdf: &mut Pdf, (catalog, tree, metadata): (Ref, Ref, Ref), (root, outlines): (Ref, Option<Ref>), context: &Context<'_>) {
    let mut catalog = pdf.catalog(catalog);
    catalog.pages(tree).metadata(metadata);
    catalog.pair(Name(b"StructTreeRoot"), root);
    catalog.mark_info().marked(true);
    catalog.viewer_preferences().display_doc_title(true);
    if let Some(language) = about::language(context.edition) {
        catalog.lang(TextStr(language));
    }
    if let Some(outlines) = outlines {
        catalog.outlines(outlines).page_mode(pdf_writer::types::PageMode::UseOutlines);
    }
}

fn write_info(pdf: &mut Pdf, refs: &mut Refs, context: &Context<'_>) {
    pdf.document_info(refs.next()).title(TextStr(&context.title())).producer(TextStr(about::PRODUCER));
}

/// The image of a page. Colours are told by the white point and the curve of ordinary screens, so that the file needs no profile.
fn image(pdf: &mut Pdf, id: Ref, scan: &Scan) {
    /// The white point, and red, green and blue, of IEC 61966-2-1, as XYZ.
    const WHITE: [f32; 3] = [0.9505, 1.0, 1.089];
    const MATRIX: [f32; 9] = [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505];
    const CURVE: f32 = 2.2;
    let mut image = pdf.image_xobject(id, &scan.bytes);
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
        Coding::Rows => {
            let colors = if scan.colors == Colors::Rgb { 3 } else { 1 };
            image.filter(pdf_writer::Filter::FlateDecode);
            let mut parameters = image.decode_parms();
            parameters.predictor(pdf_writer::types::Predictor::PngOptimum).colors(colors);
            parameters.bits_per_component(i32::from(scan.bits)).columns(width as i32);
        }
    }
}

/// What tells the file from others: made of its pages, so that it is the same each time.
fn identity(edition: &Edition) -> Vec<u8> {
    let mut hash = Sha256::new();
    edition.pages().iter().for_each(|page| hash.update(page.source().sha256.as_bytes()));
    edition.blocks().for_each(|(_, block)| hash.update(block.text().as_bytes()));
    hash.finalize().iter().take(16).copied().collect()
}
