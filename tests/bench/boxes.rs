//! How long a large file with boxes takes to open, and what its layout takes in an edition file.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use stet::import::pages_of;
use stet::style::HouseStyle;

/// An ALTO page of at least `bytes`, of words of two characters in lines of ten.
fn alto(bytes: usize) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Layout>\
         <Page ID=\"p\" PHYSICAL_IMG_NR=\"1\" WIDTH=\"9000\" HEIGHT=\"90000\"><PrintSpace>\n",
    );
    let mut line = 0;
    while text.len() < bytes {
        let top = 40 * line;
        let _ =
            writeln!(text, "<TextBlock ID=\"b{line}\"><TextLine ID=\"l{line}\" HPOS=\"100\" VPOS=\"{top}\" WIDTH=\"800\" HEIGHT=\"36\">");
        for word in 0..10 {
            let left = 100 + 80 * word;
            let _ = write!(
                text,
                "<String ID=\"s{line}_{word}\" HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"70\" HEIGHT=\"36\" WC=\"0.96\" CONTENT=\"市政\"/><SP WIDTH=\"9\"/>"
            );
        }
        text.push_str("</TextLine></TextBlock>\n");
        line += 1;
    }
    text + "</PrintSpace></Page></Layout></alto>\n"
}

fn main() {
    let text = alto(10_000_000);
    let begun = Instant::now();
    let Ok(read) = pages_of(Path::new("large.xml"), text.as_bytes(), None) else { return };
    println!("{:.1} MB of ALTO, {} warnings: opened in {:.0?}", text.len() as f64 / 1e6, read.warnings.len(), begun.elapsed());
    let pages: Vec<_> = read.pages.into_iter().map(Arc::new).collect();
    let begun = Instant::now();
    let edition = stet::clean::clean(&pages, HouseStyle::standard());
    println!("cleaned in {:.0?}", begun.elapsed());
    let begun = Instant::now();
    if let Ok(ron) = stet::store::to_ron(&edition) {
        println!("{:.1} MB of edition, written in {:.0?}", ron.len() as f64 / 1e6, begun.elapsed());
        let begun = Instant::now();
        let same = stet::store::from_ron(Path::new("large.ron"), &ron).is_ok_and(|again| again.pages() == edition.pages());
        println!("read again in {:.0?}: {}", begun.elapsed(), if same { "the same" } else { "NOT the same" });
    }
}
