//! A document for word processors: Office Open XML (ECMA-376, WordprocessingML) with named styles, so that a contents list can be made of
//! its headings and its looks can be changed in one place.

mod comments;
mod styles;

use super::Context;
use super::marks::Mark;
use super::package::{Entry, zip};
use super::story::{ReadStory, StoryLine, StoryPart, StoryRun, cells};
use super::xml::Xml;
use super::{Switch, iso_date};
use comments::CommentPart;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const PARTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// How wide the text is on A4 between the margins of [`section`], in twentieths of a point.
const TEXT_WIDTH: usize = 11906 - 2 * 1417;

/// An edition as the bytes of a document.
pub(super) fn export(context: &Context<'_>) -> Vec<u8> {
    let comments = comments::parts(context);
    let mut entries = vec![
        Entry::new("[Content_Types].xml", content_types(&comments)),
        Entry::new("_rels/.rels", package_relations()),
        Entry::new("word/document.xml", document(context)),
        Entry::new("word/styles.xml", styles::styles(context)),
        Entry::new("word/footer1.xml", footer()),
        Entry::new("word/settings.xml", settings(context)),
        Entry::new("word/_rels/document.xml.rels", document_relations(&comments)),
        Entry::new("docProps/core.xml", properties(context)),
    ];
    entries.extend(comments.into_iter().map(|part| Entry::new(format!("word/{}.xml", part.name), part.xml)));
    zip(&entries)
}

fn document(context: &Context<'_>) -> String {
    let mut xml = Xml::new(HEAD);
    xml.block("w:document", &[("xmlns:w", WORD), ("xmlns:r", RELATIONS)], |xml| {
        xml.block("w:body", &[], |xml| {
            let alone = context.options.has(Switch::PerArticle);
            if !alone {
                let (title, known) = context.nameplate();
                paragraph(xml, "Title", |xml| run(xml, &title));
                paragraph(xml, "Subtitle", |xml| run(xml, &known.join("　")));
            }
            let stories = context.stories();
            let mut before: Option<&ReadStory<'_>> = None;
            for story in &stories {
                if before.is_some() && story.headline().is_none() {
                    // Nothing else would say that an article begins here.
                    paragraph(xml, "Separator", |xml| run(xml, "＊　＊　＊"));
                }
                for heading in context.headings(story, before) {
                    paragraph(xml, "PageHeading", |xml| run(xml, &heading));
                }
                write_story(xml, context, story);
                before = Some(story);
            }
            for (key, lines) in context.apart() {
                paragraph(xml, "Heading1", |xml| run(xml, &context.words.text(key)));
                lines.iter().for_each(|line| paragraph(xml, "Facts", |xml| write_line(xml, context, line)));
            }
            legend(xml, context);
            section(xml);
        });
    });
    xml.finish()
}

fn write_story(xml: &mut Xml, context: &Context<'_>, story: &ReadStory<'_>) {
    for group in story.parts.chunk_by(StoryPart::gathers_with) {
        match group.first() {
            Some(first) if first.role.form().cell.is_some() => write_table(xml, context, group),
            _ => group.iter().for_each(|part| write_part(xml, context, part)),
        }
    }
    for fact in story.facts() {
        paragraph(xml, "Facts", |xml| {
            let name = context.words.text(&format!("export-{}", fact.key));
            styled_run(xml, Some("FactName"), &format!("{name}　"));
            run(xml, &fact.terms.join("、"));
        });
    }
}

fn write_part(xml: &mut Xml, context: &Context<'_>, part: &StoryPart<'_>) {
    paragraph(xml, part.role.form().docx, |xml| {
        for (index, line) in part.lines.iter().enumerate() {
            if index > 0 {
                xml.inline("w:r", &[], |xml| xml.empty("w:br", &[]));
            }
            write_line(xml, context, line);
        }
    });
}

/// Rows as a table, as wide as the longest of them has cells; shorter ones have empty cells behind.
fn write_table(xml: &mut Xml, context: &Context<'_>, rows: &[StoryPart<'_>]) {
    let lines = || rows.iter().flat_map(|row| row.lines.iter().map(move |line| (row.role, line)));
    let columns = lines().map(|(_, line)| cells(line.block.text()).len()).max().unwrap_or_default();
    xml.block("w:tbl", &[], |xml| {
        xml.line("w:tblPr", &[], |xml| {
            xml.empty("w:tblW", &[("w:w", "0"), ("w:type", "auto")]);
            xml.inline("w:tblBorders", &[], |xml| {
                for side in ["w:top", "w:bottom", "w:insideH"] {
                    // In eighths of a point.
                    xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "B8B2A7")]);
                }
            });
        });
        let width = (TEXT_WIDTH / columns.max(1)).to_string();
        xml.line("w:tblGrid", &[], |xml| (0..columns).for_each(|_| xml.empty("w:gridCol", &[("w:w", &width)])));
        for (role, line) in lines() {
            let mut cells = context.cell_runs(line).into_iter();
            xml.block("w:tr", &[], |xml| {
                for _ in 0..columns {
                    let runs = cells.next().unwrap_or_default();
                    xml.block("w:tc", &[], |xml| paragraph(xml, role.form().docx, |xml| write_runs(xml, runs)));
                }
            });
        }
    });
}

fn write_line(xml: &mut Xml, context: &Context<'_>, line: &StoryLine<'_>) {
    write_runs(xml, context.runs(line));
}

fn write_runs(xml: &mut Xml, runs: Vec<StoryRun<'_>>) {
    for stretch in runs {
        match stretch {
            StoryRun::Plain(text) | StoryRun::Marked(Mark::Supplied, text) => run(xml, &text),
            StoryRun::Marked(_, text) => styled_run(xml, Some("Mark"), &text),
            StoryRun::Begins(placed) => comments::begin(xml, &placed),
            StoryRun::Ends(placed) => comments::end(xml, &placed),
        }
    }
}

fn paragraph(xml: &mut Xml, style: &str, content: impl FnOnce(&mut Xml)) {
    xml.line("w:p", &[], |xml| {
        xml.inline("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", style)]));
        content(xml);
    });
}

fn run(xml: &mut Xml, text: &str) {
    styled_run(xml, None, text);
}

fn styled_run(xml: &mut Xml, style: Option<&str>, text: &str) {
    xml.inline("w:r", &[], |xml| {
        if let Some(style) = style {
            xml.inline("w:rPr", &[], |xml| xml.empty("w:rStyle", &[("w:val", style)]));
        }
        xml.inline("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
    });
}

fn legend(xml: &mut Xml, context: &Context<'_>) {
    let legend = context.legend();
    if legend.is_empty() {
        return;
    }
    paragraph(xml, "Heading1", |xml| run(xml, &context.words.text("export-legend")));
    for (sign, meaning) in &legend {
        paragraph(xml, "Facts", |xml| {
            styled_run(xml, Some("FactName"), &format!("{sign}　"));
            run(xml, meaning);
        });
    }
}

/// A4 with margins of 25 mm, and the number of the page at its foot. Lengths are twentieths of a point.
fn section(xml: &mut Xml) {
    xml.line("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId2")]);
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, "1417"));
        let edges = [("w:header", "709"), ("w:footer", "709"), ("w:gutter", "0")];
        xml.empty("w:pgMar", &[sides.as_slice(), &edges].concat());
    });
}

fn footer() -> String {
    let mut xml = Xml::new(HEAD);
    xml.line("w:ftr", &[("xmlns:w", WORD)], |xml| {
        paragraph(xml, "Footer", |xml| {
            xml.inline("w:fldSimple", &[("w:instr", "PAGE")], |xml| run(xml, "1"));
        });
    });
    xml.finish()
}

fn settings(context: &Context<'_>) -> String {
    let mut xml = Xml::new(HEAD);
    let (latin, chinese) = context.text_language().of_latin_and_chinese();
    xml.block("w:settings", &[("xmlns:w", WORD)], |xml| {
        xml.empty_line("w:characterSpacingControl", &[("w:val", "compressPunctuation")]);
        // The layout of Word 2013 and later; without it a document opens in compatibility mode.
        xml.line("w:compat", &[], |xml| {
            let uri = "http://schemas.microsoft.com/office/word";
            xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")]);
        });
        xml.empty_line("w:themeFontLang", &[("w:val", latin), ("w:eastAsia", chinese)]);
    });
    xml.finish()
}

fn content_types(comments: &[CommentPart]) -> String {
    let mut xml = Xml::new(HEAD);
    xml.block("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty_line("Default", &[("Extension", "rels"), ("ContentType", relations)]);
        xml.empty_line("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let parts = [("document", "document.main"), ("styles", "styles"), ("footer1", "footer"), ("settings", "settings")];
        for (part, kind) in parts.into_iter().chain(comments.iter().map(|part| (part.name, part.name))) {
            xml.empty_line("Override", &[("PartName", &format!("/word/{part}.xml")), ("ContentType", &format!("{PARTS}.{kind}+xml"))]);
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        xml.empty_line("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
    });
    xml.finish()
}

fn package_relations() -> String {
    relations(&[
        (format!("{RELATIONS}/officeDocument"), "word/document.xml".to_owned()),
        (format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml".to_owned()),
    ])
}

fn document_relations(comments: &[CommentPart]) -> String {
    let named = [("styles", "styles.xml"), ("footer", "footer1.xml"), ("settings", "settings.xml")];
    let named = named.map(|(kind, target)| (format!("{RELATIONS}/{kind}"), target.to_owned()));
    let comments = comments.iter().map(|part| (part.relation.clone(), format!("{}.xml", part.name)));
    relations(&named.into_iter().chain(comments).collect::<Vec<_>>())
}

/// Relations, numbered from 1.
fn relations(relations: &[(String, String)]) -> String {
    let mut xml = Xml::new(HEAD);
    xml.block("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (index, (kind, target)) in relations.iter().enumerate() {
            xml.empty_line("Relationship", &[("Id", &format!("rId{}", index + 1)), ("Type", kind), ("Target", target)]);
        }
    });
    xml.finish()
}

fn properties(context: &Context<'_>) -> String {
    let mut xml = Xml::new(HEAD);
    let core = format!("{PACKAGE}/metadata/core-properties");
    let names = [
        ("xmlns:cp", core.as_str()),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.block("cp:coreProperties", &names, |xml| {
        xml.leaf("dc:title", &[], &context.title());
        xml.leaf("dc:language", &[], context.text_language().tag());
        xml.leaf("cp:keywords", &[], &context.keywords().join(", "));
        // The day of issue where it is known; the day of the export would make each export another.
        if let Some(date) = context.edition.masthead().date.as_deref().and_then(iso_date) {
            xml.leaf("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &format!("{date}T00:00:00Z"));
        }
    });
    xml.finish()
}
