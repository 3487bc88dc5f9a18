"""Groups compared row by row: gaps in points, one group as a percentage of another, parts of a measure, the median."""

import pandas as pd
import pytest
from drawings import observations, yearly

from book.data.members import MEMBERS
from book.data.quantity import MeasureError
from book.measures import gaps, measure_shares, middle, place, relative, reliable


def groups(values, status=None, measure="share"):
    return observations(
        [
            row
            for code, cells in values.items()
            for row in yearly(measure, cells, (status or {}).get(code), motive=code)
        ],
        "motive",
    )


RATES = {"labour": {2020: 82.7, 2021: 84.0}, "asylum": {2020: 56.7, 2021: 60.0}}


def test_a_gap_is_in_points_without_the_noise_of_fractions_and_keeps_both_inputs():
    gap = gaps(groups(RATES), by="motive", of="labour", minus="asylum", under="asylum")
    found = gap.at(2020, motive="asylum")
    assert (found.value, found.unit, found.kind) == (26.0, "points", "ratio")
    assert [entry.key for entry in found.inputs] == ["2020 share labour", "2020 share asylum"]
    assert gap.record.measures["share"].label["en"] == "share, work minus asylum"


def test_a_gap_keeps_the_break_of_its_series():
    gap = gaps(groups(RATES, {"labour": {2021: "B"}}), by="motive", of="labour", minus="asylum", under="asylum")
    assert list(gap.frame["status"]) == ["A", "B"]


def test_a_gap_without_one_side_is_left_out():
    gap = gaps(groups({"labour": {2020: 80.0}, "asylum": {2021: 60.0}}), by="motive", of="labour", minus="asylum", under="asylum")  # fmt: skip
    assert gap.frame.empty


def test_counts_stay_counts():
    found = gaps(
        groups({"labour": {2020: 9}, "asylum": {2020: 4}}, measure="immigration"),
        "motive",
        "labour",
        "asylum",
        "asylum",
    )
    assert found.unit == "persons"


def test_relative_is_a_percentage_of_one_category_of_the_same_period():
    found = relative(
        groups({"total": {2020: 200, 2021: 400}, "asylum": {2020: 50, 2021: 50}}, measure="immigration"),
        "motive",
        "total",
    )
    assert list(found.frame["value"]) == [25, 12.5]
    assert set(found.frame["motive"]) == {"asylum"}


def test_measure_shares_divide_one_measure_by_another():
    rows = yearly("emigration", {2020: 30}, country="NL") + yearly("immigration", {2020: 120}, country="NL")
    found = measure_shares(observations(rows, "country"), "emigration", "immigration")
    assert list(found.frame["value"]) == [25]


def test_unreliable_values_are_not_compared_and_a_place_needs_a_figure():
    countries = observations(
        [{"period": "2020", "measure": "share", "country": code, "value": value, "status": status} for code, value, status in (("NL", 5.0, "A"), ("HU", 99.0, "U"), ("DE", 7.0, "A"))],
        "country",
    )  # fmt: skip
    kept = reliable(countries)
    assert set(kept.frame["country"]) == {"NL", "DE"}
    assert place(kept, "NL") is None and place(kept, "HU") is None  # Hungary, and others, may stand above


def test_a_place_is_one_among_all_countries_of_the_eu():
    rows = [{"period": "2020", "measure": "share", "country": code, "value": 5.0 + (code == "DE") - (code in "BE MT")} for code in MEMBERS]  # fmt: skip
    found = place(observations(rows, "country"), "NL")
    assert (found.position, found.of, found.tied) == (2, 27, True)


@pytest.mark.parametrize(("values", "expected"), [([1.0, 9.0, 4.0], 4.0), ([1.0, 9.0, 4.0, 6.0], 5.0)])
def test_the_median_names_the_ones_in_the_middle(values, expected):
    rows = [
        row
        for code, value in zip(("NL", "DE", "BE", "FR"), values, strict=False)
        for row in yearly("share", {2020: value}, country=code)
    ]
    found = middle(observations(rows, "country"), 2020)
    assert found.value == expected
    assert len(found.inputs) == 2 - len(values) % 2


def test_the_median_of_nothing_has_no_value():
    assert middle(observations([], "country"), 2020).value is None
    empty = measure_shares(observations([], "country"), "permits", "immigration")
    assert middle(empty, "2020-01-01").value is None
    assert pd.isna(empty.frame["value"]).all()


def test_a_share_of_another_kind_is_refused():
    rows = yearly("emigration", {2020: 1}, country="NL") + yearly("residents", {2020: 2}, country="NL")
    with pytest.raises(MeasureError, match="kinds mixed"):
        measure_shares(observations(rows, "country"), "emigration", "residents")
