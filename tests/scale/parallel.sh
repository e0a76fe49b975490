#!/bin/sh
# Stet under GNU parallel: lines are handed out in blocks, each block to a `stet stream` of its own.
#
#   apt-get install parallel
#   sh tests/scale/parallel.sh target/release/stet 1000
#
# It fails unless the answers are those of one `stet stream` over all lines, in the same order. `--pipe` cuts at line ends, `--keep-order`
# keeps the order of the blocks; without it the answers come as they are done, and `id` tells whose they are. A block is large, since each
# one pays for a start: with fewer than 700 pages there are not several of them.
set -eu
stet=$(realpath "$1")
count=$2
here=$(dirname "$(realpath "$0")")
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
python3 "$here/pages.py" "$count" > "$folder/lines.jsonl"
"$stet" stream --jobs 2 < "$folder/lines.jsonl" > "$folder/plain.jsonl"
before=$(date +%s)
parallel --will-cite --pipe --keep-order --jobs 2 --block 2M "$stet" stream --jobs 1 < "$folder/lines.jsonl" > "$folder/parallel.jsonl"
after=$(date +%s)
cmp "$folder/plain.jsonl" "$folder/parallel.jsonl"
echo "$(wc -l < "$folder/parallel.jsonl") pages: the same answers, byte for byte; $((after - before)) s under GNU parallel with two jobs"
