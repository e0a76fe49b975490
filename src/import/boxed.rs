//! What the formats of files with boxes have in common: from a text to pages with a [layout](crate::page::Layout).
//!
//! The raw text of such a page is its lines, joined by line ends, each line its words, with a blank between two where the source has one
//! and the printer set one. Where regions begin shows in the layout alone: no character is made up.

use super::build::SourcePage;
use super::faults::{Fault, FaultKind, FilePlace};
use super::xml::{self, Document, TooMuch};
use super::{Decoded, ImportError, Imported, Input};
use crate::page::{Page, is_blank};

/// Reads a file of XML or HTML.
///
/// # Errors
/// There is too much of it, or no text in it.
pub(super) fn of_document(input: &Input<'_>, read: fn(&mut Document<'_>) -> Vec<SourcePage>) -> Result<Imported, ImportError> {
    let (decoded, doubt) = input.decoded();
    let mut document = xml::read(&decoded.text).map_err(|much| too_much(input, &decoded.text, much))?;
    let pages = read(&mut document);
    let mut imported = finish(input, &decoded, (pages, document.faults))?;
    doubted(input, doubt, &mut imported);
    Ok(imported)
}

/// Reads a file of text that is a table.
///
/// # Errors
/// There is no text in it.
pub(super) fn of_text(input: &Input<'_>, read: fn(&str) -> (Vec<SourcePage>, Vec<Fault>)) -> Result<Imported, ImportError> {
    let (decoded, doubt) = input.decoded();
    let mut imported = finish(input, &decoded, read(&decoded.text))?;
    doubted(input, doubt, &mut imported);
    Ok(imported)
}

/// Tells first of all that a file is not in the encoding it says.
pub(super) fn doubted(input: &Input<'_>, doubt: Option<String>, imported: &mut Imported) {
    let warning = doubt.map(|name| input.warning(FilePlace { line: 1, column: 1 }, FaultKind::Encoding(name)));
    imported.warnings.splice(0..0, warning);
}

/// Pages with their source, and what was nearly right in it.
pub(super) fn finish(
    input: &Input<'_>,
    decoded: &Decoded,
    (pages, faults): (Vec<SourcePage>, Vec<Fault>),
) -> Result<Imported, ImportError> {
    let text = &decoded.text;
    let pages: Vec<_> = pages.into_iter().filter(|page| !page.text.chars().all(is_blank)).collect();
    if pages.is_empty() {
        return Err(ImportError::Empty { path: input.path.to_owned() });
    }
    let several = pages.len() > 1;
    let page = |(index, page): (usize, SourcePage)| {
        let mut source = input.source(decoded.encoding);
        if several {
            source.file.push_str(&format!("#{}", index + 1));
        }
        Page::new(source, &page.text).with_layout(page.layout)
    };
    let pages = pages.into_iter().enumerate().map(page).collect();
    let warning = |fault: Fault| input.warning(FilePlace::of(text, fault.at), fault.kind);
    Ok(Imported { pages, warnings: faults.into_iter().map(warning).collect() })
}

/// Why a text that is too much for a document is not read.
pub(super) fn too_much(input: &Input<'_>, text: &str, much: TooMuch) -> ImportError {
    match much {
        TooMuch::Deep(at) => {
            let FilePlace { line, column } = FilePlace::of(text, at);
            ImportError::TooDeep { path: input.path.to_owned(), line, column }
        }
        TooMuch::Many => ImportError::TooMany { path: input.path.to_owned() },
    }
}
