//! Where a page's image is: what the source refers to, or what is called like the page. Never outside of the folders of the source and
//! of the edition, whatever the source says.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::page::{Page, PageIndex, page_stem};

/// The endings of image files.
pub const ENDINGS: [&str; 12] = ["png", "tif", "tiff", "jpg", "jpeg", "webp", "jp2", "jpx", "j2k", "jpf", "jb2", "jbig2"];

/// What to look for, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageSearch {
    /// The file that was chosen by hand.
    pub chosen: Option<PathBuf>,
    /// The file's name in the source.
    pub name: Option<String>,
    /// What the page's files are called, without their endings.
    pub stem: String,
    /// Where to look, in this order.
    pub folders: Vec<PathBuf>,
    /// Which page of a file with several it is, counted from 0.
    pub number: usize,
}

impl ImageSearch {
    /// What to look for as the image of one of an edition's pages, in the folders of the raw files it was made of and of its own file, if
    /// it has one. Nothing where there is no such page.
    pub fn of(
        pages: &[Arc<Page>],
        page: PageIndex,
        sources: &[PathBuf],
        edition: Option<&Path>,
        chosen: Option<&Path>,
    ) -> Option<ImageSearch> {
        let this = pages.get(page.position())?;
        let file = file_of(&this.source().file);
        let reference = ImageSearch::name_of;
        let name = reference(this);
        // Pages that name one image, or a file of several pages that names none, are the pages of one TIFF.
        let same = |other: &&Arc<Page>| {
            if name.is_some() { reference(other) == name } else { file_of(&other.source().file) == file }
        };
        // A page of a PDF says which one it is: others of it may not have been chosen.
        let told = name.as_deref().filter(|name| is_named_pdf(Path::new(name))).and_then(|_| number_of(&this.source().file));
        let number = told.unwrap_or_else(|| pages.iter().take(page.position()).filter(same).count());
        let of_source = sources.iter().filter(|source| source.file_name().is_some_and(|name| name == file));
        let mut folders: Vec<PathBuf> = Vec::new();
        // A list of pages, such as a METS, stands beside them.
        for path in of_source.chain(sources).map(PathBuf::as_path).chain(edition) {
            let folder = path.parent().map(Path::to_owned).unwrap_or_default();
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        Some(ImageSearch { chosen: chosen.map(Path::to_owned), name, stem: page_stem(Path::new(file)), folders, number })
    }

    /// The file of the image of one of an edition's pages, where none was chosen by hand, and which page of that it is, counted from 0.
    pub fn file_of(pages: &[Arc<Page>], page: PageIndex, sources: &[PathBuf], edition: Option<&Path>) -> Option<(PathBuf, usize)> {
        let search = ImageSearch::of(pages, page, sources, edition, None)?;
        Some((search.find()?, search.number))
    }

    /// What a page's source calls the image, without folders.
    pub fn name_of(page: &Page) -> Option<String> {
        page.layout().and_then(|layout| layout.image()).and_then(file_name)
    }

    /// The image's file, if there is one.
    pub fn find(&self) -> Option<PathBuf> {
        if self.chosen.is_some() {
            return self.chosen.clone();
        }
        let named = self.name.iter().flat_map(|name| [name.clone(), name.to_lowercase()]);
        // The source may name the archive's TIFF where a PNG was delivered with it.
        let stems = self.name.iter().map(|name| page_stem(Path::new(name))).chain([self.stem.clone()]).filter(|stem| !stem.is_empty());
        let called = stems.flat_map(|stem| {
            ENDINGS.iter().chain(&["pdf"]).flat_map(move |end| [format!("{stem}.{end}"), format!("{stem}.{}", end.to_uppercase())])
        });
        let names: Vec<String> = named.chain(called).collect();
        let paths = self.folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name)));
        paths.into_iter().find(|path| path.is_file())
    }
}

/// Whether a file is a PDF, by its name.
pub fn is_named_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"))
}

/// Which page of its file a page is, counted from 0, where its name tells.
fn number_of(source: &str) -> Option<usize> {
    source.rsplit_once('#')?.1.parse::<usize>().ok()?.checked_sub(1)
}

/// The file that a page was read from: a page of a book is called like `book.hocr#2`.
fn file_of(source: &str) -> &str {
    source.rsplit_once('#').filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(source, |(file, _)| file)
}

/// The file's name in a reference: what comes after the last stroke of either kind. Nothing where that is no name.
fn file_name(reference: &str) -> Option<String> {
    let address = reference.contains("://");
    let reference = if address { reference.split(['?', '#']).next().unwrap_or_default() } else { reference };
    let name = reference.rsplit(['/', '\\', ':']).next().unwrap_or_default().trim();
    (!name.is_empty() && !matches!(name, "." | "..") && !name.contains('\0')).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(search: &ImageSearch, there: &[&str]) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        for name in there {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let search = ImageSearch { folders: vec![folder.path().to_owned()], ..search.clone() };
        search.find().map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string())
    }

    #[test]
    fn the_sources_reference_comes_first_then_the_pages_name() {
        let search = ImageSearch { name: Some("scan.png".into()), stem: "page-1".into(), ..ImageSearch::default() };
        assert_eq!(find(&search, &["scan.png", "page-1.png"]).as_deref(), Some("scan.png"));
        assert_eq!(find(&search, &["scan.jpg", "page-1.png"]).as_deref(), Some("scan.jpg"));
        assert_eq!(find(&search, &["page-1.TIF", "page-2.png"]).as_deref(), Some("page-1.TIF"));
        assert_eq!(find(&search, &["page-1.pdf", "page-1.jp2"]).as_deref(), Some("page-1.jp2"));
        assert_eq!(find(&search, &["page-1.pdf"]).as_deref(), Some("page-1.pdf"));
        assert_eq!(find(&search, &["page-2.png"]), None);
    }

    #[test]
    fn a_reference_never_leads_out_of_the_folder() {
        let names = ["../../etc/passwd", "C:\\scans\\p.tif", "http://a.example/p.png?size=1", "p.png", "/", "..", ""];
        let found = names.map(|reference| file_name(reference).unwrap_or_default());
        assert_eq!(found, ["passwd", "p.tif", "p.png", "p.png", "", "", ""]);
    }

    #[test]
    fn a_page_of_a_book_is_of_the_books_file() {
        assert_eq!(["book.hocr#2", "a#b.txt", "p.txt"].map(file_of), ["book.hocr", "a#b.txt", "p.txt"]);
    }
}
