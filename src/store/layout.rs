//! A page's layout as short lines that a person can read and compare.
//!
//! ```text
//! page 2400x2600 image:ocr-1.png
//! region heading 84,129-610,174 in:0 article:a1 id:block_1_1
//! line 1 84,129-610,174 in:1 size:582 base:84,172,610,174 = 1@84,129-125,172%96 2@139,129-238,173%91?何住:40
//! hyphen 12:7
//! ```
//!
//! Boxes are `left,top-right,bottom` in pixels; `in` is a region, counted from 0; `size` is in tenths of the source's unit. After `=` come
//! the line's words, after `/` its glyphs: how many characters, where, how sure in per cent, and what it may have been instead. `>2` skips
//! two characters. In names and text, what would end them stands as `~hex~`.

use std::fmt::Write;
use std::str::{FromStr, SplitAsciiWhitespace};

use crate::page::{
    Alternative, Certainty, Layout, LayoutParts, LineBox, Outline, Page, PixelPoint, PixelRect, Pixels, RawOffset, RawRange, Reading,
    Region, RegionIndex, RegionKind, TypeSize,
};

/// The lines of a page's layout; none where it has none.
pub fn write(page: &Page) -> Vec<String> {
    let Some(layout) = page.layout() else { return Vec::new() };
    let (width, height) = layout.size();
    let mut head = format!("page {}x{}", width.0, height.0);
    push_named(&mut head, "image", layout.image());
    let mut lines = vec![head];
    lines.extend(layout.regions().iter().map(region));
    lines.extend(layout.lines().iter().map(|line| line_of(layout, line)));
    for at in layout.hyphens() {
        let number = page.line_of(*at);
        let start = page.line(number).map_or(0, |line| line.range.start.0);
        lines.push(format!("hyphen {number}:{}", at.0.saturating_sub(start) + 1));
    }
    lines
}

// Writing to a string cannot fail.
pub(super) fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

pub(super) fn push_named(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        push(out, format_args!(" {name}:{}", escaped(value)));
    }
}

fn region(region: &Region) -> String {
    let mut out = format!("region {} ", region.kind.name());
    push_rect(&mut out, region.outline.rect);
    push_points(&mut out, "polygon", &region.outline.polygon);
    push_index(&mut out, region.parent);
    push_named(&mut out, "article", region.article.as_deref());
    push_named(&mut out, "id", Some(&region.id));
    out
}

fn line_of(layout: &Layout, line: &LineBox) -> String {
    let mut out = format!("line {} ", line.number);
    push_rect(&mut out, line.outline.rect);
    push_points(&mut out, "polygon", &line.outline.polygon);
    push_index(&mut out, line.region);
    if let Some(TypeSize(size)) = line.type_size {
        push(&mut out, format_args!(" size:{size}"));
    }
    push_points(&mut out, "base", &line.baseline);
    push_named(&mut out, "article", line.article.as_deref());
    for (sign, readings) in [('=', layout.words_in(line.range)), ('/', layout.glyphs_in(line.range))] {
        if !readings.is_empty() {
            push(&mut out, format_args!(" {sign}"));
        }
        let mut at = line.range.start;
        for reading in readings {
            if reading.range.start > at {
                push(&mut out, format_args!(" >{}", reading.range.start.0 - at.0));
            }
            push_reading(&mut out, reading);
            at = reading.range.end;
        }
    }
    out
}

fn push_reading(out: &mut String, reading: &Reading) {
    push(out, format_args!(" {}@", reading.range.len()));
    push_rect(out, reading.rect);
    if let Some(certainty) = reading.certainty {
        push(out, format_args!("%{}", certainty.as_percent()));
    }
    if let Some(TypeSize(size)) = reading.type_size {
        push(out, format_args!("^{size}"));
    }
    for other in &reading.alternatives {
        push(out, format_args!("?{}", escaped(&other.text)));
        if let Some(certainty) = other.certainty {
            push(out, format_args!(":{}", certainty.as_percent()));
        }
    }
}

pub(super) fn push_rect(out: &mut String, rect: PixelRect) {
    push(out, format_args!("{},{}-{},{}", rect.left.0, rect.top.0, rect.right.0, rect.bottom.0));
}

fn push_points(out: &mut String, name: &str, points: &[PixelPoint]) {
    for (index, point) in points.iter().enumerate() {
        let before = if index == 0 { format!(" {name}:") } else { ",".to_owned() };
        push(out, format_args!("{before}{},{}", point.x.0, point.y.0));
    }
}

fn push_index(out: &mut String, index: Option<RegionIndex>) {
    if let Some(RegionIndex(index)) = index {
        push(out, format_args!(" in:{index}"));
    }
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() || matches!(c, '~' | '?' | ':' | '=' | '/' | '%' | '^') {
            push(&mut out, format_args!("~{:x}~", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

pub(super) fn unescaped(text: &str) -> Option<String> {
    let mut out = String::new();
    for (index, part) in text.split('~').enumerate() {
        if index % 2 == 0 {
            out.push_str(part);
        } else {
            out.push(char::from_u32(u32::from_str_radix(part, 16).ok()?)?);
        }
    }
    Some(out)
}

/// Reads the layout of a page.
///
/// # Errors
/// The line that cannot be read.
pub fn read(lines: &[String], page: &Page) -> Result<Option<Layout>, String> {
    if lines.is_empty() {
        return Ok(None);
    }
    let mut parts = LayoutParts::default();
    for line in lines {
        let mut words = line.split_ascii_whitespace();
        let read = match words.next() {
            Some("page") => read_page(&mut words, &mut parts),
            Some("region") => read_region(&mut words).map(|region| parts.regions.push(region)),
            Some("line") => read_line(&mut words, page, &mut parts),
            Some("hyphen") => read_hyphen(&mut words, page).map(|at| parts.hyphens.push(at)),
            _ => None,
        };
        read.ok_or_else(|| format!("the line “{}” of its layout cannot be read", line.chars().take(60).collect::<String>()))?;
    }
    Ok(Some(Layout::new(parts)))
}

pub(super) fn number<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn read_page(words: &mut SplitAsciiWhitespace<'_>, parts: &mut LayoutParts) -> Option<()> {
    let (width, height) = words.next()?.split_once('x')?;
    parts.size = (Pixels(number(width)?), Pixels(number(height)?));
    for word in words {
        parts.image = Some(unescaped(word.strip_prefix("image:")?)?);
    }
    Some(())
}

fn read_region(words: &mut SplitAsciiWhitespace<'_>) -> Option<Region> {
    let kind = RegionKind::from_name(words.next()?)?;
    let mut region = Region { kind, outline: read_rect(words.next()?)?.into(), ..Region::default() };
    for word in words {
        match word.split_once(':')? {
            ("polygon", points) => region.outline.polygon = read_points(points)?,
            ("in", index) => region.parent = Some(RegionIndex(number(index)?)),
            ("article", name) => region.article = Some(unescaped(name)?),
            ("id", name) => region.id = unescaped(name)?,
            _ => return None,
        }
    }
    Some(region)
}

fn read_line(words: &mut SplitAsciiWhitespace<'_>, page: &Page, parts: &mut LayoutParts) -> Option<()> {
    let number_of = number(words.next()?)?;
    let range = page.line(number_of)?.range;
    let outline: Outline = read_rect(words.next()?)?.into();
    let mut line = LineBox { number: number_of, range, outline, ..LineBox::default() };
    let mut readings: Option<&mut Vec<Reading>> = None;
    let mut at = range.start;
    for word in words {
        match (word, &mut readings) {
            ("=", _) => (readings, at) = (Some(&mut parts.words), range.start),
            ("/", _) => (readings, at) = (Some(&mut parts.glyphs), range.start),
            (skip, Some(_)) if skip.starts_with('>') => at = RawOffset(at.0.checked_add(number(skip.get(1..)?)?)?),
            (word, Some(readings)) => {
                let reading = read_reading(word, at)?;
                at = reading.range.end;
                readings.push(reading);
            }
            (word, None) => match word.split_once(':')? {
                ("polygon", points) => line.outline.polygon = read_points(points)?,
                ("in", index) => line.region = Some(RegionIndex(number(index)?)),
                ("size", size) => line.type_size = Some(TypeSize(number(size)?)),
                ("base", points) => line.baseline = read_points(points)?,
                ("article", name) => line.article = Some(unescaped(name)?),
                _ => return None,
            },
        }
    }
    parts.lines.push(line);
    (at <= range.end).then_some(())
}

fn read_reading(word: &str, at: RawOffset) -> Option<Reading> {
    let (len, rest) = word.split_once('@')?;
    let range = RawRange::new(at, RawOffset(at.0.checked_add(number(len)?)?));
    let mut others = rest.split('?');
    let head = others.next()?;
    let (head, type_size) = match head.split_once('^') {
        Some((head, size)) => (head, Some(TypeSize(number(size)?))),
        None => (head, None),
    };
    let (rect, certainty) = match head.split_once('%') {
        Some((rect, percent)) => (rect, Some(Certainty::percent(number(percent)?))),
        None => (head, None),
    };
    let mut alternatives = Vec::new();
    for other in others {
        let (text, certainty) = match other.split_once(':') {
            Some((text, percent)) => (text, Some(Certainty::percent(number(percent)?))),
            None => (other, None),
        };
        alternatives.push(Alternative { text: unescaped(text)?, certainty });
    }
    Some(Reading { range, rect: read_rect(rect)?, certainty, type_size, alternatives })
}

fn read_hyphen(words: &mut SplitAsciiWhitespace<'_>, page: &Page) -> Option<RawOffset> {
    let (line, column) = words.next()?.split_once(':')?;
    let start = page.line(number(line)?)?.range.start;
    Some(RawOffset(start.0.checked_add(number::<u32>(column)?.checked_sub(1)?)?))
}

pub(super) fn read_rect(text: &str) -> Option<PixelRect> {
    let (from, to) = text.split_once('-')?;
    let corner = |text: &str| read_points(text)?.first().copied();
    Some(PixelRect::between(corner(from)?, corner(to)?))
}

fn read_points(text: &str) -> Option<Vec<PixelPoint>> {
    let numbers: Vec<u32> = text.split(',').map(number).collect::<Option<_>>()?;
    let point = |pair: &[u32]| Some(PixelPoint::new(*pair.first()?, *pair.get(1)?));
    numbers.chunks(2).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Encoding, Source};

    fn page() -> Page {
        let source = Source { file: "a.xml".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let page = Page::new(source, "市政 俯\nVer-");
        let range = |start, end| RawRange::new(RawOffset(start), RawOffset(end));
        let slanted = [(1, 1), (90, 4), (90, 24), (1, 21)].map(|(x, y)| PixelPoint::new(x, y));
        let parts = LayoutParts {
            image: Some("../扫描 图/1.tif".into()),
            size: (Pixels(100), Pixels(80)),
            regions: vec![
                Region { id: "b 1".into(), kind: RegionKind::Heading, outline: PixelRect::new(1, 2, 3, 4).into(), ..Region::default() },
                Region { parent: Some(RegionIndex(0)), article: Some("a:1".into()), ..Region::default() },
            ],
            lines: vec![
                LineBox {
                    number: 1,
                    range: range(0, 4),
                    region: Some(RegionIndex(1)),
                    outline: Outline::of_polygon(slanted.to_vec()).expect("an outline"),
                    baseline: slanted[..2].to_vec(),
                    type_size: Some(TypeSize(395)),
                    article: Some("x".into()),
                },
                LineBox { number: 2, range: range(5, 9), ..LineBox::default() },
            ],
            words: vec![
                Reading {
                    range: range(0, 2),
                    rect: PixelRect::new(1, 1, 40, 20),
                    certainty: Some(Certainty::percent(96)),
                    ..Reading::default()
                },
                Reading {
                    range: range(3, 4),
                    rect: PixelRect::new(50, 1, 70, 20),
                    alternatives: vec![
                        Alternative { text: "府".into(), certainty: Some(Certainty::percent(40)) },
                        Alternative { text: "? ~".into(), certainty: None },
                    ],
                    type_size: Some(TypeSize(95)),
                    certainty: None,
                },
            ],
            glyphs: vec![Reading { range: range(3, 4), rect: PixelRect::new(52, 1, 68, 20), ..Reading::default() }],
            hyphens: vec![RawOffset(8)],
        };
        page.with_layout(Layout::new(parts))
    }

    #[test]
    fn a_layout_is_readable_and_comes_back() {
        let page = page();
        let lines = write(&page);
        assert_eq!(lines[0], "page 100x80 image:..~2f~扫描~20~图~2f~1.tif");
        assert_eq!(lines[1], "region heading 1,2-3,4 id:b~20~1");
        assert_eq!(
            lines[3],
            "line 1 1,1-90,24 polygon:1,1,90,4,90,24,1,21 in:1 size:395 base:1,1,90,4 article:x = 2@1,1-40,20%96 >1 \
             1@50,1-70,20^95?府:40?~3f~~20~~7e~ / >3 1@52,1-68,20"
        );
        assert_eq!(lines.last().map(String::as_str), Some("hyphen 2:4"));
        assert_eq!(read(&lines, &page), Ok(page.layout().map(|layout| layout.as_ref().clone())));
        assert_eq!(read(&[], &page), Ok(None));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let page = page();
        let bad = [
            "verse 1",
            "page 1",
            "region poem 1,2-3,4",
            "line 9 1,2-3,4",
            "line 1 1,2-3",
            "line 1 1,2-3,4 = 1@2",
            "line 1 1,2-3,4 = 9@1,1-2,2",
            "hyphen 1:0",
            "line 1 1,2-3,4 = >4294967295 >9",
            "",
        ];
        for line in bad {
            assert!(read(&[line.to_owned()], &page).is_err(), "{line}");
        }
    }
}
