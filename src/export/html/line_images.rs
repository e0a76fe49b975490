//! The images of the lines that parts of an article come from, beside its text.

use super::super::Context;
use super::super::line_images::ShownLine;
use super::super::story::StoryPart;
use super::super::xml::Xml;

/// Writes the images of these parts' lines, if they are asked for and there are any. Where a line stands in its column is told as shares of the longest line,
/// and how long that is as a multiple of its thickness: the style sheet says how large it all is.
pub(super) fn write(xml: &mut Xml, context: &Context<'_>, parts: &[StoryPart<'_>]) {
    let images: Vec<ShownLine<'_>> =
        parts.iter().flat_map(|part| &part.lines).flat_map(|line| context.images.of_block(line.block, context.edition)).collect();
    if images.is_empty() {
        return;
    }
    let upright = images.iter().filter(|shown| shown.image.is_upright()).count() * 2 > images.len();
    let column = ColumnOfImages::of(&images, upright);
    let class = if upright { "lines upright" } else { "lines" };
    xml.block("div", &[("class", class), ("style", &format!("--long:{:.2}", column.long))], |xml| {
        for (shown, (inset, share)) in images.iter().zip(&column.places) {
            let (width, height) = shown.image.size;
            let label = context.page_label(shown.line.page);
            let label = if label.is_empty() { (shown.line.page.position() + 1).to_string() } else { context.as_read(label).into_owned() };
            let alt = context.words.with("export-line-image", &[("line", shown.line.number.into()), ("page", label.into())]);
            let attributes = [
                ("alt", alt.as_str()),
                ("width", &width.to_string()),
                ("height", &height.to_string()),
                ("loading", "lazy"),
                ("style", &format!("--in:{inset:.4};--of:{share:.4}")),
                ("src", &shown.image.address),
            ];
            xml.empty_line("img", &attributes);
        }
    });
}

/// How lines stand in their column.
struct ColumnOfImages {
    /// How long the column's longest line is, as a multiple of the thickness that half of its lines have.
    long: f32,
    /// Where each line begins and how long it is, as shares of the longest.
    places: Vec<(f32, f32)>,
}

impl ColumnOfImages {
    /// Lines of several columns all begin at the edges of their own.
    fn of(images: &[ShownLine<'_>], upright: bool) -> ColumnOfImages {
        let along = |shown: &ShownLine<'_>| {
            let ((left, top), (width, height)) = (shown.image.corner, shown.image.extent);
            if upright { (top, height) } else { (left, width) }
        };
        let begin = |shown: &ShownLine<'_>| {
            let (start, length) = along(shown);
            let same = |other: &&ShownLine<'_>| {
                let (other_start, other_length) = along(other);
                other.line.page == shown.line.page && other_start < start + length && start < other_start + other_length
            };
            images.iter().filter(same).map(|other| along(other).0).min().unwrap_or(start)
        };
        let places: Vec<(u32, u32)> = images.iter().map(|shown| (along(shown).0 - begin(shown), along(shown).1)).collect();
        let reach = places.iter().map(|(inset, length)| inset + length).max().unwrap_or(1).max(1) as f32;
        let mut thickness: Vec<u32> =
            images.iter().map(|shown| if upright { shown.image.extent.0 } else { shown.image.extent.1 }).collect();
        thickness.sort_unstable();
        let median = thickness.get(thickness.len() / 2).copied().unwrap_or(1).max(1) as f32;
        let share = |(inset, length): (u32, u32)| (inset as f32 / reach, length as f32 / reach);
        ColumnOfImages { long: reach / median, places: places.into_iter().map(share).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::raw_lines::LineId;
    use crate::export::line_images::LineImage;
    use crate::page::PageIndex;

    fn places(rects: &[[u32; 4]], upright: bool) -> (f32, Vec<(f32, f32)>) {
        let image = |[left, top, width, height]: [u32; 4]| LineImage {
            corner: (left, top),
            extent: (width, height),
            size: (width, height),
            address: String::new(),
        };
        let images: Vec<LineImage> = rects.iter().copied().map(image).collect();
        let shown: Vec<ShownLine<'_>> = images
            .iter()
            .enumerate()
            .map(|(line, image)| ShownLine { line: LineId { page: PageIndex(0), number: line + 1 }, image })
            .collect();
        let column = ColumnOfImages::of(&shown, upright);
        (column.long, column.places)
    }

    #[test]
    fn lines_stand_in_their_column_as_in_print() {
        let lines = [[150, 0, 350, 40], [100, 50, 400, 40], [100, 100, 100, 40], [700, 0, 200, 50]];
        assert_eq!(places(&lines, false), (10.0, vec![(0.125, 0.875), (0.0, 1.0), (0.0, 0.25), (0.0, 0.5)]));
        let turned = lines.map(|[left, top, width, height]| [top, left, height, width]);
        assert_eq!(places(&turned, true), places(&lines, false));
    }
}
