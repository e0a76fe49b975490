//! Stet turns raw newspaper OCR into curated editions.
//!
//! The layers point one way; a module uses only those above it in this list:
//!
//! | module | what it is |
//! | --- | --- |
//! | [`printable`] | hidden characters, and text that is safe on one line of a message |
//! | [`reading`] | reading files that others wrote, and never more of one than is expected |
//! | [`ron_fault`](mod@ron_fault) | what is wrong with a file in RON, and where |
//! | [`faces`] | the fonts that are compiled in |
//! | [`locale`] | the words people read, in English and Chinese |
//! | [`explained`] | errors in these words |
//! | [`page`] | the raw side: pages as the OCR gave them, immutable, without input or output |
//! | [`import`] | reading pages from files of every format, and their images |
//! | [`edition`] | the curated side: articles, blocks, roles, provenance, the ledger |
//! | [`language`] | Chinese: words, character classes and widths |
//! | [`reader`] | reading page images, and comparing what is read with the raw text |
//! | [`edit`] | every change to an edition, its inverse, the history of changes, and what an editor's action comes to as changes |
//! | [`find`] | finding and replacing in editions and raw pages |
//! | [`style`] | the house style: an archive's own rules |
//! | [`clean`] | pages to a first draft |
//! | [`check`] | an edition to the queries an editor should look at |
//! | [`suggest`] | an article to sections, tags and names it may be described by |
//! | [`rounds`] | rounds of proofreading, and what each changed |
//! | [`merge`] | two people's versions of one edition, put together |
//! | [`store`] | edition files |
//! | [`export`] | editions to text, web pages, TEI, ALTO, PAGE, tables, documents, books, and what was changed |
//! | [`carpet`] | the images of an edition's characters side by side, the odd ones first |
//! | [`collection`] | a folder with the issues of a paper: how far each has come, which days are missing |
//! | [`search`] | finding words in all editions of a collection |
//! | [`batch`] | drafting, reading, checking and exporting all issues of a collection |
//! | [`proof`] | how right a transcription is: differences, errors by the press rule, samples |
//! | [`cli`] | the headless commands |
//! | [`manual`] | the manual, as Help shows it |
//! | `desktop` | the workstation (feature `desk`); the only module that knows egui |
//!
//! Raw text to a first draft, its ledger and its queries, and the draft as text:
//!
//! ```
//! use std::{path::Path, sync::Arc};
//! use stet::export::{Format, LineImages, Options, export};
//! use stet::{check::check, clean::clean, import::import_bytes, style::HouseStyle};
//!
//! let raw = "渡口新桥通车\n本报讯（记者 沈舟）1月 9日，渡口\n新桥通车，两岸村民过河不再等\n船。\n";
//! let style = HouseStyle::standard();
//! let page = import_bytes(Path::new("page-1.txt"), raw.as_bytes(), None)?;
//! let edition = clean(&[Arc::new(page)], style);
//! assert!(edition.ledger().iter().all(|page| page.balances()));
//! check(&edition, style).iter().for_each(|query| println!("{} %: {}", query.confidence.as_percent(), query.text));
//! let text = export(&edition, Format::Text, style, &Options::standard(Format::Text, style), &LineImages::default()).into_vec()?;
//! assert!(String::from_utf8(text)?.contains("1月9日，渡口新桥通车，两岸村民过河不再等船。"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// What reads and works on files that others wrote never indexes: a place that is not there is an answer, not a panic.
#![warn(clippy::indexing_slicing)]

pub mod batch;
pub mod carpet;
pub mod check;
pub mod clean;
pub mod cli;
pub mod collection;
mod common_ends;
pub mod edit;
pub mod edition;
pub mod effort;
pub mod explained;
pub mod export;
pub mod faces;
pub mod find;
pub mod import;
pub mod language;
pub mod locale;
pub mod manual;
pub mod merge;
pub mod page;
pub mod printable;
pub mod proof;
pub mod reader;
pub mod reading;
pub mod ron_fault;
pub mod rounds;
pub mod search;
pub mod store;
pub mod style;
pub mod suggest;
pub mod word_counts;

#[cfg(feature = "desk")]
#[allow(clippy::indexing_slicing, reason = "it indexes what it laid out itself")]
pub mod desktop;
