//! Lengths as OFD writes them.

use std::fmt;
use std::ops::Sub;

/// A length, in thousandths of a millimetre: as finely as files say it, so that steps which are added up do not drift.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Length(i64);

impl Length {
    pub fn of_points(points: f32) -> Length {
        /// Thousandths of a millimetre in a point.
        const POINT: f32 = 25_400.0 / 72.0;
        Length((points * POINT).round() as i64)
    }
}

impl Sub for Length {
    type Output = Length;

    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl fmt::Display for Length {
    /// In millimetres, without zeros that say nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        match part {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{}", format!("{part:03}").trim_end_matches('0')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_millimetres() {
        let written = [72.0, 0.0, -36.0, 595.28, 0.003].map(|points| Length::of_points(points).to_string());
        assert_eq!(written, ["25.4", "0", "-12.7", "210.002", "0.001"]);
    }
}
