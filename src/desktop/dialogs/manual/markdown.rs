//! A chapter's Markdown as parts to be typeset one below the other.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::language::class::{is_chinese, is_full_punctuation};
use crate::locale::Language;
use crate::manual;

/// A part of a chapter.
#[derive(Clone, Debug, PartialEq)]
pub enum ChapterPart {
    /// A heading; the first level is that of the title.
    Heading(u8, StyledText),
    /// A paragraph.
    Paragraph(StyledText),
    /// An item of a list: how many lists it stands in, counted from 1, its mark, and its text.
    Item(usize, String, StyledText),
    /// A table, row by row; the first row is its head.
    Table(Vec<Vec<StyledText>>),
    /// Lines of code.
    Code(String),
}

/// Text in several styles.
pub type StyledText = Vec<TextRun>;

/// Text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextRun {
    /// What it says.
    pub text: String,
    /// How it is set.
    pub style: RunStyle,
    /// The key of the chapter it leads to.
    pub link: Option<&'static str>,
}

/// How text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunStyle {
    /// In bold.
    pub strong: bool,
    /// In italics.
    pub emphasis: bool,
    /// As code.
    pub code: bool,
}

/// The parts of a chapter in this language.
pub fn parts(language: Language, text: &str) -> Vec<ChapterPart> {
    let mut reading = MarkdownReader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(tag) => reading.start(language, tag),
            Event::End(tag) => reading.end(tag),
            Event::Text(text) => reading.text(&text, false),
            Event::Code(text) => reading.text(&text, true),
            Event::SoftBreak | Event::HardBreak => reading.is_broken = true,
            // The manual is of a plain kind: a test of its chapters says so.
            _ => {}
        }
    }
    reading.parts
}

/// A chapter that is being read.
#[derive(Default)]
struct MarkdownReader {
    parts: Vec<ChapterPart>,
    text: StyledText,
    style: RunStyle,
    link: Option<&'static str>,
    /// Whether a line of the file ended, and nothing came since.
    is_broken: bool,
    /// The code that is being read.
    code: Option<String>,
    /// The rows of the table that is being read.
    rows: Vec<Vec<StyledText>>,
    /// The lists that are open, with the number of the next item where they are numbered.
    lists: Vec<Option<u64>>,
    /// The mark of the item that begins.
    mark: String,
}

impl MarkdownReader {
    fn start(&mut self, language: Language, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.style.strong = true,
            Tag::Emphasis => self.style.emphasis = true,
            Tag::Link { dest_url, .. } => self.link = manual::linked(language, &dest_url).map(|chapter| chapter.key),
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::List(number) => {
                self.end_paragraph();
                self.lists.push(number);
            }
            Tag::Item => {
                self.mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                };
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.style.strong = false,
            TagEnd::Emphasis => self.style.emphasis = false,
            TagEnd::Link => self.link = None,
            TagEnd::Heading(level) => {
                let text = self.take_text();
                self.parts.push(ChapterPart::Heading(level as u8, text));
            }
            TagEnd::Paragraph | TagEnd::Item => self.end_paragraph(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let text = self.take_text();
                self.rows.last_mut().into_iter().for_each(|row| row.push(text.clone()));
            }
            TagEnd::Table => self.parts.push(ChapterPart::Table(std::mem::take(&mut self.rows))),
            TagEnd::CodeBlock => self.parts.extend(self.code.take().map(|code| ChapterPart::Code(code.trim_end().to_owned()))),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, code: bool) {
        if let Some(lines) = &mut self.code {
            lines.push_str(text);
            return;
        }
        // The faces have no ▸.
        let text = text.replace('▸', "›");
        let blank = std::mem::take(&mut self.is_broken) && self.has_blank_before(&text);
        // A link is one thing to press, with one name, whatever is marked in it.
        let style = if self.link.is_some() { RunStyle::default() } else { RunStyle { code, ..self.style } };
        match self.text.last_mut().filter(|run| run.style == style && run.link == self.link) {
            Some(run) => {
                run.text.extend(blank.then_some(' '));
                run.text.push_str(&text);
            }
            None => {
                // The blank is of the text before, unless that is code or a link, which do not end with one.
                let before = self.text.last_mut().filter(|run| blank && run.link.is_none() && !run.style.code);
                match before {
                    Some(run) => run.text.push(' '),
                    None => self.text.extend(blank.then(|| TextRun { text: " ".to_owned(), ..TextRun::default() })),
                }
                self.text.push(TextRun { text, style, link: self.link });
            }
        }
    }

    /// Whether the end of a line of the file is a blank: not beside Chinese.
    fn has_blank_before(&self, text: &str) -> bool {
        let is_beside = |c: char| is_chinese(c) || is_full_punctuation(c);
        let before = self.text.last().and_then(|run| run.text.chars().next_back());
        before.is_some_and(|c| !is_beside(c)) && text.chars().next().is_some_and(|c| !is_beside(c))
    }

    fn take_text(&mut self) -> StyledText {
        self.is_broken = false;
        std::mem::take(&mut self.text)
    }

    fn end_paragraph(&mut self) {
        let text = self.take_text();
        if text.is_empty() {
            return;
        }
        self.parts.push(match self.lists.len() {
            0 => ChapterPart::Paragraph(text),
            depth => ChapterPart::Item(depth, std::mem::take(&mut self.mark), text),
        });
    }
}

/// What a text says, whatever its styles.
pub fn plain(text: &StyledText) -> String {
    text.iter().map(|run| run.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> TextRun {
        TextRun { text: text.to_owned(), ..TextRun::default() }
    }

    #[test]
    fn each_kind_of_part_is_read() {
        let text = "# Title\n\nOne\n**two** [three](queries.md#walking).\n\n1. first\n   - inner\n2. second\n\n| a | b |\n| --- | --- |\n\
                    | `c` | d |\n\n```\nx  y\nz\n```\n";
        let mut strong = run("two");
        strong.style.strong = true;
        let mut link = run("three");
        link.link = Some("queries");
        let mut code = run("c");
        code.style.code = true;
        let item = |depth, mark: &str, text| ChapterPart::Item(depth, mark.to_owned(), vec![run(text)]);
        let expected = [
            ChapterPart::Heading(1, vec![run("Title")]),
            ChapterPart::Paragraph(vec![run("One "), strong, run(" "), link, run(".")]),
            item(1, "1.", "first"),
            item(2, "•", "inner"),
            item(1, "2.", "second"),
            ChapterPart::Table(vec![vec![vec![run("a")], vec![run("b")]], vec![vec![code], vec![run("d")]]]),
            ChapterPart::Code("x  y\nz".to_owned()),
        ];
        assert_eq!(parts(Language::English, text), expected);
    }

    #[test]
    fn a_link_is_one_run_whatever_is_marked_in_it() {
        let link = TextRun { link: Some("headless"), ..run("the option --pages") };
        assert_eq!(parts(Language::English, "[the option `--pages`](headless.md)"), [ChapterPart::Paragraph(vec![link])]);
    }

    #[test]
    fn lines_of_chinese_run_on_without_a_blank() {
        let lines = |text| parts(Language::Chinese, text);
        assert_eq!(lines("识别\n文本。\nabc\ndef"), [ChapterPart::Paragraph(vec![run("识别文本。abc def")])]);
    }

    #[test]
    fn every_chapter_is_read_whole() {
        for language in Language::ALL {
            for chapter in manual::chapters(language) {
                let parts = parts(language, chapter.text);
                let Some(ChapterPart::Heading(1, title)) = parts.first() else { panic!("{} has no title", chapter.key) };
                assert_eq!(plain(title), chapter.title);
                let count = |of: fn(&ChapterPart) -> bool| parts.iter().filter(|part| of(part)).count();
                let headings = chapter.text.lines().filter(|line| line.starts_with("## ")).count();
                assert_eq!(count(|part| matches!(part, ChapterPart::Heading(2, _))), headings, "{}", chapter.key);
                let tables = chapter.text.lines().filter(|line| line.starts_with("| --- ")).count();
                assert_eq!(count(|part| matches!(part, ChapterPart::Table(_))), tables, "{}", chapter.key);
                let code = chapter.text.lines().filter(|line| line.starts_with("```")).count() / 2;
                assert_eq!(count(|part| matches!(part, ChapterPart::Code(_))), code, "{}", chapter.key);
            }
        }
    }
}
