//! Copying pages of a PDF, each with all that it needs and nothing else: its content without the text layer, and the fonts, images and
//! colours that this uses, their streams as they are coded.

use std::collections::{BTreeSet, HashMap};

use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, Stream};
use hayro::hayro_syntax::page::{Page, Resources};

use super::copied::{CopiedObject, CopiedPage, CopiedValue};
use super::document::{MOST_POINTS, PdfDocument};
use super::text_layer::{ContentFault, WrittenContent, without_text_layer};
use super::text_mode::TextMode;

/// The most bytes, and the most objects, that are copied of one file.
pub const MOST_COPIED: usize = 256 << 20;
const MOST_OBJECTS: usize = 500_000;

/// What belongs to the document about the page, or would lead back to it: no page needs it to be drawn.
const LEFT_OUT: [&[u8]; 8] = [b"Metadata", b"StructParent", b"StructParents", b"AF", b"PieceInfo", b"LastModified", b"OPI", b"PtData"];

/// Entries of a dictionary.
type Entries = Vec<(Vec<u8>, CopiedValue)>;

/// Why a page is not copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CopyFault {
    /// It is larger than pages can be.
    #[error("the page is larger than pages can be")]
    PageTooLarge,
    /// It asks for too much.
    #[error("the page asks for too much")]
    TooMuch,
    /// Notes, stamps or fields are drawn over it, which are no part of its content.
    #[error("the page is annotated")]
    Annotated,
    /// It has layers, of which only the document says which are to be seen.
    #[error("the page has layers")]
    Layers,
    /// A stream is coded in a way that only the document explains.
    #[error("a stream cannot be copied")]
    Stream,
    /// Its content cannot be followed.
    #[error(transparent)]
    Content(#[from] ContentFault),
}

/// Copies pages of one document. What several of them use is copied with the first.
pub struct PageCopier<'a> {
    document: &'a PdfDocument,
    /// The numbers of the objects that were copied or are to be. A form is another one where its text is drawn in another way.
    numbers: HashMap<(ObjRef, TextMode), u32>,
    last: u32,
    bytes: usize,
}

impl<'a> PageCopier<'a> {
    /// Copies pages of this document.
    pub fn new(document: &'a PdfDocument) -> PageCopier<'a> {
        PageCopier { document, numbers: HashMap::new(), last: 0, bytes: 0 }
    }

    /// Copies a page, by its number from 1.
    ///
    /// # Errors
    /// It cannot be copied so that it looks as it does. [`PageCopier::forget`] has to follow.
    pub fn copy(&mut self, number: u32, page: &Page<'a>) -> Result<CopiedPage, CopyFault> {
        let size = page.render_dimensions();
        if !(size.0 <= MOST_POINTS && size.1 <= MOST_POINTS) {
            return Err(CopyFault::PageTooLarge);
        }
        if is_annotated(page) {
            return Err(CopyFault::Annotated);
        }
        let mut copying = Copying { copier: self, page, waiting: Vec::new(), objects: Vec::new() };
        let form = copying.form_of_page()?;
        while let Some((source, mode, number)) = copying.waiting.pop() {
            copying.object(source, mode, number)?;
        }
        let objects = copying.objects;
        Ok(CopiedPage { number, size, form, objects })
    }

    /// How many objects are numbered so far.
    pub fn mark(&self) -> u32 {
        self.last
    }

    /// Forgets the objects that were numbered since a mark: they are not handed on.
    pub fn forget(&mut self, mark: u32) {
        self.numbers.retain(|_, number| *number <= mark);
    }

    fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }
}

/// A page while it is copied.
struct Copying<'c, 'a> {
    copier: &'c mut PageCopier<'a>,
    page: &'c Page<'a>,
    waiting: Vec<(ObjRef, TextMode, u32)>,
    objects: Vec<CopiedObject>,
}

impl<'a> Copying<'_, 'a> {
    /// The page as a form: as large as it is held, upright, and cut off as it is.
    fn form_of_page(&mut self) -> Result<u32, CopyFault> {
        let page = self.page;
        let content = self.content(page.page_stream().unwrap_or_default(), TextMode::Seen)?;
        let (bounds, matrix) = (page.intersected_crop_box(), page.initial_transform(false).as_coeffs());
        let mut entries = vec![
            entry(b"Type", name(b"XObject")),
            entry(b"Subtype", name(b"Form")),
            entry(b"BBox", numbers([bounds.x0, bounds.y0, bounds.x1, bounds.y1])),
            entry(b"Matrix", numbers(matrix)),
        ];
        if let Some(group) = page.raw().get_raw::<Object<'a>>(b"Group") {
            entries.push((b"Group".to_vec(), self.value(group)?));
        }
        let number = self.copier.next();
        self.content_object(number, entries, content, page.resources())?;
        Ok(number)
    }

    fn content(&self, bytes: &[u8], mode: TextMode) -> Result<WrittenContent, CopyFault> {
        let content = without_text_layer(bytes, mode)?;
        if content.has_layers && self.copier.document.xref().has_optional_content_groups() {
            return Err(CopyFault::Layers);
        }
        Ok(content)
    }

    /// An object that draws: a form, or the cell of a pattern.
    fn content_object(
        &mut self,
        number: u32,
        mut entries: Entries,
        content: WrittenContent,
        resources: &Resources<'a>,
    ) -> Result<(), CopyFault> {
        entries.push((b"Resources".to_vec(), self.resources(resources, &content)?));
        self.add(number, CopiedValue::Dictionary(entries), Some(content.bytes))
    }

    /// The resources that a content uses. Of fonts and images a file may list those of all of its pages.
    fn resources(&mut self, resources: &Resources<'a>, content: &WrittenContent) -> Result<CopiedValue, CopyFault> {
        let all = |_: &[u8]| true;
        let mut written = Vec::new();
        self.named(&mut written, b"ColorSpace", &resources.color_spaces, all)?;
        self.named(&mut written, b"ExtGState", &resources.ext_g_states, all)?;
        self.named(&mut written, b"Font", &resources.fonts, |name| content.fonts.contains(name))?;
        self.named(&mut written, b"Pattern", &resources.patterns, all)?;
        self.named(&mut written, b"Shading", &resources.shadings, all)?;
        self.drawn(&mut written, &resources.x_objects, content)?;
        Ok(CopiedValue::Dictionary(written))
    }

    /// Copies those resources of a kind that are used, if there are any.
    fn named(&mut self, written: &mut Entries, kind: &[u8], named: &Dict<'a>, is_used: impl Fn(&[u8]) -> bool) -> Result<(), CopyFault> {
        let mut entries = Vec::new();
        for (name, value) in named.entries().filter(|(name, _)| is_used(name)) {
            entries.push((name.to_vec(), self.value(value)?));
        }
        if !entries.is_empty() {
            written.push((kind.to_vec(), CopiedValue::Dictionary(entries)));
        }
        Ok(())
    }

    /// Copies the forms and images that a content draws.
    fn drawn(&mut self, written: &mut Entries, named: &Dict<'a>, content: &WrittenContent) -> Result<(), CopyFault> {
        let mut entries = Vec::new();
        for (name, value) in named.entries() {
            let Some(modes) = content.x_objects.get(&*name) else { continue };
            let value = match value {
                MaybeRef::Ref(source) => CopiedValue::Reference(self.number_of(source, self.mode_of(source, modes)?)),
                other => self.value(other)?,
            };
            entries.push((name.to_vec(), value));
        }
        if !entries.is_empty() {
            written.push((b"XObject".to_vec(), CopiedValue::Dictionary(entries)));
        }
        Ok(())
    }

    /// How text is drawn where a form begins that is drawn in these ways. To an image it is all one.
    fn mode_of(&self, source: ObjRef, modes: &BTreeSet<TextMode>) -> Result<TextMode, CopyFault> {
        let stream = self.copier.document.xref().get::<Stream<'a>>(source.into());
        if !stream.is_some_and(|stream| is_form(stream.dict())) {
            return Ok(TextMode::default());
        }
        match modes.iter().copied().collect::<Vec<_>>().as_slice() {
            [] => Ok(TextMode::default()),
            [only] => Ok(*only),
            _ => Err(ContentFault::TwoModes.into()),
        }
    }

    /// Copies what an object of the file is; in a form text is drawn in this way until it says otherwise.
    fn object(&mut self, source: ObjRef, mode: TextMode, number: u32) -> Result<(), CopyFault> {
        match self.copier.document.xref().get::<Object<'a>>(source.into()) {
            Some(Object::Stream(stream)) => self.stream(number, &stream, mode),
            Some(other) => {
                let value = self.value(MaybeRef::NotRef(other))?;
                self.add(number, value, None)
            }
            // A reference to what is not there is nothing.
            None => self.add(number, CopiedValue::Null, None),
        }
    }

    fn stream(&mut self, number: u32, stream: &Stream<'a>, mode: TextMode) -> Result<(), CopyFault> {
        let dict = stream.dict();
        if stream.filters().contains(&Filter::Crypt) || dict.contains_key(b"F") {
            return Err(CopyFault::Stream);
        }
        if is_form(dict) || dict.contains_key(b"PatternType") {
            let decoded = stream.decoded_data().map_err(|_| CopyFault::Stream)?;
            let content = self.content(&decoded, mode)?;
            let entries = self.entries(dict, &[b"Length", b"Filter", b"DecodeParms", b"DP", b"Resources"])?;
            // A form without resources of its own has those of its page.
            return match dict.get::<Dict<'a>>(b"Resources") {
                Some(own) => self.content_object(number, entries, content, &Resources::new(own)),
                None => self.content_object(number, entries, content, self.page.resources()),
            };
        }
        let entries = self.entries(dict, &[b"Length"])?;
        self.add(number, CopiedValue::Dictionary(entries), Some(stream.raw_data().into_owned()))
    }

    fn add(&mut self, number: u32, value: CopiedValue, stream: Option<Vec<u8>>) -> Result<(), CopyFault> {
        let length = stream.as_ref().map(Vec::len);
        self.copier.bytes += length.unwrap_or(0);
        if self.copier.bytes > MOST_COPIED || self.objects.len() >= MOST_OBJECTS {
            return Err(CopyFault::TooMuch);
        }
        self.objects.push(CopiedObject { number, value, length, stream: stream.unwrap_or_default() });
        Ok(())
    }

    fn value(&mut self, value: MaybeRef<Object<'a>>) -> Result<CopiedValue, CopyFault> {
        Ok(match value {
            MaybeRef::Ref(source) => CopiedValue::Reference(self.number_of(source, TextMode::default())),
            MaybeRef::NotRef(Object::Null(_)) => CopiedValue::Null,
            MaybeRef::NotRef(Object::Boolean(is_so)) => CopiedValue::Boolean(is_so),
            MaybeRef::NotRef(Object::Number(number)) => CopiedValue::Number(number.as_f64()),
            MaybeRef::NotRef(Object::Name(name)) => CopiedValue::Name(name.to_vec()),
            MaybeRef::NotRef(Object::String(string)) => CopiedValue::String(string.as_bytes().to_vec()),
            MaybeRef::NotRef(Object::Array(array)) => CopiedValue::Array(self.items(&array)?),
            MaybeRef::NotRef(Object::Dict(dict)) => self.dictionary(&dict)?,
            MaybeRef::NotRef(Object::Stream(_)) => return Err(CopyFault::Stream),
        })
    }

    fn items(&mut self, array: &Array<'a>) -> Result<Vec<CopiedValue>, CopyFault> {
        array.raw_iter().map(|item| self.value(item)).collect()
    }

    fn dictionary(&mut self, dict: &Dict<'a>) -> Result<CopiedValue, CopyFault> {
        let kind = dict.get::<Name<'a>>(b"Type");
        // What leads back to the document would bring all of it.
        if kind.is_some_and(|kind| matches!(&*kind, b"Page" | b"Pages" | b"Catalog" | b"StructElem" | b"StructTreeRoot")) {
            return Ok(CopiedValue::Null);
        }
        Ok(CopiedValue::Dictionary(self.entries(dict, &[])?))
    }

    fn entries(&mut self, dict: &Dict<'a>, without: &[&[u8]]) -> Result<Entries, CopyFault> {
        let mut entries = Vec::new();
        for (key, value) in dict.entries() {
            let key: &[u8] = &key;
            if key == b"OC" && self.copier.document.xref().has_optional_content_groups() {
                return Err(CopyFault::Layers);
            }
            if key != b"OC" && !LEFT_OUT.contains(&key) && !without.contains(&key) {
                entries.push((key.to_vec(), self.value(value)?));
            }
        }
        Ok(entries)
    }

    fn number_of(&mut self, source: ObjRef, mode: TextMode) -> u32 {
        if let Some(number) = self.copier.numbers.get(&(source, mode)) {
            return *number;
        }
        let number = self.copier.next();
        self.copier.numbers.insert((source, mode), number);
        self.waiting.push((source, mode, number));
        number
    }
}

/// Whether a page has annotations that are drawn (ISO 32000-1, 12.5): neither hidden nor not to be viewed, and with a look of their own.
fn is_annotated(page: &Page<'_>) -> bool {
    const UNSEEN: i32 = 2 | 32;
    let annotations = page.raw().get::<Array<'_>>(b"Annots").into_iter();
    annotations.flat_map(|annotations| annotations.iter::<Dict<'_>>()).any(|annotation| {
        let is_popup = annotation.get::<Name<'_>>(b"Subtype").is_some_and(|kind| *kind == *b"Popup");
        let look = annotation.get::<Dict<'_>>(b"AP").filter(|look| look.contains_key(b"N"));
        look.is_some() && !is_popup && annotation.get::<i32>(b"F").unwrap_or(0) & UNSEEN == 0
    })
}

fn is_form(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>(b"Subtype").is_some_and(|kind| *kind == *b"Form")
}

fn entry(key: &[u8], value: CopiedValue) -> (Vec<u8>, CopiedValue) {
    (key.to_vec(), value)
}

fn name(name: &[u8]) -> CopiedValue {
    CopiedValue::Name(name.to_vec())
}

fn numbers(numbers: impl IntoIterator<Item = f64>) -> CopiedValue {
    CopiedValue::Array(numbers.into_iter().map(CopiedValue::Number).collect())
}
