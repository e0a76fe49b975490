#!/usr/bin/env bash
# Tries the portable archive: packs it twice, unpacks it in a folder with a blank in its name, and runs it from there; then puts it into
# a home of its own and looks for what the desktop and `man` find there. Fails if anything is missing.
#
#   tests/package/portable.sh [PROGRAM]     # target/release/stet
#
# Needs desktop-file-utils, shared-mime-info, libglib2.0-bin, man-db; the window is opened where there are Xvfb and xdotool.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${1:-target/release/stet}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed() { echo "FAILED: $*" >&2; exit 1; }
says() { [ "$2" = "$3" ] && echo "ok: $1: $3" || failed "$1: wanted '$2', found '$3'"; }

archive=$(assets/package/portable.sh "$program" target/package)
again=$(assets/package/portable.sh "$program" "$work")
cmp "$archive" "$again" && echo "ok: the same files give the same bytes: $(basename "$archive"), $(stat -c %s "$archive") bytes"
rm "$again"

mkdir "$work/a folder" "$work/home"
tar -C "$work/a folder" -xf "$archive"
at=$(echo "$work/a folder"/stet-*)
unset LANGUAGE DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY
export HOME=$work/home XDG_DATA_HOME=$work/home/.local/share XDG_CONFIG_HOME=$work/home/.config LC_ALL=C.UTF-8 XDG_CURRENT_DESKTOP=GNOME
says "version" "$("$program" --version)" "$(env -i PATH= "$at/bin/stet" --version)"
cp assets/samples/riverside-daily-3.{hocr,png} "$work/a folder/"
"$at/bin/stet" clean "$work/a folder/riverside-daily-3.hocr" -o "$work/a folder/draft.ron"
"$at/bin/stet" check "$work/a folder/draft.ron" > /dev/null && echo "ok: a draft, checked"

mkdir -p "$HOME/.local"
cp -r "$at/bin" "$at/share" "$HOME/.local/"
update-desktop-database "$XDG_DATA_HOME/applications"
update-mime-database "$XDG_DATA_HOME/mime"
desktop-file-validate "$XDG_DATA_HOME"/applications/*.desktop
kind=$(gio info -a standard::content-type "$work/a folder/draft.ron" | sed -n 's/.*content-type: //p')
says "kind of the draft" application/x-stet-edition "$kind"
export PATH=$HOME/.local/bin:$PATH
says "what opens it" stet.desktop "$(gio mime application/x-stet-edition | sed -n '1s/.*: //p')"
says "page for man" "$XDG_DATA_HOME/man/man1/stet-clean.1" "$(man -M "$XDG_DATA_HOME/man" -w stet-clean)"

if command -v Xvfb > /dev/null && command -v xdotool > /dev/null; then
    Xvfb :17 -screen 0 1600x1000x24 -nolisten tcp > /dev/null 2>&1 &
    display=$!
    sleep 2
    DISPLAY=:17 LIBGL_ALWAYS_SOFTWARE=1 stet "$work/a folder/draft.ron" > "$work/log" 2>&1 &
    window=
    for _ in $(seq 120); do
        window=$(DISPLAY=:17 xdotool search --onlyvisible --name draft 2> /dev/null | sed -n 1p || true)
        [ -n "$window" ] && break
        sleep 0.5
    done
    found=$([ -n "$window" ] && DISPLAY=:17 xdotool getwindowname "$window" || true)
    kill %2 "$display"
    [ -n "$found" ] || failed "no window: $(cat "$work/log")"
    echo "ok: window '$found'"
fi
