#!/usr/bin/env bash
# Makes an app for macOS of a program that was built there: Stet.app, packed as a .tar.gz.
#
#   assets/package/bundle.sh VERSION [PROGRAM] [FOLDER]     # target/release/stet, into target/package
#
# The icon is made by iconutil where there is one (on macOS), and else by png2icns (Debian: icnsutils). The app is not signed: others have to
# allow it in the settings, unless `codesign` and `notarytool` are run on it with a certificate of one's own.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$1
program=${2:-target/release/stet}
out=${3:-target/package}
here=assets/package
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
app=$work/Stet.app/Contents

mkdir -p "$app/MacOS" "$app/Resources" "$out"
cp "$program" "$app/MacOS/stet"
chmod 755 "$app/MacOS/stet"
sed "s/@VERSION@/$version/" $here/Info.plist > "$app/Info.plist"
for file in $here/copyright $here/crates.txt LICENSE-MIT LICENSE-APACHE assets/dictionaries/LICENSE-LGPL-2.1.txt; do cp "$file" "$app/Resources/"; done

if command -v iconutil > /dev/null; then
    mkdir "$work/stet.iconset"
    for size in 16 32 128 256; do cp $here/stet-$size.png "$work/stet.iconset/icon_${size}x$size.png"; done
    iconutil -c icns -o "$app/Resources/stet.icns" "$work/stet.iconset"
else
    png2icns "$app/Resources/stet.icns" $here/stet-{16,32,48,128,256}.png > /dev/null
fi
tar -C "$work" -czf "$out/stet-$version-macos.tar.gz" Stet.app
echo "$out/stet-$version-macos.tar.gz"
