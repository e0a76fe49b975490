#!/usr/bin/env python3
"""Makes jieba.bin: jieba's dictionary, laid out so that the words of a text are found without reading the others.

From `src/data/dict.txt` of the crate jieba-rs 0.11.0 (MIT), whose SHA-256 is
139519822fe8ab9e10d9d07e68ea0451045380aedaf54ecc51e2a28c6b42a13f.

Numbers of several bytes are little-endian; those said to be short are of 7 bits a byte, the lowest first, the last byte below 128. The
file is:
- how often all words together are used, 8 bytes;
- the number of parts of speech, 1 byte, and each as its length, 1 byte, and its letters;
- the number of characters that words begin with, 4 bytes, and in their order each, 4 bytes, and where its words begin, counted from the
  end of this list, 4 bytes;
- for each of these characters its words, by their second character, in order: that (0 for the word of one character) and how many bytes
  follow, both short; then for each word how often it is used, short, its part of speech, 1 byte, how many bytes its other characters
  have, 1 byte, and these in UTF-8.
usage: jieba.py dict.txt > jieba.bin
"""
import itertools
import struct
import sys

from numbers_of_tables import varint

words = sorted(line.split() for line in open(sys.argv[1], encoding="utf-8"))
tags = sorted({tag for _, _, tag in words})
out = bytearray(struct.pack("<QB", sum(int(usage) for _, usage, _ in words), len(tags)))
for tag in tags:
    out += bytes([len(tag)]) + tag.encode()
firsts, body = [], bytearray()
for first, same in itertools.groupby(words, key=lambda entry: entry[0][0]):
    firsts.append((ord(first), len(body)))
    for second, alike in itertools.groupby(same, key=lambda entry: entry[0][1:2]):
        group = bytearray()
        for word, usage, tag in alike:
            rest = word[2:].encode()
            group += varint(int(usage)) + bytes([tags.index(tag), len(rest)]) + rest
        body += varint(ord(second) if second else 0) + varint(len(group)) + group
out += struct.pack("<I", len(firsts))
for first in firsts:
    out += struct.pack("<II", *first)
sys.stdout.buffer.write(out + body)
