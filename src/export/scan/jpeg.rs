//! JPEG files (ITU-T T.81; JFIF 1.02), as far as a PDF has to know them.

use super::{Coding, Colors, FoundScan, Scan};

/// Centimetres in an inch.
const INCH: f32 = 2.54;

/// The scan that a JPEG file is, to be copied as it is. Nothing where it has four colours, which files write in two ways, or says that it is
/// to be turned.
pub(super) fn read(bytes: &[u8]) -> Option<FoundScan> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    let mut per_inch = None;
    loop {
        // Bytes of 0xff may fill the room before a marker.
        while rest.get(1) == Some(&0xff) {
            rest = rest.get(1..)?;
        }
        let (marker, length) = (*rest.get(1)?, u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(4..2 + usize::from(length))?;
        match marker {
            0xe0 if segment.starts_with(b"JFIF\0") => per_inch = density(segment),
            0xe1 if segment.starts_with(b"Exif\0\0") && is_turned(segment.get(6..)?) => return None,
            0xc0..=0xc2 => return frame(segment, per_inch),
            // Other codings, and the pixels, which come after the frame.
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcf | 0xda => return None,
            _ => {}
        }
        rest = rest.get(2 + usize::from(length)..)?;
    }
}

fn frame(segment: &[u8], per_inch: Option<f32>) -> Option<FoundScan> {
    let number = |at: usize| Some(u32::from(u16::from_be_bytes([*segment.get(at)?, *segment.get(at + 1)?])));
    let (bits, height, width) = (*segment.first()?, number(1)?, number(3)?);
    let colors = match segment.get(5)? {
        1 => Colors::Gray,
        3 => Colors::Rgb,
        _ => return None,
    };
    let is_whole = bits == 8 && width > 0 && height > 0;
    let scan = Scan { size: (width, height), coding: Coding::Jpeg, colors, bits, per_inch, bytes: Vec::new() };
    is_whole.then_some(FoundScan { scan, bytes: None })
}

/// Pixels to the inch, by the JFIF segment.
fn density(segment: &[u8]) -> Option<f32> {
    let across = f32::from(u16::from_be_bytes([*segment.get(8)?, *segment.get(9)?]));
    match segment.get(7)? {
        1 if across > 1.0 => Some(across),
        2 if across > 1.0 => Some(across * INCH),
        _ => None,
    }
}

/// Whether the Exif data, a small TIFF, says that the picture is to be turned or mirrored.
fn is_turned(tiff: &[u8]) -> bool {
    const ORIENTATION: u16 = 0x0112;
    let is_little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if is_little { second << 16 | first } else { first << 16 | second } as usize)
    };
    let value = || {
        let directory = long(4)?;
        let entries = (0..usize::from(short(directory)?)).map(|index| directory + 2 + 12 * index);
        entries.filter(|at| short(*at) == Some(ORIENTATION)).find_map(|at| short(at + 8))
    };
    value().is_some_and(|value| value != 1)
}
