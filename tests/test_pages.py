"""The built pages: nothing from another host, nothing unused, headings of tables with a scope."""

import re
from pathlib import Path

import pytest


def files(books, *kinds):
    return [path for book in books.values() for path in (book / "html").rglob("*") if path.suffix in kinds]


FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|input)\b[^>]*?\s(?:src|data)=["']([^"']*)"""
    r"""|<link\b(?=[^>]*\brel=["'](?:stylesheet|preload|modulepreload|icon|preconnect|dns-prefetch|manifest))[^>]*?\shref=["']([^"']*)"""
    r"""|(?:url\(|@import\s+)["']?((?:https?:)?//[^"')\s]*)""",
    re.I,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<script src="https://a.example/x.js"></script>', "https://a.example/x.js"),
        ('<link rel="stylesheet" href="//a.example/x.css">', "//a.example/x.css"),
        ("@font-face{src:url(https://a.example/x.woff2)}", "https://a.example/x.woff2"),
        ('@import "https://a.example/x.css";', "https://a.example/x.css"),
    ],
)
def test_the_scan_finds_what_a_page_would_fetch(text, found):
    assert [next(filter(None, groups)) for groups in FETCHED.findall(text)] == [found]


def test_nothing_is_loaded_from_another_host(books):
    for path in files(books, ".html", ".css", ".svg"):
        for groups in FETCHED.findall(path.read_text(encoding="utf-8")):
            address = next(filter(None, groups), "")
            assert not re.match(r"(https?:)?//", address), (path.name, address)


def test_all_that_a_page_loads_or_links_is_there(books):
    for path in files(books, ".html"):
        for address in re.findall(r"""\s(?:src|href)=["']([^"'#?]+)""", path.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", address):
                assert (path.parent / address).resolve().exists(), (path.name, address)


def test_no_file_of_the_theme_is_left_that_no_page_uses(books):
    left = {path.name for path in (books["en"] / "html" / "_static").rglob("*")}
    assert not left & {"fontawesome.js", "bootstrap.js", "clipboard.min.js", "sphinx-thebe.js", "togglebutton.js"}
    assert not [name for name in left if Path(name).suffix in (".map", ".po", ".mo", ".ttf")]


def test_every_figure_hands_over_its_numbers_and_its_source(books):
    for book in books.values():
        for page in (book / "html" / "chapters").glob("*.html"):
            for figure in re.findall(r"<figure class=\"chart.*?</figure>", page.read_text(encoding="utf-8"), re.S):
                kinds = re.findall(r'href="\.\./figures/fig-[\w-]+\.(\w+)" download', figure)
                assert kinds == ["csv", "svg", "png"]
                assert re.search(r'<details><summary>[^<]+</summary><div class="numbers"', figure)
                assert re.search(r'(Source|Bron|Sources|Bronnen): .*?(<a [^>]*href="http|<ul>)', figure, re.S)


def test_every_table_downloads_as_csv(books):
    for book in books.values():
        for page in (book / "html" / "chapters").glob("*.html"):
            for block in page.read_text(encoding="utf-8").split('<div class="table-block')[1:]:
                assert re.search(r'href="\.\./figures/tab-[\w-]+\.csv" download', block)


def test_only_the_light_figures_are_loaded_at_once(books):
    for book in books.values():
        text = (book / "html" / "chapters" / "inflow_and_outflow.html").read_text(encoding="utf-8")
        dark = re.findall(r"<img[^>]*chart-dark[^>]*>", text)
        assert len(dark) == len(re.findall(r"<img[^>]*chart-light[^>]*>", text)) > 5
        assert all('loading="lazy"' in picture for picture in dark)
