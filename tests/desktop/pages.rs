//! Pages: the outline has them as headings, places are gone to by name, and a page is worked on as one thing.

use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::edition::Status;
use stet::locale::Language;
use stet::page::PageIndex;

use super::desk::Desk;
use super::{COMMAND, command_shift};

const PAGES: [&str; 3] = [
    "水库加固工程提前完工\n\n　　本报讯 三月二日，市水利局宣布，位于城北的水库加固工程提前一个月完工，\n可以安全蓄水度汛。工程总投资两千万元，历时八个月。\n",
    "新建小学秋季开学\n\n　　本报讯 城东新区的第一所小学将于九月一日开学，首批招收六个班的新生，\n目前教师已经全部到位。学校还建有图书馆和体育馆。\n",
    "老街书店恢复营业\n\n　　本报讯 停业两年的老街书店昨天恢复营业，许多老读者专程赶来买书，\n店主表示将增加儿童读物。书店每周三晚上举办读书会。\n",
];

fn opened() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = (1..).map(|number| folder.path().join(format!("河湾日报-{number}.txt"))).take(PAGES.len()).collect();
    for (path, text) in paths.iter().zip(PAGES) {
        std::fs::write(path, text).unwrap();
    }
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(paths));
    (desk, folder)
}

/// The rows of the outline: the labels of pages and the headlines that are shown.
fn rows(desk: &Desk) -> Vec<String> {
    let labels = desk.edition().masthead().page_labels.clone();
    let titles: Vec<String> = desk.edition().articles().iter().map(|article| article.title()).collect();
    let shown = |name: &&String| desk.harness.query_all_by_role_and_label(NodeRole::Button, name).next().is_some();
    labels.iter().chain(&titles).filter(|name| !name.is_empty()).filter(shown).cloned().collect()
}

#[test]
fn pages_are_headings_that_fold_and_open_where_an_article_is_gone_to() {
    let (mut desk, _folder) = opened();
    let all = rows(&desk);
    assert_eq!(all.len(), 6, "{all:?}");
    desk.perform(EditionCommand::GoToPage(PageIndex(1)));
    assert_eq!(desk.article().page(), Some(PageIndex(1)));
    let title = desk.article().title();
    desk.perform(EditionCommand::Focus(stet::desktop::view::Pane::Outline));
    desk.key(Modifiers::NONE, Key::ArrowLeft);
    assert!(!rows(&desk).contains(&title) && rows(&desk).len() == 5, "{:?}", rows(&desk));
    desk.perform(EditionCommand::GoToPage(PageIndex(0)));
    assert!(!rows(&desk).contains(&title), "it stays folded");
    desk.perform(EditionCommand::GoToPage(PageIndex(1)));
    assert_eq!(rows(&desk), all);
}

#[test]
fn a_heading_says_how_far_its_page_is_and_the_draft_marks_where_it_begins() {
    let (mut desk, _folder) = opened();
    let label = desk.edition().masthead().page_labels[1].clone();
    let said = |desk: &Desk| {
        let node = desk.harness.get_by_role_and_label(NodeRole::Button, &label);
        node.accesskit_node().description().unwrap_or_default()
    };
    assert!(said(&desk).starts_with("Not started · "), "{}", said(&desk));
    let left: usize = said(&desk).split(' ').filter_map(|word| word.parse::<usize>().ok()).sum();
    let of_page = {
        let edition = desk.edition();
        let blocks = edition.articles().iter().filter(|article| article.page() == Some(PageIndex(1)));
        let ids: Vec<_> = blocks.flat_map(|article| article.blocks()).map(|block| block.id()).collect();
        ids.len()
    };
    assert!(of_page > 0 && left < 20, "{left}");
    desk.perform(EditionCommand::GoToPage(PageIndex(1)));
    desk.key(command_shift(), Key::K);
    assert!(said(&desk).starts_with("Checked · "), "{}", said(&desk));
    // In the margin of the draft stands the label, left of the text, once for each page.
    let text_left = desk.text_left();
    let marks: Vec<_> = desk.painted().into_iter().filter(|(text, rect, _)| *text == label && rect.right() < text_left).collect();
    let in_draft = marks.iter().filter(|(_, rect, _)| rect.left() > text_left - 60.0).count();
    assert_eq!(in_draft, 1, "{marks:?}");
}

#[test]
fn a_page_an_article_and_a_line_are_gone_to_by_typing() {
    let (mut desk, _folder) = opened();
    let go = |desk: &mut Desk, text: &str| {
        desk.key(COMMAND, Key::G);
        desk.type_text(text);
        desk.key(Modifiers::NONE, Key::Enter);
    };
    go(&mut desk, "老街");
    assert_eq!(desk.article().page(), Some(PageIndex(2)));
    let label = desk.edition().masthead().page_labels[1].clone();
    go(&mut desk, &label);
    assert_eq!(desk.article().page(), Some(PageIndex(1)));
    go(&mut desk, "ljsd");
    assert_eq!(desk.article().page(), Some(PageIndex(2)), "by the initials of its pinyin");
    go(&mut desk, "4");
    let caret = desk.caret();
    let source = desk.edition().block(caret.block).unwrap().1.source_near(caret.at).unwrap();
    assert_eq!(desk.edition().page(source.page).unwrap().line_of(source.range.start), 4);
    assert_eq!(source.page, PageIndex(2));
}

#[test]
fn the_bar_says_which_page_the_caret_is_on() {
    let (mut desk, _folder) = opened();
    let label = desk.edition().masthead().page_labels[2].clone();
    desk.perform(EditionCommand::GoToPage(PageIndex(2)));
    let words = format!("{label} of 3");
    assert!(desk.harness.query_all_by_label_contains(&words).next().is_some(), "{words}");
}

#[test]
fn a_page_is_checked_in_one_step() {
    let (mut desk, _folder) = opened();
    desk.perform(EditionCommand::GoToPage(PageIndex(1)));
    let statuses = |desk: &Desk| desk.edition().articles().iter().map(|article| article.status()).collect::<Vec<_>>();
    desk.key(command_shift(), Key::K);
    assert_eq!(statuses(&desk), [Status::Untouched, Status::Checked, Status::Untouched]);
    desk.key(command_shift(), Key::K);
    assert_eq!(statuses(&desk)[1], Status::InWork);
}

#[test]
fn queries_are_kept_to_a_page_and_let_stand_together() {
    let (mut desk, _folder) = opened();
    let block = desk.edition().articles()[1].blocks()[1].id();
    desk.go(block, 10);
    desk.type_text("“");
    let all = desk.queries();
    assert!(all > 0, "an unclosed quotation mark is asked about");
    desk.perform(Command::Do(Action::QueriesOfPage));
    let of_page = desk.queries();
    assert!(of_page > 0 && of_page <= all);
    desk.perform(EditionCommand::GoToPage(PageIndex(0)));
    assert_eq!(desk.queries(), of_page, "the page stays the one that was chosen");
    desk.perform(Command::Do(Action::LetShownStand));
    assert_eq!(desk.queries(), 0);
    desk.perform(Command::Do(Action::QueriesOfPage));
    assert_eq!(desk.queries(), all - of_page);
    desk.key(COMMAND, Key::Z);
    assert_eq!(desk.queries(), all);
}

#[test]
fn a_search_is_kept_to_a_page_or_an_article_with_its_replacements() {
    let (mut desk, _folder) = opened();
    desk.perform(EditionCommand::GoToPage(PageIndex(1)));
    desk.key(COMMAND, Key::H);
    desk.type_text("本报讯");
    desk.harness.get_by_label("3 found");
    for (scope, name) in [("page", "Only on this page"), ("article", "Only in this article")] {
        desk.harness.get_by_label(name).click();
        desk.settle();
        desk.harness.get_by_label("1 found");
        assert_eq!(desk.harness.query_all_by_label("3 found").count(), 0, "{scope}");
        desk.harness.get_by_label(name).click();
        desk.settle();
        desk.harness.get_by_label("3 found");
    }
    desk.harness.get_by_label("Only in this article").click();
    desk.settle();
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().page(), Some(PageIndex(1)), "the next match is in the article");
    let before = desk.edition();
    desk.field("Replace with", "晚报讯");
    desk.perform(Command::Do(Action::ReplaceAll));
    let edition = desk.edition();
    let is_changed =
        |article: &&std::sync::Arc<stet::edition::Article>| article.blocks().iter().any(|block| block.text().contains("晚报讯"));
    let changed: Vec<_> = edition.articles().iter().filter(is_changed).map(|article| article.page()).collect();
    assert_eq!(changed, [Some(PageIndex(1))], "the other pages stay");
    desk.perform(EditionCommand::Focus(stet::desktop::view::Pane::Draft));
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == before);
}

#[test]
fn the_masthead_offers_the_day_that_the_files_tell_and_doubts_one_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("河湾日报 2022年3月28日 1版.txt");
    std::fs::write(&path, PAGES[0]).unwrap();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![path]));
    desk.key(COMMAND, Key::M);
    desk.field("Date", "2022-02-30");
    assert!(desk.harness.query_all_by_label("The calendar has no such day.").next().is_some());
    desk.harness.get_by_label("Take 2022-03-28, from the file’s name").click();
    desk.settle();
    assert!(desk.harness.query_all_by_label("The calendar has no such day.").next().is_none());
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().masthead().date.as_deref(), Some("2022-03-28"));
}

#[test]
fn the_day_is_guessed_by_the_folder_or_a_date_line_and_kept_in_one_form() {
    let folder = tempfile::tempdir().unwrap();
    let of_day = folder.path().join("1939年4月21日");
    std::fs::create_dir(&of_day).unwrap();
    let guess = |path: &std::path::Path, text: &str, name: &str| {
        std::fs::write(path, text).unwrap();
        let mut desk = Desk::new(Language::English);
        desk.harness.run_steps(2);
        desk.perform(ShellCommand::Open(vec![path.to_owned()]));
        desk.key(COMMAND, Key::M);
        assert!(desk.harness.query_all_by_label(name).next().is_some(), "{name}");
        desk
    };
    guess(&of_day.join("one.txt"), PAGES[0], "Take 1939-04-21, from the folder’s name");
    let dated = format!("河湾日报　2022年3月28日　星期一\n\n{}", PAGES[0]);
    let mut desk = guess(&folder.path().join("two.txt"), &dated, "Take 2022-03-28, from the page’s date line");
    desk.field("Date", "民國二十八年四月廿一日");
    assert!(desk.harness.query_all_by_label_contains("This is kept as 1939-04-21").next().is_some());
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().masthead().date.as_deref(), Some("1939-04-21"));
}

#[test]
fn an_export_is_proposed_under_a_name_that_is_no_raw_pages() {
    let (mut desk, folder) = opened();
    desk.perform(Command::Do(Action::Export));
    desk.perform(EditionCommand::ChooseExport);
    let proposed = desk.harness.get_by_role_and_label(NodeRole::TextInput, "Path");
    let text = egui_kittest::kittest::NodeT::accesskit_node(&proposed).value().unwrap_or_default();
    assert!(text.starts_with(&folder.path().display().to_string()) && text.ends_with("-edition.txt"), "{text}");
}

#[test]
fn a_path_is_completed_by_tab_and_what_may_follow_is_listed() {
    let (mut desk, folder) = opened();
    for name in ["edition-1.ron", "edition-2.ron"] {
        std::fs::write(folder.path().join(name), "").unwrap();
    }
    let value = |desk: &Desk| desk.harness.get_by_role_and_label(NodeRole::TextInput, "Path").accesskit_node().value().unwrap_or_default();
    let path = |name: &str| folder.path().join(name).display().to_string();
    desk.perform(Command::Do(Action::Export));
    desk.perform(EditionCommand::ChooseExport);
    desk.key(COMMAND, Key::A);
    desk.type_text(&path("edi"));
    desk.key(Modifiers::NONE, Key::Tab);
    assert_eq!(value(&desk), path("edition-"));
    let listed = |desk: &Desk| desk.harness.query_all_by_label_contains("edition-2.ron").next().is_some();
    assert!(!listed(&desk));
    desk.key(Modifiers::NONE, Key::Tab);
    assert!(listed(&desk) && value(&desk) == path("edition-"), "the keyboard stays in the field");
    desk.harness.get_by_label_contains("edition-2.ron").click();
    desk.settle();
    assert_eq!(value(&desk), path("edition-2.ron"));
}

/// The draft of a long page takes a while, and its raw text can be read meanwhile.
#[test]
fn a_long_page_is_read_before_its_draft_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    std::fs::write(&path, PAGES.concat().repeat(1000)).unwrap();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.ask(ShellCommand::Open(vec![path]));
    desk.wait_until(|desk| desk.harness.query_by_label("The first draft is being made…").is_some());
    assert!(!desk.has_document() && desk.harness.query_by_role_and_label(NodeRole::Document, "Raw OCR").is_some());
    // Nothing can be done to what is not there yet, and nothing that is typed harms it.
    desk.ask(Action::Undo);
    desk.harness.event(eframe::egui::Event::Text("字".to_owned()));
    desk.settle();
    assert!(desk.has_document() && desk.harness.query_by_label("The first draft is being made…").is_none());
    assert!(!desk.edition().blocks().any(|(_, block)| block.text().contains('字')));
}
