#!/usr/bin/env python3
"""Fits the check of marks to what `cargo bench --bench queries -- FOLDER --marks` printed.

A logistic regression over what speaks for a mark's being wrong, with a penalty on the weights' squares; and of each character that was
misread more than once what it was misread for, as shares. What a whole class of characters is misread for stands in for the rare ones. The
limits are kept as the table has them. Needs numpy.
usage: marks.py assets/checks/marks.txt MARKS.tsv … > new table
"""
import collections
import math
import sys

import numpy as np

from logit import newton

PENALTY = 2.0
# Fewer misreadings of one kind are chance.
LEAST = 2
# What printers and OCR confuse on any page, each as if seen so often: the pages that were fitted to have each mark of few papers alone.
SEEN = 1
KNOWN = {
    "'": "“”‘’、·", '"': "“”。", "`": "‘“", "-": "—“", ";": "：；", "；": "：，", "：": "；·", "，": "。；、：·", "、": "，", "。": "，、", ".": "。，·、",
    "·": "、。", "”": "’“", "“": "‘”", "‘": "“’", "’": "”‘", "/": "（、", "J": "”』", "l": "1", "O": "0", "〈": "（《", "《": "（", "〉": "）》",
    "》": "）", "]": "1】", "一": "—～", "~": "～—", "<": "《〈", ">": "》〉", "=": "—", "？": "7", "！": "1", "*": "。", "|": "1", "$": "5", "「": "“『",
    "」": "”』", "【": "『", "4": "』",
}

table = open(sys.argv[1], encoding="utf-8").read().splitlines()
names, values, wrong, misread = None, [], [], collections.defaultdict(collections.Counter)
for path in sys.argv[2:]:
    for line in open(path, encoding="utf-8"):
        head, *fields = line.rstrip("\n").split("\t")
        if head == "names":
            names = fields[0].split("|")
        elif head == "mark":
            _, is_wrong, character, right, *own = fields
            wrong.append(float(is_wrong))
            values.append([float(value) for value in own])
            if wrong[-1]:
                misread[character][right] += 1
for character, rights in KNOWN.items():
    for right in rights:
        misread[character][right] += SEEN
values, wrong = np.array(values), np.array(wrong)
weights = newton(values, wrong, PENALTY)
likely = 1 / (1 + np.exp(-(values @ weights)))
order = np.argsort(-likely)
print("%d places, %d wrong" % (len(wrong), wrong.sum()), file=sys.stderr)
for limit in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
    asked = likely >= limit
    print("  limit %.2f: %.1f %% asked about at %.1f %% precision" % (limit, 100 * wrong[asked].sum() / wrong.sum(), 100 * wrong[asked].mean()), file=sys.stderr)
for line in table:
    if line.startswith("#") or line.startswith("limit"):
        print(line)
for name, weight in zip(names, weights):
    print("%s\t%.3f" % (name, weight))
for character, rights in sorted(misread.items()):
    kept = [(right, count) for right, count in rights.most_common(8) if count >= LEAST or right in KNOWN.get(character, "")]
    # That it is nothing at all is never ruled out.
    if all(right for right, _ in kept):
        kept.append(("", 1))
    whole = sum(count for _, count in kept)
    for right, count in kept:
        print("rival %s %s\t%.2f" % (character, right or "nothing", math.log(count / whole)))
