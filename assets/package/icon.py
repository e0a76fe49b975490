#!/usr/bin/env python3
"""Draws the program's icon: the S of the wordmark over the dots that a proofreader sets below what shall stand.

    python3 assets/package/icon.py

Needs fonttools, and rsvg-convert (Debian: librsvg2-bin) for the pictures of fixed size, which are for desktops that draw no SVG, and for
the icons of Windows and macOS. Writes stet.svg, stet-*.png and stet.ico beside this file.
"""
import pathlib
import struct
import subprocess

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
SIZES = [16, 32, 48, 128, 256]
# As in the light theme: the ground of the paper, the ink, the colour of what is marked.
PAPER, INK, MARK, EDGE = "#FFFFFF", "#24211D", "#B93A2B", "#DDD7CB"
# Of the S: its scale, and where its origin lies in a square of 256.
SCALE, LEFT, BASE = 0.215, 62, 186
DOTS, RADIUS, LINE = [60, 94, 128, 162, 196], 9, 216


def letter():
    font = TTFont(HERE.parent / "fonts" / "stet-wordmark.ttf")
    glyphs = font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}".rstrip("0").rstrip("."))
    glyphs[font.getBestCmap()[ord("S")]].draw(TransformPen(pen, (SCALE, 0, 0, -SCALE, LEFT, BASE)))
    return pen.getCommands()


def windows_icon(pictures):
    """An icon of Windows: a list of pictures, and these, as PNG. A side of 256 is written as 0."""
    at = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, picture in pictures:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at + len(body))
        body += picture
    return head + body


def main():
    dots = "".join(f'<circle cx="{x}" cy="{LINE}" r="{RADIUS}"/>' for x in DOTS)
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256">
<rect x="12" y="12" width="232" height="232" rx="40" fill="{PAPER}" stroke="{EDGE}" stroke-width="6"/>
<path d="{letter()}" fill="{INK}"/>
<g fill="{MARK}">{dots}</g>
</svg>
"""
    drawing = HERE / "stet.svg"
    drawing.write_text(svg, encoding="utf-8", newline="\n")
    for size in SIZES:
        subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), drawing, "-o", HERE / f"stet-{size}.png"], check=True)
    pictures = [(size, (HERE / f"stet-{size}.png").read_bytes()) for size in SIZES]
    (HERE / "stet.ico").write_bytes(windows_icon(pictures))


if __name__ == "__main__":
    main()
