//! Saving and opening, beside serde_json with the same values.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use stet::edition::{DoubtKind, Role};
use stet::page::Page;
use stet::store::{from_ron, to_ron};
use stet::style::HouseStyle;

use crate::table::Table;
use crate::timing::beside;

const PASSES: usize = 25;

/// Writing an edition and opening it. Ours is all that is done between an edition and the text of its file: provenance as runs, hashes, and the
/// audit of what was opened. The yardstick only turns values into text and back.
pub fn measure(pages: &[Arc<Page>], table: &mut Table) {
    let edition = stet::clean::clean(pages, HouseStyle::standard());
    let ron = to_ron(&edition).expect("written");
    let values: EditionValues = ron::from_str(&ron).expect("all that a new edition's file has");
    let json = serde_json::to_string(&values).expect("written");
    let raw: usize = pages.iter().map(|page| page.text().len()).sum();
    let write = beside(PASSES, || serde_json::to_string(black_box(&values)), || to_ron(black_box(&edition)));
    let open = beside(
        PASSES,
        || serde_json::from_str::<EditionValues>(black_box(&json)).expect("read"),
        || from_ron(Path::new("e.ron"), black_box(&ron)).expect("opened"),
    );
    table.rate("writing an edition / serde_json", &write, raw);
    table.rate("opening an edition / serde_json", &open, raw);
    println!("an edition's file is {:.2} times as large as its raw pages", ron.len() as f64 / raw as f64);
}

/// What stands in the file of an edition that is new.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionValues {
    format: String,
    version: u32,
    masthead: MastheadValues,
    articles: Vec<ArticleValues>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    furniture: Vec<BlockValues>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    set_aside: Vec<BlockValues>,
    next_id: u32,
    pages: Vec<PageValues>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MastheadValues {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issue: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleValues {
    id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    byline: Option<String>,
    blocks: Vec<BlockValues>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockValues {
    id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    text: String,
    from: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<DoubtValues>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DoubtValues {
    at: u32,
    kind: DoubtKind,
    sure: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageValues {
    label: String,
    file: String,
    sha256: String,
    text_sha256: String,
    encoding: String,
    text: String,
}
