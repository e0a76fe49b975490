//! Pages of made-up text that does not repeat: words drawn by how often they are used, set in columns. A processor learns a few pages that
//! come over and over, which flatters whatever does little else.

use stet::language::lexicon::{Prefix, WordId};
use stet::language::{lexicon, width};

/// Makes pages; the same ones at every run.
pub struct Paper {
    words: Vec<String>,
    /// For each word the share in text of it and all before it.
    reach: Vec<f64>,
    state: u64,
}

impl Paper {
    /// Reads the words.
    pub fn new() -> Paper {
        let mut paper = Paper { words: Vec::new(), reach: Vec::new(), state: 0x5eed };
        paper.gather(Prefix::EMPTY, &mut String::new(), &mut 0.0);
        paper
    }

    fn gather(&mut self, prefix: Prefix, word: &mut String, sum: &mut f64) {
        for (character, place, id) in lexicon().children(prefix) {
            word.push(character);
            if id != WordId::NONE {
                *sum += f64::from(lexicon().alone(id)).exp();
                self.words.push(word.clone());
                self.reach.push(*sum);
            }
            self.gather(place, word, sum);
            word.pop();
        }
    }

    /// A number that looks random (splitmix64, Steele and others 2014), below `limit`.
    fn number(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ self.state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % limit as u64) as usize
    }

    fn phrase(&mut self, words: usize) -> String {
        let all = self.reach.last().copied().unwrap_or(0.0);
        let mut draw = || {
            let share = self.number(1 << 30) as f64 / f64::from(1 << 30) * all;
            let at = self.reach.partition_point(|reach| *reach < share);
            self.words.get(at).cloned().unwrap_or_default()
        };
        (0..words).map(|_| draw()).collect()
    }

    fn paragraph(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..2 + self.number(10) {
            let words = 3 + self.number(6);
            text.push_str(&self.phrase(words));
            if self.number(8) == 0 {
                text.push_str(&format!("{}年", 1900 + self.number(120)));
            }
            text.push(if self.number(3) == 0 { '。' } else { '，' });
        }
        text.pop();
        text.push('。');
        text
    }

    /// The raw text of a page: some stories, each with a headline, in columns whose measure changes from story to story.
    pub fn page(&mut self) -> String {
        let between = if self.number(2) == 0 { "\n" } else { "\n\n" };
        let mut lines: Vec<String> = Vec::new();
        for _ in 0..4 + self.number(5) {
            let ems = [14, 16, 18, 22, 26].get(self.number(5)).copied().unwrap_or(16);
            let words = 4 + self.number(5);
            lines.push(self.phrase(words));
            for paragraph in 0..3 + self.number(6) {
                let lead_in = if paragraph == 0 { "本报讯" } else { "" };
                set(&format!("{lead_in}{}", self.paragraph()), ems, &mut lines);
            }
        }
        lines.join(between)
    }
}

/// Breaks a paragraph into lines of so many ems, the first one two ems shorter; no line begins with a mark.
fn set(text: &str, ems: u32, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut left = 2 * ems - 4;
    for c in text.chars() {
        if left < width::half_ems(c) && !matches!(c, '，' | '。') {
            lines.push(std::mem::take(&mut line));
            left = 2 * ems;
        }
        left = left.saturating_sub(width::half_ems(c));
        line.push(c);
    }
    lines.push(line);
}
