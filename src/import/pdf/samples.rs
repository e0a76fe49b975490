//! PDFs for tests, written by hand: objects and content streams as the format has them.

/// A file of these objects, numbered from 1. The first must be the catalogue.
pub fn file(objects: &[String]) -> Vec<u8> {
    let mut text: Vec<u8> = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.extend(format!("{} 0 obj\n", index + 1).bytes());
        // Bytes of strings are written as the letters of these numbers.
        text.extend(object.chars().map(|c| c as u8));
        text.extend(b"\nendobj\n");
    }
    let table = text.len();
    text.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| text.extend(format!("{place:010} 00000 n \n").bytes()));
    text.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes());
    text
}

/// A page of 400 points by 600 that draws this, with these fonts and whatever else stands in its dictionary.
pub fn page(content: &str, fonts: &[&str], more: &str) -> Vec<u8> {
    let names: String = (0..fonts.len()).map(|index| format!("/F{} {} 0 R ", index + 1, index + 5)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 4 0 R /Resources << /Font << {names}>> >> {more} >>"),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.chars().count()),
    ];
    objects.extend(fonts.iter().map(|font| (*font).to_owned()));
    file(&objects)
}

/// A font of Chinese presses: codes of GBK, not embedded, without a table of characters.
pub const GBK: &str = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 \
     /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>] >>";

/// A string of GBK in hexadecimal digits.
pub fn gbk(text: &str) -> String {
    let (bytes, ..) = encoding_rs::GBK.encode(text);
    format!("<{}>", hex::encode(&bytes))
}

/// Text set in the first font at a place, in points from the foot of the page.
pub fn show(text: &str, x: f64, y: f64, size: f64) -> String {
    format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm {} Tj ET\n", gbk(text))
}
