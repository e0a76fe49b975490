//! What a page draws: glyphs with their places, rules, boxes and images, gathered while its content is interpreted.

use std::collections::BTreeSet;

use hayro::hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::WritingMode;
use hayro::hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};
use hayro::hayro_syntax::object::{Dict, String as PdfString};
use hayro::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

use super::actual_text::MarkedContent;
use super::characters::{Characters, GlyphText, UNKNOWN};
use super::stand_ins::{Missing, Noted};

/// The most glyphs, and the most rules and images, of a page. A broadsheet has some twenty thousand glyphs.
const MOST_GLYPHS: usize = 400_000;
const MOST_SHAPES: usize = 50_000;
/// Rules are thinner than this, in points, and longer than that.
const RULE_THICKNESS: f64 = 3.0;
const RULE_LENGTH: f64 = 30.0;
/// The part of an em that a glyph's cell reaches below its baseline, and above it.
pub const BELOW: f64 = -0.12;
pub const ABOVE: f64 = 0.88;

/// How a glyph is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// It is drawn.
    Drawn,
    /// It is there to be found and not to be seen, as the text of a scan.
    Invisible,
    /// It is drawn outside of what is shown.
    Clipped,
    /// It is drawn in white on white.
    White,
}

/// A glyph of a page.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Its characters.
    pub text: String,
    /// Its cell, as high as an em and as wide as it advances, in points from the page's top left corner.
    pub cell: Rect,
    /// The size of its em, in points.
    pub size: f64,
    /// By how many quarters it is turned clockwise.
    pub turn: u8,
    /// Whether its font is one for upright lines.
    pub is_upright: bool,
    /// How it is to be seen.
    pub visibility: Visibility,
    /// Whether it is bold: by its font, or drawn twice.
    pub is_bold: bool,
    /// Whether the source has a blank before it.
    pub after_blank: bool,
    /// Its code in a font of single bytes that has no program in the file.
    pub byte: Option<u8>,
}

/// An image of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedImage {
    /// Where it lies, in points.
    pub rect: Rect,
    /// Whether it stands upright, not turned, mirrored or slanted.
    pub is_upright: bool,
    /// Whether it is a stencil that is painted through.
    pub is_stencil: bool,
    /// Its width and height, in pixels of its own.
    pub pixels: (u32, u32),
}

/// How much of a page's text is not as it should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Glyphs whose characters are not known.
    pub unknown: usize,
    /// Glyphs whose characters the file does not tell but its fonts do.
    pub rescued: usize,
    /// Glyphs that were drawn again.
    pub doublets: usize,
    /// Glyphs that were left out because there were too many.
    pub left_out: usize,
}

/// What a page draws.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Its glyphs, in the order of the stream.
    pub glyphs: Vec<Glyph>,
    /// Its straight rules, in points.
    pub rules: Vec<Rect>,
    /// The frames it draws round things, and the areas it tints.
    pub boxes: Vec<Rect>,
    /// Its images.
    pub images: Vec<PlacedImage>,
    /// Whether it paints anything beside images and invisible text.
    pub paints: bool,
    /// What is not as it should be.
    pub counts: Counts,
    /// The characters whose fonts the file does not hold.
    pub missing: Missing,
    /// The characters that were put together of two bytes.
    pub halves: BTreeSet<char>,
}

/// Gathers what a page draws.
pub struct Gatherer<'c> {
    characters: &'c mut Characters,
    noted: &'c Noted,
    drawn: Drawn,
    page: Rect,
    clips: Vec<Rect>,
    /// Dark areas, on which white text is to be seen.
    dark: Vec<Rect>,
    after_blank: bool,
    /// The parts of marked content that the page is in.
    marked: Vec<MarkedContent>,
}

impl<'c> Gatherer<'c> {
    /// Gathers what a page of this size draws, in points. Missing fonts are told by `noted`.
    pub fn new(characters: &'c mut Characters, noted: &'c Noted, page: Rect) -> Gatherer<'c> {
        let (clips, dark, marked) = (Vec::new(), Vec::new(), Vec::new());
        Gatherer { characters, noted, drawn: Drawn::default(), page, clips, dark, after_blank: false, marked }
    }

    /// What was drawn.
    pub fn finish(self) -> Drawn {
        self.drawn
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.page)
    }

    fn glyph(&mut self, glyph: &DrawnGlyph<'_>, place: Affine, run: RunState) {
        let missing = self.noted.missing(glyph);
        let said = self.characters.of(glyph, missing.is_some());
        let text = match said {
            GlyphText::Told(text) => text,
            GlyphText::Rescued(text) => {
                self.drawn.counts.rescued += 1;
                text
            }
            GlyphText::Blank => " ".to_owned(),
            GlyphText::Unknown => UNKNOWN.to_string(),
        };
        let outline = match glyph {
            DrawnGlyph::Outline(outline) => Some(outline),
            DrawnGlyph::Type3(_) => None,
        };
        let data = outline.and_then(|outline| outline.font_data());
        let byte = outline.filter(|outline| data.is_none() && outline.char_code() < 256).map(|outline| outline.char_code() as u8);
        if let Some(name) = missing {
            self.drawn.missing.entry(name).or_default().extend(text.chars());
        }
        if byte.is_none_or(|byte| byte < 0x80) && text != "\u{3000}" && text.chars().all(char::is_whitespace) {
            self.after_blank = true;
            return;
        }
        let advance = match glyph {
            DrawnGlyph::Outline(outline) => outline.advance_width(),
            DrawnGlyph::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(1000.0)) / 1000.0;
        let advance = if run.is_upright || advance <= 0.0 { 1.0 } else { advance };
        let Some((cell, size, turn)) = cell(place, advance) else { return };
        if self.drawn.glyphs.len() >= MOST_GLYPHS {
            self.drawn.counts.left_out += 1;
            return;
        }
        let is_bold = data.is_some_and(|data| {
            data.weight.is_some_and(|weight| weight >= 600) || data.postscript_name.is_some_and(|name| is_bold_name(&name))
        });
        self.drawn.counts.unknown += usize::from(text == UNKNOWN.to_string());
        let visibility = self.visibility(cell, run);
        self.drawn.paints |= visibility == Visibility::Drawn || visibility == Visibility::White;
        let after_blank = std::mem::take(&mut self.after_blank);
        let is_upright = run.is_upright;
        self.drawn.glyphs.push(Glyph { text, cell, size, turn, is_upright, visibility, is_bold, after_blank, byte });
    }

    fn visibility(&self, cell: Rect, run: RunState) -> Visibility {
        let middle = cell.center();
        match run.visibility {
            Visibility::Drawn if !self.clip().inflate(1.0, 1.0).contains(middle) => Visibility::Clipped,
            Visibility::White if self.dark.iter().any(|dark| dark.contains(middle)) => Visibility::Drawn,
            Visibility::White if self.drawn.images.iter().any(|image| image.rect.contains(middle)) => Visibility::Drawn,
            told => told,
        }
    }

    fn path(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        let ink = ink(&props.paint);
        if ink == Ink::None {
            return;
        }
        let (is_filled, width) = match mode {
            DrawMode::Fill(_) => (true, 0.0),
            DrawMode::Stroke(stroke) => (false, f64::from(stroke.line_width)),
            DrawMode::FillAndStroke(_, stroke) => (true, f64::from(stroke.line_width)),
            DrawMode::Invisible => return,
        };
        // A white sheet under everything is no drawing.
        self.drawn.paints |= ink != Ink::White;
        let half = width * scale(props.transform) / 2.0;
        for (part, corners) in parts(path) {
            if self.drawn.rules.len() + self.drawn.boxes.len() >= MOST_SHAPES {
                return;
            }
            let rect = props.transform.transform_rect_bbox(part).inflate(half, half);
            let shown = rect.intersect(self.clip());
            let (wide, high) = (shown.width(), shown.height());
            if wide <= 0.0 || high <= 0.0 {
                continue;
            }
            let is_thin = wide.min(high) < RULE_THICKNESS.max(2.0 * half + 0.1);
            if is_thin && wide.max(high) > RULE_LENGTH && ink != Ink::White {
                self.drawn.rules.push(shown);
            } else if !is_thin && corners <= 5 && wide > RULE_LENGTH && high > RULE_LENGTH / 2.0 {
                if is_filled && ink == Ink::Dark {
                    self.dark.push(shown);
                }
                if !is_filled || ink != Ink::White {
                    self.drawn.boxes.push(shown);
                }
            }
        }
    }
}

/// What the glyphs of a run have in common.
#[derive(Clone, Copy)]
struct RunState {
    is_upright: bool,
    visibility: Visibility,
}

/// What a paint looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    /// It leaves no trace.
    None,
    White,
    Light,
    Dark,
}

fn ink(paint: &Paint<'_>) -> Ink {
    let Paint::Color(color) = paint else { return Ink::Light };
    let [red, green, blue, alpha] = color.to_rgba().components();
    match red.min(green).min(blue) {
        _ if alpha < 0.02 => Ink::None,
        least if least > 0.97 => Ink::White,
        _ if 0.3 * red + 0.6 * green + 0.1 * blue < 0.6 => Ink::Dark,
        _ => Ink::Light,
    }
}

/// The mean scale of a transform.
fn scale(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

/// The parts of a path that begin with a move, each as the rectangle round its points and how many points it has.
fn parts(path: &BezPath) -> Vec<(Rect, usize)> {
    let mut parts: Vec<(Rect, usize)> = Vec::new();
    for element in path.elements() {
        let points: &[Point] = match element {
            PathEl::MoveTo(point) => {
                parts.push((Rect::from_points(*point, *point), 1));
                continue;
            }
            PathEl::LineTo(point) => &[*point],
            // Rounded corners do not make a box anything else.
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => &[*point],
            PathEl::ClosePath => continue,
        };
        if let Some((rect, count)) = parts.last_mut() {
            for point in points {
                *rect = rect.union_pt(*point);
                *count += 1;
            }
        }
    }
    parts
}

/// Whether the name of a font says that it is bold: in English, or as Chinese foundries call their heavy faces.
fn is_bold_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["bold", "black", "heavy", "simhei", "黑", "dahei", "hei-"].iter().any(|word| lower.contains(word))
}

/// The cell of a glyph whose outline is drawn with this transform, in thousandths of an em: the rectangle, the size of the em, and by how
/// many quarters it is turned. Nothing where it has no size.
fn cell(place: Affine, advance: f64) -> Option<(Rect, f64, u8)> {
    let corner = |along: f64, up: f64| place * Point::new(1000.0 * along, 1000.0 * up);
    let rect = Rect::from_points(corner(0.0, BELOW), corner(advance, ABOVE));
    let rect = rect.union(Rect::from_points(corner(0.0, ABOVE), corner(advance, BELOW)));
    let [ax, ay, bx, by, ..] = place.as_coeffs();
    let size = 1000.0 * bx.hypot(by);
    let is_real = rect.x0.is_finite() && rect.y1.is_finite() && (0.5..5_000.0).contains(&size) && rect.width() < 20_000.0;
    // Down the page is where y grows: a turn by a quarter runs downwards.
    let turn = match (ax.abs() >= ay.abs(), ax >= 0.0, ay >= 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    };
    is_real.then_some((rect, size, turn))
}

impl<'a> Device<'a> for Gatherer<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.path(path, &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let rect = clip.path.bounding_box().intersect(self.clip());
        self.clips.push(rect);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let visibility = match (mode, ink(&props.paint)) {
            (DrawMode::Invisible, _) | (_, Ink::None) => Visibility::Invisible,
            (_, Ink::White) => Visibility::White,
            _ => Visibility::Drawn,
        };
        if self.marked.iter().any(MarkedContent::is_silent) {
            // It is ink and no text: what it says stands elsewhere.
            self.drawn.paints |= visibility != Visibility::Invisible;
            return;
        }
        let is_upright = run.writing_mode() == WritingMode::Vertical;
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), RunState { is_upright, visibility });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if self.drawn.images.len() >= MOST_SHAPES {
            return;
        }
        let pixels = (image.width(), image.height());
        let whole = Rect::new(0.0, 0.0, f64::from(pixels.0), f64::from(pixels.1));
        let rect = props.transform.transform_rect_bbox(whole).intersect(self.clip());
        let [ax, ay, bx, by, ..] = props.transform.as_coeffs();
        let is_upright = ax > 0.0 && by > 0.0 && ay.abs() < 0.01 * ax && bx.abs() < 0.01 * by;
        let is_stencil = matches!(image, Image::Stencil(_));
        self.drawn.images.push(PlacedImage { rect, is_upright, is_stencil, pixels });
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"));
        self.marked.push(MarkedContent::new(text.as_ref().map(|text| text.as_bytes()), self.drawn.glyphs.len()));
    }

    fn end_marked_content(&mut self) {
        if let Some(ended) = self.marked.pop() {
            self.drawn.counts.unknown -= ended.settle(&mut self.drawn.glyphs);
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A square glyph at this place, in points.
    pub fn glyph(text: &str, left: f64, top: f64, size: f64) -> Glyph {
        let cell = Rect::new(left, top, left + size, top + size);
        let visibility = Visibility::Drawn;
        Glyph { text: text.to_owned(), cell, size, turn: 0, is_upright: false, visibility, is_bold: false, after_blank: false, byte: None }
    }
}
