"""What pages do for their readers: a start that leads on, words explained where they stand, figures with a way back."""

import re
from html import unescape

import pytest

from book.language import words

CHAPTERS = "html/chapters"


def text_of(path):
    return path.read_text(encoding="utf-8")


def plain(markup):
    """What a piece of a page says, without its references to figures."""
    said = re.sub(r"\s*\([^()]*<a [^()]*#(?:fig|tab)-[^()]*\)", "", markup)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", said)).split())


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_first_page_leads_to_every_chapter_with_the_first_thing_that_it_says(books, language):
    folder = books[language] / CHAPTERS
    part = re.search(r'<section class="chapters".*?</section>', text_of(folder / "summary.html"), re.S)[0]
    entries = re.findall(r'<li>.*?href="([^"#]+)".*?</p>\s*<p>(.*?)</p>', part, re.S)
    assert {name for name, _ in entries} == {path.name for path in folder.glob("*.html")} - {"summary.html"}
    for name, said in entries:
        assert len(plain(said)) > 20
        assert plain(said) in {plain(p) for p in re.findall(r"<p>(.*?)</p>", text_of(folder / name), re.S)}, name


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_term_is_explained_once_a_page_in_the_words_of_its_definition(books, language):
    folder, explained = books[language] / CHAPTERS, set()
    definitions = text_of(folder / "definitions.html")
    assert 'class="term"' not in definitions
    meanings = {
        place: plain(meaning)
        for place, meaning in re.findall(r'<dt id="([^"]+)".*?</dt>\s*<dd>(.*?)</dd>', definitions, re.S)
    }
    for path in folder.glob("*.html"):
        found = re.findall(
            r'<a class="term" href="definitions.html#([^"]+)" aria-description="([^"]+)">', text_of(path)
        )
        assert len(found) == len(set(found)), path.name
        for place, meaning in found:
            assert meanings[place] == " ".join(unescape(meaning).split())
        explained |= {place for place, _ in found}
    assert len(explained) > len(words.texts("glossary", "terms", language)) / 2


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_heading_link_or_figure_has_a_term_in_it(books, language):
    for path in (books[language] / CHAPTERS).glob("*.html"):
        for part in re.findall(r"<(h[1-6]|figure|figcaption|table)\b[^>]*>(.*?)</\1>", text_of(path), re.S):
            assert 'class="term"' not in part[1], path.name


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_pages_of_figures_lead_from_one_to_the_next_and_back_to_their_chapters(books, language):
    folder = books[language] / "html" / "figures"
    pages = {path.name: text_of(path) for path in folder.glob("fig-*.html") if '<figure class="chart' in text_of(path)}
    first = [name for name, page in pages.items() if 'rel="prev"' not in page]
    assert len(first) == 1
    walked, name = [], first[0]
    while name:
        walked.append(name)
        after = re.search(r'rel="next" href="([^"]+)"', pages[name])
        if after:
            assert re.search(r'rel="prev" href="([^"]+)"', pages[after[1]])[1] == name
        name = after[1] if after else ""
    assert sorted(walked) == sorted(pages)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_of_a_figure_says_what_the_book_says_of_it_and_how_to_show_it(books, language):
    folder, without = books[language] / "html" / "figures", []
    for path in folder.glob("fig-*.html"):
        page = text_of(path)
        if '<figure class="chart' in page:
            number = re.search(r"<title>(\S+ [\d.]+) ", page)[1]
            said = re.search(r"<section>.*?<p>(.*?)</p></section>", page, re.S)
            assert f"&lt;iframe src=&#34;figures/{path.name}&#34;" in page
            if said is None:
                without.append(path.name)
            else:
                assert re.search(rf"\b{re.escape(number)}\b", said[1], re.I), path.name
    named_by_none = {"fig-migration-long-run.html"}  # of the first page, where it stands behind the text that it is of
    assert {name for name in without if not name.startswith("fig-years-")} <= named_by_none
