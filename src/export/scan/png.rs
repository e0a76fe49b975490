//! PNG files (ISO/IEC 15948), as far as a PDF has to know them: their rows are packed as PDF packs rows.

use super::{Coding, Colors, FoundScan, Scan};

/// Metres in an inch.
const INCH: f32 = 0.0254;

/// The scan that a PNG file is, its rows as they are. Nothing where it is interlaced, has transparency or numbers of 16 bits: these PDF codes
/// otherwise.
pub(super) fn read(bytes: &[u8]) -> Option<FoundScan> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
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
