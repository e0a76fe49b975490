//! Corrected text put into PAGE: what a line or a word reads now is its text of index 0, what the OCR read that of index 1.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::Splices;
use super::corrected::{Corrected, CorrectedLine, CorrectedWord};
use super::write::{retagged, tag};
use crate::export::xml::escaped;
use crate::import::SourcePage;
use crate::import::xml::{XmlDocument, XmlNode};
use crate::page::{Outline, PixelPoint, PixelRect, Pixels};

/// Puts the text of a page's lines back, and groups its regions by articles. The page comes with its number in the document, counted
/// from 0.
pub(super) fn put_back(document: &XmlDocument<'_>, corrected: &Corrected, (number, source): (usize, &SourcePage), splices: &mut Splices) {
    for line in corrected.lines.iter().filter(|line| line.old != line.new) {
        put_line(document, line, splices);
    }
    put_regions(document, corrected, splices);
    if let Some(page) = source.node {
        articles(document, corrected, (number, page), splices);
    }
}

fn put_line(document: &XmlDocument<'_>, line: &CorrectedLine, splices: &mut Splices) {
    let Some(node) = line.node.filter(|node| document.name(*node) == "TextLine") else { return };
    for word in line.words.iter().filter(|word| word.old != word.new) {
        put_word(document, word, splices);
    }
    if document.child(node, "TextEquiv").is_some() {
        put_text(document, node, &line.new, splices);
    }
}

fn equivalent(document: &XmlDocument<'_>, like: XmlNode, text: &str, index: Option<&str>) -> String {
    let prefix = document.prefix(like);
    let attributes: Vec<(&str, &str)> = index.map(|index| ("index", index)).into_iter().collect();
    let open = tag(&format!("{prefix}TextEquiv"), &attributes, false);
    format!("{open}<{prefix}Unicode>{}</{prefix}Unicode></{prefix}TextEquiv>", escaped(text))
}

/// Puts a text before those of an element, which move on by one.
fn put_text(document: &XmlDocument<'_>, node: XmlNode, text: &str, splices: &mut Splices) {
    let mut at = None;
    for (rank, old) in document.named(node, "TextEquiv").enumerate() {
        let Some(element) = document.element(old) else { continue };
        let index = element.attribute("index").and_then(|index| index.trim().parse().ok()).unwrap_or(rank);
        let open = retagged(document, old, &[], &[("index", (index + 1).to_string())], false);
        let new = if at.is_none() { equivalent(document, node, text, Some("0")) } else { String::new() };
        at = Some(element.open.start);
        splices.replace(element.open.clone(), new + &open);
    }
}

/// A word that reads otherwise: where it is several words now, the others follow it.
fn put_word(document: &XmlDocument<'_>, word: &CorrectedWord, splices: &mut Splices) {
    let Some(element) = document.element(word.node) else { return };
    let parts: Vec<&str> = word.new.split_whitespace().collect();
    put_text(document, word.node, parts.first().copied().unwrap_or_default(), splices);
    for glyph in document.named(word.node, "Glyph").filter_map(|glyph| document.element(glyph)) {
        splices.replace(glyph.open.start..glyph.close.end.max(glyph.open.end), "");
    }
    let coords = document.child(word.node, "Coords");
    let Some((coords, rect)) = coords.and_then(|coords| Some((coords, rect(document, coords)?))) else { return };
    if parts.len() < 2 {
        return;
    }
    let all = word.new.chars().count().max(1) as f64;
    let mut at = 0.0;
    let prefix = document.prefix(word.node);
    for (rank, part) in parts.iter().enumerate() {
        let share = part.chars().count() as f64;
        let slice = points(rect.slice(at / all, (at + share) / all));
        at += share + 1.0;
        if rank == 0 {
            let open = document.element(coords).map_or(0..0, |coords| coords.open.clone());
            splices.replace(open, retagged(document, coords, &[], &[("points", slice)], true));
            continue;
        }
        let id = format!("{}_{}", element.attribute("id").unwrap_or("stet_word"), rank + 1);
        let open = tag(&format!("{prefix}Word"), &[("id", &id)], false);
        let place = tag(&format!("{prefix}Coords"), &[("points", &slice)], true);
        splices.insert(element.close.end, format!("{open}{place}{}</{prefix}Word>", equivalent(document, word.node, part, None)));
    }
}

fn rect(document: &XmlDocument<'_>, coords: XmlNode) -> Option<PixelRect> {
    let number = |text: &str| text.trim().parse::<f64>().ok().map(Pixels::nearest);
    let point = |pair: &str| {
        let (x, y) = pair.split_once(',')?;
        Some(PixelPoint { x: number(x)?, y: number(y)? })
    };
    let points = document.attribute(coords, "points")?.split_whitespace().filter_map(point).collect();
    Outline::of_polygon(points).map(|outline| outline.rect)
}

pub(super) fn points(rect: PixelRect) -> String {
    let PixelRect { left, top, right, bottom } = rect;
    let (l, t, r, b) = (left.0, top.0, right.0, bottom.0);
    format!("{l},{t} {r},{t} {r},{b} {l},{b}")
}

/// Regions that have the text of all their lines too, or only that.
fn put_regions(document: &XmlDocument<'_>, corrected: &Corrected, splices: &mut Splices) {
    let region_of = |line: &CorrectedLine| {
        let node = line.node?;
        if document.name(node) == "TextLine" { document.element(node)?.parent } else { Some(node) }
    };
    let mut texts: HashMap<XmlNode, Vec<&str>> = HashMap::new();
    for line in &corrected.lines {
        if let Some(region) = region_of(line) {
            texts.entry(region).or_default().push(line.new.trim_end());
        }
    }
    let changed = corrected.lines.iter().filter(|line| line.old != line.new).filter_map(region_of);
    let mut done: HashSet<XmlNode> = HashSet::new();
    for region in changed.filter(|region| done.insert(*region)) {
        if document.child(region, "TextEquiv").is_some() {
            put_text(document, region, &texts.remove(&region).unwrap_or_default().join("\n"), splices);
        }
    }
}

/// A reading order with a group for each article. A region belongs to the article that has most of its lines.
fn articles(document: &XmlDocument<'_>, corrected: &Corrected, (number, page): (usize, XmlNode), splices: &mut Splices) {
    // The names of a document's later pages are not those of its first.
    let own = if number == 0 { "stet_".to_owned() } else { format!("stet_{}_", number + 1) };
    let region_of = |line: usize| {
        let node = corrected.lines.get(line)?.node?;
        let region = if document.name(node) == "TextLine" { document.element(node)?.parent? } else { node };
        document.attribute(region, "id")
    };
    // How many lines of a region each article has; the regions in the order in which articles come to them.
    let mut shares: HashMap<&str, BTreeMap<usize, usize>> = HashMap::new();
    let mut regions: Vec<&str> = Vec::new();
    for (article, group) in corrected.groups.iter().enumerate() {
        for region in group.lines.iter().filter_map(|line| region_of(*line)) {
            let share = shares.entry(region).or_default();
            if share.is_empty() {
                regions.push(region);
            }
            *share.entry(article).or_default() += 1;
        }
    }
    let mut homes: Vec<Vec<&str>> = vec![Vec::new(); corrected.groups.len()];
    for region in regions {
        let most = shares.get(region).and_then(|share| share.iter().max_by_key(|(article, lines)| (**lines, Reverse(**article))));
        if let Some(home) = most.and_then(|(article, _)| homes.get_mut(*article)) {
            home.push(region);
        }
    }
    let prefix = document.prefix(page);
    let reference = |index: usize, region: &str| {
        tag(&format!("{prefix}RegionRefIndexed"), &[("index", &index.to_string()), ("regionRef", region)], true)
    };
    let mut groups = String::new();
    let mut index = 0;
    for ((article, group), home) in corrected.groups.iter().enumerate().zip(homes) {
        let Some(title) = &group.title else {
            for region in home {
                groups.push_str(&reference(index, region));
                index += 1;
            }
            continue;
        };
        if home.is_empty() {
            continue;
        }
        let (id, place) = (format!("{own}article_{}", article + 1), index.to_string());
        let mut attributes = vec![("id", id.as_str()), ("index", &place), ("type", "article")];
        if !title.is_empty() {
            attributes.push(("caption", title));
        }
        let members: String = home.iter().enumerate().map(|(index, region)| reference(index, region)).collect();
        let open = tag(&format!("{prefix}OrderedGroupIndexed"), &attributes, false);
        groups.push_str(&format!("{open}{members}</{prefix}OrderedGroupIndexed>\n"));
        index += 1;
    }
    if index == 0 {
        return;
    }
    let order =
        format!("<{prefix}ReadingOrder><{prefix}OrderedGroup id=\"{own}order\">\n{groups}</{prefix}OrderedGroup></{prefix}ReadingOrder>\n");
    if let Some(old) = document.child(page, "ReadingOrder").and_then(|old| document.element(old)) {
        return splices.replace(old.open.start..old.close.end.max(old.open.end), order.trim_end());
    }
    let first = document.children(page).find(|child| !matches!(document.name(*child), "AlternativeImage" | "Border" | "PrintSpace"));
    if let Some(first) = first.and_then(|first| document.element(first)) {
        splices.insert(first.open.start, order);
    }
}

/// Says in the document what was done.
pub(super) fn finish(document: &XmlDocument<'_>, splices: &mut Splices) {
    let Some(root) = document.root() else { return };
    let Some(metadata) = document.child(root, "Metadata") else { return };
    let prefix = document.prefix(metadata);
    let said = format!("text corrected and put in articles with Stet {}", env!("CARGO_PKG_VERSION"));
    let space = document
        .elements
        .first()
        .into_iter()
        .flat_map(|root| &root.attributes)
        .any(|(_, value)| value.contains("2018-07-15") || value.contains("2019-07-15"));
    let end = document.element(metadata).map_or(0, |metadata| metadata.close.start);
    if space {
        let attributes = [("type", "processingStep"), ("name", "correction"), ("value", said.as_str())];
        return splices.insert(end, tag(&format!("{prefix}MetadataItem"), &attributes, true));
    }
    match document.child(metadata, "Comments").and_then(|comments| document.element(comments)) {
        Some(comments) if !comments.close.is_empty() => splices.insert(comments.close.start, format!("; {}", escaped(&said))),
        _ => {
            let after = document.child(metadata, "LastChange").and_then(|last| document.element(last)).map_or(end, |last| last.close.end);
            splices.insert(after, format!("<{prefix}Comments>{}</{prefix}Comments>", escaped(&said)));
        }
    }
}
