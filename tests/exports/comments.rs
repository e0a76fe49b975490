//! Comments leave with the text: as what Word, LibreOffice, pandoc and TEI know as such, at their places.

use std::collections::HashMap;

use roxmltree::{Document, Node};
use stet::edition::Edition;
use stet::export::{Format, Switch};

use crate::editions::{hostile, rich};
use crate::readers::{read, reader};
use crate::{exported, text};

/// Who, when and what; the day is empty where none is known.
type Said = (String, String, String);

fn expected(edition: &Edition, skip_furniture: bool) -> Vec<Said> {
    let in_article = |block| edition.articles().iter().any(|article| article.blocks().iter().any(|one| one.id() == block));
    let comments = edition.comments_in_order().into_iter().filter(|comment| !skip_furniture || in_article(comment.block()));
    let remarks = comments.flat_map(|comment| comment.remarks().iter());
    let day = |date: &str| if date.starts_with("2022") { date.to_owned() } else { String::new() };
    remarks.map(|remark| (remark.hand.as_str().to_owned(), day(&remark.date), remark.text.replace('\n', ""))).collect()
}

fn sorted(mut said: Vec<Said>) -> Vec<Said> {
    said.sort();
    said
}

fn all_text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

#[test]
fn documents_have_no_comments_unless_asked() {
    let edition = rich();
    assert!(!text(&edition, Format::Html, &[]).contains("同意"));
    let parts = crate::unpacked(exported(&edition, Format::Docx, &[]));
    assert!(parts.iter().all(|(name, xml)| !name.contains("comments") && !xml.contains("commentReference")));
    assert!(!text(&edition, Format::Tei, &[Switch::Comments]).contains("listAnnotation"));
}

#[test]
fn libreoffice_shows_the_comments() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rich.docx");
    std::fs::write(&path, exported(&rich(), Format::Docx, &[Switch::Comments])).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let out = folder.path().display().to_string();
    let Some(office) = reader("soffice", &[&profile, "--headless", "--convert-to", "fodt", "--outdir", &out]) else { return };
    let (good, said) = read(office, &path);
    assert!(good, "{said}");
    let fodt = std::fs::read_to_string(folder.path().join("rich.fodt")).expect("what was made");
    let document = Document::parse(&fodt).expect("XML");
    let annotations: Vec<Node<'_, '_>> = document.descendants().filter(|node| node.has_tag_name_local("annotation")).collect();
    let child =
        |node: Node<'_, '_>, name: &str| node.children().find(|child| child.has_tag_name_local(name)).map(all_text).unwrap_or_default();
    let texts = |node: Node<'_, '_>| node.children().filter(|child| child.has_tag_name_local("p")).map(all_text).collect::<String>();
    // Of an unknown day it says zeros.
    let day = |date: String| date.split('T').next().filter(|day| !day.starts_with("0000")).unwrap_or_default().to_owned();
    let found = annotations.iter().map(|node| (child(*node, "creator"), day(child(*node, "date")), texts(*node))).collect();
    assert_eq!(sorted(found), sorted(expected(&rich(), true)));
    // What a comment is about lies between it and its end.
    let name = |node: Node<'_, '_>| node.attributes().find(|attribute| attribute.name() == "name").map(|name| name.value().to_owned());
    let one = annotations.iter().find(|node| texts(**node) == "日期不详的批注").expect("the comment");
    let end = document.descendants().find(|node| node.has_tag_name_local("annotation-end") && name(*node) == name(*one)).expect("its end");
    let range = one.range().end..end.range().start;
    let inside = document.descendants().filter(|node| node.is_text() && range.contains(&node.range().start)).filter_map(|node| node.text());
    assert_eq!(inside.collect::<String>(), "百里河堤");
}

#[test]
fn pandoc_finds_the_comments() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rich.docx");
    std::fs::write(&path, exported(&rich(), Format::Docx, &[Switch::Comments])).unwrap();
    let Some(pandoc) = reader("pandoc", &["--fail-if-warnings", "--track-changes=all", "-t", "html", "--wrap=none"]) else { return };
    let (good, said) = read(pandoc, &path);
    assert!(good, "{said}");
    for (hand, day, words) in expected(&rich(), true) {
        let words = words.replace('<', "&lt;").replace('>', "&gt;");
        let words: String = words.chars().take(5).collect();
        assert!(said.contains(&format!("data-author=\"{hand}\"")) && said.contains(&words), "{hand} {words}\n{said}");
        assert!(day.is_empty() || said.contains(&format!("data-date=\"{day}T00:00:00Z\"")), "{day}\n{said}");
    }
}

/// What each note of a TEI points to is there, and the text from one end to the other is what the comment is about.
#[test]
fn notes_point_to_their_text() {
    for edition in [rich(), hostile()] {
        // What the source reads stands beside the text, and line beginnings in it.
        let tei = text(&edition, Format::Tei, &[Switch::Changes]);
        let document = Document::parse(&tei).expect("XML");
        let ids: HashMap<&str, Node<'_, '_>> = document.descendants().filter_map(|node| Some((xml_id(node)?, node))).collect();
        let notes: Vec<Node<'_, '_>> = document.descendants().filter(|node| node.attribute("type") == Some("comment")).collect();
        assert_eq!(notes.len(), edition.comments().len());
        for (note, comment) in notes.iter().zip(edition.comments_in_order()) {
            let node = |name: &str| note.attribute(name).map(|target| ids[target.trim_start_matches('#')]);
            assert!(node("resp").is_some_and(
                |hand| all_text(hand).contains(comment.remarks()[0].hand.as_str()) || comment.remarks()[0].hand.as_str() == "qd"
            ));
            let (from, to) = (node("target").expect("a place"), node("targetEnd"));
            let Some(to) = to else { continue };
            let range = from.range().end..to.range().start;
            assert!(range.start <= range.end, "{}", comment.about());
            let inside = document.descendants().filter(|node| node.is_text() && range.contains(&node.range().start));
            let inside: String = inside.filter_map(|node| node.text()).collect();
            let plain = !comment.about().contains(['〔', '〕', '□', '\u{0}', '　']) && !comment.about().starts_with(' ');
            if plain && !comment.has_lost_its_text() {
                assert_eq!(inside, comment.about());
            }
        }
    }
}

fn xml_id<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute(("http://www.w3.org/XML/1998/namespace", "id"))
}

#[test]
fn pages_refer_to_the_comments_behind_them() {
    let edition = rich();
    let page = text(&edition, Format::Html, &[Switch::Comments]);
    let marked = page.matches("class=\"commented\"").count();
    assert!(page.contains("<span class=\"commented\">百里河堤</span>"), "{page}");
    assert!(marked >= edition.comments().len() - 1, "{marked}");
    let document = Document::parse_with_options(&page, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() }).expect("XML");
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let links: Vec<&str> = document.descendants().filter_map(|node| node.attribute("href")?.strip_prefix('#')).collect();
    assert!(links.iter().all(|link| ids.iter().filter(|id| *id == link).count() == 1), "{links:?} {ids:?}");
    // The comment on furniture stays with the furniture.
    assert_eq!(
        document.descendants().filter(|node| node.has_tag_name("li") && node.attribute("id").is_some()).count(),
        edition.comments().len() - 1
    );
    assert!(text(&edition, Format::Html, &[Switch::Comments, Switch::Apart]).contains("核对日历"));
}

/// Names without regard to namespaces, which office formats have many of.
trait LocalName {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}
