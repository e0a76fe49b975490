//! How the desk looks: colours, sizes and spaces as named tokens. No other module names a colour or a size of text.

mod tokens;

use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, Vec2};
use serde::{Deserialize, Serialize};

use super::fonts;
pub use tokens::{radius, size, space};

/// From how many per cent on raw text is not shaded. Tesseract is 96 % sure of most of what it reads well.
const SURE: u8 = 92;

/// Which theme is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeName {
    /// Dark ink on light ground.
    #[default]
    Light,
    /// Light ink on dark ground.
    Dark,
    /// Dark ink on warm newsprint.
    Paper,
}

impl ThemeName {
    /// All themes.
    pub const ALL: [ThemeName; 3] = [ThemeName::Light, ThemeName::Dark, ThemeName::Paper];

    fn source(self) -> &'static str {
        match self {
            ThemeName::Light => include_str!("../../../assets/themes/light.ron"),
            ThemeName::Dark => include_str!("../../../assets/themes/dark.ron"),
            ThemeName::Paper => include_str!("../../../assets/themes/paper.ron"),
        }
    }
}

/// A colour written as six hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Hex(Color32);

impl TryFrom<String> for Hex {
    type Error = String;

    fn try_from(text: String) -> Result<Hex, String> {
        Color32::from_hex(&format!("#{text}")).map(Hex).map_err(|_| format!("“{text}” is no colour of six hexadecimal digits"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    dark: bool,
    ground: Hex,
    panel: Hex,
    paper: Hex,
    ink: Hex,
    ink_2: Hex,
    ink_3: Hex,
    hairline: Hex,
    accent: Hex,
    highlight: Hex,
    chip: Hex,
    selection: Hex,
    amber: Hex,
    amber_text: Hex,
    green: Hex,
    green_text: Hex,
    error: Hex,
    error_ground: Hex,
    round: Hex,
    comment: Hex,
    tints: [Hex; 6],
}

/// The colours of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether the ground is dark.
    pub dark: bool,
    /// Behind the sheet.
    pub ground: Color32,
    /// Behind the outline, the raw text and the inspector.
    pub panel: Color32,
    /// The sheet, and fields.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of second rank.
    pub ink_2: Color32,
    /// Text of third rank: labels, numbers.
    pub ink_3: Color32,
    /// Lines between things.
    pub hairline: Color32,
    /// Vermilion: the caret's block and changed characters.
    pub accent: Color32,
    /// Behind the raw lines of the caret's block, and the current row of a list.
    pub highlight: Color32,
    /// Behind chips and quiet buttons.
    pub chip: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// Doubt, drawn.
    pub amber: Color32,
    /// Doubt, written.
    pub amber_text: Color32,
    /// Settled, drawn.
    pub green: Color32,
    /// Settled, written.
    pub green_text: Color32,
    /// What failed, drawn and written.
    pub error: Color32,
    /// Behind words about what failed.
    pub error_ground: Color32,
    /// What the last round of proofreading changed, drawn.
    pub round: Color32,
    /// Behind text that is commented on, and comments.
    pub comment: Color32,
    tints: [Color32; 6],
}

impl Theme {
    /// The theme of this name.
    pub fn load(name: ThemeName) -> Theme {
        match ron::from_str::<ThemeFile>(name.source()) {
            Ok(file) => Theme::of(file),
            // The files are compiled in and tested; egui's own colours stand for one that was broken since.
            Err(_) => Theme::plain(name == ThemeName::Dark),
        }
    }

    fn of(file: ThemeFile) -> Theme {
        Theme {
            dark: file.dark,
            ground: file.ground.0,
            panel: file.panel.0,
            paper: file.paper.0,
            ink: file.ink.0,
            ink_2: file.ink_2.0,
            ink_3: file.ink_3.0,
            hairline: file.hairline.0,
            accent: file.accent.0,
            highlight: file.highlight.0,
            chip: file.chip.0,
            selection: file.selection.0,
            amber: file.amber.0,
            amber_text: file.amber_text.0,
            green: file.green.0,
            green_text: file.green_text.0,
            error: file.error.0,
            error_ground: file.error_ground.0,
            round: file.round.0,
            comment: file.comment.0,
            tints: file.tints.map(|hex| hex.0),
        }
    }

    fn plain(dark: bool) -> Theme {
        let visuals = if dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        let (ink, ground, mark) = (visuals.strong_text_color(), visuals.panel_fill, visuals.hyperlink_color);
        Theme {
            dark,
            ground,
            panel: ground,
            paper: visuals.extreme_bg_color,
            ink,
            ink_2: ink,
            ink_3: ink,
            hairline: visuals.weak_text_color(),
            accent: visuals.error_fg_color,
            highlight: visuals.faint_bg_color,
            chip: visuals.faint_bg_color,
            selection: visuals.selection.bg_fill,
            amber: visuals.warn_fg_color,
            amber_text: visuals.warn_fg_color,
            green: mark,
            green_text: mark,
            error: visuals.error_fg_color,
            error_ground: visuals.faint_bg_color,
            round: mark,
            comment: visuals.faint_bg_color,
            tints: [mark; 6],
        }
    }

    /// The tint of the article at this place of the reading order; six tints, then they repeat.
    pub fn tint(&self, article: usize) -> Color32 {
        self.tints[article % self.tints.len()]
    }

    /// A tint as a ribbon between raw text and draft, light enough to lie behind both.
    pub fn ribbon(&self, tint: Color32) -> Color32 {
        tint.gamma_multiply(if self.dark { 0.22 } else { 0.20 })
    }

    /// What the light of a scan is multiplied by: white paper would glare in the dark.
    pub fn scan(&self) -> Color32 {
        if self.dark { Color32::from_gray(214) } else { Color32::WHITE }
    }

    /// The shade behind raw text of which the OCR was this sure, in per cent; none behind what it was sure of.
    pub fn doubt(&self, percent: u8) -> Option<Color32> {
        let strength = f32::from(SURE.checked_sub(percent).filter(|lacking| *lacking > 0)?) / f32::from(SURE);
        Some(self.amber.gamma_multiply(0.14 + 0.5 * strength))
    }

    /// Puts the theme on egui's own widgets.
    pub fn apply(&self, ctx: &egui::Context) {
        let theme = if self.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(theme);
        ctx.style_mut_of(theme, |style| {
            style.visuals = self.visuals();
            style.spacing.item_spacing = Vec2::splat(space::S);
            style.spacing.button_padding = Vec2::new(space::M, space::XS + 1.0);
            style.spacing.menu_margin = Margin::same(space::S as i8);
            style.spacing.interact_size.y = size::FIELD_HEIGHT;
            style.spacing.scroll.floating = true;
            style.spacing.scroll.bar_width = 8.0;
            style.interaction.tooltip_delay = 0.4;
            for (kind, font) in [
                (egui::TextStyle::Small, text(size::SMALL)),
                (egui::TextStyle::Body, text(size::BODY)),
                (egui::TextStyle::Button, text(size::BODY)),
                (egui::TextStyle::Heading, strong(size::TITLE)),
                (egui::TextStyle::Monospace, text(size::BODY)),
            ] {
                style.text_styles.insert(kind, font);
            }
        });
    }

    fn visuals(&self) -> egui::Visuals {
        let mut visuals = if self.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.panel;
        visuals.extreme_bg_color = self.paper;
        visuals.text_edit_bg_color = Some(self.paper);
        visuals.faint_bg_color = self.chip;
        visuals.window_stroke = Stroke::new(1.0, self.hairline);
        visuals.window_corner_radius = CornerRadius::same(radius::CARD);
        visuals.menu_corner_radius = CornerRadius::same(radius::CARD);
        visuals.hyperlink_color = self.accent;
        visuals.error_fg_color = self.error;
        visuals.warn_fg_color = self.amber_text;
        visuals.selection.bg_fill = self.selection;
        visuals.selection.stroke = Stroke::new(1.0, self.ink);
        visuals.text_cursor.stroke = Stroke::new(1.5, self.accent);
        visuals.weak_text_color = Some(self.ink_3);
        visuals.popup_shadow.color = Color32::from_black_alpha(if self.dark { 90 } else { 28 });
        visuals.window_shadow.color = visuals.popup_shadow.color;
        let widgets = &mut visuals.widgets;
        for (widget, fill, line) in [
            (&mut widgets.noninteractive, self.panel, self.hairline),
            (&mut widgets.inactive, self.chip, self.hairline),
            (&mut widgets.hovered, self.highlight, self.ink_3),
            (&mut widgets.active, self.highlight, self.ink_2),
            (&mut widgets.open, self.highlight, self.hairline),
        ] {
            widget.bg_fill = fill;
            widget.weak_bg_fill = fill;
            widget.bg_stroke = Stroke::new(1.0, line);
            widget.fg_stroke = Stroke::new(1.0, self.ink);
            widget.corner_radius = CornerRadius::same(radius::FIELD);
            widget.expansion = 0.0;
        }
        visuals.widgets.inactive.bg_stroke = Stroke::NONE;
        visuals
    }
}

/// The chrome's face at this size.
pub fn text(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The chrome's bold face.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::STRONG.into()))
}

/// A face at a size.
pub type Face = fn(f32) -> FontId;

/// The manuscript's face and its bold one.
pub fn manuscript(sans: bool) -> (Face, Face) {
    if sans { (chinese, chinese_strong) } else { (serif, serif_strong) }
}

/// The manuscript's face.
pub fn serif(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::SERIF.into()))
}

/// The manuscript's bold face.
pub fn serif_strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::SERIF_STRONG.into()))
}

/// The face for Chinese text in the chrome, whatever the interface's language.
pub fn chinese(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::SANS.into()))
}

/// The bold face for Chinese text in the chrome.
pub fn chinese_strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::SANS_STRONG.into()))
}

/// The face of the word Stet.
pub fn wordmark(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::WORDMARK.into()))
}

/// The face of code: Latin is half an em wide, Chinese an em.
pub fn code(size: f32) -> FontId {
    FontId::new(size, FontFamily::Monospace)
}

/// The icons' face.
pub fn icons(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::ICONS.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as WCAG 2.2 defines them (www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    fn contrast(a: Color32, b: Color32) -> f64 {
        let part = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |c: Color32| 0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b());
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_stands_out_from_every_ground_it_stands_on() {
        for name in ThemeName::ALL {
            let file: ThemeFile = ron::from_str(name.source()).expect("a theme file can be read");
            let theme = Theme::of(file);
            let grounds = [
                ("ground", theme.ground),
                ("panel", theme.panel),
                ("paper", theme.paper),
                ("highlight", theme.highlight),
                ("chip", theme.chip),
                ("comment", theme.comment),
            ];
            let inks = [
                ("ink", theme.ink),
                ("ink_2", theme.ink_2),
                ("ink_3", theme.ink_3),
                ("accent", theme.accent),
                ("amber_text", theme.amber_text),
                ("green_text", theme.green_text),
                ("error", theme.error),
            ];
            for (ground_name, ground) in grounds {
                for (ink_name, ink) in inks {
                    let ratio = contrast(ink, ground);
                    assert!(ratio >= 4.5, "{name:?}: {ink_name} on {ground_name} has {ratio:.2}");
                }
            }
            for (ink_name, ink) in [("ink", theme.ink), ("ink_2", theme.ink_2), ("error", theme.error)] {
                let ratio = contrast(ink, theme.error_ground);
                assert!(ratio >= 4.5, "{name:?}: {ink_name} on error_ground has {ratio:.2}");
            }
            assert!(contrast(theme.ink, theme.selection) >= 4.5, "{name:?}: selected text");
        }
    }

    #[test]
    fn the_less_sure_the_darker_the_shade() {
        let theme = Theme::load(ThemeName::Light);
        let alpha = |percent| theme.doubt(percent).map(|color| color.a());
        assert_eq!([92, 100].map(alpha), [None, None]);
        assert!(alpha(0) > alpha(50) && alpha(50) > alpha(91) && alpha(91) > Some(20));
    }

    #[test]
    fn tints_repeat_after_six() {
        let theme = Theme::load(ThemeName::Light);
        assert_eq!(theme.tint(1), theme.tint(7));
        assert_ne!(theme.tint(0), theme.tint(5));
    }
}
