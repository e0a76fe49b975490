//! A draft of lines that were read on an image and are in no raw text.

use std::sync::Arc;

use super::clean;
use crate::edition::{Block, Edition, Role};
use crate::page::{Encoding, Page, Source, WitnessLine};
use crate::reader::with_lines;
use crate::style::HouseStyle;

/// A story of such a draft: its blocks, each with its role and text. None is without text.
pub type ReadStory = Vec<(Role, String)>;

/// The stories that lines come to, in the order of their first characters. Nothing of the lines is left out: what would be furniture of a
/// page stands by itself.
pub fn draft_read_lines(lines: &[WitnessLine], style: &HouseStyle) -> Vec<ReadStory> {
    let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
    let edition = clean(&[Arc::new(with_lines(&Page::new(source, ""), lines))], style);
    let mut stories: Vec<(u32, ReadStory)> = Vec::new();
    let mut add = |blocks: &mut dyn Iterator<Item = &Arc<Block>>| {
        let told: Vec<&Arc<Block>> = blocks.filter(|block| !block.text().trim().is_empty()).collect();
        if let Some(first) = told.iter().filter_map(|block| begins(block)).min() {
            stories.push((first, told.iter().map(|block| (block.role(), block.text().to_owned())).collect()));
        }
    };
    edition.articles().iter().for_each(|article| add(&mut article.blocks().iter()));
    alone(&edition).for_each(|block| add(&mut std::iter::once(block)));
    stories.sort_by_key(|(first, _)| *first);
    stories.into_iter().map(|(_, story)| story).collect()
}

/// The blocks that the draft put into no story.
fn alone(edition: &Edition) -> impl Iterator<Item = &Arc<Block>> {
    edition.furniture().iter().chain(edition.set_aside())
}

/// Where a block begins in the raw text.
fn begins(block: &Block) -> Option<u32> {
    block.pieces().iter().find_map(|piece| piece.source()).map(|span| span.range.start.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::PixelRect;

    fn line(top: u32, left: u32, height: u32, text: &str) -> WitnessLine {
        let width = height * text.chars().count() as u32;
        WitnessLine {
            rect: PixelRect::new(left, top, left + width, top + height),
            raw: None,
            characters: text.chars().map(Into::into).collect(),
        }
    }

    #[test]
    fn lines_come_to_paragraphs_and_none_is_lost() {
        let lines = [
            line(0, 40, 20, "县政府召开会议，研究部署秋收工作，"),
            line(30, 0, 20, "要求各地抓紧时机，确保颗粒归仓，不误"),
            line(60, 0, 20, "农时。"),
            line(90, 40, 20, "会后，各单位主要负责人到田间察看了"),
            line(120, 0, 20, "庄稼的长势。"),
        ];
        let stories = draft_read_lines(&lines, HouseStyle::standard());
        let texts: Vec<&str> = stories.iter().flatten().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "县政府召开会议，研究部署秋收工作，要求各地抓紧时机，确保颗粒归仓，不误农时。",
                "会后，各单位主要负责人到田间察看了庄稼的长势。",
            ]
        );
        assert_eq!(draft_read_lines(&[], HouseStyle::standard()), Vec::<ReadStory>::new());
    }
}
