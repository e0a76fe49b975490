//! What an export can be asked for: one value that the command line and the desk's dialog share.

use super::Format;
use super::scan::ScanHolder;
use crate::language::conversion::Conversion;
use crate::locale::Language;
use crate::style::{HouseStyle, WebAddress};

macro_rules! switches {
    ($($(#[$doc:meta])* $switch:ident $name:literal;)*) => {
        /// Something an export does or leaves. The table of formats says which format knows it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Switch { $($(#[$doc])* $switch,)* }

        impl Switch {
            /// All switches, in the order in which they are offered.
            pub const ALL: &'static [Switch] = &[$(Switch::$switch,)*];

            /// The switch's name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Switch::$switch => $name,)* }
            }

            /// The key of its words.
            pub fn key(self) -> &'static str {
                match self { $(Switch::$switch => concat!("switch-", $name),)* }
            }
        }
    };
}

switches! {
    /// Supplied headlines stand in the house style's brackets. Whether they do unless asked is the house style's matter.
    Brackets "brackets";
    /// The marks that occur are explained at the end (凡例).
    Legend "legend";
    /// A heading where a page begins.
    PageHeadings "page-headings";
    /// A heading where a section begins.
    SectionHeadings "section-headings";
    /// What is known of the edition stands in YAML before the text.
    FrontMatter "front-matter";
    /// The text is in simplified characters.
    Simplified "simplified";
    /// The text is in traditional characters.
    Traditional "traditional";
    /// Lines of articles that a person has checked.
    Checked "checked";
    /// Lines that the raw text and a witness read alike.
    Agreed "agreed";
    /// Furniture and matter set aside follow the articles.
    Apart "apart";
    /// Page and line beginnings of the source.
    Breaks "breaks";
    /// Changed characters with what the source reads.
    Changes "changes";
    /// The article's names are marked where they stand in the text.
    Names "names";
    /// Comments on places, with who made them and when.
    Comments "comments";
    /// Changed blanks count as changes.
    Blanks "blanks";
    /// The images of the source's lines stand beside the text.
    LineImages "line-images";
    /// The images of the pages lie under the text.
    Scans "scans";
    /// A file for each article, in a folder.
    PerArticle "per-article";
}

impl Switch {
    /// The switch of this name.
    pub fn from_name(name: &str) -> Option<Switch> {
        Switch::ALL.iter().copied().find(|switch| switch.name() == name)
    }

    /// Whether this format knows it.
    pub fn is_known_in(self, format: Format) -> bool {
        format.switches().any(|switch| switch == self)
    }

    /// Whether it cannot be on together with another.
    fn excludes(self, other: Switch) -> bool {
        matches!((self, other), (Switch::Simplified, Switch::Traditional) | (Switch::Traditional, Switch::Simplified))
    }
}

/// What an export is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The language of the words an export adds: labels, column names, explanations.
    pub language: Language,
    /// How wide lines of text are at most, in ems; as long as the paragraph where there is none.
    pub width: Option<u32>,
    /// How far the first line of a paragraph of text is indented, in ems.
    pub indent: u32,
    /// The name of the table for a catalogue, one of the house style's, for formats that have these; the program's own where there is none.
    pub profile: Option<String>,
    /// The server that has the images of pages (IIIF Image API), for formats that point to them.
    pub image_server: Option<WebAddress>,
    format: Format,
    on: Vec<Switch>,
}

/// The widths that lines can be given, in ems.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 8..=200;
/// The indents that paragraphs can be given, in ems.
pub const INDENTS: std::ops::RangeInclusive<u32> = 0..=8;

impl Options {
    /// What a format does unless asked otherwise. The papers are Chinese, and so are the words for their readers; column names are
    /// English, for programs.
    pub fn standard(format: Format, style: &HouseStyle) -> Options {
        let language = if format == Format::Csv { Language::English } else { Language::Chinese };
        let mut on = format.switches_on().to_vec();
        if style.bracket_supplied && Switch::Brackets.is_known_in(format) {
            on.push(Switch::Brackets);
        }
        let image_server = style.iiif.image_server.clone().filter(|_| format.points_to_images());
        Options { language, width: None, indent: style.measure.indent, image_server, profile: None, format, on }
    }

    /// Whether images of lines are needed.
    pub fn has_line_images(&self) -> bool {
        self.format == Format::Lines || self.has(Switch::LineImages)
    }

    /// What holds the images of the pages.
    pub(super) fn scan_holder(&self) -> ScanHolder {
        if self.format == Format::Ofd { ScanHolder::Files } else { ScanHolder::Pdf }
    }

    /// Which characters the text is put into, if it is to be.
    pub(super) fn conversion(&self) -> Option<Conversion> {
        let simplified = self.has(Switch::Simplified).then_some(Conversion::ToSimplified);
        simplified.or(self.has(Switch::Traditional).then_some(Conversion::ToTraditional))
    }

    /// Whether text that is put into other characters keeps the printed ones beside them.
    pub(super) fn keeps_printed_characters(&self) -> bool {
        self.format == Format::Tei
    }

    /// Whether a switch is on.
    pub fn has(&self, switch: Switch) -> bool {
        self.on.contains(&switch)
    }

    /// Turns a switch on or off. One that is turned on turns off those that it excludes.
    pub fn set(&mut self, switch: Switch, on: bool) {
        self.on.retain(|one| *one != switch && !(on && one.excludes(switch)));
        if on {
            self.on.push(switch);
        }
    }

    /// The same options with a switch on or off.
    pub fn with(mut self, switch: Switch, on: bool) -> Options {
        self.set(switch, on);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn switches_have_names_of_their_own_and_words() {
        for switch in Switch::ALL {
            assert_eq!(Switch::from_name(switch.name()), Some(*switch));
            assert!(Language::ALL.into_iter().all(|language| Locale::load(language).has(switch.key())), "{switch:?}");
        }
        assert_eq!(Switch::from_name("bracket"), None);
    }

    #[test]
    fn text_is_in_one_kind_of_characters() {
        let mut options = Options::standard(Format::Text, HouseStyle::standard());
        assert_eq!(options.conversion(), None);
        options.set(Switch::Simplified, true);
        options.set(Switch::Traditional, true);
        assert_eq!(options.conversion(), Some(Conversion::ToTraditional));
        options.set(Switch::Simplified, false);
        assert!(options.has(Switch::Traditional));
        options.set(Switch::Simplified, true);
        assert_eq!(options.conversion(), Some(Conversion::ToSimplified));
    }

    #[test]
    fn the_house_style_says_whether_brackets_are_printed() {
        let style = HouseStyle { bracket_supplied: false, ..HouseStyle::default() };
        assert!(!Options::standard(Format::Text, &style).has(Switch::Brackets));
        assert!(Options::standard(Format::Text, HouseStyle::standard()).has(Switch::Brackets));
    }
}
