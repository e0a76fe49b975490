//! A report as one web page that prints well.

use super::super::sampling::SampleUnit;
use super::csv::cells;
use super::summary::{errors, summary};
use super::{EffortReport, ProofReport, ProofRow};
use crate::effort::LONGEST_PAUSE;
use crate::explained::named;
use crate::export::xml::Xml;
use crate::locale::Locale;

const STYLE: &str = include_str!("../../../assets/proof/report.css");

/// The report as a page.
pub fn to_html(report: &ProofReport, locale: &Locale) -> String {
    let mut xml = Xml::new("<!DOCTYPE html>\n");
    xml.block("html", &[("lang", locale.language.tag()), ("xmlns", "http://www.w3.org/1999/xhtml")], |xml| {
        xml.block("head", &[], |xml| {
            xml.empty_line("meta", &[("charset", "utf-8")]);
            xml.empty_line("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            xml.leaf("title", &[], &title(report, locale));
            xml.block("style", &[], |xml| xml.markup(STYLE));
        });
        xml.block("body", &[], |xml| body(xml, report, locale));
    });
    xml.finish()
}

fn title(report: &ProofReport, locale: &Locale) -> String {
    let masthead = &report.masthead;
    let parts: Vec<&str> = [&masthead.title, &masthead.date, &masthead.issue].into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { locale.text("proof-title") } else { format!("{} · {}", locale.text("proof-title"), parts.join(" · ")) }
}

fn body(xml: &mut Xml, report: &ProofReport, locale: &Locale) {
    xml.leaf("h1", &[], &title(report, locale));
    let class = if report.passes() { "verdict pass" } else { "verdict fail" };
    let mut lines = summary(report, locale).into_iter();
    if let Some((_, verdict)) = lines.next() {
        xml.leaf("p", &[("class", class)], &verdict);
    }
    table(xml, ("summary", ""), &[], lines.map(|(name, value)| vec![name, value]));
    classes(xml, report, locale);
    kinds(xml, report, locale);
    sample(xml, report, locale);
    effort(xml, report, locale);
    places(xml, report, locale);
    xml.block("footer", &[], |xml| {
        for key in ["proof-about-rule", "proof-about-unseen", "proof-about-denominator", "proof-about-upper", "proof-about-apart"] {
            xml.leaf("p", &[], &locale.text(key));
        }
        if report.effort.is_some() {
            let minutes = named("minutes", LONGEST_PAUSE.as_secs() / 60);
            xml.leaf("p", &[], &locale.with("proof-about-effort", &[minutes]));
        }
    });
}

/// The words of columns.
fn heads(locale: &Locale, columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| locale.text(&format!("proof-column-{column}"))).collect()
}

/// A table with a heading, where it has rows.
fn table(xml: &mut Xml, (class, heading): (&str, &str), head: &[String], rows: impl Iterator<Item = Vec<String>>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    if !heading.is_empty() {
        xml.leaf("h2", &[], heading);
    }
    xml.block("table", &[("class", class)], |xml| {
        if !head.is_empty() {
            xml.line("tr", &[], |xml| head.iter().for_each(|text| xml.inline("th", &[], |xml| xml.text(text))));
        }
        for row in rows {
            xml.line("tr", &[], |xml| row.iter().for_each(|text| xml.inline("td", &[], |xml| xml.text(text))));
        }
    });
}

fn classes(xml: &mut Xml, report: &ProofReport, locale: &Locale) {
    let counted = report.classes.iter().filter(|class| class.places > 0);
    let row = |class: &super::ClassCount| {
        let name = locale.text(class.class.key());
        // What was not seen in the rule is marked.
        let name = if class.class.is_seen() { name } else { format!("{name} *") };
        vec![name, class.places.to_string(), class.beyond.to_string(), errors(class.tenths)]
    };
    let head = heads(locale, &["class", "places", "beyond", "counted"]);
    table(xml, ("numbers", &locale.text("proof-heading-classes")), &head, counted.map(row));
}

fn kinds(xml: &mut Xml, report: &ProofReport, locale: &Locale) {
    let counted = report.kinds.iter().filter(|kind| kind.places > 0);
    let row = |kind: &super::KindCount| vec![locale.text(kind.kind.key()), kind.places.to_string(), kind.characters.to_string()];
    let head = heads(locale, &["kind", "places", "characters"]);
    table(xml, ("numbers", &locale.text("proof-heading-kinds")), &head, counted.map(row));
}

fn sample(xml: &mut Xml, report: &ProofReport, locale: &Locale) {
    let Some(sample) = &report.sample else { return };
    let unit = if sample.unit == SampleUnit::Article { "article" } else { "page" };
    let head = heads(locale, &["number", unit, "characters", "counted"]);
    let rows = sample.drawn.iter().map(|unit| {
        let called = if unit.title.is_empty() { unit.name.clone() } else { unit.title.clone() };
        vec![unit.name.clone(), called, unit.characters.to_string(), errors(unit.tenths)]
    });
    table(xml, ("numbers", &locale.text("proof-heading-sample")), &head, rows);
}

fn effort(xml: &mut Xml, report: &ProofReport, locale: &Locale) {
    if let Some(effort) = &report.effort {
        let rows = effort.cells(&report.masthead.page_labels);
        table(xml, ("numbers", &locale.text("proof-heading-effort")), &EffortReport::head(locale), rows);
    }
}

/// The places, with what is right and what is there beside each other.
fn places(xml: &mut Xml, report: &ProofReport, locale: &Locale) {
    if report.rows.is_empty() {
        return;
    }
    xml.leaf("h2", &[], &locale.text("proof-heading-places"));
    xml.block("table", &[("class", "places")], |xml| {
        let head = heads(locale, &["number", "page", "article", "role", "kind", "class", "context", "counted", "note"]);
        xml.line("tr", &[], |xml| head.iter().for_each(|text| xml.inline("th", &[], |xml| xml.text(text))));
        for (number, row) in report.rows.iter().enumerate() {
            let cells = cells(report, row, number + 1, locale);
            xml.line("tr", &[], |xml| place(xml, row, &cells));
        }
    });
}

fn place(xml: &mut Xml, row: &ProofRow, cells: &[String]) {
    let (before, behind) = (cells.iter().take(6), cells.iter().skip(9));
    before.for_each(|text| xml.inline("td", &[], |xml| xml.text(text)));
    xml.inline("td", &[("class", "context")], |xml| {
        xml.text(&row.before);
        for (element, text) in [("del", &row.difference.found_text), ("ins", &row.difference.right_text)] {
            if !text.is_empty() {
                xml.inline(element, &[], |xml| xml.text(text));
            }
        }
        xml.text(&row.after);
    });
    behind.for_each(|text| xml.inline("td", &[], |xml| xml.text(text)));
}
