"""Which years an edition holds of each dataset of a chapter: in words, as a figure and as its table."""

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
from book.outputs import Credit, Figure, Grid, Loaded

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"


def used_in(chapter: str) -> list[str]:
    """The datasets that a chapter loads in its committed run, in order of first use."""
    notebook = nbformat.read(CHAPTERS / f"{chapter}.ipynb", 4)
    return list(dict.fromkeys(output.dataset for _, output in outputs.read(notebook) if isinstance(output, Loaded)))


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


class Availability:
    """The ten years to the reference year of some datasets, as known on the edition's day."""

    def __init__(self, chapter: Chapter, datasets: list[str], id: str, *, title: tuple, measure: tuple):
        self.edition, self.folder = chapter.edition, chapter.folder
        language, place = self.edition.language, LANGUAGES.index(self.edition.language)
        years = range(self.edition.year - 9, self.edition.year + 1)
        loaded = [chapter.observations(name) for name in datasets]
        titles = [obs.record.title[language] for obs in loaded]
        self.states = pd.DataFrame([[state(obs, year) for year in years] for obs in loaded], titles, list(years))
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
