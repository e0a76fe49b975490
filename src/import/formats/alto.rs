//! ALTO 1 to 4, whatever its namespace: pages of spaces, blocks, lines and strings.

use std::collections::HashMap;

use crate::import::build::{Gap, PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::faults::FaultKind;
use crate::import::order::Order;
use crate::import::values::{certainty, kind_named, on_page, points};
use crate::import::xml::{XmlDocument, XmlNode};
use crate::import::{Reader, boxed};
use crate::page::{Alternative, Certainty, Outline, PixelPoint, PixelRect, Pixels, Region, RegionIndex, RegionKind, TypeSize};

pub(crate) static READER: Reader =
    Reader::xml("ALTO", |beginning| beginning.root() == Some("alto"), |input| boxed::of_document(input, pages));

/// Reads the pages of a document.
pub(crate) fn pages(document: &mut XmlDocument<'_>) -> Vec<SourcePage> {
    let Some(root) = document.root() else { return Vec::new() };
    let find = |name: &str| document.child(root, name);
    let (description, styles, tags) = (find("Description"), find("Styles"), find("Tags"));
    let text_of = |path: &[&str]| {
        let node = path.iter().try_fold(description?, |node, name| document.child(node, name))?;
        Some(document.text_of(node).trim().to_owned()).filter(|text| !text.is_empty())
    };
    let unit = text_of(&["MeasurementUnit"]).unwrap_or_default();
    let image = text_of(&["sourceImageInformation", "fileName"]);
    let labels = tags.map(|tags| labels(document, tags)).unwrap_or_default();
    let is_article = |group: XmlNode| {
        let named = document.attribute(group, "TAGREFS").unwrap_or_default().split_whitespace();
        named.filter_map(|tag| labels.get(tag)).any(|label| label.eq_ignore_ascii_case("article"))
    };
    let order = find("ReadingOrder").map(|order| Order::read(document, order, is_article)).unwrap_or_default();
    let sizes = styles.map(|styles| type_sizes(document, styles)).unwrap_or_default();
    let pages: Vec<XmlNode> = document.named(root, "Layout").flat_map(|layout| document.named(layout, "Page")).collect();
    let mut reader = AltoReader { document, scale: scale(&unit), sizes, labels, order, page: PageBuilder::default() };
    let mut read = Vec::new();
    for page in pages {
        reader.page(page, image.clone());
        read.push(std::mem::take(&mut reader.page).finish());
    }
    reader.missing();
    read
}

/// How many pixels a unit is. Sources that measure on paper are taken at 300 pixels to the inch.
fn scale(unit: &str) -> f64 {
    match unit {
        "mm10" => 300.0 / 254.0,
        "inch1200" => 0.25,
        _ => 1.0,
    }
}

/// The labels of tags, by their IDs.
fn labels(document: &XmlDocument<'_>, tags: XmlNode) -> HashMap<String, String> {
    let label = |tag: XmlNode| {
        let label = ["LABEL", "TYPE"].iter().find_map(|key| document.attribute(tag, key)).unwrap_or_default();
        Some((document.attribute(tag, "ID")?.to_owned(), label.to_owned()))
    };
    document.children(tags).filter_map(label).collect()
}

fn type_sizes(document: &mut XmlDocument<'_>, styles: XmlNode) -> HashMap<String, TypeSize> {
    let nodes: Vec<XmlNode> = document.children(styles).collect();
    let mut sizes = HashMap::new();
    for style in nodes {
        let size = document.number(style, "FONTSIZE").filter(|size| *size > 0.0);
        if let (Some(id), Some(size)) = (document.attribute(style, "ID"), size) {
            sizes.insert(id.to_owned(), TypeSize((size * 10.0).round() as u32));
        }
    }
    sizes
}

struct AltoReader<'d, 'a> {
    document: &'d mut XmlDocument<'a>,
    scale: f64,
    sizes: HashMap<String, TypeSize>,
    labels: HashMap<String, String>,
    order: Order,
    page: PageBuilder,
}

/// What holds for all that stands in a block.
#[derive(Clone, Copy, Default)]
struct Around {
    region: Option<RegionIndex>,
    kind: RegionKind,
    type_size: Option<TypeSize>,
}

impl AltoReader<'_, '_> {
    fn page(&mut self, node: XmlNode, image: Option<String>) {
        let size = |value: Option<f64>, scale: f64| value.map_or(Pixels(0), |value| Pixels::nearest(value * scale));
        let width = self.document.number(node, "WIDTH");
        let height = self.document.number(node, "HEIGHT");
        self.page.node = Some(node);
        self.page.parts.image = image;
        self.page.parts.size = (size(width, self.scale), size(height, self.scale));
        let spaces: Vec<XmlNode> = self.document.children(node).collect();
        for space in spaces {
            let kind = match self.document.name(space) {
                "TopMargin" => RegionKind::Header,
                "BottomMargin" => RegionKind::Footer,
                _ => RegionKind::Text,
            };
            let type_size = self.type_size(space);
            self.blocks(space, Around { region: None, kind, type_size });
        }
    }

    /// Tells of references to nothing.
    fn missing(&mut self) {
        let missing = self.document.missing("ID", self.order.names());
        if let Some(root) = self.document.root() {
            missing.into_iter().for_each(|name| self.document.fault(root, FaultKind::Nothing(name)));
        }
    }

    fn blocks(&mut self, node: XmlNode, around: Around) {
        let children: Vec<XmlNode> = self.document.children(node).collect();
        for child in children {
            let kind = match self.document.name(child) {
                "TextBlock" | "ComposedBlock" => self.kind(child).unwrap_or(around.kind),
                "Illustration" | "GraphicalElement" => RegionKind::Picture,
                "TextLine" => {
                    self.line(child, around);
                    continue;
                }
                _ => continue,
            };
            let outline = self.outline(child).unwrap_or_default();
            let id = self.document.attribute(child, "ID").unwrap_or_default().to_owned();
            let is_article = self.document.attribute(child, "TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("article"));
            let article = is_article.then(|| id.clone());
            let region = self.page.region(Region { id, kind, outline, parent: around.region, article });
            let type_size = self.type_size(child).or(around.type_size);
            self.blocks(child, Around { region: Some(region), kind: RegionKind::Text, type_size });
        }
    }

    /// What a block is, by its tags or its type.
    fn kind(&self, block: XmlNode) -> Option<RegionKind> {
        let tags = self.document.attribute(block, "TAGREFS").unwrap_or_default().split_whitespace();
        let tagged = tags.filter_map(|tag| self.labels.get(tag)).find_map(|label| kind_named(label));
        tagged.or_else(|| kind_named(self.document.attribute(block, "TYPE")?))
    }

    fn type_size(&self, node: XmlNode) -> Option<TypeSize> {
        self.document.attribute(node, "STYLEREFS")?.split_whitespace().find_map(|style| self.sizes.get(style)).copied()
    }

    fn outline(&mut self, node: XmlNode) -> Option<Outline> {
        let polygon = self.document.child(node, "Shape").and_then(|shape| self.document.child(shape, "Polygon"));
        let polygon = polygon.and_then(|polygon| Outline::of_polygon(points(self.document.attribute(polygon, "POINTS")?, self.scale)));
        let outline = polygon.or_else(|| self.rect(node).map(Outline::from))?;
        let size = self.page.parts.size;
        Some(on_page(self.document, node, size, outline))
    }

    fn rect(&mut self, node: XmlNode) -> Option<PixelRect> {
        let left = self.document.number(node, "HPOS")?;
        let top = self.document.number(node, "VPOS")?;
        let width = self.document.number(node, "WIDTH").unwrap_or(0.0).max(0.0);
        let height = self.document.number(node, "HEIGHT").unwrap_or(0.0).max(0.0);
        let at = |value: f64| Pixels::nearest(value * self.scale);
        Some(PixelRect { left: at(left), top: at(top), right: at(left + width).max(at(left)), bottom: at(top + height).max(at(top)) })
    }

    fn line(&mut self, node: XmlNode, around: Around) {
        let outline = self.outline(node);
        let type_size = self.type_size(node).or(around.type_size);
        let baseline = self.baseline(node, outline.as_ref());
        let mut words: Vec<SourceWord> = Vec::new();
        let mut gap = Gap::Nothing;
        let children: Vec<XmlNode> = self.document.children(node).collect();
        // Dialects without SP elements leave the blanks to the boxes.
        let told = children.iter().any(|child| self.document.name(*child) == "SP");
        for child in children {
            match self.document.name(child) {
                "SP" => gap = Gap::Blank,
                "String" => {
                    let gap = if told { std::mem::replace(&mut gap, Gap::Nothing) } else { Gap::Untold };
                    words.push(self.word(child, gap));
                }
                "HYP" => {
                    let text = self.document.attribute(child, "CONTENT").filter(|text| !text.is_empty()).unwrap_or("-").to_owned();
                    let rect = self.rect(child);
                    words.push(SourceWord { text, rect, gap: Gap::Nothing, node: Some(child), is_hyphen: true, ..SourceWord::default() });
                }
                _ => {}
            }
        }
        let ranked = self.order.of(self.names(node));
        let (rank, article) = (ranked.map(|ranked| ranked.rank), ranked.and_then(|ranked| ranked.article.clone()));
        let of_words = words.iter().filter_map(|word| word.type_size).max();
        let type_size = of_words.or(type_size);
        let region = around.region;
        self.page.line(SourceLine { region, outline, baseline, type_size, article, rank, text: None, words, node: Some(node) });
    }

    /// The names of a line and of the blocks round it, from the inside out.
    fn names(&self, node: XmlNode) -> impl Iterator<Item = &str> {
        let round = std::iter::successors(Some(node), |node| self.document.element(*node)?.parent);
        round.filter_map(|node| self.document.attribute(node, "ID"))
    }

    /// ALTO 4 draws a baseline, the older ones give its height.
    fn baseline(&mut self, node: XmlNode, outline: Option<&Outline>) -> Vec<PixelPoint> {
        let Some(value) = self.document.attribute(node, "BASELINE") else { return Vec::new() };
        let drawn = points(value, self.scale);
        match (value.trim().parse::<f64>(), outline) {
            (Ok(height), Some(outline)) if height.is_finite() => {
                let y = Pixels::nearest(height * self.scale);
                vec![PixelPoint { x: outline.rect.left, y }, PixelPoint { x: outline.rect.right, y }]
            }
            _ => drawn,
        }
    }

    fn word(&mut self, node: XmlNode, gap: Gap) -> SourceWord {
        let size = self.page.parts.size;
        let rect = self.rect(node).map(|rect| on_page(self.document, node, size, rect.into()).rect);
        let certain = self.document.number(node, "WC").map(certainty);
        // One digit a character, from 0, sure, to 9; some programs put blanks between them.
        let digits = self.document.attribute(node, "CC").unwrap_or_default().chars().filter_map(|c| c.to_digit(10));
        let certainties = digits.map(|digit| Certainty::share(1.0 - f64::from(digit) / 9.0)).collect();
        let text = self.document.attribute(node, "CONTENT").unwrap_or_default().to_owned();
        let children: Vec<XmlNode> = self.document.children(node).collect();
        let mut word = SourceWord {
            text,
            rect,
            certainty: certain,
            type_size: self.type_size(node),
            gap,
            certainties,
            node: Some(node),
            ..SourceWord::default()
        };
        for child in children {
            match self.document.name(child) {
                "ALTERNATIVE" => {
                    let text = self.document.text_of(child).trim().to_owned();
                    word.alternatives.push(Alternative { text, certainty: None });
                }
                "Glyph" => {
                    let glyph = self.glyph(child);
                    word.glyphs.push(glyph);
                }
                _ => {}
            }
        }
        word.alternatives.retain(|other| !other.text.is_empty() && other.text != word.text);
        word
    }

    fn glyph(&mut self, node: XmlNode) -> SourceWord {
        let rect = self.rect(node);
        let certain = self.document.number(node, "GC").map(certainty);
        let text = self.document.attribute(node, "CONTENT").unwrap_or_default().to_owned();
        let variants: Vec<XmlNode> = self.document.named(node, "Variant").collect();
        let mut alternatives = Vec::new();
        for variant in variants {
            let certainty = self.document.number(variant, "VC").map(certainty);
            let other = self.document.attribute(variant, "CONTENT").unwrap_or_default();
            if !other.is_empty() && other != text {
                alternatives.push(Alternative { text: other.to_owned(), certainty });
            }
        }
        alternatives.sort_by_key(|other| std::cmp::Reverse(other.certainty));
        SourceWord { text, rect, certainty: certain, alternatives, node: Some(node), ..SourceWord::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml;
    use crate::page::RawOffset;

    fn page(text: &str) -> (SourcePage, Vec<FaultKind>) {
        let mut document = xml::read(text).expect("a document");
        let mut pages = pages(&mut document);
        assert_eq!(pages.len(), 1);
        (pages.remove(0), document.faults.into_iter().map(|fault| fault.kind).collect())
    }

    const PAGE: &str = r#"<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>mm10</MeasurementUnit>
        <sourceImageInformation><fileName>../tif/1.tif</fileName></sourceImageInformation></Description>
        <Styles><TextStyle ID="T1" FONTSIZE="9"/><TextStyle ID="T2" FONTSIZE="24.5"/></Styles>
        <Tags><LayoutTag ID="L1" LABEL="Headline"/><StructureTag ID="A" LABEL="article"/></Tags>
        <ReadingOrder><OrderedGroup ID="g"><OrderedGroup ID="a1" TAGREFS="A"><ElementRef ID="e1" REF="B2"/></OrderedGroup>
        <ElementRef ID="e2" REF="B1"/><ElementRef ID="e3" REF="nothing"/></OrderedGroup></ReadingOrder>
        <Layout><Page WIDTH="2540" HEIGHT="2540" ID="P1"><TopMargin><TextBlock ID="B0"><TextLine><String CONTENT="第3版"/></TextLine></TextBlock></TopMargin>
        <PrintSpace><ComposedBlock ID="C"><TextBlock ID="B1" STYLEREFS="T1"><TextLine HPOS="254" VPOS="254" WIDTH="508" HEIGHT="127" BASELINE="370">
        <String CONTENT="Ver" WC="0.9" CC="0 9 4" HPOS="254" VPOS="254" WIDTH="60" HEIGHT="100"/><HYP CONTENT="-"/></TextLine>
        <TextLine><String CONTENT="lag" SUBS_TYPE="HypPart2" SUBS_CONTENT="Verlag"/><SP/><String CONTENT="und"/></TextLine></TextBlock></ComposedBlock>
        <TextBlock ID="B2" TAGREFS="L1" STYLEREFS="T2"><TextLine HPOS="9999999" VPOS="1" WIDTH="x" HEIGHT="5"><String CONTENT="選"><Glyph CONTENT="選" GC="0.7"><Variant CONTENT="i" VC="0.1"/><Variant
        CONTENT="禮" VC="0.6"/></Glyph></String></TextLine></TextBlock><Illustration ID="I" HPOS="1" VPOS="1" WIDTH="9" HEIGHT="9"/></PrintSpace></Page></Layout></alto>"#;

    #[test]
    fn lines_come_in_reading_order_with_what_the_source_says_of_them() {
        let (page, faults) = page(PAGE);
        assert_eq!(page.text, "選\nVer-\nlag und\n第3版");
        let layout = &page.layout;
        let line = |number| layout.line(number).expect("a line");
        assert_eq!((layout.size(), layout.image()), ((Pixels(3000), Pixels(3000)), Some("../tif/1.tif")));
        assert_eq!(
            (layout.kind_of(line(1)), layout.article_of(line(1)), line(1).type_size),
            (RegionKind::Heading, Some("a1"), Some(TypeSize(245)))
        );
        assert_eq!(line(2).outline.rect, PixelRect::new(300, 300, 900, 450));
        assert_eq!(line(2).baseline, [PixelPoint::new(300, 437), PixelPoint::new(900, 437)]);
        assert_eq!(layout.hyphens(), [RawOffset(5)]);
        assert_eq!(layout.certainty_at(RawOffset(3)), Some(Certainty::percent(0)), "CC counts doubt");
        let others =
            layout.glyph_at(RawOffset(0)).map(|glyph| glyph.alternatives.iter().map(|other| other.text.as_str()).collect::<Vec<_>>());
        assert_eq!(others, Some(vec!["禮", "i"]));
        assert!(faults.contains(&FaultKind::Nothing("nothing".into())), "{faults:?}");
        assert!(faults.contains(&FaultKind::Number { attribute: "WIDTH".into(), value: "x".into() }), "{faults:?}");
        assert!(faults.contains(&FaultKind::OffPage("TextLine".into())), "{faults:?}");
        assert_eq!(line(1).outline.rect.right, Pixels(3000));
    }

    #[test]
    fn the_margins_hold_furniture() {
        let (page, _) = page(PAGE);
        let last = page.layout.lines().last().map(|line| page.layout.kind_of(line));
        assert_eq!(last, Some(RegionKind::Header));
    }
}
