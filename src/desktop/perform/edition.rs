//! What is done to the open edition.

use eframe::egui::{Context, ViewportCommand};

use super::{
    alike, apply, articles, ask_before, blocks, carpet, close_dialog, columns, exporting, facsimile, focus, house_style, lists, matches,
    merging, paths, queries, reading, rounds, safety, saving, words,
};
use crate::desktop::command::{Action, EditionAction, EditionCommand, Menu};
use crate::desktop::message::Tone;
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Document;
use crate::desktop::opening::OpenRequest;
use crate::desktop::panes::facsimile::Fit;
use crate::desktop::shell::{After, Shell};
use crate::desktop::view::{Dialog, Pane, PathPurpose};
use crate::edit::operations::Way;
use crate::edit::{Edit, EditError};
use crate::edition::Shelf;
use crate::explained::Explained;
use crate::import::Choices;

/// Carries out an action on the open edition.
pub(super) fn act(shell: &mut Shell, open: &mut OpenEdition, ctx: &Context, action: EditionAction) {
    use EditionAction as A;
    match action {
        A::Save => saving::save(shell, open),
        A::SaveAs => paths::choose_for(shell, open, PathPurpose::SaveAs),
        A::Export => exporting::ask(shell, open),
        A::Backups => safety::backups(shell, open),
        A::Masthead => shell.dialog = Some(Dialog::Masthead),
        A::Close => ask_before(shell, Some(&mut *open), After::Close),
        A::Undo => undo(shell, open),
        A::Redo => redo(shell, open),
        A::PasteAsItIs => {
            open.document.paste_as_it_is();
            ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        }
        A::SelectAll => blocks::select_more(open),
        A::GoTo => shell.dialog = Some(Dialog::GoTo),
        A::WordList => words::count(shell, open),
        A::Find => matches::open(open, false),
        A::Replace => matches::open(open, true),
        A::FindNext => matches::step(shell, open, Way::Down),
        A::FindPrevious => matches::step(shell, open, Way::Up),
        A::ReplaceOne => matches::replace_one(shell, open),
        A::ReplaceAll => matches::replace_all(shell, open),
        A::Split => blocks::split(shell, open),
        A::JoinBefore => blocks::join(shell, open, Way::Up),
        A::JoinNext => blocks::join(shell, open, Way::Down),
        A::Role(role) => blocks::set_role(shell, open, role),
        A::BlockUp => blocks::move_blocks(shell, open, Way::Up),
        A::BlockDown => blocks::move_blocks(shell, open, Way::Down),
        A::SetAside => blocks::put_away(shell, open, Shelf::SetAside),
        A::ToFurniture => blocks::put_away(shell, open, Shelf::Furniture),
        A::BringBack => blocks::bring_back(shell, open),
        A::MarkIllegible => blocks::mark_illegible(shell, open),
        A::MarkSupplied => blocks::mark_supplied(shell, open),
        A::MarkSic => blocks::mark_sic(shell, open),
        A::OpenArticle => articles::open(shell, open),
        A::CloseArticle => articles::close(shell, open),
        A::MergeArticles => articles::merge(shell, open),
        A::Rename => articles::rename(shell, open),
        A::ArticleUp => articles::move_one(shell, open, Way::Up),
        A::ArticleDown => articles::move_one(shell, open, Way::Down),
        A::MakeHeadline => articles::make_headline(shell, open),
        A::SupplyHeadline => articles::supply_headline(shell, open),
        A::AddTag => articles::ask_for_tag(shell, open),
        A::EditSection => articles::ask_for_section(shell, open),
        A::KeepTerms => house_style::keep_terms(shell, open),
        A::Checked => articles::toggle_checked(shell, open),
        A::PageChecked => articles::toggle_page_checked(shell, open),
        A::NextArticle => articles::step(open, Way::Down),
        A::PreviousArticle => articles::step(open, Way::Up),
        A::NextQuery => queries::step(shell, open, Way::Down),
        A::PreviousQuery => queries::step(shell, open, Way::Up),
        A::BackToQuery => queries::back(shell, open),
        A::AcceptQuery => queries::answer(shell, open, Some(0)),
        A::AcceptSeries => queries::answer_series(shell, open),
        A::DismissQuery => queries::answer(shell, open, None),
        A::GoodWord => words::say_good(shell, open),
        A::GoodWordOfCollection => lists::say_good(shell, open),
        A::NameOfCollection => lists::ask_name(shell, open),
        A::SubstitutionOfCollection => lists::ask_substitution(shell, open),
        A::SilenceListed => lists::silence(shell, open),
        A::ReviewSubstitutions => queries::toggle_substitutions(shell, open),
        A::ShowAlike => alike::list(shell, open),
        A::ShowCarpet => carpet::lay(shell, open),
        A::LetShownStand => queries::let_shown_stand(shell, open),
        A::QueriesOfPage => queries::toggle_page(shell, open),
        A::QueriesOfArticle => queries::toggle_article(shell, open),
        A::QueriesByDoubt => queries::toggle_order(shell, open),
        A::NextChange => rounds::step(shell, open, Way::Down),
        A::PreviousChange => rounds::step(shell, open, Way::Up),
        A::QueriesOfChanges => rounds::toggle_changes_only(shell, open),
        A::CommentHere => rounds::ask_comment(shell, open, None),
        A::CloseRound => rounds::ask_close(shell, open),
        A::MergeVersion => merging::ask(shell, open),
        A::ShowFacsimile => facsimile::cycle(shell, open, ctx),
        A::LineStrip => super::shell::toggle(shell, |settings| &mut settings.line_strip),
        A::ShowCertainty => super::shell::toggle(shell, |settings| &mut settings.show_certainty),
        A::Contrast => super::shell::toggle(shell, |settings| &mut settings.contrast),
        A::Invert => super::shell::toggle(shell, |settings| &mut settings.inverted),
        A::ReadPage => reading::page(shell, open),
        A::ReadAllPages => reading::all_pages(shell, open),
        A::ReadLine => reading::line(shell, open),
        A::AddWitness => paths::choose_for(shell, open, PathPurpose::Witness),
        A::ChoosePages => super::opening::choose_pages(shell, open),
        A::Unlock => super::opening::ask_password(shell, open),
        A::ChooseImage => paths::choose_for(shell, open, PathPurpose::PageImage),
        A::FitColumn => facsimile::fit(shell, open, Fit::Column),
        A::FitWidth => facsimile::fit(shell, open, Fit::Width),
        A::FitPage => facsimile::fit(shell, open, Fit::Page),
        A::FitLine => facsimile::fit(shell, open, Fit::Line),
        A::FitCaret => facsimile::fit(shell, open, Fit::Caret),
        A::ActualSize => facsimile::fit(shell, open, Fit::Actual),
        A::ImageLarger => facsimile::larger(shell, open),
        A::ImageSmaller => facsimile::smaller(shell, open),
        A::TurnImage => facsimile::turn(shell, open),
        A::PickTool => facsimile::toggle_tool(shell, open),
        A::PickLine => facsimile::pick_line(shell, open),
        A::GatherLines => blocks::gather(shell, open, false),
        A::MoveLines => blocks::move_to_caret(shell, open),
        A::ReleaseLines => {
            shell.message = None;
            open.document.picks.pick(Vec::new());
        }
        A::MarkTool => facsimile::toggle_marking(shell, open),
        A::MarkShown => facsimile::mark_shown(shell, open),
        A::ReadRegions => reading::regions(shell, open),
        A::ReleaseRegions => facsimile::release_regions(shell, open),
        A::ShowOutline => columns::toggle(shell, open, ctx, Pane::Outline),
        A::ShowRaw => columns::toggle(shell, open, ctx, Pane::Raw),
        A::ShowPageImage => columns::toggle(shell, open, ctx, Pane::Facsimile),
        A::ShowInspector => columns::toggle(shell, open, ctx, Pane::Inspector),
        A::DraftAlone => columns::toggle_draft_alone(shell, open, ctx),
        A::ShowQueue => columns::toggle_queue(shell),
        A::NextPane => {
            open.document.picks.yield_lead();
            next_pane(shell, open, ctx);
        }
    }
    open.note_article();
    if goes_to_text(action) {
        focus(shell, open, ctx, Pane::Draft);
    }
}

/// Whether the keyboard goes where the caret went. A search goes on from its field, and fields that were asked for keep it.
fn goes_to_text(action: EditionAction) -> bool {
    use EditionAction as A;
    match action {
        A::SelectAll | A::PasteAsItIs | A::GatherLines | A::MoveLines => true,
        A::Rename | A::AddTag | A::EditSection | A::KeepTerms | A::CommentHere | A::CloseRound => false,
        A::NameOfCollection | A::SubstitutionOfCollection => false,
        action => matches!(Action::Edition(action).menu(), Menu::Text | Menu::Article | Menu::Query),
    }
}

/// Carries out a command on the open edition.
pub(super) fn perform(shell: &mut Shell, open: &mut OpenEdition, ctx: &Context, command: EditionCommand) {
    use EditionCommand as C;
    match command {
        C::Save => {
            close_dialog(shell, Some(open), ctx);
            saving::save(shell, open);
        }
        C::SaveTo(path) => saving::save_to(shell, open, path),
        C::SaveElsewhere => {
            close_dialog(shell, Some(open), ctx);
            paths::choose_for(shell, open, PathPurpose::SaveAs);
        }
        C::Overwrite => {
            close_dialog(shell, Some(open), ctx);
            open.document.keeping.fingerprint = open.theirs.take();
            saving::save(shell, open);
        }
        C::WriteTyped(purpose, path) => {
            close_dialog(shell, Some(open), ctx);
            paths::write_typed(shell, open, purpose, path);
        }
        C::Replace(purpose, path) => {
            close_dialog(shell, Some(open), ctx);
            paths::write(shell, open, purpose, path);
        }
        C::Discard => {
            open.document.let_go();
            shell.due = open.after.take();
        }
        C::Reload => {
            close_dialog(shell, Some(open), ctx);
            safety::reload(shell, open);
        }
        C::Reread(encoding) => {
            let choices = Choices { encoding, ..open.document.choices.clone() };
            let request = OpenRequest::Files(open.document.sources.clone(), choices);
            ask_before(shell, Some(&mut *open), After::Open(request));
        }
        C::SetExport(format, options) => exporting::set(shell, open, format, options),
        C::ChooseExport => {
            close_dialog(shell, Some(open), ctx);
            paths::choose_for(shell, open, PathPurpose::Export);
        }
        C::ExportTo(path) => exporting::export_to(shell, open, path),
        C::ChooseImage(path) => facsimile::take_image(shell, open, &path),
        C::AddWitness(path) => reading::add_witness(shell, open, path),
        C::Apply(edit) => {
            apply(shell, open, &edit);
        }
        C::Splice(from, to, insert) => {
            apply(shell, open, &Edit::Splice { from, to, insert });
        }
        C::SetHeading(article, role, block, text) => articles::set_heading(shell, open, (article, role), block, &text),
        C::Paste(text) => blocks::paste(shell, open, &text),
        C::Select(selection) => open.document.select(selection),
        C::GoTo(place) => open.go_to(place),
        C::GoToRaw(page, at) => {
            if let Some(place) = open.document.edition().place_of(page, at) {
                open.go_to(place);
            }
        }
        C::GoToPage(page) => articles::go_to_page(open, page),
        C::GoToArticle(id) => articles::go_to(open, id),
        C::Pick(picked) => open.document.pick(picked),
        C::PickLines(lines) => open.document.picks.pick(lines),
        C::MarkRegion(page, rect) => open.document.regions.mark(page, rect),
        C::ReleaseRegion(page, at) => {
            open.document.regions.release_at(page, at);
        }
        C::GoToQuery(number) => queries::go_to(shell, open, number),
        C::SetQueue(queue) => open.document.set_queue(queue),
        C::LeaveQueue => open.document.leave_queue(),
        C::Remedy(number) => queries::answer(shell, open, Some(number)),
        C::LikelierAnswer => queries::answer_likelier(shell, open),
        C::ReplaceAlike(of) => alike::replace(shell, open, &of),
        C::LetAlikeStand(of) => alike::let_stand(shell, open, &of),
        C::GoToAlike(place) => alike::go_to(open, &place),
        C::ListText(text) => alike::list_text(shell, open, &text),
        C::GoToText(found) => matches::select(open, &found),
        C::SayImages(places, to) => carpet::say(shell, open, (&places, &to)),
        C::AcceptImages(characters) => carpet::accept(shell, &characters),
        C::AddName(name) => {
            close_dialog(shell, Some(open), ctx);
            lists::add_name(shell, open, name);
        }
        C::AddSubstitution(substitution) => {
            close_dialog(shell, Some(open), ctx);
            lists::add_substitution(shell, open, substitution);
        }
        C::ToggleGoodWord(word, block) => words::toggle_good(shell, open, &word, block),
        C::CloseRound(kind, hand) => rounds::close(shell, open, ctx, (kind, hand)),
        C::AnswerComment(id) => rounds::ask_comment(shell, open, Some(id)),
        C::Comment(of, hand, text) => rounds::comment(shell, open, ctx, (of, hand, text)),
        C::TakeVersion(path) => merging::take_version(shell, open, path),
        C::MergeVersion(path) => merging::merge(shell, open, path),
        C::Focus(pane) => {
            if pane != Pane::Facsimile {
                open.document.picks.yield_lead();
            }
            focus(shell, open, ctx, pane);
        }
        C::Leave(way) => leave(shell, open, ctx, way),
        C::CloseFind => open.search.is_open = false,
    }
    open.note_article();
}

/// Takes back the last edit. Where the last thing that was asked for was refused, there is nothing of it to take back: that is said
/// before earlier work is.
fn undo(shell: &mut Shell, open: &mut OpenEdition) {
    let what = open.document.undo_name().map(|name| shell.locale.text(name.key()));
    let refused = shell.message.take_if(|message| message.tone == Tone::Refusal);
    if let Some(what) = what.clone().filter(|_| refused.is_some()) {
        return shell.tell(shell.locale.with("say-nothing-of-it", &[("what", what.into())]));
    }
    step(shell, open, what, Document::undo, ("say-undone", "say-nothing-undo"));
}

fn redo(shell: &mut Shell, open: &mut OpenEdition) {
    let what = open.document.redo_name().map(|name| shell.locale.text(name.key()));
    step(shell, open, what, Document::redo, ("say-redone", "say-nothing-redo"));
}

fn step(
    shell: &mut Shell,
    open: &mut OpenEdition,
    what: Option<String>,
    step: impl FnOnce(&mut Document) -> Result<bool, EditError>,
    (done, nothing): (&str, &str),
) {
    match (step(&mut open.document), what) {
        (Ok(true), Some(what)) => {
            shell.tell(shell.locale.with(done, &[("what", what.into())]));
            open.reveal_caret();
        }
        (Ok(_), _) => shell.say(nothing),
        (Err(error), _) => shell.fail(error.in_words(&shell.locale)),
    }
}

/// Gives the keyboard from the draft to a pane beside it. It stays where there is none.
fn leave(shell: &mut Shell, open: &OpenEdition, ctx: &Context, way: Way) {
    let panes = match way {
        Way::Down => [Pane::Inspector, Pane::Outline, Pane::Facsimile, Pane::Raw],
        Way::Up => [Pane::Raw, Pane::Facsimile, Pane::Outline, Pane::Inspector],
    };
    if let Some(pane) = panes.into_iter().find(|pane| shell.arrangement.shows(*pane)) {
        focus(shell, open, ctx, pane);
    }
}

/// Goes to the next pane that is shown.
fn next_pane(shell: &mut Shell, open: &OpenEdition, ctx: &Context) {
    let focused = ctx.memory(|memory| memory.focused());
    let panes: Vec<Pane> = Pane::ALL.into_iter().filter(|pane| shell.arrangement.shows(*pane)).collect();
    // Some field of the inspector, or nothing, has it where none of them does.
    let next = panes.iter().position(|pane| Some(pane.id()) == focused).map_or(0, |now| (now + 1) % panes.len());
    if let Some(pane) = panes.get(next) {
        focus(shell, open, ctx, *pane);
    }
}
