#!/usr/bin/env python3
"""Writes the licences of the crates that the program is built of, as packages have to carry them: crates.txt.

    python3 assets/package/crates.py           # writes it
    python3 assets/package/crates.py --check   # says what is missing in it, and fails if anything is

Of crates under several licences one is chosen, the shortest that is allowed. A text that many share stands there once, below the lines
that say whose each crate is.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
OUT = HERE / "crates.txt"
SYSTEMS = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"]
# The first that a crate offers is chosen.
CHOICE = ["MIT-0", "CC0-1.0", "Unlicense", "Zlib", "0BSD", "MIT", "ISC", "BSL-1.0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"]
# How the file is called that has the text of a licence.
NAMED = {"Apache-2.0": "apache", "MIT": "mit", "Zlib": "zlib", "BSL-1.0": "boost", "CC0-1.0": "cc0", "Unlicense": "unlicense"}
TEXT = re.compile(r"(licen[cs]e|copying|copyright|unlicense)", re.I)
WHOSE = re.compile(r"^\W*(copyright|\(c\)|©)", re.I)


def crates():
    """The packages that are part of the program on any of the systems, by name and version."""
    found = {}
    for system in SYSTEMS:
        command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", system]
        told = json.loads(subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout)
        packages = {package["id"]: package for package in told["packages"]}
        nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
        root, todo, seen = told["resolve"]["root"], [told["resolve"]["root"]], set()
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            for dependency in nodes[at]["deps"]:
                if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                    todo.append(dependency["pkg"])
        for package in (packages[at] for at in seen - {root}):
            found[package["name"], package["version"]] = package
    return dict(sorted(found.items()))


def chosen(package):
    offered = re.split(r"\s+OR\s+|/", (package["license"] or "").strip("()"))
    plain = [name.strip(" ()") for name in offered]
    return next((name for name in CHOICE if name in plain), package["license"] or "see its text")


def text_of(package, licence):
    """What a crate says of its licence, or nothing."""
    folder = pathlib.Path(package["manifest_path"]).parent
    files = sorted(file for file in folder.iterdir() if file.is_file() and TEXT.search(file.name) and file.suffix not in (".html", ".rs"))
    word = NAMED.get(licence, licence.lower())
    ours = [file for file in files if word in file.name.lower()] or [
        file for file in files if not any(other in file.name.lower() for other in NAMED.values())
    ] or files
    return "\n".join(file.read_text(encoding="utf-8", errors="replace").strip("\ufeff\n") for file in ours[:1])


def parted(text):
    """Whose it is, and the rest."""
    lines = [line.rstrip() for line in text.splitlines()]
    # A licence that speaks of copyright owners in its middle is no line of this kind.
    head = [line.strip(" #*/") for line in lines[:12] if WHOSE.match(line)]
    body = [line for at, line in enumerate(lines) if not (at < 12 and WHOSE.match(line))]
    return head, "\n".join(body).strip()


def written():
    groups, bare = collections.defaultdict(list), []
    bodies = {}
    for (name, version), package in crates().items():
        licence = chosen(package)
        head, body = parted(text_of(package, licence))
        whose = "; ".join(head) or ", ".join(re.sub(r"\s*<[^>]*>", "", author) for author in package["authors"])
        line = f"  {name} {version} ({licence})" + (f": {whose}" if whose else "")
        key = (licence, "" if licence == "Apache-2.0" else re.sub(r"\W+", " ", body).lower().strip())
        if body:
            bodies.setdefault(key, body)
            groups[key].append(line)
        else:
            bare.append(line)
    out = ["The crates that Stet is built of, each with the licence that is taken up and whose it is; the text of the licence follows."]
    for key in sorted(groups, key=lambda key: (-len(groups[key]), key)):
        out += ["", "-" * 79, "", *groups[key], "", bodies[key]]
    out += ["", "-" * 79, "", "No text came with these; they are under the licences named, whose texts stand above.", "", *bare]
    return "\n".join(out) + "\n"


def main():
    if sys.argv[1:] == ["--check"]:
        there = OUT.read_text(encoding="utf-8")
        missing = [" ".join(crate) for crate in crates() if f"  {crate[0]} {crate[1]} (" not in there]
        if missing:
            sys.exit(f"{OUT.name} lacks {', '.join(missing)}; run {pathlib.Path(__file__).name}")
        print(f"{OUT.name} names all crates")
    else:
        OUT.write_text(written(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
