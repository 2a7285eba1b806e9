//! Radicals of Chinese dictionaries in place of the characters that look the same, as PDF files bring them: `⾦额`. No search finds them.

/// The characters of the radicals from U+2F00 on, in order.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Radicals of the supplement that are written as whole characters, and the characters.
const SUPPLEMENT: &str = "⺠⻅⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⻄⻆⺟⻁⻙⻫⻯⻲⻭⻑⻒";
const SUPPLEMENT_CHARACTERS: &str = "民见贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟西角母虎韦齐竜亀歯長镸";
/// Bytes of each of these characters.
const WIDTH: usize = 3;

/// True for a radical.
pub(crate) fn is_radical(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2ef3}' | '\u{2f00}'..='\u{2fd5}')
}

/// The character that looks like a radical, if there is only one.
pub(crate) fn character(c: char) -> Option<&'static str> {
    if !is_radical(c) {
        return None;
    }
    let of_kangxi = (u32::from(c).checked_sub(0x2f00).filter(|i| *i < 214)).map(|i| (KANGXI, i as usize));
    let position = || SUPPLEMENT.chars().position(|known| known == c);
    let (characters, i) = of_kangxi.or_else(|| Some((SUPPLEMENT_CHARACTERS, position()?)))?;
    characters.get(i * WIDTH..(i + 1) * WIDTH)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn radicals_have_the_characters_of_unicode() {
        for c in '\u{2f00}'..='\u{2fd5}' {
            assert_eq!(character(c).unwrap(), c.nfkc().collect::<String>(), "{c}");
        }
        assert_eq!((character('⻓'), character('⻳'), character('⺀'), character('金')), (Some("长"), Some("龟"), None, None));
        assert_eq!(SUPPLEMENT.chars().count() * WIDTH, SUPPLEMENT_CHARACTERS.len());
    }
}
