//! The images of the pages: read in the background, kept while there is room, and drawn.

mod picture;
mod placement;
mod spot;
mod tiles;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Color32, Painter, Rect};

pub use picture::Picture;
pub use placement::{Placement, Turn};
pub use spot::{FollowedSpot, Spot};

use super::settings::Settings;
use crate::import::image::{ImageFault, ImageSearch, decode_bytes, is_cut_off, per_layout_pixel, read_bytes};
use crate::page::{Page, PageIndex};
use tiles::Tiles;

/// How much memory the images of the pages that are not in work may take together with that of the one that is, in bytes. The one in
/// work is kept whatever it takes.
const ROOM: usize = 512 << 20;

/// What is known of a page's image.
pub enum Image {
    /// It is being looked for or read.
    Coming,
    /// There is none.
    Missing,
    /// It cannot be shown.
    Faulty(ImageFault),
    /// It is there.
    There(Arc<Picture>),
}

/// Tells one search for an image from all others of its edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(u64);

/// The images of the open edition's pages.
#[derive(Default)]
pub struct Images {
    /// How many searches there were.
    searches: u64,
    pages: HashMap<PageIndex, Image>,
    /// The search for each page's image that was begun last: what an earlier one finds is too late.
    tickets: HashMap<PageIndex, Ticket>,
    /// The pages whose images were asked for, the last one last.
    used: Vec<PageIndex>,
    tiles: RefCell<Tiles>,
}

/// What came of looking for a page's image.
pub struct FoundImage {
    /// The search.
    pub ticket: Ticket,
    /// The page.
    pub page: PageIndex,
    /// The image; nothing where there is none.
    pub image: Option<Result<Picture, ImageFault>>,
    /// Its file, where that ends before the image does.
    pub cut: Option<PathBuf>,
}

impl Images {
    /// What is known of a page's image; nothing where it was not asked for yet.
    pub fn of(&self, page: PageIndex) -> Option<&Image> {
        self.pages.get(&page)
    }

    /// A page's image, if it is there.
    pub fn picture(&self, page: PageIndex) -> Option<&Arc<Picture>> {
        match self.of(page)? {
            Image::There(picture) => Some(picture),
            Image::Coming | Image::Missing | Image::Faulty(_) => None,
        }
    }

    /// Notes that a page's image is needed now. Gives a search to be made where it was not looked for yet.
    pub fn ask(&mut self, page: PageIndex) -> Option<Ticket> {
        if self.used.last() != Some(&page) {
            self.used.retain(|other| *other != page);
            self.used.push(page);
        }
        if self.pages.contains_key(&page) {
            return None;
        }
        self.searches += 1;
        let ticket = Ticket(self.searches);
        self.pages.insert(page, Image::Coming);
        self.tickets.insert(page, ticket);
        Some(ticket)
    }

    /// Forgets a page's image, so that it is looked for anew.
    pub fn forget(&mut self, page: PageIndex) {
        self.pages.remove(&page);
        self.tickets.remove(&page);
        self.tiles.get_mut().forget(page);
    }

    /// Forgets the images that cannot be shown, so that they are looked for anew.
    pub fn forget_faulty(&mut self) {
        let faulty: Vec<PageIndex> =
            self.pages.iter().filter(|(_, image)| matches!(image, Image::Faulty(_))).map(|(page, _)| *page).collect();
        faulty.into_iter().for_each(|page| self.forget(page));
    }

    /// Takes up what was found, unless another image was chosen since. What there is no room for any more
    /// goes.
    pub fn take(&mut self, found: FoundImage) {
        if self.tickets.get(&found.page) != Some(&found.ticket) {
            return;
        }
        let image = match found.image {
            None => Image::Missing,
            Some(Err(fault)) => Image::Faulty(fault),
            Some(Ok(picture)) => Image::There(Arc::new(picture)),
        };
        self.pages.insert(found.page, image);
        self.make_room(ROOM);
    }

    /// Nothing comes of the searches that are going on.
    pub fn give_up(&mut self) {
        for image in self.pages.values_mut().filter(|image| matches!(image, Image::Coming)) {
            *image = Image::Missing;
        }
    }

    /// Lets the images go that were used longest ago, until the others take no more than this many bytes.
    fn make_room(&mut self, room: usize) {
        let mut taken = 0;
        let used: Vec<PageIndex> = self.used.iter().rev().copied().collect();
        for (age, page) in used.into_iter().enumerate() {
            taken += self.picture(page).map_or(0, |picture| picture.bytes());
            if age > 0 && taken > room {
                self.forget(page);
                self.used.retain(|other| *other != page);
            }
        }
    }

    /// Draws what can be seen of a page's image, its light multiplied by `light`.
    pub fn paint(&self, painter: &Painter, page: PageIndex, placement: &Placement, settings: &Settings, light: Color32) {
        if let Some(picture) = self.picture(page) {
            let look = (settings.contrast, settings.inverted);
            self.tiles.borrow_mut().paint(painter, (page, picture), (placement, light), look);
        }
    }

    /// How many pixels of a page's image one pixel of its layout is; 1 where either size is not known.
    pub fn per_layout_pixel(&self, page: PageIndex, of: &Page) -> f32 {
        self.picture(page).map_or(1.0, |picture| per_layout_pixel(of, picture.size().0))
    }
}

/// Looks for a page's image, and reads it.
pub fn look_for(ticket: Ticket, page: PageIndex, search: &ImageSearch, password: &str) -> FoundImage {
    let Some(path) = search.find() else { return FoundImage { ticket, page, image: None, cut: None } };
    let bytes = read_bytes(&path);
    let cut = bytes.as_ref().is_ok_and(|bytes| is_cut_off(bytes)).then(|| path.clone());
    let image = bytes.and_then(|bytes| decode_bytes(&path, bytes, search.number, password)).map(Picture::new);
    FoundImage { ticket, page, image: Some(image), cut }
}

/// A rectangle of a page's layout in pixels of its image, `scale` of which are one of the layout's.
pub fn on_image(rect: crate::page::PixelRect, scale: f32) -> Rect {
    let point = |x: crate::page::Pixels, y: crate::page::Pixels| eframe::egui::pos2(x.0 as f32 * scale, y.0 as f32 * scale);
    Rect::from_min_max(point(rect.left, rect.top), point(rect.right, rect.bottom))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::GrayImage;

    fn found(ticket: Ticket, page: u32, side: u32) -> FoundImage {
        FoundImage { ticket, page: PageIndex(page), image: Some(Ok(Picture::new(GrayImage::new(side, side).into()))), cut: None }
    }

    #[test]
    fn images_are_asked_for_once_and_a_search_that_is_given_up_comes_to_nothing() {
        let mut images = Images::default();
        let ticket = images.ask(PageIndex(0)).expect("a search");
        assert_eq!(images.ask(PageIndex(0)), None);
        images.take(found(ticket, 0, 4));
        assert!(images.picture(PageIndex(0)).is_some());
        images.ask(PageIndex(1)).expect("another search");
        images.give_up();
        assert!(matches!(images.of(PageIndex(1)), Some(Image::Missing)));
        assert!(images.picture(PageIndex(0)).is_some(), "what is there stays");
    }

    #[test]
    fn an_image_that_comes_after_another_one_was_chosen_does_not_take_its_place() {
        let mut images = Images::default();
        let slow = images.ask(PageIndex(0)).expect("a search");
        images.forget(PageIndex(0));
        let chosen = images.ask(PageIndex(0)).expect("another search");
        images.take(found(chosen, 0, 8));
        images.take(found(slow, 0, 4));
        assert_eq!(images.picture(PageIndex(0)).map(|picture| picture.size()), Some((8, 8)));
    }

    #[test]
    fn the_images_used_longest_ago_make_room() {
        let mut images = Images::default();
        for page in 0..4 {
            let ticket = images.ask(PageIndex(page)).expect("a search");
            images.take(found(ticket, page, 100));
        }
        images.make_room(25_000);
        let kept: Vec<bool> = (0..4).map(|page| images.picture(PageIndex(page)).is_some()).collect();
        assert_eq!(kept, [false, false, true, true]);
        assert!(images.ask(PageIndex(0)).is_some(), "it is looked for again");
    }
}
