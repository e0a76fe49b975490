//! What the file says of itself: title, paper, date and language, as XMP (ISO 16684-1).

use pdf_writer::{Pdf, Ref};

use crate::export::xml::escaped;
use crate::export::{Context, iso_date};

/// What made the file.
pub(super) const PRODUCER: &str = concat!("Stet ", env!("CARGO_PKG_VERSION"));

/// That it is PDF/A-2u.
const STANDARD: &str = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>";

/// Writes the metadata. Only a file that is archival says that it is PDF/A.
pub(super) fn write(pdf: &mut Pdf, id: Ref, context: &Context<'_>, is_archival: bool) {
    let masthead = context.edition.masthead();
    let title = escaped(&context.title());
    let mut said = format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>");
    if let Some(paper) = &masthead.title {
        said.push_str(&format!("<dc:source>{}</dc:source>", escaped(paper)));
    }
    if let Some(date) = masthead.date.as_deref().and_then(iso_date) {
        said.push_str(&format!("<dc:date><rdf:Seq><rdf:li>{date}</rdf:li></rdf:Seq></dc:date>"));
    }
    let language = context.text_language().tag();
    said.push_str(&format!("<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"));
    let standard = if is_archival { STANDARD } else { "" };
    let xmp = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">{standard}<pdf:Producer>{PRODUCER}</pdf:Producer>{said}</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    pdf.metadata(id, xmp.as_bytes());
}
