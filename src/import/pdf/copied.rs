//! Pages of a PDF as they are copied into another one: its objects as values, which the process that reads them can hand on.

use serde::{Deserialize, Serialize};

use super::answers::{Answer, PdfRequest, PdfTask};
use super::process::ask;

/// A page that is copied, as a form that draws it without its text layer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CopiedPage {
    /// Its number in the file, counted from 1.
    pub number: u32,
    /// Its width and height as it is held, in points.
    pub size: (f32, f32),
    /// The number of the form among the objects.
    pub form: u32,
    /// What the form needs and no page before it did, itself included.
    pub objects: Vec<CopiedObject>,
}

/// An object that others may refer to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CopiedObject {
    /// Its number, which no other object copied from the file has.
    pub number: u32,
    /// What it is; of a stream the dictionary, without its length.
    pub value: CopiedValue,
    /// How many bytes its stream has, if it is one.
    pub length: Option<usize>,
    /// The bytes of the stream, coded as in the file; content that was written anew is not coded.
    #[serde(skip)]
    pub stream: Vec<u8>,
}

/// A value as PDF has them (ISO 32000-1, 7.3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum CopiedValue {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Boolean(bool),
    /// A whole number or another one.
    Number(f64),
    /// A name, without its stroke.
    Name(Vec<u8>),
    /// A string.
    String(Vec<u8>),
    /// An array.
    Array(Vec<CopiedValue>),
    /// A dictionary, its keys in order.
    Dictionary(Vec<(Vec<u8>, CopiedValue)>),
    /// The object of this number.
    Reference(u32),
}

impl CopiedObject {
    /// Whether it is a stream whose bytes are coded as in the file.
    pub fn is_coded(&self) -> bool {
        let CopiedValue::Dictionary(entries) = &self.value else { return false };
        self.length.is_some() && entries.iter().any(|(key, _)| key == b"Filter")
    }
}

/// Copies pages of a PDF of these bytes, by their numbers from 1, and gives them one by one, each as far as it can be copied: those that
/// cannot be, or are not reached within the limits of reading, are left out.
pub fn copy_pages(bytes: &[u8], pages: &[u32], each: &mut dyn FnMut(CopiedPage)) {
    let request = PdfRequest { password: String::new(), task: PdfTask::Copy { pages: pages.to_vec() } };
    // What came before reading had to be stopped is whole.
    let _ = ask(&request, bytes, &mut |answer| {
        if let Answer::Copied(page) = answer {
            each(page);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::samples::{GBK, page, show};

    fn copies_of(bytes: &[u8], pages: &[u32]) -> Vec<CopiedPage> {
        let mut copies = Vec::new();
        copy_pages(bytes, pages, &mut |page| copies.push(page));
        copies
    }

    #[test]
    fn pages_are_copied_as_far_as_they_can_be() {
        let bytes = page(&show("清河", 40.0, 500.0, 20.0), &[GBK], "/Rotate 90");
        let copies = copies_of(&bytes, &[1, 2, 0]);
        assert_eq!(copies.iter().map(|copy| (copy.number, copy.size)).collect::<Vec<_>>(), [(1, (600.0, 400.0))]);
        let numbers: Vec<u32> = copies[0].objects.iter().map(|object| object.number).collect();
        assert!(numbers.contains(&copies[0].form) && numbers.len() == 2, "the form and the font: {numbers:?}");
        assert!(copies_of(b"%PDF-1.7 and nothing", &[1]).is_empty());
    }

    #[test]
    fn what_pages_share_is_copied_with_the_first() {
        let bytes = page(&show("清河", 40.0, 500.0, 20.0), &[GBK], "");
        let twice = String::from_utf8_lossy(&bytes).replace(
            "/Kids [3 0 R]",
            "/Kids [3 0 R << /Type /Page /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>]",
        );
        let copies = copies_of(twice.as_bytes(), &[1, 2]);
        assert_eq!(copies.iter().map(|copy| copy.objects.len()).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn the_text_layer_goes_from_forms_too() {
        let content = format!("3 Tr {} 0 0 9 9 re f", show("清河", 40.0, 500.0, 20.0));
        let form = format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 400 600] /Metadata 4 0 R /Length {} /Resources << /Font << /F1 5 0 R >> >> >>\nstream\n{content}\nendstream",
            content.len()
        );
        let bytes = page("/Fm Do", &[GBK, &form], "");
        let named = String::from_utf8_lossy(&bytes).replace("/Resources << ", "/Resources << /XObject << /Fm 6 0 R /Other 1 0 R >> ");
        let copies = copies_of(named.as_bytes(), &[1]);
        let streams: Vec<String> = copies[0].objects.iter().map(|object| String::from_utf8_lossy(&object.stream).into_owned()).collect();
        assert_eq!(streams, ["/Fm Do\n", "3 Tr\n0 0 9 9 re\nf\n"], "and with it the font, which nothing else needs");
    }

    #[test]
    fn a_form_goes_on_as_the_page_that_draws_it() {
        let content = format!("{} 0 0 9 9 re f", show("清河", 40.0, 500.0, 20.0));
        let form = format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 400 600] /Length {} /Resources << /Font << /F1 5 0 R >> >> >>\nstream\n{content}\nendstream",
            content.len()
        );
        let streams = |drawn: &str| -> Option<Vec<String>> {
            let bytes = page(drawn, &[GBK, &form], "");
            let named = String::from_utf8_lossy(&bytes).replace("/Resources << ", "/Resources << /XObject << /Fm 6 0 R /Same 6 0 R >> ");
            let copy = copies_of(named.as_bytes(), &[1]).pop()?;
            Some(copy.objects.iter().map(|object| String::from_utf8_lossy(&object.stream).into_owned()).collect())
        };
        assert_eq!(streams("3 Tr /Fm Do").unwrap(), ["3 Tr\n/Fm Do\n", "0 0 9 9 re\nf\n"]);
        let both = streams("q 3 Tr /Fm Do Q /Same Do").unwrap();
        let texts = both.iter().filter(|stream| stream.contains("Tj")).count();
        assert!(texts == 1 && both.contains(&"0 0 9 9 re\nf\n".to_owned()), "seen where it was seen: {both:?}");
        assert_eq!(streams("q 3 Tr /Fm Do Q /Fm Do"), None, "one name cannot be both");
    }

    #[test]
    fn what_is_broken_is_copied_or_left_out() {
        let bytes = page(&show("清河", 40.0, 500.0, 20.0), &[GBK], "");
        for at in (0..bytes.len()).step_by(7) {
            let mut other = bytes.clone();
            other[at] = other[at].wrapping_add(13);
            assert!(copies_of(&other, &[1]).len() <= 1);
            assert!(copies_of(&bytes[..at], &[1]).len() <= 1);
        }
    }

    #[test]
    fn a_page_with_layers_is_not_copied() {
        let bytes = page("/OC /L BDC 0 0 50 50 re f EMC", &[], "");
        assert_eq!(copies_of(&bytes, &[1]).len(), 1, "nothing says that it is a layer");
        let layered = "/Pages 2 0 R /OCProperties << /OCGs [] /D << /OFF [] >> >> >>";
        let bytes = String::from_utf8_lossy(&bytes).replace("/Pages 2 0 R >>", layered);
        assert!(copies_of(bytes.as_bytes(), &[1]).is_empty());
    }

    #[test]
    fn a_page_with_a_stamp_is_not_copied() {
        let stamp = |flags: u8| format!("/Annots [<< /Type /Annot /Subtype /Stamp /F {flags} /Rect [0 0 9 9] /AP << /N 4 0 R >> >>]");
        assert!(copies_of(&page("0 0 50 50 re f", &[], &stamp(4)), &[1]).is_empty());
        assert_eq!(copies_of(&page("0 0 50 50 re f", &[], &stamp(2)), &[1]).len(), 1, "it is hidden");
    }
}
