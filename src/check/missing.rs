//! Text that was lost: a unit whose number is gone, and a line that is much shorter than its column in the middle of a paragraph.

use std::sync::Arc;

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::wording::Wording;
use super::{Message, Query, QueryKind, ROUND, Remedy, Rounds};
use crate::edit::Edit;
use crate::edition::{Block, Place, Role, TextOffset};
use crate::language::{class, width};
use crate::page::Page;
use crate::style::CheckName;

/// What cannot follow a mark, since a number stands before it.
const NUMBERLESS: [&str; 14] =
    ["亿元", "万元", "万人", "个百分点", "%", "％", "余人", "多人", "月份", "日上午", "日下午", "日晚", "年以来", "年完成"];
/// A line is short if it lacks so much of those around it, in half-ems: three characters and a half.
const SHORT: u32 = 7;
/// The lines around it differ by no more than this among themselves, in half-ems.
const EVEN: u32 = 2;

const NUMBER: Question = Question::new(QueryKind::Missing, "query-number-missing");
const LINE: Question = Question::new(QueryKind::Missing, "query-line-short");
const LINE_AFTER_END: Question = Question { kind: QueryKind::Break, ..LINE }.in_case("query-line-short after a sentence");

/// Asks where a number should stand before its unit.
pub(super) const NUMBERS: Check = Check {
    name: CheckName::MissingNumbers,
    kinds: &[QueryKind::Missing],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[NUMBER]),
    gives_way: GivesWay::NEVER,
    look: |view, queries| view.told().for_each(|wording| numbers(&wording, queries)),
};

/// Asks about short lines inside the paragraphs of an edition.
pub(super) const LINES: Check = Check {
    name: CheckName::ShortLines,
    kinds: &[QueryKind::Missing, QueryKind::Break],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[LINE, LINE_AFTER_END]),
    gives_way: GivesWay::NEVER,
    // Lines in Latin letters are as long as their words allow.
    look: |view, queries| {
        let told = view.seats.iter().filter(|seat| !seat.wording().is_latin());
        told.for_each(|seat| lines(seat.block, view.pages, queries));
    },
};

fn numbers(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    for (at, c) in wording.text.iter().enumerate() {
        if !matches!(c, '，' | '。' | '；' | '、' | '：') {
            continue;
        }
        let rest = wording.text.get(at + 1..).unwrap_or_default();
        let stands = |unit: &&&str| unit.chars().enumerate().all(|(index, c)| rest.get(index) == Some(&c));
        // 年完成2.4亿元 has its number, and is what is done in a year.
        let told = |unit: &&str| unit.starts_with('年') && rest.get(unit.chars().count()).is_some_and(|c| class::is_numeral(*c));
        if let Some(unit) = NUMBERLESS.iter().find(stands).filter(|unit| !told(unit)) {
            let range = (at + 1, at + 1 + unit.chars().count());
            queries.push(wording.query(NUMBER, range, &[]));
        }
    }
}

fn lines(block: &Block, pages: &[Arc<Page>], queries: &mut Vec<Query>) {
    if block.role() != Role::Paragraph || block.len().chars() < 30 {
        return;
    }
    let lines = widths(block, pages);
    let inner = lines.get(1..).unwrap_or_default();
    let mut rounds = Rounds::of(block);
    for window in inner.windows(3) {
        let [before, line, after] = window else { continue };
        // The last line of a paragraph tells nothing.
        let is_last = inner.last().is_some_and(|last| last.at == after.at);
        let column = before.width.min(after.width);
        let even = before.width.abs_diff(after.width) <= EVEN;
        if is_last || !even || line.width + SHORT > column || before.page != line.page || line.page != after.page {
            continue;
        }
        let at = after.at;
        if block.doubts().iter().any(|doubt| doubt.at == at) {
            continue;
        }
        let place = Place { block: block.id(), at };
        let split = Remedy::structural(Message::plain("remedy-split"), Edit::split(place, place, block.role()));
        // After a sentence it is likelier that a paragraph ends than that text was lost.
        let text = rounds.round(at);
        let before = text.chars().nth(at.chars().min(ROUND).saturating_sub(1)).unwrap_or(' ');
        let ends = class::ends_sentence(before) || class::is_closing(before);
        let question = if ends { LINE_AFTER_END } else { LINE };
        queries.push(Query {
            kind: question.kind,
            block: block.id(),
            range: (at, at),
            text,
            confidence: question.confidence(),
            message: Message::plain(question.key),
            remedies: vec![split],
        });
    }
}

/// Where raw lines begin in a block's text, in characters.
pub(super) fn starts_of_lines(block: &Block, pages: &[Arc<Page>]) -> Vec<usize> {
    widths(block, pages).into_iter().map(|line| line.at.chars()).collect()
}

/// A raw line of a block: where its text begins in the block, and how wide it is, in half-ems.
struct LineWidth {
    page: usize,
    number: usize,
    at: TextOffset,
    width: u32,
}

/// The raw lines of a block, in the order of its text.
fn widths(block: &Block, pages: &[Arc<Page>]) -> Vec<LineWidth> {
    let mut lines: Vec<LineWidth> = Vec::new();
    let mut at = 0;
    for piece in block.pieces() {
        let source = piece.source().and_then(|span| Some((span, pages.get(span.page.position())?)));
        if let Some((span, page)) = source {
            let mut number = page.line_of(span.range.start);
            for (index, c) in page.slice(span.range).chars().enumerate() {
                let solid = !crate::page::is_blank(c);
                if solid && lines.last().is_none_or(|line| line.number != number || line.page != span.page.position()) {
                    let within = index.min(piece.text_len().saturating_sub(1));
                    lines.push(LineWidth { page: span.page.position(), number, at: TextOffset::new(at + within), width: 0 });
                }
                if let Some(line) = lines.last_mut().filter(|_| solid) {
                    line.width += width::half_ems(c);
                }
                number += usize::from(c == '\n');
            }
        }
        at += piece.text_len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::check::QueryKind::Missing;
    use crate::check::check;
    use crate::check::tests::asked;
    use crate::clean::clean;
    use crate::import::import_bytes;
    use crate::style::HouseStyle;

    #[test]
    fn a_unit_without_its_number_is_asked_about() {
        assert_eq!(asked(Missing, "今年以来，年完成投资2.4亿元。")[0].0, "年完成");
        assert_eq!(asked(Missing, "收入一千元，亿元以上的有三家。").len(), 1);
        assert!(asked(Missing, "加快示范区建设，年完成2.4亿元投资，年完成三千万元。").is_empty());
        assert!(asked(Missing, "截至目前，2亿元到账，月均收入上升，年产值过亿元。").is_empty());
    }

    /// Eight lines of one paragraph, 16 characters wide.
    fn column() -> Vec<String> {
        let text = "市政府新闻办公室昨天召开专场新闻发布会，介绍全市公交车免费乘坐的有关情况，并回答记者提问，";
        let endless: Vec<char> = text.chars().cycle().take(16 * 8).collect();
        endless.chunks(16).map(|line| line.iter().collect()).collect()
    }

    fn short_lines(lines: &[String]) -> usize {
        let raw = format!("　　本报讯（记者 王明）{}\n", lines.join("\n"));
        let page = import_bytes(Path::new("p.txt"), raw.as_bytes(), None).expect("a page");
        let edition = clean(&[Arc::new(page)], HouseStyle::standard());
        check(&edition, HouseStyle::standard()).iter().filter(|query| query.kind == Missing).count()
    }

    #[test]
    fn a_line_much_shorter_than_its_column_is_asked_about() {
        let mut lines = column();
        assert_eq!(short_lines(&lines), 0);
        lines[4] = lines[4].chars().take(11).collect();
        assert_eq!(short_lines(&lines), 1);
    }
}
