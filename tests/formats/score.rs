//! How near what was read is to what is right.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::path::Path;
use std::sync::Arc;

use stet::clean::clean;
use stet::edition::Role;
use stet::import::Imported;
use stet::page::{Page, RegionKind};
use stet::style::HouseStyle;

/// What is right: paragraphs and headlines in order, without blanks.
pub struct Right {
    blocks: Vec<(bool, String)>,
}

impl Right {
    /// Reads a file with a paragraph a line; `# ` stands before headlines, `%% ` before what is no text.
    pub fn read(path: &Path) -> Right {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let block = |line: &str| match line.strip_prefix("# ") {
            Some(headline) => (true, dense(headline)),
            None => (false, dense(line)),
        };
        Right { blocks: text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("%%")).map(block).collect() }
    }
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Shares, each from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub struct Score {
    /// Of the right characters, those that were found anywhere.
    pub found: f64,
    /// Of the right characters, those that stand in the right order.
    pub right: f64,
    /// Of the right neighbours, those that are neighbours.
    pub order: f64,
    /// F1 of whole paragraphs.
    pub paragraphs: f64,
    /// F1 of whole headlines.
    pub headlines: f64,
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Score { found, right, order, paragraphs, headlines } = self;
        write!(out, "found {found:.4} right {right:.4} order {order:.4} paragraphs {paragraphs:.3} headlines {headlines:.3}")
    }
}

impl Score {
    /// What was read by itself: the regions that its lines stand in.
    pub fn of_layout(read: &Imported, right: &Right) -> Score {
        Score::of(read.pages.iter().flat_map(regions).collect(), right)
    }

    /// The draft that is made of it.
    pub fn of_draft(read: &Imported, right: &Right) -> Score {
        let pages: Vec<Arc<Page>> = read.pages.iter().cloned().map(Arc::new).collect();
        let edition = clean(&pages, &HouseStyle::default());
        let in_articles = edition.articles().iter().flat_map(|article| article.blocks());
        let blocks = in_articles
            .chain(edition.furniture())
            .map(|block| (matches!(block.role(), Role::Headline | Role::Kicker | Role::Deck), dense(block.text())));
        Score::of(blocks.collect(), right)
    }

    fn of(got: Vec<(bool, String)>, right: &Right) -> Score {
        let whole = |blocks: &[(bool, String)]| blocks.iter().flat_map(|(_, text)| text.chars()).collect::<Vec<char>>();
        let (read, wanted) = (whole(&got), whole(&right.blocks));
        let pairs = |text: &[char]| text.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
        let of_kind = |blocks: &[(bool, String)], wanted: bool| {
            blocks
                .iter()
                .filter(|(is_headline, text)| *is_headline == wanted && !text.is_empty())
                .map(|(_, text)| text.clone())
                .collect::<Vec<_>>()
        };
        let f1 = |wanted: bool| {
            let (a, b) = (of_kind(&got, wanted), of_kind(&right.blocks, wanted));
            if a.is_empty() && b.is_empty() { 1.0 } else { 2.0 * shared(&a, &b) as f64 / (a.len() + b.len()) as f64 }
        };
        let share = |count: usize, all: usize| if all == 0 { 1.0 } else { count as f64 / all as f64 };
        let same: usize = similar::capture_diff_slices(similar::Algorithm::Myers, &read, &wanted)
            .iter()
            .filter_map(|part| if let similar::DiffOp::Equal { len, .. } = part { Some(*len) } else { None })
            .sum();
        Score {
            found: share(shared(&read, &wanted), wanted.len()),
            right: share(same, wanted.len()),
            order: share(shared(&pairs(&read), &pairs(&wanted)), wanted.len().saturating_sub(1)),
            paragraphs: f1(false),
            headlines: f1(true),
        }
    }
}

/// The regions of a page in order: whether each is a headline, and its text.
fn regions(page: &Page) -> Vec<(bool, String)> {
    let Some(layout) = page.layout() else { return vec![(false, dense(page.text()))] };
    let mut blocks: Vec<(Option<_>, bool, String)> = Vec::new();
    for line in page.lines() {
        let found = layout.line(line.number);
        let region = found.and_then(|found| found.region);
        let is_headline = found.is_some_and(|found| layout.kind_of(found) == RegionKind::Heading);
        match blocks.last_mut().filter(|(before, ..)| *before == region && region.is_some()) {
            Some((_, _, text)) => text.push_str(&dense(line.text)),
            None => blocks.push((region, is_headline, dense(line.text))),
        }
    }
    blocks.into_iter().map(|(_, is_headline, text)| (is_headline, text)).collect()
}

/// How many of some things two lists share, each as often as both have it.
fn shared<T: Eq + Hash>(a: &[T], b: &[T]) -> usize {
    let mut counts: HashMap<&T, usize> = HashMap::new();
    for item in a {
        *counts.entry(item).or_default() += 1;
    }
    b.iter().filter(|item| counts.get_mut(item).is_some_and(|count| count.checked_sub(1).map(|left| *count = left).is_some())).count()
}
