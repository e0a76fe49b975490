//! Queries and their remedies.

use super::ROUND;
use crate::edit::Edit;
pub use crate::edition::QueryKind;
use crate::edition::{Block, BlockId, Confidence, Edition, Piece, Settled, SettledKind, Span, TextOffset};
use crate::locale::Locale;
use crate::page::RawRange;

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// As it is.
    Text(String),
    /// The words of this key.
    Key(&'static str),
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

/// Words for people: a locale key with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The key.
    pub key: &'static str,
    /// The arguments by name.
    pub args: Vec<(&'static str, Argument)>,
}

impl Message {
    /// A message without arguments.
    pub fn plain(key: &'static str) -> Message {
        Message { key, args: Vec::new() }
    }

    /// A message with one argument.
    pub fn with(key: &'static str, name: &'static str, value: impl Into<Argument>) -> Message {
        Message { key, args: vec![(name, value.into())] }
    }

    /// The message in the words of a language.
    pub fn in_words(&self, locale: &Locale) -> String {
        let value = |argument: &Argument| match argument {
            Argument::Text(text) => text.clone(),
            Argument::Key(key) => locale.text(key),
        };
        let args: Vec<_> = self.args.iter().map(|(name, argument)| (*name, value(argument).into())).collect();
        locale.with(self.key, &args)
    }
}

/// One way to answer a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What it does.
    pub label: Message,
    /// The edit that does it.
    pub edit: Edit,
    /// The text that stands in place of the query's, if the remedy is about text.
    pub replacement: Option<String>,
}

impl Remedy {
    /// A remedy that is not about the wording.
    pub fn structural(label: Message, edit: Edit) -> Remedy {
        Remedy { label, edit, replacement: None }
    }
}

/// A block's provenance with an index, for the sources of many queries.
pub struct Sourced<'a> {
    pieces: &'a [Piece],
    /// How many characters of the text stand before each piece.
    starts: Vec<usize>,
}

impl<'a> Sourced<'a> {
    /// The provenance of a block.
    pub fn new(block: &'a Block) -> Sourced<'a> {
        let before = |sum: &mut usize, piece: &Piece| {
            let start = *sum;
            *sum += piece.text_len();
            Some(start)
        };
        Sourced { pieces: block.pieces(), starts: block.pieces().iter().scan(0, before).collect() }
    }
}

/// Something the program asks the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What it is about.
    pub kind: QueryKind,
    /// The block.
    pub block: BlockId,
    /// From where to where in the block's text, in characters; empty for a place between two.
    pub range: (TextOffset, TextOffset),
    /// The text it is about, or that stands round the place. Together with kind and block it names the query for as long as it is
    /// asked.
    pub text: String,
    /// How sure the program is that something is wrong here, in per cent.
    pub confidence: Confidence,
    /// What is asked.
    pub message: Message,
    /// The answers offered, the likeliest first. There may be none.
    pub remedies: Vec<Remedy>,
}

impl Query {
    /// The edit that lets the text stand, after which the query is not asked again.
    pub fn dismissal(&self) -> Edit {
        Edit::Settle(Settled { kind: SettledKind::Query(self.kind), block: self.block, text: self.text.clone() })
    }

    /// Whether it is about the wording: it offers other words.
    pub fn is_wording(&self) -> bool {
        self.remedies.iter().any(|remedy| remedy.replacement.is_some())
    }

    /// Whether the text round it is still what it was when it was asked, as far as that matters for its answers.
    pub fn still_stands(&self, edition: &Edition) -> bool {
        let text = edition.block(self.block).map(|(_, block)| block.text()).unwrap_or_default();
        let from = self.range.0.chars().saturating_sub(ROUND);
        !self.is_wording() || text.chars().skip(from).take(self.text.chars().count()).eq(self.text.chars())
    }

    /// Which answer is likelier: the first remedy, or to let the text stand (none).
    pub fn likelier_remedy(&self) -> Option<usize> {
        const EVEN: u8 = 50;
        (self.confidence.as_percent() >= EVEN && !self.remedies.is_empty()).then_some(0)
    }

    /// The raw characters it is about: those of its range, or the one after an empty range. Nothing where the text has no source.
    pub fn source(&self, block: &Sourced<'_>) -> Option<Span> {
        let (from, to) = (self.range.0.chars(), self.range.1.chars().max(self.range.0.chars() + 1));
        let mut found: Option<Span> = None;
        let first = block.starts.partition_point(|start| *start <= from).saturating_sub(1);
        let reaches = |(_, start): &(&Piece, &usize)| **start < to;
        for (piece, start) in block.pieces.iter().zip(&block.starts).skip(first).take_while(reaches) {
            let (start, end) = (*start, start + piece.text_len());
            if let Some(span) = piece.source().filter(|_| start < to && from < end) {
                let part = match piece {
                    Piece::Kept(_) => span.split(from.saturating_sub(start)).1.split(to.min(end) - from.max(start)).0,
                    Piece::Changed { .. } => span,
                };
                found = Some(match found {
                    Some(before) if before.page == part.page && before.range.start <= part.range.start => {
                        Span::new(part.page, RawRange::new(before.range.start, part.range.end))
                    }
                    Some(before) => before,
                    None => part,
                });
            }
        }
        found.or_else(|| block.pieces.iter().rev().find_map(|piece| piece.source()).map(|span| span.split(span.range.len()).1))
    }
}
