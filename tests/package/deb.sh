#!/usr/bin/env bash
# Tries the Debian package in a Debian system that has nothing else: installs it with apt, starts it from its entry in the menu, opens a
# file by its kind, looks for its pages and completions, and removes it. Fails if anything is missing, or left over.
#
#   tests/package/deb.sh [PACKAGE.deb]     # without one, `cargo deb` makes it
#
# Needs root, debootstrap and the network (Debian's mirror, or MIRROR), some 1.5 GB in ROOTS (/var/tmp/stet-package). What the window
# looked like is in OUT (target/package). The bare system is kept for the next time.
set -euo pipefail
cd "$(dirname "$0")/../.."

suite=${SUITE:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
roots=${ROOTS:-/var/tmp/stet-package}
out=${OUT:-target/package}
root=$roots/$suite
mkdir -p "$roots" "$out"

package=${1:-}
if [ -z "$package" ]; then
    python3 assets/package/crates.py --check
    package=$(cargo deb | tail -n 1)
fi
echo "package: $(basename "$package"), $(stat -c %s "$package") bytes"

bare() {
    if [ ! -f "$roots/$suite.tar" ]; then
        debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$out/debootstrap.log"
        tar -C "$root" -cf "$roots/$suite.tar.part" .
        mv "$roots/$suite.tar.part" "$roots/$suite.tar"
    fi
    rm -rf "${root:?}"
    mkdir -p "$root"
    tar -C "$root" -xf "$roots/$suite.tar"
}

bare
cp /etc/resolv.conf "$root/etc/resolv.conf" 2> /dev/null || true

cp "$package" "$root/root/stet.deb"
cp tests/package/inside.sh "$root/root/"
cp tests/faults/versions/edition-7.ron "$root/root/edition.ron"
cp assets/samples/riverside-daily-3.hocr assets/samples/riverside-daily-3.png "$root/root/"
# Its processes and mounts are its own: what ends a program there sees no other, and all goes with it.
# shellcheck disable=SC2016
unshare --mount --pid --fork --kill-child bash -euc '
    mount -t proc proc "$0/proc"
    mount -t sysfs sysfs "$0/sys"
    mount --bind /dev "$0/dev"
    exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TERM=dumb \
        http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" bash /root/inside.sh' "$root"
cp "$root"/root/*.png "$out/"
rm -f "$out/riverside-daily-3.png"
echo "all is there, and nothing is left; the pictures of the window are in $out"
