use std::sync::Arc;

use super::*;
use crate::edit::apply;
use crate::edition::{Article, ArticleId, Block, BlockId, Masthead, Place, QueryKind, Role, Settled, TextOffset};

fn edition() -> Edition {
    let block = |id: u32, role, text: &str| Arc::new(Block::new(BlockId(id), role, text, []));
    let blocks = vec![
        block(1, Role::Headline, "新桥通车"),
        block(2, Role::Paragraph, "昨日,新桥通军。群众高兴。"),
        block(3, Role::Paragraph, "县长到场"),
        block(4, Role::Paragraph, "祝贺。"),
    ];
    Edition::new(Masthead::default(), Vec::new(), vec![Article::new(ArticleId(9), blocks)], Vec::new(), Vec::new())
}

fn place(block: u32, at: u32) -> Place {
    Place { block: BlockId(block), at: TextOffset(at) }
}

fn replace(edition: &mut Edition, from: (u32, u32), to: (u32, u32), text: &str) {
    apply(edition, &Edit::splice(place(from.0, from.1), place(to.0, to.1), text)).expect("it applies");
}

fn close(edition: &mut Edition, kind: RoundKind, hand: &str, style: &HouseStyle) -> Result<(), RoundError> {
    let day = Day::of_iso("2026-11-27").expect("a day");
    let edit = closing(edition, style, (kind, Hand::new(hand).expect("initials")), day, 3)?;
    apply(edition, &edit).expect("it closes");
    Ok(())
}

/// Where a change stands, what stood there, what stands there.
type Told = (Option<(u32, u32)>, String, String);

/// The changes of a round: where, what stood there, what stands there.
fn told(edition: &Edition, round: usize) -> Vec<Told> {
    let place = |change: ChangedPlace| (change.from.map(|from| (from.block.0, from.at.0)), change.was, change.now);
    changes(edition, round).into_iter().map(place).collect()
}

fn change(at: (u32, u32), was: &str, now: &str) -> Told {
    (Some(at), was.to_owned(), now.to_owned())
}

#[test]
fn each_round_tells_what_it_changed_where_that_stands_now() {
    let (mut edition, style) = (edition(), HouseStyle::standard());
    replace(&mut edition, (2, 2), (2, 3), "，");
    replace(&mut edition, (2, 6), (2, 7), "车");
    assert_eq!(told(&edition, 0), [change((2, 2), ",", "，"), change((2, 6), "军", "车")], "the round that is open");
    close(&mut edition, RoundKind::First, "QD", style).expect("it is closed");
    assert_eq!(told(&edition, 1), [], "nothing since");
    assert_eq!(edition.rounds()[0].closing().counts.changes, 2);
    // A paragraph's end is one change, whether it comes or goes.
    replace(&mut edition, (2, 8), (2, 8), "\n");
    replace(&mut edition, (3, 4), (4, 0), "");
    assert_eq!(told(&edition, 1), [change((2, 8), "", "\n"), change((3, 4), "\n", "")]);
    close(&mut edition, RoundKind::Second, "LM", style).expect("it is closed");
    // Later edits move what a round changed, and change nothing of what it did.
    replace(&mut edition, (2, 0), (2, 0), "前天和");
    replace(&mut edition, (2, 9), (2, 10), "开");
    assert_eq!(told(&edition, 0), [change((2, 5), ",", "，"), change((2, 9), "军", "车")]);
    assert_eq!(told(&edition, 2), [change((2, 0), "", "前天和"), change((2, 9), "车", "开")]);
}

#[test]
fn another_role_is_a_change_and_what_is_gone_is_told() {
    let (mut edition, style) = (edition(), HouseStyle::standard());
    apply(&mut edition, &Edit::SetRole { block: BlockId(2), role: Role::Deck }).expect("a role");
    close(&mut edition, RoundKind::First, "QD", style).expect("it is closed");
    let changed = changes(&edition, 0);
    assert_eq!(changed.iter().map(|change| change.roles).collect::<Vec<_>>(), [Some((Role::Paragraph, Role::Deck))]);
    replace(&mut edition, (1, 0), (2, 13), "");
    assert!(told(&edition, 1).iter().any(|(_, was, now)| was.contains("新桥通车") && now.is_empty()), "{:?}", told(&edition, 1));
}

#[test]
fn counts_are_of_the_round_alone() {
    let (mut edition, style) = (edition(), HouseStyle::standard());
    let settle = |edition: &mut Edition, text: &str| {
        let kind = SettledKind::Query(QueryKind::Character);
        apply(edition, &Edit::Settle(Settled { kind, block: BlockId(2), text: text.to_owned() })).expect("it stands");
    };
    settle(&mut edition, "昨日");
    settle(&mut edition, "群众");
    close(&mut edition, RoundKind::First, "QD", style).expect("it is closed");
    settle(&mut edition, "高兴");
    close(&mut edition, RoundKind::Second, "LM", style).expect("it is closed");
    let counts: Vec<_> = edition.rounds().iter().map(|round| round.closing().counts).collect();
    assert_eq!((counts[0].answered, counts[1].answered, counts[1].left), (2, 1, 3));
    assert_eq!(counts[0].characters, 24);
}

#[test]
fn a_hand_closes_twice_only_where_the_house_lets_it() {
    let strict = HouseStyle { one_hand_once: true, ..HouseStyle::standard().clone() };
    let mut edition = edition();
    close(&mut edition, RoundKind::First, "QD", &strict).expect("it is closed");
    let error = close(&mut edition, RoundKind::Second, "qd", &strict).expect_err("it is one hand");
    assert_eq!(error, RoundError::SameHand { hand: "QD".to_owned(), kind: RoundKind::First, date: "2026-11-27".to_owned() });
    assert!(error.to_string().contains("one_hand_once"), "{error}");
    close(&mut edition, RoundKind::Second, "LM", &strict).expect("another hand");
    close(&mut edition, RoundKind::Third, "QD", HouseStyle::standard()).expect("the house does not mind");
    assert_eq!(next_kind(&edition), RoundKind::ReadThrough);
}
