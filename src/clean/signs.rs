//! What the house style recognises in the lines of a page.

use super::lines::{Dense, Line};
use crate::language::class;
use crate::style::{First, HouseStyle, Pattern};

/// A line that is known by its wording alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownLine {
    /// Page furniture: folio, date line, editors' line.
    Furniture,
    /// Who wrote the story.
    Byline,
    /// Who made a picture.
    Credit,
    /// A jump line alone.
    Jump,
}

/// What was recognised in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// The line begins with a lead-in of this many characters, blanks apart.
    pub lead_in: usize,
    /// The whole line is known.
    pub known: Option<KnownLine>,
    /// The line begins as a caption does.
    pub caption_start: bool,
    /// The line ends as a caption does.
    pub caption_end: bool,
    /// How many characters at the line's end are a jump line.
    pub jump_tail: usize,
    /// How many characters at the line's start are a jump line.
    pub jump_head: usize,
}

/// Recognises the lines of a page.
pub fn read(dense: &Dense, lines: &[Line], style: &HouseStyle) -> Vec<Signs> {
    let rules = Rules {
        lead_ins: SignIndex::of(&style.lead_ins),
        furniture: SignIndex::of(&style.furniture),
        credits: SignIndex::of(&style.credits),
        bylines: SignIndex::of(&style.bylines),
        style,
    };
    lines.iter().map(|line| of_line(dense, line, &rules)).collect()
}

/// A style's patterns, the longer lists by their first characters.
struct Rules<'a> {
    lead_ins: SignIndex<'a>,
    furniture: SignIndex<'a>,
    credits: SignIndex<'a>,
    bylines: SignIndex<'a>,
    style: &'a HouseStyle,
}

/// Patterns by their first characters.
struct SignIndex<'a> {
    /// Those that begin with a character, in its order.
    named: Vec<(char, &'a Pattern)>,
    /// Those that begin with a number.
    numbers: Vec<&'a Pattern>,
    /// The others.
    open: Vec<&'a Pattern>,
}

impl<'a> SignIndex<'a> {
    fn of(patterns: &'a [Pattern]) -> SignIndex<'a> {
        let mut index = SignIndex { named: Vec::new(), numbers: Vec::new(), open: Vec::new() };
        for pattern in patterns {
            match pattern.first() {
                First::Char(c) => index.named.push((c, pattern)),
                First::Number => index.numbers.push(pattern),
                First::Gap => index.open.push(pattern),
            }
        }
        index.named.sort_by_key(|(c, _)| *c);
        index
    }

    /// The patterns that a text with this first character may match.
    fn starting(&self, first: char) -> impl Iterator<Item = &'a Pattern> {
        let from = self.named.partition_point(|(c, _)| *c < first);
        let named = self.named.iter().skip(from).take_while(move |(c, _)| *c == first).map(|(_, pattern)| *pattern);
        let numbers = self.numbers.iter().filter(move |_| class::is_numeral(first)).copied();
        named.chain(numbers).chain(self.open.iter().copied())
    }
}

/// The longest line that can be known as a whole, in characters.
const LONGEST_KNOWN: usize = 48;

/// The longest line that can be a credit, in characters.
const LONGEST_CREDIT: usize = 16;

fn of_line(dense: &Dense, line: &Line, rules: &Rules) -> Signs {
    let style = rules.style;
    let text = dense.folded(line.start, line.end);
    // A lead-in in a narrow column goes on in the next line.
    let on = dense.folded(line.start, (line.start + 40).min(dense.folded.len()));
    let first = text.first().copied().unwrap_or(' ');
    let lead_in = rules.lead_ins.starting(first).filter_map(|pattern| pattern.at_start(on)).max().unwrap_or(0);
    let jump_tail = jump_tail(text, style);
    let jump_head = if text.first() == Some(&'（') { longest_start(&style.jumps, text) } else { 0 };
    let known = if lead_in == 0 && text.len() <= LONGEST_KNOWN { known(text, jump_tail, rules) } else { None };
    Signs {
        lead_in,
        known,
        caption_start: style.caption_starts.iter().any(|pattern| pattern.at_start(text).is_some()),
        caption_end: style.caption_ends.iter().any(|pattern| pattern.at_end(text)),
        jump_tail,
        jump_head: if jump_head < text.len() { jump_head } else { 0 },
    }
}

fn longest_start(patterns: &[Pattern], text: &[char]) -> usize {
    patterns.iter().filter_map(|pattern| pattern.at_start(text)).max().unwrap_or(0)
}

/// How many characters at the end of the text are a jump line.
fn jump_tail(text: &[char], style: &HouseStyle) -> usize {
    // Every jump line ends with a bracket or the word for a page.
    if !matches!(text.last(), Some('）' | ']' | '版' | '】')) {
        return 0;
    }
    let from = text.len().saturating_sub(20);
    let starts = (from..text.len()).filter(|at| matches!(text.get(*at), Some('（' | '[' | '下' | '上' | '■')));
    starts.filter_map(|at| text.get(at..)).find(|tail| style.jumps.iter().any(|jump| jump.is_whole(tail))).map_or(0, <[char]>::len)
}

fn known(text: &[char], jump_tail: usize, rules: &Rules) -> Option<KnownLine> {
    if jump_tail == text.len() {
        return Some(KnownLine::Jump);
    }
    // Sentences are none of these.
    if text.last().is_some_and(|c| matches!(c, '。' | '，' | '；' | '”')) {
        return None;
    }
    let first = text.first().copied().unwrap_or(' ');
    let is = |index: &SignIndex| index.starting(first).any(|pattern| pattern.is_whole(text));
    let folio = text.len() <= 3 && text.iter().all(|c| c.is_ascii_digit());
    let head = text.len() <= 6 && rules.style.page_heads.iter().any(|head| head.chars().eq(text.iter().copied()));
    if folio || head || is_date_line(text) || is(&rules.furniture) {
        Some(KnownLine::Furniture)
    } else if text.len() <= LONGEST_CREDIT && is(&rules.credits) && !text.iter().any(|c| class::ends_sentence(*c)) {
        Some(KnownLine::Credit)
    } else if is(&rules.bylines) && !text.iter().any(|c| says_more(*c)) {
        Some(KnownLine::Byline)
    } else {
        None
    }
}

/// Whether a line is the date of the page, as OCR read it: a date, with the day of the week or the number of the page.
fn is_date_line(text: &[char]) -> bool {
    const LONGEST: usize = 30;
    let has = |c: char| text.contains(&c);
    let dated = has('年') && has('月') && has('日') && (has('期') || text.last() == Some(&'版'));
    dated && text.len() <= LONGEST && !text.iter().any(|c| matches!(c, '。' | '，' | '、' | '（'))
}

/// Characters of sentences, which stand in no name: a line with one of them is more than a byline.
fn says_more(c: char) -> bool {
    class::ends_sentence(c) || matches!(c, '，' | '从' | '在' | '的' | '了' | '对' | '到' | '就' | '与' | '日' | '今' | '昨')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::lines;
    use crate::page::{Encoding, Page, Source};

    fn signs(text: &str) -> Vec<Signs> {
        let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let (dense, lines) = lines::read(&Page::new(source, text));
        read(&dense, &lines, HouseStyle::standard())
    }

    #[test]
    fn lead_ins_are_known_even_over_a_line_break() {
        assert_eq!(signs("本报讯 （记者 王明）昨天")[0].lead_in, 3);
        assert_eq!(signs("新华社北京1月\n23日电今天")[0].lead_in, 11);
        assert_eq!(signs("据新华社报道，国家电网公司昨天宣布")[0].lead_in, 0);
        assert_eq!(signs("记者从发布会获悉")[0].lead_in, 0);
    }

    #[test]
    fn furniture_bylines_and_credits() {
        let known = |text: &str| signs(text)[0].known;
        for text in ["8", "要闻", "编辑/李长云 美编/薛飞", "2022年11月25日 星期五", "第3版", "责任编辑：王小明", "2022年3月28日”星期一”3版"]
        {
            assert_eq!(known(text), Some(KnownLine::Furniture), "{text}");
        }
        assert_eq!(known("本报记者 潘小岗"), Some(KnownLine::Byline));
        assert_eq!(known("（下转4版）"), Some(KnownLine::Jump));
        for text in ["本报记者从市政府获悉，", "本报记者从市里了解到这", "要闻天下说不尽", "2022年工作总结会召开", "他说，编辑部很忙。"]
        {
            assert_eq!(known(text), None, "{text}");
        }
    }

    #[test]
    fn captions_and_jumps() {
        let caption = signs("图为会场。 记者 王小明 摄")[0];
        assert!(caption.caption_start && caption.caption_end);
        assert!(!signs("他拍摄了会场。")[0].caption_end);
        assert_eq!(signs("实现突破， （下转4版）")[0].jump_tail, 6);
        assert_eq!(signs("（上接1版）会议指出")[0].jump_head, 6);
        assert_eq!(signs("印成一版")[0].jump_tail, 0);
    }
}
