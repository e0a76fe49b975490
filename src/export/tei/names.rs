//! The persons, places and organisations of an edition: their lists, and where they stand in a text.

use super::super::story::article_id;
use super::super::xml::Xml;
use crate::edition::{Article, Edition};

/// A kind of names, with the elements for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    Person,
    Place,
    Organisation,
}

impl NameKind {
    const ALL: [NameKind; 3] = [NameKind::Person, NameKind::Place, NameKind::Organisation];

    fn of(self, article: &Article) -> &[String] {
        match self {
            NameKind::Person => &article.names().persons,
            NameKind::Place => &article.names().places,
            NameKind::Organisation => &article.names().organisations,
        }
    }

    /// The element for a name of this kind.
    pub(super) fn element(self) -> &'static str {
        match self {
            NameKind::Person => "persName",
            NameKind::Place => "placeName",
            NameKind::Organisation => "orgName",
        }
    }

    /// The elements for a list of the named, and for one of them.
    fn list(self) -> (&'static str, &'static str) {
        match self {
            NameKind::Person => ("listPerson", "person"),
            NameKind::Place => ("listPlace", "place"),
            NameKind::Organisation => ("listOrg", "org"),
        }
    }
}

/// Someone or something that articles name.
struct TaggedName {
    kind: NameKind,
    name: String,
    /// Counted from 1 in its kind.
    number: usize,
    /// The articles, as pointers.
    articles: Vec<String>,
}

/// All names of an edition.
pub(super) struct TaggedNames {
    all: Vec<TaggedName>,
}

/// Where a name stands in a text, in characters.
pub(super) struct Occurrence {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: NameKind,
    /// The pointer to who is named.
    pub(super) target: String,
}

impl TaggedNames {
    /// The names of an edition's articles, each once, in the order in which they come.
    pub(super) fn of(edition: &Edition) -> TaggedNames {
        let mut all: Vec<TaggedName> = Vec::new();
        for article in edition.articles() {
            let pointer = format!("#{}", article_id(article));
            for kind in NameKind::ALL {
                for name in kind.of(article).iter().filter(|name| !name.is_empty()) {
                    match all.iter_mut().find(|one| one.kind == kind && one.name == *name) {
                        Some(known) => known.articles.push(pointer.clone()),
                        None => {
                            let number = all.iter().filter(|one| one.kind == kind).count() + 1;
                            all.push(TaggedName { kind, name: name.clone(), number, articles: vec![pointer.clone()] });
                        }
                    }
                }
            }
        }
        TaggedNames { all }
    }

    /// Whether nobody and nothing is named.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The lists of those who are named, with the articles that name them.
    pub(super) fn write_lists(&self, xml: &mut Xml) {
        for kind in NameKind::ALL {
            let named: Vec<&TaggedName> = self.all.iter().filter(|one| one.kind == kind).collect();
            let (list, item) = kind.list();
            if named.is_empty() {
                continue;
            }
            xml.block(list, &[], |xml| {
                for one in named {
                    xml.line(item, &[("xml:id", &one.id()), ("corresp", &one.articles.join(" "))], |xml| {
                        xml.inline(kind.element(), &[], |xml| xml.text(&one.name));
                    });
                }
            });
        }
    }

    /// Where an article's names stand in a text, in order. Where two would meet, the longer one stands, or else the first.
    pub(super) fn find(&self, article: &Article, text: &[char]) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = Vec::new();
        let mut names: Vec<(&TaggedName, Vec<char>)> = self
            .all
            .iter()
            .filter(|one| one.kind.of(article).contains(&one.name))
            .map(|one| (one, one.name.chars().collect::<Vec<char>>()))
            .collect();
        names.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
        for (one, name) in names {
            let mut at = 0;
            while let Some(offset) = text.get(at..).and_then(|rest| rest.windows(name.len()).position(|window| window == name)) {
                let (from, to) = (at + offset, at + offset + name.len());
                if found.iter().all(|other| other.to <= from || to <= other.from) {
                    found.push(Occurrence { from, to, kind: one.kind, target: format!("#{}", one.id()) });
                }
                at = to;
            }
        }
        found.sort_by_key(|one| one.from);
        found
    }
}

impl TaggedName {
    fn id(&self) -> String {
        format!("{}-{}", self.kind.list().1, self.number)
    }
}
