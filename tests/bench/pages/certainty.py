#!/usr/bin/env python3
"""Fits the weights of the OCR's certainty to what `cargo bench --bench queries -- FOLDER --certainty` printed.

A logistic regression over the logit of the language's likelihood and the certainty in pieces, with a small penalty on the weights' squares;
edges and spans of the pieces are kept as the table has them. Needs numpy.
usage: certainty.py assets/checks/certainty.txt CERTAINTY.tsv … > new table
"""
import sys

import numpy as np

from logit import newton

PENALTY = 0.5


def rows(path):
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            name, _, value = line.rstrip("\n").partition("\t")
            yield name, float(value)


table, data = sys.argv[1], np.vstack([np.loadtxt(path, ndmin=2) for path in sys.argv[2:]])
known = dict(rows(table))
pieces = [name.removeprefix("edge ") for name in known if name.startswith("edge ")]
wrong, language, certainty = data[:, 0], data[:, 1].clip(0.001, 0.99), data[:, 2]
below = [((known["edge " + piece] - certainty) / known["span " + piece]).clip(0, 1) for piece in pieces]
values = np.column_stack([np.ones(len(data)), np.log(language / (1 - language))] + below)
fitted = dict(zip(["weight one", "weight language"] + ["weight " + piece for piece in pieces], newton(values, wrong, PENALTY)))
print("%d suspects, %d wrong" % (len(wrong), wrong.sum()), file=sys.stderr)
for line in open(table, encoding="utf-8"):
    name = line.partition("\t")[0]
    print("%s\t%.3f" % (name, fitted[name]) if name in fitted else line.rstrip("\n"))
