//! PDF: the text that its pages draw, put in reading order, and their pictures.
//!
//! A page is interpreted as a viewer does, but instead of drawing it what is drawn is gathered: `document`, `glyphs`. Which character a glyph
//! is tell `characters`, `gbk`, `radicals` and `actual_text`; `doublets` leaves one of those drawn twice, `shifted_marks` and
//! `unseen_sizes` put right where some are and how large. `compose` makes text of them: `direction`, `lines`,
//! `order` and `paragraphs`, in a `frame` in which all lines run to the right. `picture` is the page as its facsimile, with `stand_ins` for
//! the fonts that the file does not hold. `copy` gives a page as it is to be drawn in another PDF (`copied`), but for its text layer
//! (`text_layer`, `text_mode`, `content_bytes`). All of this runs in a process of its own (`process`, `serve`), which is asked and answers in JSON
//! (`answers`).

mod actual_text;
mod answers;
mod characters;
mod compose;
mod content_bytes;
mod copied;
mod copy;
mod direction;
mod document;
mod doublets;
mod frame;
mod gbk;
mod glyphs;
mod labels;
mod lines;
mod matter;
mod order;
mod pages;
mod paragraphs;
mod picture;
mod process;
mod radicals;
#[cfg(test)]
mod samples;
mod selection;
mod serve;
mod shifted_marks;
mod stand_ins;
#[cfg(test)]
mod tests;
mod text_layer;
mod text_mode;
mod unseen_sizes;

pub use copied::{CopiedObject, CopiedPage, CopiedValue, copy_pages};
pub use document::PdfFault;
pub use pages::PdfNotice;
pub(super) use pages::READER;
pub use pages::{is_pdf, picture_of};
pub use picture::{PdfPicture, PictureFault};
pub use process::{MOST_MEMORY, READ_FOR_PARENT, read_in_child, serve_here};
pub use selection::{PageSelection, SelectionFault};
