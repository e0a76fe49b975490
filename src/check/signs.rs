//! Signs that OCR puts where it saw something else: an asterisk or a grave accent among Chinese text, a question mark before the name of
//! a month, a point between two Chinese characters, a quotation mark before the C of a temperature.

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::wording::Wording;
use super::{Query, QueryKind};
use crate::language::class;
use crate::style::CheckName;

/// Signs that running text does not use, and what they are oftenest.
const STRANGE: [(char, &[&str]); 8] = [
    ('*', &["。", "，", ""]),
    ('`', &["", "‘", "“"]),
    ('_', &["—", ""]),
    ('^', &["", "“"]),
    ('\\', &["", "、"]),
    ('|', &["", "丨"]),
    ('~', &["—", "～"]),
    ('=', &["二", "—", ""]),
];
/// What a point between two Chinese characters was.
const POINTS: [&str; 4] = ["·", "。", "，", "、"];
/// What a mark before a counter was.
const DIGITS: [&str; 2] = ["7", "1"];
/// What an upright stroke before a month was: a lone bracket, or a line.
const STROKES: [char; 8] = ['[', ']', '【', '】', '〔', '〕', '|', '丨'];
const ONE: [&str; 1] = ["1"];

/// What the ring of ℃ is taken for.
const RINGS: [char; 10] = ['"', '“', '”', '\'', '‘', '’', '*', '。', '^', '`'];
/// What a ring and a C are.
const DEGREES: [&str; 2] = ["℃", "°C"];

const STRANGE_SIGN: Question = Question::new(QueryKind::Character, "query-strange-sign");
const POINT: Question = Question::new(QueryKind::Character, "query-point");
const MARK_FOR_DIGIT: Question = Question::new(QueryKind::Character, "query-mark-for-digit");
const DEGREE: Question = Question::new(QueryKind::Character, "query-degree");

/// Asks about the signs of a block.
pub(super) const CHECK: Check = Check {
    name: CheckName::Signs,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[STRANGE_SIGN, POINT, MARK_FOR_DIGIT, DEGREE]),
    gives_way: GivesWay::TO_WITNESS,
    look: |view, queries| view.told().for_each(|wording| signs(&wording, queries)),
};

fn signs(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    for (at, c) in wording.text.iter().copied().enumerate() {
        let mut ask = |question: Question, offered: &[&str]| {
            let offered: Vec<String> = offered.iter().map(|text| (*text).to_owned()).collect();
            queries.push(wording.query(question, (at, at + 1), &offered));
        };
        if is_degree(wording, at) {
            let offered = DEGREES.map(str::to_owned);
            queries.push(wording.query(DEGREE, (at, at + 2), &offered));
        } else if is_digit(wording, at) {
            ask(MARK_FOR_DIGIT, &ONE);
        } else if let Some((_, offered)) = STRANGE.iter().find(|(sign, _)| *sign == c) {
            if is_strange(wording, at) {
                ask(STRANGE_SIGN, offered);
            }
        } else if c == '.' && class::is_han(wording.before(at)) && class::is_han(wording.at(at + 1)) {
            ask(POINT, &POINTS);
        } else if matches!(c, '？' | '！') && counts(wording, at) {
            ask(MARK_FOR_DIGIT, &DIGITS);
        }
    }
}

/// Whether a mark behind a number and the C behind it are a temperature's.
fn is_degree(wording: &Wording<'_>, at: usize) -> bool {
    let (c, after) = (wording.at(at + 1), wording.at(at + 2));
    RINGS.contains(&wording.at(at)) && matches!(c, 'C' | 'c') && wording.before(at).is_ascii_digit() && !after.is_ascii_alphanumeric()
}

/// Whether a sign stands among Chinese text, and is part of no formula, address, share's name or list of points.
fn is_strange(wording: &Wording<'_>, at: usize) -> bool {
    let chinese = |c: char| class::is_han(c) || class::is_full_punctuation(c);
    let sign = wording.at(at);
    let (before, after) = (wording.before(at), wording.at(at + 1));
    let points = at == 0 || before == sign || after == sign;
    let range = matches!(sign, '~' | '=') && (before.is_ascii_alphanumeric() || after.is_ascii_alphanumeric());
    // 509_70% was a range; file_name was not.
    let number = sign == '_' && before.is_ascii_digit() && after.is_ascii_digit();
    number || !points && !range && (chinese(before) && !after.is_ascii_alphanumeric() || chinese(before) && chinese(after))
}

/// Whether an upright stroke is the digit of a date in January: what follows it is 月 and a day, and no number in brackets ends with it.
pub(super) fn is_digit(wording: &Wording<'_>, at: usize) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '[' | '【' | '〔');
    let follows = wording.at(at + 1) == '月' && wording.at(at + 2).is_ascii_digit();
    follows && STROKES.contains(&wording.at(at)) && !is_number(wording.before(at))
}

/// Whether what follows a mark counts: no sentence begins with 月 or 个, and none ends with 年.
fn counts(wording: &Wording<'_>, at: usize) -> bool {
    match wording.at(at + 1) {
        '月' => wording.before(at) == '年' || wording.at(at + 2).is_ascii_digit(),
        '日' | '时' => wording.before(at) == '月' || wording.before(at) == '日',
        '年' => wording.before(at).is_ascii_digit(),
        '个' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Character;
    use crate::check::tests::asked;

    fn signs(text: &str) -> Vec<String> {
        asked(Character, text).into_iter().map(|(text, _)| text).filter(|text| !text.starts_with(crate::language::class::is_han)).collect()
    }

    #[test]
    fn signs_among_chinese_text_are_asked_about() {
        assert_eq!(signs("传统工艺保存至今*这些作品很美。"), ["*"]);
        assert_eq!(signs("毛泽东、`和鲁迅、郭沫若。"), ["`"]);
        assert_eq!(signs("其中50_70%的企业盈利。"), ["_"]);
        assert!(signs("*ST海航昨天涨停，面积为3*4米，见my_file，约3~5天，***。").is_empty());
        assert!(signs("*注：本表不含西藏。").is_empty());
    }

    #[test]
    fn the_ring_of_a_temperature_is_asked_about_with_its_c() {
        for wrong in ["\"C", "”C", "'C", "。C", "*C"] {
            let found = asked(Character, &format!("今天最高气温达到35{wrong}，请注意防暑。"));
            assert_eq!(found, [(wrong.to_owned(), vec!["℃".to_owned(), "°C".to_owned()])]);
        }
        assert!(signs("气温35℃，A、B、C三组，共有5“CT”机。").is_empty());
    }

    #[test]
    fn a_point_between_characters_and_a_mark_for_a_digit_are_asked_about() {
        assert_eq!(asked(Character, "约翰.史密斯来访。")[0], (".".to_owned(), ["·", "。", "，", "、"].map(str::to_owned).to_vec()));
        assert_eq!(signs("自去年？月1日起执行。"), ["？"]);
        assert_eq!(signs("全市分成？个警区。"), ["？"]);
        assert_eq!(asked(Character, "本报北京]月15日电 记者昨天获悉此事。")[0], ("]".to_owned(), vec!["1".to_owned()]));
        assert!(!signs("全年[1]月3日起执行。").contains(&"]".to_owned()));
        assert!(signs("去不去？月底再说！日本队赢了？年年如此。").is_empty());
    }
}
