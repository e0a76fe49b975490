//! Icons by name. The list beside the icon font says which character each one is.

use std::collections::HashMap;
use std::sync::OnceLock;

use eframe::egui::RichText;

use super::theme;

const LIST: &str = include_str!("../../assets/icons/icons.txt");

/// The character of an icon; a blank where there is none of this name.
pub fn character(name: &str) -> char {
    static ICONS: OnceLock<HashMap<&str, char>> = OnceLock::new();
    let icons = ICONS.get_or_init(|| {
        let entry = |line: &'static str| {
            let (name, code) = line.split_once('\t')?;
            Some((name, char::from_u32(u32::from_str_radix(code.trim(), 16).ok()?)?))
        };
        LIST.lines().filter_map(entry).collect()
    });
    icons.get(name).copied().unwrap_or(' ')
}

/// An icon as text.
pub fn icon(name: &str) -> RichText {
    RichText::new(character(name)).font(theme::icons(theme::size::ICON))
}
