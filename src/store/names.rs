//! Names of the files that stand beside an edition's, which file systems take however long its own name is.

use std::ffi::OsStr;

use super::fingerprint::sha256;

/// The longest file name that file systems take, in bytes. Some count UTF-16 units, of which there are never more.
const LONGEST: usize = 255;

/// How many hexadecimal digits tell names apart that begin alike.
const DIGITS: usize = 12;

/// A name between what comes before and after it. Where that would be too long, the name is cut, and ends in digits that are its own.
pub(super) fn around(before: &str, name: &OsStr, after: &str) -> String {
    let plain = name.to_string_lossy();
    let room = LONGEST.saturating_sub(before.len() + after.len());
    if plain.len() <= room {
        return format!("{before}{plain}{after}");
    }
    let hash = sha256(name.as_encoded_bytes());
    let digits = hash.get(..DIGITS).unwrap_or_default();
    let cut = plain.floor_char_boundary(room.saturating_sub(DIGITS + 1));
    format!("{before}{}~{digits}{after}", plain.get(..cut).unwrap_or_default())
}

/// Whether a name was cut.
pub(super) fn is_cut(name: &str) -> bool {
    name.rsplit_once('~').is_some_and(|(_, digits)| digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_stay_and_long_ones_are_cut_and_told_apart() {
        assert_eq!(around(".", OsStr::new("e.ron"), ".lock"), ".e.ron.lock");
        let longest = "a".repeat(249);
        assert_eq!(around(".", OsStr::new(&longest), ".lock"), format!(".{longest}.lock"));
        for (one, other) in [("a".repeat(250), "a".repeat(251)), (format!("{}一", "报".repeat(84)), format!("{}二", "报".repeat(84)))] {
            let [one, other] = [&one, &other].map(|name| around(".", OsStr::new(name), ".lock"));
            assert!(one.len() <= LONGEST && one.starts_with('.') && one.ends_with(".lock"), "{one}");
            assert!(!one.contains('\u{fffd}') && one != other, "{one}");
        }
    }
}
