//! Elements that say what the text is, in the order of the edition, and bookmarks of its articles.

use std::collections::HashMap;

use pdf_writer::types::StructRole;
use pdf_writer::{Finish, Name, Pdf, Ref, TextStr};

use super::Refs;
use crate::edition::{ArticleId, BlockId, Edition, Role};

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

/// A part of a page that belongs to an article.
pub(super) struct MarkedContent {
    pub article: ArticleId,
    pub block: BlockId,
    /// Where it begins, in points from the left and lower edges.
    pub start: Option<(f32, f32)>,
}

/// A bookmark.
struct Bookmark {
    id: Ref,
    title: String,
    start: Start,
}

/// What is gathered while pages are written.
pub(super) struct Tags<'a> {
    edition: &'a Edition,
    root: Ref,
    /// The element of each block, and its parts.
    blocks: HashMap<BlockId, (Ref, Vec<TaggedPart>)>,
    /// For each page the elements of its parts.
    pages: Vec<Vec<Ref>>,
    /// Where articles begin.
    starts: HashMap<ArticleId, Start>,
}

impl<'a> Tags<'a> {
    pub fn new(edition: &'a Edition, refs: &mut Refs) -> Tags<'a> {
        let root = refs.next();
        let blocks = edition.articles().iter().flat_map(|article| article.blocks());
        let blocks = blocks.map(|block| (block.id(), (refs.next(), Vec::new()))).collect();
        Tags { edition, root, blocks, pages: Vec::new(), starts: HashMap::new() }
    }

    /// Takes up the marked parts of a page, in the order in which they are drawn.
    pub fn page(&mut self, page: Ref, marked: &[MarkedContent]) {
        let mut elements = Vec::new();
        for part in marked {
            if let Some((element, parts)) = self.blocks.get_mut(&part.block) {
                parts.push((page, elements.len() as i32));
                elements.push(*element);
            }
            if let Some(start) = part.start {
                self.starts.entry(part.article).or_insert((page, start));
            }
        }
        self.pages.push(elements);
    }

    /// Writes all of it. Gives the root of the elements, and that of the bookmarks, if there are any.
    pub fn write(&self, pdf: &mut Pdf, refs: &mut Refs) -> (Ref, Option<Ref>) {
        let document = refs.next();
        let parents: Vec<Ref> = self.pages.iter().map(|_| refs.next()).collect();
        for (id, elements) in parents.iter().zip(&self.pages) {
            pdf.indirect(*id).array().items(elements.iter().copied());
        }
        let mut articles = Vec::new();
        for article in self.edition.articles() {
            let printed: Vec<(Ref, Role, &[TaggedPart])> = article
                .blocks()
                .iter()
                .filter_map(|block| self.blocks.get(&block.id()).map(|(element, parts)| (*element, block.role(), parts.as_slice())))
                .filter(|(_, _, parts)| !parts.is_empty())
                .collect();
            if printed.is_empty() {
                continue;
            }
            let id = refs.next();
            articles.push(id);
            let mut element = pdf.struct_element(id);
            element.kind(StructRole::Art).parent(document).title(TextStr(&article.title()));
            element.children().items(printed.iter().map(|(element, _, _)| *element));
            element.finish();
            printed.iter().for_each(|(element, role, parts)| write_block(pdf, (*element, id), *role, parts));
        }
        let mut element = pdf.struct_element(document);
        element.kind(StructRole::Document).parent(self.root);
        element.children().items(articles);
        element.finish();
        let mut root = pdf.indirect(self.root).dict();
        root.pair(Name(b"Type"), Name(b"StructTreeRoot"));
        root.pair(Name(b"K"), document);
        let mut tree = root.insert(Name(b"ParentTree")).dict();
        let mut numbers = tree.insert(Name(b"Nums")).array();
        for (key, id) in (0i32..).zip(&parents) {
            numbers.item(key).item(*id);
        }
        numbers.finish();
        tree.finish();
        root.pair(Name(b"ParentTreeNextKey"), self.pages.len() as i32);
        root.finish();
        (self.root, self.bookmarks(pdf, refs))
    }

    /// A bookmark for each article that has a title and stands on a page.
    fn bookmarks(&self, pdf: &mut Pdf, refs: &mut Refs) -> Option<Ref> {
        let titled = self.edition.articles().iter().filter_map(|article| {
            let start = *self.starts.get(&article.id())?;
            Some((article.title(), start)).filter(|(title, _)| !title.is_empty())
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

fn write_block(pdf: &mut Pdf, (id, parent): (Ref, Ref), role: Role, parts: &[TaggedPart]) {
    let mut element = pdf.struct_element(id);
    element.kind(element_of(role)).parent(parent);
    let mut children = element.children();
    for (page, identifier) in parts {
        children.marked_content_ref().page(*page).marked_content_id(*identifier);
    }
}
