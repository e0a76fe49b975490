//! The formats: one table, a row a format.

use std::path::Path;

use super::Switch::{
    Agreed, Apart, Blanks, Brackets, Breaks, Changes, Checked, Comments, FrontMatter, Legend, LineImages, Names, PageHeadings, PerArticle,
    Scans, SectionHeadings, Simplified, Traditional,
};
use super::boxed::Boxed;
use super::{
    Context, ExportLack, ExportRemark, FileBytes, FolderFiles, Switch, bag, csv, diff, docx, epub, html, iiif, json, markdown, mets, ofd,
    pdf, tei, text, training,
};

macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident $name:literal { $($fields:tt)* })*) => {
        /// What an edition can be exported as.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format { $($(#[$doc])* $format,)* }

        impl Format {
            /// All formats.
            pub const ALL: &'static [Format] = &[$(Format::$format,)*];

            /// The format's name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Format::$format => $name,)* }
            }

            /// The key of its name in words.
            pub fn key(self) -> &'static str {
                match self { $(Format::$format => concat!("format-", $name),)* }
            }

            /// The key of what it is, in a sentence.
            pub fn about_key(self) -> &'static str {
                match self { $(Format::$format => concat!("about-", $name),)* }
            }

            fn row(self) -> &'static FormatRow {
                match self { $(Format::$format => const { &FormatRow { $($fields)* } },)* }
            }
        }
    };
}

/// What the program has to know of a format.
struct FormatRow {
    extension: &'static str,
    about: &'static str,
    written: FormatWriter,
    /// The switches it knows.
    switches: &'static [Switch],
    /// Those of them that are on unless asked otherwise.
    on: &'static [Switch],
    /// Whether lines can be given a width and paragraphs an indent.
    has_lines: bool,
    /// Whether it points to images of pages that lie elsewhere.
    points_to_images: bool,
    /// Whether it can be a table as a catalogue takes it in, by a profile of the house style.
    has_profiles: bool,
    /// Whether it has words of the program's own.
    has_words: bool,
    preview: PreviewKind,
    /// What is to be said of an export in it.
    remarks: fn(&Context<'_>) -> Vec<ExportRemark>,
    /// Why it would give nothing.
    lack: fn(&Context<'_>) -> Option<ExportLack>,
}

impl FormatRow {
    const PLAIN: FormatRow = FormatRow {
        extension: "",
        about: "",
        written: FormatWriter::Text(|_| String::new()),
        switches: &[],
        on: &[],
        has_lines: false,
        points_to_images: false,
        has_profiles: false,
        has_words: true,
        preview: PreviewKind::Itself,
        remarks: |_| Vec::new(),
        lack: |_| None,
    };
}

/// How an edition becomes the bytes of a file.
#[derive(Clone, Copy)]
pub(super) enum FormatWriter {
    /// As text, in UTF-8.
    Text(fn(&Context<'_>) -> String),
    /// As an archive.
    Archive(fn(&Context<'_>) -> Vec<u8>),
    /// As a document that may have the images of pages in it, which are large.
    Scans(fn(&Context<'_>) -> FileBytes),
    /// As text put back into lines and words, a file a page.
    Pages(Boxed),
    /// As a folder; the sources of pages are looked for beside the file that is named.
    Folder(fn(&Context<'_>, Option<&Path>) -> FolderFiles),
}

/// What is shown of an export before it is made.
#[derive(Clone, Copy)]
pub(super) enum PreviewKind {
    /// The text of the file.
    Itself,
    /// The parts of the document, as they will be read.
    Parts,
    /// The text of another format, which reads as this one does.
    As(Format),
}

formats! {
    /// Clean text, article by article.
    Text "txt" {
        extension: "txt", about: "clean text, article by article; leaves out tags, names, and unless asked furniture and matter set aside",
        written: FormatWriter::Text(text::export), has_lines: true,
        switches: &[Brackets, Legend, PageHeadings, SectionHeadings, Simplified, Traditional, Apart, PerArticle], ..FormatRow::PLAIN
    }
    /// Markdown: CommonMark, with tables as GitHub has them.
    Markdown "md" {
        extension: "md", about: "CommonMark with front matter, tags and names; leaves out furniture and matter set aside unless asked",
        written: FormatWriter::Text(markdown::export),
        switches: &[Brackets, Legend, PageHeadings, SectionHeadings, FrontMatter, Simplified, Traditional, Apart, PerArticle], on: &[FrontMatter], ..FormatRow::PLAIN
    }
    /// One self-contained page.
    Html "html" {
        extension: "html",
        about: "one page for screen, phone and A4 paper, with contents and indexes; leaves out furniture and matter set aside unless asked",
        written: FormatWriter::Text(html::export), preview: PreviewKind::Parts,
        switches: &[Brackets, Legend, Simplified, Traditional, Apart, Comments, LineImages, PerArticle], on: &[Legend], ..FormatRow::PLAIN
    }
    /// TEI P5.
    Tei "tei" {
        extension: "tei.xml", about: "TEI P5 with everything the edition knows; supplied stands for brackets, and elements for marks",
        written: FormatWriter::Text(tei::export),
        switches: &[Simplified, Traditional, Apart, Breaks, Changes, Names, Comments, PerArticle], on: &[Apart, Breaks, Changes, Names, Comments], ..FormatRow::PLAIN
    }
    /// The public JSON schema `stet-edition`, version 1.
    Json "json" {
        extension: "json", about: "the schema stet-edition, version 1; headline_supplied stands for brackets, marks are as in the text",
        written: FormatWriter::Text(|context| json::export(context.edition)), has_words: false, ..FormatRow::PLAIN
    }
    /// An article a line.
    Jsonl "jsonl" {
        extension: "jsonl",
        about: "an article a line, for search engines; headline_supplied stands for brackets; leaves out furniture and matter set aside",
        written: FormatWriter::Text(|context| json::export_lines(context.edition)), has_words: false, ..FormatRow::PLAIN
    }
    /// A catalogue's index.
    Csv "csv" {
        extension: "csv", about: "an index for catalogues, a row an article; of the text it has the first line alone",
        written: FormatWriter::Text(csv::export), switches: &[Brackets], has_profiles: true, ..FormatRow::PLAIN
    }
    /// MODS of each article.
    Mods "mods" {
        extension: "mods.xml", about: "MODS for library catalogues, a record an article; has no text",
        written: FormatWriter::Text(mets::mods::collection), has_words: false, ..FormatRow::PLAIN
    }
    /// A document for word processors.
    Docx "docx" {
        extension: "docx", about: "a document for word processors; leaves out furniture and matter set aside unless asked",
        written: FormatWriter::Archive(docx::export), preview: PreviewKind::Parts,
        switches: &[Brackets, Legend, PageHeadings, SectionHeadings, Simplified, Traditional, Apart, Comments, PerArticle], on: &[Legend], ..FormatRow::PLAIN
    }
    /// A book for reading devices.
    Epub "epub" {
        extension: "epub", about: "an EPUB 3 book, an article a chapter; leaves out furniture and matter set aside unless asked",
        written: FormatWriter::Archive(epub::export), preview: PreviewKind::Parts,
        switches: &[Brackets, Legend, Simplified, Traditional, Apart], on: &[Legend], ..FormatRow::PLAIN
    }
    /// ALTO, of the first page: the text put back into lines and words. [`super::boxed::page`] makes it of any page.
    Alto "alto" {
        extension: "alto.xml", about: "ALTO, a file a page, boxes kept; leaves out supplied text, tags and names",
        written: FormatWriter::Pages(Boxed::Alto), has_words: false, ..FormatRow::PLAIN
    }
    /// PAGE, of the first page: the same.
    Page "page" {
        extension: "page.xml", about: "PAGE, a file a page, boxes kept; leaves out supplied text, tags and names",
        written: FormatWriter::Pages(Boxed::Page), has_words: false, ..FormatRow::PLAIN
    }
    /// An issue as a package: METS with MODS, and ALTO of its pages.
    Mets "mets" {
        extension: "mets",
        about: "a folder with METS and MODS of the issue and its articles, and ALTO of each page; leaves out supplied text",
        written: FormatWriter::Folder(mets::export), ..FormatRow::PLAIN
    }
    /// The edition with exports of it and its sources, for archives to take in: a BagIt bag.
    Bag "bag" {
        extension: "bag",
        about: "a folder for archives to take in (BagIt): the edition, TEI, JSON, text and PDF of it, and the source files that are found",
        written: FormatWriter::Folder(bag::export), switches: &[Brackets, Scans], on: &[Scans], remarks: bag::remarks, ..FormatRow::PLAIN
    }
    /// A manifest for viewers of the archive's images: IIIF Presentation 3.
    Iiif "iiif" {
        extension: "iiif.json",
        about: "a IIIF manifest: pages with their images, articles as ranges, the text line by line; leaves out supplied text",
        written: FormatWriter::Text(iiif::export), points_to_images: true, has_words: false, remarks: iiif::remarks, ..FormatRow::PLAIN
    }
    /// Lines with their images, for training readers.
    Lines "lines" {
        extension: "lines",
        about: "a folder for training readers: of each line that is surely right image and text; leaves out tags and names",
        written: FormatWriter::Folder(training::export), switches: &[Checked, Agreed], on: &[Checked, Agreed],
        has_words: false, remarks: training::remarks, lack: training::lack, ..FormatRow::PLAIN
    }
    /// The pages' images with the text over them.
    Pdf "pdf" {
        extension: "pdf",
        about: "the pages' images with the corrected text over them, to be searched and selected; typesets pages without one; leaves out tags and names",
        written: FormatWriter::Scans(pdf::export), switches: &[Brackets, Scans], on: &[Scans], has_words: false,
        preview: PreviewKind::As(Format::Text), remarks: pdf::remarks, ..FormatRow::PLAIN
    }
    /// An edition for reading, on paper or on a screen.
    ReadingPdf "reading-pdf" {
        extension: "reading.pdf",
        about: "the articles typeset anew on A4, with contents; leaves out tags and names, and furniture and matter set aside unless asked",
        written: FormatWriter::Scans(pdf::export_reading),
        switches: &[Brackets, Legend, PageHeadings, SectionHeadings, Simplified, Traditional, Apart], on: &[Legend],
        preview: PreviewKind::Parts, remarks: pdf::reading_remarks, ..FormatRow::PLAIN
    }
    /// The pages' images with the text over them, in the format of fixed layout that archives in China keep.
    Ofd "ofd" {
        extension: "ofd",
        about: "the pages' images with the corrected text over them, in the format of GB/T 33190; typesets pages without one; leaves out tags and names",
        written: FormatWriter::Scans(ofd::export), switches: &[Brackets, Scans], on: &[Scans], has_words: false,
        preview: PreviewKind::As(Format::Text), remarks: ofd::remarks, ..FormatRow::PLAIN
    }
    /// What the editor changed, as text.
    Diff "diff" {
        extension: "diff", about: "what was changed against the source, as a unified diff; leaves out tags and names",
        written: FormatWriter::Text(diff::unified::export), switches: &[Brackets, Blanks], ..FormatRow::PLAIN
    }
    /// What the editor changed, as a page.
    DiffHtml "diff-html" {
        extension: "diff.html", about: "what was changed against the source, as a page; leaves out tags and names",
        written: FormatWriter::Text(diff::html::export), preview: PreviewKind::As(Format::Diff), switches: &[Brackets, Blanks], ..FormatRow::PLAIN
    }
}

impl Format {
    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// The format that a file's name says by its end. A name in `.xml` or `.tei` says TEI too.
    pub fn from_path(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let ends = |format: &Format| name.strip_suffix(format.extension()).is_some_and(|stem| stem.ends_with('.'));
        let tei = || (name.ends_with(".xml") || name.ends_with(".tei")).then_some(Format::Tei);
        Format::ALL.iter().copied().filter(ends).max_by_key(|format| format.extension().len()).or_else(tei)
    }

    /// The end of its files' names, without the dot before it.
    pub fn extension(self) -> &'static str {
        self.row().extension
    }

    /// What it is and what it leaves out, in a sentence.
    pub fn about(self) -> &'static str {
        self.row().about
    }

    /// Whether the bytes are text, in UTF-8.
    pub fn is_text(self) -> bool {
        match self.row().written {
            FormatWriter::Text(_) | FormatWriter::Pages(_) | FormatWriter::Folder(_) => true,
            FormatWriter::Archive(_) | FormatWriter::Scans(_) => false,
        }
    }

    /// The format with boxes, where it is one: of such a file each page has its own.
    pub fn boxed(self) -> Option<Boxed> {
        match self.row().written {
            FormatWriter::Pages(boxed) => Some(boxed),
            FormatWriter::Text(_) | FormatWriter::Archive(_) | FormatWriter::Scans(_) | FormatWriter::Folder(_) => None,
        }
    }

    /// Whether it is a folder of several files.
    pub fn is_folder(self) -> bool {
        matches!(self.row().written, FormatWriter::Folder(_))
    }

    /// The switches it knows, in the order in which they are offered.
    pub fn switches(self) -> impl Iterator<Item = Switch> {
        self.row().switches.iter().copied()
    }

    /// The switches that are on unless asked otherwise.
    pub(super) fn switches_on(self) -> &'static [Switch] {
        self.row().on
    }

    /// Whether its lines can be given a width, and its paragraphs an indent.
    pub fn has_lines(self) -> bool {
        self.row().has_lines
    }

    /// Whether it points to images of pages that lie elsewhere, on a server that can be named.
    pub fn points_to_images(self) -> bool {
        self.row().points_to_images
    }

    /// Whether it can be a table for a catalogue, by a profile of the house style.
    pub fn has_profiles(self) -> bool {
        self.row().has_profiles
    }

    /// Whether it has words of the program's own, labels and explanations, in a language that can be chosen.
    pub fn has_words(self) -> bool {
        self.row().has_words
    }

    /// How an edition becomes a file of it.
    pub(super) fn written(self) -> FormatWriter {
        self.row().written
    }

    /// What is to be said of an export besides that it was made.
    pub(super) fn remarks(self, context: &Context<'_>) -> Vec<ExportRemark> {
        (self.row().remarks)(context)
    }

    /// Why an export would give nothing, if it would.
    pub(super) fn lack(self, context: &Context<'_>) -> Option<ExportLack> {
        (self.row().lack)(context)
    }

    /// What is shown of an export before it is made.
    pub(super) fn shown(self) -> PreviewKind {
        self.row().preview
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::ExportError;
    use crate::locale::{Language, Locale};

    #[test]
    fn formats_are_known_by_name() {
        assert_eq!(Format::from_path(Path::new("a/b.MD")), Some(Format::Markdown));
        assert_eq!(Format::from_path(Path::new("b.html")), Some(Format::Html));
        assert_eq!(Format::from_path(Path::new("b.diff.html")), Some(Format::DiffHtml));
        assert_eq!(Format::from_path(Path::new("b.xml")), Some(Format::Tei));
        assert_eq!(Format::from_path(Path::new("b.pdf")), Some(Format::Pdf));
        assert_eq!(Format::from_path(Path::new("b.ofd")), Some(Format::Ofd));
        assert_eq!(Format::from_path(Path::new("b.xps")), None);
        assert_eq!(Format::from_path(Path::new("html")), None);
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(*format));
            assert_eq!(Format::from_path(Path::new(&format!("b.{}", format.extension()))), Some(*format));
        }
        assert!(ExportError::UnknownFormat("/no/b.xps".into()).to_string().starts_with("/no/b.xps: "));
    }

    #[test]
    fn every_format_has_its_words_and_its_switches_in_their_order() {
        for language in Language::ALL {
            let locale = Locale::load(language);
            let keys = Format::ALL.iter().flat_map(|format| [format.key(), format.about_key()]);
            assert_eq!(keys.filter(|key| !locale.has(key)).collect::<Vec<_>>(), [""; 0], "{language:?}");
        }
        for format in Format::ALL {
            assert!(format.switches().is_sorted(), "{format:?}");
            assert!(format.switches_on().iter().all(|switch| switch.is_known_in(*format)), "{format:?}");
        }
    }
}
