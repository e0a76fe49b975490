//! What stands in a paper beside prose: verse, lists, rankings, tables, letters, questions and answers, notices, quoted letters.

use super::chinese::Breaking;
use super::words::{Dice, Topic};

/// Lines that come out as paragraphs of their own, and how they are set: each with the lines it is broken into.
pub type Paragraphs = Vec<(String, Vec<String>)>;

/// Some matter of a kind drawn at random, in a column of a measure.
pub fn matter(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    match dice.below(10) {
        0 => verse(topic, breaking, dice),
        1 => ranking(topic, breaking, dice),
        2 => table(topic, breaking, dice),
        3 => letter(topic, breaking, dice),
        4 => interview(topic, breaking, dice),
        5 => numbered(topic, breaking, dice),
        6 => notice(topic, breaking, dice),
        7 => quoted(topic, breaking, dice),
        8 => contents(topic, dice),
        _ => notes(topic, breaking, dice),
    }
}

fn set(text: String, breaking: &Breaking) -> (String, Vec<String>) {
    let lines = breaking.lines(&text);
    (text, lines)
}

/// The text on a line of its own.
fn alone(text: String) -> (String, Vec<String>) {
    (text.clone(), vec![text])
}

fn verse(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    let regular = dice.chance(40);
    let most = (breaking.measure as usize / 2).saturating_sub(2);
    let verse = |dice: &mut Dice| {
        let length = if regular { 7 } else { dice.between(4, most.min(13)) };
        let mut text = topic.title(dice, length);
        if regular && most >= 16 {
            text.push('，');
            text.push_str(&topic.title(dice, length));
        }
        text + dice.one(&["，", "，", "；", "。", "", "？", "！"])
    };
    (0..dice.between(4, 14)).map(|_| alone(verse(dice))).collect()
}

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

fn ranking(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    let mut lines = vec![set(format!("{}，名次如下：", topic.phrase(dice, 5, 20)), breaking)];
    let head = dice.one(&["第{}名、", "第{}名：", "{}等奖 ", "{}、"]);
    for numeral in NUMERALS.iter().take(dice.between(3, 8)) {
        let cells = (0..dice.between(1, 3)).map(|_| topic.phrase(dice, 1, 60)).collect::<Vec<_>>().join("，");
        lines.push(set(format!("{}{cells}", head.replace("{}", numeral)), breaking));
    }
    lines
}

fn table(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    let mut lines = vec![set(format!("{}，具体如下：", topic.sentence(dice).trim_end_matches(['。', '！', '？', '”'])), breaking)];
    let cells = dice.between(2, 4);
    if dice.chance(60) {
        lines.push(alone((0..cells).map(|_| topic.title(dice, 2)).collect::<Vec<_>>().join(" ")));
    }
    for _ in 0..dice.between(3, 8) {
        let length = dice.between(2, 4);
        let mut row = topic.title(dice, length);
        for _ in 1..cells {
            row.push_str(&format!(" {}.{}0", dice.between(0, 30), dice.below(10)));
        }
        lines.push(alone(row));
    }
    lines
}

fn letter(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    let name = dice.one(&["王晓明", "李芳", "赵建国", "马德山"]);
    let mut lines = vec![alone(dice.one(&["编辑同志：", "主编先生：", "尊敬的读者：", "各位家长："]).to_owned())];
    for _ in 0..dice.between(1, 3) {
        let sentences = dice.between(1, 4);
        lines.push(set(topic.paragraph(dice, sentences), breaking));
    }
    if dice.chance(70) {
        lines.push(alone("此致".to_owned()));
        lines.push(alone("敬礼！".to_owned()));
    }
    lines.push(alone(dice.one(&["读者 ", "城关镇 ", ""]).to_owned() + name));
    if dice.chance(60) {
        lines.push(alone(format!("{}月{}日", dice.one(&NUMERALS), dice.one(&NUMERALS))));
    }
    lines
}

fn interview(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    let (asks, tells) = dice.one(&[("记者：", "局长："), ("问：", "答："), ("主持人：", "嘉宾：")]);
    let turn = |at: usize, dice: &mut Dice| {
        let sentences = if at.is_multiple_of(2) { 1 } else { dice.between(1, 4) };
        set((if at.is_multiple_of(2) { asks } else { tells }).to_owned() + &topic.paragraph(dice, sentences), breaking)
    };
    (0..dice.between(4, 10)).map(|at| turn(at, dice)).collect()
}

fn numbered(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    let mut lines = vec![set(format!("{}，有关事项如下：", topic.phrase(dice, 6, 20)), breaking)];
    let style = dice.below(4);
    for (at, numeral) in NUMERALS.iter().take(dice.between(3, 8)).enumerate() {
        let number = match style {
            0 => format!("{numeral}、"),
            1 => format!("（{numeral}）"),
            2 => format!("{}．", at + 1),
            _ => format!("{}、", at + 1),
        };
        let mut text = topic.sentence(dice);
        if dice.chance(30) {
            text = text.trim_end_matches(['。', '！', '？', '”']).to_owned() + "；";
        }
        lines.push(set(number + &text, breaking));
    }
    lines
}

fn notice(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    let mut lines = Vec::new();
    for _ in 0..dice.between(2, 6) {
        let numbers = |dice: &mut Dice| (0..dice.between(3, 7)).map(|_| format!("{:02}", dice.below(36))).collect::<Vec<_>>().join(" ");
        lines.push(match dice.below(4) {
            0 => alone(format!("{}：{}", topic.title(dice, 2), numbers(dice))),
            1 => alone(numbers(dice)),
            2 => alone(format!("第{}期", dice.between(2_000_000, 2_400_000))),
            _ => set(format!("{}：{}", dice.one(&["时间", "地点", "电话", "主办"]), topic.phrase(dice, 3, 30)), breaking),
        });
    }
    lines
}

fn quoted(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    let mut lines = vec![set(format!("{}，全文是这样写的：", topic.phrase(dice, 5, 20)), breaking)];
    let count = dice.between(2, 4);
    for at in 0..count {
        let text: String = (0..dice.between(1, 3)).map(|_| topic.sentence(dice)).filter(|text| !text.contains(['“', '”'])).collect();
        if !text.is_empty() {
            lines.push(set(format!("“{text}{}", if at + 1 == count { "”" } else { "" }), breaking));
        }
    }
    lines
}

fn contents(topic: &Topic, dice: &mut Dice) -> Paragraphs {
    let dots = dice.one(&[" ", "……", "………………", " "]);
    let row = |at: usize, dice: &mut Dice| {
        let length = dice.between(4, 9);
        alone(format!("{}{}{dots}{}", dice.one(&["第1讲", "秘籍2", "2.1 ", ""]), topic.title(dice, length), at * 3 + 1))
    };
    (0..dice.between(4, 10)).map(|at| row(at, dice)).collect()
}

fn notes(topic: &Topic, breaking: &Breaking, dice: &mut Dice) -> Paragraphs {
    ["①", "②", "③", "④"].iter().take(dice.between(2, 4)).map(|sign| set(format!("{sign}{}", topic.sentence(dice)), breaking)).collect()
}
