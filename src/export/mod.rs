//! Editions to text, Markdown, JSON, ALTO and PAGE, a format a file. Exports are pure functions of the edition and the house style.

pub mod facsimile;
mod json;
mod markdown;
mod text;

use std::path::{Path, PathBuf};

use crate::edition::{Block, Edition, Role};
use crate::page::PageIndex;
use crate::store;
use crate::style::HouseStyle;
use facsimile::Boxed;

/// What an edition can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Clean text, article by article.
    Text,
    /// Markdown, as CommonMark has it.
    Markdown,
    /// The public JSON schema `stet-edition`, version 1.
    Json,
    /// ALTO, a page: the text put back into the lines and words of the source.
    Alto,
    /// PAGE, a page: the same.
    Page,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 5] = [Format::Text, Format::Markdown, Format::Json, Format::Alto, Format::Page];

    /// The format's name, which is also the extension of its files; those with boxes may end in `.alto.xml` and `.page.xml` too.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Json => "json",
            Format::Alto => "alto",
            Format::Page => "page",
        }
    }

    /// The format with boxes, where it is one: of such a file each page has its own.
    pub fn boxed(self) -> Option<Boxed> {
        match self {
            Format::Alto => Some(Boxed::Alto),
            Format::Page => Some(Boxed::Page),
            Format::Text | Format::Markdown | Format::Json => None,
        }
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// The format that a file's name says.
    pub fn from_path(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".xml").unwrap_or(&name);
        Format::from_name(Path::new(name).extension()?.to_str()?)
    }
}

/// Why an edition was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file's name says no format.
    #[error("{0}: the name does not say the format; end it in .txt, .md, .json, .alto.xml or .page.xml")]
    UnknownFormat(PathBuf),
    /// The file could not be written.
    #[error("{path}: cannot be written ({error}); choose another place")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
}

/// An edition in a format. ALTO and PAGE are of its first page, from what the edition holds; [`facsimile::page`] makes those of any page,
/// into its source file where that is at hand.
pub fn export(edition: &Edition, format: Format, style: &HouseStyle) -> String {
    match format {
        Format::Text => text::export(edition, style),
        Format::Markdown => markdown::export(edition, style),
        Format::Json => json::export(edition),
        Format::Alto => facsimile::page(edition, Boxed::Alto, PageIndex(0), None).0,
        Format::Page => facsimile::page(edition, Boxed::Page, PageIndex(0), None).0,
    }
}

/// Writes an edition to a file, in the format its name says, whole or not at all.
///
/// # Errors
/// The name says no format, or the file cannot be written.
pub fn to_file(edition: &Edition, path: &Path, style: &HouseStyle) -> Result<(), ExportError> {
    let format = Format::from_path(path).ok_or_else(|| ExportError::UnknownFormat(path.to_owned()))?;
    write(path, &export(edition, format, style))
}

/// Writes what was exported to a file, whole or not at all.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), ExportError> {
    store::write_atomically(path, text.as_bytes()).map_err(|error| ExportError::Write { path: path.to_owned(), error })
}

/// A block's text, a supplied headline in the house style's brackets.
fn printed(edition: &Edition, block: &Block, style: &HouseStyle) -> String {
    let (open, close) = &style.supplied;
    let supplied = block.role() == Role::Headline && block.is_supplied(edition.pages());
    if supplied { format!("{open}{}{close}", block.text()) } else { block.text().to_owned() }
}

/// What the paper says of itself, on one line; empty where nothing is known.
fn masthead_line(edition: &Edition) -> String {
    let masthead = edition.masthead();
    let parts = [&masthead.title, &masthead.date, &masthead.issue];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("　")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clean::clean;
    use crate::edit::{Edit, Fragment, apply};
    use crate::edition::{Place, TextOffset};
    use crate::page::{import_bytes, is_blank};

    /// A sample's first draft, its first article with a supplied headline.
    pub(super) fn sample() -> Edition {
        let bytes = include_bytes!("../../assets/samples/riverside-daily-2.raw.txt");
        let page = import_bytes(Path::new("riverside-daily-2.raw.txt"), bytes, None).expect("a page");
        let mut edition = clean(&[Arc::new(page)], HouseStyle::standard());
        let first = edition.articles()[0].blocks()[0].clone();
        let at = Place { block: first.id(), at: TextOffset(0) };
        let insert = Fragment::plain("代拟的题\n").with_role(first.role());
        apply(&mut edition, &Edit::Splice { from: at, to: at, insert }).expect("a splice");
        let blocks = edition.articles()[0].blocks().to_vec();
        for block in blocks {
            let role = if block.id() == first.id() { Role::Headline } else { Role::Deck };
            if block.role() != role && (block.role() == Role::Headline || role == Role::Headline) {
                apply(&mut edition, &Edit::SetRole { block: block.id(), role }).expect("a role");
            }
        }
        edition
    }

    pub(super) fn solid(text: &str) -> Vec<char> {
        let mut solid: Vec<char> = text.chars().filter(|c| !is_blank(*c)).collect();
        solid.sort_unstable();
        solid
    }

    #[test]
    fn formats_are_known_by_name() {
        assert_eq!(Format::from_path(Path::new("a/b.MD")), Some(Format::Markdown));
        assert_eq!(Format::from_path(Path::new("b.tei")), None);
        let fault = to_file(&sample(), Path::new("/no/b.tei"), HouseStyle::standard()).expect_err("no format");
        assert!(fault.to_string().starts_with("/no/b.tei: "));
    }

    #[test]
    fn supplied_headlines_stand_in_brackets() {
        let edition = sample();
        for format in [Format::Text, Format::Markdown] {
            assert!(export(&edition, format, HouseStyle::standard()).contains("［代拟的题］"), "{format:?}");
        }
    }

    /// Plain text has every character of the articles, and no other but the brackets.
    #[test]
    fn text_leaves_nothing_out() {
        let edition = sample();
        let articles = edition.articles().iter().flat_map(|article| article.blocks());
        let expected: String = articles.map(|block| printed(&edition, block, HouseStyle::standard())).collect();
        assert_eq!(solid(&export(&edition, Format::Text, HouseStyle::standard())), solid(&expected));
    }

    #[test]
    fn exports_are_written_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let (edition, style) = (sample(), HouseStyle::standard());
        for format in Format::ALL {
            let path = folder.path().join(format!("e.{}", format.name()));
            to_file(&edition, &path, style).expect("written");
            assert_eq!(std::fs::read_to_string(&path).expect("read"), export(&edition, format, style));
        }
    }
}
