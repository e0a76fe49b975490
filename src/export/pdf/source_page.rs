//! Pages of PDFs that are drawn as they are in their sources.

use std::collections::{HashMap, HashSet};

use pdf_writer::{Filter, Name, Null, Obj, Pdf, Ref, Str};

use super::Refs;
use super::content::packed;
use super::large_streams::LargeStreams;
use crate::export::line_images::SourcePage;
use crate::import::pdf::{CopiedObject, CopiedValue};

/// What was written of the sources: their objects by the number of the file and their own.
#[derive(Default)]
pub(super) struct Sources {
    refs: HashMap<(usize, u32), Ref>,
    written: HashSet<(usize, u32)>,
}

impl Sources {
    /// Whether no page was kept as it is in its source.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// Writes what a page needs and no page before it did, and gives the form that draws it.
    pub fn write(&mut self, (pdf, large): (&mut Pdf, &mut LargeStreams), refs: &mut Refs, page: &SourcePage) -> Ref {
        for object in &page.copied.objects {
            if self.written.insert((page.file, object.number)) {
                self.object((pdf, large), refs, page, object);
            }
        }
        self.of(refs, page.file, page.copied.form)
    }

    fn of(&mut self, refs: &mut Refs, file: usize, number: u32) -> Ref {
        *self.refs.entry((file, number)).or_insert_with(|| refs.next())
    }

    fn object(&mut self, (pdf, large): (&mut Pdf, &mut LargeStreams), refs: &mut Refs, page: &SourcePage, object: &CopiedObject) {
        let file = page.file;
        let id = self.of(refs, file, object.number);
        let mut number = |number: u32| self.of(refs, file, number);
        let CopiedValue::Dictionary(entries) = &object.value else { return put(pdf.indirect(id), &object.value, &mut number) };
        if object.length.is_none() {
            return put(pdf.indirect(id), &object.value, &mut number);
        }
        let is_coded = object.is_coded();
        let (start, kept) = (pdf.len(), page.streams.get(&object.number));
        let bytes = if is_coded { &object.stream } else { &packed(&object.stream) };
        let mut stream = pdf.stream(id, bytes);
        for (key, value) in entries {
            put(stream.insert(Name(key)), value, &mut number);
        }
        if !is_coded {
            stream.filter(Filter::FlateDecode);
        }
        drop(stream);
        if let Some(bytes) = kept {
            large.fill(pdf, start, bytes.clone());
        }
    }
}

fn put(at: Obj<'_>, value: &CopiedValue, number: &mut impl FnMut(u32) -> Ref) {
    match value {
        CopiedValue::Null => at.primitive(Null),
        CopiedValue::Boolean(is_so) => at.primitive(*is_so),
        CopiedValue::Number(value) if value.fract() == 0.0 && value.abs() < f64::from(i32::MAX) => at.primitive(*value as i32),
        CopiedValue::Number(value) => at.primitive(*value as f32),
        CopiedValue::Name(name) => at.primitive(Name(name)),
        CopiedValue::String(string) => at.primitive(Str(string)),
        CopiedValue::Array(items) => {
            let mut array = at.array();
            items.iter().for_each(|item| put(array.push(), item, number));
        }
        CopiedValue::Dictionary(entries) => {
            let mut dict = at.dict();
            entries.iter().for_each(|(key, value)| put(dict.insert(Name(key)), value, number));
        }
        CopiedValue::Reference(source) => at.primitive(number(*source)),
    }
}
