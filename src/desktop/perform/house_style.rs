//! The archive's house style: choosing one, beginning one, and adding to its vocabularies.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files;
use crate::desktop::app::Desk;
use crate::desktop::explain::{self, Explain};
use crate::desktop::settings::Settings;
use crate::store;
use crate::style::{HouseStyle, OwnTerms};

/// The house style to start with: the one that was chosen, or else the one beside the settings; and its file.
pub fn usual(settings: &Settings, settings_path: Option<&Path>) -> Option<PathBuf> {
    settings.house_style.clone().or_else(|| settings_path.map(|path| path.with_file_name("house-style.ron")))
}

fn place(desk: &Desk) -> Option<PathBuf> {
    usual(&desk.settings, desk.keeper.path())
}

/// Works by the style of this file from now on. A file that cannot be used changes nothing.
pub(super) fn take(desk: &mut Desk, path: PathBuf) {
    desk.dialog = None;
    match HouseStyle::load(&path) {
        Ok(style) => {
            work_by(desk, style);
            files::say_file(desk, "say-house-style", &path);
            desk.settings.house_style = Some(path);
            desk.keep_settings();
        }
        Err(fault) => desk.message = Some(fault.words(&desk.locale)),
    }
}

fn work_by(desk: &mut Desk, style: HouseStyle) {
    desk.style = Arc::new(style);
    desk.jobs.forget_checks();
    if let Some(document) = &mut desk.document {
        document.check_again();
    }
}

/// Writes the standard style as a file to change, unless there is one, and says where it is.
pub(super) fn write(desk: &mut Desk) {
    let Some(path) = place(desk) else { return desk.say("say-no-settings") };
    files::write_to_change(desk, &path, HouseStyle::standard_file(), "say-style-file");
}

/// Puts what is new of the current article's section and tags into the vocabularies.
pub(super) fn keep_terms(desk: &mut Desk) {
    let Some(path) = place(desk) else { return desk.say("say-no-settings") };
    let Some(document) = &desk.document else { return };
    let Some((_, article)) = document.current_article() else { return desk.say("say-no-article") };
    let sections = article.section().map(|section| (OwnTerms::Sections, section));
    let all = sections.into_iter().chain(article.tags().iter().map(|tag| (OwnTerms::Tags, tag.as_str())));
    let new: Vec<(OwnTerms, String)> =
        all.filter(|(own, term)| !own.has(&desk.style, term)).map(|(own, term)| (own, term.to_owned())).collect();
    if new.is_empty() {
        return desk.say("say-terms-known");
    }
    for own in OwnTerms::ALL {
        let list = own.beside(&path);
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
        if let Err(error) = kept {
            desk.message = Some(explain::of_system(&desk.locale, "error-save", &list, &error));
            return;
        }
    }
    match HouseStyle::load_or_standard(&path) {
        Ok(style) => {
            work_by(desk, style);
            let terms: Vec<&str> = new.iter().map(|(_, term)| term.as_str()).collect();
            desk.message = Some(desk.locale.with("say-terms-kept", &[("terms", terms.join("、").into())]));
        }
        Err(fault) => desk.message = Some(fault.words(&desk.locale)),
    }
}
