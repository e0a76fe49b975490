//! What the shape of lines says by itself, on any page: rows, items, verses, salutations, space between paragraphs. It is added to what
//! trees say, which have seen too few of these.

use super::evidence::Evidence;
use super::forest::Odds;
use super::roles::{Part, Placed};
use super::states::{STATES, State};
use crate::language::class;
use crate::language::script::Script;

/// How much likelier a line is, where its shape says so, as a logarithm.
const TELLS: f32 = 5.0;

/// What is added to each line's odds; nothing where no line has a shape of its own.
pub fn voice(evidence: &Evidence, placed: &[Placed]) -> Option<Vec<Odds>> {
    let shapes = Shapes {
        evidence,
        placed,
        verses: verses(evidence),
        gaps: evidence.habits.gap == 0 && parted_by_gaps(evidence),
        blank_lines: evidence.habits.gap > 0,
    };
    let mut odds: Vec<Odds> = vec![[0.0; STATES]; evidence.lines.len()];
    let mut any = false;
    for (index, odds) in odds.iter_mut().enumerate() {
        if shapes.begins(index) {
            any = true;
            add(odds, State::Inside, -TELLS);
        }
        if shapes.is_known(index) || shapes.is_date_line(index) {
            add(odds, State::Apart, TELLS);
        }
        if shapes.is_no_headline(index) {
            any = true;
            add(odds, State::Headline, -TELLS);
            add(odds, State::Story, -TELLS);
        }
        if shapes.is_verse(index) && !shapes.begins(index) {
            add(odds, State::Inside, TELLS);
        }
    }
    any.then_some(odds)
}

fn add(odds: &mut Odds, state: State, value: f32) {
    if let Some(entry) = odds.get_mut(state as usize) {
        *entry += value;
    }
}

struct Shapes<'a> {
    evidence: &'a Evidence<'a>,
    /// The parts of the first reading.
    placed: &'a [Placed],
    /// Which lines stand in verses.
    verses: Vec<bool>,
    /// Whether blank lines stand between paragraphs and nowhere else.
    gaps: bool,
    /// Whether blank lines stand between all lines, so that they tell nothing.
    blank_lines: bool,
}

impl Shapes<'_> {
    fn is_row(&self, index: usize) -> bool {
        self.evidence.line(index).0.is_row
    }

    fn is_verse(&self, index: usize) -> bool {
        self.verses.get(index).copied().unwrap_or(false)
    }

    /// Whether a block begins with the line.
    fn begins(&self, index: usize) -> bool {
        let Some(last) = index.checked_sub(1) else { return false };
        let evidence = self.evidence;
        let (line, measure) = evidence.line(index);
        let (before, _) = evidence.line(last);
        let gap = self.gaps && line.gap > 0 && !matches!(evidence.edge(last).last, '，' | '、' | '-');
        match evidence.script {
            Script::Traditional => return gap,
            Script::Latin => {
                return gap
                    || (self.blank_lines
                        && evidence.edge(index).first == '“'
                        && matches!(evidence.edge(last).last, '.' | '：' | '，' | '!' | '?' | '”'));
            }
            Script::Simplified | Script::Mixed => {}
        }
        let ended = evidence.ends_sentence(last) || matches!(evidence.edge(last).last, '；' | '：' | '.' | ';' | ':' | '”' | '"');
        let row = self.is_row(index) || self.is_row(last);
        let item = evidence.edge(index).numbers && (ended || (evidence.edge(last).numbers && before.width + 6 < measure));
        let salutes = evidence.edge(last).last == '：' && before.width + 6 < measure && before.width <= SALUTATION;
        let closes = ["此致", "敬礼", "敬禮"].iter().any(|word| self.is_word(index, word) || self.is_word(last, word));
        let verse = self.is_verse(index) && (!self.is_verse(last) || ends_verse(evidence.edge(last).last));
        let after_verse = !self.is_verse(index) && self.is_verse(last) && ended;
        row || item || salutes || closes || verse || after_verse || gap
    }

    /// Whether the house style knows the line, and the first reading takes it for what it is known as.
    fn is_known(&self, index: usize) -> bool {
        let is_known = matches!(self.placed.get(index).map(|placed| placed.part), Some(Part::Known(_) | Part::Floating(_)));
        is_known && matches!(self.evidence.script, Script::Simplified | Script::Mixed)
    }

    /// Whether a line is the date of the page, as OCR read it: a date, with the day of the week or the number of the page.
    fn is_date_line(&self, index: usize) -> bool {
        const LONGEST: usize = 30;
        let (line, _) = self.evidence.line(index);
        let text = self.evidence.dense.folded(line.start, line.end);
        let has = |c: char| text.contains(&c);
        let dated = has('年') && has('月') && has('日') && (has('期') || text.last() == Some(&'版'));
        dated && text.len() <= LONGEST && !text.iter().any(|c| matches!(c, '。' | '，' | '、' | '（'))
    }

    /// Rows, items and verses head no story.
    fn is_no_headline(&self, index: usize) -> bool {
        let edge = self.evidence.edge(index);
        match self.evidence.script {
            Script::Traditional => false,
            Script::Latin => edge.last == '-' && edge.first.is_lowercase(),
            Script::Simplified | Script::Mixed => self.is_row(index) || self.is_verse(index) || matches!(edge.last, '、' | '；'),
        }
    }

    /// Whether a line is this word, marks apart.
    fn is_word(&self, index: usize, word: &str) -> bool {
        let (line, _) = self.evidence.line(index);
        let text = self.evidence.dense.folded(line.start, line.end);
        let text = text.strip_suffix(&['！']).unwrap_or(text);
        text.len() == word.chars().count() && text.iter().copied().eq(word.chars())
    }
}

/// The widest salutation, in half-ems.
const SALUTATION: u32 = 24;

/// Whether blank lines part the paragraphs of a page: few lines have one before them, and most of these follow a sentence's end.
fn parted_by_gaps(evidence: &Evidence) -> bool {
    let parted: Vec<usize> = (1..evidence.lines.len()).filter(|index| evidence.line(*index).0.gap > 0).collect();
    let ended = parted.iter().filter(|index| evidence.ends_sentence(**index - 1) || evidence.edge(**index - 1).last == '.').count();
    !parted.is_empty() && parted.len() * 2 <= evidence.lines.len() && ended * 3 >= parted.len() * 2
}

fn ends_verse(c: char) -> bool {
    class::ends_sentence(c) || matches!(c, '，' | '；' | '：' | '、' | '”' | '」')
}

/// How many lines make verses, and how many of ten end with a mark: lines of prose end with one by chance.
const FEWEST_VERSES: usize = 5;
const MARKED: usize = 8;

/// Which lines stand in verses: several that follow each other, most of which end with a mark and none of which is of the column's width
/// by the column's doing.
fn verses(evidence: &Evidence) -> Vec<bool> {
    let count = evidence.lines.len();
    let mut verses = vec![false; count];
    if evidence.script == Script::Latin || evidence.script == Script::Traditional {
        return verses;
    }
    // A sentence inside a line is prose; so is an item.
    let may = |index: usize| {
        let (line, _) = evidence.line(index);
        let text = evidence.dense.folded(line.start, line.end.saturating_sub(1).max(line.start));
        let stops = text.iter().filter(|c| class::ends_sentence(**c)).count();
        let commas = text.iter().filter(|c| matches!(c, '，' | '；')).count();
        stops == 0
            && commas <= 1
            && !evidence.edge(index).numbers
            && !line.is_row
            && evidence.signs(index).lead_in == 0
            && line.width <= WIDEST_VERSE
    };
    let marked = |index: usize| ends_verse(evidence.edge(index).last) && evidence.edge(index).last != '：';
    let mut from = 0;
    while from < count {
        if !may(from) || !marked(from) {
            from += 1;
            continue;
        }
        let mut to = from + 1;
        while to < count && may(to) && (marked(to) || (marked(to - 1) && to + 1 < count && marked(to + 1) && may(to + 1))) {
            to += 1;
        }
        let lines = to - from;
        let ends = (from..to).filter(|index| marked(*index)).count();
        if lines >= FEWEST_VERSES
            && ends * 10 >= lines * MARKED
            && let Some(part) = verses.get_mut(from..to)
        {
            part.fill(true);
        }
        from = to;
    }
    verses
}

/// The widest verse, in half-ems.
const WIDEST_VERSE: u32 = 48;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::page::{Encoding, Page, Source};
    use crate::style::HouseStyle;

    /// The paragraphs of a page's draft.
    fn paragraphs(text: &str) -> Vec<String> {
        let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let edition = crate::clean::clean(&[Arc::new(Page::new(source, text))], HouseStyle::standard());
        edition
            .articles()
            .iter()
            .flat_map(|article| article.blocks().iter().map(|block| block.text().to_owned()).collect::<Vec<_>>())
            .collect()
    }

    #[test]
    fn verses_are_lines_of_their_own_and_long_ones_are_joined() {
        let poem = [
            "河水慢慢地流，",
            "流过我家门前；",
            "柳树弯下了腰，",
            "轻轻地拂着水面，",
            "我的家乡啊你像春天一样的年轻而又一样",
            "地美丽，",
            "让我回来吧，",
            "回到你的身边。",
        ];
        let found = paragraphs(&poem.join("\n"));
        assert!(found.contains(&poem[1].to_owned()) && found.contains(&poem[6].to_owned()), "{found:?}");
        assert!(found.contains(&format!("{}{}", poem[4], poem[5])), "{found:?}");
    }

    #[test]
    fn blank_lines_between_paragraphs_part_them() {
        let text = "县里的粮站昨天开了一个会，总结了今年的工\n作，又安排了明年的事情，大家都很高兴了。\n\n会上要求各站抓紧修好仓房，检查好磅秤，备\n足麻袋，保证农民随到随卖，当天就结清款。\n\n县里还派了三十名干部，分头到各个乡镇去了\n解情况，帮助解决困难。";
        assert_eq!(paragraphs(text).len(), 3);
    }

    #[test]
    fn rows_and_items_stand_by_themselves() {
        let text = "价格如下：\n白菜 公斤 0.80 1.20\n土豆 公斤 1.40 2.00\n带鱼 公斤 15.00 18.50\n";
        let found = paragraphs(text);
        assert!(found.contains(&"土豆 公斤 1.40 2.00".to_owned()), "{found:?}");
    }
}
