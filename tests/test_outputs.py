"""What a cell displays, as values: JSON in a notebook and back, and inputs in few words."""

import json

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from book import outputs
from book.data.quantity import Input
from book.outputs import (
    MIME,
    Credit,
    Figure,
    Grid,
    KeyFigures,
    Loaded,
    Number,
    Paragraph,
    Publication,
    Rows,
    Sentence,
    Table,
    behind,
)  # fmt: skip


def entry(key, day="2025-06-30", role="part"):
    return Input("eu_population", key, day, role)


INPUTS = [entry(f"2023 applicants {country} total") for country in ("AT", "BE", "BG")]
NUMBER = Number("n", 12.5, "percent", "part / whole × 100", "P", "2023", behind(INPUTS))
SHOWN = {
    "id": "fig-x", "title": "T", "measure": "M", "grid": Grid(("Year", "A|B"), (("2023", "1*"), ("2024", "."))),
    "notes": ("(*) provisional figure.",), "credit": Credit("Source", (("CBS", "https://a"), ("calculated by us", ""))),
    "rows": Rows(("d", "d"), ("2023", "2024"), ("m", "m"), (("country", ("NL", "NL")),), (1.0, None), ("P", "M"),
                 ("2024-01-01", "2024-01-01"), ((0,), (0, 1)), (False, True)),
    "labels": {"unit": {"m": "persons"}, "country": {"NL": "Netherlands"}}, "headings": {"country": "country"},
    "publications": (Publication("CBS", "CBS", "t", "https://a", "CC BY 4.0"), Publication("X", "X", "t", "https://b", "")),
}  # fmt: skip
EACH = [
    Sentence("It was 12.5%.", (NUMBER,)),
    Sentence("There is none.", standard=True),
    Paragraph((Sentence("A.", (NUMBER,)), Sentence("B."))),
    KeyFigures((("12.5%", "of *them*"),), (NUMBER,), (NUMBER.name,)),
    Figure(**SHOWN, alt="Line chart."),
    Table(**SHOWN),
    Loaded("migration"),
]


@pytest.mark.parametrize("output", EACH, ids=lambda output: output.kind)
def test_an_output_survives_its_notebook(output):
    cell = new_code_cell("x", id="said", outputs=[new_output("display_data", outputs.bundle(output))])
    other = new_code_cell("y", id="other", outputs=[new_output("display_data", {"text/plain": "1"})])
    notebook = new_notebook(cells=[other, cell])
    assert list(outputs.read(notebook)) == [("said", output)]
    assert json.loads(json.dumps(outputs.bundle(output)[MIME])) == outputs.bundle(output)[MIME]


def test_a_wrong_kind_or_a_lost_field_is_refused():
    for damaged in ({"kind": "sentense"}, {"kind": "sentence"}, {"kind": "loaded", "dataset": 1}):
        with pytest.raises(ValueError, match="validation error"):
            outputs.of_bundle({MIME: damaged})


def test_inputs_that_differ_in_one_word_share_an_entry():
    (group,) = behind(INPUTS)
    assert group.key == ("2023", "applicants", ("AT", "BE", "BG"), "total")
    assert group.inputs() == INPUTS


def test_what_differs_otherwise_stays_apart_and_nothing_is_lost():
    inputs = [entry("2023 a AT"), entry("2022 b AT"), entry("2023 a BE"), entry("2022 a AT"), entry("2023 a AT", "2026-01-01"),
              entry("2023 a AT", role="whole"), entry("2023 a")]  # fmt: skip
    back = [one for group in behind(inputs) for one in group.inputs()]
    assert sorted(map(str, back)) == sorted(map(str, inputs))


def test_a_grid_is_readable_as_text_and_as_markdown():
    grid = SHOWN["grid"]
    assert grid.text() == "Year │ A|B\n2023 │ 1*\n2024 │ ."
    assert grid.markdown() == "| Year | A\\|B |\n| --- | ---: |\n| 2023 | 1\\* |\n| 2024 | . |"


def test_sources_are_those_of_the_rows_with_a_value():
    assert [source.address for source in Figure(**SHOWN).sources] == ["https://a"]
    assert str(SHOWN["credit"]) == "Source: CBS; calculated by us"
    assert str(Credit()) == ""


def test_a_key_figure_knows_its_number():
    assert KeyFigures((("12.5%", "of them"),), (NUMBER,), (NUMBER.name,)).said() == [("12.5%", (NUMBER,))]
    assert KeyFigures((("12.5%", "of them"),), (NUMBER,)).said() == []
