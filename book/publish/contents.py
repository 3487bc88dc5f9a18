"""The chapters in the order of the book, `_toc.yml` as Sphinx itself reads it, and their figures and tables by number."""

from collections import Counter
from collections.abc import Iterable
from itertools import count
from pathlib import Path, PurePosixPath

from sphinx.util.matching import patfilter
from sphinx_external_toc.parsing import FileItem, GlobItem, MalformedError, parse_toc_yaml
from yaml import YAMLError

from book.data.records import DataError
from book.edition import Edition
from book.language import words
from book.outputs import Output, Shown, Table
from book.publish.project import ROOT

TOC = ROOT / "_toc.yml"


def chapters(present: Iterable[str], toc: Path = TOC) -> dict[str, int]:
    """The chapters among those `present`, in the order of the book, each with its number (0: the pages give it none).

    Parts, sections and globs are opened; a section has the number of its chapter. An entry that is an address on the
    web is no chapter. MalformedError of sphinx_external_toc for a damaged file.
    """
    site, found, numbers = parse_toc_yaml(toc), {}, count(1)
    documents = {str(PurePosixPath(site.root.docname).parent / name): name for name in present}

    def enter(docname: str, number: int) -> None:
        found[docname] = number
        for tree in site[docname].subtrees if docname in site else ():
            for item in tree.items:
                inside = (
                    sorted(set(patfilter(documents, item)) - set(found)) if isinstance(item, GlobItem) else [str(item)]
                )
                for name in inside if isinstance(item, FileItem | GlobItem) else ():
                    enter(name, number or (next(numbers) if tree.numbered else 0))

    enter(site.root.docname, 0)
    return {documents[docname]: number for docname, number in found.items() if docname in documents}


def refuse_strays(present: Iterable[str], toc: Path) -> None:
    """DataError for a damaged `_toc.yml`, one that lists a chapter that is not there or not one that is."""
    try:
        site = parse_toc_yaml(toc)
    except (MalformedError, YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"_toc.yml is no table of contents: {' '.join(str(error).split())}") from None
    absent = sorted(docname for docname in site if not any(toc.parent.glob(f"{docname}.*")))
    strays = sorted(set(present) - set(chapters(present, toc)))
    found = [f"_toc.yml lists {docname}, which is not there" for docname in absent]
    if found := [*found, *(f"_toc.yml does not list the chapter {name}" for name in strays)]:
        raise DataError("; ".join(found))


def shown(read: dict[str, list[tuple[str, Output]]], language: str, toc: Path = TOC) -> dict[str, Shown]:
    """The figures and tables in the order of the book, each by the number that its page gives it: "Figure 2.1"."""
    counts, found = Counter(), {}
    for chapter, number in chapters(read, toc).items():
        for output in (output for _, output in read[chapter] if isinstance(output, Shown)):
            counts[output.kind, number] += 1
            place = ".".join(str(part) for part in (number, counts[output.kind, number]) if part)
            found[f"{words.word(output.kind, language)} {place}"] = output
    return found


def repeated(read: dict[str, list[tuple[str, Output]]]) -> list[str]:
    """A line for each id that two figures or tables have, naming their chapters and cells: each id is one file."""
    places = {}
    for chapter, found in read.items():
        for cell, output in found:
            if isinstance(output, Shown):
                places.setdefault(output.id, []).append(f"chapter {chapter}, cell {cell}")
    return [f"{name}: two figures of one id: {' and '.join(at)}" for name, at in places.items() if len(at) > 1]


def pages_of_tables(read: dict[str, list[tuple[str, Output]]], edition: Edition) -> dict[str, str]:
    """The address of each table within the site of the editions, by id: a table has no page of its own."""
    return {
        output.id: f"{edition.name}/html/chapters/{chapter}.html#{output.id}"
        for chapter, found in read.items() for _, output in found if isinstance(output, Table)
    }  # fmt: skip
