//! The actions of the menus, in one table: what each is called, where it stands, and its shortcut and icon.

mod making;
mod menu;

pub use menu::Menu;

use crate::edition::Role;
use making::{actions, joined, length};

/// The actions that give blocks a role, in the order of the roles.
const ROLES: [Action; Role::ALL.len()] = {
    let mut roles = [Action::Edition(EditionAction::Role(Role::Paragraph)); Role::ALL.len()];
    let mut at = 0;
    while at < roles.len() {
        roles[at] = Action::Edition(EditionAction::Role(Role::ALL[at]));
        at += 1;
    }
    roles
};

/// An action of the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// One that needs no open edition.
    Shell(ShellAction),
    /// One on the open edition.
    Edition(EditionAction),
}

actions! {
    Shell {
        /// Opens raw pages or an edition, chosen in a dialog.
        OpenFiles "action-open-files" File "Ctrl+O" "file-input";
        /// Opens the pages of a folder as one edition.
        OpenFolder "action-open-folder" File "Ctrl+Shift+O" "folder-open";
        /// Lists the issues of a collection.
        ShowCollection "action-show-collection" File "Ctrl+Alt+O" "archive";
        /// Searches the editions of the collection.
        SearchCollection "action-search-collection" File "Ctrl+Alt+F" "search";
        /// Opens the next issue of the collection that is to be worked on.
        NextIssue "action-next-issue" File "Ctrl+Alt+N" "";
        /// Opens the sample page.
        OpenSample "action-open-sample" File "" "newspaper";
    }
    Edition {
        /// Saves the edition.
        Save "action-save" File "Ctrl+S" "save";
        /// Saves the edition under another name.
        SaveAs "action-save-as" File "Ctrl+Shift+S" "";
        /// Exports the edition, in a format and with options chosen in a dialog.
        Export "action-export" File "Ctrl+Shift+E" "download";
        /// Shows the backups of the edition.
        Backups "action-backups" File "" "history";
        /// Edits the masthead and the page labels.
        Masthead "action-masthead" File "Ctrl+M" "newspaper";
        /// Merges another's version of the edition into it.
        MergeVersion "action-merge-version" File "" "";
        /// Reads other pages of the PDF that the draft was made from.
        ChoosePages "action-choose-pages" File "" "";
        /// Takes the password of a locked PDF, whose pages' images are shown then.
        Unlock "action-unlock" File "" "";
        /// Closes the edition.
        Close "action-close" File "Ctrl+W" "x";
    }
    Shell {
        /// Quits the program.
        Quit "action-quit" File "Ctrl+Q" "";
    }
    Edition {
        /// Takes back the last edit.
        Undo "action-undo" Edit "Ctrl+Z" "undo-2";
        /// Makes the last undone edit again.
        Redo "action-redo" Edit "Ctrl+Y" "redo-2";
        /// Pastes text with its empty lines and indents.
        PasteAsItIs "action-paste-as-it-is" Edit "Ctrl+Alt+V" "clipboard-paste";
        /// Selects the block, then its article, then the whole manuscript.
        SelectAll "action-select-all" Edit "Ctrl+A" "";
        /// Goes to a page, an article or a raw line, found by its name or number.
        GoTo "action-go-to" Edit "Ctrl+G" "hash";
        /// Lists the words of the edition by how often they are written.
        WordList "action-word-list" Edit "Ctrl+Shift+W" "whole-word";
        /// Finds text in the draft or the raw pages.
        Find "action-find" Edit "Ctrl+F" "search";
        /// Finds and replaces text in the draft.
        Replace "action-replace" Edit "Ctrl+H" "replace";
        /// Goes to the next match.
        FindNext "action-find-next" Edit "F3" "chevron-down";
        /// Goes to the match before.
        FindPrevious "action-find-previous" Edit "Shift+F3" "chevron-up";
        /// Replaces the match that is selected, and goes to the next.
        ReplaceOne "action-replace-one" Edit "Ctrl+Shift+R" "";
        /// Replaces all matches in one step.
        ReplaceAll "action-replace-all" Edit "Ctrl+Alt+Enter" "replace-all";

        /// 另起段: begins a paragraph at the caret.
        Split "action-split" Text "Ctrl+Enter" "split";
        /// 接排: runs the paragraph on with the one before.
        JoinBefore "action-join-before" Text "Ctrl+Shift+J" "";
        /// 接排: runs the next paragraph on.
        JoinNext "action-join-next" Text "Ctrl+J" "merge";
    }
    Roles {}
    Edition {
        /// Moves the block up.
        BlockUp "action-block-up" Text "Alt+ArrowUp" "arrow-up";
        /// Moves the block down.
        BlockDown "action-block-down" Text "Alt+ArrowDown" "arrow-down";
        /// Sets the selected blocks aside.
        SetAside "action-set-aside" Text "Ctrl+Shift+X" "archive";
        /// Puts the selected blocks among the furniture.
        ToFurniture "action-to-furniture" Text "Ctrl+Shift+F" "";
        /// Brings blocks back from the furniture or what is set aside.
        BringBack "action-bring-back" Text "Ctrl+Shift+B" "archive-restore";

        /// Marks the selected characters as illegible, or the caret's place as lacking one.
        MarkIllegible "action-mark-illegible" Text "Alt+L" "square-dashed";
        /// Puts the selected text in the brackets of supplied text, or takes them away.
        MarkSupplied "action-mark-supplied" Text "Alt+B" "brackets";
        /// Marks the text before the caret as printed so, or takes the mark away.
        MarkSic "action-mark-sic" Text "Alt+S" "message-square";

        /// Begins an article with the caret's block.
        OpenArticle "action-open-article" Article "Ctrl+Shift+Enter" "file-plus";
        /// Runs the article on from the one before.
        CloseArticle "action-close-article" Article "Ctrl+Shift+Backspace" "";
        /// Makes one article of those that are picked in the outline.
        MergeArticles "action-merge-articles" Article "Ctrl+Shift+M" "combine";
        /// Writes the article's headline in the outline.
        Rename "action-rename" Article "F2" "";
        /// Moves the article up.
        ArticleUp "action-article-up" Article "Alt+Shift+ArrowUp" "";
        /// Moves the article down.
        ArticleDown "action-article-down" Article "Alt+Shift+ArrowDown" "";
        /// Makes the selected lines the headline of the current article.
        MakeHeadline "action-make-headline" Article "Ctrl+Shift+H" "heading";
        /// Writes a headline the paper did not print.
        SupplyHeadline "action-supply-headline" Article "Ctrl+Shift+N" "";
        /// Goes to the field for a new tag.
        AddTag "action-add-tag" Article "Ctrl+T" "tag";
        /// Goes to the field of the section.
        EditSection "action-edit-section" Article "Ctrl+Shift+T" "";
        /// Puts the article's section and tags into the house style's vocabularies.
        KeepTerms "action-keep-terms" Article "" "";
        /// Marks the article as checked, or takes the mark away.
        Checked "action-checked" Article "Ctrl+K" "circle-check";
        /// Marks all articles of the caret's page as checked, or takes the marks away.
        PageChecked "action-page-checked" Article "Ctrl+Shift+K" "check-check";
        /// Goes to the next article.
        NextArticle "action-next-article" Article "Ctrl+PageDown" "";
        /// Goes to the article before.
        PreviousArticle "action-previous-article" Article "Ctrl+PageUp" "";

        /// Goes to the next query.
        NextQuery "action-next-query" Query "F8" "message-circle-question-mark";
        /// Goes to the query before.
        PreviousQuery "action-previous-query" Query "Shift+F8" "";
        /// Goes back to the query that was left last.
        BackToQuery "action-back-to-query" Query "Alt+F8" "corner-up-right";
        /// Accepts the first remedy of the current query.
        AcceptQuery "action-accept-query" Query "Ctrl+Space" "check";
        /// Accepts the first remedy of the current query and of all that are like it.
        AcceptSeries "action-accept-series" Query "Ctrl+Shift+Space" "check-check";
        /// Lets the text of the current query stand.
        DismissQuery "action-dismiss-query" Query "Ctrl+Delete" "";
        /// Says that a word is right wherever it stands in the edition: the selected one, or that of the current query.
        GoodWord "action-good-word" Query "Ctrl+Alt+G" "spell-check";
        /// Has the collection's lists ask no more what they ask at the caret.
        SilenceListed "action-silence-listed" Query "" "";
        /// Puts that word into the good words of the collection.
        GoodWordOfCollection "action-good-word-of-collection" Query "Ctrl+Alt+W" "";
        /// Puts the selected name into the names of the collection.
        NameOfCollection "action-name-of-collection" Query "Ctrl+Alt+J" "";
        /// Puts the selected text into what the collection lists as often misread.
        SubstitutionOfCollection "action-substitution-of-collection" Query "Ctrl+Alt+H" "";

        /// Goes to the next place that the last round of proofreading changed.
        NextChange "action-next-change" Query "F9" "";
        /// Goes to the one before.
        PreviousChange "action-previous-change" Query "Shift+F9" "";
        /// Shows the queries of what the last round changed alone, or all.
        QueriesOfChanges "action-queries-of-changes" Query "" "";
        /// Comments on the selected text, or on the caret's block.
        CommentHere "action-comment-here" Query "Ctrl+Alt+M" "message-square";
        /// Closes a round of proofreading.
        CloseRound "action-close-round" Query "" "";
    }
    Shell {
        /// Counts what pages take, or ends that.
        CountEffort "action-count-effort" Query "" "";
    }
    Edition {
        /// Lists the places that are like the one at the caret, to be settled together.
        ShowAlike "action-show-alike" Query "Ctrl+Shift+A" "list-checks";
        /// Lets the text of all queries stand that are shown in the list.
        LetShownStand "action-let-shown-stand" Query "" "";
        /// Shows the queries of the caret's page alone, or all.
        QueriesOfPage "action-queries-of-page" Query "" "";
        /// Shows the queries of the caret's article alone, or all.
        QueriesOfArticle "action-queries-of-article" Query "" "";
        /// Shows what the collection's list names as often misread alone, or all.
        ReviewSubstitutions "action-review-substitutions" Query "" "";
        /// Puts the surest queries first, or those at the beginning of the manuscript.
        QueriesByDoubt "action-queries-by-doubt" Query "" "";
        /// Shows the raw text, the facsimile, or both beside the draft.
        ShowFacsimile "action-show-facsimile" Facsimile "Ctrl+Shift+I" "image";
        /// Shows the image of the caret's raw line under its row, or hides it.
        LineStrip "action-line-strip" Facsimile "F7" "scan-text";
        /// Shades raw text by how sure the OCR was of it, or not.
        ShowCertainty "action-show-certainty" Facsimile "Ctrl+Shift+U" "blend";
        /// Has the image of the caret's page read again, and the text compared with that.
        ReadPage "action-read-page" Facsimile "Ctrl+Alt+R" "scan-text";
        /// Has the images of all pages read again that were not yet.
        ReadAllPages "action-read-all-pages" Facsimile "" "";
        /// Has the caret's line read again.
        ReadLine "action-read-line" Facsimile "" "";
        /// Shows the images of the edition's characters side by side, the odd ones first.
        ShowCarpet "action-show-carpet" Facsimile "Ctrl+Alt+K" "";
        /// Puts another reading beside the pages: a file of another OCR program, or a text keyed by hand.
        AddWitness "action-add-witness" Facsimile "" "";
        /// Chooses the image of the caret's page.
        ChooseImage "action-choose-image" Facsimile "" "image-plus";
        /// Makes a column of the page as wide as the pane.
        FitColumn "action-fit-column" Facsimile "" "columns-3";
        /// Makes the page as wide as the pane.
        FitWidth "action-fit-width" Facsimile "" "move-horizontal";
        /// Shows the whole page.
        FitPage "action-fit-page" Facsimile "" "fullscreen";
        /// Makes the caret's line as wide as the pane.
        FitLine "action-fit-line" Facsimile "" "rectangle-horizontal";
        /// Shows the caret's character large.
        FitCaret "action-fit-caret" Facsimile "" "text-cursor";
        /// Shows each pixel of the image as one of the screen.
        ActualSize "action-actual-size" Facsimile "" "";
        /// Makes the image larger.
        ImageLarger "action-image-larger" Facsimile "Ctrl+Alt+Equals" "zoom-in";
        /// Makes the image smaller.
        ImageSmaller "action-image-smaller" Facsimile "Ctrl+Alt+Minus" "zoom-out";
        /// Turns the image by a quarter, clockwise.
        TurnImage "action-turn-image" Facsimile "" "rotate-cw";
        /// Has the mouse pick lines on the image, or move it.
        PickTool "action-pick-tool" Facsimile "Ctrl+Alt+P" "square-dashed-mouse-pointer";
        /// Picks the caret's raw line for the commands that follow, or lets it go.
        PickLine "action-pick-line" Facsimile "Ctrl+Shift+L" "list-plus";
        /// Puts the picked lines together in the order in which they were picked, where the first of them stands.
        GatherLines "action-gather-lines" Facsimile "Ctrl+Shift+G" "list-ordered";
        /// Moves the picked lines after the caret's block.
        MoveLines "action-move-lines" Facsimile "Ctrl+Shift+V" "arrow-right-to-line";
        /// Lets the picked lines go.
        ReleaseLines "action-release-lines" Facsimile "" "x";
        /// Has the mouse mark regions on the image to be read, or move it.
        MarkTool "action-mark-tool" Facsimile "Ctrl+Alt+B" "square-dashed";
        /// Marks the part of the image that is in sight.
        MarkShown "action-mark-shown" Facsimile "" "";
        /// Has the marked regions read, and puts what the text has not got into the draft.
        ReadRegions "action-read-regions" Facsimile "" "scan-text";
        /// Lets the marked regions go.
        ReleaseRegions "action-release-regions" Facsimile "" "x";
        /// Spreads the tones of faint scans, or shows them as they are.
        Contrast "action-contrast" Facsimile "" "contrast";
        /// Shows scans light on dark, or as they are.
        Invert "action-invert" Facsimile "" "sun-moon";

        /// Shows the outline, or folds it.
        ShowOutline "action-show-outline" View "Ctrl+1" "list-tree";
        /// Shows the raw text beside the draft, or folds it.
        ShowRaw "action-show-raw" View "Ctrl+2" "file-text";
        /// Shows the facsimile beside the draft, or folds it.
        ShowPageImage "action-show-page-image" View "Ctrl+3" "image";
        /// Shows the inspector, or folds it.
        ShowInspector "action-show-inspector" View "Ctrl+4" "panel-right";
        /// Shows the draft alone, or all columns again.
        DraftAlone "action-draft-alone" View "F11" "fullscreen";
        /// Shows the list of queries in place of the outline, or the outline again.
        ShowQueue "action-show-queue" View "Ctrl+Shift+Q" "list-checks";
    }
    Shell {
        /// The light theme.
        ThemeLight "action-theme-light" View "" "sun";
        /// The dark theme.
        ThemeDark "action-theme-dark" View "" "moon";
        /// The paper theme.
        ThemePaper "action-theme-paper" View "" "scroll-text";
        /// Shows what was changed against the raw text, or hides it.
        ShowChanges "action-show-changes" View "Ctrl+Shift+D" "diff";
        /// Sets the manuscript in sans instead of serif, or in serif again.
        Sans "action-sans" View "" "type";
        /// Makes the manuscript's text larger.
        TextLarger "action-text-larger" View "Ctrl+Shift+ArrowUp" "zoom-in";
        /// Makes the manuscript's text smaller.
        TextSmaller "action-text-smaller" View "Ctrl+Shift+ArrowDown" "zoom-out";
        /// Makes all of the window larger.
        WindowLarger "action-window-larger" View "Ctrl+Equals" "maximize";
        /// Makes all of the window smaller.
        WindowSmaller "action-window-smaller" View "Ctrl+Minus" "";
        /// Makes the window as large as it usually is.
        WindowUsual "action-window-usual" View "Ctrl+0" "";
        /// Shows the interface in English.
        LanguageEnglish "action-language-english" View "" "languages";
        /// Shows the interface in simplified Chinese.
        LanguageChinese "action-language-chinese" View "" "";
        /// Shows the interface in traditional Chinese.
        LanguageTraditional "action-language-traditional" View "" "";
    }
    Edition {
        /// Goes to the next pane.
        NextPane "action-next-pane" View "F6" "";
    }
    Shell {
        /// Shows the manual.
        Manual "action-manual" Help "Shift+F1" "book-open";
        /// Finds a command by its name.
        Palette "action-palette" Help "Ctrl+Shift+P" "command";
        /// Writes a file with all shortcuts, to be changed by hand.
        KeymapFile "action-keymap-file" Help "" "file-text";
        /// Chooses the house style to work by.
        ChooseStyle "action-choose-style" Help "" "";
        /// Writes a file with the standard house style, to change.
        StyleFile "action-style-file" Help "" "";
        /// Shows all shortcuts on one page.
        Shortcuts "action-shortcuts" Help "F1" "keyboard";
    }
}

impl Action {
    /// Whether a line in its menu stands before it.
    pub fn begins_group(self) -> bool {
        let firsts = [
            Action::Save,
            Action::Export,
            Action::Masthead,
            Action::Close,
            Action::PasteAsItIs,
            Action::GoTo,
            Action::BlockUp,
            Action::MarkIllegible,
            Action::Rename,
            Action::MakeHeadline,
            Action::AddTag,
            Action::Checked,
            Action::NextArticle,
            Action::AcceptQuery,
            Action::LetShownStand,
            Action::ChooseImage,
            Action::FitColumn,
            Action::PickTool,
            Action::MarkTool,
            Action::Contrast,
            Action::ShowQueue,
            Action::ThemeLight,
            Action::ShowChanges,
            Action::WindowLarger,
            Action::LanguageEnglish,
            Action::NextPane,
            Action::KeymapFile,
            Action::Shortcuts,
        ];
        firsts.contains(&self)
    }

    /// Whether it needs an open edition.
    pub fn needs_edition(self) -> bool {
        matches!(self, Action::Edition(_))
    }

    /// The role the action gives a block, if it does.
    pub fn role(self) -> Option<Role> {
        if let Action::Edition(EditionAction::Role(role)) = self { Some(role) } else { None }
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
    fn each_role_has_its_action_among_those_for_text() {
        let text = Action::ALL.iter().filter(|action| action.menu() == Menu::Text);
        assert_eq!(text.filter_map(|action| action.role()).collect::<Vec<_>>(), Role::ALL);
        assert_eq!(Action::Save.role(), None);
    }

    #[test]
    fn an_action_stands_in_the_menus_once() {
        let keys: std::collections::HashSet<_> = Action::ALL.iter().map(|action| action.key()).collect();
        assert_eq!(keys.len(), Action::ALL.len());
    }
}
