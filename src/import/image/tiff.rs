//! TIFF files with several pages (TIFF 6.0, section 2; BigTIFF): how many there are, and how one of them becomes the first.
//!
//! A file of up to 4 GB begins with its byte order, the number 42 and the place of the first page's directory; a directory has a count,
//! twelve bytes for each entry, and the place of the next one, or 0. A BigTIFF has 43 there, the size of its places, and places and counts
//! of eight bytes, and entries of twenty.

use std::ops::Range;

/// More pages are not looked for: directories that go round in circles have no end.
const MOST_PAGES: usize = 10_000;

/// How a file is laid out.
#[derive(Clone, Copy)]
struct TiffForm {
    is_big_endian: bool,
    /// Where the place of the first directory stands, how many bytes a place has, a count, and an entry.
    head: usize,
    place: usize,
    count: usize,
    entry: usize,
}

impl TiffForm {
    fn of(bytes: &[u8]) -> Option<TiffForm> {
        let small = |is_big_endian| TiffForm { is_big_endian, head: 4, place: 4, count: 2, entry: 12 };
        let big = |is_big_endian| TiffForm { is_big_endian, head: 8, place: 8, count: 8, entry: 20 };
        match bytes.get(..4)? {
            b"II\x2a\x00" => Some(small(false)),
            b"MM\x00\x2a" => Some(small(true)),
            b"II\x2b\x00" => Some(big(false)),
            b"MM\x00\x2b" => Some(big(true)),
            _ => None,
        }
    }

    fn read(self, bytes: &[u8], at: usize, length: usize) -> Option<usize> {
        let part = bytes.get(at..at.checked_add(length)?)?;
        let add = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
        let value = if self.is_big_endian { part.iter().fold(0, add) } else { part.iter().rev().fold(0, add) };
        usize::try_from(value).ok()
    }

    /// The places of the directories.
    fn directories(self, bytes: &[u8]) -> impl Iterator<Item = usize> {
        let first = self.read(bytes, self.head, self.place);
        let next = move |directory: &usize| {
            let count = self.read(bytes, *directory, self.count)?;
            let after = directory.checked_add(self.count)?.checked_add(self.entry.checked_mul(count)?)?;
            self.read(bytes, after, self.place).filter(|next| *next != 0 && *next < bytes.len())
        };
        std::iter::successors(first, next).take(MOST_PAGES)
    }

    /// Where an entry of a directory has its value, or the place of it, and of which type that is; nothing where there are several values.
    fn field(self, bytes: &[u8], directory: usize, tag: usize) -> Option<(usize, usize)> {
        let count = self.read(bytes, directory, self.count)?.min(MOST_ENTRIES);
        let first = directory + self.count;
        let entry = (0..count).map(|number| first + number * self.entry).find(|at| self.read(bytes, *at, 2) == Some(tag))?;
        let is_one = self.read(bytes, entry + 4, self.place)? == 1;
        is_one.then_some((entry + self.entry - self.place, self.read(bytes, entry + 2, 2)?))
    }

    /// The whole number of an entry.
    fn value(self, bytes: &[u8], directory: usize, tag: usize) -> Option<usize> {
        let (at, kind) = self.field(bytes, directory, tag)?;
        let length = match kind {
            3 => 2,
            4 => 4,
            16 => self.place,
            _ => return None,
        };
        self.read(bytes, at, length)
    }

    /// The fraction of an entry. It has eight bytes, and stands in the entry where that many fit.
    fn fraction(self, bytes: &[u8], directory: usize, tag: usize) -> Option<f32> {
        let (at, _) = self.field(bytes, directory, tag).filter(|(_, kind)| *kind == 5)?;
        let at = if self.place < 8 { self.read(bytes, at, self.place)? } else { at };
        Some(self.read(bytes, at, 4)? as f32 / self.read(bytes, at.checked_add(4)?, 4)? as f32)
    }
}

/// More entries than these no directory has.
const MOST_ENTRIES: usize = 65_535;

/// A page in black and white, coded as fax machines of group 4 do (ITU-T T.6), in one strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Group4Strip {
    /// Its width and height, in pixels.
    pub size: (u32, u32),
    /// Whether what is coded as black is shown as white.
    pub is_inverted: bool,
    /// How many pixels are an inch across, as far as the file says.
    pub per_inch: Option<f32>,
    /// Where the code stands in the file.
    pub place: Range<usize>,
}

/// The page of this number, counted from 0, where it is such a one, the first bit of a byte first, and upright; the last where there are
/// fewer.
pub fn group4_strip(bytes: &[u8], number: usize) -> Option<Group4Strip> {
    const CENTIMETRES: f32 = 2.54;
    let form = TiffForm::of(bytes)?;
    let directory = form.directories(bytes).take(number.saturating_add(1)).last()?;
    let value = |tag: usize| form.value(bytes, directory, tag);
    let is_usual = |tag: usize, usual: usize| value(tag).is_none_or(|value| value == usual);
    let (width, height) = (value(256)?, value(257)?);
    let is_plain = value(259)? == 4 && is_usual(258, 1) && is_usual(277, 1) && is_usual(266, 1) && is_usual(274, 1) && is_usual(293, 0);
    let (photometric, start, length) = (value(262)?, value(273)?, value(279)?);
    if !is_plain || photometric > 1 || width == 0 || height == 0 {
        return None;
    }
    let unit = match value(296) {
        None | Some(2) => Some(1.0),
        Some(3) => Some(CENTIMETRES),
        Some(_) => None,
    };
    let per_inch = unit.and_then(|unit| Some(form.fraction(bytes, directory, 282)? * unit));
    let place = start..start.checked_add(length)?;
    bytes.get(place.clone())?;
    let size = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    Some(Group4Strip {
        size,
        is_inverted: photometric == 1,
        per_inch: per_inch.filter(|density| density.is_finite() && *density > 1.0),
        place,
    })
}

/// Whether a file that begins so is a TIFF.
pub fn is_tiff(bytes: &[u8]) -> bool {
    TiffForm::of(bytes).is_some()
}

/// How many pages a file has; 0 where it is no TIFF.
pub fn pages(bytes: &[u8]) -> usize {
    let Some(form) = TiffForm::of(bytes) else { return 0 };
    // What goes round in a circle has as many as it has before it comes round.
    let mut seen = std::collections::HashSet::new();
    form.directories(bytes).take_while(|place| seen.insert(*place)).count()
}

/// Makes the page of this number, counted from 0, the first of a TIFF, by pointing the file's head at it; the last where there are fewer.
/// Other files stay as they are.
pub fn begin_with_page(bytes: &mut [u8], number: usize) {
    let Some(form) = TiffForm::of(bytes) else { return };
    let last = form.directories(bytes).take(number.saturating_add(1)).last();
    let Some(directory) = last.and_then(|place| u64::try_from(place).ok()) else { return };
    let place = if form.is_big_endian { directory.to_be_bytes() } else { directory.to_le_bytes() };
    let place = if form.is_big_endian { place.get(8 - form.place..) } else { place.get(..form.place) };
    if let (Some(head), Some(place)) = (bytes.get_mut(form.head..form.head + form.place), place) {
        head.copy_from_slice(place);
    }
}
