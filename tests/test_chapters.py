"""What every committed chapter must be: paired words, small, no logic, no typed results, true in both languages."""

import re

import nbformat
import pytest

from book import outputs
from book.data.reading import load
from book.publish.project import chapter_files
from book.review.chapters import strings, typed

CHAPTERS = {path.stem: nbformat.read(path, 4) for path in chapter_files()}
PATHS = chapter_files()
every_chapter = pytest.mark.parametrize("name", CHAPTERS)


def tags(cell):
    return cell.metadata.get("tags", [])


def code(name):
    return [cell for cell in CHAPTERS[name].cells if cell.cell_type == "code"]


def displayed(name, mime):
    return [output.data[mime] for cell in code(name) for output in cell.outputs if mime in output.get("data", {})]


def read(name, kind):
    """The outputs of one kind of a chapter."""
    return [output for _, output in outputs.read(CHAPTERS[name]) if isinstance(output, kind)]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_chapter_holds_words_and_numbers_but_no_pictures(path):
    text = path.read_text(encoding="utf-8")
    assert "image/" not in text
    assert len(text) <= 500_000


@every_chapter
def test_fixed_words_stand_in_pairs_next_to_each_other(name):
    words = [cell for cell in CHAPTERS[name].cells if cell.cell_type == "markdown"]
    assert words
    assert len(words) % 2 == 0
    for english, dutch in zip(words[::2], words[1::2], strict=True):
        assert (tags(english), tags(dutch)) == (["en"], ["nl", "remove-cell"])
        assert english["id"].removesuffix("-en") == dutch["id"].removesuffix("-nl")
        assert re.findall(r"^#+ ", english.source, re.M) == re.findall(r"^#+ ", dutch.source, re.M)


@every_chapter
def test_cell_ids_are_words_written_by_hand(name):
    ids = [cell["id"] for cell in CHAPTERS[name].cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", cell_id) for cell_id in ids)


@every_chapter
def test_a_cell_calls_the_package_and_holds_no_logic(name):
    for cell in code(name):
        assert not re.search(r"\bdef |\blambda\b|read_csv|\bplt\.|\bimport pandas", cell.source), cell["id"]
        if "remove-input" not in tags(cell):
            assert "remove-cell" in tags(cell), cell["id"]


def test_all_words_of_a_cell_are_looked_at():
    source = 'say(en="In {year}", nl=("a b", "c d"), id="fig-a").otherwise(en="one", nl="e f")'
    assert sorted(strings(source)) == ["In {year}", "a b", "c d", "e f"]


@every_chapter
def test_no_result_is_typed(name):
    assert list(typed(name, CHAPTERS[name])) == []


@every_chapter
def test_sentences_are_short_and_titles_shorter(name):
    for text in displayed(name, "text/markdown"):
        for sentence in re.split(r"(?<=[.!?†‡])\s+(?=[A-Z])", text):
            if not text.startswith(("|", "**", "-")):
                assert len(sentence.split()) <= 25, sentence
    for shown in read(name, outputs.Shown):
        assert len(shown.title.split()) <= 10, shown.title
        assert not shown.title.endswith(".")


@every_chapter
def test_nothing_is_printed_and_nothing_warns(name):
    assert not [output for cell in code(name) for output in cell.outputs if output.output_type == "stream"]


@every_chapter
def test_no_output_shows_a_hole(name):
    for text in displayed(name, "text/markdown") + displayed(name, "text/plain"):
        text = re.sub(r"\(<https?://[^>]*>\)", "", text)  # addresses are their owner's: "%5B0%5D" is no share
        assert not re.search(r"\{|\bnan\b|\bNone\b|\S  +\S|(?<![\d.,])0%", text), text


def test_ids_of_figures_and_tables_are_unique_in_the_book():
    ids = [shown.id for name in CHAPTERS for shown in read(name, outputs.Shown)]
    assert len(set(ids)) == len(ids) > 100
    assert all(re.fullmatch(r"(fig|tab)-[a-z0-9-]+", name) for name in ids)


@pytest.mark.parametrize("name", [name for name in CHAPTERS if name not in ("definitions", "corrections")])
def test_a_chapter_says_and_shows_something(name):
    assert displayed(name, "text/markdown")
    assert read(name, outputs.Figure)


@every_chapter
def test_every_figure_has_words_for_who_cannot_see_it(name):
    for shown in read(name, outputs.Figure):
        assert len(shown.alt.split()) > 8
        assert str(shown.credit).startswith("Source")


@every_chapter
def test_every_figure_and_table_is_shown_or_said_to_be_missing(name):
    for cell in code(name):
        found = [outputs.of_bundle(output.get("data", {})) for output in cell.outputs]
        shown = [output.id for output in found if isinstance(output, outputs.Shown)]
        missing = [output for output in found if isinstance(output, outputs.Sentence) and output.standard]
        if written := re.findall(r'"((?:fig|tab)-[^"]*)"', cell.source):
            assert shown == written or (not shown and len(missing) == len(written)), cell["id"]


def said(name, sentence):
    for cell in code(name):
        if cell["id"] == sentence:
            return {number.name: number.value for number in outputs.of_bundle(cell.outputs[0].data).numbers}
    raise KeyError(sentence)


def test_the_default_edition_says_the_final_figure_and_the_one_that_was_reported():
    assert said("inflow_and_outflow", "immigration")["arrived"] == 335668
    assert said("inflow_and_outflow", "first-published")["first"] == 332863


def test_a_number_that_is_said_is_the_number_in_the_data():
    migration = load("migration", until=2023)
    for measure, sentence, name in (("immigration", "immigration", "arrived"), ("emigration", "emigration", "left")):
        assert said("inflow_and_outflow", sentence)[name] == migration.at(2023, measure=measure).value
