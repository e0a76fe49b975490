//! A content stream without its text layer (ISO 32000-1, 9.3 and 14.6): what is not to be seen is taken out, what is to be seen is kept and
//! said to stand for no text.
//!
//! Text that is neither filled nor stroked (rendering mode 3) goes, and so does text that only clips (mode 7) where nothing is painted before
//! the clip ends. Where text that is to be seen follows it without a place of its own, its width is needed: then it stays, and is silenced as
//! what is to be seen. Marked content is not copied: it belongs
//! to the structure of the document, and an `ActualText` of its own would say what was printed again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use hayro::hayro_syntax::content::UntypedIter;
use hayro::hayro_syntax::object::Object;

use super::content_bytes::{write_inline_image, write_object};
use super::text_mode::TextMode;

/// Begins content that stands for no text, and ends it. It stands for a line end, as PDFium takes no text for no mark.
const SILENCED: &[u8] = b"/Span<</ActualText(\\n)>>BDC\n";
const SILENCED_END: &[u8] = b"EMC\n";
/// The most graphics states that are kept at once.
const MOST_SAVED: usize = 10_000;

/// Why a content stream cannot be written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContentFault {
    /// Its text is set in a font that it does not choose.
    #[error("text is set in a font that the content does not choose")]
    NoFont,
    /// Its states nest too deep.
    #[error("graphics states nest too deep")]
    TooDeep,
    /// It draws a form twice, whose text is to be seen once.
    #[error("the text of a form is to be seen in one place and not in another")]
    TwoModes,
}

/// A content stream that was written anew.
#[derive(Debug, Default)]
pub struct WrittenContent {
    /// Its bytes, not coded.
    pub bytes: Vec<u8>,
    /// The names of the fonts of text that is left.
    pub fonts: BTreeSet<Vec<u8>>,
    /// The names of the forms and images that it draws, and in which ways text is drawn there: forms go on in the same way.
    pub x_objects: BTreeMap<Vec<u8>, BTreeSet<TextMode>>,
    /// Whether a part of it belongs to a layer.
    pub has_layers: bool,
}

/// Writes a content stream without its text layer. `mode` is how text is drawn where it begins: a form goes on as what draws it.
///
/// # Errors
/// It leans on what is outside of it.
pub fn without_text_layer(content: &[u8], mode: TextMode) -> Result<WrittenContent, ContentFault> {
    let mut writer = ContentWriter { state: TextState { mode, font: None }, ..ContentWriter::default() };
    let mut instructions = UntypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        let operands: Vec<&Object<'_>> = instruction.operands().collect();
        writer.take(instruction.operator, &operands)?;
    }
    Ok(writer.finish())
}

/// What of the graphics state text depends on.
#[derive(Clone, Default)]
struct TextState {
    mode: TextMode,
    font: Option<Vec<u8>>,
}

/// Text that was shown and is not seen.
struct Unseen {
    range: Range<usize>,
    font: Option<Vec<u8>>,
    clips: bool,
}

/// Text from where it begins to where it ends.
#[derive(Default)]
struct TextObject {
    start: usize,
    is_shown: bool,
    /// What was shown unseen since the last place was set.
    unseen: Vec<Unseen>,
    /// What was shown before that and clips.
    clipping: Vec<Unseen>,
    /// What does nothing where nothing is shown.
    frame: Vec<Range<usize>>,
}

/// A text object that clips what is painted after it.
struct Clip {
    /// How many states were saved when it was set.
    depth: usize,
    text: Vec<Unseen>,
    /// Where the object stands, if nothing of it is seen, and what does nothing in it without the text.
    unseen: Option<(Range<usize>, Vec<Range<usize>>)>,
}

#[derive(Default)]
struct ContentWriter {
    written: WrittenContent,
    state: TextState,
    saved: Vec<TextState>,
    text: Option<TextObject>,
    /// The clips that text has set and nothing was painted through.
    clips: Vec<Clip>,
    /// What is taken out in the end.
    cuts: Vec<Range<usize>>,
    /// What is put in, and before which place.
    inserted: Vec<(usize, &'static [u8])>,
    /// Where fonts are chosen.
    choices: Vec<(Vec<u8>, Range<usize>)>,
}

impl ContentWriter {
    fn take(&mut self, operator: &[u8], operands: &[&Object<'_>]) -> Result<(), ContentFault> {
        match operator {
            b"BMC" | b"BDC" | b"MP" | b"DP" => {
                self.written.has_layers |= matches!(operands.first(), Some(Object::Name(tag)) if **tag == *b"OC");
            }
            b"EMC" => {}
            b"q" => self.save()?,
            b"Q" => self.restore(),
            b"BT" => self.begin_text(),
            b"ET" => self.end_text(),
            b"Td" | b"TD" | b"Tm" | b"T*" => self.place(operator, operands),
            b"Tj" | b"TJ" => self.show(operator, operands)?,
            b"'" => {
                self.place(b"T*", &[]);
                self.show(b"Tj", operands)?;
            }
            b"\"" => {
                if let [word, character, text] = operands {
                    self.write(b"Tw", &[*word]);
                    self.write(b"Tc", &[*character]);
                    self.place(b"T*", &[]);
                    self.show(b"Tj", &[*text])?;
                }
            }
            b"Tr" => {
                if let Some(Object::Number(mode)) = operands.last() {
                    self.state.mode = TextMode::of(mode.as_i64());
                }
                self.write(operator, operands);
            }
            b"Tf" => self.choose_font(operands),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"sh" => {
                self.paint();
                self.write(operator, operands);
            }
            b"Do" => {
                self.paint();
                if let Some(Object::Name(name)) = operands.last() {
                    self.written.x_objects.entry(name.to_vec()).or_default().insert(self.state.mode);
                    self.write(operator, operands);
                }
            }
            b"BI" => {
                self.paint();
                if let Some(Object::Stream(image)) = operands.last() {
                    write_inline_image(&mut self.written.bytes, image);
                }
            }
            _ => {
                self.write(operator, operands);
            }
        }
        Ok(())
    }

    /// Writes an instruction, and gives where it stands.
    fn write(&mut self, operator: &[u8], operands: &[&Object<'_>]) -> Range<usize> {
        let bytes = &mut self.written.bytes;
        let start = bytes.len();
        if operator.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'*') {
            for operand in operands {
                write_object(bytes, operand);
                bytes.push(b' ');
            }
            bytes.extend_from_slice(operator);
            bytes.push(b'\n');
        }
        start..bytes.len()
    }

    fn save(&mut self) -> Result<(), ContentFault> {
        if self.saved.len() >= MOST_SAVED {
            return Err(ContentFault::TooDeep);
        }
        self.saved.push(self.state.clone());
        self.write(b"q", &[]);
        Ok(())
    }

    /// Goes back to the state that was saved last. Where none was, nothing is to be done, least of all to what is outside.
    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
            self.write(b"Q", &[]);
            let depth = self.saved.len();
            self.end_clips(|clip| clip.depth > depth);
        }
    }

    /// Something is painted: what clips it stays.
    fn paint(&mut self) {
        for clip in std::mem::take(&mut self.clips) {
            self.written.fonts.extend(clip.text.into_iter().filter_map(|text| text.font));
            if let Some((object, _)) = clip.unseen {
                self.silence(object);
            }
        }
    }

    /// Takes out clips that are over with the states they were set in.
    fn end_clips(&mut self, is_over: impl Fn(&Clip) -> bool) {
        for clip in self.clips.extract_if(.., |clip| is_over(clip)) {
            self.cuts.extend(clip.text.into_iter().map(|text| text.range));
            self.cuts.extend(clip.unseen.into_iter().flat_map(|(_, frame)| frame));
        }
    }

    fn begin_text(&mut self) {
        let range = self.write(b"BT", &[]);
        let text = self.text.get_or_insert(TextObject { start: range.start, ..TextObject::default() });
        text.frame.push(range);
    }

    fn end_text(&mut self) {
        self.settle();
        let Some(mut text) = self.text.take() else { return };
        let end = self.write(b"ET", &[]);
        let object = text.start..end.end;
        text.frame.push(end);
        let depth = self.saved.len();
        match (text.is_shown, text.clipping.is_empty()) {
            (true, is_seen_alone) => {
                self.silence(object);
                if !is_seen_alone {
                    self.clips.push(Clip { depth, text: text.clipping, unseen: None });
                }
            }
            (false, true) => self.cuts.extend(text.frame),
            (false, false) => self.clips.push(Clip { depth, text: text.clipping, unseen: Some((object, text.frame)) }),
        }
    }

    /// What was shown unseen has no part in what follows: it goes, but for what may yet clip.
    fn settle(&mut self) {
        let Some(text) = &mut self.text else { return };
        for unseen in text.unseen.drain(..) {
            if unseen.clips { text.clipping.push(unseen) } else { self.cuts.push(unseen.range) }
        }
    }

    fn silence(&mut self, range: Range<usize>) {
        self.inserted.push((range.start, SILENCED));
        self.inserted.push((range.end, SILENCED_END));
    }

    /// Text is given a new place.
    fn place(&mut self, operator: &[u8], operands: &[&Object<'_>]) {
        self.settle();
        let range = self.write(operator, operands);
        // TD sets the leading too, which stays.
        if let Some(text) = self.text.as_mut().filter(|_| operator != b"TD") {
            text.frame.push(range);
        }
    }

    fn show(&mut self, operator: &[u8], operands: &[&Object<'_>]) -> Result<(), ContentFault> {
        let mode = self.state.mode;
        if mode == TextMode::Seen {
            self.paint();
        }
        let range = self.write(operator, operands);
        let font = self.state.font.clone();
        match &mut self.text {
            Some(text) if mode != TextMode::Seen => text.unseen.push(Unseen { range, font, clips: mode == TextMode::Clipping }),
            None if mode == TextMode::Unseen => self.cuts.push(range),
            Some(text) => {
                text.is_shown = true;
                let needed = text.unseen.drain(..).filter_map(|unseen| unseen.font);
                self.written.fonts.extend(needed.chain([font.ok_or(ContentFault::NoFont)?]));
            }
            None => {
                self.written.fonts.insert(font.ok_or(ContentFault::NoFont)?);
                self.silence(range);
            }
        }
        Ok(())
    }

    fn choose_font(&mut self, operands: &[&Object<'_>]) {
        let range = self.write(b"Tf", operands);
        let name = operands.iter().find_map(|operand| if let Object::Name(name) = operand { Some(name.to_vec()) } else { None });
        if let Some(name) = name {
            self.choices.push((name.clone(), range));
            self.state.font = Some(name);
        }
    }

    /// The content with what is put in and without what is taken out: the text that goes, and the choice of fonts that nothing is set in.
    fn finish(mut self) -> WrittenContent {
        if self.text.is_some() {
            self.end_text();
        }
        while !self.saved.is_empty() {
            self.restore();
        }
        self.end_clips(|_| true);
        let unused = self.choices.into_iter().filter(|(name, _)| !self.written.fonts.contains(name)).map(|(_, range)| range);
        self.cuts.extend(unused);
        self.cuts.sort_by_key(|range| range.start);
        self.inserted.sort_by_key(|(place, _)| *place);
        let mut bytes = Vec::with_capacity(self.written.bytes.len());
        let (mut cuts, mut inserted) = (self.cuts.into_iter().peekable(), self.inserted.into_iter().peekable());
        let mut at = 0;
        while at < self.written.bytes.len() {
            while let Some((_, text)) = inserted.next_if(|(place, _)| *place <= at) {
                bytes.extend_from_slice(text);
            }
            while let Some(cut) = cuts.next_if(|cut| cut.start <= at) {
                at = at.max(cut.end);
            }
            let end = self.written.bytes.len();
            let next = end.min(cuts.peek().map_or(end, |cut| cut.start)).min(inserted.peek().map_or(end, |(place, _)| *place));
            bytes.extend_from_slice(self.written.bytes.get(at..next).unwrap_or_default());
            at = at.max(next);
        }
        inserted.for_each(|(_, text)| bytes.extend_from_slice(text));
        self.written.bytes = bytes;
        self.written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(content: &str) -> (String, WrittenContent) {
        let written = without_text_layer(content.as_bytes(), TextMode::Seen).expect("content");
        (String::from_utf8(written.bytes.clone()).expect("letters"), written)
    }

    #[test]
    fn text_that_is_not_to_be_seen_goes_with_its_font() {
        let (text, content) = written("q BT 3 Tr /F1 10.5 Tf 1 0 0 1 5 -0.25 Tm [(old) -20 <6c61>] TJ T* (yer) ' ET Q\n/Im0 Do");
        assert_eq!(text, "q\n3 Tr\nQ\n/Im0 Do\n");
        assert!(content.fonts.is_empty() && content.x_objects.contains_key(&b"Im0"[..]));
        let (text, _) = written("3 Tr q 0 Tr Q BT /F1 9 Tf 2 3 (x) \" 0 -9 TD (y) Tj ET");
        assert_eq!(text, "3 Tr\nq\n0 Tr\nQ\n2 Tw\n3 Tc\n0 -9 TD\n", "what lasts beyond the text stays");
    }

    #[test]
    fn text_that_is_to_be_seen_stays_and_says_nothing() {
        let (text, content) =
            written("/P <</ActualText (was) /MCID 1>> BDC BT /F1 9 Tf 5 5 Td (a\\)\\r) Tj ET EMC BT /F2 9 Tf 2 Tr (b) Tj ET");
        let first = "/Span<</ActualText(\\n)>>BDC\nBT\n/F1 9 Tf\n5 5 Td\n(a\\)\\r) Tj\nET\nEMC\n";
        assert_eq!(text, format!("{first}/Span<</ActualText(\\n)>>BDC\nBT\n/F2 9 Tf\n2 Tr\n(b) Tj\nET\nEMC\n"));
        assert_eq!(content.fonts.len(), 2);
    }

    #[test]
    fn text_keeps_its_place_where_unseen_text_gave_it() {
        let (text, content) = written("BT /F1 9 Tf 3 Tr (a) Tj /F2 9 Tf 0 Tr (b) Tj ET");
        assert!(text.contains("(a) Tj") && content.fonts.len() == 2, "{text}");
        let (text, content) = written("BT /F1 9 Tf 3 Tr (a) Tj /F2 9 Tf 0 Tr 0 -9 Td (b) Tj 3 Tr (c) Tj ET");
        assert_eq!(text, "/Span<</ActualText(\\n)>>BDC\nBT\n3 Tr\n/F2 9 Tf\n0 Tr\n0 -9 Td\n(b) Tj\n3 Tr\nET\nEMC\n");
        assert_eq!(content.fonts.len(), 1);
    }

    #[test]
    fn text_that_clips_stays_where_something_is_painted_through_it() {
        let (text, content) = written("q BT /F1 9 Tf 7 Tr 5 5 Td (a) Tj ET Q 0 0 9 9 re f");
        assert_eq!(text, "q\n7 Tr\nQ\n0 0 9 9 re\nf\n");
        assert!(content.fonts.is_empty());
        let (text, content) = written("q BT /F1 9 Tf 7 Tr 5 5 Td (a) Tj ET q /Im0 Do Q Q");
        let clip = "/Span<</ActualText(\\n)>>BDC\nBT\n/F1 9 Tf\n7 Tr\n5 5 Td\n(a) Tj\nET\nEMC\n";
        assert_eq!(text, format!("q\n{clip}q\n/Im0 Do\nQ\nQ\n"));
        assert_eq!(content.fonts.len(), 1);
    }

    #[test]
    fn all_else_is_written_as_it_was() {
        let drawn = "0.5 0 0 rg\n[3 1.5 ] 0 d\n1 2 m\n30 40.125 l\nS\n/P0 scn\n";
        assert_eq!(written(drawn).0, drawn);
        let image = "BI /BPC 8 /CS /G /H 1 /W 3 ID abc\nEI\n";
        assert!(written(image).0.contains("ID abc"), "{}", written(image).0);
        assert_eq!(written("Q q 1 w Q Q q 2 w").0, "q\n1 w\nQ\nq\n2 w\nQ\n", "states begin and end");
        assert!(written("/OC /L1 BDC 1 w EMC").1.has_layers && !written("/P /L1 BDC 1 w EMC").1.has_layers);
        assert_eq!(without_text_layer(b"BT (a) Tj ET", TextMode::Seen).err(), Some(ContentFault::NoFont));
    }
}
