"""Lists that a chapter shows: the year's events, the datasets of an edition, their publications."""

from dataclasses import replace

from book import outputs
from book.chapter import footer
from book.chapter.session import Chapter
from book.data.observations import Observations
from book.data.periods import length
from book.data.reading import load_table
from book.data.records import LANGUAGES, Record, Source, datasets, read_record
from book.data.schema import TABLES
from book.language import names, numbers, sentences, words
from book.language.words import capital
from book.outputs import Grid, Sentence, Table


class Listing:
    """An output that is made as it is: words, or a table whose rows are no observations."""

    def __init__(self, output: Sentence | Table):
        self.output = output

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return outputs.bundle(self.output)


def table_of_words(
    chapter: Chapter, id: str, title: tuple, measure: tuple, head: list[str], rows: list[list[str]]
) -> Listing:
    """A table whose cells are words; `head` names those of its columns in the catalogue."""
    language = chapter.edition.language
    place = LANGUAGES.index(language)
    grid = Grid(tuple(capital(words.word(name, language)) for name in head), tuple(map(tuple, rows)))
    return Listing(Table(id, title[place], measure[place], grid))


def milestones(chapter: Chapter, *themes: str, around: int = 0) -> Listing:
    """Events of the reference year and of `around` years on both sides, of the given themes (all if none), by date.

    None is later than the day of an edition that is of a day.
    """
    edition, record = chapter.edition, read_record("milestones")
    table = load_table("milestones").sort_values("date", kind="stable")
    first = table["date"].iloc[0]
    table = table[table["date"].str[:4].astype(int).between(edition.year - around, edition.year + around)]
    table = table[table["date"] <= (edition.as_of or "9999")]
    table = table[table["theme"].isin(themes)] if themes else table
    lines = [_event(event, record, edition.language) for event in table.to_dict("records")]
    return Listing(Sentence("\n".join(lines) or _no_event(record, themes, edition, first), standard=not lines))


def _no_event(record: Record, themes: tuple[str, ...], edition, first: str) -> str:
    """Nothing is recorded of these themes: the list begins later, or other chapters have developments of the year."""
    language = edition.language
    if first > f"{edition.year}-12-31":
        return f"{words.word('first_milestone', language)} {numbers.period(first[:7], language)}."
    about = [record.themes[theme][language] for theme in themes]
    on = f" {words.word('on', language)} {sentences.joined(about, language)}" if about else ""
    return f"{words.word('no_milestones', language).format(on)} {edition.year}."


def _event(event: dict, record: Record, language: str) -> str:
    source = record.sources[event["source"]]
    title, body = (names.escape(event[f"{name}_{language}"]) for name in ("title", "text"))
    organisation = names.link(source.short[language] + footer.via(source, language), source.address)
    return f"- **{numbers.day(event['date'], language)}: {title}.** {body} ({organisation})"


def dataset_table(chapter: Chapter, id: str, *, title: tuple, measure: tuple) -> Listing:
    """One row per dataset: what it is, the periods that this edition has of it, its newest figure, its producers."""
    loaded = [chapter.observations(name) for name in datasets() if name not in TABLES]
    rows = [_dataset_row(obs, chapter.edition.language) for obs in loaded if obs.frame["value"].notna().any()]
    return table_of_words(chapter, id, title, measure, ["dataset", "periods", "newest", "producers"], rows)


def _dataset_row(obs: Observations, language: str) -> list[str]:
    held = obs.frame[obs.frame["value"].notna()]
    producers = dict.fromkeys(source.short[language] for source in footer.used(obs))
    periods = replace(obs, frame=held).periods
    first, last = (_end(period, language) for period in (periods[0], periods[-1]))
    shown = first if first == last else f"{first} – {last}"
    newest = numbers.short_day(held["vintage"].max(), language)
    return [obs.record.title[language], shown, newest, ", ".join(producers)]


def _end(period: str, language: str) -> str:
    return (numbers.short_day if length(period) == "day" else numbers.period)(period, language)


def publications(chapter: Chapter) -> Listing:
    """Per dataset: its definition, what was done, what not to do with it, and each publication with its address."""
    language = chapter.edition.language
    return Listing(Sentence("\n\n".join(_dataset(read_record(name), language) for name in datasets())))


def _dataset(record: Record, language: str) -> str:
    texts = [record.definition[language], record.done[language], record.traps[language]]
    body = " ".join(names.escape(text.strip()) for text in texts)
    lines = [publication(source, language) for source in record.sources.values()]
    return f"**{names.escape(record.title[language])}.** {body}\n\n" + "\n".join(lines)


def publication(source: Source, language: str) -> str:
    """One publication with its address, or the document that stands for it, and how it was obtained."""
    name = f"{footer.source_words(source, language)}: {source.title[language]}"
    details = "; ".join(filter(None, [source.licence, _document(source, language), source.obtained[language]]))
    return f"- {names.link(name, source.address)}. {names.escape(capital(details))}."


def _document(source: Source, language: str) -> str:
    """What stands for an address: producer, title and day."""
    if not (document := source.document):
        return ""
    return f"{document.producer[language]}, {document.title[language]}, {numbers.day(document.day, language)}"
