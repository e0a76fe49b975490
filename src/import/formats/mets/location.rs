//! Where a file lies that a list names: in the list's own folder or in one beside that, and nowhere else, whatever the list says.

use std::path::{Component, Path, PathBuf};

/// Why a reference is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// It leads out of the folders, or might.
    Elsewhere,
    /// It is an address in a network.
    Address,
}

/// The path of a file that a list names. Packages put pages into folders in that of the list (`alto/1.xml`), or beside it
/// (`../alto/1.xml`).
pub(super) fn beside(list: &Path, reference: &str) -> Result<PathBuf, Outside> {
    let reference = reference.trim();
    let path = match reference.split_once(':') {
        // What stands behind `file:` is a path from here in the packages of many a program.
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => rest.strip_prefix("//").unwrap_or(rest),
        Some((_, rest)) if rest.starts_with("//") => return Err(Outside::Address),
        _ => reference,
    };
    let path = decoded(path).ok_or(Outside::Elsewhere)?;
    // A colon names a drive or a stream of Windows, a backslash parts folders there.
    if path.is_empty() || path.starts_with('/') || path.contains(|c: char| matches!(c, '\\' | ':') || c.is_control()) {
        return Err(Outside::Elsewhere);
    }
    let (mut up, mut down) = (0, Vec::new());
    for part in Path::new(&path).components() {
        match part {
            Component::Normal(name) => down.push(name.to_owned()),
            Component::CurDir => {}
            Component::ParentDir if down.pop().is_none() => up += 1,
            Component::ParentDir => {}
            Component::RootDir | Component::Prefix(_) => return Err(Outside::Elsewhere),
        }
    }
    let is_within = match up {
        0 => !down.is_empty(),
        1 => down.len() > 1,
        _ => false,
    };
    let folder = list.parent().unwrap_or(Path::new(""));
    let found = (0..up).map(|_| "..".into()).chain(down).fold(folder.to_owned(), |path, part: std::ffi::OsString| path.join(part));
    if is_within && is_really_within(folder, &found, up) { Ok(found) } else { Err(Outside::Elsewhere) }
}

/// Whether a file does not lie elsewhere by a link. One that is not there lies nowhere.
fn is_really_within(folder: &Path, path: &Path, up: usize) -> bool {
    let Ok(whole) = path.canonicalize() else { return true };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let tree = folder.canonicalize().ok().and_then(|folder| folder.ancestors().nth(up).map(Path::to_owned));
    tree.is_some_and(|tree| whole.starts_with(tree))
}

/// A path with its escapes (`%E7%89%88`) as characters; nothing where these are none.
fn decoded(path: &str) -> Option<String> {
    let digit = |at: usize| path.as_bytes().get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let (mut bytes, mut at) = (Vec::with_capacity(path.len()), 0);
    while let Some(byte) = path.as_bytes().get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_real_packages_are_followed() {
        let list = Path::new("/issue/mets/mets.xml");
        let cases = [
            ("alto/1.xml", "/issue/mets/alto/1.xml"),
            ("./alto/1.xml", "/issue/mets/alto/1.xml"),
            ("1.xml", "/issue/mets/1.xml"),
            ("../alto/0001.xml", "/issue/mets/../alto/0001.xml"),
            ("file://./alto/%E7%89%88%201.xml", "/issue/mets/alto/版 1.xml"),
            ("file:alto/1.xml", "/issue/mets/alto/1.xml"),
            (" alto/100%.xml ", "/issue/mets/alto/100%.xml"),
            ("a/../alto/1.xml", "/issue/mets/alto/1.xml"),
        ];
        for (reference, path) in cases {
            assert_eq!(beside(list, reference), Ok(PathBuf::from(path)), "{reference}");
        }
        assert_eq!(beside(Path::new("mets.xml"), "alto/1.xml"), Ok(PathBuf::from("alto/1.xml")));
    }

    #[test]
    fn references_to_elsewhere_are_not() {
        let references = [
            "../../secret/1.xml",
            "alto/../../../secret/1.xml",
            "../1.xml",
            "..",
            "",
            "/etc/passwd",
            "file:///etc/passwd",
            "FILE:/etc/passwd",
            "//server/share/1.xml",
            "file:////server/share/1.xml",
            "\\\\server\\share\\1.xml",
            "..\\..\\1.xml",
            "C:\\1.xml",
            "C:/1.xml",
            "%2e%2e/%2e%2e/1.xml",
            "%2Fetc/passwd",
            "..%2f..%2f1.xml",
            "alto/1.xml%00",
            "%ff/1.xml",
        ];
        for reference in references {
            assert_eq!(beside(Path::new("/issue/mets/mets.xml"), reference), Err(Outside::Elsewhere), "{reference}");
        }
        assert_eq!(beside(Path::new("/issue/mets.xml"), "https://example.org/1.xml"), Err(Outside::Address));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_nowhere_else() {
        let (folder, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        std::fs::write(other.path().join("1.xml"), "").expect("written");
        std::os::unix::fs::symlink(other.path(), folder.path().join("alto")).expect("a link");
        let list = folder.path().join("mets/mets.xml");
        std::fs::create_dir(folder.path().join("mets")).expect("a folder");
        assert_eq!(beside(&list, "../alto/1.xml"), Err(Outside::Elsewhere));
    }
}
