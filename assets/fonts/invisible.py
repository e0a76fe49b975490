#!/usr/bin/env python3
"""Writes stet-invisible.ttf, the font of text that is not drawn over page images: one glyph, which every character has.

The glyph is a line without breadth from corner to corner of the em. So it leaves no ink even where it is drawn, and yet is as large as a
character: PDFium passes over text whose glyphs have no extent. Needs fontTools.
"""

import pathlib

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM, ASCENT, DESCENT = 1000, 880, -120
# Any day, always the same, in seconds since 1904.
DAY = 3_850_000_000

pen = TTGlyphPen(None)
pen.moveTo((0, DESCENT))
pen.lineTo((EM, ASCENT))
pen.closePath()

font = FontBuilder(EM, isTTF=True)
font.setupGlyphOrder([".notdef", "em"])
font.setupCharacterMap({0x20: "em"})
font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "em": pen.glyph()})
font.setupHorizontalMetrics({".notdef": (EM, 0), "em": (EM, 0)})
font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
font.setupNameTable({"familyName": "Stet Invisible", "styleName": "Regular", "psName": "StetInvisible"}, mac=False)
font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
font.setupPost(keepGlyphNames=False)
font.updateHead(created=DAY, modified=DAY)
font.font.recalcTimestamp = False
font.save(pathlib.Path(__file__).with_name("stet-invisible.ttf"))
