//! The queue while checks come in.

use std::path::Path;
use std::sync::Arc;

use stet::check::{Query, check};
use stet::clean::clean;
use stet::desktop::document::Document;
use stet::import::import_bytes;
use stet::style::HouseStyle;

#[test]
fn a_query_that_was_gone_to_and_is_settled_by_the_answer_before_is_noticed() {
    let page = import_bytes(Path::new("p.raw.txt"), include_bytes!("../../assets/samples/riverside-daily-2.raw.txt"), None).unwrap();
    let edition = clean(&[Arc::new(page)], HouseStyle::standard());
    let queries: Vec<Arc<Query>> = check(&edition, HouseStyle::standard()).into_iter().map(Arc::new).collect();
    assert!(queries.len() > 1, "the sample has queries");
    let mut document = Document::draft(edition, Vec::new());
    assert!(!document.set_queries(1, queries.clone()));
    assert!(document.go_to_query(0));
    assert!(!document.set_queries(2, queries.clone()), "it is still there");
    assert!(document.set_queries(3, queries[1..].to_vec()), "it is settled");
    document.leave_queue();
    assert!(!document.set_queries(4, queries[1..].to_vec()), "the editor writes there, and stays");
}
