//! The images of the pages: read in the background, kept while there is room, and drawn.

mod picture;
mod placement;
mod spot;
mod thumbnail;
mod tiles;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Color32, Painter, Rect};
use image::RgbImage;

pub use picture::Picture;
pub use placement::{Placement, Turn};
pub use spot::{FollowedSpot, Spot};
pub use thumbnail::Thumbnail;

use super::settings::Settings;
use crate::import::image::{ImageFault, ImageSearch, decode_bytes, decode_finer, is_cut_off, per_layout_pixel, read_bytes};
use crate::page::{Page, PageIndex};
use picture::Level;
use tiles::{Drawn, Tiles};

/// How much memory the images of the pages that are not in work may take together with that of the one that is, in bytes. The one in
/// work is kept whatever it takes.
const ROOM: usize = 512 << 20;

/// From how many pixels of the screen on, for one of the image, it is drawn finer if it can be.
const FINER_FROM: f32 = 1.25;

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
    /// The page whose image was drawn finer last, or is being drawn, and what came of that: nothing where it cannot be.
    finer: Option<(PageIndex, Option<Level>)>,
    /// The page whose image was shown so large that it should be.
    large: Cell<Option<PageIndex>>,
    /// The small images of the pages; nothing where there is none, or it is being made.
    thumbnails: HashMap<PageIndex, Option<Thumbnail>>,
}

/// What came of looking for a page's image.
pub struct FoundImage {
    /// The search.
    pub ticket: Ticket,
    /// The page.
    pub page: PageIndex,
    /// The image; nothing where there is none.
    pub image: Option<Result<Picture, ImageFault>>,
    /// A small copy of it.
    pub small: Option<RgbImage>,
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

    /// Notes that the image shown large is to be drawn finer, if that was not tried. Gives its page, and its size in pixels.
    pub fn ask_for_finer(&mut self) -> Option<(PageIndex, (u32, u32))> {
        let page = self.large.take()?;
        let size = self.picture(page)?.size();
        if self.finer.as_ref().is_some_and(|(drawn, _)| *drawn == page) {
            return None;
        }
        self.tiles.get_mut().forget_finer();
        self.finer = Some((page, None));
        Some((page, size))
    }

    /// Takes up an image that was drawn finer, unless another was asked for since.
    pub fn take_finer(&mut self, page: PageIndex, finer: FinerImage) {
        if let Some((_, drawn)) = self.finer.as_mut().filter(|(wanted, _)| *wanted == page) {
            *drawn = Some(finer.0);
        }
    }

    /// A page's small image, if it is there.
    pub fn thumbnail(&self, page: PageIndex) -> Option<&Thumbnail> {
        self.thumbnails.get(&page)?.as_ref()
    }

    /// Whether there are small images of pages.
    pub fn has_thumbnails(&self) -> bool {
        self.thumbnails.values().any(Option::is_some)
    }

    /// Notes that the small image of the first of these pages is to be made for which that was not tried. Gives that page.
    pub fn ask_for_thumbnail(&mut self, mut pages: impl Iterator<Item = PageIndex>) -> Option<PageIndex> {
        let page = pages.find(|page| !self.thumbnails.contains_key(page) && !self.pages.contains_key(page))?;
        self.thumbnails.insert(page, None);
        Some(page)
    }

    /// Takes up a small image.
    pub fn take_thumbnail(&mut self, page: PageIndex, image: RgbImage) {
        self.thumbnails.insert(page, Some(Thumbnail::new(image)));
    }

    /// Forgets a page's image, so that another is looked for.
    pub fn replace(&mut self, page: PageIndex) {
        self.forget(page);
        self.thumbnails.remove(&page);
    }

    /// Forgets a page's image, so that it is looked for anew.
    pub fn forget(&mut self, page: PageIndex) {
        self.pages.remove(&page);
        self.tickets.remove(&page);
        self.tiles.get_mut().forget(page);
        self.finer.take_if(|(drawn, _)| *drawn == page);
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
        if let Some(small) = found.small {
            self.take_thumbnail(found.page, small);
        }
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
            if placement.scale * painter.ctx().pixels_per_point() > FINER_FROM {
                self.large.set(Some(page));
            }
            let finer = self.finer.as_ref().filter(|(drawn, _)| *drawn == page).and_then(|(_, finer)| finer.as_ref());
            let look = (settings.contrast, settings.inverted);
            self.tiles.borrow_mut().paint(painter, Drawn { page, picture, finer }, (placement, light), look);
        }
    }

    /// How many pixels of a page's image one pixel of its layout is; 1 where either size is not known.
    pub fn per_layout_pixel(&self, page: PageIndex, of: &Page) -> f32 {
        self.picture(page).map_or(1.0, |picture| per_layout_pixel(of, picture.size().0))
    }
}

/// Looks for a page's image, and reads it.
pub fn look_for(ticket: Ticket, page: PageIndex, search: &ImageSearch, password: &str) -> FoundImage {
    let Some(path) = search.find() else { return FoundImage { ticket, page, image: None, small: None, cut: None } };
    let bytes = read_bytes(&path);
    let cut = bytes.as_ref().is_ok_and(|bytes| is_cut_off(bytes)).then(|| path.clone());
    let image = bytes.and_then(|bytes| decode_bytes(&path, bytes, search.number, password)).map(Picture::new);
    let small = image.as_ref().ok().map(Picture::thumbnail);
    FoundImage { ticket, page, image: Some(image), small, cut }
}

/// A page's image, drawn finer.
pub struct FinerImage(Level);

/// Looks for a page's image, and draws it finer than this size in pixels; nothing where that cannot be.
pub fn draw_finer(search: &ImageSearch, password: &str, than: (u32, u32)) -> Option<FinerImage> {
    let path = search.find()?;
    let finer = decode_finer(&path, &read_bytes(&path).ok()?, search.number, password, than)?;
    Some(FinerImage(Level::new(finer)))
}

/// Looks for a page's image, and makes a small copy of it; nothing where there is none that can be read.
pub fn small_copy(search: &ImageSearch, password: &str) -> Option<RgbImage> {
    let path = search.find()?;
    let image = decode_bytes(&path, read_bytes(&path).ok()?, search.number, password).ok()?;
    Some(Picture::new(image).thumbnail())
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
        let picture = Picture::new(GrayImage::new(side, side).into());
        let small = Some(picture.thumbnail());
        FoundImage { ticket, page: PageIndex(page), image: Some(Ok(picture)), small, cut: None }
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
    fn what_is_shown_large_is_drawn_finer_once() {
        let mut images = Images::default();
        let ticket = images.ask(PageIndex(0)).expect("a search");
        images.take(found(ticket, 0, 100));
        assert_eq!(images.ask_for_finer(), None, "nothing is large");
        images.large.set(Some(PageIndex(0)));
        assert_eq!(images.ask_for_finer(), Some((PageIndex(0), (100, 100))));
        let finer = |side: u32| FinerImage(Level::new(GrayImage::new(side, side).into()));
        images.take_finer(PageIndex(1), finer(200));
        assert!(matches!(images.finer, Some((PageIndex(0), None))), "it is another page's");
        images.take_finer(PageIndex(0), finer(200));
        images.large.set(Some(PageIndex(0)));
        assert_eq!(images.ask_for_finer(), None, "it is there");
        images.forget(PageIndex(0));
        assert!(images.finer.is_none());
    }

    #[test]
    fn small_images_are_made_once_and_not_where_the_image_is_known() {
        let mut images = Images::default();
        images.ask(PageIndex(0)).expect("a search");
        let mut asked = || images.ask_for_thumbnail((0..3).map(PageIndex));
        assert_eq!([asked(), asked(), asked()], [Some(PageIndex(1)), Some(PageIndex(2)), None]);
        assert!(!images.has_thumbnails());
        images.take_thumbnail(PageIndex(2), RgbImage::new(3, 4));
        assert!(images.has_thumbnails() && images.thumbnail(PageIndex(1)).is_none());
        images.replace(PageIndex(2));
        assert_eq!(images.ask_for_thumbnail((0..3).map(PageIndex)), Some(PageIndex(2)), "another image has another copy");
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
        assert!((0..4).all(|page| images.thumbnail(PageIndex(page)).is_some()), "the small ones stay");
        assert!(images.ask(PageIndex(0)).is_some(), "it is looked for again");
    }
}
