//! What is wrong with a file in RON, and where, in words for those who wrote it.

use ron::error::SpannedError;

/// A fault of a text in RON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RonFault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub problem: String,
}

impl RonFault {
    /// What the reader of RON found in a text. Wherever a file was cut off, that is what is said of it, and its end is the place.
    pub fn of(text: &str, error: &SpannedError) -> RonFault {
        let (from, to) = (error.span.start, error.span.end);
        let cut_off = unfinished(text).is_some_and(|last| place(text, last) <= (to.line, to.col));
        if cut_off {
            let (line, column) = place(text, text.len());
            return RonFault { line, column, problem: "the file ends too early: what stands before this is not all of it".to_owned() };
        }
        RonFault { line: from.line, column: from.col, problem: in_words(&error.code) }
    }
}

/// The reader's own words are for programmers, those that matter most.
fn in_words(error: &ron::Error) -> String {
    match error {
        ron::Error::ExceededRecursionLimit => "brackets are nested deeper here than in any file of this kind".to_owned(),
        ron::Error::TrailingCharacters => "something stands here after the last bracket".to_owned(),
        ron::Error::ExpectedNamedStructLike(_) | ron::Error::ExpectedStructLike => "an opening bracket “(” is expected here".to_owned(),
        ron::Error::IntegerOutOfBounds => "this number is larger or smaller than it can be".to_owned(),
        ron::Error::MissingStructField { field, .. } => format!("“{field}” is missing before this"),
        ron::Error::DuplicateStructField { field, .. } => format!("“{field}” stands here for the second time"),
        ron::Error::NoSuchStructField { found, expected, .. } => format!("there is no “{found}”; there are {}", expected.join(", ")),
        ron::Error::NoSuchEnumVariant { found, expected, .. } => format!("there is no “{found}”; choose one of {}", expected.join(", ")),
        error => error.to_string(),
    }
}

/// The line and the column of a byte, both counted from 1, the column in characters.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let last = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, last.chars().count() + 1)
}

/// The byte where the last token of a text begins, if a bracket, a string or a comment is still open at its end, or there is nothing.
fn unfinished(text: &str) -> Option<usize> {
    let (mut at, mut last, mut open, mut is_whole) = (0, 0, 0u64, false);
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let Some(length) = token_length(text.get(at..).unwrap_or_default()) else { return Some(at) };
        match c {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        if !c.is_whitespace() {
            last = at;
            // An attribute and a comment stand before what is in the file.
            is_whole = open == 0 && !matches!(c, '#' | '!' | ']' | '/');
        }
        at += length.max(1);
    }
    (!is_whole).then_some(last)
}

/// How many bytes the first token of a text takes; nothing where it is not closed.
fn token_length(text: &str) -> Option<usize> {
    let closed_by = |opening: usize, end: &str| Some(opening + text.get(opening..)?.find(end)? + end.len());
    let hashes = text.strip_prefix('r').map(|rest| rest.chars().take_while(|c| *c == '#').count());
    let raw = hashes.filter(|hashes| text.get(1 + hashes..).is_some_and(|rest| rest.starts_with('"')));
    match (raw, text.chars().next()?) {
        (Some(hashes), _) => closed_by(hashes + 2, &format!("\"{}", "#".repeat(hashes))),
        (None, '"') => string_length(text),
        (None, '/') if text.starts_with("//") => Some(text.find('\n').unwrap_or(text.len())),
        (None, '/') if text.starts_with("/*") => closed_by(2, "*/"),
        (None, '\'') => Some(character_length(text)),
        (None, c) if is_in_word(c) => Some(text.find(|c| !is_in_word(c)).unwrap_or(text.len())),
        (None, c) => Some(c.len_utf8()),
    }
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-')
}

/// How many bytes a string takes with its quotation marks; nothing where it is not closed.
fn string_length(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let is_end = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    end.map(|(at, _)| at + 1)
}

/// How many bytes a character in its marks takes, or the mark alone where it is none.
fn character_length(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    let inner = match characters.next() {
        Some((_, '\\')) => characters.next(),
        inner => inner,
    };
    let end = inner.and_then(|_| characters.next()).filter(|(_, c)| *c == '\'');
    end.map_or(1, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn fault(text: &str) -> RonFault {
        RonFault::of(text, &ron::from_str::<BTreeMap<String, Vec<(char, f32, Option<String>)>>>(text).expect_err(text))
    }

    #[test]
    fn a_text_that_is_cut_off_anywhere_is_told_so_with_its_end() {
        let text = "#![enable(implicit_some)]\n/* all */ { // 甲\n \"a\\\"\": [('(', 1.5, \"题\"), ('\\'', -2.0, None)],\n \"b\": [('乙', 3.0, r#\"\"x\"#)] }";
        assert!(ron::from_str::<BTreeMap<String, Vec<(char, f32, Option<String>)>>>(text).is_ok());
        for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let part = &text[..cut];
            let fault = fault(part);
            assert!(fault.problem.contains("ends too early"), "{part}: {fault:?}");
            assert_eq!((fault.line, fault.column), place(part, part.len()), "{part}");
        }
    }

    #[test]
    fn a_fault_before_the_end_is_told_where_it_stands() {
        for (text, place) in [("{\n \"a\": [('x', 1.0 None)],\n \"b\": [", (2, 17)), ("{\"a\": 5}", (1, 7)), ("{\"a\": []}}", (1, 10))] {
            let fault = fault(text);
            assert!(!fault.problem.contains("too early"), "{text}: {fault:?}");
            assert_eq!(fault.line, place.0, "{text}: {fault:?}");
        }
    }

    #[test]
    fn rules_and_values_that_are_not_there_are_told_with_those_that_are() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code, reason = "it is only read")]
        struct Sheet {
            look: Look,
            width: u8,
        }
        #[derive(Debug, serde::Deserialize)]
        enum Look {
            Dark,
            Light,
        }
        let cases = [
            ("(look: Dim, width: 1)", "there is no “Dim”; choose one of Dark, Light"),
            ("(lok: Dark, width: 1)", "there is no “lok”; there are look, width"),
            ("(look: Dark)", "“width” is missing"),
            ("(look: Dark, look: Light)", "“look” stands here for the second time"),
            ("(look: Dark, width: 256)", "larger or smaller"),
            ("(look: Dark, width: 1) more", "after the last bracket"),
            ("5", "an opening bracket"),
        ];
        for (text, words) in cases {
            let fault = RonFault::of(text, &ron::from_str::<Sheet>(text).expect_err(text));
            assert!(fault.problem.contains(words), "{text}: {fault:?}");
            assert_eq!(fault.line, 1);
        }
    }

    #[test]
    fn deep_nesting_is_told_without_the_words_of_programmers() {
        let text = "[".repeat(10_000);
        let error = ron::from_str::<ron::Value>(&text).expect_err("too deep");
        assert_eq!(RonFault::of(&text, &error).problem, "brackets are nested deeper here than in any file of this kind");
    }
}
