//! The files an export makes, and names for them that stay in their folder and never meet.

use std::collections::HashSet;
use std::path::Path;

use super::{Context, FileBytes, Format, LineImages, Options, Switch, export, folder};
use crate::edition::Edition;
use crate::page::{Page, page_stem};
use crate::printable::is_hidden;
use crate::style::HouseStyle;

/// A file of an export.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name; in a format that is a folder, with the folders below that, `/` between them.
    pub name: String,
    /// What is in it.
    pub bytes: FileBytes,
}

/// The files of an export: one with this stem, or one for each article, numbered in reading order and named by its headline.
pub fn files(edition: &Edition, stem: &str, format: Format, style: &HouseStyle, options: &Options, images: &LineImages) -> Vec<File> {
    let mut names = FileNames::default();
    if let Some(made) = folder(edition, format, style, options, images, None) {
        return made.files;
    }
    if !options.has(Switch::PerArticle) || !format.switches().any(|switch| switch == Switch::PerArticle) {
        return vec![File { name: names.give(stem, format), bytes: export(edition, format, style, options, images) }];
    }
    let context = Context::new(edition, style, options, images);
    let titles: Vec<String> = context.stories().iter().map(|story| format!("{stem}-{:03}-{}", story.number, story.title)).collect();
    let file = |(index, title): (usize, String)| {
        let article = edition.articles().get(index).cloned().into_iter().collect();
        let part = Edition { articles: article, furniture: Vec::new(), set_aside: Vec::new(), ..edition.clone() };
        File { name: names.give(&title, format), bytes: export(&part, format, style, options, images) }
    };
    titles.into_iter().enumerate().map(file).collect()
}

/// Names that were given in one folder. None is given twice, also not where capitals and small letters are one.
#[derive(Default)]
pub struct FileNames {
    given: HashSet<String>,
}

impl FileNames {
    /// A file name for a format, made of this stem; with a number where the name was given before.
    pub fn give(&mut self, stem: &str, format: Format) -> String {
        self.unique(stem, &format!(".{}", format.extension()))
    }

    /// A file name of this end for a page, made of what its source is called; with a number where the name was given before.
    pub fn give_page(&mut self, page: &Page, end: &str) -> String {
        let file = page.source().file.replace(['/', '\\'], "_");
        self.unique(&page_stem(Path::new(&file)), end)
    }

    /// A file name made of another one, which keeps its end; with a number where the name was given before.
    pub fn give_file(&mut self, name: &str) -> String {
        // What stands before the only dot of a hidden file is no stem.
        let (stem, end) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((name, ""));
        let end: String = end.chars().filter(|c| c.is_alphanumeric()).take(LONGEST_END).collect();
        self.unique(stem, &if end.is_empty() { end } else { format!(".{end}") })
    }

    /// A name for a folder, made of this stem; with a number where the name was given before.
    pub fn give_folder(&mut self, stem: &str) -> String {
        self.unique(stem, "")
    }

    fn unique(&mut self, stem: &str, end: &str) -> String {
        let stem = safe_stem(stem);
        let mut name = format!("{stem}{end}");
        let mut number = 2u64;
        while !self.given.insert(name.to_lowercase()) {
            name = format!("{stem}-{number}{end}");
            number += 1;
        }
        name
    }
}

/// The longest stem of a file name, in bytes: file systems take 255 with the extension, a number, and a temporary end.
const LONGEST: usize = 180;

/// The longest end of a file name that is kept, in characters.
const LONGEST_END: usize = 16;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4",
    "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The text as the stem of a file name on any system: it leads into no other folder, is not hidden, not too long, and no device.
pub fn safe_stem(text: &str) -> String {
    let safe = |c: char| {
        let leads = matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
        if leads || is_hidden(c) { '_' } else { c }
    };
    let text: String = text.chars().map(safe).collect();
    let text = text.trim_start_matches(['.', ' ']);
    let cut = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default().trim_end_matches(['.', ' ']);
    let first = cut.split('.').next().unwrap_or_default().trim_end();
    if cut.is_empty() {
        "edition".to_owned()
    } else if DEVICES.iter().any(|device| first.eq_ignore_ascii_case(device)) {
        format!("_{cut}")
    } else {
        cut.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        assert_eq!(safe_stem("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(safe_stem("C:\\a|b?"), "C__a_b_");
        assert_eq!(safe_stem("..."), "edition");
        assert_eq!(safe_stem("a\u{1b}[2J\u{202e}\u{2066}\u{200b}\u{feff}\n题"), "a_[2J_____题");
        assert_eq!(safe_stem("nul.txt"), "_nul.txt");
        assert_eq!(safe_stem("吕梁日报 1版."), "吕梁日报 1版");
        assert!(safe_stem(&"长".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn names_never_meet() {
        let mut names = FileNames::default();
        let given = ["page", "Page", "page", "pag/e"].map(|stem| names.give(stem, Format::Text));
        assert_eq!(given, ["page.txt", "Page-2.txt", "page-3.txt", "pag_e.txt"]);
        assert_eq!(names.give("page", Format::Csv), "page.csv");
        assert_eq!([names.give_folder("page"), names.give_folder("PAGE")], ["page", "PAGE-2"]);
        let given = ["a/p.xml", "a_P.XML", "../con.txt", ".hidden", "p.x/../y", "p"].map(|name| names.give_file(name));
        assert_eq!(given, ["a_p.xml", "a_P-2.XML", "_con.txt", "hidden", "p.x_.y", "p"]);
    }

    #[test]
    fn each_article_has_its_file_where_that_is_asked_for() {
        let (edition, style) = (sample(), HouseStyle::standard());
        let options = Options::standard(Format::Markdown, style).with(Switch::PerArticle, true);
        let each = files(&edition, "page", Format::Markdown, style, &options, &LineImages::default());
        assert_eq!(each.len(), edition.articles().len());
        assert_eq!(each.first().map(|file| file.name.as_str()), Some("page-001-［代拟的题］.md"));
        // A format that has no parts stays whole.
        assert_eq!(files(&edition, "page", Format::Json, style, &options, &LineImages::default()).len(), 1);
    }
}
