//! Letters where none belong: a letter or two inside Chinese text that are misread characters, and web addresses with blanks or without
//! their points.

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::wording::Wording;
use super::{Query, QueryKind};
use crate::language::{class, fill};
use crate::style::CheckName;

/// An island of more letters than this is a foreign word.
const ISLAND: usize = 3;
/// Short words in small letters that Chinese text uses.
const KNOWN: [&str; 12] = ["vs", "app", "ok", "pk", "ai", "kg", "km", "cm", "mm", "ml", "of", "the"];
/// What tells a web address among other letters.
const WEB: [&str; 6] = ["www", "http", ".com", "com.", ".cn", "@"];

const ISLANDS: Question = Question::new(QueryKind::Character, "query-letters");
const GARBLED: Question = Question::new(QueryKind::Character, "query-garbled");
const SMALL_L: Question = Question::new(QueryKind::Character, "query-small-l");
const ADDRESS: Question = Question::new(QueryKind::Character, "query-address");

/// Asks about the letters of a block.
pub(super) const CHECK: Check = Check {
    name: CheckName::Letters,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[ISLANDS, GARBLED, SMALL_L, ADDRESS]),
    gives_way: GivesWay::TO_WITNESS,
    look: |view, queries| view.told().filter(|wording| !wording.is_latin()).for_each(|wording| letters(&wording, queries)),
};

fn letters(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    let mut at = 0;
    while at < wording.text.len() {
        if !wording.at(at).is_ascii_graphic() {
            at += 1;
            continue;
        }
        let end = end_of_run(wording, at);
        let run: String = wording.text.get(at..end).unwrap_or_default().iter().collect();
        if let Some(query) = address(wording, at, &run) {
            queries.push(query);
        } else if is_island(wording, (at, end), &run) {
            queries.push(wording.query(ISLANDS, (at, end), &filling(wording, at, end)));
        } else {
            words(wording, at, &run, queries);
        }
        at = end;
    }
}

/// The characters that read best in place of letters.
fn filling(wording: &Wording<'_>, from: usize, end: usize) -> Vec<String> {
    const OFFERED: usize = 9;
    let (before, after) = (wording.text.get(..from).unwrap_or_default(), wording.text.get(end..).unwrap_or_default());
    fill(before, after, OFFERED).into_iter().map(String::from).collect()
}

/// Asks about single words of a run: strings of capitals that nobody can say, and a small l for a capital I.
fn words(wording: &Wording<'_>, from: usize, run: &str, queries: &mut Vec<Query>) {
    let mut at = from;
    for word in run.split(|c: char| !c.is_ascii_alphanumeric()) {
        let length = word.chars().count();
        if is_garbled(word) {
            queries.push(wording.query(GARBLED, (at, at + length), &[]));
        } else if word.ends_with("Al") && word.chars().filter(char::is_ascii_uppercase).count() * 2 >= word.len().min(4) {
            let last = at + length - 1;
            queries.push(wording.query(SMALL_L, (last, last + 1), &["I".to_owned()]));
        }
        at += length + 1;
    }
}

/// Whether a word of capitals has fewer vowels than one in six letters. Names of more than five letters are made to be said.
fn is_garbled(word: &str) -> bool {
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let vowels = word.chars().filter(|c| "AEIOUY".contains(c.to_ascii_uppercase())).count();
    letters > 5 && capitals == letters && vowels * 6 <= letters
}

/// Where a run of ASCII characters ends; single blanks do not end it.
fn end_of_run(wording: &Wording<'_>, from: usize) -> usize {
    let mut end = from;
    while wording.at(end).is_ascii_graphic() || (wording.at(end) == ' ' && wording.at(end + 1).is_ascii_graphic()) {
        end += 1;
    }
    end
}

/// A web address that cannot be one.
fn address(wording: &Wording<'_>, from: usize, run: &str) -> Option<Query> {
    let small = run.to_ascii_lowercase();
    let solid: String = small.chars().filter(|c| !c.is_whitespace()).collect();
    if !WEB.iter().any(|sign| solid.contains(sign)) {
        return None;
    }
    let glued = solid.split_once("com").is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let unpointed =
        solid.split_once("www").is_some_and(|(head, rest)| !rest.starts_with('.') || head.ends_with(|c: char| c.is_alphanumeric()));
    if solid.len() == small.len() && !glued && !unpointed {
        return None;
    }
    let pointed = if glued { solid.replacen("comcn", "com.cn", 1) } else { solid };
    let offered = if pointed == run { Vec::new() } else { vec![pointed] };
    Some(wording.query(ADDRESS, (from, from + run.chars().count()), &offered))
}

/// A letter or two, not all capitals, right behind a Chinese character and before another or a mark: no unit, no model, no known word.
fn is_island(wording: &Wording<'_>, (from, end): (usize, usize), run: &str) -> bool {
    let after = if wording.at(end) == ' ' { wording.at(end + 1) } else { wording.at(end) };
    let chinese = |c: char| class::is_han(c) || class::is_full_punctuation(c) || class::is_closing(c);
    let letters = run.len() <= ISLAND && run.chars().all(|c| c.is_ascii_alphabetic());
    let small = run.chars().skip(usize::from(run.len() == ISLAND)).any(|c| c.is_ascii_lowercase());
    // x stands for a number that is not told, and for the sign of multiplication.
    let is_sign = matches!(run, "x" | "n");
    letters
        && small
        && !is_sign
        && class::is_han(wording.before(from))
        && chinese(after)
        && !KNOWN.contains(&run.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Character;
    use crate::check::tests::asked;

    #[test]
    fn letters_inside_chinese_words_are_asked_about() {
        let (wrong, remedies) = asked(Character, "玩得非常开jb。").remove(0);
        assert!(wrong == "jb" && remedies.contains(&"心".to_owned()), "{remedies:?}");
        assert_eq!(asked(Character, "会议听qu了汇报。")[0].0, "qu");
        for plain in ["他买了一部 iPhone 手机。", "全程5km。", "穿T恤，唱K歌，看X光。", "下载App。", "甲队vs乙队。", "新iPad到货。"]
        {
            assert!(asked(Character, plain).iter().all(|(text, _)| !text.is_ascii()), "{plain}");
        }
    }

    #[test]
    fn capitals_that_nobody_can_say_and_a_small_l_are_asked_about() {
        assert_eq!(asked(Character, "他使用TVWVWVWVWAN账户。")[0].0, "TVWVWVWVWAN");
        assert_eq!(asked(Character, "OpenAl发布新模型。"), [("l".to_owned(), vec!["I".to_owned()])]);
        for plain in ["在NASDAQ上市。", "UNESCO总部。", "采用HTTPS协议和WCDMA网络。", "他叫Al Gore。", "Total和Royal公司。"]
        {
            let found = asked(Character, plain);
            assert!(found.iter().all(|(text, _)| !text.is_ascii() || plain.contains("Al ")), "{plain} {found:?}");
        }
    }

    #[test]
    fn broken_web_addresses_are_asked_about_as_a_whole() {
        assert_eq!(asked(Character, "网址：www .12306. cn。"), [("www .12306. cn".to_owned(), vec!["www.12306.cn".to_owned()])]);
        assert_eq!(asked(Character, "见tech.sina.comcn网。"), [("tech.sina.comcn".to_owned(), vec!["tech.sina.com.cn".to_owned()])]);
        assert_eq!(asked(Character, "见vwww12306.cn网。")[0].0, "vwww12306.cn");
        assert!(asked(Character, "网址：http://www.gov.cn/a.html。").is_empty());
        assert!(asked(Character, "iPhone XR is here.").is_empty());
    }
}
