//! hOCR 1.2: HTML in which classes say what an element is, and titles where it stands.

use crate::import::build::{Gap, PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::values::{on_page, points};
use crate::import::xml::{Child, XmlDocument, XmlNode};
use crate::import::{Reader, boxed};
use crate::page::{Alternative, Certainty, Outline, PixelPoint, PixelRect, Pixels, Region, RegionIndex, RegionKind, TypeSize};

/// The classes of which a file has one in its beginning.
const CLASSES: [&str; 3] = ["ocr_page", "ocr_line", "ocrx_word"];

pub(super) static READER: Reader = Reader {
    name: "hOCR",
    endings: &["hocr", "html", "htm"],
    is_list: false,
    most_bytes: crate::import::MAX_PAGE_BYTES,
    tells: |beginning| {
        let is_html = beginning.root().is_some_and(|root| root.eq_ignore_ascii_case("html"));
        is_html && CLASSES.iter().any(|class| beginning.text().contains(class))
    },
    read: |input| boxed::of_document(input, pages),
};

/// The properties of a title, by name: `bbox 1 2 3 4; x_wconf 96`.
struct Properties<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Properties<'a> {
    fn of(title: &'a str) -> Properties<'a> {
        let mut parts = Vec::new();
        let (mut from, mut quoted) = (0, false);
        for (at, c) in title.char_indices().chain([(title.len(), ';')]) {
            quoted ^= c == '"';
            if c == ';' && (!quoted || at == title.len()) {
                let part = title.get(from..at).unwrap_or_default().trim();
                parts.push(part.split_once(char::is_whitespace).unwrap_or((part, "")));
                from = at + 1;
            }
        }
        Properties(parts)
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value.trim())
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        let parts = self.get(name).unwrap_or_default().split_whitespace();
        parts.map_while(|part| part.parse::<f64>().ok().filter(|number| number.is_finite())).collect()
    }

    fn rect(&self, name: &str) -> Option<PixelRect> {
        match points(self.get(name)?, 1.0).as_slice() {
            [a, b, ..] => Some(PixelRect::between(*a, *b)),
            _ => None,
        }
    }

    fn outline(&self) -> Option<Outline> {
        let polygon = self.get("poly").and_then(|list| Outline::of_polygon(points(list, 1.0)));
        polygon.or_else(|| self.rect("bbox").map(Outline::from))
    }

    fn certainty(&self, names: &[&str]) -> Option<Certainty> {
        names.iter().find_map(|name| self.numbers(name).first().copied()).map(|percent| Certainty::share(percent / 100.0))
    }

    fn type_size(&self) -> Option<TypeSize> {
        let size = ["x_size", "x_fsize"].iter().find_map(|name| self.numbers(name).first().copied())?;
        (size > 0.0).then(|| TypeSize((size * 10.0).round() as u32))
    }
}

/// What an element is, by its class.
#[derive(Clone, Copy, PartialEq)]
enum HocrClass {
    Page,
    Region(RegionKind),
    Line(RegionKind),
    Word,
    Other,
}

/// Reads the pages of a document.
fn pages(document: &mut XmlDocument<'_>) -> Vec<SourcePage> {
    let Some(root) = document.root() else { return Vec::new() };
    let mut reader = HocrReader { document, pages: Vec::new(), page: PageBuilder::default(), tesseract: false };
    reader.tesseract = reader.is_tesseract();
    reader.walk(root, None);
    reader.turn();
    reader.pages
}

struct HocrReader<'d, 'a> {
    document: &'d mut XmlDocument<'a>,
    pages: Vec<SourcePage>,
    page: PageBuilder,
    /// Tesseract calls a line that spans columns `ocr_header`.
    tesseract: bool,
}

impl HocrReader<'_, '_> {
    fn is_tesseract(&self) -> bool {
        let said = |node: &XmlNode| self.document.attribute(*node, "name") == Some("ocr-system");
        let metas = (0..self.document.elements.len().min(64)).map(XmlNode).filter(|node| self.document.name(*node) == "meta");
        metas.filter(said).any(|node| self.document.attribute(node, "content").is_some_and(|content| content.contains("tesseract")))
    }

    /// Puts the page by and begins the next.
    fn turn(&mut self) {
        let page = std::mem::take(&mut self.page);
        if !page.is_empty() || page.node.is_some() {
            self.pages.push(page.finish());
        }
    }

    fn class(&self, node: XmlNode) -> HocrClass {
        let classes = self.document.attribute(node, "class").unwrap_or_default();
        classes
            .split_whitespace()
            .map(|class| self.class_named(node, class))
            .find(|class| *class != HocrClass::Other)
            .unwrap_or(HocrClass::Other)
    }

    fn class_named(&self, node: XmlNode, class: &str) -> HocrClass {
        let kind = match class {
            "ocr_page" => return HocrClass::Page,
            "ocr_line" | "ocrx_line" => return HocrClass::Line(RegionKind::Text),
            "ocrx_word" | "ocr_word" => return HocrClass::Word,
            "ocr_carea" | "ocrx_block" | "ocr_float" | "ocr_textfloat" | "ocr_column" => RegionKind::Text,
            "ocr_par" => RegionKind::Text,
            "ocr_title" | "ocr_chapter" | "ocr_section" | "ocr_subsection" | "ocr_heading" => RegionKind::Heading,
            "ocr_header" if self.tesseract => RegionKind::Heading,
            "ocr_header" => RegionKind::Header,
            "ocr_footer" => RegionKind::Footer,
            "ocr_pageno" => RegionKind::PageNumber,
            "ocr_caption" => RegionKind::Caption,
            "ocr_author" => RegionKind::Credit,
            "ocr_table" => RegionKind::Table,
            "ocr_photo" | "ocr_image" | "ocr_linedrawing" | "ocr_separator" => RegionKind::Picture,
            _ => return HocrClass::Other,
        };
        // The same classes name regions and lines: what holds words itself is a line.
        let holds_words = self.document.children(node).any(|child| {
            self.document.attribute(child, "class").is_some_and(|class| class.split_whitespace().any(|class| class.ends_with("_word")))
        });
        if holds_words { HocrClass::Line(kind) } else { HocrClass::Region(kind) }
    }

    fn walk(&mut self, node: XmlNode, region: Option<RegionIndex>) {
        let class = self.class(node);
        let mut inside = region;
        match class {
            HocrClass::Page => {
                self.turn();
                self.begin(node);
                inside = None;
            }
            HocrClass::Region(kind) => inside = Some(self.region(node, kind, region)),
            HocrClass::Line(kind) => return self.line(node, kind, region),
            // A word outside a line is a line.
            HocrClass::Word => return self.line(node, RegionKind::Text, region),
            HocrClass::Other => {}
        }
        let children: Vec<XmlNode> = self.document.children(node).collect();
        children.into_iter().for_each(|child| self.walk(child, inside));
    }

    fn title(&self, node: XmlNode) -> String {
        self.document.attribute(node, "title").unwrap_or_default().to_owned()
    }

    fn begin(&mut self, node: XmlNode) {
        let title = self.title(node);
        let properties = Properties::of(&title);
        let size = properties.rect("bbox").map(|rect| (rect.right, rect.bottom)).unwrap_or_default();
        self.page.node = Some(node);
        self.page.parts.size = size;
        let image = properties.get("image").or_else(|| properties.get("file")).map(|name| name.trim_matches('"').to_owned());
        self.page.parts.image = image.filter(|name| !name.is_empty());
    }

    fn region(&mut self, node: XmlNode, kind: RegionKind, parent: Option<RegionIndex>) -> RegionIndex {
        let title = self.title(node);
        let outline = Properties::of(&title).outline().unwrap_or_default();
        let outline = on_page(self.document, node, self.page.parts.size, outline);
        let id = self.document.attribute(node, "id").unwrap_or_default().to_owned();
        self.page.region(Region { id, kind, outline, parent, article: None })
    }

    fn line(&mut self, node: XmlNode, kind: RegionKind, region: Option<RegionIndex>) {
        let region = if kind == RegionKind::Text { region } else { Some(self.region(node, kind, region)) };
        let title = self.title(node);
        let properties = Properties::of(&title);
        let size = self.page.parts.size;
        let outline = properties.outline().map(|outline| on_page(self.document, node, size, outline));
        let baseline = outline.as_ref().map(|outline| baseline(&properties.numbers("baseline"), outline.rect)).unwrap_or_default();
        let mut words = Vec::new();
        if self.class(node) == HocrClass::Word {
            words.push(self.word(node, Gap::Untold));
        } else {
            self.words(node, &mut Gap::default(), &mut words);
        }
        let text = words.is_empty().then(|| self.document.text_of(node).split_whitespace().collect::<Vec<_>>().join(" "));
        let type_size = properties.type_size().or_else(|| words.iter().filter_map(|word| word.type_size).max());
        self.page.line(SourceLine { region, outline, baseline, type_size, text, words, node: Some(node), ..SourceLine::default() });
    }

    fn words(&mut self, node: XmlNode, gap: &mut Gap, words: &mut Vec<SourceWord>) {
        let children = self.document.element(node).map(|element| element.children.clone()).unwrap_or_default();
        for child in children {
            match child {
                Child::Text(text) if text.chars().any(char::is_whitespace) => *gap = Gap::Blank,
                Child::Text(_) => {}
                Child::Element(child) if self.class(child) == HocrClass::Word => {
                    words.push(self.word(child, *gap));
                    *gap = Gap::Nothing;
                }
                Child::Element(child) => self.words(child, gap, words),
            }
        }
    }

    fn word(&mut self, node: XmlNode, gap: Gap) -> SourceWord {
        let title = self.title(node);
        let properties = Properties::of(&title);
        let size = self.page.parts.size;
        let rect = properties.rect("bbox").map(|rect| on_page(self.document, node, size, rect.into()).rect);
        let certainties = properties.numbers("x_confs").into_iter().map(|percent| Certainty::share(percent / 100.0)).collect();
        let mut word = SourceWord {
            rect,
            certainty: properties.certainty(&["x_wconf", "x_conf"]),
            type_size: properties.numbers("x_fsize").first().map(|size| TypeSize((size.max(0.0) * 10.0).round() as u32)),
            gap,
            certainties,
            node: Some(node),
            ..SourceWord::default()
        };
        self.glyphs(node, &mut word);
        word.text = if word.glyphs.is_empty() { self.plain(node) } else { word.glyphs.iter().map(|glyph| glyph.text.as_str()).collect() };
        word
    }

    /// The text of a word without what it may have been instead.
    fn plain(&self, node: XmlNode) -> String {
        let mut text = String::new();
        for child in self.document.element(node).map(|element| element.children.as_slice()).unwrap_or_default() {
            match child {
                Child::Text(part) => text.push_str(part),
                Child::Element(child) if !self.is_choices(*child) => text.push_str(&self.plain(*child)),
                Child::Element(_) => {}
            }
        }
        text.trim().to_owned()
    }

    /// Whether an element lists what a glyph may have been: Tesseract's `lstm_choices` and `symbol` with `choice` in them.
    fn is_choices(&self, node: XmlNode) -> bool {
        let is_choice = |node: XmlNode| self.document.attribute(node, "id").is_some_and(|id| id.starts_with("choice"));
        is_choice(node) || self.document.children(node).any(is_choice)
    }

    fn glyphs(&mut self, node: XmlNode, word: &mut SourceWord) {
        let children: Vec<XmlNode> = self.document.children(node).collect();
        for child in children {
            if self.is_choices(child) {
                let choices = self.choices(child);
                let glyph = word.glyphs.last_mut();
                let others = |own: &str| choices.iter().filter(|choice| choice.text != own).cloned().collect::<Vec<_>>();
                match glyph {
                    Some(glyph) => glyph.alternatives = others(&glyph.text),
                    // Without boxes for glyphs the choices stand beside the text; a word of one character can be told apart.
                    None if choices.len() > 1 => word.alternatives = others(&self.plain(node)),
                    None => {}
                }
                continue;
            }
            let title = self.title(child);
            let properties = Properties::of(&title);
            let Some(rect) = properties.rect("x_bboxes") else { continue };
            let certainty = properties.certainty(&["x_conf", "x_confs"]);
            let text = self.document.text_of(child).trim().to_owned();
            word.glyphs.push(SourceWord { text, rect: Some(rect), certainty, node: Some(child), ..SourceWord::default() });
        }
    }

    fn choices(&self, node: XmlNode) -> Vec<Alternative> {
        let own = [node].into_iter().filter(|node| self.document.children(*node).next().is_none());
        let all = own.chain(self.document.inside(node)).filter(|node| self.document.children(*node).next().is_none());
        let choice = |node: XmlNode| {
            let title = self.title(node);
            let certainty = Properties::of(&title).certainty(&["x_confs", "x_conf"]);
            let text = self.document.text_of(node).trim().to_owned();
            (!text.is_empty()).then_some(Alternative { text, certainty })
        };
        all.filter_map(choice).collect()
    }
}

/// A baseline from its slope and its offset to the lower left corner of the line.
fn baseline(numbers: &[f64], rect: PixelRect) -> Vec<PixelPoint> {
    let [slope, offset] = numbers else { return Vec::new() };
    let left = f64::from(rect.bottom.0) + offset;
    let right = left + slope * f64::from(rect.width().0);
    vec![PixelPoint { x: rect.left, y: Pixels::nearest(left) }, PixelPoint { x: rect.right, y: Pixels::nearest(right) }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml;
    use crate::page::RawOffset;

    fn pages(text: &str) -> Vec<SourcePage> {
        super::pages(&mut xml::read(text).expect("a document"))
    }

    const PAGE: &str = r#"<html><head><meta name="ocr-system" content="tesseract 5.3.0"></head><body>
        <div class="ocr_page" title='image "a;b.png"; bbox 0 0 400 300'>
          <div class="ocr_carea" id="b1" title="bbox 10 10 200 100"><p class="ocr_par" title="bbox 10 10 200 60">
            <span class="ocr_header" title="bbox 10 10 200 50; x_size 40; baseline 0.1 -2"><span class="ocrx_word" title="bbox 10 10 60 50; x_wconf 96">标题</span></span>
            <span class="ocr_line" title="bbox 10 60 200 80; x_size 20"><span class="ocrx_word" title="bbox 10 60 50 80; x_wconf 40"><span
              class="ocrx_cinfo" title="x_bboxes 10 60 30 80; x_conf 99">会</span><span id="lstm_choices_1" class="ocrx_cinfo"><span
              class="ocrx_cinfo" id="choice_1" title="x_confs 60">会</span><span class="ocrx_cinfo" id="choice_2" title="x_confs 30">合</span></span><span
              class="ocrx_cinfo" title="x_bboxes 30 60 50 80; x_conf 55">议</span></span> <span class="ocrx_word" title="bbox 55 60 90 80">the</span>
              <span class="ocrx_word" title="bbox 95 60 120 80">end</span></span></p></div>
          <div class="ocr_photo" title="bbox 210 10 390 90"></div></div></body></html>"#;

    #[test]
    fn lines_words_glyphs_and_choices_are_read() {
        let pages = pages(PAGE);
        let page = &pages[0];
        assert_eq!(page.text, "标题\n会议the end");
        let layout = &page.layout;
        assert_eq!((layout.image(), layout.size()), (Some("a;b.png"), (Pixels(400), Pixels(300))));
        let head = layout.line(1).expect("a line");
        assert_eq!((layout.kind_of(head), head.type_size), (RegionKind::Heading, Some(TypeSize(400))));
        assert_eq!(head.baseline, [PixelPoint::new(10, 48), PixelPoint::new(200, 67)]);
        let glyph = layout.glyph_at(RawOffset(3)).expect("a glyph");
        assert_eq!(glyph.alternatives, [Alternative { text: "合".into(), certainty: Some(Certainty::percent(30)) }]);
        assert_eq!(layout.certainty_at(RawOffset(4)), Some(Certainty::percent(55)));
        assert_eq!(layout.rect_of(crate::page::RawRange::new(RawOffset(4), RawOffset(5))), Some(PixelRect::new(30, 60, 50, 80)));
        assert!(layout.regions().iter().any(|region| region.kind == RegionKind::Picture));
    }

    #[test]
    fn a_header_is_one_where_tesseract_did_not_write() {
        let pages = pages(&PAGE.replace("tesseract", "ocropus"));
        assert_eq!(pages[0].layout.kind_of(&pages[0].layout.lines()[0]), RegionKind::Header);
    }

    #[test]
    fn several_pages_and_lines_without_words() {
        let pages = pages(
            "<html><body><div class='ocr_page' title='bbox 0 0 9 9'><span class='ocr_line' title='bbox 1 1 5 5'>甲 乙</span></div>\
             <div class='ocr_page'><p><span class='ocrx_line'>丙</span></p></div></body></html>",
        );
        assert_eq!(pages.iter().map(|page| page.text.as_str()).collect::<Vec<_>>(), ["甲 乙", "丙"]);
    }
}
