//! The faces the desk is set in. They are compiled in, so Chinese shows on a machine that has no Chinese font; rarer characters come
//! from the system's.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, FontData, FontDefinitions, FontFamily, FontTweak};

use crate::faces;

/// The chrome's bold face.
pub const STRONG: &str = "strong";
/// Sans, Chinese first.
pub const SANS: &str = "sans";
/// Bold sans, Chinese first.
pub const SANS_STRONG: &str = "sans-strong";
/// The manuscript's face, Chinese first.
pub const SERIF: &str = "serif";
/// The manuscript's bold face, Chinese first.
pub const SERIF_STRONG: &str = "serif-strong";
/// The word Stet.
pub const WORDMARK: &str = "wordmark";
/// The icons.
pub const ICONS: &str = "icons";

/// What stands in for Chinese fonts that a PDF names and does not hold, the likeliest first.
pub static OF_PAGES: &[&[u8]] = &[&faces::SERIF, &faces::SANS];

static FILES: [(&str, &[u8]); 10] = [
    ("stet-sans", &faces::SANS),
    ("stet-sans-bold", include_bytes!("../../assets/fonts/stet-sans-bold.otf")),
    ("stet-serif", &faces::SERIF),
    ("stet-serif-bold", &faces::SERIF_BOLD),
    ("stet-latin", include_bytes!("../../assets/fonts/stet-latin.otf")),
    ("stet-latin-bold", include_bytes!("../../assets/fonts/stet-latin-bold.otf")),
    ("stet-mono", include_bytes!("../../assets/fonts/stet-mono.otf")),
    ("stet-extra", &faces::EXTRA),
    ("stet-wordmark", include_bytes!("../../assets/fonts/stet-wordmark.ttf")),
    ("stet-icons", include_bytes!("../../assets/icons/stet-icons.ttf")),
];

/// The font definitions. Where the interface is `chinese`, the chrome too is set Chinese first, so that “ ” … — are full width.
pub fn definitions(chinese: bool) -> FontDefinitions {
    let mut fonts = FontDefinitions { font_data: BTreeMap::new(), families: BTreeMap::new() };
    for (name, bytes) in FILES {
        let mut data = FontData::from_static(bytes);
        if name == "stet-icons" {
            // The icons have no hints of their own, and automatic ones bend their strokes.
            data = data.tweak(FontTweak { hinting: Some(false), ..FontTweak::default() });
        }
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let (chrome, chrome_strong): (&[&str], &[&str]) = if chinese {
        (&["stet-sans", "stet-extra", "stet-icons"], &["stet-sans-bold", "stet-extra", "stet-icons"])
    } else {
        (&["stet-latin", "stet-sans", "stet-extra", "stet-icons"], &["stet-latin-bold", "stet-sans-bold", "stet-extra", "stet-icons"])
    };
    let named = |name: &str| FontFamily::Name(name.into());
    for (family, files) in [
        (FontFamily::Proportional, chrome),
        (FontFamily::Monospace, &["stet-mono", "stet-sans", "stet-extra", "stet-icons"]),
        (named(STRONG), chrome_strong),
        (named(SANS), &["stet-sans", "stet-extra"]),
        (named(SANS_STRONG), &["stet-sans-bold", "stet-extra"]),
        (named(SERIF), &["stet-serif", "stet-extra", "stet-sans"]),
        (named(SERIF_STRONG), &["stet-serif-bold", "stet-extra", "stet-sans-bold"]),
        (named(WORDMARK), &["stet-wordmark", "stet-latin-bold"]),
        (named(ICONS), &["stet-icons", "stet-sans"]),
    ] {
        fonts.families.insert(family, files.iter().map(|file| (*file).to_owned()).collect());
    }
    fonts
}

/// Sets the faces.
pub fn install(ctx: &egui::Context, chinese: bool) {
    ctx.set_fonts(definitions(chinese));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_that_others_use_too_lies_in_the_program_once() {
        for (name, shared) in
            [("stet-serif", &faces::SERIF[..]), ("stet-serif-bold", &faces::SERIF_BOLD[..]), ("stet-sans", &faces::SANS[..])]
        {
            let file = FILES.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes.as_ptr());
            assert_eq!(file, Some(shared.as_ptr()), "{name}");
        }
    }
}
