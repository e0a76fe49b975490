//! A page that was only an image: what was read on it becomes its raw text, with a place for each character.

use crate::page::{Layout, LayoutParts, LineBox, Page, PixelRect, RawOffset, RawRange, Reading, WitnessLine};

/// The page of an image, with these lines as its raw text. Source, image and size stay those of the image.
pub fn with_lines(bare: &Page, lines: &[WitnessLine]) -> Page {
    let text: Vec<String> = lines.iter().map(|line| line.characters.iter().map(|one| visible(one.text)).collect()).collect();
    let page = Page::new(bare.source().clone(), &text.join("\n"));
    let known = bare.layout().map(|layout| layout.parts());
    let mut parts = LayoutParts {
        image: known.and_then(|known| known.image.clone()),
        size: known.map(|known| known.size).unwrap_or_default(),
        ..LayoutParts::default()
    };
    for (line, raw) in lines.iter().zip(page.lines()) {
        let (number, range) = (raw.number, raw.range);
        parts.lines.push(LineBox { number, range, outline: line.rect.into(), ..LineBox::default() });
        parts.words.push(Reading { range, rect: line.rect, certainty: line.certainty(), ..Reading::default() });
        parts.glyphs.extend((range.start.0..range.end.0).zip(line.characters.iter().enumerate()).map(|(at, (index, one))| Reading {
            range: RawRange::new(RawOffset(at), RawOffset(at + 1)),
            rect: line.rect_of(index).unwrap_or(PixelRect::default()),
            certainty: one.certainty,
            alternatives: one.alternatives.clone(),
            ..Reading::default()
        }));
    }
    let page = page.with_layout(Layout::new(parts));
    match bare.label() {
        Some(label) => page.with_label(label.to_owned()),
        None => page,
    }
}

/// A line has no line end in it, whatever was read.
fn visible(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Alternative, Certainty, Encoding, Pixels, Source, WitnessCharacter};

    #[test]
    fn each_character_of_the_text_has_its_place() {
        let source = Source { file: "scan.png".into(), sha256: "00".into(), encoding: Encoding::UTF_8 };
        let parts = LayoutParts { image: Some("scan.png".into()), size: (Pixels(400), Pixels(300)), ..LayoutParts::default() };
        let bare = Page::new(source, "").with_layout(Layout::new(parts));
        let one = |text: char, middle: u32| WitnessCharacter {
            text,
            certainty: Some(Certainty::percent(90)),
            alternatives: vec![Alternative { text: "己".into(), certainty: None }],
            middle: Some(Pixels(middle)),
        };
        let line = |top: u32, text: &str| WitnessLine {
            rect: PixelRect::new(10, top, 10 + 20 * text.chars().count() as u32, top + 20),
            raw: None,
            characters: text.chars().zip(0..).map(|(c, index)| one(c, 10 + 20 * index)).collect(),
        };
        let page = with_lines(&bare, &[line(10, "已经开工"), line(40, "了")]);
        assert_eq!((page.text(), page.source().file.as_str()), ("已经开工\n了", "scan.png"));
        let layout = page.layout().expect("a layout");
        assert_eq!((layout.image(), layout.size(), layout.lines().len()), (Some("scan.png"), (Pixels(400), Pixels(300)), 2));
        assert_eq!(layout.rect_of(RawRange::new(RawOffset(1), RawOffset(2))), Some(PixelRect::new(30, 10, 50, 30)));
        assert_eq!(layout.certainty_at(RawOffset(5)), Some(Certainty::percent(90)));
    }
}
