//! JBIG2 (ITU-T T.88) as files of their own: bilevel pages, one or several in a file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_jbig2::{DecodeSettings, Decoder, File};
use image::{DynamicImage, GrayImage};

/// Whether a file that begins so is a JBIG2 one.
pub fn is_jbig2(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x97JB2\r\n\x1a\n")
}

/// The width and height of each of its pages; none where it cannot be read.
pub fn sizes(bytes: &[u8]) -> Vec<(u32, u32)> {
    let read = || {
        let file = File::new(bytes, &DecodeSettings::default()).ok()?;
        Some(file.pages().map(|page| (page.width(), page.height())).collect())
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten().unwrap_or_default()
}

/// The pixels of the page of this number, counted from 0, or of the last where it has fewer; nothing where it cannot be read.
pub fn pixels(bytes: &[u8], number: usize) -> Option<DynamicImage> {
    // What others write may find a fault in who reads it.
    catch_unwind(AssertUnwindSafe(|| unpacked(bytes, number))).ok().flatten()
}

fn unpacked(bytes: &[u8], number: usize) -> Option<DynamicImage> {
    let file = File::new(bytes, &DecodeSettings::default()).ok()?;
    let page = file.page(number.min(file.page_count().checked_sub(1)?))?;
    let mut rows = Rows::default();
    page.decode(&mut rows).ok()?;
    GrayImage::from_raw(page.width(), page.height(), rows.0).map(DynamicImage::from)
}

/// The pixels so far, a byte each.
#[derive(Default)]
struct Rows(Vec<u8>);

impl Decoder for Rows {
    fn push_pixel(&mut self, black: bool) {
        self.0.push(if black { 0 } else { 255 });
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        self.0.resize(self.0.len() + 8 * chunk_count as usize, if black { 0 } else { 255 });
    }

    fn next_line(&mut self) {}
}

#[cfg(test)]
pub mod samples {
    //! A file made by hand.

    /// A page of 16 pixels by 2, black but for the left half, coded as fax machines do (T.6).
    pub fn page() -> Vec<u8> {
        let segment = |number: u32, kind: u8, page: u8, data: &[u8]| {
            [&number.to_be_bytes()[..], &[kind, 0, page], &(data.len() as u32).to_be_bytes(), data].concat()
        };
        let size = [16_u32.to_be_bytes(), 2_u32.to_be_bytes()].concat();
        let about = [&size[..], &[0; 8], &[0, 0, 0]].concat();
        // Row 1: horizontal mode, 8 white, 8 black. Row 2: as above. Then the end.
        let coded = [0b0011_0011, 0b0001_0111, 0b0000_0000, 0b0001_0000, 0b0000_0001, 0];
        let region = [&size[..], &[0; 8], &[0], &[1], &coded].concat();
        [
            &b"\x97JB2\r\n\x1a\n"[..],
            &[1],
            &1_u32.to_be_bytes(),
            &segment(0, 48, 1, &about),
            &segment(1, 38, 1, &region),
            &segment(2, 49, 1, &[]),
            &segment(3, 51, 0, &[]),
        ]
        .concat()
    }
}
