//! The images of lines in a page of HTML: of a page with boxes, written here with its image.

use std::path::Path;

use image::{DynamicImage, GrayImage, Luma};
use roxmltree::{Document, Node, ParsingOptions};
use stet::edition::{Edition, raw_lines};
use stet::export::{Format, ImageSources, LineImages, Options, Switch, export, files};
use stet::locale::Language;
use stet::style::HouseStyle;

use crate::editions::boxed;

/// The image of [`boxed`]: half as wide as its layout, each line with a tone of its own on white.
fn write_image(path: &Path) {
    let tone = |x: u32, y: u32| match (x, y) {
        (50..300, 50..65) => 40,
        (50..300, 70..85) => 80,
        (50..300, 90..105) => 120,
        _ => 255,
    };
    GrayImage::from_fn(500, 400, |x, y| Luma([tone(x, y)])).save(path).unwrap();
}

fn options() -> Options {
    Options::standard(Format::Html, HouseStyle::standard()).with(Switch::LineImages, true)
}

/// The images of the lines of [`boxed`] where its image is beside it, or is not.
fn images(with_image: bool, options: &Options) -> LineImages {
    let folder = tempfile::tempdir().unwrap();
    if with_image {
        write_image(&folder.path().join("scan 1.png"));
    }
    LineImages::of(&boxed(), options, &ImageSources::file(&folder.path().join("e.ron")))
}

fn page(images: &LineImages, options: &Options) -> String {
    String::from_utf8(export(&boxed(), Format::Html, HouseStyle::standard(), options, images).into_vec().unwrap()).unwrap()
}

fn parse(page: &str) -> Document<'_> {
    Document::parse_with_options(page, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).expect("XML")
}

fn all<'a, 'b>(page: &'a Document<'b>, name: &'a str) -> impl Iterator<Item = Node<'a, 'b>> {
    page.descendants().filter(move |node| node.has_tag_name(name))
}

/// The image that an address holds.
fn decoded(image: Node<'_, '_>) -> DynamicImage {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (head, text) = image.attribute("src").unwrap().split_once(',').unwrap();
    assert!(head == "data:image/png;base64" || head == "data:image/jpeg;base64", "{head}");
    let values = text.chars().filter(|sign| *sign != '=').map(|sign| SIGNS.find(sign).unwrap());
    let bits: Vec<u8> = values.flat_map(|value| (0..6).rev().map(move |bit| (value >> bit & 1) as u8)).collect();
    let bytes: Vec<u8> = bits.chunks_exact(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit)).collect();
    image::load_from_memory(&bytes).unwrap()
}

/// How many lines the blocks of the articles come from.
fn count(edition: &Edition) -> usize {
    let blocks = edition.articles().iter().flat_map(|article| article.blocks());
    blocks.flat_map(|block| raw_lines::of_block(block, edition.pages())).map(|span| span.lines.count()).sum()
}

#[test]
fn each_line_of_an_article_has_its_image_beside_the_text() {
    let options = options();
    let images = images(true, &options);
    assert!(images.faults().is_empty(), "{:?}", images.faults());
    let page = page(&images, &options);
    let page = parse(&page);
    let shown: Vec<Node<'_, '_>> = all(&page, "img").collect();
    assert_eq!((shown.len(), count(&boxed())), (3, 3));
    for (image, tone) in shown.iter().zip([40_u8, 80, 120]) {
        let decoded = decoded(*image).into_luma8();
        let (width, height) = decoded.dimensions();
        assert_eq!(image.attribute("width").and_then(|width| width.parse().ok()), Some(width));
        assert_eq!(image.attribute("height").and_then(|height| height.parse().ok()), Some(height));
        let pixel = decoded.get_pixel(width / 2, height / 2).0[0];
        assert!(pixel.abs_diff(tone) < 4, "{pixel} {tone}: the lines stand in order");
        assert_eq!(image.attribute("loading"), Some("lazy"));
        let block = image.parent().and_then(|lines| lines.prev_sibling_element()).expect("the text before its lines");
        assert!(matches!(block.tag_name().name(), "h2" | "p"), "{block:?}");
    }
    let labels: Vec<_> = shown.iter().filter_map(|image| image.attribute("alt")).collect();
    assert_eq!(labels, ["1版第1行", "1版第2行", "1版第3行"]);
}

#[test]
fn the_words_of_the_images_follow_the_language() {
    let mut options = options();
    options.language = Language::English;
    let page = page(&images(true, &options), &options);
    assert!(page.contains("alt=\"line 2 of page 1版\""), "{page}");
}

#[test]
fn images_are_allowed_only_where_they_are_asked_for() {
    let plain = Options::standard(Format::Html, HouseStyle::standard());
    for (options, allowed) in [(options(), true), (plain, false)] {
        let page = page(&images(true, &options), &options);
        let page = parse(&page);
        let policy = all(&page, "meta").find(|meta| meta.attribute("http-equiv").is_some()).and_then(|meta| meta.attribute("content"));
        assert_eq!(policy.map(|policy| policy.contains("img-src data:")), Some(allowed));
        assert_eq!(all(&page, "img").count() > 0, allowed);
    }
}

#[test]
fn without_an_image_there_is_the_text_and_a_reason() {
    let options = options();
    let images = images(false, &options);
    let faults: Vec<String> = images.faults().iter().map(ToString::to_string).collect();
    assert!(matches!(faults.as_slice(), [only] if only.starts_with("p.hocr: ") && only.contains("scan 1.png")), "{faults:?}");
    let page = page(&images, &options);
    assert!(all(&parse(&page), "img").next().is_none() && page.contains("河湾村新修水渠"));
    let broken = tempfile::tempdir().unwrap();
    std::fs::write(broken.path().join("scan 1.png"), "no image").unwrap();
    let images = LineImages::of(&boxed(), &options, &ImageSources::file(&broken.path().join("e.ron")));
    assert!(images.faults()[0].to_string().contains("scan 1.png"), "{:?}", images.faults());
}

#[test]
fn images_chosen_by_hand_come_first() {
    let folder = tempfile::tempdir().unwrap();
    write_image(&folder.path().join("by-hand.png"));
    std::fs::write(folder.path().join("scan 1.png"), "no image").unwrap();
    let chosen = [(boxed().pages()[0].source().sha256.clone(), folder.path().join("by-hand.png"))].into();
    let near = ImageSources { chosen, ..ImageSources::file(&folder.path().join("e.ron")) };
    assert!(LineImages::of(&boxed(), &options(), &near).faults().is_empty());
}

#[test]
fn each_article_has_its_own_lines_in_its_file() {
    let options = options().with(Switch::PerArticle, true);
    let (edition, images) = (boxed(), images(true, &options));
    let files = files(&edition, "page", Format::Html, HouseStyle::standard(), &options, &images);
    assert_eq!(files.len(), edition.articles().len());
    let shown: usize = files.iter().map(|file| all(&parse(std::str::from_utf8(&super::bytes(file)).unwrap()), "img").count()).sum();
    assert_eq!(shown, count(&edition));
}
