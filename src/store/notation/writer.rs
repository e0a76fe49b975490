//! Values to text.

use std::fmt::Write;

use serde::Serialize;
use serde::ser::{Impossible, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, Serializer};

use super::{HEADER, INDENT, LINED_DEPTH, NoRule, ON_ONE_LINE};

/// The text of a value.
pub(super) fn write(value: &impl Serialize) -> Result<String, NoRule> {
    let mut writer = Writer { text: HEADER.to_owned(), depth: 0 };
    value.serialize(&mut writer)?;
    Ok(writer.text)
}

struct Writer {
    text: String,
    /// In how many lists and structures it is.
    depth: usize,
}

impl Writer {
    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        self.escaped::<false>(text);
        self.text.push('"');
    }

    /// The inside of a text, with its line ends as they are or escaped.
    fn escaped<const IN_LINES: bool>(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let (plain, after) = rest.split_at(plain_len::<IN_LINES>(rest));
            self.text.push_str(plain);
            let mut after = after.chars();
            let Some(c) = after.next() else { break };
            self.text.extend(c.escape_debug());
            rest = after.as_str();
        }
    }

    fn number(&mut self, number: impl std::fmt::Display) -> Result<(), NoRule> {
        write!(self.text, "{number}").map_err(|_| NoRule)
    }

    /// The name of a field or a variant.
    fn name(&mut self, name: &str) -> Result<(), NoRule> {
        if !is_name(name) {
            return Err(NoRule);
        }
        self.text.push_str(name);
        Ok(())
    }

    /// Parts that may stand in lines of their own.
    fn lined(&mut self, open: char, close: char, is_empty: bool) -> Parts<'_> {
        self.text.push(open);
        self.depth += 1;
        let in_lines = self.depth <= LINED_DEPTH && !is_empty;
        if in_lines {
            self.text.push('\n');
        }
        Parts { writer: self, close, within: 1, in_lines, is_first: true }
    }

    /// The fields of what stands on one line however deep it lies, and with it all that is in it.
    fn on_one_line(&mut self) -> Parts<'_> {
        let before_indent = self.text.trim_end_matches(' ');
        if before_indent.ends_with('\n') {
            self.text.truncate(before_indent.len());
        }
        self.text.push('(');
        let within = (LINED_DEPTH + 1).saturating_sub(self.depth).max(1);
        self.depth += within;
        Parts { writer: self, close: ')', within, in_lines: false, is_first: true }
    }

    fn indent(&mut self, depth: usize) {
        (0..depth).for_each(|_| self.text.push_str(INDENT));
    }
}

/// The inside of a text whose line ends stand as they are.
struct InLines<'a>(&'a mut Writer);

impl Write for InLines<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.escaped::<true>(text);
        Ok(())
    }
}

/// How many bytes at the beginning of a text are written as they are.
fn plain_len<const IN_LINES: bool>(text: &str) -> usize {
    let mut at = 0;
    loop {
        while text.as_bytes().get(at..).and_then(|rest| rest.first_chunk()).is_some_and(are_plain::<IN_LINES>) {
            at += BLOCK;
        }
        // The block may have ended within a character.
        while !text.is_char_boundary(at) {
            at += 1;
        }
        match text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| is_plain(*c) || (IN_LINES && *c == '\n')) {
            Some(c) => at += c.len_utf8(),
            None => return at,
        }
    }
}

/// How many bytes are looked at in one step.
const BLOCK: usize = 16;

/// Whether what begins in a block is plain, of all that is [`is_plain`] but for the rarer of it. Each byte is looked at with the two after it and
/// without a branch, so that a block is a few operations on vectors.
#[expect(clippy::indexing_slicing, reason = "the lengths are known")]
fn are_plain<const IN_LINES: bool>(bytes: &[u8; BLOCK + 2]) -> bool {
    (0..BLOCK).fold(true, |are, at| {
        let (first, second, third) = (bytes[at], bytes[at + 1], bytes[at + 2]);
        let is_ascii = (b' '..=b'~').contains(&first) & (first != b'"') & (first != b'\\');
        let is_line_end = IN_LINES & (first == b'\n');
        let is_within = (0x80..=0xbf).contains(&first);
        let is_han = (0xe5..=0xe9).contains(&first) | ((first == 0xe4) & (second >= 0xb8));
        let is_quote = (first == 0xe2) & (second == 0x80) & (0x90..=0xa7).contains(&third);
        let is_stop = (first == 0xe3) & (second == 0x80) & (0x80..=0x91).contains(&third);
        let is_wide = (first == 0xef) & (second == 0xbc) & (third != 0x80);
        are & (is_ascii | is_line_end | is_within | is_han | is_quote | is_stop | is_wide)
    })
}

/// Whether a character is written as it is. So are the wide blank, which stands before most Chinese paragraphs, and the apostrophe of Latin
/// ones: `ron` escapes both, and neither needs it.
fn is_plain(c: char) -> bool {
    match c {
        '"' | '\\' => false,
        // What nearly all text is made of, so that the tables of Unicode need not be asked.
        ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3011}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' => true,
        _ => c.escape_debug().eq([c]),
    }
}

/// Whether a name is written as it is, and is not a value of RON itself.
fn is_name(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && begins_as_name(name)
}

/// Whether what has the signs of a name begins as one, and is not a value of RON itself.
pub(super) fn begins_as_name(word: &str) -> bool {
    let is_value = || matches!(word, "true" | "false" | "Some" | "None" | "inf" | "inff32" | "inff64" | "NaN" | "NaNf32" | "NaNf64");
    word.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && !is_value()
}

/// Values parted by commas.
struct Parts<'a> {
    writer: &'a mut Writer,
    close: char,
    /// How much deeper than what they stand in.
    within: usize,
    in_lines: bool,
    is_first: bool,
}

impl Parts<'_> {
    fn part(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), NoRule> {
        self.begin();
        value.serialize(&mut *self.writer)
    }

    fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), NoRule> {
        self.begin();
        self.writer.name(name)?;
        self.writer.text.push_str(": ");
        value.serialize(&mut *self.writer)
    }

    fn begin(&mut self) {
        if !self.is_first {
            self.writer.text.push_str(if self.in_lines { ",\n" } else { ", " });
        }
        self.is_first = false;
        // What is on one line in any case, as blocks and texts in lists are, begins it.
        let begins_line = self.close == ']' && self.writer.depth == LINED_DEPTH;
        if self.in_lines && !begins_line {
            self.writer.indent(self.writer.depth);
        }
    }

    fn close(self) -> Result<(), NoRule> {
        self.writer.depth -= self.within;
        if self.in_lines {
            self.writer.text.push_str(",\n");
            self.writer.indent(self.writer.depth);
        }
        self.writer.text.push(self.close);
        Ok(())
    }
}

macro_rules! numbers {
    ($($name:ident: $number:ty),*) => {
        $(fn $name(self, number: $number) -> Result<(), NoRule> {
            self.number(number)
        })*
    };
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = NoRule;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Impossible<(), NoRule>;
    type SerializeTupleVariant = Impossible<(), NoRule>;
    type SerializeMap = Impossible<(), NoRule>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    numbers!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    numbers!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);

    fn serialize_str(self, text: &str) -> Result<(), NoRule> {
        self.quoted(text);
        Ok(())
    }

    /// A text with lines of its own.
    fn collect_str<T: std::fmt::Display + ?Sized>(self, text: &T) -> Result<(), NoRule> {
        self.text.push('"');
        write!(InLines(self), "{text}").map_err(|_| NoRule)?;
        self.text.push('"');
        Ok(())
    }

    fn serialize_none(self) -> Result<(), NoRule> {
        self.text.push_str("None");
        Ok(())
    }

    /// No option of an option stands in the file, which alone would need a word here.
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NoRule> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), NoRule> {
        self.name(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), NoRule> {
        self.text.push('(');
        value.serialize(&mut *self)?;
        self.text.push(')');
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), NoRule> {
        self.name(variant)?;
        self.serialize_newtype_struct(name, value)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Parts<'a>, NoRule> {
        Ok(self.lined('[', ']', len.ok_or(NoRule)? == 0))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>, NoRule> {
        self.text.push('(');
        Ok(Parts { writer: self, close: ')', within: 0, in_lines: false, is_first: true })
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Parts<'a>, NoRule> {
        Ok(if ON_ONE_LINE.contains(&name) { self.on_one_line() } else { self.lined('(', ')', len == 0) })
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, len: usize) -> Result<Parts<'a>, NoRule> {
        self.name(variant)?;
        Ok(self.lined('(', ')', len == 0))
    }

    fn serialize_f32(self, _: f32) -> Result<(), NoRule> {
        Err(NoRule)
    }

    fn serialize_f64(self, _: f64) -> Result<(), NoRule> {
        Err(NoRule)
    }

    fn serialize_char(self, _: char) -> Result<(), NoRule> {
        Err(NoRule)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), NoRule> {
        Err(NoRule)
    }

    fn serialize_unit(self) -> Result<(), NoRule> {
        Err(NoRule)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), NoRule> {
        Err(NoRule)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Impossible<(), NoRule>, NoRule> {
        Err(NoRule)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Impossible<(), NoRule>, NoRule> {
        Err(NoRule)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Impossible<(), NoRule>, NoRule> {
        Err(NoRule)
    }
}

/// What serde asks of lists and of structures, of each under two names.
macro_rules! parts {
    ($($of:ident: fn $write:ident($($name:ident: $kind:ty)?) by $by:ident),*) => {
        $(impl $of for Parts<'_> {
            type Ok = ();
            type Error = NoRule;

            fn $write<T: Serialize + ?Sized>(&mut self, $($name: $kind,)? value: &T) -> Result<(), NoRule> {
                self.$by($($name,)? value)
            }

            fn end(self) -> Result<(), NoRule> {
                self.close()
            }
        })*
    };
}

parts!(SerializeSeq: fn serialize_element() by part, SerializeTuple: fn serialize_element() by part);
parts!(
    SerializeStruct: fn serialize_field(name: &'static str) by field,
    SerializeStructVariant: fn serialize_field(name: &'static str) by field
);
