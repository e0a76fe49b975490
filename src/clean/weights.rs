//! The weights of the evidence, as natural logarithms of how much likelier it is seen in one case than in the other.
//!
//! They were set from counts on typeset pages with known structure (measures from 8 to 30 ems, with and without blank lines, headlines
//! before their stories, away from them, and missing), then rounded: no weight was set to suit one page.

/// A column changes its measure about once in 150 lines, most often where a story starts.
pub const MEASURE_CHANGE: f32 = 5.5;
/// It changes with a lead-in.
pub const MEASURE_CHANGE_STORY: f32 = 3.0;
/// It changes inside a paragraph, beside a picture.
pub const MEASURE_CHANGE_INSIDE: f32 = 7.0;
/// How much better a page must fit without indents.
pub const FLUSH_HABIT: f32 = 4.0;
/// A line whose width is the measure.
pub const FIT_EXACT: f32 = -0.4;
/// After a line that ends with a sentence: a first line of a paragraph, or one inside it.
pub const FIT_AFTER_SENTENCE: (f32, f32) = (-0.3, -1.2);
/// After any other line: the same.
pub const FIT_INSIDE: (f32, f32) = (-2.8, 0.0);
/// A line that ends with a sentence and yet fills the measure.
pub const FIT_FULL_LAST: f32 = -1.0;
/// The last line of a paragraph has any width.
pub const FIT_LAST: f32 = -2.2;
/// The score of a line, on the average, of a page that fits well.
pub const FITS_WELL: f32 = -1.2;
/// How much better a page must fit squeezed lines, for its typesetter to be taken for one who squeezes.
pub const SQUEEZE_HABIT: f32 = 4.0;
/// How much better a page must fit with Latin letters a full em wide.
pub const WIDE_LATIN_HABIT: f32 = 6.0;
/// A line shorter than the measure for another reason: a heading.
pub const FIT_OTHER: f32 = -4.0;
/// A line wider than the measure: only a heading can be.
pub const FIT_WIDER: f32 = -4.5;

/// A line that goes on in the next ends with a sentence by chance.
pub const MORE_SENTENCE_END: f32 = -2.8;
/// A letter-spaced line was justified: it is full, and not the last.
pub const SPACED_MORE: f32 = -0.3;
/// A letter-spaced line that is the last of its paragraph.
pub const SPACED_LAST: f32 = -4.5;
/// A line that stops although the next word would have fitted, with an em left over; up to [`UNFORCED_MOST`].
pub const UNFORCED: f32 = -4.3;
/// The same, where punctuation is squeezed, so that lines are uneven.
pub const UNFORCED_SQUEEZED: f32 = -2.5;
/// The same, for each further em.
pub const UNFORCED_EM: f32 = -1.0;
/// The most that a line which stops too early can count.
pub const UNFORCED_MOST: f32 = -7.5;
/// A line wider than its column can hold.
pub const TOO_WIDE: f32 = -7.0;
/// A paragraph begins without its indent.
pub const NO_INDENT: f32 = -2.8;

/// A paragraph ends with a sentence.
pub const LAST_SENTENCE_END: f32 = -0.1;
/// A paragraph ends with a bracket, as with the writer's name.
pub const LAST_BRACKET: f32 = -2.2;
/// A paragraph ends with a colon.
pub const LAST_COLON: f32 = -3.4;
/// A paragraph ends with a comma or the like: cut off, or going on elsewhere.
pub const LAST_COMMA: f32 = -5.5;
/// An item of a list ends with a semicolon, or what announces it with a colon, and another item follows.
pub const LAST_ITEM: f32 = -0.8;
/// A paragraph ends without punctuation.
pub const LAST_NONE: f32 = -4.2;
/// A jump line follows: anything may stand before it.
pub const LAST_JUMP: f32 = -0.3;

/// A paragraph goes on after a line.
pub const GOES_ON: f32 = -0.16;
/// A paragraph ends with a line.
pub const ENDS: f32 = -1.9;
/// After a block comes a paragraph.
pub const THEN_PARAGRAPH: f32 = -0.2;
/// After a block comes a heading.
pub const THEN_DISPLAY: f32 = -2.2;
/// After a heading comes another heading.
pub const DISPLAY_AGAIN: f32 = -1.2;
/// After a block comes a line the house style knows: caption, furniture, byline.
pub const THEN_KNOWN: f32 = -2.0;
/// A known line stands inside a paragraph.
pub const FLOATS: f32 = -5.0;
/// A line that looks like furniture or a byline is one.
pub const IS_KNOWN: f32 = 3.0;
/// A line break inside a paragraph, on a page whose lines are paragraphs.
pub const FLOWS_INSIDE: f32 = -14.0;
/// A word goes on over a line break inside a paragraph.
pub const WORD_GOES_ON: f32 = -0.85;
/// No word goes on there.
pub const WORD_ENDS: f32 = -0.55;
/// The end of one block and the start of the next read as one word.
pub const WORD_BY_CHANCE: f32 = -4.6;
/// A lead-in stands at the start of a line inside a paragraph.
pub const LEAD_IN_INSIDE: f32 = -9.0;
/// A paragraph starts with a mark that closes or follows.
pub const STARTS_CLOSED: f32 = -7.0;
/// A heading ends with a full stop, or has one inside.
pub const DISPLAY_STOP: f32 = -6.0;
/// A heading ends with a comma or a colon: it goes on in the next line.
pub const DISPLAY_COMMA: f32 = -1.8;
/// A heading ends with a question or exclamation mark.
pub const DISPLAY_ASKS: f32 = -1.0;
/// More blank lines than the page has between lines, inside a paragraph.
pub const GAP_INSIDE: f32 = -6.0;
/// The same between blocks.
pub const GAP_BETWEEN: f32 = -1.5;
/// Blanks before the first character, inside a paragraph, where most lines have none.
pub const LEAD_INSIDE: f32 = -1.0;
/// An indent that was kept, inside a paragraph.
pub const INDENT_INSIDE: f32 = -4.5;
/// A paragraph of a page that keeps its indents, without one.
pub const INDENT_MISSING: f32 = -2.5;
/// A caption begins as captions do.
pub const CAPTION_START: f32 = 3.0;
/// A caption begins like any paragraph.
pub const CAPTION_NO_START: f32 = -1.0;
/// A caption ends as captions do: with who took the picture.
pub const CAPTION_END: f32 = 4.5;
/// A caption breaks off.
pub const CAPTION_NO_END: f32 = -4.0;
/// A caption ends with a sentence, like any paragraph.
pub const CAPTION_STOP: f32 = -2.0;
/// The last line of a caption can have any width.
pub const CAPTION_WIDTH: f32 = -2.5;
/// A paragraph of nothing but a bracket: it closes the one before.
pub const STARTS_BRACKET_ALONE: f32 = -4.0;
/// Latin letters on both sides of a break between blocks.
pub const LATIN_APART: f32 = -3.0;
/// A line of Latin letters alone, inside a paragraph.
pub const LATIN_LINE: f32 = -1.5;
/// The same, as a heading.
pub const DISPLAY_LATIN: f32 = -5.0;
/// A page ends inside a paragraph.
pub const ENDS_OPEN: f32 = -4.5;
/// Chinese text follows a line of code.
pub const CODE_ENDS: f32 = 4.0;
/// A line of running text without any mark, for each of its characters.
pub const BARE_OF_MARKS: f32 = -0.02;
/// The measure changes inside a paragraph.
pub const MEASURE_CHANGED_INSIDE: f32 = -1.0;
/// What begins and ends as a caption does, inside a paragraph.
pub const CAPTION_INSIDE: f32 = -6.0;

/// A line set as a heading, where the layout tells headings from text; the same of a line set as text.
pub const LARGE_HEADING: f32 = 6.0;
pub const SMALL_HEADING: f32 = -1.5;
/// A line set as a heading begins a paragraph.
pub const LARGE_TEXT: f32 = -6.0;
/// The size of type changes inside a paragraph.
pub const SIZE_CHANGED_INSIDE: f32 = -7.0;
/// The source's articles part the lines of a paragraph.
pub const ARTICLE_INSIDE: f32 = -9.0;
/// A region of the source begins inside a paragraph: OCR programs part them at the slightest unevenness.
pub const REGION_INSIDE: f32 = -1.5;
/// The least that the width of a line which reaches the edge of its column counts, and the most of one that stops short of it.
pub const REACHES_EDGE: f32 = -0.8;
pub const STOPS_SHORT: f32 = -5.5;
/// A story begins where the source's articles change, and none where they do not.
pub const OTHER_ARTICLE: f32 = 9.0;
pub const SAME_ARTICLE: f32 = -12.0;
/// Headings between two paragraphs that are set larger than text are headlines; of others, where the page has larger ones, few are.
pub const LARGE_BETWEEN: f32 = 4.5;
pub const SMALL_BETWEEN: f32 = -3.0;
/// A heading set larger than text heads a story; one that is not, where others are, does not, and stands in one.
pub const LARGE_HEADS: f32 = 3.0;
pub const SMALL_HEADS: f32 = -4.0;
/// The next line of a headline stands in the same region, set as the one before.
pub const SAME_REGION: f32 = 2.5;
/// A headline in the article of its story, by the source; and in another.
pub const HEADS_ITS_ARTICLE: f32 = 9.0;
pub const HEADS_ANOTHER: f32 = -9.0;
