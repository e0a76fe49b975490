//! Word's `.docx`: its paragraphs, a line each.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::gzip::BROKEN_PACKING;
use crate::import::faults::FaultKind;
use crate::import::xml::{self, Child, XmlDocument, XmlNode};
use crate::import::{ImportError, Imported, Input, MAX_PAGE_BYTES, Reader, boxed};
use crate::page::{Encoding, Page, is_blank};

pub(super) static READER: Reader = Reader {
    name: "Word",
    endings: &["docx"],
    is_list: false,
    most_bytes: 8 * MAX_PAGE_BYTES,
    // The text may stand behind pictures.
    tells: |beginning| beginning.bytes.starts_with(b"PK\x03\x04") && has(beginning.bytes, "word/"),
    read,
};

/// The part that holds the text, and parts with text that is not read, with what people call them.
const TEXT: &str = "word/document.xml";
const OTHERS: [(&str, &str); 3] =
    [("word/footnotes.xml", "footnotes"), ("word/endnotes.xml", "endnotes"), ("word/comments.xml", "comments")];
/// The largest part that is read, in bytes.
const MOST_TEXT: u64 = 8 * MAX_PAGE_BYTES;

fn has(bytes: &[u8], name: &str) -> bool {
    bytes.windows(name.len()).any(|part| part == name.as_bytes())
}

fn read(input: &Input<'_>) -> Result<Imported, ImportError> {
    let damaged = |message: String| ImportError::Damaged { path: input.path.to_owned(), message };
    let mut archive = ZipArchive::new(Cursor::new(input.bytes)).map_err(|_| damaged(BROKEN_PACKING.to_owned()))?;
    let Some(xml) = part(&mut archive, TEXT).map_err(&damaged)? else {
        return Err(damaged(format!("it has no {TEXT}")));
    };
    let document = xml::read(&xml).map_err(|much| boxed::too_much(input, &xml, much))?;
    let mut text = String::new();
    if let Some(root) = document.root() {
        push(&document, root, &mut text);
    }
    let text = text.trim_end_matches('\n');
    if text.chars().all(is_blank) {
        return Err(ImportError::Empty { path: input.path.to_owned() });
    }
    let mut warnings = Vec::new();
    for (name, what) in OTHERS {
        let other = part(&mut archive, name).map_err(&damaged)?.unwrap_or_default();
        let has_text =
            xml::read(&other).is_ok_and(|other| other.root().is_some_and(|root| other.text_of(root).chars().any(|c| !is_blank(c))));
        if has_text {
            warnings.push(input.warning(None, FaultKind::NotRead(what.to_owned())));
        }
    }
    Ok(Imported { pages: vec![Page::new(input.source(Encoding::UTF_8), text)], warnings })
}

/// A part of the archive as text; nothing where it has none of this name.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, String> {
    let Ok(entry) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    entry.take(MOST_TEXT + 1).read_to_end(&mut bytes).map_err(|_| BROKEN_PACKING.to_owned())?;
    if bytes.len() as u64 > MOST_TEXT {
        return Err("its text is larger than a document can be".to_owned());
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Adds the text of an element: a line for each paragraph. What was deleted with changes tracked, and a second shape of what newer versions
/// draw, is left out.
fn push(document: &XmlDocument<'_>, node: XmlNode, text: &mut String) {
    let children = document.elements.get(node.0).map(|element| element.children.as_slice()).unwrap_or_default();
    for child in children {
        let Child::Element(child) = child else { continue };
        match document.name(*child) {
            "t" => text.push_str(&document.text_of(*child)),
            "tab" if document.name(node) == "r" => text.push('\t'),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            "del" | "delText" | "instrText" | "Fallback" | "moveFrom" => {}
            "p" => {
                // A paragraph within another, as in a text box, begins a line.
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                push(document, *child, text);
                text.push('\n');
            }
            _ => push(document, *child, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use std::io::Write;
    use std::path::Path;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn file(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).expect("a part");
            archive.write_all(text.as_bytes()).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

    #[test]
    fn paragraphs_are_lines_and_what_was_deleted_is_not_there() {
        let body = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>本报讯</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:tab/><w:t xml:space='preserve'> 记者</w:t></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p></w:body></w:document>";
        let notes = "<w:footnotes xmlns:w='w'><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let bytes = file(&[TYPES, ("word/document.xml", body), ("word/footnotes.xml", notes)]);
        let read = pages_of(Path::new("a.docx"), &bytes, None).expect("a page");
        assert_eq!(read.pages[0].text(), "本报讯\t 记者\n甲\n一\n二");
        assert_eq!(read.warnings.iter().map(|warning| warning.kind.clone()).collect::<Vec<_>>(), [FaultKind::NotRead("footnotes".into())]);
    }

    #[test]
    fn other_and_cut_archives_say_so() {
        let sheet = file(&[TYPES, ("xl/workbook.xml", "<workbook/>")]);
        assert!(matches!(pages_of(Path::new("a.xlsx"), &sheet, None), Err(ImportError::OtherKind { .. })));
        let whole = file(&[TYPES, ("word/document.xml", "<w:document/>")]);
        assert!(matches!(pages_of(Path::new("a.docx"), &whole, None), Err(ImportError::Empty { .. })));
        assert!(matches!(pages_of(Path::new("a.docx"), &whole[..whole.len() - 30], None), Err(ImportError::Damaged { .. })));
    }
}
