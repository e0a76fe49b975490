//! Reading back: the paragraphs, headlines and order of an edition are those of its text, JSON and TEI.

use roxmltree::{Document, Node};
use serde_json::Value;
use stet::edition::{Article, Edition, Role};
use stet::export::{Format, Switch};

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
    Read { headline: texts(&[Role::Headline]), paragraphs: texts(&[Role::Paragraph, Role::Subheading]) }
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
            let paragraphs: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("　　")).collect();
            let blocks = |role: Role| article.with_role(role).map(|block| block.text().to_owned()).collect::<Vec<_>>();
            assert_eq!(paragraphs, blocks(Role::Paragraph), "{name}");
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
        stet::export::export(&edition, Format::Text, style, &options, &stet::export::LineImages::default())
    };
    let out = String::from_utf8(options).expect("text");
    // A closing mark may hang over the edge.
    assert!(out.lines().all(|line| line.chars().count() <= 30), "{out}");
    let joined = out.replace('\n', "");
    for block in edition.articles().iter().flat_map(|article| article.blocks()).filter(|block| block.role() == Role::Paragraph) {
        assert!(joined.replace(' ', "").contains(&block.text().replace(' ', "")), "{}", block.text());
    }
}

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
                let within =
                    |name: &'static str| div.descendants().filter(move |node| node.has_tag_name(("http://www.tei-c.org/ns/1.0", name)));
                let main = within("head").filter(|head| head.attribute("type") == Some("main"));
                let headline = main.flat_map(|head| {
                    let lines: Vec<String> = head.children().filter(|node| node.attribute("type") == Some("line")).map(reading).collect();
                    if lines.is_empty() { vec![reading(head)] } else { lines }
                });
                let body = div.descendants().filter(|node| {
                    let jump = node.first_element_child().is_some_and(|child| child.attribute("type") == Some("jump"));
                    node.tag_name().name() == "p" && !jump || node.attribute("type") == Some("sub")
                });
                Read { headline: headline.collect(), paragraphs: body.map(reading).collect() }
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
        let bytes = crate::exported(&edition, *format, &[]);
        let all = if format.is_text() {
            String::from_utf8(bytes).expect("text")
        } else {
            crate::unpacked(bytes).into_iter().map(|(_, text)| text).collect()
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
