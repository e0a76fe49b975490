//! What pages are called, by the names of their files.

use std::path::Path;

/// The label of a page, from its file's name: `page-3.raw.txt` is `3版`, `book.hocr#2` is `2版`, `A02.txt` is `A02版`, `2022-03-28-4.txt` is `4版`. Where the
/// name has no number that can be a page's, the page is labelled by its `position`, counted from 1.
pub fn page_label(file: &str, position: usize) -> String {
    // One of several pages in a file, as `book.hocr#2`.
    if let Some(number) = file.rsplit_once('#').and_then(|(_, number)| number.parse::<u32>().ok()) {
        return format!("{number}版");
    }
    let stem = file.split('.').next().unwrap_or(file);
    let stem = stem.strip_suffix('版').unwrap_or(stem);
    let rest = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = stem.strip_prefix(rest).unwrap_or_default();
    let before = rest.chars().next_back();
    match number.parse::<u32>() {
        Ok(value) if number.len() <= 3 && value > 0 => match before {
            Some(letter @ 'A'..='H') => format!("{letter}{number}版"),
            _ => format!("{value}版"),
        },
        _ => format!("{position}版"),
    }
}

/// The label of a page that its source calls so: `3` is `3版`, `A2` is `A2版`; anything longer stays as it is.
pub fn label_told(told: &str) -> String {
    let is_number = told.len() <= 4 && told.chars().all(|c| c.is_ascii_alphanumeric()) && told.ends_with(|c: char| c.is_ascii_digit());
    if is_number { format!("{told}版") } else { told.to_owned() }
}

/// What the names of files of one page have in common: `page-1` for `page-1.raw.txt`, `page-1.hocr` and `page-1.alto.xml`.
pub fn page_stem(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let said = [".raw", ".alto", ".page", ".hocr", "_res", "_abbyy", "_middle", "_content_list", ".pdf"];
    said.iter().find_map(|end| stem.strip_suffix(end)).map(str::to_owned).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_are_told_are_taken() {
        assert_eq!(["3", "A2", "xii", "第一版", "Supplement"].map(label_told), ["3版", "A2版", "xii", "第一版", "Supplement"]);
    }

    #[test]
    fn labels_come_from_names() {
        let cases = [
            ("page-3.raw.txt", "3版"),
            ("001.raw.txt", "1版"),
            ("2022-03-28-4.txt", "4版"),
            ("A02.txt", "A02版"),
            ("12版.txt", "12版"),
            ("page-3.hocr#2", "2版"),
            ("lvliang.raw.txt", "7版"),
            ("20220328.txt", "7版"),
            ("晚报.txt", "7版"),
            ("", "7版"),
        ];
        for (name, label) in cases {
            assert_eq!(page_label(name, 7), label, "{name}");
        }
    }
}
