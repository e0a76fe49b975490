//! What an export is made of, and what every format asks of it: titles, days, languages, names.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::comments::Comments;
use super::text_language::TextLanguage;
use super::{LineImages, Options, Switch, story};
use crate::edition::Edition;
use crate::language::conversion::Conversion;
use crate::language::dates::Day;
use crate::locale::Locale;
use crate::page::is_blank;
use crate::style::HouseStyle;

/// What an export is made of.
pub(super) struct Context<'a> {
    pub(super) edition: &'a Edition,
    pub(super) style: &'a HouseStyle,
    pub(super) options: &'a Options,
    pub(super) images: &'a LineImages,
    pub(super) words: Locale,
    /// Which characters all is put into that is read of the paper, if it is to be.
    pub(super) conversion: Option<Conversion>,
    /// The comments that are asked for.
    pub(super) comments: Comments<'a>,
    /// The language of the text, once it was asked for: it is worked out from all of it.
    language: OnceCell<TextLanguage>,
}

impl<'a> Context<'a> {
    pub(super) fn new(edition: &'a Edition, style: &'a HouseStyle, options: &'a Options, images: &'a LineImages) -> Context<'a> {
        let conversion = options.conversion().filter(|_| !options.keeps_printed_characters());
        let (words, comments) = (Locale::load(options.language), Comments::of(edition, options));
        Context { edition, style, options, images, words, conversion, comments, language: OnceCell::new() }
    }

    /// A text of the paper, or about it, in the characters that it is to be read in. It has as many as before.
    pub(super) fn as_read<'t>(&self, text: &'t str) -> Cow<'t, str> {
        as_read(self.conversion, text)
    }

    /// What the paper says of itself, on one line; empty where nothing is known.
    pub(super) fn masthead_line(&self) -> String {
        let parts = [self.edition.masthead().title.clone(), self.day(), self.issue()];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join("　");
        self.as_read(&line).into_owned()
    }

    /// The issue's day, for reading: as the house writes days, in the characters of the text.
    pub(super) fn day(&self) -> Option<String> {
        let date = self.edition.masthead().date.as_ref()?;
        let Some(day) = Day::of_iso(date) else { return Some(date.clone()) };
        let written = day.written(self.style.days);
        Some(if self.text_language() == TextLanguage::Traditional { written.replace('国', "國") } else { written })
    }

    /// The issue's number, for reading: a bare number in words.
    pub(super) fn issue(&self) -> Option<String> {
        let issue = self.edition.masthead().issue.as_ref()?;
        let is_bare = !issue.is_empty() && issue.chars().all(|c| c.is_ascii_digit());
        Some(if is_bare { self.words.with("export-issue-number", &[("issue", issue.as_str().into())]) } else { issue.clone() })
    }

    /// What a document is called: the masthead, or the file of the first page.
    pub(super) fn title(&self) -> String {
        let line = self.masthead_line();
        let file = self.edition.pages().first().and_then(|page| Path::new(&page.source().file).file_stem()?.to_str());
        let stem = file.map(|stem| stem.strip_suffix(".raw").unwrap_or(stem).to_owned());
        let title = if line.is_empty() { stem.unwrap_or_default() } else { line };
        if title.chars().all(is_blank) { self.words.text("export-untitled") } else { title }
    }

    /// The paper's name, or what the document is called; and what else is known of the issue.
    pub(super) fn nameplate(&self) -> (String, Vec<String>) {
        let masthead = self.edition.masthead();
        let labels = masthead.page_labels.join("、");
        // A document without the paper's name is called by the rest of the masthead.
        let (title, known) = match &masthead.title {
            Some(title) => (self.as_read(title).into_owned(), [self.day(), self.issue()]),
            None => (self.title(), [None, None]),
        };
        let known = known.into_iter().flatten().chain([labels]).filter(|part| !part.is_empty());
        (title, known.map(|part| self.as_read(&part).into_owned()).collect())
    }

    /// The language of the text, as it is read.
    pub(super) fn text_language(&self) -> TextLanguage {
        self.language.get_or_init(|| TextLanguage::of(self.edition)).converted(self.conversion)
    }

    /// A name for the edition that is the same each time: a UUID (RFC 9562, version 8) made of the pages' checksums and the articles' names.
    pub(super) fn uuid(&self) -> String {
        let pages = self.edition.pages().iter().fold(Sha256::new(), |hash, page| hash.chain_update(&page.source().sha256));
        let hash = self.edition.articles().iter().fold(pages, |hash, article| hash.chain_update(article.id().0.to_le_bytes())).finalize();
        let mut bytes = [0u8; 16];
        bytes.iter_mut().zip(hash.iter()).for_each(|(byte, from)| *byte = *from);
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let digits = hex::encode(bytes);
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
    }

    /// The tags of all articles, each once.
    pub(super) fn keywords(&self) -> Vec<Cow<'a, str>> {
        let mut seen = HashSet::new();
        let tags = self.edition.articles().iter().flat_map(|article| article.tags()).map(String::as_str);
        tags.map(|tag| self.as_read(tag)).filter(|tag| seen.insert(tag.clone())).collect()
    }

    /// The headings of pages and sections before an article, those that are asked for and where they change.
    pub(super) fn headings(&self, story: &story::ReadStory<'a>, before: Option<&story::ReadStory<'a>>) -> Vec<String> {
        let page = story.page.map(|page| self.page_label(page).to_owned());
        let page = page.filter(|_| self.options.has(Switch::PageHeadings) && before.and_then(|before| before.page) != story.page);
        let section = story.article.section();
        let section = section.filter(|_| {
            self.options.has(Switch::SectionHeadings) && (page.is_some() || before.and_then(|before| before.article.section()) != section)
        });
        page.as_deref().into_iter().chain(section).map(|heading| self.as_read(heading).into_owned()).collect()
    }
}

pub(super) fn as_read(conversion: Option<Conversion>, text: &str) -> Cow<'_, str> {
    conversion.map_or(Cow::Borrowed(text), |conversion| Cow::Owned(conversion.convert(text)))
}
