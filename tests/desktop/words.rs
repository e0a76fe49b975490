//! Every key that the desk looks words up by has words in both languages.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use stet::check::QueryKind;
use stet::desktop::command::{Action, Menu};
use stet::export::Format;
use stet::export::options::Switch;
use stet::locale::{Language, Locale};

fn lacking<'a>(keys: impl IntoIterator<Item = &'a str> + Clone) -> Vec<(Language, String)> {
    let of = |language| {
        let locale = Locale::load(language);
        let keys = keys.clone().into_iter().filter(|key| !locale.has(key)).map(|key| (language, key.to_owned()));
        keys.collect::<Vec<_>>()
    };
    Language::ALL.into_iter().flat_map(of).collect()
}

#[test]
fn names_that_make_keys_have_words() {
    let mut keys: BTreeSet<String> = BTreeSet::new();
    keys.extend(Format::ALL.iter().flat_map(|format| [format!("format-{}", format.name()), format!("about-{}", format.name())]));
    keys.extend(Switch::ALL.iter().map(|switch| format!("switch-{}", switch.name())));
    keys.extend(QueryKind::ALL.iter().map(|kind| kind.key().to_owned()));
    keys.extend(Action::ALL.iter().map(|action| action.key().to_owned()));
    keys.extend(Menu::ALL.iter().map(|menu| menu.key().to_owned()));
    assert_eq!(lacking(keys.iter().map(String::as_str)), []);
}

#[test]
fn keys_that_are_written_in_the_source_have_words() {
    // The keys of actions, whose table has names of icons too, are looked at above.
    let key = Regex::new(r#""((?:say|save|kind|error|warning|queries|query|work|title|status|pane|field|edit|start|path|replace|unsaved|not-saved|changed|damaged|held|backups|recovery|find|facsimile|export|masthead|palette|shortcuts|dialog|ledger|outline|inspector|encoding|differs|ago|system|notice|role|shelf|comment|round|effort|list)-[a-z0-9-]+)""#).unwrap();
    // Names of widgets, which nobody reads.
    let ids = Regex::new(r#"(?:Id::unique\(\(?|id_salt\(\(?|Panel::\w+\()$"#).unwrap();
    let mut keys = BTreeSet::new();
    for root in ["src/desktop", "src/edit", "src/import", "src/style", "src/store", "src/export"] {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root), &mut |text| {
            let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for found in key.captures_iter(shipped) {
                let whole = found.get(0).unwrap();
                if !ids.is_match(&shipped[..whole.start()]) {
                    keys.insert(found[1].to_owned());
                }
            }
        });
    }
    assert!(keys.len() > 150, "the source was read: {} keys", keys.len());
    assert_eq!(lacking(keys.iter().map(String::as_str)), []);
}

fn read(folder: &Path, each: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let is_named = |other: &str| path.file_name().is_some_and(|name| name == other);
        if path.is_dir() {
            if !is_named("actions") {
                read(&path, each);
            }
        } else if path.extension().is_some_and(|end| end == "rs") && !is_named("tests.rs") {
            each(&std::fs::read_to_string(&path).unwrap());
        }
    }
}
