"""The files beside the pages: each figure at one address that stays, next to its numbers."""

import shutil
from pathlib import Path

from docutils import nodes

from book.sphinx_ext import config


def setup(app):
    """Called once by the package's own setup."""
    app.connect("doctree-resolved", _point_to_figures)
    app.connect("build-finished", _copy_figures)


def _point_to_figures(app, doctree, docname):
    """Sphinx would copy pictures to `_images`: the book's are `figures/<id>.svg`, where their numbers are."""
    folder = config.of(app.config).figures
    if app.builder.format == "html" and folder:
        for image in doctree.findall(nodes.image):
            if image["uri"].startswith(f"{folder}/"):
                image["uri"] = "../" * docname.count("/") + image["uri"]
                image["candidates"] = {"?": image["uri"]}  # not one that Sphinx moves


def _copy_figures(app, error):
    """`figures/<id>.csv`, `.json`, `.png` and `.svg`, where the pages link them."""
    folder = config.of(app.config).figures
    if app.builder.format == "html" and folder and not error:
        shutil.copytree(Path(app.srcdir) / folder, Path(app.outdir) / folder, dirs_exist_ok=True)
