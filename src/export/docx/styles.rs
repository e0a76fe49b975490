//! The styles of a document: a newspaper's headlines, decks and paragraphs with an indent of two characters.

use super::super::Context;
use super::super::xml::Xml;
use super::{HEAD, WORD};

/// A style of paragraphs.
struct DocxStyle {
    id: &'static str,
    name: &'static str,
    /// In half-points.
    size: &'static str,
    bold: bool,
    italic: bool,
    /// Six hexadecimal digits.
    colour: &'static str,
    align: &'static str,
    /// In hundredths of a character.
    indent: &'static str,
    /// Before and after, in twentieths of a point.
    space: (&'static str, &'static str),
    keep_with_next: bool,
    /// The level in the outline, where the style is of headings.
    outline: Option<&'static str>,
}

const PLAIN: DocxStyle = DocxStyle {
    id: "",
    name: "",
    size: "22",
    bold: false,
    italic: false,
    colour: "24211D",
    align: "left",
    indent: "0",
    space: ("0", "0"),
    keep_with_next: false,
    outline: None,
};

const STYLES: [DocxStyle; 22] = [
    DocxStyle { id: "Title", name: "Title", size: "52", bold: true, align: "center", space: ("0", "60"), ..PLAIN },
    DocxStyle { id: "Subtitle", name: "Subtitle", size: "20", colour: "5F5A52", align: "center", space: ("0", "480"), ..PLAIN },
    DocxStyle {
        id: "PageHeading",
        name: "Page Heading",
        size: "20",
        bold: true,
        colour: "B93A2B",
        space: ("480", "0"),
        keep_with_next: true,
        ..PLAIN
    },
    DocxStyle {
        id: "Separator",
        name: "Separator",
        colour: "8A847A",
        align: "center",
        space: ("360", "240"),
        keep_with_next: true,
        ..PLAIN
    },
    DocxStyle { id: "Kicker", name: "Kicker", size: "22", colour: "5F5A52", space: ("480", "0"), keep_with_next: true, ..PLAIN },
    DocxStyle {
        id: "Heading1",
        name: "heading 1",
        size: "34",
        bold: true,
        space: ("240", "60"),
        keep_with_next: true,
        outline: Some("0"),
        ..PLAIN
    },
    DocxStyle { id: "Deck", name: "Deck", size: "24", colour: "5F5A52", space: ("0", "120"), keep_with_next: true, ..PLAIN },
    DocxStyle { id: "Byline", name: "Byline", size: "20", colour: "5F5A52", space: ("60", "120"), ..PLAIN },
    DocxStyle {
        id: "Heading2",
        name: "heading 2",
        size: "24",
        bold: true,
        space: ("200", "80"),
        keep_with_next: true,
        outline: Some("1"),
        ..PLAIN
    },
    DocxStyle { id: "BodyText", name: "Body Text", align: "both", indent: "200", ..PLAIN },
    DocxStyle { id: "Verse", name: "Verse", indent: "400", ..PLAIN },
    DocxStyle { id: "ListParagraph", name: "List Paragraph", indent: "200", ..PLAIN },
    DocxStyle { id: "Row", name: "Table Row", size: "20", ..PLAIN },
    DocxStyle { id: "Signature", name: "Signature", align: "right", space: ("60", "120"), ..PLAIN },
    DocxStyle { id: "Advertisement", name: "Advertisement", size: "19", colour: "5F5A52", align: "both", indent: "200", ..PLAIN },
    DocxStyle { id: "Caption", name: "caption", size: "19", colour: "5F5A52", space: ("120", "0"), ..PLAIN },
    DocxStyle { id: "Credit", name: "Credit", size: "18", colour: "5F5A52", align: "right", space: ("0", "120"), ..PLAIN },
    DocxStyle { id: "JumpLine", name: "Jump Line", size: "20", italic: true, colour: "5F5A52", align: "right", ..PLAIN },
    DocxStyle { id: "Facts", name: "Facts", size: "18", colour: "5F5A52", space: ("40", "0"), ..PLAIN },
    DocxStyle { id: "CommentText", name: "annotation text", size: "20", ..PLAIN },
    DocxStyle { id: "Header", name: "header", size: "18", ..PLAIN },
    DocxStyle { id: "Footer", name: "footer", size: "18", colour: "5F5A52", align: "center", ..PLAIN },
];

/// The part that holds the styles.
pub(super) fn styles(context: &Context<'_>) -> String {
    let mut xml = Xml::new(HEAD);
    let (latin, chinese) = context.text_language().of_latin_and_chinese();
    xml.block("w:styles", &[("xmlns:w", WORD)], |xml| {
        xml.block("w:docDefaults", &[], |xml| {
            xml.line("w:rPrDefault", &[], |xml| {
                xml.inline("w:rPr", &[], |xml| {
                    xml.empty("w:rFonts", &[("w:ascii", "Times New Roman"), ("w:hAnsi", "Times New Roman"), ("w:eastAsia", "宋体")]);
                    xml.empty("w:sz", &[("w:val", PLAIN.size)]);
                    xml.empty("w:lang", &[("w:val", latin), ("w:eastAsia", chinese)]);
                });
            });
            xml.line("w:pPrDefault", &[], |xml| {
                // A line and a half, in 240ths of a line.
                xml.inline("w:pPr", &[], |xml| xml.empty("w:spacing", &[("w:line", "360"), ("w:lineRule", "auto")]));
            });
        });
        xml.line("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| name(xml, "Normal"));
        xml.line("w:style", &[("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultParagraphFont")], |xml| {
            name(xml, "Default Paragraph Font");
        });
        STYLES.iter().for_each(|style| paragraph_style(xml, style));
        character_style(xml, "FactName", "Fact Name", |xml| xml.empty("w:b", &[]));
        character_style(xml, "CommentReference", "annotation reference", |xml| xml.empty("w:sz", &[("w:val", "16")]));
        character_style(xml, "Mark", "Mark", |xml| xml.empty("w:color", &[("w:val", "B93A2B")]));
    });
    xml.finish()
}

fn name(xml: &mut Xml, name: &str) {
    xml.empty("w:name", &[("w:val", name)]);
}

/// A style's elements stand in the order of the schema.
fn paragraph_style(xml: &mut Xml, style: &DocxStyle) {
    xml.line("w:style", &[("w:type", "paragraph"), ("w:styleId", style.id)], |xml| {
        name(xml, style.name);
        xml.empty("w:basedOn", &[("w:val", "Normal")]);
        xml.empty("w:qFormat", &[]);
        xml.inline("w:pPr", &[], |xml| {
            if style.keep_with_next {
                xml.empty("w:keepNext", &[]);
            }
            xml.empty("w:spacing", &[("w:before", style.space.0), ("w:after", style.space.1)]);
            xml.empty("w:ind", &[("w:firstLineChars", style.indent), ("w:firstLine", if style.indent == "0" { "0" } else { "440" })]);
            xml.empty("w:jc", &[("w:val", style.align)]);
            if let Some(level) = style.outline {
                xml.empty("w:outlineLvl", &[("w:val", level)]);
            }
        });
        xml.inline("w:rPr", &[], |xml| {
            if style.bold {
                xml.empty("w:b", &[]);
            }
            if style.italic {
                xml.empty("w:i", &[]);
            }
            xml.empty("w:color", &[("w:val", style.colour)]);
            xml.empty("w:sz", &[("w:val", style.size)]);
        });
    });
}

fn character_style(xml: &mut Xml, id: &str, called: &str, looks: impl FnOnce(&mut Xml)) {
    xml.line("w:style", &[("w:type", "character"), ("w:customStyle", "1"), ("w:styleId", id)], |xml| {
        name(xml, called);
        xml.inline("w:rPr", &[], looks);
    });
}

#[cfg(test)]
mod tests {
    use super::STYLES;
    use crate::edition::Role;

    #[test]
    fn every_role_has_its_style() {
        let missing = Role::ALL.into_iter().filter(|role| STYLES.iter().all(|style| style.id != role.form().docx));
        assert_eq!(missing.collect::<Vec<_>>(), []);
    }
}
