//! Formats that are known and not read, told by how their files begin: what they are, and what to do.

/// What a file of a format is called, and what to do with it.
pub(super) struct Unread {
    /// What it is.
    pub what: &'static str,
    /// What to do.
    pub advice: &'static str,
    /// How it begins.
    beginning: &'static [u8],
}

const OFFICE: &str = "save it as .docx or text";
const BOOK: &str = "save it as PDF, .docx or text";

static KNOWN: [Unread; 14] = [
    Unread { what: "a Word, Excel or PowerPoint file of before 2007", advice: OFFICE, beginning: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" },
    Unread { what: "a file of rich text (RTF)", advice: OFFICE, beginning: b"{\\rtf" },
    Unread { what: "a DjVu file", advice: "save it as PDF", beginning: b"AT&TFORM" },
    Unread { what: "a CAJ file", advice: "save it as PDF", beginning: b"CAJ" },
    Unread { what: "a KDH file", advice: "save it as PDF", beginning: b"KDH " },
    Unread { what: "a PDG file", advice: "save it as PDF or PNG", beginning: b"HH\x02" },
    Unread { what: "a PostScript file", advice: "save it as PDF", beginning: b"%!PS" },
    Unread { what: "a JPEG 2000 image", advice: "save it as PNG or TIFF", beginning: b"\x00\x00\x00\x0cjP  " },
    Unread { what: "a JBIG2 image", advice: "save it as PNG or TIFF", beginning: b"\x97JB2\r\n\x1a\n" },
    Unread { what: "a GIF image", advice: "save it as PNG or TIFF", beginning: b"GIF8" },
    Unread { what: "a RAR archive", advice: "unpack it and open what is in it", beginning: b"Rar!\x1a\x07" },
    Unread { what: "a 7-Zip archive", advice: "unpack it and open what is in it", beginning: b"7z\xbc\xaf\x27\x1c" },
    Unread { what: "a Kindle or Mobipocket book", advice: BOOK, beginning: b"TPZ" },
    Unread { what: "an archive or a document of another program", advice: BOOK, beginning: b"PK\x03\x04" },
];

/// What a file that begins so is, if it is of a format that is not read.
pub(super) fn named(bytes: &[u8]) -> Option<&'static Unread> {
    KNOWN.iter().find(|format| bytes.starts_with(format.beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_are_not_read_are_named() {
        assert!(named(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more").is_some_and(|format| format.what.contains("before 2007")));
        assert!(named("本报讯".as_bytes()).is_none());
    }
}
