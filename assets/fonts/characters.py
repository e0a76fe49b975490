"""Write characters.txt: what the Chinese subsets cover, as pyftsubset reads it (--unicodes-file).

    python3 characters.py UNIHAN_OTHERMAPPINGS.txt.bz2 VARIANTS.txt > characters.txt

Han characters: the 6763 of GB2312, the Table of General Standard Chinese Characters
(通用规范汉字表, 8105, read from Unihan's kTGH), all three levels, except the few outside the
Basic Multilingual Plane. For papers in traditional forms the 5401 common ones of Big5, the 4888 hanja of KS X 1001, which keep the old
forms of type (爲, 卽, 淸), and what the table of printed variants has. Beside them GB2312's symbols and what a newspaper and this program need.
"""

import bz2
import sys

SYMBOLS = """
0020-007E 00A0-017F 0192 01CD-01DC 01F8-01F9 0251 0261 02C7-02CB 02D9 1E3F
0370-03FF 0400-045F
2010-2027 2030-203B 203E 2042 2047-2049 2070-208E 20AC 2103 2105 2109 2113 2116 2121 2122
2150-217F 2190-2199 21B5 21C4 21D2 21D4 21E4-21E7 2200-22BF 2303 2305 2318 2325 232B 238B 23CE
2423 2460-249B 24B6-24E9 2500-257F 2588-258F 25A0-25FF 2600-2606 260E 2640 2642 2713-2718 2756
2776-277F 2E3A 3000-303F 3041-30FF 3105-312D 3220-3229 3231 32A3 338E 338F 339C-339E 33A1 33C4
33CE 33D1 33D2 33D5 FE30-FE6B FF00-FFEF
"""
MORE_HAN = "囧"


def decoded(first, last, cells, encoding):
    """The characters of the rows from first to last of a table of two bytes; cells are the second bytes."""
    for a in range(first, last + 1):
        for b in cells:
            try:
                yield bytes([a, b]).decode(encoding)
            except UnicodeDecodeError:
                pass


def gb2312():
    return decoded(0xA1, 0xF7, range(0xA1, 0xFF), "gb2312")


def big5():
    """The common characters of Big5 (level 1)."""
    return decoded(0xA4, 0xC6, [*range(0x40, 0x7F), *range(0xA1, 0xFF)], "big5")


def hanja():
    """The hanja of KS X 1001."""
    return decoded(0xCA, 0xFD, range(0xA1, 0xFF), "euc_kr")


def variants(path):
    """The characters of the table of printed variants."""
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            yield from line.strip()


def tgh(path):
    """The table's characters, each with its level (3500, 3000 and 1605 characters)."""
    for line in bz2.open(path, "rt", encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 3 and fields[1] == "kTGH":
            rank = int(fields[2].split(":")[1].split()[0])
            yield chr(int(fields[0][2:], 16)), 1 + (rank > 3500) + (rank > 6500)


def ranges(codes):
    codes = sorted(codes)
    start = last = codes[0]
    for code in codes[1:] + [None]:
        if code is not None and code == last + 1:
            last = code
            continue
        yield (start, last)
        start = last = code


def main():
    gb = set(gb2312())
    han = {c for c in gb if 0x4E00 <= ord(c) <= 0x9FFF}
    levels = dict(tgh(sys.argv[1]))
    table = {c for c in levels if ord(c) <= 0xFFFF}
    symbols = {ord(c) for c in gb - han}
    for part in SYMBOLS.split():
        first, _, last = part.partition("-")
        symbols.update(range(int(first, 16), int(last or first, 16) + 1))
    traditional = {c for c in big5() if 0x4E00 <= ord(c) <= 0x9FFF}
    old = {c for c in hanja() if 0x4E00 <= ord(c) <= 0x9FFF}
    printed = {c for c in variants(sys.argv[2]) if 0x4E00 <= ord(c) <= 0x9FFF}
    all_han = han | table | traditional | old | printed | set(MORE_HAN)
    print("# Written by characters.py; do not edit.")
    print(f"# Han: {len(all_han)} = GB2312 {len(han)}, with the general standard table's")
    print(f"# {len(table)} (level 1: {sum(v == 1 for v in levels.values())}, "
          f"2: {sum(v == 2 for v in levels.values())}, 3: {sum(v == 3 for v in levels.values())}; "
          f"{len(levels) - len(table)} of level 3 left out, being outside the BMP),")
    print(f"# the {len(traditional)} common ones of Big5, {len(old)} hanja of KS X 1001, and {len(printed)} of the table of variants.")
    print("# Symbols and letters: those of the list that the fonts have.")
    for group in (symbols, {ord(c) for c in all_han}):
        for first, last in ranges(group):
            text = "".join(map(chr, range(first, last + 1)))
            note = f" # {text}" if text.isprintable() and not text.isspace() and 0x2E80 <= first and len(text) < 40 else ""
            print(f"{first:04X}-{last:04X}{note}" if last > first else f"{first:04X}{note}")


main()
