//! Reading text in other characters than it is printed in: the words of the paper change, what names files and lines does not.

use roxmltree::{Document, Node};
use stet::edit::{Edit, Field, TermKind, apply};
use stet::edition::{ArticleId, Edition, Masthead, Role};
use stet::export::{Format, Switch};
use stet::language::conversion::Conversion;

use crate::editions::{Bit::*, Maker, all, article};
use crate::{exported, text, unpacked};

const PRINTED: &str = "議員說，乾隆年間的河堤已經修繕，頭髮斑白的人都來了。";
const READ: &str = "议员说，乾隆年间的河堤已经修缮，头发斑白的人都来了。";

/// An edition in traditional characters: masthead, file, tags and names too, and one change across a phrase.
fn traditional() -> Edition {
    let mut maker = Maker::default();
    maker.page("河灣日報.txt");
    let blocks = vec![
        maker.block(Role::Headline, &[Kept("縣議會開會")]),
        maker.block(Role::Paragraph, &[Kept(PRINTED)]),
        maker.block(Role::Paragraph, &[Kept("鐵路局長張國強"), Changed(",", "，"), Kept("髮"), Changed("妝", "型"), Kept("如舊。")]),
        maker.block(Role::Caption, &[Kept("圖為縣議會。")]),
        maker.block(Role::Row, &[Kept("縣名　產量")]),
    ];
    let furniture = maker.block(Role::Paragraph, &[Kept("第壹張 號外")]);
    let masthead = Masthead {
        title: Some("河灣日報".into()),
        date: Some("民國二十八年".into()),
        issue: Some("第一號".into()),
        page_labels: vec!["號外".into()],
    };
    let mut edition = Edition::new(masthead, maker.pages(), vec![article(301, blocks)], vec![furniture], Vec::new());
    let term = |term, text: &str| Edit::AddTerm { article: ArticleId(301), term, text: text.into() };
    let section = Edit::SetField { field: Field::Section(ArticleId(301)), value: Some("國內".into()) };
    for edit in [section, term(TermKind::Tag, "議會"), term(TermKind::Person, "張國強"), term(TermKind::Organisation, "鐵路局")] {
        apply(&mut edition, &edit).expect("it applies");
    }
    edition
}

/// All that a format says, in one text.
fn said(edition: &Edition, format: Format, turned: &[Switch]) -> String {
    match format {
        Format::Docx | Format::Epub => unpacked(exported(edition, format, turned)).into_iter().map(|(_, part)| part).collect(),
        _ => text(edition, format, turned),
    }
}

#[test]
fn all_that_is_read_is_in_these_characters_and_file_names_are_not() {
    let edition = traditional();
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx, Format::Epub] {
        let printed = said(&edition, format, &[Switch::Apart]);
        assert!(printed.contains(PRINTED) && !printed.contains(READ), "{format:?}");
        let read = said(&edition, format, &[Switch::Simplified, Switch::Apart]);
        for words in [READ, "县议会开会", "河湾日报", "民国二十八年", "铁路局长张国强，发型如旧。", "第壹张 号外", "产量"]
        {
            assert!(read.contains(words), "{format:?}: {words}\n{read}");
        }
        let rest = read.replace("河灣日報.txt", "").replace("乾隆", "");
        // The words that the program adds are as they were.
        let foreign: String = rest.chars().filter(|c| Conversion::ToSimplified.convert(&c.to_string()) != c.to_string()).collect();
        assert_eq!(foreign, "", "{format:?}");
        assert_eq!(read.contains("河灣日報.txt"), printed.contains("河灣日報.txt"), "{format:?}");
    }
    let page = said(&edition, Format::Html, &[Switch::Simplified]);
    assert!(page.contains("<html lang=\"zh-Hans\"") && page.contains("国内") && page.contains("张国强"), "{page}");
}

#[test]
fn words_decide_which_traditional_character_it_is() {
    let mut maker = Maker::default();
    maker.page("p.txt");
    let block = maker.block(Role::Paragraph, &[Kept("他理发后去发展生产，皇后在后面。")]);
    let edition = Edition::new(Masthead::default(), maker.pages(), vec![article(1, vec![block])], Vec::new(), Vec::new());
    let read = text(&edition, Format::Text, &[Switch::Traditional]);
    assert!(read.contains("他理髮後去發展生產，皇后在後面。"), "{read}");
    assert!(text(&edition, Format::Html, &[Switch::Traditional]).contains("<html lang=\"zh-Hant\""));
}

/// The text below a node as one of the two forms has it.
fn in_form(node: Node<'_, '_>, left_out: &str) -> String {
    match node.text().filter(|_| node.is_text()) {
        Some(text) => text.to_owned(),
        None if node.has_tag_name((TEI, left_out)) => String::new(),
        None => node.children().map(|child| in_form(child, left_out)).collect(),
    }
}

const TEI: &str = "http://www.tei-c.org/ns/1.0";

#[test]
fn tei_keeps_the_printed_characters_beside_those_that_are_read() {
    let tei = text(&traditional(), Format::Tei, &[Switch::Simplified]);
    assert!(tei.contains("<choice><orig>議員說</orig><reg xml:lang=\"zh-Hans\">议员说</reg></choice>，乾隆年"), "{tei}");
    assert!(tei.contains("<persName ref=\"#person-1\"><choice><orig>張國強</orig>"), "{tei}");
    assert!(tei.contains("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"zh-Hant\">"), "{tei}");
    assert!(tei.contains("<normalization method=\"markup\">") && tei.contains("<language ident=\"zh-Hans\">"), "{tei}");
    for (name, edition) in all().into_iter().chain([("traditional", traditional())]) {
        for (switch, conversion) in [(Switch::Simplified, Conversion::ToSimplified), (Switch::Traditional, Conversion::ToTraditional)] {
            // Changes have choices of their own.
            let plain = text(&edition, Format::Tei, &[Switch::Changes]);
            let both = text(&edition, Format::Tei, &[Switch::Changes, switch]);
            let [plain, both] = [&plain, &both].map(|text| Document::parse(text).expect("XML"));
            let blocks = |document: &Document<'_>, left_out: &str| -> Vec<String> {
                let text = document.descendants().find(|node| node.has_tag_name((TEI, "text"))).expect("a text");
                let named = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "p" | "head" | "l" | "cell" | "item" | "byline" | "fw");
                text.descendants().filter(named).map(|node| in_form(node, left_out)).collect()
            };
            assert_eq!(blocks(&both, "reg"), blocks(&plain, "nothing"), "{name}");
            let read = blocks(&both, "orig");
            let converted: Vec<String> = blocks(&plain, "nothing").iter().map(|text| conversion.convert(text)).collect();
            // A mark may part the words that decide, and lines do not.
            let differ = read.iter().zip(&converted).filter(|(one, other)| one != other).count();
            assert!(read.len() == converted.len() && differ * 50 <= read.len(), "{name}: {read:?} {converted:?}");
        }
    }
}
