//! A folder of fifteen pages is walked from opening to export by keyboard alone, and the keys are counted.

use std::collections::BTreeSet;
use std::path::Path;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use stet::edition::Status;
use stet::locale::{Language, Locale};

use super::desk::Desk;
use super::{COMMAND, command_shift};

const PAGES: usize = 15;
const TOPICS: [&str; PAGES] =
    ["水库", "桥梁", "学校", "医院", "粮站", "车站", "码头", "剧院", "公园", "果园", "渔场", "林场", "工厂", "邮局", "图书馆"];

/// A page with two stories. In the second a bracket closes nothing.
fn page(topic: &str) -> String {
    format!(
        "{topic}扩建工程提前完工\n\n　　本报讯 三月二日，市政府宣布，城北的{topic}扩建工程提前一个月完工，今后\n可以更好地为市民服务。\n　　工程历时八个月，\
         参加{topic}施工的有三百多人，大家都说今后方便了。\n\n{topic}新规定下月施行\n\n　　本报讯 从下月一日起，{topic}实行新的规定），\
         每天早上八点开门，晚上六点关门。\n　　市民对{topic}有意见，可以写信给报社。\n"
    )
}

/// The desk, and how many keys were pressed.
struct Hands {
    desk: Desk,
    keys: usize,
}

impl Hands {
    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.keys += 1;
        self.desk.key(modifiers, key);
    }

    fn type_text(&mut self, text: &str) {
        self.keys += text.chars().count();
        self.desk.type_text(text);
    }
}

#[test]
fn fifteen_pages_are_walked_from_opening_to_export_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    for (number, topic) in TOPICS.iter().enumerate() {
        std::fs::write(folder.path().join(format!("2024-03-02-{:02}.txt", number + 1)), page(topic)).unwrap();
    }
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    let mut hands = Hands { desk, keys: 0 };
    // Where the system shows no file dialog, the path is typed.
    let path = folder.path().display().to_string();
    hands.key(command_shift(), Key::O);
    hands.key(COMMAND, Key::A);
    hands.type_text(&path);
    hands.key(Modifiers::NONE, Key::Enter);
    hands.key(Modifiers::NONE, Key::Enter);
    assert_eq!(hands.desk.edition().pages().len(), PAGES);
    assert_eq!(hands.desk.edition().articles().len(), 2 * PAGES);

    // The paper and the day, which the names of the files tell.
    hands.key(COMMAND, Key::M);
    hands.type_text("河湾日报");
    hands.key(Modifiers::NONE, Key::Enter);
    assert_eq!(hands.desk.edition().masthead().title.as_deref(), Some("河湾日报"));

    // Every query: the likelier answer.
    let asked = hands.desk.queries();
    hands.key(Modifiers::NONE, Key::F8);
    let (mut answers, proposed) = (0, Locale::load(Language::English).text("say-headline-proposed"));
    while hands.desk.queries() > 0 {
        hands.key(Modifiers::NONE, Key::Enter);
        answers += 1;
        // A headline that was proposed is selected to be written over; Enter takes it and goes on.
        if hands.desk.harness.query_all_by_label_contains(&proposed).next().is_some() {
            hands.key(Modifiers::NONE, Key::Enter);
        }
        assert!(answers <= asked + PAGES, "answers lead to an end: {} of {asked} are left", hands.desk.queries());
    }
    assert!(asked >= PAGES, "a bracket on each page is asked about: {asked}");

    // Every page: gone to by its number, and checked.
    let labels = hands.desk.edition().masthead().page_labels.clone();
    assert_eq!(labels.iter().collect::<BTreeSet<_>>().len(), PAGES);
    for label in &labels {
        hands.key(COMMAND, Key::G);
        hands.type_text(label);
        hands.key(Modifiers::NONE, Key::Enter);
        hands.key(command_shift(), Key::K);
    }
    assert!(hands.desk.edition().articles().iter().all(|article| article.status() == Status::Checked));

    // Saved and exported where that is proposed.
    hands.key(COMMAND, Key::S);
    hands.key(Modifiers::NONE, Key::Enter);
    hands.key(command_shift(), Key::E);
    hands.key(Modifiers::NONE, Key::Enter);
    hands.key(Modifiers::NONE, Key::Enter);
    let of_page = |path: &Path| path.extension().is_some_and(|end| end == "txt") && !path.to_string_lossy().contains("edition");
    let written = |end: &str| {
        let mut files = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.path());
        files.find(|path| path.extension().is_some_and(|own| own == end) && !of_page(path)).expect("a file")
    };
    let (saved, exported) = (written("ron"), written("txt"));
    let text = std::fs::read_to_string(&exported).unwrap();
    assert!(TOPICS.iter().all(|topic| text.contains(&format!("{topic}扩建工程提前完工"))));
    assert_eq!(stet::store::load(&saved).unwrap(), hands.desk.edition());

    println!("{PAGES} pages, {answers} answers: {} keys, {:.1} a page", hands.keys, hands.keys as f64 / PAGES as f64);
    // An answer is one key, a page five, and twenty are for the whole.
    assert!(hands.keys <= answers + 6 * PAGES + 25 + path.chars().count(), "{}", hands.keys);
}
