//! Sizes, spaces and corners, as named tokens.

/// Sizes of text and of the window's parts, in points.
pub mod size {
    /// Line numbers, margin labels.
    pub const TINY: f32 = 11.0;
    /// Labels, second lines.
    pub const SMALL: f32 = 12.0;
    /// The chrome's text.
    pub const BODY: f32 = 13.0;
    /// Raw text, titles of the chrome.
    pub const TITLE: f32 = 14.0;
    /// Headings of dialogs and of the start screen.
    pub const HEADING: f32 = 20.0;
    /// The word Stet in the bar.
    pub const WORDMARK: f32 = 21.0;
    /// The word Stet on the start screen.
    pub const WORDMARK_LARGE: f32 = 54.0;
    /// The story's text.
    pub const STORY: f32 = 17.0;
    /// A headline in the manuscript.
    pub const HEADLINE: f32 = 29.0;
    /// A deck or kicker in the manuscript.
    pub const DECK: f32 = 19.0;
    /// A row of the story, as a multiple of its size.
    pub const STORY_LEADING: f32 = 1.85;
    /// A row of a headline or label, as a multiple of its size.
    pub const TIGHT_LEADING: f32 = 1.4;
    /// Text of the chrome that is read at length.
    pub const READING: f32 = 14.0;
    /// A heading in such text.
    pub const SECTION: f32 = 16.0;
    /// A row of such text, as a multiple of its size.
    pub const READING_LEADING: f32 = 1.6;
    /// A row of raw text.
    pub const RAW_ROW: f32 = 22.0;
    /// The measure of the manuscript, in characters of the story's text.
    pub const MEASURE: f32 = 30.0;
    /// The bar above.
    pub const BAR: f32 = 46.0;
    /// The bar below.
    pub const STATUS: f32 = 30.0;
    /// The outline.
    pub const OUTLINE: f32 = 252.0;
    /// The raw text.
    pub const RAW: f32 = 366.0;
    /// The facsimile, alone or with the raw text below it.
    pub const FACSIMILE: f32 = 448.0;
    /// The image of a raw line under its row, as a multiple of the story's size.
    pub const STRIP: f32 = 1.6;
    /// The gutter with the ribbons.
    pub const RIBBONS: f32 = 64.0;
    /// The same in a narrow window.
    pub const RIBBONS_NARROW: f32 = 28.0;
    /// The rail of switches at the left edge.
    pub const RAIL: f32 = 36.0;
    /// The inspector.
    pub const INSPECTOR: f32 = 300.0;
    /// A menu, at least.
    pub const MENU: f32 = 260.0;
    /// A dialog.
    pub const DIALOG: f32 = 480.0;
    /// A dialog with two columns.
    pub const DIALOG_WIDE: f32 = 900.0;
    /// The narrower column of a dialog with two.
    pub const DIALOG_COLUMN: f32 = 268.0;
    /// The chapters of the manual.
    pub const CHAPTERS: f32 = 168.0;
    /// A page of the manual, with its chapters.
    pub const MANUAL: f32 = 1000.0;
    /// A row of a list in a dialog.
    pub const ROW: f32 = 26.0;
    /// A field or button.
    pub const FIELD_HEIGHT: f32 = 30.0;
    /// An icon in the chrome.
    pub const ICON: f32 = 16.0;
}

/// Spaces between things, in points.
pub mod space {
    /// Inside things.
    pub const XS: f32 = 4.0;
    /// Between things that belong together.
    pub const S: f32 = 8.0;
    /// Between things.
    pub const M: f32 = 12.0;
    /// Round a column's contents.
    pub const L: f32 = 16.0;
    /// Between groups.
    pub const XL: f32 = 24.0;
    /// Round the manuscript.
    pub const XXL: f32 = 34.0;
}

/// Rounded corners, in points.
pub mod radius {
    /// Fields and buttons.
    pub const FIELD: u8 = 6;
    /// Cards and windows.
    pub const CARD: u8 = 8;
    /// Chips.
    pub const CHIP: u8 = 12;
}
