"""Check the fonts of this folder, and print what the README says of them.

    python3 check.py FOLDER
"""

import os
import sys

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

folder = sys.argv[1]
maps = {}
for name in sorted(os.listdir(folder)):
    if not name.endswith((".otf", ".ttf")):
        continue
    path = os.path.join(folder, name)
    font = TTFont(path)
    cmap, hmtx, hhea, glyphs = font.getBestCmap(), font["hmtx"], font["hhea"], font.getGlyphSet()
    for glyph in font.getGlyphOrder():  # every outline can be drawn
        glyphs[glyph].draw(BoundsPen(glyphs))
    han = sum(0x4E00 <= c <= 0x9FFF for c in cmap)
    print(f"{name}: {os.path.getsize(path)} bytes, {len(cmap)} characters ({han} Han), upm {font['head'].unitsPerEm},"
          f" ascent {hhea.ascent}, descent {hhea.descent}, gap {hhea.lineGap}, {font['name'].getDebugName(6)}")
    print("  features:", sorted({r.FeatureTag for t in ("GSUB", "GPOS") if t in font
                                 for r in font[t].table.FeatureList.FeatureRecord}))
    if name.startswith(("stet-sans", "stet-serif")):
        maps[name] = set(cmap)
        wrong = [c for c in "“”‘’…—·，。、；：？！（）《》【】〔〕□■○●△▲◆◇★☆→←↑↓⏎⇧一鑫" if hmtx[cmap[ord(c)]][0] != 1000]
        assert not wrong, wrong
        assert all(hmtx[g][0] == 1000 for c, g in cmap.items() if 0x4E00 <= c <= 0x9FFF)
        need = "①⑳✓✗ǎǐǒǔǚǹḿ¶§©®°±×÷ΑωАяё①㎡℃€№々〇ぁヶㄅㄩ"
        assert all(ord(c) in cmap for c in need), [c for c in need if ord(c) not in cmap]
    elif name.startswith("stet-latin"):
        print("  advances:", {c: hmtx[cmap[ord(c)]][0] for c in "“”‘’…—–·×§¶→✓✗A"})
names = sorted(maps)
for name in names[1:]:
    extra, less = maps[name] - maps[names[0]], maps[names[0]] - maps[name]
    print(f"{name} beside {names[0]}: more {[chr(c) for c in sorted(extra)]}, fewer {[chr(c) for c in sorted(less)]}")
