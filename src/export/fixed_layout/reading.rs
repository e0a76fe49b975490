//! An edition for reading: the paper's name and the contents on the first sheet, then the articles one after the other, whatever pages they
//! stood on.

use std::collections::HashMap;

use super::PartId;
use super::setter::{self, BODY, Filler, LEFT, MEASURE, Measure, SHEET, SetBlock, Shape, TypeStyle, TypesetLine, width_of};
use super::typeset::{BlockPart, head_of, settable};
use crate::edition::{ArticleId, Role};
use crate::export::Context;
use crate::export::story::{ReadStory, StoryPart};

/// How far from the lower edge the number of a sheet stands, and how large it is.
const FOLIO: (f32, f32) = (34.0, 9.0);
/// How far below the upper edge of the type the paper's name stands.
const OVER_NAME: f32 = 30.0;
/// The room that the number of a sheet has in the contents, in ems.
const NUMBER: f32 = 4.0;
/// How far dots that lead to a number are apart, in points.
pub(in crate::export) const DOTS: f32 = 4.0;

const NAME: TypeStyle = TypeStyle { size: 26.0, row: 1.4, strong: true, ..TypeStyle::STORY };
const KNOWN: TypeStyle = TypeStyle { muted: true, ..TypeStyle::STORY };
const CONTENTS: TypeStyle = TypeStyle { size: 13.0, row: 1.8, strong: true, ..TypeStyle::STORY };
const ENTRY: TypeStyle = TypeStyle { width: MEASURE - NUMBER * BODY, ..TypeStyle::STORY };

/// A sheet.
pub(in crate::export) struct SetSheet {
    /// What stands beside the text: the line over it and its number.
    pub beside: Vec<TypesetLine>,
    pub rules: Vec<Rule>,
    pub blocks: Vec<SetBlock>,
}

/// A line across, in points from the lower left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::export) struct Rule {
    pub from: (f32, f32),
    /// Where it ends.
    pub to: f32,
    pub is_dotted: bool,
}

/// The sheets of an edition.
pub(in crate::export) fn sheets(context: &Context<'_>, measure: Measure<'_>) -> Vec<SetSheet> {
    let stories = context.stories();
    let front_parts = front_texts(context).len();
    let parts = parts(context, &stories, front_parts);
    let text = if parts.is_empty() { Vec::new() } else { setter::set(&parts, context.options.indent, measure) };
    let mut numbers: HashMap<ArticleId, usize> = HashMap::new();
    for (number, sheet) in text.iter().enumerate() {
        sheet.iter().filter_map(|block| block.part.article()).for_each(|article| {
            numbers.entry(article).or_insert(number);
        });
    }
    let mut front = front(context, &stories, &numbers, measure);
    let before = front.len();
    numbers.values_mut().for_each(|number| *number += before + 1);
    front.iter_mut().for_each(|sheet| add_numbers(sheet, &numbers, measure));
    let text = text.into_iter().map(|blocks| SetSheet { beside: Vec::new(), rules: Vec::new(), blocks });
    let mut sheets: Vec<SetSheet> = front.into_iter().chain(text).collect();
    let head = context.masthead_line();
    for (number, sheet) in sheets.iter_mut().enumerate() {
        if number > 0 && !head.is_empty() {
            let head = head_of(&head);
            sheet.rules.push(Rule { from: (LEFT, head.at.1 - 6.0), to: LEFT + MEASURE, is_dotted: false });
            sheet.beside.push(head);
        }
        sheet.beside.push(folio(number + 1, measure));
    }
    sheets
}

/// All text that is set, for telling which characters no face has.
pub(in crate::export) fn text(context: &Context<'_>) -> String {
    let stories = context.stories();
    let front = front_texts(context);
    let titles = stories.iter().map(|story| story.title.as_str());
    let parts = parts(context, &stories, front.len());
    let texts = front.iter().map(|(text, _)| text.as_str()).chain(titles).map(settable);
    texts.chain(parts.into_iter().map(|part| part.text)).collect()
}

/// The articles in their order with the headings that are asked for, then what is apart from them; the numbers of that begin at `next`.
fn parts(context: &Context<'_>, stories: &[ReadStory<'_>], mut next: usize) -> Vec<BlockPart> {
    let mut parts = Vec::new();
    let mut before = None;
    for story in stories {
        let article = story.article.id();
        let headings = context.headings(story, before).into_iter().enumerate();
        parts.extend(headings.filter_map(|(number, heading)| BlockPart::of(PartId::Heading(article, number), Role::Kicker, &heading)));
        let lines = story.parts.iter().flat_map(|part: &StoryPart<'_>| part.lines.iter().map(|line| (part.role, line)));
        parts.extend(lines.filter_map(|(role, line)| BlockPart::of(PartId::Block(article, line.block.id()), role, &line.text())));
        before = Some(story);
    }
    let mut apart = |role: Role, text: &str| {
        let part = BlockPart::of(PartId::Apart(next), role, text);
        next += 1;
        part
    };
    for (key, lines) in context.apart() {
        parts.extend(apart(Role::Subheading, &context.words.text(key)));
        lines.iter().for_each(|line| parts.extend(apart(Role::Paragraph, &line.text())));
    }
    let legend = context.legend();
    if !legend.is_empty() {
        parts.extend(apart(Role::Subheading, &context.words.text("export-legend")));
        legend.iter().for_each(|(sign, meaning)| parts.extend(apart(Role::Caption, &format!("{sign}　{meaning}"))));
    }
    parts
}

/// What stands over the contents: the paper's name and what else is known of the issue.
fn front_texts(context: &Context<'_>) -> Vec<(String, TypeStyle)> {
    let (name, known) = context.nameplate();
    let lines = [(name, NAME), (known.join("　"), KNOWN), (context.words.text("export-contents"), CONTENTS)];
    lines.into_iter().map(|(text, style)| (settable(&text), style)).collect()
}

/// The sheets before the articles, without the numbers of those: these depend on how many sheets there are.
fn front(context: &Context<'_>, stories: &[ReadStory<'_>], set: &HashMap<ArticleId, usize>, measure: Measure<'_>) -> Vec<SetSheet> {
    let mut filler = Filler::new();
    filler.leave(OVER_NAME);
    let mut rule = None;
    for (number, (text, style)) in front_texts(context).into_iter().enumerate().filter(|(_, (text, _))| !text.trim().is_empty()) {
        let shape = Shape::of(&text, style, measure);
        let is_contents = style.size == CONTENTS.size;
        if is_contents && set.is_empty() {
            break;
        }
        if is_contents {
            filler.leave(BODY);
            rule = Some(Rule { from: (LEFT, filler.height()), to: LEFT + MEASURE, is_dotted: false });
            filler.place((PartId::Apart(number), Role::Headline), &shape.staying(true), BODY, &[]);
        } else {
            let role = if number == 0 { Role::Headline } else { Role::Paragraph };
            filler.place((PartId::Apart(number), role), &shape.centred(measure), 0.0, &[]);
        }
    }
    for story in stories.iter().filter(|story| set.contains_key(&story.article.id())) {
        let shape = Shape::of(&settable(&story.title), ENTRY, measure);
        filler.place((PartId::Entry(story.article.id()), Role::Paragraph), &shape, 0.0, &[]);
    }
    let mut rules = rule.into_iter();
    filler.sheets.into_iter().map(|blocks| SetSheet { beside: Vec::new(), rules: rules.next().into_iter().collect(), blocks }).collect()
}

/// Adds to the contents where each article begins. Of a title that turns to another sheet each part has the number.
fn add_numbers(sheet: &mut SetSheet, numbers: &HashMap<ArticleId, usize>, measure: Measure<'_>) {
    for block in &mut sheet.blocks {
        let PartId::Entry(article) = block.part else { continue };
        let Some((last, number)) = block.lines.last().zip(numbers.get(&article)) else { continue };
        let mut line = ENTRY.line(number.to_string(), (0.0, last.at.1));
        line.at.0 = LEFT + MEASURE - width_of(&line, measure);
        // Dots stand below each other.
        let from = ((last.at.0 + width_of(last, measure) + 0.5 * BODY) / DOTS).ceil() * DOTS;
        sheet.rules.push(Rule { from: (from, last.at.1 + 1.0), to: line.at.0 - 0.5 * BODY, is_dotted: true });
        block.lines.push(line);
    }
}

/// The number of a sheet, below its text.
fn folio(number: usize, measure: Measure<'_>) -> TypesetLine {
    let style = TypeStyle { size: FOLIO.1, muted: true, ..TypeStyle::STORY };
    let mut line = style.line(number.to_string(), (0.0, FOLIO.0));
    line.at.0 = (SHEET.0 - width_of(&line, measure)) / 2.0;
    line
}
