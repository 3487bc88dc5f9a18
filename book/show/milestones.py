"""The developments of a year: dated events with their source, as a list."""

from __future__ import annotations

from book.data import load_table, read_record
from book.edition import Edition
from book.language import names, numbers, sentences, words


class Milestones:
    """Events of the reference year, of the given themes (all if none), known on the edition's day, by date."""

    def __init__(self, *themes: str):
        edition, record = Edition.current, read_record("milestones")
        table = load_table("milestones").sort_values("date", kind="stable")
        table = table[table["date"].str.startswith(str(edition.year))]
        table = table[table["theme"].isin(themes)] if themes else table
        lines = [_line(event, record, edition.language) for _, event in table.iterrows()]
        self.text = "\n".join(lines) or _none(record, themes, edition)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/markdown": self.text, "text/plain": ""}


def _none(record, themes: tuple[str, ...], edition: Edition) -> str:
    """Nothing is recorded of these themes: other chapters may have developments of the year."""
    about = [record.themes[theme][edition.language] for theme in themes]
    on = f" {words.word('on', edition.language)} {sentences.joined(about, edition.language)}" if about else ""
    return f"{words.word('no_milestones', edition.language).format(on)} {edition.year}."


def _line(event, record, language: str) -> str:
    source = record.sources[event["source"]]
    title, body, organisation = (names.escape(text) for text in (
        event[f"title_{language}"], event[f"text_{language}"], source.short[language]
    ))  # fmt: skip
    return f"- **{numbers.day(event['date'], language)}: {title}.** {body} ([{organisation}](<{source.address}>))"
