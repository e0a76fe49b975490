#!/usr/bin/env python3
"""Makes words.bin: Chinese words, how often each is used, and how often one follows another.

From the word model of libime, `lm_sc.arpa` in the source package of Debian's libime 1.0.16 (`apt-get source libime`, data/lm_sc.arpa-*.tar.xz;
LGPL 2.1 or later). Of its pairs of words those are kept that tell most, as they change the likelihood of text most (after Stolcke 1998,
"Entropy-based pruning of backoff language models", without working out the backoff anew).

All numbers are little-endian. The file is:
- the number of words, 4 bytes, and how many characters begin words or go on with them as the first, the second and so on, 4 bytes each:
  as many as the tree of the words has on each level;
- the words in order of their characters, each as one byte for how many characters it shares with the one before, one for how many
  follow, and these as 2 bytes each (UTF-16);
- for each word one byte for how often it is used, one for how likely pairs are that were not kept: both in eighths of a nat, below 1;
- for each 16 words how many bytes the lists of all of them take, 4 bytes, and which of these lists take 48 bytes and more, 2 bytes, the
  lowest bit for the first;
- for each word the list of those that are kept behind it: how many bytes they take, and for each of them how many words further it stands
  than the last (as numbers of 7 bits a byte, the last byte below 128) and a byte for how likely it is there.
usage: words.py lm_sc.arpa PAIRS > words.bin
"""
import math
import struct
import sys

from numbers_of_tables import varint

STEP = math.log(10) * 8  # a decimal logarithm in eighths of a nat
LONGEST = 6
TOGETHER, LONG = 16, 48


def level(log10):
    return max(0, min(255, round(-log10 * STEP)))


def belongs(word):
    return len(word) <= LONGEST and all("\u4e00" <= c <= "\u9fff" for c in word)


share, after, told, section = {}, {}, [], 0
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("\\"):
        section = int(line[1]) if line[1].isdigit() else 0
        continue
    fields = line.rstrip("\n").split("\t")
    if section == 1 and len(fields) == 3 and belongs(fields[1]):
        share[fields[1]], after[fields[1]] = float(fields[0]), max(float(fields[2]), -9.0)
    elif section == 2 and len(fields) == 3:
        first, _, second = fields[1].partition(" ")
        if first in share and second in share:
            likely = float(fields[0])
            gain = 10 ** (share[first] + likely) * (likely - after[first] - share[second])
            told.append((gain, first, second, likely))
told.sort(reverse=True)
kept = {}
for _, first, second, likely in told[: int(sys.argv[2])]:
    kept.setdefault(first, []).append((second, likely))

words = sorted(share)
number = {word: index for index, word in enumerate(words)}
tree, sizes, last = bytearray(), [0] * LONGEST, ""
for word in words:
    same = 0
    while same < min(len(last), len(word)) and last[same] == word[same]:
        same += 1
    tree += bytes([same, len(word) - same]) + word[same:].encode("utf-16-le")
    for depth in range(same, len(word)):
        sizes[depth] += 1
    last = word
lists = []
for word in words:
    behind = sorted((number[second], likely) for second, likely in kept.get(word, []))
    kept_here, at = bytearray(), 0
    for index, likely in behind:
        kept_here += varint(index - at) + bytes([level(likely)])
        at = index
    lists.append(kept_here)
out = bytearray(struct.pack("<7I", len(words), *sizes)) + tree
for word in words:
    out += bytes([level(share[word]), level(after[word])])
for first in range(0, len(words), TOGETHER):
    together = lists[first : first + TOGETHER]
    size = sum(len(varint(len(one))) + len(one) for one in together)
    out += struct.pack("<IH", size, sum(1 << at for at, one in enumerate(together) if len(one) >= LONG))
for one in lists:
    out += varint(len(one)) + one
sys.stdout.buffer.write(out)
