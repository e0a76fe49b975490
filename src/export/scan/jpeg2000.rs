//! JP2 files (ISO/IEC 15444-1, annex I), as far as a PDF has to know them.

use super::{Coding, Colors, FoundScan, Scan};

/// Metres in an inch.
const INCH: f32 = 0.0254;

/// The scan that a JP2 file is, to be copied as it is. Nothing where it is a bare code, or has other colours than grey or those of ordinary
/// screens, eight bits each.
pub(super) fn read(bytes: &[u8]) -> Option<FoundScan> {
    if !bytes.starts_with(b"\x00\x00\x00\x0cjP  ") {
        return None;
    }
    let head = boxes(bytes).find(|(kind, _)| kind == b"jp2h")?.1;
    let (mut size, mut channels, mut colors, mut per_inch) = (None, 0, None, None);
    for (kind, data) in boxes(head) {
        match &kind {
            b"ihdr" if data.get(10) == Some(&7) => {
                size = Some((number(data, 4)?, number(data, 0)?));
                channels = short(data, 8)?;
            }
            // Only what is said once and by its number is surely what it seems.
            b"colr" if colors.is_none() && data.first() == Some(&1) => {
                colors = Some(match number(data, 3)? {
                    16 => Colors::Rgb,
                    17 => Colors::Gray,
                    _ => return None,
                });
            }
            b"res " => per_inch = boxes(data).find_map(|(kind, data)| matches!(&kind, b"resc" | b"resd").then(|| density(data))?),
            b"ihdr" | b"colr" | b"pclr" | b"cmap" | b"cdef" | b"bpcc" => return None,
            _ => {}
        }
    }
    let (size, colors) = (size.filter(|(width, height)| *width > 0 && *height > 0)?, colors?);
    let is_whole = channels == if colors == Colors::Rgb { 3 } else { 1 };
    let scan = Scan { size, coding: Coding::Jpeg2000, colors, bits: 8, per_inch, bytes: Vec::new() };
    is_whole.then_some(FoundScan { scan, bytes: None })
}

/// The boxes of a file, or of a box: what each is and what it holds.
fn boxes(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let kind: [u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let (start, length) = match number(rest, 0)? {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?),
            length => (8, length as usize),
        };
        let data = rest.get(start..length)?;
        rest = rest.get(length..)?;
        Some((kind, data))
    })
}

fn number(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Pixels to the inch across, of a box that tells them to the metre.
fn density(data: &[u8]) -> Option<f32> {
    let (over, under, power) = (f32::from(short(data, 4)?), f32::from(short(data, 6)?), i8::from_be_bytes([*data.get(9)?]));
    Some(over / under * 10f32.powi(i32::from(power)) * INCH).filter(|density| density.is_finite() && *density > 1.0)
}
