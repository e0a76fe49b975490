#!/usr/bin/env bash
# Takes a picture of the desk in each size, theme and language from the real window, under Xvfb, to be looked at.
# Needs xvfb, xdotool, imagemagick and Mesa's software GL.
# usage: tests/window/sizes.sh FOLDER [PAGE]   (after cargo build --release; STET names another binary, SIZES, THEMES and LANGUAGES fewer)
set -euo pipefail
folder=$(realpath -m "$1")
cd "$(dirname "$0")/../.."
page=$(realpath "${2:-assets/samples/riverside-daily-1.raw.txt}")
binary=${STET:-target/release/stet}
display=":${STET_DISPLAY:-94}"
mkdir -p "$folder"
export DISPLAY="$display" LIBGL_ALWAYS_SOFTWARE=1

# picture SIZE SCALE THEME LANGUAGE: opens the page in a window that fills a screen of this size, and takes its picture.
picture() {
    local size=$1 scale=$2 theme=$3 language=$4 settings server stet window
    settings=$(mktemp -d)
    Xvfb "$display" -screen 0 "${size}x24" -noreset >/dev/null 2>&1 &
    server=$!
    sleep 1
    mkdir -p "$settings/stet"
    printf '(theme: %s, language: Some(%s), window_scale: %s, window: Some((%s, %s))%s)\n' \
        "$theme" "$language" "$scale" "${size%x*}" "${size#*x}" "${MORE:-}" > "$settings/stet/settings.ron"
    XDG_CONFIG_HOME="$settings" XDG_STATE_HOME="$settings" "$binary" "$page" &
    stet=$!
    window=$(timeout 30 xdotool search --sync --onlyvisible --pid "$stet" | head -1)
    xdotool windowfocus "$window"
    sleep 2.5
    for key in ${KEYS:-F8}; do
        xdotool key "$key"
        sleep 0.3
    done
    sleep 1
    import -window root "$folder/$size-${scale}x-$theme-$language${NAME:-}.png"
    kill "$stet" "$server"
    wait "$stet" "$server" 2>/dev/null || true
    rm -rf "$settings"
}

for size in ${SIZES:-1024x700 1280x720 1366x768 1600x1000}; do
    for theme in ${THEMES:-Light Dark Paper}; do
        for language in ${LANGUAGES:-English Chinese TraditionalChinese}; do
            picture "$size" 1.0 "$theme" "$language"
        done
    done
done
for size in ${LARGE:-2048x1400 2560x1440 3200x2000}; do
    picture "$size" 2.0 Light English
done
