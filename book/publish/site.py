"""All editions as one static site: a start page, and every book beside the others so that pages can link across."""

import html
from pathlib import Path

from book.data.records import LANGUAGES
from book.edition import Edition, years
from book.language import titles, words
from book.publish import policy
from book.publish.build import build
from book.publish.project import BUILD

STYLE = """
:root { color-scheme: light dark; --ink: #1b2026; --paper: #fff; --subject: #14396a; --rule: #d9dee3 }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --paper: #121212; --subject: #c4dafb; --rule: #343c47 } }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1.125rem/1.6 "Open Sans", sans-serif }
h1, a { color: var(--subject) }
section { border-top: 3px solid var(--subject); margin-top: 2rem }
ul { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: 0; list-style: none }
"""


def site(editions: list[Edition] | None = None, out: Path = BUILD / "site", **how) -> Path:
    """Build all editions (all years in both languages) into `out` and write the start page; its path.

    `how`, and BuildError, are those of `build`. The site needs no server: every link is relative.
    """
    editions = editions or [Edition(year, language) for year in years() for language in LANGUAGES]
    build(editions, out, **how)
    start = out / "index.html"
    start.write_text(page(editions), encoding="utf-8")
    return start


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
    first = f"<p><strong>{words.word('newest_year', language, _link(newest))}</strong></p>\n" if newest else ""
    return f"""<section lang="{language}">
<h2>{title} ({words.word("language", language)})</h2>
{first}<p>{lede}</p>
<ul>
{links}
</ul>
</section>"""
