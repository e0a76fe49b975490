//! Files that hold no page to be read, told by their content, in words that people know them by.

use serde::de::IgnoredAny;

use super::Beginning;

/// What a file is that no reader knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// An Office file of before 2007, also of WPS.
    OldOffice,
    /// A table of Excel since 2007.
    Xlsx,
    /// Slides of PowerPoint since 2007.
    Pptx,
    /// A text of OpenOffice or LibreOffice.
    OpenDocument,
    /// An electronic book.
    Epub,
    /// A zip, or an archive of another kind.
    Archive,
    /// One file, compressed.
    Compressed,
    /// Rich text.
    Rtf,
    /// A picture.
    Image,
    /// A sound or a film.
    Media,
    /// A database.
    Database,
    /// An edition of this program.
    Edition,
    /// A program.
    Program,
    /// JSON.
    Json,
    /// XML, with the name of its first element.
    Xml(String),
}

impl FileKind {
    /// What a file that begins so is; nothing where it may be text.
    pub(super) fn of(beginning: &Beginning<'_>) -> Option<FileKind> {
        of_bytes(beginning.bytes).or_else(|| of_text(beginning))
    }

    /// What it is and what to do about it, as a key of the locale files.
    pub fn key(&self) -> &'static str {
        match self {
            FileKind::OldOffice => "kind-old-office",
            FileKind::Xlsx => "kind-xlsx",
            FileKind::Pptx => "kind-pptx",
            FileKind::OpenDocument => "kind-open-document",
            FileKind::Epub => "kind-epub",
            FileKind::Archive => "kind-archive",
            FileKind::Compressed => "kind-compressed",
            FileKind::Rtf => "kind-rtf",
            FileKind::Image => "kind-image",
            FileKind::Media => "kind-media",
            FileKind::Database => "kind-database",
            FileKind::Edition => "kind-edition",
            FileKind::Program => "kind-program",
            FileKind::Json => "kind-json",
            FileKind::Xml(_) => "kind-xml",
        }
    }
}

/// The first bytes of files of each kind.
const SIGNATURES: [(FileKind, &[u8]); 34] = [
    (FileKind::OldOffice, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    (FileKind::Rtf, b"{\\rtf"),
    (FileKind::Image, b"\x89PNG\r\n"),
    (FileKind::Image, b"\xff\xd8\xff"),
    (FileKind::Image, b"II\x2a\x00"),
    (FileKind::Image, b"MM\x00\x2a"),
    (FileKind::Image, b"II\x2b\x00"),
    (FileKind::Image, b"MM\x00\x2b"),
    (FileKind::Image, b"\x97JB2\r\n\x1a\n"),
    (FileKind::Image, b"GIF8"),
    (FileKind::Image, b"\x00\x00\x00\x0cjP  "),
    (FileKind::Image, b"\xff\x4f\xff\x51"),
    (FileKind::Image, b"AT&TFORM"),
    (FileKind::Media, b"ID3"),
    (FileKind::Media, b"OggS"),
    (FileKind::Media, b"fLaC"),
    (FileKind::Media, b"\x1a\x45\xdf\xa3"),
    (FileKind::Database, b"SQLite format 3\0"),
    (FileKind::Program, b"\x7fELF"),
    (FileKind::Program, b"\xcf\xfa\xed\xfe"),
    (FileKind::Program, b"\xce\xfa\xed\xfe"),
    (FileKind::Program, b"\xca\xfe\xba\xbe"),
    (FileKind::Program, b"\0asm"),
    (FileKind::Compressed, b"\x1f\x8b\x08"),
    (FileKind::Compressed, b"\x1f\x9d"),
    (FileKind::Compressed, b"BZh"),
    (FileKind::Compressed, b"\xfd7zXZ\0"),
    (FileKind::Compressed, b"\x28\xb5\x2f\xfd"),
    (FileKind::Archive, b"7z\xbc\xaf\x27\x1c"),
    (FileKind::Archive, b"Rar!\x1a\x07"),
    (FileKind::Archive, b"MSCF\0\0\0\0"),
    (FileKind::Archive, b"PK\x05\x06"),
    (FileKind::Archive, b"!<arch>\n"),
    (FileKind::Archive, b"xar!"),
];

fn of_bytes(bytes: &[u8]) -> Option<FileKind> {
    let part = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or_default();
    if let Some((kind, _)) = SIGNATURES.iter().find(|(_, signature)| bytes.starts_with(signature)) {
        return Some(kind.clone());
    }
    match (part(0..4), part(4..8), part(8..12)) {
        (b"PK\x03\x04", ..) => Some(of_zip(bytes)),
        (b"RIFF", _, b"WEBP") => Some(FileKind::Image),
        (b"RIFF", ..) if bytes.contains(&0) => Some(FileKind::Media),
        (_, b"ftyp", b"heic" | b"heix" | b"mif1" | b"avif") => Some(FileKind::Image),
        (_, b"ftyp", _) => Some(FileKind::Media),
        // Two letters begin many a text, but no text has NULs where these have.
        ([b'B', b'M', ..], ..) if part(6..10) == [0; 4] => Some(FileKind::Image),
        ([b'M', b'Z', ..], ..) if bytes.iter().take(64).any(|byte| *byte == 0) => Some(FileKind::Program),
        _ if part(257..262) == b"ustar" => Some(FileKind::Archive),
        _ => None,
    }
}

/// What a zip is, by the names of the files in it, the first of which stand in its beginning.
fn of_zip(bytes: &[u8]) -> FileKind {
    if has(bytes, b"mimetypeapplication/epub+zip") {
        FileKind::Epub
    } else if has(bytes, b"mimetypeapplication/vnd.oasis.opendocument") {
        FileKind::OpenDocument
    } else if !has(bytes, b"[Content_Types].xml") && !has(bytes, b"_rels/.rels") {
        FileKind::Archive
    } else if has(bytes, b"xl/") {
        FileKind::Xlsx
    } else if has(bytes, b"ppt/") {
        FileKind::Pptx
    } else {
        FileKind::Archive
    }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn of_text(beginning: &Beginning<'_>) -> Option<FileKind> {
    match beginning.first()? {
        b'<' => {
            let root = beginning.root()?;
            beginning.text().trim_start().starts_with("<?xml").then(|| FileKind::Xml(root.chars().take(40).collect()))
        }
        b'{' | b'[' => is_json(beginning.text().trim()).then_some(FileKind::Json),
        b'(' | b'#' => {
            let head: String = beginning.text().chars().filter(|c| !c.is_whitespace()).take(80).collect();
            // What the reader of RON is told comes first.
            let head = head.strip_prefix("#![enable(implicit_some)]").unwrap_or(&head);
            // What editions call themselves, and what they did before version 3.
            let names = ["(format:\"stet-save\"", "(format:\"stet-edition\""];
            names.iter().any(|name| head.starts_with(name)).then_some(FileKind::Edition)
        }
        _ => None,
    }
}

/// Whether a text is JSON, or the beginning of it, or lines of it.
fn is_json(text: &str) -> bool {
    // A bracket may begin a text as well: `[本报讯]`, `[1]`.
    let next = text.get(1..).unwrap_or_default().trim_start().chars().next();
    let holds = |text: &str| {
        let read = serde_json::from_str::<IgnoredAny>(text);
        read.is_ok() || read.is_err_and(|error| error.is_eof())
    };
    matches!(next, Some('{' | '[' | '"' | '}')) && (holds(text) || text.lines().next().is_some_and(holds))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::explained::Explained;
    use crate::import::ImportError;
    use crate::import::Reader;
    use crate::locale::{Language, Locale};

    fn told(bytes: &[u8]) -> Option<&'static str> {
        FileKind::of(&Beginning::of(bytes)).and_then(|kind| kind.key().strip_prefix("kind-"))
    }

    fn zip(names: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in names {
            let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            zip.start_file(*name, options).expect("a file");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("a zip").into_inner()
    }

    #[test]
    fn files_are_called_what_people_call_them() {
        let types = ("[Content_Types].xml", "<Types/>");
        let cases: [(&str, Vec<u8>); 22] = [
            ("old-office", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![0; 600]].concat()),
            ("xlsx", zip(&[types, ("xl/workbook.xml", "<w/>")])),
            ("pptx", zip(&[types, ("ppt/presentation.xml", "<w/>")])),
            ("epub", zip(&[("mimetype", "application/epub+zip"), ("OEBPS/a.xhtml", "<html/>")])),
            ("open-document", zip(&[("mimetype", "application/vnd.oasis.opendocument.text")])),
            ("archive", zip(&[("a.txt", "text")])),
            ("archive", [vec![b'a'; 257], b"ustar  \0".to_vec()].concat()),
            ("compressed", b"BZh91AY".to_vec()),
            ("rtf", b"{\\rtf1\\ansi text}".to_vec()),
            ("image", b"BM\x36\x10\0\0\0\0\0\0\x36\0".to_vec()),
            ("media", b"\0\0\0\x18ftypmp42".to_vec()),
            ("database", b"SQLite format 3\0\x10\0".to_vec()),
            ("edition", b"\xef\xbb\xbf(\n  format: \"stet-edition\",\n  version: 2,".to_vec()),
            ("edition", b"(\n  format: \"stet-save\",\n  version: 3,".to_vec()),
            ("edition", b"#![enable(implicit_some)]\n(\n  format: \"stet-save\",\n  version: 3,".to_vec()),
            ("program", b"MZ\x90\0\x03\0\0\0".to_vec()),
            ("json", br#"{"text": ["a", "b"], "boxes": [[1, 2]]}"#.to_vec()),
            ("json", b"[\n  {\"a\": 1}\n]\n".to_vec()),
            ("json", b"{\"cut\": [1, 2".to_vec()),
            ("json", b"{\"a\": 1}\n{\"a\": 2}\n".to_vec()),
            ("xml", b"<?xml version=\"1.0\"?><TEI/>".to_vec()),
            ("json", "\u{feff}{}".into()),
        ];
        for (kind, bytes) in cases {
            assert_eq!(told(&bytes), Some(kind), "{:?}", String::from_utf8_lossy(&bytes));
            assert!(Reader::of(&Beginning::of(&bytes)).is_none(), "{kind}");
        }
        for text in [
            "",
            "本报讯",
            "[本报讯]记者",
            "[1]",
            "{本报讯}",
            "<本报讯>记者",
            "MZ 是两个字母",
            "BM 公司",
            "(format 版式)",
            "#标题",
            "#![enable(implicit_some)] 是一行字",
            "ID 卡",
            "\"引文\"",
            "[",
        ] {
            assert_eq!(told(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn each_kind_has_its_words_in_both_languages() {
        let all = SIGNATURES.iter().map(|(kind, _)| kind.clone()).chain([
            FileKind::Xlsx,
            FileKind::Pptx,
            FileKind::OpenDocument,
            FileKind::Epub,
            FileKind::Edition,
            FileKind::Json,
            FileKind::Xml("TEI".to_owned()),
        ]);
        for kind in all {
            let error = ImportError::OtherKind { path: "a".into(), kind };
            for (language, then) in [(Language::English, "; "), (Language::Chinese, "请")] {
                let words = error.in_words(&Locale::load(language));
                assert!(words.starts_with('a') && words.contains(then), "it says what to do: {words}");
            }
        }
    }
}
