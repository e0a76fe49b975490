//! Indexes of tags and names: each term with the articles it is given for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::Context;
use super::super::story::ReadStory;
use super::super::xml::Xml;
use crate::language::pinyin;

/// One kind of terms, in the order of their pinyin.
pub(in super::super) struct NameIndex<'a> {
    key: &'static str,
    terms: Vec<(Cow<'a, str>, Vec<&'a ReadStory<'a>>)>,
}

/// The indexes that have terms.
pub(in super::super) fn indexes<'a>(stories: &'a [ReadStory<'a>]) -> Vec<NameIndex<'a>> {
    let index = |key: &'static str| {
        let mut terms: BTreeMap<Cow<'_, str>, Vec<&ReadStory<'_>>> = BTreeMap::new();
        for story in stories {
            for term in story.facts().into_iter().filter(|fact| fact.key == key).flat_map(|fact| fact.terms) {
                terms.entry(term).or_default().push(story);
            }
        }
        let mut terms: Vec<(Cow<'_, str>, Vec<&ReadStory<'_>>)> = terms.into_iter().collect();
        terms.sort_by_cached_key(|(term, _)| (pinyin::spelled(term), term.clone()));
        NameIndex { key, terms }
    };
    let all = ["section", "tags", "persons", "places", "organisations"].map(index);
    all.into_iter().filter(|index| !index.terms.is_empty()).collect()
}

impl NameIndex<'_> {
    /// The index with a link to each article, where `to` says it is.
    pub(in super::super) fn write(&self, xml: &mut Xml, context: &Context<'_>, to: impl Fn(&ReadStory<'_>) -> String) {
        xml.leaf("h3", &[], &context.words.text(&format!("export-{}", self.key)));
        xml.block("ul", &[("class", "terms")], |xml| {
            for (term, stories) in &self.terms {
                xml.line("li", &[], |xml| {
                    xml.text(term);
                    for story in stories {
                        xml.text(" ");
                        xml.inline("a", &[("href", &to(story)), ("title", &story.title)], |xml| xml.text(&story.number.to_string()));
                    }
                });
            }
        });
    }
}
