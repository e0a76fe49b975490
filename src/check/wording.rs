//! Queries about the wording of a block, with replacements as remedies.

use super::question::Question;
use super::{Message, Query, QueryKind, ROUND, Remedy};
use crate::edit::Edit;
use crate::edition::{Block, Confidence, Place, TextOffset};
use crate::language::latin::{fold, word_list};
use crate::language::script::Script;
use crate::language::{is_word, lexicon};

/// A block's text as characters, and what is asked about it.
#[derive(Clone, Copy)]
pub(super) struct Wording<'a> {
    pub(super) block: &'a Block,
    pub(super) text: &'a [char],
}

impl Wording<'_> {
    /// What it is written in.
    pub(super) fn script(&self) -> Script {
        Script::of(self.text.iter().copied())
    }

    /// Whether it is in Latin letters, of whose words nothing is known.
    pub(super) fn is_latin(&self) -> bool {
        self.script() == Script::Latin
    }

    /// The character at a place; a blank outside the text.
    pub(super) fn at(&self, index: usize) -> char {
        self.text.get(index).copied().unwrap_or(' ')
    }

    /// The character before a place; a blank at the beginning.
    pub(super) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or(' ', |before| self.at(before))
    }

    /// The remedy that puts a mark at a place, named with what stands before it.
    pub(super) fn insert(&self, at: usize, mark: char, key: &'static str) -> Remedy {
        let place = Place { block: self.block.id(), at: TextOffset::new(at) };
        let round: String = self.text.get(at.saturating_sub(ROUND)..(at + ROUND).min(self.text.len())).unwrap_or_default().iter().collect();
        Remedy {
            label: Message { key, args: vec![("mark", mark.to_string().into()), ("text", round.into())] },
            edit: Edit::splice(place, place, &mark.to_string()),
            replacement: Some(mark.to_string()),
        }
    }

    /// A question about the characters from one place to another, with what may stand there instead.
    pub(super) fn query(&self, question: Question, range: (usize, usize), replacements: &[String]) -> Query {
        self.query_with(question.kind, range, question.confidence(), question.key, replacements)
    }

    /// The same, where the confidence is worked out for the place.
    pub(super) fn query_with(
        &self,
        kind: QueryKind,
        (from, to): (usize, usize),
        confidence: Confidence,
        key: &'static str,
        replacements: &[String],
    ) -> Query {
        let slice = |from: usize, to: usize| self.text.get(from..to.min(self.text.len())).unwrap_or_default().iter().collect::<String>();
        let place = |at: usize| Place { block: self.block.id(), at: TextOffset::new(at) };
        let remedy = |replacement: &String| Remedy {
            label: if replacement.is_empty() {
                Message::plain("remedy-delete")
            } else {
                Message::with("remedy-replace", "text", replacement.as_str())
            },
            edit: Edit::splice(place(from), place(to), replacement),
            replacement: Some(replacement.clone()),
        };
        Query {
            kind,
            block: self.block.id(),
            range: (TextOffset::new(from), TextOffset::new(to)),
            text: slice(from.saturating_sub(ROUND), to + ROUND),
            confidence,
            message: Message::with(key, "text", slice(from, to)),
            remedies: replacements.iter().map(remedy).collect(),
        }
    }
}

/// Whether a text is a word that is known: of Chinese, English, German or French.
pub(super) fn is_known_word(text: &[char]) -> bool {
    let text: String = text.iter().collect();
    lexicon().has(&text) || is_word(&text) || word_list().has(&fold(&text))
}
