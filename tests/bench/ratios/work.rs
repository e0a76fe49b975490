//! First drafts and checks.

use std::hint::black_box;
use std::sync::Arc;

use stet::check::check;
use stet::clean::clean;
use stet::language::with_dictionary;
use stet::page::Page;
use stet::style::HouseStyle;

use crate::pages;
use crate::table::Table;
use crate::timing::beside;

const PASSES: usize = 11;

/// The first draft beside the cut of its words and beside a plain joiner of lines, and the check beside the first draft, of pages that make
/// sense: in text of words drawn at random nearly everything is asked about.
pub fn measure(made_up: &[Arc<Page>], table: &mut Table) {
    let style = HouseStyle::standard();
    let draft = || clean(black_box(made_up), style);
    let cut =
        || made_up.iter().map(|page| with_dictionary(page.text(), |dictionary| dictionary.cut(page.text(), false).len())).sum::<usize>();
    let join = || made_up.iter().map(|page| joined(black_box(page.text()))).collect::<Vec<_>>();
    table.rate("first draft / jieba's cut, dictionary alone", &beside(PASSES, cut, draft), bytes(made_up));
    table.shown("first draft / plain joiner of lines", &beside(PASSES, join, draft));
    let sound = pages::samples();
    let edition = clean(&sound, style);
    let checked = beside(PASSES, || clean(black_box(&sound), style), || check(black_box(&edition), style));
    table.rate("check / first draft", &checked, bytes(&sound));
}

fn bytes(pages: &[Arc<Page>]) -> usize {
    pages.iter().map(|page| page.text().len()).sum()
}

/// The text as a script of a few lines would join it: up to a line that ends as a sentence does.
fn joined(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        all.push_str(line);
        if line.ends_with(['。', '！', '？', '”']) {
            all.push('\n');
        }
    }
    all
}
