"""The frame around the pages: our templates before the theme's, and of its scripts and styles only those in use."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.ttLib import TTFont

from book.charts.style import FONTS

FOLDER = Path(__file__).parent / "theme"
SCRIPTS = (
    "_static/documentation_options.js",
    "_static/doctools.js",
    "_static/sphinx_highlight.js",
    "_static/translations.js",
    "_static/book.js",
)
FILES = (  # all scripts of a page: those above, and what the templates name
    *SCRIPTS, "_static/mode.js", "_static/scripts/pydata-sphinx-theme.js", "_static/searchtools.js",
    "_static/language_data.js", "_static/search.js", "searchindex.js",
)  # fmt: skip
WEIGHTS = ("Regular", "SemiBold", "Bold")  # those that book.css names
LIVE_KERNEL = re.compile(r"<script type=\"text/x-thebe-config\">.*?</script>|<script>kernelName = .*?</script>", re.S)
UNUSED_STYLES = ("togglebutton", "copybutton", "sphinx-thebe")
UNUSED_FILES = (
    "**/*.map", "scripts/bootstrap.*", "scripts/fontawesome.*", "scripts/sphinx-book-theme.js", "styles/theme.css",
    "vendor/fontawesome/webfonts/*.ttf", "vendor/fontawesome/webfonts/fa-brands-400.woff2",
    "vendor/fontawesome/webfonts/fa-regular-400.woff2", "locales/**/*", "images/*", "webpack-macros.html",
    "sbt-webpack-macros.html", "clipboard.min.js", "copybutton*", "togglebutton*", "sphinx-thebe*", "design-tabs.js",
    "sphinx_design.js", "file.png", "minus.png", "plus.png",
)  # fmt: skip


def setup(app):
    """Called once by the package's own setup."""
    app.connect("config-inited", _add_templates, priority=900)
    app.connect("html-page-context", _keep_what_is_used, priority=900)
    app.connect("build-finished", _delete_unused_files)
    app.connect("build-finished", _write_fonts)


def _add_templates(app, config):
    config.templates_path = [str(FOLDER / "components"), str(FOLDER), *config.templates_path]
    config.html_copy_source = False  # the notebooks have an address of their own
    app.add_js_file("book.js")


def _keep_what_is_used(app, pagename, templatename, context, doctree):
    """No page needs live kernels, copy buttons or settings written into it; mathematics needs its script, if any."""
    context["script_files"] = [
        script for script in context.get("script_files", []) if str(getattr(script, "filename", "")) in SCRIPTS
    ]
    if "body" in context:
        context["body"] = LIVE_KERNEL.sub("", context["body"])
    context["css_files"] = [
        style for style in context.get("css_files", [])
        if not any(name in str(getattr(style, "filename", style)) for name in UNUSED_STYLES)
    ]  # fmt: skip


def _delete_unused_files(app, error):
    if error or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    for pattern in UNUSED_FILES:
        for path in static.glob(pattern):
            if path.is_file():
                path.unlink()
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _write_fonts(app, error):
    """The typeface of the figures for the pages too, packed as browsers read it."""
    if error or app.builder.name != "html":
        return
    folder = Path(app.outdir) / "_static" / "fonts"
    folder.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        font = TTFont(FONTS / f"OpenSans-{weight}.ttf", recalcTimestamp=False)
        font.flavor = "woff"
        font.save(folder / f"OpenSans-{weight}.woff")
