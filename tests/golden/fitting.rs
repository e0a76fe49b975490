//! Fitting a model again gives the same model, on any machine: what is shipped can be made again by others.

use std::sync::Arc;

use stet::clean::forest::Forest;
use stet::clean::measured;
use stet::style::HouseStyle;

#[path = "../bench/fit/boosting.rs"]
mod boosting;
#[path = "../bench/fit/labels.rs"]
#[allow(dead_code, reason = "the program that fits uses more of it")]
mod labels;
#[path = "../bench/maker/mod.rs"]
#[allow(dead_code, reason = "the program that fits uses more of it")]
mod maker;
#[path = "../bench/drafts/score.rs"]
#[allow(dead_code, reason = "the program that fits uses more of it")]
mod score;

use boosting::{Growth, Lines, grow};

const GROWTH: Growth = Growth { trees: 8, depth: 3, rate: 0.2, caution: 3.0, offered: 25, asked: 50 };

#[test]
fn a_few_trees_grown_on_made_up_pages_are_always_the_same() {
    let lessons: Vec<_> = maker::Kind::ALL
        .into_iter()
        .map(|kind| {
            let made = maker::page(kind, 7);
            let page = Arc::new(made.page.clone());
            let measured = measured(&page, HouseStyle::standard());
            let states = labels::states(&page, &made.gold(), &measured);
            assert!(states.iter().any(|state| *state != states[0]), "{} has lines of several kinds", kind.name());
            (measured, states, kind.weight())
        })
        .collect();
    let pages: Vec<_> = lessons.iter().map(|(measured, states, weight)| (&measured.matrix, states.as_slice(), *weight)).collect();
    let written = grow(&Lines::of(&pages), GROWTH, 1).write();
    insta::assert_snapshot!(written);
    assert_eq!(Forest::read(written.lines()).expect("a forest").write(), written, "it is read as it was written");
}
