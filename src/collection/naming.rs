//! How the files of a collection are named: a text with `{date}`, and `{paper}` and `{page}` where names have them.
//!
//! `{paper}-{date}-{page}` is the rule of `riverside-daily-2022-03-28-1.txt`; where the page stands in a folder of its day, as in
//! `2022-03-28/page-1.txt`, the rule is `{date}/page-{page}`.

use serde::{Deserialize, Serialize};

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::export::files::safe_stem;
use crate::language::dates::Day;
use crate::locale::Locale;
use crate::printable::is_hidden;

/// The rules that are tried where a collection has none of its own, in this order.
pub(super) const USUAL: [&str; 8] = [
    "{paper}-{date}-{page}",
    "{paper}_{date}_{page}",
    "{date}-{page}",
    "{date}_{page}",
    "{date}/page-{page}",
    "{date}/{page}",
    "{paper}-{date}/{page}",
    "{date}",
];

/// The longest rule, in characters.
const LONGEST: usize = 200;

/// Signs between the parts of a day.
const BETWEEN: [char; 6] = ['-', '.', '_', '年', '月', '日'];

/// The longest day as names have it, in bytes: 2022年10月28日.
const LONGEST_DAY: usize = 17;

/// The most digits of a page's number.
const PAGE_DIGITS: usize = 3;

/// Why a text is no naming rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum NamingFault {
    /// It says nothing of the day.
    NoDate(String),
    /// A field stands in it twice, or is none.
    Fields(String),
    /// It is too long, or has characters that nobody sees.
    Text,
}

impl Explained for NamingFault {
    fn key(&self) -> &'static str {
        match self {
            NamingFault::NoDate(_) => "error-naming-no-date",
            NamingFault::Fields(_) => "error-naming-fields",
            NamingFault::Text => "error-naming-text",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            NamingFault::NoDate(rule) | NamingFault::Fields(rule) => vec![named("rule", rule)],
            NamingFault::Text => vec![named("most", LONGEST)],
        }
    }
}

/// A part of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PatternPart {
    Text(String),
    Paper,
    Date,
    Page,
}

/// A rule by which the name of a file tells the paper, the day and the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NamingRule {
    text: String,
    parts: Vec<PatternPart>,
}

impl Default for NamingRule {
    fn default() -> NamingRule {
        let between = || PatternPart::Text("-".to_owned());
        NamingRule {
            text: "{paper}-{date}-{page}".to_owned(),
            parts: vec![PatternPart::Paper, between(), PatternPart::Date, between(), PatternPart::Page],
        }
    }
}

/// What a name tells by a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The paper; nothing where the rule does not have it.
    pub paper: Option<String>,
    /// The day.
    pub day: Day,
    /// The page, as the name has it.
    pub page: Option<String>,
}

impl NamingRule {
    /// The rule as it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the name of each page says which it is.
    pub fn has_pages(&self) -> bool {
        self.parts.contains(&PatternPart::Page)
    }

    /// What a name tells: the path below the collection's folder with `/` between folders and without its ending. A rule without a folder
    /// is one of the file's name alone.
    pub fn read(&self, name: &str) -> Option<Named> {
        let name = if self.text.contains('/') { name } else { name.rsplit('/').next().unwrap_or(name) };
        let found = read_parts(&self.parts, name, FoundPage::default())?;
        Some(Named { paper: found.paper.map(str::to_owned), day: found.day?, page: found.page.map(str::to_owned) })
    }

    /// What the edition of an issue is called, without its ending: the rule without the page.
    pub fn issue_name(&self, paper: &str, day: Day) -> String {
        let before = self.parts.iter().position(|part| *part == PatternPart::Page).and_then(|page| self.parts.get(..page));
        // What stands right before the page is of the page: `/page-`.
        let kept = match before {
            Some([kept @ .., PatternPart::Text(_)]) => kept,
            Some(kept) => kept,
            None => &self.parts,
        };
        let written = |part: &PatternPart| match part {
            PatternPart::Text(text) => text.clone(),
            PatternPart::Paper => paper.to_owned(),
            PatternPart::Date => day.to_string(),
            PatternPart::Page => String::new(),
        };
        let text: String = kept.iter().map(written).collect();
        // Where the page comes first, the day stands behind it.
        let text = if kept.contains(&PatternPart::Date) { text } else { format!("{text}{day}") };
        safe_stem(text.trim_matches(|c: char| matches!(c, '-' | '_' | '.' | ' ' | '/')))
    }
}

impl TryFrom<String> for NamingRule {
    type Error = NamingFault;

    fn try_from(text: String) -> Result<NamingRule, NamingFault> {
        if text.chars().count() > LONGEST || text.chars().any(is_hidden) {
            return Err(NamingFault::Text);
        }
        let parts = parts(&text).ok_or_else(|| NamingFault::Fields(text.clone()))?;
        let fields: Vec<&PatternPart> = parts.iter().filter(|part| !matches!(part, PatternPart::Text(_))).collect();
        if fields.iter().enumerate().any(|(at, field)| fields.iter().skip(at + 1).any(|other| field == other)) {
            return Err(NamingFault::Fields(text));
        }
        if !parts.contains(&PatternPart::Date) {
            return Err(NamingFault::NoDate(text));
        }
        Ok(NamingRule { text, parts })
    }
}

impl From<NamingRule> for String {
    fn from(rule: NamingRule) -> String {
        rule.text
    }
}

/// What was found in a name so far.
#[derive(Clone, Copy, Default)]
struct FoundPage<'a> {
    paper: Option<&'a str>,
    day: Option<Day>,
    page: Option<&'a str>,
}

/// Reads a name by the parts of a rule, all of it. The paper is as short as will do, the day and the page are as long.
fn read_parts<'a>(parts: &[PatternPart], name: &'a str, found: FoundPage<'a>) -> Option<FoundPage<'a>> {
    let Some((part, rest)) = parts.split_first() else { return name.is_empty().then_some(found) };
    match part {
        PatternPart::Text(text) => read_parts(rest, name.strip_prefix(text.as_str())?, found),
        PatternPart::Paper => {
            let ends = name.char_indices().map(|(at, c)| (at + c.len_utf8(), c)).take_while(|(_, c)| *c != '/');
            ends.map(|(end, _)| name.split_at(end))
                .find_map(|(own, after)| read_parts(rest, after, FoundPage { paper: Some(own), ..found }))
        }
        PatternPart::Date => {
            let ends = (1..=name.len().min(LONGEST_DAY)).rev().filter_map(|end| name.split_at_checked(end));
            let days = ends.filter_map(|(own, after)| Some((day_exactly(own)?, after)));
            { days }.find_map(|(day, after)| read_parts(rest, after, FoundPage { day: Some(day), ..found }))
        }
        PatternPart::Page => {
            let name = name.strip_prefix('第').unwrap_or(name);
            let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count().min(2);
            let digits = name.bytes().skip(letters).take_while(u8::is_ascii_digit).count().min(PAGE_DIGITS);
            let ends = (1..=digits).rev().filter_map(|digits| name.split_at_checked(letters + digits));
            let both = ends.flat_map(|(own, after)| [after.strip_prefix('版'), Some(after)].map(|after| Some((own, after?)))).flatten();
            { both }.find_map(|(own, after)| read_parts(rest, after, FoundPage { page: Some(own), ..found }))
        }
    }
}

/// The day that a text is, and nothing else: 2022-03-28, 2022.3.28, 20220328 or 2022年3月28日.
fn day_exactly(text: &str) -> Option<Day> {
    let is_written = text.ends_with('日') && text.contains('年');
    let parts: Vec<&str> = text.strip_suffix('日').filter(|_| is_written).unwrap_or(text).split(BETWEEN).collect();
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        let is_number = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    };
    match parts.as_slice() {
        [year, month, day] => Day::new(number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?),
        [all] => Day::new(number(all.get(..4)?, 4..=4)?, number(all.get(4..6)?, 2..=2)?, number(all.get(6..)?, 2..=2)?),
        _ => None,
    }
}

/// The parts of a rule; nothing where a bracket opens no field.
fn parts(text: &str) -> Option<Vec<PatternPart>> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}')?;
        if !before.is_empty() {
            parts.push(PatternPart::Text(before.to_owned()));
        }
        parts.push(match name {
            "paper" => PatternPart::Paper,
            "date" => PatternPart::Date,
            "page" => PatternPart::Page,
            _ => return None,
        });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(PatternPart::Text(rest.to_owned()));
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> NamingRule {
        NamingRule::try_from(text.to_owned()).expect("a rule")
    }

    fn read(rule: &NamingRule, name: &str) -> Option<(String, String, String)> {
        let Named { paper, day, page } = rule.read(name)?;
        Some((paper.unwrap_or_default(), day.to_string(), page.unwrap_or_default()))
    }

    #[test]
    fn names_tell_paper_day_and_page() {
        for (text, name, paper, page) in [
            ("{paper}-{date}-{page}", "河湾日报-2022-03-28-4", "河湾日报", "4"),
            ("{paper}-{date}-{page}", "1999/riverside-daily-20220328-A02", "riverside-daily", "A02"),
            ("{date}_{page}", "2022.3.28_第3版", "", "3"),
            ("{date}/page-{page}", "2022-03-28/page-12", "", "12"),
            ("{paper}/{date}", "河湾晚报/2022年3月28日", "河湾晚报", ""),
        ] {
            let found = read(&rule(text), name);
            assert_eq!(found, Some((paper.to_owned(), "2022-03-28".to_owned(), page.to_owned())), "{text} {name}");
        }
        for (text, name) in [
            ("{paper}-{date}-{page}", "河湾日报-2022-02-30-4"),
            ("{paper}-{date}-{page}", "河湾日报-2022-03-28"),
            ("{date}/page-{page}", "page-12"),
            ("{date}", "2022-03-28-1"),
        ] {
            assert_eq!(read(&rule(text), name), None, "{text} {name}");
        }
    }

    #[test]
    fn an_issue_is_called_by_the_rule_without_the_page() {
        let day = Day::new(2022, 3, 28).expect("a day");
        for (text, name) in [
            ("{paper}-{date}-{page}", "河湾-2022-03-28"),
            ("{date}/page-{page}", "2022-03-28"),
            ("{page}-{date}", "2022-03-28"),
            ("{paper}/{date}/{page}", "河湾_2022-03-28"),
            ("hw {date} p{page}", "hw 2022-03-28"),
        ] {
            assert_eq!(rule(text).issue_name("河湾", day), name, "{text}");
        }
    }

    #[test]
    fn what_is_no_rule_is_told() {
        let fault = |text: &str| NamingRule::try_from(text.to_owned()).expect_err(text).to_string();
        assert!(fault("{paper}-{page}").contains("{date}"));
        assert!(fault("{date}{date}").contains("each once") && fault("{day}").contains("{page}") && fault("{date").contains("{paper}"));
        assert!(fault("{date}\u{202e}").contains("hidden") && fault(&"{date}".repeat(50)).contains("200"));
        assert!(USUAL.iter().all(|text| NamingRule::try_from((*text).to_owned()).is_ok()));
        assert_eq!(NamingRule::default(), rule(USUAL[0]));
    }
}
