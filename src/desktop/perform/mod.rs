//! Carrying out commands: the one place where the desk's state changes.

mod articles;
mod facsimile;
mod files;
mod find;
mod house_style;
mod marks;
mod queries;
mod safety;
mod subject;
mod text;

use eframe::egui::Context;

pub use facsimile::look_for_image;
pub use files::{document_name, finish};
pub use house_style::usual as usual_style;
pub use safety::{look, watch_journal};

use super::app::Desk;
use super::command::{Action, Command, Needs};
use super::document::Document;
use super::explain::Explain;
use super::view::{Dialog, Pane};
use super::{fonts, settings, theme};
use crate::edit::{Edit, EditError, Selection};
use crate::edition::{ArticleId, Place, TextOffset};
use crate::locale::{Language, Locale};

/// Carries out a command.
pub fn perform(desk: &mut Desk, ctx: &Context, command: Command) {
    match command {
        Command::Do(action) => act(desk, ctx, action),
        Command::Open(paths) => files::open(desk, super::open::Request::Files(paths, None)),
        Command::SaveTo(path, after) => files::save_to(desk, path, after),
        Command::WriteTyped(purpose, path, after) => files::write_typed(desk, purpose, path, after),
        Command::Replace(purpose, path, after) => {
            close_dialog(desk, ctx);
            files::write(desk, purpose, path, after);
        }
        Command::SaveThen(after) => files::save(desk, Some(after)),
        Command::Discard(after) => files::go_on(desk, ctx, after),
        Command::ExportTo(path) => files::export_to(desk, path),
        Command::SetExport(format, options) => files::set_export(desk, format, options),
        Command::ChooseExport => {
            close_dialog(desk, ctx);
            files::choose(desk, super::view::PathPurpose::Export, None);
        }
        Command::ChooseImage(path) => facsimile::take_image(desk, &path),
        Command::TakeStyle(path) => house_style::take(desk, path),
        Command::Reread(encoding) => files::reread(desk, encoding),
        Command::CancelWork => desk.jobs.cancel(),
        Command::Focus(pane) => {
            if pane != Pane::Facsimile {
                facsimile::yield_lead(desk);
            }
            focus(desk, ctx, pane);
        }
        Command::Say(text) => desk.message = Some(text),
        Command::Recover(what) => safety::recover(desk, ctx, what),
        Command::Reload => safety::reload(desk, ctx),
        Command::Overwrite(after) => safety::overwrite(desk, ctx, after),
        Command::SaveElsewhere(after) => safety::save_elsewhere(desk, ctx, after),
        Command::SaveAgain(after) => files::save(desk, after),
        Command::Salvage(path) => safety::salvage(desk, ctx, path),
        Command::KeepBackups(count) => safety::keep_backups(desk, count),
        Command::CloseFind => desk.search.is_open = false,
        Command::CloseDialog => close_dialog(desk, ctx),
        command => with_document(desk, |desk, document| in_document(desk, document, command)),
    }
}

/// Carries out a command that is about the open edition alone.
pub fn in_document(desk: &mut Desk, document: &mut Document, command: Command) {
    match command {
        Command::Do(action) => act_in(desk, document, action),
        Command::Apply(edit) => {
            apply(desk, document, &edit);
        }
        Command::Splice(from, to, insert) => {
            apply(desk, document, &Edit::Splice { from, to, insert });
        }
        Command::Select(selection) => document.select(selection),
        Command::GoTo(place) => go_to(desk, document, place),
        Command::GoToRaw(page, at) => {
            if let Some(place) = document.edition().place_of(page, at) {
                go_to(desk, document, place);
            }
        }
        Command::GoToArticle(id) => articles::go_to_article(desk, document, id),
        Command::Pick(picked) => document.pick(picked),
        Command::PickLines(lines) => document.picks.pick(lines),
        Command::SetHeading(article, role, block, text) => articles::set_heading(desk, document, (article, role), block, &text),
        Command::GoToQuery(number) => queries::go_to(desk, document, number),
        Command::SetQueue(queue) => document.set_queue(queue),
        Command::LeaveQueue => document.leave_queue(),
        Command::Remedy(number) => queries::answer(desk, document, Some(number)),
        _ => {}
    }
    note_article(desk, document);
}

fn act(desk: &mut Desk, ctx: &Context, action: Action) {
    if action.needs() != Needs::Nothing && desk.document.is_none() {
        desk.say("say-needs-edition");
        return;
    }
    match action {
        Action::OpenFiles => files::choose(desk, super::view::PathPurpose::Open, None),
        Action::OpenFolder => files::choose(desk, super::view::PathPurpose::OpenFolder, None),
        Action::OpenSample => files::open(desk, super::open::Request::Sample),
        Action::Save => files::save(desk, None),
        Action::SaveAs => files::choose(desk, super::view::PathPurpose::SaveAs, None),
        Action::Export => files::ask_for_export(desk),
        Action::Backups => safety::backups(desk),
        Action::Masthead => desk.dialog = Some(Dialog::Masthead),
        Action::Close => files::ask_before(desk, ctx, super::view::AfterSaving::Close),
        Action::Quit => files::ask_before(desk, ctx, super::view::AfterSaving::Quit),
        Action::ThemeLight => set_theme(desk, ctx, theme::ThemeName::Light),
        Action::ThemeDark => set_theme(desk, ctx, theme::ThemeName::Dark),
        Action::ThemePaper => set_theme(desk, ctx, theme::ThemeName::Paper),
        Action::ShowChanges => {
            desk.settings.show_changes ^= true;
            desk.keep_settings();
        }
        Action::Sans => {
            desk.settings.sans ^= true;
            desk.keep_settings();
        }
        Action::TextLarger => set_scale(desk, settings::SCALE_STEP),
        Action::TextSmaller => set_scale(desk, 1.0 / settings::SCALE_STEP),
        Action::WindowLarger => set_window_scale(desk, ctx, desk.settings.window_scale * settings::SCALE_STEP),
        Action::WindowSmaller => set_window_scale(desk, ctx, desk.settings.window_scale / settings::SCALE_STEP),
        Action::WindowUsual => set_window_scale(desk, ctx, 1.0),
        Action::LanguageEnglish => set_language(desk, ctx, Language::English),
        Action::LanguageChinese => set_language(desk, ctx, Language::Chinese),
        Action::ShowFacsimile => facsimile::cycle(desk, ctx),
        Action::LineStrip => facsimile::toggle(desk, |settings| &mut settings.line_strip),
        Action::ShowCertainty => facsimile::toggle(desk, |settings| &mut settings.show_certainty),
        Action::Contrast => facsimile::toggle(desk, |settings| &mut settings.contrast),
        Action::Invert => facsimile::toggle(desk, |settings| &mut settings.inverted),
        Action::ChooseImage => files::choose(desk, super::view::PathPurpose::PageImage, None),
        Action::FitColumn | Action::FitWidth | Action::FitPage => facsimile::fit(desk, action),
        Action::FitLine | Action::FitCaret | Action::ActualSize => facsimile::fit(desk, action),
        Action::ImageLarger | Action::ImageSmaller | Action::TurnImage => facsimile::fit(desk, action),
        Action::PickTool => facsimile::toggle_tool(desk),
        Action::PickLine => facsimile::pick_line(desk),
        Action::ReleaseLines => {
            desk.message = None;
            with_document(desk, |_, document| document.picks.pick(Vec::new()));
        }
        Action::NextPane => {
            facsimile::yield_lead(desk);
            next_pane(desk, ctx);
        }
        Action::AddTag | Action::EditSection => ask_for_term(desk, action),
        Action::ShowQueue => desk.shows_queue ^= true,
        Action::Rename => rename(desk),
        Action::KeymapFile => files::write_keymap(desk),
        Action::ChooseStyle => files::choose(desk, super::view::PathPurpose::HouseStyle, None),
        Action::StyleFile => house_style::write(desk),
        Action::KeepTerms => house_style::keep_terms(desk),
        Action::Palette => desk.dialog = Some(Dialog::Palette),
        Action::Shortcuts => desk.dialog = Some(Dialog::Shortcuts),
        action => {
            with_document(desk, |desk, document| {
                act_in(desk, document, action);
                note_article(desk, document);
            });
            // The caret goes where the action went, so the keyboard goes along; but a search goes on from its field.
            if !stays_in_field(action) {
                focus(desk, ctx, Pane::Draft);
            }
        }
    }
}

fn stays_in_field(action: Action) -> bool {
    use Action::{Find, FindNext, FindPrevious, Redo, Replace, ReplaceAll, ReplaceOne, Undo};
    matches!(action, Undo | Redo | Find | Replace | FindNext | FindPrevious | ReplaceOne | ReplaceAll)
}

fn ask_for_term(desk: &mut Desk, action: Action) {
    if desk.document.as_ref().is_none_or(|document| document.current_article().is_none()) {
        return desk.say("say-no-article");
    }
    desk.returning = None;
    match action {
        Action::AddTag => desk.inspector.ask_for_tag(),
        _ => desk.inspector.ask_for_section(),
    }
}

fn rename(desk: &mut Desk) {
    match desk.document.as_ref().and_then(|document| document.current_article()) {
        Some((_, article)) => desk.outline.ask_for_name(article),
        None => return desk.say("say-no-article"),
    }
    desk.returning = None;
}

fn act_in(desk: &mut Desk, document: &mut Document, action: Action) {
    if let Some(role) = action.role() {
        return text::set_role(desk, document, role);
    }
    match action {
        Action::Undo => undo(desk, document),
        Action::Redo => redo(desk, document),
        Action::SelectAll => text::select_all(document),
        Action::Find => find::open(desk, document, false),
        Action::Replace => find::open(desk, document, true),
        Action::FindNext => find::step(desk, document, text::Way::Down),
        Action::FindPrevious => find::step(desk, document, text::Way::Up),
        Action::ReplaceOne => find::replace_one(desk, document),
        Action::ReplaceAll => find::replace_all(desk, document),
        Action::Split => text::split(desk, document),
        Action::JoinBefore => text::join_before(desk, document),
        Action::JoinNext => text::join_next(desk, document),
        Action::BlockUp => text::move_block(desk, document, text::Way::Up),
        Action::BlockDown => text::move_block(desk, document, text::Way::Down),
        Action::SetAside => text::put_away(desk, document, crate::edition::Shelf::SetAside),
        Action::ToFurniture => text::put_away(desk, document, crate::edition::Shelf::Furniture),
        Action::BringBack => text::bring_back(desk, document),
        Action::GatherLines => text::gather(desk, document, false),
        Action::MoveLines => text::move_to_caret(desk, document),
        Action::MarkIllegible => marks::illegible(desk, document),
        Action::MarkSupplied => marks::supplied(desk, document),
        Action::MarkSic => marks::sic(desk, document),
        Action::OpenArticle => articles::open_article(desk, document),
        Action::CloseArticle => articles::close_article(desk, document),
        Action::MergeArticles => articles::merge(desk, document),
        Action::ArticleUp => articles::move_article(desk, document, text::Way::Up),
        Action::ArticleDown => articles::move_article(desk, document, text::Way::Down),
        Action::MakeHeadline => articles::make_headline(desk, document),
        Action::SupplyHeadline => articles::supply_headline(desk, document),
        Action::Checked => articles::toggle_checked(desk, document),
        Action::NextArticle => articles::step(desk, document, text::Way::Down),
        Action::PreviousArticle => articles::step(desk, document, text::Way::Up),
        Action::NextQuery => queries::step(desk, document, text::Way::Down),
        Action::PreviousQuery => queries::step(desk, document, text::Way::Up),
        Action::BackToQuery => queries::back(desk, document),
        Action::AcceptSeries => queries::answer_series(desk, document),
        Action::QueriesByDoubt => queries::toggle_order(desk, document),
        Action::AcceptQuery => queries::answer(desk, document, Some(0)),
        Action::DismissQuery => queries::answer(desk, document, None),
        _ => {}
    }
}

impl Desk {
    /// Shows a message, by its locale key.
    fn say(&mut self, key: &str) {
        self.message = Some(self.locale.text(key));
    }

    /// Remembers the settings, if they have a file.
    fn keep_settings(&self) {
        self.keeper.keep(&self.settings);
    }
}

/// Lends the open document to a function that changes it and the desk.
fn with_document(desk: &mut Desk, work: impl FnOnce(&mut Desk, &mut Document)) {
    if let Some(mut document) = desk.document.take() {
        work(desk, &mut document);
        desk.document = Some(document);
    }
}

/// Applies an edit. An edit that cannot be applied says why.
fn apply(desk: &mut Desk, document: &mut Document, edit: &Edit) -> bool {
    match document.apply(edit) {
        Ok(()) => {
            desk.message = None;
            true
        }
        Err(EditError::Nothing) => false,
        Err(error) => {
            desk.message = Some(error.words(&desk.locale));
            false
        }
    }
}

/// Selects a place and brings it into view on both sides.
fn go_to(desk: &mut Desk, document: &mut Document, place: Place) {
    document.select(Selection::caret(place));
    desk.manuscript.reveal(place);
}

/// Brings the caret into view.
fn reveal_caret(desk: &mut Desk, document: &Document) {
    if let Some(selection) = document.selection() {
        desk.manuscript.reveal(selection.head);
    }
}

fn note_article(desk: &mut Desk, document: &Document) {
    if let Some((_, article)) = document.current_article() {
        desk.last_article = Some(article.id());
    }
}

/// The caret's article, or else the one that was worked in last.
fn working_article(desk: &Desk, document: &Document) -> Option<ArticleId> {
    let here = document.current_article().map(|(_, article)| article.id());
    here.or_else(|| desk.last_article.filter(|id| document.edition().article(*id).is_some()))
}

fn undo(desk: &mut Desk, document: &mut Document) {
    let what = document.undo_name().map(|name| desk.locale.text(name));
    say_step(desk, document, what, Document::undo, ("say-undone", "say-nothing-undo"));
}

fn redo(desk: &mut Desk, document: &mut Document) {
    let what = document.redo_name().map(|name| desk.locale.text(name));
    say_step(desk, document, what, Document::redo, ("say-redone", "say-nothing-redo"));
}

fn say_step(
    desk: &mut Desk,
    document: &mut Document,
    what: Option<String>,
    step: impl FnOnce(&mut Document) -> Result<bool, EditError>,
    (done, nothing): (&str, &str),
) {
    match (step(document), what) {
        (Ok(true), Some(what)) => {
            desk.message = Some(desk.locale.with(done, &[("what", what.into())]));
            reveal_caret(desk, document);
        }
        (Ok(_), _) => desk.say(nothing),
        (Err(error), _) => desk.message = Some(error.words(&desk.locale)),
    }
}

fn close_dialog(desk: &mut Desk, ctx: &Context) {
    // Work that is offered and not answered for is offered again at the next start.
    if matches!(desk.dialog.take(), Some(Dialog::Recovery(_))) && !desk.recovered.is_empty() {
        desk.recovered.remove(0);
    }
    desk.dialogs = super::dialogs::Dialogs::default();
    if desk.document.is_some() {
        focus(desk, ctx, Pane::Draft);
        desk.returning = Some((Pane::Draft, 1));
    }
}

fn focus(desk: &mut Desk, ctx: &Context, pane: Pane) {
    if pane == Pane::Inspector && desk.document.as_ref().is_none_or(|document| document.current_article().is_none()) {
        return focus(desk, ctx, Pane::Draft);
    }
    desk.returning = desk.returning.filter(|(returning, _)| *returning == pane);
    ctx.memory_mut(|memory| memory.request_focus(pane.id()));
}

fn next_pane(desk: &mut Desk, ctx: &Context) {
    let focused = ctx.memory(|memory| memory.focused());
    let beside = desk.settings.beside;
    let hidden = |pane: &Pane| *pane == Pane::Raw && !beside.has_raw() || *pane == Pane::Facsimile && !beside.has_facsimile();
    let panes: Vec<Pane> = Pane::ALL.into_iter().filter(|pane| !hidden(pane)).collect();
    let now = panes.iter().position(|pane| Some(pane.id()) == focused);
    let next = match now {
        Some(now) => (now + 1) % panes.len(),
        // Some field of the inspector, or nothing.
        None => 0,
    };
    if let Some(pane) = panes.get(next) {
        focus(desk, ctx, *pane);
    }
}

fn set_theme(desk: &mut Desk, ctx: &Context, name: theme::ThemeName) {
    desk.settings.theme = name;
    desk.theme = theme::Theme::load(name);
    desk.theme.apply(ctx);
    desk.keep_settings();
}

fn set_scale(desk: &mut Desk, factor: f32) {
    desk.settings.set_text_scale(desk.settings.text_scale * factor);
    desk.keep_settings();
}

fn set_window_scale(desk: &mut Desk, ctx: &Context, scale: f32) {
    desk.settings.set_window_scale(scale);
    ctx.set_zoom_factor(desk.settings.window_scale);
    desk.keep_settings();
}

fn set_language(desk: &mut Desk, ctx: &Context, language: Language) {
    desk.settings.language = Some(language);
    desk.locale = Locale::load(language);
    fonts::install(ctx, language == Language::Chinese);
    desk.keep_settings();
}

/// The beginning of a block.
fn start_of(block: crate::edition::BlockId) -> Place {
    Place { block, at: TextOffset(0) }
}
