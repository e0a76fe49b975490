//! What is the same for all lines of a page, or says where on the page a line stands: one set of trees serves all kinds of pages by it.

use super::{Feature, feature, flag};

/// How near to the page's ends lines are told apart.
const ENDS: usize = 12;

pub const FEATURES: &[Feature] = &[
    feature("page:from-start", |_, i| i.min(ENDS) as f32),
    feature("page:from-end", |view, i| (view.count() - i).min(ENDS) as f32),
    feature("page:place", |view, i| i as f32 / view.count().max(1) as f32),
    feature("page:lines", |view, _| view.count() as f32),
    feature("page:width", |view, _| view.columns.usual),
    feature("page:stops", |view, _| view.first.stops),
    feature("page:commas", |view, _| view.first.commas),
    feature("page:gap", |view, _| view.evidence.habits.gap as f32),
    feature("page:even-gaps", |view, _| flag(view.evidence.habits.even)),
    feature("page:indents", |view, _| flag(view.evidence.habits.indents)),
    feature("page:squeezes", |view, _| flag(view.evidence.habits.squeezes)),
    feature("page:flows", |view, _| flag(view.evidence.habits.flows)),
    feature("page:lead-ins", |view, _| view.first.lead_ins),
    feature("page:fit", |view, _| view.evidence.habits.fit),
    feature("page:unsure", |view, _| view.first.unsure),
    feature("page:stories", |view, _| view.first.story_share),
    feature("page:headings", |view, _| view.first.heading_share),
    feature("page:boxes", |view, _| flag(view.boxes.is_some())),
];
