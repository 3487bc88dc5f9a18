"""The frame around the pages: our templates before the theme's, of its scripts and styles only those in use, figures."""

import json
import re
import shutil
from pathlib import Path

from docutils import nodes
from fontTools.ttLib import TTFont

from book.charts.style import FONTS
from book.sphinx_ext import config
from book.sphinx_ext.html.policy import SCRIPTS, add_policies

FOLDER = Path(__file__).parent
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


def add_files(app, settings):
    """Our templates, styles and scripts."""
    settings.templates_path = [str(FOLDER / "theme" / "components"), str(FOLDER / "theme"), *settings.templates_path]
    settings.html_static_path = [*settings.html_static_path, str(FOLDER / "static")]
    settings.html_copy_source = False  # the notebooks have an address of their own
    app.add_css_file("book.css")
    app.add_js_file("book.js")
    app.add_js_file("marks.js")


def begin(app):
    """As if bound for the first time: the address of a style has no check sum where its file comes later."""
    for late in Path(app.outdir).glob("_static/mystnb.*.css"):
        late.unlink()


def keep_what_is_used(app, pagename, templatename, context, doctree):
    """No page needs live kernels, copy buttons or settings written into it; mathematics needs its script, if any."""
    context["script_files"] = [
        script for script in context.get("script_files", [])
        if str(getattr(script, "filename", "")).removeprefix("_static/") in SCRIPTS
    ]  # fmt: skip
    if "body" in context:
        context["body"] = LIVE_KERNEL.sub("", context["body"])
    context["css_files"] = [
        style for style in context.get("css_files", [])
        if not any(name in str(getattr(style, "filename", style)) for name in UNUSED_STYLES)
    ]  # fmt: skip


def point_to_figures(app, doctree, docname):
    """Sphinx would copy pictures to `_images`: the book's are `figures/<id>.svg`, where their numbers are."""
    folder = config.of(app.config).figures
    if app.builder.format == "html" and folder:
        for image in doctree.findall(nodes.image):
            if image["uri"].startswith(f"{folder}/"):
                image["uri"] = "../" * docname.count("/") + image["uri"]
                image["candidates"] = {"?": image["uri"]}  # not one that Sphinx moves


def finish(app, error):
    """The files beside the pages: the figures with their numbers, the typeface, nothing unused; then the policies."""
    if error or app.builder.format != "html":
        return
    out, figures = Path(app.outdir), config.of(app.config).figures
    if figures:
        shutil.copytree(Path(app.srcdir) / figures, out / figures, dirs_exist_ok=True)
    _delete_unused_files(out / "_static")
    _write_fonts(out / "_static" / "fonts")
    _drop_words_without_pages(out / "searchindex.js")
    add_policies(out)


def _drop_words_without_pages(index: Path) -> None:
    """A word that no page has any more stays in the index of the search, with no page."""
    head, text = "Search.setIndex(", index.read_text(encoding="utf-8")
    found = json.loads(text.removeprefix(head).removesuffix(")"))
    for kind in ("terms", "titleterms"):
        found[kind] = {word: pages for word, pages in found[kind].items() if pages != []}
    index.write_text(f"{head}{json.dumps(found)})", encoding="utf-8")


def _delete_unused_files(static: Path) -> None:
    for path in {path for pattern in UNUSED_FILES for path in static.glob(pattern) if path.is_file()}:
        path.unlink()
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _write_fonts(folder: Path) -> None:
    """The typeface of the figures for the pages too, packed as browsers read it."""
    folder.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        font = TTFont(FONTS / f"OpenSans-{weight}.ttf", recalcTimestamp=False)
        font.flavor = "woff"
        font.save(folder / f"OpenSans-{weight}.woff")
