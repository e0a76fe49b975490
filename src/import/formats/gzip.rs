//! Files of any format that are packed with gzip, as the Internet Archive's `_abbyy.gz` are.

use std::io::Read;
use std::path::PathBuf;

use flate2::read::MultiGzDecoder;

use crate::import::{ImportError, Imported, Input, MAX_PAGE_BYTES, Reader, pages_of, source};
use crate::page::Source;

pub(super) static READER: Reader = Reader {
    name: "gzip of these",
    endings: &["gz"],
    is_list: false,
    most_bytes: MAX_PAGE_BYTES,
    tells: |beginning| is_gzip(beginning.bytes),
    read: unpacked,
};

/// A book packs to a twentieth.
const MOST_UNPACKED: u64 = 16 * MAX_PAGE_BYTES;

/// Why a packed file cannot be read; what the unpackers say is for programmers.
pub(super) const BROKEN_PACKING: &str = "its packing is broken, or it ends too early";

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

fn unpacked(input: &Input<'_>) -> Result<Imported, ImportError> {
    let damaged = |message: String| ImportError::Damaged { path: input.path.to_owned(), message };
    let mut bytes = Vec::new();
    MultiGzDecoder::new(input.bytes).take(MOST_UNPACKED + 1).read_to_end(&mut bytes).map_err(|_| damaged(BROKEN_PACKING.to_owned()))?;
    if bytes.len() as u64 > MOST_UNPACKED {
        return Err(ImportError::TooLarge {
            path: input.path.to_owned(),
            megabytes: bytes.len() as u64 / 1_000_000,
            most: MOST_UNPACKED / 1_000_000,
        });
    }
    if is_gzip(&bytes) {
        return Err(damaged("it is packed twice".to_owned()));
    }
    let inner: PathBuf = if input.path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz")) {
        input.path.with_extension("")
    } else {
        input.path.to_owned()
    };
    let mut imported = pages_of(&inner, &bytes, input.choices.clone())?;
    // The file as it lies there is the source.
    let own = source(input.path, input.bytes, crate::page::Encoding::UTF_8);
    for page in &mut imported.pages {
        let number = page.source().file.rsplit_once('#').map(|(_, number)| format!("#{number}")).unwrap_or_default();
        let source = Source { file: format!("{}{number}", own.file), sha256: own.sha256.clone(), encoding: page.source().encoding };
        *page = page.clone().with_source(source);
    }
    Ok(imported)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;
    use std::path::Path;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(bytes).expect("written");
        packer.finish().expect("packed")
    }

    #[test]
    fn what_is_packed_is_read_under_the_name_of_the_pack() {
        let alto = "<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT='甲'/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
        let bytes = packed(alto.as_bytes());
        let read = pages_of(Path::new("p.xml.gz"), &bytes, None).expect("a page");
        assert_eq!((read.pages[0].text(), read.pages[0].source().file.as_str()), ("甲", "p.xml.gz"));
        assert_eq!(read.pages[0].source().sha256, source(Path::new("p.xml.gz"), &bytes, crate::page::Encoding::UTF_8).sha256);
    }

    #[test]
    fn cut_twice_packed_and_endless_files_say_so() {
        let bytes = packed("甲乙丙丁".repeat(99).as_bytes());
        assert!(matches!(pages_of(Path::new("p.gz"), &bytes[..bytes.len() - 12], None), Err(ImportError::Damaged { .. })));
        assert!(matches!(pages_of(Path::new("p.gz"), &packed(&bytes), None), Err(ImportError::Damaged { .. })));
        let bomb = packed(&vec![b'a'; MOST_UNPACKED as usize + 2]);
        assert!(matches!(pages_of(Path::new("p.gz"), &bomb, None), Err(ImportError::TooLarge { .. })));
    }
}
