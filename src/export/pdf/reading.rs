//! An edition for reading: typeset anew, with contents that lead to its articles.

use std::collections::HashMap;

use pdf_writer::types::{AnnotationFlags, AnnotationType};
use pdf_writer::{Finish, Name, Rect, Ref, TextStr};

use super::content::draw_set;
use super::{Book, DrawnWith, identity, lacking};
use crate::edition::ArticleId;
use crate::export::fixed_layout::reading::{self, SetSheet};
use crate::export::fixed_layout::setter::SetBlock;
use crate::export::fixed_layout::{PartId, Sheet};
use crate::export::{Context, ExportRemark, FileBytes};

/// Where articles begin: each one's page, and where on it.
type Starts = HashMap<ArticleId, (Ref, (f32, f32))>;

/// Makes the file.
pub(in crate::export) fn export(context: &Context<'_>) -> FileBytes {
    let titles: HashMap<ArticleId, String> = context.stories().into_iter().map(|story| (story.article.id(), story.title)).collect();
    let mut book = Book::new(context.edition, titles.clone());
    let sheets = reading::sheets(context, &|character, strong| book.faces.width(character, strong));
    let pages: Vec<(Ref, SetSheet)> = sheets.into_iter().map(|sheet| (book.refs.next(), sheet)).collect();
    let mut starts = Starts::new();
    for (page, sheet) in &pages {
        for (article, start) in sheet.blocks.iter().filter_map(|block| block.part.article().zip(block.start())) {
            starts.entry(article).or_insert((*page, start));
        }
    }
    for (page, sheet) in &pages {
        let links = book.links(*page, sheet, pages.len(), &starts, &titles);
        let (drawn, marked, used) = draw_set(sheet, &mut book.faces);
        book.write_page(*page, &drawn, &marked, Sheet::A4, &DrawnWith::Type(used), &links);
    }
    book.finish(context, identity(context.edition, "reading"))
}

/// Which characters of it no face of ours has.
pub(in crate::export) fn remarks(context: &Context<'_>) -> Vec<ExportRemark> {
    lacking(reading::text(context).chars()).into_iter().collect()
}

impl Book<'_> {
    /// Writes the links on a page of a file that has so many.
    fn links(&mut self, page: Ref, sheet: &SetSheet, pages: usize, starts: &Starts, titles: &HashMap<ArticleId, String>) -> Vec<Ref> {
        let mut links = Vec::new();
        for block in &sheet.blocks {
            let PartId::Entry(article) = block.part else { continue };
            let (Some((to, (x, y))), Some(area)) = (starts.get(&article), area(block)) else { continue };
            let id = self.refs.next();
            let number = self.tags.link(article, page, id);
            let mut link = self.pdf.annotation(id);
            link.subtype(AnnotationType::Link).rect(area).flags(AnnotationFlags::PRINT).border(0.0, 0.0, 0.0, None);
            link.struct_parent((pages + number) as i32);
            link.contents(TextStr(titles.get(&article).map(String::as_str).unwrap_or_default()));
            link.insert(Name(b"Dest")).start::<pdf_writer::writers::Destination<'_>>().page(*to).xyz(*x, *y, None);
            link.finish();
            links.push(id);
        }
        links
    }
}

/// What the lines of a block take up.
fn area(block: &SetBlock) -> Option<Rect> {
    let (first, last) = block.lines.first().zip(block.lines.last())?;
    let (from, to) = (first.at.0.min(last.at.0), last.at.0 + last.size);
    Some(Rect::new(from, last.at.1 - 0.3 * last.size, to, first.at.1 + first.size))
}
