"""The site: every page leads to the same page of another year or language, by links that need no server."""

import posixpath
import re

from book.edition import Edition
from book.publish import policy
from book.publish.site import STYLE, page
from book.sphinx_ext.html.switcher import links

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
        assert re.findall(r'href="([^"]+)"', section) == [f"{year}-{language}/html/index.html" for year in years]


def test_the_start_page_calls_a_year_provisional_and_leads_to_the_newest_complete_one():
    text = page([Edition(year, language) for year in (2023, 2024, 2025) for language in ("en", "nl")])
    assert '<strong>Het nieuwste volledige jaar: <a href="2024-nl/html/index.html">2024</a></strong>' in text
    assert '<li><a href="2025-nl/html/index.html">2025</a> (voorlopig)</li>' in text
    assert '<li><a href="2024-en/html/index.html">2024</a></li>' in text


def test_the_start_page_leads_to_no_complete_year_where_there_is_none():
    for editions in ([Edition(2023, "nl")], [Edition(2025, "nl"), Edition(2025, "en")]):
        assert page(editions).count("<strong>") == sum(not one.provisional for one in editions)
