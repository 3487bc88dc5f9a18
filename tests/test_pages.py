"""The built pages: nothing from another host, nothing unused, headings of tables with a scope."""

import gzip
import re
from pathlib import Path

import pytest

from book.data.records import datasets
from book.edition import Edition
from book.language import titles, words
from book.publish.moved import MOVED
from book.review.pages import FETCHED, broken, foreign


def files(books, *kinds):
    return [path for book in books.values() for path in (book / "html").rglob("*") if path.suffix in kinds]


def pictures(book):
    """The ids of all figures and tables that the book has."""
    return {path.stem for path in (book / "figures").glob("*.csv")}


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
        assert list(foreign(path, path.read_text(encoding="utf-8"))) == [], path.name


def test_all_that_a_page_loads_or_links_is_there(books):
    for path in files(books, ".html"):
        assert list(broken(path, path.read_text(encoding="utf-8"))) == [], path.name


def test_no_file_of_the_theme_is_left_that_no_page_uses(books):
    left = {path.name for path in (books["en"] / "html" / "_static").rglob("*")}
    assert not left & {"fontawesome.js", "bootstrap.js", "clipboard.min.js", "sphinx-thebe.js", "togglebutton.js"}
    assert not [name for name in left if Path(name).suffix in (".map", ".po", ".mo", ".ttf")]


def test_every_figure_hands_over_its_numbers_and_its_source(books):
    for book in books.values():
        seen = []
        for page in (book / "html" / "chapters").glob("*.html"):
            for figure in re.findall(r"<figure class=\"chart.*?</figure>", page.read_text(encoding="utf-8"), re.S):
                seen += re.findall(r'^<figure [^>]*id="(fig-[\w-]+)"', figure)
                kinds = re.findall(r'href="\.\./figures/fig-[\w-]+\.(\w+)" download', figure)
                assert kinds == ["csv", "svg", "png"]
                assert re.search(r'<details><summary>[^<]+</summary><div class="numbers"', figure)
                if "fig-years-" in figure:
                    continue  # which years the datasets have: no publication says so
                assert re.search(
                    r'(Source|Bron|Sources|Bronnen)(?: \(\d+ \w+\))?: .*?(<a [^>]*href="http|<ul>)', figure, re.S
                )
        assert sorted(seen) == sorted(name for name in pictures(book) if name.startswith("fig-"))


def test_every_number_in_the_text_leads_to_its_rows_and_back(books):
    """Without script too: the list stands open, each entry with its publication and its dataset."""
    for book in books.values():
        counts = []
        for page in (book / "html" / "chapters").glob("*.html"):
            text = page.read_text(encoding="utf-8")
            said = re.findall(r'<a class="said" id="said-([\w-]+)" href="#from-([\w-]+)">[^<]+</a>', text)
            entries = dict(re.findall(r'<dt id="from-([\w-]+)">(.*?</dd>)', text, re.S))
            assert [one for one, _ in said] == [other for _, other in said] == list(entries)
            counts.append(len(entries))
            for name, entry in entries.items():
                assert f'<a href="#said-{name}">' in entry
                assert re.search(r'<li>[^<]+; (<a href="http|[^<]+, )', entry), (page.name, entry)
                assert re.search(r'<a href="\.\./data/\w+\.csv">', entry), (page.name, entry)
            assert text.count('<details class="trails" open>') == bool(entries)
        assert sum(counts) > 300


def test_no_page_has_an_empty_box(books):
    for path in files(books, ".html"):
        assert not re.search(r"<pre>(<span></span>)?\s*</pre>", path.read_text(encoding="utf-8")), path.name


def test_every_table_downloads_as_csv(books):
    for book in books.values():
        seen = []
        for page in (book / "html" / "chapters").glob("*.html"):
            for block in page.read_text(encoding="utf-8").split('<div class="table-block')[1:]:
                seen.append(re.search(r'href="\.\./figures/(tab-[\w-]+)\.csv" download', block)[1])
        assert sorted(seen) == sorted(name for name in pictures(book) if name.startswith("tab-"))


def test_only_the_light_figures_are_loaded_at_once(books):
    for book in books.values():
        text = (book / "html" / "chapters" / "inflow_and_outflow.html").read_text(encoding="utf-8")
        dark = re.findall(r"<img[^>]*chart-dark[^>]*>", text)
        assert len(dark) == len(re.findall(r"<img[^>]*chart-light[^>]*>", text)) > 5
        assert all('loading="lazy"' in picture for picture in dark)


def test_every_page_says_what_it_may_load(books):
    for path in files(books, ".html"):
        text = path.read_text(encoding="utf-8")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert not re.search(r"\s(style|on[a-z]+)=\"", text), path.name
        assert text.index("Content-Security-Policy") < text.index("<title>")


def test_every_page_says_its_language_and_has_a_title_of_its_own(books):
    for language, book in books.items():
        titles = []
        for path in sorted((book / "html").rglob("*.html")):
            text = path.read_text(encoding="utf-8")
            assert f'<html lang="{language}"' in text, path.name
            titles.append(re.search(r"<title>(.+?)</title>", text, re.S)[1])
        assert len(titles) == len(set(titles))


def test_a_chapter_is_sent_in_600_kilobytes_with_its_light_figures(books):
    for book in books.values():
        for page in (book / "html" / "chapters").glob("*.html"):
            text = page.read_text(encoding="utf-8")
            light = re.findall(r'<img[^>]*chart-light[^>]*src="([^"]+)"', text)
            assert len(light) == text.count('<figure class="chart')
            sent = [
                gzip.compress(part) for part in [text.encode(), *((page.parent / name).read_bytes() for name in light)]
            ]
            assert sum(map(len, sent)) <= 600_000, page.name


def test_the_theme_and_its_typeface_are_sent_in_500_kilobytes_once(books):
    text = (books["en"] / "html" / "chapters" / "summary.html").read_text(encoding="utf-8")
    parts = re.findall(r'<(?:script|link)[^>]*(?:src|href)="(\.\./_static/[^"?]+)', text)
    files = {(books["en"] / "html" / "chapters" / name).resolve() for name in parts}
    files |= set((books["en"] / "html" / "_static" / "fonts").iterdir())
    assert len(files) > 5
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= 500_000


def test_every_figure_has_a_page_that_names_its_chapter(books):
    for book in books.values():
        html, named = book / "html", set()
        for page in (html / "chapters").glob("*.html"):
            for name in re.findall(r'<figure class="chart[^>]*id="(fig-[\w-]+)"', page.read_text(encoding="utf-8")):
                own = (html / "figures" / f"{name}.html").read_text(encoding="utf-8")
                assert f'<link rel="canonical" href="../chapters/{page.name}#{name}" />' in own
                assert f'src="../figures/{name}.svg"' in own
                assert re.findall(r"<script[^>]*>", own) == ['<script defer src="../_static/marks.js">']
                named.add(name)
        assert named == {path.stem for path in (html / "figures").glob("fig-*.html")} - set(MOVED) != set()


def test_the_page_of_data_offers_every_dataset_and_the_workbook(books):
    for language, book in books.items():
        text = (book / "html" / "data.html").read_text(encoding="utf-8")
        for name in datasets():
            assert f'href="data/{name}.csv"' in text and f'href="data/{name}.yml"' in text
        assert f'href="state-of-migration-2023-{language}.xlsx"' in text
        document = titles.document(Edition(2023, language))
        assert f'href="{document}"' in text and (book / "html" / document).exists()
        assert "@misc{state-of-migration-2023" in text
        about = words.section("about", language)
        assert about["whose"] in text and about["short"] in text


def test_a_chapter_leads_to_its_notebook_and_its_data(books):
    text = (books["nl"] / "html" / "chapters" / "inflow_and_outflow.html").read_text(encoding="utf-8")
    assert 'href="../notebooks/inflow_and_outflow.ipynb"' in text
    assert 'href="../data/migration.csv"' in text
    assert 'property="og:description" content="Hoeveel mensen' in text


ENGLISH = re.compile(
    r"\b(the|and|page|search|skip|toggle|close|back|next|previous|contents|copy|download (as|this)|dark|light|"
    r"main|navigation|sidebar|figure|table|source|link to|print|chapters|notes|persons|people)\b",
    re.I,
)


def test_no_label_or_tooltip_of_the_dutch_book_is_english(books):
    seen = set()
    for path in sorted((books["nl"] / "html").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for label in re.findall(r"""\s(?:aria-label|title|placeholder|alt)="([^"]*)\"""", text):
            assert not ENGLISH.search(label), (path.name, label)
            seen.add(label)
    assert len(seen) > len(pictures(books["nl"]))


@pytest.mark.parametrize("page", ["search.html", "data.html", "genindex.html", "index.html"])
def test_no_english_words_stand_on_the_other_dutch_pages(books, page):
    text = (books["nl"] / "html" / page).read_text(encoding="utf-8")
    body = re.sub(
        r"<(script|style|pre)\b.*?</\1>|<[^>]+lang=\"en\".*?</a>", " ", text[text.index("<body") :], flags=re.S
    )
    assert not ENGLISH.search(re.sub(r"<[^>]+>", " ", body))
