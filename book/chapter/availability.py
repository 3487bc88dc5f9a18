"""Which years an edition holds of each dataset of a chapter: in words, as a figure and as its table."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from book.chapter.grid import Grid
from book.chapter.picture import Chart
from book.charts.availability import availability
from book.data import periods
from book.data.observations import Observations
from book.edition import Edition
from book.language import words

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
LOADED = re.compile(r'edition\.load\(\\?"(\w+)\\?"\)')


def used_in(chapter: str) -> list[str]:
    """The datasets that a chapter loads, in order of first use."""
    return list(dict.fromkeys(LOADED.findall((CHAPTERS / f"{chapter}.ipynb").read_text(encoding="utf-8"))))


def state(obs: Observations, year: int) -> str:
    """final, provisional, partial or absent: what observations hold of a year.

    Partial: some series has only months, quarters, half-years or a part-year that do not make the whole year. A stock
    is whole on any day; one of the turn of a year (1 to 7 January) belongs to the year that ended.
    """
    held = obs.frame[obs.frame["value"].notna()]
    years = {period: periods.year_of(period) for period in held["period"].unique()}
    held = held[held["period"].map(years) == year]
    if held.empty:
        return "absent"
    flows = held[[obs.record.measures[code].kind != "stock" for code in held["measure"]]]
    series = flows.groupby(["measure", *obs.dimensions])["period"]
    if any(not _whole(own) for _, own in series):
        return "partial"
    return "provisional" if held["status"].str.contains("P").any() else "final"


def _whole(held: pd.Series) -> bool:
    lengths = [periods.length(period) for period in held]
    if "year" in lengths or set(lengths) == {"day"}:
        return True
    return any(lengths.count(part) >= whole for part, whole in periods.OF_A_YEAR.items())


class Availability(Chart):
    """The ten years to the reference year of some datasets, as known on the edition's day."""

    parts, empty = (), False

    def __init__(self, datasets: list[str], id: str, en: tuple[str, str], nl: tuple[str, str]):
        edition = Edition.current
        self.id, self.language = id, edition.language
        self.title, self.measure = {"en": en, "nl": nl}[self.language]
        years = range(edition.year - 9, edition.year + 1)
        loaded = {name: edition.load(name) for name in datasets}
        titles = [obs.record.title[self.language] for obs in loaded.values()]
        found = [[state(obs, year) for year in years] for obs in loaded.values()]
        self.states = pd.DataFrame(found, index=titles, columns=list(years))
        self.words = self.states.map(lambda held: words.word(f"held_{held}", self.language))
        self.grid = Grid(
            [words.capital(words.word("dataset", self.language)), *map(str, years)],
            [[title, *row] for title, row in zip(titles, self.words.to_numpy().tolist(), strict=True)],
        )
        self.source = f"{words.word('source', self.language)}: {words.word('records', self.language)}"
        self.notes = [words.word("held_key", self.language)]
        self.alt = self._alt()
        self.drawing = availability(self.states, self.words)

    def _alt(self) -> str:
        """Form, what it shows, and how many of the cells hold figures."""
        held = int((self.states != "absent").sum().sum())
        form, of = words.form("heatmap", self.language), words.word("cells_held", self.language)
        return f"{form}: {self.title}. {self.measure}. {of.format(held, self.states.size)}"

    def write(self, folder: Path) -> None:
        """`<id>.csv`: the words of the grid. No source stands behind them but the datasets that they name."""
        frame = pd.DataFrame(self.grid.rows, columns=self.grid.head)
        frame.to_csv(folder / f"{self.id}.csv", index=False, lineterminator="\n")
