//! How large an edition's file will be, before it is made.

use std::path::Path;
use std::sync::Arc;

use super::{MAX_EDITION_BYTES, SaveError, layout};
use crate::page::{Page, is_blank};

/// What stands in the file beside each raw line, layout line and page, in bytes: quotation marks, ends of lines, the names of fields.
const BESIDE_RAW: u64 = 1;
const BESIDE_LAYOUT: u64 = 4;
const BESIDE_PAGE: u64 = 320;

/// What a first draft takes besides its text for each raw line with text, in bytes: the line's runs, and its part of a block.
const DRAFT_LINE: u64 = 14;

/// About how large the file of a first draft of a page is, in bytes.
pub fn estimated_bytes(page: &Page) -> u64 {
    let raw: u64 = page.lines().map(|line| BESIDE_RAW + line.text.len() as u64).sum();
    let layout: u64 = layout::write(page).iter().map(|line| BESIDE_LAYOUT + line.len() as u64).sum();
    let solid = |line: &str| line.chars().filter(|c| !is_blank(*c)).map(char::len_utf8).sum::<usize>() as u64;
    let draft: u64 = page.lines().map(|line| solid(line.text)).filter(|text| *text > 0).map(|text| text + DRAFT_LINE).sum();
    BESIDE_PAGE + raw + layout + draft
}

/// Whether the first draft of pages, of which `before` bytes are reckoned already, can be an edition. It gives the bytes with these.
///
/// # Errors
/// [`SaveError::TooLarge`], naming `path`.
pub fn check_size(path: &Path, before: u64, pages: &[Arc<Page>]) -> Result<u64, SaveError> {
    let bytes = before + pages.iter().map(|page| estimated_bytes(page)).sum::<u64>();
    if bytes > MAX_EDITION_BYTES {
        return Err(SaveError::TooLarge { path: path.to_owned(), megabytes: bytes / 1_000_000 });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::clean;
    use crate::import::import_bytes;
    use crate::store::to_ron;
    use crate::style::HouseStyle;

    #[test]
    fn a_draft_is_about_as_large_as_was_reckoned() {
        for (name, bytes) in [
            ("1.raw.txt", &include_bytes!("../../assets/samples/riverside-daily-1.raw.txt")[..]),
            ("2.raw.txt", &include_bytes!("../../assets/samples/riverside-daily-2.raw.txt")[..]),
        ] {
            let page = Arc::new(import_bytes(Path::new(name), bytes, None).expect("a page"));
            let reckoned = estimated_bytes(&page) as f64;
            let text = to_ron(&clean(&[page], HouseStyle::standard())).expect("RON");
            let times = text.len() as f64 / reckoned;
            println!("{name}: {} bytes, reckoned {reckoned}", text.len());
            assert!((0.8..1.25).contains(&times), "{name}: {times} times what was reckoned");
        }
    }

    #[test]
    fn what_no_command_could_open_is_not_begun() {
        let page = Arc::new(import_bytes(Path::new("a.txt"), "会议今天开。\n".as_bytes(), None).expect("a page"));
        assert!(check_size(Path::new("e.ron"), 0, std::slice::from_ref(&page)).is_ok_and(|bytes| bytes > 0));
        let error = check_size(Path::new("e.ron"), MAX_EDITION_BYTES, &[page]).expect_err("too large").to_string();
        assert!(error.contains("e.ron") && error.contains("268 MB") && error.contains("--each"), "{error}");
    }
}
