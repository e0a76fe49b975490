//! What needs no open edition: opening, how the desk looks, and its dialogs.

use eframe::egui::Context;

use super::{ask_before, batch, close_dialog, collection, effort, house_style, lists, opening, paths, recovery, search};
use crate::desktop::command::{ShellAction, ShellCommand};
use crate::desktop::open::OpenEdition;
use crate::desktop::opening::OpenRequest;
use crate::desktop::settings::{self, Settings};
use crate::desktop::shell::{After, Shell};
use crate::desktop::view::{Dialog, PathPurpose};
use crate::desktop::{fonts, theme};
use crate::locale::{Language, Locale};

/// Carries out an action of the shell.
pub(super) fn act(shell: &mut Shell, open: Option<&mut OpenEdition>, ctx: &Context, action: ShellAction) {
    match action {
        ShellAction::OpenFiles => paths::choose(shell, open.as_deref(), PathPurpose::Open),
        ShellAction::OpenFolder => paths::choose(shell, open.as_deref(), PathPurpose::OpenFolder),
        ShellAction::ShowCollection => collection::show(shell, open.as_deref()),
        ShellAction::SearchCollection => search::show(shell, open.as_deref()),
        ShellAction::NextIssue => collection::next(shell, open.as_deref()),
        ShellAction::OpenSample => opening::open(shell, open, OpenRequest::Sample),
        ShellAction::Quit => ask_before(shell, open, After::Quit),
        ShellAction::ThemeLight => set_theme(shell, ctx, theme::ThemeName::Light),
        ShellAction::ThemeDark => set_theme(shell, ctx, theme::ThemeName::Dark),
        ShellAction::ThemePaper => set_theme(shell, ctx, theme::ThemeName::Paper),
        ShellAction::CountEffort => effort::toggle(shell),
        ShellAction::ShowChanges => toggle(shell, |settings| &mut settings.show_changes),
        ShellAction::Sans => toggle(shell, |settings| &mut settings.sans),
        ShellAction::TextLarger => set_scale(shell, settings::SCALE_STEP),
        ShellAction::TextSmaller => set_scale(shell, 1.0 / settings::SCALE_STEP),
        ShellAction::WindowLarger => set_window_scale(shell, ctx, shell.settings.window_scale * settings::SCALE_STEP),
        ShellAction::WindowSmaller => set_window_scale(shell, ctx, shell.settings.window_scale / settings::SCALE_STEP),
        ShellAction::WindowUsual => set_window_scale(shell, ctx, 1.0),
        ShellAction::LanguageEnglish => set_language(shell, ctx, Language::English),
        ShellAction::LanguageChinese => set_language(shell, ctx, Language::Chinese),
        ShellAction::LanguageTraditional => set_language(shell, ctx, Language::TraditionalChinese),
        ShellAction::KeymapFile => house_style::write_keymap(shell),
        ShellAction::ChooseStyle => paths::choose(shell, open.as_deref(), PathPurpose::HouseStyle),
        ShellAction::StyleFile => house_style::write(shell),
        ShellAction::Manual => shell.dialog = Some(Dialog::Manual),
        ShellAction::Palette => shell.dialog = Some(Dialog::Palette),
        ShellAction::Shortcuts => shell.dialog = Some(Dialog::Shortcuts),
    }
}

/// Carries out a command of the shell.
pub(super) fn perform(shell: &mut Shell, open: Option<&mut OpenEdition>, ctx: &Context, command: ShellCommand) {
    match command {
        ShellCommand::Open(paths) if paths.is_empty() => {}
        ShellCommand::Open(paths) => opening::open(shell, open, OpenRequest::files(paths)),
        ShellCommand::OpenPages(request, pages) => {
            close_dialog(shell, open.as_deref(), ctx);
            opening::open(shell, open, request.choosing(|choices| choices.pages = pages));
        }
        ShellCommand::OpenListed(request) => {
            close_dialog(shell, open.as_deref(), ctx);
            opening::open(shell, open, request);
        }
        ShellCommand::Unlock(request, password) => {
            close_dialog(shell, open.as_deref(), ctx);
            opening::unlock(shell, open, request, password);
        }
        ShellCommand::ChooseCollection => paths::choose(shell, open.as_deref(), PathPurpose::Collection),
        ShellCommand::ListCollection(folder) => collection::list(shell, folder),
        ShellCommand::WriteCollectionSettings(folder, settings) => shell.jobs.write_collection_settings(folder, settings),
        ShellCommand::ChooseScannos => paths::choose(shell, open.as_deref(), PathPurpose::Scannos),
        ShellCommand::ImportScannos(path) => lists::import(shell, path),
        ShellCommand::LearnCorrections(folder) => lists::learn(shell, folder),
        ShellCommand::WorkOnCollection(folder, work) => batch::begin(shell, folder, work),
        ShellCommand::Search(request) => search::ask(shell, request),
        ShellCommand::ShowLine(landing) => search::show_line(shell, landing),
        ShellCommand::GoToHit(landing) => search::go_to(shell, open, ctx, landing),
        ShellCommand::Salvage(path) => {
            close_dialog(shell, open.as_deref(), ctx);
            opening::open(shell, open, OpenRequest::Salvage(path));
        }
        ShellCommand::TakeStyle(path) => house_style::take(shell, path),
        ShellCommand::CancelWork => shell.jobs.cancel(),
        ShellCommand::Say(text) => shell.tell(text),
        ShellCommand::DismissMessage => shell.dismiss(),
        ShellCommand::DismissJournals => recovery::dismiss(shell),
        ShellCommand::Recover(what) => recovery::recover(shell, open, ctx, what),
        ShellCommand::CountEffort(hand) => effort::begin(shell, open.as_deref(), ctx, &hand),
        ShellCommand::KeepBackups(count) => {
            shell.settings.backups = count;
            shell.keep_settings();
        }
        ShellCommand::CloseDialog => {
            let waits = shell.dialog.as_ref().is_some_and(Dialog::is_waited_for);
            close_dialog(shell, open.as_deref(), ctx);
            if let Some(open) = open.filter(|_| waits) {
                open.after = None;
            }
        }
    }
}

/// Turns a switch.
pub(super) fn toggle(shell: &mut Shell, switch: impl Fn(&mut Settings) -> &mut bool) {
    *switch(&mut shell.settings) ^= true;
    shell.keep_settings();
}

fn set_theme(shell: &mut Shell, ctx: &Context, name: theme::ThemeName) {
    shell.settings.theme = name;
    shell.theme = theme::Theme::load(name);
    shell.theme.apply(ctx);
    shell.keep_settings();
}

fn set_scale(shell: &mut Shell, factor: f32) {
    shell.settings.set_text_scale(shell.settings.text_scale * factor);
    shell.keep_settings();
}

fn set_window_scale(shell: &mut Shell, ctx: &Context, scale: f32) {
    shell.settings.set_window_scale(scale);
    ctx.set_zoom_factor(shell.settings.window_scale);
    shell.keep_settings();
}

fn set_language(shell: &mut Shell, ctx: &Context, language: Language) {
    shell.settings.language = Some(language);
    shell.locale = Locale::load(language);
    fonts::install(ctx, language.is_chinese());
    shell.keep_settings();
}
