//! Queries as the index carries them out.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::fields::Fields;
use super::query::{SearchQuery, SoughtIn, SoughtWord};
use super::terms::{sought, words_in};

/// How much more than in the text a word counts in a headline, in tags and names, and in raw text.
const HEADLINE: f32 = 3.0;
const DESCRIBED: f32 = 2.0;
const RAW: f32 = 0.2;
/// How much a word of the dictionary counts that the text has whole.
const WHOLE_WORD: f32 = 0.5;

/// A query as the index carries it out. `raw` says whether raw text counts wherever nothing else was said.
pub(super) fn lookup(query: &SearchQuery, fields: &Fields, raw: bool) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for word in &query.words {
        clauses.push((Occur::Must, any_of(word, fields, raw)));
        if word.place == SoughtIn::Anywhere {
            let words = words_in(&word.needle).into_iter();
            clauses.extend(words.map(|whole| (Occur::Should, boosted(term(fields.text, &whole), WHOLE_WORD))));
        }
    }
    if let Some((first, last)) = query.days {
        let bound = |day: u64| Bound::Included(Term::from_field_u64(fields.date, day));
        // What has no date came out on no day.
        clauses.push((Occur::Must, Box::new(RangeQuery::new(bound(first.max(1)), bound(last)))));
    }
    if clauses.is_empty() {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    BooleanQuery::new(clauses)
}

/// A word in any of the fields that it is looked for in.
fn any_of(word: &SoughtWord, fields: &Fields, raw: bool) -> Box<dyn Query> {
    let places: Vec<(Field, f32)> = match word.place {
        SoughtIn::Anywhere => {
            let usual = [(fields.text, 1.0), (fields.headline, HEADLINE), (fields.tags, DESCRIBED), (fields.names, DESCRIBED)];
            usual.into_iter().chain(raw.then_some((fields.raw, RAW))).collect()
        }
        SoughtIn::Headline => vec![(fields.headline, 1.0)],
        SoughtIn::Tag => vec![(fields.tags, 1.0)],
        SoughtIn::Name => vec![(fields.names, 1.0)],
        // Raw text that reads as the text does is in the index once.
        SoughtIn::Raw => vec![(fields.raw, 1.0), (fields.text, 1.0), (fields.headline, 1.0)],
    };
    let terms = sought(&word.needle);
    let each = places.into_iter().map(|(field, weight)| (Occur::Should, boosted(phrase(field, &terms), weight)));
    Box::new(BooleanQuery::new(each.collect()))
}

/// Terms at their distances from each other.
fn phrase(field: Field, terms: &[(usize, String)]) -> Box<dyn Query> {
    match terms {
        [(_, only)] => term(field, only),
        _ => Box::new(PhraseQuery::new_with_offset(
            terms.iter().map(|(offset, text)| (*offset, Term::from_field_text(field, text))).collect(),
        )),
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}
