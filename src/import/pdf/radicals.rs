//! Radicals written as ideographs. Fonts share one glyph between a radical's own code point and the ideograph of the same shape, and
//! programs that make PDFs may write down either: 戶 comes as U+2F3E.

/// The ideographs of U+2E80 to U+2EF3, in order, by Unicode's `EquivalentUnifiedIdeograph`; where there is none the radical itself.
const SUPPLEMENT: &str = "\
    ⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫\
    羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉\
    齐歯齿竜龙龜亀龟";

/// The ideographs of U+2F00 to U+2FD5, in order.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴\
    廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵\
    邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The radical whose glyph fonts of both scripts share with other ideographs: 户 in simplified text, 戶 in traditional.
const DOOR: char = '\u{2f3e}';

/// Common characters that only simplified text has, and those that traditional text has instead.
const SIMPLIFIED: &str = "们个这来时会说国对学为发产";
const TRADITIONAL: &str = "們個這來時會說國對學為發產";

/// The ideograph of a radical; any other character as it is, and the one radical that the rest of its page is asked about.
pub fn as_ideograph(c: char) -> char {
    let (table, first) = match c {
        DOOR => return c,
        '\u{2e80}'..='\u{2ef3}' => (SUPPLEMENT, 0x2e80),
        '\u{2f00}'..='\u{2fd5}' => (KANGXI, 0x2f00),
        _ => return c,
    };
    table.chars().nth((u32::from(c) - first) as usize).unwrap_or(c)
}

/// Puts the ideograph of the page's script in place of the radical that stands for two, in the texts of a page's glyphs.
pub fn settle_doors<'a>(texts: impl Iterator<Item = &'a mut String>) {
    let texts: Vec<&mut String> = texts.collect();
    if !texts.iter().any(|text| text.contains(DOOR)) {
        return;
    }
    let count = |of: &str| texts.iter().filter(|text| text.chars().any(|c| of.contains(c))).count();
    let ideograph = if count(TRADITIONAL) > count(SIMPLIFIED) { "戶" } else { "户" };
    texts.into_iter().filter(|text| text.contains(DOOR)).for_each(|text| *text = text.replace(DOOR, ideograph));
}

/// Whether a character is a radical or a form kept for compatibility: one that a text rarely means where a font has the same glyph for an
/// ideograph.
pub fn is_second_choice(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{e000}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{f0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_ideographs_and_nothing_else_is_touched() {
        let read: String = "口\u{2f00}\u{2fd5}\u{2ed3}\u{2ee2}\u{2ef3}".chars().map(as_ideograph).collect();
        assert_eq!(read, "口一龠长马龟");
        assert_eq!("Ａ①㈱﹁豈".chars().map(as_ideograph).collect::<String>(), "Ａ①㈱﹁豈");
    }

    #[test]
    fn a_door_is_that_of_its_page() {
        let settled = |text: &str| {
            let mut texts: Vec<String> = text.chars().map(String::from).collect();
            settle_doors(texts.iter_mut());
            texts.concat()
        };
        assert_eq!(settled("这个\u{2f3e}口"), "这个户口");
        assert_eq!(settled("這個\u{2f3e}口"), "這個戶口");
        assert_eq!(settled("這個戶口"), "這個戶口", "what is no radical stays");
    }

    #[test]
    fn the_tables_are_as_long_as_their_ranges() {
        assert_eq!((SUPPLEMENT.chars().count(), KANGXI.chars().count()), (0x2ef4 - 0x2e80, 0x2fd6 - 0x2f00));
    }
}
