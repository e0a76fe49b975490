//! The fields of the index, and entries as its documents.

use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{TantivyDocument, Term};

use super::entry::{Entry, Passage, day_number};
use super::terms::{Terms, Words};

/// The names of the two ways to cut a text into terms; those with words of the dictionary lift what has them whole.
const WITH_WORDS: &str = "words";
const WITHOUT_WORDS: &str = "pairs";

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    edition: Field,
    pub(super) text: Field,
    pub(super) headline: Field,
    pub(super) tags: Field,
    pub(super) names: Field,
    pub(super) raw: Field,
    pub(super) date: Field,
    entry: Field,
}

impl Fields {
    /// The fields, and the schema that has them.
    pub(super) fn new() -> (Fields, Schema) {
        let mut schema = SchemaBuilder::new();
        let sought = |tokenizer: &str| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqsAndPositions);
            TextOptions::default().set_indexing_options(indexing)
        };
        let fields = Fields {
            edition: schema.add_text_field("edition", STRING),
            text: schema.add_text_field("text", sought(WITH_WORDS)),
            headline: schema.add_text_field("headline", sought(WITH_WORDS)),
            tags: schema.add_text_field("tags", sought(WITHOUT_WORDS)),
            names: schema.add_text_field("names", sought(WITHOUT_WORDS)),
            raw: schema.add_text_field("raw", sought(WITHOUT_WORDS)),
            date: schema.add_u64_field("date", NumericOptions::from(INDEXED).set_fast()),
            entry: schema.add_bytes_field("entry", STORED),
        };
        (fields, schema.build())
    }

    /// Says how texts are cut into terms.
    pub(super) fn register(tokenizers: &TokenizerManager) {
        tokenizers.register(WITH_WORDS, Terms(Words::Too));
        tokenizers.register(WITHOUT_WORDS, Terms(Words::Without));
    }

    /// The term that all entries of an edition have.
    pub(super) fn of_edition(&self, name: &str) -> Term {
        Term::from_field_text(self.edition, name)
    }

    /// An entry as a document.
    pub(super) fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.edition, &entry.edition);
        document.add_u64(self.date, day_number(entry.date.as_deref()));
        let mut add = |field: Field, texts: &mut dyn Iterator<Item = &String>| texts.for_each(|text| document.add_text(field, text));
        let passages = |is_heading: bool| entry.passages.iter().filter(move |passage: &&Passage| passage.is_heading == is_heading);
        add(self.headline, &mut passages(true).map(|passage| &passage.text));
        add(self.text, &mut passages(false).map(|passage| &passage.text));
        add(self.raw, &mut entry.passages.iter().filter_map(|passage| passage.raw.as_ref()));
        add(self.tags, &mut entry.tags.iter());
        add(self.names, &mut entry.names.iter());
        // Strings, numbers and lists cannot fail to be written.
        document.add_bytes(self.entry, &serde_json::to_vec(entry).unwrap_or_default());
        document
    }

    /// The entry that a document is; nothing where it is damaged.
    pub(super) fn entry(&self, document: &TantivyDocument) -> Option<Entry> {
        serde_json::from_slice(document.get_first(self.entry)?.as_bytes()?).ok()
    }
}
