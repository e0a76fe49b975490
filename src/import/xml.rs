//! XML and HTML as a tree of elements, read leniently: what is nearly right is read and a [`FileFault`] says where it was not.
//! How deep elements nest and how many there are is bounded.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::faults::{FaultKind, FileFault};
use super::xml_parser::MOST_FAULTS;
pub(crate) use super::xml_parser::{TooMuch, read, root_name};

/// Which element of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct XmlNode(pub usize);

/// What an element holds.
#[derive(Clone, Debug)]
pub(crate) enum Child<'a> {
    Element(XmlNode),
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
    pub parent: Option<XmlNode>,
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
    pub fn elements(&self) -> impl Iterator<Item = XmlNode> {
        self.children.iter().filter_map(|child| if let Child::Element(node) = child { Some(*node) } else { None })
    }
}

/// A document: its elements, in the order of their start tags. The first holds the others.
pub(crate) struct XmlDocument<'a> {
    pub text: &'a str,
    pub elements: Vec<Element<'a>>,
    pub faults: Vec<FileFault>,
}

impl<'a> XmlDocument<'a> {
    /// The prefix of an element's name, with its colon; empty where it has none.
    pub fn prefix(&self, node: XmlNode) -> &str {
        let open = self.element(node).and_then(|element| self.text.get(element.open.clone())).unwrap_or_default();
        let name = open.trim_start_matches('<').split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
        name.rfind(':').and_then(|colon| name.get(..=colon)).unwrap_or_default()
    }

    pub fn element(&self, node: XmlNode) -> Option<&Element<'a>> {
        self.elements.get(node.0)
    }

    /// The element that holds the others.
    pub fn root(&self) -> Option<XmlNode> {
        (!self.elements.is_empty()).then_some(XmlNode(0))
    }

    pub fn name(&self, node: XmlNode) -> &str {
        self.element(node).map_or("", |element| element.name)
    }

    pub fn attribute(&self, node: XmlNode, name: &str) -> Option<&str> {
        self.element(node)?.attribute(name)
    }

    /// The child elements of a node.
    pub fn children(&self, node: XmlNode) -> impl Iterator<Item = XmlNode> {
        self.element(node).into_iter().flat_map(Element::elements)
    }

    /// The child elements of this name.
    pub fn named<'b>(&'b self, node: XmlNode, name: &'b str) -> impl Iterator<Item = XmlNode> + 'b {
        self.children(node).filter(move |child| self.name(*child) == name)
    }

    /// The first child element of this name.
    pub fn child(&self, node: XmlNode, name: &str) -> Option<XmlNode> {
        self.named(node, name).next()
    }

    /// All elements inside a node, in order of their start tags.
    pub fn inside(&self, node: XmlNode) -> impl Iterator<Item = XmlNode> {
        let end = self
            .element(node)
            .map_or(0, |element| if element.close.is_empty() { element.open.end.max(element.close.start) } else { element.close.start });
        let inside = self.elements.iter().enumerate().skip(node.0 + 1).take_while(move |(_, element)| element.open.start < end);
        inside.map(|(index, _)| XmlNode(index))
    }

    /// All the text in a node.
    pub fn text_of(&self, node: XmlNode) -> String {
        let mut text = String::new();
        self.push_text(node, &mut text);
        text
    }

    fn push_text(&self, node: XmlNode, text: &mut String) {
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
    pub fn fault(&mut self, node: XmlNode, kind: FaultKind) {
        let at = self.element(node).map_or(0, |element| element.open.start);
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(FileFault { at, kind });
        }
    }

    /// A number in an attribute; a fault where it is none, or not finite.
    pub fn number(&mut self, node: XmlNode, name: &str) -> Option<f64> {
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
    use crate::import::xml_parser::DEEPEST;

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
        assert_eq!(document.text_of(XmlNode(0)), "1 < 2 & 3 &nope; 4");
        let kinds: Vec<FaultKind> = faults(text).into_iter().map(|(_, kind)| kind).collect();
        assert!(kinds.contains(&FaultKind::NotClosed("c".into())) && kinds.contains(&FaultKind::StrayEnd("e".into())), "{kinds:?}");
        assert!(kinds.contains(&FaultKind::Unescaped("&nope;".into())), "{kinds:?}");
        assert_eq!(document.attribute(XmlNode(3), "x"), Some("1"));
        assert_eq!(FilePlace::of("甲\n乙丙", "甲\n乙".len()), FilePlace { line: 2, column: 2 });
    }

    #[test]
    fn a_file_that_is_cut_off_is_read_as_far_as_it_goes() {
        for text in ["<a><b>1</b><b>2", "<a><b>1</b><b>2</b", "<a><b>1</b><b x=\"2"] {
            let document = read(text).expect("a document");
            assert!(document.text_of(XmlNode(0)).starts_with('1'), "{text}");
            assert!(!document.faults.is_empty(), "{text}");
        }
    }

    #[test]
    fn entities_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&y;&f;</a>";
        let document = read(bomb).expect("a document");
        assert_eq!(document.text_of(XmlNode(0)), "&y;&f;");
    }

    #[test]
    fn too_deep_is_refused() {
        let deep = "<a>".repeat(100_000);
        assert!(matches!(read(&deep), Err(TooMuch::Deep(at)) if at == DEEPEST * 3));
    }
}
