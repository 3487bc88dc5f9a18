"""Which years an edition holds of each dataset of a chapter: in words, as a figure and as its table."""

from collections.abc import Iterable
from pathlib import Path

import nbformat
import pandas as pd

from book import outputs
from book.chapter.pictures import drawn
from book.chapter.session import Chapter
from book.charts.availability import availability as draw
from book.data import periods
from book.data.observations import Observations
from book.data.records import LANGUAGES
from book.language import words
from book.language.words import capital
from book.outputs import Credit, Figure, Grid

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"


def used_in(chapter: str) -> list[str]:
    """The datasets that a chapter loads in its committed run, in order of first use."""
    return outputs.loaded(nbformat.read(CHAPTERS / f"{chapter}.ipynb", 4))


def states(obs: Observations, years: Iterable[int]) -> list[str]:
    """final, provisional, partial or absent: what observations hold of each year.

    Partial: some series has only months, quarters, half-years or a part-year that do not make the whole year. A stock
    is whole on any day; one of the turn of a year (1 to 7 January) belongs to the year that ended.
    """
    held = obs.frame[obs.frame["value"].notna()]
    there = held["period"].unique()
    held = held.assign(
        year=held["period"].map({period: periods.year_of(period) for period in there}),
        length=held["period"].map({period: periods.length(period) for period in there}),
    )
    flows = held[~held["measure"].isin([code for code, own in obs.record.measures.items() if own.kind == "stock"])]
    lengths = flows.groupby(["year", "measure", *obs.dimensions, "length"]).size().unstack(fill_value=0)
    partial = set(lengths.index[~_whole(lengths)].get_level_values("year"))
    provisional = set(held.loc[held["status"].str.contains("P"), "year"])
    found = dict.fromkeys(held["year"], "final") | dict.fromkeys(provisional, "provisional")
    found |= dict.fromkeys(partial, "partial")
    return [found.get(year, "absent") for year in years]


def _whole(lengths: pd.DataFrame) -> pd.Series:
    """The series that have the whole of a year, by how many periods of each length they have in it."""
    counts = lengths.reindex(columns=list(periods.LENGTHS), fill_value=0)
    whole = (counts["year"] > 0) | (counts["day"] == counts.sum(axis=1))
    return whole | (counts[list(periods.OF_A_YEAR)] >= pd.Series(periods.OF_A_YEAR)).any(axis=1)


class Availability:
    """The ten years to the reference year of some datasets, as known on the edition's day."""

    def __init__(self, chapter: Chapter, datasets: list[str], id: str, *, title: tuple, measure: tuple):
        self.edition, self.folder = chapter.edition, chapter.folder
        language, place = self.edition.language, LANGUAGES.index(self.edition.language)
        years = range(self.edition.year - 9, self.edition.year + 1)
        loaded = [chapter.observations(name) for name in datasets]
        titles = [obs.record.title[language] for obs in loaded]
        self.states = pd.DataFrame([states(obs, years) for obs in loaded], titles, list(years))
        self.words = self.states.map(lambda held: words.word(f"held_{held}", language))
        rows = zip(titles, self.words.to_numpy().tolist(), strict=True)
        self.output = Figure(
            id, title[place], measure[place],
            Grid((capital(words.word("dataset", language)), *map(str, years)), tuple((name, *row) for name, row in rows)),
            notes=(words.word("held_key", language),),
            credit=Credit(words.word("source", language), ((words.word("records", language), ""),)),
            alt=self._alt(title[place], measure[place]),
        )  # fmt: skip
        self.drawing = draw(self.states, self.words)

    def _alt(self, title: str, measure: str) -> str:
        """Form, what it shows, and how many of the cells hold figures."""
        held, language = int((self.states != "absent").sum().sum()), self.edition.language
        form, of = words.form("heatmap", language), words.word("cells_held", language)
        return f"{form}: {title}. {measure}. {of.format(held, self.states.size)}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        return drawn(outputs.bundle(self.output), self.drawing, self.output, self.edition, self.folder)
