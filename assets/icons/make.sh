#!/bin/bash
# Makes stet-icons.ttf and icons.txt anew from Lucide, for the names in names.txt.
#   bash assets/icons/make.sh
# Needs: npm, python3 with venv, pip. Nothing is installed; it works in a temporary folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

( cd "$work" && npm pack --silent lucide-static@1.62.0 && tar xf lucide-static-*.tgz )
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet fonttools==4.68.0

# Names to codepoints, as Lucide ships them (private use area).
"$work/venv/bin/python" - "$work/package/font/codepoints.json" "$here/names.txt" > "$here/icons.txt" <<'PY'
import json, sys
points = json.load(open(sys.argv[1]))
for name in sorted({line.strip() for line in open(sys.argv[2]) if line.strip()}):
    print(f"{name}\t{points[name]:X}")
PY
cut -f2 "$here/icons.txt" > "$work/unicodes.txt"
"$work/venv/bin/python" -m fontTools.subset "$work/package/font/lucide.ttf" --unicodes-file="$work/unicodes.txt" \
  --output-file="$work/icons.ttf" --layout-features= --no-hinting --notdef-outline --no-glyph-names --name-IDs='*'
"$work/venv/bin/python" "$here/finish.py" "$work/icons.ttf" "$here/stet-icons.ttf"
{ cat "$work/package/LICENSE"; } > "$here/LICENSE-LUCIDE.txt"
ls -l "$here/stet-icons.ttf"; wc -l < "$here/icons.txt"
