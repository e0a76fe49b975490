//! The picture of a page, as its facsimile: the scan itself where the page is one, else what it draws.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache, InterpreterSettings,
    SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{BezPath, Rect};
use hayro::vello_cpu::color::palette::css::WHITE;
use serde::{Deserialize, Serialize};

use super::document::{MOST_POINTS, PdfDocument, PdfFault, size_of};
use super::glyphs::{Drawn, PlacedImage};
use super::stand_ins::covering;
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// The most pixels of an image of a page, or of its picture.
pub const MOST_PIXELS: u64 = 100_000_000;
/// The part of a page that its scan covers.
const COVERS: f64 = 0.95;
/// No picture is wider or higher, in pixels.
const MOST_ACROSS: f64 = 30_000.0;

/// Why a page has no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}", in_spoken_language(self))]
pub enum PictureFault {
    /// There is no page of this number.
    NoPage(u32),
    /// The page is larger than pages can be.
    PageTooLarge,
    /// An image of the page is too large: it has so many millions of pixels.
    TooLarge(u64),
    /// The file cannot be opened, or drawing takes too much.
    Refused(PdfFault),
    /// Its image cannot be read.
    Malformed,
}

impl Explained for PictureFault {
    fn key(&self) -> &'static str {
        match self {
            PictureFault::NoPage(_) => "pdf-no-page",
            PictureFault::PageTooLarge => "pdf-page-too-large",
            PictureFault::TooLarge(_) => "pdf-image-too-large",
            PictureFault::Refused(fault) => fault.key(),
            PictureFault::Malformed => "pdf-image-malformed",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            PictureFault::NoPage(number) => vec![named("number", number)],
            PictureFault::PageTooLarge => vec![named("most", MOST_POINTS)],
            PictureFault::TooLarge(megapixels) => vec![named("megapixels", megapixels), named("most", MOST_PIXELS / 1_000_000)],
            PictureFault::Refused(fault) => fault.arguments(locale),
            PictureFault::Malformed => Vec::new(),
        }
    }
}

/// The picture of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfPicture {
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// How many bytes a pixel has: 1 for grey, 3 for red, green and blue.
    pub channels: u8,
    /// The pixels, row by row.
    #[serde(skip)]
    pub pixels: Vec<u8>,
}

/// The picture of a page that draws this: the scan as it is, or drawn with so many dots to the inch; fewer where that were too many pixels.
/// Fonts that the file does not hold are looked for among `fonts`.
///
/// # Errors
/// An image is too large or cannot be read.
pub fn picture(
    document: &PdfDocument,
    page: &Page<'_>,
    drawn: &Drawn,
    dots_per_inch: f32,
    fonts: &[&'static [u8]],
) -> Result<PdfPicture, PictureFault> {
    let (width, height) = page.render_dimensions();
    if !(width <= MOST_POINTS && height <= MOST_POINTS) {
        return Err(PictureFault::PageTooLarge);
    }
    let pixels = |image: &PlacedImage| u64::from(image.pixels.0) * u64::from(image.pixels.1);
    if let Some(large) = drawn.images.iter().map(pixels).max().filter(|count| *count > MOST_PIXELS) {
        return Err(PictureFault::TooLarge(large / 1_000_000));
    }
    match scan(document, page, drawn) {
        Some(scan) => Ok(scan),
        None => Ok(draw(page, drawn, dots_per_inch, fonts)),
    }
}

/// Whether a page is a scan: one upright image covers it, and nothing else is painted.
pub fn is_scan(drawn: &Drawn, (width, height): (f64, f64)) -> bool {
    match drawn.images.as_slice() {
        [image] => !drawn.paints && image.is_upright && !image.is_stencil && image.rect.area() >= COVERS * width * height,
        _ => false,
    }
}

/// The image that a page is a scan of, as it is in the file. Nothing where the page is none, or the image has see-through parts.
fn scan(document: &PdfDocument, page: &Page<'_>, drawn: &Drawn) -> Option<PdfPicture> {
    let size = size_of(page);
    if !is_scan(drawn, size) {
        return None;
    }
    let cache = InterpreterCache::new();
    let whole = Rect::new(0.0, 0.0, size.0, size.1);
    let mut context = Context::new(page.initial_transform(true).to_kurbo(), whole, &cache, document.xref(), InterpreterSettings::default());
    let mut taker = ImageTaker::default();
    interpret_page(page, &mut context, &mut taker);
    let picture = taker.found?;
    // An image that is much wider or higher than its place is cut off or pressed together; both are drawn.
    let image = drawn.images.first()?;
    let (across, down) = (f64::from(picture.width) / image.rect.width(), f64::from(picture.height) / image.rect.height());
    ((across / down - 1.0).abs() < 0.02).then_some(picture)
}

/// Draws a page.
fn draw(page: &Page<'_>, drawn: &Drawn, dots_per_inch: f32, fonts: &[&'static [u8]]) -> PdfPicture {
    let (width, height) = size_of(page);
    let wished = f64::from(dots_per_inch) / 72.0;
    let most = (MOST_PIXELS as f64 / (width * height)).sqrt().min(MOST_ACROSS / width.max(height));
    let scale = wished.min(most).max(f64::MIN_POSITIVE) as f32;
    let font_resolver = covering(&drawn.missing, &drawn.halves, fonts);
    let interpreter = InterpreterSettings { font_resolver, ..InterpreterSettings::default() };
    let output = hayro::PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixmap = hayro::render(page, &hayro::RenderCache::new(), &interpreter, &hayro::RenderSettings::default(), &output);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let pixels: Vec<u8> = pixmap.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| pixel.iter().take(3).copied()).collect();
    grey(PdfPicture { width, height, channels: 3, pixels })
}

/// The picture with one byte a pixel, where it has no colour.
fn grey(picture: PdfPicture) -> PdfPicture {
    let is_grey = picture.pixels.chunks_exact(3).all(|pixel| pixel.iter().all(|channel| Some(channel) == pixel.first()));
    if !is_grey {
        return picture;
    }
    let pixels = picture.pixels.iter().copied().step_by(3).collect();
    PdfPicture { channels: 1, pixels, ..picture }
}

/// Takes the image of a page that is a scan.
#[derive(Default)]
struct ImageTaker {
    found: Option<PdfPicture>,
}

impl<'a> Device<'a> for ImageTaker {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_image(&mut self, image: Image<'a, '_>, _: ImageDrawProps<'a>) {
        let Image::Raster(raster) = image else { return };
        raster.with_rgba(
            |data, alpha| {
                if alpha.is_some() {
                    return;
                }
                let (width, height, channels, pixels) = match data {
                    ImageData::Rgb(rgb) => (rgb.width, rgb.height, 3, rgb.data),
                    ImageData::Luma(luma) => (luma.width, luma.height, 1, luma.data),
                };
                self.found = Some(PdfPicture { width, height, channels, pixels });
            },
            None,
        );
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
