"""Columns of numbers: arithmetic row by row that keeps status, inputs and publications, as a quantity does."""

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partialmethod
from itertools import chain
from typing import Self

import numpy as np
import pandas as pd

from book.data.observations import Observations
from book.data.quantity import MeasureError, as_role, joint_mark, joint_status

CELLS = ["value", "status", "later", "inputs", "source"]


@dataclass(frozen=True)
class Column:
    """Numbers under one another, indexed by keys: value, status, later, inputs and source of each.

    In arithmetic the other column is put in the order of this one's keys. A result has no value, and status M, where a
    side has none, where only one of them is of a later day than the one asked for, and where it is divided by 0. Else
    it has the statuses of both; a break is left to the row. Inputs follow each other, publications are joined.
    """

    cells: pd.DataFrame

    @classmethod
    def of(cls, obs: Observations, keys: Sequence[str], **other: pd.Series) -> Self:
        """The values of observations under the columns `keys`; `other` stands in for columns of that name."""
        held = zip(obs.inputs, obs.frame["value"].notna(), strict=True)
        cells = obs.frame.assign(inputs=[inputs if has else () for inputs, has in held])[CELLS]
        return cls(cells.set_index(obs.frame.assign(**other).set_index(list(keys)).index))

    def along(self, index: pd.Index) -> Self:
        """The numbers of these keys, in this order; MeasureError where one of them has several."""
        cells = self.cells[self.cells.index.isin(index)]
        if cells.index.has_duplicates:
            key = np.atleast_1d(cells.index[cells.index.duplicated()][0])
            raise MeasureError(f"several rows for {' '.join(key)}: name one category of each other dimension")
        cells = cells.reindex(index)
        inputs = [found if isinstance(found, tuple) else () for found in cells["inputs"]]
        later = cells["later"].fillna(0).astype(int)
        return Column(cells.fillna({"status": "M", "source": ""}).assign(later=later, inputs=inputs))

    def __mul__(self, factor: float) -> Self:
        return Column(self.cells.assign(value=self.cells["value"] * factor))

    def _with(self, operation: Callable, other: Self) -> Self:
        own, its = self.cells, other.along(self.cells.index).cells
        value = operation(own["value"], its["value"])
        known = np.isfinite(value) & ((own["later"] > 0) == (its["later"] > 0))
        result = {
            "value": value.where(known),
            "status": each(joint_status, own["status"], its["status"]).where(known, "M"),
            "later": [joint_mark(pair) for pair in zip(own["later"], its["later"], strict=True)],
            "inputs": own["inputs"] + its["inputs"],
            "source": each(lambda *cells: publications(cells), own["source"], its["source"]),
        }
        return Column(pd.DataFrame(result))

    __add__ = partialmethod(_with, operator.add)
    __sub__ = partialmethod(_with, operator.sub)
    __truediv__ = partialmethod(_with, operator.truediv)

    def sums(self) -> Self:
        """One sum per key, in order of first appearance."""
        lists = self.cells.groupby(level=[*range(self.cells.index.nlevels)], sort=False)[CELLS].agg(list)
        rows = [_sum(*row) for row in zip(*(lists[name] for name in CELLS), strict=True)]
        return Column(pd.DataFrame(rows, columns=CELLS, index=lists.index))

    def as_role(self, role: str) -> Self:
        """Its inputs, named after the part they play in a formula."""
        inputs = [as_role(row, role) for row in self.cells["inputs"]]
        return Column(self.cells.assign(inputs=inputs))

    def without(self, rows: pd.Series) -> Self:
        """No value, and status M, in these rows."""
        cells = self.cells
        return Column(cells.assign(value=cells["value"].mask(rows), status=cells["status"].mask(rows, "M")))


def _sum(values: list, statuses: list, later: list, inputs: list, sources: list) -> tuple:
    """The sum of a group, with what the statuses, marks, inputs and publications of its parts make of it."""
    value = sum(values)
    known = np.isfinite(value) and len(set(map(bool, later))) == 1
    status = joint_status(*statuses) if known else "M"
    return (
        value if known else np.nan,
        status,
        joint_mark(later),
        tuple(chain.from_iterable(inputs)),
        publications(sources),
    )


def each(function: Callable[..., str], *columns: pd.Series) -> pd.Series:
    """A function of the texts in a row, worked out once for each different set of texts."""
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    found = {row: function(*row) for row in set(rows)}
    return pd.Series([found[row] for row in rows], columns[0].index, dtype=str)


def publications(cells: Iterable[str]) -> str:
    """The keys of several sources in one cell, each once."""
    return ";".join(dict.fromkeys(key for cell in cells for key in cell.split(";") if key))
