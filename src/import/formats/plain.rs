//! Plain text in any encoding.

use std::path::Path;

use super::picture;
use crate::import::json::is_json;
use crate::import::{Decoded, ImportError, Imported, Input, Reader, decode, source, unread};
use crate::page::{Encoding, Page, is_blank};

/// What is nothing else, and no XML of another kind.
pub(crate) static READER: Reader = Reader {
    name: "plain text",
    endings: &["txt"],
    is_list: false,
    most_bytes: crate::import::MAX_PAGE_BYTES,
    tells: |beginning| {
        let is_other = is_json(&beginning.text) || picture::is_image(beginning) || unread::named(beginning.bytes).is_some();
        beginning.other_xml().is_none() && !is_other
    },
    read: |input| Ok(Imported { pages: vec![page(input)?], warnings: Vec::new() }),
};

fn page(input: &Input<'_>) -> Result<Page, ImportError> {
    text_page(input.path, input.bytes, input.decoded().0)
}

/// Reads bytes as a page of plain text, under the name of `path`.
///
/// # Errors
/// The bytes are empty or no text.
pub fn import_bytes(path: &Path, bytes: &[u8], encoding: Option<Encoding>) -> Result<Page, ImportError> {
    text_page(path, bytes, decode(bytes, encoding))
}

/// Decoded bytes as a page of plain text.
fn text_page(path: &Path, bytes: &[u8], decoded: Decoded) -> Result<Page, ImportError> {
    if decoded.text.chars().all(is_blank) {
        return Err(ImportError::Empty { path: path.to_owned() });
    }
    // A picture or an archive read as text is mostly control characters and places that cannot be read.
    let odd = decoded.malformed + decoded.text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd * 12 > decoded.text.chars().count() {
        let offset = bytes.iter().position(|b| *b < 9 || *b > 126).unwrap_or(0);
        return Err(ImportError::NotText { path: path.to_owned(), encoding: decoded.encoding, offset });
    }
    Ok(Page::new(source(path, bytes, decoded.encoding), &decoded.text))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(matches!(import_bytes(Path::new("a.txt"), b" \n\0", None), Err(ImportError::Empty { .. })));
    }
}
