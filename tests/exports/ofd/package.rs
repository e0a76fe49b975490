//! A package taken apart.

use std::io::Read;

use roxmltree::{Document, Node};

/// A line of text in a package.
pub struct Line {
    pub boundary: [f64; 4],
    pub size: f64,
    pub is_upright: bool,
    pub is_seen: bool,
    /// The characters, each with the place of its origin in the boundary.
    pub characters: Vec<(char, f64, f64)>,
}

impl Line {
    pub fn text(&self) -> String {
        self.characters.iter().map(|(character, _, _)| *character).collect()
    }
}

/// A package taken apart.
pub struct Package {
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Package {
    pub fn of(bytes: Vec<u8>) -> Package {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("a part");
            assert_eq!(part.last_modified(), Some(zip::DateTime::default()), "no clock");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("bytes");
            parts.push((part.name().expect("a name").into_owned(), bytes));
        }
        Package { parts }
    }

    pub fn bytes(&self, name: &str) -> &[u8] {
        &self.parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("no {name}")).1
    }

    pub fn text(&self, name: &str) -> &str {
        std::str::from_utf8(self.bytes(name)).expect("text")
    }

    /// The pages as the document lists them: number, and content.
    pub fn pages(&self) -> Vec<(String, &str)> {
        let document = Document::parse(self.text("Doc_0/Document.xml")).unwrap();
        let pages = all_of(&document, "Page");
        pages.into_iter().map(|page| (value(page, "ID"), self.text(&format!("Doc_0/{}", value(page, "BaseLoc"))))).collect()
    }

    /// The lines of a page, in the order in which they are drawn.
    pub fn lines(&self, page: usize) -> Vec<Line> {
        let pages = self.pages();
        let document = Document::parse(pages[page].1).unwrap();
        all_of(&document, "Layer").into_iter().filter(|layer| value(*layer, "Type") == "Body").flat_map(lines_of).collect()
    }
}

fn lines_of(layer: Node<'_, '_>) -> Vec<Line> {
    layer.children().filter(|child| child.tag_name().name() == "TextObject").map(line_of).collect()
}

fn line_of(object: Node<'_, '_>) -> Line {
    let mut characters = Vec::new();
    for code in object.children().filter(|child| child.tag_name().name() == "TextCode") {
        let number = |name: &str| value(code, name).parse::<f64>().unwrap();
        let (mut x, mut y) = (number("X"), number("Y"));
        let text = code.text().unwrap();
        assert_eq!(text.trim(), text, "readers may leave blanks at the ends out");
        assert!(!text.trim_end_matches('\\').contains('\\'), "a backslash is not taken together with what follows: {text}");
        let steps = |name: &str| numbers(code.attribute(name).unwrap_or_default());
        let (across, down) = (steps("DeltaX"), steps("DeltaY"));
        assert!(across.is_empty() || down.is_empty());
        assert_eq!(across.len() + down.len() + 1, text.encode_utf16().count() - usize::from(text.ends_with(|c: char| c.len_utf16() > 1)));
        for (at, character) in text.chars().enumerate() {
            if at > 0 {
                x += across.get(at - 1).copied().unwrap_or_default();
                y += down.get(at - 1).copied().unwrap_or_default();
            }
            characters.push((character, x, y));
        }
    }
    Line {
        boundary: numbers(&value(object, "Boundary")).try_into().unwrap(),
        size: value(object, "Size").parse().unwrap(),
        is_upright: object.attribute("ReadDirection") == Some("90"),
        is_seen: object.attribute("Alpha") != Some("0"),
        characters,
    }
}

pub fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

pub fn value(node: Node<'_, '_>, name: &str) -> String {
    node.attribute(name).unwrap_or_else(|| panic!("{} without {name}", node.tag_name().name())).to_owned()
}

pub fn all_of<'a, 'i>(document: &'a Document<'i>, name: &str) -> Vec<Node<'a, 'i>> {
    document.descendants().filter(|node| node.tag_name().name() == name).collect()
}
