//! Scores first drafts of real pages: by where paragraphs and stories begin in the page's stream of characters.
//!
//! Places are offsets in the characters of the raw page that are no blanks, full and half width and the forms of quotation marks folded
//! one to one. Gold of typeset pages carries its offsets; other gold, and every draft, is placed by its own text: exactly where it can be,
//! each stretch taken once, else by the best approximate match of its first and last characters. So the order in which a draft lists
//! things does not matter, and corrected characters do little harm.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::AddAssign;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// How many of those wanted were found, how many were found at all, and how many were wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub right: usize,
    pub all: usize,
    pub wanted: usize,
}

impl Found {
    /// The harmonic mean of precision and recall, in per cent.
    pub fn f1(self) -> f64 {
        if self.right == 0 { 0.0 } else { 200.0 * self.right as f64 / (self.all + self.wanted) as f64 }
    }

    /// The share of those wanted that was found, in per cent.
    pub fn recall(self) -> f64 {
        100.0 * self.right as f64 / self.wanted.max(1) as f64
    }
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Found) {
        self.right += other.right;
        self.all += other.all;
        self.wanted += other.wanted;
    }
}

/// How good a draft is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Starts of paragraphs.
    pub paragraphs: Found,
    /// Starts of stories.
    pub articles: Found,
    /// Stories that have exactly the right lines of a headline, in any order, or rightly none.
    pub headlines: Found,
    /// Characters of the page that the draft has nowhere.
    pub lost: usize,
    /// Characters that the draft has and the page has not.
    pub added: usize,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.paragraphs += other.paragraphs;
        self.articles += other.articles;
        self.headlines += other.headlines;
        self.lost += other.lost;
        self.added += other.added;
    }
}

fn fold(c: char) -> char {
    match c {
        '\u{4e00}'..='\u{9fff}' => c,
        '“' | '”' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        _ => {
            let mut folded = std::iter::once(c).nfkc();
            match (folded.next(), folded.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// The characters of a text that are no blanks, folded.
pub fn strip(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{1c}'..='\u{1f}')).map(fold).collect()
}

/// A text, a list of texts, or nothing.
pub fn words(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) if !text.is_empty() => vec![text],
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The page's characters, and which of them texts have been placed on.
pub struct Stream {
    pub chars: Vec<char>,
    pub taken: Vec<bool>,
    places: HashMap<char, Vec<usize>>,
}

impl Stream {
    pub fn new(raw: &str) -> Stream {
        let chars = strip(raw);
        let mut places: HashMap<char, Vec<usize>> = HashMap::new();
        chars.iter().enumerate().for_each(|(at, c)| places.entry(*c).or_default().push(at));
        Stream { taken: vec![false; chars.len()], chars, places }
    }

    /// All places where the text stands.
    fn finds<'a>(&'a self, text: &'a [char]) -> impl Iterator<Item = usize> + 'a {
        let first = text.first().and_then(|c| self.places.get(c)).map(Vec::as_slice).unwrap_or_default();
        first.iter().copied().filter(move |at| self.chars.get(*at..at + text.len()).is_some_and(|part| part == text))
    }

    fn is_free(&self, start: usize, end: usize) -> bool {
        !self.taken[start.min(self.taken.len())..end.min(self.taken.len())].iter().any(|taken| *taken)
    }

    /// Where a text of folded characters stands in the page; what it covers is taken.
    pub fn place(&mut self, text: &[char]) -> Option<usize> {
        let first = self.finds(text).next();
        if let Some(first) = first {
            let free = self.finds(text).find(|at| self.is_free(*at, at + text.len())).unwrap_or(first);
            self.taken[free..free + text.len()].fill(true);
            return Some(free);
        }
        for length in [24, 14, 9] {
            let Some(head) = text.get(..length) else { continue };
            let free = self.finds(head).find(|at| self.is_free(*at, at + length));
            if let Some(free) = free {
                self.take(free, text);
                return Some(free);
            }
        }
        let length = text.len().min(22);
        let (edits, end) = best_prefix(&text[..length], &self.chars);
        if edits as f64 > (length as f64 * 0.4).max(1.0) {
            return None;
        }
        let back: Vec<char> = self.chars[end.saturating_sub(length + 6)..end].iter().rev().copied().collect();
        let head: Vec<char> = text[..length].iter().rev().copied().collect();
        let start = end - best_prefix(&head, &back).1;
        self.take(start, text);
        Some(start)
    }

    /// Where a text stands exactly and nothing has been placed; it is taken.
    pub fn free(&mut self, text: &[char]) -> Option<usize> {
        let free = self.finds(text).find(|at| self.is_free(*at, at + text.len()))?;
        self.taken[free..free + text.len()].fill(true);
        Some(free)
    }

    fn take(&mut self, at: usize, text: &[char]) {
        let end = (at + text.len() + 40).min(self.chars.len());
        let blocks = matching_blocks(text, &self.chars[at..end]);
        for (_, start, size) in blocks.into_iter().filter(|(.., size)| *size > 1) {
            self.taken[at + start..at + start + size].fill(true);
        }
    }
}

/// The best approximate match of a text anywhere in another: how many edits, and where it ends.
fn best_prefix(text: &[char], other: &[char]) -> (usize, usize) {
    let mut before = vec![0; other.len() + 1];
    for (row, c) in text.iter().enumerate() {
        let mut now = vec![row + 1];
        for (at, d) in other.iter().enumerate() {
            now.push((before[at] + usize::from(c != d)).min(before[at + 1] + 1).min(now[at] + 1));
        }
        before = now;
    }
    let least = before.iter().copied().min().unwrap_or(0);
    (least, before.iter().position(|edits| *edits == least).unwrap_or(0))
}

/// The blocks that two texts have in common, longest first and then what stands before and after it (Ratcliff and Obershelp, 1988).
fn matching_blocks(a: &[char], b: &[char]) -> Vec<(usize, usize, usize)> {
    let mut places: HashMap<char, Vec<usize>> = HashMap::new();
    b.iter().enumerate().for_each(|(at, c)| places.entry(*c).or_default().push(at));
    let (mut queue, mut blocks) = (vec![(0, a.len(), 0, b.len())], Vec::new());
    while let Some((a_low, a_high, b_low, b_high)) = queue.pop() {
        let (i, j, size) = longest_match(a, &places, (a_low, a_high), (b_low, b_high));
        if size == 0 {
            continue;
        }
        blocks.push((i, j, size));
        if a_low < i && b_low < j {
            queue.push((a_low, i, b_low, j));
        }
        if i + size < a_high && j + size < b_high {
            queue.push((i + size, a_high, j + size, b_high));
        }
    }
    blocks
}

fn longest_match(
    a: &[char],
    places: &HashMap<char, Vec<usize>>,
    (a_low, a_high): (usize, usize),
    (b_low, b_high): (usize, usize),
) -> (usize, usize, usize) {
    let mut best = (a_low, b_low, 0);
    let mut lengths: HashMap<usize, usize> = HashMap::new();
    for (i, c) in a.iter().enumerate().take(a_high).skip(a_low) {
        let mut next = HashMap::new();
        for j in places.get(c).into_iter().flatten().copied().filter(|j| (b_low..b_high).contains(j)) {
            let length = j.checked_sub(1).and_then(|before| lengths.get(&before)).copied().unwrap_or(0) + 1;
            next.insert(j, length);
            if length > best.2 {
                best = (i + 1 - length, j + 1 - length, length);
            }
        }
        lengths = next;
    }
    best
}

/// Where the paragraphs of each story begin. Long texts are placed first, so that short ones do not take their room.
pub fn placed(stream: &mut Stream, articles: &[Value]) -> Vec<Vec<Option<usize>>> {
    let mut jobs: Vec<(Vec<char>, usize, usize)> = Vec::new();
    for (article, value) in articles.iter().enumerate() {
        let texts = value["paragraphs"].as_array().into_iter().flatten().filter_map(Value::as_str);
        jobs.extend(texts.enumerate().map(|(rank, text)| (strip(text), article, rank)));
    }
    jobs.sort_by_key(|(text, ..)| std::cmp::Reverse(text.len()));
    let mut places: BTreeMap<(usize, usize), Option<usize>> = BTreeMap::new();
    for (text, article, rank) in jobs {
        let at = if text.is_empty() { None } else { stream.place(&text) };
        places.insert((article, rank), at);
    }
    let of = |article: usize| places.range((article, 0)..(article + 1, 0)).map(|(_, at)| *at).collect();
    (0..articles.len()).map(of).collect()
}

/// Where the paragraphs of gold begin: as it says itself, or as its text does.
pub fn gold_starts(raw: &str, gold: &Value) -> Vec<Vec<Option<usize>>> {
    let articles = gold["articles"].as_array().map(Vec::as_slice).unwrap_or_default();
    if articles.first().is_some_and(|first| first.get("spans").is_some()) {
        let start = |span: &Value| span[0][0].as_u64().map(|at| at as usize);
        return articles.iter().map(|article| article["spans"].as_array().into_iter().flatten().map(start).collect()).collect();
    }
    placed(&mut Stream::new(raw), articles)
}

/// How many of gold have a partner within a distance, each used once.
fn matched(gold: &[usize], found: &[usize], within: usize) -> usize {
    let (mut gold, mut found) = (gold.to_vec(), found.to_vec());
    gold.sort_unstable();
    found.sort_unstable();
    let mut used = HashSet::new();
    let mut count = 0;
    for at in gold {
        let from = found.partition_point(|other| *other < at.saturating_sub(within));
        let near = (from..found.len()).take_while(|index| found[*index] <= at + within).find(|index| !used.contains(index));
        if let Some(near) = near {
            used.insert(near);
            count += 1;
        }
    }
    count
}

fn headline(article: &Value) -> Vec<&str> {
    if article["headline_supplied"].as_bool() == Some(true) {
        return Vec::new();
    }
    ["kicker", "headline", "deck"].iter().flat_map(|key| words(&article[key])).collect()
}

/// Scores a draft, as the JSON export has it, against gold.
pub fn score(raw: &str, gold: &Value, draft: &Value) -> Score {
    let within = if gold["level"] == "ocr" { 2 } else { 0 };
    let starts = gold_starts(raw, gold);
    let articles = draft["articles"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found = placed(&mut Stream::new(raw), articles);
    let gold_paragraphs: Vec<usize> = starts.iter().flatten().filter_map(|at| *at).collect();
    let paragraphs: Vec<usize> = found.iter().flatten().filter_map(|at| *at).collect();
    let gold_articles: Vec<usize> = starts.iter().filter_map(|article| *article.first()?).collect();
    let begun: Vec<Option<usize>> = found.iter().filter_map(|article| article.first().copied()).collect();
    let placed_articles: Vec<usize> = begun.iter().filter_map(|at| *at).collect();
    let (lost, added) = balance(raw, draft);
    Score {
        paragraphs: Found {
            right: matched(&gold_paragraphs, &paragraphs, within),
            all: found.iter().map(Vec::len).sum(),
            wanted: gold_paragraphs.len(),
        },
        articles: Found { right: matched(&gold_articles, &placed_articles, within), all: begun.len(), wanted: gold_articles.len() },
        headlines: headlines(gold, &starts, articles, &found, within),
        lost,
        added,
    }
}

fn headlines(gold: &Value, starts: &[Vec<Option<usize>>], articles: &[Value], found: &[Vec<Option<usize>>], within: usize) -> Found {
    let mut places: Vec<(usize, usize)> =
        found.iter().enumerate().flat_map(|(number, article)| article.iter().filter_map(move |at| Some(((*at)?, number)))).collect();
    places.sort_unstable();
    let wanted = gold["articles"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_right = |(article, starts): (&Value, &Vec<Option<usize>>)| {
        let lines = words(&article["headline"]);
        let want: Vec<char> = strip(&lines.concat());
        let have = match starts.first() {
            Some(Some(start)) if !places.is_empty() => {
                let after = places.partition_point(|(at, _)| *at <= start + within);
                places.get(after.saturating_sub(1)).and_then(|(_, number)| articles.get(*number)).map(headline).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        let sorted = |texts: &[&str]| {
            let mut texts: Vec<Vec<char>> = texts.iter().map(|text| strip(text)).collect();
            texts.sort();
            texts
        };
        strip(&have.concat()) == want || sorted(&have) == sorted(&lines)
    };
    let right = wanted.iter().zip(starts).filter(|pair| is_right(*pair)).count();
    Found { right, all: wanted.len(), wanted: wanted.len() }
}

/// How many characters are lost and added, both sides as multisets; the brackets round a jump line may go.
fn balance(raw: &str, draft: &Value) -> (usize, usize) {
    let mut text: String = ["furniture", "set_aside", "captions"].iter().flat_map(|key| words(&draft[key])).collect();
    for article in draft["articles"].as_array().into_iter().flatten() {
        let body: String = words(&article["paragraphs"]).concat();
        text.extend(headline(article));
        text.push_str(&body);
        text.extend(words(&article["captions"]));
        text.push_str(article["jump"].as_str().unwrap_or_default());
        let byline = article["byline"].as_str().unwrap_or_default();
        let stripped: String = strip(&body).into_iter().collect();
        let stands = |word: &str| stripped.contains(&strip(word).into_iter().collect::<String>());
        if !byline.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).all(stands) {
            text.push_str(byline);
        }
    }
    let mut counts: HashMap<char, i64> = HashMap::new();
    strip(raw).into_iter().for_each(|c| *counts.entry(c).or_default() += 1);
    strip(&text).into_iter().for_each(|c| *counts.entry(c).or_default() -= 1);
    let counts = counts.into_iter().filter(|(c, _)| !matches!(c, '(' | ')' | '▶')).map(|(_, count)| count);
    counts.fold((0, 0), |(lost, added), count| (lost + count.max(0) as usize, added + (-count).max(0) as usize))
}
