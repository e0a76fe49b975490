//! What the editor has answered by letting it stand.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::BlockId;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal;)*) => {
        /// What a query is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum QueryKind { $($(#[$doc])* $kind,)* }

        impl QueryKind {
            /// All kinds.
            pub const ALL: &'static [QueryKind] = &[$(QueryKind::$kind,)*];

            /// The name of the kind, as it stands in edition files and in what `stet check` prints.
            pub fn name(self) -> &'static str {
                match self { $(QueryKind::$kind => $name,)* }
            }

            /// The kind's name for people, a locale key.
            pub fn key(self) -> &'static str {
                match self { $(QueryKind::$kind => concat!("query-kind-", $name),)* }
            }
        }
    };
}

kinds! {
    /// Where an article begins.
    Article "article";
    /// What an edition should not have.
    Structure "structure";
    /// Which headline heads which article.
    Headline "headline";
    /// What a block is.
    Role "role";
    /// Where a paragraph begins.
    Break "break";
    /// A character that may be misread.
    Character "character";
    /// Brackets, quotation marks, ends of sentences.
    Punctuation "punctuation";
    /// Numbers.
    Number "number";
    /// Dates.
    Date "date";
    /// Names written two ways.
    Name "name";
    /// Where a witness reads otherwise.
    Witness "witness";
    /// Text that was lost.
    Missing "missing";
    /// What the collection's list names as often misread.
    Substitution "substitution";
}

impl QueryKind {
    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<QueryKind> {
        QueryKind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// What kind of question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettledKind {
    /// A query.
    Query(QueryKind),
    /// A section that was suggested for an article.
    Section,
    /// A tag that was suggested.
    Tag,
    /// A person's name that was suggested.
    Person,
    /// A place's name that was suggested.
    Place,
    /// An organisation's name that was suggested.
    Organisation,
    /// A word, asked about or not: it is right wherever it stands in the edition.
    GoodWord,
}

impl SettledKind {
    /// Those that are no queries.
    const OTHERS: [SettledKind; 6] =
        [SettledKind::Section, SettledKind::Tag, SettledKind::Person, SettledKind::Place, SettledKind::Organisation, SettledKind::GoodWord];

    /// The kind's name, as it stands in edition files.
    pub fn name(self) -> &'static str {
        match self {
            SettledKind::Query(kind) => kind.name(),
            SettledKind::Section => "suggested-section",
            SettledKind::Tag => "suggested-tag",
            SettledKind::Person => "suggested-person",
            SettledKind::Place => "suggested-place",
            SettledKind::Organisation => "suggested-organisation",
            SettledKind::GoodWord => "good-word",
        }
    }

    /// The kind of this name.
    ///
    /// # Errors
    /// There is no kind of this name.
    pub fn from_name(name: &str) -> Result<SettledKind, UnknownKind> {
        let other = || SettledKind::OTHERS.into_iter().find(|kind| kind.name() == name);
        let kind = QueryKind::from_name(name).map(SettledKind::Query).or_else(other);
        kind.ok_or_else(|| UnknownKind(name.to_owned()))
    }
}

/// A name that no kind has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an answer has the kind “{0}”, which this version does not know; correct the name, or delete the answer")]
pub struct UnknownKind(pub String);

impl fmt::Display for SettledKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for SettledKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for SettledKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SettledKind, D::Error> {
        SettledKind::from_name(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A query the editor has answered by letting it stand, or what else was said once and for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The kind of the query.
    pub kind: SettledKind,
    /// The block it was about.
    pub block: BlockId,
    /// The text it was about, by which it is known again when the block changes elsewhere.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Locale};

    #[test]
    fn every_kind_has_its_words() {
        for language in Language::ALL {
            let locale = Locale::load(language);
            let missing = QueryKind::ALL.iter().map(|kind| kind.key()).filter(|key| !locale.has(key));
            assert_eq!(missing.collect::<Vec<_>>(), [""; 0], "{language:?}");
        }
    }

    #[test]
    fn a_kind_is_written_by_its_name_and_read_again() {
        let queries = QueryKind::ALL.iter().copied().map(SettledKind::Query);
        for kind in queries.chain(SettledKind::OTHERS) {
            let written = ron::to_string(&kind).expect("RON");
            assert_eq!(written, format!("\"{kind}\""));
            assert_eq!(ron::from_str::<SettledKind>(&written).expect("a kind"), kind);
        }
        let unknown = ron::from_str::<SettledKind>("\"weather\"").expect_err("no kind").to_string();
        assert!(unknown.contains("“weather”"), "{unknown}");
    }
}
