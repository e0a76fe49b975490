#!/usr/bin/env python3
"""Makes shapes.bin: for each character the desk's fonts have, those that look most like it, each with its likeness in per cent.

Every character is drawn in Noto Serif CJK SC and Noto Sans CJK SC (Debian's fonts-noto-cjk) at 40 px, blurred as print and scanning do,
and brought to 24 x 24 points; the likeness is the correlation of the two drawings, serif 0.65 and sans 0.35.
The file is, numbers little-endian: how many characters there are, 4 bytes; each of them in their order (2 bytes, UTF-16) with how many
look-alikes stand before its first one (4 bytes); and all look-alikes, the most alike first (2 bytes) with their likeness (1 byte).
Needs python3-numpy and python3-pil. usage: shapes.py > shapes.bin
"""
import pathlib
import struct
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FACES = [("NotoSerifCJK-Regular.ttc", 0.65), ("NotoSansCJK-Regular.ttc", 0.35)]
FOLDER = "/usr/share/fonts/opentype/noto/"
SIMPLIFIED = 2  # the face's number in the collection
NEAREST = 24
LEAST = 0.70

here = pathlib.Path(__file__).parent
text = (here.parent / "fonts" / "characters.txt").read_text(encoding="utf-8")
characters = sorted({c for c in text if "\u4e00" <= c <= "\u9fff"})
likeness = np.zeros((len(characters), len(characters)), np.float32)
for name, weight in FACES:
    face = ImageFont.truetype(FOLDER + name, 40, index=SIMPLIFIED)
    drawn = np.zeros((len(characters), 24 * 24), np.float32)
    for row, c in enumerate(characters):
        image = Image.new("L", (48, 48), 0)
        ImageDraw.Draw(image).text((4, -6), c, font=face, fill=255)
        small = image.filter(ImageFilter.GaussianBlur(1.6)).resize((24, 24), Image.BOX)
        points = np.asarray(small, dtype=np.float32).ravel()
        points = points - points.mean()
        drawn[row] = points / max(np.linalg.norm(points), 1e-6)
    likeness += weight * (drawn @ drawn.T)
np.fill_diagonal(likeness, -1)
nearest = np.argsort(-likeness, axis=1)[:, :NEAREST]
rows = []
for row, c in enumerate(characters):
    alike = [(characters[i], min(99, int(likeness[row, i] * 100))) for i in nearest[row] if likeness[row, i] > LEAST]
    if alike:
        rows.append((c, alike))
out, first = bytearray(struct.pack("<I", len(rows))), 0
for c, alike in rows:
    out += struct.pack("<HI", ord(c), first)
    first += len(alike)
for _, alike in rows:
    for other, percent in alike:
        out += struct.pack("<HB", ord(other), percent)
sys.stdout.buffer.write(out)
