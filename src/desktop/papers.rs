//! The papers that editions were saved of, and what the masthead of the next edition of each will say.

use serde::{Deserialize, Serialize};

use super::settings::Settings;
use crate::edition::Masthead;
use crate::language::dates::Day;

/// How many papers are remembered.
const PAPERS: usize = 40;

/// The masthead of the edition of a paper that was saved last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paper {
    /// What the paper is called.
    pub title: String,
    /// The date of that edition.
    pub date: Option<String>,
    /// Its number.
    pub issue: Option<String>,
}

impl Paper {
    /// What a masthead says; nothing where it names no paper.
    fn of(masthead: &Masthead) -> Option<Paper> {
        let title = masthead.title.clone().filter(|title| !title.trim().is_empty())?;
        Some(Paper { title, date: masthead.date.clone(), issue: masthead.issue.clone() })
    }

    /// The edition after it: the next number and the next day, as far as there are any.
    #[must_use]
    pub fn next(&self) -> Paper {
        let date = self.date.as_deref().and_then(Day::of_iso).and_then(Day::next).map(|day| day.to_string());
        Paper { title: self.title.clone(), date, issue: self.issue.as_deref().map(counted_on) }
    }
}

/// A number that stands in a text, counted on by one: `第 1234 期` becomes `第 1235 期`. As many digits are written as before.
fn counted_on(text: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some(from) = text.find(is_digit) else { return text.to_owned() };
    let (before, rest) = text.split_at(from);
    let (number, after) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
    match number.parse::<u64>() {
        Ok(value) => format!("{before}{:0width$}{after}", value.saturating_add(1), width = number.len()),
        Err(_) => text.to_owned(),
    }
}

impl Settings {
    /// Remembers what the masthead of an edition says that was saved.
    pub fn remember_paper(&mut self, masthead: &Masthead) {
        if let Some(paper) = Paper::of(masthead) {
            self.papers.retain(|known| known.title != paper.title);
            self.papers.insert(0, paper);
            self.papers.truncate(PAPERS);
        }
    }

    /// The papers that an edition with this title may be the next edition of, the one of which an edition was saved last first: those of
    /// that title, or all where it has none.
    pub fn papers_for(&self, title: &str) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(move |paper| title.is_empty() || paper.title == title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masthead(title: &str, date: &str, issue: &str) -> Masthead {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Masthead { title: text(title), date: text(date), issue: text(issue), ..Masthead::default() }
    }

    #[test]
    fn the_next_edition_has_the_next_number_and_the_next_day() {
        let next = |date: &str, issue: &str| {
            let next = Paper::of(&masthead("河湾日报", date, issue)).expect("a paper").next();
            (next.date.unwrap_or_default(), next.issue.unwrap_or_default())
        };
        assert_eq!(next("2024-02-28", "第 0999 期"), ("2024-02-29".to_owned(), "第 1000 期".to_owned()));
        assert_eq!(next("2023-12-31", "1"), ("2024-01-01".to_owned(), "2".to_owned()));
        assert_eq!(next("spring", "special"), (String::new(), "special".to_owned()));
        assert_eq!(next("", ""), Default::default());
    }

    #[test]
    fn of_each_paper_the_last_edition_is_remembered() {
        let mut settings = Settings::default();
        for (title, date) in [("河湾日报", "2022-03-01"), ("山城晚报", "2022-03-02"), ("河湾日报", "2022-03-03"), ("", "2022-03-04")]
        {
            settings.remember_paper(&masthead(title, date, ""));
        }
        let dates = |title: &str| settings.papers_for(title).map(|paper| paper.date.clone().unwrap_or_default()).collect::<Vec<_>>();
        assert_eq!(dates(""), ["2022-03-03", "2022-03-02"]);
        assert_eq!(dates("山城晚报"), ["2022-03-02"]);
        assert!(dates("another").is_empty());
    }
}
