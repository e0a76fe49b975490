"""Makes to-simplified.txt, to-traditional.txt and compatibility.txt from the tables of OpenCC 1.4.2 (Apache-2.0), as its package on PyPI
carries them:

    pip download --no-deps --dest . opencc==1.4.2
    python3 conversions.py opencc-1.4.2-*.whl

The tables are those of OpenCC's own configurations t2s and s2t, but for TSCharactersExt: its simplified forms are in few fonts.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent


def table(folder, *names):
    """A table with the first form of each entry; where several tables have an entry, that of the first."""
    entries = {}
    for name in names:
        text = folder / f"{name}.txt"
        tool = folder / "opencc/clib/bin/opencc_dict"
        tool.chmod(0o755)
        packed = folder / f"opencc/clib/share/opencc/{name}.ocd2"
        subprocess.run([tool, "-i", packed, "-o", text, "-f", "ocd2", "-t", "text"], check=True)
        for line in text.read_text(encoding="utf-8").splitlines():
            entry, forms = line.split("\t")
            form = forms.split(" ")[0]
            assert len(form) == len(entry), line
            entries.setdefault(entry, form)
    return entries


def write(name, characters, phrases):
    """A character or phrase a line, and behind a tab what it becomes, unless that is what its characters become each by itself."""
    lines = [f"{one}\t{form}" for one, form in characters.items() if one != form]
    for phrase, form in phrases.items():
        by_character = "".join(characters.get(c, c) for c in phrase)
        lines.append(phrase if form == by_character else f"{phrase}\t{form}")
    (HERE / name).write_text("".join(line + "\n" for line in sorted(lines)), encoding="utf-8")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        wheel.extractall(folder)
    write("to-simplified.txt", table(folder, "TSCharacters"), table(folder, "TSPhrases"))
    write("to-traditional.txt", table(folder, "STCharacters"), table(folder, "STPhrases", "STPhrases_GeneratedFromRegionalPhrases"))
    write("compatibility.txt", table(folder, "CJK_Compatibility_Ideographs"), {})
