//! Regions that were marked on the image of a page, to be read.

use crate::page::{PageIndex, PixelPoint, PixelRect};

/// The marked regions of one page, in the order in which they were marked.
#[derive(Debug, Default)]
pub struct Regions {
    page: PageIndex,
    /// In pixels of the page's layout, or of its image where it has none.
    rects: Vec<PixelRect>,
}

impl Regions {
    /// Marks a region. Those of another page are let go.
    pub fn mark(&mut self, page: PageIndex, rect: PixelRect) {
        if page != self.page {
            self.rects.clear();
            self.page = page;
        }
        if !rect.is_empty() && !self.rects.contains(&rect) {
            self.rects.push(rect);
        }
    }

    /// The regions of a page.
    pub fn of(&self, page: PageIndex) -> &[PixelRect] {
        if page == self.page { &self.rects } else { &[] }
    }

    /// The page that has any.
    pub fn page(&self) -> Option<PageIndex> {
        (!self.rects.is_empty()).then_some(self.page)
    }

    /// Lets the uppermost region go that a point of a page lies in. False where there is none.
    pub fn release_at(&mut self, page: PageIndex, at: PixelPoint) -> bool {
        let place = self.of(page).iter().rposition(|rect| rect.contains(at));
        place.map(|place| self.rects.remove(place)).is_some()
    }

    /// Lets all go.
    pub fn release(&mut self) {
        self.rects.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_those_of_one_page_and_are_let_go_one_by_one_or_all() {
        let mut regions = Regions::default();
        let [first, second] = [PixelRect::new(0, 0, 40, 40), PixelRect::new(20, 20, 90, 90)];
        for rect in [first, second, first, PixelRect::default()] {
            regions.mark(PageIndex(1), rect);
        }
        assert_eq!((regions.of(PageIndex(1)), regions.of(PageIndex(0)).len()), (&[first, second][..], 0));
        assert!(!regions.release_at(PageIndex(0), PixelPoint::new(30, 30)));
        assert!(regions.release_at(PageIndex(1), PixelPoint::new(30, 30)) && regions.of(PageIndex(1)) == [first]);
        regions.mark(PageIndex(2), second);
        assert_eq!((regions.page(), regions.of(PageIndex(1)).len()), (Some(PageIndex(2)), 0));
        regions.release();
        assert_eq!(regions.page(), None);
    }
}
