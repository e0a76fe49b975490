"""Writes the words and the manual in traditional Chinese from those in simplified Chinese:

    pip install opencc==1.4.2
    python3 assets/locales/traditional.py

OpenCC (Apache-2.0; nothing of it is kept here) turns characters and words into those of Taiwan; what it does not know of this trade
and of quotation marks is below. Whoever mends a word mends it in simplified Chinese or below, and runs this again.
"""

import re
from pathlib import Path

import opencc

LOCALES = Path(__file__).parent
MANUAL = LOCALES.parent / "manual"

# Before: words of this program that have another word, not only other characters.
BEFORE = {
    "查找": "尋找",
    "帮助": "說明",
    "撤销": "復原",
    "快捷键": "快速鍵",
    "按回车": "按 Enter ",
    "回车与": "Enter 與",
    "回车": "Enter ",
    "按退格键": "按 Backspace 鍵",
    "退格键": "Backspace 鍵",
    "单击": "點選",
    "右击": "按右鍵",
    "识别": "辨識",
    "纯文本": "純文字",
    "压缩包": "壓縮檔",
    "来源文件": "來源檔案",
    "文件编辑": "檔案編輯",
    "表格行": "表格列",
    "表行": "表列",
    "列表": "清單",
    "连接号": "連接號",
    "编制": "編製",
    "只读普通文件": "只讀普通檔案",
    "只读": "唯讀",
    "并为": "並為",
    "并成": "並成",
    "文件头": "檔頭",
    "当前": "目前",
    "应用": "套用",
    "打开": "開啟",
    "权限": "權限",
    "像素": "像素",
    "制作": "製作",
    "各制一份": "各製一份",
    "窗口": "視窗",
    "工作台": "工作台",
    "系统": "系統",
    "词条": "詞條",
    "文本": "文本",
    "幻灯片": "投影片",
    "体例": "體例",
    "显示": "顯示",
}

# After: quotation marks, and what conversion gets wrong.
AFTER = {"“": "「", "”": "」", "‘": "『", "’": "』", "臺": "台"}


def convert(text, opencc_=opencc.OpenCC("s2twp")):
    """A text in traditional Chinese. What BEFORE puts in is kept from conversion by a private-use character."""
    kept = []

    def keep(match):
        kept.append(BEFORE[match[0]])
        return chr(0xE000 + len(kept) - 1)

    longest_first = "|".join(sorted(map(re.escape, BEFORE), key=len, reverse=True))
    text = opencc_.convert(re.sub(longest_first, keep, text))
    text = re.sub("[\ue000-\uf8ff]", lambda match: kept[ord(match[0]) - 0xE000], text)
    for wrong, right in AFTER.items():
        text = text.replace(wrong, right)
    return text


def main():
    out = []
    for line in (LOCALES / "zh-CN.ftl").read_text(encoding="utf-8").split("\n"):
        # The name of a language is in itself.
        match = re.match(r"([a-z0-9-]+ =)(.*)", line)
        if line.startswith("action-language-"):
            out.append(line)
        elif match:
            out.append(match[1] + convert(match[2]))
        else:
            out.append(convert(line))
    (LOCALES / "zh-Hant.ftl").write_text("\n".join(out), encoding="utf-8")
    (MANUAL / "zh-Hant").mkdir(exist_ok=True)
    for chapter in sorted((MANUAL / "zh").glob("*.md")):
        # Of code only the comments are converted.
        parts = re.split(r"(```.*?```|`[^`\n]*`|\]\([^)]*\))", chapter.read_text(encoding="utf-8"), flags=re.S)
        comments = lambda code: re.sub(r" # .*| // .*", lambda match: convert(match[0]), code)
        text = "".join(comments(part) if number % 2 else convert(part) for number, part in enumerate(parts))
        (MANUAL / "zh-Hant" / chapter.name).write_text(text, encoding="utf-8")


main()
