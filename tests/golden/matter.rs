//! What stands in papers beside prose typeset evenly, kind by kind: each a small page of its own.

use std::path::Path;
use std::sync::Arc;

use stet::edition::Role;
use stet::import::pages_of;

use super::{draft, page};

/// The blocks of a page's draft, each as its role and its text, articles one after the other.
fn blocks(text: &str) -> Vec<(Role, String)> {
    blocks_of(&page(text))
}

fn blocks_of(page: &Arc<stet::page::Page>) -> Vec<(Role, String)> {
    let edition = draft(page);
    let articles = edition.articles().iter();
    articles.flat_map(|article| article.blocks().iter().map(|block| (block.role(), block.text().to_owned()))).collect()
}

fn has(found: &[(Role, String)], role: Role, text: &str) {
    assert!(found.iter().any(|(of, other)| *of == role && other == text), "no {role:?} “{text}” in {found:#?}");
}

/// A paragraph of prose before and after what is looked at, in lines of one measure.
const BEFORE: &str = "本报讯（记者 夏青禾）青石镇供销社昨天下午\n召开职工大会，总结上半年的购销工作，研究\n了下半年的几项安排。会议要求各门市部延长\n营业时间，方便远处的群众前来购买农具。\n";
const AFTER: &str = "镇里还抽出五名干部，轮流到各村去登记所需\n的化肥和农药，争取在秋播以前全部送到农户\n手里，不误农时。\n";

fn among_prose(text: &str) -> Vec<(Role, String)> {
    let found = blocks(&format!("{BEFORE}{text}\n{AFTER}"));
    let last = found.last().map(|(_, text)| text.as_str()).unwrap_or_default();
    assert!(last.starts_with("镇里还抽出") && last.ends_with("不误农时。"), "{found:#?}");
    found
}

#[test]
fn rankings_are_items_though_no_line_ends_with_a_mark() {
    let ranks = ["第一名、31分，青石一队", "第二名、28分，柳林二队", "第三名、27分，河口中学队", "第四名、22分，供销社队"];
    let found = among_prose(&ranks.join("\n"));
    ranks.iter().for_each(|rank| has(&found, Role::Item, rank));
}

#[test]
fn numbered_lines_over_paragraphs_are_no_items() {
    let prose = BEFORE.replace("本报讯（记者 夏青禾）", "");
    let found = blocks(&format!("{BEFORE}一、延长营业时间\n{prose}二、送货下乡上门\n{AFTER}"));
    assert!(!found.iter().any(|(role, _)| *role == Role::Item), "{found:#?}");
    has(&found, Role::Subheading, "一、延长营业时间");
}

#[test]
fn rows_of_a_table_keep_their_cells_apart() {
    let rows = ["品名 单位 上月 本月", "食盐 公斤 0.28 0.28", "煤油 公斤 0.90 0.86", "铁锹 把 4.50 4.20"];
    let found = among_prose(&rows.join("\n"));
    rows.iter().skip(1).for_each(|row| has(&found, Role::Row, row));
}

#[test]
fn numbers_that_were_drawn_keep_their_blanks() {
    let found = among_prose("05 11 17 23 29 34");
    has(&found, Role::Row, "05 11 17 23 29 34");
    // Over the end of a line too, where no single digits stand apart.
    let text = "本报讯（记者 夏青禾）奖券昨天开奖，号码是05 11\n17 23 29 34，中奖者一个月内到镇里领奖。\n";
    let found = blocks(text);
    assert!(found[0].1.contains("05 11 17 23 29 34"), "{found:?}");
    let spaced = blocks("全 镇 今 年 共 收 购 粮 食 1 2\n0 0 吨 ， 比 去 年 多 了 两 成 。\n");
    assert!(spaced[0].1.contains("1200吨"), "{spaced:?}");
}

#[test]
fn a_poem_has_its_title_its_author_and_its_verses() {
    let verses = ["渡口的灯亮了，", "照见归来的船；", "桨声摇着月亮，", "一圈一圈又散开，", "父亲把绳子抛上岸，", "拴住了今晚的风。"];
    let found = among_prose(&format!("渡口\n孟长河\n{}", verses.join("\n")));
    has(&found, Role::Headline, "渡口");
    has(&found, Role::Byline, "孟长河");
    verses.iter().for_each(|verse| has(&found, Role::Verse, verse));
}

#[test]
fn a_letter_has_its_salutation_its_end_and_its_signature() {
    let letter = "盼修水井\n编辑同志：\n我家门前的水井坏了一个多月，几十户人家要\n到三里以外去挑水，请有关单位派人来修理。\n此致\n敬礼！\n柳林村村民 祝广田\n六月二日";
    let found = among_prose(letter);
    has(&found, Role::Headline, "盼修水井");
    has(&found, Role::Paragraph, "编辑同志：");
    has(&found, Role::Paragraph, "此致");
    has(&found, Role::Signature, "柳林村村民 祝广田");
    has(&found, Role::Signature, "六月二日");
}

#[test]
fn questions_and_answers_stand_by_themselves() {
    let found = among_prose(
        "记者：今年的粮价会不会变？\n主任：收购价不变，质量好的还要加一点，现\n款结清，不打白条。\n记者：仓库够用吗？\n主任：够用，新的下月启用。",
    );
    has(&found, Role::Paragraph, "主任：收购价不变，质量好的还要加一点，现款结清，不打白条。");
    has(&found, Role::Paragraph, "记者：仓库够用吗？");
}

#[test]
fn jump_lines_are_no_headlines_and_the_text_behind_them_is_text() {
    let from = blocks(&format!("{BEFORE}（下转3版）\n"));
    has(&from, Role::JumpLine, "（下转3版）");
    let to = blocks(&format!("（上接1版）们都说，这样的会开得及时，解决了许多实\n际问题，大家心里有了底。\n{AFTER}"));
    has(&to, Role::JumpLine, "（上接1版）");
    assert!(to.iter().any(|(role, text)| *role == Role::Paragraph && text.starts_with("们都说")), "{to:#?}");
}

#[test]
fn blank_lines_where_there_are_few_part_paragraphs_in_any_script() {
    let latin = blocks(
        "The ferry at Oxley did not run on Monday, the\nriver being in flood.\n\nIt was put on again by Wednesday noon.\n\nNo one was hurt.\n",
    );
    let texts: Vec<&str> = latin.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "The ferry at Oxley did not run on Monday, the river being in flood.",
            "It was put on again by Wednesday noon.",
            "No one was hurt."
        ]
    );
}

#[test]
fn divided_words_are_joined_and_compounds_keep_their_hyphens() {
    let found = blocks(
        "The well-\nknown builder of the mill had gone to the sea-\nside for a fort-\nnight, and his ex-\npartner, a self-\nmade man, was to fol-\nlow him with the thirty-\none men who were left.\n",
    );
    let text = found.iter().map(|(_, text)| text.as_str()).collect::<String>();
    for part in ["The well-known builder", "a fortnight", "ex-partner", "self-made man", "to follow him", "thirty-one men"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let german = blocks(
        "Die Stadt hat in den letzten Jahren viele Haupt-\nund Nebenstraßen neu gepflastert, und die Be⸗\nhörden laſſen noch mehr ausführen.\n",
    );
    let text = german.iter().map(|(_, text)| text.as_str()).collect::<String>();
    assert!(text.contains("Haupt- und Nebenstraßen") && text.contains("die Behörden"), "{text}");
}

#[test]
fn an_initial_joins_its_word_and_loose_marks_the_word_before() {
    let text = |raw: &str| blocks(raw).iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    let initial = text("T\nhe mayor of Oxley met the council on Monday , and the\nferry was put on again by noon .\n");
    assert_eq!(initial, "The mayor of Oxley met the council on Monday, and the ferry was put on again by noon.");
    let word = text("I\nam told by the ferryman that the river has not been so\nhigh since he was a boy . . . and he is old.\n");
    assert_eq!(
        word.replace('\n', " "),
        "I am told by the ferryman that the river has not been so high since he was a boy . . . and he is old."
    );
}

#[test]
fn rows_of_a_table_stay_rows_and_their_cells_apart() {
    let table = r#"[{"type": "text", "text": "各村秋粮入库", "text_level": 1, "page_idx": 0},
        {"type": "table", "table_body": "<table><tr><td>村</td><td>水稻 玉米</td></tr><tr><td>河 湾</td><td>完成了，还多交了两担。</td></tr></table>", "page_idx": 0}]"#;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page_content_list.json");
    std::fs::write(&path, table).expect("written");
    let found = blocks_of(&Arc::new(stet::import::import_file(&path, None).expect("a page")));
    has(&found, Role::Row, "村  水稻 玉米");
    has(&found, Role::Row, "河 湾  完成了，还多交了两担。");
}

#[test]
fn signs_and_letters_of_latin_text_take_no_blanks_away() {
    for text in [
        "The rent is £7, or $9; see § 2 and “Terms.”",
        "Le prix est de 4 à 5 F. ; il y a du lin à 2 F.",
        "am 12. Mai 1907, Vormittags ½ 10 Uhr,",
    ] {
        let found = blocks(&format!("{text}\n"));
        assert_eq!(found.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), [text]);
    }
}

#[test]
fn upright_columns_of_the_old_press_have_no_blanks_in_their_text() {
    let found = blocks("本報訊　青石縣立小學自去年秋季\n開學以來、學生日多、原有教室不\n敷應用、校董會議決募款添建、限\n於年底完工云\n");
    assert!(found.iter().any(|(_, text)| text.starts_with("本報訊青石縣立小學")), "{found:?}");
}

#[test]
fn a_text_of_single_characters_is_put_together() {
    let column = |text: &str| text.chars().map(|c| format!("{c}\n")).collect::<String>();
    let found = blocks(&format!("{}\n{}", column("青石縣立小學添建教室五間"), column("款由校董會向各界募集限年底完工")));
    let texts: String = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, "青石縣立小學添建教室五間款由校董會向各界募集限年底完工");
    assert!(found.len() <= 2, "{found:?}");
}

/// Lines of two columns as OCR gives them, row by row, a paragraph of the source round each.
#[test]
fn columns_that_were_read_across_are_read_down_and_a_region_a_line_tells_nothing() {
    let left = [
        "The Board of the canal met on Friday",
        "at the Town Hall, the Chairman in his",
        "place, when the report of the works",
        "was read and agreed to by all.",
    ];
    let right = [
        "A barge with forty tons of coal sank",
        "on Sunday night near the upper lock,",
        "and it was noon on Tuesday before the",
        "way was clear for other boats.",
    ];
    let mut hocr =
        String::from("<html><body><div class='ocr_page' title='bbox 0 0 1700 600'><div class='ocr_carea' title='bbox 100 100 1600 500'>");
    for (row, (left, right)) in left.iter().zip(right).enumerate() {
        for (from, text) in [(100, *left), (900, right)] {
            let (top, width) = (100 + 50 * row, 18 * text.len());
            let rect = format!("bbox {from} {top} {} {}", from + width, top + 32);
            hocr += &format!(
                "<p class='ocr_par' title='{rect}'><span class='ocr_line' title='{rect}'><span class='ocrx_word' title='{rect}'>{text}</span></span></p>"
            );
        }
    }
    hocr += "</div></div></body></html>";
    let page = Arc::new(pages_of(Path::new("a.hocr"), hocr.as_bytes(), None).expect("pages").pages.remove(0));
    let found = blocks_of(&page);
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, [left.join(" "), right.join(" ")]);
}

#[test]
fn half_width_marks_become_chinese_ones_though_latin_words_stand_among_them() {
    let found = blocks("本报讯(记者 夏青禾)供销社昨天启用了\"Easy Count\"计价器,\n店员用了都说:\"又快又准,错不了.\"\n");
    let text = found.iter().map(|(_, text)| text.as_str()).collect::<String>();
    assert!(text.contains("“Easy Count”计价器，") && text.ends_with("“又快又准，错不了。”"), "{text}");
}

#[test]
fn marks_of_upright_lines_and_private_characters_are_set_as_usual() {
    let level = "清河渡口明年修桥\n本报讯（记者周䶮平）县里昨天开会，决定\n拨款三万元，修清河渡口的桥。\n“过河再不用等船了！”老人说。\n";
    let upright =
        level.replace('（', "︵").replace('）', "︶").replace('，', "︐").replace('。', "︒").replace('！', "︕").replace('䶮', "\u{e863}");
    let wanted = blocks(level);
    assert!(wanted.iter().any(|(role, text)| *role == Role::Paragraph && text.ends_with("修清河渡口的桥。")), "{wanted:?}");
    assert_eq!(blocks(&upright), wanted);
}
