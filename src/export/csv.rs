//! The index that an archive's catalogue wants: a row an article, as CSV (RFC 4180) in UTF-8. The program's own columns have a byte order
//! mark, so that spreadsheets read Chinese right; other columns are those of a profile of the house style.

use super::Context;
use super::source::{SourceLines, source_lines};
use super::story::{ReadStory, StoryPart};
use crate::edition::{Article, Role, TextOffset};
use crate::page::is_blank;
use crate::printable::printable;
use crate::style::{CatalogueColumn, CatalogueField, CatalogueProfile};

/// The names of the columns with what they hold; with `export-column-` before a name and blanks for `_` made `-`, the keys of its words.
const COLUMNS: [(&str, CatalogueField); 19] = [
    ("paper", CatalogueField::Paper),
    ("date", CatalogueField::Date),
    ("issue", CatalogueField::Issue),
    ("page", CatalogueField::Page),
    ("id", CatalogueField::Id),
    ("headline", CatalogueField::Headline),
    ("kicker", CatalogueField::Kicker),
    ("deck", CatalogueField::Deck),
    ("byline", CatalogueField::Byline),
    ("section", CatalogueField::Section),
    ("tags", CatalogueField::Tags),
    ("persons", CatalogueField::Persons),
    ("places", CatalogueField::Places),
    ("organisations", CatalogueField::Organisations),
    ("characters", CatalogueField::Characters),
    ("first_line", CatalogueField::FirstLine),
    ("source_file", CatalogueField::SourceFile),
    ("lines", CatalogueField::Lines),
    ("status", CatalogueField::Status),
];

/// What stands between the terms of one cell.
const BETWEEN: &str = "；";

/// An edition's articles as rows: by the profile that is asked for, or else in the program's own columns. These have a byte order mark, and
/// their lines end in `\r\n`, as the format has it; profiles are for programs that want neither.
pub(super) fn export(context: &Context<'_>) -> String {
    let profile = context.options.profile.as_ref().and_then(|name| context.style.catalogues.get(name));
    match profile {
        Some(profile) => table(names_of(profile), context.stories().iter().map(|story| row_of(context, story, profile)), "\n"),
        None => {
            let names = COLUMNS.map(|(column, _)| context.words.text(&format!("export-column-{}", column.replace('_', "-"))));
            let row = |story: &ReadStory<'_>| COLUMNS.map(|(_, field)| terms(context, story, field).join(BETWEEN)).into();
            format!("\u{feff}{}", table(names.into(), context.stories().iter().map(row), "\r\n"))
        }
    }
}

/// The names of a profile's columns.
fn names_of(profile: &CatalogueProfile) -> Vec<String> {
    profile.columns.iter().map(|column| column.name.clone()).collect()
}

/// An article as a row of a profile. What parts terms is taken out of them.
fn row_of(context: &Context<'_>, story: &ReadStory<'_>, profile: &CatalogueProfile) -> Vec<String> {
    let cell = |column: &CatalogueColumn| {
        let terms = column.from.iter().flat_map(|field| terms(context, story, *field));
        let terms: Vec<String> = terms.map(|term| term.replace(&profile.between, " ")).collect();
        if terms.is_empty() { column.or.clone() } else { terms.join(&profile.between) }
    };
    profile.columns.iter().map(cell).collect()
}

fn table(names: Vec<String>, rows: impl Iterator<Item = Vec<String>>, end: &str) -> String {
    let line = |cells: Vec<String>| cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + end;
    std::iter::once(names).chain(rows).map(line).collect()
}

/// What is known of an article, without what is empty.
fn terms(context: &Context<'_>, story: &ReadStory<'_>, field: CatalogueField) -> Vec<String> {
    let masthead = context.edition.masthead();
    let (article, names) = (story.article, story.article.names());
    let parts = |role: Role| story.with_role(role).map(StoryPart::text).collect::<Vec<_>>();
    let pages = |said: &dyn Fn(usize, (usize, usize)) -> Option<String>| of_pages(&source_lines(context.edition, article), said);
    let label = |page: usize| masthead.page_labels.get(page).cloned();
    let terms: Vec<String> = match field {
        CatalogueField::Paper => masthead.title.iter().cloned().collect(),
        CatalogueField::Date => masthead.date.iter().cloned().collect(),
        CatalogueField::Issue => masthead.issue.iter().cloned().collect(),
        CatalogueField::Page => pages(&|page, _| label(page)),
        CatalogueField::Id => vec![story.id()],
        CatalogueField::Headline => story.headline().into_iter().collect(),
        CatalogueField::Title => vec![story.title.clone()],
        CatalogueField::Kicker => parts(Role::Kicker),
        CatalogueField::Deck => parts(Role::Deck),
        CatalogueField::Byline => article.written_by().into_iter().collect(),
        CatalogueField::Section => article.section().map(str::to_owned).into_iter().collect(),
        CatalogueField::Tags => article.tags().to_vec(),
        CatalogueField::Persons => names.persons.clone(),
        CatalogueField::Places => names.places.clone(),
        CatalogueField::Organisations => names.organisations.clone(),
        CatalogueField::Characters => vec![characters(article).to_string()],
        CatalogueField::FirstLine => vec![first_line(story)],
        CatalogueField::Text => vec![whole_text(story)],
        CatalogueField::Language => vec![context.text_language().tag().to_owned()],
        CatalogueField::SourceFile => pages(&|page, _| context.edition.pages().get(page).map(|page| page.source().file.clone())),
        CatalogueField::Lines => pages(&|page, (first, last)| {
            let label = label(page).unwrap_or_default();
            Some(if first == last { format!("{label}:{first}") } else { format!("{label}:{first}-{last}") })
        }),
        CatalogueField::Status => vec![context.words.text(article.status().key())],
    };
    terms.into_iter().filter(|term| !term.is_empty()).collect()
}

/// What is said of each run of lines, once.
fn of_pages(sources: &[SourceLines], said: impl Fn(usize, (usize, usize)) -> Option<String>) -> Vec<String> {
    let mut all: Vec<String> = sources.iter().filter_map(|run| said(run.page - 1, run.lines)).collect();
    all.dedup();
    all
}

fn characters(article: &Article) -> usize {
    article.blocks().iter().map(|block| block.text().chars().filter(|c| !is_blank(*c)).count()).sum()
}

/// The text of a story below its headings, on one line.
fn whole_text(story: &ReadStory<'_>) -> String {
    let texts = story.parts.iter().filter(|part| part.role.is_text()).map(StoryPart::text);
    texts.collect::<Vec<_>>().join(" ")
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
    use super::super::tests::{sample, standard, text_of};
    use super::super::{Format, LineImages, Options, export};
    use super::*;
    use crate::edit::{Edit, TermKind, apply};
    use crate::edition::Edition;
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
        let chinese = text_of(&edition, Format::Csv, &options);
        assert!(chinese.starts_with("\u{feff}报纸,日期,期号,版次,"), "{chinese}");
    }

    fn by_profile(edition: &Edition, style: &HouseStyle, name: &str) -> String {
        let mut options = Options::standard(Format::Csv, style);
        options.profile = Some(name.to_owned());
        String::from_utf8(export(edition, Format::Csv, style, &options, &LineImages::default()).into_vec().expect("bytes")).expect("text")
    }

    #[test]
    fn a_profile_has_its_columns_and_no_byte_order_mark() {
        let (edition, style) = (sample(), HouseStyle::standard());
        for (name, profile) in &style.catalogues {
            let table = by_profile(&edition, style, name);
            let names: Vec<&str> = profile.columns.iter().map(|column| column.name.as_str()).collect();
            assert_eq!(table.lines().next(), Some(names.join(",").as_str()), "{name}");
            assert_eq!((table.lines().count(), table.contains('\r')), (edition.articles().len() + 1, false), "{name}");
            assert!(table.contains("代拟的题"), "{name}: {table}");
        }
    }

    #[test]
    fn cells_have_their_terms_parted_or_else_the_words_that_stand_for_none() {
        let profile = "HouseStyle(catalogues: { \"a\": (between: \"|\", columns: [\
            (name: \"who\", from: [Persons, Places]), (name: \"kind\", from: [Organisations], or: \"none\"), (name: \"e\")]) })";
        let style = HouseStyle::parse(std::path::Path::new("s.ron"), profile).expect("a style");
        let mut edition = sample();
        let article = edition.articles()[0].id();
        for (term, text) in [(TermKind::Person, "甲|乙"), (TermKind::Person, "=丙"), (TermKind::Place, "河湾, 县")] {
            apply(&mut edition, &Edit::AddTerm { article, term, text: text.into() }).expect("it applies");
        }
        let table = by_profile(&edition, &style, "a");
        assert_eq!(table.lines().take(3).collect::<Vec<_>>(), ["who,kind,e", "\"甲 乙|=丙|河湾, 县\",none,", ",none,"]);
    }
}
