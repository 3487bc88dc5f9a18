"""Are two builds the same book? Numbers, trail, figures, the words of all pages, the PDF and the workbook.

    python tests/compare_books.py BEFORE AFTER

BEFORE and AFTER are folders of built editions (such as `_build/site`). For each edition and kind it says how many parts
are equal, with the first lines that are not; the status is 1 where anything differs.
"""

import html
import re
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ProcessPoolExecutor
from difflib import unified_diff
from itertools import takewhile
from pathlib import Path
from xml.etree import ElementTree

# How much of a difference is printed: parts of a kind, lines of a part, signs of a line.
NAMES, LINES, LENGTH = 3, 8, 200
HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.S)
SPEAKS = re.compile(r'<[^>]*?\s(?:alt|aria-label)="([^"]*)"[^>]*>')
BLOCK = re.compile(
    r"</?(?:p|div|section|article|figure|figcaption|h\d|ul|ol|li|dl|dt|dd|table|caption|tr|t[dh]|br|summary)\b[^>]*>"
)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def words_of_page(text: str) -> list[str]:
    """Title, article (else the body) and alternative texts of a page: a line for each block, whitespace folded."""
    title = re.search(r"<title>(.*?)</title>", text, re.S)
    body = re.search(r"<article\b.*</article>", text, re.S) or re.search(r"<body\b.*</body>", text, re.S)
    shown = HIDDEN.sub(" ", body[0] if body else text)
    plain = re.sub(r"<[^>]+>", "", BLOCK.sub("\n", SPEAKS.sub(r"\g<0>\n\1\n", re.sub(r"\s+", " ", shown))))
    lines = [title[1] if title else "", *plain.split("\n")]
    return [folded for line in lines if (folded := " ".join(html.unescape(line).split()))]


def cells_of_workbook(path: Path) -> dict[str, list[str]]:
    """Per sheet its cells: `A1: text`."""
    with zipfile.ZipFile(path) as book:
        shared = [words(entry) for entry in tree(book, "xl/sharedStrings.xml").iter(f"{SHEET}si")]
        files = {entry.get("Id"): entry.get("Target") for entry in tree(book, "xl/_rels/workbook.xml.rels")}
        sheets = {
            entry.get("name"): files[entry.get(f"{OFFICE}id")]
            for entry in tree(book, "xl/workbook.xml").iter(f"{SHEET}sheet")
        }
        return {
            name: [cell(entry, shared) for entry in tree(book, f"xl/{file}").iter(f"{SHEET}c")]
            for name, file in sheets.items()
        }


def tree(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part of a workbook; an empty one where it has none."""
    return ElementTree.fromstring(book.read(name)) if name in book.namelist() else ElementTree.Element("none")


def words(entry: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in entry.iter(f"{SHEET}t"))


def cell(entry: ElementTree.Element, shared: list[str]) -> str:
    value = entry.findtext(f"{SHEET}v", words(entry))
    return f"{entry.get('r')}: {shared[int(value)] if entry.get('t') == 's' else value}"


def printed(path: Path) -> list[str]:
    """The lines of a PDF."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return [" ".join(line.split()) for line in done.stdout.decode("utf-8").splitlines()]


def lines_of(path: Path) -> list[str]:
    """All lines, with their ends: equal lines are equal bytes."""
    return path.read_bytes().decode("utf-8").splitlines(keepends=True)


def page(path: Path) -> list[str]:
    return words_of_page(path.read_text(encoding="utf-8"))


KINDS = {  # kind -> the files of an edition, and how one is read: as lines, or as lines for each of its parts
    "numbers": (["numbers.csv"], lines_of),
    "trail": (["trail.csv"], lines_of),
    "figures": (["figures/*.csv", "figures/*.json", "figures/*.svg"], lines_of),
    "pages": (["html/**/*.html"], page),
    "pdf": (["*.pdf"], printed),
    "workbook": (["*.xlsx"], cells_of_workbook),
}


def compared(before: Path, after: Path, kind: str) -> tuple[int, dict[str, list[str]]]:
    """How many files of a kind both builds of an edition have together, and the differences by file (and sheet)."""
    patterns, read = KINDS[kind]
    found = [
        {file.relative_to(folder).as_posix(): file for pattern in patterns for file in folder.glob(pattern)}
        for folder in (before, after)
    ]
    differing = {}
    for name in sorted({*found[0], *found[1]}):
        one, other = (files.get(name) for files in found)
        if not one or not other:
            differing[name] = [f"only {'after' if other else 'before'}"]
        elif one.read_bytes() != other.read_bytes():
            differing |= differences(name, read(one), read(other))
    return len({*found[0], *found[1]}), differing


def differences(name: str, one, other) -> dict[str, list[str]]:
    """The first lines in which two readings of a file differ, by part of it; nothing where they are equal."""
    if isinstance(one, list):
        return {name: first_lines(one, other)} if one != other else {}
    found = {
        sheet: first_lines(one.get(sheet, []), other.get(sheet, []))
        for sheet in {**one, **other}
        if one.get(sheet) != other.get(sheet)
    }
    if list(one) != list(other):
        found["order of sheets"] = first_lines(list(one), list(other))
    return {f"{name}, {part}": lines for part, lines in found.items()}


def first_lines(one: list[str], other: list[str]) -> list[str]:
    """The first lines of a unified diff, from where the two part."""
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    reach = slice(start, start + 40)  # the whole of a large file would take minutes
    found = list(unified_diff(one[reach], other[reach], n=0, lineterm=""))[2:]
    gone, come = ([line for line in found if line[0] == sign][:LINES] for sign in "-+")
    shown = [line for line in found if line in gone or line in come]
    return [f"line {start + 1}", *(line.rstrip("\n")[:LENGTH] for line in shown)]


def editions(folder: Path) -> dict[str, Path]:
    return {
        path.name: path for path in sorted(folder.iterdir()) if (path / "numbers.csv").exists() and path.name[0] != "."
    }


def report(name: str, before: Path, after: Path) -> tuple[int, str]:
    """How many parts of an edition differ, and the lines that say so."""
    total, lines = 0, []
    for kind in KINDS:
        if kind == "pdf" and not shutil.which("pdftotext"):
            lines.append(f"{name} pdf: not compared, there is no pdftotext")
            continue
        count, differing = compared(before, after, kind)
        total += len(differing)
        lines.append(
            f"{name} {kind}: " + (f"{len(differing)} differences in {count} files" if differing else f"{count} equal")
        )
        for part in list(differing)[:NAMES]:
            lines += [f"    {part}", *(f"        {line}" for line in differing[part])]
    return total, "\n".join(lines)


def main(before: Path, after: Path) -> int:
    """Print the report of all editions; the status: 1 where anything differs or there is nothing to compare."""
    one, other = editions(before), editions(after)
    both = [name for name in one if name in other]
    alone = sorted({*one} ^ {*other})
    total = len(alone)
    print(
        *(f"{name}: only {'before' if name in one else 'after'}" for name in alone), sep="\n", end="\n" if alone else ""
    )
    with ProcessPoolExecutor(2) as pool:
        for count, text in pool.map(report, both, map(one.get, both), map(other.get, both)):
            total += count
            print(text, flush=True)
    print(f"{len(both)} editions compared: " + (f"{total} differences" if total else "equal"))
    return 1 if total or not both else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python tests/compare_books.py BEFORE AFTER")
    sys.exit(main(*map(Path, sys.argv[1:])))
