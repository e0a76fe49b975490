//! ALTO and PAGE of a page as the OCR read it, from the layout that the edition holds. The corrected text is put into it after.

use std::collections::HashMap;

use super::page_xml::points;
use super::write::tag;
use crate::export::xml::escaped;
use crate::page::{Alternative, Certainty, Layout, LineBox, Page, PixelRect, RawLine, RawRange, Reading, RegionKind, is_blank};

/// Lines that follow each other in one region.
struct RegionLines<'a> {
    id: String,
    kind: RegionKind,
    rect: PixelRect,
    lines: Vec<(RawLine<'a>, Option<&'a LineBox>)>,
}

fn runs(page: &Page) -> Vec<RegionLines<'_>> {
    let layout = page.layout().map(|layout| layout.as_ref());
    let mut runs: Vec<RegionLines<'_>> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    let mut last = None;
    for line in page.lines().filter(|line| !line.text.chars().all(is_blank)) {
        let place = layout.and_then(|layout| layout.line(line.number));
        let region = place.and_then(|place| place.region);
        let rect = place.map(|place| place.outline.rect).filter(|rect| !rect.is_empty());
        match runs.last_mut() {
            Some(run) if last == Some(region) => {
                run.rect = if run.rect.is_empty() { rect.unwrap_or_default() } else { rect.map_or(run.rect, |rect| run.rect.union(rect)) };
                run.lines.push((line, place));
            }
            _ => {
                let own = region.and_then(|region| layout?.region(region)).map(|region| region.id.as_str());
                let id = unused(own.filter(|id| is_name(id)).unwrap_or("region"), &mut names);
                let kind = place.zip(layout).map(|(place, layout)| layout.kind_of(place)).unwrap_or_default();
                runs.push(RegionLines { id, kind, rect: rect.unwrap_or_default(), lines: vec![(line, place)] });
            }
        }
        last = Some(region);
    }
    runs
}

/// Whether a name can be one in XML.
fn is_name(name: &str) -> bool {
    let first = name.chars().next();
    first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A name that is not among those that were given, made of this one. Of each name it is known how often it was asked for.
fn unused(name: &str, names: &mut HashMap<String, usize>) -> String {
    let mut tried = name.to_owned();
    let mut number = names.get(name).copied().unwrap_or(1);
    while names.contains_key(&tried) {
        number += 1;
        tried = format!("{name}_{number}");
    }
    names.insert(name.to_owned(), number);
    names.entry(tried.clone()).or_insert(1);
    tried
}

/// The words of a line, or the line as one where words are not told, each with whether a blank stands before it.
fn words(page: &Page, line: &RawLine<'_>, place: Option<&LineBox>) -> Vec<(Reading, String, bool)> {
    let told = page.layout().map(|layout| layout.words_in(line.range)).unwrap_or_default();
    let covered: usize = told.iter().map(|word| page.slice(word.range).chars().filter(|c| !is_blank(*c)).count()).sum();
    let whole = Reading { range: line.range, rect: place.map(|place| place.outline.rect).unwrap_or_default(), ..Reading::default() };
    let all = line.text.chars().filter(|c| !is_blank(*c)).count();
    let words = if covered == all { told.to_vec() } else { vec![whole] };
    let mut before = line.range.start;
    let one = |word: Reading| {
        let blank = page.slice(RawRange::new(before, word.range.start)).chars().any(is_blank);
        before = word.range.end;
        let text = page.slice(word.range).trim().to_owned();
        (word, text, blank)
    };
    words.into_iter().map(one).collect()
}

/// Whether words of a line are told.
fn has_word(page: &Page, line: &RawLine<'_>) -> bool {
    page.layout().is_some_and(|layout| !layout.words_in(line.range).is_empty())
}

fn share(certainty: Certainty) -> String {
    format!("{:.2}", f64::from(certainty.as_percent()) / 100.0)
}

/// A page as ALTO 4.
pub(super) fn alto(page: &Page) -> String {
    let layout = page.layout().map(|layout| layout.as_ref());
    let image = layout
        .and_then(Layout::image)
        .map(|name| format!("<sourceImageInformation><fileName>{}</fileName></sourceImageInformation>", escaped(name)));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">\n\
         <Description><MeasurementUnit>pixel</MeasurementUnit>{}</Description>\n<Layout>\n",
        image.unwrap_or_default()
    );
    let size = layout.map(Layout::size).filter(|size| size.0.0 > 0 && size.1.0 > 0);
    let (width, height) = size.map(|(width, height)| (width.0.to_string(), height.0.to_string())).unwrap_or_default();
    let mut attributes = vec![("ID", "page_1"), ("PHYSICAL_IMG_NR", "1")];
    if size.is_some() {
        attributes.extend([("WIDTH", width.as_str()), ("HEIGHT", height.as_str())]);
    }
    out.push_str(&format!("{}<PrintSpace>\n", tag("Page", &attributes, false)));
    let mut strings = 0;
    for run in runs(page) {
        let mut attributes = vec![("ID".to_owned(), run.id.clone())];
        attributes.extend(place(run.rect));
        out.push_str(&open("TextBlock", &attributes, false));
        out.push('\n');
        for (line, line_box) in &run.lines {
            let mut attributes = vec![("ID".to_owned(), format!("line_{}", line.number))];
            attributes.extend(line_box.map(|line| place(line.outline.rect)).unwrap_or_default());
            out.push_str(&open("TextLine", &attributes, false));
            for (rank, (word, text, blank)) in words(page, line, *line_box).into_iter().enumerate() {
                if blank && rank > 0 {
                    out.push_str("<SP/>");
                }
                strings += 1;
                out.push_str(&alto_string(&word, &text, strings));
            }
            out.push_str("</TextLine>\n");
        }
        out.push_str("</TextBlock>\n");
    }
    let pictures = layout.into_iter().flat_map(|layout| layout.regions()).filter(|region| region.kind == RegionKind::Picture);
    for (index, picture) in pictures.enumerate() {
        let mut attributes = vec![("ID".to_owned(), format!("picture_{}", index + 1))];
        attributes.extend(place(picture.outline.rect));
        out.push_str(&open("Illustration", &attributes, true));
        out.push('\n');
    }
    out + "</PrintSpace></Page>\n</Layout>\n</alto>\n"
}

fn open(name: &str, attributes: &[(String, String)], empty: bool) -> String {
    let attributes: Vec<(&str, &str)> = attributes.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    tag(name, &attributes, empty)
}

fn place(rect: PixelRect) -> Vec<(String, String)> {
    if rect.is_empty() {
        return Vec::new();
    }
    let values = [("HPOS", rect.left.0), ("VPOS", rect.top.0), ("WIDTH", rect.width().0), ("HEIGHT", rect.height().0)];
    values.into_iter().map(|(key, value)| (key.to_owned(), value.to_string())).collect()
}

fn alto_string(word: &Reading, text: &str, number: usize) -> String {
    let mut attributes = vec![("ID".to_owned(), format!("string_{number}")), ("CONTENT".to_owned(), text.to_owned())];
    attributes.extend(place(word.rect));
    attributes.extend(word.certainty.map(|certainty| ("WC".to_owned(), share(certainty))));
    if word.alternatives.is_empty() {
        return open("String", &attributes, true);
    }
    let other = |other: &Alternative| format!("<ALTERNATIVE>{}</ALTERNATIVE>", escaped(&other.text));
    format!("{}{}</String>", open("String", &attributes, false), word.alternatives.iter().map(other).collect::<String>())
}

/// What PAGE calls a region.
fn page_type(kind: RegionKind) -> Option<&'static str> {
    Some(match kind {
        RegionKind::Paragraph => "paragraph",
        RegionKind::Heading => "heading",
        RegionKind::Caption => "caption",
        RegionKind::Credit => "credit",
        RegionKind::Header => "header",
        RegionKind::Footer => "footer",
        RegionKind::PageNumber => "page-number",
        RegionKind::Text | RegionKind::Table | RegionKind::Advertisement | RegionKind::Picture => return None,
    })
}

/// A page as PAGE 2019. What has no place stands at the corner.
pub(super) fn page_xml(page: &Page) -> String {
    let layout = page.layout().map(|layout| layout.as_ref());
    let size = layout.map(Layout::size).unwrap_or_default();
    let image = layout.and_then(Layout::image).unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">\n\
         <Metadata><Creator>Stet</Creator><Created>1970-01-01T00:00:00</Created><LastChange>1970-01-01T00:00:00</LastChange></Metadata>\n{}\n",
        tag("Page", &[("imageFilename", image), ("imageWidth", &size.0.0.to_string()), ("imageHeight", &size.1.0.to_string())], false)
    );
    let coords = |rect: PixelRect| tag("Coords", &[("points", &points(rect))], true);
    let mut count = 0;
    for run in runs(page) {
        let mut attributes = vec![("id", run.id.as_str())];
        attributes.extend(page_type(run.kind).map(|kind| ("type", kind)));
        out.push_str(&format!("{}{}\n", tag("TextRegion", &attributes, false), coords(run.rect)));
        for (line, line_box) in &run.lines {
            let rect = line_box.map(|line| line.outline.rect).unwrap_or_default();
            out.push_str(&format!("{}{}", tag("TextLine", &[("id", &format!("line_{}", line.number))], false), coords(rect)));
            // A line that is told as one has its text and no words.
            let words = words(page, line, *line_box).into_iter().filter(|(word, ..)| word.range != line.range || has_word(page, line));
            for (word, text, _) in words {
                count += 1;
                out.push_str(&format!("{}{}", tag("Word", &[("id", &format!("word_{count}"))], false), coords(word.rect)));
                let certainty = word.certainty.map(share);
                let attributes: Vec<(&str, &str)> = certainty.as_deref().map(|share| ("conf", share)).into_iter().collect();
                out.push_str(&format!("{}<Unicode>{}</Unicode></TextEquiv></Word>", tag("TextEquiv", &attributes, false), escaped(&text)));
            }
            out.push_str(&format!("<TextEquiv><Unicode>{}</Unicode></TextEquiv></TextLine>\n", escaped(line.text)));
        }
        out.push_str("</TextRegion>\n");
    }
    out + "</Page>\n</PcGts>\n"
}
