//! Golden pages: stories set by several habits must come back as the stories they were.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expected by failing")]

mod boxed;
mod fitting;
mod gold;
mod matter;
mod score;
mod typeset;

use std::path::Path;
use std::sync::Arc;

use boxed::{Told, boxed};
use gold::Gold;
use score::{Score, score};
use stet::edition::{Blanks, DoubtKind, Edition, Role, Shelf, ledger};
use stet::import::import_file;
use stet::page::{Encoding, Page, Source};
use stet::style::HouseStyle;
use typeset::{Habits, Headlines, Story, stories, typeset};

fn all_stories() -> Vec<Story> {
    stories(include_str!("stories.txt"))
}

fn page(text: &str) -> Arc<Page> {
    let source = Source { file: "page-1.raw.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
    Arc::new(Page::new(source, text))
}

/// A first draft whose every raw character is accounted for.
fn draft(page: &Arc<Page>) -> Edition {
    let edition = stet::clean::clean(std::slice::from_ref(page), HouseStyle::standard());
    assert_eq!(ledger::audit(&edition), Ok(()));
    assert!(edition.ledger().iter().all(ledger::Ledger::balances));
    edition
}

const PLAIN: Habits = Habits {
    measures: &[16, 20, 14, 18, 24],
    blank_lines: true,
    hangs: false,
    letter_spacing: false,
    stray_blanks: false,
    headlines: Headlines::Before,
    bare: false,
    widens_at: None,
};

/// Every story once, in pages of three to five that follow on each other.
fn pages_of(habits: Habits) -> Vec<(String, Gold)> {
    let stories = all_stories();
    let count = stories.len();
    (0..count)
        .map(|from| (0..3 + from % 3).map(|n| stories[(from + n) % count].clone()).collect::<Vec<_>>())
        .map(|s| typeset(&s, habits))
        .collect()
}

fn total(habits: Habits) -> Score {
    let mut sum = Score::default();
    for (raw, gold) in pages_of(habits) {
        sum.add(&score(&raw, &gold, &draft(&page(&raw))));
    }
    println!("{habits:?}\n  {}", sum.line());
    sum
}

/// Asserts floors: paragraph F1, article F1, headlines, in per cent.
fn expect(habits: Habits, paragraphs: f64, articles: f64, headlines: f64) {
    let sum = total(habits);
    assert!(sum.paragraphs.f1() >= paragraphs, "{habits:?}: {}", sum.line());
    assert!(sum.articles.f1() >= articles, "{habits:?}: {}", sum.line());
    assert!(sum.headlines.share() >= headlines, "{habits:?}: {}", sum.line());
    assert!(sum.blanks_per_thousand() <= 0.5, "{habits:?}: {}", sum.line());
}

#[test]
fn the_stories_are_many_and_long_enough() {
    let stories = all_stories();
    assert!(stories.len() >= 8);
    assert!(stories.iter().all(|story| (3..=8).contains(&story.paragraphs.len())));
}

#[test]
fn headlines_before_their_stories() {
    expect(PLAIN, 98.0, 97.0, 95.0);
}

#[test]
fn no_blank_lines_and_hanging_punctuation() {
    expect(Habits { blank_lines: false, hangs: true, ..PLAIN }, 98.0, 95.0, 92.0);
}

// One story in nine has no lead-in. With its headline elsewhere only its measure and its words tell that it begins, which is often
// not enough: then two stories are one, and both headlines are counted as wrong.
#[test]
fn headlines_at_the_end_of_the_page() {
    expect(Habits { headlines: Headlines::AtEnd, hangs: true, ..PLAIN }, 97.0, 94.0, 80.0);
}

#[test]
fn headlines_at_the_start_of_the_page() {
    expect(Habits { headlines: Headlines::AtStart, ..PLAIN }, 97.0, 92.0, 82.0);
}

#[test]
fn letter_spacing_and_stray_blanks() {
    expect(Habits { letter_spacing: true, stray_blanks: true, ..PLAIN }, 98.0, 97.0, 95.0);
}

#[test]
fn narrow_and_wide_columns() {
    expect(Habits { measures: &[10, 12, 11], ..PLAIN }, 97.0, 94.0, 88.0);
    expect(Habits { measures: &[30, 26, 28], ..PLAIN }, 97.0, 94.0, 88.0);
}

#[test]
fn stories_without_lead_ins() {
    expect(Habits { bare: true, ..PLAIN }, 97.0, 88.0, 80.0);
}

#[test]
fn one_measure_for_all() {
    expect(Habits { measures: &[18], ..PLAIN }, 98.0, 94.0, 90.0);
}

#[test]
fn a_measure_that_changes_inside_a_story() {
    expect(Habits { widens_at: Some(3), ..PLAIN }, 96.0, 94.0, 90.0);
}

#[test]
fn stories_that_have_no_headlines_are_left_without() {
    expect(Habits { headlines: Headlines::Missing, ..PLAIN }, 96.0, 90.0, 90.0);
}

/// The score of pages set so, with what their boxes tell.
fn with_boxes(habits: Habits, told: Told) -> Score {
    let mut sum = Score::default();
    for (raw, gold) in pages_of(habits) {
        let page = Arc::new(boxed(&raw, &gold, told));
        sum.add(&score(page.text(), &gold, &draft(&page)));
    }
    println!("{habits:?}\n  {}", sum.line());
    sum
}

// Without blank lines, lead-ins, and headlines at their stories, boxes tell most of where one begins.
#[test]
fn boxes_tell_more_than_text_alone() {
    let told = Told { boxes: true, sizes: true, articles: false };
    for habits in [
        Habits { blank_lines: false, bare: true, ..PLAIN },
        Habits { blank_lines: false, measures: &[18], bare: true, ..PLAIN },
        Habits { blank_lines: false, measures: &[10, 12, 11], ..PLAIN },
    ] {
        let (alone, with) = (total(habits), with_boxes(habits, told));
        assert!(with.paragraphs.f1() >= alone.paragraphs.f1().max(98.5), "{habits:?}: {}", with.line());
        assert!(with.articles.f1() >= alone.articles.f1().max(97.0), "{habits:?}: {}", with.line());
        assert!(with.headlines.share() >= alone.headlines.share().max(95.0), "{habits:?}: {}", with.line());
    }
}

#[test]
fn boxes_that_tell_nothing_do_no_harm() {
    let told = Told { boxes: false, sizes: false, articles: false };
    let habits = Habits { blank_lines: false, ..PLAIN };
    let (alone, with) = (total(habits), with_boxes(habits, told));
    assert!(with.paragraphs.f1() >= alone.paragraphs.f1() - 0.5, "{}", with.line());
    assert!(with.articles.f1() >= alone.articles.f1() - 0.5, "{}", with.line());
}

#[test]
fn articles_of_the_source_are_kept() {
    let told = Told { boxes: false, sizes: false, articles: true };
    for habits in [Habits { blank_lines: false, bare: true, measures: &[18], ..PLAIN }, Habits { headlines: Headlines::AtEnd, ..PLAIN }] {
        let with = with_boxes(habits, told);
        assert!(with.articles.f1() >= 98.0 && with.headlines.share() >= 95.0, "{habits:?}: {}", with.line());
    }
}

#[test]
fn captions_jump_lines_and_bylines_have_their_roles() {
    let (raw, _) = typeset(&all_stories(), PLAIN);
    let edition = draft(&page(&raw));
    let with = |role: Role| {
        edition.blocks().filter(|(_, block)| block.role() == role).map(|(_, block)| block.text().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(with(Role::JumpLine), ["（下转4版）"]);
    assert_eq!(with(Role::Byline), ["本报记者 花满溪"]);
    assert_eq!(with(Role::Caption), ["图为菜农在大棚里采摘黄瓜。 记者 田野 摄", "图为民警在冰面上救援落水男子。（市公安局供图）"]);
    let bylines: Vec<_> = edition.articles().iter().filter_map(|article| article.byline()).collect();
    assert!(bylines.contains(&"记者 苏晓岚 通讯员 白桦"), "{bylines:?}");
}

#[test]
fn furniture_stands_apart() {
    let (story, _) = typeset(&all_stories()[..2], PLAIN);
    let edition = draft(&page(&format!("2\n要闻\n2022年3月28日 星期一\n责编：王小明\n{story}")));
    let furniture: Vec<_> =
        edition.blocks().filter(|(shelf, _)| *shelf == Shelf::Furniture).map(|(_, block)| block.text().to_owned()).collect();
    assert_eq!(furniture, ["2", "要闻", "2022年3月28日 星期一", "责编：王小明"]);
}

#[test]
fn half_width_punctuation_is_widened_among_chinese_and_nowhere_else() {
    let raw = "本报讯(记者 王明)昨天,市里召开会议.\n他说:go to www.a.com, please;比分是3:2,(完)\n";
    let edition = draft(&page(raw));
    let text: String = edition.articles()[0].blocks().iter().map(|block| block.text()).collect();
    assert!(text.contains("本报讯（记者 王明）昨天，市里召开会议。"), "{text}");
    assert!(text.contains("www.a.com, please") && text.contains("3:2"), "{text}");
}

/// Blanks are lost without a word unless they are counted.
#[test]
fn blanks_between_characters_are_counted() {
    let blanks =
        |raw: &str| draft(&page(raw)).ledger().into_iter().map(|ledger| ledger.blanks).fold(Blanks::default(), |sum, one| sum + one);
    // Letter-spaced, with an indent and blanks at the end, which count for nothing.
    assert_eq!(blanks("\u{3000}\u{3000}本 报 讯  \n"), Blanks { kept: 0, dropped: 2, added: 0 });
    let latin = "The bridge over the river was opened to all on\nSaturday, and the mayor spoke at half past ten for £5.\n";
    assert_eq!(blanks(latin), Blanks { kept: 19, dropped: 0, added: 1 });
    // Before Western figures Chinese has no blank, between them they are all that parts one from another.
    assert_eq!(blanks("中奖号码 03 07 12 18\n"), Blanks { kept: 3, dropped: 1, added: 0 });
}

#[test]
fn doubtful_places_are_marked_and_sure_ones_are_not() {
    let (raw, _) = typeset(&all_stories()[..3], PLAIN);
    let sure = draft(&page(&raw));
    let doubts = |edition: &Edition| edition.blocks().map(|(_, block)| block.doubts().len()).sum::<usize>();
    let lines = raw.lines().filter(|line| !line.is_empty()).count();
    assert!(doubts(&sure) * 20 < lines, "{} doubts in {lines} lines", doubts(&sure));
    // A headline that fits no story of the page.
    let edition = draft(&page(&format!("{raw}\n国际油价连续三周下跌\n")));
    let strange = edition.blocks().find(|(_, block)| block.text().contains("油价")).expect("the strange headline").1.clone();
    assert!(
        strange.doubts().iter().any(|doubt| matches!(doubt.kind, DoubtKind::Headline(_) | DoubtKind::Role(_) | DoubtKind::Begun)),
        "{strange:?}"
    );
}

#[test]
fn the_draft_is_the_same_on_one_core_and_on_many() {
    let pages: Vec<Arc<Page>> = pages_of(PLAIN).iter().map(|(raw, _)| page(raw)).collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
        pool.install(|| stet::clean::clean(&pages, HouseStyle::standard()))
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn cancelling_ends_the_work() {
    let pages: Vec<Arc<Page>> = pages_of(PLAIN).iter().map(|(raw, _)| page(raw)).collect();
    assert!(stet::clean::clean_watched(&pages, HouseStyle::standard(), &|_| false).is_none());
    let all = stet::clean::clean_watched(&pages, HouseStyle::standard(), &|_| true).expect("not cancelled");
    assert_eq!(all, stet::clean::clean(&pages, HouseStyle::standard()));
}

#[test]
fn odd_pages_are_accounted_for_too() {
    let long = "长".repeat(50_000);
    let many = "短句\n".repeat(3_000);
    let closers = "）”。，\n".repeat(40);
    let odd = [
        "",
        "\n\n",
        " \u{3000}\n",
        "a",
        "\0\u{c}\n。",
        "（下转4版）",
        "本报讯",
        "图为",
        "8\n9\n",
        &long,
        &many,
        &closers,
        "}\n{\n}\n",
        "\u{feff}𠀀𠀁\n𠀂",
    ];
    for text in odd {
        let edition = draft(&page(text));
        assert_eq!(edition.pages().len(), 1);
    }
}

#[test]
fn sample_pages_come_out_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut count = 0;
    for file in stet::import::page_files(&folder).expect("the samples' folder") {
        let page = Arc::new(import_file(&file.path, None).expect("a sample page"));
        let edition = draft(&page);
        let headed = edition.articles().iter().filter(|article| !article.title().is_empty()).count();
        println!("{}: {} articles, {headed} with headlines", page.source().file, edition.articles().len());
        assert!(edition.articles().len() >= 3 && headed >= 2);
        count += 1;
    }
    assert!(count >= 1);
}

/// Scores pages kept beside the repository, where there are any; they are not a part of it.
#[test]
fn pages_beside_the_repository() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pages");
    let Ok(files) = stet::import::page_files(&folder) else {
        println!("no pages beside the repository: skipped");
        return;
    };
    let mut sum = Score::default();
    for file in files.into_iter().map(|page| page.path) {
        let name = file.to_string_lossy().replace(".raw.txt", ".gold.json");
        let Ok(text) = std::fs::read_to_string(&name) else { continue };
        let page = Arc::new(import_file(&file, None).expect("a raw page"));
        let one = score(page.text(), &Gold::read(&text).expect("gold in JSON"), &draft(&page));
        println!("{:<20} {}", page.source().file, one.line());
        sum.add(&one);
    }
    println!("{:<20} {}", "together", sum.line());
    assert!(sum.paragraphs.f1() >= 94.0 && sum.articles.f1() >= 80.0 && sum.headlines.share() >= 75.0);
    assert!(sum.blanks_per_thousand() <= 0.5);
}

/// The sample scan, as Tesseract read it: the stories of the first sample page, as far as they fit, with what it misread.
#[test]
fn the_scan_of_a_sample_page_gives_its_stories() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let read = |name: &str| Arc::new(import_file(&folder.join(name), None).expect("a sample page"));
    let (scan, text) = (draft(&read("riverside-daily-3.hocr")), draft(&read("riverside-daily-1.raw.txt")));
    // On the scan the headlines alone are printed, without their decks.
    let headings = |edition: &Edition, is_printed: fn(Role) -> bool| -> Vec<String> {
        let lines = |article: &stet::edition::Article| {
            article.blocks().iter().filter(|block| is_printed(block.role())).map(|block| block.text().to_owned()).collect::<String>()
        };
        edition.articles().iter().map(|article| lines(article).chars().filter(|c| !c.is_whitespace()).collect()).collect()
    };
    let (found, wanted) = (headings(&scan, Role::is_heading), headings(&text, |role| role == Role::Headline));
    assert_eq!(found.len(), wanted.len(), "{found:?}");
    for (found, wanted) in found.iter().zip(&wanted) {
        let alike = f64::from(similar::TextDiff::from_chars(found, wanted).ratio());
        assert!(alike > 0.75, "{found} for {wanted}");
    }
    assert_eq!(scan.furniture().iter().map(|block| block.text()).collect::<Vec<_>>(), ["河畔日报", "2022年3月28日”星期一”3版"]);
    // A paragraph of the page for each of the stories', but for what did not fit on it and what specks tore apart or put together.
    let paragraphs = |edition: &Edition| {
        let of = |article: &Arc<stet::edition::Article>| article.blocks().iter().map(|block| block.text().to_owned()).collect::<Vec<_>>();
        edition.articles().iter().flat_map(of).filter(|text| text.chars().count() > 30).collect::<Vec<_>>()
    };
    let (found, wanted) = (paragraphs(&scan), paragraphs(&text));
    let alike = |text: &&String| found.iter().any(|found| similar::TextDiff::from_chars(found.as_str(), text.as_str()).ratio() > 0.85);
    let count = wanted.iter().filter(alike).count();
    assert!(count * 3 >= wanted.len() * 2, "{count} of {}", wanted.len());
}
