"""Columns of numbers: arithmetic that aligns on keys and keeps status, inputs and publications of each number."""

import math

import pytest
from drawings import observations, yearly

from book.data.quantity import Input, MeasureError
from book.measures.column import Column

COUNTRIES = {"NL": 30, "DE": 60, "BE": 0}


def column(values=COUNTRIES, measure="immigration", keys=("country",), **changed):
    rows = [row | changed for code, value in values.items() for row in yearly(measure, {2020: value}, country=code)]
    return Column.of(observations(rows, "country"), keys)


def cells(found, name):
    return dict(zip(found.cells.index, found.cells[name], strict=True))


def test_the_other_column_is_put_in_the_order_of_the_keys():
    found = column() - column({"BE": 1, "NL": 10, "DE": 20})
    assert cells(found, "value") == {"NL": 20, "DE": 40, "BE": -1}


def test_inputs_follow_each_other_under_their_roles():
    found = column({"NL": 30}).as_role("part") / column({"NL": 60}, "emigration").as_role("whole")
    keys = [("2020 immigration NL", "part"), ("2020 emigration NL", "whole")]
    assert cells(found, "inputs")["NL"] == tuple(Input("sample", key, "2026-01-01", role) for key, role in keys)


@pytest.mark.parametrize(
    "other", [column({"DE": 1}), column({"NL": None}), column({"NL": 0}), column({"NL": 1}, later=True)]
)
def test_nothing_is_divided_by_what_is_not_there_is_0_or_is_of_a_later_day(other):
    found = column({"NL": 30}) / other
    assert math.isnan(cells(found, "value")["NL"])
    assert cells(found, "status")["NL"] == "M"


def test_two_numbers_of_a_later_day_make_one():
    found = column({"NL": 1}, later=True) + column({"NL": 2}, later=True)
    assert cells(found, "value") == {"NL": 3} and cells(found, "later") == {"NL": True}


def test_a_result_has_the_statuses_of_both_and_leaves_breaks_to_the_row():
    found = column({"NL": 1}, status="BP") * 1000 / column({"NL": 2}, status="E", source="census")
    assert cells(found, "status") == {"NL": "EP"}
    assert cells(found, "value") == {"NL": 500} and cells(found, "source") == {"NL": "cbs;census"}


def test_a_sum_per_key_needs_each_of_its_parts():
    parts = column(keys=("period",))
    assert cells(parts.sums(), "value") == {"2020": 90}
    assert [len(inputs) for inputs in parts.sums().cells["inputs"]] == [3]
    gap = column({"NL": 1, "DE": None}, keys=("period",)).sums()
    assert cells(gap, "status") == {"2020": "M"}


def test_a_number_that_stands_for_several_is_refused():
    with pytest.raises(MeasureError, match="several rows for 2020: name one category"):
        column({"NL": 1}, keys=("period",)) / column(keys=("period",))
    assert cells(column({"NL": 1}) / column(), "value") == {"NL": 1 / 30}
