//! How good drafts are of pages that the model was not fitted on, beside those of the first reading alone, of a model that saw made-up
//! pages alone (whose figures for these are no test), and of the right states: what is missing there no model can mend.

use std::collections::BTreeMap;

use stet::clean::forest::with_voice;
use stet::clean::states::{Model, State};
use stet::clean::{Models, clean_stated, clean_with};
use stet::edition::Edition;
use stet::export::{Format, LineImages, Options, export};
use stet::style::HouseStyle;

use super::score::{Score, score};
use super::{FOLDS, Lesson, fit, fold, follows, forests, tune, with_forest};

/// The drafts of a page: of the first reading alone, learned on made-up pages alone, learned on all pages but some, of the right states.
type Scores = [Score; 4];

/// Prints the table; a line a page too, if asked.
pub fn print(lessons: &[Lesson], by_page: bool) {
    let mut sets: BTreeMap<&str, Scores> = BTreeMap::new();
    let mut sure = tune::Calibration::default();
    let models = [false, true].map(|is_latin| models(lessons, is_latin));
    let [made_chinese, made_latin] = [false, true].map(|is_latin| {
        let is_one = |page: &&Lesson| page.set.starts_with("made") && page.measured.is_latin == is_latin;
        fit(&lessons.iter().filter(is_one).collect::<Vec<_>>())
    });
    let none = Model::default();
    println!(
        "{:<34}{:^24}{:^24}{:^24}{:^24}",
        "paragraph/article/headline", "first reading", "made pages alone", "not fitted on", "right states"
    );
    for page in lessons {
        let [chinese, latin] = models.each_ref().map(|models| models.get(fold(page)).unwrap_or(&none));
        let own = if page.measured.is_latin { latin } else { chinese };
        if !page.set.starts_with("made") {
            sure.add(&own.path(&with_voice(own.forest.odds(&page.measured.matrix), page.measured.voice.as_deref())), &page.states);
        }
        let states: Vec<State> = page.states.iter().map(|state| State::ALL[usize::from(*state)]).collect();
        let style = HouseStyle::standard();
        let pages = std::slice::from_ref(&page.page);
        let scores = [
            clean_with(pages, style, Models { chinese: &none, latin: &none }),
            clean_with(pages, style, Models { chinese: &made_chinese, latin: &made_latin }),
            clean_with(pages, style, Models { chinese, latin }),
            clean_stated(&page.page, style, &states),
        ]
        .map(|edition| measure(page, &edition));
        if by_page {
            println!("  {:<32}{}", format!("{} {}", page.set, page.name), row(&scores));
        }
        let sums = sets.entry(page.set.as_str()).or_default();
        sums.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
    }
    for (set, scores) in sets {
        println!("{set:<34}{}  lost {} added {}", row(&scores), scores[2].lost, scores[2].added);
    }
    sure.print();
}

/// A model a fold, fitted on the others.
fn models(lessons: &[Lesson], is_latin: bool) -> Vec<Model> {
    let pages: Vec<&Lesson> = lessons.iter().filter(|page| page.measured.is_latin == is_latin).collect();
    if pages.is_empty() {
        return vec![Model::default(); FOLDS];
    }
    let forests = forests(&pages);
    let follows = follows(&pages, &forests);
    forests.into_iter().map(|forest| with_forest(&follows, forest)).collect()
}

fn measure(page: &Lesson, edition: &Edition) -> Score {
    let style = HouseStyle::standard();
    let json = export(edition, Format::Json, style, &Options::standard(Format::Json, style), &LineImages::default())
        .into_vec()
        .unwrap_or_default();
    score(&page.raw, &page.gold, &serde_json::from_slice(&json).unwrap_or_default())
}

fn row(scores: &Scores) -> String {
    let one = |score: &Score| format!("  {:>6.1} {:>6.1} {:>6.1} ", score.paragraphs.f1(), score.articles.f1(), score.headlines.recall());
    scores.iter().map(one).collect()
}
