//! What the shape of lines says by itself, on any page: rows, items, verses with their title, letters with salutation and signature, space
//! between paragraphs. It is added to what trees say, which have seen too few of these.

mod poems;

use super::edges::Number;
use super::evidence::PageEvidence;
use super::forest::Odds;
use super::roles::{Part, Placed};
use super::signs::KnownLine;
use super::states::{STATES, State};
use crate::edition::Role;
use crate::language::class;
use crate::language::divided;
use crate::language::script::Script;

/// How much likelier a line is in a state, where its shape says so, as a logarithm.
const TELLS: f32 = 8.0;

/// What a line is by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A row of a table.
    Row,
    /// The first line of an item of a list.
    Item,
    /// A line of a poem; whether a verse begins with it.
    Verse(bool),
    /// The words with which a letter begins.
    Salutation,
    /// The words with which a letter ends.
    Closing,
    /// Who signed a letter, and when.
    Signature,
    /// The title of a poem or a letter.
    Title,
    /// Who wrote a poem.
    Author,
}

/// The shapes of a page's lines.
pub struct Shapes<'a> {
    evidence: &'a PageEvidence<'a>,
    /// The parts of the first reading.
    placed: &'a [Placed],
    of: Vec<Option<Shape>>,
    /// Whether blank lines stand between paragraphs and nowhere else.
    gaps: bool,
    /// Whether blank lines stand between all lines, so that they tell nothing.
    blank_lines: bool,
}

impl<'a> Shapes<'a> {
    /// Reads the shapes of a page's lines, whose parts in the first reading are known.
    pub fn of(evidence: &'a PageEvidence<'a>, placed: &'a [Placed]) -> Shapes<'a> {
        let mut shapes = Shapes {
            evidence,
            placed,
            of: vec![None; evidence.lines.len()],
            gaps: evidence.habits.gap == 0 && parted_by_gaps(evidence),
            blank_lines: evidence.habits.gap > 0,
        };
        if matches!(evidence.script, Script::Simplified | Script::Mixed) {
            shapes.rows_and_items();
            shapes.verses();
            shapes.letters();
        }
        shapes
    }

    /// What is added to each line's odds, and whether any of it is about text that the first reading may have taken for prose.
    pub fn voice(&self) -> (Vec<Odds>, bool) {
        let mut odds: Vec<Odds> = vec![[0.0; STATES]; self.of.len()];
        let mut tells = false;
        for (index, odds) in odds.iter_mut().enumerate() {
            let mut add = |state: State, value: f32| {
                tells |= state != State::Apart || value < 0.0;
                if let Some(entry) = odds.get_mut(state as usize) {
                    *entry += value;
                }
            };
            match self.at(index) {
                Some(Shape::Title) => add(State::Headline, TELLS),
                Some(Shape::Author) => add(State::Apart, TELLS),
                Some(Shape::Verse(false)) => add(State::Inside, TELLS),
                Some(_) => {
                    add(State::Headline, -TELLS);
                    add(State::Apart, -TELLS);
                }
                None => {}
            }
            if self.opens_story(index) {
                add(State::Story, TELLS);
            } else if self.begins(index) {
                add(State::Inside, -TELLS);
            } else if self.goes_on(index) {
                add(State::Inside, TELLS);
            }
            if self.is_known(index) {
                add(State::Apart, TELLS);
            } else if self.evidence.signs(index).jump_head > 0 {
                add(State::Apart, -TELLS);
            }
            if self.is_no_headline(index) {
                add(State::Headline, -TELLS);
                add(State::Story, -TELLS);
            }
        }
        (odds, tells)
    }

    /// What a paragraph is that begins with a line.
    pub fn role(&self, index: usize) -> Role {
        match self.at(index) {
            Some(Shape::Row) => Role::Row,
            Some(Shape::Item) => Role::Item,
            Some(Shape::Verse(_)) => Role::Verse,
            Some(Shape::Signature) => Role::Signature,
            _ => Role::Paragraph,
        }
    }

    /// Whether a line is text by its shape, however short it is.
    pub fn is_text(&self, index: usize) -> bool {
        self.at(index).is_some_and(|shape| !matches!(shape, Shape::Title | Shape::Author))
    }

    /// What a line apart from the text is by its shape.
    pub fn known(&self, index: usize) -> Option<KnownLine> {
        (self.at(index) == Some(Shape::Author)).then_some(KnownLine::Byline)
    }

    fn at(&self, index: usize) -> Option<Shape> {
        self.of.get(index).copied().flatten()
    }

    fn set(&mut self, index: usize, shape: Shape) {
        if let Some(entry) = self.of.get_mut(index) {
            entry.get_or_insert(shape);
        }
    }

    /// Whether a block begins with the line.
    fn begins(&self, index: usize) -> bool {
        let Some(last) = index.checked_sub(1) else { return false };
        let evidence = self.evidence;
        let gap = self.gaps && evidence.line(index).0.gap > 0 && !matches!(evidence.edge(last).last, '，' | '、' | '-');
        if gap || evidence.signs(index).jump_head > 0 {
            return true;
        }
        match evidence.script {
            Script::Traditional => false,
            Script::Latin => {
                self.blank_lines
                    && evidence.edge(index).first == '“'
                    && matches!(evidence.edge(last).last, '.' | '：' | '，' | '!' | '?' | '”')
            }
            Script::Simplified | Script::Mixed => self.begins_by_shape(index, last),
        }
    }

    fn begins_by_shape(&self, index: usize, last: usize) -> bool {
        match (self.at(last), self.at(index)) {
            (_, Some(Shape::Verse(begins))) => begins,
            (_, Some(_)) => true,
            (Some(Shape::Row | Shape::Salutation | Shape::Closing | Shape::Signature | Shape::Author | Shape::Title), None) => true,
            (Some(Shape::Verse(_)), None) => self.ended(last),
            // Items of a line each: the next line is no longer of the list.
            (Some(Shape::Item), None) => {
                let listed = last >= 2 && (last - 2..last).all(|line| self.at(line) == Some(Shape::Item));
                listed && !matches!(self.evidence.edge(last).last, '，' | '、')
            }
            (None, None) => self.evidence.edge(last).last == '：' && self.is_short(last),
        }
    }

    /// Whether a line is no wider than a salutation, and far from filling its column.
    fn is_short(&self, index: usize) -> bool {
        let (line, measure) = self.evidence.line(index);
        line.width <= SALUTATION && line.width + 6 < measure
    }

    /// Whether a line must go on from the one before, in which a word was divided.
    fn goes_on(&self, index: usize) -> bool {
        let Some(last) = index.checked_sub(1) else { return false };
        let divides = divided::is_hyphen(self.evidence.edge(last).last) && !matches!(self.evidence.edge(last).last, '—' | '=');
        let line = self.evidence.line(last).0;
        let before = self.evidence.dense.folded(line.start, line.end).iter().rev().nth(1).copied().unwrap_or(' ');
        divides && before.is_alphanumeric() && !class::is_han(before) && self.evidence.edge(index).first.is_alphanumeric()
    }

    /// Whether a story begins with a line that its title stands right before.
    fn opens_story(&self, index: usize) -> bool {
        let title = |by: usize| index.checked_sub(by).and_then(|before| self.at(before));
        let own = !matches!(self.at(index), Some(Shape::Title | Shape::Author));
        own && (title(1) == Some(Shape::Title) || (title(1) == Some(Shape::Author) && title(2) == Some(Shape::Title)))
    }

    fn ended(&self, index: usize) -> bool {
        self.evidence.ends_sentence(index) || matches!(self.evidence.edge(index).last, '；' | '：' | '.' | ';' | ':' | '”' | '"')
    }

    /// Whether the house style knows the line, and the first reading takes it for what it is known as.
    fn is_known(&self, index: usize) -> bool {
        if self.evidence.signs(index).known == Some(KnownLine::Jump) {
            return true;
        }
        let is_known = matches!(self.placed.get(index).map(|placed| placed.part), Some(Part::Known(_) | Part::Floating(_)));
        is_known && matches!(self.evidence.script, Script::Simplified | Script::Mixed)
    }

    /// Which lines head no story, whatever the trees say.
    fn is_no_headline(&self, index: usize) -> bool {
        let edge = self.evidence.edge(index);
        if self.evidence.signs(index).jump_head > 0 {
            return true;
        }
        match self.evidence.script {
            Script::Traditional => false,
            Script::Latin => edge.last == '-' && edge.first.is_lowercase(),
            // On a scan specks stand at the ends of headlines.
            Script::Simplified | Script::Mixed => matches!(edge.last, '、' | '；') && self.evidence.place(index).heading != Some(true),
        }
    }

    fn text(&self, index: usize) -> &'a [char] {
        let (line, _) = self.evidence.line(index);
        self.evidence.dense.folded(line.start, line.end)
    }

    /// Whether a line is this word, marks apart.
    fn is_word(&self, index: usize, word: &str) -> bool {
        let text = self.text(index);
        let text = text.strip_suffix(&['！']).unwrap_or(text);
        text.len() == word.chars().count() && text.iter().copied().eq(word.chars())
    }

    /// How far back the number before that of an item is looked for, in lines.
    const FAR: usize = 12;

    /// Rows of tables, and items that begin after a sentence or go on with the next number.
    fn rows_and_items(&mut self) {
        for index in 0..self.of.len() {
            let edge = self.evidence.edge(index);
            if self.evidence.line(index).0.is_row {
                self.set(index, Shape::Row);
                continue;
            }
            let Some(number) = edge.number else { continue };
            let last = index.checked_sub(1);
            let counted = (index.saturating_sub(Self::FAR)..index)
                .filter_map(|before| self.evidence.edge(before).number)
                .any(|before| before.frame == number.frame && before.value + 1 == number.value);
            // A numbered line without a mark at its end that no other number stands beside is a subheading.
            let beside = |near: Option<usize>| {
                let other = near.and_then(|near| self.evidence.lines.get(near).and(self.evidence.edge(near).number));
                other.is_some_and(|other| other.frame == number.frame && other.value.abs_diff(number.value) == 1)
            };
            let is_heading = class::is_han(edge.last) && !self.is_marked(index, number) && !beside(last) && !beside(Some(index + 1));
            if !is_heading && (counted || last.is_none_or(|last| self.ended(last))) {
                self.set(index, Shape::Item);
            }
        }
    }

    /// Whether an item has marks beside those of its number.
    fn is_marked(&self, index: usize, number: Number) -> bool {
        let own = [number.frame.0, number.frame.1].into_iter().filter(|c| class::is_full_punctuation(*c)).count();
        self.text(index).iter().filter(|c| class::is_full_punctuation(**c)).count() > own
    }

    /// Letters to the editor: salutation and title, the words at the end, signature and date.
    fn letters(&mut self) {
        for index in 0..self.of.len() {
            let text = self.text(index);
            let greets = SALUTATIONS
                .iter()
                .any(|word| text.strip_suffix(&['：']).is_some_and(|text| text.ends_with(&word.chars().collect::<Vec<_>>())));
            if self.is_short(index) && greets {
                self.set(index, Shape::Salutation);
                self.title(index);
            }
            if ["此致", "敬礼", "敬禮"].iter().any(|word| self.is_word(index, word)) {
                self.set(index, Shape::Closing);
                let is_last = self.is_word(index, "敬礼") || self.is_word(index, "敬禮");
                for line in index + 1..(index + 1 + SIGNED).min(self.of.len()) {
                    let signs = self.evidence.line(line).0.width <= SIGNATURE && !self.ended(line) && !self.evidence.edge(line).marks;
                    if !is_last || !signs {
                        break;
                    }
                    self.set(line, Shape::Signature);
                }
            }
        }
    }
}

/// Those to whom letters to the editor are written.
const SALUTATIONS: [&str; 8] = ["同志", "编辑", "先生", "女士", "编辑部", "同志们", "朋友们", "老师"];

/// The widest salutation, and the widest line of a signature, in half-ems.
const SALUTATION: u32 = 24;
const SIGNATURE: u32 = 32;
/// How many lines a signature has at most.
const SIGNED: usize = 3;
/// Whether blank lines part the paragraphs of a page: few lines have one before them, and most of these follow a sentence's end.
fn parted_by_gaps(evidence: &PageEvidence) -> bool {
    let parted: Vec<usize> = (1..evidence.lines.len()).filter(|index| evidence.line(*index).0.gap > 0).collect();
    let ended = parted.iter().filter(|index| evidence.ends_sentence(**index - 1) || evidence.edge(**index - 1).last == '.').count();
    !parted.is_empty() && parted.len() * 2 <= evidence.lines.len() && ended * 3 >= parted.len() * 2
}
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
