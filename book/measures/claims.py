"""What official releases said, held against the figures of this book: the table `claims`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from book.data import load_table
from book.data.observations import Observations
from book.data.quantity import Quantity
from book.measures.single import Change, share, yearly_change


@dataclass(frozen=True)
class Claim:
    """One statement of a release: its words and explanation per language, its value, and the book's own figure."""

    quoted: dict
    why: dict
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
    """The claims about a reference year, in the order of the table, with the figures of what `load` gives."""
    table = load_table("claims")
    return [
        Claim(
            quoted={"en": row["quoted_en"], "nl": row["quoted_nl"]},
            why={"en": row["why_en"], "nl": row["why_nl"]},
            value=float(row["value"]),
            tolerance=float(row["tolerance"]),
            source=row["source"],
            figure=_figure(load, row["measure"], row["period"]) if row["measure"] else None,
        )
        for _, row in table[table["edition"] == str(year)].iterrows()
    ]


def _figure(load: Callable, path: str, period: str) -> Quantity | Change:
    """The figure of a path "dataset.measure.code…": with `.change` on the year before, with "part/whole" a share."""
    dataset, measure, *codes = path.split(".")
    obs = load(dataset)
    yearly = codes[-1:] == ["change"]
    chosen = dict(zip(obs.record.dimensions, codes[: len(codes) - yearly], strict=True))
    if yearly:
        return yearly_change(obs, int(period), measure=measure, **chosen)
    part, *whole = (obs.at(period, measure=name, **chosen) for name in measure.split("/"))
    return share(part, *whole) if whole else part
