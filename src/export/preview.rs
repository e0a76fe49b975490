//! How an export will look, for showing before it is made.

use super::format::PreviewKind;
use super::story::StoryPart;
use super::{Context, Format, LineImages, Options, Switch, export, files};
use crate::edition::{Edition, Role};
use crate::style::HouseStyle;

/// How an export begins, and how much it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The beginning.
    pub beginning: PreviewText,
    /// Whether there is more than the beginning.
    pub goes_on: bool,
    /// How many files there will be.
    pub files: usize,
    /// How large they will be together, in bytes, without images of lines.
    pub bytes: u64,
    /// Whether images of lines will be added. Reading those of a whole issue takes longer than anyone waits for a preview.
    pub lacks_images: bool,
}

/// The beginning of an export: as it stands in the file, or, of documents whose file says nothing to the eye, as it will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewText {
    /// The text of the file.
    Text(String),
    /// The parts of the document.
    Parts(Vec<(PreviewLook, String)>),
}

/// What a part of a document looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewLook {
    /// The masthead.
    Title,
    /// A heading of a page, a section, or what follows the articles.
    Heading,
    /// A part of an article.
    Part(Role),
    /// What is known about an article, a mark with what it says.
    Fact,
}

/// How much of an export is shown, in characters.
const SHOWN: usize = 5_000;

/// How an edition will look in a format.
pub fn preview(edition: &Edition, format: Format, style: &HouseStyle, options: &Options) -> Preview {
    let images = &LineImages::default();
    let files = files(edition, "edition", format, style, options, images);
    let bytes = files.iter().map(|file| file.bytes.len()).sum();
    let (beginning, goes_on) = match format.shown() {
        PreviewKind::Parts => {
            let context = Context::new(edition, style, options, images);
            let (parts, goes_on) = parts(&context);
            (PreviewText::Parts(parts), goes_on)
        }
        PreviewKind::As(other) => text(export(edition, other, style, options, images).beginning(), files.len()),
        PreviewKind::Itself => text(files.first().map(|file| file.bytes.beginning()).unwrap_or_default(), files.len()),
    };
    Preview { beginning, goes_on, files: files.len(), bytes, lacks_images: options.has_line_images() }
}

/// The beginning of a text that goes to so many files, and whether there is more.
fn text(bytes: &[u8], files: usize) -> (PreviewText, bool) {
    let text = String::from_utf8_lossy(bytes).replace('\u{feff}', "").replace("\r\n", "\n");
    let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(end, _)| end);
    (PreviewText::Text(text.get(..end).unwrap_or_default().to_owned()), end < text.len() || files > 1)
}

/// The parts of a document up to about the length that is shown.
fn parts(context: &Context<'_>) -> (Vec<(PreviewLook, String)>, bool) {
    let mut parts: Vec<(PreviewLook, String)> = Vec::new();
    if !context.options.has(Switch::PerArticle) {
        parts.push((PreviewLook::Title, context.title()));
    }
    let stories = context.stories();
    let mut before = None;
    for story in &stories {
        if parts.iter().map(|(_, text)| text.chars().count()).sum::<usize>() > SHOWN {
            return (parts, true);
        }
        parts.extend(context.headings(story, before).into_iter().map(|heading| (PreviewLook::Heading, heading)));
        parts.extend(story.parts.iter().map(|part| (PreviewLook::Part(part.role), StoryPart::text(part))));
        let fact = |fact: super::story::Fact<'_>| {
            (PreviewLook::Fact, format!("{}　{}", context.words.text(&format!("export-{}", fact.key)), fact.terms.join("、")))
        };
        parts.extend(story.facts().into_iter().map(fact));
        before = Some(story);
    }
    for (key, lines) in context.apart() {
        parts.push((PreviewLook::Heading, context.words.text(key)));
        parts.extend(lines.iter().map(|line| (PreviewLook::Fact, line.text())));
    }
    let legend = context.legend();
    if !legend.is_empty() {
        parts.push((PreviewLook::Heading, context.words.text("export-legend")));
        parts.extend(legend.into_iter().map(|(sign, meaning)| (PreviewLook::Fact, format!("{sign}　{meaning}"))));
    }
    (parts, false)
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn every_format_has_a_beginning_that_follows_the_options() {
        let (edition, style) = (sample(), HouseStyle::standard());
        // Of a format with boxes the beginning is the file's, which has no supplied text.
        for format in Format::ALL.iter().filter(|format| format.boxed().is_none() && !format.is_folder()) {
            let options = Options::standard(*format, style);
            let preview = preview(&edition, *format, style, &options);
            let text = match &preview.beginning {
                PreviewText::Text(text) => text.clone(),
                PreviewText::Parts(parts) => parts.iter().map(|(_, text)| text.as_str()).collect(),
            };
            assert!(text.contains("代拟的题"), "{format:?}: {text}");
            assert_eq!(preview.files, 1);
            assert_eq!(preview.bytes, export(&edition, *format, style, &options, &LineImages::default()).len(), "{format:?}");
            assert_eq!(text.contains("［代拟的题］"), options.has(Switch::Brackets), "{format:?}");
        }
        let each = Options::standard(Format::Text, style).with(Switch::PerArticle, true);
        assert_eq!(preview(&edition, Format::Text, style, &each).files, edition.articles().len());
    }
}
