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

    An entry that is an address on the web is no chapter. DataError for a damaged file.
    """
    documents, listed = _read(present, toc)
    return [documents[docname] for docname in listed if docname in documents]


def refuse_strays(present: Iterable[str], toc: Path) -> None:
    """DataError where `_toc.yml` lists a chapter that is not there, or a notebook is there that it does not list."""
    documents, listed = _read(present, toc)
    absent = [docname for docname in listed if not (docname in documents or [*toc.parent.glob(f"{docname}.*")])]
    found = [f"_toc.yml lists {docname}, which is not there" for docname in absent]
    found += [f"_toc.yml does not list {docname}.ipynb" for docname in sorted({*documents} - {*listed})]
    if found:
        raise DataError("; ".join(found))


def _read(present: Iterable[str], toc: Path) -> tuple[dict[str, str], list[str]]:
    """The chapters present by their names as documents, and the documents in the order of the book."""
    try:
        site, found = parse_toc_yaml(toc), []
    except (MalformedError, YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"_toc.yml is no table of contents: {' '.join(str(error).split())}") from None
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
    return documents, found
