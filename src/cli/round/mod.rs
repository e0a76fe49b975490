//! `stet round`: the rounds of proofreading of an edition, what the last of them changed and what its readers said; and closing one.

mod for_programs;

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use self::for_programs::RoundsOut;
use super::check::ReportShape;
use super::table::table;
use super::{Failure, house_style, terminal};
use crate::batch::{check_held, save_again};
use crate::check::check;
use crate::edit::apply;
use crate::edition::{Edition, Hand, Place, Round, RoundKind};
use crate::explained::{in_spoken_words, named, of_file};
use crate::language::dates::Day;
use crate::locale::Locale;
use crate::printable::one_line;
use crate::rounds::{ChangedPlace, changes, closing, today};
use crate::store;

#[derive(Debug, Args)]
pub(super) struct RoundArguments {
    /// The edition.
    #[arg(value_name = "EDITION.ron")]
    edition: PathBuf,
    /// Close a round and keep it in the edition. What is there is kept as a backup.
    #[arg(long, value_name = "ROUND", requires = "hand", value_parser = round_kinds())]
    close: Option<RoundKind>,
    /// The initials of who closes it.
    #[arg(long, value_name = "INITIALS", requires = "close")]
    hand: Option<String>,
    /// The day on which it is closed, as 2022-03-28; by default today, in UTC.
    #[arg(long, value_name = "DAY", requires = "close")]
    date: Option<String>,
    /// A house style that says who may close it, and by which queries are counted.
    #[arg(long, value_name = "FILE", requires = "close")]
    style: Option<PathBuf>,
    /// What is printed is for people, or for programs.
    #[arg(long, value_enum, default_value_t = ReportShape::Text, conflicts_with = "close")]
    format: ReportShape,
}

/// The names of the rounds, read as rounds.
fn round_kinds() -> impl TypedValueParser<Value = RoundKind> {
    let named = |name: String| RoundKind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or_default();
    PossibleValuesParser::new(RoundKind::ALL.map(RoundKind::name)).map(named)
}

pub(super) fn run(arguments: &RoundArguments) -> Result<(), Failure> {
    if let (Some(kind), Some(hand)) = (arguments.close, &arguments.hand) {
        return close(arguments, kind, hand);
    }
    let edition = store::load(&arguments.edition).map_err(Failure::unusable)?;
    let changes = edition.rounds().len().checked_sub(1).map(|last| changes(&edition, last));
    match arguments.format {
        ReportShape::Text => terminal::print(in_spoken_words(|locale| report(&edition, changes.as_deref(), locale))),
        ReportShape::Json => terminal::print_json(&RoundsOut::new(&edition, changes.as_deref().unwrap_or_default())),
    }
}

fn close(arguments: &RoundArguments, kind: RoundKind, hand: &str) -> Result<(), Failure> {
    let path = &arguments.edition;
    let hand = Hand::new(hand).ok_or_else(|| Failure::unusable_for("cli-round-no-hand", &[named("text", hand)]))?;
    let day = match &arguments.date {
        Some(date) => Day::of_iso(date).ok_or_else(|| Failure::unusable_for("cli-round-no-day", &[named("text", date)]))?,
        None => today(),
    };
    let style = house_style(arguments.style.as_ref())?;
    let (mut edition, fingerprint) = store::load_with_fingerprint(path).map_err(Failure::unusable)?;
    check_held(path).map_err(Failure::unusable)?;
    let left = check(&edition, &style).len();
    let edit = closing(&edition, &style, (kind, hand), day, left).map_err(|error| {
        let arguments = [of_file(path), named("what", error)];
        Failure::fault("cli-of-file", &arguments)
    })?;
    apply(&mut edition, &edit).map_err(Failure::unusable)?;
    save_again(path, &edition, fingerprint)?;
    let Some(last) = edition.rounds().last() else { return Ok(()) };
    terminal::print(in_spoken_words(|locale| format!("{}\n", closed(last, locale))))
}

/// What was counted when a round was closed, in a sentence.
fn closed(round: &Round, locale: &Locale) -> String {
    let closing = round.closing();
    let counts = closing.counts;
    let arguments = [
        named("round", locale.text(closing.kind.key())),
        named("hand", closing.hand.as_str()),
        named("date", &closing.date),
        named("characters", counts.characters),
        named("changes", counts.changes),
        named("answered", counts.answered),
        named("left", counts.left),
    ];
    locale.with("cli-round-closed", &arguments)
}

/// The rounds, the comments, and what the last round changed, if there was one.
fn report(edition: &Edition, changes: Option<&[ChangedPlace]>, locale: &Locale) -> String {
    let mut out = rounds(edition, locale);
    out.push_str(&comments(edition, locale));
    let Some(places) = changes else { return out };
    out.push_str(&locale.with("cli-round-changes", &[named("count", places.len())]));
    out.push('\n');
    for place in places {
        out.push_str(&format!("{}\n", change(edition, place, locale)));
    }
    out
}

fn rounds(edition: &Edition, locale: &Locale) -> String {
    if edition.rounds().is_empty() {
        return format!("{}\n", locale.text("cli-round-none"));
    }
    let head = ["round", "hand", "date", "characters", "changes", "answered", "left"];
    let mut rows = vec![head.map(|column| locale.text(&format!("cli-round-column-{column}"))).to_vec()];
    rows.extend(edition.rounds().iter().map(|round| {
        let closing = round.closing();
        let counts = closing.counts;
        let numbers = [counts.characters, counts.changes, counts.answered, counts.left].map(|count| count.to_string());
        let told = [locale.text(closing.kind.key()), closing.hand.as_str().to_owned(), one_line(&closing.date).to_string()];
        told.into_iter().chain(numbers).collect()
    }));
    table(&rows)
}

fn comments(edition: &Edition, locale: &Locale) -> String {
    let comments = edition.comments_in_order();
    let mut out = format!("{}\n", locale.with("cli-round-comments", &[named("count", comments.len())]));
    for comment in comments {
        let place = stands(edition, Some(Place { block: comment.block(), at: comment.range().0 }), locale);
        let key = if comment.has_lost_its_text() { "cli-round-comment-lost" } else { "cli-round-comment" };
        for (number, remark) in comment.remarks().iter().enumerate() {
            let key = if number == 0 { key } else { "cli-round-answer" };
            let arguments = [
                named("place", &place),
                named("about", one_line(comment.about())),
                named("hand", remark.hand.as_str()),
                named("date", one_line(&remark.date)),
                named("text", one_line(&remark.text)),
            ];
            out.push_str(&format!("{}\n", locale.with(key, &arguments)));
        }
    }
    out
}

fn change(edition: &Edition, place: &ChangedPlace, locale: &Locale) -> String {
    let shown = |text: &str| one_line(&text.replace('\n', "¶")).to_string();
    let mut arguments =
        vec![("place", stands(edition, place.from, locale).into()), named("was", shown(&place.was)), named("now", shown(&place.now))];
    if let Some((was, now)) = place.roles {
        arguments.extend([named("role", locale.text(was.key())), named("new", locale.text(now.key()))]);
        return locale.with("cli-round-role", &arguments);
    }
    let key = match (place.was.is_empty(), place.now.is_empty()) {
        (true, _) => "cli-round-added",
        (_, true) => "cli-round-deleted",
        (false, false) => "cli-round-changed",
    };
    locale.with(key, &arguments)
}

/// The page and the raw line, both counted from 1, that the text at a place comes from.
fn raw_line(edition: &Edition, place: Place) -> Option<(usize, usize)> {
    let (_, block) = edition.block(place.block)?;
    let span = block.source_near(place.at)?;
    Some((span.page.position() + 1, edition.page(span.page)?.line_of(span.range.start)))
}

/// A place as the raw line that its text comes from, or as its block.
fn stands(edition: &Edition, place: Option<Place>, locale: &Locale) -> String {
    let Some(place) = place else { return locale.text("cli-round-gone") };
    match raw_line(edition, place) {
        Some((page, line)) => locale.with("cli-check-line", &[named("page", page), named("line", line)]),
        None => locale.with("cli-check-block", &[named("block", place.block.0)]),
    }
}
