//! Corrected text put back into files with boxes: ALTO and PAGE, a page a file.
//!
//! Where the page's own source is of the format and at hand, it is that file, byte for byte but for what changed; so its styles, pictures
//! and names stay. Else the file is written from the layout that the edition holds, which is complete by itself, and the text is put back
//! into that in the same way.
//!
//! A line has the words that stand on it in print: a paragraph that was joined stays in its lines, and text that the paper does not have
//! (a supplied headline) is left out.

mod alto;
mod corrected;
mod fresh;
mod page_xml;
mod write;

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use super::File;
use crate::edition::{BlockId, Edition, Shelf, raw_lines};
use crate::import::source_beside;
use crate::import::xml::{self, XmlDocument};
use crate::import::{Beginning, Reader, SourcePage, formats};
use crate::page::PageIndex;
use corrected::Corrected;
pub(super) use corrected::{Shares, now, pages_of};

/// A format of files with boxes that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boxed {
    /// ALTO. A source of version 3 becomes version 4, which can hold articles; one of version 2 stays, without them.
    Alto,
    /// PAGE.
    Page,
}

impl Boxed {
    /// The end of its files' names, without the dot before it.
    pub fn extension(self) -> &'static str {
        match self {
            Boxed::Alto => "alto.xml",
            Boxed::Page => "page.xml",
        }
    }

    /// What reads it.
    fn reader(self) -> &'static Reader {
        match self {
            Boxed::Alto => &formats::alto::READER,
            Boxed::Page => &formats::page_xml::READER,
        }
    }

    /// The pages of a document in it.
    fn pages(self, document: &mut XmlDocument<'_>) -> Vec<SourcePage> {
        match self {
            Boxed::Alto => formats::alto::pages(document),
            Boxed::Page => formats::page_xml::pages(document),
        }
    }
}

/// A page in a format with boxes. `source` is the text of the page's source file, where it is at hand and unchanged: whose SHA-256 is that
/// of the page. The second part says whether it was used.
pub fn page(edition: &Edition, boxed: Boxed, index: PageIndex, source: Option<&str>) -> (String, bool) {
    let shares = Shares::of(edition);
    let pages = sources(edition).into_iter().find(|pages| pages.contains(&index)).unwrap_or_default();
    match source.and_then(|source| from_source(&shares, boxed, &pages, source)) {
        Some(text) => (text, true),
        None => (fresh(&shares, boxed, index), false),
    }
}

/// All pages of an edition as files: a page a file, but the pages of one source file stay in one. A single file has the name, several have
/// the numbers of their first pages, `a.1.alto.xml` for `a.alto.xml`. The sources are looked for beside the file `near`. The second part
/// says of which pages the sources were not used.
pub fn files(edition: &Edition, boxed: Boxed, name: &str, near: &Path) -> (Vec<File>, Vec<PageIndex>) {
    let shares = Shares::of(edition);
    let (mut texts, mut without) = (Vec::new(), Vec::new());
    for pages in sources(edition) {
        let first = pages.first().copied().unwrap_or(PageIndex(0));
        let source = edition.page(first).and_then(|page| source_beside(near, page));
        match source.and_then(|source| from_source(&shares, boxed, &pages, &source)) {
            Some(text) => texts.push((first, text)),
            None => {
                texts.extend(pages.iter().map(|index| (*index, fresh(&shares, boxed, *index))));
                without.extend(pages);
            }
        }
    }
    texts.sort_by_key(|(index, _)| *index);
    without.sort();
    let stem = name.strip_suffix(boxed.extension()).and_then(|stem| stem.strip_suffix('.')).unwrap_or(name);
    let several = texts.len() > 1;
    let file = |(index, text): (PageIndex, String)| {
        let name = if several { format!("{stem}.{}.{}", index.position() + 1, boxed.extension()) } else { name.to_owned() };
        File { name, bytes: text.into() }
    };
    (texts.into_iter().map(file).collect(), without)
}

/// A page as ALTO, with the names that blocks have in it.
pub(super) struct PageAlto {
    pub text: String,
    /// Whether it is the page's source file with the text put back.
    pub used_source: bool,
    /// For each block of an article the names of its parts: of ALTO's blocks, or of lines where it is a part of one.
    pub areas: HashMap<BlockId, Vec<String>>,
}

/// A page as ALTO in a file of its own. The source is looked for beside the file `near`, and is taken if it holds this page alone.
pub(super) fn alto_of_page(shares: &Shares<'_>, index: PageIndex, near: Option<&Path>) -> PageAlto {
    let Some(page) = shares.edition.page(index) else { return PageAlto { text: String::new(), used_source: false, areas: HashMap::new() } };
    let with_areas = |text: &str, used_source: bool| {
        let laid = Laid::of(shares, Boxed::Alto, &[index], text)?;
        let areas = laid.corrected.first().map(|corrected| areas(shares, index, (&laid.document, corrected))).unwrap_or_default();
        Some(PageAlto { text: laid.put_back(Boxed::Alto, text), used_source, areas })
    };
    let source = near.and_then(|near| source_beside(near, page)).filter(|source| is_of(Boxed::Alto, source));
    source.and_then(|source| with_areas(&source, true)).unwrap_or_else(|| {
        let bare = fresh::alto(page);
        with_areas(&bare, false).unwrap_or(PageAlto { text: bare, used_source: false, areas: HashMap::new() })
    })
}

/// The names of what the blocks of articles have of a page, in the document that the text is put into.
fn areas(shares: &Shares<'_>, index: PageIndex, (document, corrected): (&XmlDocument<'_>, &Corrected)) -> HashMap<BlockId, Vec<String>> {
    let blocks = shares.blocks.get(index.position()).into_iter().flatten();
    let blocks = blocks.filter(|(shelf, _)| matches!(shelf, Shelf::Article(_))).map(|(_, block)| *block);
    let (ids, lines): (Vec<BlockId>, Vec<Vec<usize>>) = blocks
        .map(|block| {
            let spans = raw_lines::of_block(block, shares.edition.pages()).into_iter().filter(|span| span.page == index);
            (block.id(), spans.flat_map(|span| span.lines).collect())
        })
        .unzip();
    ids.into_iter().zip(alto::areas(document, corrected, &lines)).collect()
}

/// The pages of each source file, in the order of their first pages.
fn sources(edition: &Edition) -> Vec<Vec<PageIndex>> {
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    let mut sources: Vec<Vec<PageIndex>> = Vec::new();
    for (index, page) in edition.pages().iter().enumerate() {
        let place = *places.entry((page.source().file_name(), &page.source().sha256)).or_insert(sources.len());
        if place == sources.len() {
            sources.push(Vec::new());
        }
        if let Some(pages) = sources.get_mut(place) {
            pages.push(PageIndex(index as u32));
        }
    }
    sources
}

/// The source with the text of all its pages put back; nothing where it is of another format, or does not read as the edition has it.
fn from_source(shares: &Shares<'_>, boxed: Boxed, pages: &[PageIndex], source: &str) -> Option<String> {
    if is_of(boxed, source) { put_back(shares, boxed, pages, source) } else { None }
}

/// Whether a source is of this format.
fn is_of(boxed: Boxed, source: &str) -> bool {
    (boxed.reader().tells)(&Beginning::of(source.as_bytes()))
}

fn fresh(shares: &Shares<'_>, boxed: Boxed, index: PageIndex) -> String {
    let Some(page) = shares.edition.page(index) else { return String::new() };
    let bare = match boxed {
        Boxed::Alto => fresh::alto(page),
        Boxed::Page => fresh::page_xml(page),
    };
    put_back(shares, boxed, &[index], &bare).unwrap_or(bare)
}

/// Puts the text of pages back into a document that has these pages, in order.
fn put_back(shares: &Shares<'_>, boxed: Boxed, pages: &[PageIndex], text: &str) -> Option<String> {
    Some(Laid::of(shares, boxed, pages, text)?.put_back(boxed, text))
}

/// A document with its pages, and what each of them is now.
struct Laid<'t> {
    document: XmlDocument<'t>,
    sources: Vec<SourcePage>,
    corrected: Vec<Corrected>,
}

impl<'t> Laid<'t> {
    /// Nothing where the text is no document that has these pages, in order.
    fn of(shares: &Shares<'_>, boxed: Boxed, pages: &[PageIndex], text: &'t str) -> Option<Laid<'t>> {
        let mut document = xml::read(text).ok()?;
        let mut sources: Vec<_> = boxed.pages(&mut document);
        // Editions that were made when blank pages were left out have none.
        if sources.len() != pages.len() {
            sources.retain(|source| !source.text.trim().is_empty());
        }
        if sources.len() != pages.len() {
            return None;
        }
        let corrected = |(index, source)| Corrected::of(shares, index, source);
        let corrected = pages.iter().copied().zip(&sources).map(corrected).collect::<Option<Vec<_>>>()?;
        Some(Laid { document, sources, corrected })
    }

    /// The document with the text of its pages put back into it.
    fn put_back(self, boxed: Boxed, text: &str) -> String {
        let Laid { document, sources, corrected } = self;
        let mut splices = Splices::default();
        match boxed {
            Boxed::Alto => {
                alto::put_back(&document, &Corrected::joined(corrected), &mut splices);
                alto::finish(&document, &mut splices);
            }
            Boxed::Page => {
                for (number, (corrected, source)) in corrected.iter().zip(&sources).enumerate() {
                    page_xml::put_back(&document, corrected, (number, source), &mut splices);
                }
                page_xml::finish(&document, &mut splices);
            }
        }
        splices.apply(text)
    }
}

/// Stretches of a text with what stands in their place.
#[derive(Default)]
struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The text with all of them done. Of two that overlap the first stays.
    fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (range, new) in self.0 {
            if range.start < at {
                continue;
            }
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(&new);
            at = range.end;
        }
        out + text.get(at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clean::clean;
    use crate::edit::{Edit, apply};
    use crate::edition::{Place, TextOffset};
    use crate::import::pages_of;
    use crate::page::Page;
    use crate::style::HouseStyle;

    pub(super) const ALTO: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description><Layout>
<Page ID="P1" PHYSICAL_IMG_NR="1" WIDTH="500" HEIGHT="400"><PrintSpace><TextBlock ID="B1" HPOS="10" VPOS="10" WIDTH="300" HEIGHT="90">
<TextLine ID="L1" HPOS="50" VPOS="10" WIDTH="220" HEIGHT="20"><String ID="S1" CONTENT="昨天市政俯" WC="0.5" CC="00009" HPOS="50" VPOS="10" WIDTH="100" HEIGHT="20"/><SP WIDTH="2"/><String ID="S2" CONTENT="开会，" WC="0.9" HPOS="150" VPOS="10" WIDTH="60" HEIGHT="20"/></TextLine>
<TextLine ID="L2" HPOS="10" VPOS="40" WIDTH="260" HEIGHT="20"><String ID="S3" CONTENT="New" HPOS="10" VPOS="40" WIDTH="30" HEIGHT="20"/><SP/><String ID="S4" CONTENT="York" HPOS="45" VPOS="40" WIDTH="40" HEIGHT="20"/><SP/><String ID="S5" CONTENT="来的人到了。" HPOS="90" VPOS="40" WIDTH="120" HEIGHT="20"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>
"#;

    const PAGE: &str = r#"<pc:PcGts xmlns:pc="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><pc:Metadata><pc:Creator>x</pc:Creator><pc:Created>2020-01-01T00:00:00</pc:Created><pc:LastChange>2020-01-01T00:00:00</pc:LastChange></pc:Metadata><pc:Page imageFilename="a.png" imageWidth="500" imageHeight="400">
<pc:TextRegion id="r1"><pc:Coords points="10,10 310,10 310,100 10,100"/><pc:TextLine id="l1"><pc:Coords points="50,10 270,10 270,30 50,30"/>
<pc:Word id="w1"><pc:Coords points="50,10 150,10 150,30 50,30"/><pc:TextEquiv conf="0.4"><pc:Unicode>昨天市政俯</pc:Unicode></pc:TextEquiv></pc:Word>
<pc:Word id="w2"><pc:Coords points="150,10 210,10 210,30 150,30"/><pc:TextEquiv><pc:Unicode>开会，</pc:Unicode></pc:TextEquiv></pc:Word>
<pc:TextEquiv><pc:Unicode>昨天市政俯开会，</pc:Unicode></pc:TextEquiv></pc:TextLine>
<pc:TextLine id="l2"><pc:Coords points="10,40 270,40 270,60 10,60"/><pc:TextEquiv><pc:Unicode>来的人到了。</pc:Unicode></pc:TextEquiv></pc:TextLine></pc:TextRegion></pc:Page></pc:PcGts>
"#;

    fn edition(file: &str, text: &str) -> Edition {
        let pages = pages_of(Path::new(file), text.as_bytes(), None).expect("pages").pages;
        clean(&pages.into_iter().map(Arc::new).collect::<Vec<_>>(), HouseStyle::standard())
    }

    /// Puts `new` where `old` stands in the first block that has it.
    fn write_over(edition: &mut Edition, old: &str, new: &str) {
        let (block, at) = edition
            .blocks()
            .find_map(|(_, block)| block.text().find(old).map(|byte| (block.id(), block.text()[..byte].chars().count())))
            .expect("the text");
        let place = |at: usize| Place { block, at: TextOffset::new(at) };
        apply(edition, &Edit::splice(place(at), place(at + old.chars().count()), new)).expect("a splice");
    }

    fn read(text: &str) -> Page {
        pages_of(Path::new("again.xml"), text.as_bytes(), None).expect("pages").pages.remove(0)
    }

    #[test]
    fn without_edits_every_line_reads_as_in_the_source() {
        for (boxed, source) in [(Boxed::Alto, ALTO), (Boxed::Page, PAGE)] {
            let edition = edition("a.xml", source);
            let (with, used) = page(&edition, boxed, PageIndex(0), Some(source));
            assert!(used, "{boxed:?}");
            let (without, used) = page(&edition, boxed, PageIndex(0), None);
            assert!(!used);
            for text in [&with, &without] {
                assert_eq!(read(text).text(), read(source).text(), "{boxed:?}");
                let boxes = |page: &Page| page.layout().map(|layout| layout.words().iter().map(|word| word.rect).collect::<Vec<_>>());
                assert_eq!(boxes(&read(text)), boxes(&read(source)), "{boxed:?}");
            }
        }
    }

    #[test]
    fn corrected_words_keep_their_boxes_and_lose_their_confidence() {
        let mut edition = edition("a.xml", ALTO);
        write_over(&mut edition, "俯", "府");
        // With the line end before it the name is as long as what stands for it.
        write_over(&mut edition, "New", "Deep");
        let (text, _) = page(&edition, Boxed::Alto, PageIndex(0), Some(ALTO));
        assert!(text.contains(r#"<String ID="S1" CONTENT="昨天市政府" HPOS="50" VPOS="10" WIDTH="100" HEIGHT="20"/>"#), "{text}");
        assert!(text.contains(r#"CONTENT="开会，" WC="0.9""#), "{text}");
        assert!(text.contains(r#"CONTENT="Deep" HPOS="10""#), "{text}");
        assert!(text.contains("ns-v4#") && text.contains("<softwareName>Stet</softwareName>"), "{text}");
    }

    #[test]
    fn words_are_joined_split_and_removed_as_the_text_was() {
        let mut edition = edition("a.xml", ALTO);
        write_over(&mut edition, "New York", "Newyork");
        write_over(&mut edition, "开会，", "");
        write_over(&mut edition, "来的人", "come 人");
        let (text, _) = page(&edition, Boxed::Alto, PageIndex(0), Some(ALTO));
        let again = read(&text);
        // Beside Chinese no blank is read, but the words are two.
        assert_eq!(again.text(), "昨天市政俯\nNewyork come人到了。", "{text}");
        let layout = again.layout().expect("a layout");
        let rects: Vec<_> = layout.words().iter().map(|word| (word.rect.left.0, word.rect.right.0)).collect();
        assert_eq!(rects.len(), 4, "{text}");
        assert_eq!(rects[1], (10, 85), "the joined word is as wide as both");
        assert!(rects[2].1 <= rects[3].0 && rects[3].1 == 210, "{rects:?}");
    }

    #[test]
    fn page_keeps_what_was_read_as_the_second_reading() {
        let mut edition = edition("a.xml", PAGE);
        write_over(&mut edition, "俯", "府");
        let (text, used) = page(&edition, Boxed::Page, PageIndex(0), Some(PAGE));
        assert!(used);
        let new = r#"<pc:TextEquiv index="0"><pc:Unicode>昨天市政府</pc:Unicode></pc:TextEquiv><pc:TextEquiv conf="0.4" index="1"><pc:Unicode>昨天市政俯"#;
        assert!(text.contains(new), "{text}");
        assert_eq!(read(&text).text(), "昨天市政府开会，\n来的人到了。");
        assert!(text.contains(r#"type="article""#) && text.contains(r#"regionRef="r1""#), "{text}");
    }

    #[test]
    fn a_hyphen_stays_in_its_line_where_the_word_is_whole_in_the_text() {
        let source = ALTO.replace(
            r#"<String ID="S5" CONTENT="来的人到了。" HPOS="90" VPOS="40" WIDTH="120" HEIGHT="20"/>"#,
            r#"<String ID="S5" CONTENT="Ver" HPOS="90" VPOS="40" WIDTH="120" HEIGHT="20"/><HYP CONTENT="-"/></TextLine>
<TextLine ID="L3" HPOS="10" VPOS="70" WIDTH="260" HEIGHT="20"><String ID="S6" CONTENT="lag."/>"#,
        );
        let edition = edition("a.xml", &source);
        assert!(edition.blocks().any(|(_, block)| block.text().contains("Verlag.")), "{:?}", edition.blocks().collect::<Vec<_>>());
        let (text, used) = page(&edition, Boxed::Alto, PageIndex(0), Some(&source));
        assert!(used && text.contains(r#"<HYP CONTENT="-"/>"#), "{text}");
        assert_eq!(read(&text).text(), read(&source).text());
    }

    #[test]
    fn articles_come_back() {
        let mut edition = edition("a.xml", ALTO);
        write_over(&mut edition, "俯", "府");
        let (text, _) = page(&edition, Boxed::Alto, PageIndex(0), Some(ALTO));
        let again = read(&text);
        let layout = again.layout().expect("a layout");
        assert!(layout.lines().iter().all(|line| layout.article_of(line).is_some()), "{text}");
        // What was exported can be corrected again.
        let edition = self::edition("b.xml", &text);
        let (twice, used) = page(&edition, Boxed::Alto, PageIndex(0), Some(&text));
        assert!(used);
        assert_eq!(read(&twice).text(), again.text());
    }

    #[test]
    fn another_format_or_another_text_is_not_written_into() {
        let edition = edition("a.xml", ALTO);
        assert!(!page(&edition, Boxed::Page, PageIndex(0), Some(ALTO)).1);
        assert!(!page(&edition, Boxed::Alto, PageIndex(0), Some(&ALTO.replace("开会", "散会"))).1);
        let plain = self::edition("a.txt", "会议今天开。\n\n都来了。\n");
        let (text, _) = page(&plain, Boxed::Alto, PageIndex(0), None);
        assert_eq!(read(&text).text(), "会议今天开。\n都来了。");
    }
}
