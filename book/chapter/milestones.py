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
        first = table["date"].iloc[0]
        table = table[table["date"].str.startswith(str(edition.year))]
        table = table[table["theme"].isin(themes)] if themes else table
        lines = [_line(event, record, edition.language) for _, event in table.iterrows()]
        self.text = "\n".join(lines) or _none(record, themes, edition, first)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/markdown": self.text, "text/plain": ""}


def _none(record, themes: tuple[str, ...], edition: Edition, first: str) -> str:
    """Nothing is recorded of these themes: the list begins later, or other chapters have developments of the year."""
    if first > f"{edition.year}-12-31":
        begin = words.word("first_milestone", edition.language)
        return f"{begin} {numbers.period(first[:7], edition.language)}."
    about = [record.themes[theme][edition.language] for theme in themes]
    on = f" {words.word('on', edition.language)} {sentences.joined(about, edition.language)}" if about else ""
    return f"{words.word('no_milestones', edition.language).format(on)} {edition.year}."


def _line(event, record, language: str) -> str:
    source = record.sources[event["source"]]
    title, body, organisation = (names.escape(text) for text in (
        event[f"title_{language}"], event[f"text_{language}"], source.short[language]
    ))  # fmt: skip
    return f"- **{numbers.day(event['date'], language)}: {title}.** {body} ([{organisation}](<{source.address}>))"
