//! The lists of scannos that Guiguts has, the tool of Distributed Proofreaders: JSON, in which a rule is what is looked for (`match`, a
//! regular expression as Python writes it), its `replacement` and a `hint`.
//!
//! Such a file is an object with the rules as `scannos` and, where they are words, `wholeword`; or these rules alone, as a list; or
//! an object of wrong words with the right ones.

use std::path::Path;

use serde_json::{Map, Value};

use super::fault::SkippedWhy;
use super::{LARGEST, ScannosError, SkippedScanno, update};
use crate::explained::{Arguments, named};
use crate::reading::read_text;
use crate::style::lists::{Entry, List, ListedPattern, ListedRegex, Row, RowFault, Substitution};

/// By which names a rule has what it looks for.
const PATTERN: [&str; 3] = ["match", "regex", "pattern"];

/// What came of a list of Guiguts.
#[derive(Debug, Default)]
pub struct ImportedScannos {
    /// How many substitutions are new in the collection's list.
    pub new: usize,
    /// How many it has had already.
    pub known: usize,
    /// The rules that were not taken over.
    pub skipped: Vec<SkippedScanno>,
}

impl ImportedScannos {
    /// What was counted, for a message.
    pub fn counts(&self) -> Arguments {
        vec![named("new", self.new), named("known", self.known), named("skipped", self.skipped.len())]
    }
}

/// Takes the rules of a file over into the list of a collection. What stands there already stays as it is, also where it is off.
///
/// # Errors
/// The file cannot be read or has no rules, or the list cannot be written.
pub fn import_scannos(path: &Path, folder: &Path) -> Result<ImportedScannos, ScannosError> {
    let (found, skipped) = scannos(path)?;
    let all = found.entries().len();
    let new = update::<Substitution, usize>(folder, |list| list.add(found.into_entries()))?;
    Ok(ImportedScannos { new, known: all - new, skipped })
}

/// The rules of a file as substitutions, and those that are none.
///
/// # Errors
/// The file cannot be read, or has no rules.
pub fn scannos(path: &Path) -> Result<(List<Substitution>, Vec<SkippedScanno>), ScannosError> {
    let text = read_text(path, LARGEST).map_err(|error| ScannosError::Unreadable { path: path.to_owned(), error })?;
    let value: Value = serde_json::from_str(&text).map_err(|error| {
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default().to_owned();
        ScannosError::Malformed { path: path.to_owned(), line: error.line(), column: error.column(), what }
    })?;
    let rules = rules(&value);
    if rules.is_empty() {
        return Err(ScannosError::NoRules { path: path.to_owned() });
    }
    let (mut list, mut found, mut skipped) = (List::default(), Vec::new(), Vec::new());
    for (number, rule) in (1..).zip(&rules) {
        match rule.substitution() {
            Ok(substitution) => found.push(substitution),
            Err(why) => skipped.push(SkippedScanno { path: path.to_owned(), number, pattern: rule.pattern.to_owned(), why }),
        }
    }
    list.add(found);
    Ok((list, skipped))
}

/// A rule as a file has it.
#[derive(Clone, Copy, Debug)]
struct Rule<'a> {
    pattern: &'a str,
    replacement: &'a str,
    hint: &'a str,
    is_word: bool,
}

fn rules(value: &Value) -> Vec<Rule<'_>> {
    match value {
        Value::Array(rules) => listed(rules, false),
        Value::Object(object) => match object.get("scannos") {
            Some(Value::Array(rules)) => listed(rules, object.get("wholeword").and_then(Value::as_bool).unwrap_or(false)),
            _ => words(object),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn listed(rules: &[Value], is_word: bool) -> Vec<Rule<'_>> {
    rules
        .iter()
        .map(|rule| {
            let text = |name: &str| rule.get(name).and_then(Value::as_str).unwrap_or_default();
            let pattern = PATTERN.into_iter().map(text).find(|text| !text.is_empty()).unwrap_or_default();
            Rule { pattern, replacement: text("replacement"), hint: text("hint"), is_word }
        })
        .collect()
}

/// Wrong words with the right ones. One with an asterisk says that either may be right: `infect`, `in*ect`.
fn words(object: &Map<String, Value>) -> Vec<Rule<'_>> {
    object
        .iter()
        .filter_map(|(wrong, right)| {
            let right = right.as_str()?;
            let (replacement, hint) = if right.contains('*') { ("", right) } else { (right, "") };
            Some(Rule { pattern: wrong, replacement, hint, is_word: true })
        })
        .collect()
}

impl Rule<'_> {
    fn substitution(&self) -> Result<Substitution, SkippedWhy> {
        if self.pattern.is_empty() {
            return Err(SkippedWhy::NoPattern);
        }
        if self.pattern.contains("\\n") || self.pattern.contains('\n') {
            return Err(SkippedWhy::LineEnds);
        }
        let is_plain = !self.pattern.contains(|c: char| "\\.+*?()|[]{}^$#".contains(c));
        let pattern = match (self.is_word, is_plain) {
            (true, true) => ListedPattern::Word(self.pattern.to_owned()),
            (true, false) => regex(&format!(r"\b(?:{})\b", self.pattern))?,
            (false, _) => regex(self.pattern)?,
        };
        let replacement = if pattern.word().is_some() { self.replacement.to_owned() } else { replacement(self.replacement)? };
        let hint = self.hint.split_whitespace().collect::<Vec<_>>().join(" ");
        let substitution = Substitution { pattern, replacement, hint, example: String::new(), on: true };
        // What a list cannot hold is found by reading it as one.
        Substitution::read(&Row::of(&substitution)).map_err(SkippedWhy::Row)
    }
}

fn regex(source: &str) -> Result<ListedPattern, SkippedWhy> {
    ListedRegex::new(source).map(ListedPattern::Regex).map_err(|fault: RowFault| SkippedWhy::Row(fault))
}

/// A replacement with its groups as `${1}` instead of `\1`.
fn replacement(python: &str) -> Result<String, SkippedWhy> {
    let mut out = String::new();
    let mut chars = python.chars();
    while let Some(c) = chars.next() {
        match c {
            '$' => out.push_str("$$"),
            '\\' => match chars.next() {
                Some(group) if group.is_ascii_digit() => out.push_str(&format!("${{{group}}}")),
                Some(mark) if !mark.is_alphanumeric() => out.push(mark),
                Some(_) | None => return Err(SkippedWhy::Replacement),
            },
            c => out.push(c),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::lists::SubstitutionKind;

    fn read(json: &str) -> Result<(Vec<Substitution>, Vec<SkippedScanno>), ScannosError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("scannos.json");
        std::fs::write(&path, json).expect("written");
        scannos(&path).map(|(list, skipped)| (list.into_entries(), skipped))
    }

    #[test]
    fn rules_of_each_shape_are_read() {
        let (rules, skipped) = read(
            r#"{"scannos": [
                {"match": "rn([bp])", "replacement": "m\\1", "hint": "rn for\n m"},
                {"match": "gbt", "replacement": "ght"},
                {"match": "\\bhl", "replacement": "b\\'$"},
                {"match": "[b-df-h]{5,}", "replacement": "", "hint": "consonants"}
            ]}"#,
        )
        .expect("rules");
        assert_eq!(skipped, []);
        let told: Vec<_> =
            rules.iter().map(|one| (one.pattern.text(), one.pattern.kind(), one.replacement.as_str(), one.hint.as_str())).collect();
        assert_eq!(
            told,
            [
                ("[b-df-h]{5,}", SubstitutionKind::Regex, "", "consonants"),
                ("\\bhl", SubstitutionKind::Regex, "b'$$", ""),
                ("gbt", SubstitutionKind::Regex, "ght", ""),
                ("rn([bp])", SubstitutionKind::Regex, "m${1}", "rn for m"),
            ]
        );
        let words = |json: &str| -> Vec<(String, SubstitutionKind, String)> {
            let (rules, _) = read(json).expect("rules");
            rules.into_iter().map(|one| (one.pattern.text().to_owned(), one.pattern.kind(), one.replacement)).collect()
        };
        let arid = ("arid".to_owned(), SubstitutionKind::Word, "and".to_owned());
        assert_eq!(words(r#"{"wholeword": true, "scannos": [{"match": "arid", "replacement": "and"}]}"#), std::slice::from_ref(&arid));
        assert_eq!(words(r#"{"arid": "and", "infect": "in*ect"}"#), [arid, ("infect".to_owned(), SubstitutionKind::Word, String::new())]);
        assert_eq!(words(r#"[{"pattern": "arid", "replacement": "and"}]"#)[0].1, SubstitutionKind::Regex);
    }

    #[test]
    fn what_cannot_be_taken_over_is_told_with_its_number() {
        let (rules, skipped) = read(
            r#"[{"match": "v(?<!a)", "replacement": "y"}, {"match": "(\\S+) \\1", "replacement": "\\1"}, {"match": ",\\n", "replacement": "."},
                {"match": "(x)", "replacement": "\\L\\1"}, {"hint": "none"}, {"match": "tb", "replacement": "th"}, {"match": "z*", "replacement": ""}]"#,
        )
        .expect("rules");
        assert_eq!((rules.len(), skipped.iter().map(|one| one.number).collect::<Vec<_>>()), (1, vec![1, 2, 3, 4, 5, 7]));
        let said: Vec<String> = skipped.iter().map(ToString::to_string).collect();
        assert!(said[0].contains("scannos.json") && said[0].contains("v(?<!a)") && said[0].contains("look-around"), "{said:?}");
        assert_eq!(skipped[2].why, SkippedWhy::LineEnds);
        assert_eq!(skipped[3].why, SkippedWhy::Replacement);
    }

    #[test]
    fn what_is_no_list_is_told_with_its_place() {
        let said = |json: &str| read(json).expect_err(json).to_string();
        assert!(said("{\n  \"scannos\": [\n").contains("scannos.json:3:"), "{}", said("{\n  \"scannos\": [\n"));
        for none in ["{}", "[]", "7", "{\"scannos\": {}}", "{\"a\": 1}"] {
            assert!(said(none).contains("scannos.json"), "{none}");
        }
        assert!(read(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn a_rule_that_is_off_in_the_collection_stays_off() {
        let folder = tempfile::tempdir().expect("a folder");
        let json = folder.path().join("list.json");
        std::fs::write(
            &json,
            r#"{"wholeword": true, "scannos": [{"match": "arid", "replacement": "and"}, {"match": "be", "replacement": "he"}]}"#,
        )
        .expect("written");
        std::fs::write(folder.path().join(Substitution::FILE), "be,word,he,,,no\n").expect("written");
        let (first, again) = (import_scannos(&json, folder.path()).expect("taken"), import_scannos(&json, folder.path()).expect("taken"));
        assert_eq!([(first.new, first.known), (again.new, again.known)], [(1, 1), (0, 2)]);
        let list = std::fs::read_to_string(folder.path().join(Substitution::FILE)).expect("a list");
        assert!(list.contains("be,word,he,,,no\n") && list.contains("arid,word,and,,,yes\n"), "{list}");
    }
}
