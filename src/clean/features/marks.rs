//! What lines begin and end with, and which words and numbers they begin with.

use super::super::signs::KnownLine;
use super::columns::LineText;
use super::{Feature, FeatureView, NONE, feature, flag};
use crate::language::class;

pub const FEATURES: &[Feature] = &[
    // What the line before ends with: a sentence, a comma, nothing.
    feature("last:stop", |view, i| view.at(i, -1, |view, n| flag(is_stop(view.evidence.edge(n).last)))),
    feature("last:sentence", |view, i| view.at(i, -1, |view, n| flag(view.evidence.ends_sentence(n)))),
    feature("last:comma", |view, i| view.at(i, -1, |view, n| flag(is_comma(view.evidence.edge(n).last)))),
    feature("last:colon", |view, i| view.at(i, -1, |view, n| flag(view.evidence.edge(n).last == '：'))),
    feature("last:semicolon", |view, i| view.at(i, -1, |view, n| flag(view.evidence.edge(n).last == '；'))),
    feature("last:closing", |view, i| view.at(i, -1, |view, n| flag(class::is_closing(view.evidence.edge(n).last)))),
    feature("last:opening", |view, i| view.at(i, -1, |view, n| flag(class::is_opening(view.evidence.edge(n).last)))),
    feature("last:hyphen", |view, i| view.at(i, -1, |view, n| flag(is_hyphen(view.evidence.edge(n).last)))),
    feature("last:digit", |view, i| view.at(i, -1, |view, n| flag(view.evidence.edge(n).last.is_ascii_digit()))),
    feature("last:lower", |view, i| view.at(i, -1, |view, n| flag(view.evidence.edge(n).last.is_lowercase()))),
    feature("last:upper", |view, i| view.at(i, -1, |view, n| flag(view.evidence.edge(n).last.is_uppercase()))),
    feature("last:han", |view, i| view.at(i, -1, |view, n| flag(class::is_han(view.evidence.edge(n).last)))),
    feature("last:says", |view, i| view.at(i, -1, |view, n| flag(matches!(view.evidence.edge(n).ending, '云' | '也' | '矣')))),
    // What the line itself ends with: headlines end with no mark, or ask.
    feature("own:stop", |view, i| flag(is_stop(view.evidence.edge(i).last))),
    feature("own:sentence", |view, i| flag(view.evidence.ends_sentence(i))),
    feature("own:comma", |view, i| flag(is_comma(view.evidence.edge(i).last))),
    feature("own:colon", |view, i| flag(view.evidence.edge(i).last == '：')),
    feature("own:closing", |view, i| flag(class::is_closing(view.evidence.edge(i).last))),
    feature("own:hyphen", |view, i| flag(is_hyphen(view.evidence.edge(i).last))),
    feature("own:lower", |view, i| flag(view.evidence.edge(i).last.is_lowercase())),
    feature("own:digit", |view, i| flag(view.evidence.edge(i).last.is_ascii_digit())),
    feature("next:sentence", |view, i| view.at(i, 1, |view, n| flag(view.evidence.ends_sentence(n)))),
    feature("next:comma", |view, i| view.at(i, 1, |view, n| flag(is_comma(view.evidence.edge(n).last)))),
    // What it begins with: no paragraph begins with a mark that closes, many with one that opens.
    feature("first:opening", |view, i| flag(class::is_opening(view.evidence.edge(i).first))),
    feature("first:bracket", |view, i| flag(view.evidence.edge(i).first == '（')),
    feature("first:closing", |view, i| flag(class::avoids_line_start(view.evidence.edge(i).first))),
    feature("first:digit", |view, i| flag(view.evidence.edge(i).first.is_ascii_digit())),
    feature("first:lower", |view, i| flag(view.evidence.edge(i).first.is_lowercase())),
    feature("first:upper", |view, i| flag(view.evidence.edge(i).first.is_uppercase())),
    feature("first:sign", |view, i| flag(is_sign(view.evidence.edge(i).first))),
    feature("first:dash", |view, i| flag(matches!(view.evidence.edge(i).first, '—' | '-' | '–'))),
    feature("first:starter", |view, i| flag(starts_paragraphs(view.evidence.edge(i).first))),
    feature("first:number", |view, i| flag(view.evidence.edge(i).numbers)),
    feature("next:opening", |view, i| view.at(i, 1, |view, n| flag(class::is_opening(view.evidence.edge(n).first)))),
    feature("next:bracket", |view, i| view.at(i, 1, |view, n| flag(view.evidence.edge(n).first == '（'))),
    feature("next:closing", |view, i| view.at(i, 1, |view, n| flag(class::avoids_line_start(view.evidence.edge(n).first)))),
    feature("next:number", |view, i| view.at(i, 1, |view, n| flag(view.evidence.edge(n).numbers))),
    // Running text has a mark every dozen characters, headings few; of how many lines is there none?
    feature("marks", |view, i| view.marks(i, 0)),
    feature("marks:last", |view, i| view.marks(i, -1)),
    feature("marks:next", |view, i| view.marks(i, 1)),
    feature("marks:near", |view, i| (-5..=5).map(|by| view.marks(i, by)).filter(|marks| !marks.is_nan()).sum()),
    feature("bare:before", |view, i| view.columns.bare_before.get(i).copied().unwrap_or(NONE)),
    feature("bare:from", |view, i| view.columns.bare_after.get(i).copied().unwrap_or(NONE)),
    // Lead-ins of the house style and of wires: （地名 日期 電）.
    feature("lead-in", |view, i| view.lead_in(i, 0)),
    feature("lead-in:next", |view, i| view.lead_in(i, 1)),
    feature("wire", |view, i| view.wire(i, 0)),
    feature("wire:next", |view, i| view.wire(i, 1)),
    feature("wire:second", |view, i| view.wire(i, 2)),
    // What the house style knows: furniture, bylines, captions, jump lines.
    feature("known:furniture", |view, i| flag(view.evidence.signs(i).known == Some(KnownLine::Furniture))),
    feature("known:byline", |view, i| flag(matches!(view.evidence.signs(i).known, Some(KnownLine::Byline | KnownLine::Credit)))),
    feature("known:jump", |view, i| flag(view.evidence.signs(i).known == Some(KnownLine::Jump))),
    feature("known:last", |view, i| view.at(i, -1, |view, n| flag(view.evidence.signs(n).known.is_some()))),
    feature("known:next", |view, i| view.at(i, 1, |view, n| flag(view.evidence.signs(n).known.is_some()))),
    feature("caption:start", |view, i| flag(view.evidence.signs(i).caption_start)),
    feature("caption:end", |view, i| flag(view.evidence.signs(i).caption_end)),
    feature("jump:tail", |view, i| flag(view.evidence.signs(i).jump_tail > 0)),
    feature("jump:tail-last", |view, i| view.at(i, -1, |view, n| flag(view.evidence.signs(n).jump_tail > 0))),
    feature("date", |view, i| view.date(i)),
    feature("digits", |view, i| view.text(i).digits),
    feature("capitals", |view, i| view.text(i).capitals),
    feature("capitals:last", |view, i| view.at(i, -1, |view, n| view.text(n).capitals)),
    feature("capitals:next", |view, i| view.at(i, 1, |view, n| view.text(n).capitals)),
    feature("letters", |view, i| view.text(i).letters),
    // How many words it has, how many of them with a capital, and whether the first is all capitals.
    feature("words", |view, i| view.text(i).words),
    feature("words:capital", |view, i| view.text(i).capital_words),
    feature("words:capital-next", |view, i| view.at(i, 1, |view, n| view.text(n).capital_words)),
    feature("words:first-capitals", |view, i| view.text(i).first_capitals),
    feature("words:next", |view, i| view.at(i, 1, |view, n| view.text(n).words)),
    feature("brackets:open", |view, i| view.text(i).open),
    feature("brackets:open-last", |view, i| view.at(i, -1, |view, n| view.text(n).open)),
    // Rows of tables and lists.
    feature("row", |view, i| flag(view.evidence.line(i).0.is_row)),
    feature("row:last", |view, i| view.at(i, -1, |view, n| flag(view.evidence.line(n).0.is_row))),
    // Whether the break would cut a word in two, here and at the next line.
    feature("word:cut", |view, i| flag(view.evidence.words.cuts(view.evidence.line(i).0.start))),
    feature("word:cut-next", |view, i| view.at(i, 1, |view, n| flag(view.evidence.words.cuts(view.evidence.line(n).0.start)))),
    // Blank lines and blanks before the first character.
    feature("gap", |view, i| view.gap(i, 0)),
    feature("gap:next", |view, i| view.gap(i, 1)),
    feature("lead", |view, i| view.evidence.line(i).0.lead.min(20) as f32),
    feature("lead:last", |view, i| view.at(i, -1, |view, n| view.evidence.line(n).0.lead.min(20) as f32)),
    feature("lead:next", |view, i| view.at(i, 1, |view, n| view.evidence.line(n).0.lead.min(20) as f32)),
];

fn is_stop(c: char) -> bool {
    class::ends_sentence(c) || c == '.'
}

fn is_comma(c: char) -> bool {
    matches!(c, '，' | '、')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '¬' | '⸗' | '=')
}

/// Signs that papers put before items.
fn is_sign(c: char) -> bool {
    matches!(c, '■'..='◿' | '★' | '☆' | '※' | '【' | '〔' | '*' | '•')
}

/// Characters with which the old press likes to begin a paragraph, or a new paragraph to take the story on.
fn starts_paragraphs(c: char) -> bool {
    matches!(
        c,
        '又' | '至'
            | '而'
            | '但'
            | '查'
            | '按'
            | '現'
            | '现'
            | '惟'
            | '昨'
            | '今'
            | '最'
            | '近'
            | '有'
            | '當'
            | '据'
            | '據'
            | '此'
            | '記'
            | '记'
            | '晚'
            | '本'
    )
}

impl FeatureView<'_> {
    /// What a function says of a neighbour.
    fn at(&self, index: usize, by: isize, of: fn(&FeatureView, usize) -> f32) -> f32 {
        self.near(index, by).map_or(NONE, |near| of(self, near))
    }

    fn marks(&self, index: usize, by: isize) -> f32 {
        self.near(index, by).and_then(|near| self.columns.marks.get(near)).copied().unwrap_or(NONE)
    }

    fn lead_in(&self, index: usize, by: isize) -> f32 {
        self.near(index, by).map_or(NONE, |near| flag(self.evidence.signs(near).lead_in > 0))
    }

    /// Whether a line begins with the place and date of a wire in brackets, which may close in the next lines.
    fn wire(&self, index: usize, by: isize) -> f32 {
        const LONGEST: usize = 26;
        let Some(near) = self.near(index, by) else { return NONE };
        let start = self.evidence.line(near).0.start;
        let text = self.evidence.dense.folded(start, (start + LONGEST).min(self.evidence.dense.folded.len()));
        if !matches!(text.first(), Some('（' | '【' | '〔')) {
            return 0.0;
        }
        let close = text.iter().position(|c| matches!(c, '）' | '】' | '〕'));
        let inside = close.and_then(|close| text.get(1..close)).unwrap_or_default();
        let is_wire = matches!(inside.last(), Some('電' | '电' | '訊' | '讯' | '息' | '函' | '道')) && inside.len() > 2;
        if is_wire { 2.0 } else { flag(close.is_some_and(|close| close > 1)) }
    }

    /// Whether it holds what dates and mastheads hold.
    fn date(&self, index: usize) -> f32 {
        let (line, _) = self.evidence.line(index);
        let text = self.evidence.dense.folded(line.start, line.end);
        let has = |c: char| text.contains(&c);
        let dated =
            (has('年') && has('月') && has('日')) || (has('星') && has('期')) || (has('電') && has('話')) || (has('电') && has('话'));
        flag(dated) + flag(has('第') && (has('期') || has('版') || has('號') || has('号')))
    }

    fn text(&self, index: usize) -> LineText {
        self.columns.texts.get(index).copied().unwrap_or_default()
    }

    /// How many more blank lines than usual stand before a line.
    fn gap(&self, index: usize, by: isize) -> f32 {
        self.near(index, by).map_or(NONE, |near| self.evidence.line(near).0.gap.min(6) as f32 - self.evidence.habits.gap as f32)
    }
}
