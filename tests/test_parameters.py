"""Which names a cell gives a value: those of papermill's cell are the notebook's, and no later cell changes them."""

import pytest

from book.chapter.parameters import assigned


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("year = 2021", {"year"}),
        ("year: int = 2021", {"year"}),
        ("year += 1", {"year"}),
        ("year, month = 2021, 1", {"year", "month"}),
        ("for year in (1, 2): pass", {"year"}),
        ("with open(path) as year: pass", {"year"}),
        ("if (year := 2021): pass", {"year"}),
        ("del year", {"year"}),
        ("from time import gmtime as year", {"year"}),
        ("import year.month", {"year"}),
        ("def year(): month = 1", {"year"}),
        ("[year for year in years]", set()),
        ("(lambda year: year)(1)", set()),
        ("print(year)", set()),
        ("rows.year = 1", set()),
        ("%matplotlib inline", set()),
    ],
)
def test_the_names_that_a_cell_gives_a_value(source, names):
    assert assigned(source) == names
