//! Which checks ask, and how sure they must be to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The name of a check, as a house style writes it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum CheckName { $($(#[$doc])* $name,)* }

        impl CheckName {
            /// All names.
            pub const ALL: &'static [CheckName] = &[$(CheckName::$name,)*];
        }
    };
}

names! {
    /// Line breaks that the first draft was unsure of.
    LineBreaks,
    /// Roles that the first draft was unsure of.
    Roles,
    /// Lines much shorter than their column in the middle of a paragraph.
    ShortLines,
    /// Beginnings of articles that the first draft was unsure of.
    Articles,
    /// Headlines without a story, stories without a headline, headlines that may belong elsewhere.
    Headlines,
    /// What an edition should not have: captions alone, paragraphs twice.
    Structure,
    /// Stories that go on from one page to the next.
    Continuations,
    /// Lists numbered two ways.
    Lists,
    /// Numbers and dates.
    Numbers,
    /// Units without their number.
    MissingNumbers,
    /// Brackets, quotation marks, ends of sentences.
    Punctuation,
    /// Letters inside Chinese text, and broken web addresses.
    Letters,
    /// Signs that OCR puts where it saw something else.
    Signs,
    /// Words that were put right elsewhere in the edition.
    Corrections,
    /// What the collection's list names as often misread.
    Substitutions,
    /// Words that were put right at least twice in the collection.
    LearntCorrections,
    /// Other forms of the names in the collection's list.
    NameVariants,
    /// Where another reading of the page is not the text's.
    Witness,
    /// Lines of ink that are not in the text, and lines of text without ink.
    Ink,
    /// Characters that are likely misread.
    Characters,
    /// Marks, letters and digits that are likely misread, and specks taken for some.
    Marks,
    /// Words in Latin letters that are likely misread.
    LatinWords,
    /// What the OCR itself was unsure of.
    Certainty,
    /// Names written two ways.
    Names,
    /// Characters that nobody sees: controls, turns of the writing direction.
    Hidden,
    /// Bytes that were no text, and private codes.
    Undecoded,
    /// Where another's version of the edition reads otherwise.
    Versions,
}

/// What a house style says of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckRule {
    /// It does not ask.
    Off,
    /// It asks only where it is at least so sure that something is wrong, in per cent.
    AtLeast(#[serde(deserialize_with = "super::values::percent")] u8),
}

/// The rules of those checks that do not ask all they find.
pub type CheckRules = BTreeMap<CheckName, CheckRule>;
