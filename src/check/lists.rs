//! Numbers of one list that are written two ways: 一、二、3、四、.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Query, QueryKind};
use crate::language::numerals;
use crate::style::CheckName;

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum NumberScript {
    Chinese,
    Digits,
}

/// A number at the head of a list's item.
struct ListNumber<'a> {
    wording: Wording<'a>,
    /// Where it stands in the block, in characters.
    range: (usize, usize),
    script: NumberScript,
    value: u32,
    /// What stands behind it, and whether it stands in brackets: items of one list agree in both.
    frame: (char, bool),
}

const MIXED: Question = Question::new(QueryKind::Number, "query-mixed-list");

/// Asks about the lists of an article: where most numbers are written one way, about the others.
pub(super) const CHECK: Check = Check {
    name: CheckName::Lists,
    kinds: &[QueryKind::Number],
    scope: CheckScope::Article,
    sureness: Sureness::Set(&[MIXED]),
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    for list in lists(view.seats.iter().flat_map(|seat| items(seat.wording()))) {
        let of = |script: NumberScript| list.iter().filter(|item| item.script == script).count();
        let rare = match of(NumberScript::Digits).cmp(&of(NumberScript::Chinese)) {
            Ordering::Less => NumberScript::Digits,
            Ordering::Greater => NumberScript::Chinese,
            Ordering::Equal => continue,
        };
        queries.extend(list.iter().filter(|item| item.script == rare).map(query));
    }
}

/// Items that follow each other in number belong together; of two lists that an item may go on, the one that is written as it is.
fn lists<'a>(items: impl Iterator<Item = ListNumber<'a>>) -> Vec<Vec<ListNumber<'a>>> {
    let mut lists: Vec<Vec<ListNumber<'a>>> = Vec::new();
    // With which number at the least a list begins that is framed and written so.
    let mut least: HashMap<((char, bool), NumberScript), u32> = HashMap::new();
    // Which lists go on with which number, in which frame.
    let mut open: HashMap<((char, bool), u32), BTreeSet<usize>> = HashMap::new();
    for item in items {
        let waiting = open.entry((item.frame, item.value)).or_default();
        let alike = |list: &Vec<ListNumber<'_>>| list.iter().any(|other| other.script == item.script);
        let is_alike = |list: &usize| lists.get(*list).is_some_and(alike);
        // Where a list that is written so already runs, an item it lacks was lost: this one is no item of the list inside.
        let runs = least.get(&(item.frame, item.script)).is_some_and(|least| *least < item.value);
        let other = || waiting.last().copied().filter(|_| !runs);
        let number = waiting.iter().copied().rev().find(is_alike).or_else(other).unwrap_or(lists.len());
        waiting.remove(&number);
        open.entry((item.frame, item.value + 1)).or_default().insert(number);
        match lists.get_mut(number) {
            Some(list) => list.push(item),
            None => {
                let least = least.entry((item.frame, item.script)).or_insert(item.value);
                *least = item.value.min(*least);
                lists.push(vec![item]);
            }
        }
    }
    lists
}

fn query(item: &ListNumber<'_>) -> Query {
    let written = if item.script == NumberScript::Digits { numerals::counted(item.value) } else { item.value.to_string() };
    item.wording.query(MIXED, item.range, &[written])
}

/// The numbers of items in a block: `一、`, `1.` and `（一）` at its head, and `一是` behind a mark inside it.
fn items(wording: Wording<'_>) -> Vec<ListNumber<'_>> {
    let at = |index: usize| wording.at(index);
    let mut found = Vec::new();
    for index in 0..wording.text.len() {
        let opens = matches!(at(index), '（' | '(');
        let from = index + usize::from(opens);
        let head = index == 0;
        let behind = index > 0 && matches!(at(index - 1), '。' | '；' | '：' | '，');
        if !(head || behind && !opens) {
            continue;
        }
        let Some((script, value, to)) = number(wording.text, from) else { continue };
        let frame = match at(to) {
            '）' | ')' if opens && head => '）',
            '、' | '.' | '．' if !opens && head => '、',
            '是' if !opens => '是',
            _ => continue,
        };
        found.push(ListNumber { wording, range: (from, to), script, value, frame: (frame, opens) });
    }
    found
}

/// A number up to 19 that begins at a place, and where it ends.
fn number(text: &[char], from: usize) -> Option<(NumberScript, u32, usize)> {
    let rest = text.get(from..)?;
    let script = if matches!(rest.first()?, '0'..='9' | '０'..='９') { NumberScript::Digits } else { NumberScript::Chinese };
    let (value, length) = numerals::value(rest).filter(|(value, _)| (1..20).contains(value))?;
    Some((script, value, from + length))
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Number;
    use crate::check::check;
    use crate::check::tests::{asked, edition};
    use crate::edition::Role::Paragraph;
    use crate::style::HouseStyle;

    #[test]
    fn a_list_is_numbered_one_way() {
        assert_eq!(asked(Number, "主要有：一是抓项目；2是抓作风；三是抓落实。"), [("2".to_owned(), vec!["二".to_owned()])]);
        assert!(asked(Number, "主要有：一是抓项目；二是抓作风；三是抓落实。").is_empty());
        let blocks = [(Paragraph, "一、抓项目。"), (Paragraph, "二、抓作风。"), (Paragraph, "3、抓落实。"), (Paragraph, "四、抓安全。")];
        let queries = check(&edition(&[&blocks]), HouseStyle::standard());
        let numbers: Vec<_> =
            queries.iter().filter(|query| query.kind == Number).map(|query| query.remedies[0].replacement.clone()).collect();
        assert_eq!(numbers, [Some("三".to_owned())]);
        // Items of a list inside an item are numbered otherwise.
        let nested = [(Paragraph, "一、抓项目。"), (Paragraph, "1.工业。"), (Paragraph, "2.农业。"), (Paragraph, "二、抓作风。")];
        let queries = check(&edition(&[&nested]), HouseStyle::standard());
        assert!(queries.iter().all(|query| query.kind != Number));
        // Nor is the third of the outer list one of the inner list, where the second was lost.
        let nested = [(Paragraph, "一、抓项目。"), (Paragraph, "1、工业。"), (Paragraph, "2、农业。"), (Paragraph, "三、抓作风。")];
        let queries = check(&edition(&[&nested]), HouseStyle::standard());
        assert!(queries.iter().all(|query| query.kind != Number));
    }
}
