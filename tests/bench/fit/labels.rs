//! The state of each line of a page whose right text is known.

use serde_json::Value;
use stet::clean::Measured;
use stet::clean::states::State;
use stet::page::Page;

use super::score::{Stream, gold_starts, strip, words};

/// Where the lines of a page stand in its stream of characters.
struct Places {
    /// The first character of each line, with the line's number, in order.
    starts: Vec<(usize, usize)>,
}

impl Places {
    fn of(page: &Page, measured: &Measured) -> Places {
        let mut before = vec![0; page.text().chars().count() + 1];
        let mut count = 0;
        for (at, c) in page.text().chars().enumerate() {
            before[at] = count;
            count += strip(c.encode_utf8(&mut [0; 4])).len();
        }
        let mut starts: Vec<(usize, usize)> =
            measured.starts.iter().enumerate().map(|(line, start)| (before[start.0 as usize], line)).collect();
        starts.sort_unstable();
        Places { starts }
    }

    /// The line that holds a place, and whether it begins there, give or take a character.
    fn line(&self, at: usize) -> Option<(usize, bool)> {
        let mut rank = self.starts.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
        if at - self.starts[rank].0 > 1 && self.starts.get(rank + 1).is_some_and(|(next, _)| next - at <= 1) {
            rank += 1;
        }
        let (start, line) = self.starts[rank];
        Some((line, start.abs_diff(at) <= 1))
    }

    /// The lines that begin in a range, and the one that holds its start.
    fn lines(&self, from: usize, to: usize) -> Vec<usize> {
        let first = self.line(from).map(|(line, _)| line);
        let inside = self.starts.iter().filter(|(start, _)| *start > from && *start < to).map(|(_, line)| *line);
        first.into_iter().chain(inside).collect()
    }
}

/// The state of each line, by the gold of its page.
pub fn states(page: &Page, gold: &Value, measured: &Measured) -> Vec<u8> {
    let places = Places::of(page, measured);
    let mut states = vec![State::Inside; measured.starts.len()];
    let mut stream = Stream::new(page.text());
    let spans = gold["articles"].as_array().into_iter().flatten().flat_map(|article| article["spans"].as_array().into_iter().flatten());
    for part in spans.flat_map(|span| span.as_array().into_iter().flatten()) {
        if let (Some(from), Some(to)) = (part[0].as_u64(), part[1].as_u64())
            && let Some(part) = stream.taken.get_mut(from as usize..to as usize)
        {
            part.fill(true);
        }
    }
    let starts = if spans_given(gold) { gold_starts(page.text(), gold) } else { super::score::placed(&mut stream, articles(gold)) };
    for article in &starts {
        for (rank, at) in article.iter().enumerate() {
            if let Some((line, true)) = at.and_then(|at| places.line(at))
                && states[line] != State::Story
            {
                states[line] = if rank == 0 { State::Story } else { State::Paragraph };
            }
        }
    }
    let headlines = articles(gold).iter().flat_map(|article| words(&article["headline"])).map(str::to_owned).collect();
    mark(&mut stream, &places, headlines, State::Headline, &mut states);
    let mut apart: Vec<String> = ["furniture", "captions"].iter().flat_map(|key| words(&gold[key])).map(str::to_owned).collect();
    for article in articles(gold) {
        apart.extend(["captions", "byline", "jump"].iter().flat_map(|key| words(&article[key])).map(str::to_owned));
    }
    mark(&mut stream, &places, apart, State::Apart, &mut states);
    states.into_iter().map(|state| state as u8).collect()
}

fn spans_given(gold: &Value) -> bool {
    articles(gold).first().is_some_and(|first| first.get("spans").is_some())
}

fn articles(gold: &Value) -> &[Value] {
    gold["articles"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Marks the lines on which texts stand that nothing else stands on.
fn mark(stream: &mut Stream, places: &Places, texts: Vec<String>, state: State, states: &mut [State]) {
    let mut texts: Vec<Vec<char>> = texts.iter().map(|text| strip(text)).filter(|text| !text.is_empty()).collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    for text in texts {
        let Some(at) = stream.free(&text) else { continue };
        for line in places.lines(at, at + text.len()) {
            if state == State::Headline || states[line] == State::Inside {
                states[line] = state;
            }
        }
    }
}
