//! Editions to the forms in which they are read, catalogued and searched, a format a file. Exports are pure functions of the edition,
//! the house style, the options and the images of lines: the same on any machine and at any time.
//!
//! | module | what it is |
//! | --- | --- |
//! | `format` | the table of formats |
//! | [`options`] | what an export can be asked for |
//! | [`line_images`] | the images of raw lines, cut from those of their pages, and these themselves |
//! | [`scan`] | the image of a page as PDF and OFD hold it |
//! | [`preview`] | how an export will look |
//! | `remark` | what is to be said of an export besides |
//! | `file_bytes`, `spool` | what is in a file, and images that lie on disk until it is written |
//! | [`files`](mod@files) | the files an export makes, and names that are safe and never meet |
//! | [`folder`](mod@folder) | a folder that is exported to, and what earlier exports left in it |
//! | `text_language` | which language the text is in |
//! | `context` | what an export is made of, and what every format asks of it |
//! | `story` | an article as it is read; the ground of the formats for readers |
//! | `marks` | the editor's marks in a text |
//! | `comments` | what readers said to each other of places in it |
//! | `breaking` | text cut into lines |
//! | `xml`, `package` | XML, zip archives |
//! | `text`, `markdown`, `html`, `docx`, `epub` | for readers |
//! | `tei`, `json`, `csv` | for scholars, programs and catalogues |
//! | `diff` | what the editor changed, for a second reader |
//! | [`boxed`] | ALTO and PAGE: the text put back into the lines and words of its source |
//! | `mets` | a folder: METS and MODS of an issue, ALTO of its pages |
//! | `bag` | a folder: the edition with exports of it and its sources, for archives to take in |
//! | `iiif` | a manifest of pages, articles and lines for viewers of images |
//! | `training` | a folder: lines with their images |
//! | `fixed_layout` | pages with their text in place, or typeset; the ground of `pdf` and `ofd` |
//! | `pdf`, `ofd` | the pages' images with the corrected text over them; pages without one are typeset, and in PDF an edition for reading |

mod bag;
pub mod boxed;
mod breaking;
mod comments;
mod context;
pub(crate) mod csv;
mod diff;
mod docx;
mod epub;
mod file_bytes;
pub mod files;
mod fixed_layout;
pub mod folder;
mod format;
mod html;
mod iiif;
mod json;
mod lack;
pub mod line_images;
mod markdown;
pub(crate) mod marks;
mod mets;
mod ofd;
pub mod options;
mod package;
mod pdf;
pub mod preview;
mod remark;
pub mod scan;
mod source;
mod spool;
mod story;
mod tei;
mod text;
mod text_language;
mod training;
pub(crate) mod xml;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use file_bytes::FileBytes;
pub use files::{File, files};
pub use format::Format;
pub use lack::ExportLack;
pub use line_images::{ImageSources, LineImages};
pub use options::{Options, Switch};
pub use remark::ExportRemark;

use crate::edition::Edition;
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file};
use crate::language::dates::Day;
use crate::locale::Locale;
use crate::page::PageIndex;
use crate::store::disk::folder_of;
use crate::store::guard::{Guard, GuardError};
use crate::style::HouseStyle;
use context::Context;
use folder::{EditionKey, TargetFolder};
use format::FormatWriter;

/// Why an edition was not exported.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ExportError {
    /// The file's name says no format.
    UnknownFormat(PathBuf),
    /// The file could not be written, or is none to be written to.
    Write(#[from] GuardError),
    /// The edition has nothing to give in this format.
    Nothing(#[from] ExportLack),
}

impl Explained for ExportError {
    fn key(&self) -> &'static str {
        match self {
            ExportError::UnknownFormat(_) => "error-unknown-format",
            ExportError::Write(error) => error.key(),
            ExportError::Nothing(_) => "error-nothing-to-export",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            ExportError::UnknownFormat(path) => {
                let endings: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.extension())).collect();
                vec![of_file(path), named("endings", endings.join(" "))]
            }
            ExportError::Write(error) => error.arguments(locale),
            ExportError::Nothing(lack) => vec![named("what", lack.in_words(locale))],
        }
    }
}

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file, the first of several, or the folder.
    pub path: PathBuf,
    /// What earlier exports wrote to that folder, and this one did not. It is left alone.
    pub stale: Vec<PathBuf>,
}

/// An edition in a format, as the bytes of one file. [`files()`] makes a file for each article where that is asked for. `images` are
/// those of [`LineImages::of`], or none.
pub fn export(edition: &Edition, format: Format, style: &HouseStyle, options: &Options, images: &LineImages) -> FileBytes {
    let context = Context::new(edition, style, options, images);
    match format.written() {
        FormatWriter::Text(write) => write(&context).into(),
        FormatWriter::Archive(write) => write(&context).into(),
        FormatWriter::Scans(write) => write(&context),
        FormatWriter::Pages(boxed) => boxed::page(edition, boxed, PageIndex(0), None).0.into(),
        // Of a folder it is the file that lists the others.
        FormatWriter::Folder(write) => write(&context, None).files.into_iter().next().map(|file| file.bytes).unwrap_or_default(),
    }
}

/// The files of an export that is a folder.
pub struct FolderFiles {
    /// The files, the one that lists the others first.
    pub files: Vec<File>,
    /// The pages whose source files were looked for and not used.
    pub without: Vec<PageIndex>,
    /// The key of the words that say so of such a page, with its `file`.
    pub without_key: &'static str,
}

/// The files of an edition in a format that is a folder; nothing for other formats. The sources of pages are looked for beside the file
/// `near`.
pub fn folder(
    edition: &Edition,
    format: Format,
    style: &HouseStyle,
    options: &Options,
    images: &LineImages,
    near: Option<&Path>,
) -> Option<FolderFiles> {
    let FormatWriter::Folder(write) = format.written() else { return None };
    Some(write(&Context::new(edition, style, options, images), near))
}

/// Why an export in this format would give nothing, if it would.
pub fn lack(edition: &Edition, format: Format, style: &HouseStyle, options: &Options, images: &LineImages) -> Option<ExportLack> {
    format.lack(&Context::new(edition, style, options, images))
}

/// What is to be said of an export in this format besides that it was made.
pub fn remarks(edition: &Edition, format: Format, style: &HouseStyle, options: &Options, images: &LineImages) -> Vec<ExportRemark> {
    format.remarks(&Context::new(edition, style, options, images))
}

/// Exports an edition to a file; where a file for each article is asked for, to a folder of the file's name without its end.
///
/// Of a format with boxes several pages become several files. What stands at `path` is replaced, as somebody has agreed to that, but for
/// what `guard` keeps. Of several files only those are replaced that an export to this `path` wrote before.
///
/// # Errors
/// A file cannot be written, or is none to be written to; or there is nothing to write.
pub fn to_file(
    edition: &Edition,
    path: &Path,
    format: Format,
    style: &HouseStyle,
    options: &Options,
    images: &LineImages,
    guard: &Guard,
) -> Result<Written, ExportError> {
    if let Some(lack) = lack(edition, format, style, options, images) {
        return Err(lack.into());
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if is_several(format, options) {
        let stem = name.strip_suffix(format.extension()).and_then(|stem| stem.strip_suffix('.')).unwrap_or(&name);
        let folder = path.with_file_name(stem);
        let made = self::folder(edition, format, style, options, images, Some(path));
        let files = made.map(|made| made.files).unwrap_or_else(|| files(edition, stem, format, style, options, images));
        let stale = to_folder(&folder, &folder, format, guard, &files)?;
        return Ok(Written { path: folder, stale });
    }
    let files = match format.boxed() {
        Some(boxed) => boxed::files(edition, boxed, &name, path).0,
        None => vec![File { name, bytes: export(edition, format, style, options, images) }],
    };
    let written = files.first().map(|first| path.with_file_name(&first.name)).unwrap_or_else(|| path.to_owned());
    let stale = match files.as_slice() {
        [only] => guard.replace(&written, &only.bytes).map(|()| Vec::new())?,
        several => to_folder(folder_of(path), path, format, guard, several)?,
    };
    Ok(Written { path: written, stale })
}

/// Whether an export makes a folder of files.
pub fn is_several(format: Format, options: &Options) -> bool {
    format.is_folder() || options.has(Switch::PerArticle) && format.boxed().is_none()
}

/// Writes the files of one edition to a folder, and gives those that an earlier export wrote there and this one did not. The edition is
/// known by the place that was chosen for it, whatever file it is in.
fn to_folder(folder: &Path, chosen: &Path, format: Format, guard: &Guard, files: &[File]) -> Result<Vec<PathBuf>, GuardError> {
    let target = TargetFolder::open(folder, guard, format, &[chosen.to_owned()])?;
    let key = EditionKey::of(chosen);
    files.iter().try_for_each(|file| target.write(&key, Path::new(&file.name), &file.bytes))?;
    target.finish(&BTreeSet::new())
}

/// A date of the form `2022-03-28` that is in the calendar.
fn iso_date(text: &str) -> Option<&str> {
    Day::of_iso(text).map(|_| text)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clean::clean;
    use crate::edit::{Edit, Fragment, apply};
    use crate::edition::{Place, Role, TextOffset};
    use crate::import::import_bytes;
    use crate::page::is_blank;

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
        text_of(edition, format, &Options::standard(format, style))
    }

    pub(super) fn text_of(edition: &Edition, format: Format, options: &Options) -> String {
        String::from_utf8(bytes_of(edition, format, options)).expect("text")
    }

    pub(super) fn bytes_of(edition: &Edition, format: Format, options: &Options) -> Vec<u8> {
        export(edition, format, HouseStyle::standard(), options, &LineImages::default()).into_vec().expect("bytes")
    }

    pub(super) fn solid(text: &str) -> Vec<char> {
        let mut solid: Vec<char> = text.chars().filter(|c| !is_blank(*c)).collect();
        solid.sort_unstable();
        solid
    }

    #[test]
    fn supplied_headlines_stand_in_brackets_unless_switched_off() {
        let (edition, style) = (sample(), HouseStyle::standard());
        for format in [Format::Text, Format::Markdown, Format::Html, Format::Csv, Format::Diff, Format::DiffHtml] {
            assert!(standard(&edition, format).contains("［代拟的题］"), "{format:?}");
            let options = Options::standard(format, style).with(Switch::Brackets, false);
            let without = text_of(&edition, format, &options);
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
            assert_eq!(bytes_of(&edition, *format, &options), bytes_of(&edition.clone(), *format, &options), "{format:?}");
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
