//! Corrected text put into ALTO.

use std::collections::{HashMap, HashSet};

use regex::Regex;

use super::Splices;
use super::corrected::{Corrected, CorrectedLine, CorrectedWord};
use super::write::{retagged, tag};
use crate::export::xml::escaped;
use crate::import::xml::{XmlDocument, XmlNode};

/// The names of this program's own elements begin so.
const OWN: &str = "stet_";

/// Puts the text of a page's lines back, and notes its articles.
pub(super) fn put_back(document: &XmlDocument<'_>, corrected: &Corrected, splices: &mut Splices) {
    for line in corrected.lines.iter().filter(|line| line.old != line.new) {
        put_line(document, line, splices);
    }
    if version(document) >= 3 {
        articles(document, corrected, splices);
    }
}

/// The version of a document, by its namespace.
fn version(document: &XmlDocument<'_>) -> u32 {
    let space = document.root().and_then(|root| document.attribute(root, "xmlns").or_else(|| document.attribute(root, "alto")));
    let number = space.and_then(|space| space.split_once("ns-v")?.1.chars().next()?.to_digit(10));
    number.unwrap_or(2)
}

/// Words that are one now, in a line: a word goes on from the one before where a blank between them is gone, unless both are Chinese.
fn joined(words: &[CorrectedWord]) -> Vec<Vec<&CorrectedWord>> {
    let mut groups: Vec<Vec<&CorrectedWord>> = Vec::new();
    for word in words.iter().filter(|word| !word.new.trim().is_empty()) {
        let last = groups.last().and_then(|group| group.last()).and_then(|before| before.new.chars().next_back());
        let latin = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && u32::from(c) < 0x2000);
        let goes_on = word.blank.0 && !word.blank.1 && latin(last) && latin(word.new.chars().next());
        match groups.last_mut() {
            Some(group) if goes_on => group.push(word),
            _ => groups.push(vec![word]),
        }
    }
    groups
}

fn put_line(document: &XmlDocument<'_>, line: &CorrectedLine, splices: &mut Splices) {
    let groups = joined(&line.words);
    let beside = Neighbours::of(document, &line.words);
    let kept: HashSet<XmlNode> = groups.iter().filter_map(|group| group.first()).map(|word| word.node).collect();
    let mut gone: Vec<XmlNode> = line.words.iter().map(|word| word.node).filter(|node| !kept.contains(node)).collect();
    // A line has a string, be it empty.
    if kept.is_empty()
        && let Some(first) = (!gone.is_empty()).then(|| gone.remove(0))
    {
        splices.replace(whole(document, first), string(document, first, "", "", None));
    }
    for (rank, group) in groups.iter().enumerate() {
        let Some(first) = group.first() else { continue };
        let new: String = group.iter().map(|word| word.new.as_str()).collect();
        if new != first.old {
            let nodes: Vec<XmlNode> = group.iter().map(|word| word.node).collect();
            splices.replace(whole(document, first.node), strings(document, &nodes, &new));
        }
        let gap = beside.space_before(document, first.node);
        match (first.blank, gap) {
            ((false, true), None) if rank > 0 => {
                splices.insert(whole(document, first.node).start, prefixed(document, first.node, "SP", true))
            }
            ((true, false), Some(gap)) => splices.replace(whole(document, gap), ""),
            _ => {}
        }
    }
    for node in gone {
        splices.replace(whole(document, node), "");
        if let Some(gap) = beside.space_before(document, node).or_else(|| beside.space_after(document, node)) {
            splices.replace(whole(document, gap), "");
        }
    }
}

fn whole(document: &XmlDocument<'_>, node: XmlNode) -> std::ops::Range<usize> {
    document.element(node).map_or(0..0, |element| element.open.start..element.close.end.max(element.open.end))
}

/// The elements that stand right before and after those of a line. A line may have a hundred thousand words.
struct Neighbours {
    before: HashMap<XmlNode, XmlNode>,
    after: HashMap<XmlNode, XmlNode>,
}

impl Neighbours {
    fn of(document: &XmlDocument<'_>, words: &[CorrectedWord]) -> Neighbours {
        let mut beside = Neighbours { before: HashMap::new(), after: HashMap::new() };
        let parents: HashSet<XmlNode> = words.iter().filter_map(|word| document.element(word.node)?.parent).collect();
        for parent in parents {
            for (one, next) in document.children(parent).zip(document.children(parent).skip(1)) {
                beside.before.insert(next, one);
                beside.after.insert(one, next);
            }
        }
        beside
    }

    fn space_before(&self, document: &XmlDocument<'_>, node: XmlNode) -> Option<XmlNode> {
        self.before.get(&node).copied().filter(|one| document.name(*one) == "SP")
    }

    fn space_after(&self, document: &XmlDocument<'_>, node: XmlNode) -> Option<XmlNode> {
        self.after.get(&node).copied().filter(|one| document.name(*one) == "SP")
    }
}

/// A tag with the prefix that another element has.
fn prefixed(document: &XmlDocument<'_>, like: XmlNode, name: &str, empty: bool) -> String {
    tag(&format!("{}{name}", document.prefix(like)), &[], empty)
}

/// The strings that stand for those of some elements now: one for each word of the text, the width shared among them.
fn strings(document: &XmlDocument<'_>, nodes: &[XmlNode], new: &str) -> String {
    let Some(first) = nodes.first().copied() else { return String::new() };
    // A hyphen that divides a word has an element of its own kind.
    let number = |node: XmlNode, name: &str| document.attribute(node, name).and_then(|value| value.trim().parse::<f64>().ok());
    let left = nodes.iter().filter_map(|node| number(*node, "HPOS")).reduce(f64::min);
    let right = nodes.iter().filter_map(|node| Some(number(*node, "HPOS")? + number(*node, "WIDTH")?)).reduce(f64::max);
    let words: Vec<&str> = new.split_whitespace().collect();
    let all = new.chars().count().max(1) as f64;
    let mut out = String::new();
    let mut at = 0.0;
    for (rank, word) in words.iter().enumerate() {
        let share = word.chars().count() as f64;
        let place = left.zip(right).map(|(left, right)| {
            let width = right - left;
            if words.len() == 1 { (left, width) } else { ((left + width * at / all).round(), (width * share / all).round()) }
        });
        at += share + 1.0;
        if rank > 0 {
            out.push_str(&prefixed(document, first, "SP", true));
        }
        let suffix = if rank == 0 { String::new() } else { format!("_{}", rank + 1) };
        out.push_str(&string(document, first, word, &suffix, place));
    }
    out
}

/// A string's tag with another content, without what the OCR was sure of.
fn string(document: &XmlDocument<'_>, node: XmlNode, content: &str, suffix: &str, place: Option<(f64, f64)>) -> String {
    let id = document.attribute(node, "ID").filter(|_| !suffix.is_empty()).map(|id| format!("{id}{suffix}"));
    let mut set = vec![("CONTENT", content.to_owned())];
    set.extend(id.map(|id| ("ID", id)));
    if let Some((left, width)) = place {
        set.extend([("HPOS", left.to_string()), ("WIDTH", width.to_string())]);
    }
    retagged(document, node, &["WC", "CC", "SUBS_TYPE", "SUBS_CONTENT"], &set, true)
}

/// Groups of references for the articles. Lines without a name are given one.
fn articles(document: &XmlDocument<'_>, corrected: &Corrected, splices: &mut Splices) {
    let names = names(document, corrected);
    for (line, name) in corrected.lines.iter().zip(&names) {
        if let (Some(node), Some(name)) = (line.node.filter(|node| document.attribute(*node, "ID").is_none()), name)
            && let Some(element) = document.element(node)
        {
            splices.replace(element.open.clone(), retagged(document, node, &[], &[("ID", name.clone())], false));
        }
    }
    let Some(root) = document.root() else { return };
    let prefix = document.prefix(root).to_owned();
    let mut groups = String::new();
    let mut count = 0;
    let mut reference = |lines: &[usize]| {
        let mut out = String::new();
        for name in blocks(document, corrected, lines, &names) {
            count += 1;
            out.push_str(&tag(&format!("{prefix}ElementRef"), &[("ID", &format!("{OWN}ref_{count}")), ("REF", &name)], true));
        }
        out
    };
    for (index, group) in corrected.groups.iter().enumerate() {
        let members = reference(&group.lines);
        if group.title.is_none() {
            groups.push_str(&members);
            continue;
        }
        let id = format!("{OWN}article_{}", index + 1);
        let open = tag(&format!("{prefix}OrderedGroup"), &[("ID", &id), ("TAGREFS", &format!("{OWN}article"))], false);
        groups.push_str(&format!("{open}{members}</{prefix}OrderedGroup>\n"));
    }
    let order =
        format!("<{prefix}ReadingOrder><{prefix}OrderedGroup ID=\"{OWN}order\">\n{groups}</{prefix}OrderedGroup></{prefix}ReadingOrder>\n");
    let label = tag(&format!("{prefix}StructureTag"), &[("ID", &format!("{OWN}article")), ("LABEL", "article")], true);
    let has_label = document.elements.iter().any(|element| element.attribute("ID") == Some(&format!("{OWN}article")));
    let before_layout = document.child(root, "Layout").map_or(0, |layout| whole(document, layout).start);
    match document.child(root, "Tags").and_then(|tags| document.element(tags)) {
        Some(tags) if !has_label && tags.close.start > tags.open.end => splices.insert(tags.close.start, label),
        Some(_) => {}
        None => splices.insert(before_layout, format!("<{prefix}Tags>{label}</{prefix}Tags>\n{order}")),
    }
    match document.child(root, "ReadingOrder") {
        Some(old) => splices.replace(whole(document, old), order),
        None if document.child(root, "Tags").is_some() => splices.insert(before_layout, order),
        None => {}
    }
}

/// The names of a page's lines: their own, or those that they are given.
fn names(document: &XmlDocument<'_>, corrected: &Corrected) -> Vec<Option<String>> {
    let used = used(document);
    let name = |(index, line): (usize, &CorrectedLine)| {
        let own = document.attribute(line.node?, "ID").map(str::to_owned);
        // Only what can hold articles has names given.
        let given = || (version(document) >= 3).then(|| unused(&used, &format!("{OWN}line_{}", index + 1)));
        own.or_else(given)
    };
    corrected.lines.iter().enumerate().map(name).collect()
}

/// The names of what each of these lists of raw lines is in a document: of blocks, and of lines where they are a part of one. A line is in
/// one list alone.
pub(super) fn areas(document: &XmlDocument<'_>, corrected: &Corrected, lists: &[Vec<usize>]) -> Vec<Vec<String>> {
    let names = names(document, corrected);
    let mut taken = HashSet::new();
    let mut places = |lines: &Vec<usize>| -> Vec<usize> {
        let places = lines.iter().filter_map(|number| corrected.numbers.get(*number).copied().flatten());
        places.filter(|place| taken.insert(*place)).collect()
    };
    let places: Vec<Vec<usize>> = lists.iter().map(&mut places).collect();
    places.iter().map(|lines| blocks(document, corrected, lines, &names)).collect()
}

/// The names of lines; that of their block where all of it stands together.
fn blocks(document: &XmlDocument<'_>, corrected: &Corrected, lines: &[usize], names: &[Option<String>]) -> Vec<String> {
    let block_of = |line: usize| corrected.lines.get(line).and_then(|line| document.element(line.node?)?.parent);
    let mut found = Vec::new();
    let mut rest = lines;
    while let Some((first, others)) = rest.split_first() {
        let block = block_of(*first);
        // Only from its first line on can all of a block stand here.
        let is_first = first.checked_sub(1).is_none_or(|before| block_of(before) != block);
        let count = block.filter(|_| is_first).map_or(0, |block| document.named(block, "TextLine").count());
        let whole = count > 0
            && rest.len() >= count
            && (0..count).all(|step| rest.get(step) == Some(&(first + step)) && block_of(first + step) == block);
        match block.and_then(|block| document.attribute(block, "ID")).filter(|_| whole) {
            Some(id) => {
                found.push(id.to_owned());
                rest = rest.get(count..).unwrap_or_default();
            }
            None => {
                found.extend(names.get(*first).cloned().flatten());
                rest = others;
            }
        }
    }
    found
}

/// The names that elements have.
fn used<'a>(document: &'a XmlDocument<'_>) -> HashSet<&'a str> {
    document.elements.iter().filter_map(|element| element.attribute("ID")).collect()
}

/// A name that no element has.
fn unused(used: &HashSet<&str>, name: &str) -> String {
    let mut tried = name.to_owned();
    let mut number = 1;
    while used.contains(tried.as_str()) {
        number += 1;
        tried = format!("{name}_{number}");
    }
    tried
}

/// Says in the document what was done, and makes version 3 version 4.
pub(super) fn finish(document: &XmlDocument<'_>, splices: &mut Splices) {
    let Some(root) = document.root() else { return };
    let version = version(document);
    let prefix = document.prefix(root).to_owned();
    let software = format!(
        "<{prefix}processingStepDescription>{}</{prefix}processingStepDescription><{prefix}processingSoftware><{prefix}softwareName>Stet</{prefix}softwareName>\
         <{prefix}softwareVersion>{}</{prefix}softwareVersion></{prefix}processingSoftware>",
        escaped("text corrected and put in articles"),
        env!("CARGO_PKG_VERSION")
    );
    let id = unused(&used(document), &format!("{OWN}processing"));
    let description = document.child(root, "Description");
    let last = description.and_then(|description| document.named(description, "OCRProcessing").last());
    let step = if version >= 3 {
        format!("<{prefix}Processing ID=\"{id}\">{software}</{prefix}Processing>\n")
    } else if last.is_some() {
        format!("<{prefix}postProcessingStep>{software}</{prefix}postProcessingStep>\n")
    } else {
        let done = format!("<{prefix}ocrProcessingStep/><{prefix}postProcessingStep>{software}</{prefix}postProcessingStep>");
        format!("<{prefix}OCRProcessing ID=\"{id}\">{done}</{prefix}OCRProcessing>\n")
    };
    let end = |node: XmlNode| document.element(node).map_or(0, |element| element.close.start);
    match (description, last) {
        (Some(_), Some(last)) if version < 3 => splices.insert(end(last), step),
        (Some(description), _) => splices.insert(end(description), step),
        (None, _) => {
            let at = document.element(root).map_or(0, |root| root.open.end);
            splices.insert(
                at,
                format!("\n<{prefix}Description><{prefix}MeasurementUnit>pixel</{prefix}MeasurementUnit>{step}</{prefix}Description>\n"),
            );
        }
    }
    if version >= 3
        && let Some(element) = document.element(root)
    {
        let tag = document.text.get(element.open.clone()).unwrap_or_default().replace("ns-v3#", "ns-v4#");
        let tag = match Regex::new(r"http://[^\s\x22']*/alto[^\s\x22']*\.xsd") {
            Ok(schema) => schema.replace_all(&tag, "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd").into_owned(),
            Err(_) => tag,
        };
        splices.replace(element.open.clone(), tag);
    }
}
