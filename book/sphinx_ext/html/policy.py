"""Each page carries the site's policy, and runs no script but the theme's and the book's own files."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.util import logging

from book.publish import policy
from book.sphinx_ext.html import frame

CHARSET = '<meta charset="utf-8" />'
SCRIPT = re.compile(r"<script\b[^>]*>", re.I)
OWN = re.compile(r'<script (?:defer )?src="(?:\.\./)*([\w./-]+)(?:\?v=\w+)?">')


def setup(app):
    """Called once by the package's own setup."""
    app.connect("build-finished", _add_policies, priority=900)


def _add_policies(app, error):
    if error or app.builder.format != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        for script in foreign(page):
            logging.getLogger(__name__).warning("%s: neither the theme's script nor the book's: %s", path.name, script)
        path.write_text(with_policy(page), encoding="utf-8")


def with_policy(page: str) -> str:
    """The page with its policy right behind the character set, before anything that it rules."""
    if "Content-Security-Policy" in page or CHARSET not in page:
        return page
    return page.replace(CHARSET, f"{CHARSET}\n    {policy.meta()}", 1)


def foreign(page: str) -> list[str]:
    """The script elements of a page that are no known file: a page's policy would stop what is written into it."""
    found = [(script, OWN.fullmatch(script)) for script in SCRIPT.findall(page)]
    return [script for script, own in found if not own or own[1] not in frame.FILES]
