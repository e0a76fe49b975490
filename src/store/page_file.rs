//! A raw page as it stands in an edition's file.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::file::Unsound;
use super::fingerprint::sha256;
use super::raw_text::{RawLines, RawText};
use super::{layout, witness};
use crate::page::{Page, RawOffset, Source, Undecoded, Witness};

/// A page.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredPage<'a> {
    pub(super) label: String,
    pub(super) file: String,
    pub(super) sha256: String,
    /// Of the raw text, since version 3. By it a change by hand is known, also where the raw file is elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) text_sha256: Option<String>,
    pub(super) encoding: String,
    /// Up to version 6.
    #[serde(default, skip_serializing)]
    pub(super) lines: Option<RawLines>,
    /// Since version 7.
    #[serde(default)]
    pub(super) text: RawText<'a>,
    /// Since version 3.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) undecoded: Vec<UndecodedFile>,
    /// Since version 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) layout: Vec<String>,
    /// Since version 4.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) witnesses: Vec<String>,
}

/// Bytes of the source that are no character.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UndecodedFile {
    /// The character of the raw text that stands for them, counted from 0.
    at: u32,
    /// Hexadecimal numbers, parted by blanks.
    bytes: String,
}

impl<'a> StoredPage<'a> {
    /// A page of an edition as its file has it.
    pub(super) fn of(page: &'a Page, label: &str, witnesses: &[Arc<Witness>]) -> StoredPage<'a> {
        let source = page.source();
        StoredPage {
            label: label.to_owned(),
            file: source.file.clone(),
            sha256: source.sha256.clone(),
            text_sha256: Some(page.text_sha256().to_owned()),
            encoding: source.encoding.name().to_owned(),
            lines: None,
            text: RawText::Page(page),
            undecoded: page.undecoded().iter().map(|place| UndecodedFile { at: place.at.0, bytes: place.hex() }).collect(),
            layout: layout::write(page),
            witnesses: witnesses.iter().flat_map(|witness| witness::write(witness)).collect(),
        }
    }

    /// The page's witnesses, which then are no longer here.
    pub(super) fn take_witnesses(&mut self) -> Result<Vec<Witness>, String> {
        witness::read(&std::mem::take(&mut self.witnesses)).map_err(|fault| format!("page {}: {fault}", self.file))
    }

    /// The page, `number` of its edition, and its label.
    pub(super) fn into_page(self, number: usize) -> Result<(String, Arc<Page>), Unsound> {
        let encoding = self.encoding.parse().map_err(|error| format!("page {}: {error}", self.file))?;
        let page = Page::from_text(Source { file: self.file, sha256: self.sha256, encoding }, self.text.into_text());
        if self.text_sha256.as_deref() != Some(page.text_sha256()) {
            return Err(Unsound::AlteredText { page: number, file: page.source().file.clone() });
        }
        let page = with_undecoded(page, &self.undecoded)?;
        let layout = layout::read(&self.layout, &page).map_err(|fault| format!("page {}: {fault}", page.source().file))?;
        let page = match layout {
            Some(layout) => page.with_layout(layout),
            None => page,
        };
        Ok((self.label, Arc::new(page)))
    }
}

/// The page with the bytes of its source that are no characters.
fn with_undecoded(page: Page, places: &[UndecodedFile]) -> Result<Page, String> {
    let file = page.source().file.clone();
    let fault = |place: &UndecodedFile, what: &str| format!("page {file}: “{}” at {} {what}", place.bytes, place.at);
    let read = |place: &UndecodedFile| {
        Undecoded::from_hex(RawOffset(place.at), &place.bytes).ok_or_else(|| fault(place, "are no bytes in hexadecimal numbers"))
    };
    let undecoded = places.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let page = page.with_undecoded(undecoded);
    match places
        .iter()
        .zip(page.undecoded().iter().map(Some).chain(std::iter::repeat(None)))
        .find(|(place, kept)| kept.is_none_or(|kept| kept.at.0 != place.at))
    {
        Some((place, _)) => Err(fault(place, "stands for no character that could not be read, or out of order")),
        None => Ok(page),
    }
}

/// The SHA-256 of a page's raw text, as it stands in lines.
pub(super) fn text_sha256(lines: &[String]) -> String {
    sha256(lines.join("\n").as_bytes())
}
