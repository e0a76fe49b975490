#!/usr/bin/env bash
# Tries under Wine, for want of Windows, what can be tried there: the commands, locks and recovery of a program built for Windows, and the
# installer.
#
#   rustup target add x86_64-pc-windows-gnu
#   cargo build --target x86_64-pc-windows-gnu [--no-default-features]
#   tests/package/windows.sh target/x86_64-pc-windows-gnu/debug/stet.exe
#
# Needs mingw-w64 (for the build), wine64 and nsis (Debian's).
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "$1")
work=$(mktemp -d)
server=$(command -v wineserver64 wineserver /usr/lib/wine/wineserver64 | sed -n 1p)
trap 'WINEPREFIX=$work/wine "$server" -k 2> /dev/null; sleep 1; rm -rf "$work"' EXIT
export WINEPREFIX=$work/wine
wine=$PWD/tests/package/wine.sh
failed() { echo "FAILED: $*" >&2; exit 1; }
run() { "$wine" "$@" | tr -d '\r'; }

cp assets/samples/riverside-daily-1.raw.txt "$work/页 1.txt"
version=$(run "$program" --version)
echo "ok: $version"
cd "$work"
run "$program" clean "页 1.txt" -o 'draft.ron'
# The long form of a path, which Windows gives back for any, and one with a drive and its own strokes.
for path in "\\\\?\\Z:${work//\//\\}\\draft.ron" "Z:${work//\//\\}\\draft.ron"; do
    run "$program" check "$path" > check.txt
    grep -q . check.txt && echo "ok: a draft, checked: $path"
done
run "$program" export draft.ron --format tei -o 'sub.xml'
grep -q '<TEI' sub.xml && echo "ok: exported"
run "$program" clean "页 1.txt" -o 'draft.ron' 2> refused.txt && failed "it wrote over what is there"
grep -q 'draft.ron' refused.txt && echo "ok: nothing is written over: $(tr -d '\r' < refused.txt)"
cd - > /dev/null

if command -v makensis > /dev/null; then
    makensis -V2 -DVERSION="${version#stet }" -DPROGRAM="$program" -DOUT="$work/stet-installer.exe" assets/package/stet.nsi
    "$wine" "$work/stet-installer.exe" /S
    installed=$(find "$WINEPREFIX" -name stet.exe)
    [ -n "$installed" ] || failed "nothing was installed"
    echo "ok: installed: ${installed#"$WINEPREFIX"}, $(run "$installed" --version)"
    run reg query 'HKCU\Software\Classes\.ron\OpenWithProgids' | grep Stet.Document > /dev/null && echo "ok: offered for .ron"
    "$wine" "$(dirname "$installed")/uninstall.exe" /S
    # It goes on by itself from a copy.
    for _ in $(seq 40); do [ -e "$installed" ] || break; sleep 0.5; done
    [ ! -e "$installed" ] || failed "it is still there"
    find "$WINEPREFIX" -ipath '*stet*' | grep . && failed "these are left" || echo "ok: removed, and nothing is left"
fi
