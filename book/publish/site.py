"""All editions as one static site: a start page, and every book beside the others so that pages can link across."""

import html
from pathlib import Path

from book.data.records import LANGUAGES
from book.edition import Edition, years
from book.language import titles, words
from book.publish import compare_page, policy
from book.publish.build import build
from book.publish.compare import differences
from book.publish.editions import built
from book.publish.policy import STYLE
from book.publish.project import BUILD

COMPARED = "compare"  # the folder of the pages that set an edition beside the one before


def site(editions: list[Edition] | None = None, out: Path = BUILD / "site", **how) -> Path:
    """Build all editions (all years in both languages) into `out`, compare each with the year before; the start page.

    `how`, and BuildError, are those of `build`. The site needs no server: every link is relative.
    """
    editions = editions or [Edition(year, language) for year in years() for language in LANGUAGES]
    build(editions, out, **how)
    for pair in neighbours(editions):
        _compare(pair, out)
    start = out / "index.html"
    start.write_text(page(editions), encoding="utf-8")
    return start


def neighbours(editions: list[Edition]) -> list[tuple[Edition, Edition]]:
    """Each edition behind that of the year before in the same language, oldest first."""
    own = {(one.language, one.year): one for one in editions}
    pairs = ((own.get((language, year - 1)), edition) for (language, year), edition in sorted(own.items()))
    return [(before, edition) for before, edition in pairs if before]


def _compare(pair: tuple[Edition, Edition], out: Path) -> None:
    """The page and the CSV of two built editions, unless they are newer than both."""
    names = tuple(edition.name for edition in pair)
    page = out / COMPARED / compare_page.file(names)
    made = max((out / name / "numbers.csv").stat().st_mtime for name in names)
    if not (page.exists() and page.stat().st_mtime > made):
        both = tuple(built(out / name) for name in names)
        compare_page.write(differences(*both), names, both, pair[1].language, page.parent)


def page(editions: list[Edition]) -> str:
    """The start page: for each language its editions, newest first."""
    sections = "\n".join(_section(language, editions) for language in LANGUAGES)
    reports = {language: titles.report(language) for language in LANGUAGES}
    heading = " · ".join(f'<span lang="{language}">{title}</span>' for language, title in reports.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
{policy.meta(STYLE)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{" · ".join(reports.values())}</title>
<link rel="icon" type="image/svg+xml" href="{html.escape(editions[0].name)}/html/_static/icon.svg">
<link rel="stylesheet" href="{html.escape(editions[0].name)}/html/_static/book.css">
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{heading}</h1>
{sections}
</main>
</body>
</html>
"""


def _link(edition: Edition) -> str:
    state = f" ({words.word('provisional', edition.language)})" if edition.provisional else ""
    return f'<a href="{edition.name}/html/index.html">{edition.year}</a>{state}'


def _section(language: str, editions: list[Edition]) -> str:
    title, lede = map(html.escape, (titles.report(language), words.word("choose", language)))
    own = sorted((edition for edition in editions if edition.language == language), key=lambda one: -one.year)
    links = "\n".join(f"<li>{_link(one)}</li>" for one in own)
    newest = next((one for one in own if not one.provisional), None)
    pairs = [(before.year, one.year, compare_page.file((before.name, one.name))) for before, one in neighbours(own)]
    beside = "\n".join(f'<li><a href="{COMPARED}/{file}">{before} – {year}</a></li>' for before, year, file in pairs)
    heading = f"<h3>{html.escape(words.text('compare', 'neighbours', language))}</h3>\n<ul>\n{beside}\n</ul>\n"
    first = f"<p><strong>{words.word('newest_year', language, _link(newest))}</strong></p>\n" if newest else ""
    return f"""<section lang="{language}">
<h2>{title} ({words.word("language", language)})</h2>
{first}<p>{lede}</p>
<ul>
{links}
</ul>
{heading if pairs else ""}</section>"""
