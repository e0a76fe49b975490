//! A desk without a window, and hands to use it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{Event, ImeEvent, Key, Modifiers, OutputCommand, Rect, Shape, accesskit::Role as NodeRole};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::Desk as Inner;
use stet::desktop::command::{Action, Command, EditionCommand};
use stet::desktop::fonts;
use stet::desktop::settings::Settings;
use stet::edit::Selection;
use stet::edition::{Article, ArticleId, BlockId, Edition, Place, Role, TextOffset};
use stet::locale::Language;

/// A desk with its window's contents.
pub struct Desk {
    pub harness: Harness<'static, Option<Inner>>,
}

impl Desk {
    /// A desk on which nothing is open.
    pub fn new(language: Language) -> Desk {
        Desk::build(language, None, |desk| desk)
    }

    /// A desk that keeps journals in this folder. What crashes left there is offered.
    pub fn with_journals(language: Language, folder: &Path) -> Desk {
        let folder = folder.to_owned();
        let mut desk = Desk::build(language, None, move |desk| desk.with_journals(folder.clone()));
        desk.settle();
        desk
    }

    /// A desk that keeps journals in this folder and its settings in this file.
    pub fn with_journals_and_settings(folder: &Path, path: &Path) -> Desk {
        let folder = folder.to_owned();
        let mut desk = Desk::build(Language::English, Some(path.to_owned()), move |desk| desk.with_journals(folder.clone()));
        desk.settle();
        desk
    }

    /// A desk that keeps its settings in this file.
    pub fn with_settings(language: Language, path: &Path) -> Desk {
        let mut desk = Desk::build(language, Some(path.to_owned()), |desk| desk);
        desk.settle();
        desk
    }

    fn build(language: Language, path: Option<PathBuf>, finish: impl Fn(Inner) -> Inner + 'static) -> Desk {
        let (settings, fault) = path.as_deref().map(Settings::load).unwrap_or_default();
        // Without a file for them, they are those of an editor who has chosen what stands beside the draft.
        let settings = Settings { language: Some(language), beside_chosen: settings.beside_chosen || path.is_none(), ..settings };
        let fault = std::cell::RefCell::new(fault);
        let harness = Harness::builder()
            .with_size([1600.0, 1000.0])
            // A query may offer a rare character, which the system's fonts draw; here there are the embedded ones alone.
            .allow_missing_glyphs()
            .with_context_setup(move |ctx| fonts::install(ctx, language.is_chinese()))
            .build_ui_state(
                move |ui, desk: &mut Option<Inner>| {
                    desk.get_or_insert_with(|| finish(Inner::new(ui.ctx(), settings.clone(), path.clone()).with_fault(fault.take())))
                        .frame(ui);
                },
                None,
            );
        Desk { harness }
    }

    /// A desk with the sample page open.
    pub fn open_sample(language: Language) -> Desk {
        let mut desk = Desk::new(language);
        desk.perform(Command::Do(Action::OpenSample));
        desk
    }

    /// As [`Desk::open_sample`], in English.
    pub fn with_sample() -> Desk {
        Desk::open_sample(Language::English)
    }

    /// Closes the window: what is kept in the background is kept when this comes back.
    pub fn close(mut self) {
        eframe::App::on_exit(self.harness.state_mut().as_mut().expect("the first frame has been drawn"), None);
    }

    fn inner(&self) -> &Inner {
        self.harness.state().as_ref().expect("the first frame has been drawn")
    }

    /// Draws frames until nothing is going on.
    pub fn settle(&mut self) {
        let since = Instant::now();
        loop {
            self.harness.run_steps(4);
            if !self.inner().is_busy() {
                break;
            }
            assert!(since.elapsed() < Duration::from_secs(60), "the desk is still busy after a minute");
            std::thread::sleep(Duration::from_millis(5));
        }
        self.harness.run_steps(3);
    }

    /// Asserts that the desk is at rest: no frame follows at once, and later ones only for the caret to blink.
    pub fn assert_idle(&mut self, when: &str) {
        self.harness.run_steps(30);
        let delay = self.harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
        let causes = self.harness.ctx.repaint_causes();
        assert!(delay.is_none_or(|delay| delay > Duration::from_millis(90)), "{when}: drawn again after {delay:?}, because of {causes:?}");
    }

    pub fn perform(&mut self, command: impl Into<Command>) {
        self.ask(command);
        self.settle();
    }

    /// Asks for something, and draws no frame.
    pub fn ask(&mut self, command: impl Into<Command>) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().as_mut().expect("a desk").perform(&ctx, command);
    }

    /// Draws frames until something is so.
    pub fn wait_until(&mut self, mut is_so: impl FnMut(&Desk) -> bool) {
        let since = Instant::now();
        loop {
            self.harness.step();
            if is_so(self) {
                return;
            }
            assert!(since.elapsed() < Duration::from_secs(30), "it never is so");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.harness.event(Event::Text(c.to_string()));
            self.harness.step();
        }
        self.settle();
    }

    pub fn preedit(&mut self, text: &str) {
        self.harness.event(Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }));
        self.settle();
    }

    pub fn commit(&mut self, text: &str) {
        self.harness.event(Event::Ime(ImeEvent::Commit(text.to_owned())));
        self.settle();
    }

    /// Cuts what is selected; gives back what went to the clipboard.
    pub fn cut(&mut self) -> String {
        self.harness.event(Event::Cut);
        self.harness.step();
        let copied = self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        self.settle();
        copied.expect("something was copied")
    }

    pub fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.settle();
    }

    /// Types into the field of this name.
    pub fn field(&mut self, name: &str, text: &str) {
        self.harness.get_by_role_and_label(NodeRole::TextInput, name).focus();
        self.settle();
        self.type_text(text);
    }

    pub fn has_document(&self) -> bool {
        self.inner().document().is_some()
    }

    pub fn edition(&self) -> Edition {
        self.inner().document().expect("an open edition").edition().clone()
    }

    pub fn open_edition(&self) -> Option<Edition> {
        self.inner().document().map(|document| document.edition().clone())
    }

    pub fn selection(&self) -> Option<Selection> {
        self.inner().document().and_then(|document| document.selection())
    }

    /// What is selected, as text.
    pub fn selected_text(&self) -> String {
        let fragment = self.selection().filter(|selection| !selection.is_caret()).map(|selection| selection.fragment(&self.edition()));
        fragment.map(|fragment| fragment.text()).unwrap_or_default()
    }

    /// Goes from query to query until this text is selected.
    pub fn walk_to(&mut self, text: &str) {
        for _ in 0..40 {
            self.key(Modifiers::NONE, Key::F8);
            if self.selected_text() == text {
                break;
            }
        }
    }

    pub fn settings(&self) -> Settings {
        self.inner().settings().clone()
    }

    /// The top and the bottom of a block's text on the screen.
    pub fn block_on_screen(&self, block: BlockId) -> (f32, f32) {
        let shown = self
            .inner()
            .manuscript()
            .expect("a manuscript")
            .shown()
            .iter()
            .find(|shown| shown.block == block)
            .expect("the block is on the screen");
        (shown.top, shown.bottom)
    }

    /// How many characters a full row of the draft has.
    pub fn row_length(&self) -> usize {
        self.inner().manuscript().expect("a manuscript").row_length()
    }

    /// The left edge of the manuscript's text.
    pub fn text_left(&self) -> f32 {
        self.inner().manuscript().expect("a manuscript").text_left()
    }

    pub fn queries(&self) -> usize {
        self.inner().document().expect("an open edition").queries().len()
    }

    pub fn caret(&self) -> Place {
        self.inner().document().and_then(|document| document.selection()).expect("a caret").head
    }

    /// The caret's article.
    pub fn article(&self) -> Article {
        let (_, article) = self.inner().document().and_then(|document| document.current_article()).expect("a caret in an article");
        article.as_ref().clone()
    }

    /// The first article without a headline; one is made if there is none.
    pub fn article_without_headline(&mut self) -> ArticleId {
        let without = |edition: &Edition| edition.articles().iter().find(|article| article.title().is_empty()).map(|article| article.id());
        if let Some(id) = without(&self.edition()) {
            return id;
        }
        let place = self.paragraph(30);
        self.go(place, 12);
        self.perform(Command::Do(Action::OpenArticle));
        without(&self.edition()).expect("the new article has no headline")
    }

    /// A paragraph of more than so many characters that is not the first block of its article.
    pub fn paragraph(&self, more_than: usize) -> BlockId {
        let edition = self.edition();
        let inner = edition.articles().iter().flat_map(|article| article.blocks().iter().skip(2).cloned().collect::<Vec<_>>());
        let mut long = inner.filter(|block| block.role() == Role::Paragraph && block.len().chars() > more_than);
        long.next().expect("a long paragraph").id()
    }

    /// Puts the caret into a block, this many characters in.
    pub fn go(&mut self, block: BlockId, at: usize) {
        self.perform(EditionCommand::Select(Selection::caret(Place { block, at: TextOffset::new(at) })));
        self.perform(EditionCommand::Focus(stet::desktop::view::Pane::Draft));
    }
}

impl Desk {
    /// The texts that were drawn last, each with where it stands and what it is clipped to, in points.
    pub fn painted(&self) -> Vec<(String, Rect, Rect)> {
        fn collect(shape: &Shape, clip: Rect, found: &mut Vec<(String, Rect, Rect)>) {
            match shape {
                Shape::Text(text) => found.push((text.galley.text().to_owned(), text.visual_bounding_rect(), clip)),
                Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        self.harness.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, clipped.clip_rect, &mut found));
        found
    }
}

/// The role and the name of everything on the desk.
pub fn all_names(harness: &Harness<'_, Option<Inner>>) -> Vec<(NodeRole, String)> {
    let nodes = harness.root().children_recursive();
    nodes
        .map(|node| (node.accesskit_node().role(), node.accesskit_node().label().or(node.accesskit_node().value()).unwrap_or_default()))
        .collect()
}
