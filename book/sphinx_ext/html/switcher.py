"""The way from a page to the same page of another year or language, among the editions that were built together."""

from book.data.records import LANGUAGES
from book.edition import Edition
from book.language import words
from book.language.grammar import GRAMMARS
from book.sphinx_ext import config


def setup(app) -> None:
    """Called once by the package's own setup."""
    app.connect("html-page-context", _add_links)


def _add_links(app, page, template, context, doctree):
    book = config.of(app.config)
    context["og_locale"] = GRAMMARS[app.config.language].locale
    context["switcher"] = links(book.editions, book.edition, page) if len(book.editions) > 1 else {}
    alone = page.startswith(f"{book.figures}/")  # another year need not have the figure
    context["newer"] = newer(book.editions, book.edition, page, "index" if alone else page)


def links(editions: list, current: str, page: str) -> dict:
    """Words and links of the switcher on `page`: `languages` of the same year, `years` in the same language.

    The links are relative, so that they also work in a folder that is opened without a server.
    """
    year, language = next(where for name, *where in editions if name == current)
    up = "../" * (page.count("/") + 2)
    href = {(year, language): f"{up}{name}/html/{page}.html" for name, year, language in editions}
    years = sorted({other for other, spoken in href if spoken == language})
    return {
        "label": words.word("editions", language),
        "years_label": words.word("year", language),
        "year": year,
        "languages": [
            {"code": code, "name": words.word("language", code), "href": href[year, code]}
            for code in LANGUAGES if code != language and (year, code) in href
        ],
        "years": [
            {"year": other, "href": href[other, language], "current": other == year}
            for other in years if len(years) > 1
        ],
    }  # fmt: skip


def newer(editions: list, current: str, page: str, there: str) -> dict:
    """Words and link of the newest complete year in the language, on `page` of a year before it: to its page `there`.

    Empty where there is no later complete year.
    """
    year, language = next((where for name, *where in editions if name == current), (None, None))
    later = [
        (other, name) for name, other, spoken in editions
        if spoken == language and other > year and not Edition(other, spoken).provisional
    ]  # fmt: skip
    if not later:
        return {}
    newest, name = max(later)
    up = "../" * (page.count("/") + 2)
    return {"words": words.word("newer_edition", language, newest), "href": f"{up}{name}/html/{there}.html"}
