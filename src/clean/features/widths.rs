//! How wide a line is beside its neighbours and its column: a paragraph ends short and begins indented, a headline keeps no measure.

use super::{Feature, FeatureView, NONE, feature, flag};

pub const FEATURES: &[Feature] = &[
    // A line and its neighbours: what is full, what is short, where the measure changes.
    feature("width", |view, i| view.width(i, 0)),
    feature("width:before-3", |view, i| view.width(i, -3) - view.width(i, 0)),
    feature("width:before-2", |view, i| view.width(i, -2) - view.width(i, 0)),
    feature("width:before-1", |view, i| view.width(i, -1) - view.width(i, 0)),
    feature("width:after-1", |view, i| view.width(i, 1) - view.width(i, 0)),
    feature("width:after-2", |view, i| view.width(i, 2) - view.width(i, 0)),
    feature("width:after-3", |view, i| view.width(i, 3) - view.width(i, 0)),
    feature("width:before-2-1", |view, i| view.width(i, -2) - view.width(i, -1)),
    feature("width:after-2-1", |view, i| view.width(i, 2) - view.width(i, 1)),
    // Against what is commonest before, after and around: columns that narrow beside an inset keep a measure of their own.
    feature("column:around", |view, i| view.around(i)),
    feature("column:own", |view, i| view.width(i, 0) - view.around(i)),
    feature("column:own-before", |view, i| view.width(i, 0) - view.before(i)),
    feature("column:own-after", |view, i| view.width(i, 0) - view.after(i)),
    feature("column:share", |view, i| view.width(i, 0) / view.around(i).max(1.0)),
    feature("column:last", |view, i| view.width(i, -1) - view.around(i)),
    feature("column:last-before", |view, i| view.width(i, -1) - view.before(i)),
    feature("column:last-after", |view, i| view.width(i, -1) - view.after(i)),
    feature("column:second-last", |view, i| view.width(i, -2) - view.before(i)),
    feature("column:next", |view, i| view.width(i, 1) - view.after(i)),
    feature("column:change", |view, i| view.after(i) - view.before(i)),
    feature("column:page", |view, i| view.width(i, 0) / view.columns.usual.max(1.0)),
    feature("column:widest", |view, i| view.width(i, 0) - (-3..=3).map(|by| view.width(i, by)).fold(0.0, f32::max)),
    // How many near lines share the width: lines of text do, headlines and last lines do not.
    feature("alike", |view, i| view.alike(i, -4, 4)),
    feature("alike:before", |view, i| view.alike(i, -4, -1)),
    feature("alike:after", |view, i| view.alike(i, 1, 4)),
    feature("alike:last", |view, i| view.near(i, -1).map_or(NONE, |last| view.alike(last, -4, 4))),
    feature("alike:next", |view, i| view.near(i, 1).map_or(NONE, |next| view.alike(next, -4, 4))),
    // Against the measure found for the whole page at once, with what squeezed punctuation allows.
    feature("measure:slack", |view, i| view.slack(i, 0)),
    feature("measure:slack-last", |view, i| view.slack(i, -1)),
    feature("measure:slack-next", |view, i| view.slack(i, 1)),
    feature("measure:change", |view, i| view.measure(i, 0) - view.measure(i, -1)),
    feature("measure:change-next", |view, i| view.measure(i, 1) - view.measure(i, 0)),
    // A line may stop early only where what follows would not have fitted.
    feature("measure:room-last", |view, i| view.slack(i, -1) - view.evidence.edge(i).token as f32 / 2.0),
    feature("measure:over", |view, i| view.evidence.line(i).0.least as f32 / 2.0 - view.measure(i, 0)),
    feature("measure:over-last", |view, i| {
        view.near(i, -1).map_or(NONE, |last| view.evidence.line(last).0.least as f32 / 2.0 - view.measure(last, 0))
    }),
    // Justified by blanks: full lines are, last ones are not.
    feature("spaced", |view, i| flag(view.evidence.line(i).0.spaced)),
    feature("spaced:last", |view, i| view.near(i, -1).map_or(NONE, |last| flag(view.evidence.line(last).0.spaced))),
    feature("spaced:next", |view, i| view.near(i, 1).map_or(NONE, |next| flag(view.evidence.line(next).0.spaced))),
];

impl FeatureView<'_> {
    /// The width of a neighbour, in ems.
    pub(super) fn width(&self, index: usize, by: isize) -> f32 {
        index.checked_add_signed(by).and_then(|near| self.columns.width.get(near)).copied().unwrap_or(NONE)
    }

    fn around(&self, index: usize) -> f32 {
        self.columns.around.get(index).copied().unwrap_or(NONE)
    }

    fn before(&self, index: usize) -> f32 {
        self.columns.before.get(index).copied().unwrap_or(NONE)
    }

    fn after(&self, index: usize) -> f32 {
        self.columns.after.get(index).copied().unwrap_or(NONE)
    }

    /// The measure found for a neighbour, in ems.
    fn measure(&self, index: usize, by: isize) -> f32 {
        self.near(index, by).map_or(NONE, |near| self.evidence.line(near).1 as f32 / 2.0)
    }

    fn slack(&self, index: usize, by: isize) -> f32 {
        self.measure(index, by) - self.width(index, by)
    }

    /// How many of the neighbours are as wide as the line.
    fn alike(&self, index: usize, from: isize, to: isize) -> f32 {
        let own = self.width(index, 0);
        (from..=to).filter(|by| (self.width(index, *by) - own).abs() < 0.6).count() as f32
    }
}
