"""Move Lucide's glyphs to where a Chinese character stands, and name the subset.

    python3 finish.py IN OUT

Lucide's em box goes from 0 to 1000; a Chinese character's from -120 to 880. Moved down by 120, an icon
beside text of the same size is level with it, and alone in a row (ascent 880, descent -120, no gap) it is
in the middle.
"""

import sys

from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1])
glyphs = font["glyf"]
for name in font.getGlyphOrder():
    glyph = glyphs[name]
    glyph.expand(glyphs)
    assert not glyph.isComposite()
    if glyph.numberOfContours > 0:
        glyph.coordinates.translate((0, -120))
        glyph.recalcBounds(glyphs)
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)
hhea, os2 = font["hhea"], font["OS/2"]
hhea.ascent, hhea.descent, hhea.lineGap = 880, -120, 0
os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = 880, -120, 0
os2.usWinAscent, os2.usWinDescent = 880, 120
names = font["name"]
names.names = []
for number, text in {0: "Copyright (c) Lucide Icons and Contributors; part from Feather, (c) Cole Bemis",
                     1: "Stet Icons", 2: "Regular", 3: "StetIcons-Regular", 4: "Stet Icons", 5: "Version 1.0",
                     6: "StetIcons-Regular", 13: "ISC License, and MIT License for the icons from Feather"}.items():
    names.setName(text, number, 3, 1, 0x409)
font.save(sys.argv[2])
