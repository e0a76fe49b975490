//! What a row of each list says.

use regex::{Regex, RegexBuilder};
use serde::{Serialize, Serializer};

use super::row::LONGEST_WORD;
use super::{Entry, Row, RowFault};

/// The longest pattern, in characters.
const LONGEST_PATTERN: usize = 400;
/// The longest hint or example, in characters.
const LONGEST_HINT: usize = 400;
/// How large a regular expression may become, and what is worked out of it while it searches, in bytes.
const LARGEST_REGEX: usize = 256 * 1024;
/// How deep its groups may lie in each other.
const DEEPEST_GROUP: u32 = 32;

/// A word that is right, and not asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoodWord {
    /// The word.
    pub word: String,
}

impl Entry for GoodWord {
    const FILE: &'static str = "good-words.csv";
    const COLUMNS: &'static [&'static str] = &["word"];

    fn key(&self) -> [&str; 3] {
        [&self.word, "", ""]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.word.clone()]
    }

    fn read(row: &Row) -> Result<GoodWord, RowFault> {
        Ok(GoodWord { word: row.word("word")? })
    }
}

/// What is often misread (a scanno), and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Substitution {
    /// What is looked for.
    pub pattern: ListedPattern,
    /// What may stand there instead. Where it is empty it is only asked about.
    pub replacement: String,
    /// Why it is asked about.
    pub hint: String,
    /// A text where it is right to replace it.
    pub example: String,
    /// Whether it is asked about.
    pub on: bool,
}

impl Substitution {
    /// Whether it asks about a place of a text, from one character to another.
    pub fn asks_about(&self, text: &str, (from, to): (usize, usize)) -> bool {
        let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        let place = (byte(from), byte(to));
        match &self.pattern {
            ListedPattern::Word(word) => text.get(place.0..place.1) == Some(word.as_str()),
            ListedPattern::Regex(regex) => regex.found_in(text, "").any(|(found, _)| found == place),
        }
    }
}

impl Entry for Substitution {
    const FILE: &'static str = "substitutions.csv";
    const COLUMNS: &'static [&'static str] = &["pattern", "kind", "replacement", "hint", "example", "on"];

    fn key(&self) -> [&str; 3] {
        [self.pattern.text(), self.pattern.kind().name(), &self.replacement]
    }

    fn cells(&self) -> Vec<String> {
        let (pattern, kind) = (self.pattern.text().to_owned(), self.pattern.kind().name().to_owned());
        vec![pattern, kind, self.replacement.clone(), self.hint.clone(), self.example.clone(), yes_or_no(self.on)]
    }

    fn read(row: &Row) -> Result<Substitution, RowFault> {
        let pattern = match row.get("kind") {
            "" | "word" => ListedPattern::Word(row.word("pattern")?),
            "regex" => ListedPattern::Regex(ListedRegex::new(&row.text("pattern", LONGEST_PATTERN)?)?),
            said => return Err(RowFault::Choice { column: "kind", said: said.to_owned(), allowed: "word, regex" }),
        };
        Ok(Substitution {
            pattern,
            replacement: row.text("replacement", LONGEST_WORD)?,
            hint: row.text("hint", LONGEST_HINT)?,
            example: row.text("example", LONGEST_HINT)?,
            on: row.is_on("on")?,
        })
    }
}

/// What a substitution looks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ListedPattern {
    /// This word.
    Word(String),
    /// What a regular expression finds.
    Regex(ListedRegex),
}

/// How a substitution looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubstitutionKind {
    /// For a word.
    Word,
    /// By a regular expression.
    Regex,
}

impl SubstitutionKind {
    /// Its name in the list.
    pub fn name(self) -> &'static str {
        match self {
            SubstitutionKind::Word => "word",
            SubstitutionKind::Regex => "regex",
        }
    }
}

impl ListedPattern {
    /// How it is written.
    pub fn text(&self) -> &str {
        match self {
            ListedPattern::Word(word) => word,
            ListedPattern::Regex(regex) => &regex.source,
        }
    }

    /// What kind it is of.
    pub fn kind(&self) -> SubstitutionKind {
        match self {
            ListedPattern::Word(_) => SubstitutionKind::Word,
            ListedPattern::Regex(_) => SubstitutionKind::Regex,
        }
    }

    /// The word, where it is one.
    pub fn word(&self) -> Option<&str> {
        if let ListedPattern::Word(word) = self { Some(word) } else { None }
    }

    /// The regular expression, where it is one.
    pub fn regex(&self) -> Option<&ListedRegex> {
        if let ListedPattern::Regex(regex) = self { Some(regex) } else { None }
    }
}

/// A regular expression of a list, of bounded size.
#[derive(Clone, Debug)]
pub struct ListedRegex {
    source: String,
    compiled: Regex,
}

impl ListedRegex {
    /// The expression that is written so.
    ///
    /// # Errors
    /// It is none, is too large, or finds the empty text.
    pub fn new(source: &str) -> Result<ListedRegex, RowFault> {
        let built = RegexBuilder::new(source).size_limit(LARGEST_REGEX).dfa_size_limit(LARGEST_REGEX).nest_limit(DEEPEST_GROUP).build();
        // What is wrong stands in the last line, below a drawing of the place.
        let what = |error: regex::Error| error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let compiled = built.map_err(|error| RowFault::Regex(what(error)))?;
        if compiled.is_match("") { Err(RowFault::MatchesNothing) } else { Ok(ListedRegex { source: source.to_owned(), compiled }) }
    }

    /// What it finds in a text: from where to where in bytes, and what `replacement` comes to there, in which `$1` is the first group.
    pub fn found_in<'t>(&'t self, text: &'t str, replacement: &'t str) -> impl Iterator<Item = ((usize, usize), String)> + 't {
        self.compiled.captures_iter(text).filter_map(move |captures| {
            let whole = captures.get(0)?;
            let mut new = String::new();
            captures.expand(replacement, &mut new);
            Some(((whole.start(), whole.end()), new))
        })
    }
}

impl PartialEq for ListedRegex {
    fn eq(&self, other: &ListedRegex) -> bool {
        self.source == other.source
    }
}

impl Eq for ListedRegex {}

impl Serialize for ListedRegex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NameKind {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation.
    Organisation,
    /// It is not said.
    Any,
}

impl NameKind {
    const ALL: [NameKind; 4] = [NameKind::Person, NameKind::Place, NameKind::Organisation, NameKind::Any];

    /// How a list writes it.
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Place => "place",
            NameKind::Organisation => "organisation",
            NameKind::Any => "",
        }
    }
}

/// A name in its preferred form, with another form of it. A name with several has a row for each, so that rows of two desks merge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedName {
    /// The preferred form.
    pub name: String,
    /// Another form; empty where the name has none.
    pub variant: String,
    /// What it is of.
    pub kind: NameKind,
}

impl Entry for ListedName {
    const FILE: &'static str = "names.csv";
    const COLUMNS: &'static [&'static str] = &["name", "variant", "kind"];

    fn key(&self) -> [&str; 3] {
        [&self.name, &self.variant, ""]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.name.clone(), self.variant.clone(), self.kind.name().to_owned()]
    }

    fn read(row: &Row) -> Result<ListedName, RowFault> {
        let said = row.get("kind").to_lowercase();
        let kind = NameKind::ALL.into_iter().find(|kind| kind.name() == said);
        let kind = kind.ok_or(RowFault::Choice { column: "kind", said, allowed: "person, place, organisation" })?;
        let (name, variant) = (row.word("name")?, row.text("variant", LONGEST_WORD)?.trim().to_owned());
        let variant = if variant == name { String::new() } else { variant };
        Ok(ListedName { name, variant, kind })
    }
}

/// A word that was put right in editions of the collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LearntCorrection {
    /// The wrong word.
    pub wrong: String,
    /// The right one.
    pub right: String,
    /// In how many places.
    pub count: u32,
    /// Whether it may be offered elsewhere.
    pub on: bool,
}

impl Entry for LearntCorrection {
    const FILE: &'static str = "corrections.csv";
    const COLUMNS: &'static [&'static str] = &["wrong", "right", "count", "on"];

    fn key(&self) -> [&str; 3] {
        [&self.wrong, &self.right, ""]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.wrong.clone(), self.right.clone(), self.count.to_string(), yes_or_no(self.on)]
    }

    fn read(row: &Row) -> Result<LearntCorrection, RowFault> {
        let (wrong, right) = (row.word("wrong")?, row.word("right")?);
        Ok(LearntCorrection { wrong, right, count: row.number("count")?, on: row.is_on("on")? })
    }
}

/// Characters that an engine took for others, as corrections tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// What the engine read.
    pub from: String,
    /// What stands there.
    pub to: String,
    /// The engine; empty where it is not known.
    pub engine: String,
    /// In how many places.
    pub count: u32,
}

impl Entry for Confusion {
    const FILE: &'static str = "confusions.csv";
    const COLUMNS: &'static [&'static str] = &["from", "to", "engine", "count"];

    fn key(&self) -> [&str; 3] {
        [&self.from, &self.to, &self.engine]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.from.clone(), self.to.clone(), self.engine.clone(), self.count.to_string()]
    }

    fn read(row: &Row) -> Result<Confusion, RowFault> {
        let (from, to) = (row.word("from")?, row.word("to")?);
        Ok(Confusion { from, to, engine: row.text("engine", LONGEST_WORD)?.trim().to_owned(), count: row.number("count")? })
    }
}

fn yes_or_no(on: bool) -> String {
    if on { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_regular_expression_replaces_by_its_groups_and_knows_classes() {
        let regex = ListedRegex::new(r"rn([bp])").expect("sound");
        let found: Vec<_> = regex.found_in("irnportant", "m$1").collect();
        assert_eq!(found, [((1, 4), "mp".to_owned())]);
        assert!(ListedRegex::new(r"\p{Han}\p{Lu}").is_ok(), "classes of Unicode are known");
    }

    #[test]
    fn what_cannot_be_used_or_grows_without_end_is_told() {
        for source in [r"(?<=a)b", r"(\w+) \1", "[a", "a{1000}{1000}{1000}", &"(".repeat(200)] {
            assert!(matches!(ListedRegex::new(source), Err(RowFault::Regex(what)) if !what.contains('\n')), "{source}");
        }
        assert_eq!(ListedRegex::new("a*"), Err(RowFault::MatchesNothing));
    }

    #[test]
    fn a_hard_pattern_is_soon_done() {
        let regex = ListedRegex::new("(a|aa|a*b)+c").expect("sound");
        let since = Instant::now();
        assert_eq!(regex.found_in(&"a".repeat(20_000), "").count(), 0);
        assert!(since.elapsed().as_secs() < 20, "{:?}", since.elapsed());
    }
}
