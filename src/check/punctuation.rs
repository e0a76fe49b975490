//! Punctuation: brackets and quotation marks without their other half or of two kinds, marks twice in a row, half-width marks inside
//! Chinese text, paragraphs that break off. OCR loses small marks and takes one bracket for another.

use super::printed_marks;
use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::signs::is_digit;
use super::view::{EditionView, Seat};
use super::wording::Wording;
use super::{Message, Query, QueryKind, Remedy, most_of_noise};
use crate::edit::Edit;
use crate::edition::{Block, Place, Role, TextOffset};
use crate::language::script::Script;
use crate::language::{self, class, width};
use crate::style::CheckName;

/// Pairs of marks, opening and closing.
pub(super) const PAIRS: [(char, char); 12] = [
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('「', '」'),
    ('『', '』'),
    ('〔', '〕'),
    ('［', '］'),
    ('(', ')'),
    ('[', ']'),
];

/// A paragraph of so many characters has a sentence's end.
const LONG: usize = 24;

const NESTED: Question = Question::new(QueryKind::Punctuation, "query-nested-quote");
const AGAIN: Question = Question::new(QueryKind::Punctuation, "query-quote-again");
const UNCLOSED: Question = Question::new(QueryKind::Punctuation, "query-unclosed");
const UNOPENED: Question = Question::new(QueryKind::Punctuation, "query-unopened");
const TWO_KINDS: Question = Question::new(QueryKind::Punctuation, "query-two-kinds");
const DOUBLED: Question = Question::new(QueryKind::Punctuation, "query-doubled-mark");
const TWO_ONES: Question = Question::new(QueryKind::Punctuation, "query-two-ones");
const MORE_ONES: Question = TWO_ONES.in_case("query-two-ones where there are more");
const HALF_WIDTH: Question = Question::new(QueryKind::Punctuation, "query-half-width");
const NO_END: Question = Question::new(QueryKind::Break, "query-no-end");
const CUT_WORD: Question = Question::new(QueryKind::Break, "query-cut-word");

/// Asks about the punctuation of a block.
pub(super) const CHECK: Check = Check {
    name: CheckName::Punctuation,
    kinds: &[QueryKind::Punctuation, QueryKind::Break],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[NESTED, AGAIN, UNCLOSED, UNOPENED, TWO_KINDS, DOUBLED, TWO_ONES, MORE_ONES, HALF_WIDTH, NO_END, CUT_WORD]),
    gives_way: GivesWay::TO_WITNESS,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    for seat in view.seats.iter().filter(|seat| seat.is_told()) {
        let wording = seat.wording();
        let mut of_print = Vec::new();
        pairs(seat, &wording, &mut of_print);
        doubled(&wording, &mut of_print);
        printed_marks::drop_printed(view, seat, &mut of_print);
        queries.extend(of_print);
        ones(&wording, queries);
        half_width(&wording, queries);
        broken_off(seat, &wording, queries);
    }
}

fn closing(open: char) -> char {
    PAIRS.iter().find(|pair| pair.0 == open).map_or(open, |pair| pair.1)
}

fn opening(close: char) -> char {
    PAIRS.iter().find(|pair| pair.1 == close).map_or(close, |pair| pair.0)
}

fn pairs(seat: &Seat<'_>, wording: &Wording<'_>, queries: &mut Vec<Query>) {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut inner = None;
    for (at, c) in wording.text.iter().copied().enumerate() {
        // A bracket that is a digit has no other half.
        if inner == Some(at) || is_digit(wording, at) {
            continue;
        }
        if c == STRAIGHT {
            // It is the half that is wanted there.
            match open.last() {
                Some(('“', _)) => drop(open.pop()),
                _ => open.push(('“', at)),
            }
        } else if PAIRS.iter().any(|pair| pair.0 == c) {
            if c == '“' && open.last().is_some_and(|(_, last)| wording.at(*last) == STRAIGHT) {
                open.pop();
            }
            let again = open.last().copied().filter(|(last, _)| matches!(c, '“' | '‘') && *last == c);
            if let Some(close) = again.and_then(|_| nested(wording.text, at)) {
                queries.push(wording.query(NESTED, (at, at + 1), &["‘".to_owned()]));
                queries.push(wording.query(NESTED, (close, close + 1), &["’".to_owned()]));
                inner = Some(close);
                continue;
            }
            let next = wording.text.get(at + 1..).unwrap_or_default().iter().copied().find(|one| *one == c || *one == closing(c));
            match again {
                // Opened twice and closed: the end of the first is lost, or it is none.
                Some((_, first)) if next == Some(closing(c)) => {
                    queries.push(unclosed(wording, first, at));
                    open.pop();
                    open.push((c, at));
                }
                // Else the second is turned wrongly.
                Some(_) => {
                    queries.push(wording.query(AGAIN, (at, at + 1), &[closing(c).to_string()]));
                    open.pop();
                }
                None => open.push((c, at)),
            }
        } else if PAIRS.iter().any(|pair| pair.1 == c) {
            close(seat, wording, &mut open, (at, c), queries);
        }
    }
    open.retain(|(_, at)| wording.at(*at) != STRAIGHT);
    for (c, at) in open.into_iter().take(most_of_noise(wording.text.len())) {
        let goes_on = matches!(c, '“' | '‘') && seat.after.is_some_and(|after| after.text().starts_with(c));
        let beside = seat.block.role().is_heading() && seat.after.is_some_and(|after| leaves(after, closing(c), c));
        if !goes_on && !beside {
            queries.push(unclosed(wording, at, wording.text.len()));
        }
    }
}

/// Where a quotation ends that begins at `at` inside another, both in double marks: two of these close one after the other.
fn nested(text: &[char], at: usize) -> Option<usize> {
    let mut marks = text.iter().enumerate().skip(at + 1).filter(|(_, c)| matches!(c, '“' | '”'));
    let (first, second) = (marks.next()?, marks.next()?);
    (text.get(at) == Some(&'“') && *first.1 == '”' && *second.1 == '”').then_some(first.0)
}

/// How far the end of a sentence is looked for, in characters: so that noise costs no more than text.
const SENTENCE: usize = 1000;

/// A quotation mark that is either half.
const STRAIGHT: char = '"';
/// What the half of a quotation is often misread as.
const MISREAD: &str = "'`*´";

/// Where the other half of a quotation stands that was misread: the nearest such sign in a range before `to` for one that opens, behind
/// `from` for one that closes, with no quotation mark on the way.
fn misread_half(wording: &Wording<'_>, (from, to): (usize, usize), half: char) -> Option<usize> {
    let opens = match half {
        '“' => true,
        '”' => false,
        _ => return None,
    };
    let goes_on = |at: &usize| !matches!(wording.at(*at), '“' | '”' | STRAIGHT);
    let in_word = |at: usize| wording.before(at).is_ascii_alphanumeric() && wording.at(at + 1).is_ascii_alphanumeric();
    let is_misread = |at: &usize| MISREAD.contains(wording.at(*at)) && !in_word(*at);
    if opens {
        (to.saturating_sub(SENTENCE).max(from)..to).rev().take_while(goes_on).find(is_misread)
    } else {
        (from..to.min(from + SENTENCE)).take_while(goes_on).find(is_misread)
    }
}

/// A mark that is not closed before `stop`: its other half may be misread, or lost at the end of its sentence, or it is none itself.
fn unclosed(wording: &Wording<'_>, at: usize, stop: usize) -> Query {
    if let Some(half) = misread_half(wording, (at + 1, stop), closing(wording.at(at))) {
        return wording.query(TWO_KINDS, (half, half + 1), &[closing(wording.at(at)).to_string()]);
    }
    let rest = wording.text.get(at..stop.min(at + SENTENCE)).unwrap_or_default();
    let end = rest.iter().position(|c| class::ends_sentence(*c)).map_or(stop, |end| at + end + 1);
    let close = closing(wording.at(at));
    let mut query = wording.query(UNCLOSED, (at, at + 1), &[String::new()]);
    query.remedies.insert(0, wording.insert(end, close, "remedy-close-mark"));
    query
}

/// A mark that closes nothing: its other half may be misread, or lost at the beginning of its clause, or it is none itself.
fn unopened(wording: &Wording<'_>, at: usize, replacements: &[String]) -> Query {
    if let Some(half) = misread_half(wording, (0, at), opening(wording.at(at))) {
        return wording.query(TWO_KINDS, (half, half + 1), &[opening(wording.at(at)).to_string()]);
    }
    let far = at.saturating_sub(SENTENCE);
    let before = wording.text.get(far..at).unwrap_or_default();
    let starts = |c: &char| class::ends_sentence(*c) || matches!(c, '：' | '，' | '”' | '）');
    // A mark before the closing one is still inside.
    let inside = before.len().saturating_sub(1);
    let start = before.get(..inside).unwrap_or_default().iter().rposition(starts).map_or(far, |start| far + start + 1);
    let mut query = wording.query(UNOPENED, (at, at + 1), replacements);
    query.remedies.insert(0, wording.insert(start, opening(wording.at(at)), "remedy-open-mark"));
    query
}

/// Whether a line of a heading has more of one half of a pair than of the other: the rest stands in the line beside it.
fn leaves(block: &Block, half: char, other: char) -> bool {
    let count = |half: char| block.text().chars().filter(|c| *c == half).count();
    block.role().is_heading() && count(half) > count(other)
}

/// Whether a bracket closes the number or the letter of a list's item, at the head of a text or behind a blank or a mark.
fn numbers_item(text: &[char], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let label = before.iter().rev().take_while(|c| c.is_ascii_alphanumeric()).count();
    let head = before.get(..before.len() - label).and_then(|before| before.last());
    (1..=2).contains(&label) && head.is_none_or(|c| c.is_whitespace() || matches!(c, '：' | '；' | '。' | ':' | ';' | '.'))
}

fn close(seat: &Seat<'_>, wording: &Wording<'_>, open: &mut Vec<(char, usize)>, (at, c): (usize, char), queries: &mut Vec<Query>) {
    let wanted = opening(c);
    match open.last().copied() {
        Some((last, _)) if last == wanted => {
            open.pop();
        }
        None if seat.block.role().is_heading() && seat.before.is_some_and(|before| leaves(before, wanted, c)) => {}
        // A foreign possessive.
        _ if c == '’' && class::is_latin(wording.before(at)) => {}
        // 1) and a) number a list.
        _ if matches!(c, '）' | ')') && numbers_item(wording.text, at) => {}
        Some((last, from)) if open.iter().all(|(one, _)| *one != wanted) => {
            // Two kinds of brackets: the one that is rarer in running text is the likelier to be wrong.
            let rare = |c: char| matches!(c, '〈' | '〉' | '〔' | '〕' | '［' | '］' | '[' | ']' | '(' | ')' | '【' | '】');
            let query = if rare(last) || !rare(c) {
                wording.query(TWO_KINDS, (from, from + 1), &[wanted.to_string()])
            } else {
                wording.query(TWO_KINDS, (at, at + 1), &[closing(last).to_string()])
            };
            queries.push(query);
            open.pop();
        }
        Some(_) => {
            // One that was opened inside is not closed; it is asked about, and its surroundings are closed here.
            while let Some((last, from)) = open.pop() {
                if last == wanted {
                    break;
                }
                queries.push(unclosed(wording, from, at));
            }
        }
        None => {
            let turned = matches!(c, '”' | '’') && !class::ends_sentence(wording.before(at)) && class::is_han(wording.at(at + 1));
            let mut replacements = vec![String::new()];
            if turned {
                replacements.insert(0, wanted.to_string());
            }
            queries.push(unopened(wording, at, &replacements));
        }
    }
}

fn doubled(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    let stops = |c: char| matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！');
    for (at, pair) in wording.text.windows(2).enumerate() {
        let [a, b] = [pair.first().copied().unwrap_or(' '), pair.get(1).copied().unwrap_or(' ')];
        // ！！ and ？！ are written so.
        let loud = |c: char| matches!(c, '？' | '！');
        if stops(a) && stops(b) && !(loud(a) && loud(b)) {
            queries.push(wording.query(DOUBLED, (at, at + 2), &[a.to_string(), b.to_string()]));
        }
    }
}

/// 一一 is one after the other, but oftener a dash that was misread; more of them are nothing else.
fn ones(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    let mut at = 0;
    while at < wording.text.len() {
        let count = wording.text.get(at..).unwrap_or_default().iter().take_while(|c| **c == '一').count();
        let after = wording.at(at + count);
        let adverb = matches!(after, '做' | '作' | '列' | '对' | '介' | '回' | '落' | '解' | '查' | '登' | '核' | '道' | '说' | '讲');
        if count > 2 || (count == 2 && !adverb) {
            let question = if count > 2 { MORE_ONES } else { TWO_ONES };
            queries.push(wording.query(question, (at, at + count), &["——".to_owned()]));
        }
        at += count.max(1);
    }
}

fn half_width(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    for (at, c) in wording.text.iter().copied().enumerate() {
        let Some(full) = width::full_width(c).filter(|_| c.is_ascii_punctuation()) else { continue };
        if class::is_han(wording.before(at)) && class::is_han(wording.at(at + 1)) {
            queries.push(wording.query(HALF_WIDTH, (at, at + 1), &[full.to_string()]));
        }
    }
}

/// A paragraph without a sentence's end, where no sign says that it goes on.
fn broken_off(seat: &Seat<'_>, wording: &Wording<'_>, queries: &mut Vec<Query>) {
    let last = wording.text.iter().rev().copied().find(|c| !class::is_closing(*c)).unwrap_or('。');
    let stops = class::ends_sentence(last) || matches!(last, '：' | '；' | '…' | '—');
    // The old press ends paragraphs with 、 and 云, or with nothing.
    let is_old = || wording.script() == Script::Traditional;
    if seat.block.role() != Role::Paragraph || stops || wording.text.last() == Some(&'）') || is_old() {
        return;
    }
    // A jump line or a line of code says why.
    let jumps = seat.after.is_some_and(|after| after.role() == Role::JumpLine);
    if jumps || !class::is_han(last) && !class::is_full_punctuation(last) {
        return;
    }
    let cut = cut_word(seat);
    if wording.text.len() < LONG && cut.is_none() {
        return;
    }
    let at = wording.text.len() - 1;
    let mut query = wording.query(NO_END, (at, at + 1), &[format!("{}。", wording.at(at))]);
    if let Some((word, join)) = cut {
        query.confidence = CUT_WORD.confidence();
        query.message = Message::with(CUT_WORD.key, "text", word);
        query.remedies.insert(0, join);
    }
    queries.push(query);
}

/// The word that the end of a paragraph cuts in two, if the next paragraph goes on with the rest of it; and how the two are joined.
fn cut_word(seat: &Seat<'_>) -> Option<(String, Remedy)> {
    const NEAR: usize = 6;
    let next = seat.after.filter(|after| after.role() == Role::Paragraph)?;
    let before: String = seat.block.text().chars().skip(seat.block.len().chars().saturating_sub(NEAR)).collect();
    let joined: String = before.chars().chain(next.text().chars().take(NEAR)).collect();
    let end = before.chars().count();
    let mut found = None;
    language::cut(&joined, |word| {
        if word.start < end && end < word.end {
            found = Some(word.text.to_owned());
        }
    });
    let (from, to) = (Place { block: seat.block.id(), at: seat.block.len() }, Place { block: next.id(), at: TextOffset(0) });
    Some((found?, Remedy::structural(Message::plain("remedy-join-next"), Edit::splice(from, to, ""))))
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::{Break, Punctuation};
    use crate::check::check;
    use crate::check::tests::{asked, edition};
    use crate::edition::Role;
    use crate::style::HouseStyle;

    #[test]
    fn brackets_of_two_kinds_and_alone_are_asked_about() {
        assert_eq!(asked(Punctuation, "售价699美元〈约合人民币4971元）起。"), [("〈".to_owned(), vec!["（".to_owned()])]);
        assert_eq!(asked(Punctuation, "他说：“去年很好。").len(), 1);
        assert_eq!(asked(Punctuation, "记者张华）报道。").len(), 1);
        // Where the other half was misread, it is that which is asked about; a straight mark is either half.
        assert_eq!(asked(Punctuation, "他直接回'那还好吧”，大家都笑了。"), [("'".to_owned(), vec!["“".to_owned()])]);
        assert_eq!(asked(Punctuation, "他说“去年很好`，大家都笑了。"), [("`".to_owned(), vec!["”".to_owned()])]);
        assert!(asked(Punctuation, "她与古筝\"形影不离”，说“这是缘分\"，又说“很好”。").is_empty());
        assert_eq!(asked(Punctuation, "本报北京]月15日电 记者昨天获悉此事。"), [], "it is a digit");
        let nested = asked(Punctuation, "他说：“开辟的“历次党代会”给我印象很深。”");
        assert_eq!(nested, [("“".to_owned(), vec!["‘".to_owned()]), ("”".to_owned(), vec!["’".to_owned()])]);
        assert!(asked(Punctuation, "他说：“《论语》（全本）‘很好’。”").is_empty());
    }

    #[test]
    fn a_word_that_the_end_of_a_paragraph_cuts_is_asked_about() {
        let of = |blocks: &[&str]| {
            let blocks: Vec<_> = blocks.iter().map(|text| (Role::Paragraph, *text)).collect();
            let queries = check(&edition(&[&blocks]), HouseStyle::standard());
            queries.into_iter().filter(|query| query.message.key == "query-cut-word").map(|query| query.remedies.len()).collect::<Vec<_>>()
        };
        assert_eq!(of(&["全市召开新闻发", "布会，介绍有关情况。"]), [2]);
        assert!(of(&["全市召开会议", "市长讲话。"]).is_empty());
    }

    #[test]
    fn marks_twice_and_lost_ends_are_asked_about() {
        assert_eq!(asked(Punctuation, "今天，，天气很好。")[0].1, ["，", "，"]);
        assert_eq!(asked(Punctuation, "这种行为一一通过渠道一一要查。").len(), 2);
        assert_eq!(asked(Punctuation, "消息渠道一一一一位驻京记者。")[0].0, "一一一一");
        assert!(asked(Punctuation, "会上一一做了介绍。").is_empty());
        assert!(asked(Punctuation, "真的吗？！好！！").is_empty());
        let long = "市政府新闻办召开专场新闻发布会介绍全市公交车免费乘坐的有关情况";
        assert_eq!(asked(Break, long)[0].1, ["况。"]);
        assert!(asked(Break, &format!("{long}。")).is_empty());
        assert_eq!(asked(Punctuation, "今天;明天。").len(), 1);
        assert!(asked(Punctuation, "U.S.A; B.").is_empty());
    }
}
