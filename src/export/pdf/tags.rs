//! Elements that say what the text is, in the order of the edition, and bookmarks of its articles.

use std::collections::HashMap;

use pdf_writer::types::StructRole;
use pdf_writer::{Finish, Name, Pdf, Ref, TextStr};

use super::Refs;
use crate::edition::{Article, ArticleId, Edition, Role};
use crate::export::fixed_layout::PartId;

/// The element that a role is.
fn element_of(role: Role) -> StructRole {
    match role {
        Role::Headline => StructRole::H1,
        role if role.is_heading() => StructRole::H2,
        role if role.is_of_picture() => StructRole::Caption,
        _ => StructRole::P,
    }
}

/// The name of that element.
pub(super) fn name_of(role: Role) -> &'static [u8] {
    element_of(role).to_name().0
}

/// Where a part of a block's text is: a page, and its number among the marked parts there.
type TaggedPart = (Ref, i32);

/// Where an article begins: the page, and how far from its left and lower edges, in points.
type Start = (Ref, (f32, f32));

/// The name of a part that leads to another place.
pub(super) const LINK: &[u8] = b"Link";

/// A part of a page that belongs to an element.
pub(super) struct MarkedContent {
    pub part: PartId,
    pub role: Role,
    /// Where it begins, in points from the left and lower edges.
    pub start: Option<(f32, f32)>,
}

/// A bookmark.
struct Bookmark {
    id: Ref,
    title: String,
    start: Start,
}

/// An element of the text, with its parts.
struct TaggedElement {
    id: Ref,
    role: Role,
    parts: Vec<TaggedPart>,
}

/// What is gathered while pages are written.
pub(super) struct Tags<'a> {
    edition: &'a Edition,
    /// What articles are called; blank for those that have no title.
    titles: HashMap<ArticleId, String>,
    root: Ref,
    elements: HashMap<PartId, TaggedElement>,
    /// What is no block, in the order in which it is drawn.
    others: Vec<PartId>,
    /// For each page the elements of its parts.
    pages: Vec<Vec<Ref>>,
    /// The links to articles: each one's page, and itself.
    links: Vec<(ArticleId, Ref, Ref)>,
    /// Where articles begin.
    starts: HashMap<ArticleId, Start>,
}

impl<'a> Tags<'a> {
    pub fn new(edition: &'a Edition, titles: HashMap<ArticleId, String>, refs: &mut Refs) -> Tags<'a> {
        let root = refs.next();
        let blocks = edition.articles().iter().flat_map(|article| article.blocks().iter().map(|block| (article.id(), block)));
        let elements = blocks.map(|(article, block)| {
            let element = TaggedElement { id: refs.next(), role: block.role(), parts: Vec::new() };
            (PartId::Block(article, block.id()), element)
        });
        let elements = elements.collect();
        Tags { edition, titles, root, elements, others: Vec::new(), pages: Vec::new(), links: Vec::new(), starts: HashMap::new() }
    }

    /// Takes up the marked parts of a page, in the order in which they are drawn.
    pub fn page(&mut self, page: Ref, marked: &[MarkedContent], refs: &mut Refs) {
        let mut elements = Vec::new();
        for part in marked {
            let others = &mut self.others;
            let element = self.elements.entry(part.part).or_insert_with(|| {
                others.push(part.part);
                TaggedElement { id: refs.next(), role: part.role, parts: Vec::new() }
            });
            element.parts.push((page, elements.len() as i32));
            elements.push(element.id);
            if let Some((article, start)) = part.part.article().zip(part.start) {
                self.starts.entry(article).or_insert((page, start));
            }
        }
        self.pages.push(elements);
    }

    /// Takes up a link to an article; gives its number among links.
    pub fn link(&mut self, article: ArticleId, page: Ref, link: Ref) -> usize {
        self.links.push((article, page, link));
        self.links.len() - 1
    }

    /// Writes all of it. Gives the root of the elements, and that of the bookmarks, if there are any.
    pub fn write(&self, pdf: &mut Pdf, refs: &mut Refs) -> (Ref, Option<Ref>) {
        let document = refs.next();
        let articles: Vec<Ref> = self.edition.articles().iter().filter_map(|article| self.article(pdf, refs, document, article)).collect();
        // What stands before the contents, and the rest of what is apart.
        let first = self.others.iter().take_while(|part| matches!(part, PartId::Apart(_))).count();
        let (before, behind) = self.others.split_at(first);
        let mut write = |parts: &[PartId]| -> Vec<Ref> {
            let apart = parts.iter().filter(|part| matches!(part, PartId::Apart(_)));
            let elements = apart.filter_map(|part| self.elements.get(part));
            elements.map(|element| write_element(pdf, element, document)).collect()
        };
        let (before, behind) = (write(before), write(behind));
        let contents = self.contents(pdf, refs, document);
        let mut element = pdf.struct_element(document);
        element.kind(StructRole::Document).parent(self.root);
        element.children().items(before.into_iter().chain(contents).chain(articles).chain(behind));
        element.finish();
        self.write_root(pdf, refs, document);
        (self.root, self.bookmarks(pdf, refs))
    }

    /// Writes the element of an article, unless nothing of it is on a page.
    fn article(&self, pdf: &mut Pdf, refs: &mut Refs, document: Ref, article: &Article) -> Option<Ref> {
        let id = article.id();
        let headings = self.others.iter().copied().filter(|part| matches!(part, PartId::Heading(of, _) if *of == id));
        let blocks = article.blocks().iter().map(|block| PartId::Block(id, block.id()));
        let elements = headings.chain(blocks).filter_map(|part| self.elements.get(&part)).filter(|element| !element.parts.is_empty());
        let elements: Vec<&TaggedElement> = elements.collect();
        if elements.is_empty() {
            return None;
        }
        let article = refs.next();
        let mut written = pdf.struct_element(article);
        written.kind(StructRole::Art).parent(document).title(TextStr(self.titles.get(&id).map(String::as_str).unwrap_or_default()));
        written.children().items(elements.iter().map(|element| element.id));
        written.finish();
        elements.iter().for_each(|element| {
            write_element(pdf, element, article);
        });
        Some(article)
    }

    /// Writes the element of the contents, if there are any: for each article a link.
    fn contents(&self, pdf: &mut Pdf, refs: &mut Refs, document: Ref) -> Option<Ref> {
        let entries = self.others.iter().filter_map(|part| match part {
            PartId::Entry(article) => Some((*article, self.elements.get(part)?)),
            _ => None,
        });
        let entries: Vec<(ArticleId, &TaggedElement)> = entries.collect();
        if entries.is_empty() {
            return None;
        }
        let contents = refs.next();
        let items: Vec<(Ref, Ref)> = entries.iter().map(|_| (refs.next(), refs.next())).collect();
        let mut written = pdf.struct_element(contents);
        written.kind(StructRole::TOC).parent(document).children().items(items.iter().map(|(item, _)| *item));
        written.finish();
        for ((article, element), (item, reference)) in entries.into_iter().zip(items) {
            pdf.struct_element(item).kind(StructRole::TOCI).parent(contents).children().item(reference);
            pdf.struct_element(reference).kind(StructRole::Reference).parent(item).children().item(element.id);
            let mut written = pdf.struct_element(element.id);
            written.kind(StructRole::Link).parent(reference);
            let mut children = written.children();
            for (page, identifier) in &element.parts {
                children.marked_content_ref().page(*page).marked_content_id(*identifier);
            }
            for (_, page, link) in self.links.iter().filter(|(of, _, _)| *of == article) {
                children.object_ref().page(*page).object(*link);
            }
        }
        Some(contents)
    }

    /// Writes the root, which says of each page and link to which elements they belong.
    fn write_root(&self, pdf: &mut Pdf, refs: &mut Refs, document: Ref) {
        let parents: Vec<Ref> = self.pages.iter().map(|_| refs.next()).collect();
        for (id, elements) in parents.iter().zip(&self.pages) {
            pdf.indirect(*id).array().items(elements.iter().copied());
        }
        let links = self.links.iter().filter_map(|(article, _, _)| Some(self.elements.get(&PartId::Entry(*article))?.id));
        let mut root = pdf.indirect(self.root).dict();
        root.pair(Name(b"Type"), Name(b"StructTreeRoot"));
        root.pair(Name(b"K"), document);
        let mut tree = root.insert(Name(b"ParentTree")).dict();
        let mut numbers = tree.insert(Name(b"Nums")).array();
        for (key, id) in (0i32..).zip(parents.iter().copied().chain(links)) {
            numbers.item(key).item(id);
        }
        numbers.finish();
        tree.finish();
        root.pair(Name(b"ParentTreeNextKey"), (self.pages.len() + self.links.len()) as i32);
        root.finish();
    }

    /// A bookmark for each article that has a title and stands on a page.
    fn bookmarks(&self, pdf: &mut Pdf, refs: &mut Refs) -> Option<Ref> {
        let titled = self.edition.articles().iter().filter_map(|article| {
            let start = *self.starts.get(&article.id())?;
            Some((self.titles.get(&article.id())?.clone(), start)).filter(|(title, _)| !title.is_empty())
        });
        let items: Vec<Bookmark> = titled.map(|(title, start)| Bookmark { id: refs.next(), title, start }).collect();
        let (first, last) = items.first().zip(items.last())?;
        let root = refs.next();
        pdf.outline(root).first(first.id).last(last.id).count(items.len() as i32);
        for (place, bookmark) in items.iter().enumerate() {
            let mut item = pdf.outline_item(bookmark.id);
            item.title(TextStr(&bookmark.title)).parent(root);
            let (page, (x, y)) = bookmark.start;
            item.dest().page(page).xyz(x, y, None);
            if let Some(before) = place.checked_sub(1).and_then(|before| items.get(before)) {
                item.prev(before.id);
            }
            if let Some(next) = items.get(place + 1) {
                item.next(next.id);
            }
        }
        Some(root)
    }
}

fn write_element(pdf: &mut Pdf, element: &TaggedElement, parent: Ref) -> Ref {
    let mut written = pdf.struct_element(element.id);
    written.kind(element_of(element.role)).parent(parent);
    let mut children = written.children();
    for (page, identifier) in &element.parts {
        children.marked_content_ref().page(*page).marked_content_id(*identifier);
    }
    element.id
}
