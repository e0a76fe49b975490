//! What nothing is written over from the desk, whatever the editor agrees to: what the open edition was made from, and what it works by.

use std::collections::BTreeMap;
use std::path::Path;

use super::exporting::near;
use crate::desktop::open::document::Document;
use crate::desktop::shell::Shell;
use crate::store::Over;
use crate::store::disk::folder_of;
use crate::store::guard::Guard;

/// Keeps the raw files of a document, the images of its pages, and the house style. Its own file may be replaced.
pub(super) fn guard(shell: &Shell, document: &Document) -> Guard {
    let near = near(document, &shell.settings);
    let style = shell.settings.house_style_in(shell.keeper.path());
    let style = style.iter().flat_map(|path| shell.style.files(path));
    let guard = Guard::new(Over::Nothing).reads(near.sources.iter().cloned()).reads(near.chosen.into_values()).reads(style);
    let known = document.path().or(document.copy_of.as_deref());
    // One file a folder is enough to know what lies in it.
    let folders: BTreeMap<&Path, &Path> =
        known.into_iter().chain(near.sources.iter().map(|path| path.as_path())).map(|path| (folder_of(path), path)).collect();
    folders.into_values().fold(guard, |guard, path| guard.keeps_named(path, document.edition().pages()))
}
