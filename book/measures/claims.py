"""What official releases said, held against the figures of this book, then and now: the tables `claims` and `ledger`."""

from dataclasses import dataclass

import pandas as pd

from book.data.observations import Observations
from book.data.quantity import Quantity
from book.data.reading import load, load_table
from book.data.records import LANGUAGES, Bilingual, read_record
from book.data.schema import CLASSES
from book.measures.results import Change
from book.measures.single import share, yearly_change

KEY = ["edition", "measure", "period", "quoted_en"]  # of a claim, and of its row in the ledger
EQUAL, ROUNDED, REVISED, DEFINITION, OWN, UNHELD = CLASSES

Figure = Quantity | Change


@dataclass(frozen=True)
class Claim:
    """One statement of a release: its words and explanation per language, its value, and the book's own figures.

    `then` is what the book computes as of the day of the release (None: the day, or the figure of it, is not known).
    """

    quoted: Bilingual
    why: Bilingual
    value: float
    tolerance: float
    source: str
    then: Figure | None
    now: Figure | None
    same_source: bool = False

    @property
    def group(self) -> str:
        """Its class, one of CLASSES: what comes of holding it against the book."""
        now = number(self.now)
        if now is None:
            return UNHELD
        if self.same_source:
            return OWN
        if self._fits(now):
            return EQUAL if now == self.value else ROUNDED
        return REVISED if self._fits(number(self.then)) else DEFINITION

    def _fits(self, own: float | None) -> bool:
        """The book's figure lies within what the release rounded to."""
        return own is not None and abs(own - self.value) <= self.tolerance


def number(figure: Figure | None) -> float | None:
    """The value of a figure: of a change in per cent."""
    if isinstance(figure, Change):
        return None if figure.missing else 100 * (figure.ratio - 1)
    return figure.value if figure else None


def claims(year: int, as_of: str = "") -> list[Claim]:
    """The claims about a reference year, in the order of the table, in releases up to the day `as_of` (empty: all)."""
    table, sources = load_table("claims"), read_record("claims").sources
    rows = table[table["edition"] == str(year)].to_dict("records")
    released = [sources[row["source"]].published for row in rows]
    return [_claim(row, day, as_of) for row, day in zip(rows, released, strict=True) if not as_of or day <= as_of]


def _claim(row: dict, day: str, as_of: str) -> Claim:
    then = _figure(row, day) if day else None
    return Claim(
        quoted={language: row[f"quoted_{language}"] for language in LANGUAGES},
        why={language: row[f"why_{language}"] for language in LANGUAGES},
        value=float(row["value"]),
        tolerance=float(row["tolerance"]),
        source=row["source"],
        then=None if then is None or then.later else then,
        now=_figure(row, as_of),
        same_source=read_record("claims").sources[row["source"]].address in _addresses(row, as_of),
    )


def _series(row: dict, as_of: str) -> tuple[Observations, list[str], dict[str, str], bool]:
    """What the path "dataset.measure.code…" names: observations, measures, categories, and whether its change is meant."""
    dataset, measure, *codes = row["measure"].split(".")
    obs = load(dataset, until=int(row["edition"]), as_of=as_of)
    yearly = codes[-1:] == ["change"]
    chosen = dict(zip(obs.record.dimensions, codes[: len(codes) - yearly], strict=True))
    return obs, measure.split("/"), chosen, yearly


def _figure(row: dict, as_of: str) -> Figure | None:
    """The figure of a path: with `.change` on the year before, with "part/whole" a share; None without a path."""
    if not row["measure"]:
        return None
    obs, measures, chosen, yearly = _series(row, as_of)
    if yearly:
        return yearly_change(obs, int(row["period"]), measure=measures[0], **chosen)
    part, *whole = (obs.at(row["period"], measure=name, **chosen) for name in measures)
    return share(part, *whole) if whole else part


def _addresses(row: dict, as_of: str) -> set[str]:
    """Where the book's own figure of a claim was read."""
    if not row["measure"]:
        return set()
    obs, measures, chosen, _ = _series(row, as_of)
    part = obs.where(measure=measures, period=row["period"], **chosen)
    keys = {key for cell in part.frame["source"] for key in cell.split(";")}
    return {obs.record.sources[key].address for key in keys} - {""}


def ledger() -> pd.DataFrame:
    """All claims of the newest data as rows of the table `ledger`: their key, what was said, then, now, and the class."""
    table = load_table("claims")
    found = [claim for year in sorted(set(table["edition"])) for claim in claims(int(year))]
    rows = table.sort_values("edition", kind="stable")[KEY].reset_index(drop=True)
    return rows.assign(
        said=[_written(claim.value) for claim in found],
        then=[_written(number(claim.then)) for claim in found],
        now=[_written(number(claim.now)) for claim in found],
        **{"class": [claim.group for claim in found]},
    )


def _written(value: float | None) -> str:
    """A number as the ledger holds it: with one decimal where it is no whole number."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")


def reclassed(accepted: pd.DataFrame, computed: pd.DataFrame) -> list[str]:
    """A line for each claim that is new, gone, of another class, or has other figures, than in the accepted ledger."""
    was, now = (
        {row[:4]: row[4:] for row in frame.itertuples(index=False, name=None)} for frame in (accepted, computed)
    )
    return [
        f"{key[0]}, “{key[3]}”: {_told(was.get(key), now.get(key))}"
        for key in {**was, **now}
        if was.get(key) != now.get(key)
    ]


def _told(was: tuple | None, now: tuple | None) -> str:
    """What has become of a claim: said, then, now and class, as accepted and as computed."""
    if not now:
        return "no longer claimed"
    if not was:
        return f"class {now[3]}, not yet accepted"
    told = f"class {was[3]}, now {now[3]}" if was[3] != now[3] else f"still {now[3]}, with other figures"
    names = zip(("said", "as of that day", "now"), was, now, strict=False)
    return told + "".join(
        f"; {name} {one or 'none'}, computed {two or 'none'}" for name, one, two in names if one != two
    )
