//! Tables for catalogues: which columns they have, and what each holds.

use serde::{Deserialize, Serialize};

/// What is known of an article that a catalogue may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CatalogueField {
    /// The paper's name.
    Paper,
    /// The day of issue.
    Date,
    /// The issue's number.
    Issue,
    /// The labels of the pages it stands on.
    Page,
    /// Its name in exports.
    Id,
    /// Its headline.
    Headline,
    /// What it is called: its headline, or how it begins.
    Title,
    /// The lines over the headline.
    Kicker,
    /// The lines below the headline.
    Deck,
    /// Who wrote it.
    Byline,
    /// Its section.
    Section,
    /// Its tags.
    Tags,
    /// Persons it names.
    Persons,
    /// Places it names.
    Places,
    /// Organisations it names.
    Organisations,
    /// How many characters it has.
    Characters,
    /// Its first sentence.
    FirstLine,
    /// Its text, all of it.
    Text,
    /// The language of the text (BCP 47).
    Language,
    /// The files of its pages.
    SourceFile,
    /// The raw lines it comes from.
    Lines,
    /// How far the editor has come with it.
    Status,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueColumn {
    /// Its name in the first row.
    pub name: String,
    /// What it holds: the terms of all of these.
    #[serde(default)]
    pub from: Vec<CatalogueField>,
    /// What it holds where these have nothing, and in each row where there are none.
    #[serde(default)]
    pub or: String,
}

/// A table as a catalogue takes it in: a row an article, in UTF-8 without a byte order mark, with `\n` behind each row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Profile")]
pub struct CatalogueProfile {
    /// What parts the terms of a cell.
    pub between: String,
    /// The columns in their order.
    pub columns: Vec<CatalogueColumn>,
}

/// The fields of a profile before they are looked at together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "CatalogueProfile")]
struct Profile {
    between: String,
    columns: Vec<CatalogueColumn>,
}

impl TryFrom<Profile> for CatalogueProfile {
    type Error = String;

    fn try_from(Profile { between, columns }: Profile) -> Result<CatalogueProfile, String> {
        if columns.is_empty() || columns.iter().any(|column| column.name.trim().is_empty()) {
            Err("a table for a catalogue has at least one column, and each has a name".to_owned())
        } else if between.is_empty() || between.contains(['"', '\n', '\r']) {
            Err("what parts the terms of a cell is at least one character, and no quotation mark".to_owned())
        } else {
            Ok(CatalogueProfile { between, columns })
        }
    }
}
