"""What official releases said, held against the figures of this book: the table `claims`."""

from collections.abc import Callable
from dataclasses import dataclass

from book.data.observations import Observations
from book.data.quantity import Quantity
from book.data.reading import load_table
from book.data.records import LANGUAGES, Bilingual, read_record
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
    same_source: bool = False

    @property
    def own(self) -> float | None:
        """The book's value: of a change in per cent."""
        if isinstance(self.figure, Change):
            return None if self.figure.missing else 100 * (self.figure.ratio - 1)
        return self.figure.value if self.figure else None

    @property
    def agrees(self) -> bool:
        """The book's figure lies within what the release rounded to, and was not taken from it: that would prove nothing."""
        return not self.same_source and self.own is not None and abs(self.own - self.value) <= self.tolerance


def claims(year: int, load: Callable[[str], Observations]) -> list[Claim]:
    """The claims about a reference year, in the order of the table, with the figures that `load` of a dataset gives."""
    table, sources = load_table("claims"), read_record("claims").sources
    return [
        Claim(
            quoted={language: row[f"quoted_{language}"] for language in LANGUAGES},
            why={language: row[f"why_{language}"] for language in LANGUAGES},
            value=float(row["value"]),
            tolerance=float(row["tolerance"]),
            source=row["source"],
            figure=_figure(row["measure"], row["period"], load) if row["measure"] else None,
            same_source=bool(row["measure"]) and sources[row["source"]].address in _addresses(row, load),
        )
        for row in table[table["edition"] == str(year)].to_dict("records")
    ]


def _addresses(row: dict, load: Callable[[str], Observations]) -> set[str]:
    """Where the book's own figure of a claim was read."""
    dataset, measure, *codes = row["measure"].split(".")
    obs = load(dataset)
    chosen = dict(zip(obs.record.dimensions, codes, strict=False))
    part = obs.where(measure=measure.split("/"), period=row["period"], **chosen)
    keys = {key for cell in part.frame["source"] for key in cell.split(";")}
    return {obs.record.sources[key].address for key in keys} - {""}


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
