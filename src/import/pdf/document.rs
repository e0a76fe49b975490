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
use super::stand_ins::Noted;

/// The largest page, in points: what the format allows.
pub const MOST_POINTS: f32 = 14_400.0;
/// The most pages of a file that are looked at.
pub const MOST_PAGES: usize = 10_000;

/// Why a PDF gives no pages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum PdfFault {
    /// It cannot be read at all.
    #[error("the file is no PDF, or is damaged beyond what can be read")]
    Unreadable,
    /// It is locked.
    #[error("the file is locked with a password; give it to open it")]
    Locked,
    /// It is locked in a way that is not known.
    #[error("the file is locked in a way that cannot be opened; save it again without a password")]
    UnknownLock,
    /// Nothing came of it for too long.
    #[error("reading the file takes more than {limit} seconds; it is damaged, or made to do harm", limit = PATIENCE.as_secs())]
    TooSlow,
    /// It asks for too much memory, or nests too deep.
    #[error("reading the file takes more than {limit} MB of memory; it is damaged, or made to do harm", limit = MOST_MEMORY / 1_000_000)]
    TooMuch,
    /// What reads it cannot be started.
    #[error("what reads PDFs cannot be started ({0}); install the program again")]
    NoReader(String),
    /// It has no pages.
    #[error("the file has no pages")]
    NoPages,
}

/// A PDF file.
pub struct Document {
    pdf: Pdf,
}

impl Document {
    /// Opens a file.
    ///
    /// # Errors
    /// It is no PDF, locked, or without pages.
    pub fn open(bytes: Vec<u8>, password: &str) -> Result<Document, PdfFault> {
        let bytes: Arc<Vec<u8>> = Arc::new(bytes);
        let pdf = Pdf::new_with_password(bytes, password).map_err(|fault| match fault {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfFault::Locked,
            LoadPdfError::Decryption(_) => PdfFault::UnknownLock,
            LoadPdfError::Invalid => PdfFault::Unreadable,
        })?;
        if pdf.pages().is_empty() { Err(PdfFault::NoPages) } else { Ok(Document { pdf }) }
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
pub struct Reading<'a> {
    cache: InterpreterCache<'a>,
    characters: Characters,
    noted: Noted,
}

/// What a page draws.
pub fn drawn<'a>(page: &Page<'a>, document: &'a Document, reading: &mut Reading<'a>) -> Drawn {
    let Reading { cache, characters, noted } = reading;
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
    drawn
}
