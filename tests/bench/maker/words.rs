//! Words and sentences drawn at random.

use std::collections::HashMap;
use std::sync::LazyLock;

use stet::language::lexicon;
use stet::language::lexicon::{Prefix, WordId};

/// Numbers that look random (splitmix64, Steele and others 2014).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x5eed)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % limit.max(1) as u64) as usize
    }

    /// A number between two, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// A number between nought and one.
    pub fn share(&mut self) -> f64 {
        self.below(1 << 20) as f64 / f64::from(1 << 20)
    }

    /// Whether what happens so often, in per cent, happens.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

/// Chinese words by how often they are used.
struct Words {
    words: Vec<String>,
    reach: Vec<f64>,
    /// The number of the first word that is rare enough to tell what a story is about.
    order: Vec<usize>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { words: Vec::new(), reach: Vec::new(), order: Vec::new() };
    let mut sum = 0.0;
    gather(Prefix::EMPTY, &mut String::new(), &mut words, &mut sum);
    let mut shares: Vec<(u64, usize)> = Vec::new();
    let mut before = 0.0;
    for (at, reach) in words.reach.iter().enumerate() {
        shares.push((((reach - before) * 1e12) as u64, at));
        before = *reach;
    }
    shares.sort_by_key(|(share, at)| (std::cmp::Reverse(*share), *at));
    words.order = shares.into_iter().map(|(_, at)| at).filter(|at| words.words[*at].chars().count() >= 2).collect();
    words
});

fn gather(prefix: Prefix, word: &mut String, words: &mut Words, sum: &mut f64) {
    for (character, place, id) in lexicon().children(prefix) {
        word.push(character);
        if id != WordId::NONE {
            *sum += f64::from(lexicon().alone(id)).exp();
            words.words.push(word.clone());
            words.reach.push(*sum);
        }
        gather(place, word, words, sum);
        word.pop();
    }
}

/// What a story is about: words that come again in it.
pub struct Topic(Vec<String>);

impl Topic {
    pub fn draw(dice: &mut Dice) -> Topic {
        let order = &WORDS.order;
        let word = |dice: &mut Dice| WORDS.words[order[dice.between(400, 9000.min(order.len() - 1))]].clone();
        Topic((0..dice.between(6, 12)).map(|_| word(dice)).collect())
    }

    /// Some words in a row, some of them the story's own.
    pub fn phrase(&self, dice: &mut Dice, words: usize, own: usize) -> String {
        let all = WORDS.reach.last().copied().unwrap_or(0.0);
        let mut text = String::new();
        for _ in 0..words {
            if dice.chance(own) {
                text.push_str(&dice.one(&self.0));
            } else {
                let share = dice.share() * all;
                text.push_str(&WORDS.words[WORDS.reach.partition_point(|reach| *reach < share).min(WORDS.words.len() - 1)]);
            }
        }
        text
    }

    /// A sentence, with its full stop.
    pub fn sentence(&self, dice: &mut Dice) -> String {
        let mut text = String::new();
        let clauses = dice.between(1, 5);
        for clause in 0..clauses {
            if clause > 0 {
                text.push_str(dice.one(&["，", "，", "，", "，", "，", "、", "；", "："]));
            }
            let words = dice.between(2, 7);
            let phrase = self.phrase(dice, words, 18);
            match dice.below(14) {
                0 => text.push_str(&format!("“{phrase}”")),
                1 => text.push_str(&format!("{phrase}{}{}", dice.between(2, 990), dice.one(&["人", "元", "年", "个", "万吨", "%", "月"]))),
                2 if clause == 0 => text.push_str(&format!("{}说，“{phrase}", self.phrase(dice, 1, 90))),
                _ => text.push_str(&phrase),
            }
        }
        let open = text.matches('“').count() > text.matches('”').count();
        text.push_str(dice.one(&["。", "。", "。", "。", "。", "。", "！", "？"]));
        if open {
            text.push('”');
        }
        text
    }

    /// A paragraph of so many sentences.
    pub fn paragraph(&self, dice: &mut Dice, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence(dice)).collect()
    }

    /// A line of a headline, of about so many characters.
    pub fn title(&self, dice: &mut Dice, length: usize) -> String {
        let mut text = String::new();
        while text.chars().count() < length {
            text.push_str(&self.phrase(dice, 1, 55));
        }
        text.chars().take(length).collect()
    }
}

/// The traditional forms of simplified characters, the first of each.
static TRADITIONAL: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    for line in include_str!("../../../assets/dictionaries/traditional.txt").lines() {
        let mut characters = line.chars();
        if let (Some(traditional), Some(simplified)) = (characters.next(), characters.next()) {
            forms.entry(simplified).or_insert(traditional);
        }
    }
    forms
});

/// A text in traditional characters.
pub fn traditional(text: &str) -> String {
    text.chars().map(|c| TRADITIONAL.get(&c).copied().unwrap_or(c)).collect()
}
