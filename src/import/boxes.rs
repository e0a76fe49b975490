//! What the formats of JSON have in common: boxes of numbers, texts of several lines, the sizes of images.

use std::path::Path;

use image::ImageReader;

use super::build::{PageBuilder, SourceLine, SourceWord};
use super::faults::{FaultKind, FileFault};
use super::json::{self, JsonNode};
use super::{Beginning, Input};
use crate::page::{Certainty, Outline, PixelPoint, Pixels, RegionIndex};

/// How many faults of a file are told. The first are those that matter.
const MOST_FAULTS: usize = 20;

/// A file of JSON that is being read.
pub(super) struct JsonFile<'a> {
    /// The file.
    pub input: &'a Input<'a>,
    /// Its values, in order.
    pub values: &'a [JsonNode],
    faults: Vec<FileFault>,
}

impl<'a> JsonFile<'a> {
    /// A file of these values.
    pub fn new(input: &'a Input<'a>, values: &'a [JsonNode], faults: Vec<FileFault>) -> JsonFile<'a> {
        JsonFile { input, values, faults }
    }

    /// What was nearly right in it.
    pub fn finish(self) -> Vec<FileFault> {
        self.faults
    }

    /// Tells what is wrong at a value.
    pub fn fault(&mut self, node: &JsonNode, kind: FaultKind) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(FileFault { at: node.at, kind });
        }
    }

    /// The outline that numbers of a value draw: the edges left, top, right and bottom, or the corners one after the other. Nothing, which is
    /// told, where they draw none.
    pub fn outline(&mut self, node: Option<&JsonNode>, scale: (f64, f64)) -> Option<Outline> {
        let node = node?;
        let outline = outline_of(&node.numbers(), scale);
        if outline.is_none() {
            self.fault(node, FaultKind::NoBox);
        }
        outline
    }

    /// The width and height of an image that lies beside the file; the reference to it may be of another machine.
    pub fn image_size(&self, reference: Option<&str>) -> Option<(Pixels, Pixels)> {
        let name = reference?.rsplit(['/', '\\']).next().filter(|name| !name.is_empty())?;
        let path = self.input.path.parent().unwrap_or(Path::new("")).join(name);
        let (width, height) = ImageReader::open(path).ok()?.with_guessed_format().ok()?.into_dimensions().ok()?;
        Some((Pixels(width).min(Pixels::MAX), Pixels(height).min(Pixels::MAX)))
    }
}

/// The outline that numbers draw; see [`JsonFile::outline`].
pub(super) fn outline_of(numbers: &[f64], scale: (f64, f64)) -> Option<Outline> {
    let point = |x: f64, y: f64| PixelPoint { x: Pixels::nearest(x * scale.0), y: Pixels::nearest(y * scale.1) };
    match numbers {
        [left, top, right, bottom] => {
            let points = [(left, top), (right, bottom)];
            let rect = crate::page::PixelRect::round(points.map(|(x, y)| point(*x, *y)))?;
            (!rect.is_empty()).then(|| rect.into())
        }
        corners if corners.len() >= 6 && corners.len().is_multiple_of(2) => {
            let points = corners.chunks_exact(2).filter_map(|pair| Some(point(*pair.first()?, *pair.get(1)?)));
            Outline::of_polygon(points.collect()).filter(|outline| !outline.rect.is_empty())
        }
        _ => None,
    }
}

/// Whether a file that begins so is JSON that has one of these names in it.
pub(super) fn has_names(beginning: &Beginning<'_>, names: &[&str]) -> bool {
    json::is_json(beginning.text()) && names.iter().any(|name| beginning.text().contains(&format!("\"{name}\"")))
}

/// A line of one piece.
pub(super) fn line(text: &str, outline: Option<Outline>, certainty: Option<Certainty>, region: Option<RegionIndex>) -> SourceLine {
    let rect = outline.as_ref().map(|outline| outline.rect);
    let word = SourceWord { text: text.to_owned(), rect, certainty, ..SourceWord::default() };
    SourceLine { region, outline, words: vec![word], ..SourceLine::default() }
}

/// Adds the lines of a text that tells no places of them. A text of one line stands where its region does.
pub(super) fn lines_of(page: &mut PageBuilder, text: &str, outline: Option<Outline>, region: Option<RegionIndex>) {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let outline = outline.filter(|_| lines.len() == 1);
    for text in lines {
        page.line(line(text, outline.clone(), None, region));
    }
}

/// The text of marked-up text: without the tags of HTML, and without what Markdown puts before headings. A row of a table is a line.
pub(super) fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        plain.push_str(before);
        let is_tag = tag.get(1..).and_then(|tag| tag.chars().next()).is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(end) = tag.find('>').filter(|_| is_tag) else {
            plain.push('<');
            rest = tag.get(1..).unwrap_or_default();
            continue;
        };
        let name: String = tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        match name.to_ascii_lowercase().as_str() {
            "tr" | "p" | "div" | "br" | "li" | "h1" | "h2" | "h3" | "h4" => plain.push('\n'),
            // The cells of a row stay apart.
            "td" | "th" if !tag.starts_with("</") => plain.push_str("  "),
            _ => {}
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    plain.push_str(rest);
    let plain = plain.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let heading = |line: &str| {
        let hashes = line.len() - line.trim_start_matches('#').len();
        match line.get(hashes..) {
            Some(rest) if (1..=6).contains(&hashes) && rest.starts_with(' ') => rest.trim().to_owned(),
            _ => line.trim().to_owned(),
        }
    };
    plain.lines().map(heading).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::PixelRect;

    #[test]
    fn boxes_are_edges_or_corners() {
        let rect = |numbers: &[f64]| outline_of(numbers, (1.0, 1.0)).map(|outline| outline.rect);
        assert_eq!(rect(&[1.0, 2.0, 9.0, 8.0]), Some(PixelRect::new(1, 2, 9, 8)));
        assert_eq!(rect(&[1.0, 2.0, 9.0, 2.0, 9.0, 8.0, 1.0, 8.0]), Some(PixelRect::new(1, 2, 9, 8)));
        assert_eq!((rect(&[]), rect(&[1.0, 2.0, 3.0]), rect(&[1.0, 1.0, 1.0, 9.0])), (None, None, None));
    }

    #[test]
    fn marks_are_taken_off() {
        assert_eq!(
            without_markup("## 粮食\n<table><tr><td>甲</td><td>1 &lt; 2</td></tr><tr><td>乙</td></tr></table>"),
            "粮食\n甲  1 < 2\n乙"
        );
        assert_eq!(without_markup("a < b and #5"), "a < b and #5");
    }
}
