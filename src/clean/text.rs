//! The words of a page: where they begin, and which of them say what a story is about.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::lines::{Dense, Line};
use crate::language::{self, class};

/// The words of one page.
#[derive(Debug, Default)]
pub struct PageWords {
    /// Whether a word begins at each character of the page, or the character stands alone.
    begins: Vec<bool>,
    /// The telling words, in order of place.
    pub topics: Vec<Topic>,
    /// For each number of a telling word, in how many stretches of the page it stands.
    spread: Vec<u32>,
    /// How many stretches the page has.
    stretches: u32,
}

/// A telling word: two or more Chinese characters, or a name or number in Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its first character in the page.
    pub at: usize,
    /// The word, by number.
    pub word: u32,
    /// How many characters it has.
    pub len: u32,
}

/// How many lines make a stretch, within which a word counts once.
const STRETCH: usize = 12;

impl PageWords {
    /// Cuts a page into words.
    pub fn of(dense: &Dense, lines: &[Line]) -> PageWords {
        let mut begins = vec![false; dense.chars.len() + 1];
        let mut numbers: HashMap<u64, u32, BuildHasherDefault<Given>> = HashMap::default();
        let mut topics: Vec<Topic> = Vec::with_capacity(dense.chars.len() / 4);
        // For each word: in how many stretches it stands, and the last of them.
        let mut seen: Vec<(u32, usize)> = Vec::new();
        let mut line = 0;
        let common = common();
        language::cut(&dense.text, |word| {
            if let Some(flag) = begins.get_mut(word.start) {
                *flag = true;
            }
            let len = word.end - word.start;
            if len < 2 || !dense.chars.get(word.start..word.end).unwrap_or_default().iter().all(|c| tells(*c)) {
                return;
            }
            let hash = hash(word.text);
            if common.contains(&hash) {
                return;
            }
            while lines.get(line).is_some_and(|line| line.end <= word.start) {
                line += 1;
            }
            let stretch = line / STRETCH;
            let number = *numbers.entry(hash).or_insert(seen.len() as u32);
            match seen.get_mut(number as usize) {
                Some((_, last)) if *last == stretch => {}
                Some((count, last)) => (*count, *last) = (*count + 1, stretch),
                None => seen.push((1, stretch)),
            }
            topics.push(Topic { at: word.start, word: number, len: len as u32 });
        });
        let spread = seen.into_iter().map(|(count, _)| count).collect();
        PageWords { begins, topics, spread, stretches: (lines.len() / STRETCH + 1) as u32 }
    }

    /// Whether a break before this character would cut a word in two.
    pub fn cuts(&self, at: usize) -> bool {
        self.begins.get(at).is_some_and(|begins| !begins)
    }

    /// The telling words in a range of characters.
    pub fn within(&self, start: usize, end: usize) -> &[Topic] {
        let from = self.topics.partition_point(|topic| topic.at < start);
        let to = self.topics.partition_point(|topic| topic.at < end);
        self.topics.get(from..to).unwrap_or_default()
    }

    /// How much a word tells: more, the fewer stretches of the page have it, and the longer it is.
    pub fn weight(&self, topic: Topic) -> f32 {
        let spread = self.spread.get(topic.word as usize).copied().unwrap_or(1);
        let rare = ((self.stretches + 1) as f32 / spread as f32).ln().max(0.05);
        rare * (1.0 + 0.35 * (topic.len.min(6) as f32 - 2.0))
    }
}

/// Whether a word of such characters can tell anything.
fn tells(c: char) -> bool {
    class::is_han(c) || c.is_ascii_alphanumeric()
}

/// A number for a word: the same on every machine. Eight bytes at a time, as most words have six.
fn hash(word: &str) -> u64 {
    let mix = |hash: u64, bytes: &[u8]| {
        let mut eight = [0; 8];
        eight.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        (hash.rotate_left(23) ^ u64::from_le_bytes(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    word.as_bytes().chunks(8).fold(word.len() as u64, mix)
}

/// A hasher for keys that are hashes already.
#[derive(Default)]
struct Given(u64);

impl Hasher for Given {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        // The table looks at the highest bits and the lowest.
        self.0 = key ^ key >> 32;
    }
}

/// Words of every story: they say nothing of what it is about.
const COMMON: &str = "一个 我们 他们 自己 记者 本报 本报讯 这个 可以 没有 进行 通过 以及 已经 同时 目前 今天 昨天 今年 去年 表示 认为 指出 强调 \
    问题 情况 方面 其中 还是 这些 一些 对于 关于 由于 因为 所以 但是 而且 如果 为了 工作 新华社 据新华社 报道 通讯员 中国 全国 不是 \
    就是 这样 什么 成为 开始 现在 时间 以来 之后 他们的 也是 一种 一次 各种 重要 主要 发展 要求 介绍 了解 日电 近日 日前";

fn common() -> &'static HashSet<u64, BuildHasherDefault<Given>> {
    static HASHES: OnceLock<HashSet<u64, BuildHasherDefault<Given>>> = OnceLock::new();
    HASHES.get_or_init(|| COMMON.split_whitespace().map(hash).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::lines;
    use crate::page::{Encoding, Page, Source};

    #[test]
    fn equal_words_have_one_number_and_breaks_inside_words_are_known() {
        let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let page = Page::new(source, "我们的图书馆开展活动，图书\n馆里座无虚席。");
        let (dense, lines) = lines::read(&page);
        let words = PageWords::of(&dense, &lines);
        assert!(words.cuts(lines[1].start), "图书|馆");
        assert!(!words.cuts(11));
        let first = words.topics.iter().find(|topic| topic.at == 3).expect("图书馆");
        let again = words.topics.iter().find(|topic| topic.at == 11).expect("图书馆 again");
        assert_eq!(first.word, again.word);
        assert!(words.weight(*first) > 0.0);
        assert_eq!(words.within(0, lines[0].end).len() + words.within(lines[1].start, lines[1].end).len(), words.topics.len());
    }
}
