//! Pages of TIFF files that are coded as fax machines do (ITU-T T.6), as archives keep what is black and white: PDF codes them so too.

use super::{Coding, Colors, FoundScan, Scan};
use crate::import::image::group4_strip;

/// The scan that a page of a TIFF is, its code as it is. Nothing where it is coded otherwise or lies in several strips.
pub(super) fn read(bytes: &[u8], number: usize) -> Option<FoundScan> {
    let strip = group4_strip(bytes, number)?;
    let scan = Scan {
        size: strip.size,
        coding: Coding::Group4 { is_inverted: strip.is_inverted },
        colors: Colors::Gray,
        bits: 1,
        per_inch: strip.per_inch,
        bytes: Vec::new(),
    };
    Some(FoundScan { scan, bytes: Some(bytes.get(strip.place)?.to_vec()) })
}
