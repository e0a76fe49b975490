use std::sync::Arc;

use super::*;
use crate::edit::{Destination, Field, TermKind};
use crate::edition::{Article, ArticleId, Closing, Masthead, Piece, Place, Role, RoundCounts, RoundKind, Shelf, Span, ledger};
use crate::locale::Language;
use crate::page::{Encoding, Page, PageIndex, RawRange, Source};

const LINES: [&str; 6] = ["新桥通车", "昨日,新桥通军。群众高兴。", "县长到场祝贺。", "秋收开始", "各村抢收稻谷,进度很快。", "责任编辑甲乙"];

/// An edition of six lines: two articles and a line of furniture. The blocks have the numbers 1 to 6, the articles 21 and 22.
fn edition() -> Edition {
    let source = Source { file: "page-1.txt".into(), sha256: "0".repeat(64), encoding: Encoding::UTF_8 };
    let page = Arc::new(Page::new(source, &LINES.join("\n")));
    let block = |number: usize| {
        let line = page.line(number).expect("a line");
        let (len, last) = (line.text.chars().count(), number == LINES.len());
        let end = crate::page::RawOffset(line.range.start.0 + len as u32 + u32::from(!last));
        let (kept, rest) = Span::new(PageIndex(0), RawRange::new(line.range.start, end)).split(len);
        let role = if [1, 4].contains(&number) { Role::Headline } else { Role::Paragraph };
        Block::new(BlockId(number as u32), role, line.text, [Piece::Kept(kept), Piece::dropped(rest)])
    };
    let article =
        |id, blocks: std::ops::RangeInclusive<usize>| Article::new(ArticleId(id), blocks.map(|number| Arc::new(block(number))).collect());
    Edition::new(Masthead::default(), vec![page.clone()], vec![article(21, 1..=3), article(22, 4..=5)], vec![block(6)], Vec::new())
}

fn place(block: u32, at: u32) -> Place {
    Place { block: BlockId(block), at: TextOffset(at) }
}

fn replaced(from: (u32, u32), to: (u32, u32), text: &str) -> Edit {
    Edit::splice(place(from.0, from.1), place(to.0, to.1), text)
}

fn changed(edits: &[Edit]) -> Edition {
    let mut edition = edition();
    edits.iter().for_each(|edit| drop(apply(&mut edition, edit).expect("it applies")));
    edition
}

fn put_together(ours: &Edition, theirs: &Edition) -> Merged {
    let locale = Locale::load(Language::English);
    let note = MergeNote { hand: Hand::new("LM").expect("initials"), date: "2026-11-27".to_owned(), locale: &locale };
    let merged = merge(&edition(), ours, theirs, &note).expect("they are of the same pages");
    assert_eq!(ledger::audit(&merged.edition), Ok(()));
    assert!(merged.edition.ledger().iter().all(|page| page.balances()));
    merged
}

/// The texts of the articles, a blank line between two.
fn told(edition: &Edition) -> String {
    let article = |article: &Arc<Article>| article.blocks().iter().map(|block| format!("{}\n", block.text())).collect::<String>();
    edition.articles().iter().map(article).collect::<Vec<_>>().join("\n")
}

/// What both versions come to whichever is ours; there is no conflict.
fn agreed(ours: &[Edit], theirs: &[Edit]) -> Edition {
    let (ours, theirs) = (changed(ours), changed(theirs));
    let (one, other) = (put_together(&ours, &theirs), put_together(&theirs, &ours));
    assert_eq!((one.conflicts, other.conflicts), (vec![], vec![]));
    assert_eq!(told(&one.edition), told(&other.edition));
    one.edition
}

#[test]
fn what_one_changed_is_taken_and_what_both_changed_alike_once() {
    let version = changed(&[replaced((2, 6), (2, 7), "车")]);
    assert_eq!(put_together(&version, &edition()).edition, version);
    assert_eq!(put_together(&edition(), &version).edition, version);
    assert_eq!(put_together(&version, &version).edition, version);
    let merged = agreed(
        &[replaced((2, 6), (2, 7), "车"), replaced((5, 6), (5, 7), "，")],
        &[replaced((2, 2), (2, 3), "，"), replaced((5, 6), (5, 7), "，"), replaced((3, 2), (3, 4), "来到")],
    );
    assert_eq!(told(&merged), "新桥通车\n昨日，新桥通车。群众高兴。\n县长来到祝贺。\n\n秋收开始\n各村抢收稻谷，进度很快。\n");
}

#[test]
fn paragraphs_that_one_split_or_joined_take_what_the_other_corrected() {
    let merged = agreed(&[replaced((2, 8), (2, 8), "\n")], &[replaced((2, 6), (2, 7), "车"), replaced((2, 12), (2, 13), "！")]);
    assert_eq!(told(&merged), "新桥通车\n昨日,新桥通车。\n群众高兴！\n县长到场祝贺。\n\n秋收开始\n各村抢收稻谷,进度很快。\n");
    let merged = agreed(&[replaced((2, 13), (3, 0), "")], &[replaced((3, 0), (3, 2), "省长")]);
    assert!(told(&merged).contains("群众高兴。省长到场祝贺。\n"), "{}", told(&merged));
    // Both began new blocks, which have one number in both versions.
    let merged = agreed(&[replaced((2, 8), (2, 8), "\n")], &[replaced((5, 7), (5, 7), "\n")]);
    assert!(told(&merged).contains("通军。\n群众") && told(&merged).contains("稻谷,\n进度"), "{}", told(&merged));
}

#[test]
fn where_both_changed_the_same_otherwise_ours_stays_and_a_comment_has_theirs() {
    let (ours, theirs) =
        (changed(&[replaced((2, 6), (2, 7), "车")]), changed(&[replaced((2, 6), (2, 7), "航"), replaced((3, 0), (3, 2), "省长")]));
    let merged = put_together(&ours, &theirs);
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert_eq!((conflict.kind, conflict.block, conflict.theirs.as_str()), (ConflictKind::Text, BlockId(2), "航"));
    let edition = merged.edition;
    assert_eq!(edition.block(BlockId(2)).expect("a block").1.text(), "昨日,新桥通车。群众高兴。");
    assert_eq!(edition.block(BlockId(3)).expect("a block").1.text(), "省长到场祝贺。", "what is theirs alone is taken");
    let comment = &edition.comments()[0];
    assert_eq!((comment.about(), comment.reading()), ("车", Some("航")));
    assert!(comment.remarks()[0].text.contains("航") && comment.remarks()[0].hand.as_str() == "LM");
    let queries = crate::check::check(&edition, crate::style::HouseStyle::standard());
    let query = queries.iter().find(|query| query.message.key == "query-other-version").expect("it is asked");
    let mut taken = edition.clone();
    apply(&mut taken, &query.remedies[0].edit).expect("the remedy applies");
    assert_eq!(taken.block(BlockId(2)).expect("a block").1.text(), "昨日,新桥通航。群众高兴。");
}

#[test]
fn blocks_that_were_moved_and_articles_that_were_begun_are_taken() {
    let aside = |block: u32| Edit::Move { blocks: vec![BlockId(block)], to: Destination::Last(Shelf::SetAside) };
    let merged = agreed(&[aside(3)], &[aside(5)]);
    assert_eq!((merged.set_aside().len(), told(&merged).as_str()), (2, "新桥通车\n昨日,新桥通军。群众高兴。\n\n秋收开始\n"));
    let merged = agreed(&[replaced((3, 0), (3, 2), "省长")], &[Edit::OpenArticle { at: BlockId(3) }]);
    assert_eq!(told(&merged), "新桥通车\n昨日,新桥通军。群众高兴。\n\n省长到场祝贺。\n\n秋收开始\n各村抢收稻谷,进度很快。\n");
    let merged = agreed(&[replaced((3, 0), (3, 2), "省长")], &[Edit::CloseArticle { article: ArticleId(22) }]);
    assert_eq!(merged.articles().len(), 1);
    let merged = agreed(&[replaced((3, 0), (3, 2), "省长")], &[Edit::MoveArticle { article: ArticleId(22), to: 0 }]);
    assert_eq!(merged.articles()[0].id(), ArticleId(22));
    // Both moved one block, each elsewhere.
    let before = |block: u32, at: u32| Edit::Move { blocks: vec![BlockId(block)], to: Destination::Before(BlockId(at)) };
    let merged = put_together(&changed(&[aside(3)]), &changed(&[before(3, 5)]));
    assert_eq!(merged.conflicts.iter().map(|conflict| conflict.kind).collect::<Vec<_>>(), [ConflictKind::Place]);
    assert_eq!(merged.edition.set_aside().len(), 1);
}

#[test]
fn headlines_that_were_supplied_roles_and_fields_are_taken() {
    let title =
        Edit::Splice { from: place(4, 0), to: place(4, 0), insert: crate::edit::Fragment::plain("丰收\n").with_role(Role::Headline) };
    let field = |field, value: &str| Edit::SetField { field, value: Some(value.to_owned()) };
    let tag = |text: &str| Edit::AddTerm { article: ArticleId(21), term: TermKind::Tag, text: text.to_owned() };
    let ours = [field(Field::PaperTitle, "河湾日报"), tag("桥梁"), tag("交通"), Edit::SetRole { block: BlockId(3), role: Role::Caption }];
    let theirs = [field(Field::Date, "2026-11-27"), tag("交通"), field(Field::Section(ArticleId(21)), "要闻"), title];
    let merged = agreed(&ours, &theirs);
    let article = merged.article(ArticleId(21)).expect("the article");
    assert_eq!((article.tags(), article.section()), (&["桥梁".to_owned(), "交通".to_owned()][..], Some("要闻")));
    let masthead = merged.masthead();
    assert_eq!((masthead.title.as_deref(), masthead.date.as_deref()), (Some("河湾日报"), Some("2026-11-27")));
    assert_eq!(merged.block(BlockId(3)).expect("a block").1.role(), Role::Caption);
    assert!(told(&merged).contains("丰收\n秋收开始\n"), "{}", told(&merged));
    let section = |text: &str| changed(&[field(Field::Section(ArticleId(21)), text)]);
    let merged = put_together(&section("要闻"), &section("社会"));
    assert_eq!(merged.conflicts.iter().map(|one| (one.kind, one.theirs.as_str())).collect::<Vec<_>>(), [(ConflictKind::Field, "社会")]);
}

#[test]
fn comments_and_rounds_of_both_are_kept() {
    let hand = |name: &str| Hand::new(name).expect("initials");
    let comment = |block: u32, at: u32, text: &str| {
        let remark = Remark { hand: hand("QD"), date: "2026-11-27".to_owned(), text: text.to_owned() };
        Edit::AddComment(Box::new(NewComment {
            block: BlockId(block),
            from: TextOffset(at),
            to: TextOffset(at + 1),
            remark,
            reading: None,
        }))
    };
    let close = |name: &str| {
        let counts = RoundCounts { changes: 1, ..RoundCounts::default() };
        Edit::CloseRound(Box::new(Closing { kind: RoundKind::First, hand: hand(name), date: "2026-11-27".to_owned(), counts }))
    };
    let ours = changed(&[replaced((2, 0), (2, 2), "今天上午"), comment(3, 0, "县长？")]);
    let theirs = changed(&[replaced((2, 6), (2, 7), "车"), comment(2, 6, "原作军"), close("LM")]);
    let merged = put_together(&ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let said: Vec<_> = merged.edition.comments_in_order().iter().map(|one| (one.range().0.0, one.remarks()[0].text.clone())).collect();
    assert_eq!(said, [(8, "原作军".to_owned()), (0, "县长？".to_owned())]);
    // The round is theirs; what ours changed is no part of it, and came since.
    let was = |round: usize| crate::rounds::changes(&merged.edition, round).into_iter().map(|one| one.was).collect::<Vec<_>>();
    assert_eq!((was(0), was(1)), (vec!["军".to_owned()], vec!["昨日".to_owned()]));
    let both = put_together(&changed(&[replaced((3, 0), (3, 2), "省长"), close("QD")]), &theirs);
    let hands: Vec<_> = both.edition.rounds().iter().map(|round| round.closing().hand.as_str()).collect();
    assert_eq!(hands, ["QD", "LM"]);
}

#[test]
fn editions_of_other_pages_are_refused() {
    let source = Source { file: "page-1.txt".into(), sha256: "0".repeat(64), encoding: Encoding::UTF_8 };
    let other = Edition::new(Masthead::default(), vec![Arc::new(Page::new(source, "别的"))], Vec::new(), Vec::new(), Vec::new());
    let locale = Locale::load(Language::English);
    let note = MergeNote { hand: Hand::unknown(), date: String::new(), locale: &locale };
    assert_eq!(merge(&edition(), &edition(), &other, &note).map(|_| ()), Err(MergeError::OtherPages { page: 1 }));
}
