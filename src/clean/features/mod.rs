//! What is measured of each line before its part is learned: named features, each a function of the line and its neighbours.
//!
//! What carries most is the combination of width and punctuation: how wide the neighbours are, how many share a width, what each line
//! ends with and how far it is to the next mark. Where there are boxes, the change of region and the edges of the lines carry it.
//! Nothing here reads more than the page.

mod columns;
mod first_reading;
mod geometry;
mod marks;
mod page_wide;
mod widths;

use std::sync::LazyLock;

use rayon::prelude::*;

use super::evidence::PageEvidence;

pub(super) use first_reading::FirstReading;

/// A feature: its name, which trees and assets know it by, and the function that measures it. What cannot be measured is not a number.
pub struct Feature {
    /// The name.
    pub name: &'static str,
    of: fn(&FeatureView, usize) -> f32,
}

const fn feature(name: &'static str, of: fn(&FeatureView, usize) -> f32) -> Feature {
    Feature { name, of }
}

/// What the features look at: a page's evidence, and what is worked out once for all its lines.
pub struct FeatureView<'a> {
    evidence: &'a PageEvidence<'a>,
    columns: columns::LineColumns,
    first: &'a FirstReading,
    boxes: Option<geometry::Boxes>,
}

/// The features of a page's lines, a feature a row: trees ask for all lines at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    lines: usize,
    values: Vec<f32>,
}

impl Matrix {
    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// The values of one feature, a line after another.
    pub fn feature(&self, number: usize) -> &[f32] {
        self.values.get(number * self.lines..(number + 1) * self.lines).unwrap_or_default()
    }
}

/// All features, in the order of the matrix.
pub fn all() -> impl Iterator<Item = &'static Feature> {
    [widths::FEATURES, marks::FEATURES, page_wide::FEATURES, first_reading::FEATURES, geometry::FEATURES].into_iter().flatten()
}

/// The number of the feature of this name.
pub fn number(name: &str) -> Option<usize> {
    static NAMES: LazyLock<std::collections::HashMap<&str, usize>> =
        LazyLock::new(|| all().enumerate().map(|(number, feature)| (feature.name, number)).collect());
    NAMES.get(name).copied()
}

/// Measures the features that `wanted` names, for all lines of a page; the others are left as nought.
pub fn measure(evidence: &PageEvidence, first: &FirstReading, wanted: &[bool]) -> Matrix {
    let lines = evidence.lines.len();
    let boxes = geometry::Boxes::of(evidence);
    let view = FeatureView { evidence, columns: columns::LineColumns::of(evidence), first, boxes };
    let mut values = vec![0.0; lines * all().count()];
    let rows = all().zip(values.chunks_exact_mut(lines.max(1))).zip(wanted);
    let rows: Vec<_> = rows.filter(|(_, wanted)| **wanted).map(|(row, _)| row).collect();
    rows.into_par_iter()
        .for_each(|(feature, row)| row.iter_mut().enumerate().for_each(|(index, value)| *value = (feature.of)(&view, index)));
    Matrix { lines, values }
}

/// What is not known of a line past the page's ends.
const NONE: f32 = f32::NAN;

/// One or nought.
fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

impl FeatureView<'_> {
    fn count(&self) -> usize {
        self.evidence.lines.len()
    }

    /// A neighbour of a line, so many lines after it or before.
    fn near(&self, index: usize, by: isize) -> Option<usize> {
        index.checked_add_signed(by).filter(|near| *near < self.count())
    }
}
