#!/usr/bin/env python3
"""Packs a model: its weights are rounded to the precision of half floats and laid out so that they deflate well.

A half float keeps 10 bits of a number's fraction, and is what such models are run with on graphics cards; of a weight the bits beyond
these are rounded away, its range stays that of a whole float. What is no weight (shapes, indices) is a number whose bits mean a float
next to nothing or none at all, and stays as it is.

A packed model is a stream of zlib: how long the part before the weights is (4 bytes, little-endian), that part, and of the weights the
lowest byte of each, the second of each, the third and the last.
usage: pack.py MODEL.rten PACKED.rten.z
"""
import struct
import sys
import zlib

import numpy

DROPPED = 13  # of the 23 bits of a float's fraction
EXPONENTS = (80, 150)  # of weights: from 2^-47 to 2^23

model = open(sys.argv[1], "rb").read()
assert model[:4] == b"RTEN"
weights_at = struct.unpack_from("<Q", model, 24)[0]
assert (len(model) - weights_at) % 4 == 0
words = numpy.frombuffer(model, "<u4", offset=weights_at).astype(numpy.uint64)
exponents = words >> 23 & 255
rounded = (words + (1 << DROPPED - 1)) >> DROPPED << DROPPED
is_weight = (exponents > EXPONENTS[0]) & (exponents < EXPONENTS[1])
words = numpy.where(is_weight, rounded, words).astype("<u4")
planes = words.view(numpy.uint8).reshape(-1, 4).T.tobytes()
plain = struct.pack("<I", weights_at) + model[:weights_at] + planes
open(sys.argv[2], "wb").write(zlib.compress(plain, 9))
