//! Text to values.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::writer::begins_as_name;
use super::{HEADER, NoRule};

/// The value of a text.
pub(super) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, NoRule> {
    let mut reader = Reader { rest: text.strip_prefix(HEADER).ok_or(NoRule)? };
    let value = T::deserialize(&mut reader)?;
    reader.skip_blanks();
    if reader.rest.is_empty() { Ok(value) } else { Err(NoRule) }
}

struct Reader<'de> {
    rest: &'de str,
}

impl<'de> Reader<'de> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }

    /// What comes next that is no blank.
    fn peek(&mut self) -> Option<u8> {
        self.skip_blanks();
        self.rest.as_bytes().first().copied()
    }

    /// Passes over a sign of ASCII.
    fn pass(&mut self, sign: u8) -> Result<(), NoRule> {
        if self.peek() != Some(sign) {
            return Err(NoRule);
        }
        self.take(1).map(|_| ())
    }

    /// Passes over the comma after a part; without one the parts must be at their end.
    fn pass_comma(&mut self, close: u8) -> Result<(), NoRule> {
        match self.peek() {
            Some(b',') => self.take(1).map(|_| ()),
            Some(other) if other == close => Ok(()),
            _ => Err(NoRule),
        }
    }

    fn take(&mut self, bytes: usize) -> Result<&'de str, NoRule> {
        let (taken, rest) = self.rest.split_at_checked(bytes).ok_or(NoRule)?;
        self.rest = rest;
        Ok(taken)
    }

    /// A word of letters and digits, and nothing that goes on as other words of RON may.
    fn word(&mut self) -> Result<&'de str, NoRule> {
        self.skip_blanks();
        let end = self.rest.bytes().position(|b| !b.is_ascii_alphanumeric() && b != b'_').unwrap_or(self.rest.len());
        let word = self.take(end)?;
        if matches!(self.rest.as_bytes().first(), Some(b' ' | b'\n' | b':' | b',' | b'(' | b')' | b']')) { Ok(word) } else { Err(NoRule) }
    }

    fn number(&mut self) -> Result<&'de str, NoRule> {
        self.skip_blanks();
        let begun = self.rest;
        let sign = usize::from(begun.as_bytes().first() == Some(&b'-'));
        self.take(sign)?;
        // A blank after the sign would be another word.
        if !self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(NoRule);
        }
        let digits = self.word()?;
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NoRule);
        }
        begun.get(..sign + digits.len()).ok_or(NoRule)
    }

    fn name(&mut self) -> Result<&'de str, NoRule> {
        self.word().and_then(|word| if begins_as_name(word) { Ok(word) } else { Err(NoRule) })
    }

    /// A text: as it stands in the file where nothing in it is escaped.
    fn text<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, NoRule> {
        self.pass(b'"')?;
        let end = memchr::memchr2(b'"', b'\\', self.rest.as_bytes()).ok_or(NoRule)?;
        let text = self.take(end)?;
        if self.rest.as_bytes().first() == Some(&b'"') {
            self.take(1)?;
            return visitor.visit_borrowed_str(text);
        }
        let (text, rest) = unescaped(text, self.rest).ok_or(NoRule)?;
        self.rest = rest;
        visitor.visit_string(text)
    }
}

/// A text that begins so and goes on with something escaped, and what follows behind its quotation mark; none where a character is written in a
/// way that this program does not write it.
fn unescaped<'a>(beginning: &str, mut rest: &'a str) -> Option<(String, &'a str)> {
    let mut text = beginning.to_owned();
    loop {
        let end = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
        let (plain, after) = rest.split_at_checked(end)?;
        text.push_str(plain);
        if let Some(behind) = after.strip_prefix('"') {
            return Some((text, behind));
        }
        let mut escaped = after.get(1..)?.chars();
        text.push(match escaped.next()? {
            c @ ('"' | '\'' | '\\') => c,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            'u' => {
                let (number, behind) = escaped.as_str().strip_prefix('{')?.split_once('}')?;
                let is_number = (1..=6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_hexdigit());
                escaped = behind.chars();
                char::from_u32(u32::from_str_radix(number, 16).ok().filter(|_| is_number)?)?
            }
            _ => return None,
        });
        rest = escaped.as_str();
    }
}

macro_rules! numbers {
    ($($name:ident $visit:ident),*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoRule> {
            visitor.$visit(self.number()?.parse().map_err(|_| NoRule)?)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = NoRule;

    numbers!(deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64);
    numbers!(deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64);

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NoRule> {
        Err(NoRule)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoRule> {
        match self.word()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(NoRule),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoRule> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoRule> {
        self.text(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoRule> {
        visitor.visit_borrowed_str(self.name()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoRule> {
        self.skip_blanks();
        if self.rest.starts_with("Some") {
            return Err(NoRule);
        }
        if self.rest.starts_with("None") {
            let word = self.word()?;
            return if word == "None" { visitor.visit_none() } else { Err(NoRule) };
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NoRule> {
        self.pass(b'(')?;
        let value = visitor.visit_newtype_struct(&mut *self)?;
        self.pass_comma(b')')?;
        self.pass(b')')?;
        Ok(value)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoRule> {
        self.pass(b'[')?;
        let value = visitor.visit_seq(Parts { reader: self, close: b']' })?;
        self.pass(b']')?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, NoRule> {
        self.pass(b'(')?;
        let value = visitor.visit_seq(Parts { reader: self, close: b')' })?;
        self.pass(b')')?;
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, NoRule> {
        self.pass(b'(')?;
        let value = visitor.visit_map(Parts { reader: self, close: b')' })?;
        self.pass(b')')?;
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, NoRule> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct map ignored_any
    }
}

/// Values parted by commas.
struct Parts<'a, 'de> {
    reader: &'a mut Reader<'de>,
    close: u8,
}

impl<'de> SeqAccess<'de> for Parts<'_, 'de> {
    type Error = NoRule;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NoRule> {
        if self.reader.peek() == Some(self.close) {
            return Ok(None);
        }
        let value = seed.deserialize(&mut *self.reader)?;
        self.reader.pass_comma(self.close)?;
        Ok(Some(value))
    }
}

impl<'de> MapAccess<'de> for Parts<'_, 'de> {
    type Error = NoRule;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NoRule> {
        if self.reader.peek() == Some(self.close) {
            return Ok(None);
        }
        let key = seed.deserialize(&mut *self.reader)?;
        self.reader.pass(b':')?;
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NoRule> {
        let value = seed.deserialize(&mut *self.reader)?;
        self.reader.pass_comma(self.close)?;
        Ok(value)
    }
}

impl<'de> EnumAccess<'de> for &mut Reader<'de> {
    type Error = NoRule;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), NoRule> {
        let variant = seed.deserialize(&mut *self)?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Reader<'de> {
    type Error = NoRule;

    fn unit_variant(self) -> Result<(), NoRule> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NoRule> {
        self.pass(b'(')?;
        let value = seed.deserialize(&mut *self)?;
        self.pass_comma(b')')?;
        self.pass(b')')?;
        Ok(value)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, NoRule> {
        Err(NoRule)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, NoRule> {
        self.deserialize_struct("", fields, visitor)
    }
}
