"""The chapters in the order of the book: `_toc.yml` as Sphinx itself reads it."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from sphinx.util.matching import patfilter
from sphinx_external_toc.parsing import FileItem, GlobItem, parse_toc_yaml

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
