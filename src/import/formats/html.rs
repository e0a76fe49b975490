//! HTML that no OCR program wrote: its text, a line for each block.

use crate::import::xml::{self, Child, XmlDocument, XmlNode};
use crate::import::{ImportError, Imported, Input, MAX_PAGE_BYTES, Reader, boxed};
use crate::page::{Page, is_blank};

pub(super) static READER: Reader = Reader {
    name: "HTML",
    endings: &["html", "htm"],
    is_list: false,
    most_bytes: MAX_PAGE_BYTES,
    tells: |beginning| beginning.root().is_some_and(|root| root.eq_ignore_ascii_case("html")),
    read,
};

fn read(input: &Input<'_>) -> Result<Imported, ImportError> {
    let (decoded, untrue) = input.decoded();
    let document = xml::read(&decoded.text).map_err(|much| boxed::too_much(input, &decoded.text, much))?;
    let mut text = String::new();
    if let Some(root) = document.root() {
        push(&document, root, &mut text);
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let text = lines.join("\n");
    if text.chars().all(is_blank) {
        return Err(ImportError::Empty { path: input.path.to_owned() });
    }
    // HTML is seldom well formed, and browsers say nothing of it either.
    let mut imported = Imported { pages: vec![Page::new(input.source(decoded.encoding), &text)], warnings: Vec::new() };
    input.tell_encoding(&decoded, untrue, &mut imported);
    Ok(imported)
}

/// Adds the text of an element as a browser shows it: runs of white space are one blank, blocks are lines.
fn push(document: &XmlDocument<'_>, node: XmlNode, text: &mut String) {
    let children = document.elements.get(node.0).map(|element| element.children.as_slice()).unwrap_or_default();
    for child in children {
        match child {
            Child::Text(own) => {
                for c in own.chars() {
                    match c {
                        ' ' | '\t' | '\n' | '\r' if text.ends_with([' ', '\n']) => {}
                        ' ' | '\t' | '\n' | '\r' => text.push(' '),
                        other => text.push(other),
                    }
                }
            }
            Child::Element(child) => {
                let name = document.name(*child).to_ascii_lowercase();
                match name.as_str() {
                    "head" | "script" | "style" | "template" | "noscript" => {}
                    "br" => text.push('\n'),
                    // The cells of a row stay apart.
                    "td" | "th" => {
                        text.push_str("  ");
                        push(document, *child, text);
                    }
                    inline if is_inline(inline) => push(document, *child, text),
                    _ => {
                        text.push('\n');
                        push(document, *child, text);
                        text.push('\n');
                    }
                }
            }
        }
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
    ) || matches!(
        name,
        "mark"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use std::path::Path;

    #[test]
    fn blocks_are_lines_and_scripts_are_no_text() {
        let text = "<!DOCTYPE html><html><head><title>x</title><style>p {}</style></head><body><h1>标题</h1><p>一 <b>二</b>\n 三<br>四<p>五\
             <script>if (1 < 2) {}</script><table><tr><td>甲</td><td>乙</td></tr></table></body></html>";
        let read = pages_of(Path::new("a.html"), text.as_bytes(), None).expect("a page");
        assert_eq!(read.pages[0].text(), "标题\n一 二 三\n四\n五\n甲  乙");
        assert!(matches!(pages_of(Path::new("a.html"), b"<html><body> </body></html>", None), Err(ImportError::Empty { .. })));
    }
}
