"""A bridge: from one count of a thing to the next, step by step, with who counted in each name."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from matplotlib.figure import Figure

from book.charts import labels
from book.charts.palette import hollow_in
from book.charts.rows import in_order
from book.charts.series import ChartError, checked, difference, label, one_period, signed, splitting
from book.charts.steps import Step, draw
from book.charts.style import Drawing
from book.data.observations import Observations
from book.language import words
from book.language.numbers import rounded

CHAIN = "a bridge with a gap is drawn with partial_chain=True"


def bridge(
    obs: Observations, by: str | None = None, *,
    components: Mapping[str, str] | None = None, partial_chain: bool = False,
) -> Drawing:  # fmt: skip
    """Totals of one period in their order, and between them what leads from one to the next.

    `components` names, for a total, the category of `by` that was added to reach it; what is left of the difference,
    or all of it, is called a balance. Under each total stands who counted. ChartError where a value is missing, unless
    `partial_chain`: then only the totals that are held are drawn, and the components that join two of them.
    """
    one_period(checked(obs))
    by = splitting(obs, by)
    added = dict(components or {})
    if partial_chain:
        obs, added = _held(obs, by, added)
    missing = obs.frame.loc[obs.frame["value"].isna(), by] if obs.frame["value"].notna().any() else []
    if lost := sorted({*added, *added.values()} - set(obs.frame[by])) or list(missing):
        raise ChartError(f"{obs.record.name}: no figure of {', '.join(lost)}: {CHAIN}")
    totals = [code for code in obs.ordered(by) if code not in added.values()]
    obs = in_order(obs, {by: [code for total in totals for code in (added.get(total), total) if code]})
    return Drawing("bridge", (obs,), partial(_paint, obs, by, totals, added))


def _held(obs: Observations, by: str, added: Mapping[str, str]) -> tuple[Observations, dict[str, str]]:
    """The totals with a figure, and the components with a figure whose two totals have one; none where one is alone.

    Where some figures were known on the day asked for and others were not, only the first.
    """
    frame = obs.frame[obs.frame["value"].notna()]
    frame = frame[frame["later"] == 0] if (frame["later"] == 0).any() else frame
    known = set(frame[by])
    codes = obs.record.measures if by == "measure" else obs.record.dimensions[by].codes
    totals = [code for code in codes if code not in added.values()]
    before = dict(zip(totals[1:], totals, strict=False))
    kept = {code: part for code, part in added.items() if {code, part, before.get(code)} <= known}
    drawn = [code for code in totals if code in known]
    drawn = [*drawn, *kept.values()] if len(drawn) > 1 else []
    return replace(obs, frame=frame[frame[by].isin(drawn)].reset_index(drop=True)), kept if drawn else {}


def _steps(obs: Observations, by: str, totals: list[str], added: Mapping[str, str], language: str) -> list[Step]:
    rows = {row[by]: row for _, row in obs.frame.iterrows()}
    found: list[Step] = []
    hollow = hollow_in(obs)
    for code in totals:
        row, part = rows[code], rows.get(added.get(code))
        level = found[-1].end if found else row["value"]
        if part is not None:
            name = f"+ {label(obs, by, added[code], language).lower()}"
            change = words.marked(difference(part["value"], obs.unit, language), part, language)
            found.append(Step(name, level, level + part["value"], change, False, part["status"] in hollow, rows=[part]))
            level += part["value"]
        if abs(left := row["value"] - level) > 1e-6:
            change = _balance(left, row, obs.unit, language)
            found.append(Step(labels.fixed("balance", language), level, row["value"], change, False))
        name = f"{label(obs, by, code, language)}\n{_counted_by(obs, row, language)}"
        text = signed(row, obs.unit, language)
        found.append(Step(name, 0, row["value"], text, True, row["status"] in hollow, rows=[row]))
    return found


def _balance(value: float, row, unit: str, language: str) -> str:
    """What is left to a total; to one that its source rounds it is rounded as that: 50,600 less 49,892 is c. +700."""
    if "R" not in row["status"]:
        return difference(value, unit, language)
    step = 10 ** next(power for power in range(9, -1, -1) if row["value"] % 10**power == 0)
    return words.text("numbers", "rounded", language, difference(float(rounded(value / step)) * step, unit, language))


def _counted_by(obs: Observations, row, language: str) -> str:
    if "producer" in obs.dimensions:
        return label(obs, "producer", row["producer"], language)
    return ", ".join(dict.fromkeys(obs.record.sources[key].short[language] for key in row["source"].split(";")))


def _paint(obs: Observations, by: str, totals: list[str], added, figure: Figure, language: str) -> None:
    draw(figure, _steps(obs, by, totals, added, language))
