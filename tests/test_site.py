"""The site: every page leads to the same page of another year or language, by links that need no server."""

import posixpath
import re

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from book import outputs
from book.edition import Edition
from book.outputs import Sentence
from book.publish import policy
from book.publish.policy import STYLE
from book.publish.site import neighbours, page, site
from book.sphinx_ext.html.switcher import links, newer

EDITIONS = [(f"{year}-{language}", year, language) for year in (2022, 2023) for language in ("en", "nl")]


def reached(href, page):
    return posixpath.normpath(posixpath.join("2023-nl/html", posixpath.dirname(page), href))


def test_a_chapter_leads_to_the_same_chapter_of_another_language():
    found = links(EDITIONS, "2023-nl", "chapters/asylum")["languages"]
    assert [other["name"] for other in found] == ["English"]
    assert reached(found[0]["href"], "chapters/asylum") == "2023-en/html/chapters/asylum.html"


def test_a_chapter_leads_to_the_same_chapter_of_every_year():
    found = links(EDITIONS, "2023-nl", "chapters/asylum")["years"]
    assert [reached(other["href"], "chapters/asylum") for other in found] == [
        "2022-nl/html/chapters/asylum.html", "2023-nl/html/chapters/asylum.html",
    ]  # fmt: skip
    assert [other["current"] for other in found] == [False, True]


def test_a_page_at_the_top_leads_there_too():
    found = links(EDITIONS, "2023-nl", "index")["languages"]
    assert reached(found[0]["href"], "index") == "2023-en/html/index.html"


def test_one_year_alone_has_no_list_of_years():
    assert links(EDITIONS[2:], "2023-nl", "index")["years"] == []


def test_a_page_of_an_earlier_year_leads_to_the_newest_complete_one():
    editions = [
        (f"{year}-{language}", year, language) for year in (2022, 2023, 2024, 2025) for language in ("en", "nl")
    ]
    told = newer(editions, "2022-nl", "chapters/asylum", "chapters/asylum")
    assert told["words"] == "Er is een nieuwere editie, van 2024"
    assert reached(told["href"], "chapters/asylum") == "2024-nl/html/chapters/asylum.html"
    figure = newer(editions, "2023-en", "figures/fig-waiting", "index")  # another year may not have that figure
    assert reached(figure["href"], "figures/fig-waiting") == "2024-en/html/index.html"
    for name in ("2024-en", "2025-en"):  # 2025 is provisional
        assert newer(editions, name, "index", "index") == {}
    assert newer([], "2023-en", "index", "index") == {}


def test_the_start_page_carries_the_policy_of_the_site_and_of_its_own_style():
    text = page([Edition(2023, "nl"), Edition(2023, "en")])
    assert policy.meta(STYLE) in text and f"<style>{STYLE}</style>" in text
    assert text.index("Content-Security-Policy") < text.index("<link")
    assert "script-src 'self';" in policy.meta(STYLE)


def test_the_start_page_names_every_edition_in_its_language():
    text = page([Edition(year, language) for _, year, language in EDITIONS])
    for language in ("en", "nl"):
        section = re.search(rf'<section lang="{language}">.*?</section>', text, re.S)[0]
        years = (2023, 2023, 2022)  # the newest complete year, then all of them
        books = [f"{year}-{language}/html/index.html" for year in years]
        assert re.findall(r'href="([^"]+)"', section) == [*books, f"compare/2022-{language}--2023-{language}.html"]


def test_an_edition_is_set_beside_that_of_the_year_before_in_its_language():
    editions = [Edition(year, language) for year in (2023, 2021, 2022) for language in ("nl", "en")]
    found = [tuple(one.name for one in pair) for pair in neighbours([*editions, Edition(2025, "en")])]
    assert found == [
        ("2021-en", "2022-en"), ("2022-en", "2023-en"), ("2021-nl", "2022-nl"), ("2022-nl", "2023-nl"),
    ]  # fmt: skip


def test_the_editions_of_a_site_are_compared_once(tmp_path, monkeypatch):
    """Books of two years with a cell each; the second time nothing is new."""
    editions = [Edition(year, "en") for year in (2022, 2023)]

    def build(editions, out):
        for edition in editions:
            bundle = outputs.bundle(Sentence(f"In {edition.year}, people came."))
            cell = new_code_cell("x", id="brief", outputs=[new_output("display_data", bundle)])
            (out / edition.name / "chapters").mkdir(parents=True, exist_ok=True)
            (out / edition.name / "chapters" / "asylum.ipynb").write_text(nbformat.writes(new_notebook(cells=[cell])))
            (out / edition.name / "numbers.csv").touch()

    monkeypatch.setattr("book.publish.site.build", build)
    site(editions, tmp_path)
    path = tmp_path / "compare" / "2022-en--2023-en.html"
    assert "<td>In 2022, people came.</td><td>In 2023, people came.</td>" in path.read_text(encoding="utf-8")
    monkeypatch.setattr("book.publish.site.build", lambda editions, out: None)
    path.write_text("kept", encoding="utf-8")
    site(editions, tmp_path)
    assert path.read_text(encoding="utf-8") == "kept"


def test_the_start_page_calls_a_year_provisional_and_leads_to_the_newest_complete_one():
    text = page([Edition(year, language) for year in (2023, 2024, 2025) for language in ("en", "nl")])
    assert '<strong>Het nieuwste volledige jaar: <a href="2024-nl/html/index.html">2024</a></strong>' in text
    assert '<li><a href="2025-nl/html/index.html">2025</a> (voorlopig)</li>' in text
    assert '<li><a href="2024-en/html/index.html">2024</a></li>' in text


def test_the_start_page_leads_to_no_complete_year_where_there_is_none():
    for editions in ([Edition(2023, "nl")], [Edition(2025, "nl"), Edition(2025, "en")]):
        assert page(editions).count("<strong>") == sum(not one.provisional for one in editions)
