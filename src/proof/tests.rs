//! Whole reports of made-up issues.

use std::path::Path;
use std::sync::Arc;

use super::report::{planned, to_csv, to_html};
use super::*;
use crate::clean::clean;
use crate::edit::{Edit, Fragment, TermKind, apply};
use crate::edition::{ArticleId, Edition, Place, Role, TextOffset};
use crate::import::import_bytes;
use crate::locale::{Language, Locale};
use crate::style::HouseStyle;

const RAW: &str = "河湾日报 2022年3月28日 第1版\n\n河湾村新修水渠\n本报讯（记者 沈舟）昨天，河湾村开工修建水渠，全长12公里，预计六月完工。\n\
                   村民周大水说，今后浇地不用再等雨。这条水渠从北山水库引水，沿山脚而下，经过三个自然村。\n\n渡口新桥通车\n\
                   本报讯（记者 林岸）1月9日，渡口新桥正式通车，两岸村民过河不再等船。新桥长240米，宽9米，由县交通局设计施工。\n\
                   通车当天，数百名村民自发来到桥头，敲锣打鼓，庆祝这一天的到来。\n";

fn draft(raw: &str) -> Edition {
    let page = import_bytes(Path::new("daily-1.txt"), raw.as_bytes(), None).expect("a page");
    clean(&[Arc::new(page)], HouseStyle::standard())
}

/// The edition with a text put in the place of another wherever that stands.
fn with(mut edition: Edition, from: &str, to: &str) -> Edition {
    let find = |edition: &Edition| edition.blocks().find_map(|(_, block)| Some((block.id(), block.text().find(from)?)));
    while let Some((block, at)) = find(&edition) {
        let text = edition.block(block).expect("it is there").1.text();
        let start = text[..at].chars().count();
        let place = |at: usize| Place { block, at: TextOffset::new(at) };
        let edit = Edit::Splice { from: place(start), to: place(start + from.chars().count()), insert: Fragment::plain(to) };
        apply(&mut edition, &edit).expect("it applies");
    }
    edition
}

fn report(edition: &Edition, against: Against<'_>) -> ProofReport {
    prove(edition, against, HouseStyle::standard(), None).expect("a report")
}

fn told(report: &ProofReport) -> Vec<(&str, &str, ErrorClass, u32)> {
    let row = |row: &'_ report::ProofRow| (row.class, row.tenths);
    let texts = report.rows.iter().map(|one| (one.difference.right_text.as_str(), one.difference.found_text.as_str(), row(one)));
    texts.map(|(right, found, (class, tenths))| (right, found, class, tenths)).collect()
}

#[test]
fn an_edition_is_measured_by_a_second_readers() {
    let right = draft(RAW);
    let mut found = with(right.clone(), "修建水渠", "修健水渠");
    found = with(found, "240米", "246米");
    found = with(found, "自发来到", "来到");
    found = with(found, "浇地不用", "浇地不不用");
    found = with(found, "桥头，", "桥头。");
    found = with(found, "新修水渠", "新俢水渠");
    found = with(found, "1月9日", "1月6日");
    let report = report(&found, Against::Edition(&right));
    assert_eq!(
        told(&report),
        [
            ("修", "俢", ErrorClass::Characters, 20),
            ("建", "健", ErrorClass::Characters, 10),
            ("", "不", ErrorClass::Characters, 10),
            ("9", "6", ErrorClass::Number, 20),
            ("0", "6", ErrorClass::Number, 10),
            ("自发", "", ErrorClass::Characters, 20),
            ("，", "。", ErrorClass::Punctuation, 1),
        ]
    );
    assert_eq!((report.tenths, report.passes(), report.is_proved()), (91, false, false));
    let measure = report.measure;
    assert_eq!((measure.substituted, measure.missing, measure.extra), (5, 2, 1));
    assert_eq!(measure.right(), ProofText::of_edition(&right, &HouseStyle::standard().marks, true).characters.len());
    assert_eq!((report.structure.cuts_too_many, report.structure.cuts_missing, report.moved), (0, 0, (0, 0)));
    let same = super::tests::report(&right, Against::Edition(&right));
    assert_eq!((same.tenths, same.rows.len(), same.passes(), same.is_proved()), (0, 0, true, false));
}

#[test]
fn its_own_raw_text_is_measured_by_what_became_of_it() {
    let raw = RAW.replace("水库引水", "水厍引水").replace("敲锣打鼓", "敲 锣打");
    let edition = with(with(draft(&raw), "水厍", "水库"), "锣打，", "锣打鼓，");
    let report = report(&edition, Against::Raw);
    assert_eq!(told(&report), [("库", "厍", ErrorClass::Characters, 10), ("鼓", "", ErrorClass::Characters, 10)]);
    assert_eq!((report.measure.substituted, report.measure.missing, report.measure.extra), (1, 1, 0));
}

#[test]
fn a_keyed_text_is_right_line_ends_and_order_apart() {
    let found = with(draft(RAW), "自发来到", "白发来到");
    let stories: Vec<&str> = RAW.split("\n\n").skip(1).collect();
    let solid: Vec<char> = stories.concat().chars().filter(|c| *c != '\n').collect();
    let keyed: String = solid.chunks(17).map(|line| line.iter().collect::<String>() + "\n").collect();
    let report = report(&found, Against::Plain(&keyed));
    assert_eq!(told(&report), [("自", "白", ErrorClass::Characters, 10)], "line ends and blanks are no characters");
    let turned = format!("{}\n{}", stories[1], stories[0]);
    let moved = super::tests::report(&found, Against::Plain(&turned));
    assert_eq!((moved.tenths, moved.moved.0), (10, 1));
    let other = prove(&found, Against::Plain(&"全不相干的一段文字".repeat(20)), HouseStyle::standard(), None);
    assert!(matches!(other, Err(ProofError::OtherText { .. })));
    assert_eq!(prove(&found, Against::Plain(" \n"), HouseStyle::standard(), None).err(), Some(ProofError::NoText));
}

#[test]
fn what_is_printed_so_cannot_be_read_or_was_supplied_is_no_error() {
    let right = draft(RAW);
    let found = with(right.clone(), "周大水说", "周大氺〔原文如此〕说");
    let found = with(found, "县交通局", "县□通局");
    let found = with(found, "数百名", "数百〔余〕名");
    let report = report(&found, Against::Edition(&right));
    assert_eq!(report.rows.iter().map(|row| row.excuse.is_some()).collect::<Vec<_>>(), [true; 3], "{:?}", told(&report));
    assert_eq!((report.tenths, report.doubtful), (0, 1));
}

#[test]
fn names_count_double_where_they_first_stand_and_the_same_error_three_times() {
    let raw = RAW.replace("村民周大水说，今后浇地不用再等雨。", "村民周大水说，雨水、雨水、雨水、雨水都靠天。周大水又说，不用再等雨。");
    let mut right = draft(&raw);
    let article = right.articles().iter().find(|article| article.title().contains("水渠")).expect("it is there").id();
    apply(&mut right, &Edit::AddTerm { article, term: TermKind::Person, text: "周大水".to_owned() }).expect("a name");
    let found = with(right.clone(), "周大水", "周太水");
    let report = report(&found, Against::Edition(&right));
    assert_eq!(report.rows.iter().map(|row| row.tenths).collect::<Vec<_>>(), [20, 10]);
    let found = with(right.clone(), "雨水", "两水");
    let report = super::tests::report(&found, Against::Edition(&right));
    assert_eq!(report.rows.iter().map(|row| row.tenths).collect::<Vec<_>>(), [10, 10, 10, 0]);
    assert_eq!(report.classes.iter().map(|class| class.beyond).sum::<usize>(), 1);
}

#[test]
fn articles_cut_otherwise_and_other_paragraphs_stand_apart() {
    let right = draft(RAW);
    assert!(right.articles().len() >= 2, "the draft has both stories");
    let mut found = right.clone();
    let second: ArticleId = found.articles()[1].id();
    apply(&mut found, &Edit::CloseArticle { article: second }).expect("it is one with the one before");
    let report = report(&found, Against::Edition(&right));
    assert_eq!((report.structure.cuts_missing, report.structure.cuts_too_many, report.tenths), (1, 0, 0));
    let back = super::tests::report(&right, Against::Edition(&found));
    assert_eq!((back.structure.cuts_missing, back.structure.cuts_too_many), (0, 1));
    let mut found = right.clone();
    let block = found.articles()[1].with_role(Role::Paragraph).next().expect("a paragraph").id();
    let place = Place { block, at: TextOffset(20) };
    apply(&mut found, &Edit::split(place, place, Role::Paragraph)).expect("it applies");
    let report = super::tests::report(&found, Against::Edition(&right));
    assert_eq!((report.rows.len(), report.tenths), (0, 1));
}

#[test]
fn a_sample_is_drawn_again_by_its_seed_and_judged() {
    let mut raw = String::new();
    for number in 0..12 {
        let name: String = "甲乙丙丁戊己庚辛壬癸子丑".chars().nth(number).into_iter().collect();
        raw.push_str(&format!("{name}村开通公路\n本报讯（记者 沈舟）{name}村昨天开通公路，{name}村的村民从此可以坐车进城了。\n\n"));
    }
    let right = draft(&raw);
    let request = SampleRequest { unit: SampleUnit::Article, level: Level::II, aql: "2.5".to_owned(), seed: 3 };
    let style = HouseStyle::standard();
    let plan = planned(&right, &request, &style.marks).expect("a plan");
    assert!(plan.plan.lot >= 10 && plan.drawn.len() == 5 && !plan.plan.is_whole_lot, "{plan:?}");
    // An error in what was not drawn is not looked at.
    let drawn: Vec<String> = plan.drawn.iter().map(|unit| unit.name.clone()).collect();
    let is_drawn = |id: ArticleId| drawn.contains(&format!("a{}", id.0));
    let spoil = |is_in: bool| {
        let article = right.articles().iter().find(|article| is_drawn(article.id()) == is_in).expect("an article");
        let name: String = article.title().chars().take(1).collect();
        with(right.clone(), &format!("{name}村的"), &format!("{name}材的"))
    };
    let of = |edition: &Edition| {
        let report = prove(edition, Against::Edition(&right), style, Some(&request)).expect("a report");
        let sample = report.sample.clone().expect("a sample");
        (report.tenths, sample.bad, sample.is_accepted(), report.characters())
    };
    let outside = of(&spoil(false));
    assert_eq!((outside.0, outside.1, outside.2), (0, 0, true));
    let inside = of(&spoil(true));
    assert_eq!((inside.0, inside.1, inside.2), (10, 1, false));
    assert_eq!(outside.3, plan.drawn.iter().map(|unit| unit.characters).sum::<usize>(), "the denominator is the sample");
}

#[test]
fn reports_are_written_in_each_language() {
    let right = draft(RAW);
    let found = with(with(right.clone(), "修建水渠", "=修<健>水渠"), "桥头，", "桥头。");
    let report = report(&found, Against::Edition(&right));
    for language in Language::ALL {
        let locale = Locale::load(language);
        let (html, csv) = (to_html(&report, &locale), to_csv(&report, &locale));
        roxmltree::Document::parse_with_options(&html, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() })
            .unwrap_or_else(|error| panic!("{language:?}: {error}"));
        assert!(!html.contains('‱') && !csv.contains('‱') && html.contains("Garwood"), "{html}");
        assert!(!html.contains("proof-") && !csv.contains("proof-"), "a key stands for its words: {html}");
        assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n") && csv.contains("'="), "{csv}");
        let widths: Vec<usize> = csv.lines().map(|line| line.split(',').count()).collect();
        assert!(widths.iter().all(|width| *width >= 11), "{widths:?}");
        let limit = if language.is_chinese() { "万分之3|萬分之3" } else { "3/10000" };
        assert!(limit.split('|').any(|limit| html.contains(limit)), "{html}");
    }
}

#[test]
fn speed_is_that_of_the_pages_on_which_anything_was_counted() {
    let page = |name: &str, raw: &str| Arc::new(import_bytes(Path::new(name), raw.as_bytes(), None).expect("a page"));
    let pages = [page("daily-1.txt", RAW), page("daily-2.txt", "　　县里昨天召开会议，研究春耕生产，到会的有三十人。\n")];
    let edition = clean(&pages, HouseStyle::standard());
    let entry = |page: &str, seconds: u64| {
        let effort = crate::effort::Effort { time: std::time::Duration::from_secs(seconds), ..Default::default() };
        crate::effort::EffortEntry { page: page.to_owned(), hand: "QD".to_owned(), effort }
    };
    let of = |entries: &[_]| report::EffortReport::of(&edition, entries);
    let second = pages[1].source().sha256.as_str();
    let found = of(&[entry(second, 90), entry("another", 9000)]).expect("it was counted");
    assert_eq!(found.characters(), 24);
    assert_eq!(found.characters_per_hour().map(f64::round), Some(960.0));
    assert_eq!(found.minutes_per_thousand(), Some(62.5));
    assert_eq!(of(&[entry(second, 5)]).and_then(|short| short.characters_per_hour()), None, "too little to tell");
    assert!(of(&[entry("another", 9000)]).is_none());
}
