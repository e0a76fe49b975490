//! The index that an archive's catalogue wants: a row an article, as CSV (RFC 4180) in UTF-8 with a byte order mark, so that
//! spreadsheets read Chinese right.

use super::Context;
use super::source::{SourceLines, source_lines};
use super::story::{ReadStory, StoryPart};
use crate::edition::{Role, TextOffset};
use crate::page::is_blank;
use crate::printable::printable;

/// The names of the columns; with `export-column-` before them and blanks for `_` made `-`, the keys of their words.
const COLUMNS: [&str; 19] = [
    "paper",
    "date",
    "issue",
    "page",
    "id",
    "headline",
    "kicker",
    "deck",
    "byline",
    "section",
    "tags",
    "persons",
    "places",
    "organisations",
    "characters",
    "first_line",
    "source_file",
    "lines",
    "status",
];

/// What stands between the terms of one cell.
const BETWEEN: &str = "；";

/// An edition's articles as rows. Lines end in `\r\n`, as the format has it.
pub(super) fn export(context: &Context<'_>) -> String {
    let names = COLUMNS.map(|column| context.words.text(&format!("export-column-{}", column.replace('_', "-"))));
    let rows = context.stories().iter().map(|story| row(context, story)).collect::<Vec<_>>();
    let mut out = "\u{feff}".to_owned();
    for cells in std::iter::once(&names).chain(&rows) {
        out.push_str(&cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}

fn row(context: &Context<'_>, story: &ReadStory<'_>) -> [String; COLUMNS.len()] {
    let masthead = context.edition.masthead();
    let (article, names) = (story.article, story.article.names());
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let parts = |role: Role| story.with_role(role).map(StoryPart::text).collect::<Vec<_>>().join(BETWEEN);
    let sources = source_lines(context.edition, article);
    let pages = of_pages(&sources, |page, _| masthead.page_labels.get(page).cloned());
    let files = of_pages(&sources, |page, _| context.edition.pages().get(page).map(|page| page.source().file.clone()));
    let lines = of_pages(&sources, |page, (first, last)| {
        let label = masthead.page_labels.get(page).map(String::as_str).unwrap_or_default();
        Some(if first == last { format!("{label}:{first}") } else { format!("{label}:{first}-{last}") })
    });
    let characters: usize = article.blocks().iter().map(|block| block.text().chars().filter(|c| !is_blank(*c)).count()).sum();
    [
        text(&masthead.title),
        text(&masthead.date),
        text(&masthead.issue),
        pages,
        story.id(),
        story.headline().unwrap_or_default(),
        parts(Role::Kicker),
        parts(Role::Deck),
        article.written_by().unwrap_or_default(),
        article.section().unwrap_or_default().to_owned(),
        article.tags().join(BETWEEN),
        names.persons.join(BETWEEN),
        names.places.join(BETWEEN),
        names.organisations.join(BETWEEN),
        characters.to_string(),
        first_line(story),
        files,
        lines,
        context.words.text(super::status_key(article.status())),
    ]
}

/// What is said of each run of lines, once.
fn of_pages(sources: &[SourceLines], said: impl Fn(usize, (usize, usize)) -> Option<String>) -> String {
    let mut all: Vec<String> = sources.iter().filter_map(|run| said(run.page - 1, run.lines)).collect();
    all.dedup();
    all.join(BETWEEN)
}

/// The beginning of the story's text, to its first full stop.
fn first_line(story: &ReadStory<'_>) -> String {
    const LONGEST: TextOffset = TextOffset(60);
    let texts = story.parts.iter().filter(|part| part.role.is_text() && part.role != Role::Subheading);
    let text = { texts }.next().map(StoryPart::text).unwrap_or_default();
    let end = text.find('。').map_or(text.len(), |at| at + '。'.len_utf8());
    let sentence = text.get(..end).unwrap_or_default();
    let cut = sentence.get(..LONGEST.byte_in(sentence)).unwrap_or_default();
    if cut.len() < sentence.len() { format!("{cut}…") } else { cut.to_owned() }
}

/// A cell. A spreadsheet would take text that begins with the sign of a formula for one and might do what it says; an apostrophe before it
/// makes it text. Where semicolons part cells, what stands behind one is a cell too.
pub(crate) fn cell(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len());
    let mut begins = true;
    for c in printable(text).chars() {
        if begins && is_formula(c) {
            guarded.push('\'');
        }
        begins = c == ';' || begins && c.is_whitespace();
        guarded.push(c);
    }
    if guarded.contains(['"', ',', ' ', ';', '；']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

/// Whether a formula begins so, also in full width, as Chinese spreadsheets read it.
fn is_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{sample, standard};
    use super::super::{Format, LineImages, Options, export};
    use super::*;
    use crate::locale::Language;
    use crate::style::HouseStyle;

    #[test]
    fn cells_are_quoted_and_hold_no_formulas() {
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(["＝1", "＋1", "－1", "＠a"].map(cell), ["'＝1", "'＋1", "'－1", "'＠a"]);
        assert_eq!(cell("a;=1+1;b; ＠c"), "\"a;'=1+1;b; '＠c\"");
        assert_eq!(cell("\u{3000}=1"), "\u{3000}'=1");
        assert_eq!(cell("甲=乙-丙"), "甲=乙-丙");
        assert_eq!(cell("一\n二"), "\"一 二\"");
        assert_eq!(cell("2022-03-28"), "2022-03-28");
    }

    #[test]
    fn there_is_a_row_for_each_article() {
        let edition = sample();
        let table = standard(&edition, Format::Csv);
        assert!(table.starts_with("\u{feff}paper,date,issue,page,"));
        assert_eq!(table.matches("\r\n").count(), edition.articles().len() + 1);
        assert!(table.contains("riverside-daily-2.raw.txt") && table.contains("2版:"), "{table}");
        let style = HouseStyle::standard();
        let mut options = Options::standard(Format::Csv, style);
        options.language = Language::Chinese;
        let chinese = String::from_utf8(export(&edition, Format::Csv, style, &options, &LineImages::default())).expect("text");
        assert!(chinese.starts_with("\u{feff}报纸,日期,期号,版次,"), "{chinese}");
    }
}
