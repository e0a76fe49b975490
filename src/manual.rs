//! The manual: the chapters of `assets/manual`, as Help shows them and the README links to them.
//!
//! A chapter is Markdown of a plain kind: headings, paragraphs, lists, tables, code, bold, links; neither images nor HTML. Its title is
//! its first heading. A command of the menus stands as `**Menu ▸ Command**`, a shortcut as code.

use crate::locale::Language;

/// A chapter of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its name, the same in all languages.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its text, as Markdown.
    pub text: &'static str,
}

// Of a `const`, the program would have a copy for each unit of code that names it.
macro_rules! manual {
    ($($key:literal $english:literal $chinese:literal $traditional:literal;)*) => {
        static ENGLISH: &[Chapter] = &[
            $(Chapter { key: $key, title: $english, text: include_str!(concat!("../assets/manual/en/", $key, ".md")) },)*
        ];
        static CHINESE: &[Chapter] = &[
            $(Chapter { key: $key, title: $chinese, text: include_str!(concat!("../assets/manual/zh/", $key, ".md")) },)*
        ];
        static TRADITIONAL: &[Chapter] = &[
            $(Chapter { key: $key, title: $traditional, text: include_str!(concat!("../assets/manual/zh-Hant/", $key, ".md")) },)*
        ];
    };
}

manual! {
    "getting-started" "Getting started" "入门" "入門";
    "the-desk" "The window" "窗口" "視窗";
    "queries" "Queries" "疑点" "疑點";
    "facsimile" "The facsimile" "影像" "影像";
    "exports" "Exports" "导出" "匯出";
    "file-format" "The file format" "文件格式" "檔案格式";
    "collections" "Collections" "报库" "報庫";
    "proof" "Proof report" "编校质量报告" "編校質量報告";
    "rounds" "Rounds and versions" "校次与版本" "校次與版本";
    "safety" "Safety" "安全" "安全";
    "headless" "Headless" "命令行" "命令列";
    "house-style" "House style" "编校体例" "編校體例";
}

/// The chapters in a language, in order.
pub fn chapters(language: Language) -> &'static [Chapter] {
    match language {
        Language::English => ENGLISH,
        Language::Chinese => CHINESE,
        Language::TraditionalChinese => TRADITIONAL,
    }
}

/// The chapter that a link in a chapter leads to; nothing where it leads out of the manual.
pub fn linked(language: Language, link: &str) -> Option<&'static Chapter> {
    let file = link.split_once('#').map_or(link, |(file, _)| file);
    let key = file.strip_suffix(".md")?;
    chapters(language).iter().find(|chapter| chapter.key == key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use clap::CommandFactory;
    use regex::Regex;

    use super::*;
    use crate::cli::CommandLine;
    use crate::export::{Format, Switch};
    use crate::store;
    use crate::style::{CheckName, HouseStyle};

    fn repository() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
    }

    fn folder(language: Language) -> PathBuf {
        repository().join("assets/manual").join(match language {
            Language::English => "en",
            Language::Chinese => "zh",
            Language::TraditionalChinese => "zh-Hant",
        })
    }

    fn chapter(language: Language, key: &str) -> &'static Chapter {
        chapters(language).iter().find(|chapter| chapter.key == key).expect("a chapter")
    }

    /// What a pattern finds in a text, by its first group.
    fn found<'a>(pattern: &str, text: &'a str) -> BTreeSet<&'a str> {
        let pattern = Regex::new(pattern).expect("a pattern");
        pattern.captures_iter(text).filter_map(|found| found.get(1)).map(|found| found.as_str()).collect()
    }

    /// The lines that are no code, and the blocks of code.
    fn prose_and_code(text: &str) -> (Vec<&str>, Vec<String>) {
        let (mut prose, mut code) = (Vec::new(), Vec::new());
        for (number, part) in text.split("\n```").enumerate() {
            if number % 2 == 0 {
                prose.extend(part.lines());
            } else {
                code.push(part.trim_start_matches('\n').to_owned());
            }
        }
        (prose, code)
    }

    #[test]
    fn the_list_has_every_chapter_and_its_title() {
        for language in Language::ALL {
            let files = std::fs::read_dir(folder(language)).expect("a folder").map(|file| file.expect("a file").file_name());
            let files: BTreeSet<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
            let listed: BTreeSet<String> = chapters(language).iter().map(|chapter| format!("{}.md", chapter.key)).collect();
            assert_eq!(files, listed);
            for chapter in chapters(language) {
                assert_eq!(chapter.text.lines().next(), Some(format!("# {}", chapter.title).as_str()), "{}", chapter.key);
                let (prose, _) = prose_and_code(chapter.text);
                let plain = prose.iter().all(|line| !line.contains("![") && !line.starts_with('<'));
                assert!(plain, "{}: neither images nor HTML", chapter.key);
            }
        }
    }

    /// The outline of a chapter: its headings by level, rows of tables, items of lists and blocks of code, in order.
    fn outline(text: &str) -> Vec<&str> {
        let mark = |line: &&str| {
            let first = line.trim_start().split(' ').next().unwrap_or_default();
            line.starts_with("```") || first.starts_with('#') || first == "|" || first == "-" || first.ends_with('.') && first.len() == 2
        };
        text.lines().filter(mark).map(|line| line.trim_start().split([' ', '`']).next().unwrap_or_default()).collect()
    }

    #[test]
    fn the_languages_say_the_same_in_the_same_order() {
        for language in Language::ALL {
            for (english, other) in chapters(Language::English).iter().zip(chapters(language)) {
                assert_eq!(outline(english.text), outline(other.text), "{}", english.key);
                // Names of files, options and fields are the same; a key may be said with a word.
                let names = |text| found(r"`([a-z_.][a-z_.-]+|--[a-z-]+)`", text);
                assert_eq!(names(english.text), names(other.text), "{}", english.key);
            }
        }
    }

    #[test]
    fn every_link_leads_somewhere() {
        let links = |text| found(r"\]\(([^)\s]+)\)", text);
        let mut texts: Vec<(PathBuf, String)> = Vec::new();
        for language in Language::ALL {
            for chapter in chapters(language) {
                let to_chapters = links(chapter.text).into_iter().filter(|link| !link.contains('/'));
                to_chapters.for_each(|link| assert!(linked(language, link).is_some(), "{}: {link}", chapter.key));
                texts.push((folder(language), chapter.text.to_owned()));
            }
        }
        for file in ["README.md", "CHANGELOG.md", "src/README.md"] {
            let path = repository().join(file);
            let text = std::fs::read_to_string(&path).expect("a text");
            texts.push((path.parent().map(Path::to_owned).unwrap_or_default(), text));
        }
        for (folder, text) in &texts {
            for link in links(text).into_iter().filter(|link| !link.contains("://")) {
                let file = link.split('#').next().unwrap_or_default();
                assert!(folder.join(file).exists(), "{}: {link}", folder.display());
            }
        }
        assert_eq!(linked(Language::English, "queries.md#the-list").map(|chapter| chapter.title), Some("Queries"));
        assert_eq!(linked(Language::English, "../../house-style.ron"), None);
    }

    #[test]
    fn what_is_said_to_be_tested_somewhere_is_a_file_there() {
        let promises = chapter(Language::English, "safety");
        let places = found(r"`((?:src|tests)/[a-z_/.]+)`", promises.text);
        assert!(places.len() > 10);
        places.into_iter().for_each(|place| assert!(repository().join(place).exists(), "{place}"));
    }

    #[test]
    fn the_headless_chapter_has_every_command_and_option_and_no_other() {
        let program = CommandLine::command();
        let options = |command: &clap::Command| -> Vec<String> {
            command.get_arguments().filter_map(|option| option.get_long()).map(|name| format!("--{name}")).collect()
        };
        // Those of the program itself are of every command.
        let own = options(&program).into_iter().chain(["--help".to_owned()]);
        let all: BTreeSet<String> = program.get_subcommands().flat_map(options).chain(own).collect();
        for language in Language::ALL {
            let text = chapter(language, "headless").text;
            for command in program.get_subcommands() {
                let (_, rest) = text.split_once(&format!("\n## stet {}\n", command.get_name())).expect("a section for each command");
                let section = rest.split("\n## ").next().unwrap_or_default();
                let described = found(r"`(--[a-z-]+)[` ]", section);
                let missing: Vec<_> = options(command).into_iter().filter(|option| !described.contains(option.as_str())).collect();
                assert_eq!(missing, [""; 0], "stet {} ({language:?})", command.get_name());
            }
            let unknown: Vec<_> = found(r"(--[a-z][a-z-]*)", text).into_iter().filter(|option| !all.contains(*option)).collect();
            assert_eq!(unknown, [""; 0]);
            let called = found(r"(?m)(?:^|`|parallel '?)stet ([a-z]+)", text);
            assert!(called.len() > 3 && called.iter().all(|name| program.find_subcommand(name).is_some()), "{called:?}");
        }
    }

    #[test]
    fn the_chapters_have_every_format_option_rule_and_the_present_version() {
        let rules = serde_json::to_value(HouseStyle::standard()).expect("a table");
        let rules: Vec<String> = rules.as_object().into_iter().flat_map(|rules| rules.keys().cloned()).collect();
        assert!(rules.len() > 10);
        for language in Language::ALL {
            let named = |key: &str, name: &str| {
                let text = chapter(language, key).text;
                assert!(text.contains(&format!("`{name}`")), "{key}.md does not name {name} ({language:?})");
            };
            Format::ALL.iter().for_each(|format| named("exports", format.name()));
            Switch::ALL.iter().for_each(|switch| named("exports", switch.name()));
            rules.iter().for_each(|rule| named("house-style", rule));
            CheckName::ALL.iter().for_each(|check| named("house-style", serde_json::json!(check).as_str().expect("a name")));
            assert!(chapter(language, "file-format").text.contains(&format!("version: {},", store::FORMAT_VERSION)));
        }
    }

    #[test]
    fn the_examples_are_read() {
        for language in Language::ALL {
            let example = |key| prose_and_code(chapter(language, key).text).1.into_iter().next().expect("an example");
            let style = HouseStyle::parse(Path::new("style.ron"), &example("house-style")).expect("a house style");
            assert!(!style.bracket_supplied);
            let file = tempfile::NamedTempFile::new().expect("a file");
            std::fs::write(file.path(), example("file-format")).expect("written");
            let edition = store::load(file.path()).expect("an edition");
            assert!(edition.ledger().iter().all(|page| page.balances()));
        }
    }

    #[test]
    fn the_map_of_the_source_has_every_part() {
        let source = repository().join("src");
        let map = std::fs::read_to_string(source.join("README.md")).expect("a map");
        let parts = |folder: &Path| {
            let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
            let name = |entry: std::fs::DirEntry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir());
            entries.map(name).filter(|(name, _)| name != "README.md").collect::<Vec<_>>()
        };
        let files_and_folders = parts(&source).into_iter().map(|(name, is_folder)| if is_folder { name + "/" } else { name });
        let of_the_desk = parts(&source.join("desktop")).into_iter().filter(|(_, is_folder)| *is_folder).map(|(name, _)| name + "/");
        for part in files_and_folders.chain(of_the_desk) {
            assert!(map.contains(&format!("`{part}`")), "src/README.md has no line on {part}");
        }
    }
}
