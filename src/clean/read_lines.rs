//! A draft of lines that were read on an image and are in no raw text.

use std::sync::Arc;

use super::clean;
use crate::edition::{Block, Edition, Role};
use crate::page::{Encoding, Page, PixelRect, Source, WitnessLine, are_upright};
use crate::reader::with_lines;
use crate::style::HouseStyle;

/// A story of such a draft: its blocks, each with its role and text. None is without text.
pub type ReadStory = Vec<(Role, String)>;

/// The stories that the lines of several regions come to, which are read one after the other wherever they stand on the page.
pub fn draft_read_regions(regions: &[Vec<WitnessLine>], style: &HouseStyle) -> Vec<ReadStory> {
    draft_read_lines(&in_one_column(regions), style)
}

/// The lines of regions as if each stood right below the one before, or to the left of it where lines are upright.
fn in_one_column(regions: &[Vec<WitnessLine>]) -> Vec<WitnessLine> {
    let rects: Vec<PixelRect> = regions.iter().flatten().map(|line| line.rect).collect();
    let upright = are_upright(&rects);
    let bounds: Vec<PixelRect> = regions.iter().filter_map(|lines| lines.iter().map(|line| line.rect).reduce(PixelRect::union)).collect();
    let all: u32 = bounds.iter().map(|rect| if upright { rect.width().0 } else { rect.height().0 }).sum();
    let (mut taken, mut column) = (0, Vec::new());
    for (lines, bounds) in regions.iter().filter(|lines| !lines.is_empty()).zip(bounds) {
        // The column's own edge is where indents are measured from.
        let (right, down) = if upright { (all - taken - bounds.width().0, 0) } else { (0, taken) };
        taken += if upright { bounds.width().0 } else { bounds.height().0 };
        column.extend(
            lines.iter().map(|line| WitnessLine { rect: line.rect.moved((bounds.left.0, bounds.top.0), (right, down)), ..line.clone() }),
        );
    }
    column
}

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

    #[test]
    fn regions_are_read_in_their_order_wherever_they_stand() {
        let foot =
            vec![line(900, 500, 20, "县政府召开会议，研究部署秋收工作，"), line(930, 460, 20, "要求各地抓紧时机，确保颗粒归仓，不误")];
        let head = vec![line(10, 0, 20, "农时。会后，各单位主要负责人到田间察"), line(40, 0, 20, "看了庄稼的长势。")];
        let stories = draft_read_regions(&[foot, Vec::new(), head], HouseStyle::standard());
        let texts: String = stories.iter().flatten().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            "县政府召开会议，研究部署秋收工作，要求各地抓紧时机，确保颗粒归仓，不误农时。会后，各单位主要负责人到田间察看了庄稼的长势。"
        );
        assert_eq!(stories.iter().flatten().count(), 1, "one paragraph: {stories:?}");
    }

    #[test]
    fn upright_regions_go_on_to_the_left() {
        let upright = |left: u32, text: &str| {
            let height = 20 * text.chars().count() as u32;
            WitnessLine { rect: PixelRect::new(left, 100, left + 20, 100 + height), ..line(0, 0, 20, text) }
        };
        let first = vec![upright(60, "縣府昨開會議討論秋收事宜"), upright(30, "各鄉均派員出席並報告近況")];
        let second = vec![upright(400, "至晚方散明日續開聞將議及"), upright(370, "糧價云")];
        let texts: String =
            draft_read_regions(&[first, second], HouseStyle::standard()).into_iter().flatten().map(|(_, text)| text).collect();
        assert_eq!(texts, "縣府昨開會議討論秋收事宜各鄉均派員出席並報告近況至晚方散明日續開聞將議及糧價云");
    }
}
