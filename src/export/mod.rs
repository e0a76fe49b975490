//! Editions to the forms in which they are read, catalogued and searched, a format a file. Exports are pure functions of the edition,
//! the house style, the options and the images of lines: the same on any machine and at any time.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`options`] | what an export can be asked for |
//! | [`line_images`] | the images of raw lines, cut from those of their pages |
//! | [`preview`] | how an export will look |
//! | [`files`](mod@files) | the files an export makes, and names that are safe and never meet |
//! | `story` | an article as it is read; the ground of the formats for readers |
//! | `marks` | the editor's marks in a text |
//! | `xml`, `package` | XML, zip archives |
//! | `text`, `markdown`, `html`, `docx`, `epub` | for readers |
//! | `tei`, `json`, `csv` | for scholars, programs and catalogues |
//! | `diff` | what the editor changed, for a second reader |
//! | [`boxed`] | ALTO and PAGE: the text put back into the lines and words of its source |

pub mod boxed;
mod csv;
mod diff;
mod docx;
mod epub;
pub mod files;
mod html;
mod json;
pub mod line_images;
mod markdown;
mod marks;
pub mod options;
mod package;
pub mod preview;
mod source;
mod story;
mod tei;
mod text;
mod xml;

use std::path::{Path, PathBuf};

pub use files::{File, files};
pub use line_images::{LineImages, Near};
pub use options::{Options, Switch};

use crate::edition::{Edition, Status};
use crate::locale::Locale;
use crate::page::{PageIndex, is_blank};
use crate::printable::one_line;
use crate::store;
use crate::style::HouseStyle;
use boxed::Boxed;

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident $text:literal $extension:literal $out:literal;)*) => {
        /// What an edition can be exported as.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format { $($(#[$doc])* $name,)* }

        impl Format {
            /// All formats.
            pub const ALL: &'static [Format] = &[$(Format::$name,)*];

            /// The format's name on the command line; with `format-` before it, the key of its words.
            pub fn name(self) -> &'static str {
                match self { $(Format::$name => $text,)* }
            }

            /// The end of its files' names, without the dot before it.
            pub fn extension(self) -> &'static str {
                match self { $(Format::$name => $extension,)* }
            }

            /// What it is and what it leaves out, in a sentence.
            pub fn about(self) -> &'static str {
                match self { $(Format::$name => $out,)* }
            }
        }
    };
}

formats! {
    /// Clean text, article by article.
    Text "txt" "txt" "clean text, article by article; leaves out tags, names, and unless asked furniture and matter set aside";
    /// Markdown, as CommonMark has it.
    Markdown "md" "md" "CommonMark with front matter, tags and names; leaves out furniture and matter set aside unless asked";
    /// One self-contained page.
    Html "html" "html" "one page for screen, phone and A4 paper, with contents and indexes; leaves out furniture and matter set aside unless asked";
    /// TEI P5.
    Tei "tei" "tei.xml" "TEI P5 with everything the edition knows; supplied stands for brackets, and elements for marks";
    /// The public JSON schema `stet-edition`, version 1.
    Json "json" "json" "the schema stet-edition, version 1; headline_supplied stands for brackets, marks are as in the text";
    /// An article a line.
    Jsonl "jsonl" "jsonl" "an article a line, for search engines; headline_supplied stands for brackets; leaves out furniture and matter set aside";
    /// A catalogue's index.
    Csv "csv" "csv" "an index for catalogues, a row an article; of the text it has the first line alone";
    /// A document for word processors.
    Docx "docx" "docx" "a document for word processors; leaves out furniture and matter set aside unless asked";
    /// A book for reading devices.
    Epub "epub" "epub" "an EPUB 3 book, an article a chapter; leaves out furniture and matter set aside unless asked";
    /// ALTO, of the first page: the text put back into lines and words. [`boxed::page`] makes it of any page.
    Alto "alto" "alto.xml" "ALTO, a file a page, boxes kept; leaves out supplied text, tags and names";
    /// PAGE, of the first page: the same.
    Page "page" "page.xml" "PAGE, a file a page, boxes kept; leaves out supplied text, tags and names";
    /// What the editor changed, as text.
    Diff "diff" "diff" "what was changed against the source, as a unified diff; leaves out tags and names";
    /// What the editor changed, as a page.
    DiffHtml "diff-html" "diff.html" "what was changed against the source, as a page; leaves out tags and names";
}

impl Format {
    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// The format that a file's name says by its end. A name in `.xml` or `.tei` says TEI too.
    pub fn from_path(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let ends = |format: &Format| name.strip_suffix(format.extension()).is_some_and(|stem| stem.ends_with('.'));
        let tei = || (name.ends_with(".xml") || name.ends_with(".tei")).then_some(Format::Tei);
        Format::ALL.iter().copied().filter(ends).max_by_key(|format| format.extension().len()).or_else(tei)
    }

    /// Whether the bytes are text, in UTF-8.
    pub fn is_text(self) -> bool {
        !matches!(self, Format::Docx | Format::Epub)
    }

    /// The format with boxes, where it is one: of such a file each page has its own.
    pub fn boxed(self) -> Option<Boxed> {
        match self {
            Format::Alto => Some(Boxed::Alto),
            Format::Page => Some(Boxed::Page),
            _ => None,
        }
    }

    /// The switches it knows.
    pub fn switches(self) -> impl Iterator<Item = Switch> {
        Switch::ALL.iter().copied().filter(move |switch| switch.is_known_in(self))
    }
}

/// Why an edition was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file's name says no format.
    #[error("{}: the name does not say the format; end it in .{ends}", one_line(.0.display()), ends = Format::ALL.iter().map(|format| format.extension()).collect::<Vec<_>>().join(", ."))]
    UnknownFormat(PathBuf),
    /// The file could not be written.
    #[error("{}: cannot be written ({error}); choose another place", one_line(path.display()))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
}

/// An edition in a format, as the bytes of one file. [`files()`] makes a file for each article where that is asked for. `images` are
/// those of [`LineImages::of`], or none.
pub fn export(edition: &Edition, format: Format, style: &HouseStyle, options: &Options, images: &LineImages) -> Vec<u8> {
    let context = Context { edition, style, options, images, words: Locale::load(options.language) };
    match format {
        Format::Text => text::export(&context).into_bytes(),
        Format::Markdown => markdown::export(&context).into_bytes(),
        Format::Html => html::export(&context).into_bytes(),
        Format::Tei => tei::export(&context).into_bytes(),
        Format::Json => json::export(edition).into_bytes(),
        Format::Jsonl => json::export_lines(edition).into_bytes(),
        Format::Csv => csv::export(&context).into_bytes(),
        Format::Docx => docx::export(&context),
        Format::Epub => epub::export(&context),
        Format::Alto => boxed::page(edition, Boxed::Alto, PageIndex(0), None).0.into_bytes(),
        Format::Page => boxed::page(edition, Boxed::Page, PageIndex(0), None).0.into_bytes(),
        Format::Diff => diff::text::export(&context).into_bytes(),
        Format::DiffHtml => diff::html::export(&context).into_bytes(),
    }
}

/// Exports an edition to a file; where a file for each article is asked for, to a folder of the file's name without its end.
///
/// Of a format with boxes several pages become several files. It gives the file, the first of several, or the folder that was written.
///
/// # Errors
/// A file cannot be written.
pub fn to_file(
    edition: &Edition,
    path: &Path,
    format: Format,
    style: &HouseStyle,
    options: &Options,
    images: &LineImages,
) -> Result<PathBuf, ExportError> {
    if let Some(boxed) = format.boxed() {
        let (files, _) = boxed::to_files(edition, boxed, path, path)?;
        return Ok(files.into_iter().next().unwrap_or_else(|| path.to_owned()));
    }
    if !options.has(Switch::PerArticle) {
        write(path, &export(edition, format, style, options, images))?;
        return Ok(path.to_owned());
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(format.extension()).and_then(|stem| stem.strip_suffix('.')).unwrap_or(&name);
    let folder = path.with_file_name(stem);
    write_folder(&folder, &files(edition, stem, format, style, options, images))?;
    Ok(folder)
}

/// Writes what was exported to a file, whole or not at all.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    store::write_atomically(path, bytes).map_err(|error| ExportError::Write { path: path.to_owned(), error })
}

/// Writes the files of an export to a folder, which is made if it is not there.
///
/// # Errors
/// The folder cannot be made, or a file not be written; those before it are there then.
pub fn write_folder(folder: &Path, files: &[File]) -> Result<(), ExportError> {
    std::fs::create_dir_all(folder).map_err(|error| ExportError::Write { path: folder.to_owned(), error })?;
    files.iter().try_for_each(|file| write(&folder.join(&file.name), &file.bytes))
}

/// What an export is made of.
struct Context<'a> {
    edition: &'a Edition,
    style: &'a HouseStyle,
    options: &'a Options,
    images: &'a LineImages,
    words: Locale,
}

impl<'a> Context<'a> {
    /// What the paper says of itself, on one line; empty where nothing is known.
    fn masthead_line(&self) -> String {
        let masthead = self.edition.masthead();
        let parts = [&masthead.title, &masthead.date, &masthead.issue];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("　")
    }

    /// What a document is called: the masthead, or the file of the first page.
    fn title(&self) -> String {
        let line = self.masthead_line();
        let file = self.edition.pages().first().and_then(|page| Path::new(&page.source().file).file_stem()?.to_str());
        let stem = file.map(|stem| stem.strip_suffix(".raw").unwrap_or(stem).to_owned());
        let title = if line.is_empty() { stem.unwrap_or_default() } else { line };
        if title.chars().all(is_blank) { self.words.text("export-untitled") } else { title }
    }

    /// The paper's name, or what the document is called; and what else is known of the issue.
    fn nameplate(&self) -> (String, Vec<String>) {
        let masthead = self.edition.masthead();
        let labels = masthead.page_labels.join("、");
        // A document without the paper's name is called by the rest of the masthead.
        let (title, known) = match &masthead.title {
            Some(title) => (title.clone(), [masthead.date.clone(), masthead.issue.clone()]),
            None => (self.title(), [None, None]),
        };
        (title, known.into_iter().flatten().chain([labels]).filter(|part| !part.is_empty()).collect())
    }

    /// The tags of all articles, each once.
    fn keywords(&self) -> Vec<&'a str> {
        let mut keywords: Vec<&str> = Vec::new();
        for tag in self.edition.articles().iter().flat_map(|article| article.tags()) {
            if !keywords.contains(&tag.as_str()) {
                keywords.push(tag);
            }
        }
        keywords
    }

    /// The headings of pages and sections before an article, those that are asked for and where they change.
    fn headings(&self, story: &story::Story<'a>, before: Option<&story::Story<'a>>) -> Vec<String> {
        let page = story.page.map(|page| self.page_label(page).to_owned());
        let page = page.filter(|_| self.options.has(Switch::PageHeadings) && before.and_then(|before| before.page) != story.page);
        let section = story.article.section();
        let section = section.filter(|_| {
            self.options.has(Switch::SectionHeadings) && (page.is_some() || before.and_then(|before| before.article.section()) != section)
        });
        page.clone().into_iter().chain(section.map(str::to_owned)).collect()
    }
}

/// The key of the words for how far the editor has come.
fn status_key(status: Status) -> &'static str {
    match status {
        Status::Untouched => "status-untouched",
        Status::InWork => "status-in-work",
        Status::Checked => "status-checked",
    }
}

/// A date of the form `2022-03-28` that is in the calendar.
fn iso_date(text: &str) -> Option<&str> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (year > 0 && (1..=days).contains(&day)).then_some(text)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clean::clean;
    use crate::edit::{Edit, Fragment, apply};
    use crate::edition::{Place, Role, TextOffset};
    use crate::import::import_bytes;

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

    /// An edition as text in a format, by the standard style and options.
    pub(super) fn standard(edition: &Edition, format: Format) -> String {
        let style = HouseStyle::standard();
        String::from_utf8(export(edition, format, style, &Options::standard(format, style), &LineImages::default())).expect("text")
    }

    pub(super) fn solid(text: &str) -> Vec<char> {
        let mut solid: Vec<char> = text.chars().filter(|c| !is_blank(*c)).collect();
        solid.sort_unstable();
        solid
    }

    #[test]
    fn formats_are_known_by_name() {
        assert_eq!(Format::from_path(Path::new("a/b.MD")), Some(Format::Markdown));
        assert_eq!(Format::from_path(Path::new("b.html")), Some(Format::Html));
        assert_eq!(Format::from_path(Path::new("b.diff.html")), Some(Format::DiffHtml));
        assert_eq!(Format::from_path(Path::new("b.xml")), Some(Format::Tei));
        assert_eq!(Format::from_path(Path::new("b.pdf")), None);
        assert_eq!(Format::from_path(Path::new("html")), None);
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(*format));
            assert_eq!(Format::from_path(Path::new(&format!("b.{}", format.extension()))), Some(*format));
        }
        assert!(ExportError::UnknownFormat("/no/b.pdf".into()).to_string().starts_with("/no/b.pdf: "));
    }

    #[test]
    fn supplied_headlines_stand_in_brackets_unless_switched_off() {
        let (edition, style) = (sample(), HouseStyle::standard());
        for format in [Format::Text, Format::Markdown, Format::Html, Format::Csv, Format::Diff, Format::DiffHtml] {
            assert!(standard(&edition, format).contains("［代拟的题］"), "{format:?}");
            let options = Options::standard(format, style).with(Switch::Brackets, false);
            let without = String::from_utf8(export(&edition, format, style, &options, &LineImages::default())).expect("text");
            assert!(without.contains("代拟的题") && !without.contains("［代拟的题］"), "{format:?}");
        }
    }

    /// Plain text has every character of the articles, and no other but the brackets.
    #[test]
    fn text_leaves_nothing_out() {
        let edition = sample();
        let articles = edition.articles().iter().flat_map(|article| article.blocks());
        let expected: String = articles.map(|block| block.text()).chain(["［］"]).collect();
        assert_eq!(solid(&standard(&edition, Format::Text)), solid(&expected));
    }

    #[test]
    fn exports_are_the_same_each_time() {
        let (edition, style) = (sample(), HouseStyle::standard());
        for format in Format::ALL {
            let options = Options::standard(*format, style);
            let export = |edition: &Edition| export(edition, *format, style, &options, &LineImages::default());
            assert_eq!(export(&edition), export(&edition.clone()), "{format:?}");
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert_eq!(iso_date("2024-02-29"), Some("2024-02-29"));
        for text in ["2023-02-29", "2022-13-01", "2022-3-1", "2022年3月", "+022-03-01", "0000-01-01"] {
            assert_eq!(iso_date(text), None, "{text}");
        }
    }
}
