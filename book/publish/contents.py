"""The chapters in the order of the book: `_toc.yml` as Sphinx itself reads it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from sphinx.util.matching import patfilter
from sphinx_external_toc.parsing import FileItem, GlobItem, MalformedError, parse_toc_yaml
from yaml import YAMLError

from book.data.records import DataError
from book.publish.execute import ROOT


def chapters(present: Iterable[str], toc: Path = ROOT / "_toc.yml") -> list[str]:
    """Names of the chapters among those `present`, in the order of the book: parts, sections and globs opened.

    An entry that is an address on the web is no chapter. MalformedError of sphinx_external_toc for a damaged file.
    """
    site, found = parse_toc_yaml(toc), []
    documents = {str(PurePosixPath(site.root.docname).parent / name): name for name in present}

    def enter(docname: str) -> None:
        found.append(docname)
        for tree in site[docname].subtrees if docname in site else ():
            for item in tree.items:
                if isinstance(item, GlobItem):
                    found.extend(sorted(set(patfilter(documents, item)) - set(found)))
                elif isinstance(item, FileItem):
                    enter(str(item))

    enter(site.root.docname)
    return [documents[docname] for docname in found if docname in documents]


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
