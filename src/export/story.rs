//! An article as it is read: its parts in order, the lines of its headline as one, and what is known about it. The formats for readers
//! are all written from it.

use std::borrow::Cow;

use super::comments::PlacedComment;
use super::context::{Context, as_read};
use super::marks::{self, Mark, Marked};
use super::options::Switch;
use crate::edition::{Article, Block, Role, TextOffset, raw_lines};
use crate::language::conversion::Conversion;
use crate::page::{PageIndex, is_blank};
use crate::reader::is_made_up;

/// A line of text with its marks.
pub(super) struct StoryLine<'a> {
    /// The block.
    pub(super) block: &'a Block,
    /// What stands round the text: the brackets of a supplied headline, or nothing.
    pub(super) brackets: Option<(&'a str, &'a str)>,
    conversion: Option<Conversion>,
}

/// A part of an article. Only a headline may have more lines than one.
pub(super) struct StoryPart<'a> {
    /// What the part is.
    pub(super) role: Role,
    /// Its lines.
    pub(super) lines: Vec<StoryLine<'a>>,
}

/// An article as it is read.
pub(super) struct ReadStory<'a> {
    /// The article.
    pub(super) article: &'a Article,
    /// Its place in the edition, counted from 1.
    pub(super) number: usize,
    /// Its parts in reading order; blocks without text are left out.
    pub(super) parts: Vec<StoryPart<'a>>,
    /// The page it begins on; none where all of it was supplied.
    pub(super) page: Option<PageIndex>,
    /// What the story is called in a list: its headline, or how it begins. Never blank.
    pub(super) title: String,
    conversion: Option<Conversion>,
}

/// A stretch of a line with one meaning, or a place in it.
#[derive(Clone)]
pub(super) enum StoryRun<'a> {
    /// Text as it is.
    Plain(String),
    /// Text with a mark, the mark included.
    Marked(Mark, String),
    /// Here a comment begins.
    Begins(PlacedComment<'a>),
    /// Here a comment ends.
    Ends(PlacedComment<'a>),
}

/// What is known about an article, by the key of its name.
pub(super) struct Fact<'a> {
    /// The key of its words, and its name for programs.
    pub(super) key: &'static str,
    /// Its terms.
    pub(super) terms: Vec<Cow<'a, str>>,
}

impl<'a> Context<'a> {
    /// The articles as they are read.
    pub(super) fn stories(&self) -> Vec<ReadStory<'a>> {
        self.edition.articles().iter().enumerate().map(|(index, article)| self.story(index + 1, article)).collect()
    }

    fn story(&self, number: usize, article: &'a Article) -> ReadStory<'a> {
        let mut parts: Vec<StoryPart<'a>> = Vec::new();
        for block in article.blocks().iter().filter(|block| !block.is_empty()) {
            let line = self.line(block);
            match parts.iter_mut().find(|part| part.role == Role::Headline && block.role() == Role::Headline) {
                Some(headline) => headline.lines.push(line),
                None => parts.push(StoryPart { role: block.role(), lines: vec![line] }),
            }
        }
        let page = article.blocks().iter().find_map(|block| raw_lines::of_block(block, self.edition.pages()).first().map(|span| span.page));
        let title = self.story_title(&parts);
        ReadStory { article, number, parts, page, title, conversion: self.conversion }
    }

    fn story_title(&self, parts: &[StoryPart<'_>]) -> String {
        const BEGINNING: usize = 20;
        let beginning = || {
            let text = parts.first().map(StoryPart::text).unwrap_or_default();
            let cut: String = text.chars().take(BEGINNING).collect();
            if cut.len() < text.len() { format!("{cut}…") } else { cut }
        };
        let title = parts.iter().find(|part| part.role == Role::Headline).map_or_else(beginning, StoryPart::text);
        if title.chars().all(is_blank) { self.words.text("export-untitled-article") } else { title }
    }

    /// A block as a line.
    pub(super) fn line(&self, block: &'a Block) -> StoryLine<'a> {
        let (open, close) = &self.style.supplied;
        let bracketed = self.options.has(Switch::Brackets) && self.is_supplied_headline(block);
        StoryLine { block, brackets: bracketed.then_some((open.as_str(), close.as_str())), conversion: self.conversion }
    }

    /// Whether the block is a line of a headline that the editor made up.
    pub(super) fn is_supplied_headline(&self, block: &Block) -> bool {
        block.role() == Role::Headline && is_made_up(self.edition, block)
    }

    /// A line cut where its marks begin and end. Of marks in marks only the outer one counts.
    pub(super) fn runs(&self, line: &StoryLine<'_>) -> Vec<StoryRun<'a>> {
        let whole = (TextOffset(0), line.block.len());
        let mut runs = self.runs_within(line, &[whole]).pop().unwrap_or_default();
        if let Some((open, close)) = line.brackets {
            runs.insert(0, StoryRun::Plain(open.to_owned()));
            runs.push(StoryRun::Plain(close.to_owned()));
        }
        runs
    }

    /// As [`Context::runs`], of each of the line's cells. A mark that reaches over a cell is plain text.
    pub(super) fn cell_runs(&self, line: &StoryLine<'_>) -> Vec<Vec<StoryRun<'a>>> {
        self.runs_within(line, &cells(line.block.text()))
    }

    /// The runs of parts of a line, which come in order.
    fn runs_within(&self, line: &StoryLine<'_>, parts: &[(TextOffset, TextOffset)]) -> Vec<Vec<StoryRun<'a>>> {
        let text: Vec<char> = line.read().chars().collect();
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().iter().collect::<String>();
        let marks = marks::marks(line.block, &self.style.marks);
        let runs_of = |(start, end): &(TextOffset, TextOffset)| {
            let mut runs = Vec::new();
            let mut at = start.chars();
            let first = marks.partition_point(|marked| marked.from < *start);
            for Marked { mark, from, to, .. } in marks.iter().skip(first).take_while(|marked| marked.from < *end) {
                if from.chars() >= at && to <= end {
                    runs.push(StoryRun::Plain(part(at, from.chars())));
                    runs.push(StoryRun::Marked(*mark, part(from.chars(), to.chars())));
                    at = to.chars();
                }
            }
            runs.push(StoryRun::Plain(part(at, end.chars())));
            runs.retain(|run| !matches!(run, StoryRun::Plain(text) if text.is_empty()));
            runs
        };
        let runs = parts.iter().map(runs_of).collect();
        let parts: Vec<(usize, usize)> = parts.iter().map(|(from, to)| (from.chars(), to.chars())).collect();
        self.comments.cut(line.block, &parts, runs)
    }

    /// Furniture and matter set aside, by the keys of their headings, if they are asked for.
    pub(super) fn apart(&self) -> Vec<(&'static str, Vec<StoryLine<'a>>)> {
        if !self.options.has(Switch::Apart) {
            return Vec::new();
        }
        let shelves = [("export-furniture", self.edition.furniture()), ("export-set-aside", self.edition.set_aside())];
        let lines =
            shelves.map(|(key, blocks)| (key, blocks.iter().filter(|block| !block.is_empty()).map(|block| self.line(block)).collect()));
        lines.into_iter().filter(|(_, lines): &(_, Vec<_>)| !lines.is_empty()).collect()
    }

    /// The marks that occur in what is exported, each with what it says, if that is asked for. The first may be the brackets of
    /// supplied headlines.
    pub(super) fn legend(&self) -> Vec<(String, String)> {
        if !self.options.has(Switch::Legend) {
            return Vec::new();
        }
        let apart = [self.edition.furniture(), self.edition.set_aside()].concat();
        let apart = apart.iter().filter(|_| self.options.has(Switch::Apart));
        let articles = self.edition.articles().iter().flat_map(|article| article.blocks());
        let mut seen: Vec<Mark> = Vec::new();
        let mut bracketed = false;
        for block in articles.chain(apart) {
            bracketed |= self.line(block).brackets.is_some();
            seen.extend(marks::marks(block, &self.style.marks).iter().map(|one| one.mark));
        }
        let (open, close) = &self.style.supplied;
        let brackets = bracketed.then(|| (format!("{open}　{close}"), self.words.text("export-mark-headline")));
        let marks = Mark::ALL.into_iter().filter(|mark| seen.contains(mark));
        let sign = |mark: Mark| self.as_read(&mark.sign(&self.style.marks)).into_owned();
        brackets.into_iter().chain(marks.map(|mark| (sign(mark), self.words.text(mark.key())))).collect()
    }

    /// The label of a page.
    pub(super) fn page_label(&self, page: PageIndex) -> &'a str {
        self.edition.masthead().page_labels.get(page.position()).map(String::as_str).unwrap_or_default()
    }
}

impl<'a> StoryRun<'a> {
    /// How many characters of the line it has.
    pub(super) fn len(&self) -> usize {
        match self {
            StoryRun::Plain(text) | StoryRun::Marked(_, text) => text.chars().count(),
            StoryRun::Begins(_) | StoryRun::Ends(_) => 0,
        }
    }

    /// The run cut before its character `at`.
    pub(super) fn split(self, at: usize) -> (StoryRun<'a>, StoryRun<'a>) {
        let cut = |text: &str| (text.chars().take(at).collect::<String>(), text.chars().skip(at).collect::<String>());
        match self {
            StoryRun::Plain(text) => {
                let (before, behind) = cut(&text);
                (StoryRun::Plain(before), StoryRun::Plain(behind))
            }
            StoryRun::Marked(mark, text) => {
                let (before, behind) = cut(&text);
                (StoryRun::Marked(mark, before), StoryRun::Marked(mark, behind))
            }
            place => (place, StoryRun::Plain(String::new())),
        }
    }
}

impl StoryLine<'_> {
    /// The text, with brackets where they are printed.
    pub(super) fn text(&self) -> String {
        let (open, close) = self.brackets.unwrap_or_default();
        format!("{open}{}{close}", self.read())
    }

    /// The text of the block in the characters that it is to be read in.
    fn read(&self) -> Cow<'_, str> {
        as_read(self.conversion, self.block.text())
    }

    /// The texts of its cells.
    pub(super) fn cell_texts(&self) -> Vec<String> {
        let text: Vec<char> = self.read().chars().collect();
        let part = |(from, to): (TextOffset, TextOffset)| text.get(from.chars()..to.chars()).unwrap_or_default().iter().collect();
        cells(self.block.text()).into_iter().map(part).collect()
    }
}

impl StoryPart<'_> {
    /// Whether the next part stands in the same poem, list, table or advertisement.
    pub(super) fn gathers_with(&self, next: &StoryPart<'_>) -> bool {
        self.role.gathers_with(next.role)
    }

    /// The text on one line, the lines of a headline divided by a blank.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(StoryLine::text).collect::<Vec<_>>().join(" ")
    }
}

impl ReadStory<'_> {
    /// The parts of one role.
    pub(super) fn with_role(&self, role: Role) -> impl Iterator<Item = &StoryPart<'_>> {
        self.parts.iter().filter(move |part| part.role == role)
    }

    /// The headline on one line, in brackets where they are printed; none where the story has none.
    pub(super) fn headline(&self) -> Option<String> {
        self.with_role(Role::Headline).next().map(StoryPart::text)
    }

    /// The name of the article in documents, as in the JSON.
    pub(super) fn id(&self) -> String {
        article_id(self.article)
    }

    /// What is known about it and does not stand in its parts: byline, section, tags and names. What is not known is left out.
    pub(super) fn facts(&self) -> Vec<Fact<'_>> {
        let names = self.article.names();
        let byline = if self.with_role(Role::Byline).next().is_some() { None } else { self.article.byline() };
        let facts = [
            self.fact("byline", byline),
            self.fact("section", self.article.section()),
            self.fact("tags", self.article.tags().iter().map(String::as_str)),
            self.fact("persons", names.persons.iter().map(String::as_str)),
            self.fact("places", names.places.iter().map(String::as_str)),
            self.fact("organisations", names.organisations.iter().map(String::as_str)),
        ];
        facts.into_iter().filter(|fact| !fact.terms.is_empty()).collect()
    }

    fn fact<'t>(&self, key: &'static str, terms: impl IntoIterator<Item = &'t str>) -> Fact<'t> {
        Fact { key, terms: terms.into_iter().map(|term| as_read(self.conversion, term)).collect() }
    }
}

/// Where the cells of a table's row begin and end: a tabulator, an ideographic space or several blanks divide them, or, where there is
/// nothing of the kind, each blank. A row has one cell at least.
pub(super) fn cells(text: &str) -> Vec<(TextOffset, TextOffset)> {
    let characters: Vec<char> = text.chars().collect();
    let blanks = |from: usize| characters.iter().skip(from).take_while(|c| is_blank(**c)).count();
    let is_wide = |from: usize, count: usize| count > 1 || matches!(characters.get(from), Some('\t' | '\u{3000}'));
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let count = blanks(at);
        if count > 0 {
            gaps.push((at, count));
        }
        at += count.max(1);
    }
    let inner = |(from, count): &(usize, usize)| *from > 0 && from + count < characters.len();
    let any_wide = gaps.iter().filter(|gap| inner(gap)).any(|(from, count)| is_wide(*from, *count));
    let mut cells = Vec::new();
    let mut start = 0;
    for (from, count) in gaps.into_iter().filter(|gap| !inner(gap) || !any_wide || is_wide(gap.0, gap.1)) {
        if from > start {
            cells.push((TextOffset::new(start), TextOffset::new(from)));
        }
        start = from + count;
    }
    if start < characters.len() || cells.is_empty() {
        cells.push((TextOffset::new(start), TextOffset::new(characters.len())));
    }
    cells
}

/// The name of an article in documents.
pub(super) fn article_id(article: &Article) -> String {
    article.id().to_string()
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn a_row_is_cut_at_wide_gaps_or_else_at_each_blank() {
        let texts = |text: &str| -> Vec<String> {
            let part = |from: usize, to: usize| text.chars().skip(from).take(to - from).collect();
            cells(text).into_iter().map(|(from, to)| part(from.chars(), to.chars())).collect()
        };
        assert_eq!(texts("1 河湾 95.3"), ["1", "河湾", "95.3"]);
        assert_eq!(texts("1\tNew York　 95.3"), ["1", "New York", "95.3"]);
        assert_eq!(texts("  合计  12 人 "), ["合计", "12 人"]);
        assert_eq!(texts(" 合计"), ["合计"]);
        assert_eq!(texts("  "), [""]);
    }
}
