//! Where an article's text comes from, as lines of the raw pages.

use serde::Serialize;

use crate::edition::raw_lines::{self, LineSpan};
use crate::edition::{Article, Edition};

/// The raw lines of one page that an article's text comes from, counted from 1: from the first to the last in each run of lines
/// that follow one another, blank ones between them not counted.
#[derive(Debug, Serialize)]
pub(super) struct SourceLines {
    /// The page, counted from 1.
    pub(super) page: usize,
    /// The first line and the last.
    pub(super) lines: (usize, usize),
}

/// The raw lines of an article, in order of page and line.
pub(super) fn source_lines(edition: &Edition, article: &Article) -> Vec<SourceLines> {
    let mut spans: Vec<LineSpan> = article.blocks().iter().flat_map(|block| raw_lines::of_block(block, edition.pages())).collect();
    spans.sort_by_key(|span| (span.page, *span.lines.start(), *span.lines.end()));
    let mut runs: Vec<SourceLines> = Vec::new();
    for LineSpan { page, lines: span } in spans {
        let (first, last) = span.into_inner();
        let number = page.position() + 1;
        match runs.last_mut() {
            Some(run) if run.page == number && edition.page(page).is_some_and(|page| page.is_blank_between(run.lines.1, first)) => {
                run.lines.1 = run.lines.1.max(last);
            }
            _ => runs.push(SourceLines { page: number, lines: (first, last) }),
        }
    }
    runs
}
