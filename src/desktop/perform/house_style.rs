//! The archive's own files: its house style, its vocabularies, its shortcuts.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::blocks::no_article;
use crate::desktop::keymap::Keymap;
use crate::desktop::open::OpenEdition;
use crate::desktop::shell::Shell;
use crate::explained::Explained;
use crate::store;
use crate::style::{HouseStyle, OwnTerms};

fn place(shell: &Shell) -> Option<PathBuf> {
    shell.settings.house_style_in(shell.keeper.path())
}

/// Works by the style of this file from now on. A file that cannot be used changes nothing.
pub(super) fn take(shell: &mut Shell, open: Option<&mut OpenEdition>, path: PathBuf) {
    shell.dialog = None;
    match HouseStyle::load(&path) {
        Ok(style) => {
            work_by(shell, open, style);
            shell.say_file("say-house-style", &path);
            shell.settings.house_style = Some(path);
            shell.keep_settings();
        }
        Err(fault) => shell.fail(fault.in_words(&shell.locale)),
    }
}

fn work_by(shell: &mut Shell, open: Option<&mut OpenEdition>, style: HouseStyle) {
    shell.style = Arc::new(style);
    if let Some(open) = open {
        open.check_again();
    }
}

/// Writes the standard style as a file to change, unless there is one, and says where it is.
pub(super) fn write(shell: &mut Shell) {
    match place(shell) {
        Some(path) => write_to_change(shell, &path, HouseStyle::standard_file(), "say-style-file"),
        None => shell.refuse(shell.locale.text("say-no-settings")),
    }
}

/// Writes a file with all shortcuts beside the settings, if there is none yet, and says where it is.
pub(super) fn write_keymap(shell: &mut Shell) {
    match shell.keeper.path().map(Keymap::path) {
        Some(path) => write_to_change(shell, &path, &Keymap::file(), "say-keymap"),
        None => shell.refuse(shell.locale.text("say-no-settings")),
    }
}

fn write_to_change(shell: &mut Shell, path: &Path, text: &str, key: &str) {
    let written = if path.exists() { Ok(()) } else { store::write_with_folder(path, text.as_bytes()) };
    match written {
        Ok(()) => shell.tell(shell.locale.with(key, &[("path", path.display().to_string().into())])),
        Err(error) => shell.fail_file("error-write", path, &error),
    }
}

/// Puts what is new of the current article's section and tags into the vocabularies.
pub(super) fn keep_terms(shell: &mut Shell, open: &mut OpenEdition) {
    let Some(path) = place(shell) else { return shell.refuse(shell.locale.text("say-no-settings")) };
    let Some((_, article)) = open.document.current_article() else { return no_article(shell) };
    let sections = article.section().map(|section| (OwnTerms::Sections, section));
    let all = sections.into_iter().chain(article.tags().iter().map(|tag| (OwnTerms::Tags, tag.as_str())));
    let new: Vec<(OwnTerms, String)> =
        all.filter(|(own, term)| !own.has(&shell.style, term)).map(|(own, term)| (own, term.to_owned())).collect();
    if new.is_empty() {
        return shell.say("say-terms-known");
    }
    if let Err((list, error)) = add(&path, &new) {
        return shell.fail_file("error-write", &list, &error);
    }
    match HouseStyle::load_or_standard(&path) {
        Ok(style) => {
            work_by(shell, Some(open), style);
            let terms: Vec<&str> = new.iter().map(|(_, term)| term.as_str()).collect();
            shell.tell(shell.locale.with("say-terms-kept", &[("terms", terms.join("、").into())]));
        }
        Err(fault) => shell.fail(fault.in_words(&shell.locale)),
    }
}

/// Adds terms to the lists beside a house style.
fn add(style: &Path, new: &[(OwnTerms, String)]) -> Result<(), (PathBuf, std::io::Error)> {
    for own in OwnTerms::ALL {
        let list = own.beside(style);
        let mut terms = new.iter().filter(|(kind, _)| *kind == own).map(|(_, term)| term).peekable();
        if terms.peek().is_none() {
            continue;
        }
        let kept = match std::fs::read_to_string(&list) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            text => {
                let longer = terms.fold(text.unwrap_or_default(), |text, term| OwnTerms::added(&text, term));
                store::write_with_folder(&list, longer.as_bytes())
            }
        };
        kept.map_err(|error| (list, error))?;
    }
    Ok(())
}
