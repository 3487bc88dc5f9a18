"""From observations to series: what may be drawn, in which order, in which colour and under which name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from book.charts.palette import ROLE_OF, ROLES, STACK, Colours, assigned
from book.data.observations import Observations
from book.data.periods import months, span
from book.data.quantity import MeasureError
from book.data.records import LANGUAGES
from book.language import names, numbers, words

GROUPS = ("other", "unknown", "stateless", "none")  # in a ranking always last
INSTEAD = {
    "stock": "use dots() (yearly) or area() (monthly)",
    "flow": "use line(), columns() or stacked()",
    "ratio": "use line(), or dots(joined=False) for days far apart",
}


class ChartError(ValueError):
    """A figure that official statistics do not allow: a part-year as a year, a stock as a flow, units mixed."""


@dataclass(frozen=True)
class Series:
    """One category over time: `rows` are its observations in order of time (period, value, status, later, …)."""

    code: str
    label: str
    colour: str
    dashed: bool
    rows: pd.DataFrame


def checked(obs: Observations, *kinds: str, instead: str = "") -> Observations:
    """The observations, refused with ChartError where a drawing would mislead.

    Refused are part-years, and where values exist a kind not among `kinds`; the message says what to do `instead`.
    MeasureError where units or kinds are mixed.
    """
    if parts := [period for period in obs.frame["period"].unique() if "/" in period]:
        raise ChartError(f"{obs.record.name}: {', '.join(parts)} is a part-year: choose years() or months()")
    if obs.frame.empty:
        return obs
    try:
        kind = obs.unit and obs.kind
    except MeasureError as mixed:
        raise MeasureError(f"{mixed}, or draw each in a panel of its own, with panels()") from None
    if kinds and kind not in kinds:
        raise ChartError(f"{obs.record.name}: a {kind}: {instead or INSTEAD[kind]}")
    return obs


def one_period(obs: Observations) -> None:
    """Refuse observations of several periods."""
    if len(obs.periods) > 1:
        shown = ", ".join(obs.periods)
        raise ChartError(f"{obs.record.name}: one period at a time, not {shown}: choose with where(period=…)")


def one_length(obs: Observations) -> None:
    """Refuse months among years: a mark for each would show parts of a year as years."""
    if len({months(period) for period in obs.frame["period"].unique()}) > 1:
        raise ChartError(f"{obs.record.name}: periods of different length in one figure: choose years() or months()")


def at_most(most: int, codes: Sequence[str], obs: Observations, by: str, instead: str = "choose with where()") -> None:
    """Refuse more than `most` series or parts; the message says what to do `instead`."""
    if len(codes) > most:
        raise ChartError(f"{obs.record.name}: {len(codes)} series of {by}, at most {most}: {instead}")


def splitting(obs: Observations, by: str | None, besides: tuple[str, ...] = ()) -> str:
    """The column whose categories are the series: `by`, else the only one that varies (ChartError if several do)."""
    columns = [column for column in ("measure", *obs.dimensions) if column not in besides]
    varying = [column for column in columns if obs.frame[column].nunique() > 1]
    if by is None and len(varying) > 1:
        raise ChartError(f"{obs.record.name}: name the series with by=, or one category of {' or '.join(varying)}")
    by = by or (varying[0] if varying else "measure")
    if obs.frame.duplicated(list({"period", by, *besides})).any():
        rest = ", ".join(column for column in varying if column != by) or by
        raise ChartError(f"{obs.record.name}: several rows for one mark; name one category of {rest}")
    return by


def label(obs: Observations, column: str, code: str, language: str) -> str:
    """A category's or a period's name as it stands alone, with a capital."""
    if column == "period":
        return words.capital(numbers.period(code, language))
    return words.capital(names.category(obs.record, column, code, language))


def by_category(obs: Observations, by: str) -> list[tuple[dict[str, str], Observations]]:
    """The observations of each category of `by`, with its name {en, nl}."""
    codes = obs.ordered(by)
    named = [{language: label(obs, by, code, language) for language in LANGUAGES} for code in codes]
    parts = [replace(obs, frame=obs.frame[obs.frame[by] == code].reset_index(drop=True)) for code in codes]
    return list(zip(named, parts, strict=True))


def series_of(
    obs: Observations, by: str, language: str, colours: Colours = None, codes: Sequence[str] = ()
) -> list[Series]:
    """The series of one column's categories (or of `codes`), in order.

    Lines that follow another are dashed, so that colour is not the only difference.
    """
    codes = list(codes) or obs.ordered(by)
    roles = assigned(codes, colours)
    if len(codes) == 1 and not (colours or {}).get(codes[0]):
        roles = {codes[0]: own_role(obs)}
    found: list[Series] = []
    for place, code in enumerate(codes):
        rows = obs.frame[obs.frame[by] == code]
        rows = rows.iloc[sorted(range(len(rows)), key=lambda at, rows=rows: span(rows["period"].iloc[at]))]
        role, again = roles[code], roles[code] in [roles[before] for before in codes[:place]]
        second = role == "muted" or (role != "subject" and place % 2 == 1 and "muted" not in roles.values())
        dashed = (again or second) and len(codes) > 1
        found.append(Series(code, label(obs, by, code, language), ROLES[role], dashed, rows))
    return found


def as_parts(series: Sequence[Series]) -> list[Series]:
    """The series as parts of a whole: in the one order that all figures share."""
    return sorted(series, key=lambda entry: STACK.index(entry.colour))


def own_role(obs: Observations, by: str = "") -> str:
    """The role of a single series: the meaning of the first of its codes that has one, else the subject.

    `by` is a column whose categories say nothing about it; by its measures a figure has no meaning of its own.
    """
    if by == "measure":
        return "subject"
    for column in (column for column in (*obs.dimensions, "measure") if column != by):
        meant = {ROLE_OF.get(code) for code in obs.frame[column]}
        if len(meant) == 1 and (role := meant.pop()) and role != "muted":
            return role
    return "subject"


def signed(row, unit: str, language: str) -> str:
    """The value of an observation as a figure writes it, with the signs of provisional and later figures."""
    return words.marked(numbers.table_value(row["value"], unit, language), row, language)


def difference(value: float, unit: str, language: str) -> str:
    """A difference between two values as a figure writes it: "+48", "−60", "0"."""
    text = numbers.table_value(round(value, 6), unit, language)
    return f"+{text}" if round(value, 6) > 0 and not text.startswith("<") else text


def sign_of(unit: str) -> str:
    """What a figure writes behind a value that stands alone: the sign of per cent, else nothing."""
    return "%" if unit == "percent" else ""


def axis_numbers(ticks: Sequence[float], unit: str, language: str) -> list[str]:
    """The values of an axis; all with a decimal where one needs it."""
    decimals = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    return [numbers.count(tick, language, decimals) + sign_of(unit) for tick in ticks]
