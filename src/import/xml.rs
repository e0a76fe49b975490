//! XML and HTML as a tree of elements, read leniently: what is nearly right is read and a [`Fault`] says where it was not.
//!
//! The parser is quick-xml. It reads no DTD, fetches nothing and expands no entity but the five of XML, the few of HTML that OCR programs
//! write, and characters by number; any other stays as it is written. How deep elements nest and how many there are is bounded.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use quick_xml::{Reader, escape};

use super::faults::{Fault, FaultKind};

/// How deep elements may nest. A page's need about a dozen levels.
const DEEPEST: usize = 200;
/// How many elements and stretches of text a file may have.
const MOST_NODES: usize = 2_000_000;
/// How many faults of a file are told. The first are those that matter.
const MOST_FAULTS: usize = 20;

/// Why a file is not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// Elements nest too deep, at this byte.
    Deep(usize),
    /// There are too many elements.
    Many,
}

/// Which element of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Node(pub usize);

/// What an element holds.
#[derive(Clone, Debug)]
pub(crate) enum Child<'a> {
    Element(Node),
    Text(Cow<'a, str>),
}

/// An element.
#[derive(Clone, Debug)]
pub(crate) struct Element<'a> {
    /// Its name without a prefix.
    pub name: &'a str,
    /// Its attributes, by their names without prefixes, in order.
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    pub children: Vec<Child<'a>>,
    pub parent: Option<Node>,
    /// The bytes of its start tag, or of all of it where it is empty.
    pub open: Range<usize>,
    /// The bytes of its end tag; empty where it has none.
    pub close: Range<usize>,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_ref())
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = Node> {
        self.children.iter().filter_map(|child| if let Child::Element(node) = child { Some(*node) } else { None })
    }
}

/// A document: its elements, in the order of their start tags. The first holds the others.
pub(crate) struct Document<'a> {
    pub text: &'a str,
    pub elements: Vec<Element<'a>>,
    pub faults: Vec<Fault>,
}

/// The name of the first element of a text, if it is XML or HTML.
pub(crate) fn root_name(text: &str) -> Option<&str> {
    let mut reader = Reader::from_str(text);
    let mut from = 0;
    // Comments and instructions may stand before it.
    for _ in 0..64 {
        match reader.read_event().ok()? {
            Event::Start(_) | Event::Empty(_) => {
                let tag = text.get(from..)?.strip_prefix('<')?;
                return local(tag.get(..tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?)?);
            }
            Event::Text(text) if text.iter().all(|byte| byte.is_ascii_whitespace()) => {}
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            _ => return None,
        }
        from = usize::try_from(reader.buffer_position()).ok()?;
    }
    None
}

/// A name without its prefix; nothing where it is none.
fn local(name: &str) -> Option<&str> {
    let name = name.rsplit(':').next().unwrap_or(name);
    name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_').then_some(name)
}

/// HTML elements that have no end tag.
fn is_void(name: &str) -> bool {
    matches!(name, "meta" | "br" | "img" | "hr" | "link" | "input" | "base" | "col" | "wbr")
}

/// Reads a text as a document.
///
/// # Errors
/// There is too much of it.
pub(crate) fn read(text: &str) -> Result<Document<'_>, TooMuch> {
    let mut builder = Builder { text, elements: Vec::new(), open: Vec::new(), faults: Vec::new(), nodes: 0 };
    let mut from = 0;
    while let Some(next) = builder.run(from)? {
        from = next;
    }
    while let Some(node) = builder.open.pop() {
        let at = builder.elements.get(node.0).map_or(0, |element| element.open.start);
        let name = builder.elements.get(node.0).map_or("", |element| element.name);
        if !is_void(name) {
            builder.fault(at, FaultKind::NotClosed(name.to_owned()));
        }
        if let Some(element) = builder.elements.get_mut(node.0) {
            element.close = text.len()..text.len();
        }
    }
    Ok(Document { text, elements: builder.elements, faults: builder.faults })
}

struct Builder<'a> {
    text: &'a str,
    elements: Vec<Element<'a>>,
    open: Vec<Node>,
    faults: Vec<Fault>,
    nodes: usize,
}

impl<'a> Builder<'a> {
    fn fault(&mut self, at: usize, kind: FaultKind) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { at, kind });
        }
    }

    /// Reads from a byte on. Gives the byte to go on from where a bracket was no tag; nothing at the end.
    fn run(&mut self, base: usize) -> Result<Option<usize>, TooMuch> {
        let text = self.text;
        let mut reader = Reader::from_str(text.get(base..).unwrap_or_default());
        let config = reader.config_mut();
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
        let mut from = base;
        loop {
            let event = reader.read_event();
            let to = base + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let slice = text.get(from..to).unwrap_or_default();
            match event {
                Ok(Event::Start(_)) | Ok(Event::Empty(_)) => {
                    let inner = slice.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(slice);
                    if !self.start(inner, from..to)? {
                        self.fault(from, FaultKind::Unescaped("<".to_owned()));
                        self.push(Child::Text(Cow::Borrowed("<")))?;
                        return Ok(Some(from + 1));
                    }
                }
                Ok(Event::End(_)) => self.end(slice.trim_start_matches("</").trim_end_matches('>').trim(), from..to),
                Ok(Event::Text(_) | Event::GeneralRef(_)) => {
                    let value = self.unescape(slice, from);
                    self.push(Child::Text(value))?;
                }
                Ok(Event::CData(_)) => {
                    let value = slice.strip_prefix("<![CDATA[").and_then(|value| value.strip_suffix("]]>")).unwrap_or(slice);
                    self.push(Child::Text(Cow::Borrowed(value)))?;
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Ok(Event::Eof) => return Ok(None),
                Err(_) => {
                    self.fault(from, FaultKind::CutOff);
                    return Ok(None);
                }
            }
            from = to;
        }
    }

    /// Opens an element by what stands between its brackets; false where that is no tag.
    fn start(&mut self, inner: &'a str, place: Range<usize>) -> Result<bool, TooMuch> {
        let empty = inner.ends_with('/');
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
        let Some(name) = inner.get(..end).and_then(local) else { return Ok(false) };
        let attributes = self.attributes(inner, end, name, place.start);
        let node = Node(self.elements.len());
        self.push(Child::Element(node))?;
        let close = place.end..place.end;
        let parent = self.open.last().copied();
        self.elements.push(Element { name, attributes, children: Vec::new(), parent, open: place.clone(), close });
        if !empty && !is_void(name) {
            if self.open.len() >= DEEPEST {
                return Err(TooMuch::Deep(place.start));
            }
            self.open.push(node);
        }
        Ok(true)
    }

    fn attributes(&mut self, inner: &'a str, end: usize, name: &str, at: usize) -> Vec<(&'a str, Cow<'a, str>)> {
        let mut found: Vec<(&'a str, Cow<'a, str>)> = Vec::new();
        for attribute in Attributes::html(inner, end).with_checks(false) {
            let Ok(attribute) = attribute else {
                self.fault(at, FaultKind::Attribute(name.to_owned()));
                break;
            };
            let key = std::str::from_utf8(attribute.key.0).ok().and_then(local);
            let value = if let Cow::Borrowed(value) = attribute.value { std::str::from_utf8(value).ok() } else { None };
            if let (Some(key), Some(value)) = (key, value) {
                let value = self.unescape(value, at);
                found.push((key, value));
            }
        }
        found
    }

    fn end(&mut self, name: &str, place: Range<usize>) {
        let Some(name) = local(name) else { return };
        let Some(rank) = self.open.iter().rposition(|node| self.elements.get(node.0).is_some_and(|element| element.name == name)) else {
            if !is_void(name) {
                self.fault(place.start, FaultKind::StrayEnd(name.to_owned()));
            }
            return;
        };
        for node in self.open.split_off(rank) {
            let Some(element) = self.elements.get_mut(node.0) else { continue };
            element.close = place.clone();
            if element.name != name {
                element.close = place.start..place.start;
                let (at, kind) = (element.open.start, FaultKind::NotClosed(element.name.to_owned()));
                self.fault(at, kind);
            }
        }
    }

    fn push(&mut self, child: Child<'a>) -> Result<(), TooMuch> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(TooMuch::Many);
        }
        if let Some(parent) = self.open.last().and_then(|node| self.elements.get_mut(node.0)) {
            parent.children.push(child);
        }
        Ok(())
    }

    /// Text with its entities resolved; as it stands where one is not known.
    fn unescape(&mut self, raw: &'a str, at: usize) -> Cow<'a, str> {
        match escape::unescape_with(raw, entity) {
            Ok(value) => value,
            Err(_) => {
                self.fault(at, FaultKind::Unescaped(raw.trim().chars().take(24).collect()));
                Cow::Borrowed(raw)
            }
        }
    }
}

fn entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        "nbsp" => "\u{a0}",
        "shy" => "\u{ad}",
        "mdash" => "—",
        "ndash" => "–",
        "hellip" => "…",
        "middot" => "·",
        "ldquo" => "“",
        "rdquo" => "”",
        "lsquo" => "‘",
        "rsquo" => "’",
        _ => return None,
    })
}

impl<'a> Document<'a> {
    /// The prefix of an element's name, with its colon; empty where it has none.
    pub fn prefix(&self, node: Node) -> &str {
        let open = self.element(node).and_then(|element| self.text.get(element.open.clone())).unwrap_or_default();
        let name = open.trim_start_matches('<').split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
        name.rfind(':').and_then(|colon| name.get(..=colon)).unwrap_or_default()
    }

    pub fn element(&self, node: Node) -> Option<&Element<'a>> {
        self.elements.get(node.0)
    }

    /// The element that holds the others.
    pub fn root(&self) -> Option<Node> {
        (!self.elements.is_empty()).then_some(Node(0))
    }

    pub fn name(&self, node: Node) -> &str {
        self.element(node).map_or("", |element| element.name)
    }

    pub fn attribute(&self, node: Node, name: &str) -> Option<&str> {
        self.element(node)?.attribute(name)
    }

    /// The child elements of a node.
    pub fn children(&self, node: Node) -> impl Iterator<Item = Node> {
        self.element(node).into_iter().flat_map(Element::elements)
    }

    /// The child elements of this name.
    pub fn named<'b>(&'b self, node: Node, name: &'b str) -> impl Iterator<Item = Node> + 'b {
        self.children(node).filter(move |child| self.name(*child) == name)
    }

    /// The first child element of this name.
    pub fn child(&self, node: Node, name: &str) -> Option<Node> {
        self.named(node, name).next()
    }

    /// All elements inside a node, in order of their start tags.
    pub fn inside(&self, node: Node) -> impl Iterator<Item = Node> {
        let end = self
            .element(node)
            .map_or(0, |element| if element.close.is_empty() { element.open.end.max(element.close.start) } else { element.close.start });
        let inside = self.elements.iter().enumerate().skip(node.0 + 1).take_while(move |(_, element)| element.open.start < end);
        inside.map(|(index, _)| Node(index))
    }

    /// All the text in a node.
    pub fn text_of(&self, node: Node) -> String {
        let mut text = String::new();
        self.push_text(node, &mut text);
        text
    }

    fn push_text(&self, node: Node, text: &mut String) {
        // No deeper than elements may nest.
        for child in self.element(node).map(|element| element.children.as_slice()).unwrap_or_default() {
            match child {
                Child::Text(part) => text.push_str(part),
                Child::Element(node) => self.push_text(*node, text),
            }
        }
    }

    /// The first few of some names that no element has in this attribute.
    pub fn missing<'b>(&self, attribute: &str, names: impl Iterator<Item = &'b String>) -> Vec<String> {
        let known: HashSet<&str> = self.elements.iter().filter_map(|element| element.attribute(attribute)).collect();
        names.filter(|name| !known.contains(name.as_str())).take(3).cloned().collect()
    }

    /// Notes a fault at an element.
    pub fn fault(&mut self, node: Node, kind: FaultKind) {
        let at = self.element(node).map_or(0, |element| element.open.start);
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { at, kind });
        }
    }

    /// A number in an attribute; a fault where it is none, or not finite.
    pub fn number(&mut self, node: Node, name: &str) -> Option<f64> {
        let value = self.attribute(node, name)?.trim();
        match value.parse::<f64>().ok().filter(|number| number.is_finite()) {
            Some(number) => Some(number),
            None => {
                let kind = FaultKind::Number { attribute: name.to_owned(), value: value.chars().take(24).collect() };
                self.fault(node, kind);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::FilePlace;

    fn faults(text: &str) -> Vec<(usize, FaultKind)> {
        read(text).map(|document| document.faults.into_iter().map(|fault| (fault.at, fault.kind)).collect()).unwrap_or_default()
    }

    #[test]
    fn elements_have_names_attributes_text_and_places() {
        let text = "<?xml version='1.0'?><!-- c --><p:a p:x=\"1 &lt; 2\"><b/>文 &amp; 字<![CDATA[<]]></p:a>";
        let document = read(text).expect("a document");
        let root = document.root().expect("a root");
        assert_eq!((document.name(root), document.attribute(root, "x")), ("a", Some("1 < 2")));
        assert_eq!(document.text_of(root), "文 & 字<");
        assert_eq!(document.children(root).map(|child| document.name(child)).collect::<Vec<_>>(), ["b"]);
        let element = document.element(root).expect("an element");
        assert!(text[element.open.clone()].starts_with("<p:a ") && &text[element.close.clone()] == "</p:a>");
        assert!(document.faults.is_empty());
        assert_eq!(root_name(text), Some("a"));
        assert_eq!(root_name("本报讯 < 3"), None);
    }

    #[test]
    fn what_is_nearly_right_is_read_with_a_fault() {
        let text = "<a><b><c>1 < 2 & 3 &nope; </b><d x=1 y>4</d></e></a>";
        let document = read(text).expect("a document");
        assert_eq!(document.text_of(Node(0)), "1 < 2 & 3 &nope; 4");
        let kinds: Vec<FaultKind> = faults(text).into_iter().map(|(_, kind)| kind).collect();
        assert!(kinds.contains(&FaultKind::NotClosed("c".into())) && kinds.contains(&FaultKind::StrayEnd("e".into())), "{kinds:?}");
        assert!(kinds.contains(&FaultKind::Unescaped("&nope;".into())), "{kinds:?}");
        assert_eq!(document.attribute(Node(3), "x"), Some("1"));
        assert_eq!(FilePlace::of("甲\n乙丙", "甲\n乙".len()), FilePlace { line: 2, column: 2 });
    }

    #[test]
    fn a_file_that_is_cut_off_is_read_as_far_as_it_goes() {
        for text in ["<a><b>1</b><b>2", "<a><b>1</b><b>2</b", "<a><b>1</b><b x=\"2"] {
            let document = read(text).expect("a document");
            assert!(document.text_of(Node(0)).starts_with('1'), "{text}");
            assert!(!document.faults.is_empty(), "{text}");
        }
    }

    #[test]
    fn entities_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&y;&f;</a>";
        let document = read(bomb).expect("a document");
        assert_eq!(document.text_of(Node(0)), "&y;&f;");
    }

    #[test]
    fn too_deep_is_refused() {
        let deep = "<a>".repeat(100_000);
        assert!(matches!(read(&deep), Err(TooMuch::Deep(at)) if at == DEEPEST * 3));
    }
}
