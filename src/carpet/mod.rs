//! The carpet (纵校): all images of one character side by side, the odd ones first. What was misread as another character stands out
//! among its fellows, also where it makes sense in its line.
//!
//! | module | what it does |
//! | --- | --- |
//! | `places` | where on the image each character of the text stands, and what a witness reads there |
//! | `shapes` | images of one size, and how far each is from the others of its character |

mod places;
mod shapes;

use std::cmp::Ordering;
use std::collections::HashMap;

use image::DynamicImage;
use rayon::prelude::*;

use crate::edition::{Edition, Place};
use crate::import::image::per_layout_pixel;
use crate::page::{Certainty, PageIndex};
use places::{PlacedCharacter, placed};
use shapes::{Shape, oddness, usual};

pub use shapes::SIDE;

/// How many images a carpet has at most: more would not go into memory.
pub const MOST: usize = 120_000;

/// How far from its fellows the image of a character is odd, in deviations as they are usual among them.
const ODD: f32 = 6.0;
/// A witness that is less sure of a character, in per cent, doubts it.
const UNSURE: u8 = 50;

/// The images of an edition's characters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carpet {
    /// The characters: those with the most odd images first, among these the frequent ones.
    pub kinds: Vec<CarpetKind>,
    /// How many characters of the text have no image.
    pub without: usize,
}

/// The images of one character.
#[derive(Clone, Debug, PartialEq)]
pub struct CarpetKind {
    /// The character, as the text has it.
    pub character: char,
    /// Its images, the oddest first.
    pub images: Vec<CharacterImage>,
}

/// The image of a character.
#[derive(Clone, Debug, PartialEq)]
pub struct CharacterImage {
    /// The character, as the text has it.
    pub character: char,
    /// Where it stands in the text.
    pub place: Place,
    /// Its page.
    pub page: PageIndex,
    /// The number of its raw line.
    pub line: usize,
    /// What it may be instead: what a witness reads there, and how sure it is, or the character whose images it is more like.
    pub reading: Option<(char, Option<Certainty>)>,
    /// Whether something speaks against it.
    pub is_odd: bool,
    /// How much, to sort by.
    oddness: f32,
    /// [`SIDE`] rows of as many grey pixels.
    pub pixels: Box<[u8]>,
}

/// Images that are shown side by side: those of a character, with those of the characters it is taken for or without.
#[derive(Clone, Debug, PartialEq)]
pub struct CarpetGroup<'a> {
    /// The characters, the one that was asked for first.
    pub characters: Vec<char>,
    /// Their images: the odd ones first, the others by their characters.
    pub images: Vec<&'a CharacterImage>,
}

impl CarpetKind {
    /// How many of its images are odd.
    pub fn odd(&self) -> usize {
        self.images.iter().filter(|image| image.is_odd).count()
    }

    fn sort(&mut self) {
        self.images
            .sort_by(|a, b| b.oddness.total_cmp(&a.oddness).then(a.place.block.cmp(&b.place.block)).then(a.place.at.cmp(&b.place.at)));
    }
}

impl Carpet {
    /// The carpet of an edition. `image_of` gives the image of a page, if it has one; `watch` hears how many pages are done and says
    /// whether to go on. Nothing where it was stopped.
    pub fn of(
        edition: &Edition,
        mut image_of: impl FnMut(PageIndex) -> Option<DynamicImage>,
        watch: impl Fn(usize) -> bool,
    ) -> Option<Carpet> {
        let characters = placed(edition);
        let mut kinds: HashMap<char, (Vec<CharacterImage>, Vec<Shape>)> = HashMap::new();
        let (mut without, mut count) = (characters.without, 0);
        for (index, (page, of)) in (0u32..).map(PageIndex).zip(edition.pages()).enumerate() {
            if !watch(index) {
                return None;
            }
            let here = characters.on(page);
            let image = if here.is_empty() || count >= MOST { None } else { image_of(page) };
            let Some(image) = image.map(DynamicImage::into_luma8) else {
                without += here.len();
                continue;
            };
            let scale = per_layout_pixel(of, image.width());
            for one in here {
                let Some((shape, pixels)) = Shape::cut(&image, one.rect, scale).filter(|_| count < MOST) else {
                    without += 1;
                    continue;
                };
                count += 1;
                let (images, shapes) = kinds.entry(one.character).or_default();
                images.push(CharacterImage::new(one, page, pixels));
                shapes.push(shape);
            }
        }
        let mut carpet = Carpet { kinds: laid(kinds), without };
        carpet.sort();
        Some(carpet)
    }

    /// The images of a character; `with_alike` also those of the characters of this carpet that it is taken for, as 已, 己 and 巳 are for
    /// one another. Nothing where there is no image of it.
    pub fn group(&self, character: char, with_alike: bool) -> Option<CarpetGroup<'_>> {
        let own = self.kind(character)?;
        let alike = with_alike.then(|| self.taken_for(character)).into_iter().flatten();
        let kinds: Vec<&CarpetKind> = std::iter::once(own).chain(alike).collect();
        let mut images: Vec<&CharacterImage> = kinds.iter().flat_map(|kind| &kind.images).collect();
        if kinds.len() > 1 {
            // Within one character the oddest stand first already.
            images.sort_by(|a, b| b.is_odd.cmp(&a.is_odd).then(if a.is_odd { b.oddness.total_cmp(&a.oddness) } else { Ordering::Equal }));
        }
        Some(CarpetGroup { characters: kinds.into_iter().map(|kind| kind.character).collect(), images })
    }

    fn kind(&self, character: char) -> Option<&CarpetKind> {
        self.kinds.iter().find(|kind| kind.character == character)
    }

    /// The images of the other characters that one is taken for.
    pub fn taken_for(&self, character: char) -> impl Iterator<Item = &CarpetKind> {
        shapes::taken_for(character).into_iter().filter_map(|other| self.kind(other))
    }

    /// How many images there are.
    pub fn images(&self) -> usize {
        self.kinds.iter().map(|kind| kind.images.len()).sum()
    }

    /// How many of them are odd.
    pub fn odd(&self) -> usize {
        self.kinds.iter().map(CarpetKind::odd).sum()
    }

    fn sort(&mut self) {
        self.kinds.retain(|kind| !kind.images.is_empty());
        self.kinds.iter_mut().for_each(CarpetKind::sort);
        self.kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.odd()), std::cmp::Reverse(kind.images.len()), kind.character));
    }

    /// The editor has said that the characters at these places are another one: they go to its images, and are odd no longer.
    pub fn rename(&mut self, places: &[Place], to: char) {
        let mut moved = Vec::new();
        for kind in &mut self.kinds {
            let (mut gone, kept) = kind.images.drain(..).partition::<Vec<_>, _>(|image| places.contains(&image.place));
            kind.images = kept;
            moved.append(&mut gone);
        }
        for image in &mut moved {
            image.accept();
            image.character = to;
        }
        match self.kinds.iter_mut().find(|kind| kind.character == to) {
            Some(kind) => kind.images.append(&mut moved),
            None => self.kinds.push(CarpetKind { character: to, images: moved }),
        }
        self.sort();
    }

    /// The editor has looked at the images of a character and lets them stand: none is odd any longer.
    pub fn accept(&mut self, character: char) {
        for kind in self.kinds.iter_mut().filter(|kind| kind.character == character) {
            kind.images.iter_mut().for_each(CharacterImage::accept);
        }
        self.sort();
    }
}

/// The kinds, with how odd each image is. An odd one that no witness reads otherwise is held against the other kinds.
fn laid(kinds: HashMap<char, (Vec<CharacterImage>, Vec<Shape>)>) -> Vec<CarpetKind> {
    let mut kinds: Vec<(char, Vec<CharacterImage>, Vec<Shape>)> =
        kinds.into_iter().map(|(character, (images, shapes))| (character, images, shapes)).collect();
    // The order decides between kinds that are as near.
    kinds.sort_by_key(|(character, ..)| *character);
    let usual: Vec<(char, Shape)> = kinds.iter().filter_map(|(character, _, shapes)| Some((*character, usual(shapes)?))).collect();
    kinds
        .into_par_iter()
        .map(|(character, mut images, shapes)| {
            let own = usual.iter().find(|(other, _)| *other == character).map(|(_, shape)| shape);
            for ((image, odd), shape) in images.iter_mut().zip(oddness(&shapes, own)).zip(&shapes) {
                image.is_odd |= odd > ODD;
                image.oddness += odd;
                if odd > ODD && image.reading.is_none() {
                    image.reading = shape.nearest((character, own), &usual).map(|other| (other, None));
                }
            }
            CarpetKind { character, images }
        })
        .collect()
}

impl CharacterImage {
    fn new(one: &PlacedCharacter, page: PageIndex, pixels: Box<[u8]>) -> CharacterImage {
        /// What another reading counts beside the shape: it stands before all that only look odd.
        const OTHERWISE: f32 = 1000.0;
        let unsure = one.certainty.map(Certainty::as_percent).filter(|sure| *sure < UNSURE);
        CharacterImage {
            character: one.character,
            place: one.place,
            page,
            line: one.line,
            reading: one.reading,
            is_odd: one.reading.is_some() || unsure.is_some(),
            oddness: one.reading.map_or(0.0, |_| OTHERWISE) + unsure.map_or(0.0, |sure| f32::from(UNSURE - sure)),
            pixels,
        }
    }

    fn accept(&mut self) {
        (self.is_odd, self.oddness, self.reading) = (false, 0.0, None);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use image::{GrayImage, Luma};

    use super::*;
    use crate::clean::clean;
    use crate::import::{Choices, import_file};
    use crate::page::{Pixels, WitnessCharacter, WitnessLine};
    use crate::style::HouseStyle;

    /// The side of a character on the page, in pixels.
    const CELL: u32 = 24;
    const ROWS: [&str; 4] = ["十十口十十口十十", "口十口口十十口十", "十口十十口十口口", "口口十十口口十十"];

    /// A page of rows of characters with a box for each row, read as `read` has them.
    fn edition(read: &[&str]) -> Edition {
        let row = |(number, text): (usize, &&str)| {
            let (top, right) = (number as u32 * CELL, text.chars().count() as u32 * CELL);
            format!("<span class='ocr_line' title='bbox 0 {top} {right} {}'>{text}</span>\n", top + CELL)
        };
        let lines: String = read.iter().enumerate().map(row).collect();
        let html = format!("<html><body><div class='ocr_page' title='bbox 0 0 480 480'><p class='ocr_par'>{lines}</p></div></body></html>");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("page.hocr");
        std::fs::write(&path, html).expect("written");
        clean(&[Arc::new(import_file(&path, Choices::default()).expect("a page"))], HouseStyle::standard())
    }

    /// The image of a page: a cross for 十, a box for 口.
    fn image() -> DynamicImage {
        let mut image = GrayImage::from_pixel(480, 480, Luma([255]));
        for (row, text) in (0u32..).zip(ROWS) {
            for (column, character) in (0u32..).zip(text.chars()) {
                for step in 4..CELL - 4 {
                    let ends = [4, CELL - 5];
                    let box_of = || ends.into_iter().flat_map(|end| [(end, step), (step, end)]).collect::<Vec<_>>();
                    let dots = if character == '口' { box_of() } else { vec![(CELL / 2, step), (step, CELL / 2)] };
                    dots.into_iter().for_each(|(x, y)| image.put_pixel(column * CELL + x, row * CELL + y, Luma([0])));
                }
            }
        }
        image.into()
    }

    fn carpet(edition: &Edition) -> Carpet {
        Carpet::of(edition, |_| Some(image()), |_| true).expect("nobody stopped it")
    }

    #[test]
    fn a_character_that_was_misread_is_the_first_of_its_kind() {
        let mut read = ROWS.map(str::to_owned);
        read[2] = "十口十十口十口十".to_owned();
        let edition = edition(&read.each_ref().map(String::as_str));
        let carpet = carpet(&edition);
        assert_eq!((carpet.images(), carpet.without, carpet.odd()), (32, 0, 1));
        let kind = &carpet.kinds[0];
        assert_eq!((kind.character, kind.odd()), ('十', 1));
        let first = &kind.images[0];
        let (_, block) = edition.block(first.place.block).expect("its block");
        let before = block.text().chars().take(first.place.at.chars()).filter(|c| "十口".contains(*c)).count();
        assert_eq!((first.line, before % 8), (3, 7));
        assert_eq!(first.reading, Some(('口', None)), "it looks like those");
    }

    #[test]
    fn what_is_said_to_be_another_goes_to_its_images() {
        let mut read = ROWS.map(str::to_owned);
        read[2] = "十口十十口十口十".to_owned();
        let mut carpet = carpet(&edition(&read.each_ref().map(String::as_str)));
        let count =
            |carpet: &Carpet, character: char| carpet.kinds.iter().find(|kind| kind.character == character).map(|kind| kind.images.len());
        let (crosses, boxes) = (count(&carpet, '十').expect("crosses"), count(&carpet, '口').expect("boxes"));
        let place = carpet.kinds[0].images[0].place;
        carpet.rename(&[place], '口');
        assert_eq!((count(&carpet, '十'), count(&carpet, '口'), carpet.odd()), (Some(crosses - 1), Some(boxes + 1), 0));
        carpet.rename(&[place], '日');
        assert_eq!((count(&carpet, '口'), count(&carpet, '日')), (Some(boxes), Some(1)));
        carpet.accept('十');
        assert_eq!(carpet.odd(), 0);
    }

    #[test]
    fn characters_that_are_taken_for_one_another_are_shown_together() {
        let carpet = carpet(&edition(&["已己己巳已己", "水己已已水己"]));
        let group = carpet.group('己', true).expect("its images");
        assert_eq!(group.characters.first(), Some(&'己'));
        let mut characters = group.characters.clone();
        characters.sort_unstable();
        assert_eq!((characters, group.images.len()), (vec!['己', '已', '巳'], 10));
        let alone = carpet.group('己', false).expect("its images");
        assert_eq!((alone.characters, alone.images.len()), (vec!['己'], 5));
        assert_eq!(carpet.group('火', true), None);
    }

    #[test]
    fn what_a_witness_reads_otherwise_is_odd_and_stands_where_the_witness_has_it() {
        let mut edition = edition(&ROWS);
        let line = |(number, text): (usize, &str)| WitnessLine {
            rect: crate::page::PixelRect {
                left: Pixels(0),
                top: Pixels(number as u32 * 24),
                right: Pixels(192),
                bottom: Pixels(number as u32 * 24 + 24),
            },
            raw: Some(number + 1),
            characters: text
                .chars()
                .enumerate()
                .map(|(at, c)| WitnessCharacter {
                    middle: Some(Pixels(at as u32 * 24 + 12)),
                    certainty: Some(Certainty::percent(90)),
                    ..c.into()
                })
                .collect(),
        };
        let mut read = ROWS;
        read[1] = "口十口口十十田十";
        let witness =
            crate::page::Witness { engine: "other".into(), lines: read.into_iter().enumerate().map(line).collect(), ..Default::default() };
        edition.take_witness(PageIndex(0), Arc::new(witness));
        let carpet = carpet(&edition);
        assert_eq!(carpet.odd(), 1);
        assert_eq!((carpet.kinds[0].character, carpet.kinds[0].images[0].reading), ('口', Some(('田', Some(Certainty::percent(90))))));
    }

    #[test]
    fn pages_without_an_image_are_counted_and_it_can_be_stopped() {
        let edition = edition(&ROWS);
        let carpet = Carpet::of(&edition, |_| None, |_| true).expect("nobody stopped it");
        assert_eq!((carpet.kinds.len(), carpet.without), (0, 32));
        assert_eq!(Carpet::of(&edition, |_| Some(image()), |_| false), None);
    }
}
