//! Image files of every kind: what is read of them.

use std::io::Cursor;
use std::path::Path;

use super::decode::*;
use super::jbig2;
use image::codecs::tiff::TiffEncoder;
use image::{DynamicImage, ExtendedColorType, GrayImage, ImageEncoder, ImageFormat, Luma};

/// A page of 16 pixels by 2, black but for the left upper corner, as fax machines send it (T.6): every row is coded by how it
/// differs from the one above.
fn fax() -> Vec<u8> {
    // Row 1: horizontal mode, 8 white (10011), 8 black (000101). Row 2: the same place (V0), then the end (V0). Then EOFB.
    let bits = "001100110001011100000000000100000000000100000000";
    let strip: Vec<u8> = bits.as_bytes().chunks(8).map(|byte| byte.iter().fold(0, |value, bit| value << 1 | (bit - b'0'))).collect();
    // Width, height, bits, compression 4, white is 0, strip's place, samples, rows, strip's length, resolution of nothing.
    let entries = [(256, 16), (257, 2), (258, 1), (259, 4), (262, 0), (273, 8), (277, 1), (278, 2), (279, strip.len() as u32)];
    let mut bytes = b"II\x2a\x00".to_vec();
    bytes.extend((8 + strip.len() as u32).to_le_bytes());
    bytes.extend(&strip);
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, value) in entries {
        bytes.extend((tag as u16).to_le_bytes());
        bytes.extend(4_u16.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

fn read(name: &str, bytes: &[u8], number: usize) -> Result<DynamicImage, ImageFault> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    decode(&path, number, "")
}

fn size(image: &DynamicImage) -> (u32, u32) {
    (image.width(), image.height())
}

fn tones(image: DynamicImage) -> Vec<u8> {
    image.into_luma8().into_raw()
}

#[test]
fn every_kind_of_file_is_told_by_its_content() {
    for format in [image::ImageFormat::Png, image::ImageFormat::Jpeg, image::ImageFormat::Tiff, image::ImageFormat::WebP] {
        let mut file = Cursor::new(Vec::new());
        let image = DynamicImage::from(GrayImage::from_pixel(40, 30, Luma([200])));
        let image = if format == image::ImageFormat::WebP { image.to_rgb8().into() } else { image };
        image.write_to(&mut file, format).unwrap();
        let image = read("image.bin", &file.into_inner(), 0).unwrap();
        assert_eq!(size(&image), (40, 30), "{format:?}");
        assert!(tones(image).iter().all(|tone| tone.abs_diff(200) < 3), "{format:?}");
    }
}

#[test]
fn bilevel_fax_images_are_read() {
    let image = read("fax.tif", &fax(), 0).unwrap();
    assert_eq!(size(&image), (16, 2));
    let row = [[255; 8], [0; 8]].concat();
    assert_eq!(tones(image), [row.clone(), row].concat());
}

#[test]
fn a_page_of_a_file_with_several_is_found() {
    let mut file = Cursor::new(Vec::new());
    TiffEncoder::new(&mut file).write_image(&[7; 4], 2, 2, ExtendedColorType::L8).unwrap();
    let mut bytes = file.into_inner();
    // The second page is the first one's directory again, one pixel high.
    let first = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize;
    let count = usize::from(u16::from_le_bytes(bytes[first..first + 2].try_into().unwrap()));
    let end = first + 2 + 12 * count;
    let mut second = bytes[first..end + 4].to_vec();
    for entry in second[2..2 + 12 * count].chunks_mut(12).filter(|entry| [257, 278].contains(&u16::from_le_bytes([entry[0], entry[1]]))) {
        entry[8] = 1;
    }
    let place = (bytes.len() as u32).to_le_bytes();
    bytes[end..end + 4].copy_from_slice(&place);
    bytes.extend(second);
    let heights = [0, 1, 5].map(|number| read("book.tif", &bytes, number).unwrap().height());
    assert_eq!(heights, [2, 1, 1], "the last where there are fewer");
}

/// The pixels of a picture whose left half is black and whose right half is white, at both ends of a row.
fn ends(image: DynamicImage) -> (u8, u8) {
    let grey = image.into_luma8();
    (grey.get_pixel(0, 0).0[0], grey.get_pixel(grey.width() - 1, grey.height() - 1).0[0])
}

const JP2: &[u8] = include_bytes!("../../../tests/formats/images/half.jp2");
const J2K: &[u8] = include_bytes!("../../../tests/formats/images/half.j2k");
const CMYK: &[u8] = include_bytes!("../../../tests/formats/images/cmyk.jpg");
const TURNED: &[u8] = include_bytes!("../../../tests/formats/images/turned.jpg");

#[test]
fn jpeg_2000_and_jbig2_are_read() {
    for bytes in [JP2, J2K] {
        let image = read("half.jp2", bytes, 0).unwrap();
        assert_eq!((size(&image), ends(image)), ((24, 16), (0, 255)));
        assert_eq!(sizes(bytes), Ok(vec![(24, 16)]));
        assert!(matches!(read("half.jp2", &bytes[..60], 0), Err(ImageFault::Malformed { .. })));
    }
    let page = jbig2::samples::page();
    let image = read("page.jb2", &page, 0).unwrap();
    assert_eq!(size(&image), (16, 2));
    let row = [[255; 8], [0; 8]].concat();
    assert_eq!(tones(image), [row.clone(), row].concat());
    assert_eq!(sizes(&page), Ok(vec![(16, 2)]));
    assert!(matches!(read("page.jb2", &page[..20], 0), Err(ImageFault::Malformed { .. })));
}

/// However they are cut off or garbled, an image or a reason comes of them.
#[test]
fn garbled_images_are_read_or_refused() {
    garble(5);
}

#[test]
#[ignore = "takes half a minute: each byte"]
fn images_with_any_byte_garbled_are_read_or_refused() {
    garble(1);
}

/// Cuts images at each byte of their beginnings, and each so many bytes from there on, and changes these bytes.
fn garble(step: usize) {
    const BEGINNING: usize = 120;
    for bytes in [JP2, J2K, CMYK, TURNED, &jbig2::samples::page(), &fax()] {
        for at in (0..bytes.len()).filter(|at| *at < BEGINNING || at % step == 0) {
            drop(decode_bytes(Path::new("a"), bytes[..at].to_vec(), 0, ""));
            let mut garbled = bytes.to_vec();
            garbled[at] ^= 0x55;
            drop(sizes(&garbled));
            drop(decode_bytes(Path::new("a"), garbled, 1, ""));
        }
    }
}

#[test]
fn four_inks_are_the_colours_they_print() {
    let image = read("cmyk.jpg", CMYK, 0).unwrap().into_rgb8();
    let (red, white) = (image.get_pixel(1, 8).0, image.get_pixel(14, 8).0);
    assert!(red[0] > 200 && red[1] < 60 && red[2] < 60, "{red:?}");
    assert!(white.iter().all(|tone| *tone > 240), "{white:?}");
}

#[test]
fn an_image_that_is_to_be_turned_is() {
    // Held with its black half on the left, it is shown with it above.
    let image = read("turned.jpg", TURNED, 0).unwrap();
    assert_eq!(size(&image), (16, 24));
    let grey = image.into_luma8();
    assert!(grey.get_pixel(8, 2).0[0] < 40 && grey.get_pixel(8, 21).0[0] > 215);
    assert_eq!(sizes(TURNED), Ok(vec![(16, 24)]));
}

#[test]
fn a_big_tiff_and_its_pages_are_read() {
    // Two pages of 4 pixels by 1, each a directory of eight-byte places.
    let mut bytes = b"II\x2b\x00\x08\x00\x00\x00".to_vec();
    bytes.extend(24_u64.to_le_bytes());
    bytes.extend([10, 20, 30, 40, 50, 60, 70, 80]);
    let directory = |strip: u64, next: u64| {
        let entries: [(u16, u64); 9] = [(256, 4), (257, 1), (258, 8), (259, 1), (262, 1), (273, strip), (277, 1), (278, 1), (279, 4)];
        let mut part = (entries.len() as u64).to_le_bytes().to_vec();
        for (tag, value) in entries {
            part.extend(tag.to_le_bytes());
            part.extend(if tag == 273 { 16_u16 } else { 3 }.to_le_bytes());
            part.extend(1_u64.to_le_bytes());
            part.extend(value.to_le_bytes());
        }
        part.extend(next.to_le_bytes());
        part
    };
    let length = directory(0, 0).len() as u64;
    bytes.extend(directory(16, 24 + length));
    bytes.extend(directory(20, 0));
    assert_eq!(sizes(&bytes), Ok(vec![(4, 1), (4, 1)]));
    let pages = [0, 1].map(|number| tones(read("big.tif", &bytes, number).unwrap()));
    assert_eq!(pages, [[10, 20, 30, 40], [50, 60, 70, 80]]);
}

#[test]
fn many_bits_and_one_bit_come_to_tones() {
    let wide = image::ImageBuffer::<Luma<u16>, Vec<u16>>::from_fn(4, 1, |x, _| Luma([x as u16 * 0x5555]));
    for format in [ImageFormat::Png, ImageFormat::Tiff] {
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(wide.clone()).write_to(&mut file, format).unwrap();
        assert_eq!(tones(read("wide.bin", &file.into_inner(), 0).unwrap()), [0, 85, 170, 255], "{format:?}");
    }
    // A PNG of one bit a pixel, 8 pixels: 0b10110000.
    let chunk = |kind: &[u8], data: &[u8]| {
        let body = [kind, data].concat();
        let mut crc = flate2::Crc::new();
        crc.update(&body);
        [&(data.len() as u32).to_be_bytes()[..], &body, &crc.sum().to_be_bytes()].concat()
    };
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, &[0, 0b1011_0000]).unwrap();
    let head = [8_u32.to_be_bytes(), 1_u32.to_be_bytes()].concat();
    let png = [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(b"IHDR", &[&head[..], &[1, 0, 0, 0, 0]].concat()),
        &chunk(b"IDAT", &packer.finish().unwrap()),
        &chunk(b"IEND", &[]),
    ]
    .concat();
    assert_eq!(tones(read("bits.png", &png, 0).unwrap()), [255, 0, 255, 255, 0, 0, 0, 0]);
}

#[test]
fn a_cut_jpeg_is_known() {
    use super::is_cut_off;
    assert!(!is_cut_off(CMYK) && !is_cut_off(TURNED) && !is_cut_off(b"\x89PNG"));
    for part in [2, 3, 20, 200, 370] {
        assert!(is_cut_off(&CMYK[..part]), "{part}");
    }
}

#[test]
fn what_is_no_image_or_too_large_says_so() {
    assert!(matches!(read("page.png", b"no image", 0), Err(ImageFault::Malformed { .. })));
    assert!(matches!(decode(Path::new("/no/such/page.png"), 0, ""), Err(ImageFault::Unreadable { .. })));
    // The head of a PNG of 20 000 by 20 000 pixels.
    let mut head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x4e\x20\x00\x00\x4e\x20\x08\x00\x00\x00\x00".to_vec();
    head.extend([0xc6, 0x1b, 0x19, 0xe5]);
    head.extend(b"\x00\x00\x00\x00IDAT\x35\xaf\x06\x1e");
    let fault = read("page.png", &head, 0).expect_err("a fault").to_string();
    assert!(fault.contains("400 million pixels") && fault.contains("200 million"), "{fault}");
}
