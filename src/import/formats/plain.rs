//! Plain text in any encoding.

use std::path::Path;

use crate::import::kinds::FileKind;
use crate::import::{Choices, Decoded, ImportError, Imported, Input, Reader, source};
use crate::page::{Encoding, Page, RawOffset, Undecoded};

/// What is nothing else.
pub(super) static READER: Reader = Reader {
    name: "plain text",
    endings: &["txt"],
    is_list: false,
    most_bytes: crate::import::MAX_PAGE_BYTES,
    tells: |beginning| FileKind::of(beginning).is_none(),
    read,
};

fn read(input: &Input<'_>) -> Result<Imported, ImportError> {
    let (decoded, untrue) = input.decoded();
    let mut imported = Imported { pages: vec![page(input, &decoded)?], warnings: Vec::new() };
    input.tell_encoding(&decoded, untrue, &mut imported);
    Ok(imported)
}

/// Reads bytes as a page of plain text, under the name of `path`. A page may be blank.
///
/// # Errors
/// The bytes are no text.
pub fn import_bytes(path: &Path, bytes: &[u8], encoding: Option<Encoding>) -> Result<Page, ImportError> {
    let input = Input { path, bytes, choices: &Choices::from(encoding) };
    page(&input, &input.decoded().0)
}

/// Decoded bytes as a page of plain text.
fn page(input: &Input<'_>, decoded: &Decoded) -> Result<Page, ImportError> {
    // A picture or an archive read as text is mostly control characters and places that cannot be read.
    let odd = decoded.undecoded.len() + decoded.text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd * 12 > decoded.text.chars().count() {
        let offset = input.bytes.iter().position(|b| *b < 9 || *b > 126).unwrap_or(0);
        return Err(ImportError::NotText { path: input.path.to_owned(), encoding: decoded.encoding, offset });
    }
    let page = Page::new(source(input.path, input.bytes, decoded.encoding), &decoded.text);
    Ok(page.with_undecoded(after_line_ends(decoded)))
}

/// The places that could not be read, by the characters of a page, where a line end is one character.
fn after_line_ends(decoded: &Decoded) -> Vec<Undecoded> {
    let mut chars = decoded.text.chars().peekable();
    let (mut at, mut dropped) = (0, 0);
    let moved = |place: &Undecoded| {
        while at < place.at.0 {
            at += 1;
            dropped += u32::from(chars.next() == Some('\r') && chars.peek() == Some(&'\n'));
        }
        Undecoded { at: RawOffset(place.at.0 - dropped), ..place.clone() }
    };
    decoded.undecoded.iter().map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;

    #[test]
    fn a_page_knows_its_source() {
        let page = import_bytes(Path::new("/x/page-2.txt"), "甲\n".as_bytes(), None);
        let source = page.as_ref().map(|page| page.source().clone()).ok();
        assert_eq!(source.as_ref().map(|s| s.file.as_str()), Some("page-2.txt"));
        // printf '甲\n' | sha256sum
        assert_eq!(source.map(|s| s.sha256.len()), Some(64));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let picture: Vec<u8> = (0u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(matches!(import_bytes(Path::new("a.png"), &picture, None), Err(ImportError::NotText { .. })));
        assert!(matches!(import_bytes(Path::new("a.txt"), &[0; 512], None), Err(ImportError::NotText { .. })));
    }

    #[test]
    fn a_blank_file_is_a_blank_page() {
        for bytes in [&b""[..], b" \r\n\n", b"\xef\xbb\xbf"] {
            let read = pages_of(Path::new("a.txt"), bytes, None).expect("a page");
            assert!(read.warnings.is_empty() && read.pages[0].text().chars().all(crate::page::is_blank));
        }
    }

    #[test]
    fn bytes_that_are_no_characters_are_told_and_kept() {
        let line = encoding_rs::GB18030.encode("会议今天开幕，各县代表到会。\r\n").0.into_owned();
        let bytes = [line.repeat(20), b"\xff\xff(\xff)\r\n".to_vec(), line.repeat(20)].concat();
        let read = pages_of(Path::new("a.txt"), &bytes, None).expect("a page");
        let page = &read.pages[0];
        let kept: Vec<String> = page.undecoded().iter().map(Undecoded::hex).collect();
        assert_eq!(kept, ["ff", "ff", "ff"]);
        assert_eq!(page.undecoded()[0].at, page.line(21).expect("the line").range.start);
        let told: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("a.txt:21:1: the bytes ff ff are") && told[1].starts_with("a.txt:21:4: the bytes ff are"), "{told:?}");
        let mixed = [&line.repeat(3)[..], "责任编辑：李红\n".as_bytes()].concat();
        let told: Vec<String> =
            pages_of(Path::new("a.txt"), &mixed, None).expect("a page").warnings.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("a.txt:4:1: ") && told[0].contains("UTF-8"), "{told:?}");
    }
}
