//! The file format: what stands in the file, and the way from and to an [`Edition`].

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fingerprint::sha256;
use super::page_file::StoredPage;
use super::raw_text::RawLines;
use super::rounds::{CommentFile, RoundFile, rounds_from, rounds_to};
use super::{FORMAT_VERSION, LoadError, migrate, notation, runs};
use crate::edition::{
    Article, ArticleId, Block, BlockId, Confidence, Doubt, DoubtKind, Edition, Masthead, Names, Role, Settled, SettledKind, Status,
    TextOffset,
};
use crate::page::{Page, PageIndex};
use crate::ron_fault::RonFault;

/// The word by which a file says what it is.
const FORMAT: &str = "stet-save";

/// The word of versions 1 and 2, which the JSON export has as well.
const FORMAT_BEFORE_3: &str = "stet-edition";

#[derive(Deserialize)]
struct FileHeader {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionFile<'a> {
    format: String,
    pub(super) version: u32,
    masthead: MastheadFile,
    #[serde(borrow)]
    articles: Vec<ArticleFile<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    furniture: Vec<BlockFile<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    set_aside: Vec<BlockFile<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    settled: Vec<SettledFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rounds: Vec<RoundFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    comments: Vec<CommentFile>,
    next_id: u32,
    pages: Vec<StoredPage<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MastheadFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issue: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleFile<'a> {
    id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    byline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    persons: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<String>,
    #[serde(default, skip_serializing_if = "is_untouched")]
    status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(borrow)]
    blocks: Vec<BlockFile<'a>>,
}

fn is_untouched(status: &Status) -> bool {
    *status == Status::Untouched
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockFile<'a> {
    pub(super) id: u32,
    /// Always given up to version 6.
    #[serde(default = "paragraph", skip_serializing_if = "is_paragraph")]
    pub(super) role: Role,
    #[serde(borrow)]
    pub(super) text: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) from: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) doubts: Vec<DoubtFile>,
}

/// What most blocks are, so that it need not be said of each.
fn paragraph() -> Role {
    Role::Paragraph
}

fn is_paragraph(role: &Role) -> bool {
    *role == Role::Paragraph
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DoubtFile {
    at: u32,
    kind: DoubtKind,
    sure: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettledFile {
    kind: SettledKind,
    block: u32,
    text: String,
}

/// The text of an edition's file.
pub fn write(edition: &Edition) -> Result<String, ron::Error> {
    let mut text = notation::write(&EditionFile::of(edition))?;
    text.push('\n');
    Ok(text)
}

/// Reads the text of an edition's file. What it says of provenance is not checked here.
pub fn read(path: &Path, text: &str) -> Result<Edition, LoadError> {
    // A carriage return is never written as itself: another program made its own line ends of ours, which stand in raw texts too.
    let text = &match memchr::memchr(b'\r', text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace("\r\n", "\n")),
        None => Cow::Borrowed(text),
    };
    let syntax = |error: ron::error::SpannedError| {
        let RonFault { line, column, problem } = RonFault::of(text, &error);
        LoadError::Syntax { path: path.to_owned(), line, column, message: problem }
    };
    let parsed: Result<EditionFile<'_>, _> = notation::read(text);
    // What cannot be read may be of a newer version, which its beginning says.
    let (format, version) = match &parsed {
        Ok(file) => (file.format.clone(), file.version),
        Err(error) => {
            let header: FileHeader = ron::from_str(text).map_err(|_| syntax(error.clone()))?;
            (header.format, header.version)
        }
    };
    let known = if version < 3 { FORMAT_BEFORE_3 } else { FORMAT };
    if format != known {
        let message = format!("the format is “{format}”, not “{known}”");
        return Err(LoadError::Syntax { path: path.to_owned(), line: 1, column: 1, message });
    }
    if version > FORMAT_VERSION {
        return Err(LoadError::Newer { path: path.to_owned(), version });
    }
    let inconsistent = |message| LoadError::Inconsistent { path: path.to_owned(), message };
    let mut file = parsed.map_err(syntax)?;
    migrate::migrate(&mut file).map_err(inconsistent)?;
    file.into_edition().map_err(|unsound| match unsound {
        Unsound::Contradiction(message) => inconsistent(message),
        Unsound::AlteredText { page, file } => LoadError::RawAltered { path: path.to_owned(), page, file },
    })
}

/// Why a file that could be read is no edition.
pub(super) enum Unsound {
    /// It contradicts itself.
    Contradiction(String),
    /// The raw text of a page, counted from 1, is not the one that its hash is of.
    AlteredText { page: usize, file: String },
}

impl From<String> for Unsound {
    fn from(message: String) -> Unsound {
        Unsound::Contradiction(message)
    }
}

impl<'a> EditionFile<'a> {
    fn of(edition: &'a Edition) -> EditionFile<'a> {
        let masthead = edition.masthead();
        let blocks = |blocks: &'a [Arc<Block>]| blocks.iter().map(|block| BlockFile::of(block, edition.pages())).collect();
        let pages = edition.pages().iter().zip(&masthead.page_labels).enumerate();
        EditionFile {
            format: FORMAT.to_owned(),
            version: FORMAT_VERSION,
            masthead: MastheadFile { title: masthead.title.clone(), date: masthead.date.clone(), issue: masthead.issue.clone() },
            articles: edition.articles().iter().map(|article| ArticleFile::of(article, blocks(article.blocks()))).collect(),
            furniture: blocks(edition.furniture()),
            set_aside: blocks(edition.set_aside()),
            settled: edition.settled().iter().map(|s| SettledFile { kind: s.kind, block: s.block.0, text: s.text.clone() }).collect(),
            rounds: rounds_to(edition),
            comments: edition.comments().iter().map(|comment| CommentFile::of(comment)).collect(),
            next_id: edition.next_id,
            pages: pages.map(|(index, (page, label))| StoredPage::of(page, label, edition.witnesses(PageIndex(index as u32)))).collect(),
        }
    }

    /// Takes the lines of raw pages for their texts.
    pub(super) fn join_lines(&mut self) {
        for page in &mut self.pages {
            if let Some(lines) = page.lines.take() {
                page.text = lines.into();
            }
        }
    }

    /// Takes the raw texts for those that were read, as the versions that kept no hashes of them did.
    pub(super) fn trust_texts(&mut self) {
        for page in &mut self.pages {
            let text = page.lines.as_ref().map_or(page.text.text(), RawLines::text);
            page.text_sha256.get_or_insert_with(|| sha256(text.as_bytes()));
        }
    }

    fn into_edition(self) -> Result<Edition, Unsound> {
        let (mut pages, mut labels, mut witnesses) = (Vec::new(), Vec::new(), Vec::new());
        for (index, mut page) in self.pages.into_iter().enumerate() {
            witnesses.extend(page.take_witnesses()?.into_iter().map(|witness| (PageIndex(index as u32), witness)));
            let (label, page) = page.into_page(index + 1)?;
            labels.push(label);
            pages.push(page);
        }
        let mut runs = runs::Reader::new(&pages);
        let mut articles = Vec::with_capacity(self.articles.len());
        for article in self.articles {
            articles.push(article.into_article(&mut runs)?);
        }
        let mut blocks =
            |blocks: Vec<BlockFile<'_>>| blocks.into_iter().map(|block| block.into_block(&mut runs)).collect::<Result<Vec<_>, String>>();
        let (furniture, set_aside) = (blocks(self.furniture)?, blocks(self.set_aside)?);
        let masthead = Masthead { title: self.masthead.title, date: self.masthead.date, issue: self.masthead.issue, page_labels: labels };
        let mut edition = Edition::new(masthead, pages, articles, furniture, set_aside);
        edition.settled = self.settled.into_iter().map(|s| Settled { kind: s.kind, block: BlockId(s.block), text: s.text }).collect();
        edition.next_id = edition.next_id.max(self.next_id);
        rounds_from(&mut edition, self.rounds)?;
        for comment in self.comments {
            let comment = comment.into_comment(&edition)?;
            edition.next_id = edition.next_id.max(comment.id().0.saturating_add(1));
            edition.comments.push(Arc::new(comment));
        }
        witnesses.into_iter().for_each(|(page, witness)| edition.take_witness(page, Arc::new(witness)));
        let mut ids: Vec<_> = edition.blocks().map(|(_, block)| block.id()).collect();
        ids.sort();
        match ids.windows(2).find(|pair| pair.first() == pair.last()).and_then(|pair| pair.first()) {
            Some(id) => Err(format!("two blocks have the number {}", id.0).into()),
            None => Ok(edition),
        }
    }
}

impl<'a> ArticleFile<'a> {
    fn of(article: &Article, blocks: Vec<BlockFile<'a>>) -> ArticleFile<'a> {
        let names = article.names().clone();
        ArticleFile {
            id: article.id().0,
            byline: article.byline.clone(),
            section: article.section.clone(),
            tags: article.tags.clone(),
            persons: names.persons,
            places: names.places,
            organisations: names.organisations,
            status: article.status,
            note: article.note.clone(),
            blocks,
        }
    }

    fn into_article(self, runs: &mut runs::Reader<'_>) -> Result<Article, String> {
        if self.blocks.is_empty() {
            return Err(format!("article {} has no block", self.id));
        }
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for block in self.blocks {
            blocks.push(Arc::new(block.into_block(runs)?));
        }
        Ok(Article {
            byline: self.byline,
            section: self.section,
            tags: self.tags,
            names: Names { persons: self.persons, places: self.places, organisations: self.organisations },
            status: self.status,
            note: self.note,
            ..Article::new(ArticleId(self.id), blocks)
        })
    }
}

impl BlockFile<'_> {
    fn of<'a>(block: &'a Block, pages: &[Arc<Page>]) -> BlockFile<'a> {
        let doubts = block.doubts().iter().map(|d| DoubtFile { at: d.at.0, kind: d.kind.clone(), sure: d.confidence.as_percent() });
        BlockFile {
            id: block.id().0,
            role: block.role(),
            text: Cow::Borrowed(block.text()),
            from: Cow::Owned(runs::write(block.text(), block.pieces(), pages)),
            doubts: doubts.collect(),
        }
    }

    /// What does not point into the text of a file.
    pub(super) fn into_owned(self) -> BlockFile<'static> {
        BlockFile {
            id: self.id,
            role: self.role,
            text: Cow::Owned(self.text.into_owned()),
            from: Cow::Owned(self.from.into_owned()),
            doubts: self.doubts,
        }
    }

    fn into_block(self, runs: &mut runs::Reader<'_>) -> Result<Block, String> {
        let pieces = runs.read(&self.from, &self.text).map_err(|fault| format!("block {}: {fault}", self.id))?;
        if memchr::memchr(b'\n', self.text.as_bytes()).is_some() {
            return Err(format!("block {}: its text has a line end", self.id));
        }
        let doubts = self.doubts.into_iter().map(DoubtFile::into_doubt).collect();
        Ok(Block { id: BlockId(self.id), role: self.role, text: self.text.into_owned(), pieces, doubts })
    }
}

impl DoubtFile {
    pub(super) fn into_doubt(self) -> Doubt {
        Doubt { at: TextOffset(self.at), kind: self.kind, confidence: Confidence::percent(self.sure) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Undecoded;
    use crate::store::sha256;

    /// A file as the first version wrote it.
    const FIRST: &str = r#"#![enable(implicit_some)]
(
  format: "stet-edition",
  version: 1,
  masthead: (),
  articles: [
    (
      id: 1,
      blocks: [
        (id: 2, role: Paragraph, text: "会议今天开。", from: "1:1 =2 -1 =4"),
      ],
    ),
  ],
  next_id: 3,
  pages: [
    (
      label: "1版",
      file: "a.txt",
      sha256: "",
      encoding: "UTF-8",
      lines: [
"会议",
"今天开。",
      ],
    ),
  ],
)
"#;

    #[test]
    fn a_file_of_the_first_version_opens() {
        let edition = crate::store::from_ron(Path::new("a.ron"), FIRST).expect("an edition");
        assert_eq!(edition.articles()[0].blocks()[0].text(), "会议今天开。");
        assert!(edition.pages()[0].layout().is_none());
        // What is saved is of this version: of another name and number, with the hash of the raw text, and shorter.
        let saved = write(&edition).expect("written");
        let hash = format!("      text_sha256: \"{}\",\n", sha256("会议\n今天开。".as_bytes()));
        let shorter = [
            ("stet-edition", "stet-save"),
            ("version: 1", &format!("version: {FORMAT_VERSION}")),
            ("        (id: 2, role: Paragraph, ", "(id: 2, "),
            ("1:1 =2 -1 =4", "1:1 *7"),
            ("      lines: [\n\"会议\",\n\"今天开。\",\n      ],\n", "      text: \"\n会议\n今天开。\n\",\n"),
        ];
        let expected = shorter.iter().fold(FIRST.to_owned(), |text, (before, after)| text.replace(before, after));
        assert_eq!(saved.replace(&hash, ""), expected);
        assert_eq!(saved.matches("text_sha256").count(), 1);
    }

    #[test]
    fn each_version_has_its_own_name() {
        for (name, version, reads) in
            [("stet-edition", 2, true), ("stet-save", 1, false), ("stet-edition", 3, false), ("stet-other", 1, false)]
        {
            let text = FIRST.replace("stet-edition", name).replace("version: 1", &format!("version: {version}"));
            let read = crate::store::from_ron(Path::new("a.ron"), &text).map(|_| ()).map_err(|error| error.to_string());
            assert_eq!(read.is_ok(), reads, "{name} {version}: {read:?}");
            assert!(read.is_ok() || read.is_err_and(|said| said.contains(name)), "{name} {version}");
        }
    }

    /// What a replacement over the whole file leaves: text, runs and raw lines agree, and yet the raw text is none that was read.
    #[test]
    fn a_raw_text_that_was_altered_is_refused_with_its_page() {
        let edition = crate::store::from_ron(Path::new("a.ron"), FIRST).expect("an edition");
        let saved = write(&edition).expect("written");
        let without: String = saved.lines().filter(|line| !line.contains("text_sha256")).map(|line| format!("{line}\n")).collect();
        for altered in [saved.replace('今', "令"), saved.replace("\n会议\n", "\n会议\n\n"), without] {
            match crate::store::from_ron(Path::new("a.ron"), &altered) {
                Err(LoadError::RawAltered { page: 1, file, .. }) => assert_eq!(file, "a.txt"),
                other => panic!("{other:?}"),
            }
        }
    }

    /// As a program does that keeps versions of files, or an editor of another system.
    #[test]
    fn other_line_ends_are_no_change() {
        let raw = "会议\n今天  开。\n\n".repeat(3);
        let page = Page::from_text(
            crate::page::Source { file: "a.txt".into(), sha256: String::new(), encoding: crate::page::Encoding::UTF_8 },
            raw,
        );
        let edition = crate::clean::clean(&[Arc::new(page)], crate::style::HouseStyle::standard());
        let saved = write(&edition).expect("written");
        assert!(saved.contains("\n会议\n今天  开。\n\n"), "{saved}");
        for text in [saved.clone(), saved.replace('\n', "\r\n")] {
            assert_eq!(crate::store::from_ron(Path::new("a.ron"), &text).expect("an edition"), edition);
        }
    }

    #[test]
    fn bytes_that_are_no_characters_stay_with_the_edition() {
        let bytes =
            ["本报讯 昨日，县里的新公路正式通车，".as_bytes(), b"\xff\xb0", "群众十分高兴。\n".repeat(6).as_bytes(), b"\xfe\n"].concat();
        let page = crate::import::import_bytes(Path::new("a.txt"), &bytes, None).expect("a page");
        let kept: Vec<String> = page.undecoded().iter().map(Undecoded::hex).collect();
        assert_eq!(kept, ["ff", "b0", "fe"]);
        let edition = crate::clean::clean(&[Arc::new(page)], crate::style::HouseStyle::standard());
        let saved = write(&edition).expect("written");
        assert!(saved.contains("\n(at: 18, bytes: \"ff\"),\n(at: 19, bytes: \"b0\"),\n"), "{saved}");
        let again = crate::store::from_ron(Path::new("a.ron"), &saved).expect("an edition");
        assert_eq!((again.pages()[0].undecoded(), &again), (edition.pages()[0].undecoded(), &edition));
        for (sound, unsound) in [("at: 19", "at: 20"), ("at: 19", "at: 17"), ("at: 19", "at: 18"), ("\"b0\"", "\"b\""), ("\"b0\"", "\"\"")]
        {
            let fault = crate::store::from_ron(Path::new("a.ron"), &saved.replace(sound, unsound)).expect_err(unsound);
            assert!(matches!(fault, LoadError::Inconsistent { .. }), "{fault}");
        }
    }
}
