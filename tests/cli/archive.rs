//! Exports for archives and catalogues: what they need besides the edition can be named, and its lack is told.

use crate::{assert_fault, pages, stet};

#[test]
fn a_bag_has_its_sources_or_says_which_it_lacks() {
    let outer = pages();
    // Sources are looked for in folders beside this one too, where other tests have theirs.
    let folder = outer.path().join("papers/issue");
    std::fs::create_dir_all(&folder).unwrap();
    for page in ["page-1.raw.txt", "page-2.raw.txt"] {
        std::fs::rename(outer.path().join(page), folder.join(page)).unwrap();
    }
    assert!(stet(&folder, &["clean", "page-1.raw.txt", "page-2.raw.txt", "-o", "e.ron"]).status.success());
    assert_fault(&stet(&folder, &["export", "e.ron", "-f", "bag"]), 2, &["--output"]);
    assert!(stet(&folder, &["export", "e.ron", "-f", "bag", "-o", "out/", "--without", "scans"]).stderr.is_empty());
    let at = |name: &str| folder.join("out/e").join(name);
    for page in ["page-1.raw.txt", "page-2.raw.txt"] {
        let packed = std::fs::read(at(&format!("data/sources/{page}"))).unwrap();
        assert_eq!(packed, std::fs::read(folder.join(page)).unwrap());
    }
    assert_eq!(std::fs::read(at("data/edition.ron")).unwrap(), std::fs::read(folder.join("e.ron")).unwrap());
    std::fs::remove_file(folder.join("page-2.raw.txt")).unwrap();
    let output = stet(&folder, &["export", "e.ron", "-f", "bag", "-o", "again/", "--without", "scans"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.lines().count() == 1 && said.contains("page-2.raw.txt"), "{said}");
    let info = std::fs::read_to_string(folder.join("again/e/bag-info.txt")).unwrap();
    assert_eq!(info.matches("Missing-Source: page-2.raw.txt").count(), 1, "{info}");
}

#[test]
fn tables_and_addresses_are_named_and_refused_where_they_mean_nothing() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt", "-o", "e.ron"]).status.success());
    let export = |args: &[&str]| stet(folder.path(), &[&["export", "e.ron"], args].concat());
    let table = String::from_utf8(export(&["-f", "csv", "--profile", "omeka"]).stdout).unwrap();
    assert!(table.starts_with("dcterms:identifier,dcterms:title,") && table.lines().count() > 2, "{table}");
    std::fs::write(
        folder.path().join("s.ron"),
        "HouseStyle(catalogues: { \"ours\": (between: \"|\", columns: [(name: \"T\", from: [Title])]) })",
    )
    .unwrap();
    let table = String::from_utf8(export(&["-f", "csv", "--style", "s.ron", "--profile", "ours"]).stdout).unwrap();
    assert!(table.starts_with("T\n"), "{table}");
    assert_fault(&export(&["-f", "csv", "--style", "s.ron", "--profile", "omeka"]), 2, &["omeka", "ours"]);
    assert_fault(&export(&["-f", "md", "--profile", "omeka"]), 2, &["md", "csv"]);
    assert_fault(&export(&["-f", "md", "--image-base", "https://a.example/"]), 2, &["md", "iiif"]);
    assert_fault(&export(&["-f", "iiif", "--image-base", "images"]), 2, &["images", "https://"]);
    let both = export(&["-f", "txt", "--with", "simplified,traditional"]);
    assert_eq!(both.stdout, export(&["-f", "txt", "--with", "traditional"]).stdout, "the last one counts");
}

#[test]
fn lines_are_not_exported_where_none_is_surely_right() {
    let folder = pages();
    let at = folder.path();
    assert!(stet(at, &["clean", "page-1.raw.txt"]).status.success());
    let fault = |args: &[&str], words: &str| {
        let output = stet(at, &[&["export", "page-1.ron", "-f", "lines", "-o", "out/"], args].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("page-1.ron: nothing was exported") && said.contains(words), "{said}");
    };
    fault(&[], "no line is in an article that a person has checked, and none is read alike");
    fault(&["--without", "agreed"], "no line is in an article that a person has checked\n");
    fault(&["--without", "checked"], "no line is read alike by the raw text and a witness");
    // All lines are asked for, and the page has no image.
    fault(&["--without", "checked,agreed"], "lines that are right has an image");
    assert!(!at.join("out/page-1").exists());
}
