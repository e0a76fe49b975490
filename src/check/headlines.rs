//! Which headline heads which article: placements that the first draft was unsure of, headlines without a story, and stories without
//! a headline, with the headlines that may be theirs.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::{Message, Query, QueryKind, Remedy, called, doubt, short};
use crate::edit::{Destination, Edit, EditName, operations};
use crate::edition::{Article, ArticleId, Block, BlockId, Confidence, Doubt, DoubtKind, Edition, Role, Shelf, TextOffset};
use crate::language::{self, class, width};
use crate::page::PageIndex;
use crate::style::{CheckName, Pattern};

/// The label of the remedy that writes a headline: the words are a proposal, and the editor goes on with them.
pub const WRITE_HEADLINE: &str = "remedy-write-headline";

/// How many candidates are offered.
const OFFERED: usize = 4;

const ALONE: Question = Question::new(QueryKind::Headline, "query-headline-alone");
const MISSING: Question = Question::new(QueryKind::Headline, "query-headline-missing");

/// Asks about headlines.
pub(super) const CHECK: Check = Check {
    name: CheckName::Headlines,
    kinds: &[QueryKind::Headline],
    scope: CheckScope::Edition,
    sureness: Sureness::DraftOr(&[ALONE, MISSING]),
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let Some(edition) = view.edition else { return };
    let homes = Homes::of(edition);
    for article in edition.articles() {
        if let Some((block, doubt)) = article.blocks().iter().filter(|block| block.role().is_heading()).find_map(doubtful) {
            queries.push(misplaced(&homes, article, block, doubt));
        }
        if article.with_role(Role::Headline).next().is_none() {
            queries.extend(missing(&homes, article, view));
        }
    }
    queries.extend(homes.headings.iter().map(|heading| alone(&homes, heading)));
}

/// Headings without an article and articles without a headline, and what may bring them together.
struct Homes<'a> {
    articles: HashMap<ArticleId, &'a Article>,
    /// The headings set aside.
    headings: Vec<&'a Arc<Block>>,
    /// The articles without a headline.
    headless: Vec<&'a Arc<Article>>,
    /// The words of each of these and those, worked out when they are first compared.
    of_headings: OnceCell<Vec<HeadlineWords>>,
    of_headless: OnceCell<Vec<HeadlineWords>>,
}

/// The words of a heading or a story, and the page it comes from.
struct HeadlineWords {
    terms: HashSet<String>,
    page: Option<PageIndex>,
}

/// What a sentence ends with, and what its parts do.
const ENDS: [char; 7] = ['。', '！', '？', '!', '?', '.', '\n'];
const PARTS: [char; 5] = ['，', '；', '：', ',', ' '];
/// How many characters a headline that is proposed has at most, and one in letters.
const LONGEST: usize = 24;
const LONGEST_LATIN: usize = 60;

/// With how many candidates one is compared.
const COMPARED: usize = 256;

impl<'a> Homes<'a> {
    fn of(edition: &'a Edition) -> Homes<'a> {
        // What stands in a story as well was set aside because it is there twice, and is no headline that was lost.
        let standing: HashSet<&str> = edition.articles().iter().flat_map(|article| article.blocks()).map(|block| block.text()).collect();
        let heading = |block: &&Arc<Block>| block.role().is_heading() && !block.is_empty() && !standing.contains(block.text());
        let headless = |article: &&Arc<Article>| article.with_role(Role::Headline).next().is_none();
        Homes {
            articles: edition.articles().iter().map(|article| (article.id(), article.as_ref())).collect(),
            headings: edition.set_aside().iter().filter(heading).collect(),
            headless: edition.articles().iter().filter(headless).collect(),
            of_headings: OnceCell::new(),
            of_headless: OnceCell::new(),
        }
    }

    fn words_of_headings(&self) -> &[HeadlineWords] {
        self.of_headings.get_or_init(|| self.headings.par_iter().map(|block| HeadlineWords::of(std::slice::from_ref(*block))).collect())
    }

    fn words_of_headless(&self) -> &[HeadlineWords] {
        self.of_headless.get_or_init(|| self.headless.par_iter().map(|article| HeadlineWords::of(article.blocks())).collect())
    }

    /// The headings that share most words with an article; the first of those that share as many.
    fn headings_for(&self, article: &Article) -> Vec<&'a Arc<Block>> {
        if self.headings.is_empty() {
            return Vec::new();
        }
        let own = HeadlineWords::of(article.blocks());
        likeliest(&own, self.words_of_headings()).into_iter().filter_map(|at| self.headings.get(at).copied()).collect()
    }

    /// The articles without a headline that share most words with a heading.
    fn articles_for(&self, heading: &Arc<Block>) -> Vec<ArticleId> {
        let own = HeadlineWords::of(std::slice::from_ref(heading));
        likeliest(&own, self.words_of_headless()).into_iter().filter_map(|at| Some(self.headless.get(at)?.id())).collect()
    }
}

impl HeadlineWords {
    fn of(blocks: &[Arc<Block>]) -> HeadlineWords {
        let page = blocks.iter().find_map(|block| block.pieces().iter().find_map(|piece| piece.source())).map(|span| span.page);
        HeadlineWords { terms: terms(blocks.iter().map(|block| block.text())), page }
    }
}

/// Which of these from the same page share most words with one, as many as are offered.
fn likeliest(own: &HeadlineWords, others: &[HeadlineWords]) -> Vec<usize> {
    let scored = others.iter().enumerate().filter(|(_, other)| other.page == own.page).take(COMPARED);
    let mut scored: Vec<(usize, usize)> = scored.map(|(at, other)| (own.terms.intersection(&other.terms).count(), at)).collect();
    scored.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    scored.into_iter().map(|(_, at)| at).take(OFFERED).collect()
}

fn doubtful(block: &Arc<Block>) -> Option<(&Arc<Block>, &Doubt)> {
    block.doubts().iter().find(|doubt| matches!(doubt.kind, DoubtKind::Headline(_))).map(|doubt| (block, doubt))
}

/// The whole heading of an article goes to another, or is set aside.
fn misplaced(homes: &Homes<'_>, article: &Article, block: &Block, about: &Doubt) -> Query {
    let heading: Vec<BlockId> = article.blocks().iter().filter(|block| block.role().is_heading()).map(|block| block.id()).collect();
    let others = if let DoubtKind::Headline(others) = &about.kind { others.as_slice() } else { &[] };
    let mut remedies = to_articles(homes, &heading, others);
    // An article whose every block is heading would go with it.
    if heading.len() < article.blocks().len() {
        let aside = Edit::Move { blocks: heading, to: Destination::Last(Shelf::SetAside) };
        remedies.push(Remedy::structural(Message::plain("remedy-set-aside"), aside));
    }
    query(block, "query-headline-doubtful", doubt(about.confidence), remedies)
}

/// A heading that no article has.
fn alone(homes: &Homes<'_>, block: &Arc<Block>) -> Query {
    let told =
        block.doubts().iter().find_map(|doubt| if let DoubtKind::Headline(others) = &doubt.kind { Some(others.clone()) } else { None });
    let candidates = told.filter(|others| !others.is_empty()).unwrap_or_else(|| homes.articles_for(block));
    let remedies = to_articles(homes, &[block.id()], &candidates);
    query(block, ALONE.key, ALONE.confidence(), remedies)
}

fn query(block: &Block, key: &'static str, confidence: Confidence, remedies: Vec<Remedy>) -> Query {
    Query {
        kind: QueryKind::Headline,
        block: block.id(),
        range: (TextOffset(0), block.len()),
        text: block.text().to_owned(),
        confidence,
        message: Message::with(key, "text", short(block.text())),
        remedies,
    }
}

fn to_articles(homes: &Homes<'_>, heading: &[BlockId], candidates: &[ArticleId]) -> Vec<Remedy> {
    let remedy = |id: &ArticleId| {
        let article = homes.articles.get(id)?;
        let edit = Edit::Move { blocks: heading.to_vec(), to: Destination::First(Shelf::Article(*id)) };
        Some(Remedy::structural(Message::with("remedy-head", "article", called(article)), edit))
    };
    candidates.iter().filter_map(remedy).take(OFFERED).collect()
}

/// A story without a headline, with the headings set aside that may be its own. A picture with its caption needs none.
fn missing(homes: &Homes<'_>, article: &Article, view: &EditionView<'_>) -> Option<Query> {
    let first = article.blocks().iter().find(|block| block.role() == Role::Paragraph)?;
    let remedy = |block: &Arc<Block>| {
        let place = Edit::Move { blocks: vec![block.id()], to: Destination::First(Shelf::Article(article.id())) };
        let edit = if block.role() == Role::Headline {
            place
        } else {
            let role = Edit::SetRole { block: block.id(), role: Role::Headline };
            Edit::Batch { name: EditName::MakeHeadline, edits: vec![place, role] }
        };
        Remedy::structural(Message::with("remedy-take-headline", "text", short(block.text())), edit)
    };
    let mut remedies: Vec<Remedy> = homes.headings_for(article).into_iter().map(remedy).collect();
    remedies.extend(view.edition.and_then(|edition| written(edition, article, &proposal(first.text(), &view.style.lead_ins))));
    Some(Query {
        kind: QueryKind::Headline,
        block: first.id(),
        range: (TextOffset(0), TextOffset(1).min(first.len())),
        text: super::round(first, TextOffset(0)),
        confidence: MISSING.confidence(),
        message: Message::plain(MISSING.key),
        remedies,
    })
}

/// The remedy that writes a headline which the paper did not print.
fn written(edition: &Edition, article: &Article, text: &str) -> Option<Remedy> {
    let edit = operations::set_heading(edition, (article.id(), Role::Headline), None, text)?;
    Some(Remedy::structural(Message::with(WRITE_HEADLINE, "text", text), edit))
}

/// How a story may be called that has no headline: by its first sentence without what leads it in, or as much of that as a headline has.
fn proposal(text: &str, lead_ins: &[Pattern]) -> String {
    let text: Vec<char> = text.trim_start().chars().collect();
    // Patterns know neither blanks nor the widths of characters.
    let (places, dense): (Vec<usize>, Vec<char>) =
        text.iter().enumerate().filter(|(_, c)| !c.is_whitespace()).map(|(at, c)| (at, width::fold(*c))).unzip();
    let led_in = lead_ins.iter().filter_map(|pattern| pattern.at_start(&dense)).max().unwrap_or(0);
    let mut from = led_in.checked_sub(1).and_then(|last| places.get(last)).map_or(0, |at| at + 1);
    let rest = |from: usize| text.get(from..).unwrap_or_default();
    let blanks = |from: usize| rest(from).iter().take_while(|c| c.is_whitespace()).count();
    from += blanks(from);
    if from > 0 && matches!(rest(from).first(), Some('（' | '(')) {
        from += rest(from).iter().position(|c| matches!(c, '）' | ')')).map_or(0, |at| at + 1);
    }
    from += blanks(from);
    let sentence = rest(from);
    let sentence = sentence.get(..sentence.iter().position(|c| ENDS.contains(c)).unwrap_or(sentence.len())).unwrap_or_default();
    let longest = if sentence.iter().any(|c| class::is_han(*c)) { LONGEST } else { LONGEST_LATIN };
    let end = match sentence.get(..longest) {
        None => sentence.len(),
        Some(begin) => {
            let part = begin.iter().rposition(|c| PARTS.contains(c));
            part.filter(|at| *at > longest / 3).unwrap_or_else(|| whole_words(sentence, longest))
        }
    };
    let end = before_open_mark(sentence.get(..end).unwrap_or_default()).filter(|at| *at > longest / 3).unwrap_or(end);
    sentence.get(..end).unwrap_or_default().iter().collect::<String>().trim_end().to_owned()
}

/// How many characters the words have that a text of so many holds whole.
fn whole_words(sentence: &[char], longest: usize) -> usize {
    let mut end = 0;
    language::cut(&sentence.iter().collect::<String>(), |word| {
        if word.end <= longest {
            end = word.end;
        }
    });
    if end == 0 { longest } else { end }
}

/// Where the first quotation mark or bracket opens that is not closed.
fn before_open_mark(text: &[char]) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.iter().enumerate() {
        if class::is_opening(*c) {
            open.push(at);
        } else if class::is_closing(*c) {
            open.pop();
        }
    }
    open.first().copied()
}

/// The Chinese words of two characters and more.
fn terms<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<String> {
    let mut terms = HashSet::new();
    for text in texts {
        language::cut(text, |word| {
            if word.end - word.start >= 2 && word.text.chars().all(class::is_han) {
                terms.insert(word.text.to_owned());
            }
        });
    }
    terms
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{asked_of, edition};
    use crate::edition::{ArticleId, DoubtKind, Role};

    const FIRST: &str = "市里召开会议，部署春季防火。";
    const SECOND: &str = "县里的苹果丰收，果农很高兴。";

    #[test]
    fn a_doubtful_headline_may_go_to_another_story_or_aside() {
        let articles: [&[(Role, &str)]; 2] = [&[(Role::Headline, "苹果"), (Role::Paragraph, FIRST)], &[(Role::Paragraph, SECOND)]];
        // The second article is the fourth thing that got a number.
        let doubt = DoubtKind::Headline(vec![ArticleId(4)]);
        assert_eq!(asked_of(&articles, "苹果", 0, doubt, 50), [("query-headline-doubtful", 2)]);
    }

    #[test]
    fn a_headline_is_proposed_from_the_first_sentence() {
        let lead_ins = &crate::style::HouseStyle::standard().lead_ins;
        let proposed = |text: &str| super::proposal(text, lead_ins);
        assert_eq!(proposed("　　本报讯（记者 王明）水库昨天蓄水。水位上升。"), "水库昨天蓄水");
        assert_eq!(proposed("本报讯 水库昨天蓄水！"), "水库昨天蓄水");
        assert_eq!(
            proposed("城北的水库加固工程昨天提前一个月全部完工，可以安全蓄水度汛，投资两千万元。"),
            "城北的水库加固工程昨天提前一个月全部完工"
        );
        assert_eq!(
            proposed("The bridge over the river was opened yesterday by the mayor of the town. It is new."),
            "The bridge over the river was opened yesterday by the mayor"
        );
        assert_eq!(proposed("没有句号的一段"), "没有句号的一段");
        // Neither a word nor what is quoted is cut in two.
        assert_eq!(
            proposed("深受群众喜爱的城北水库今年首次向下游各县的农田放水灌溉并且向群众开放"),
            "深受群众喜爱的城北水库今年首次向下游各县的农田"
        );
        assert_eq!(proposed("城北水库在今年汛期到来之前完成“一库一策一图一表”治理工作的全部任务"), "城北水库在今年汛期到来之前完成");
        assert_eq!(proposed("水库（城北）今年首次向下游各县的农田放水灌溉并且开放"), "水库（城北）今年首次向下游各县的农田放水灌溉并且");
    }

    #[test]
    fn headings_of_other_pages_are_no_candidates_and_a_headline_may_be_written() {
        let queries = crate::check::check(&edition(&[&[(Role::Paragraph, FIRST)]]), crate::style::HouseStyle::standard());
        let query = queries.iter().find(|query| query.message.key == "query-headline-missing").expect("it is asked");
        let labels: Vec<&str> = query.remedies.iter().map(|remedy| remedy.label.key).collect();
        assert_eq!(labels, [super::WRITE_HEADLINE]);
        let of = |page, text: &str| super::HeadlineWords { terms: super::terms([text].into_iter()), page };
        let [here, there] = [0, 1].map(|page| Some(crate::page::PageIndex(page)));
        assert_eq!(super::likeliest(&of(here, FIRST), &[of(there, FIRST), of(here, SECOND)]), [1]);
    }

    #[test]
    fn a_story_without_a_headline_is_asked_about_and_one_with_is_not() {
        let keys = |articles: &[&[(Role, &str)]]| {
            let queries = crate::check::check(&edition(articles), crate::style::HouseStyle::standard());
            queries
                .iter()
                .filter(|query| query.kind == crate::check::QueryKind::Headline)
                .map(|query| query.message.key)
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&[&[(Role::Paragraph, FIRST)]]), ["query-headline-missing"]);
        assert!(keys(&[&[(Role::Headline, "防火"), (Role::Paragraph, FIRST)]]).is_empty());
        assert!(keys(&[&[(Role::Caption, "图为果农。")]]).is_empty());
    }
}
