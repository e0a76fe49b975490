//! PNG files (ISO/IEC 15948), as far as a PDF has to know them: their rows are packed as PDF packs rows.

use flate2::Crc;

use super::{Coding, Colors, FoundScan, Scan};

/// Metres in an inch.
const INCH: f32 = 0.0254;
/// What a file begins with.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The scan that a PNG file is, its rows as they are. Nothing where it is interlaced, has transparency or numbers of 16 bits: these PDF codes
/// otherwise.
pub(super) fn read(bytes: &[u8]) -> Option<FoundScan> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut scan: Option<Scan> = None;
    let mut is_table = false;
    let mut rows = Vec::new();
    while let Some((length, kind)) = rest.get(..4).zip(rest.get(4..8)) {
        let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
        let data = rest.get(8..8usize.checked_add(length)?)?;
        match kind {
            b"IHDR" => (scan, is_table) = header(data).map(|(scan, is_table)| (Some(scan), is_table))?,
            b"PLTE" if is_table => scan.as_mut()?.colors = Colors::Table(data.to_vec()),
            b"tRNS" => return None,
            b"pHYs" if data.get(8) == Some(&1) => {
                let across = u32::from_be_bytes(data.get(..4)?.try_into().ok()?);
                scan.as_mut()?.per_inch = Some(across as f32 * INCH).filter(|density| *density > 1.0);
            }
            b"IDAT" => rows.extend_from_slice(data),
            b"IEND" => break,
            _ => {}
        }
        rest = rest.get(12 + length..)?;
    }
    let scan = scan.filter(|scan| !is_table || matches!(scan.colors, Colors::Table(_)))?;
    (!rows.is_empty()).then_some(FoundScan { scan, bytes: Some(rows) })
}

/// The scan as its header tells it, and whether its colours come in a table.
fn header(data: &[u8]) -> Option<(Scan, bool)> {
    let number = |at: usize| Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?));
    let (size, bits) = ((number(0)?, number(4)?), *data.get(8)?);
    let (colors, is_table) = match data.get(9)? {
        0 => (Colors::Gray, false),
        2 => (Colors::Rgb, false),
        3 => (Colors::Rgb, true),
        _ => return None,
    };
    let is_plain = bits <= 8 && data.get(12) == Some(&0) && size.0 > 0 && size.1 > 0;
    is_plain.then_some((Scan { size, coding: Coding::Rows, colors, bits, per_inch: None, bytes: Vec::new() }, is_table))
}

/// The file of a scan's rows, as they are packed.
pub(super) fn write(scan: &Scan) -> Vec<u8> {
    let (color_type, table): (u8, Option<&[u8]>) = match &scan.colors {
        Colors::Gray => (0, None),
        Colors::Rgb => (2, None),
        Colors::Table(table) => (3, Some(table)),
    };
    let mut file = SIGNATURE.to_vec();
    let size = [scan.size.0.to_be_bytes(), scan.size.1.to_be_bytes()].concat();
    chunk(&mut file, b"IHDR", &[size.as_slice(), &[scan.bits, color_type, 0, 0, 0]].concat());
    if let Some(per_inch) = scan.per_inch {
        let per_metre = ((per_inch / INCH).round() as u32).to_be_bytes();
        chunk(&mut file, b"pHYs", &[per_metre.as_slice(), &per_metre, &[1]].concat());
    }
    if let Some(table) = table {
        chunk(&mut file, b"PLTE", table);
    }
    chunk(&mut file, b"IDAT", &scan.bytes);
    chunk(&mut file, b"IEND", &[]);
    file
}

/// Writes a chunk: how long it is, its kind, its data, and the sum of these two.
fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    // The rows of an image are shorter than the 2 GB that a chunk holds: images are read within limits.
    file.extend((data.len() as u32).to_be_bytes());
    file.extend_from_slice(kind);
    file.extend_from_slice(data);
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(data);
    file.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage};

    use super::super::{Scan, ScanHolder};
    use crate::import::image::decode_bytes;

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_with_encoder(PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Sub)).expect("a file");
        bytes
    }

    /// A picture of four colours in a table of 2 bits, with 600 pixels to the inch.
    fn with_table() -> Vec<u8> {
        let rows = flate2_packed(&[0, 0b00_01_10_11, 0b11_00_00_00, 0, 0b11_10_01_00, 0b01_00_00_00]);
        let table = vec![0, 0, 0, 255, 0, 0, 0, 255, 0, 9, 9, 255];
        super::write(&Scan {
            size: (5, 2),
            coding: super::Coding::Rows,
            colors: super::Colors::Table(table),
            bits: 2,
            per_inch: Some(600.0),
            bytes: rows,
        })
    }

    fn flate2_packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packed, bytes).expect("memory");
        packed.finish().expect("memory")
    }

    #[test]
    fn rows_become_the_file_they_came_from() {
        let gray = GrayImage::from_fn(37, 11, |x, y| Luma([(x * 7 + y * 31) as u8]));
        let color = RgbImage::from_fn(37, 11, |x, y| Rgb([(x * 7) as u8, (y * 31) as u8, 5]));
        for bytes in [png(&gray.into()), png(&color.into()), with_table()] {
            let scan = Scan::of(Path::new("p.png"), bytes.clone(), 0, ScanHolder::Files).expect("a scan");
            let written = scan.clone().into_file();
            let pixels = |bytes: &[u8]| decode_bytes(Path::new("p.png"), bytes.to_vec(), 0, "").expect("an image").to_rgb8();
            assert_eq!(pixels(&written), pixels(&bytes));
            assert_eq!(
                Scan::of(Path::new("p.png"), written, 0, ScanHolder::Files).expect("a scan"),
                scan,
                "rows, colours and density stay"
            );
        }
    }
}
