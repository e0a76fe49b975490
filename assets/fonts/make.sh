#!/bin/bash
# Makes the fonts of this folder anew from Debian's packages (bookworm; run `apt-get update` first).
#   bash assets/fonts/make.sh
# Needs: apt-get, dpkg-deb, python3 with venv, pip. Nothing is installed; it works in a temporary folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

# The fonts (fonts-noto-cjk 1:20220127+repack1-1, fonts-noto-core 20201225-1) and the Unihan tables.
( cd "$work"
  apt-get download fonts-noto-cjk fonts-noto-core unicode-data
  for d in *.deb; do dpkg-deb -x "$d" root; done )
cjk=$work/root/usr/share/fonts/opentype/noto
core=$work/root/usr/share/fonts/truetype/noto

# The tools.
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet fonttools==4.68.0 cffsubr==0.4.0
py=$work/venv/bin/python

"$py" "$here/characters.py" "$work/root/usr/share/unicode/Unihan_OtherMappings.txt.bz2" "$here/../dictionaries/variants.txt" \
  > "$here/characters.txt"

# The licence, from the package's copyright file, under the copyright lines that the fonts carry.
{ cat <<'TXT'
Stet Sans, Stet Serif, Stet Latin, Stet Mono (subsets of Noto Sans CJK SC and Noto Sans Mono CJK SC 2.004 and Noto Serif CJK SC 2.001):
  Copyright 2014-2021 Adobe (http://www.adobe.com/). [sans]
  Copyright 2017-2022 Adobe (http://www.adobe.com/). [serif]
Stet Wordmark, Stet Extra (subsets of Noto Serif Bold Italic and Noto Sans, 2.004): Copyright 2015 Google LLC. All Rights Reserved.
The sign U+2717 in Stet Sans, Serif and Latin (Noto Sans Symbols 2, 2.003): Copyright 2017 Google Inc. All Rights Reserved.
Noto is a trademark of Google Inc.

This Font Software is licensed under the SIL Open Font License, Version 1.1.
This license is copied below, and is also available with a FAQ at: https://openfontlicense.org

TXT
  echo -----------------------------------------------------------
  sed -n '/SIL OPEN FONT LICENSE Version 1.1/,/OTHER DEALINGS IN THE FONT SOFTWARE/p' \
    "$work/root/usr/share/doc/fonts-noto-cjk/copyright" | sed 's/^ \.$//; s/^ //'
} > "$here/LICENSE-OFL.txt"

# Face 2 of each collection is the Simplified Chinese one, face 7 of the sans its monospaced kind (Latin half an em wide). Hints stay (finish.py drops those that nothing
# reads). Of the layout features only kern is kept in the end: the shaper would apply ccmp's ligature of ——;
# fwid and pwid are there for finish.py, which takes the widths it wants from them.
subset() { # collection, unicodes option, output, further options
  "$py" -m fontTools.subset "$cjk/$1" --font-number="${face:-2}" "$2" --output-file="$3" "${@:4}" \
    --layout-features=kern,fwid,pwid --drop-tables+=vhea,vmtx,VORG,BASE,DSIG \
    --name-IDs='*' --notdef-outline --desubroutinize
}
cross=$core/NotoSansSymbols2-Regular.ttf

chinese() { # collection, family, style, output, further options of the subsetter
  subset "$1" --unicodes-file="$work/chinese.txt" "$work/a.otf" "${@:5}"
  "$py" "$here/finish.py" "$work/a.otf" "$work/b.otf" "$2" "$3" --cross "$cross"
  # fwid and pwid's glyphs that were not taken go; then the outlines are packed in subroutines.
  "$py" -m fontTools.subset "$work/b.otf" '--unicodes=*' --output-file="$work/c.otf" --layout-features=kern \
    --name-IDs='*' --notdef-outline --no-recalc-timestamp
  "$work/venv/bin/cffsubr" -o "$here/$4" "$work/c.otf"
}
latin() { # collection, style, output
  subset "$1" --unicodes=20-7E,A0-17F,192,1CD-1DC,1F8-1F9,251,261,2C6-2DD,1E3F,2010-2022,2026,2030,2032,2033,2039,203A,20AC,2116,2122,2190-2193,2212,21E7,2318,23CE,2713,32FF "$work/a.otf"
  "$py" "$here/finish.py" "$work/a.otf" "$work/b.otf" "Stet Latin" "$2" --latin --cross "$cross"
  "$py" -m fontTools.subset "$work/b.otf" '--unicodes=*' --output-file="$work/c.otf" --layout-features=kern \
    --name-IDs='*' --notdef-outline --no-recalc-timestamp
  "$work/venv/bin/cffsubr" -o "$here/$3" "$work/c.otf"
}

{ cat "$here/characters.txt"; echo 32FF; } > "$work/chinese.txt" # 32FF: where finish.py puts the ✗
chinese NotoSansCJK-Regular.ttc  "Stet Sans"  Regular stet-sans.otf
chinese NotoSansCJK-Bold.ttc     "Stet Sans"  Bold    stet-sans-bold.otf
chinese NotoSerifCJK-Regular.ttc "Stet Serif" Regular stet-serif.otf
chinese NotoSerifCJK-Bold.ttc    "Stet Serif" Bold    stet-serif-bold.otf --no-hinting # headlines only: large enough without
latin NotoSansCJK-Regular.ttc Regular stet-latin.otf
latin NotoSansCJK-Bold.ttc    Bold    stet-latin-bold.otf
# The Latin of code; Chinese beside it is the sans's, twice as wide.
face=7 subset NotoSansCJK-Regular.ttc --unicodes=20-7E "$work/a.otf"
"$py" "$here/finish.py" "$work/a.otf" "$work/b.otf" "Stet Mono" Regular --mono
"$work/venv/bin/cffsubr" -o "$here/stet-mono.otf" "$work/b.otf"

# The wordmark's letters, and the Latin Extended letters (Ł, ź, ő …) that Noto CJK lacks.
plain() { # font, what, output, family, style
  "$py" -m fontTools.subset "$core/$1" "$2" --output-file="$here/$3" \
    --layout-features=kern --no-hinting --name-IDs='*' --notdef-outline --no-recalc-timestamp
  "$py" - "$here/$3" "$4" "$5" <<'PY'
import sys
from fontTools.ttLib import TTFont
path, family, style = sys.argv[1:]
font = TTFont(path, recalcTimestamp=False)
post = (family + "-" + style).replace(" ", "")
for number, text in {1: family, 2: style, 3: post, 4: f"{family} {style}", 6: post}.items():
    font["name"].setName(text, number, 3, 1, 0x409)
font["hhea"].ascent, font["hhea"].descent = 1160, -288 # as the others
font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = 1160, 288
font.save(path)
PY
}
plain NotoSerif-BoldItalic.ttf --text=Stet stet-wordmark.ttf "Stet Wordmark" "Bold Italic"
plain NotoSans-Regular.ttf --unicodes=100-17F,18F,1A0,1A1,1AF,1B0,1CD-1DC,1F8,1F9,218-21B,259,400-45F,1E3E,1E3F,1E80-1E85,1EA0-1EF9 \
  stet-extra.ttf "Stet Extra" Regular

"$py" "$here/check.py" "$here"
