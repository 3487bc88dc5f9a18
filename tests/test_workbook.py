"""The workbook: a sheet for each figure and table, title first, one row of headings, nothing merged, same bytes."""

import re
import zipfile

import nbformat
import pytest

from book import outputs
from book.edition import Edition
from book.publish import contents, workbook


@pytest.fixture
def parts(books):
    with zipfile.ZipFile(books["nl"] / "state-of-migration-2023-nl.xlsx") as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist()}


def pictures(book):
    """The figures and tables of a built book, in its order."""
    found = {path.stem: outputs.read(nbformat.read(path, 4)) for path in (book / "chapters").glob("*.ipynb")}
    return [shown for name in contents.chapters(found) for _, shown in found[name] if isinstance(shown, outputs.Shown)]


def names(parts):
    return re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"])


def texts(parts):
    return re.findall(r"<si><t[^>]*>(.*?)</t></si>", parts["xl/sharedStrings.xml"], re.S)


def test_contents_notes_then_a_sheet_for_each_figure_and_table(books, parts):
    assert names(parts)[:2] == ["Inhoud", "Toelichting"]
    assert names(parts)[2:] == [entry.id[: workbook.NAME] for entry in pictures(books["nl"])]
    assert len(names(parts)) == len(set(names(parts)))


def test_every_sheet_begins_with_its_title_and_has_one_table(books, parts):
    words, shown = texts(parts), pictures(books["nl"])
    assert len(shown) > 50
    for number, entry in enumerate(shown, start=3):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        first = int(re.search(r'<c r="A1" s="\d+" t="s"><v>(\d+)</v>', sheet)[1])
        assert words[first] == entry.title.replace("&", "&amp;")
        assert "mergeCell" not in sheet
        assert '<tableParts count="1">' in sheet


def test_values_are_numbers_with_status_and_source_in_words(parts):
    sheet = parts[f"xl/worksheets/sheet{names(parts).index('fig-migration') + 1}.xml"]
    assert "<v>335668</v>" in sheet
    assert {"Waarde", "Eenheid", "Status", "Bron", "zoals gepubliceerd"} <= set(texts(parts))
    assert not [text for text in texts(parts) if ", published " in text]


def test_the_same_numbers_give_the_same_workbook(books, tmp_path):
    again = workbook.write(pictures(books["nl"]), tmp_path, Edition(2023, "nl"))
    assert again.read_bytes() == (books["nl"] / again.name).read_bytes()


def test_two_columns_of_one_name_are_told_apart():
    assert [workbook._unlike(["Periode", "Bron", "bron"], place) for place in range(3)] == ["Periode", "Bron", "bron 2"]
