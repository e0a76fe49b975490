#!/usr/bin/env python3
"""Makes words.txt: Chinese words by how often they are used.

Needs Debian's libime-data-language-model and the package kenlm (PyPI). A line is a level and a length in characters, behind a tab words
of that length one after the other. A word of level n makes up about 10 ** (-n / 4) of all words of text.
usage: words.py > words.txt
"""
import collections
import glob
import sys

import kenlm

[path] = glob.glob('/usr/lib/*/libime/zh_CN.lm')
model = kenlm.Model(path)
start = kenlm.State()
model.NullContextWrite(start)

data = open(path, 'rb').read()
names = data[data.index(b'<unk>\0'):].split(b'\0')
groups = collections.defaultdict(list)
for name in names:
    word = name.decode('utf8', 'replace')
    if word and len(word) <= 5 and all('\u4e00' <= c <= '\u9fff' for c in word):
        share = model.BaseScore(start, word, kenlm.State())
        groups[round(-share * 4), len(word)].append(word)
for (level, length), words in sorted(groups.items()):
    print('%d %d\t%s' % (level, length, ''.join(sorted(words))))
