//! The house style: an archive's own rules, as a RON file. What a file leaves out stays as in the default, which ships with the program.

mod address;
mod catalogue;
mod checks;
mod error;
pub mod lists;
mod marks;
mod pattern;
mod proof;
mod values;
mod vocabulary;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::language::dates::DayForm;
use crate::reading::read_text;
use crate::ron_fault::RonFault;
pub use address::{IiifAddresses, WebAddress};
pub use catalogue::{CatalogueColumn, CatalogueField, CatalogueProfile};
pub use checks::{CheckName, CheckRule, CheckRules};
pub use error::StyleError;
pub use lists::SharedLists;
pub use marks::Marks;
pub use pattern::{First, Pattern, PatternError};
pub use proof::ProofStyle;
pub use vocabulary::{OwnTerms, terms_from_bytes};

const STANDARD: &str = include_str!("../../assets/house-style.ron");

/// The largest file of a style, in bytes. Longer vocabularies stand in lists.
const LARGEST: u64 = 16_000_000;

/// A term of a vocabulary: the form to use, other forms that mean the same, and words that are typical of what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "values::Forms")]
pub struct Term {
    /// The preferred form.
    pub term: String,
    /// Other forms that an editor may type for it.
    pub variants: Vec<String>,
    /// Words by which a story about it is known.
    pub words: Vec<String>,
}

/// How lines are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "values::Measures")]
pub struct MeasureHints {
    /// The narrowest column, in ems.
    pub narrowest: u32,
    /// The widest column, in ems.
    pub widest: u32,
    /// How far the first line of a paragraph is indented, in ems.
    pub indent: u32,
}

/// Which decisions of a first draft are put to the editor, in per cent of confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// A line break joined or kept with less confidence than this is a doubt.
    #[serde(deserialize_with = "values::percent")]
    pub line_break: u8,
    /// The start of an article.
    #[serde(deserialize_with = "values::percent")]
    pub article: u8,
    /// The place of a headline.
    #[serde(deserialize_with = "values::percent")]
    pub headline: u8,
    /// The role of a block.
    #[serde(deserialize_with = "values::percent")]
    pub role: u8,
    /// A character that is wrong with at least this likelihood is asked about.
    #[serde(deserialize_with = "values::percent")]
    pub character: u8,
}

macro_rules! house_style {
    ($($(#[$doc:meta])* $field:ident: $kind:ty $(as $with:literal)?,)*) => {
        /// An archive's rules for cleaning and describing its pages.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        pub struct HouseStyle {
            $($(#[$doc])* pub $field: $kind,)*
            /// The lists of the collection that is worked on; no style file has them.
            #[serde(skip)]
            pub lists: SharedLists,
        }

        /// A style file: any of the rules.
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields, default, rename = "HouseStyle")]
        struct Sheet { $($(#[serde(deserialize_with = $with)])? $field: Option<$kind>,)* }

        impl HouseStyle {
            /// These rules, with what the sheet says in their place.
            fn with(self, sheet: Sheet) -> HouseStyle {
                HouseStyle { $($field: sheet.$field.unwrap_or(self.$field),)* lists: self.lists }
            }
        }
    };
}

house_style! {
    /// What a story begins with: `本报讯`, `新华社*#月#日电`.
    lead_ins: Vec<Pattern>,
    /// Whole lines that say who wrote a story.
    bylines: Vec<Pattern>,
    /// Words for those who write stories, by which the byline inside a lead-in is known.
    writers: Vec<String> as "values::phrases",
    /// What a caption begins with.
    caption_starts: Vec<Pattern>,
    /// What a caption ends with.
    caption_ends: Vec<Pattern>,
    /// Whole lines that say who made a picture or supplied the text.
    credits: Vec<Pattern>,
    /// What sends the reader to another page, or from one.
    jumps: Vec<Pattern>,
    /// Whole lines of page furniture.
    furniture: Vec<Pattern>,
    /// Names of sections as they stand at the head of a page, alone on a line.
    page_heads: Vec<String> as "values::phrases",
    /// Whether half-width punctuation in Chinese context is made full width.
    full_width_punctuation: bool,
    /// How lines are measured.
    measure: MeasureHints,
    /// Which decisions are put to the editor.
    thresholds: Thresholds,
    /// Which checks do not ask, or only where they are very sure.
    checks: CheckRules,
    /// Words, names above all, that are right and not asked about.
    good_words: Vec<String> as "values::phrases",
    /// What stands round a supplied headline: before and after.
    supplied: (String, String) as "values::brackets",
    /// Whether exports print these brackets. Library cataloguing does; archival description (DACS 2.3.3) says not to.
    bracket_supplied: bool,
    /// How the editor marks lost, supplied and doubtful text.
    marks: Marks,
    /// How documents that are read write days.
    days: DayForm,
    /// Where exports of IIIF say that things lie.
    iiif: IiifAddresses,
    /// Tables for catalogues, by name.
    catalogues: BTreeMap<String, CatalogueProfile>,
    /// How a proof report counts errors where the rule that was seen does not say so.
    proof: ProofStyle,
    /// Whether one person may close but one round of proofreading of an edition.
    one_hand_once: bool,
    /// The sections of the paper.
    sections: Vec<Term>,
    /// The archive's subjects.
    tags: Vec<Term>,
    /// Whether an article may have a section or a tag that these lists do not have.
    free_terms: bool,
    /// Files with more sections, in the folder of the style's own file: text, a term a line, or CSV (term, variants, words).
    section_lists: Vec<PathBuf>,
    /// Files with more tags, likewise.
    tag_lists: Vec<PathBuf>,
}

impl HouseStyle {
    /// A style without any rule, for tests and as the ground the default stands on.
    pub fn plain() -> HouseStyle {
        HouseStyle {
            lead_ins: Vec::new(),
            bylines: Vec::new(),
            writers: Vec::new(),
            caption_starts: Vec::new(),
            caption_ends: Vec::new(),
            credits: Vec::new(),
            jumps: Vec::new(),
            furniture: Vec::new(),
            page_heads: Vec::new(),
            full_width_punctuation: true,
            measure: MeasureHints { narrowest: 6, widest: 60, indent: 2 },
            thresholds: Thresholds { line_break: 90, article: 90, headline: 85, role: 85, character: 13 },
            checks: CheckRules::new(),
            good_words: Vec::new(),
            supplied: ("［".to_owned(), "］".to_owned()),
            bracket_supplied: true,
            marks: Marks::default(),
            days: DayForm::Iso,
            iiif: IiifAddresses::default(),
            catalogues: BTreeMap::new(),
            proof: ProofStyle::default(),
            one_hand_once: false,
            sections: Vec::new(),
            tags: Vec::new(),
            free_terms: true,
            section_lists: Vec::new(),
            tag_lists: Vec::new(),
            lists: SharedLists::default(),
        }
    }

    /// The style that ships with the program.
    pub fn standard() -> &'static HouseStyle {
        static STYLE: OnceLock<HouseStyle> = OnceLock::new();
        STYLE.get_or_init(|| {
            let sheet: Sheet = options().from_str(STANDARD).unwrap_or_default();
            HouseStyle::plain().with(sheet)
        })
    }

    /// Reads a style from RON text; `path` is named in errors.
    ///
    /// # Errors
    /// The text is no house style.
    pub fn parse(path: &Path, text: &str) -> Result<HouseStyle, StyleError> {
        let sheet: Sheet = options().from_str(text).map_err(|fault| {
            let RonFault { line, column, problem } = RonFault::of(text, &fault);
            StyleError::Malformed { path: path.to_owned(), line, column, problem }
        })?;
        Ok(HouseStyle::standard().clone().with(sheet))
    }

    /// The file that says what the standard style says, to begin one's own with.
    pub fn standard_file() -> &'static str {
        STANDARD
    }

    /// Reads a style from a file, with the lists of terms it names and the [own terms](OwnTerms) beside it.
    ///
    /// # Errors
    /// The file cannot be read or is no house style, or so for a list.
    pub fn load(path: &Path) -> Result<HouseStyle, StyleError> {
        let text = read_text(path, LARGEST).map_err(|error| StyleError::Unreadable { path: path.to_owned(), error })?;
        HouseStyle::parse(path, &text)?.with_lists(path)
    }

    /// As [`HouseStyle::load`]; where the file is not there, the standard style with the own terms that stand beside it all the same.
    ///
    /// # Errors
    /// The file is there and cannot be read, or is no house style, or so for a list.
    pub fn load_or_standard(path: &Path) -> Result<HouseStyle, StyleError> {
        if path.exists() { HouseStyle::load(path) } else { HouseStyle::standard().clone().with_lists(path) }
    }

    /// The files that the style of the file at `path` is read from: that and the lists of terms.
    pub fn files(&self, path: &Path) -> Vec<PathBuf> {
        std::iter::once(path.to_owned()).chain(OwnTerms::ALL.into_iter().flat_map(|own| self.term_lists(own, path))).collect()
    }

    fn term_lists(&self, own: OwnTerms, path: &Path) -> Vec<PathBuf> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let named = if own == OwnTerms::Sections { &self.section_lists } else { &self.tag_lists };
        let beside = Some(own.beside(path)).filter(|list| list.is_file());
        named.iter().map(|list| folder.join(list)).chain(beside).collect()
    }

    fn with_lists(mut self, path: &Path) -> Result<HouseStyle, StyleError> {
        for own in OwnTerms::ALL {
            for list in self.term_lists(own, path) {
                let more = vocabulary::read(&list).map_err(|error| StyleError::List { path: path.to_owned(), error })?;
                vocabulary::merge(own.of(&mut self), more);
            }
        }
        Ok(self)
    }
}

impl Default for HouseStyle {
    fn default() -> HouseStyle {
        HouseStyle::standard().clone()
    }
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_style_is_sound() {
        let sheet: Result<Sheet, _> = options().from_str(STANDARD);
        assert!(sheet.is_ok(), "{:?}", sheet.err());
        let style = HouseStyle::standard();
        assert!(style.sections.len() >= 15 && style.tags.len() >= 110);
        let mut names: Vec<_> = style.tags.iter().flat_map(|term| term.variants.iter().chain([&term.term])).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "a form stands for two tags");
    }

    #[test]
    fn lists_beside_a_style_add_to_its_vocabulary() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).expect("written");
        file("style.ron", b"HouseStyle(tag_lists: [\"tags.csv\"])");
        // As spreadsheets write it on many desks: GBK.
        file("tags.csv", &encoding_rs::GBK.encode("主题词,变体\n煤层气,瓦斯气;煤气层\n古村落保护,\n").0);
        let style = HouseStyle::load(&folder.path().join("style.ron")).expect("sound");
        assert_eq!(style.tags.len(), HouseStyle::standard().tags.len() + 2);
        let gas = style.tags.iter().find(|term| term.term == "煤层气").expect("the new term");
        assert_eq!(gas.variants, ["瓦斯气", "煤气层"]);
        file("style.ron", b"HouseStyle(tag_lists: [\"none.csv\"])");
        let fault = HouseStyle::load(&folder.path().join("style.ron")).expect_err("no list").to_string();
        assert!(fault.contains("style.ron") && fault.contains("none.csv"), "{fault}");
    }

    #[test]
    fn a_style_changes_what_it_names_and_nothing_else() {
        let style = HouseStyle::parse(Path::new("s.ron"), "HouseStyle(lead_ins: [\"晨报讯\"])").expect("sound");
        assert_eq!(style.lead_ins.len(), 1);
        assert_eq!(style.jumps, HouseStyle::standard().jumps);
        let style = HouseStyle::parse(Path::new("s.ron"), "HouseStyle(marks: (illegible: \"囗\"))").expect("one mark alone");
        assert_eq!(style.marks, Marks { illegible: "囗".to_owned(), ..Marks::default() });
    }

    #[test]
    fn values_that_are_not_allowed_are_told_where_they_stand_and_what_is() {
        let cases = [
            ("measure: (narrowest: 60, widest: 6, indent: 2)", "1 to 200"),
            ("measure: (narrowest: 6, widest: 4294967295, indent: 2)", "1 to 200"),
            ("measure: (narrowest: 0, widest: 6, indent: 2)", "1 to 200"),
            ("measure: (narrowest: 6, widest: 60, indent: 2000)", "0 to 20"),
            ("thresholds: (line_break: 101, article: 90, headline: 85, role: 85, character: 13)", "0 to 100"),
            ("thresholds: (line_break: 90, article: 90, headline: 85, role: 85, character: 70000)", "0 to 100"),
            ("marks: (illegible: \"\")", "at least one character"),
            ("proof: (punctuation: 101)", "0 to 100"),
            ("proof: (at_most: 0)", "1 to 10000"),
            ("marks: (supplied: (\"〔\", \" \"))", "at least one character"),
            ("marks: (sic: \"\u{202e}\")", "U+202E"),
            ("supplied: (\"\", \"\")", "at least one character"),
            ("writers: [\"记者\", \"\"]", "at least one character"),
            ("page_heads: [\" \"]", "at least one character"),
            ("tags: [(term: \"\")]", "at least one character"),
            ("sections: [(term: \"要闻\", words: [\"\"])]", "at least one character"),
            ("lead_ins: [\"*\"]", "at least one"),
            ("catalogues: { \"a\": (between: \"|\", columns: []) }", "at least one column"),
            ("catalogues: { \"a\": (between: \"|\", columns: [(name: \"x\", from: [Titel])]) }", "Title"),
            ("iiif: (folder: \"ftp://a\")", "https://"),
            ("iiif: (image_server: \"images here\")", "https://"),
            ("checks: { names: Of }", "Off"),
            ("checks: { nams: Off }", "names"),
            ("checks: { names: AtLeast(101) }", "0 to 100"),
        ];
        for (rule, allowed) in cases {
            let text = format!("HouseStyle(\n    {rule},\n)");
            let fault = HouseStyle::parse(Path::new("s.ron"), &text).expect_err(rule).to_string();
            assert!(fault.starts_with("s.ron:2:") && fault.contains(allowed) && fault.lines().count() == 1, "{rule}: {fault}");
        }
        let long = format!("HouseStyle(page_heads: [\"{}\"])", "要".repeat(300));
        assert!(HouseStyle::parse(Path::new("s.ron"), &long).expect_err("too long").to_string().contains("200"));
        let deep = format!("HouseStyle(lead_ins: {}", "[".repeat(100_000));
        let fault = HouseStyle::parse(Path::new("s.ron"), &deep).expect_err("too deep").to_string();
        assert!(!fault.contains("recursion") && fault.lines().count() == 1, "{fault}");
    }

    #[test]
    fn a_check_is_switched_off_or_given_a_limit() {
        let style = HouseStyle::parse(Path::new("s.ron"), "HouseStyle(checks: { names: Off, punctuation: AtLeast(80) })").expect("sound");
        let rule = |name| style.checks.get(&name).copied();
        assert_eq!(rule(CheckName::Names), Some(CheckRule::Off));
        assert_eq!(rule(CheckName::Punctuation), Some(CheckRule::AtLeast(80)));
        assert_eq!(rule(CheckName::Signs), None);
    }

    #[test]
    fn faults_name_the_place() {
        let text = "HouseStyle(\n  lead_ins: [\"本报讯\"],\n  jump: [],\n)";
        let fault = HouseStyle::parse(Path::new("s.ron"), text).expect_err("an unknown rule");
        assert!(fault.to_string().starts_with("s.ron:3:"), "{fault}");
        assert!(HouseStyle::load(Path::new("/no/such/style.ron")).expect_err("no file").to_string().contains("/no/such/style.ron"));
    }
}
