//! The roles of blocks: one table, a row a role. What a row leaves out is that of a paragraph.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident $name:literal { $($fields:tt)* })*) => {
        /// What a block is in its story. In edition files a role has its name here.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Role { $($(#[$doc])* $role,)* }

        impl Role {
            /// All roles, in the order in which they stand in a story.
            pub const ALL: [Role; [$(Role::$role),*].len()] = [$(Role::$role),*];

            /// The role's name for programs, as in the JSON export.
            pub fn name(self) -> &'static str {
                match self { $(Role::$role => $name,)* }
            }

            /// The key of the role's name in words.
            pub fn key(self) -> &'static str {
                match self { $(Role::$role => concat!("role-", $name),)* }
            }

            /// The key of its short name, as it stands in the manuscript's margin.
            pub fn label_key(self) -> &'static str {
                match self { $(Role::$role => concat!("label-", $name),)* }
            }

            /// How blocks of this role look and how they are exported.
            pub fn form(self) -> &'static Form {
                match self { $(Role::$role => const { &Form { $($fields)* } },)* }
            }
        }
    };
}

roles! {
    /// 引题: a line over the headline.
    Kicker "kicker" {
        shortcut: "Alt+1",
        field: ExportField::Kicker, tei: Tei::Head("kicker"), html: Html::element("p", "kicker"), markdown: Markdown::EMPHASIS, docx: "Kicker",
        indent: 0, look: Look { apart: true, ..Look::DECK }, ..Form::PARAGRAPH
    }
    /// 主题: a line of the headline.
    Headline "headline" {
        shortcut: "Alt+2", icon: "heading-1",
        field: ExportField::Headline, tei: Tei::Head("main"), html: Html::element("h2", ""), markdown: Markdown::line("## "), docx: "Heading1",
        indent: 0, look: Look::HEADLINE, ..Form::PARAGRAPH
    }
    /// 副题: a line under the headline.
    Deck "deck" {
        shortcut: "Alt+3",
        field: ExportField::Deck, tei: Tei::Head("deck"), html: Html::element("p", "deck"), markdown: Markdown::EMPHASIS, docx: "Deck",
        indent: 0, look: Look::DECK, ..Form::PARAGRAPH
    }
    /// Who wrote the story, on a line of its own.
    Byline "byline" {
        shortcut: "Alt+4", icon: "pen-line",
        field: ExportField::Byline, tei: Tei::Byline, html: Html::element("p", "byline"), markdown: Markdown::EMPHASIS, docx: "Byline",
        indent: 0, look: Look::NOTE, ..Form::PARAGRAPH
    }
    /// A paragraph of the story.
    #[default]
    Paragraph "paragraph" { shortcut: "Alt+5", icon: "pilcrow", ..Form::PARAGRAPH }
    /// A heading inside the story.
    Subheading "subheading" {
        shortcut: "Alt+6", icon: "heading-2",
        tei: Tei::Section, html: Html::element("h3", ""), markdown: Markdown::line("### "), docx: "Heading2",
        indent: 0, look: Look::SUBHEADING, ..Form::PARAGRAPH
    }
    /// A line of verse.
    Verse "verse" {
        shortcut: "Ctrl+Alt+1",
        gathers: true, tei: Tei::Within("lg", "l"), html: Html::within(("blockquote", "verse"), "p"),
        markdown: Markdown::gathered("> ", "", "\\\n"), docx: "Verse", indent: 2, look: Look { indent: 4, ..Look::LINE }, ..Form::PARAGRAPH
    }
    /// An item of a list, with its number or sign as it is printed.
    Item "item" {
        shortcut: "Ctrl+Alt+2",
        gathers: true, tei: Tei::Within("list", "item"), html: Html::within(("ol", "items"), "li"),
        markdown: Markdown::gathered("- ", "", "\n"), docx: "ListParagraph", look: Look { indent: 2, ..Look::LINE }, ..Form::PARAGRAPH
    }
    /// A row of a table, its cells divided by blanks.
    Row "row" {
        shortcut: "Ctrl+Alt+3",
        gathers: true, cell: Some(Cell { tei: "cell", html: "td" }), tei: Tei::Within("table", "row"),
        html: Html::within(("table", "rows"), "tr"), markdown: Markdown::gathered("| ", " |", "\n"), docx: "Row",
        indent: 0, look: Look::LINE, ..Form::PARAGRAPH
    }
    /// Who signed a letter or a notice, and when.
    Signature "signature" {
        shortcut: "Ctrl+Alt+4",
        tei: Tei::Signed, html: Html::element("p", "signature"), markdown: Markdown::EMPHASIS, docx: "Signature",
        indent: 4, look: Look { indent: 8, ..Look::LINE }, ..Form::PARAGRAPH
    }
    /// What a picture shows.
    Caption "caption" {
        shortcut: "Alt+7", icon: "image",
        field: ExportField::Captions, tei: Tei::Figure("figDesc"), html: Html::within(("figure", ""), "figcaption"),
        markdown: Markdown::line("> "), docx: "Caption", indent: 0, look: Look::NOTE, ..Form::PARAGRAPH
    }
    /// Who made a picture or supplied the text.
    Credit "credit" {
        shortcut: "Alt+8", icon: "camera",
        field: ExportField::Captions, tei: Tei::Figure("byline"), html: Html::element("p", "credit"), markdown: Markdown::EMPHASIS, docx: "Credit",
        indent: 0, look: Look::NOTE, ..Form::PARAGRAPH
    }
    /// 转版: `（下转4版）`, `（上接1版）`.
    JumpLine "jump-line" {
        shortcut: "Alt+9", icon: "forward",
        field: ExportField::Jump, tei: Tei::Jump, html: Html::element("p", "jump"), markdown: Markdown::EMPHASIS, docx: "JumpLine",
        indent: 0, look: Look::NOTE, ..Form::PARAGRAPH
    }
    /// A paragraph of an advertisement.
    Advertisement "advertisement" {
        shortcut: "Ctrl+Alt+5",
        gathers: true, tei: Tei::Apart("advertisement"), html: Html::within(("aside", "advertisement"), "p"),
        markdown: Markdown::gathered("> ", "", "\n>\n"), docx: "Advertisement", look: Look::NOTE, ..Form::PARAGRAPH
    }
}

impl Role {
    /// Whether the block is a part of the heading: kicker, headline or deck.
    pub fn is_heading(self) -> bool {
        matches!(self.form().tei, Tei::Head(_))
    }

    /// Whether the block is text of the story: a paragraph, a subheading, what else stands among them.
    pub fn is_text(self) -> bool {
        self.form().field == ExportField::Paragraphs
    }

    /// Whether the block belongs to a picture.
    pub fn is_of_picture(self) -> bool {
        self.form().field == ExportField::Captions
    }

    /// Whether a block of role `next` behind one of this role stands in the same poem, list, table or advertisement.
    pub fn gathers_with(self, next: Role) -> bool {
        self == next && self.form().gathers
    }
}

/// How blocks of a role look and how they are exported: a row of the table of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Whether neighbours of this role are one: the lines of a poem, the items of a list, the rows of a table.
    pub gathers: bool,
    /// What each cell is, where blanks cut a block into cells.
    pub cell: Option<Cell>,
    /// Which field of the JSON and of the catalogue's index they stand in.
    pub field: ExportField,
    /// What they are in TEI.
    pub tei: Tei,
    /// What they are in HTML and in books.
    pub html: Html,
    /// What stands round them in Markdown.
    pub markdown: Markdown,
    /// The name of their style in documents for word processors.
    pub docx: &'static str,
    /// How far they are indented in plain text, as a multiple of a paragraph's indent.
    pub indent: u32,
    /// How they are set on the desk.
    pub look: Look,
    /// The shortcut that gives blocks this role, as it is written in the keymap; empty for none.
    pub shortcut: &'static str,
    /// The name of the role's icon; empty for none.
    pub icon: &'static str,
}

impl Form {
    const PARAGRAPH: Form = Form {
        gathers: false,
        cell: None,
        field: ExportField::Paragraphs,
        tei: Tei::Element("p"),
        html: Html::element("p", ""),
        markdown: Markdown::line(""),
        docx: "BodyText",
        indent: 1,
        look: Look { indent: 2, justified: true, ..Look::LINE },
        shortcut: "",
        icon: "",
    };
}

/// The elements of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// In TEI.
    pub tei: &'static str,
    /// In HTML.
    pub html: &'static str,
}

/// A field of exports that have fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportField {
    /// The lines over the headline.
    Kicker,
    /// The headline.
    Headline,
    /// The lines under it.
    Deck,
    /// Who wrote the story.
    Byline,
    /// The story's text.
    Paragraphs,
    /// What belongs to pictures.
    Captions,
    /// What sends the reader to another page.
    Jump,
}

/// What a block is in TEI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tei {
    /// A head of this type at the beginning of the article.
    Head(&'static str),
    /// The head of a division of its own.
    Section,
    /// A byline, at the beginning or the end of the article.
    Byline,
    /// This element.
    Element(&'static str),
    /// Within the first element, which its neighbours share, the second.
    Within(&'static str, &'static str),
    /// This element in a figure, which a caption and its credits share.
    Figure(&'static str),
    /// A reference to another page.
    Jump,
    /// Who signed, in the closer at the end of the article.
    Signed,
    /// A paragraph in a division of this type, which its neighbours share.
    Apart(&'static str),
}

/// What a block is in HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Html {
    /// The element round it with its class, which its neighbours share where they gather.
    pub within: Option<(&'static str, &'static str)>,
    /// Its element.
    pub element: &'static str,
    /// Its class, or nothing.
    pub class: &'static str,
}

impl Html {
    const fn element(element: &'static str, class: &'static str) -> Html {
        Html { within: None, element, class }
    }

    const fn within(outer: (&'static str, &'static str), element: &'static str) -> Html {
        Html { within: Some(outer), element, class: "" }
    }
}

/// What stands round a block in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markdown {
    /// Before its text.
    pub before: &'static str,
    /// Behind its text.
    pub after: &'static str,
    /// Between blocks that are gathered.
    pub between: &'static str,
}

impl Markdown {
    const EMPHASIS: Markdown = Markdown { before: "*", after: "*", between: "" };

    const fn line(before: &'static str) -> Markdown {
        Markdown { before, after: "", between: "" }
    }

    const fn gathered(before: &'static str, after: &'static str, between: &'static str) -> Markdown {
        Markdown { before, after, between }
    }
}

/// How a block is set on the desk, as data: points and colours are the theme's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// How large its type is.
    pub size: TextSize,
    /// Whether its type is bold.
    pub strong: bool,
    /// Whether its ink is weaker than that of the story.
    pub muted: bool,
    /// How far its first line is indented, in ems.
    pub indent: u8,
    /// Whether its lines are spread to the full measure.
    pub justified: bool,
    /// Whether it stands apart from what is above it.
    pub apart: bool,
}

impl Look {
    const LINE: Look = Look { size: TextSize::Story, strong: false, muted: false, indent: 0, justified: false, apart: false };
    const HEADLINE: Look = Look { size: TextSize::Headline, strong: true, apart: true, ..Look::LINE };
    const DECK: Look = Look { size: TextSize::Deck, muted: true, ..Look::LINE };
    const SUBHEADING: Look = Look { strong: true, apart: true, ..Look::LINE };
    const NOTE: Look = Look { size: TextSize::Note, muted: true, ..Look::LINE };
}

/// How large a block's type is, beside that of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSize {
    /// As a headline.
    Headline,
    /// As the lines over and under it.
    Deck,
    /// As the story.
    Story,
    /// Smaller, and in sans.
    Note,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Locale};

    #[test]
    fn every_role_has_its_words() {
        for language in Language::ALL {
            let locale = Locale::load(language);
            let keys = Role::ALL.into_iter().flat_map(|role| [role.key(), role.label_key()]);
            assert_eq!(keys.filter(|key| !locale.has(key)).collect::<Vec<_>>(), [""; 0], "{language:?}");
        }
    }

    #[test]
    fn a_role_is_written_by_its_name_in_edition_files() {
        let written: Vec<String> = Role::ALL.iter().map(|role| ron::to_string(role).expect("RON")).collect();
        let names = "Kicker Headline Deck Byline Paragraph Subheading Verse Item Row Signature Caption Credit JumpLine Advertisement";
        assert_eq!(written.join(" "), names);
    }

    #[test]
    fn headings_text_and_pictures_are_told_apart() {
        let of = |is: fn(Role) -> bool| Role::ALL.into_iter().filter(|role| is(*role)).map(Role::name).collect::<Vec<_>>().join(" ");
        assert_eq!(of(Role::is_heading), "kicker headline deck");
        assert_eq!(of(Role::is_text), "paragraph subheading verse item row signature advertisement");
        assert_eq!(of(Role::is_of_picture), "caption credit");
        assert_eq!(of(|role| role.gathers_with(role)), "verse item row advertisement");
    }
}
