//! A report as CSV, for spreadsheets: first what it comes to, then what was counted of the work, then a row for each place
//! that differs.

use super::super::text::Excuse;
use super::summary::{errors, summary};
use super::{EffortReport, ProofReport, ProofRow};
use crate::export::csv::cell;
use crate::locale::Locale;

/// The columns; with `proof-column-` before them the keys of their words.
const COLUMNS: [&str; 11] = ["number", "page", "article", "role", "kind", "class", "right", "found", "context", "counted", "note"];

/// The report in UTF-8 with a byte order mark, as spreadsheets want it; lines end in `\r\n` (RFC 4180).
pub fn to_csv(report: &ProofReport, locale: &Locale) -> String {
    let mut out = "\u{feff}".to_owned();
    let mut line = |cells: Vec<String>| {
        let padded = cells.iter().map(String::as_str).chain(std::iter::repeat("")).take(COLUMNS.len());
        out.push_str(&padded.map(cell).collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    };
    for (name, value) in summary(report, locale) {
        line(vec![name, value]);
    }
    line(Vec::new());
    if let Some(effort) = &report.effort {
        line(EffortReport::head(locale));
        effort.cells(&report.masthead.page_labels).for_each(&mut line);
        line(Vec::new());
    }
    line(COLUMNS.iter().map(|column| locale.text(&format!("proof-column-{column}"))).collect());
    for (number, row) in report.rows.iter().enumerate() {
        line(cells(report, row, number + 1, locale));
    }
    out
}

/// What the table of places says of one.
pub(super) fn cells(report: &ProofReport, row: &ProofRow, number: usize, locale: &Locale) -> Vec<String> {
    let page = row.page.and_then(|page| report.masthead.page_labels.get(page.position()).cloned()).unwrap_or_default();
    let article = row.article.clone().unwrap_or_else(|| locale.text("export-furniture"));
    vec![
        number.to_string(),
        page,
        article,
        locale.text(row.role.key()),
        locale.text(row.difference.kind.key()),
        locale.text(row.class.key()),
        row.difference.right_text.clone(),
        row.difference.found_text.clone(),
        format!("{}[{}]{}", row.before, row.difference.right_text, row.after),
        errors(row.tenths),
        note(row, locale),
    ]
}

/// Why a place counts what it does, where that does not go without saying.
fn note(row: &ProofRow, locale: &Locale) -> String {
    match row.excuse {
        Some(excuse) => locale.text(Excuse::key(excuse)),
        None if row.is_beyond => locale.text("proof-note-again"),
        None if row.is_important => locale.text("proof-note-double"),
        None => String::new(),
    }
}
