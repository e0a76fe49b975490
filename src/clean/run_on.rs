//! Paragraphs that go on from one page of a typeset document to the next. Papers tell it by a jump line; books, gazettes and what a word
//! processor made just go on.

use std::sync::Arc;

use super::page_draft::{DraftArticle, DraftBlock, DraftDoubt, DraftDoubtKind, PageDraft};
use crate::edition::Role;
use crate::language::class;
use crate::page::Page;

/// Puts what a page begins with into the last article of the page before, where that ends within a sentence and both were typeset in one
/// document, in Chinese: there the two halves are one text without more ado.
pub fn run_on(pages: &[Arc<Page>], drafts: &mut [PageDraft]) {
    // From the last page on, so that what runs over several pages comes together.
    for index in (1..drafts.len()).rev() {
        let Some(([.., first], [second, ..])) = drafts.split_at_mut_checked(index) else { continue };
        let Some([before, after]) = pages.get(index - 1..=index) else { continue };
        let (before, after) = (before.source(), after.source());
        if before.is_of_several() && before.file_name() == after.file_name() && goes_on(first, second) {
            let rest = take_first(second);
            append(first, rest);
        }
    }
}

fn goes_on(first: &PageDraft, second: &PageDraft) -> bool {
    let last = first.articles.last().and_then(|article| article.blocks.last());
    let next = second.articles.first().and_then(|article| article.blocks.first());
    let is_paragraph = |block: Option<&DraftBlock>| block.is_some_and(|block| block.role == Role::Paragraph);
    let is_cut = last.and_then(|last| last.text.chars().next_back()).is_some_and(class::leaves_open);
    first.goes_on_freely && second.goes_on_freely && is_paragraph(last) && is_paragraph(next) && is_cut
}

/// Takes the first article of a page away. Doubts of the page that name articles name the others as before.
fn take_first(draft: &mut PageDraft) -> DraftArticle {
    let first = draft.articles.remove(0);
    let blocks = draft.articles.iter_mut().flat_map(|article| &mut article.blocks);
    for doubt in blocks.chain(&mut draft.furniture).chain(&mut draft.set_aside).flat_map(|block| &mut block.doubts) {
        if let DraftDoubtKind::Headline(stories) = &mut doubt.kind {
            *stories = stories.iter().filter_map(|story| story.checked_sub(1)).collect();
        }
    }
    first
}

/// Adds the rest of an article to the last one of a page, its first block to the last paragraph there. Which article its headline may
/// belong to instead was said of its own page and is nothing here.
fn append(draft: &mut PageDraft, rest: DraftArticle) {
    let Some(article) = draft.articles.last_mut() else { return };
    let mut blocks = rest.blocks.into_iter().map(|mut block| {
        block.doubts.retain(|doubt| !matches!(doubt.kind, DraftDoubtKind::Headline(_) | DraftDoubtKind::Article));
        block
    });
    if let Some((last, next)) = article.blocks.last_mut().zip(blocks.next()) {
        let before = last.text.chars().count() as u32;
        last.text.push_str(&next.text);
        last.pieces.extend(next.pieces);
        last.doubts.extend(next.doubts.into_iter().filter(|doubt| doubt.at > 0).map(|doubt| DraftDoubt { at: doubt.at + before, ..doubt }));
    }
    article.blocks.extend(blocks);
    article.byline = article.byline.take().or(rest.byline);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Confidence;
    use crate::page::{Encoding, Source};

    fn block(role: Role, text: &str) -> DraftBlock {
        DraftBlock { role, text: text.to_owned(), pieces: Vec::new(), doubts: Vec::new() }
    }

    fn article(blocks: &[(Role, &str)]) -> DraftArticle {
        DraftArticle { blocks: blocks.iter().map(|(role, text)| block(*role, text)).collect(), byline: None }
    }

    /// Two pages of these files, the first ending with this paragraph: their drafts after the second was put to the first.
    fn two_pages(files: [&str; 2], last: &str, begins: &[(Role, &str)]) -> Vec<PageDraft> {
        let page = |file: &str| {
            let source = Source { file: file.to_owned(), sha256: String::new(), encoding: Encoding::UTF_8 };
            Arc::new(Page::new(source, ""))
        };
        let draft = |articles| PageDraft { articles, goes_on_freely: true, ..PageDraft::default() };
        let mut other = article(&[(Role::Headline, "水库放水"), (Role::Paragraph, "今年雨水少。")]);
        let kind = DraftDoubtKind::Headline(vec![0, 1]);
        other.blocks[0].doubts.push(DraftDoubt { at: 0, kind, confidence: Confidence::percent(50) });
        let first = draft(vec![article(&[(Role::Headline, "修桥"), (Role::Paragraph, last)])]);
        let mut drafts = vec![first, draft(vec![article(begins), other])];
        run_on(&files.map(page), &mut drafts);
        drafts
    }

    fn texts(article: &DraftArticle) -> Vec<&str> {
        article.blocks.iter().map(|block| block.text.as_str()).collect()
    }

    #[test]
    fn a_paragraph_goes_on_over_the_page() {
        let rest = [(Role::Paragraph, "的桥。"), (Role::Paragraph, "明年开工。")];
        let drafts = two_pages(["县报.pdf#1", "县报.pdf#2"], "县里决定修清河渡口", &rest);
        assert_eq!(texts(&drafts[0].articles[0]), ["修桥", "县里决定修清河渡口的桥。", "明年开工。"]);
        assert_eq!(drafts[1].articles.iter().map(texts).collect::<Vec<_>>(), [["水库放水", "今年雨水少。"]]);
        let doubts = &drafts[1].articles[0].blocks[0].doubts;
        assert!(matches!(&doubts[0].kind, DraftDoubtKind::Headline(stories) if stories == &[0]), "{doubts:?}");
    }

    #[test]
    fn what_begins_anew_stays_on_its_page() {
        let rest = [(Role::Paragraph, "的桥。")];
        let stays = |files, last, begins: &[(Role, &str)]| two_pages(files, last, begins)[1].articles.len() == 2;
        let files = ["县报.pdf#1", "县报.pdf#2"];
        assert!(stays(files, "县里决定修桥。", &rest), "the sentence is at its end");
        assert!(stays(files, "县里决定修清河渡口", &[(Role::Headline, "学校"), rest[0]]), "it has a headline");
        assert!(stays(["1版.txt", "2版.txt"], "县里决定修清河渡口", &rest), "two files");
        assert!(stays(["县报.pdf#1", "他报.pdf#1"], "县里决定修清河渡口", &rest), "two documents");
    }
}
