//! Prints what the check of characters weighs on pages whose right text is known, for `tests/bench/pages/fit.py`, and beside it how sure the
//! OCR was, for `tests/bench/pages/certainty.py`.

use std::path::Path;

use stet::check::{
    Weighed, likelihoods, names_of_differences, names_of_marks, names_of_values, weighed, weighed_differences, weighed_marks,
};
use stet::edition::{Block, Piece};
use stet::import::image::decode;
use stet::page::{PageIndex, RawOffset};
use stet::reader::{PageReader, prepared};

use super::{Known, Wrong, draft_and_check, errors};

/// A line the names; for each page a line with its number of characters, a line each place (`place`, page, whether it is wrong, values), and behind a wrong one a line
/// whether nothing stood there (`lost`, page, whether, values), one whether a 一 was a dash (`dash`, page, whether), and a line each rival
/// (`rival`, page, whether it is right, values).
pub fn print(pages: &[Known]) {
    println!("names\t{}", names_of_values().map(|names| names.join("|")).join("\t"));
    for (number, known) in pages.iter().enumerate() {
        let errors = errors(known);
        let (edition, _) = draft_and_check(&known.page);
        let blocks: Vec<&Block> = edition.articles().iter().flat_map(|article| article.blocks()).map(AsRef::as_ref).collect();
        let texts: Vec<Vec<char>> = blocks.iter().map(|block| block.text().chars().collect()).collect();
        println!("page\t{number}\t{}", texts.iter().flatten().filter(|c| !c.is_whitespace()).count());
        for (block, weighed) in blocks.iter().zip(weighed(&texts)) {
            for one in &weighed {
                let raw = raw(block, one.place.chars());
                let wrong = errors.iter().find(|wrong| Some(wrong.at) == raw);
                print_one(number, one, (block.text().chars().nth(one.place.chars()), wrong));
            }
        }
    }
}

/// A line each suspect whose certainty is known: whether it is wrong, how likely that is by the language, and the certainty in per cent.
pub fn print_certainty(pages: &[Known]) {
    for known in pages {
        let errors = errors(known);
        let (edition, _) = draft_and_check(&known.page);
        let blocks: Vec<&Block> = edition.articles().iter().flat_map(|article| article.blocks()).map(AsRef::as_ref).collect();
        let texts: Vec<Vec<char>> = blocks.iter().map(|block| block.text().chars().collect()).collect();
        for (block, suspects) in blocks.iter().zip(likelihoods(&texts)) {
            for (place, likelihood) in suspects {
                let Some(at) = raw(block, place.chars()) else { continue };
                let layout = known.page.layout();
                let Some(certainty) = layout.and_then(|layout| layout.certainty_at(RawOffset(at as u32))) else { continue };
                let wrong = errors.iter().any(|wrong| wrong.at == at);
                println!("{}\t{likelihood:.5}\t{}", u8::from(wrong), certainty.as_percent());
            }
        }
    }
}

/// A line the names; a line each mark: its page, whether it is wrong, what stands there and what should, and what speaks for its being wrong.
pub fn print_marks(pages: &[Known]) {
    println!("names\t{}", names_of_marks().join("|"));
    for (number, known) in pages.iter().enumerate() {
        let errors = errors(known);
        let (edition, _) = draft_and_check(&known.page);
        let blocks: Vec<&Block> = edition.articles().iter().flat_map(|article| article.blocks()).map(AsRef::as_ref).collect();
        for (block, weighed) in blocks.iter().zip(weighed_marks(&blocks, std::slice::from_ref(&known.page))) {
            for (place, values) in weighed {
                let raw = raw(block, place.chars());
                let wrong = errors.iter().find(|wrong| Some(wrong.at) == raw);
                let character = block.text().chars().nth(place.chars()).unwrap_or(' ');
                let values: String = values.iter().map(|value| format!("\t{value:.4}")).collect();
                println!("mark\t{number}\t{}\t{character}\t{}{values}", u8::from(wrong.is_some()), wrong.map_or("", |wrong| &wrong.right));
            }
        }
    }
}

/// A line the names; a line each place where the reader reads otherwise than a page whose image lies beside it: its page, whether an error is
/// there, what stands there, what was read, and what speaks for an error.
pub fn print_witness(pages: &[Known], folder: &Path) {
    println!("names\t{}", names_of_differences().join("|"));
    let reader = PageReader::load().expect("a reader");
    for (number, known) in pages.iter().enumerate() {
        let errors = errors(known);
        let image = folder.join(&known.page.source().file).with_extension("png");
        let image = prepared(&decode(&image, 0, "").expect("an image"));
        let (mut edition, _) = draft_and_check(&known.page);
        let witness = reader.witness(&known.page, &image, &|_| true).expect("read").expect("not stopped");
        edition.take_witness(PageIndex(0), witness.into());
        for one in weighed_differences(&edition) {
            let (start, end) = (one.raw.range.start.0 as usize, one.raw.range.end.0 as usize);
            let is_wrong = errors.iter().any(|wrong| start <= wrong.at + 1 && wrong.at <= end);
            let values: String = one.values.iter().map(|value| format!("\t{value:.4}")).collect();
            println!("difference\t{number}\t{}\t{}\t{}{values}", u8::from(is_wrong), one.now, one.read);
        }
    }
}

fn print_one(page: usize, weighed: &Weighed, (character, wrong): (Option<char>, Option<&Wrong>)) {
    let values = |values: &[f32]| values.iter().map(|value| format!("\t{value:.4}")).collect::<String>();
    println!("place\t{page}\t{}{}", u8::from(wrong.is_some()), values(&weighed.values));
    if let Some(wrong) = wrong {
        println!("lost\t{page}\t{}{}", u8::from(wrong.right.is_empty()), values(&weighed.lost));
        if character == Some('一') {
            println!("dash\t{page}\t{}", u8::from(wrong.right.starts_with('—')));
        }
    }
    for (character, rival) in weighed.rivals.iter().filter(|_| wrong.is_some()) {
        let right = wrong.is_some_and(|wrong| wrong.right.chars().eq([*character]));
        println!("rival\t{page}\t{}{}", u8::from(right), values(rival));
    }
}

/// Where a character of a block stands in the raw text.
fn raw(block: &Block, at: usize) -> Option<usize> {
    let mut start = 0;
    for piece in block.pieces() {
        let end = start + piece.text_len();
        if at < end {
            let step = if matches!(piece, Piece::Kept(_)) { at - start } else { 0 };
            return piece.source().map(|span| span.range.start.0 as usize + step);
        }
        start = end;
    }
    None
}
