//! Stet turns raw newspaper OCR into curated editions.
//!
//! The layers point one way; a module uses only those above it in this list:
//!
//! | module | what it is |
//! | --- | --- |
//! | [`printable`] | hidden characters, and text that is safe on one line of a message |
//! | [`reading`] | files that others wrote: only regular ones, and not too large |
//! | [`page`] | the raw side: pages as the OCR gave them, immutable, without input or output |
//! | [`import`] | reading pages from files of every format, and their images |
//! | [`edition`] | the curated side: articles, blocks, roles, provenance, the ledger |
//! | [`language`] | Chinese: words, character classes and widths; uses none of these |
//! | [`edit`] | every change to an edition, its inverse, the history of changes, and what an editor's action comes to as changes |
//! | [`locale`] | the words people read, in English and Chinese |
//! | [`find`] | finding and replacing in editions and raw pages |
//! | [`style`] | the house style: an archive's own rules |
//! | [`clean`] | pages to a first draft |
//! | [`check`] | an edition to the queries an editor should look at |
//! | [`suggest`] | an article to sections, tags and names it may be described by |
//! | [`store`] | edition files |
//! | [`export`] | editions to text, web pages, TEI, ALTO, PAGE, tables, documents, books, and what was changed |
//! | [`cli`] | the headless commands |
//! | `desktop` | the workstation (feature `desk`); the only module that knows egui |

// What reads and works on files that others wrote never indexes: a place that is not there is an answer, not a panic.
#![warn(clippy::indexing_slicing)]

pub mod check;
pub mod clean;
pub mod cli;
pub mod edit;
pub mod edition;
pub mod export;
pub mod find;
pub mod import;
pub mod language;
pub mod locale;
pub mod page;
pub mod printable;
pub mod reading;
pub mod store;
pub mod style;
pub mod suggest;

#[cfg(feature = "desk")]
#[allow(clippy::indexing_slicing, reason = "it indexes what it laid out itself")]
pub mod desktop;
