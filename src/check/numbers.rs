//! Numbers and dates: days that no calendar has, letters among digits, a 一 that is a dash, digits broken by blanks.

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Query, QueryKind};
use crate::edition::Role;
use crate::style::CheckName;

const NO_DATE: Question = Question::new(QueryKind::Date, "query-no-date");
const LETTER: Question = Question::new(QueryKind::Number, "query-letter-in-number");
const DASH: Question = Question::new(QueryKind::Number, "query-one-or-dash");
const ONE_FOR_DASH: Question = DASH.in_case("query-one-or-dash where it is a one");
const BLANK: Question = Question::new(QueryKind::Number, "query-blank-in-number");

/// Asks about the numbers and dates of a block.
pub(super) const CHECK: Check = Check {
    name: CheckName::Numbers,
    kinds: &[QueryKind::Number, QueryKind::Date],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[NO_DATE, LETTER, DASH, ONE_FOR_DASH, BLANK]),
    gives_way: GivesWay::TO_WITNESS,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    for wording in view.told() {
        dates(&wording, queries);
        letters(&wording, queries);
        dashes(&wording, queries);
        blanks(&wording, queries);
    }
}

/// The number of digits that ends before a place, with where it begins.
fn number_before(wording: &Wording<'_>, end: usize) -> Option<(u32, usize)> {
    let digits = wording.text.get(..end)?.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let text: String = wording.text.get(end - digits..end)?.iter().collect();
    if digits == 0 || digits > 4 { None } else { Some((text.parse().ok()?, end - digits)) }
}

/// Months have 29, 30 or 31 days.
fn longest(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn dates(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    let mut ask = |from: usize, to: usize| queries.push(wording.query(NO_DATE, (from, to), &[]));
    for (at, c) in wording.text.iter().enumerate().filter(|(_, c)| matches!(c, '月' | '日')) {
        let Some((number, from)) = number_before(wording, at) else { continue };
        if *c == '月' {
            // 18月龄 and 24个月 are lengths of time.
            let is_date = wording.at(at + 1).is_ascii_digit() || wording.before(from) == '年';
            if is_date && (number == 0 || number > 12) {
                ask(from, at + 1);
            }
            continue;
        }
        let month = if wording.before(from) == '月' { number_before(wording, from - 1) } else { None };
        match month {
            Some((month, start)) if (1..=12).contains(&month) && (number == 0 || number > longest(month)) => ask(start, at + 1),
            None if number > 31 && wording.at(at + 1) != '本' && wording.before(from) != '第' => ask(from, at + 1),
            _ => {}
        }
    }
}

/// What a letter among digits stands for.
fn digit(letter: char) -> Option<char> {
    match letter {
        'O' | 'o' | '〇' | 'Q' | 'D' => Some('0'),
        'l' | 'I' | 'i' | '|' | '丨' | ']' | '[' => Some('1'),
        'Z' | 'z' => Some('2'),
        'S' | 's' => Some('5'),
        'B' => Some('8'),
        _ => None,
    }
}

/// `2O22`, `l9日`: a letter between digits, or between a digit and a measure word.
fn letters(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    for (at, c) in wording.text.iter().copied().enumerate() {
        let Some(digit) = digit(c) else { continue };
        let (before, after) = (wording.before(at), wording.at(at + 1));
        let unit = |c: char| matches!(c, '年' | '月' | '日' | '时' | '分' | '元' | '万' | '亿' | '个' | '人' | '%' | '％' | '名' | '号');
        let looks = !matches!(c, '〇' | 'D' | 'B' | 'S' | 's' | '[');
        // 5S and 14L are models.
        let inside = !matches!(c, 'D' | 'B' | 'S' | 's' | 'Z' | 'z');
        let within = inside && before.is_ascii_digit() && after.is_ascii_digit();
        let at_end = looks && before.is_ascii_digit() && unit(after);
        let at_start = looks && after.is_ascii_digit() && !before.is_ascii_alphanumeric() && unit(end_of_number(wording, at + 1));
        // No model is called Al3.
        let in_model = c == 'l' && before.is_ascii_alphabetic() && after.is_ascii_digit() && !inside_address(wording, at);
        if within || at_end || at_start || in_model {
            queries.push(wording.query(LETTER, (at, at + 1), &[digit.to_string()]));
        }
    }
}

/// Whether the letters and digits round a place are a web address, or small letters alone, as in a file's name.
fn inside_address(wording: &Wording<'_>, at: usize) -> bool {
    // A page may be one line of letters; nothing farther away belongs to a name.
    const NEAR: usize = 64;
    let joined = |c: &&char| c.is_ascii_graphic();
    let (before, after) = wording.text.split_at(at.min(wording.text.len()));
    let before = || before.iter().rev().take(NEAR).take_while(joined);
    let sign = |c: &char| matches!(c, '/' | '.' | '#' | '@' | '_');
    before().chain(after.iter().take(NEAR).take_while(joined)).any(sign) || !before().any(char::is_ascii_uppercase)
}

fn end_of_number(wording: &Wording<'_>, from: usize) -> char {
    let rest = wording.text.get(from..).unwrap_or_default();
    rest.iter().copied().find(|c| !c.is_ascii_digit()).unwrap_or(' ')
}

/// `1994年一2001年`: what looks like the number one is a dash.
fn dashes(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    for (at, _) in wording.text.iter().enumerate().filter(|(_, c)| matches!(c, '一' | 'ー' | '－' | '-')) {
        let (before, after) = (wording.before(at), wording.at(at + 1));
        let is_one = wording.at(at) == '一';
        // Nobody writes 亿一60万.
        let counted = is_one && matches!(before, '%' | '％' | '万' | '亿' | '元' | '岁' | '倍');
        let time = before.is_ascii_digit() || counted || matches!(before, '年' | '月' | '日' | '时');
        if time && after.is_ascii_digit() && (is_one || before > '\u{2e80}') {
            let question = if is_one { ONE_FOR_DASH } else { DASH };
            queries.push(wording.query(question, (at, at + 1), &["—".to_owned(), "～".to_owned()]));
        }
    }
}

/// `2 022年`: a blank inside a number. Among several numbers in a row blanks part columns.
fn blanks(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    if wording.block.role() == Role::Row {
        return;
    }
    for at in 1..wording.text.len() {
        let digits = wording.at(at) == ' ' && wording.before(at).is_ascii_digit() && wording.at(at + 1).is_ascii_digit();
        if digits && end_of_number(wording, at + 1) > '\u{2e80}' && !parts_columns(wording, at) {
            queries.push(wording.query(BLANK, (at, at + 1), &[String::new()]));
        }
    }
}

/// Whether the blank at a place stands in a row of numbers: three and more, or two of which one begins with a zero.
fn parts_columns(wording: &Wording<'_>, at: usize) -> bool {
    let (before, after) = wording.text.split_at(at.min(wording.text.len()));
    let in_row = |c: &&char| c.is_ascii_digit() || matches!(c, ' ' | '.');
    let before: String = before.iter().rev().take_while(in_row).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = after.iter().take_while(in_row).collect();
    let numbers = || before.split_whitespace().chain(after.split_whitespace());
    let zero = |number: &str| number.len() > 1 && number.starts_with('0') && !number.starts_with("0.");
    let first = before.split_whitespace().last().is_some_and(zero);
    // One digit after the other is a number that was set wide.
    numbers().count() > 2 && numbers().any(|number| number.len() > 1) || first
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::{Date, Number};
    use crate::check::tests::{asked, edition};
    use crate::edition::Role;

    #[test]
    fn days_that_no_calendar_has_are_asked_about() {
        assert_eq!(asked(Date, "2022年13月4日起。")[0].0, "13月");
        assert_eq!(asked(Date, "会议于4月31日召开。")[0].0, "4月31日");
        assert!(asked(Date, "2月29日，18月龄，第100日，满36日本报。").is_empty());
    }

    #[test]
    fn blanks_that_part_columns_are_none_inside_a_number() {
        assert!(asked(Number, "号码是03 07 12 18 25 31，特别号码是09。").is_empty());
        assert!(asked(Number, "号码是03 07，").is_empty());
        assert!(asked(Number, "全程票价12 18 25元").is_empty());
        let row = edition(&[&[(Role::Headline, "行情"), (Role::Row, "白菜 1 20元")]]);
        assert!(crate::check::check(&row, crate::style::HouseStyle::standard()).iter().all(|query| query.kind != Number));
        assert_eq!(asked(Number, "共有2 0 2 2人").len(), 1);
    }

    #[test]
    fn letters_blanks_and_dashes_in_numbers_are_asked_about() {
        assert_eq!(asked(Number, "2O22年"), [("O".to_owned(), vec!["0".to_owned()])]);
        assert_eq!(asked(Number, "共l9个村")[0].1, ["1"]);
        assert_eq!(asked(Number, "搭载Al3芯片")[0].1, ["1"]);
        assert_eq!(asked(Number, "1994年一2001年")[0].1, ["—", "～"]);
        assert_eq!(asked(Number, "有30%一40%的人")[0].0, "一");
        assert_eq!(asked(Number, "增长2 022元")[0].1, [""]);
        assert!(asked(Number, "CO2排放，A4纸，G20峰会，一年一度，iPhone 11").is_empty());
    }
}
