"""What official releases said, held against the figures of this book: the table `claims`."""

from collections.abc import Callable
from dataclasses import dataclass

from book.data.observations import Observations
from book.data.quantity import Quantity
from book.data.reading import load_table
from book.data.records import LANGUAGES, Bilingual
from book.measures.results import Change
from book.measures.single import share, yearly_change


@dataclass(frozen=True)
class Claim:
    """One statement of a release: its words and explanation per language, its value, and the book's own figure."""

    quoted: Bilingual
    why: Bilingual
    value: float
    tolerance: float
    source: str
    figure: Quantity | Change | None

    @property
    def own(self) -> float | None:
        """The book's value: of a change in per cent."""
        if isinstance(self.figure, Change):
            return None if self.figure.missing else 100 * (self.figure.ratio - 1)
        return self.figure.value if self.figure else None

    @property
    def agrees(self) -> bool:
        """The book's figure lies within what the release rounded to."""
        return self.own is not None and abs(self.own - self.value) <= self.tolerance


def claims(year: int, load: Callable[[str], Observations]) -> list[Claim]:
    """The claims about a reference year, in the order of the table, with the figures that `load` of a dataset gives."""
    table = load_table("claims")
    return [
        Claim(
            quoted={language: row[f"quoted_{language}"] for language in LANGUAGES},
            why={language: row[f"why_{language}"] for language in LANGUAGES},
            value=float(row["value"]),
            tolerance=float(row["tolerance"]),
            source=row["source"],
            figure=_figure(row["measure"], row["period"], load) if row["measure"] else None,
        )
        for row in table[table["edition"] == str(year)].to_dict("records")
    ]


def _figure(path: str, period: str, load: Callable[[str], Observations]) -> Quantity | Change:
    """The figure of a path "dataset.measure.code…": with `.change` on the year before, with "part/whole" a share."""
    dataset, measure, *codes = path.split(".")
    obs = load(dataset)
    yearly = codes[-1:] == ["change"]
    chosen = dict(zip(obs.record.dimensions, codes[: len(codes) - yearly], strict=True))
    if yearly:
        return yearly_change(obs, int(period), measure=measure, **chosen)
    part, *whole = (obs.at(period, measure=name, **chosen) for name in measure.split("/"))
    return share(part, *whole) if whole else part
