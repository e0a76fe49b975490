//! Pieces of XML as text, for writing it.

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::Attributes;

use crate::export::xml::escaped;
use crate::import::xml::{XmlDocument, XmlNode};

/// A start tag of this name, without attributes of its own; for writing XML.
pub(super) fn tag(name: &str, attributes: &[(&str, &str)], empty: bool) -> String {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        let value = escaped(value);
        start.push_attribute((key.as_bytes(), value.as_bytes()));
    }
    format!("<{}{}>", String::from_utf8_lossy(&start), if empty { "/" } else { "" })
}

/// The start tag of an element with other attributes: those of `drop` left out, those of `set` set. `empty` makes it one without an end
/// tag.
pub(super) fn retagged(document: &XmlDocument<'_>, node: XmlNode, drop: &[&str], set: &[(&str, String)], empty: bool) -> String {
    let Some(element) = document.element(node) else { return String::new() };
    let source = document.text.get(element.open.clone()).unwrap_or_default();
    let inner = source.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let mut out = format!("<{}", inner.get(..end).unwrap_or_default());
    let mut done: Vec<&str> = Vec::new();
    let mut push = |key: &str, value: &str| out.push_str(&format!(" {key}=\"{value}\""));
    for attribute in Attributes::html(inner, end).with_checks(false).flatten() {
        let (key, value) = (String::from_utf8_lossy(attribute.key.0), String::from_utf8_lossy(&attribute.value));
        match set.iter().find(|(name, _)| *name == key) {
            Some((name, value)) => {
                push(name, &escaped(value));
                done.push(name);
            }
            None if drop.contains(&key.as_ref()) => {}
            None => push(&key, &value.replace('"', "&quot;")),
        }
    }
    for (name, value) in set.iter().filter(|(name, _)| !done.contains(name)) {
        push(name, &escaped(value));
    }
    out + if empty || source.ends_with("/>") { "/>" } else { ">" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::read;

    #[test]
    fn what_is_written_can_be_read() {
        let written = format!("{}{}</x>", tag("x", &[("y", "a\"<&>'")], false), escaped("<&\u{0}>"));
        let document = read(&written).expect("a document");
        assert_eq!((document.attribute(XmlNode(0), "y"), document.text_of(XmlNode(0)).as_str()), (Some("a\"<&>'"), "<&>"));
    }

    #[test]
    fn a_tag_gets_other_attributes_and_keeps_the_rest() {
        let document = read("<p:a x:y='1' b=\"2\" c='\"'/>").expect("a document");
        let tag = retagged(&document, XmlNode(0), &["b"], &[("c", "3".to_owned()), ("d", "<".to_owned())], false);
        assert_eq!(tag, "<p:a x:y=\"1\" c=\"3\" d=\"&lt;\"/>");
    }
}
