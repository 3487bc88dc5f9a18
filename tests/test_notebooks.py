"""Notebooks have one normal form, and an edition keeps the words of one language."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from book.publish import notebooks
from book.publish.project import chapter_files


def pair():
    return [
        new_markdown_cell("# Title", id="title-en", metadata={"tags": ["en"]}),
        new_markdown_cell("# Titel", id="title-nl", metadata={"tags": ["nl", "remove-cell"]}),
    ]


@pytest.mark.parametrize(("language", "words"), [("en", "# Title"), ("nl", "# Titel")])
def test_an_edition_keeps_the_words_of_its_language_and_shows_them(language, words):
    kept = notebooks.for_edition(new_notebook(cells=pair()), 2023, language).cells
    assert [cell.source for cell in kept] == [words]
    assert "remove-cell" not in kept[0].metadata["tags"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_notebook_of_one_language_says_which(language):
    done = notebooks.executed(notebooks.for_edition(new_notebook(cells=pair()), 2023, language))
    assert done.metadata["lang"] == language
    assert "lang" not in notebooks.normal(new_notebook(cells=pair())).metadata


@pytest.mark.parametrize(
    ("year", "kept"), [(2021, ["# Title\n\nAlways."]), (2022, ["# Title\n\nAlways.\nLater.", "1"])]
)
def test_an_edition_says_nothing_of_what_began_after_its_year(year, kept):
    words = new_markdown_cell("# Title\n\nAlways.\nLater. <!-- from-2022 -->", id="w", metadata={"tags": ["en"]})
    code = new_code_cell("1", id="c", metadata={"tags": ["remove-input", "from-2022"]})
    cells = notebooks.for_edition(new_notebook(cells=[words, code]), year, "en").cells
    assert [cell.source for cell in cells] == kept


def test_the_cell_of_papermill_gets_a_fixed_id_and_is_hidden():
    cell = new_code_cell(
        "# Parameters\nyear = 2021", id="12ab", metadata={"tags": ["injected-parameters"], "papermill": {}}
    )
    done = notebooks.executed(new_notebook(cells=[cell], metadata={"papermill": {"duration": 3}})).cells[0]
    assert (done["id"], done.metadata) == ("injected-parameters", {"tags": ["injected-parameters", "remove-cell"]})


def test_normal_form_has_no_pictures_no_volatile_metadata_and_counts_from_one():
    output = new_output("execute_result", {"image/png": "x", "text/plain": "1"}, metadata={"a": 1}, execution_count=9)
    cell = new_code_cell("1", id="one", outputs=[output], execution_count=9, metadata={"execution": {"iopub": "now"}})
    done = notebooks.normal(new_notebook(cells=[cell])).cells[0]
    assert done.execution_count == done.outputs[0].execution_count == 1
    assert done.outputs[0].data == {"text/plain": "1"}
    assert done.outputs[0].metadata == done.metadata == {}


def test_cells_get_ids_in_words_where_a_machine_gave_theirs():
    cells = [
        new_markdown_cell("## Who came and who", id="0a1b2c3d", metadata={"tags": ["en"]}),
        new_markdown_cell("## Wie kwamen en wie", id="0c6a3f0e-98d1-4a0b-8f8e-0123456789ab", metadata={"tags": ["nl"]}),
        new_code_cell('figure(line(x), id="fig-flows")', id="aaaaaaaa"),
        new_code_cell('say(en="In {year} people came.", nl="…")', id="bbbbbbbb"),
        new_code_cell('say(en="In {year} people came.", nl="…")', id="cccccccc"),
        new_code_cell("x = 1", id="kept-as-it-is"),
    ]
    notebooks.name_cells(book := new_notebook(cells=cells))
    ids = [cell["id"] for cell in book.cells]
    assert ids == ["who-came-and-who-en", "who-came-and-who-nl", "figure-flows", "in", "in-2", "kept-as-it-is"]


def test_a_message_names_a_cell_by_its_words():
    cells = [new_code_cell("1 / 0\n", id="broken-cell"), new_code_cell("2 / 0\nx", id="0a1b2c3d")]
    assert [notebooks.cell_name(cell) for cell in cells] == ["broken-cell", "“2 / 0”"]


@pytest.mark.parametrize("path", chapter_files(), ids=lambda path: path.stem)
def test_a_committed_chapter_is_in_normal_form(path):
    assert notebooks.text(notebooks.normal(nbformat.read(path, 4))) == path.read_text(encoding="utf-8")
