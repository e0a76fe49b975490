//! A PDF file: its pages, what each of them draws, and the text that makes.

use std::sync::Arc;

use hayro::hayro_interpret::TransformExt;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::xref::XRef;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::Rect;

use super::characters::Characters;
use super::doublets::drop_doublets;
use super::gbk::join_halves;
use super::glyphs::{Drawn, Gatherer};
use super::process::{MOST_MEMORY, PATIENCE};
use super::radicals::settle_doors;
use super::shifted_marks::settle_marks;
use super::stand_ins::Noted;
use super::unseen_sizes::settle_sizes;
use crate::explained::{Arguments, Explained, NamedArgument, in_spoken_language, named};
use crate::locale::Locale;

/// The largest page, in points: what the format allows.
pub const MOST_POINTS: f32 = 14_400.0;
/// The most pages of a file that are looked at.
pub const MOST_PAGES: usize = 10_000;

/// Why a PDF gives no pages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error("{}", in_spoken_language(self))]
pub enum PdfFault {
    /// It cannot be read at all.
    Unreadable,
    /// It is locked.
    Locked,
    /// It is locked in a way that is not known.
    UnknownLock,
    /// Nothing came of it for too long.
    TooSlow,
    /// It asks for too much memory, or nests too deep.
    TooMuch,
    /// What reads it cannot be started, for this reason.
    NoReader(String),
    /// It has no pages.
    NoPages,
    /// It has so many pages that hardly all of them are meant.
    ManyPages(u32),
}

impl Explained for PdfFault {
    fn key(&self) -> &'static str {
        match self {
            PdfFault::Unreadable => "pdf-unreadable",
            PdfFault::Locked => "pdf-locked",
            PdfFault::UnknownLock => "pdf-unknown-lock",
            PdfFault::TooSlow => "pdf-too-slow",
            PdfFault::TooMuch => "pdf-too-much",
            PdfFault::NoReader(_) => "pdf-no-reader",
            PdfFault::NoPages => "pdf-no-pages",
            PdfFault::ManyPages(_) => "pdf-many-pages",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            PdfFault::TooSlow => vec![of_patience()],
            PdfFault::TooMuch => vec![of_memory()],
            PdfFault::NoReader(why) => vec![named("what", why)],
            PdfFault::ManyPages(count) => vec![named("count", count)],
            PdfFault::Unreadable | PdfFault::Locked | PdfFault::UnknownLock | PdfFault::NoPages => Vec::new(),
        }
    }
}

/// How long a page may take, in seconds.
pub(super) fn of_patience() -> NamedArgument {
    named("seconds", PATIENCE.as_secs())
}

/// How much memory reading may take, in millions of bytes.
pub(super) fn of_memory() -> NamedArgument {
    named("megabytes", MOST_MEMORY / 1_000_000)
}

/// A PDF file.
pub struct PdfDocument {
    pdf: Pdf,
}

impl PdfDocument {
    /// Opens a file.
    ///
    /// # Errors
    /// It is no PDF, locked, or without pages.
    pub fn open(bytes: Vec<u8>, password: &str) -> Result<PdfDocument, PdfFault> {
        let bytes: Arc<Vec<u8>> = Arc::new(bytes);
        let pdf = Pdf::new_with_password(bytes, password).map_err(|fault| match fault {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfFault::Locked,
            LoadPdfError::Decryption(_) => PdfFault::UnknownLock,
            LoadPdfError::Invalid => PdfFault::Unreadable,
        })?;
        if pdf.pages().is_empty() { Err(PdfFault::NoPages) } else { Ok(PdfDocument { pdf }) }
    }

    /// Its pages.
    pub fn pages(&self) -> &[Page<'_>] {
        let pages = self.pdf.pages();
        pages.get(..pages.len().min(MOST_PAGES)).unwrap_or_default()
    }

    /// Its table of objects.
    pub fn xref(&self) -> &XRef {
        self.pdf.xref()
    }
}

/// The size of a page as it is to be held, in points.
pub fn size_of(page: &Page<'_>) -> (f64, f64) {
    let (width, height) = page.render_dimensions();
    (f64::from(width.clamp(1.0, MOST_POINTS)), f64::from(height.clamp(1.0, MOST_POINTS)))
}

/// What is kept from page to page while a file is read.
#[derive(Default)]
pub struct PdfReading<'a> {
    cache: InterpreterCache<'a>,
    characters: Characters,
    noted: Noted,
}

/// What a page draws.
pub fn drawn<'a>(page: &Page<'a>, document: &'a PdfDocument, reading: &mut PdfReading<'a>) -> Drawn {
    let PdfReading { cache, characters, noted } = reading;
    let (width, height) = size_of(page);
    let whole = Rect::new(0.0, 0.0, width, height);
    let settings =
        InterpreterSettings { render_content: RenderContent::PAGE, font_resolver: noted.resolver(), ..InterpreterSettings::default() };
    let mut context = Context::new(page.initial_transform(true).to_kurbo(), whole, cache, document.xref(), settings);
    characters.read_fonts(page);
    let mut gatherer = Gatherer::new(characters, noted, whole);
    interpret_page(page, &mut context, &mut gatherer);
    let mut drawn = gatherer.finish();
    if characters.has_bare_simple_font() {
        let joined = join_halves(&mut drawn.glyphs);
        drawn.counts.rescued += joined.chars().count();
        drawn.halves = joined.chars().collect();
    }
    drawn.counts.doublets = drop_doublets(&mut drawn.glyphs);
    settle_marks(&mut drawn.glyphs);
    settle_sizes(&mut drawn.glyphs);
    settle_doors(drawn.glyphs.iter_mut().map(|glyph| &mut glyph.text));
    drawn
}
