//! Pages in Latin letters: columns of stories, notices, verse and advertisements, in made-up words with the small words of a language.

use super::Extent;
use super::page::{Columns, Made, Set, Setting, Story};
use super::words::Dice;

/// A language: its small words, and whether its nouns have capitals.
struct Language {
    small: &'static [&'static str],
    nouns: bool,
    hyphen: &'static str,
    places: &'static [&'static str],
}

const ENGLISH: Language = Language {
    small: &[
        "the", "of", "and", "to", "in", "a", "that", "was", "with", "by", "for", "on", "which", "from", "his", "had", "be", "at", "it",
        "this",
    ],
    nouns: false,
    hyphen: "-",
    places: &["HOLMFIELD", "LONDON", "BRIDGEPORT", "NEW HARBOUR"],
};
const GERMAN: Language = Language {
    small: &[
        "der", "die", "und", "in", "den", "von", "zu", "das", "mit", "ist", "auf", "für", "nicht", "im", "dem", "des", "ein", "eine",
        "auch", "daß",
    ],
    nouns: true,
    hyphen: "-",
    places: &["Wien", "Berlin", "Zürich", "Flensburg"],
};
const FRENCH: Language = Language {
    small: &[
        "le", "la", "les", "de", "des", "et", "à", "en", "un", "une", "que", "qui", "dans", "pour", "sur", "par", "est", "au", "du", "il",
    ],
    nouns: false,
    hyphen: "-",
    places: &["Paris", "Lyon", "Marseille", "Bordeaux"],
};

const ONSETS: &[&str] = &["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "br", "pl", "ch", "gr"];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ei", "ou", "ea", "ie"];
const CODAS: &[&str] = &["", "", "", "n", "r", "s", "t", "l", "nd", "rt", "st", "m"];

impl Language {
    fn made_up(&self, dice: &mut Dice) -> String {
        (0..dice.one(&[1, 1, 2, 2, 2, 3, 3])).map(|_| format!("{}{}{}", dice.one(ONSETS), dice.one(VOWELS), dice.one(CODAS))).collect()
    }

    fn word(&self, dice: &mut Dice) -> String {
        if dice.chance(45) {
            return dice.one(self.small).to_owned();
        }
        let word = self.made_up(dice);
        if dice.chance(if self.nouns { 45 } else { 7 }) { capital(&word) } else { word }
    }

    fn sentence(&self, dice: &mut Dice) -> String {
        let mut text = capital(&self.word(dice));
        for _ in 0..dice.between(4, 24) {
            text.push_str(dice.one(&[" ", " ", " ", " ", " ", " ", ", ", " ", "; "]));
            text.push_str(&if dice.chance(3) { dice.between(2, 1900).to_string() } else { self.word(dice) });
        }
        text.push_str(dice.one(&[".", ".", ".", ".", ".", "!", "?", " —", ":"]));
        text
    }

    fn paragraph(&self, dice: &mut Dice) -> String {
        let mut sentences: Vec<String> = (0..dice.one(&[1, 1, 2, 3, 4, 6, 9])).map(|_| self.sentence(dice)).collect();
        if let Some(last) = sentences.last_mut() {
            *last = last.trim_end_matches([' ', '—', ':']).to_owned() + if last.ends_with(['.', '!', '?']) { "" } else { "." };
        }
        sentences.join(" ")
    }

    fn title(&self, dice: &mut Dice, words: usize) -> String {
        let text = (0..words).map(|_| self.word(dice)).collect::<Vec<_>>().join(" ");
        capital(&text)
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Breaks a text into lines of at most so many characters, dividing words.
fn lines(text: &str, measure: usize, indent: usize, hyphen: &str, dice: &mut Dice) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let room = measure - if lines.is_empty() { indent } else { 0 };
        let used = line.chars().count() + usize::from(!line.is_empty());
        let length = word.chars().count();
        if used + length <= room {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        let left = room.saturating_sub(used + 1);
        let whole = word.chars().all(char::is_alphabetic);
        if whole && left >= 3 && length - left.min(length) >= 3 && dice.chance(75) {
            let cut = dice.between(2, left);
            let (head, tail): (String, String) = (word.chars().take(cut).collect(), word.chars().skip(cut).collect());
            if !line.is_empty() {
                line.push(' ');
            }
            lines.push(line + &head + hyphen);
            line = tail;
        } else {
            lines.push(std::mem::take(&mut line));
            line = word.to_owned();
        }
    }
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines
}

/// Characters to an em of measure: letters are about half an em wide.
const TO_AN_EM: f64 = 2.1;

struct Paper {
    language: Language,
    measure: usize,
    indent: usize,
    hanging: bool,
    boxes: bool,
    /// Blank lines between paragraphs of a text, and between stories.
    gaps: (usize, usize),
    capitals: usize,
    large: usize,
    /// How often a region holds the paragraphs after its first too.
    merged: usize,
    noise: usize,
}

impl Paper {
    fn set(&self, text: &str, indent: usize) -> Set {
        let width = text.chars().count() as f64 / TO_AN_EM;
        Set { text: text.to_owned(), indent: indent as f64 / TO_AN_EM, width, size: 1.0, space: 0.0, opens: false, gap: 0 }
    }

    fn centred(&self, text: &str, size: f64) -> Set {
        let own = self.set(text, 0);
        let width = own.width * size;
        Set { indent: ((self.measure as f64 / TO_AN_EM - width) / 2.0).max(0.0), width, size, space: 0.6, ..own }
    }

    /// The lines of a paragraph, with the text that is read off them.
    fn paragraph(&self, text: &str, opens: bool, gap: usize, dice: &mut Dice) -> Vec<Set> {
        let (first, rest) = if self.hanging { (0, self.indent) } else { (self.indent, 0) };
        let measure = if self.hanging { self.measure - self.indent } else { self.measure };
        let count = |at: usize| if at == 0 { first } else { rest };
        let set =
            |(at, line): (usize, String)| Set { opens: at == 0 && opens, gap: if at == 0 { gap } else { 0 }, ..self.set(&line, count(at)) };
        let lines = lines(text, measure, if self.hanging { 0 } else { self.indent }, self.language.hyphen, dice);
        let last = lines.len().saturating_sub(1);
        // Justified lines reach the edge.
        let justified = |(at, mut line): (usize, Set)| {
            if at < last {
                line.width = line.width.max((self.measure - count(at)) as f64 / TO_AN_EM - dice.share() * 0.3);
            }
            line
        };
        lines.into_iter().enumerate().map(set).enumerate().map(justified).collect()
    }

    fn headline(&self, dice: &mut Dice) -> (Vec<String>, Vec<Set>) {
        let (mut texts, mut sets) = (Vec::new(), Vec::new());
        for rank in 0..dice.one(&[1, 1, 1, 2, 2, 3]) {
            let words = dice.between(1, if rank == 0 { 5 } else { 8 });
            let mut text = self.language.title(dice, words);
            if dice.chance(self.capitals) {
                text = text.to_uppercase();
            }
            text.push_str(dice.one(&["", "", ".", ".", " !", " ?"]));
            let size = if dice.chance(self.large) { dice.one(&[1.2, 1.4, 1.8]) } else { 1.0 };
            for line in lines(&text, (self.measure as f64 / size) as usize, 0, self.language.hyphen, dice) {
                sets.push(Set {
                    opens: sets.is_empty() || dice.chance(30),
                    gap: if sets.is_empty() { self.gaps.1 } else { self.gaps.0.min(1) },
                    ..self.centred(&line, size)
                });
                texts.push(line);
            }
        }
        (texts, sets)
    }

    fn story(&self, setting: &mut Setting, dice: &mut Dice) {
        let mut story = Story::default();
        let mut headed = dice.chance(72);
        if headed {
            let (texts, sets) = self.headline(dice);
            story.headline = texts;
            setting.lines.extend(sets);
        }
        for rank in 0..dice.one(&[1, 1, 2, 3, 4, 6]) {
            let mut text = self.language.paragraph(dice);
            if rank == 0 && dice.chance(20) {
                text = format!(
                    "{}, {} {}. — {text}",
                    dice.one(self.language.places),
                    dice.one(&["May", "Juli", "avril"]),
                    dice.between(1, 30)
                );
            } else if dice.chance(4) {
                text = format!("{} {text}", dice.one(&["—", "*", "1.", "§ 4."]));
            }
            let opens = rank == 0 || !dice.chance(self.merged);
            let gap = if rank == 0 && !headed { self.gaps.1 } else { self.gaps.0 };
            let lines = self.paragraph(&text, opens, gap, dice);
            setting.lines.extend(lines);
            story.paragraphs.push(text);
            headed = true;
        }
        if dice.chance(12) {
            let signed = self.language.title(dice, 2).to_uppercase();
            let own = self.set(&signed, 0);
            setting.lines.push(Set {
                indent: (self.measure as f64 / TO_AN_EM - own.width - 1.0).max(0.0),
                opens: true,
                gap: self.gaps.0,
                ..own
            });
            story.paragraphs.push(signed);
        }
        setting.articles.push(story);
    }

    /// Verses, or the lines of an advertisement or a table, each a paragraph.
    fn rows(&self, setting: &mut Setting, dice: &mut Dice) {
        let mut story = Story::default();
        if dice.chance(60) {
            let (texts, sets) = self.headline(dice);
            story.headline = texts;
            setting.lines.extend(sets);
        }
        let is_verse = dice.chance(50);
        for rank in 0..dice.between(3, 14) {
            let words = dice.between(2, 6);
            let mut text = self.language.title(dice, words);
            text = text.chars().take(self.measure.saturating_sub(6)).collect::<String>().trim().to_owned();
            text.push_str(if is_verse { dice.one(&["", ",", ".", ";", "!"]) } else { dice.one(&["", " 3", " 12 50", ".", " ..... 4"]) });
            let own = if is_verse { self.set(&text, 4 + 2 * (rank % 2)) } else { self.set(&text, dice.below(3)) };
            setting.lines.push(Set { opens: true, gap: if rank == 0 { self.gaps.1 } else { 0 }, ..own });
            story.paragraphs.push(text);
        }
        setting.articles.push(story);
    }
}

/// A page in Latin letters.
pub fn page(dice: &mut Dice, extent: Extent) -> Made {
    let boxes = extent == Extent::Boxed;
    let language = match dice.below(3) {
        0 => ENGLISH,
        1 => GERMAN,
        _ => FRENCH,
    };
    let gaps = if boxes { (0, 0) } else { dice.one(&[(0, 0), (0, 1), (1, 1), (1, 2), (1, 1)]) };
    let paper = Paper {
        language,
        measure: dice.between(30, 62),
        indent: dice.one(&[0, 2, 2, 3]),
        hanging: dice.chance(10),
        boxes,
        gaps,
        capitals: dice.one(&[10, 60, 95]),
        large: dice.one(&[30, 80]),
        merged: dice.one(&[0, 0, 0, 30, 80]),
        noise: dice.one(&[0, 3, 10]),
    };
    let mut setting = Setting::default();
    let heads = if extent == Extent::Cutting { 0 } else { dice.below(4) };
    for _ in 0..heads {
        let line = match dice.below(4) {
            0 => dice.between(1, 400).to_string(),
            1 => format!("Nr. {}. {} {}", dice.between(1, 300), dice.one(&["Montag", "Friday", "Mercredi"]), dice.between(1800, 1940)),
            2 => format!("THE {} NEWS.", paper.language.made_up(dice).to_uppercase()),
            _ => format!("{} {} {}", dice.between(1, 8), paper.language.made_up(dice).to_uppercase(), dice.between(1, 28)),
        };
        setting.lines.push(Set { opens: true, ..paper.centred(&line, 1.0) });
        setting.furniture.push(line);
    }
    let stories = if extent == Extent::Cutting { dice.between(1, 2) } else { dice.between(6, 22) };
    for _ in 0..stories {
        if dice.chance(14) {
            paper.rows(&mut setting, dice)
        } else {
            paper.story(&mut setting, dice)
        }
        if paper.boxes && dice.chance(paper.noise) {
            let line = dice.one(&["—", "|", "'", "—◦—", "•:", ".,", "==="]).to_owned();
            setting.lines.push(Set { opens: true, ..paper.centred(&line, 0.7) });
            setting.furniture.push(line);
        }
    }
    let columns = Columns {
        count: dice.between(2, 7),
        width: paper.measure as f64 / TO_AN_EM,
        lines: dice.between(60, 160),
        shake: dice.one(&[0.05, 0.12, 0.25]),
        regions: dice.chance(85),
        sizes: dice.chance(70),
    };
    setting.finish(boxes.then_some(&columns), dice)
}
