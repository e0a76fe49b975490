//! What is eight times as long takes about eight times as long: no step grows with the square of a page's words, lines or characters.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use stet::check::{Sourced, check};
use stet::clean::clean;
use stet::edit::{Edit, TermKind, apply};
use stet::edition::Edition;
use stet::export::boxed::{self, Boxed};
use stet::export::{Format, LineImages, Options, Switch, export};
use stet::import::{import_files, import_pages, page_files, pages_of};
use stet::store::Over;
use stet::store::guard::Guard;
use stet::style::HouseStyle;

/// How many times longer the longer page is. A square would take that many times more for each of them.
const TIMES: usize = 8;
/// What a machine that is busy with other things may add.
const SLACK: Duration = Duration::from_secs(1);

/// The steps a page goes through, with how long each took.
fn steps(name: &str, bytes: &[u8], formats: &[Format]) -> Vec<(String, Duration)> {
    let style = HouseStyle::standard();
    let mut steps = Vec::new();
    let mut timed = |step: String, since: Instant| steps.push((step, since.elapsed()));
    let since = Instant::now();
    let pages: Vec<_> = pages_of(Path::new(name), bytes, None).expect("pages").pages.into_iter().map(Arc::new).collect();
    timed("read".to_owned(), since);
    let since = Instant::now();
    let edition: Edition = clean(&pages, style);
    timed("clean".to_owned(), since);
    let since = Instant::now();
    let queries = check(&edition, style);
    timed(format!("check, {} queries", queries.len()), since);
    let since = Instant::now();
    let blocks: std::collections::HashMap<_, _> =
        edition.blocks().map(|(_, block)| (block.id(), (Sourced::new(block), block.clone()))).collect();
    let sources = queries.iter().filter_map(|query| query.source(&blocks.get(&query.block)?.0)).count();
    let standing = queries.iter().filter(|query| query.still_stands(&edition)).count();
    timed(format!("{sources} sources, {standing} stand"), since);
    steps.extend(exports(&edition, formats));
    steps
}

/// How long an export to each of these formats takes.
fn exports(edition: &Edition, formats: &[Format]) -> Vec<(String, Duration)> {
    let style = HouseStyle::standard();
    let export_to = |format: &Format| {
        let since = Instant::now();
        // Nobody has checked these pages: all lines are taken.
        let options = Options::standard(*format, style).with(Switch::Checked, false).with(Switch::Agreed, false);
        let bytes = export(edition, *format, style, &options, &LineImages::default()).into_vec().expect("bytes");
        assert!(!bytes.is_empty());
        (format.name().to_owned(), since.elapsed())
    };
    formats.iter().map(export_to).collect()
}

fn grows_evenly(name: &str, size: usize, page: impl Fn(usize) -> String, formats: &[Format]) {
    // The dictionaries are loaded apart.
    steps(name, page(10).as_bytes(), &[]);
    let (short, long) = (page(size), page(size * TIMES));
    assert_even(name, || steps(name, short.as_bytes(), formats), || steps(name, long.as_bytes(), formats));
}

/// How often it is tried before a step is said to grow otherwise: other programs may take the machine for a while, but not each time.
const TRIES: usize = 4;

fn assert_even(name: &str, short: impl Fn() -> Vec<(String, Duration)>, long: impl Fn() -> Vec<(String, Duration)>) {
    let (mut short_took, mut long_took) = (short(), long());
    for attempt in 1..=TRIES {
        let both = short_took.iter().zip(&long_took);
        let uneven: Vec<_> = both.filter(|((_, short), (_, long))| *long >= *short * 3 * TIMES as u32 + SLACK).collect();
        if uneven.is_empty() {
            break;
        }
        assert!(attempt < TRIES, "{name}: {TIMES} times as much takes far longer than that: {uneven:?}");
        short_took = least(short_took, short());
        long_took = least(long_took, long());
    }
    for ((step, short), (_, long)) in short_took.iter().zip(&long_took) {
        println!("{name}, {step}: {short:?}, {TIMES} times as much {long:?}");
    }
}

/// The shorter time of each step.
fn least(one: Vec<(String, Duration)>, other: Vec<(String, Duration)>) -> Vec<(String, Duration)> {
    one.into_iter().zip(other).map(|((step, one), (_, other))| (step, one.min(other))).collect()
}

/// ALTO with lines of words. Its words are such that `clean` changes each line: blanks go, a mark becomes full width.
fn alto(blocks: usize, lines: usize, words: usize, named: bool) -> String {
    let word = |at: usize| {
        format!("<String CONTENT=\"农村{}\" HPOS=\"{}\" VPOS=\"0\" WIDTH=\"9\" HEIGHT=\"9\"/><SP/>", ["路", "田,", "水"][at % 3], at * 10)
    };
    let line = |at: usize| {
        let id = if named { format!(" ID=\"l{at}\"") } else { String::new() };
        format!("<TextLine{id}>{}</TextLine>", (0..words).map(word).collect::<String>())
    };
    let block = |at: usize| format!("<TextBlock ID=\"b{}\">{}</TextBlock>", at % 2, (0..lines).map(line).collect::<String>());
    let blocks: String = (0..blocks).map(block).collect();
    format!(
        "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Layout><Page WIDTH=\"9999\" HEIGHT=\"9999\"><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"
    )
}

const BOXED: [Format; 2] = [Format::Alto, Format::Page];

#[test]
fn many_words_in_a_line_grow_evenly() {
    grows_evenly("words.xml", 2500, |words| alto(1, 1, words, true), &BOXED);
}

#[test]
fn many_lines_in_a_block_grow_evenly() {
    grows_evenly("lines.xml", 2500, |lines| alto(1, lines, 1, true), &BOXED);
    grows_evenly("nameless.xml", 2500, |lines| alto(1, lines, 1, false), &BOXED);
}

#[test]
fn many_blocks_grow_evenly() {
    grows_evenly("blocks.xml", 2500, |blocks| alto(blocks, 1, 1, true), &BOXED);
}

#[test]
fn one_line_of_many_characters_grows_evenly() {
    let text = "市政府昨天召开会议,研究部署农村公路建设工作。 2022年3月 1日,“全市”的";
    let page = |characters: usize| text.chars().cycle().take(characters).collect();
    grows_evenly("line.txt", 20_000, page, Format::ALL);
}

#[test]
fn many_lines_grow_evenly() {
    let page = |lines: usize| (0..lines).map(|at| format!("第{at}行的内容在此。\n")).collect();
    grows_evenly("lines.txt", 1500, page, Format::ALL);
}

#[test]
fn many_regions_of_one_name_grow_evenly() {
    let line = "<TextLine id=\"l\"><Coords points=\"1,1 9,9\"/><TextEquiv><Unicode>农村公路, 通车了</Unicode></TextEquiv></TextLine>";
    let region = format!("<TextRegion id=\"r\"><Coords points=\"1,1 90,90\"/>{line}</TextRegion>");
    let order = "<RegionRefIndexed index=\"0\" regionRef=\"r\"/>";
    let page = |regions: usize| {
        format!(
            "<PcGts><Page imageWidth=\"900\" imageHeight=\"900\"><ReadingOrder><OrderedGroup id=\"g\">{}</OrderedGroup></ReadingOrder>{}</Page></PcGts>",
            order.repeat(regions),
            region.repeat(regions)
        )
    };
    grows_evenly("regions.xml", 400, page, &BOXED);
}

/// Also that what all of them name is kept when something stands where the edition is written.
#[test]
fn a_folder_of_many_pages_grows_evenly() {
    let folder = tempfile::tempdir().expect("a folder");
    let steps = |count: usize| {
        let pages = folder.path().join(count.to_string());
        std::fs::create_dir_all(&pages).expect("a folder");
        for number in 0..count {
            std::fs::write(pages.join(format!("page-{number}.txt")), "本报讯 今天天气很好。\n").expect("written");
        }
        let output = pages.join("e.ron");
        std::fs::write(&output, "an edition").expect("written");
        let mut steps = Vec::new();
        let mut timed = |step: &str, since: Instant| steps.push((step.to_owned(), since.elapsed()));
        let since = Instant::now();
        let files = page_files(&pages).expect("files");
        timed("listed", since);
        let (since, mut guard) = (Instant::now(), Guard::new(Over::Anything));
        let read = import_files(&files, None, |file, pages| {
            guard = std::mem::take(&mut guard).reads_pages(file, pages);
            true
        });
        let pages = read.expect("pages").expect("not stopped").pages;
        timed("read", since);
        assert_eq!(pages.len(), count);
        let since = Instant::now();
        guard.check_kept(&output).expect("it may be replaced");
        assert!(files.first().is_some_and(|first| guard.check_kept(&first.path).is_err()));
        timed("kept", since);
        let since = Instant::now();
        assert_eq!(clean(&pages, HouseStyle::standard()).pages().len(), count);
        timed("clean", since);
        steps
    };
    steps(10);
    assert_even("a folder", || steps(250), || steps(250 * TIMES));
}

#[test]
fn many_articles_with_terms_of_their_own_grow_evenly() {
    let edition = |articles: usize| {
        let story = |at: usize| format!("第{at}座新桥通车\n\n　　本报讯（记者 王小明）昨日，第{at}座新桥正式通车，群众十分高兴。\n\n");
        let text: String = (0..articles).map(story).collect();
        let page = pages_of(Path::new("a.txt"), text.as_bytes(), None).expect("a page").pages.remove(0);
        let mut edition = clean(&[Arc::new(page)], HouseStyle::standard());
        let articles: Vec<_> = edition.articles().iter().map(|article| article.id()).collect();
        for (at, article) in articles.into_iter().enumerate() {
            apply(&mut edition, &Edit::AddTerm { article, term: TermKind::Tag, text: format!("第{at}座新桥") }).expect("a tag");
        }
        edition
    };
    let formats: Vec<Format> = Format::ALL.iter().copied().filter(|format| !BOXED.contains(format)).collect();
    let (few, many) = (edition(250), edition(250 * TIMES));
    assert!(few.articles().len() >= 200 && many.articles().len() >= 200 * TIMES, "{} articles", many.articles().len());
    exports(&few, &formats);
    assert_even("articles", || exports(&few, &formats), || exports(&many, &formats));
}

#[test]
fn a_book_of_many_pages_is_put_back_into_its_source_in_even_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = "<TextLine><String CONTENT=\"农村公路,\"/><SP/><String CONTENT=\"通车了\"/></TextLine>";
    let page = |at: usize| {
        let id = format!("{at}");
        format!(
            "<Page ID=\"p{id}\" WIDTH=\"900\" HEIGHT=\"900\"><PrintSpace><TextBlock ID=\"b{id}\">{}</TextBlock></PrintSpace></Page>",
            line.repeat(5)
        )
    };
    let put_back = |pages: usize| {
        let all: String = (0..pages).map(page).collect();
        let text = format!("<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Layout>{all}</Layout></alto>");
        let path = folder.path().join(format!("book-{pages}.xml"));
        std::fs::write(&path, &text).expect("written");
        let read: Vec<_> = import_pages(&path, None).expect("pages").pages.into_iter().map(Arc::new).collect();
        assert_eq!(read.len(), pages);
        let edition = clean(&read, HouseStyle::standard());
        let time = |boxed: Boxed, count: usize| {
            let since = Instant::now();
            let (files, without) = boxed::files(&edition, boxed, "out.xml", &path);
            assert_eq!((files.len(), without.len()), (count, if count == 1 { 0 } else { pages }), "{boxed:?}");
            if count == 1 {
                let text = String::from_utf8(files[0].bytes.clone().into_vec().expect("bytes")).expect("text");
                let again = pages_of(Path::new("out.xml"), text.as_bytes(), None).expect("pages").pages;
                assert!(again.len() == pages && again.iter().all(|page| page.text().contains("农村公路，")), "corrected on each page");
            }
            (format!("{boxed:?}"), since.elapsed())
        };
        vec![time(Boxed::Alto, 1), time(Boxed::Page, pages)]
    };
    put_back(10);
    assert_even("a book", || put_back(60), || put_back(60 * TIMES));
}
