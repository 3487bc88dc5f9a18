"""What a page says about itself: description for those who share it; its notebook, data and citation for those who check."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from docutils import nodes

from book.chapter import CHART, TABLE
from book.data.records import read_record
from book.publish import cite, notebooks, trail


def setup(app):
    """Called once by the package's own setup."""
    app.connect("html-page-context", _describe, priority=850)


def _describe(app, pagename, templatename, context, doctree):
    context["description"] = context.get("description") or (_lede(doctree) if doctree else "")
    notebook = Path(app.srcdir) / f"{pagename}.ipynb"
    if doctree and app.config.book_edition and notebook.exists():
        read = nbformat.read(notebook, 4)
        language, config = app.config.language, app.config
        context["notebook"] = f"notebooks/{notebook.name}"
        names = datasets(read, Path(app.srcdir) / config.book_figures)
        context["datasets"] = {f"data/{name}.csv": read_record(name).title[language] for name in names}
        title = app.env.titles[pagename].astext()
        part = title if pagename != config.root_doc else ""
        context["citation"] = cite.text(config.project, config.book_edition, language, part)


def _lede(doctree) -> str:
    """The first paragraph: a chapter opens with one sentence on what it is about."""
    first = next(doctree.findall(nodes.paragraph), None)
    return " ".join(first.astext().split()) if first is not None else ""


def datasets(notebook, figures: Path) -> list[str]:
    """The datasets behind the sentences, figures and tables of an executed chapter."""
    said = [line for _, lines in notebooks.said(notebook) for line in lines]
    found = {used.dataset for line in said for used in trail.entry(line)["inputs"]}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for kind in (CHART, TABLE):
                path = figures / f"{output.get('data', {}).get(kind, {}).get('id', '')}.json"
                if path.exists():
                    found.update(json.loads(path.read_text(encoding="utf-8"))["datasets"])
    return sorted(found)
