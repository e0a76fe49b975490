//! Character encodings by their names.

use std::fmt;
use std::str::FromStr;

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// A character encoding a page can be read in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Encoding = Encoding(encoding_rs::UTF_8);
    /// UTF-16, low byte first.
    pub const UTF_16LE: Encoding = Encoding(encoding_rs::UTF_16LE);
    /// UTF-16, high byte first.
    pub const UTF_16BE: Encoding = Encoding(encoding_rs::UTF_16BE);
    /// GB18030, which also reads GBK and GB2312.
    pub const GB18030: Encoding = Encoding(encoding_rs::GB18030);
    /// Big5, with the Hong Kong supplement.
    pub const BIG5: Encoding = Encoding(encoding_rs::BIG5);

    /// The encodings offered for choosing by hand.
    pub const OFFERED: [Encoding; 5] = [Encoding::UTF_8, Encoding::GB18030, Encoding::BIG5, Encoding::UTF_16LE, Encoding::UTF_16BE];

    /// Whether texts in Chinese are written in it: whether it is [offered](Encoding::OFFERED), or reads one of those.
    pub fn is_chinese(self) -> bool {
        Encoding::OFFERED.contains(&self) || self.0 == encoding_rs::GBK
    }

    /// What reads and writes it.
    pub(crate) fn codec(self) -> &'static encoding_rs::Encoding {
        self.0
    }

    /// The encoding of this codec.
    pub(crate) fn of_codec(codec: &'static encoding_rs::Encoding) -> Encoding {
        Encoding(codec)
    }

    /// The encoding's name, as the WHATWG Encoding Standard has it.
    pub fn name(self) -> &'static str {
        if self == Encoding::GB18030 { "GB18030" } else { self.0.name() }
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name names no encoding.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub struct UnknownEncoding(String);

impl Explained for UnknownEncoding {
    fn key(&self) -> &'static str {
        "error-unknown-encoding"
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        vec![named("name", &self.0)]
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Encoding, UnknownEncoding> {
        match encoding_rs::Encoding::for_label(name.as_bytes()) {
            // GB18030 reads all of GBK, and writers of either call it the other.
            Some(found) if found == encoding_rs::GBK => Ok(Encoding::GB18030),
            Some(found) => Ok(Encoding(found)),
            None => Err(UnknownEncoding(name.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_have_the_names_that_people_give_them() {
        assert_eq!("gbk".parse::<Encoding>().ok(), Some(Encoding::GB18030));
        assert!("klingon".parse::<Encoding>().is_err());
        assert!(Encoding::OFFERED.iter().all(|encoding| encoding.name().parse().ok() == Some(*encoding)));
    }
}
