//! The names of edits, by which the desk speaks of what it would undo.

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident $key:literal;)*) => {
        /// What an edit is called. In journals it is written as its key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(into = "&'static str", try_from = "String")]
        pub enum EditName { $($(#[$doc])* $name,)* }

        impl EditName {
            /// All names.
            pub const ALL: &'static [EditName] = &[$(EditName::$name,)*];

            /// The name for people, a locale key.
            pub fn key(self) -> &'static str {
                match self { $(EditName::$name => $key,)* }
            }
        }
    };
}

names! {
    /// A block is split in two.
    Split "edit-split";
    /// Two blocks become one.
    Join "edit-join";
    /// Text is taken out.
    Delete "edit-delete";
    /// Text is put in.
    Type "edit-type";
    /// A block becomes something else.
    Role "edit-role";
    /// Lines that stood apart are put together.
    Gather "edit-gather";
    /// Blocks are set aside.
    SetAside "edit-set-aside";
    /// Blocks move.
    Move "edit-move";
    /// An article begins.
    OpenArticle "edit-open-article";
    /// An article runs on from the one before it.
    CloseArticle "edit-close-article";
    /// An article moves.
    MoveArticle "edit-move-article";
    /// Articles become one.
    MergeArticles "edit-merge-articles";
    /// A field is filled in or cleared.
    Field "edit-field";
    /// An article's status changes.
    Status "edit-status";
    /// A tag or a name is added.
    AddTerm "edit-add-term";
    /// A tag or a name is removed.
    RemoveTerm "edit-remove-term";
    /// A query is answered by letting the text stand.
    Settle "edit-settle";
    /// Asks again.
    Unsettle "edit-unsettle";
    /// An earlier state is put back.
    Restore "edit-restore";
    /// Lines become the headline of an article.
    MakeHeadline "edit-make-headline";
    /// A headline is written that the paper does not have.
    SupplyHeadline "edit-supply-headline";
    /// The masthead is filled in.
    Masthead "edit-masthead";
    /// Text that was found is replaced everywhere.
    Replace "edit-replace";
    /// Queries of one kind are answered alike.
    Series "edit-series";
    /// Text is put in that was read on the image.
    PutIn "edit-put-in";
    /// An editorial mark is set.
    Mark "edit-mark";
    /// A round of proofreading is closed.
    CloseRound "edit-close-round";
    /// A comment is made.
    AddComment "edit-add-comment";
    /// A comment is answered.
    AnswerComment "edit-answer-comment";
    /// A comment is deleted.
    DeleteComment "edit-delete-comment";
    /// Another's version is merged.
    MergeVersion "edit-merge-version";
}

impl From<EditName> for &'static str {
    fn from(name: EditName) -> &'static str {
        name.key()
    }
}

/// A key that no edit has for its name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no edit of the name “{0}”")]
pub struct UnknownName(String);

impl TryFrom<String> for EditName {
    type Error = UnknownName;

    fn try_from(key: String) -> Result<EditName, UnknownName> {
        EditName::ALL.iter().copied().find(|name| name.key() == key).ok_or(UnknownName(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Locale};

    #[test]
    fn every_name_has_its_words_and_is_its_key_in_journals() {
        for language in Language::ALL {
            let locale = Locale::load(language);
            let missing: Vec<_> = EditName::ALL.iter().filter(|name| !locale.has(name.key())).collect();
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
        }
        for name in EditName::ALL {
            let written = ron::to_string(name).expect("RON");
            assert_eq!(written, format!("\"{}\"", name.key()));
            assert_eq!(ron::from_str(&written), Ok(*name));
        }
        assert!(ron::from_str::<EditName>("\"edit-nothing\"").is_err());
    }
}
