#!/usr/bin/env bash
# What deb.sh does inside the bare system. Started otherwise, it would install and remove things, and end programs, where it is.
set -euo pipefail
[ $$ = 1 ] || { echo "this is for deb.sh to start" >&2; exit 2; }
export DEBIAN_FRONTEND=noninteractive XDG_CURRENT_DESKTOP=GNOME XDG_RUNTIME_DIR=/run/stet-test
cd /root
mkdir -p "$XDG_RUNTIME_DIR"

# Where a reader of a pipe stops early, its writer fails: nothing here does, hence no `grep -q` and no `head` behind pipes.
failed() { echo "FAILED: $*" >&2; exit 1; }
# says WHAT WANTED FOUND
says() { [ "$2" = "$3" ] && echo "ok: $1: $3" || failed "$1: wanted '$2', found '$3'"; }
installed() { apt-get install -y -qq --no-install-recommends "$@" > apt.log 2>&1 || { cat apt.log >&2; failed "apt: $*"; }; }
# What the system has below these folders, for what is left over.
files() { find /usr /etc /opt /var/lib/dpkg/info -xdev ! -path '*/.cache/*' ! -type d | sort; }

# Documentation is what minimal systems leave out; pages of the manual are looked for here.
rm -f /etc/dpkg/dpkg.cfg.d/docker
apt-get update -qq
# A desktop's tools, a display without a screen, shells, and viewers whose kinds Stet must not take from them.
installed xvfb xdotool x11-apps imagemagick desktop-file-utils shared-mime-info xdg-utils libglib2.0-bin libgtk-3-bin hicolor-icon-theme \
    man-db bash-completion zsh fish dbus-x11 xpdf feh
default_of() { gio mime "$1" | sed -n '1s/.*: //p'; }
pdf=$(default_of application/pdf)
png=$(default_of image/png)
files > before

echo "== installing"
installed ./stet.deb
dpkg -s stet | grep -E '^(Status|Version|Installed-Size|Depends|Recommends):'
says "version" "stet $(dpkg-query -W -f '${Version}' stet | sed 's/-[0-9]*$//')" "$(stet --version)"
# What is loaded only when the window opens must have come along.
for library in libX11.so.6 libX11-xcb.so.1 libxcb.so.1 libXcursor.so.1 libXi.so.6 libxkbcommon.so.0 libxkbcommon-x11.so.0 libEGL.so.1 libGL.so.1 \
    libwayland-client.so.0 libwayland-egl.so.1; do
    owner=$(dpkg -S "*/$library" | sed -n 1p | cut -d: -f1)
    dpkg -s stet | grep '^Depends:' | grep "$owner" > /dev/null || failed "$library ($owner) is no dependency"
done
echo "ok: the libraries of the window are dependencies"

echo "== the menu and the kinds of files"
desktop-file-validate /usr/share/applications/{stet,zz-stet-pages}.desktop
says "icon" "/usr/share/icons/hicolor/scalable/apps/stet.svg" "$(find /usr/share/icons/hicolor/scalable -name stet.svg)"
kind() { gio info -a standard::content-type "$1" | sed -n 's/.*content-type: //p'; }
says "kind of an edition" application/x-stet-edition "$(kind edition.ron)"
says "the same by xdg-mime" application/x-stet-edition "$(xdg-mime query filetype edition.ron)"
echo '(a: 1)' > other.ron
says "kind of another RON" text/plain "$(kind other.ron)"
says "kind of a page" text/vnd.hocr+html "$(kind riverside-daily-3.hocr)"
echo '<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"/>' > page.alto.xml
says "kind of ALTO" application/alto+xml "$(kind page.alto.xml)"
says "what opens an edition" stet.desktop "$(default_of application/x-stet-edition)"
says "what opens an edition, by xdg-mime" stet.desktop "$(xdg-mime query default application/x-stet-edition)"
says "what opens a PDF stays" "$pdf" "$(default_of application/pdf)"
says "what opens an image stays" "$png" "$(default_of image/png)"
for offered in application/pdf image/png text/html application/xml; do
    gio mime "$offered" | grep zz-stet-pages.desktop > /dev/null || failed "Stet is not offered for $offered"
done
echo "ok: Stet is offered for PDF, images, HTML, XML"

echo "== the window"
Xvfb :9 -screen 0 1600x1000x24 -nolisten tcp -noreset > xvfb.log 2>&1 &
display=$!
export DISPLAY=:9 LIBGL_ALWAYS_SOFTWARE=1
sleep 2
# shows NAME TITLE: waits for a window of this title, and takes its picture.
shows() {
    for _ in $(seq 120); do
        window=$(xdotool search --onlyvisible --name "$2" 2> /dev/null | sed -n 1p || true)
        [ -n "$window" ] && break
        sleep 0.5
    done
    [ -n "$window" ] || { xdotool search --name . getwindowname %@ >&2 || true; failed "no window is called $2"; }
    sleep 4
    import -window root "$1.png"
    colours=$(identify -format %k "$1.png")
    [ "$colours" -gt 50 ] || failed "$1.png is empty"
    echo "ok: $1: window '$(xdotool getwindowname "$window")', $colours colours"
}
gone() {
    pkill -x stet
    for _ in $(seq 40); do pgrep -x stet > /dev/null || return 0; sleep 0.25; done
    failed "the program does not end"
}
dbus-run-session -- gtk-launch stet > launch.log 2>&1 || { cat launch.log >&2; failed "gtk-launch"; }
shows menu '^Stet$'
gone
dbus-run-session -- gio open edition.ron > launch.log 2>&1 || { cat launch.log >&2; failed "gio open"; }
shows edition 'edition.ron|河畔日报'
gone
dbus-run-session -- gio open riverside-daily-3.hocr > launch.log 2>&1 || { cat launch.log >&2; failed "gio open"; }
shows page 'riverside|Riverside'
gone
kill "$display"

echo "== pages and completions"
man -w stet stet-clean
man stet-clean | col -b | grep 'first draft' > /dev/null || failed "man stet-clean"
completed=$(bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader stet
    COMP_WORDS=(stet cl); COMP_CWORD=1; COMP_LINE="stet cl"; COMP_POINT=7
    $(complete -p stet | sed "s/.*-F \([^ ]*\).*/\1/") stet cl stet; echo "${COMPREPLY[@]}"')
says "bash completes stet cl" clean "$completed"
fish -c 'complete -C "stet che"' | grep '^check' > /dev/null || failed "fish completes nothing"
echo "ok: fish completes stet che"
zsh -fc 'autoload -U compinit; compinit -u -d /tmp/zcompdump; [ "${_comps[stet]}" = _stet ] && autoload +X _stet' || failed "zsh knows no completion"
echo "ok: zsh knows the completion"

echo "== a draft without a window"
mkdir work
stet clean riverside-daily-3.hocr -o work/draft.ron
stet check work/draft.ron > work/check.txt || failed "check"
says "kind of the draft" application/x-stet-edition "$(kind work/draft.ron)"

echo "== removing"
apt-get purge -y -qq stet > apt.log 2>&1 || { cat apt.log >&2; failed "purge"; }
hash -r
command -v stet && failed "the program is still there"
rm -rf /tmp/zcompdump
files > after
# Caches of icons and kinds are the system's; they must not name Stet any more.
left=$(comm -13 before after | while read -r path; do dpkg -S "$path" > /dev/null 2>&1 || echo "$path"; done)
left=$(grep -v -E '/(icon-theme\.cache|mimeinfo\.cache|dpkg/info/.*)$' <<< "$left" || true)
says "files left" "" "$left"
named=$(grep -rlE 'x-stet-edition|zz-stet-pages|/bin/stet|[^a-z]stet\.(desktop|svg|png)' /usr/share/applications /usr/share/mime /usr/share/icons/hicolor \
    /usr/share/bash-completion /usr/share/zsh /usr/share/fish /var/lib/dpkg/info || true)
says "files that still name it" "" "$named"
