//! Which pages of an edition the reader has not read.

use super::ENGINE;
use crate::edition::Edition;
use crate::import::may_be_image;
use crate::page::{Page, PageIndex, Witness};
use std::path::Path;

/// The pages that have text of which the reader is no witness yet. Where it was asked for a line or two alone, it is none of the page; of
/// text that was read on an image it made all.
pub fn unread(edition: &Edition) -> Vec<PageIndex> {
    let is_unread = |index: &PageIndex| {
        let is_read = |page: &Page| edition.witnesses(*index).iter().any(|witness| is_of_page(witness, page));
        edition.page(*index).is_some_and(|page| page.has_text() && !is_made_of_image(page) && !is_read(page))
    };
    (0..edition.pages().len()).map(|index| PageIndex(index as u32)).filter(is_unread).collect()
}

fn is_made_of_image(page: &Page) -> bool {
    may_be_image(Path::new(page.source().file_name()))
}

/// Whether the reader read the page, and not single lines of it.
fn is_of_page(witness: &Witness, page: &Page) -> bool {
    let lines = page.layout().map_or(1, |layout| layout.lines().len());
    witness.engine == ENGINE && witness.lines.len() * 2 >= lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Masthead;
    use crate::page::{Encoding, Source, WitnessLine};
    use std::sync::Arc;

    fn page(file: &str, text: &str) -> Arc<Page> {
        Arc::new(Page::new(Source { file: file.to_owned(), sha256: String::new(), encoding: Encoding::UTF_8 }, text))
    }

    #[test]
    fn a_page_is_read_once_the_reader_is_its_witness() {
        let pages = vec![page("1.txt", "甲"), page("2.png", "乙"), page("3.txt", "")];
        let mut edition = Edition::new(Masthead::default(), pages, Vec::new(), Vec::new(), Vec::new());
        assert_eq!(unread(&edition), [PageIndex(0)], "an image was read when its text was made, and there is nothing on the third");
        let witness =
            |engine: &str| Arc::new(Witness { engine: engine.to_owned(), lines: vec![WitnessLine::default()], ..Witness::default() });
        edition.take_witness(PageIndex(0), witness("Tesseract"));
        assert_eq!(unread(&edition), [PageIndex(0)]);
        edition.take_witness(PageIndex(0), witness(ENGINE));
        assert_eq!(unread(&edition), []);
    }
}
