//! Reading back: the paragraphs, headlines and order of an edition are those of its text, JSON and TEI.

use roxmltree::{Document, Node};
use serde_json::Value;
use stet::edition::{Article, Edition, Role};
use stet::export::{Format, LineImages, Options, Switch, files};
use stet::style::HouseStyle;

use crate::editions::{all, boxed, rich};
use crate::text;

/// What an article should be read back as: its headline, and its paragraphs and subheadings.
#[derive(Debug, PartialEq, Eq)]
struct Read {
    headline: Vec<String>,
    paragraphs: Vec<String>,
}

fn expected(article: &Article) -> Read {
    let texts = |roles: &[Role]| {
        let blocks = article.blocks().iter().filter(|block| roles.contains(&block.role()) && !block.is_empty());
        blocks.map(|block| block.text().to_owned()).collect::<Vec<_>>()
    };
    let text: Vec<Role> = Role::ALL.into_iter().filter(|role| role.is_text()).collect();
    Read { headline: texts(&[Role::Headline]), paragraphs: texts(&text) }
}

fn all_expected(edition: &Edition) -> Vec<Read> {
    edition.articles().iter().map(|article| expected(article)).collect()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().expect("a list").iter().map(|item| item.as_str().expect("text").to_owned()).collect()
}

#[test]
fn json_and_json_lines_read_back_as_the_edition() {
    for (name, edition) in all() {
        let read = |article: &Value| Read { headline: strings(&article["headline"]), paragraphs: strings(&article["paragraphs"]) };
        let whole: Value = serde_json::from_str(&text(&edition, Format::Json, &[])).expect("JSON");
        for article in whole["articles"].as_array().expect("articles") {
            let (texts, roles) = (strings(&article["paragraphs"]), strings(&article["paragraph_roles"]));
            assert_eq!(texts.len(), roles.len(), "{name}");
            assert!(roles.iter().all(|name| Role::ALL.iter().any(|role| role.name() == name && role.is_text())), "{name}: {roles:?}");
        }
        let articles: Vec<Read> = whole["articles"].as_array().expect("articles").iter().map(read).collect();
        assert_eq!(articles, all_expected(&edition), "{name}");
        let lines = text(&edition, Format::Jsonl, &[]);
        let articles: Vec<Read> = lines.lines().map(|line| read(&serde_json::from_str(line).expect("JSON"))).collect();
        assert_eq!(articles, all_expected(&edition), "{name}");
    }
}

/// Two blank lines part articles, an indent begins a paragraph, and what stands before the first of these or the blank line is the
/// heading.
#[test]
fn text_reads_back_as_the_edition() {
    for (name, edition) in all().into_iter().filter(|(name, _)| matches!(*name, "rich" | "real")) {
        let out = text(&edition, Format::Text, &[Switch::Brackets]);
        let parts: Vec<&str> = out.split("\n\n\n").collect();
        let parts = if edition.masthead().title.is_some() { &parts[1..] } else { &parts[..] };
        assert_eq!(parts.len(), edition.articles().len(), "{name}");
        for (part, article) in parts.iter().zip(edition.articles()) {
            let lines: Vec<&str> = part.lines().collect();
            let indented: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("　　")).collect();
            let blocks = article.blocks().iter().filter(|block| block.role().form().indent > 0);
            let expected: Vec<String> =
                blocks.map(|block| format!("{}{}", "　".repeat(2 * (block.role().form().indent as usize - 1)), block.text())).collect();
            assert_eq!(indented, expected, "{name}");
            let heading: Vec<&str> = lines.iter().copied().take_while(|line| !line.is_empty()).collect();
            let expected: Vec<&str> = article.blocks().iter().filter(|block| block.role().is_heading()).map(|block| block.text()).collect();
            if !expected.is_empty() {
                assert_eq!(heading, expected, "{name}");
            }
        }
    }
}

#[test]
fn text_in_lines_reads_back_when_the_lines_are_joined() {
    let edition = rich();
    let options = {
        let style = stet::style::HouseStyle::standard();
        let mut options = stet::export::Options::standard(Format::Text, style);
        options.width = Some(14);
        stet::export::export(&edition, Format::Text, style, &options, &stet::export::LineImages::default()).into_vec().unwrap()
    };
    let out = String::from_utf8(options).expect("text");
    // A closing mark may hang over the edge.
    assert!(out.lines().all(|line| line.chars().count() <= 30), "{out}");
    let joined = out.replace('\n', "");
    for block in edition.articles().iter().flat_map(|article| article.blocks()).filter(|block| block.role() == Role::Paragraph) {
        assert!(joined.replace(' ', "").contains(&block.text().replace(' ', "")), "{}", block.text());
    }
}

/// The namespace of TEI.
const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// The text of an element as the edition reads, with the marks that its elements stand for.
fn reading(node: Node<'_, '_>) -> String {
    let inside = || node.children().map(reading).collect::<String>();
    match node.tag_name().name() {
        "" => node.text().unwrap_or_default().to_owned(),
        "choice" => node.children().filter(|child| matches!(child.tag_name().name(), "corr" | "reg")).map(reading).collect(),
        "gap" => match node.attribute("reason") {
            Some("illegible") => "□".repeat(node.attribute("quantity").and_then(|count| count.parse().ok()).unwrap_or(0)),
            Some("lost") => "□……□".to_owned(),
            _ => "■".to_owned(),
        },
        "supplied" if node.attribute("reason").is_none() => format!("〔{}〕", inside()),
        "unclear" => format!("{}〔？〕", inside()),
        "sic" => format!("{}〔原文如此〕", inside()),
        _ => inside(),
    }
}

#[test]
fn tei_reads_back_as_the_edition() {
    let every = [&[][..], &[Switch::Changes], &[Switch::Breaks], &[Switch::Names], &[Switch::Changes, Switch::Breaks, Switch::Names]];
    for (name, edition) in all().into_iter().filter(|(name, _)| *name != "hostile") {
        for turned in every {
            let out = text(&edition, Format::Tei, turned);
            let document = Document::parse(&out).expect("XML");
            let read = |div: Node<'_, '_>| {
                let within = |name: &'static str| div.descendants().filter(move |node| node.has_tag_name((TEI, name)));
                let main = within("head").filter(|head| head.attribute("type") == Some("main"));
                let headline = main.flat_map(|head| {
                    let lines: Vec<String> = head.children().filter(|node| node.attribute("type") == Some("line")).map(reading).collect();
                    if lines.is_empty() { vec![reading(head)] } else { lines }
                });
                let body = div.descendants().filter(|node| {
                    let jump = node.first_element_child().is_some_and(|child| child.attribute("type") == Some("jump"));
                    let is_text = matches!(node.tag_name().name(), "p" | "l" | "item" | "row" | "signed") && !jump;
                    is_text || matches!(node.attribute("type"), Some("sub" | "signature"))
                });
                let cells = |row: Node<'_, '_>| row.children().filter(Node::is_element).map(reading).collect::<Vec<_>>().join("　");
                let text = |node: Node<'_, '_>| if node.has_tag_name((TEI, "row")) { cells(node) } else { reading(node) };
                Read { headline: headline.collect(), paragraphs: body.map(text).collect() }
            };
            let divs = document.descendants().filter(|node| node.attribute("type") == Some("article") && node.tag_name().name() == "div");
            assert_eq!(divs.map(read).collect::<Vec<_>>(), all_expected(&edition), "{name} {turned:?}");
        }
    }
}

#[test]
fn tei_points_to_where_the_lines_lie_on_the_image() {
    let out = text(&boxed(), Format::Tei, &[]);
    let document = Document::parse(&out).expect("XML");
    let by_name = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
    let graphic = by_name("graphic").next().expect("the image");
    assert_eq!(graphic.attribute("url"), Some("scan%201.png"));
    let xml = "http://www.w3.org/XML/1998/namespace";
    let target = |node: &Node<'_, '_>| {
        let id = node.attribute("facs").and_then(|facs| facs.strip_prefix('#')).expect("a pointer").to_owned();
        document.descendants().find(|node| node.attribute((xml, "id")) == Some(&id)).expect("what it points to")
    };
    assert!(by_name("pb").all(|page| target(&page).tag_name().name() == "surface") && by_name("pb").count() == 1);
    let places: Vec<_> =
        by_name("lb").map(|line| ["ulx", "uly", "lrx", "lry"].map(|side| target(&line).attribute(side).unwrap())).collect();
    assert_eq!(places, [["100", "100", "310", "130"], ["100", "140", "550", "170"], ["100", "180", "280", "210"]]);
    for without in [text(&boxed(), Format::Tei, &[Switch::Breaks]), text(&rich(), Format::Tei, &[])] {
        assert!(!without.contains("<facsimile") && !without.contains("facs="), "nothing points to what is not there");
    }
}

#[test]
fn tei_says_what_was_done_to_the_text() {
    let out = text(&rich(), Format::Tei, &[]);
    for part in [
        "<choice><orig>,</orig><reg>，</reg></choice>",
        "<choice><sic>夫</sic><corr>大</corr></choice>",
        "<choice><sic>xx</sic><corr></corr></choice>",
        "〔2022〕15号",
        "王<choice><sic>#</sic><corr><gap reason=\"illegible\" unit=\"character\" quantity=\"1\"/></corr></choice>",
        "<supplied resp=\"#editor\">城</supplied>",
        "<gap reason=\"lost\" extent=\"unknown\"/>",
        "<sic>二百</sic>",
        "<unclear>赵</unclear>",
        "<gap reason=\"unencodable\"",
        "<supplied resp=\"#editor\" reason=\"no-headline\">编者拟的题</supplied>",
        "<orgName ref=\"#org-1\">河湾市水利局</orgName>",
        "<keywords scheme=\"#tags\">\n<term>水利</term>",
        "<keywords scheme=\"#free-tags\">\n<term>河堤&lt;二期&gt;</term>",
        "<pb n=\"1版\" corresp=\"#page-1\"/><lb n=\"1\"/>",
        "<ref type=\"jump\" target=\"#page-2\">",
        "<date when=\"2022-03-28\">",
        "<fw type=\"furniture\">",
        "<div type=\"set-aside\">",
    ] {
        assert!(out.contains(part), "{part} in {out}");
    }
    // Switched off, nothing of it is left.
    let plain = text(&rich(), Format::Tei, &[Switch::Changes, Switch::Breaks, Switch::Names, Switch::Apart]);
    for part in ["<choice>", "<pb", "<lb", "<fw", "<orgName ref", "set-aside"] {
        assert!(!plain.contains(part), "{part} in {plain}");
    }
}

#[test]
fn verse_lists_tables_letters_and_advertisements_are_what_they_are() {
    let tei = text(&rich(), Format::Tei, &[Switch::Breaks, Switch::Names, Switch::Comments]);
    for part in [
        "<lg>\n<l>河水清清向东流，</l>\n<l>新堤立在柳<choice><sic>梢</sic><corr>树</corr></choice>头。</l>\n</lg>",
        "<list>\n<item>一、早修渠；</item>\n<item>二、多种树*。</item>\n</list>",
        "<div type=\"advertisement\">\n<p>河湾商店新到雨衣。</p>\n<p>地址：城关镇前街3号</p>\n</div>\n<div type=\"section\">",
        "<table>\n<row><cell>村名</cell><cell>工日</cell><cell>备注</cell></row>\n",
        "<cell>1<choice><sic>Z</sic><corr>2</corr></choice>0</cell><cell>|已完|</cell></row>\n</table>",
        "<ab type=\"signature\">读者 李大明</ab>",
        "<closer>\n<signed>前河湾村 李大明</signed>\n<signed>三月一日</signed>\n</closer>",
    ] {
        assert!(tei.contains(part), "{part} in {tei}");
    }
    let html = text(&rich(), Format::Html, &[]);
    for part in [
        "<blockquote class=\"verse\">\n<p>河水清清向东流，</p>\n<p>新堤立在柳树头。</p>\n</blockquote>",
        "<ol class=\"items\">\n<li>一、早修渠；</li>\n",
        "<table class=\"rows\">\n<tr><td>村名</td><td>工日</td><td>备注</td></tr>\n<tr><td>前河湾</td><td>120</td><td>|已完|</td></tr>\n",
        "<p class=\"signature\">三月一日</p>",
        "<aside class=\"advertisement\">\n<p>河湾照相馆</p>\n",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let markdown = text(&rich(), Format::Markdown, &[]);
    for part in [
        "> 河水清清向东流，\\\n> 新堤立在柳树头。\n\n",
        "- 一、早修渠；\n- 二、多种树\\*。\n\n",
        "| 村名 | 工日 | 备注 |\n| --- | --- | --- |\n| 前河湾 | 120 | \\|已完\\| |\n\n",
        "> 河湾照相馆\n>\n> 本馆即日开业，欢迎光临。\n\n",
    ] {
        assert!(markdown.contains(part), "{part} in {markdown}");
    }
    let document = crate::unpacked(crate::exported(&rich(), Format::Docx, &[]));
    let document = document.iter().find(|(name, _)| name == "word/document.xml").map(|(_, text)| text.as_str()).expect("the document");
    assert_eq!((document.matches("<w:tr>").count(), document.matches("<w:tc>").count()), (2, 6));
}

#[test]
fn diffs_show_each_change_at_its_line_and_nothing_else() {
    let edition = rich();
    let out = text(&edition, Format::Diff, &[]);
    assert!(out.starts_with("--- 河湾日报-01.txt, 河湾日报-02.txt\n+++ 河湾日报"), "{out}");
    assert!(out.contains("@@ -7,2 +6,2 @@ 1版 a101 今年修好百里河堤 城乡供水一张网\n"), "{out}");
    assert!(out.contains("-3月2日,河湾市水利局召开会议。市长李夫明说，\n+3月2日，河湾市水利局召开会议。市长李大明说，\n"), "{out}");
    assert!(out.contains("-今年要xx修好河堤。\n+今年要修好河堤。\n"), "{out}");
    assert!(out.contains("+［编者拟的题］\n") && out.contains("-识别不出的一行 ~~~\n"), "{out}");
    // A block without changes is no hunk.
    assert!(!out.contains("三个县先行试点"), "{out}");
    let page = text(&edition, Format::DiffHtml, &[]);
    assert!(page.contains("<del>,</del><ins>，</ins>") && page.contains("<del>xx</del>修好河堤。"), "{page}");
}

/// Every format has the tags and names, unless its help says that it leaves them out.
#[test]
fn tags_and_names_are_in_every_format_that_does_not_say_otherwise() {
    let edition = rich();
    for format in Format::ALL {
        if matches!(format, Format::Pdf | Format::ReadingPdf | Format::Ofd) {
            assert!(format.about().contains("leaves out tags and names"));
            continue;
        }
        let style = HouseStyle::standard();
        let all = if format.is_folder() {
            let made = files(&edition, "issue", *format, style, &Options::standard(*format, style), &LineImages::default());
            made.iter().map(|file| String::from_utf8_lossy(&super::bytes(file)).into_owned()).collect()
        } else if format.is_text() {
            text(&edition, *format, &[])
        } else {
            crate::unpacked(crate::exported(&edition, *format, &[])).into_iter().map(|(_, text)| text).collect::<String>()
        };
        let about = format.about();
        let says_otherwise = about.contains("leaves out") && about.contains("tags and names") && format.boxed().is_some();
        if !about.contains("leaves out tags") && !says_otherwise {
            for term in ["水利", "城关镇", "周文"] {
                assert!(all.contains(term), "{term} in {format:?}");
            }
        }
    }
}
