"""A bridge: from one count of a thing to the next, step by step, with who counted in each name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import note
from book.charts.layout import grid_of
from book.charts.palette import CONTEXT, INK, MUTED, SUBJECT, outlined
from book.charts.rows import clear_rows, in_order, widen
from book.charts.series import ChartError, checked, difference, label, one_period, signed, splitting
from book.charts.style import Drawing
from book.data.observations import Observations
from book.language import words
from book.language.numbers import rounded

ROW = 34  # points
CHAIN = "a bridge with a gap is drawn with partial_chain=True"


@dataclass(frozen=True)
class Step:
    """A row of a bridge: from `start` to `end`; a total starts at zero."""

    name: str
    start: float
    end: float
    text: str
    total: bool
    provisional: bool = False


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
    for code in totals:
        row, part = rows[code], rows.get(added.get(code))
        level = found[-1].end if found else row["value"]
        if part is not None:
            name = f"+ {label(obs, by, added[code], language).lower()}"
            change = difference(part["value"], obs.unit, language)
            found.append(Step(name, level, level + part["value"], change, False, "P" in part["status"]))
            level += part["value"]
        if abs(left := row["value"] - level) > 1e-6:
            change = _balance(left, row, obs.unit, language)
            found.append(Step(labels.fixed("balance", language), level, row["value"], change, False))
        name = f"{label(obs, by, code, language)}\n{_counted_by(obs, row, language)}"
        found.append(Step(name, 0, row["value"], signed(row, obs.unit, language), True, "P" in row["status"]))
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
    steps = _steps(obs, by, totals, added, language)
    names_of = ["\n".join(labels.folded(part, 150, 600) for part in step.name.split("\n")) for step in steps]
    lines = max(map(labels.count_lines, names_of))
    figure.set_figheight((max(ROW, 13 * lines + 6) * len(steps)) / 72)
    axes = grid_of(figure)[0, 0]
    for place, step in enumerate(steps):
        colour, wide = (SUBJECT, 0.66) if step.total else (CONTEXT, 0.5)
        fill = outlined(colour) if step.provisional else {"color": colour}
        axes.barh(place, step.end - step.start, wide, step.start, **fill)
        if place:
            above = 0.33 if steps[place - 1].total else 0.25
            axes.plot([steps[place - 1].end] * 2, [place - 1 + above, place - wide / 2], color=MUTED, lw=0.9)
    clear_rows(axes, names_of, len(steps))
    for text, step in zip(axes.get_yticklabels(), steps, strict=True):
        text.set(weight=600 if step.total else 400, color=INK if step.total else MUTED)
    axes.axvline(0, color=INK, lw=0.8)
    _number(axes, steps)


def _number(axes: Axes, steps: list[Step]) -> None:
    """Numbers right of the bars, and room for them."""
    ends = [max(step.start, step.end) for step in steps]
    low = min(0, *(min(step.start, step.end) for step in steps))
    axes.set_xlim(low, max(ends) or 1)
    widen(axes, ends, [step.text for step in steps], 6)
    for place, (step, end) in enumerate(zip(steps, ends, strict=True)):
        weight, colour = (700, SUBJECT) if step.total else (400, MUTED)
        note(axes, step.text, (end, place), (4, 0), colour, va="center_baseline", weight=weight)
