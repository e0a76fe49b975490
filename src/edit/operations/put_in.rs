//! Text that was read on the image and is in no raw page, on its way into the draft.

use std::sync::Arc;

use super::{Plan, Refusal, end_of, start_of};
use crate::edit::{Edit, EditName, Fragment, FragmentLine, apply};
use crate::edition::{Article, Block, BlockId, Edition, Place, Role, Shelf};

/// Puts stories, each with its blocks, into the draft. Where they are one without a heading, its blocks go after the caret's; else they
/// become articles of their own after the caret's, or after the last.
///
/// # Errors
/// There is no article, or nothing to put in.
pub fn put_in(edition: &Edition, caret: Option<Place>, stories: &[Vec<(Role, String)>]) -> Result<Plan, Refusal> {
    let article = caret
        .and_then(|caret| article_of(edition, caret.block))
        .or(edition.articles().last().map(Arc::as_ref))
        .ok_or(Refusal::NoArticle)?;
    let begins_article = stories.len() > 1 || stories.iter().flatten().next().is_some_and(|(role, _)| role.is_heading());
    let own = caret.and_then(|caret| article.blocks().iter().find(|block| block.id() == caret.block)).filter(|_| !begins_article);
    let anchor = own.or(article.blocks().last()).ok_or(Refusal::NoArticle)?;
    let mut trial = edition.clone();
    let mut edits = vec![after(anchor, stories)];
    for edit in &edits {
        apply(&mut trial, edit)?;
    }
    let new = blocks_after(&trial, anchor.id());
    if begins_article {
        let mut first = 0;
        for story in stories.iter().filter(|story| !story.is_empty()) {
            if let Some(block) = new.get(first) {
                let edit = Edit::OpenArticle { at: *block };
                apply(&mut trial, &edit)?;
                edits.push(edit);
            }
            first += story.len();
        }
    }
    let caret = new.first().copied().map(start_of);
    Ok(Plan::of(Edit::Batch { name: EditName::PutIn, edits }).with_caret(caret))
}

/// The edit that has new blocks stand after another.
fn after(anchor: &Block, stories: &[Vec<(Role, String)>]) -> Edit {
    let line = |(role, text): &(Role, String)| FragmentLine { text: text.clone(), pieces: Vec::new(), role: Some(*role) };
    let lines = std::iter::once(FragmentLine::default()).chain(stories.iter().flatten().map(line)).collect();
    Edit::Splice { from: end_of(anchor), to: end_of(anchor), insert: Fragment::with_sources(lines) }
}

/// The article that a block stands in.
fn article_of(edition: &Edition, block: BlockId) -> Option<&Article> {
    match edition.block(block)? {
        (Shelf::Article(id), _) => edition.article(id).map(Arc::as_ref),
        (Shelf::Furniture | Shelf::SetAside, _) => None,
    }
}

/// The blocks that stand after another in its article.
fn blocks_after(edition: &Edition, anchor: BlockId) -> Vec<BlockId> {
    let blocks = article_of(edition, anchor).map(Article::blocks).unwrap_or_default();
    blocks.iter().map(|block| block.id()).skip_while(|id| *id != anchor).skip(1).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{done, place, sample, texts};
    use super::*;
    use crate::edit::EditError;

    fn story(blocks: &[(Role, &str)]) -> Vec<(Role, String)> {
        blocks.iter().map(|(role, text)| (*role, (*text).to_owned())).collect()
    }

    #[test]
    fn paragraphs_go_after_the_carets_block() {
        let edition = sample();
        let plan = put_in(&edition, Some(place(1, 2)), &[story(&[(Role::Paragraph, "己己"), (Role::Verse, "庚庚")])]).expect("a plan");
        let after = done(&edition, &plan);
        assert_eq!(texts(&after), ["甲甲甲|己己|庚庚|乙乙乙", "丙丙丙|丁丁丁", "戊戊戊", ""]);
        assert_eq!(
            after.articles()[0].blocks().iter().map(|block| block.role()).collect::<Vec<_>>(),
            [Role::Headline, Role::Paragraph, Role::Verse, Role::Paragraph]
        );
        assert_eq!(plan.edit.name(), EditName::PutIn);
    }

    #[test]
    fn stories_become_articles_after_the_carets() {
        let edition = sample();
        let titled = story(&[(Role::Headline, "己"), (Role::Paragraph, "庚")]);
        let put = |caret, stories: &[Vec<(Role, String)>]| texts(&done(&edition, &put_in(&edition, caret, stories).expect("a plan")));
        assert_eq!(put(Some(place(1, 0)), std::slice::from_ref(&titled)), ["甲甲甲|乙乙乙", "己|庚", "丙丙丙|丁丁丁", "戊戊戊", ""]);
        let two = [story(&[(Role::Paragraph, "辛")]), titled];
        assert_eq!(
            put(Some(place(5, 0)), &two),
            ["甲甲甲|乙乙乙", "丙丙丙|丁丁丁", "辛", "己|庚", "戊戊戊", ""],
            "the caret is in no article"
        );
        assert_eq!(put_in(&edition, None, &[]), Err(Refusal::Edit(EditError::Nothing)));
    }
}
