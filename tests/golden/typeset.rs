//! A small typesetter: stories become a raw page as OCR would give it, by the habits asked for.

use crate::gold::{Gold, GoldArticle};

/// A story before it is set.
#[derive(Clone, Default)]
pub struct Story {
    pub headline: Vec<String>,
    pub paragraphs: Vec<String>,
    pub byline: Option<String>,
    pub caption: Option<String>,
    pub jump: Option<String>,
}

/// Reads stories: `#` a line of the headline, `##` its deck, `~` a subheading, `^` a caption, `>` a jump line, `---` the next story.
pub fn stories(text: &str) -> Vec<Story> {
    let mut stories = vec![Story::default()];
    for line in text.lines() {
        let Some(story) = stories.last_mut() else { continue };
        let rest = line.get(2..).unwrap_or_default().trim().to_owned();
        match line.chars().next() {
            Some('#') => story.headline.push(line.trim_start_matches(['#', ' ']).to_owned()),
            Some('~') => story.paragraphs.push(rest),
            Some('^') => story.caption = Some(rest),
            Some('>') => story.jump = Some(rest),
            Some('-') => stories.push(Story::default()),
            Some(_) if line.starts_with("本报记者 ") => story.byline = Some(line.to_owned()),
            Some(_) => story.paragraphs.push(line.to_owned()),
            None => {}
        }
    }
    stories
}

/// Where headlines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headlines {
    Before,
    AtEnd,
    AtStart,
    Missing,
}

/// How a page is set.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// The measures of the stories, one after the other, in ems.
    pub measures: &'static [usize],
    /// Blank lines between the lines.
    pub blank_lines: bool,
    /// Closing punctuation may hang over the measure by an em; else it takes the character before it to the next line.
    pub hangs: bool,
    /// Lines that stay short are spaced out by letters.
    pub letter_spacing: bool,
    /// Blanks stand round numbers in digits.
    pub stray_blanks: bool,
    pub headlines: Headlines,
    /// Lead-ins are left out.
    pub bare: bool,
    /// The measure is wider from this line of the second paragraph on, by four ems.
    pub widens_at: Option<usize>,
}

const CLOSES: &str = "，。、；：？！”）》";
const OPENS: &str = "“（《";

/// Sets the stories as a page.
pub fn typeset(stories: &[Story], habits: Habits) -> (String, Gold) {
    let (mut start, mut body, mut end) = (Vec::new(), Vec::new(), Vec::new());
    let mut gold = Gold { articles: Vec::new() };
    for (story, measure) in stories.iter().zip(habits.measures.iter().cycle()) {
        let mut story = story.clone();
        if habits.bare {
            bare(&mut story);
        }
        match habits.headlines {
            Headlines::Before => body.extend(story.headline.clone()),
            Headlines::AtEnd => end.push(story.headline.clone()),
            Headlines::AtStart => start.extend(story.headline.clone()),
            Headlines::Missing => story.headline.clear(),
        }
        body.extend(story.byline.clone());
        for (rank, paragraph) in story.paragraphs.iter().enumerate() {
            let wider = habits.widens_at.filter(|_| rank == 1);
            let mut lines = set(paragraph, *measure, wider, habits);
            if rank + 1 == story.paragraphs.len()
                && let (Some(jump), Some(last)) = (&story.jump, lines.last_mut())
            {
                last.push_str(&format!(" {jump}"));
            }
            body.append(&mut lines);
        }
        body.extend(story.caption.clone());
        gold.articles.push(GoldArticle { headline: story.headline, paragraphs: story.paragraphs });
    }
    let half = end.len() / 2;
    end.rotate_left(half);
    let lines: Vec<String> = start.into_iter().chain(body).chain(end.into_iter().flatten()).collect();
    (lines.join(if habits.blank_lines { "\n\n" } else { "\n" }) + "\n", gold)
}

fn bare(story: &mut Story) {
    if let Some(first) = story.paragraphs.first_mut()
        && first.starts_with("本报讯")
        && let Some((_, rest)) = first.split_once('）')
    {
        *first = rest.to_owned();
    }
}

fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Breaks a paragraph into lines of a measure in ems, the first two ems short.
fn set(paragraph: &str, measure: usize, wider: Option<usize>, habits: Habits) -> Vec<String> {
    let chars: Vec<char> = paragraph.chars().collect();
    let (mut lines, mut at): (Vec<String>, usize) = (Vec::new(), 0);
    while at < chars.len() {
        let indent = if lines.is_empty() { 2 } else { 0 };
        let more = if wider.is_some_and(|from| lines.len() >= from) { 4 } else { 0 };
        let room = 2 * (measure + more - indent);
        let mut end = at;
        let mut used = 0;
        while end < chars.len() && used + width(chars[end]) <= room {
            used += width(chars[end]);
            end += 1;
        }
        end = keep_rules(&chars, at, end, habits.hangs);
        let line: String = chars[at..end].iter().collect();
        let short = line.chars().map(width).sum::<usize>() < room;
        at = end;
        lines.push(match (at < chars.len() && short && habits.letter_spacing, habits.stray_blanks) {
            (true, _) => line.replace(' ', "").chars().map(String::from).collect::<Vec<_>>().join(" "),
            (false, true) => blanks_round_digits(&line),
            (false, false) => line.trim().to_owned(),
        });
    }
    lines
}

/// Moves the end of a line so that no mark stands where it may not and no number is broken.
fn keep_rules(chars: &[char], start: usize, mut end: usize, hangs: bool) -> usize {
    if end == chars.len() {
        return end;
    }
    if hangs && CLOSES.contains(chars[end]) && chars.get(end + 1).is_none_or(|c| !CLOSES.contains(*c)) {
        end += 1;
    }
    while end < chars.len() && end > start + 1 {
        let number = chars[end].is_ascii_digit() && chars[end - 1].is_ascii_digit();
        if !CLOSES.contains(chars[end]) && !OPENS.contains(chars[end - 1]) && !number {
            break;
        }
        end -= 1;
    }
    end
}

fn blanks_round_digits(line: &str) -> String {
    let mut spaced = String::new();
    for c in line.trim().chars() {
        let before = spaced.chars().last();
        if c.is_ascii_digit() && before.is_some_and(|before| !before.is_ascii()) {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    spaced
}
