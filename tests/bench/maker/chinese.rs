//! Pages in Chinese: the old press, dailies, printed sheets.

use stet::language::{class, width};

use super::Extent;
use super::more::matter;
use super::page::{Columns, Made, Set, Setting, Story};
use super::words::{Dice, Topic, traditional};

/// How lines of text are broken.
pub struct Breaking {
    /// The measure in half-ems.
    pub measure: u32,
    /// The indent of first lines, in half-ems.
    pub indent: u32,
    /// The narrower measures of the first lines, beside a title or an inset.
    pub narrow: Vec<u32>,
    /// Whether marks may stand at a line's start, as in the old press.
    pub any_start: bool,
    /// Whether marks are squeezed to half an em where it helps.
    pub squeezes: bool,
    /// Whether marks hang over the edge.
    pub hangs: bool,
}

impl Breaking {
    /// The lines of a paragraph.
    pub fn lines(&self, text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut lines: Vec<String> = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let measure = self.narrow.get(lines.len()).copied().unwrap_or(self.measure);
            let room = measure.saturating_sub(if lines.is_empty() { self.indent } else { 0 }).max(2);
            let end = self.end(&chars, at, room);
            lines.push(chars[at..end].iter().collect());
            at = end;
        }
        lines
    }

    /// Where a line that begins at a place ends.
    fn end(&self, chars: &[char], at: usize, room: u32) -> usize {
        let wide = |c: char| if self.squeezes { width::least_half_ems(c) } else { width::half_ems(c) };
        let (mut end, mut used) = (at, 0);
        while end < chars.len() && used + wide(chars[end]) <= room {
            used += wide(chars[end]);
            end += 1;
        }
        if end >= chars.len() {
            return chars.len();
        }
        if self.hangs && class::avoids_line_start(chars[end]) {
            end += 1;
        }
        let breaks_badly = |end: usize| {
            let (before, after) = (chars[end - 1], chars.get(end).copied().unwrap_or(' '));
            let latin = class::is_latin(before) && class::is_latin(after);
            latin || (!self.any_start && (class::avoids_line_start(after) || class::is_opening(before)))
        };
        let mut back = end;
        while back > at + 1 && back < chars.len() && breaks_badly(back) {
            back -= 1;
        }
        if back > at + 1 { back } else { end.max(at + 1) }
    }
}

fn set(text: String, indent: f64) -> Set {
    let wide: u32 = text.chars().map(width::half_ems).sum();
    Set { width: f64::from(wide) / 2.0, text, indent, size: 1.0, space: 0.0, opens: false, gap: 0 }
}

/// A line of a headline, set so large, in the middle of its column.
fn title(text: &str, size: f64, column: f64) -> Set {
    let own = set(text.to_owned(), 0.0);
    let width = own.width * size;
    Set { width, indent: ((column - width) / 2.0).max(0.0), size, space: 0.5, ..own }
}

/// A page of the old press.
pub fn old_press(dice: &mut Dice) -> Made {
    let mut setting = Setting::default();
    let stops = dice.chance(35);
    let indent = dice.one(&[0, 0, 2, 2]);
    let measures: Vec<u32> = (0..dice.between(2, 4)).map(|_| 2 * dice.one(&[8, 8, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 34])).collect();
    let wires = dice.one(&[0, 20, 70]);
    let authors = dice.one(&[0, 10, 50]);
    for _ in 0..dice.below(3) {
        let numeral = |dice: &mut Dice| dice.one(&["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]);
        let (a, b, c) = (numeral(dice), numeral(dice), numeral(dice));
        let line = match dice.below(3) {
            0 => format!("中華民國二十{a}年{b}月{c}日　河畔報　星期{}　第{b}版", numeral(dice)),
            1 => format!("定報價目：本埠　每月{a}角　全年{b}元　郵費在內"),
            _ => format!("本報地址{a}馬路　電話{a}{b}{c}{a}"),
        };
        setting.lines.push(set(line.clone(), 0.0));
        setting.furniture.push(line);
    }
    for _ in 0..dice.between(4, 16) {
        let topic = Topic::draw(dice);
        let mut measure = dice.one(&measures);
        let mut story = Story::default();
        if !dice.chance(7) {
            for _ in 0..dice.one(&[1, 1, 2, 2, 2, 3, 4]) {
                let length = dice.one(&[3, 4, 4, 5, 6, 6, 7, 7, 8, 8, 9, 10, 11, 13]);
                story.headline.push(traditional(&topic.title(dice, length)));
            }
            if dice.chance(authors) {
                let length = dice.between(2, 4);
                story.headline.push(format!("（{}）", traditional(&topic.title(dice, length))));
            }
            if dice.chance(3) {
                let one = story.headline.remove(0);
                let characters: Vec<String> = one.chars().map(String::from).collect();
                story.headline.splice(0..0, characters);
            }
        }
        setting.lines.extend(story.headline.iter().map(|line| title(line, 1.6, f64::from(measure) / 2.0)));
        let wired = dice.chance(wires);
        for rank in 0..dice.one(&[1, 1, 1, 2, 2, 3, 4, 6]) {
            let sentences = dice.between(1, 6);
            let mut text = old_pointing(&topic.paragraph(dice, sentences), stops, dice);
            if wired && dice.chance(80) {
                text = format!("{}{text}", wire(dice));
            } else if dice.chance(5) {
                text = format!("{}{text}", dice.one(&["▲", "●", "◎", "一、", "又訊、", "【本報特訊】"]));
            }
            let text = traditional(&text);
            let narrow = match (rank, dice.below(100)) {
                (0, 0..30) if measure >= 16 => vec![2 * dice.between(2, measure as usize / 3) as u32; dice.between(2, 14)],
                (_, 30..36) => {
                    let full = dice.between(1, 6);
                    let inset = vec![(measure / 2 / 2 * 2).max(4); dice.between(3, 10)];
                    std::iter::repeat_n(measure, full).chain(inset).collect()
                }
                _ => Vec::new(),
            };
            let breaking = Breaking { measure, indent, narrow, any_start: dice.chance(70), squeezes: false, hangs: false };
            let lines = breaking.lines(&text);
            setting
                .lines
                .extend(lines.into_iter().enumerate().map(|(at, line)| set(line, if at == 0 { f64::from(indent) / 2.0 } else { 0.0 })));
            story.paragraphs.push(text);
            if dice.chance(4) {
                measure = dice.one(&measures);
            }
        }
        setting.articles.push(story);
    }
    setting.finish(None, dice)
}

/// The text pointed as the old press does: 、 for most marks, and at a paragraph's end 云 or nothing.
fn old_pointing(text: &str, stops: bool, dice: &mut Dice) -> String {
    let mut text: String = text
        .chars()
        .map(|c| match c {
            '“' => '「',
            '”' => '」',
            c => c,
        })
        .collect();
    if !stops {
        text = text.chars().map(|c| if matches!(c, '，' | '。' | '；' | '：' | '！' | '？') { '、' } else { c }).collect();
    }
    if dice.chance(20) {
        text = text.trim_end_matches(['、', '。']).to_owned() + dice.one(&["云", "", "", "云、", "也", "。"]);
    }
    text
}

fn wire(dice: &mut Dice) -> String {
    let place = dice.one(&["重慶", "倫敦", "巴黎", "東京", "漢口", "香港", "柏林", "莫斯科", "紐約", "本市", "南昌前線"]);
    let day = dice.one(&["廿日", "廿一日", "十九日", "卅日", "二日", ""]);
    let agency = dice.one(&["路透電", "美聯電", "海通電", "哈瓦斯電", "專電", "電", "訊", "中央社電"]);
    format!("（{place}{day}{agency}）")
}

/// A daily.
pub fn daily(dice: &mut Dice, extent: Extent) -> Made {
    let boxes = extent == Extent::Boxed;
    let mut setting = Setting::default();
    let measures: Vec<u32> = if boxes {
        vec![2 * dice.between(11, 26) as u32]
    } else {
        (0..dice.between(1, 4)).map(|_| 2 * dice.between(9, 32) as u32).collect()
    };
    let (blanks, squeezes, hangs) = (usize::from(!boxes && dice.chance(60)), dice.chance(25), dice.chance(30));
    let (lead_ins, indents, far) =
        (dice.one(&[5, 50, 90]), !boxes && dice.chance(10), if extent == Extent::Page { dice.one(&[0, 0, 30, 80, 100]) } else { 0 });
    let (subheads, more) = (dice.one(&[0, 0, 8, 25]), dice.one(&[0, 8, 25]));
    let mut away: Vec<Vec<String>> = Vec::new();
    let mut first_away = (dice.chance(15) && extent != Extent::Cutting).then(Vec::new);
    let stories = if extent == Extent::Cutting { dice.between(1, 2) } else { dice.between(3, 9) };
    let mut wanted: Vec<(Story, Vec<Set>)> = Vec::new();
    for _ in 0..stories {
        let topic = Topic::draw(dice);
        let measure = dice.one(&measures);
        let column = f64::from(measure) / 2.0;
        let mut story = Story::default();
        let mut lines: Vec<Set> = Vec::new();
        if !dice.chance(8) {
            for _ in 0..dice.one(&[1, 1, 1, 2, 2, 3]) {
                let length = dice.between(6, 20);
                story.headline.push(topic.title(dice, length));
            }
        }
        let paragraphs = dice.one(&[1, 2, 3, 4, 5, 7]);
        for rank in 0..paragraphs {
            if rank > 1 && dice.chance(subheads) {
                let length = dice.between(4, 10);
                let text = topic.title(dice, length);
                story.paragraphs.push(text.clone());
                lines.push(Set { opens: true, gap: blanks, ..title(&text, 1.0, column) });
            }
            let sentences = dice.between(1, 5);
            let mut text = topic.paragraph(dice, sentences);
            if rank == 0 && dice.chance(lead_ins) {
                text = lead_in(dice) + &text;
            } else if dice.chance(5) {
                text = dice.one(&["一、", "（一）", "1．", "二是", "■"]).to_owned() + &text;
            }
            let breaking = Breaking { measure, indent: 4, narrow: Vec::new(), any_start: false, squeezes, hangs };
            for (at, line) in breaking.lines(&text).into_iter().enumerate() {
                let raw = if indents && at == 0 { format!("　　{line}") } else { stray(&line, boxes, dice) };
                let own = set(line, if at == 0 { 2.0 } else { 0.0 });
                let gap = if blanks > 0 && dice.chance(98) { blanks } else { 0 };
                lines.push(Set { text: raw, opens: at == 0, gap, ..own });
            }
            story.paragraphs.push(text);
            if dice.chance(more) {
                let breaking = Breaking { measure, indent: 4, narrow: Vec::new(), any_start: false, squeezes, hangs };
                for (text, broken) in matter(&topic, &breaking, dice) {
                    for (at, line) in broken.into_iter().enumerate() {
                        let own = set(line, if at == 0 { 2.0 } else { 0.0 });
                        lines.push(Set { opens: at == 0, gap: blanks, ..own });
                    }
                    story.paragraphs.push(text);
                }
            }
        }
        if let Some(first) = lines.first_mut() {
            first.gap += usize::from(blanks > 0 && dice.chance(50));
        }
        let head: Vec<Set> = story
            .headline
            .iter()
            .map(|line| Set { opens: true, gap: blanks, ..title(line, if boxes { dice.one(&[1.3, 1.8, 2.4]) } else { 1.0 }, column) })
            .collect();
        if dice.chance(far) {
            match &mut first_away {
                Some(first) => first.push(story.headline.clone()),
                None => away.push(story.headline.clone()),
            }
        } else {
            lines.splice(0..0, head);
        }
        wanted.push((story, lines));
    }
    if extent != Extent::Cutting {
        furniture(&mut setting, boxes, dice);
    }
    let headings = |lists: Vec<Vec<String>>| {
        lists.into_iter().flat_map(|lines| {
            lines
                .into_iter()
                .enumerate()
                .map(|(at, line)| Set { gap: usize::from(at == 0) * (1 + blanks), ..set(line, 0.0) })
                .collect::<Vec<_>>()
        })
    };
    setting.lines.extend(headings(first_away.unwrap_or_default()));
    for (story, lines) in wanted {
        setting.lines.extend(lines);
        setting.articles.push(story);
    }
    setting.lines.extend(headings(away));
    let regions = dice.chance(50);
    let columns = Columns {
        count: dice.between(2, 6),
        width: f64::from(measures[0]) / 2.0,
        lines: dice.between(40, 120),
        shake: dice.one(&[0.05, 0.15, 0.4]),
        regions,
        sizes: false,
    };
    setting.finish(boxes.then_some(&columns), dice)
}

fn lead_in(dice: &mut Dice) -> String {
    let name = |dice: &mut Dice| dice.one(&["王晓明", "李芳", "赵建国", "林小舟", "何平", "苏岚", "周文", "马德山"]);
    match dice.below(5) {
        0 | 1 => format!("本报讯（记者 {}）", name(dice)),
        2 => format!("本报讯（记者 {} 通讯员 {}）", name(dice), name(dice)),
        3 => format!("新华社{}{}月{}日电", dice.one(&["北京", "上海", "太原"]), dice.between(1, 12), dice.between(1, 28)),
        _ => format!("本报{}讯", dice.one(&["北京", "省城", "县里"])),
    }
}

/// The line as OCR gives it: letter-spaced at times, with stray blanks round digits.
fn stray(line: &str, boxes: bool, dice: &mut Dice) -> String {
    if boxes {
        return line.to_owned();
    }
    if dice.chance(4) {
        return line.chars().map(String::from).collect::<Vec<_>>().join(" ");
    }
    let mut text = String::new();
    for c in line.chars() {
        if c.is_ascii_digit() && !text.ends_with(|c: char| c.is_ascii_digit()) && dice.chance(20) {
            text.push(' ');
        }
        text.push(c);
    }
    text
}

fn furniture(setting: &mut Setting, boxes: bool, dice: &mut Dice) {
    for _ in 0..dice.below(4) {
        let line = match dice.below(5) {
            0 => dice.between(1, 16).to_string(),
            1 => dice.one(&["要闻", "综合新闻", "社会", "国际新闻", "副刊"]).to_owned(),
            2 => {
                format!("20{:02}年{}月{}日 星期{}", dice.below(24), dice.between(1, 12), dice.between(1, 28), dice.one(&["一", "三", "日"]))
            }
            3 => format!("责任编辑：{} 美编：{}", dice.one(&["王小明", "李芳"]), dice.one(&["赵强", "林琳"])),
            _ => format!("第{}版 电话：{}", dice.between(1, 8), dice.between(2_000_000, 8_999_999)),
        };
        setting.lines.push(Set { opens: boxes, ..set(line.clone(), 0.0) });
        setting.furniture.push(line);
    }
}

/// A printed sheet.
pub fn sheet(dice: &mut Dice, boxes: bool) -> Made {
    let mut setting = Setting::default();
    let measure = 2 * dice.between(18, 62) as u32;
    let column = f64::from(measure) / 2.0;
    let (squeezes, hangs) = (dice.chance(60), dice.chance(40));
    for _ in 0..dice.one(&[1, 1, 1, 2, 3]) {
        let topic = Topic::draw(dice);
        let mut story = Story::default();
        if !dice.chance(15) {
            for _ in 0..dice.one(&[1, 1, 2, 2, 3]) {
                let length = dice.between(5, 20);
                let mut line = topic.title(dice, length);
                line.push_str(dice.one(&["", "", "", "！", "？"]));
                story.headline.push(line);
            }
        }
        setting.lines.extend(
            story
                .headline
                .iter()
                .map(|line| Set { opens: true, ..title(line, if boxes { dice.one(&[1.0, 1.3, 1.7, 2.2]) } else { 1.0 }, column) }),
        );
        let opens_quoted = dice.chance(15);
        for rank in 0..dice.between(3, 16) {
            if rank > 0 && dice.chance(12) {
                let length = dice.between(4, 16);
                let text = dice.one(&["", "一、", "二、", "（三）", "§"]).to_owned() + &topic.title(dice, length);
                story.paragraphs.push(text.clone());
                setting.lines.push(Set { opens: true, ..title(&text, 1.0, column) });
            }
            let sentences = dice.between(1, 6);
            let mut text = topic.paragraph(dice, sentences);
            if rank == 0 && opens_quoted {
                text = format!("“{}", topic.sentence(dice));
            } else if dice.chance(14) {
                let length = dice.between(8, 40);
                text = dice.one(&["一、", "二、", "（1）", "1.", "①", "A、"]).to_owned()
                    + &topic.title(dice, length)
                    + dice.one(&["；", "。", "", "；"]);
            } else if dice.chance(8) {
                text = format!("{}：{text}", dice.one(&["问", "答", "最高指示", "编者按"]));
            }
            let wrong = misread(&text, dice);
            let breaking = Breaking { measure, indent: 4, narrow: Vec::new(), any_start: dice.chance(20), squeezes, hangs };
            for (at, line) in breaking.lines(&wrong).into_iter().enumerate() {
                let own = set(line, if at == 0 { 2.0 } else { 0.0 });
                setting.lines.push(Set { opens: at == 0, ..own });
            }
            story.paragraphs.push(wrong);
        }
        setting.articles.push(story);
    }
    for _ in 0..dice.below(3) {
        let line = dice.one(&["・3・", "-12-", "EEEC", "2", "R222", "—5—"]).to_owned();
        let at = dice.one(&[0, setting.lines.len()]);
        setting.lines.insert(at, set(line.clone(), column / 2.0));
        setting.furniture.push(line);
    }
    let columns = Columns { count: 1, width: column, lines: 500, shake: dice.one(&[0.1, 0.3, 0.6]), regions: false, sizes: false };
    setting.finish(boxes.then_some(&columns), dice)
}

/// The text with marks that OCR left out or took for others.
fn misread(text: &str, dice: &mut Dice) -> String {
    let wrong = |c: char, dice: &mut Dice| match c {
        '。' | '，' | '”' | '“' if dice.chance(3) => None,
        '，' if dice.chance(2) => Some('.'),
        '。' if dice.chance(2) => Some('．'),
        c => Some(c),
    };
    text.chars().filter_map(|c| wrong(c, dice)).collect()
}
