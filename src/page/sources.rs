//! Reading files of every kind as pages: plain text, files with boxes, and lists of them.

use std::path::{Path, PathBuf};

use super::formats::xml::{FaultKind, FilePlace, TooMuch};
use super::formats::{self, Told};
use super::import::{read_bytes, source, text_page};
use super::{Decoded, Encoding, ImportError, Layout, LayoutParts, Page, SourceFormat, decode};

/// What was nearly right in a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}:{}: {kind}", path.display(), place.line, place.column)]
pub struct ImportWarning {
    /// The file.
    pub path: PathBuf,
    /// Where in it.
    pub place: FilePlace,
    /// What it was.
    pub kind: FaultKind,
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Its pages in order: one for most files, several for a METS or a book in one file.
    pub pages: Vec<Page>,
    /// What was nearly right in it.
    pub warnings: Vec<ImportWarning>,
}

/// Reads a file as the pages it holds, whatever its name says: plain text, hOCR, ALTO, PAGE, Tesseract's TSV, or a METS with the pages it
/// lists. `encoding` overrides detection.
///
/// # Errors
/// The file cannot be read, is too large, holds no text, is text in no encoding or XML of another kind.
pub fn import_pages(path: &Path, encoding: Option<Encoding>) -> Result<Imported, ImportError> {
    let bytes = read_bytes(path)?;
    pages_of(path, &bytes, encoding)
}

/// As [`import_pages`], of bytes that were read from `path`.
///
/// # Errors
/// As [`import_pages`].
pub fn pages_of(path: &Path, bytes: &[u8], encoding: Option<Encoding>) -> Result<Imported, ImportError> {
    let declared = if encoding.is_none() { declared(bytes) } else { None };
    let (decoded, doubt) = decode_declared(bytes, encoding, declared);
    match formats::tell(&decoded.text) {
        Told::Plain => Ok(Imported { pages: vec![text_page(path, bytes, decoded)?], warnings: Vec::new() }),
        Told::OtherXml(root) => Err(ImportError::OtherXml { path: path.to_owned(), root: root.chars().take(40).collect() }),
        Told::Known(format) => {
            let mut imported = match format {
                SourceFormat::Mets => listed(path, &decoded.text)?,
                _ => boxed(path, bytes, &decoded, format)?,
            };
            let kind = doubt.map(FaultKind::Encoding);
            let warning = kind.map(|kind| ImportWarning { path: path.to_owned(), place: FilePlace { line: 1, column: 1 }, kind });
            imported.warnings.splice(0..0, warning);
            Ok(imported)
        }
    }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<(String, Option<Encoding>)> {
    let head: String = bytes.get(..bytes.len().min(200))?.iter().map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start_matches(|c: char| !c.is_ascii()).trim_start().strip_prefix("<?xml")?;
    let value = declaration.split("?>").next()?.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value.get(1..)?.split(quote).next()?.to_owned();
    let encoding = name.parse().ok();
    Some((name, encoding))
}

/// The bytes in the encoding their file declares, unless they are plainly in another. The second part is the name that was not true.
fn decode_declared(bytes: &[u8], by_hand: Option<Encoding>, declared: Option<(String, Option<Encoding>)>) -> (Decoded, Option<String>) {
    let detected = decode(bytes, by_hand);
    let Some((name, said)) = declared else { return (detected, None) };
    if said == Some(detected.encoding) {
        return (detected, None);
    }
    // All but UTF-16 and UTF-8 can be mistaken for each other, and ASCII is good UTF-8.
    let sure = [Encoding::UTF_8, Encoding::UTF_16LE, Encoding::UTF_16BE].contains(&detected.encoding) && detected.malformed == 0;
    let truly = said.filter(|_| !sure).map(|said| decode(bytes, Some(said))).filter(|truly| truly.malformed <= detected.malformed);
    match truly {
        Some(truly) => (truly, None),
        None => {
            let harmless = bytes.is_ascii() || name.eq_ignore_ascii_case("utf-16");
            (detected, Some(name).filter(|_| !harmless))
        }
    }
}

fn boxed(path: &Path, bytes: &[u8], decoded: &Decoded, format: SourceFormat) -> Result<Imported, ImportError> {
    let text = &decoded.text;
    let read = formats::read(format, text).map_err(|much| too_much(path, text, much))?;
    let pages: Vec<_> = read.pages.into_iter().filter(|page| !page.text.chars().all(super::is_blank)).collect();
    if pages.is_empty() {
        return Err(ImportError::Empty { path: path.to_owned() });
    }
    let several = pages.len() > 1;
    let page = |(index, page): (usize, formats::SourcePage)| {
        let mut source = source(path, bytes, decoded.encoding);
        if several {
            source.file.push_str(&format!("#{}", index + 1));
        }
        Page::new(source, &page.text).with_layout(page.layout)
    };
    let pages = pages.into_iter().enumerate().map(page).collect();
    let warning =
        |fault: formats::xml::Fault| ImportWarning { path: path.to_owned(), place: FilePlace::of(text, fault.at), kind: fault.kind };
    Ok(Imported { pages, warnings: read.faults.into_iter().map(warning).collect() })
}

fn too_much(path: &Path, text: &str, much: TooMuch) -> ImportError {
    match much {
        TooMuch::Deep(at) => {
            let FilePlace { line, column } = FilePlace::of(text, at);
            ImportError::TooDeep { path: path.to_owned(), line, column }
        }
        TooMuch::Many => ImportError::TooMany { path: path.to_owned() },
    }
}

/// The pages that a METS lists. A page that cannot be read is left out with a warning, unless that leaves none.
fn listed(path: &Path, text: &str) -> Result<Imported, ImportError> {
    let (listed, faults) = formats::list(text).map_err(|much| too_much(path, text, much))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let warn = |place: FilePlace, kind: FaultKind| ImportWarning { path: path.to_owned(), place, kind };
    let mut imported = Imported::default();
    imported.warnings.extend(faults.into_iter().map(|fault| warn(FilePlace::of(text, fault.at), fault.kind)));
    for page in listed {
        match one_listed(&folder.join(&page.href), &page) {
            Ok(read) => {
                imported.pages.extend(read.pages);
                imported.warnings.extend(read.warnings);
            }
            Err(why) => {
                let at = text.find(page.href.as_str()).unwrap_or(0);
                imported.warnings.push(warn(FilePlace::of(text, at), FaultKind::Listed { file: page.href, why }));
            }
        }
    }
    if imported.pages.is_empty() {
        return Err(ImportError::NoneListed {
            path: path.to_owned(),
            why: imported.warnings.last().map(|warning| warning.kind.to_string()),
        });
    }
    Ok(imported)
}

fn one_listed(path: &Path, listed: &formats::Listed) -> Result<Imported, String> {
    if listed.href.contains("://") {
        return Err("it is not on this machine".to_owned());
    }
    let bytes = read_bytes(path).map_err(|error| error.to_string())?;
    let (decoded, _) = decode_declared(&bytes, None, declared(&bytes));
    let Told::Known(format @ (SourceFormat::Alto | SourceFormat::Page | SourceFormat::Hocr | SourceFormat::Tsv)) =
        formats::tell(&decoded.text)
    else {
        return Err("it is neither ALTO nor PAGE nor hOCR".to_owned());
    };
    let mut read = boxed(path, &bytes, &decoded, format).map_err(|error| error.to_string())?;
    if !listed.articles.is_empty() {
        read.pages = read.pages.into_iter().map(|page| with_articles(page, &listed.articles)).collect();
    }
    Ok(read)
}

/// The page, its blocks in the articles that the list puts them in.
fn with_articles(page: Page, articles: &[(String, String)]) -> Page {
    let Some(layout) = page.layout() else { return page };
    let mut parts: LayoutParts = layout.parts().clone();
    for region in &mut parts.regions {
        if let Some((_, article)) = articles.iter().find(|(block, _)| *block == region.id) {
            region.article = Some(article.clone());
        }
    }
    page.with_layout(Layout::new(parts))
}
