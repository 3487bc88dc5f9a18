"""A change from one period to the next, category by category: what rose, what fell, and what that came to."""

from dataclasses import replace
from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.palette import ROLES, hollow_in
from book.charts.rows import in_order
from book.charts.series import ChartError, checked, difference, label, signed, splitting
from book.charts.steps import Step, draw
from book.charts.style import Drawing
from book.data.observations import Observations

TOTAL = "total"
ROSE, FELL = ROLES["blue"], ROLES["pale_blue"]


def waterfall(obs: Observations, by: str | None = None) -> Drawing:
    """The total of the earlier period, a step for the change of each category of `by`, the total of the later one.

    The largest changes come first; what the categories leave of the change of the total is called a balance. Nothing is
    drawn where one of the figures is missing, or across a break. ChartError for shares, for more than two periods, and
    where no category is the total.
    """
    checked(obs, "flow", "stock", instead="shares do not add up to a change")
    by = splitting(obs, by or (obs.dimensions[0] if len(obs.dimensions) == 1 else None))
    if len(obs.periods) > 2:
        raise ChartError(
            f"{obs.record.name}: a waterfall goes from one period to the next, not {', '.join(obs.periods)}"
        )
    if not obs.frame.empty and TOTAL not in set(obs.frame[by]):
        raise ChartError(f"{obs.record.name}: a waterfall needs the total of {by}")
    table = obs.frame.pivot(index=by, columns="period", values="value")
    if len(obs.periods) < 2 or table.isna().any(axis=None) or _broken(obs):
        return Drawing("waterfall", (replace(obs, frame=obs.frame.iloc[:0]),), lambda figure, language: None)
    changes = (table[obs.periods[-1]] - table[obs.periods[0]]).drop(TOTAL)
    order = changes.abs().sort_values(ascending=False, kind="stable").index
    obs = in_order(obs, {by: [*order, TOTAL], "period": obs.periods})
    return Drawing("waterfall", (obs,), partial(_paint, obs, by, changes[order]))


def _paint(obs: Observations, by: str, changes: pd.Series, figure: Figure, language: str) -> None:
    before, now = (row for _, row in obs.frame[obs.frame[by] == TOTAL].iterrows())
    first = _total(obs, before, language)
    steps, level = [first], before["value"]
    left = now["value"] - before["value"] - changes.sum()
    names = {code: label(obs, by, code, language) for code in changes.index}
    rest = [(labels.fixed("balance", language), left, [])] if abs(left) > 1e-6 else []
    both = {code: [row for _, row in rows.iterrows()] for code, rows in obs.frame.groupby(by)}
    hollow = not hollow_in(obs).isdisjoint((before["status"], now["status"]))
    for name, change, rows in [*((names[code], change, both[code]) for code, change in changes.items()), *rest]:
        text = difference(change, obs.unit, language)
        steps.append(Step(name, level, level + change, text, False, hollow, ROSE if change > 0 else FELL, rows))
        level += change
    draw(figure, [*steps, _total(obs, now, language)])


def _total(obs: Observations, row: pd.Series, language: str) -> Step:
    name = label(obs, "period", row["period"], language)
    return Step(
        name, 0, row["value"], signed(row, obs.unit, language), True, row["status"] in hollow_in(obs), rows=[row]
    )


def _broken(obs: Observations) -> bool:
    return obs.frame.loc[obs.frame["period"] == obs.periods[-1], "status"].str.contains("B").any()
