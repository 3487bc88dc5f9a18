"""The files beside the pages: each figure at one address that stays, next to its numbers."""

from __future__ import annotations

import shutil
from pathlib import Path


def setup(app):
    """Called once by the package's own setup."""
    app.connect("html-page-context", _point_to_figures)
    app.connect("build-finished", _copy_figures)


def _point_to_figures(app, pagename, templatename, context, doctree):
    """Sphinx would copy pictures to `_images`: the book's are `figures/<id>.svg`, where their numbers are."""
    if app.config.book_figures and "body" in context:
        context["body"] = context["body"].replace('src="../_images/fig-', f'src="../{app.config.book_figures}/fig-')


def _copy_figures(app, error):
    """`figures/<id>.csv`, `.json`, `.png` and `.svg`, where the pages link them."""
    if app.builder.format == "html" and app.config.book_figures and not error:
        folder, out = app.config.book_figures, Path(app.outdir)
        shutil.copytree(Path(app.srcdir) / folder, out / folder, dirs_exist_ok=True)
        for picture in out.glob("_images/fig-*.svg"):
            picture.unlink()
        if (out / "_images").exists() and not any((out / "_images").iterdir()):
            (out / "_images").rmdir()
