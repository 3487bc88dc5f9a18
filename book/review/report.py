"""One page on a built edition: what was checked, what fell short, who can mend it where; as HTML and as text."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from book.edition import Edition
from book.language import numbers, titles, words
from book.language.words import capital
from book.publish import policy
from book.review.checks import Outcome

MOST = 40  # lines of one check
STYLE = """
:root { color-scheme: light dark }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 "Open Sans", sans-serif }
li { overflow-wrap: anywhere }
"""


def publishable(outcomes: Mapping[str, Outcome]) -> bool:
    """Nothing that was checked is wrong."""
    return not any(outcome.wrong for outcome in outcomes.values())


def write(edition: Edition, outcomes: Mapping[str, Outcome], folder: Path) -> tuple[Path, Path]:
    """`<edition>.txt` and `<edition>.html` in `folder`, from what each check found."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [_part(name, outcome, edition.language) for name, outcome in outcomes.items()]
    heads = (
        f"{titles.title(edition)}: {words.text('review', 'title', edition.language)}",
        _verdict(outcomes, edition.language),
    )
    made = folder / f"{edition.name}.txt", folder / f"{edition.name}.html"
    for path, text in zip(made, (_text(heads, parts), _page(heads, parts, edition.language)), strict=True):
        path.write_text(text, encoding="utf-8")
    return made


def _verdict(outcomes: Mapping[str, Outcome], language: str) -> str:
    short = sum(bool(outcome.wrong) for outcome in outcomes.values())
    return words.text("review", "no" if short else "yes", language, short, len(outcomes))


def _part(name: str, outcome: Outcome, language: str) -> tuple[str, list[str], list[str]]:
    """A check in words: its head, sentences about it, and its lines."""
    checked = words.text("review_checks", name, language)
    if outcome.skipped:
        return f"– {capital(checked)}", [f"{words.text('review', 'skipped', language)}: {outcome.skipped}"], []
    looked = words.text("review", "looked", language, numbers.count(outcome.looked, language))
    short = (
        words.text("review", "short", language, numbers.count(len(outcome.wrong), language)) if outcome.wrong else ""
    )
    mend = f"{words.text('review', 'mend', language)}: {words.text('review_mends', name, language)}" if short else ""
    lines = [*_first(outcome.wrong, language), *_first(outcome.told, language)]
    sign = "✗" if outcome.wrong else "✓"
    return f"{sign} {capital(checked)}", [one for one in (looked, short, mend) if one], lines


def _first(lines: Sequence[str], language: str) -> list[str]:
    left = len(lines) - MOST
    return [*lines[:MOST], *([words.text("review", "left", language, left)] if left > 0 else [])]


def _text(heads: tuple[str, str], parts: list) -> str:
    blocks = ["\n".join(heads)]
    blocks += [
        "\n".join([head, *(f"  {one}" for one in about), *(f"  - {one}" for one in lines)])
        for head, about, lines in parts
    ]
    return "\n\n".join(blocks) + "\n"


def _page(heads: tuple[str, str], parts: list, language: str) -> str:
    title, verdict = map(escape, heads)
    sections = "\n".join(
        f"<h2>{escape(head)}</h2>\n<p>{' '.join(map(escape, about))}</p>\n"
        + (f'<ul lang="en">{"".join(f"<li>{escape(one)}</li>" for one in lines)}</ul>\n' if lines else "")
        for head, about, lines in parts
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">{policy.meta(STYLE)}'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{STYLE}</style></head>\n'
        f"<body><main>\n<h1>{title}</h1>\n<p><strong>{verdict}</strong></p>\n{sections}</main></body>\n</html>\n"
    )
