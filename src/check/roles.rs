//! What blocks are: roles that the first draft was unsure of.

use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::{Argument, Message, Query, QueryKind, Remedy, doubt, short};
use crate::edit::Edit;
use crate::edition::{Block, DoubtKind, TextOffset};
use crate::style::CheckName;

/// Asks whether a block has the role it might have instead.
pub(super) const CHECK: Check = Check {
    name: CheckName::Roles,
    kinds: &[QueryKind::Role],
    scope: CheckScope::Block,
    sureness: Sureness::Draft,
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    view.seats.iter().for_each(|seat| of_block(seat.block, view.style.thresholds.role, queries));
}

/// `limit` is the confidence below which a role is asked about, in per cent.
fn of_block(block: &Block, limit: u8, queries: &mut Vec<Query>) {
    for about in block.doubts() {
        let DoubtKind::Role(other) = about.kind else { continue };
        if other == block.role() || about.confidence.as_percent() >= limit {
            continue;
        }
        let edit = Edit::SetRole { block: block.id(), role: other };
        queries.push(Query {
            kind: QueryKind::Role,
            block: block.id(),
            range: (TextOffset(0), block.len()),
            text: block.text().to_owned(),
            confidence: doubt(about.confidence),
            message: Message {
                key: "query-role-other",
                args: vec![
                    ("text", short(block.text()).into()),
                    ("is", Argument::Key(block.role().key())),
                    ("other", Argument::Key(other.key())),
                ],
            },
            remedies: vec![Remedy::structural(Message::with("remedy-role", "role", Argument::Key(other.key())), edit)],
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::asked_of;
    use crate::edition::{DoubtKind, Role};

    const FIRST: &str = "市里召开会议，部署春季防火。";

    #[test]
    fn another_role_is_asked_about_where_the_draft_was_unsure() {
        let story: [&[(Role, &str)]; 1] = [&[(Role::Headline, "防火"), (Role::Paragraph, "主要措施"), (Role::Paragraph, FIRST)]];
        let of = |role: Role, sure: u8| asked_of(&story, "主要措施", 0, DoubtKind::Role(role), sure);
        assert_eq!(of(Role::Subheading, 60), [("query-role-other", 1)]);
        assert_eq!(of(Role::Subheading, 99), []);
        // It has that role already.
        assert_eq!(of(Role::Paragraph, 60), []);
    }
}
