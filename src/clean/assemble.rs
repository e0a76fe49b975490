//! From units, stories and placed headings to the blocks of an edition.

use super::PageWork;
use super::articles::Stories;
use super::headlines::{Heading, Label};
use super::page_draft::{DraftArticle, DraftBlock, DraftDoubt, DraftDoubtKind, PageDraft};
use super::signs::KnownLine;
use super::spacing::{Setter, Setting};
use super::units::{Kind, Unit};
use crate::edition::{Confidence, Role};
use crate::style::{HouseStyle, Thresholds};

/// Builds a page's draft.
pub fn assemble(work: &PageWork, setter: &Setter, style: &HouseStyle) -> PageDraft {
    let mut draft = PageDraft::default();
    if setter.dense.chars.is_empty() {
        if setter.raw_len > 0 {
            draft.set_aside.push(block(Role::Paragraph, setter.set_blanks()));
        }
        return draft;
    }
    draft.articles.resize_with(work.stories.stories.len(), DraftArticle::default);
    let builder = Builder { work, setter, limits: style.thresholds };
    builder.headings(&mut draft);
    builder.stories(&mut draft);
    builder.between(&mut draft);
    draft.set_aside.extend(left_over(&draft, setter));
    for article in &mut draft.articles {
        arrange(article);
        article.byline = byline(article, style);
    }
    for (article, story) in draft.articles.iter_mut().zip(&work.stories.stories) {
        let confidence = Confidence::probability(story.begins);
        if confidence.as_percent() < style.thresholds.article
            && let Some(first) = article.blocks.first_mut()
        {
            first.doubts.insert(0, DraftDoubt { at: 0, kind: DraftDoubtKind::Article, confidence });
        }
    }
    draft
}

/// What of the page's text stands in no block, so that nothing is lost whatever was made of its lines.
fn left_over(draft: &PageDraft, setter: &Setter) -> Option<DraftBlock> {
    let mut is_held = vec![false; setter.raw_len as usize];
    let articles = draft.articles.iter().flat_map(|article| &article.blocks);
    let blocks = articles.chain(&draft.furniture).chain(&draft.set_aside);
    for span in blocks.flat_map(|block| &block.pieces).filter_map(|piece| piece.source()) {
        if let Some(held) = is_held.get_mut(span.range.start.0 as usize..span.range.end.0 as usize) {
            held.fill(true);
        }
    }
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let is_left = |raw: &u32| is_held.get(*raw as usize) == Some(&false);
    for (index, _) in setter.dense.raw.iter().enumerate().take(setter.dense.chars.len()).filter(|(_, raw)| is_left(raw)) {
        match spans.last_mut() {
            Some(span) if span.1 == index => span.1 += 1,
            _ => spans.push((index, index + 1)),
        }
    }
    (!spans.is_empty()).then(|| block(Role::Paragraph, setter.set(&spans, &[])))
}

struct Builder<'a> {
    work: &'a PageWork,
    setter: &'a Setter<'a>,
    limits: Thresholds,
}

/// A subheading that nothing follows is never surer than this: it may be the headline of a story elsewhere.
const CLOSING: f64 = 0.75;
/// How sure it is that a line set as text under a headline is the story's, and does not say who wrote it.
const AUTHOR: f64 = 0.5;

impl Builder<'_> {
    fn headings(&self, draft: &mut PageDraft) {
        let mut heads: Vec<Vec<&Heading>> = vec![Vec::new(); draft.articles.len()];
        for heading in &self.work.headings {
            if let Label::Heads(story) = heading.label
                && let Some(lines) = heads.get_mut(story)
            {
                lines.push(heading);
            }
        }
        for (article, lines) in draft.articles.iter_mut().zip(heads) {
            let roles = heading_roles(&lines, self.setter);
            for (heading, role) in lines.into_iter().zip(roles) {
                article.blocks.push(self.heading(heading, role));
            }
        }
        for heading in self.work.headings.iter().filter(|heading| heading.label == Label::Alone) {
            draft.set_aside.push(self.heading(heading, Role::Headline));
        }
    }

    fn heading(&self, heading: &Heading, role: Role) -> DraftBlock {
        let mut block = block(role, self.setter.set(&[heading.span], &[]));
        let confidence = Confidence::probability(heading.sure);
        if confidence.as_percent() < self.limits.headline || heading.label == Label::Alone {
            let others = heading.candidates.iter().copied().filter(|story| heading.label != Label::Heads(*story)).collect();
            block.doubts.push(DraftDoubt { at: 0, kind: DraftDoubtKind::Headline(others), confidence });
        }
        block
    }

    fn stories(&self, draft: &mut PageDraft) {
        let Stories { stories, undecided, .. } = &self.work.stories;
        for (story, article) in stories.iter().zip(&mut draft.articles) {
            for (rank, number) in story.units.iter().enumerate() {
                let Some(unit) = self.work.units.get(*number) else { continue };
                let mut block = self.unit(unit, rank > 0);
                if let Some((_, likely)) = of_unit(undecided, *number, |(other, _)| *other).first() {
                    let confidence = Confidence::probability(1.0 - likely);
                    block.doubts.insert(0, DraftDoubt { at: 0, kind: DraftDoubtKind::Role(Role::Headline), confidence });
                }
                match unit.kind {
                    Kind::Known(KnownLine::Furniture) => draft.furniture.push(block),
                    _ => article.blocks.push(block),
                }
            }
        }
    }

    /// What stands between stories and is no heading, and the headings that close a story.
    fn between(&self, draft: &mut PageDraft) {
        let mut openings: Vec<Vec<DraftBlock>> = vec![Vec::new(); draft.articles.len()];
        for run in &self.work.stories.runs {
            for number in &run.units {
                let Some(unit) = self.work.units.get(*number) else { continue };
                let home = match unit.kind {
                    Kind::Display => {
                        self.closing(unit, *number, draft, &mut openings);
                        continue;
                    }
                    Kind::Known(KnownLine::Furniture) => None,
                    Kind::Known(KnownLine::Byline) => run.after.or(run.before),
                    Kind::Caption => of_unit(&self.work.captions, *number, |(caption, _)| *caption).first().map(|(_, story)| *story),
                    Kind::Known(KnownLine::Jump) if self.jumps_back(unit) => run.after.or(run.before),
                    Kind::Known(KnownLine::Jump | KnownLine::Credit) | Kind::Paragraph => run.before.or(run.after),
                };
                let block = self.unit(unit, false);
                match home.and_then(|home| draft.articles.get_mut(home)) {
                    Some(article) => article.blocks.push(block),
                    None if unit.kind == Kind::Known(KnownLine::Furniture) => draft.furniture.push(block),
                    None => draft.set_aside.push(block),
                }
            }
        }
        // Subheadings that open a story stand before its first paragraph.
        for (article, openings) in draft.articles.iter_mut().zip(openings) {
            if !openings.is_empty() {
                let at = article.blocks.iter().position(|block| block.role.is_text()).unwrap_or(article.blocks.len());
                article.blocks.splice(at..at, openings);
            }
        }
    }

    fn jumps_back(&self, unit: &Unit) -> bool {
        self.setter.dense.folded(unit.start(), unit.end()).contains(&'上')
    }

    /// Lines of a heading that close the story before them, or open the one after: those are put by in `openings`, by story.
    fn closing(&self, unit: &Unit, number: usize, draft: &mut PageDraft, openings: &mut [Vec<DraftBlock>]) {
        let home = |heading: &Heading| match heading.label {
            Label::Closes(story) | Label::Opens(story) => Some((story, heading.label == Label::Opens(story))),
            _ => None,
        };
        // Lines that play the same part are one block.
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut labels = of_unit(&self.work.headings, number, |heading| heading.unit).iter().peekable();
        while let Some(heading) = labels.next() {
            let Some((story, opens)) = home(heading) else { continue };
            spans.push(heading.span);
            if labels.peek().is_some_and(|next| home(next) == Some((story, opens)) && next.is_text == heading.is_text) {
                continue;
            }
            let is_text = opens && heading.is_text;
            let role = if is_text { Role::Paragraph } else { Role::Subheading };
            let mut block = block(role, self.setter.set(&spans, &[]));
            spans.clear();
            block.doubts = self.begun(unit);
            if is_text {
                let confidence = Confidence::probability(AUTHOR);
                block.doubts.push(DraftDoubt { at: 0, kind: DraftDoubtKind::Role(Role::Byline), confidence });
            }
            if !opens {
                let confidence = Confidence::probability(heading.sure.min(CLOSING));
                block.doubts.push(DraftDoubt { at: 0, kind: DraftDoubtKind::Role(Role::Headline), confidence });
            }
            let home = if opens { openings.get_mut(story) } else { draft.articles.get_mut(story).map(|article| &mut article.blocks) };
            if let Some(home) = home {
                home.push(block);
            }
        }
    }

    fn unit(&self, unit: &Unit, inside: bool) -> DraftBlock {
        let role = match unit.kind {
            Kind::Paragraph => unit.role,
            Kind::Display => Role::Subheading,
            Kind::Caption => Role::Caption,
            Kind::Known(KnownLine::Byline) => Role::Byline,
            Kind::Known(KnownLine::Credit) => Role::Credit,
            Kind::Known(KnownLine::Jump) => Role::JumpLine,
            Kind::Known(KnownLine::Furniture) => Role::Paragraph,
        };
        let doubtful = |begins: f64| Confidence::probability(1.0 - begins).as_percent() < self.limits.line_break;
        let joins: Vec<_> = unit.joins.iter().filter(|join| doubtful(join.begins)).collect();
        let places: Vec<usize> = joins.iter().map(|join| join.at).collect();
        let setting = self.setter.set(&unit.spans, &places);
        let mut doubts = if inside { self.begun(unit) } else { Vec::new() };
        doubts.extend(joins.iter().zip(&setting.places).map(|(join, at)| DraftDoubt {
            at: *at,
            kind: DraftDoubtKind::Joined,
            confidence: Confidence::probability(1.0 - join.begins),
        }));
        DraftBlock { doubts, ..block(role, setting) }
    }

    fn begun(&self, unit: &Unit) -> Vec<DraftDoubt> {
        let confidence = Confidence::probability(unit.begins);
        let doubtful = confidence.as_percent() < self.limits.line_break;
        doubtful.then_some(DraftDoubt { at: 0, kind: DraftDoubtKind::Begun, confidence }).into_iter().collect()
    }
}

/// Of a list in order of units, the part that is about one.
fn of_unit<T>(list: &[T], number: usize, unit: impl Fn(&T) -> usize) -> &[T] {
    let from = list.partition_point(|entry| unit(entry) < number);
    let rest = list.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|entry| unit(entry) == number)).unwrap_or_default()
}

fn block(role: Role, setting: Setting) -> DraftBlock {
    DraftBlock { role, text: setting.text, pieces: setting.pieces, doubts: Vec::new() }
}

/// Which of a headline's lines are kicker, headline and deck: by how large each is set, where the layout tells, else by their words.
fn heading_roles(lines: &[&Heading], setter: &Setter) -> Vec<Role> {
    roles_by_size(lines).unwrap_or_else(|| roles_by_words(lines, setter))
}

/// Lines set nearly as large as the largest are one headline; smaller ones before it are its kicker, what follows them its deck. Nothing
/// where a line does not tell how large it is set.
fn roles_by_size(lines: &[&Heading]) -> Option<Vec<Role>> {
    /// Boxes of OCR are a tenth higher or lower than the line is set.
    const AS_LARGE: f32 = 0.85;
    let sizes = lines.iter().map(|line| line.size.filter(|size| *size > 0.0)).collect::<Option<Vec<f32>>>()?;
    let largest = sizes.iter().copied().reduce(f32::max)?;
    let is_large = |size: &f32| *size >= AS_LARGE * largest;
    let from = sizes.iter().position(is_large)?;
    let to = from + sizes.get(from..)?.iter().take_while(|size| is_large(size)).count();
    let role = |index: usize| match index {
        _ if index < from => Role::Kicker,
        _ if index < to => Role::Headline,
        _ => Role::Deck,
    };
    Some((0..lines.len()).map(role).collect())
}

/// Lines that one word goes on through, or of which one ends as no line by itself does, are one headline. Of others the first is a
/// kicker where it ends in the verb that the next is the object of; else what follows the first is its deck.
fn roles_by_words(lines: &[&Heading], setter: &Setter) -> Vec<Role> {
    let mut roles = vec![Role::Headline; lines.len()];
    let whole = |index: usize| {
        lines.get(index).is_some_and(|line| {
            let last = setter.dense.at(line.span.1.saturating_sub(1)).unwrap_or(' ');
            let goes_on = lines.get(index + 1).is_some_and(|next| setter.words.cuts(next.span.0));
            !goes_on && !matches!(last, '，' | '：' | '、' | '；')
        })
    };
    let kicker = |index: usize| {
        lines.get(index).is_some_and(|line| {
            let text = setter.dense.folded(line.span.0, line.span.1);
            ["呼吁", "要求", "强调", "指出", "表示", "宣布"].iter().any(|verb| text.ends_with(&verb.chars().collect::<Vec<_>>()))
        })
    };
    let main = if lines.len() > 1 && kicker(0) { 1 } else { 0 };
    for role in roles.iter_mut().take(main) {
        *role = Role::Kicker;
    }
    if let Some(end) = (main..lines.len()).find(|index| whole(*index)) {
        for role in roles.iter_mut().skip(end + 1) {
            *role = Role::Deck;
        }
    }
    roles
}

/// Headings first, then the byline, then the story; the rest keeps its order.
fn arrange(article: &mut DraftArticle) {
    article.blocks.sort_by_key(|block| match block.role {
        role if role.is_heading() => 0,
        Role::Byline => 1,
        _ => 2,
    });
}

/// The names in the lead-in of a story's first paragraph.
fn byline(article: &DraftArticle, style: &HouseStyle) -> Option<String> {
    // A line between headline and story may be set as a paragraph.
    article.blocks.iter().filter(|block| block.role == Role::Paragraph).take(2).find_map(|block| named(block, style))
}

/// The names in a paragraph's lead-in.
fn named(block: &DraftBlock, style: &HouseStyle) -> Option<String> {
    let head: String = block.text.chars().take(90).collect();
    let names_writer = |text: &str| style.writers.iter().any(|writer| text.contains(writer.as_str()));
    let open = head.find('（')?;
    let close = open + head.get(open..)?.find('）')?;
    let names = head.get(open + '（'.len_utf8()..close)?.trim();
    let lead: Vec<char> = head.chars().filter(|c| !c.is_whitespace()).map(crate::language::width::fold).collect();
    let lead_in = style.lead_ins.iter().filter_map(|pattern| pattern.at_start(&lead)).max()?;
    let near = head.get(..open)?.chars().filter(|c| !c.is_whitespace()).count() <= lead_in + 2;
    (near && names_writer(names)).then(|| names.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Role::{Deck, Headline, Kicker};

    fn roles(sizes: &[f32]) -> Option<Vec<Role>> {
        let line = |size: &f32| Heading {
            unit: 0,
            span: (0, 0),
            label: Label::Heads(0),
            sure: 1.0,
            candidates: Vec::new(),
            is_text: false,
            size: (*size > 0.0).then_some(*size),
        };
        let lines: Vec<Heading> = sizes.iter().map(line).collect();
        roles_by_size(&lines.iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_parts_of_a_headline_differ_in_size() {
        assert_eq!(roles(&[18.0, 17.0, 18.5]), Some(vec![Headline; 3]));
        assert_eq!(roles(&[12.0, 24.0, 23.0, 14.0, 14.0]), Some(vec![Kicker, Headline, Headline, Deck, Deck]));
        assert_eq!(roles(&[24.0, 14.0, 24.0]), Some(vec![Headline, Deck, Deck]), "what follows a deck is no headline again");
        assert_eq!(roles(&[24.0, 0.0]), None);
        assert_eq!(roles(&[]), None);
    }
}
