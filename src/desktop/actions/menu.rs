//! The menus.

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
