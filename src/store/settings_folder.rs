//! Where the system keeps what a user has set.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The folder of this program's settings, where the system has a place for them.
pub fn settings_folder() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.config_dir().join("stet");
    Some(folder).filter(|folder| folder.is_absolute())
}
