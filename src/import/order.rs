//! The reading order that ALTO and PAGE give by groups of references, and the articles these groups are.

use std::collections::BTreeMap;

use super::xml::{XmlDocument, XmlNode};

/// Where something stands in the reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranked {
    pub rank: usize,
    pub article: Option<String>,
}

/// The reading order of a page: for each name of a region or a line its rank and article.
#[derive(Debug, Default)]
pub struct Order(BTreeMap<String, Ranked>);

impl Order {
    /// The order that a `ReadingOrder` element gives. `is_article` says whether a group is an article.
    pub fn read(document: &XmlDocument<'_>, element: XmlNode, is_article: impl Fn(XmlNode) -> bool) -> Order {
        let mut order = Order::default();
        order.group(document, element, None, &is_article);
        order
    }

    fn group(&mut self, document: &XmlDocument<'_>, group: XmlNode, article: Option<&str>, is_article: &impl Fn(XmlNode) -> bool) {
        let mut members: Vec<XmlNode> = document.children(group).collect();
        members.sort_by_key(|member| document.attribute(*member, "index").and_then(|index| index.trim().parse::<usize>().ok()));
        for member in members {
            let name = |keys: [&str; 2]| keys.iter().find_map(|key| document.attribute(member, key)).map(str::to_owned);
            if let Some(reference) = name(["regionRef", "REF"]) {
                for id in reference.split_whitespace() {
                    let ranked = Ranked { rank: self.0.len(), article: article.map(str::to_owned) };
                    self.0.entry(id.to_owned()).or_insert(ranked);
                }
            }
            // A group may stand for a region, and for an article.
            let own = is_article(member).then(|| name(["id", "ID"])).flatten();
            self.group(document, member, own.as_deref().or(article), is_article);
        }
    }

    /// The names that are ranked, in order of the alphabet.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// The rank of the first of some names that has one, as of a line and then the regions round it.
    pub fn of<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Option<&Ranked> {
        names.into_iter().find_map(|name| self.0.get(name))
    }
}
