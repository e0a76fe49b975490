#!/usr/bin/env bash
# Makes the README's pictures from the real window, under Xvfb. Needs xvfb, xdotool, imagemagick and Mesa's software GL.
# usage: tests/window/pictures.sh   (after cargo build --release; STET names another binary)
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${STET:-target/release/stet}
display=":${STET_DISPLAY:-93}"
settings=$(mktemp -d)
Xvfb "$display" -screen 0 1600x1000x24 -noreset >/dev/null 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$settings"' EXIT
export DISPLAY="$display" LIBGL_ALWAYS_SOFTWARE=1 XDG_CONFIG_HOME="$settings"
sleep 1

# picture NAME THEME BESIDE PAGE KEY…: opens a sample page, with raw text or facsimile beside it, presses the keys and takes a picture.
picture() {
    local name=$1 theme=$2 beside=$3 page=$4
    shift 4
    mkdir -p "$settings/stet"
    printf '(theme: %s, language: Some(English), beside: %s)\n' "$theme" "$beside" > "$settings/stet/settings.ron"
    "$binary" "assets/samples/$page" &
    local stet=$!
    local window
    window=$(xdotool search --sync --onlyvisible --pid "$stet" | head -1)
    xdotool windowfocus "$window"
    sleep 2
    for key in "$@"; do
        xdotool key "$key"
        sleep 0.2
    done
    sleep 1
    import -window root "assets/pictures/$name.png"
    kill "$stet"
    wait "$stet" 2>/dev/null || true
}

picture desk Light Raw riverside-daily-1.raw.txt Down Down Down
picture queries Dark Raw riverside-daily-1.raw.txt ctrl+shift+q F8 F8
picture facsimile Light Facsimile riverside-daily-3.hocr F8 F8 F8 F8 F8
