//! Editions to export: one with everything an edition can have, one that is made to break things, and a page beside the repository.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use stet::edit::{Edit, Field, NewComment, TermKind, apply};
use stet::edition::{Article, ArticleId, Block, BlockId, Edition, Hand, Masthead, Piece, Place, Remark, Role, Span, Status, TextOffset};
use stet::import::import_file;
use stet::page::{Encoding, Page, PageIndex, RawOffset, RawRange, Source};
use stet::style::HouseStyle;

/// A piece of text that is being written.
pub enum Bit<'a> {
    Kept(&'a str),
    /// What the source reads, and what stands for it.
    Changed(&'a str, &'a str),
}

use Bit::{Changed, Kept};

/// Writes raw pages and the blocks made of them together.
#[derive(Default)]
pub struct Maker {
    files: Vec<String>,
    raw: Vec<String>,
    next: u32,
}

impl Maker {
    pub fn page(&mut self, file: &str) {
        self.files.push(file.to_owned());
        self.raw.push(String::new());
    }

    /// A block on the page begun last. The line end behind it goes with it.
    pub fn block(&mut self, role: Role, bits: &[Bit<'_>]) -> Block {
        self.next += 1;
        let page = PageIndex(self.raw.len() as u32 - 1);
        let raw = self.raw.last_mut().expect("a page");
        let mut span = |text: &str| {
            let start = RawOffset(raw.chars().count() as u32);
            raw.push_str(text);
            Span::new(page, RawRange::new(start, RawOffset(raw.chars().count() as u32)))
        };
        let (mut text, mut pieces) = (String::new(), Vec::new());
        for bit in bits {
            let (was, is) = match bit {
                Kept(text) => (*text, *text),
                Changed(was, is) => (*was, *is),
            };
            text.push_str(is);
            let source = span(was);
            let len = is.chars().count();
            pieces.push(if matches!(bit, Kept(_)) {
                Piece::Kept(source)
            } else {
                Piece::Changed { source: Some(source), len: len as u32 }
            });
        }
        if bits.iter().any(|bit| !matches!(bit, Changed("", _))) {
            pieces.push(Piece::dropped(span("\n")));
        }
        Block::new(BlockId(self.next), role, text, pieces)
    }

    pub fn pages(&self) -> Vec<Arc<Page>> {
        let page = |(file, raw): (&String, &String)| {
            let source = Source { file: file.clone(), sha256: sha256(raw), encoding: Encoding::UTF_8 };
            Arc::new(Page::new(source, raw))
        };
        self.files.iter().zip(&self.raw).map(page).collect()
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn article(id: u32, blocks: Vec<Block>) -> Article {
    Article::new(ArticleId(id), blocks.into_iter().map(Arc::new).collect())
}

pub fn edit(edition: &mut Edition, edits: Vec<Edit>) {
    for edit in edits {
        apply(edition, &edit).expect("it applies");
    }
}

fn term(article: u32, term: TermKind, text: &str) -> Edit {
    Edit::AddTerm { article: ArticleId(article), term, text: text.to_owned() }
}

fn field(field: Field, value: &str) -> Edit {
    Edit::SetField { field, value: Some(value.to_owned()) }
}

fn remark(hand: &str, date: &str, text: &str) -> Remark {
    Remark { hand: Hand::new(hand).expect("initials"), date: date.to_owned(), text: text.to_owned() }
}

/// Comments on this text, where it first stands.
fn comment(edition: &mut Edition, about: &str, said: Remark) {
    let from = |block: &Block| block.text().find(about).map(|at| block.text()[..at].chars().count());
    let (block, from) = edition.blocks().find_map(|(_, block)| Some((block.id(), from(block)?))).expect("a place");
    let (from, to) = (TextOffset::new(from), TextOffset::new(from + about.chars().count()));
    edit(edition, vec![Edit::AddComment(Box::new(NewComment { block, from, to, remark: said, reading: None }))]);
}

/// Two pages with everything: all roles, marks, changes of each kind, supplied headlines, tags in and out of the vocabulary, names.
pub fn rich() -> Edition {
    let mut maker = Maker::default();
    maker.page("河湾日报-01.txt");
    let furniture = maker.block(Role::Paragraph, &[Kept("2022年3月28日 星期一 编辑：周文")]);
    let first = vec![
        maker.block(Role::Kicker, &[Kept("市政府部署水利工作")]),
        maker.block(Role::Headline, &[Kept("今年修好百里河堤")]),
        maker.block(Role::Headline, &[Kept("城乡供水一张网")]),
        maker.block(Role::Deck, &[Kept("三个县先行试点")]),
        maker.block(Role::Byline, &[Kept("□本报记者 周文")]),
        maker.block(
            Role::Paragraph,
            &[
                Kept("3月2日"),
                Changed(",", "，"),
                Kept("河湾市水利局召开会议。市长李"),
                Changed("夫", "大"),
                Kept("明说，"),
                Changed("\n", ""),
                Kept("今年要"),
                Changed("xx", ""),
                Kept("修好河堤。"),
            ],
        ),
        maker.block(
            Role::Paragraph,
            &[
                Kept("文件是河发〔2022〕15号，负责人为王"),
                Changed("#", "□"),
                Kept("，住"),
                Changed("", "〔"),
                Kept("城"),
                Changed("", "〕"),
                Kept("关镇，编号"),
                Changed("@", "□……□"),
                Kept("。"),
            ],
        ),
        maker.block(Role::Subheading, &[Kept("先修哪一段")]),
        maker.block(
            Role::Paragraph,
            &[
                Kept("工期为二百"),
                Changed("", "〔原文如此〕"),
                Kept("天，由赵"),
                Changed("", "〔？〕"),
                Kept("工负责，地名"),
                Changed("?", "■"),
                Kept("。李大明说，李大明村也修。"),
            ],
        ),
        maker.block(Role::Caption, &[Kept("图为河湾市水利局职工在巡堤。")]),
        maker.block(Role::Credit, &[Kept("周文 摄")]),
        maker.block(Role::JumpLine, &[Kept("（下转2版）")]),
    ];
    let second = vec![
        maker.block(Role::Headline, &[Changed("", "编者拟的题")]),
        maker.block(Role::Paragraph, &[Kept("本报讯（记者 钱进）一条短消息，价格上涨3.5%，见A&B公司<公告>。")]),
    ];
    let aside = maker.block(Role::Paragraph, &[Kept("识别不出的一行 ~~~")]);
    maker.page("河湾日报-02.txt");
    let third = vec![
        maker.block(Role::Paragraph, &[Kept("没有标题的一篇。它的第二句很长，长得要在目录里被截断才放得下，因为目录一行只有这么宽。")]),
        maker.block(Role::Byline, &[Kept("通讯员 孙立")]),
    ];
    let fourth = vec![
        maker.block(Role::Headline, &[Kept("读者来信")]),
        maker.block(Role::Paragraph, &[Kept("编辑同志：寄上小诗一首。")]),
        maker.block(Role::Verse, &[Kept("河水清清向东流，")]),
        maker.block(Role::Verse, &[Kept("新堤立在柳"), Changed("梢", "树"), Kept("头。")]),
        maker.block(Role::Paragraph, &[Kept("另有两条建议：")]),
        maker.block(Role::Item, &[Kept("一、早修渠；")]),
        maker.block(Role::Item, &[Kept("二、多种树*。")]),
        maker.block(Role::Advertisement, &[Kept("河湾商店新到雨衣。")]),
        maker.block(Role::Advertisement, &[Kept("地址：城关镇前街3号")]),
        maker.block(Role::Subheading, &[Kept("各村工日")]),
        maker.block(Role::Row, &[Kept("村名　工日　备注")]),
        maker.block(Role::Row, &[Kept("前河湾　1"), Changed("Z", "2"), Kept("0　|已完|")]),
        maker.block(Role::Signature, &[Kept("读者 李大明")]),
        maker.block(Role::Paragraph, &[Kept("又及：村里都好。")]),
        maker.block(Role::Signature, &[Kept("前河湾村 李大明")]),
        maker.block(Role::Signature, &[Kept("三月一日")]),
    ];
    let fifth = vec![
        maker.block(Role::Advertisement, &[Kept("河湾照相馆")]),
        maker.block(Role::Advertisement, &[Kept("本馆即日开业，欢迎光临。")]),
    ];
    let masthead = Masthead {
        title: Some("河湾日报".into()),
        date: Some("2022-03-28".into()),
        issue: Some("第1024期".into()),
        page_labels: Vec::new(),
    };
    let articles = vec![article(101, first), article(102, second), article(103, third), article(104, fourth), article(105, fifth)];
    let mut edition = Edition::new(masthead, maker.pages(), articles, vec![furniture], vec![aside]);
    let edits = vec![
        field(Field::Section(ArticleId(101)), "要闻"),
        field(Field::Byline(ArticleId(102)), "记者 钱进"),
        term(101, TermKind::Tag, "水利"),
        term(101, TermKind::Tag, "河堤<二期>"),
        term(102, TermKind::Tag, "水利"),
        term(101, TermKind::Person, "李大明"),
        term(101, TermKind::Person, "周文"),
        term(101, TermKind::Place, "河湾市"),
        term(101, TermKind::Place, "城关镇"),
        term(101, TermKind::Organisation, "河湾市水利局"),
        term(102, TermKind::Organisation, "A&B公司"),
        Edit::SetStatus { article: ArticleId(101), status: Status::Checked },
    ];
    edit(&mut edition, edits);
    comments(&mut edition);
    edition
}

/// Comments on a word, with an answer; over a mark's sign and the word after it; on a headline, a caption, cells, furniture; on a place.
fn comments(edition: &mut Edition) {
    comment(edition, "李大明说，今年", remark("QD", "2022-04-01", "查《市志》，\n市长姓李无误。"));
    let answered = edition.comments()[0].id();
    edit(edition, vec![Edit::AnswerComment { comment: answered, remark: Box::new(remark("周文", "2022-04-02", "同意 <保留>。")) }]);
    comment(edition, "〕关镇", remark("qd", "2022-04-01", "括号要不要？"));
    comment(edition, "百里河堤", remark("?", "", "日期不详的批注"));
    comment(edition, "水利局职工", remark("QD", "不详", "图在何处？"));
    comment(edition, "湾　120", remark("QD", "2022-04-01", "数字待核"));
    comment(edition, "星期一", remark("QD", "2022-04-01", "核对日历"));
    comment(edition, "", remark("QD", "2022-04-03", "此处缺一段？"));
}

/// Text that is markup in every format, control characters, names that lead out of the folder, headlines without end, empty articles.
pub fn hostile() -> Edition {
    const MARKUP: &str = "<b>&amp;</b>]]><!-- --><?x ?>\"'`*_[a](b)|#~\\${}@=+- \u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}[0m\u{7f}\u{85}\u{9f}\
        \u{2028}\u{202e}\u{fffe}\u{ffff}\u{1fffe}\u{200b}\u{feff}𠮷\u{10ffff}é";
    let mut maker = Maker::default();
    maker.page("../../../etc/passwd.txt");
    let all: Vec<Block> = Role::ALL.into_iter().map(|role| maker.block(role, &[Kept(MARKUP)])).collect();
    let long = "长".repeat(20_000);
    let lengthy =
        vec![maker.block(Role::Headline, &[Kept(&long)]), maker.block(Role::Headline, &[Kept("../../../名"), Changed("/", "\\")])];
    let empty = vec![maker.block(Role::Headline, &[Changed("x", "")]), maker.block(Role::Paragraph, &[])];
    let formulas = ["=HYPERLINK(\"http://a\")", "+1", "- a", "1. b", "# c", "> d", "---", "    e", "===", "\"", "，", "  "];
    let lists: Vec<Block> = formulas.iter().map(|text| maker.block(Role::Paragraph, &[Kept(text)])).collect();
    let odd = vec![
        maker.block(Role::JumpLine, &[Kept("（下转<版）")]),
        maker.block(Role::Deck, &[Kept("文后的副题")]),
        maker.block(Role::Byline, &[Kept("文中的作者")]),
        maker.block(Role::Credit, &[Kept("无图的署名")]),
        maker.block(Role::Subheading, &[Kept("只有小标题")]),
        maker.block(Role::Headline, &[Kept("文后的标题"), Changed("", "□〔□〕〔〔原文如此〕")]),
        maker.block(Role::Paragraph, &[Changed("ab", "□"), Changed("c", "□"), Changed("〔", "〔x"), Kept("y"), Changed("z", "〕")]),
        maker.block(Role::Subheading, &[Kept("又一个"), Changed("去掉", "")]),
        maker.block(Role::Advertisement, &[Kept(MARKUP)]),
        maker.block(Role::Row, &[Changed("甲 乙", "丙  〔丁  戊〕"), Kept(MARKUP), Changed("　", "\t\t")]),
        maker.block(Role::Signature, &[Kept(MARKUP)]),
        maker.block(Role::Row, &[Kept("   ")]),
        maker.block(Role::Item, &[Kept("1. x"), Changed("y", "")]),
        maker.block(Role::Verse, &[Kept("- # >")]),
        maker.block(Role::Signature, &[Kept("署名")]),
        maker.block(Role::Byline, &[Kept("作者")]),
        maker.block(Role::Signature, &[Kept("又署名")]),
    ];
    maker.page("con");
    maker.page("..");
    let apart = [maker.block(Role::Paragraph, &[Kept(MARKUP)]), maker.block(Role::Paragraph, &[Kept("<&>")])];
    let masthead = Masthead {
        title: Some(MARKUP.to_owned()),
        date: Some("2022-02-31\"<".to_owned()),
        issue: Some("=1+1".to_owned()),
        page_labels: vec![MARKUP.to_owned(), String::new()],
    };
    let articles = vec![article(201, all), article(202, lengthy), article(203, empty), article(204, lists), article(205, odd)];
    let [furniture, aside] = apart;
    let mut edition = Edition::new(masthead, maker.pages(), articles, vec![furniture], vec![aside]);
    let edits = vec![
        field(Field::Section(ArticleId(201)), MARKUP),
        field(Field::Byline(ArticleId(202)), MARKUP),
        term(201, TermKind::Tag, MARKUP),
        term(201, TermKind::Tag, "#a b/../c"),
        term(201, TermKind::Person, MARKUP),
        term(205, TermKind::Person, "的"),
        term(205, TermKind::Place, "x"),
        term(205, TermKind::Place, "□"),
        term(205, TermKind::Organisation, "文中的"),
    ];
    edit(&mut edition, edits);
    for about in ["&amp;</b>", "□〔□", "〔〔原文", "丁  戊〕", "  ", "y〕", "长长", "\u{0}"] {
        comment(&mut edition, about, remark("<&\"'>]]", "2022-02-31", MARKUP));
    }
    let emptied = edition.articles()[4].blocks()[13].id();
    let place = |at: usize| Place { block: emptied, at: TextOffset::new(at) };
    comment(&mut edition, "- # >", remark("QD", "2022-02-28", "整段删去"));
    edit(&mut edition, vec![Edit::splice(place(0), place(5), "")]);
    edition
}

/// An edition without pages or articles.
pub fn empty() -> Edition {
    Edition::new(Masthead::default(), Vec::new(), Vec::new(), Vec::new(), Vec::new())
}

/// The folder with material beside the repository, or where `STET_SHARED` says; it is no part of the repository.
pub fn shared() -> PathBuf {
    std::env::var_os("STET_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// The first draft of a real page, where it is there.
pub fn real() -> Option<Edition> {
    let page = import_file(&shared().join("pages/lvliang.raw.txt"), None).ok()?;
    Some(stet::clean::clean(&[Arc::new(page)], HouseStyle::standard()))
}

/// A page of this file name whose lines have boxes, with the name of its image.
pub fn page_with_boxes(name: &str, image: &str, lines: &[String]) -> Arc<Page> {
    let line = |(row, text): (usize, &String)| {
        let place = format!("bbox 100 {} {} {}", 100 + 40 * row, 100 + 30 * text.chars().count(), 130 + 40 * row);
        format!("<span class='ocr_line' title='{place}'><span class='ocrx_word' title='{place}'>{text}</span></span>")
    };
    let lines: String = lines.iter().enumerate().map(line).collect();
    let page = format!("<html><body><div class='ocr_page' title='image \"{image}\"; bbox 0 0 1000 800'>{lines}</div></body></html>");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, page).expect("written");
    let page = import_file(&path, None).expect("a page");
    assert!(page.layout().is_some(), "{name} has boxes");
    Arc::new(page)
}

/// The first draft of a page whose lines have boxes; its image's name has a blank.
pub fn boxed() -> Edition {
    let lines = ["河湾村新修水渠", "本报讯河湾村昨天开工修建水渠，", "全村都来了。"];
    let line = |(number, text): (usize, &str)| {
        let (top, right) = (100 + 40 * number, 100 + 30 * text.chars().count());
        let place = format!("bbox 100 {top} {right} {}", top + 30);
        format!("<span class='ocr_line' title='{place}'><span class='ocrx_word' title='{place}; x_wconf 93'>{text}</span></span>")
    };
    let lines: String = lines.into_iter().enumerate().map(line).collect();
    let page = format!(
        "<html><body><div class='ocr_page' title='image \"scan 1.png\"; bbox 0 0 1000 800'>\
         <div class='ocr_carea' title='bbox 90 90 600 240'><p class='ocr_par'>{lines}</p></div></div></body></html>"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.hocr");
    std::fs::write(&path, page).expect("written");
    let page = import_file(&path, None).expect("a page with boxes");
    stet::clean::clean(&[Arc::new(page)], HouseStyle::standard())
}

/// The lines of [`upright`].
pub const UPRIGHT: [&str; 2] = ["修橋的木料昨天運到渡口，", "工人連夜卸下。"];

/// The first draft of a page of upright lines, each character 40 pixels high and wide; its image is called `p.png`.
pub fn upright() -> Edition {
    let line = |(number, text): (usize, &str)| {
        let left = 700 - 100 * number;
        let place = format!("bbox {left} 100 {} {}", left + 40, 100 + 40 * text.chars().count());
        format!("<span class='ocr_line' title='{place}'><span class='ocrx_word' title='{place}'>{text}</span></span>")
    };
    let lines: String = UPRIGHT.into_iter().enumerate().map(line).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.hocr");
    let body = format!("<html><body><div class='ocr_page' title='image \"p.png\"; bbox 0 0 1000 800'>{lines}</div></body></html>");
    std::fs::write(&path, body).expect("written");
    stet::clean::clean(&[Arc::new(import_file(&path, None).expect("a page"))], HouseStyle::standard())
}

/// All editions there are, by name.
pub fn all() -> Vec<(&'static str, Edition)> {
    let mut all = vec![("rich", rich()), ("hostile", hostile()), ("empty", empty()), ("boxed", boxed())];
    match real() {
        Some(edition) => all.push(("real", edition)),
        None => println!("no page beside the repository: exports of it are skipped"),
    }
    all
}
