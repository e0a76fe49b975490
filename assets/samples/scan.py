"""Typesets stories as a newspaper page of three columns and makes a scan of it: a little askew, worn, with specks.

The sample page with boxes was made by

    stet clean assets/samples/riverside-daily-1.raw.txt -o edition.ron
    stet export edition.ron --format json | python3 assets/samples/scan.py riverside-daily-3.png
    tesseract riverside-daily-3.png riverside-daily-3 -l chi_sim hocr

with Pillow 13.0, Tesseract 5.3 (package tesseract-ocr-chi-sim) and the package fonts-noto-cjk.
"""

import json
import random
import sys

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = "/usr/share/fonts/opentype/noto/NotoSerifCJK-"
SIZE, LEADING, EMS = 34, 47, 16
LEFT, TOP, GUTTER = 110, 300, 54
HEIGHT = 2560
COLUMNS = 3
WIDTH = 2 * LEFT + COLUMNS * EMS * SIZE + (COLUMNS - 1) * GUTTER
CLOSING, OPENING = "，。、；：？！”’）》", "“‘（《"


def font(weight, size):
    return ImageFont.truetype(f"{FONTS}{weight}.ttc", size, index=2)


def width(text):
    """In ems; Latin letters and digits are half as wide."""
    return sum(0.5 if ord(c) < 128 else 1 for c in text)


def rows(text, ems, indent):
    """The rows of a paragraph: none begins with closing punctuation or ends with what opens."""
    row, room = "", ems - indent
    for at, c in enumerate(text):
        after = text[at + 1] if at + 1 < len(text) else ""
        if width(row + c) > room and c not in CLOSING or c in OPENING and width(row + c) > room - 1:
            yield row
            row, room = "", ems
        row += c
    if row:
        yield row


def main(target):
    edition = json.load(sys.stdin)
    page = Image.new("L", (WIDTH, HEIGHT), 238)
    draw = ImageDraw.Draw(page)
    draw.text((LEFT, 80), "河畔日报", font=font("Bold", 110), fill=30)
    draw.text((WIDTH - LEFT, 170), "2022年3月28日　星期一　3版", font=font("Regular", 36), fill=30, anchor="ra")
    draw.line((LEFT, 250, WIDTH - LEFT, 250), fill=40, width=4)
    column, y = 0, TOP

    def put(text, weight, size, leading, indent=0.0, whole=False):
        nonlocal column, y
        if y + leading > HEIGHT - 110:
            column, y = column + 1, TOP
        if column == COLUMNS:
            return False
        x = LEFT + column * (EMS * SIZE + GUTTER) + indent * size
        face = font(weight, size)
        room = EMS * SIZE - indent * size
        spare = (room - sum(face.getlength(c) for c in text)) / max(len(text) - 1, 1) if whole else 0
        for c in text:
            draw.text((x, y), c, font=face, fill=34)
            x += face.getlength(c) + spare
        y += leading
        return True

    for article in edition["articles"]:
        y += 26 if y > TOP else 0
        for headline in article["headline"]:
            for row in rows(headline, EMS * SIZE / 56, 0):
                put(row, "Bold", 56, 74)
        y += 8
        for text in article["paragraphs"]:
            lines = list(rows(text, EMS, 2))
            for number, row in enumerate(lines):
                if not put(row, "Regular", SIZE, LEADING, 0 if number else 2, number + 1 < len(lines)):
                    break
    wear(page).save(target, optimize=True)


def wear(page):
    """What paper, press and scanner do to a page."""
    dice = random.Random(3)
    page = page.rotate(0.22, resample=Image.BICUBIC, fillcolor=238).filter(ImageFilter.GaussianBlur(1.1))
    # Ink that did not take everywhere.
    worn = Image.effect_noise((page.width // 9, page.height // 9), 90).resize(page.size, Image.BICUBIC)
    page = ImageChops.lighter(page, worn.point(lambda tone: max(0, min(120, tone - 105))))
    draw = ImageDraw.Draw(page)
    for _ in range(300):
        x, y, r = dice.randrange(page.width), dice.randrange(page.height), dice.choice((1, 1, 1, 2))
        draw.ellipse((x, y, x + r, y + r), fill=dice.randrange(60, 200))
    # Eight tones keep the file small.
    return page.quantize(8, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main(sys.argv[1])
