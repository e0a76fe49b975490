#!/usr/bin/env bash
# Packs the program, built for Linux, into an archive that needs no installation: unpack it anywhere and start bin/stet.
#
#   assets/package/portable.sh [PROGRAM] [FOLDER]     # target/release/stet, into target/package
#
# The folders are those of a prefix: `cp -r bin share ~/.local/` puts it into a user's menu. The same files give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${1:-target/release/stet}
out=${2:-target/package}
here=assets/package
version=$("$program" --version | cut -d' ' -f2)
name=stet-$version-linux-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
at=$work/$name

put() { install -D -m "$1" "$2" "$at/$3"; }
put 755 "$program" bin/stet
for entry in stet zz-stet-pages; do put 644 $here/$entry.desktop share/applications/$entry.desktop; done
put 644 $here/stet.xml share/mime/packages/stet.xml
put 644 $here/stet.svg share/icons/hicolor/scalable/apps/stet.svg
for size in 16 32 48 128 256; do put 644 $here/stet-$size.png share/icons/hicolor/${size}x$size/apps/stet.png; done
for page in $here/man/*.1; do put 644 "$page" "share/man/man1/$(basename "$page")"; done
put 644 $here/completions/stet.bash share/bash-completion/completions/stet
put 644 $here/completions/_stet share/zsh/site-functions/_stet
put 644 $here/completions/stet.fish share/fish/vendor_completions.d/stet.fish
for file in $here/copyright $here/crates.txt LICENSE-MIT LICENSE-APACHE CHANGELOG.md assets/dictionaries/LICENSE-LGPL-2.1.txt; do
    put 644 "$file" "share/doc/stet/$(basename "$file")"
done
put 644 $here/portable.md README.md
strip "$at/bin/stet"

mkdir -p "$out"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-01-01 00:00Z' -cf - "$name" | gzip -9n > "$out/$name.tar.gz"
echo "$out/$name.tar.gz"
