"""The developments of a year: dated events with their source, as a list."""

from __future__ import annotations

from book.data import load_table, read_record
from book.edition import Edition
from book.language import names, numbers, words


class Milestones:
    """Events of the reference year, of the given themes (all if none), known on the edition's day, by date."""

    def __init__(self, *themes: str):
        edition, record = Edition.current, read_record("milestones")
        table = load_table("milestones").sort_values("date", kind="stable")
        table = table[table["date"].str.startswith(str(edition.year))]
        table = table[table["theme"].isin(themes)] if themes else table
        lines = [_line(event, record, edition.language) for _, event in table.iterrows()]
        self.text = "\n".join(lines) if lines else f"{words.word('no_milestones', edition.language)} {edition.year}."

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/markdown": self.text, "text/plain": ""}


def _line(event, record, language: str) -> str:
    source = record.sources[event["source"]]
    title, body, organisation = (names.escape(text) for text in (
        event[f"title_{language}"], event[f"text_{language}"], source.short[language]
    ))  # fmt: skip
    return f"- **{numbers.day(event['date'], language)}: {title}.** {body} ([{organisation}](<{source.address}>))"
