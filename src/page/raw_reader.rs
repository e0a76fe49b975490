//! Raw text read from place to place.

use std::sync::Arc;

use super::{Page, PageIndex, RawOffset, RawRange, byte_at};

/// Reads the raw texts of an edition's pages from place to place: what goes on where the last place ended, as nearly all pieces of a block do,
/// is at hand, and only what does not is looked for.
pub(crate) struct RawReader<'a> {
    pages: &'a [Arc<Page>],
    /// Where it stands.
    page: PageIndex,
    at: RawOffset,
    /// What stands there; nothing before the first place.
    rest: Option<&'a str>,
}

impl<'a> RawReader<'a> {
    /// A reader that stands nowhere yet.
    pub(crate) fn new(pages: &'a [Arc<Page>]) -> RawReader<'a> {
        RawReader { pages, page: PageIndex(0), at: RawOffset(0), rest: None }
    }

    /// Goes to a place, and gives the text from there to the end of the page; nothing where there is no such page.
    #[inline]
    pub(crate) fn go(&mut self, page: PageIndex, at: RawOffset) -> Option<&'a str> {
        if self.rest.is_none() || self.page != page || self.at != at {
            self.rest = self.pages.get(page.position()).map(|found| found.text_from(at));
            (self.page, self.at) = (page, at);
        }
        self.rest
    }

    /// Goes to where a range ends, and gives its text. One that reaches past the page is cut off at its end.
    #[inline]
    pub(crate) fn take(&mut self, page: PageIndex, range: RawRange) -> Option<&'a str> {
        let rest = self.go(page, range.start)?;
        let bytes = byte_at(rest, range.len());
        self.pass(range.len(), bytes);
        rest.get(..bytes)
    }

    /// Passes over so many characters of so many bytes.
    #[inline]
    pub(crate) fn pass(&mut self, chars: usize, bytes: usize) {
        self.at.0 += chars as u32;
        self.rest = self.rest.and_then(|rest| rest.get(bytes..));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Encoding, Source};

    #[test]
    fn what_follows_and_what_does_not_are_read_alike() {
        let source = || Source { file: "a.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let pages = ["甲乙a丙\n丁", "戊己"].map(|text| Arc::new(Page::new(source(), text)));
        let mut reader = RawReader::new(&pages);
        for (page, start, end) in [(0, 0, 2), (0, 2, 4), (0, 1, 3), (1, 0, 1), (1, 1, 2), (0, 2, 3), (0, 5, 9), (0, 9, 12), (1, 0, 9)] {
            let range = RawRange::new(RawOffset(start), RawOffset(end));
            let page = PageIndex(page);
            assert_eq!(reader.take(page, range), Some(pages[page.position()].slice(range)), "{page:?} {range:?}");
        }
        assert_eq!(reader.go(PageIndex(2), RawOffset(0)), None);
    }
}
