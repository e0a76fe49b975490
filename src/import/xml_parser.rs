//! From text to a tree of elements. The parser is quick-xml. It reads no DTD, fetches nothing and expands no entity but the five of XML, the
//! few of HTML that OCR programs write, and characters by number; any other stays as it is written.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use quick_xml::{Reader, escape};

use super::faults::{FaultKind, FileFault};
use super::xml::{Child, Element, XmlDocument, XmlNode};

/// How deep elements may nest. A page's need about a dozen levels.
pub(super) const DEEPEST: usize = 200;
/// How many elements and stretches of text a file may have.
const MOST_NODES: usize = 2_000_000;
/// How many faults of a file are told. The first are those that matter.
pub(super) const MOST_FAULTS: usize = 20;

/// Why a file is not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// Elements nest too deep, at this byte.
    Deep(usize),
    /// There are too many elements.
    Many,
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
pub(crate) fn read(text: &str) -> Result<XmlDocument<'_>, TooMuch> {
    let mut builder = TreeBuilder { text, elements: Vec::new(), open: Vec::new(), faults: Vec::new(), nodes: 0 };
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
    Ok(XmlDocument { text, elements: builder.elements, faults: builder.faults })
}

struct TreeBuilder<'a> {
    text: &'a str,
    elements: Vec<Element<'a>>,
    open: Vec<XmlNode>,
    faults: Vec<FileFault>,
    nodes: usize,
}

impl<'a> TreeBuilder<'a> {
    fn fault(&mut self, at: usize, kind: FaultKind) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(FileFault { at, kind });
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
        let node = XmlNode(self.elements.len());
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
