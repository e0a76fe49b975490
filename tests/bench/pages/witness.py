#!/usr/bin/env python3
"""Fits the check of witnesses to what `cargo bench --bench queries -- FOLDER --witness` printed.

A logistic regression over what speaks for an error where the reader reads otherwise, with a penalty on the weights' squares. The limit is
kept as the table has it. Of each file named behind `--on` it is printed what share is right of what is said with a confidence, and nothing is
fitted to it. Needs numpy.
usage: witness.py assets/checks/witness.txt WITNESS.tsv … [--on OTHER.tsv …] > new table
"""
import sys

import numpy as np

from logit import newton

PENALTY = 1.0


def rows(paths):
    names, values, wrong = None, [], []
    for path in paths:
        for line in open(path, encoding="utf-8"):
            head, *fields = line.rstrip("\n").split("\t")
            if head == "names":
                names = fields[0].split("|")
            elif head == "difference":
                wrong.append(float(fields[1]))
                values.append([float(value) for value in fields[4:]])
    return names, np.array(values), np.array(wrong)


table = open(sys.argv[1], encoding="utf-8").read().splitlines()
fitted, _, others = " ".join(sys.argv[2:]).partition(" --on ")
names, values, wrong = rows(fitted.split())
weights = newton(values, wrong, PENALTY)
for title, paths in (("fitted", fitted.split()), ("not fitted", others.split())):
    if not paths:
        continue
    _, values, wrong = rows(paths)
    likely = 1 / (1 + np.exp(-(values @ weights)))
    print("%s: %d differences, %d at errors" % (title, len(wrong), wrong.sum()), file=sys.stderr)
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01)):
        said = (likely >= low) & (likely < high)
        if said.any():
            print("  said %.0f to %.0f %%: %4d, %.0f %% right" % (100 * low, 100 * min(high, 1), said.sum(), 100 * wrong[said].mean()), file=sys.stderr)
    for limit in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        asked = likely >= limit
        print("  limit %.1f: %.1f %% of the errors among them, %.1f %% at errors" % (limit, 100 * wrong[asked].sum() / max(1, wrong.sum()), 100 * wrong[asked].mean()), file=sys.stderr)
for line in table:
    if line.startswith("#") or line.startswith("limit"):
        print(line)
for name, weight in zip(names, weights):
    print("%s\t%.3f" % (name, weight))
