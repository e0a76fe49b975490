//! Arbitrary bytes into everything that reads: raw pages, files of every format, images, edition files, journals, salvage, house styles,
//! vocabularies, and `clean` on what came of them. Nothing may panic, hang, or leave a ledger unbalanced.
//!
//! Inputs are random bytes, and good files with random wounds; checksums of journals are made right again, so that what is behind them
//! is reached. A short run is part of the tests; a long one is
//! `STET_FUZZ=10000000 cargo test --release --no-default-features --test fuzz -- --ignored --nocapture`; `STET_FUZZ_READER=clean` gives
//! them all to one reader. An input that fails is printed, and belongs into `tests/fuzz/found`, which every run begins with.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expected by failing")]

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sha2::{Digest, Sha256};
use stet::check::check;
use stet::clean::clean;
use stet::edition::{Edition, ledger};
use stet::import::image::decode_bytes;
use stet::import::{Beginning, READERS, import_bytes, pages_of, pdf};
use stet::store::journal::{About, Journal, JournalStep, replay};
use stet::store::{FORMAT_VERSION, from_bytes, salvage_bytes, to_ron};
use stet::style::{HouseStyle, terms_from_bytes};

#[path = "../laws/generate.rs"]
#[allow(dead_code, reason = "the laws use more of it")]
mod generate;

/// The longest an input may take. They are short.
const PATIENCE: Duration = Duration::from_secs(10);

/// What reads the input.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reader {
    Importer,
    Formats,
    Image,
    Edition,
    Journal,
    Salvage,
    Clean,
    Style,
    Vocabulary,
}

impl Reader {
    const ALL: [Reader; 9] = [
        Reader::Importer,
        Reader::Formats,
        Reader::Image,
        Reader::Edition,
        Reader::Journal,
        Reader::Salvage,
        Reader::Clean,
        Reader::Style,
        Reader::Vocabulary,
    ];

    /// Reads an input; what comes of it must be sound. True where something came of it.
    fn read(self, bytes: &[u8]) -> bool {
        let path = Path::new("fuzz.ron");
        match self {
            Reader::Importer => import_bytes(Path::new("fuzz.txt"), bytes, None).is_ok_and(|page| {
                let lines: usize = page.lines().map(|line| line.range.len() + 1).sum();
                assert_eq!(lines, page.len().0 as usize + 1, "the lines are the page");
                true
            }),
            Reader::Formats => formats(bytes),
            Reader::Image => decode_bytes(Path::new("fuzz.png"), bytes.to_vec(), 1, "").is_ok_and(|image| {
                assert!(image.width() > 0 && image.height() > 0);
                true
            }),
            Reader::Edition => from_bytes(path, bytes.to_vec()).is_ok_and(|edition| assert_sound(&edition)),
            Reader::Journal => replay(path, bytes).is_ok_and(|replay| assert_sound(&replay.edition) && replay.steps > 0),
            Reader::Salvage => salvage_bytes(path, bytes, &[]).is_ok_and(|saved| assert_sound(&saved.edition)),
            Reader::Clean => import_bytes(Path::new("fuzz.txt"), bytes, None)
                .is_ok_and(|page| assert_sound(&clean(&[Arc::new(page)], HouseStyle::standard()))),
            Reader::Style => HouseStyle::parse(Path::new("fuzz.ron"), &String::from_utf8_lossy(bytes)).is_ok_and(|style| {
                let page = import_bytes(Path::new("fuzz.txt"), PAGE.as_bytes(), None).expect("a page");
                let edition = clean(&[Arc::new(page)], &style);
                assert!(check(&edition, &style).iter().all(|query| edition.block(query.block).is_some()));
                assert_sound(&edition)
            }),
            Reader::Vocabulary => terms_from_bytes(Path::new("fuzz.csv"), bytes).is_ok_and(|terms| {
                assert!(terms.iter().all(|term| !term.term.trim().is_empty()));
                !terms.is_empty()
            }),
        }
    }

    /// How many of a thousand inputs go to it: those that are slow get fewer.
    fn share(self) -> usize {
        match self {
            Reader::Importer | Reader::Edition | Reader::Clean => 170,
            Reader::Formats => 150,
            Reader::Journal => 130,
            Reader::Salvage => 100,
            Reader::Image => 50,
            Reader::Style => 40,
            Reader::Vocabulary => 20,
        }
    }
}

/// Gives bytes to the reader of pages that knows them.
fn formats(bytes: &[u8]) -> bool {
    pdf::read_in_child(env!("CARGO_BIN_EXE_stet").into(), pdf::READ_FOR_PARENT);
    pages_of(&package().join("fuzz.bin"), bytes, None).is_ok_and(|read| {
        for page in &read.pages {
            let chars = page.len();
            let layout = page.layout().map(|layout| layout.parts().clone()).unwrap_or_default();
            assert!(layout.lines.iter().all(|line| line.range.end <= chars), "lines lie on the page");
            assert!(layout.words.iter().chain(&layout.glyphs).all(|word| word.range.end <= chars), "words lie on the page");
            assert!(page.undecoded().iter().all(|place| place.at < chars), "bytes that are no characters lie on the page");
        }
        assert_sound(&clean(&read.pages.into_iter().map(Arc::new).collect::<Vec<_>>(), HouseStyle::standard()))
    })
}

/// A folder with pages that a list may name.
fn package() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("alto")).expect("a folder");
        std::fs::write(folder.path().join("alto/1.xml"), SOURCES[1]).expect("written");
        folder
    });
    folder.path()
}

/// A file of each format of pages that has none in `tests/formats`.
const SOURCES: [&str; 6] = [
    "<html><body><div class='ocr_page' title='image \"a.png\"; bbox 0 0 900 900; ppageno 0'><div class='ocr_carea' title='bbox 1 1 500 500'>\
     <p class='ocr_par'><span class='ocr_line' title='bbox 1 1 50 20; baseline 0.01 -1; x_size 18'><span class='ocrx_word' title='bbox 1 1 25 20; x_wconf 91'>市政府</span>\
     <span class='ocrx_word' title='bbox 26 1 50 20; x_wconf 40'>开会。</span></span></p></div></div></body></html>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Tags><StructureTag ID=\"t\" LABEL=\"article\"/></Tags>\
     <ReadingOrder><OrderedGroup ID=\"g\" TAGREFS=\"t\"><ElementRef ID=\"r\" REF=\"b\"/></OrderedGroup></ReadingOrder><Layout><Page ID=\"p\" WIDTH=\"900\" HEIGHT=\"900\">\
     <PrintSpace><TextBlock ID=\"b\" HPOS=\"1\" VPOS=\"1\" WIDTH=\"90\" HEIGHT=\"90\"><Shape><Polygon POINTS=\"1,1 9,1 9,9\"/></Shape><TextLine ID=\"l\" HPOS=\"1\" VPOS=\"1\" WIDTH=\"90\" HEIGHT=\"20\">\
     <String CONTENT=\"会议&amp;\" HPOS=\"1\" VPOS=\"1\" WIDTH=\"40\" HEIGHT=\"20\" WC=\"0.9\" CC=\"0 9 1\"><ALTERNATIVE>会仪</ALTERNATIVE></String><SP WIDTH=\"3\"/>\
     <String CONTENT=\"Ver\" HPOS=\"50\" VPOS=\"1\" WIDTH=\"40\" HEIGHT=\"20\"/><HYP CONTENT=\"-\"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>",
    "<PcGts><Page imageFilename=\"a.png\" imageWidth=\"800\" imageHeight=\"600\"><ReadingOrder><OrderedGroup id=\"g\"><OrderedGroupIndexed id=\"a\" type=\"article\" index=\"0\">\
     <RegionRefIndexed index=\"0\" regionRef=\"r\"/></OrderedGroupIndexed></OrderedGroup></ReadingOrder><TextRegion id=\"r\" custom=\"structure {id:x; type:heading;}\">\
     <Coords points=\"10,100 200,100 200,200\"/><TextLine id=\"l\"><Coords points=\"10,100 200,124\"/><Baseline points=\"10,118 200,122\"/><Word id=\"w\"><Coords points=\"10,100 50,120\"/>\
     <TextEquiv index=\"1\" conf=\"0.2\"><Unicode>会仪</Unicode></TextEquiv><TextEquiv index=\"0\"><Unicode>会议</Unicode></TextEquiv></Word></TextLine></TextRegion></Page></PcGts>",
    "<mets:mets xmlns:mets=\"m\" xmlns:xlink=\"x\"><mets:fileSec><mets:fileGrp USE=\"FULLTEXT\"><mets:file ID=\"A\" MIMETYPE=\"text/xml\"><mets:FLocat xlink:href=\"alto/1.xml\"/></mets:file>\
     </mets:fileGrp></mets:fileSec><mets:structMap TYPE=\"LOGICAL\"><mets:div TYPE=\"ARTICLE\" ID=\"a1\"><mets:fptr><mets:area FILEID=\"A\" BEGIN=\"b\"/></mets:fptr></mets:div></mets:structMap>\
     <mets:structMap TYPE=\"PHYSICAL\"><mets:div ORDER=\"1\"><mets:fptr FILEID=\"A\"/></mets:div></mets:structMap></mets:mets>",
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n1\t1\t0\t0\t0\t0\t0\t0\t90\t90\t-1\t\n\
     5\t1\t1\t1\t1\t1\t1\t1\t20\t20\t91.5\t会议\n5\t1\t1\t1\t1\t2\t25\t1\t20\t20\t40\t今天\n",
    PAGE,
];

/// A small image in each of the formats that are read.
fn images() -> Vec<Vec<u8>> {
    use image::ImageFormat::{Jpeg, Png, Tiff, WebP};
    let shade = |x: u32, y: u32| image::Luma([(x * 31 + y * 17) as u8]);
    let grey = image::DynamicImage::ImageLuma8(image::ImageBuffer::from_fn(23, 11, shade));
    let encoded = |format: image::ImageFormat| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let image = if format == WebP { grey.to_rgb8().into() } else { grey.clone() };
        image.write_to(&mut bytes, format).expect("it can be written");
        bytes.into_inner()
    };
    [Png, Jpeg, Tiff, WebP].map(encoded).to_vec()
}

/// Whether an edition keeps the promise of the ledger, and survives being saved and opened.
fn assert_sound(edition: &Edition) -> bool {
    assert_eq!(ledger::audit(edition), Ok(()));
    assert!(edition.ledger().iter().all(|ledger| ledger.balances()));
    let text = to_ron(edition).expect("it can be saved");
    let again = from_bytes(Path::new("fuzz.ron"), text.clone().into_bytes()).expect("it can be opened again");
    assert_eq!(to_ron(&again).expect("it can be saved again"), text);
    true
}

/// A page on which a style is tried.
const PAGE: &str =
    "柳河县三百座蔬菜大棚投用\n菜农亲手签下订单\n本报讯（记者 田野）1月12日，柳河县 东滩乡的\n蔬菜大棚里暖意融融。\n（下转4版）\n";

/// Random numbers that are the same for the same seed.
struct Dice(TestRng);

impl Dice {
    fn new(seed: u64) -> Dice {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Dice(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
    }

    fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end.max(1) as u64) as usize
    }
}

/// Good inputs to begin with.
struct Seeds {
    raw: Vec<Vec<u8>>,
    formats: Vec<Vec<u8>>,
    images: Vec<Vec<u8>>,
    editions: Vec<Vec<u8>>,
    journals: Vec<Vec<u8>>,
    styles: Vec<Vec<u8>>,
    vocabularies: Vec<Vec<u8>>,
}

impl Seeds {
    fn new() -> Seeds {
        let text = "本报讯（记者 王小明）3月 24日,市政府召\n开会议，研究部署\n农村公路建设。\n\n责任编辑：李红\n";
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let gb = include_bytes!("found/gb18030.txt").to_vec();
        let raw = vec![text.as_bytes().to_vec(), PAGE.as_bytes().to_vec(), utf16(text), [b"\xfe\xff".to_vec(), utf16(PAGE)].concat(), gb];
        let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let (mut editions, mut journals) = (Vec::new(), Vec::new());
        for _ in 0..12 {
            let pages = generate::page_texts().new_tree(&mut runner).expect("pages").current();
            let steps = generate::steps().new_tree(&mut runner).expect("steps").current();
            let (edition, journal) = session(&pages, &steps);
            let text = to_ron(&edition).expect("it can be saved");
            // Without the hashes of raw texts, as before version 3, changes get further.
            let kept = text.lines().filter(|line| !line.trim_start().starts_with("text_sha256: "));
            let before =
                kept.map(|line| format!("{line}\n")).collect::<String>().replacen(&format!("version: {FORMAT_VERSION},"), "version: 2,", 1);
            editions.push(before.replacen("stet-save", "stet-edition", 1).into_bytes());
            editions.push(text.into_bytes());
            journals.extend(journal);
        }
        editions.push(include_bytes!("../faults/versions/edition-1.ron").to_vec());
        let own = "HouseStyle(lead_ins: [\"晨报*#月#日讯\"], measure: (narrowest: 8, widest: 40, indent: 2), checks: { names: Off, signs: AtLeast(70) },\n\
                   marks: (illegible: \"囗\"), tags: [(term: \"煤矿\", variants: [\"矿井\"], words: [\"瓦斯\"])])";
        let styles = vec![own.as_bytes().to_vec(), HouseStyle::standard_file().as_bytes().to_vec()];
        let vocabularies = ["主题词,变体,词\n煤层气,瓦斯气;煤层气,井\n\"水,电\",\"\"\"水电\"\"\"\n", "# 主题\n煤矿\n春耕\n"];
        let vocabularies = vocabularies.map(|list| list.as_bytes().to_vec()).to_vec();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files");
        let mut files: Vec<_> = std::fs::read_dir(folder).expect("the files").flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.file_name().is_some_and(|name| name != "locked.pdf"));
        files.sort();
        let files = files.iter().map(|path| std::fs::read(path).expect("a file"));
        let formats = files.chain(SOURCES.map(|source| source.as_bytes().to_vec())).collect();
        Seeds { raw, formats, images: images(), editions, journals, styles, vocabularies }
    }

    fn of(&self, reader: Reader) -> &[Vec<u8>] {
        match reader {
            Reader::Importer | Reader::Clean => &self.raw,
            Reader::Formats => &self.formats,
            Reader::Image => &self.images,
            Reader::Edition | Reader::Salvage => &self.editions,
            Reader::Journal => &self.journals,
            Reader::Style => &self.styles,
            Reader::Vocabulary => &self.vocabularies,
        }
    }

    /// An input: a good one with wounds, or mere noise.
    fn input(&self, reader: Reader, dice: &mut Dice) -> Vec<u8> {
        if dice.below(20) == 0 {
            let len = dice.below(300);
            return (0..len).map(|_| dice.below(256) as u8).collect();
        }
        let seeds = self.of(reader);
        let mut bytes = seeds[dice.below(seeds.len())].clone();
        for _ in 0..1 + dice.below(4) {
            wound(&mut bytes, dice);
        }
        if reader == Reader::Journal && dice.below(4) > 0 { sealed(&bytes) } else { bytes }
    }
}

/// An edition that was worked on, and the journal of it.
fn session(pages: &[String], steps: &[generate::Step]) -> (Edition, Option<Vec<u8>>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut edition = generate::edition(pages);
    let mut history = stet::edit::History::default();
    let journal = Journal::begin(folder.path(), About::default(), edition.clone(), None).expect("a thread");
    for (number, step) in steps.iter().enumerate() {
        let Some(edit) = step.edit(&edition) else { continue };
        if history.perform(&mut edition, &edit, None, |_| None).is_ok() {
            journal.note(JournalStep::Done(edit, history.went_on()), &edition);
        }
        if number % 5 == 4
            && let Ok(Some(step)) = history.undo(&mut edition)
        {
            journal.note(JournalStep::Undone(step.edit().clone()), &edition);
        }
    }
    drop(journal);
    let file = std::fs::read_dir(folder.path()).expect("the folder").flatten().next();
    (edition, file.map(|file| std::fs::read(file.path()).expect("the journal")))
}

/// Damages bytes in one of the ways that disks, people and programs damage files.
fn wound(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const WORDS: [&str; 36] = [
        "(",
        ")",
        "[",
        "]",
        "\"",
        "\\",
        ",",
        "4294967295",
        "-1",
        "0",
        "1:1 ",
        "=9 ",
        "~2/0 ",
        "+4294967295 ",
        "\\u{0}",
        "\\n",
        "\u{feff}",
        "\u{202e}",
        "。",
        "（",
        "\r",
        "\n\n",
        "\u{0}",
        "Some(",
        "<",
        ">",
        "/>",
        "<!--",
        "<![CDATA[",
        "&#xFFFFFF;",
        "'",
        "=",
        " ID=\"b\"",
        "1e300",
        "NaN",
        "\t",
    ];
    let at = dice.below(bytes.len() + 1);
    let end = (at + 1 + dice.below(12)).min(bytes.len());
    match dice.below(8) {
        0 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
        1 => drop(bytes.drain(at..end)),
        2 => {
            let part = bytes[at..end].to_vec();
            let to = dice.below(bytes.len() + 1);
            bytes.splice(to..to, part);
        }
        3 => bytes.truncate(at),
        4 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        5 if end > at => bytes[at..end].reverse(),
        6 => {
            // A digit becomes another: what is counted is wrong then.
            if let Some(digit) = bytes.iter_mut().skip(at).find(|byte| byte.is_ascii_digit()) {
                *digit = b'0' + dice.below(10) as u8;
            }
        }
        _ => drop(bytes.splice(at..at, WORDS[dice.below(WORDS.len())].bytes())),
    }
}

/// The journal with the checksums of its lines made right.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::new();
    let mut chain: Vec<u8> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.iter().position(|byte| *byte == b' ').map_or(line, |at| &line[at + 1..]);
        let (text, end) = text.strip_suffix(b"\n").map_or((text, &b""[..]), |text| (text, b"\n"));
        chain = Sha256::digest([chain.as_slice(), text].concat()).to_vec();
        let sum: String = chain.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        sealed.extend([sum.as_bytes(), b" ", text, end].concat());
    }
    sealed
}

/// Gives so many inputs to the readers, or to one alone, from this seed on.
fn fuzz(inputs: usize, seed: u64, only: Option<Reader>) {
    let seeds = Seeds::new();
    for reader in Reader::ALL {
        for good in seeds.of(reader) {
            assert!(reader.read(good), "a good input is read by {reader:?}");
        }
    }
    let since = Instant::now();
    for reader in Reader::ALL.into_iter().filter(|reader| only.is_none_or(|only| only == *reader)) {
        let count = if only.is_some() { inputs } else { inputs * reader.share() / 1000 };
        let (mut dice, mut useful) = (Dice::new(seed ^ reader as u64), 0);
        for number in 0..count {
            let input = seeds.input(reader, &mut dice);
            let began = Instant::now();
            let result = std::panic::catch_unwind(|| reader.read(&input));
            let took = began.elapsed();
            match result {
                Ok(something) if took < PATIENCE => useful += usize::from(something),
                _ => panic!("{reader:?}, input {number} of seed {seed}, {took:?}: {}", keep(&input)),
            }
            if number % 500_000 == 499_999 {
                println!("{reader:?}: {} inputs, {} s", number + 1, since.elapsed().as_secs());
            }
        }
        println!("{reader:?}: {count} inputs, of which {useful} gave something; {} s in all", since.elapsed().as_secs());
    }
}

/// Writes down an input that fails; gives where.
fn keep(input: &[u8]) -> String {
    let path = std::env::temp_dir().join(format!("stet-fuzz-{}", std::process::id()));
    match std::fs::write(&path, input) {
        Ok(()) => path.display().to_string(),
        Err(_) => format!("{input:?}"),
    }
}

#[test]
fn what_was_found_once_is_not_found_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/found");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of what was found").flatten() {
        let bytes = std::fs::read(entry.path()).expect("it can be read");
        for reader in Reader::ALL {
            reader.read(&bytes);
            reader.read(&sealed(&bytes));
        }
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn each_format_has_a_file_to_begin_with() {
    let seeds = Seeds::new();
    let told = |bytes: &Vec<u8>| stet::import::Reader::of(&Beginning::of(bytes)).map(|reader| reader.name);
    let told: Vec<_> = seeds.formats.iter().chain(&seeds.images).filter_map(told).collect();
    let without: Vec<_> = READERS.iter().map(|reader| reader.name).filter(|name| !told.contains(name)).collect();
    assert_eq!(without, [""; 0]);
}

#[test]
fn no_input_makes_anything_panic_or_lose_a_character() {
    fuzz(6000, 1, None);
}

#[test]
#[ignore = "takes as long as it is told to: STET_FUZZ says how many inputs"]
fn no_input_of_millions_makes_anything_panic_or_lose_a_character() {
    let inputs = std::env::var("STET_FUZZ").ok().and_then(|number| number.parse().ok()).unwrap_or(1_000_000);
    let seed = std::env::var("STET_FUZZ_SEED").ok().and_then(|number| number.parse().ok()).unwrap_or(2);
    let only = std::env::var("STET_FUZZ_READER").ok().map(|name| {
        let named = |reader: &Reader| format!("{reader:?}").to_lowercase() == name;
        Reader::ALL.into_iter().find(named).unwrap_or_else(|| panic!("no reader is called {name}"))
    });
    fuzz(inputs, seed, only);
}
