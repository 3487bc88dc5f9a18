"""What a page says about itself: description for those who share it; its notebook, data and citation for those who check."""

from pathlib import Path

import nbformat
from docutils import nodes

from book import outputs
from book.data.records import read_record
from book.outputs import Output, Shown
from book.sphinx_ext import config
from book.sphinx_ext.html.trails import bare


def describe(app, pagename, templatename, context, doctree):
    """Enter it in what the template of a page is given."""
    context["banner"] = config.of(app.config).banner
    context["description"] = context.get("description") or (_lede(doctree) if doctree else "")
    notebook = Path(app.srcdir) / f"{pagename}.ipynb"
    edition, language = config.of(app.config).edition, app.config.language
    if doctree and edition and notebook.exists():
        found = [output for _, output in outputs.read(nbformat.read(notebook, 4))]
        context["notebook"] = f"notebooks/{notebook.name}"
        context["datasets"] = {f"data/{name}.csv": read_record(name).title[language] for name in datasets(found)}
        part = app.env.titles[pagename].astext() if pagename != app.config.root_doc else ""
        context["citation"] = config.cited(app.config).text(part, f"{pagename}.html")


def _lede(doctree) -> str:
    """The first paragraph: a chapter opens with one sentence on what it is about."""
    first = next(doctree.findall(nodes.paragraph), None)
    return bare(first) if first is not None else ""


def datasets(found: list[Output]) -> list[str]:
    """The datasets behind the sentences, figures and tables of an executed chapter, sorted."""
    used = {group.dataset for output in found for number in getattr(output, "numbers", ()) for group in number.behind}
    return sorted(used.union(*(output.datasets for output in found if isinstance(output, Shown))))
