//! Lines for training: which are taken, and what their images and texts are.

use std::path::Path;
use std::sync::Arc;

use image::{DynamicImage, GrayImage, Luma};
use stet::clean::clean;
use stet::edit::{Edit, Fragment};
use stet::edition::{Edition, Place, Status, TextOffset};
use stet::export::{ExportRemark, File, Format, ImageSources, LineImages, Options, Switch, files, remarks};
use stet::page::{PageIndex, Witness, WitnessLine};
use stet::style::HouseStyle;

use crate::editions::{boxed, edit, page_with_boxes, rich};

const LINES: [&str; 3] = ["河湾村新修水渠", "本报讯河湾村昨天开工修建水渠，", "全村都来了。"];

/// The lines of an edition beside the image of [`boxed`], with these switches off, and how many are lacking an image.
fn lines_of(edition: &Edition, folder: &Path, off: &[Switch]) -> (Vec<File>, usize) {
    let style = HouseStyle::standard();
    let options = off.iter().fold(Options::standard(Format::Lines, style), |options, switch| options.with(*switch, false));
    let images = LineImages::of(edition, &options, &ImageSources::file(&folder.join("e.ron")));
    let made = files(edition, "e", Format::Lines, style, &options, &images);
    let taken = made.iter().filter(|file| file.name.ends_with(".png")).count();
    let said = remarks(edition, Format::Lines, style, &options, &images);
    assert!(said.iter().any(|remark| matches!(remark, ExportRemark::Lines { taken: one, .. } if *one == taken)), "{said:?}");
    (made, images.faults().len())
}

fn with_scan() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let scan: DynamicImage = GrayImage::from_fn(1000, 800, |x, y| Luma([((x * 7 + y * 13) % 251) as u8])).into();
    scan.save(folder.path().join("scan 1.png")).unwrap();
    folder
}

/// The texts of the lines that were taken, in order.
fn texts(made: &[File]) -> Vec<String> {
    let texts = made.iter().filter(|file| file.name.ends_with(".gt.txt"));
    texts.map(|file| String::from_utf8(super::bytes(file)).unwrap().trim_end_matches('\n').to_owned()).collect()
}

fn check_all(edition: &mut Edition) {
    let unchecked = edition.articles().iter().filter(|article| article.status() != Status::Checked);
    let articles: Vec<_> = unchecked.map(|article| article.id()).collect();
    edit(edition, articles.into_iter().map(|article| Edit::SetStatus { article, status: Status::Checked }).collect());
}

fn witness(lines: [&str; 3]) -> Arc<Witness> {
    let line = |text: &str| WitnessLine { characters: text.chars().map(Into::into).collect(), ..WitnessLine::default() };
    Arc::new(Witness { engine: "another".to_owned(), lines: lines.map(line).into(), ..Witness::default() })
}

#[test]
fn a_line_is_taken_that_a_person_has_checked() {
    let folder = with_scan();
    let mut edition = boxed();
    assert_eq!(texts(&lines_of(&edition, folder.path(), &[]).0), [""; 0], "nobody has looked at it");
    check_all(&mut edition);
    let (made, lacking) = lines_of(&edition, folder.path(), &[]);
    assert_eq!((texts(&made), lacking), (LINES.map(str::to_owned).to_vec(), 0));
    assert_eq!(texts(&lines_of(&edition, folder.path(), &[Switch::Checked]).0), [""; 0], "but checked ones are not asked for");
}

#[test]
fn a_line_is_taken_that_a_witness_reads_alike_and_nobody_changed() {
    let folder = with_scan();
    let mut edition = boxed();
    edition.take_witness(PageIndex(0), witness([LINES[0], "本报讯河湾村昨夫开工修建水渠，", LINES[2]]));
    assert_eq!(texts(&lines_of(&edition, folder.path(), &[]).0), [LINES[0], LINES[2]]);
    let headline = edition.articles()[0].blocks()[0].id();
    let at = |at| Place { block: headline, at: TextOffset::new(at) };
    edit(&mut edition, vec![Edit::Splice { from: at(0), to: at(1), insert: Fragment::plain("江") }]);
    assert_eq!(texts(&lines_of(&edition, folder.path(), &[]).0), [LINES[2]], "the editor reads otherwise");
    assert_eq!(texts(&lines_of(&edition, folder.path(), &[Switch::Agreed]).0), [""; 0]);
    // All there is, as it reads now.
    let all = texts(&lines_of(&edition, folder.path(), &[Switch::Agreed, Switch::Checked]).0);
    assert_eq!(all, ["江湾村新修水渠", LINES[1], LINES[2]]);
}

#[test]
fn a_line_in_or_behind_which_a_witness_reads_something_more_is_not_taken() {
    let folder = with_scan();
    for more in ["河湾村新修，水渠", "河湾村新修水渠。"] {
        let mut edition = boxed();
        edition.take_witness(PageIndex(0), witness([more, LINES[1], LINES[2]]));
        assert_eq!(texts(&lines_of(&edition, folder.path(), &[]).0), [LINES[1], LINES[2]], "{more}");
    }
}

#[test]
fn images_are_the_page_s_own_pixels_and_the_list_names_each() {
    let folder = with_scan();
    let mut edition = boxed();
    check_all(&mut edition);
    let (made, _) = lines_of(&edition, folder.path(), &[]);
    let page = image::open(folder.path().join("scan 1.png")).unwrap().to_luma8();
    let list = made.iter().find(|file| file.name == "train/rec_gt.txt").expect("a list");
    let list = String::from_utf8(super::bytes(list)).unwrap();
    assert_eq!(list.lines().count(), 3);
    for (row, text) in list.lines().zip(LINES) {
        let (name, own) = row.split_once('\t').expect("two columns");
        assert_eq!(own, text);
        let file = made.iter().find(|file| file.name == format!("train/{name}")).expect("its image");
        let image = image::load_from_memory(&super::bytes(file)).expect("an image").to_luma8();
        assert!(image.width() as usize >= 30 * text.chars().count() && image.width() < 700 && (30..60).contains(&image.height()), "{name}");
        let is_at = |(x, y): (u32, u32)| image.enumerate_pixels().all(|(dx, dy, pixel)| page.get_pixel(x + dx, y + dy) == pixel);
        let places = (60..=100).flat_map(|x| (80..=180).map(move |y| (x, y)));
        assert!(places.into_iter().any(is_at), "{name} is a part of the page");
    }
}

#[test]
fn some_pages_are_for_testing_and_names_never_meet() {
    let folder = tempfile::tempdir().unwrap();
    let scan: DynamicImage = GrayImage::from_pixel(1000, 800, Luma([200])).into();
    (1..=12).for_each(|number| scan.save(folder.path().join(format!("{number}.png"))).unwrap());
    let page = |number: usize| {
        // What stands on all pages is none of an article's.
        let what = ["水渠", "公路", "学校", "粮仓", "医院", "码头", "车站", "桥梁", "市场", "电站", "果园", "茶场"][number - 1];
        let lines = [format!("河湾村新修{what}"), format!("本报讯河湾村昨天开工修建{what}，"), format!("为了{what}全村都来了。")];
        // Pages of one name, from folders of their own.
        page_with_boxes("页.hocr", &format!("{number}.png"), &lines)
    };
    let mut edition = clean(&(1..=12).map(page).collect::<Vec<_>>(), HouseStyle::standard());
    check_all(&mut edition);
    let (made, lacking) = lines_of(&edition, folder.path(), &[]);
    assert_eq!(lacking, 0);
    let of = |folder: &str| made.iter().filter(|file| file.name.starts_with(folder) && file.name.ends_with(".png")).count();
    assert_eq!((of("train/"), of("test/")), (33, 3));
    let mut names: Vec<&str> = made.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!((names.len(), count), (74, 74), "two lists, and two files a line");
}

#[test]
fn a_page_without_image_or_boxes_teaches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = boxed();
    check_all(&mut edition);
    let (made, lacking) = lines_of(&edition, folder.path(), &[]);
    assert_eq!((made.len(), made[0].bytes.len(), lacking), (1, 0, 1), "an empty list, and it is told");
    let mut edition = rich();
    check_all(&mut edition);
    let (made, _) = lines_of(&edition, folder.path(), &[]);
    assert_eq!((made.len(), made[0].bytes.len()), (1, 0));
}
