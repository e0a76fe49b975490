//! PAGE, 2010 to 2019, as PRImA, Transkribus, eScriptorium and OCR-D write it: regions of lines of words of glyphs, each with its text.

use crate::import::build::{PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::faults::FaultKind;
use crate::import::order::Order;
use crate::import::values::{certainty, kind_named, on_page, points};
use crate::import::xml::{XmlDocument, XmlNode};
use crate::import::{Reader, boxed};
use crate::page::{Alternative, Certainty, Outline, PixelPoint, PixelRect, Pixels, Region, RegionIndex, RegionKind, TypeSize};

pub(crate) static READER: Reader =
    Reader::xml("PAGE", |beginning| beginning.root() == Some("PcGts"), |input| boxed::of_document(input, pages));

/// Reads the page of a document; some programs put several in one.
pub(crate) fn pages(document: &mut XmlDocument<'_>) -> Vec<SourcePage> {
    let Some(root) = document.root() else { return Vec::new() };
    let pages: Vec<XmlNode> = document.named(root, "Page").collect();
    let mut read = Vec::new();
    for node in pages {
        let order = document.child(node, "ReadingOrder");
        let order = order.map(|order| Order::read(document, order, |group| is_article(document, group))).unwrap_or_default();
        let mut reader = PageXmlReader { document, order, page: PageBuilder::default() };
        reader.page(node);
        read.push(reader.page.finish());
    }
    read
}

fn is_article(document: &XmlDocument<'_>, node: XmlNode) -> bool {
    document.attribute(node, "type") == Some("article") || custom(document, node, "structure", "type") == Some("article")
}

/// A value in a `custom` attribute: `structure {id:a1; type:article;}`.
fn custom<'a>(document: &'a XmlDocument<'_>, node: XmlNode, group: &str, key: &str) -> Option<&'a str> {
    let text = document.attribute(node, "custom")?;
    let body = text.split('}').find_map(|part| part.trim().strip_prefix(group)?.trim_start().strip_prefix('{'))?;
    body.split(';').find_map(|pair| pair.split_once(':').filter(|(name, _)| name.trim() == key)).map(|(_, value)| value.trim())
}

struct PageXmlReader<'d, 'a> {
    document: &'d mut XmlDocument<'a>,
    order: Order,
    page: PageBuilder,
}

/// The text of an element: what it says, how sure that is, and what else it may be.
#[derive(Default)]
struct SaidText {
    text: String,
    certainty: Option<Certainty>,
    alternatives: Vec<Alternative>,
}

impl PageXmlReader<'_, '_> {
    fn page(&mut self, node: XmlNode) {
        let width = self.document.number(node, "imageWidth").unwrap_or(0.0);
        let height = self.document.number(node, "imageHeight").unwrap_or(0.0);
        self.page.node = Some(node);
        self.page.parts.size = (Pixels::nearest(width), Pixels::nearest(height));
        self.page.parts.image = self.document.attribute(node, "imageFilename").map(str::to_owned).filter(|name| !name.is_empty());
        self.regions(node, None);
        let missing = self.document.missing("id", self.order.names());
        missing.into_iter().for_each(|name| self.document.fault(node, FaultKind::Nothing(name)));
    }

    fn regions(&mut self, node: XmlNode, parent: Option<RegionIndex>) {
        let children: Vec<XmlNode> = self.document.children(node).collect();
        for child in children {
            let kind = match self.document.name(child) {
                "TextRegion" => self.kind(child),
                "TableRegion" => RegionKind::Table,
                "AdvertRegion" => RegionKind::Advertisement,
                name if name.ends_with("Region") => RegionKind::Picture,
                _ => continue,
            };
            let outline = self.outline(child).unwrap_or_default();
            let id = self.document.attribute(child, "id").unwrap_or_default().to_owned();
            let article = self.article(child);
            let region = self.page.region(Region { id, kind, outline, parent, article });
            self.lines(child, region);
            self.regions(child, Some(region));
        }
    }

    fn kind(&self, region: XmlNode) -> RegionKind {
        let said = self.document.attribute(region, "type").and_then(kind_named);
        said.or_else(|| kind_named(custom(self.document, region, "structure", "type")?)).unwrap_or_default()
    }

    /// Transkribus names the article in `custom`, of a region or of a line.
    fn article(&self, node: XmlNode) -> Option<String> {
        let is_article = custom(self.document, node, "structure", "type") == Some("article");
        custom(self.document, node, "structure", "id").filter(|_| is_article).map(str::to_owned)
    }

    fn points_of(&self, node: XmlNode, name: &str) -> Vec<PixelPoint> {
        let Some(coords) = self.document.child(node, name) else { return Vec::new() };
        if let Some(list) = self.document.attribute(coords, "points") {
            return points(list, 1.0);
        }
        // So in 2010.
        let point = |point: XmlNode| {
            let (x, y) = (self.document.attribute(point, "x")?, self.document.attribute(point, "y")?);
            points(&format!("{x},{y}"), 1.0).first().copied()
        };
        self.document.named(coords, "Point").filter_map(point).collect()
    }

    fn outline(&mut self, node: XmlNode) -> Option<Outline> {
        let outline = Outline::of_polygon(self.points_of(node, "Coords"))?;
        let size = self.page.parts.size;
        Some(on_page(self.document, node, size, outline))
    }

    /// What an element says: its text of the lowest index, and the others.
    fn said(&mut self, node: XmlNode) -> SaidText {
        let mut all: Vec<(usize, Alternative)> = Vec::new();
        let equivalents: Vec<XmlNode> = self.document.named(node, "TextEquiv").collect();
        for (rank, equivalent) in equivalents.into_iter().enumerate() {
            let unicode = self.document.child(equivalent, "Unicode");
            let text = unicode.map(|unicode| self.document.text_of(unicode)).unwrap_or_default();
            let certainty = self.document.number(equivalent, "conf").map(certainty);
            let index = self.document.attribute(equivalent, "index").and_then(|index| index.trim().parse().ok()).unwrap_or(rank);
            all.push((index, Alternative { text, certainty }));
        }
        all.sort_by_key(|(index, _)| *index);
        let mut all = all.into_iter().map(|(_, one)| one);
        let Some(Alternative { text, certainty }) = all.next() else { return SaidText::default() };
        let mut alternatives: Vec<Alternative> = Vec::new();
        for other in all.filter(|other| !other.text.trim().is_empty() && other.text != text) {
            if !alternatives.iter().any(|known| known.text == other.text) {
                alternatives.push(other);
            }
        }
        SaidText { text, certainty, alternatives }
    }

    fn type_size(&mut self, node: XmlNode) -> Option<TypeSize> {
        let style = self.document.child(node, "TextStyle");
        let size = style.and_then(|style| self.document.number(style, "fontSize"));
        let size = size.or_else(|| custom(self.document, node, "textStyle", "fontSize")?.parse().ok());
        size.filter(|size| *size > 0.0 && size.is_finite()).map(|size| TypeSize((size * 10.0).round() as u32))
    }

    fn lines(&mut self, region: XmlNode, index: RegionIndex) {
        let nodes: Vec<XmlNode> = self.document.named(region, "TextLine").collect();
        let type_size = self.type_size(region);
        let mut lines: Vec<SourceLine> = Vec::new();
        for node in nodes {
            let line = self.line(node, index, type_size);
            lines.push(line);
        }
        let has_text = |line: &SourceLine| line.text.is_some() || line.words.iter().any(|word| !word.text.trim().is_empty());
        if !lines.iter().any(has_text) {
            lines = self.lines_of_text(region, index, lines);
        }
        lines.into_iter().for_each(|line| self.page.line(line));
    }

    /// The lines of a region that has its text only as a whole. Where it has as many lines, these say where they stand; else they stand one
    /// below the other in the region.
    fn lines_of_text(&mut self, region: XmlNode, index: RegionIndex, places: Vec<SourceLine>) -> Vec<SourceLine> {
        let text = self.said(region).text;
        let texts: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let rect = self.page.parts.regions.get(index.position()).map(|region| region.outline.rect).unwrap_or_default();
        let fits = places.len() == texts.len();
        let rank = self.order.of(self.names(region)).map(|ranked| ranked.rank);
        let mut places = places.into_iter();
        let line = |(number, text): (usize, &&str)| {
            let share = |number: usize| Pixels::nearest(f64::from(rect.height().0) * number as f64 / texts.len() as f64);
            let slice = PixelRect { top: rect.top + share(number), bottom: rect.top + share(number + 1), ..rect };
            let place = places.next().filter(|_| fits);
            let untold = SourceLine { region: Some(index), outline: Some(slice.into()), rank, node: Some(region), ..SourceLine::default() };
            SourceLine { text: Some((*text).to_owned()), ..place.unwrap_or(untold) }
        };
        texts.iter().enumerate().map(line).collect()
    }

    fn line(&mut self, node: XmlNode, region: RegionIndex, type_size: Option<TypeSize>) -> SourceLine {
        let outline = self.outline(node);
        let baseline = self.points_of(node, "Baseline");
        let nodes: Vec<XmlNode> = self.document.named(node, "Word").collect();
        let mut words = Vec::new();
        for word in nodes {
            let word = self.piece(word, "Glyph");
            words.push(word);
        }
        let text = self.said(node).text;
        let own = self.type_size(node);
        let of_words = words.iter().filter_map(|word| word.type_size).max();
        let ranked = self.order.of(self.names(node));
        let (rank, grouped) = (ranked.map(|ranked| ranked.rank), ranked.and_then(|ranked| ranked.article.clone()));
        SourceLine {
            region: Some(region),
            outline,
            baseline,
            type_size: own.or(of_words).or(type_size),
            article: self.article(node).or(grouped),
            rank,
            text: Some(text).filter(|text| !text.trim().is_empty()),
            words,
            node: Some(node),
        }
    }

    /// The names of an element and of the regions round it, from the inside out.
    fn names(&self, node: XmlNode) -> impl Iterator<Item = &str> {
        let round = std::iter::successors(Some(node), |node| self.document.element(*node)?.parent);
        round.filter_map(|node| self.document.attribute(node, "id"))
    }

    /// A word with its glyphs, or a glyph.
    fn piece(&mut self, node: XmlNode, parts: &str) -> SourceWord {
        let said = self.said(node);
        let rect = self.outline(node).map(|outline| outline.rect);
        let nodes: Vec<XmlNode> = self.document.named(node, parts).collect();
        let mut glyphs = Vec::new();
        for glyph in nodes {
            let glyph = self.piece(glyph, "");
            glyphs.push(glyph);
        }
        let type_size = self.type_size(node);
        let (text, certainty, alternatives) = (said.text, said.certainty, said.alternatives);
        SourceWord { text, rect, certainty, type_size, alternatives, glyphs, node: Some(node), ..SourceWord::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml;
    use crate::page::{RawOffset, RawRange};

    fn page(text: &str) -> (SourcePage, Vec<FaultKind>) {
        let mut document = xml::read(text).expect("a document");
        let mut pages = pages(&mut document);
        assert_eq!(pages.len(), 1);
        (pages.remove(0), document.faults.into_iter().map(|fault| fault.kind).collect())
    }

    const PAGE: &str = r#"<PcGts><Page imageFilename="a.png" imageWidth="800" imageHeight="600">
        <ReadingOrder><OrderedGroup id="g"><OrderedGroupIndexed id="story" type="article" index="0"><RegionRefIndexed index="1" regionRef="r1"/>
        <RegionRefIndexed index="0" regionRef="r2"/></OrderedGroupIndexed></OrderedGroup></ReadingOrder>
        <TextRegion id="r3" type="page-number"><Coords><Point x="1" y="2"/><Point x="9" y="12"/></Coords>
          <TextLine id="l5"><Coords points="1,2 9,12"/><TextEquiv><Unicode>3</Unicode></TextEquiv></TextLine></TextRegion>
        <TextRegion id="r1" custom="readingOrder {index:0;} structure {id:x; type:paragraph;}"><Coords points="10,100 200,100 200,200 10,200"/>
          <TextLine id="l1" custom="structure {id:a7; type:article;}"><Coords points="10,100 200,104 200,124 10,120"/><Baseline points="10,118 200,122"/>
            <Word id="w1"><Coords points="10,100 50,100 50,120 10,120"/><TextEquiv index="1" conf="0.2"><Unicode>会仪</Unicode></TextEquiv><TextEquiv index="0" conf="0.8"><Unicode>会议</Unicode></TextEquiv></Word>
            <Word id="w2"><Coords points="60,100 90,100 90,120 60,120"/><TextEquiv><Unicode>今天</Unicode></TextEquiv></Word>
            <TextEquiv><Unicode>会议 今天</Unicode></TextEquiv></TextLine>
          <TextLine id="l2"><Coords points="10,130 90,150"/><Word id="w3"><Coords points="10,130 90,150"/><TextEquiv><Unicode>开。</Unicode></TextEquiv>
            <TextStyle fontSize="9.5"/></Word></TextLine></TextRegion>
        <TextRegion id="r2" type="heading"><Coords points="10,20 200,80"/><TextEquiv><Unicode>标题
第二行</Unicode></TextEquiv></TextRegion>
        <ImageRegion id="i"><Coords points="300,20 400,80"/></ImageRegion></Page></PcGts>"#;

    #[test]
    fn regions_lines_and_words_come_in_reading_order() {
        let (page, faults) = page(PAGE);
        assert_eq!(page.text, "标题\n第二行\n会议 今天\n开。\n3");
        assert!(faults.is_empty(), "{faults:?}");
        let layout = &page.layout;
        let line = |number| layout.line(number).expect("a line");
        assert_eq!((layout.kind_of(line(1)), layout.article_of(line(2))), (RegionKind::Heading, None));
        assert_eq!(line(2).outline.rect, PixelRect::new(10, 50, 200, 80), "the lower half of its region");
        assert_eq!((layout.article_of(line(3)), layout.kind_of(line(3))), (Some("a7"), RegionKind::Paragraph));
        assert_eq!(layout.article_of(line(4)), Some("story"));
        assert_eq!(line(4).type_size, Some(TypeSize(95)));
        assert_eq!(line(3).outline.polygon.len(), 4);
        let word = layout.word_at(RawOffset(7)).expect("a word");
        assert_eq!((word.certainty, word.alternatives[0].text.as_str()), (Some(Certainty::percent(80)), "会仪"));
        assert_eq!(layout.rect_of(RawRange::new(RawOffset(10), RawOffset(12))), Some(PixelRect::new(60, 100, 90, 120)));
        assert_eq!(layout.kind_of(line(5)), RegionKind::PageNumber);
        assert_eq!(layout.regions()[0].id, "r2");
    }

    #[test]
    fn custom_attributes_are_read() {
        let document = xml::read(r#"<a custom="readingOrder {index:0;} structure {id:a1; type:article;}"/>"#).expect("a document");
        assert_eq!(custom(&document, XmlNode(0), "structure", "id"), Some("a1"));
        assert_eq!(custom(&document, XmlNode(0), "structure", "score"), None);
        assert_eq!(custom(&document, XmlNode(0), "textStyle", "id"), None);
    }
}
