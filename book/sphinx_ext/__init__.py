"""How MyST-NB and Sphinx show what a chapter's cells display."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"


def setup(app):
    """Register the configuration value `book_figures` (folder of SVG and CSV in the source, empty: stored PNG)."""
    app.add_config_value("book_figures", "", "env")
    app.connect("config-inited", _add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _add_style(app, config):
    config.html_static_path = [*config.html_static_path, str(STATIC)]
    app.add_css_file("book.css")
