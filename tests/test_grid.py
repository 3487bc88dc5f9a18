"""Observations as rows and columns of words."""

import html
import re

import pandas as pd
from markdown_it import MarkdownIt

from book.chapter.grid import grid, signs
from book.data.observations import Observations
from book.data.records import Dimension, Measure, Record, Source

SOURCE = Source(
    "page", {"en": "X", "nl": "X"}, {"en": "X", "nl": "X"}, "https://example.org", "", "", {"en": "x", "nl": "x"}
)


def observations(*rows, label="work | study", unit="persons"):
    words = {"en": "arrivals", "nl": "aankomsten"}
    codes = {"labour": {"en": label, "nl": label}, "family": {"en": "family", "nl": "gezin"}}
    record = Record(
        "arrivals", words, words, {"arrivals": Measure(words, unit, "flow")},
        {"motive": Dimension({"en": "motive", "nl": "motief"}, codes)}, {"page": SOURCE}, words, words,
    )  # fmt: skip
    frame = pd.DataFrame(rows, columns=["period", "motive", "value", "status", "later"])
    return Observations(record, frame.assign(measure="arrivals", vintage="2024-01-01", source="page"))


def test_periods_are_rows_and_what_varies_is_columns():
    obs = observations(
        ("2022", "labour", 1000, "A", False), ("2023", "labour", 2000, "P", False), ("2023", "family", 5, "A", True)
    )
    found = grid([obs], "nl")
    assert found.head == ("Periode", "Work | study", "Gezin")
    assert found.rows == (("2022", "1.000", "."), ("2023", "2.000*", "5†"))
    assert signs(found) == ["*", "†", "."]


def test_one_period_has_its_categories_as_rows():
    obs = observations(("2023", "labour", 2000, "A", False), ("2023", "family", 5, "A", False))
    assert grid([obs], "en").rows == (("Work | study", "2,000"), ("Family", "5"))


def test_a_missing_value_is_a_point_never_a_zero():
    found = grid([observations(("2023", "labour", float("nan"), "M", False), ("2023", "family", 5, "A", False))], "en")
    assert found.rows[0] == ("Work | study", ".")


def test_shares_say_so():
    assert grid([observations(("2023", "labour", 12.345, "A", False), unit="percent")], "nl").rows[0][1] == "12,3%"


def test_markup_in_a_label_never_becomes_markup():
    hostile = "<script>alert(1)</script> **bold** | [x](y) {ref}`z`"
    found = grid(
        [observations(("2023", "labour", 1, "A", False), ("2023", "family", 2, "A", False), label=hostile)], "en"
    )
    page = MarkdownIt("commonmark").enable("table").render(found.markdown())
    assert re.findall(r"<(?!/?(?:table|thead|tbody|tr|th|td)\b)[^>]*>", page) == []
    assert hostile in html.unescape(page)


def test_percentages_published_whole_are_written_whole():
    obs = observations(
        ("2022", "labour", 78, "A", False), ("2022", "family", 87.2, "A", False),
        ("2023", "labour", 62, "P", False), ("2023", "family", 80, "A", False), unit="percent",
    )  # fmt: skip
    assert grid([obs], "nl").rows == (("2022", "78%", "87,2%"), ("2023", "62%*", "80%"))
