//! Files that would keep the program busy for ever. They wait for their limit beside the other tests of this binary.

use std::time::{Duration, Instant};

use stet::import::{Choices, import_pages, pdf};

/// No file takes longer.
const LONGEST: Duration = Duration::from_secs(10);

/// A PDF of one page on which each of nine forms draws the next one fifty times.
fn endless() -> String {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>".to_owned(),
        "<< /Length 5 >>\nstream\n/X Do\nendstream".to_owned(),
    ];
    let content = "/X Do ".repeat(50);
    objects.extend((5..14).map(|number| {
        let dictionary = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X";
        format!("{dictionary} {} 0 R >> >> /Length {} >>\nstream\n{content}\nendstream", number + 1, content.len())
    }));
    objects.push("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 1 >>\nstream\nq\nendstream".to_owned());
    let mut text = "%PDF-1.7\n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    text.push_str("trailer\n<< /Root 1 0 R >>\n");
    text
}

#[test]
fn a_pdf_without_an_end_is_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("endless.pdf");
    std::fs::write(&path, endless()).expect("written");
    let start = Instant::now();
    pdf::read_in_child(env!("CARGO_BIN_EXE_stet").into(), pdf::READ_FOR_PARENT);
    let said = import_pages(&path, Choices::default()).map(|read| read.pages.len()).map_err(|error| error.to_string());
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
    assert!(said.as_ref().is_err_and(|said| said.contains("endless.pdf: ")), "{said:?}");
}
