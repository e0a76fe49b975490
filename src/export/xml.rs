//! Writing XML, and HTML in the syntax of XML, so that both kinds of reader take it.

use crate::printable::printable;
use quick_xml::escape;

/// A document that is being written. Elements are closed where they were opened, and all text is escaped.
pub(crate) struct Xml {
    out: String,
}

/// Names with values.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A document that begins with these words, as they are.
    pub(crate) fn new(head: &str) -> Xml {
        Xml { out: head.to_owned() }
    }

    /// The document.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// An element in the flow of text.
    pub(crate) fn inline(&mut self, name: &str, attributes: Attributes<'_>, content: impl FnOnce(&mut Xml)) {
        self.tag(name, attributes, ">");
        content(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element with text on a line of its own.
    pub(crate) fn line(&mut self, name: &str, attributes: Attributes<'_>, content: impl FnOnce(&mut Xml)) {
        self.inline(name, attributes, content);
        self.out.push('\n');
    }

    /// An element that holds others, each on a line of its own.
    pub(crate) fn block(&mut self, name: &str, attributes: Attributes<'_>, content: impl FnOnce(&mut Xml)) {
        self.line(name, attributes, |xml| {
            xml.out.push('\n');
            content(xml);
        });
    }

    /// An element that holds text alone, on a line of its own.
    pub(crate) fn leaf(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.line(name, attributes, |xml| xml.text(text));
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes, "/>");
    }

    /// An element without content on a line of its own.
    pub(crate) fn empty_line(&mut self, name: &str, attributes: Attributes<'_>) {
        self.empty(name, attributes);
        self.out.push('\n');
    }

    /// Text.
    pub(crate) fn text(&mut self, text: &str) {
        for c in printable(text).chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                _ => self.out.push(c),
            }
        }
    }

    /// Markup that is known to be sound.
    pub(crate) fn markup(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            for c in printable(value).chars() {
                match c {
                    '&' => self.out.push_str("&amp;"),
                    '<' => self.out.push_str("&lt;"),
                    '"' => self.out.push_str("&quot;"),
                    _ => self.out.push(c),
                }
            }
            self.out.push('"');
        }
        self.out.push_str(end);
    }
}

/// A name as an address: letters of ASCII, digits and what of this `stays` stand as they are, all else by its bytes (RFC 3986).
pub(crate) fn address(name: &str, stays: &[u8]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || stays.contains(&byte);
    name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A text as it stands in XML, between tags or as the value of an attribute. What XML cannot hold is left out.
pub(crate) fn escaped(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let text: String = text.chars().filter(allowed).collect();
    escape::escape(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut xml = Xml::new("");
        xml.line("p", &[("n", "a\"<&\u{1}")], |xml| {
            xml.text("]]> & <\u{0}");
            xml.empty("lb", &[]);
        });
        assert_eq!(xml.finish(), "<p n=\"a&quot;&lt;&amp;\u{fffd}\">]]&gt; &amp; &lt;\u{fffd}<lb/></p>\n");
    }
}
