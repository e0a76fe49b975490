"""What pyftsubset can't do to a subset of Noto CJK.

    python3 finish.py IN OUT "Stet Sans" Regular [--latin|--mono] [--cross SYMBOLS.ttf]

* A name of its own (the copyright, trademark and licence entries stay).
* U+2014 — becomes one em wide and bleeds off both sides, so that —— is one unbroken line. (Noto
  makes one of the pair with a ligature; a ligature has no place for a caret between the two.)
* U+2717 ✗, which Noto CJK lacks, is drawn from Noto Sans Symbols 2 in the place of U+32FF.
* --latin: “ ” ‘ ’ … and the middle dot take their proportional forms, — stays as wide as Latin has it,
  and signs that Noto CJK has at full width only lose their side bearings.
* --mono: every character keeps the width it has, and there is no kerning.
* Vertical stem hints go: the rasterizer (skrifa, like FreeType) hints CFF outlines in y only and
  never reads them. The horizontal ones stay: at 11 to 17 px they are what keeps a stroke sharp.
* One set of vertical metrics for all the faces, so that rows don't change height with the font.
"""

import argparse

from fontTools.misc.transform import Offset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

ASCENT, DESCENT = 1160, -288
WIDE = {0x2E3A: "fwid", 0x00B7: "fwid"}
NARROW = {c: "pwid" for c in (0x2018, 0x2019, 0x201C, 0x201D, 0x2026)}
TIGHTEN = [0x00A7, 0x00B1, 0x00B6, 0x00B7, 0x00D7, 0x00F7, 0x2020, 0x2021, 0x2022, 0x2030]
CROSS_PLACE = 0x32FF


def private_of(font, name):
    top = font["CFF "].cff.topDictIndex[0]
    strings = top.CharStrings
    gid = font.getGlyphID(name)
    return top.FDArray[top.FDSelect[gid]].Private if hasattr(top, "FDSelect") else strings[name].private


def replace(font, name, advance, draw, lsb, stem=()):
    """Give a glyph new outlines. `draw` draws on a pen; `stem` is its horizontal stem hints."""
    top = font["CFF "].cff.topDictIndex[0]
    private = private_of(font, name)
    pen = T2CharStringPen(None, None)
    draw(pen)
    program = pen.getCharString(private).program
    program = [advance - private.nominalWidthX, *stem, *(["hstem"] if stem else []), *program]
    old = top.CharStrings[name]
    old.program, old.bytecode = program, None
    font["hmtx"][name] = (advance, lsb)


def bounds(glyphs, name):
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds


def single_substitutions(font, tag):
    found = {}
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == tag:
            for index in record.Feature.LookupListIndex:
                for sub in gsub.LookupList.Lookup[index].SubTable:
                    sub = getattr(sub, "ExtSubTable", sub)
                    found.update(getattr(sub, "mapping", {}))
    return found


def remap(font, code, name):
    for table in font["cmap"].tables:
        if code in getattr(table, "cmap", {}):
            table.cmap[code] = name


def full_width_dash(font):
    """Thickness of the Latin dash, height of the full-width one (U+2015)."""
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    latin, wide = bounds(glyphs, cmap[0x2014]), bounds(glyphs, cmap[0x2015])
    thick = latin[3] - latin[1]
    low = round((wide[1] + wide[3] - thick) / 2)

    def draw(pen):
        pen.moveTo((-8, low))
        pen.lineTo((1008, low))
        pen.lineTo((1008, low + thick))
        pen.lineTo((-8, low + thick))
        pen.closePath()

    replace(font, cmap[0x2014], 1000, draw, -8, (low, thick))


def cross(font, symbols):
    source = TTFont(symbols)
    name = source.getBestCmap()[0x2717]
    glyphs = source.getGlyphSet()
    box = bounds(glyphs, name)
    target = font.getBestCmap()[CROSS_PLACE]
    scale = source["head"].unitsPerEm / font["head"].unitsPerEm
    assert scale == 1
    replace(font, target, source["hmtx"][name][0],
            lambda pen: glyphs[name].draw(Qu2CuPen(pen, 0.5, all_cubic=True)), round(box[0]))
    for table in font["cmap"].tables:
        if CROSS_PLACE in getattr(table, "cmap", {}):
            table.cmap[0x2717] = table.cmap.pop(CROSS_PLACE)


def tighten(font, code):
    name = font.getBestCmap().get(code)
    if name is None or font["hmtx"][name][0] < 1000:
        return
    glyphs = font.getGlyphSet()
    box = bounds(glyphs, name)
    side = 56
    # Redrawn without hints: only a handful of signs.
    record = RecordingPen()
    glyphs[name].draw(TransformPen(record, Offset(round(side - box[0]), 0)))
    replace(font, name, round(box[2] - box[0]) + 2 * side, record.replay, side)


STEMS_H, STEMS_V, MASKS = {"hstem", "hstemhm"}, {"vstem", "vstemhm"}, {"hintmask", "cntrmask"}


def without_vertical_stems(program):
    """A Type 2 program (no subroutines) less its vertical stem hints, mask bits and all."""
    out, stack = [], []
    horizontal, total = [], 0
    first = True
    width = None
    last_mask = None
    i = 0
    while i < len(program):
        token = program[i]
        i += 1
        if not isinstance(token, str):
            stack.append(token)
            continue
        if token in STEMS_H | STEMS_V | MASKS:
            if first and len(stack) % 2:
                width = stack.pop(0)
            first = False
            total += len(stack) // 2
            if token in STEMS_H:
                horizontal += stack
            stack = []
            if token in MASKS:
                count = len(horizontal) // 2
                bits = program[i]
                i += 1
                kept = "".join(f"{b:08b}" for b in bits)[:count]
                if token == "hintmask":
                    if kept != last_mask and count:
                        out.append((token, kept))
                    last_mask = kept
                elif "1" in kept:
                    out.append((token, kept))
            continue
        out += stack + [token]
        stack = []
        first = False
    assert not stack
    count = len(horizontal) // 2
    # A single mask that has every stem says no more than the stems do.
    masks = [m for m in out if isinstance(m, tuple)]
    if len(masks) == 1 and masks[0] == ("hintmask", "1" * count) and out[0] == masks[0]:
        out, masks = out[1:], []
    head = [] if width is None else [width]
    if horizontal:
        # Stems come in ascending order, each as a distance from the last; the stack holds 48.
        assert len(horizontal) + len(head) <= 48
        head += horizontal + ["hstemhm" if masks else "hstem"]
    program = []
    for token in out:
        if isinstance(token, tuple):
            mask = token[1].ljust(-(-count // 8) * 8, "0")
            program += [token[0], int(mask, 2).to_bytes(len(mask) // 8, "big")]
        else:
            program.append(token)
    return head + program


def drop_vertical_stems(font):
    font["CFF "].cff.desubroutinize()
    top = font["CFF "].cff.topDictIndex[0]
    for name in font.getGlyphOrder():
        string, _ = top.CharStrings.getItemAndSelector(name)
        string.decompile()
        string.program = without_vertical_stems(string.program)


def rename(font, family, style):
    table = font["name"]
    keep = {0, 5, 7, 8, 9, 10, 11, 12, 13, 14}
    table.names = [n for n in table.names if n.nameID in keep and n.platformID == 3 and n.langID == 0x409]
    post = f"{family.replace(' ', '')}-{style}"
    full = family if style == "Regular" else f"{family} {style}"
    version = table.getDebugName(5).split(";")[0]
    for i, text in {1: family, 2: style, 3: f"{version};STET;{post}", 4: full, 6: post,
                    10: "Subset of Noto CJK for Stet: see the README beside the file."}.items():
        table.setName(text, i, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames[0] = post
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = full, family


def main():
    args = argparse.ArgumentParser()
    for name in ("source", "target", "family", "style"):
        args.add_argument(name)
    args.add_argument("--latin", action="store_true")
    args.add_argument("--mono", action="store_true")
    args.add_argument("--cross")
    args = args.parse_args()
    font = TTFont(args.source)
    cmap = font.getBestCmap()
    for code, tag in ({} if args.mono else NARROW if args.latin else WIDE).items():
        other = single_substitutions(font, tag).get(cmap.get(code))
        if other:
            remap(font, code, other)
    if args.latin:
        for code in TIGHTEN:
            tighten(font, code)
    elif not args.mono:
        full_width_dash(font)
    if args.cross:
        cross(font, args.cross)
    drop_vertical_stems(font)
    rename(font, args.family, args.style)
    for table in ("GSUB", "DSIG", "BASE", "VORG", "vhea", "vmtx", *(["GPOS"] if args.mono else [])):
        if table in font:
            del font[table]
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ASCENT, DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, -DESCENT
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(args.target)


main()
