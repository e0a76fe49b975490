#!/usr/bin/env python3
"""Sets stories as pages of three columns, degrades their images as print, film and scanning do, and has Tesseract read them.

Writes NAME-N.txt (what was read) and NAME-N.gold.json (what was set), for `cargo bench --bench queries -- FOLDER`.
Stories as in tests/golden/stories.txt: `# ` headline, `## ` deck, paragraphs, `---` between two.
Needs tesseract-ocr, tesseract-ocr-chi-sim and the fonts below (Debian), numpy and pillow (PyPI).
usage: read.py STORIES.txt NAME FOLDER [PAGES]
"""
import json
import os
import pathlib
import random
import subprocess
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

NOTO = "/usr/share/fonts/opentype/noto/"
FACES = [
    (NOTO + "NotoSerifCJK-Regular.ttc", 2),
    (NOTO + "NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    (NOTO + "NotoSansCJK-Regular.ttc", 2),
]
BOLD = (NOTO + "NotoSerifCJK-Bold.ttc", 2)
WIDTH, HEIGHT, MARGIN, GUTTER = 2000, 2500, 80, 64
NOT_FIRST = set("，。、；：？！”’）》〉】」』…—%")
NOT_LAST = set("“‘（《〈【「『")


def read(path):
    stories, story = [], None
    for line in open(path, encoding="utf-8"):
        line = line.strip()
        if line.startswith("# "):
            story = {"headline": [line[2:]], "paragraphs": []}
            stories.append(story)
        elif line and story and line != "---" and line[0] not in "^":
            story["headline" if line.startswith("## ") else "paragraphs"].append(line.removeprefix("## "))
    return stories


def lines(text, face, width):
    line, used = "", 0.0
    for c in text:
        step = face.getlength(c)
        if line and used + step > width and c not in NOT_FIRST:
            last = line[-1] if line[-1] in NOT_LAST else ""
            yield line[: len(line) - len(last)]
            line, used = last, face.getlength(last)
        line, used = line + c, used + step
    if line:
        yield line


def page(stories, rng):
    """Draws as many stories as fit, and returns the image and these stories."""
    size = rng.choice([30, 32, 34, 36])
    path, index = rng.choice(FACES)
    face, bold = ImageFont.truetype(path, size, index=index), ImageFont.truetype(BOLD[0], size + 10, index=BOLD[1])
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    measure, pitch = (WIDTH - 2 * MARGIN - 2 * GUTTER) // 3, round(size * rng.uniform(1.4, 1.55))
    column, top, told = 0, MARGIN, []
    for story in stories:
        start = column, top
        drawn, room = [], True
        matter = [(text, bold, 0) for text in story["headline"]] + [("　　" + text, face, 1) for text in story["paragraphs"]]
        for text, with_face, _ in matter:
            for line in lines(text, with_face, measure):
                if top + pitch > HEIGHT - MARGIN:
                    column, top = column + 1, MARGIN
                    if column == 3:
                        room = False
                        break
                drawn.append((MARGIN + column * (measure + GUTTER), top, line, with_face))
                top += pitch + (12 if with_face is bold else 0)
            if not room:
                break
        if not room:
            column, top = start
            break
        for x, y, line, with_face in drawn:
            draw.text((x, y), line, font=with_face, fill=rng.randint(0, 40))
        told.append(story)
        top += pitch
    return image, told


def degrade(image, rng):
    """Ink that spreads or thins, a coarser scan, a slight turn, uneven paper, specks."""
    paper = rng.randint(236, 255)
    if rng.random() < 0.5:
        image = image.filter(ImageFilter.MinFilter(3) if rng.random() < 0.3 else ImageFilter.GaussianBlur(0.7))
    if rng.random() < 0.6:
        scale = rng.uniform(0.62, 0.9)
        small = image.resize((int(WIDTH * scale), int(HEIGHT * scale)), Image.BILINEAR)
        image = small.resize((WIDTH, HEIGHT), Image.BICUBIC)
    image = image.rotate(rng.uniform(-0.35, 0.35), Image.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.15)))
    points = np.asarray(image, np.float32) / 255 * paper
    seeded = np.random.default_rng(rng.randint(0, 2**31))
    points += seeded.normal(0, rng.uniform(3, 14), points.shape)
    specks = seeded.random(points.shape)
    points[specks < rng.uniform(0.0002, 0.0015)] = 90
    return Image.fromarray(np.clip(points, 0, 255).astype(np.uint8))


def main(source, name, folder, pages=100):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rest = read(source)
    rest = [story for story in rest if sum(map(len, story["paragraphs"])) < 1800]
    for number in range(1, int(pages) + 1):
        if not rest:
            break
        rng = random.Random(f"{name} {number}")
        image, told = page(rest, rng)
        if not told:
            rest = rest[1:]
            continue
        rest = rest[len(told):]
        file = folder / f"{name}-{number}"
        degrade(image, rng).save(f"{file}.png", dpi=(300, 300))
        limits = dict(os.environ, OMP_THREAD_LIMIT="1")
        subprocess.run(["tesseract", f"{file}.png", str(file), "-l", "chi_sim", "-c", "preserve_interword_spaces=0", "txt", "hocr"], check=True, env=limits, stderr=subprocess.DEVNULL)
        json.dump({"articles": told}, open(f"{file}.gold.json", "w", encoding="utf-8"), ensure_ascii=False, indent=1)
        print(file, len(told), flush=True)


main(*sys.argv[1:])
