#!/usr/bin/env python3
"""Fits the weights of the check of characters to what `cargo bench --bench queries -- FOLDER --evidence` printed.

The weights of rivals are a conditional logit's (which of them is right, where one is), those of places, and of
nothing's having stood there, a logistic regression's, both with
a small penalty on the weights' squares. Places are worked out with the rivals' weights, so: fit, build, print the evidence anew, fit.
Needs numpy. usage: fit.py EVIDENCE.tsv … > assets/dictionaries/weights.txt
"""
import sys

import numpy as np

PENALTY = 0.5


def read(paths):
    places, groups, lost, dashes, names, characters = [], [], [], [], None, 0
    for path in paths:
        for line in open(path, encoding="utf-8"):
            head, *fields = line.rstrip("\n").split("\t")
            if head == "names":
                names = [field.split("|") for field in fields]
                continue
            if head == "page":
                characters += int(fields[1])
                continue
            values = [float(field) for field in fields[1:]]
            if head == "place":
                places.append(values)
                groups.append([])
            elif head == "rival":
                groups[-1].append(values)
            elif head == "lost":
                lost.append(values)
            elif head == "dash":
                dashes.append(values[0])
    groups = [np.array(group) for group in groups if group]
    return names, characters, np.array(places), groups, np.array(lost), dashes


def newton(of, size):
    """The weights where `of` (loss, gradient, hessian), with the penalty, is least."""
    weights = np.zeros(size)

    def at(weights):
        loss, gradient, hessian = of(weights)
        return loss + PENALTY / 2 * weights @ weights, gradient + PENALTY * weights, hessian + PENALTY * np.eye(size)

    loss, gradient, hessian = at(weights)
    for _ in range(60):
        step = np.linalg.solve(hessian, gradient)
        while True:
            next_loss, next_gradient, next_hessian = at(weights - step)
            if next_loss <= loss or abs(step).max() < 1e-6:
                break
            step = step / 2
        weights, loss, gradient, hessian = weights - step, next_loss, next_gradient, next_hessian
        if abs(step).max() < 1e-5:
            break
    return weights


def fit_rivals(groups):
    groups = [(group[:, 1:], int(group[:, 0].argmax())) for group in groups if group[:, 0].any()]

    def at(weights):
        loss, gradient, hessian = 0.0, np.zeros(len(weights)), np.zeros((len(weights), len(weights)))
        for values, right in groups:
            scores = values @ weights
            shares = np.exp(scores - scores.max())
            loss += np.log(shares.sum()) + scores.max() - scores[right]
            shares /= shares.sum()
            mean = shares @ values
            gradient += mean - values[right]
            hessian += (values * shares[:, None]).T @ values - np.outer(mean, mean)
        return loss, gradient, hessian

    weights = newton(at, groups[0][0].shape[1])
    first = sum((values @ weights).argmax() == right for values, right in groups)
    nine = sum((values @ weights > values[right] @ weights).sum() < 9 for values, right in groups)
    print("rivals: %d groups, right one first %.1f %%, among nine %.1f %%" % (len(groups), 100 * first / len(groups), 100 * nine / len(groups)), file=sys.stderr)
    return weights


def fit_logit(rows):
    """Weights by which the first column follows from the others."""
    wrong, values = rows[:, 0], rows[:, 1:]

    def at(weights):
        scores = values @ weights
        likely = 1 / (1 + np.exp(-scores))
        loss = (np.logaddexp(0, scores) - wrong * scores).sum()
        return loss, values.T @ (likely - wrong), (values * (likely * (1 - likely))[:, None]).T @ values

    return newton(at, values.shape[1])


def fit_places(places):
    weights, wrong, values = fit_logit(places), places[:, 0], places[:, 1:]
    likely = 1 / (1 + np.exp(-(values @ weights)))
    order = np.argsort(-likely)
    print("places: %d, wrong %d" % (len(wrong), wrong.sum()), file=sys.stderr)
    for share in (0.4, 0.5, 0.6, 0.7, 0.8):
        asked = int(np.searchsorted(np.cumsum(wrong[order]), share * wrong.sum())) + 1
        print("  %d %% of them asked about at %.1f %% precision, limit %.2f" % (share * 100, 100 * wrong[order][:asked].mean(), likely[order][min(asked, len(order) - 1)]), file=sys.stderr)
    return weights


names, characters, places, groups, lost, dashes = read(sys.argv[1:])
fitted = (("rival", fit_rivals(groups)), ("place", fit_places(places)), ("lost", fit_logit(lost)))
for of, (part, weights) in zip(names, fitted):
    for name, weight in zip(of, weights):
        print("%s %s\t%.3f" % (part, name, weight))
print("dash 一\t%.3f" % ((sum(dashes) + 1) / (len(dashes) + 2)))
print("page wrong characters\t%.5f" % (places[:, 0].sum() / characters))
