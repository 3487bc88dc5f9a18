"""Each page carries the site's policy, and runs no script but the theme's and the book's own files."""

import re
from pathlib import Path

from sphinx.util import logging

from book.publish import policy

SCRIPTS = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js", "book.js", "marks.js")
NAMED = (  # by the templates
    "mode.js", "scripts/pydata-sphinx-theme.js", "searchtools.js", "language_data.js", "search.js",
)  # fmt: skip
FILES = (*(f"_static/{name}" for name in (*SCRIPTS, *NAMED)), "searchindex.js")  # all scripts of a page
CHARSET = '<meta charset="utf-8" />'
SCRIPT = re.compile(r"<script\b[^>]*>", re.I)
OWN = re.compile(r'<script (?:defer )?src="(?:\.\./)*([\w./-]+)(?:\?v=\w+)?">')


def add_policies(site: Path) -> None:
    """Give every page of a finished site its policy; a script that is neither the theme's nor ours is a warning."""
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        for script in foreign(page):
            logging.getLogger(__name__).warning("%s: neither the theme's script nor the book's: %s", path.name, script)
        if (whole := with_policy(page)) != page:  # pages that this binding has left alone have theirs
            path.write_text(whole, encoding="utf-8")


def with_policy(page: str) -> str:
    """The page with its policy right behind the character set, before anything that it rules."""
    if "Content-Security-Policy" in page or CHARSET not in page:
        return page
    return page.replace(CHARSET, f"{CHARSET}\n    {policy.meta()}", 1)


def foreign(page: str) -> list[str]:
    """The script elements of a page that are no known file: a page's policy would stop what is written into it."""
    found = [(script, OWN.fullmatch(script)) for script in SCRIPT.findall(page)]
    return [script for script, own in found if not own or own[1] not in FILES]
