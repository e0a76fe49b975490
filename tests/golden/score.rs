//! Scores a first draft against what the page is known to hold: by where paragraphs and articles begin in the raw text.

use std::collections::BTreeSet;

use stet::edition::{Article, Edition, Role};

use super::gold::Gold;

/// Counts of what was found, what was claimed, and what there is.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    hits: usize,
    claimed: usize,
    known: usize,
}

impl Tally {
    fn of(known: &BTreeSet<usize>, claimed: &BTreeSet<usize>) -> Tally {
        Tally { hits: known.intersection(claimed).count(), claimed: claimed.len(), known: known.len() }
    }

    /// The harmonic mean of precision and recall, in per cent.
    pub fn f1(self) -> f64 {
        if self.claimed + self.known == 0 { 100.0 } else { 200.0 * self.hits as f64 / (self.claimed + self.known) as f64 }
    }

    /// The share of what there is that was found, in per cent.
    pub fn share(self) -> f64 {
        100.0 * self.hits as f64 / self.known.max(1) as f64
    }

    fn add(&mut self, other: Tally) {
        self.hits += other.hits;
        self.claimed += other.claimed;
        self.known += other.known;
    }
}

/// The scores of a page, or of several together.
#[derive(Clone, Copy, Default)]
pub struct Score {
    pub paragraphs: Tally,
    pub articles: Tally,
    pub headlines: Tally,
    /// Blanks beside Chinese characters that are wrong or missing, and the characters of the paragraphs compared.
    pub blanks: (usize, usize),
}

impl Score {
    pub fn add(&mut self, other: &Score) {
        self.paragraphs.add(other.paragraphs);
        self.articles.add(other.articles);
        self.headlines.add(other.headlines);
        self.blanks = (self.blanks.0 + other.blanks.0, self.blanks.1 + other.blanks.1);
    }

    pub fn blanks_per_thousand(&self) -> f64 {
        1000.0 * self.blanks.0 as f64 / self.blanks.1.max(1) as f64
    }

    pub fn line(&self) -> String {
        let (p, a, h) = (self.paragraphs.f1(), self.articles.f1(), self.headlines.share());
        format!("paragraph F1 {p:5.1}  article F1 {a:5.1}  headlines {h:5.1} %  wrong blanks {:.2} ‰", self.blanks_per_thousand())
    }
}

/// The text without blanks, with half-width punctuation and quotation marks made one with the full-width ones.
fn strip(text: &str) -> Vec<char> {
    let fold = |c: char| match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => stet::language::width::fold(c),
    };
    text.chars().filter(|c| !stet::page::is_blank(*c)).map(fold).collect()
}

struct Stream(Vec<char>);

impl Stream {
    fn find(&self, text: &[char], from: usize) -> Option<usize> {
        let at = |from: usize| (from..=self.0.len().checked_sub(text.len())?).find(|at| self.0[*at..].starts_with(text));
        if text.is_empty() { None } else { at(from).or_else(|| at(0)) }
    }

    /// Where a paragraph stands: its start and its end; by its first and last characters, where something was taken out of it.
    fn locate(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let text = strip(text);
        if let Some(at) = self.find(&text, from) {
            return Some((at, at + text.len()));
        }
        let ends = text.len().min(12);
        let start = self.find(&text[..ends], from)?;
        let end = self.find(&text[text.len() - ends..], start).map_or(start + text.len(), |end| end + ends);
        Some((start, end.max(start)))
    }

    fn articles<'a>(&self, articles: impl Iterator<Item = Vec<&'a str>>) -> Vec<Vec<(usize, usize)>> {
        let mut from = 0;
        let mut place = |text: &str| {
            let found = self.locate(text, from)?;
            from = from.max(found.0);
            Some(found)
        };
        articles.map(|paragraphs| paragraphs.into_iter().filter_map(&mut place).collect()).collect()
    }
}

fn paragraphs(article: &Article) -> Vec<&str> {
    let told = |role: Role| matches!(role, Role::Paragraph | Role::Subheading);
    article.blocks().iter().filter(|block| told(block.role())).map(|block| block.text()).collect()
}

/// Places of blanks that have a Chinese character on both sides, counted in characters that are none.
fn blanks(text: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let (mut count, mut before) = (0, ' ');
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        if c.is_whitespace() {
            let after = chars[at..].iter().find(|c| !c.is_whitespace());
            if after.is_some_and(|after| !after.is_ascii()) && !before.is_ascii() {
                found.insert(count);
            }
        } else {
            (count, before) = (count + 1, *c);
        }
    }
    found
}

/// Scores an edition of one page.
pub fn score(raw: &str, gold: &Gold, edition: &Edition) -> Score {
    let stream = Stream(strip(raw));
    let known = stream.articles(gold.articles.iter().map(|article| article.paragraphs.iter().map(String::as_str).collect()));
    let found = stream.articles(edition.articles().iter().map(|article| paragraphs(article)));
    let starts = |articles: &[Vec<(usize, usize)>]| articles.iter().flatten().map(|span| span.0).collect::<BTreeSet<_>>();
    let firsts = |articles: &[Vec<(usize, usize)>]| articles.iter().filter_map(|spans| Some(spans.first()?.0)).collect::<BTreeSet<_>>();
    let mut headlines = Tally { known: gold.articles.len(), ..Tally::default() };
    for (article, spans) in gold.articles.iter().zip(&known) {
        let Some(first) = spans.first() else { continue };
        let home = found.iter().position(|spans| spans.iter().any(|span| (span.0..span.1).contains(&first.0)));
        let heading = home.map(|home| {
            let blocks = edition.articles()[home].blocks().iter().filter(|block| block.role().is_heading());
            strip(&blocks.map(|block| block.text()).collect::<String>())
        });
        headlines.hits += usize::from(heading == Some(strip(&article.headline.concat())));
    }
    let mut wrong = (0, 0);
    for paragraph in edition.articles().iter().flat_map(|article| paragraphs(article)) {
        let same = gold.articles.iter().flat_map(|article| &article.paragraphs).find(|gold| strip(gold) == strip(paragraph));
        if let Some(gold) = same {
            wrong.0 += blanks(gold).symmetric_difference(&blanks(paragraph)).count();
            wrong.1 += strip(gold).len();
        }
    }
    let paragraphs = Tally::of(&starts(&known), &starts(&found));
    Score { paragraphs, articles: Tally::of(&firsts(&known), &firsts(&found)), headlines, blanks: wrong }
}
