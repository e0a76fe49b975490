//! Everything the editor can do, in one list. Menus, shortcuts, the palette, panes and tests all speak it.

use std::path::PathBuf;

use super::queue::Queue;
use super::view::{AfterSaving, Pane, PathPurpose};
use crate::edit::{Edit, Fragment, Selection};
use crate::edition::lines::LineId;
use crate::edition::{ArticleId, BlockId, Place, Role};
use crate::export::{Format, Options};
use crate::page::{Encoding, PageIndex, RawOffset};

/// One thing to do, with what it is done to.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// An action of the menus, on what is selected.
    Do(Action),
    /// Opens pages, folders of pages, or an edition.
    Open(Vec<PathBuf>),
    /// Saves the edition in this file; then goes on with what waited for it.
    SaveTo(PathBuf, Option<AfterSaving>),
    /// Saves or exports to a path that was typed, after asking if another file is there.
    WriteTyped(PathPurpose, PathBuf, Option<AfterSaving>),
    /// The same without asking.
    Replace(PathPurpose, PathBuf, Option<AfterSaving>),
    /// Saves the edition, asking for a file if it has none; then goes on with what waited for it.
    SaveThen(AfterSaving),
    /// Lets unsaved work go, and goes on with what waited for the answer.
    Discard(AfterSaving),
    /// Exports the edition to this file, in the format its name says, or else the one that was chosen.
    ExportTo(PathBuf),
    /// Chooses a format and what is asked of it, and shows how the export will look.
    SetExport(Format, Options),
    /// Asks where the export shall go.
    ChooseExport,
    /// Takes this file as the image of the caret's page.
    ChooseImage(PathBuf),
    /// Works by the house style of this file from now on.
    TakeStyle(PathBuf),
    /// Reads the pages again in another encoding, or in the one that is detected.
    Reread(Option<Encoding>),
    /// Has a part of an article's heading say this: the block given, or a new one.
    SetHeading(ArticleId, Role, Option<BlockId>, String),
    /// Applies an edit, leaving the selection as it is.
    Apply(Edit),
    /// Puts a fragment in place of the text between two places, and the caret after it.
    Splice(Place, Place, Fragment),
    /// Selects text in the manuscript.
    Select(Selection),
    /// Goes to a place: selects it and brings it into view on both sides.
    GoTo(Place),
    /// Goes to the text that stands for a raw character.
    GoToRaw(PageIndex, RawOffset),
    /// Goes to an article's first block.
    GoToArticle(ArticleId),
    /// Picks several articles, to be worked on together.
    Pick(Vec<ArticleId>),
    /// Picks raw lines on the image, in this order, to be worked on together.
    PickLines(Vec<LineId>),
    /// Stops the work that is going on.
    CancelWork,
    /// Goes to a query of the list, counted from 0.
    GoToQuery(usize),
    /// Shows the queries otherwise.
    SetQueue(Queue),
    /// Goes on writing at a query instead of answering it.
    LeaveQueue,
    /// Applies a remedy of the current query, counted from 0.
    Remedy(usize),
    /// Gives a pane the keyboard.
    Focus(Pane),
    /// Shows a message in the bar below.
    Say(String),
    /// Takes up the work of an earlier session, lets it go, or saves it beside the edition it belongs to.
    Recover(Recovering),
    /// Opens the edition's file again, as somebody else has changed it, and lets the work on it go.
    Reload,
    /// Saves the edition in its file although somebody else has changed that.
    Overwrite(Option<AfterSaving>),
    /// Asks for another file to save in; then goes on with what waited for it.
    SaveElsewhere(Option<AfterSaving>),
    /// Saves once more; then goes on with what waited for it.
    SaveAgain(Option<AfterSaving>),
    /// Opens what can be saved of a damaged edition.
    Salvage(PathBuf),
    /// How many backups are kept of each edition.
    KeepBackups(usize),
    /// Closes the bar for finding.
    CloseFind,
    /// Closes the dialog.
    CloseDialog,
}

/// What becomes of the work of an earlier session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovering {
    /// It is gone on with.
    Accept,
    /// It is let go.
    Discard,
    /// It is saved beside the edition it belongs to, and both remain.
    KeepBoth,
    /// It is offered again at the next start.
    Later,
}

/// Where an action stands in the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Opening, saving, exporting.
    File,
    /// Undo, clipboard.
    Edit,
    /// Paragraphs and their roles.
    Text,
    /// Articles.
    Article,
    /// Queries.
    Query,
    /// The images of the pages.
    Facsimile,
    /// How the desk looks.
    View,
    /// Help.
    Help,
}

impl Menu {
    /// All menus, in order.
    pub const ALL: [Menu; 8] = [Menu::File, Menu::Edit, Menu::Text, Menu::Article, Menu::Query, Menu::Facsimile, Menu::View, Menu::Help];

    /// The menu's name, a locale key.
    pub fn key(self) -> &'static str {
        match self {
            Menu::File => "menu-file",
            Menu::Edit => "menu-edit",
            Menu::Text => "menu-text",
            Menu::Article => "menu-article",
            Menu::Query => "menu-query",
            Menu::Facsimile => "menu-facsimile",
            Menu::View => "menu-view",
            Menu::Help => "menu-help",
        }
    }
}

/// What an action needs before it can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// An open edition.
    Edition,
    /// A caret in the manuscript.
    Caret,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident $key:literal $menu:ident $needs:ident $shortcut:literal $icon:literal;)*) => {
        /// An action of the menus.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$doc])* $name,)* }

        impl Action {
            /// All actions, in the order of the menus.
            pub const ALL: &'static [Action] = &[$(Action::$name,)*];

            /// The action's name, a locale key.
            pub fn key(self) -> &'static str {
                match self { $(Action::$name => $key,)* }
            }

            /// The menu it stands in.
            pub fn menu(self) -> Menu {
                match self { $(Action::$name => Menu::$menu,)* }
            }

            /// What it needs.
            pub fn needs(self) -> Needs {
                match self { $(Action::$name => Needs::$needs,)* }
            }

            /// Its shortcut as written in the keymap; empty where it has none.
            pub fn default_shortcut(self) -> &'static str {
                match self { $(Action::$name => $shortcut,)* }
            }

            /// Its icon's name; empty where it has none.
            pub fn icon(self) -> &'static str {
                match self { $(Action::$name => $icon,)* }
            }
        }
    };
}

actions! {
    /// Opens raw pages or an edition, chosen in a dialog.
    OpenFiles "action-open-files" File Nothing "Ctrl+O" "file-input";
    /// Opens the pages of a folder as one edition.
    OpenFolder "action-open-folder" File Nothing "Ctrl+Shift+O" "folder-open";
    /// Opens the sample page.
    OpenSample "action-open-sample" File Nothing "" "newspaper";
    /// Saves the edition.
    Save "action-save" File Edition "Ctrl+S" "save";
    /// Saves the edition under another name.
    SaveAs "action-save-as" File Edition "Ctrl+Shift+S" "";
    /// Exports the edition, in a format and with options chosen in a dialog.
    Export "action-export" File Edition "Ctrl+Shift+E" "download";
    /// Shows the backups of the edition.
    Backups "action-backups" File Edition "" "history";
    /// Edits the masthead and the page labels.
    Masthead "action-masthead" File Edition "Ctrl+M" "newspaper";
    /// Closes the edition.
    Close "action-close" File Edition "Ctrl+W" "x";
    /// Quits the program.
    Quit "action-quit" File Nothing "Ctrl+Q" "";

    /// Takes back the last edit.
    Undo "action-undo" Edit Edition "Ctrl+Z" "undo-2";
    /// Makes the last undone edit again.
    Redo "action-redo" Edit Edition "Ctrl+Y" "redo-2";
    /// Selects the whole manuscript.
    SelectAll "action-select-all" Edit Edition "Ctrl+A" "";
    /// Finds text in the draft or the raw pages.
    Find "action-find" Edit Edition "Ctrl+F" "search";
    /// Finds and replaces text in the draft.
    Replace "action-replace" Edit Edition "Ctrl+H" "replace";
    /// Goes to the next match.
    FindNext "action-find-next" Edit Edition "F3" "chevron-down";
    /// Goes to the match before.
    FindPrevious "action-find-previous" Edit Edition "Shift+F3" "chevron-up";
    /// Replaces the match that is selected, and goes to the next.
    ReplaceOne "action-replace-one" Edit Edition "Ctrl+Shift+R" "";
    /// Replaces all matches in one step.
    ReplaceAll "action-replace-all" Edit Edition "Ctrl+Alt+Enter" "replace-all";

    /// 另起段: begins a paragraph at the caret.
    Split "action-split" Text Caret "Ctrl+Enter" "split";
    /// 接排: runs the paragraph on with the one before.
    JoinBefore "action-join-before" Text Caret "Ctrl+Shift+J" "";
    /// 接排: runs the next paragraph on.
    JoinNext "action-join-next" Text Caret "Ctrl+J" "merge";
    /// Makes the block a kicker.
    RoleKicker "role-kicker" Text Caret "Alt+1" "";
    /// Makes the block a headline.
    RoleHeadline "role-headline" Text Caret "Alt+2" "heading-1";
    /// Makes the block a deck.
    RoleDeck "role-deck" Text Caret "Alt+3" "";
    /// Makes the block a byline.
    RoleByline "role-byline" Text Caret "Alt+4" "pen-line";
    /// Makes the block a paragraph.
    RoleParagraph "role-paragraph" Text Caret "Alt+5" "pilcrow";
    /// Makes the block a subheading.
    RoleSubheading "role-subheading" Text Caret "Alt+6" "heading-2";
    /// Makes the block a caption.
    RoleCaption "role-caption" Text Caret "Alt+7" "image";
    /// Makes the block a credit.
    RoleCredit "role-credit" Text Caret "Alt+8" "camera";
    /// Makes the block a jump line.
    RoleJumpLine "role-jump-line" Text Caret "Alt+9" "forward";
    /// Makes the block a line of verse.
    RoleVerse "role-verse" Text Caret "Ctrl+Alt+1" "";
    /// Makes the block an item of a list.
    RoleItem "role-item" Text Caret "Ctrl+Alt+2" "";
    /// Makes the block a row of a table.
    RoleRow "role-row" Text Caret "Ctrl+Alt+3" "";
    /// Makes the block a signature.
    RoleSignature "role-signature" Text Caret "Ctrl+Alt+4" "";
    /// Makes the block a paragraph of an advertisement.
    RoleAdvertisement "role-advertisement" Text Caret "Ctrl+Alt+5" "";
    /// Moves the block up.
    BlockUp "action-block-up" Text Caret "Alt+ArrowUp" "arrow-up";
    /// Moves the block down.
    BlockDown "action-block-down" Text Caret "Alt+ArrowDown" "arrow-down";
    /// Sets the selected blocks aside.
    SetAside "action-set-aside" Text Caret "Ctrl+Shift+X" "archive";
    /// Puts the selected blocks among the furniture.
    ToFurniture "action-to-furniture" Text Caret "Ctrl+Shift+F" "";
    /// Brings blocks back from the furniture or what is set aside.
    BringBack "action-bring-back" Text Caret "Ctrl+Shift+B" "archive-restore";

    /// Marks the selected characters as illegible, or the caret's place as lacking one.
    MarkIllegible "action-mark-illegible" Text Caret "Alt+L" "square-dashed";
    /// Puts the selected text in the brackets of supplied text, or takes them away.
    MarkSupplied "action-mark-supplied" Text Caret "Alt+B" "brackets";
    /// Marks the text before the caret as printed so, or takes the mark away.
    MarkSic "action-mark-sic" Text Caret "Alt+S" "message-square";

    /// Begins an article with the caret's block.
    OpenArticle "action-open-article" Article Caret "Ctrl+Shift+Enter" "file-plus";
    /// Runs the article on from the one before.
    CloseArticle "action-close-article" Article Caret "Ctrl+Shift+Backspace" "";
    /// Makes one article of those that are picked in the outline.
    MergeArticles "action-merge-articles" Article Edition "Ctrl+Shift+M" "combine";
    /// Writes the article's headline in the outline.
    Rename "action-rename" Article Caret "F2" "";
    /// Moves the article up.
    ArticleUp "action-article-up" Article Caret "Alt+Shift+ArrowUp" "";
    /// Moves the article down.
    ArticleDown "action-article-down" Article Caret "Alt+Shift+ArrowDown" "";
    /// Makes the selected lines the headline of the current article.
    MakeHeadline "action-make-headline" Article Caret "Ctrl+Shift+H" "heading";
    /// Writes a headline the paper did not print.
    SupplyHeadline "action-supply-headline" Article Caret "Ctrl+Shift+N" "";
    /// Goes to the field for a new tag.
    AddTag "action-add-tag" Article Caret "Ctrl+T" "tag";
    /// Goes to the field of the section.
    EditSection "action-edit-section" Article Caret "Ctrl+Shift+T" "";
    /// Puts the article's section and tags into the house style's vocabularies.
    KeepTerms "action-keep-terms" Article Caret "" "";
    /// Marks the article as checked, or takes the mark away.
    Checked "action-checked" Article Caret "Ctrl+K" "circle-check";
    /// Goes to the next article.
    NextArticle "action-next-article" Article Edition "Ctrl+PageDown" "";
    /// Goes to the article before.
    PreviousArticle "action-previous-article" Article Edition "Ctrl+PageUp" "";

    /// Goes to the next query.
    NextQuery "action-next-query" Query Edition "F8" "message-circle-question-mark";
    /// Goes to the query before.
    PreviousQuery "action-previous-query" Query Edition "Shift+F8" "";
    /// Goes back to the query that was left last.
    BackToQuery "action-back-to-query" Query Edition "Alt+F8" "corner-up-right";
    /// Accepts the first remedy of the current query.
    AcceptQuery "action-accept-query" Query Edition "Ctrl+Space" "check";
    /// Accepts the first remedy of the current query and of all that are like it.
    AcceptSeries "action-accept-series" Query Edition "Ctrl+Shift+Space" "check-check";
    /// Lets the text of the current query stand.
    DismissQuery "action-dismiss-query" Query Edition "Ctrl+Delete" "";

    /// Puts the surest queries first, or those at the beginning of the manuscript.
    QueriesByDoubt "action-queries-by-doubt" Query Edition "" "";
    /// Shows the raw text, the facsimile, or both beside the draft.
    ShowFacsimile "action-show-facsimile" Facsimile Edition "Ctrl+Shift+I" "image";
    /// Shows the image of the caret's raw line under its row, or hides it.
    LineStrip "action-line-strip" Facsimile Edition "F7" "scan-text";
    /// Shades raw text by how sure the OCR was of it, or not.
    ShowCertainty "action-show-certainty" Facsimile Edition "Ctrl+Shift+U" "blend";
    /// Chooses the image of the caret's page.
    ChooseImage "action-choose-image" Facsimile Edition "" "image-plus";
    /// Makes a column of the page as wide as the pane.
    FitColumn "action-fit-column" Facsimile Edition "" "columns-3";
    /// Makes the page as wide as the pane.
    FitWidth "action-fit-width" Facsimile Edition "" "move-horizontal";
    /// Shows the whole page.
    FitPage "action-fit-page" Facsimile Edition "" "fullscreen";
    /// Makes the caret's line as wide as the pane.
    FitLine "action-fit-line" Facsimile Edition "" "rectangle-horizontal";
    /// Shows the caret's character large.
    FitCaret "action-fit-caret" Facsimile Edition "" "text-cursor";
    /// Shows each pixel of the image as one of the screen.
    ActualSize "action-actual-size" Facsimile Edition "" "";
    /// Makes the image larger.
    ImageLarger "action-image-larger" Facsimile Edition "Ctrl+Alt+Equals" "zoom-in";
    /// Makes the image smaller.
    ImageSmaller "action-image-smaller" Facsimile Edition "Ctrl+Alt+Minus" "zoom-out";
    /// Turns the image by a quarter, clockwise.
    TurnImage "action-turn-image" Facsimile Edition "" "rotate-cw";
    /// Has the mouse pick lines on the image, or move it.
    PickTool "action-pick-tool" Facsimile Edition "Ctrl+Alt+P" "square-dashed-mouse-pointer";
    /// Picks the caret's raw line for the commands that follow, or lets it go.
    PickLine "action-pick-line" Facsimile Caret "Ctrl+Shift+L" "list-plus";
    /// Puts the picked lines together in the order in which they were picked, where the first of them stands.
    GatherLines "action-gather-lines" Facsimile Edition "Ctrl+Shift+G" "list-ordered";
    /// Moves the picked lines after the caret's block.
    MoveLines "action-move-lines" Facsimile Edition "Ctrl+Shift+V" "arrow-right-to-line";
    /// Lets the picked lines go.
    ReleaseLines "action-release-lines" Facsimile Edition "" "x";
    /// Spreads the tones of faint scans, or shows them as they are.
    Contrast "action-contrast" Facsimile Edition "" "contrast";
    /// Shows scans light on dark, or as they are.
    Invert "action-invert" Facsimile Edition "" "sun-moon";

    /// Shows the list of queries in place of the outline, or the outline again.
    ShowQueue "action-show-queue" View Edition "Ctrl+Shift+Q" "list-checks";

    /// The light theme.
    ThemeLight "action-theme-light" View Nothing "" "sun";
    /// The dark theme.
    ThemeDark "action-theme-dark" View Nothing "" "moon";
    /// The paper theme.
    ThemePaper "action-theme-paper" View Nothing "" "scroll-text";
    /// Shows what was changed against the raw text, or hides it.
    ShowChanges "action-show-changes" View Nothing "Ctrl+Shift+D" "diff";
    /// Sets the manuscript in sans instead of serif, or in serif again.
    Sans "action-sans" View Nothing "" "type";
    /// Makes the manuscript's text larger.
    TextLarger "action-text-larger" View Nothing "Ctrl+Shift+ArrowUp" "zoom-in";
    /// Makes the manuscript's text smaller.
    TextSmaller "action-text-smaller" View Nothing "Ctrl+Shift+ArrowDown" "zoom-out";
    /// Makes all of the window larger.
    WindowLarger "action-window-larger" View Nothing "Ctrl+Equals" "maximize";
    /// Makes all of the window smaller.
    WindowSmaller "action-window-smaller" View Nothing "Ctrl+Minus" "";
    /// Makes the window as large as it usually is.
    WindowUsual "action-window-usual" View Nothing "Ctrl+0" "";
    /// Shows the interface in English.
    LanguageEnglish "action-language-english" View Nothing "" "languages";
    /// Shows the interface in Chinese.
    LanguageChinese "action-language-chinese" View Nothing "" "";
    /// Goes to the next pane.
    NextPane "action-next-pane" View Edition "F6" "";

    /// Finds a command by its name.
    Palette "action-palette" Help Nothing "Ctrl+Shift+P" "command";
    /// Writes a file with all shortcuts, to be changed by hand.
    KeymapFile "action-keymap-file" Help Nothing "" "file-text";
    /// Chooses the house style to work by.
    ChooseStyle "action-choose-style" Help Nothing "" "";
    /// Writes a file with the standard house style, to change.
    StyleFile "action-style-file" Help Nothing "" "";
    /// Shows all shortcuts on one page.
    Shortcuts "action-shortcuts" Help Nothing "F1" "keyboard";
}

impl Action {
    /// The action that gives a block this role.
    pub fn for_role(role: Role) -> Action {
        match role {
            Role::Kicker => Action::RoleKicker,
            Role::Headline => Action::RoleHeadline,
            Role::Deck => Action::RoleDeck,
            Role::Byline => Action::RoleByline,
            Role::Paragraph => Action::RoleParagraph,
            Role::Subheading => Action::RoleSubheading,
            Role::Caption => Action::RoleCaption,
            Role::Credit => Action::RoleCredit,
            Role::JumpLine => Action::RoleJumpLine,
            Role::Verse => Action::RoleVerse,
            Role::Item => Action::RoleItem,
            Role::Row => Action::RoleRow,
            Role::Signature => Action::RoleSignature,
            Role::Advertisement => Action::RoleAdvertisement,
        }
    }

    /// The role the action gives a block, if it does.
    pub fn role(self) -> Option<Role> {
        Role::ALL.into_iter().find(|role| Action::for_role(*role) == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Locale};

    #[test]
    fn every_action_has_words() {
        for language in Language::ALL {
            let locale = Locale::load(language);
            let missing: Vec<_> = Action::ALL.iter().map(|action| action.key()).filter(|key| !locale.has(key)).collect();
            assert_eq!(missing, [""; 0], "{language:?}");
        }
    }

    #[test]
    fn each_role_has_its_action() {
        assert!(Role::ALL.into_iter().all(|role| Action::for_role(role).role() == Some(role)));
        assert_eq!(Action::Save.role(), None);
    }
}
