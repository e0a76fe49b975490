//! JSON with the places of its values, so that what is wrong in it can be named. What a file that was cut off has before its end is read.

use super::faults::{FaultKind, FileFault};

/// How deep values may nest.
const DEEPEST: usize = 128;
/// The most values that are read of a file.
const MOST_VALUES: usize = 8_000_000;

/// A value, and the byte it begins at.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonNode {
    /// The byte of the text it begins at.
    pub at: usize,
    /// What it is.
    pub value: Value,
}

/// A value of JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, or what is no number, as programs write it.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<JsonNode>),
    /// Values by name, in order.
    Object(Vec<(String, JsonNode)>),
}

impl JsonNode {
    /// The value of this name; none where this is no object, or where it is null.
    pub fn get(&self, name: &str) -> Option<&JsonNode> {
        let Value::Object(members) = &self.value else { return None };
        members.iter().find(|(own, _)| own == name).map(|(_, node)| node).filter(|node| node.value != Value::Null)
    }

    /// The value at the end of a path of names.
    pub fn path(&self, names: &[&str]) -> Option<&JsonNode> {
        names.iter().try_fold(self, |node, name| node.get(name))
    }

    /// The values of a list; none of anything else.
    pub fn items(&self) -> &[JsonNode] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The values of the list of this name; none where there is none.
    pub fn list(&self, name: &str) -> &[JsonNode] {
        self.get(name).map(JsonNode::items).unwrap_or_default()
    }

    /// The text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of this name.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(JsonNode::text)
    }

    /// The number; also one that is written as a text.
    pub fn number(&self) -> Option<f64> {
        match &self.value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// The number of this name.
    pub fn number_of(&self, name: &str) -> Option<f64> {
        self.get(name).and_then(JsonNode::number)
    }

    /// The numbers of a list; of lists in it too.
    pub fn numbers(&self) -> Vec<f64> {
        match &self.value {
            Value::List(items) => items.iter().flat_map(JsonNode::numbers).collect(),
            _ => self.number().into_iter().collect(),
        }
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }
}

/// Reads all values of a text, one after the other: one of most files, several of lines of JSON.
pub fn read(text: &str) -> (Vec<JsonNode>, Vec<FileFault>) {
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, left: MOST_VALUES, faults: Vec::new() };
    let mut values = Vec::new();
    if text.starts_with('\u{feff}') {
        parser.at = '\u{feff}'.len_utf8();
    }
    loop {
        parser.blanks();
        if parser.peek().is_none() {
            return (values, parser.faults);
        }
        match parser.value(0) {
            Some(value) => values.push(value),
            None => {
                parser.stop();
                return (values, parser.faults);
            }
        }
    }
}

/// Whether a text begins as JSON does: with an object or a list of something.
pub fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let within = |rest: &str| rest.trim_start().chars().next();
    match text.chars().next() {
        Some('{') => matches!(within(text.get(1..).unwrap_or_default()), Some('"' | '}')),
        Some('[') => matches!(within(text.get(1..).unwrap_or_default()), Some('{' | '[' | ']')),
        _ => false,
    }
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    left: usize,
    faults: Vec<FileFault>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Whether this byte comes next; it is taken then.
    fn takes(&mut self, byte: u8) -> bool {
        self.blanks();
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Tells that the text goes on no further as JSON.
    fn stop(&mut self) {
        let kind = if self.at >= self.bytes.len() { FaultKind::CutOff } else { FaultKind::NotJson };
        let at = (0..=self.at.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        if self.faults.last().is_none_or(|fault| fault.kind != kind) {
            self.faults.push(FileFault { at, kind });
        }
        self.at = self.bytes.len();
    }

    /// The next value. Nothing where there is none; lists and objects that are cut off are what they have.
    fn value(&mut self, depth: usize) -> Option<JsonNode> {
        self.blanks();
        self.left = self.left.checked_sub(1)?;
        let at = self.at;
        let value = match self.peek()? {
            b'{' if depth < DEEPEST => self.object(depth),
            b'[' if depth < DEEPEST => self.list(depth),
            b'"' => Value::Text(self.string()?),
            _ => self.word()?,
        };
        Some(JsonNode { at, value })
    }

    fn list(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        if self.takes(b']') {
            return Value::List(items);
        }
        while let Some(item) = self.value(depth + 1) {
            items.push(item);
            if self.takes(b']') {
                return Value::List(items);
            }
            if !self.takes(b',') {
                break;
            }
            // Some programs leave a comma behind the last.
            if self.takes(b']') {
                return Value::List(items);
            }
        }
        self.stop();
        Value::List(items)
    }

    fn object(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut members = Vec::new();
        if self.takes(b'}') {
            return Value::Object(members);
        }
        loop {
            self.blanks();
            let Some(name) = (self.peek() == Some(b'"')).then(|| self.string()).flatten() else { break };
            if !self.takes(b':') {
                break;
            }
            let Some(value) = self.value(depth + 1) else { break };
            members.push((name, value));
            if self.takes(b'}') {
                return Value::Object(members);
            }
            if !self.takes(b',') {
                break;
            }
            if self.takes(b'}') {
                return Value::Object(members);
            }
        }
        self.stop();
        Value::Object(members)
    }

    /// The text between two quotation marks; nothing where the second is missing.
    fn string(&mut self) -> Option<String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let Some(plain) = rest.find(['"', '\\']) else {
                self.at = self.bytes.len();
                return None;
            };
            text.push_str(rest.get(..plain)?);
            self.at += plain + 1;
            if rest.as_bytes().get(plain) == Some(&b'"') {
                return Some(text);
            }
            self.escape(&mut text)?;
        }
    }

    fn escape(&mut self, text: &mut String) -> Option<()> {
        let escaped = self.text.get(self.at..)?.chars().next()?;
        self.at += escaped.len_utf8();
        match escaped {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'u' => text.push(self.code()?),
            other => text.push(other),
        }
        Some(())
    }

    /// A character by its number; two numbers for those of which UTF-16 makes two. Half of one is told as a character that is not known.
    fn code(&mut self) -> Option<char> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return Some(char::from_u32(first).unwrap_or('\u{fffd}'));
        }
        let before = self.at;
        if self.text.get(self.at..)?.starts_with("\\u") {
            self.at += 2;
            let second = self.unit()?;
            if (0xdc00..0xe000).contains(&second) {
                return char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
            self.at = before;
        }
        Some('\u{fffd}')
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at.checked_add(4)?)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// A number, or one of the words; what Python writes for no number is nothing.
    fn word(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at..)?;
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.')).unwrap_or(rest.len());
        let word = rest.get(..length)?;
        let value = match word {
            "null" | "None" | "NaN" | "Infinity" | "-Infinity" => Value::Null,
            "true" | "True" => Value::Bool(true),
            "false" | "False" => Value::Bool(false),
            number => Value::Number(number.parse().ok().filter(|number: &f64| number.is_finite())?),
        };
        self.at += length;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<FaultKind> {
        read(text).1.into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn values_are_read_with_their_places() {
        let text = "\u{feff}{\"a\": [1, -2.5e1, \"三\\u56db\\n\\ud840\\udc00\"], \"b\": {\"c\": null, \"d\": true}, \"n\": NaN}\n{\"e\":1}";
        let (values, faults) = read(text);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(values.len(), 2);
        assert_eq!(values[0].list("a").len(), 3);
        assert_eq!(values[0].list("a")[1].number(), Some(-25.0));
        assert_eq!(values[0].list("a")[2].text(), Some("三四\n\u{20000}"));
        assert_eq!((values[0].path(&["b", "c"]), values[0].get("n")), (None, None));
        let at = values[1].get("e").map_or(0, |node| node.at);
        assert!(text[at..].starts_with("1}"), "{at}");
    }

    #[test]
    fn what_was_cut_off_is_read_as_far_as_it_goes() {
        let text = "{\"a\": [\"甲\", \"乙\", \"丙";
        let (values, faults) = read(text);
        assert_eq!(values[0].list("a").len(), 2);
        assert_eq!(faults.len(), 1);
        assert_eq!(kinds("[1, 2} 3"), [FaultKind::NotJson]);
        assert_eq!(kinds("[1, 2,]"), []);
    }

    #[test]
    fn nesting_ends() {
        let deep = "[".repeat(1_000_000);
        assert!(!kinds(&deep).is_empty());
    }

    #[test]
    fn a_newspaper_is_no_json() {
        assert!(["{\"a\":1}", " [ {", "[[[[1,2]", "{}"].into_iter().all(is_json));
        assert!(!["[本报讯]", "{本报讯", "本报讯 {\"a\"", "[1]", ""].into_iter().any(is_json));
    }
}
