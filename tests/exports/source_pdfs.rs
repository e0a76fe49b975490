//! PDFs as scanners and presses make them, to be the sources of editions.

use std::io::Write;

use image::{DynamicImage, GrayImage, Luma};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, TextRenderingMode, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};
use skrifa::{FontRef, MetadataProvider};

const COLLECTION: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A page image of grey lines as a JPEG.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let is_ink = |x: u32, y: u32| (20..width - 60).contains(&x) && (20..height / 2).contains(&y) && y % 20 < 12;
    let image = GrayImage::from_fn(width, height, |x, y| Luma([if is_ink(x, y) { 60 + (x % 90) as u8 } else { 245 }]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// The font that is embedded.
pub const FONT: &str = "assets/fonts/stet-latin.otf";

/// Bytes as streams are usually coded.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// What of a sheet is the page, and by how much it is turned to be read.
#[derive(Clone, Copy)]
pub struct Cut {
    pub turn: i32,
    /// Left, lower, right and upper edges, in points.
    pub bounds: [f32; 4],
}

impl Cut {
    pub fn whole(width: f32, height: f32) -> Cut {
        Cut { turn: 0, bounds: [0.0, 0.0, width, height] }
    }

    /// Width and height as the page is read.
    fn size(self) -> (f32, f32) {
        let [left, lower, right, upper] = self.bounds;
        if self.turn % 180 == 0 { (right - left, upper - lower) } else { (upper - lower, right - left) }
    }

    /// From the page as it is read to the sheet.
    fn matrix(self) -> [f32; 6] {
        let [left, lower, right, upper] = self.bounds;
        match self.turn {
            90 => [0.0, 1.0, -1.0, 0.0, right, lower],
            270 => [0.0, -1.0, 1.0, 0.0, left, upper],
            _ => [1.0, 0.0, 0.0, 1.0, left, lower],
        }
    }
}

/// A PDF that is being written.
pub struct SourcePdf {
    pdf: Pdf,
    last: i32,
    pages: Vec<Ref>,
    /// The font of text that is not drawn, the characters by their codes, and the font of text that is.
    hidden: Ref,
    characters: Vec<char>,
    drawn: Option<Ref>,
}

const CATALOG: Ref = Ref::new(1);
const TREE: Ref = Ref::new(2);

impl Default for SourcePdf {
    fn default() -> SourcePdf {
        SourcePdf { pdf: Pdf::new(), last: 3, pages: Vec::new(), hidden: Ref::new(3), characters: Vec::new(), drawn: None }
    }
}

impl SourcePdf {
    fn next(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    /// A page that is an image, with these lines over it, the first of them a headline.
    pub fn scan(&mut self, jpeg: &[u8], lines: &[&str], place: Cut) {
        self.scanned(jpeg, lines, place, false);
    }

    /// As [`SourcePdf::scan`], where the lines are in a form, and the page says that they are not drawn.
    pub fn scan_with_form(&mut self, jpeg: &[u8], lines: &[&str], place: Cut) {
        self.scanned(jpeg, lines, place, true);
    }

    fn scanned(&mut self, jpeg: &[u8], lines: &[&str], place: Cut, has_form: bool) {
        let (image, mut content) = (self.next(), Content::new());
        let pixels = image::load_from_memory(jpeg).unwrap();
        let mut written = self.pdf.image_xobject(image, jpeg);
        written.width(pixels.width() as i32).height(pixels.height() as i32).bits_per_component(8).filter(Filter::DctDecode);
        written.color_space().device_gray();
        written.finish();
        let (width, height) = place.size();
        content.save_state().transform(place.matrix());
        content.save_state().transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(Name(b"Im0")).restore_state();
        content.set_text_rendering_mode(TextRenderingMode::Invisible);
        let mut drawn = vec![(Name(b"Im0"), image)];
        if has_form {
            let (form, mut text) = (self.next(), Content::new());
            self.show(&mut text, lines, height);
            let text = text.finish();
            let mut written = self.pdf.form_xobject(form, &text);
            written.bbox(Rect::new(0.0, 0.0, width, height)).resources().fonts().pair(Name(b"Hidden"), self.hidden);
            written.finish();
            content.x_object(Name(b"Fm0"));
            drawn.push((Name(b"Fm0"), form));
        } else {
            self.show(&mut content, lines, height);
        }
        content.restore_state();
        self.page(&content.finish(), place, (Name(b"Hidden"), self.hidden), &drawn);
    }

    /// Shows lines on a page of this height.
    fn show(&mut self, content: &mut Content, lines: &[&str], height: f32) {
        for (number, line) in lines.iter().enumerate() {
            let size = if number == 0 { 30.0 } else { 20.0 };
            let codes: Vec<u8> = line.chars().flat_map(|c| self.code(c).to_be_bytes()).collect();
            content.begin_text().set_font(Name(b"Hidden"), size);
            content.next_line(60.0, height - 80.0 - 40.0 * number as f32).show(Str(&codes)).end_text();
        }
    }

    /// A page whose lines are drawn with a font of the file, and a frame round them.
    pub fn drawn(&mut self, lines: &[&str]) {
        let program = std::fs::read(FONT).unwrap();
        let font = match self.drawn {
            Some(font) => font,
            None => self.embed(&program),
        };
        self.drawn = Some(font);
        let face = FontRef::new(&program).unwrap();
        let mut content = Content::new();
        content.set_line_width(2.0).rect(30.0, 430.0, 440.0, 240.0).stroke();
        content.begin_text();
        for (number, line) in lines.iter().enumerate() {
            let codes: Vec<u8> = line.chars().flat_map(|c| (face.charmap().map(c).unwrap().to_u32() as u16).to_be_bytes()).collect();
            content.set_font(Name(b"Drawn"), if number == 0 { 24.0 } else { 16.0 });
            content.set_text_matrix([1.0, 0.0, 0.0, 1.0, 50.0, 620.0 - 30.0 * number as f32]).show(Str(&codes));
        }
        content.end_text();
        self.page(&content.finish(), Cut::whole(500.0, 700.0), (Name(b"Drawn"), font), &[]);
    }

    fn page(&mut self, content: &[u8], place: Cut, font: (Name<'_>, Ref), drawn: &[(Name<'_>, Ref)]) {
        let (page, stream) = (self.next(), self.next());
        self.pdf.stream(stream, content);
        let mut written = self.pdf.page(page);
        let [left, lower, right, upper] = place.bounds;
        let margin = if left > 0.0 { 15.0 } else { 0.0 };
        written.parent(TREE).contents(stream).rotate(place.turn);
        written.media_box(Rect::new(left - margin, lower - margin, right + margin, upper + margin));
        written.crop_box(Rect::new(left, lower, right, upper));
        let mut resources = written.resources();
        resources.fonts().pair(font.0, font.1);
        if !drawn.is_empty() {
            resources.x_objects().pairs(drawn.iter().copied());
        }
        resources.finish();
        written.finish();
        self.pages.push(page);
    }

    fn code(&mut self, character: char) -> u16 {
        let place = self.characters.iter().position(|c| *c == character).unwrap_or_else(|| {
            self.characters.push(character);
            self.characters.len() - 1
        });
        place as u16 + 1
    }

    fn embed(&mut self, program: &[u8]) -> Ref {
        let face = FontRef::new(program).unwrap();
        let (font, stream) = (self.next(), self.next());
        self.pdf.stream(stream, &packed(program)).filter(Filter::FlateDecode).pair(Name(b"Subtype"), Name(b"OpenType"));
        let mut table = UnicodeCmap::<u16>::new(Name(b"Drawn"), COLLECTION);
        let glyphs = (' '..='~').map(|c| (face.charmap().map(c).unwrap(), c));
        glyphs.clone().for_each(|(glyph, c)| table.pair(glyph.to_u32() as u16, c));
        let metrics = face.glyph_metrics(skrifa::prelude::Size::new(1000.0), skrifa::prelude::LocationRef::default());
        let widths = glyphs.map(|(glyph, _)| (glyph.to_u32() as u16, metrics.advance_width(glyph).unwrap())).collect();
        self.font(font, Name(b"Drawn"), &table.finish(), widths, Some(stream));
        font
    }

    /// A font of two bytes a code that are its glyphs.
    fn font(&mut self, font: Ref, name: Name<'_>, table: &[u8], widths: Vec<(u16, f32)>, program: Option<Ref>) {
        let (cid, descriptor, unicode) = (self.next(), self.next(), self.next());
        self.pdf.type0_font(font).base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(unicode);
        let mut written = self.pdf.cid_font(cid);
        let kind = if program.is_some() { CidFontType::Type0 } else { CidFontType::Type2 };
        written.subtype(kind).base_font(name).system_info(COLLECTION).font_descriptor(descriptor).default_width(1000.0);
        let mut list = written.widths();
        widths.into_iter().for_each(|(code, width)| {
            list.consecutive(code, [width]);
        });
        list.finish();
        written.finish();
        let mut written = self.pdf.font_descriptor(descriptor);
        written.name(name).flags(FontFlags::SYMBOLIC).italic_angle(0.0).stem_v(80.0).ascent(880.0).descent(-120.0).cap_height(733.0);
        written.bbox(Rect::new(-100.0, -200.0, 1100.0, 1000.0));
        if let Some(program) = program {
            written.font_file3(program);
        }
        written.finish();
        self.pdf.stream(unicode, table);
    }

    pub fn finish(mut self) -> Vec<u8> {
        if !self.characters.is_empty() {
            let mut table = UnicodeCmap::<u16>::new(Name(b"GlyphLess"), COLLECTION);
            (1u16..).zip(&self.characters).for_each(|(code, c)| table.pair(code, *c));
            self.font(self.hidden, Name(b"GlyphLess"), &table.finish(), Vec::new(), None);
        }
        self.pdf.catalog(CATALOG).pages(TREE);
        self.pdf.pages(TREE).kids(self.pages.iter().copied()).count(self.pages.len() as i32);
        self.pdf.finish()
    }
}
