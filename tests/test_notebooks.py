"""Notebooks have one normal form, and an edition keeps the words of one language."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from book.chapter import NUMBERS
from book.publish import notebooks
from book.publish.execute import chapter_files


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


def test_what_a_notebook_says_is_read_per_cell():
    output = new_output("display_data", {NUMBERS: [{"name": "n"}]})
    cells = [new_code_cell("x", id="said", outputs=[output]), new_code_cell("y", id="silent")]
    assert notebooks.said(new_notebook(cells=cells)) == [("said", [{"name": "n"}])]


@pytest.mark.parametrize("path", chapter_files(), ids=lambda path: path.stem)
def test_a_committed_chapter_is_in_normal_form(path):
    assert notebooks.text(notebooks.normal(nbformat.read(path, 4))) == path.read_text(encoding="utf-8")
