"""The workbook: a sheet for each figure and table, title first, one row of headings, nothing merged, same bytes."""

import html
import re
import zipfile

import nbformat
import pytest

from book import outputs
from book.edition import Edition
from book.outputs import Credit, Figure, Grid, Publication, Rows, Table
from book.publish import contents, workbook


@pytest.fixture
def parts(books):
    with zipfile.ZipFile(books["nl"] / "state-of-migration-2023-nl.xlsx") as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist()}


def pictures(book):
    """The figures and tables of a built book by their number, in its order."""
    return contents.shown(chapters(book), book.name[-2:])


def chapters(book):
    return {path.stem: list(outputs.read(nbformat.read(path, 4))) for path in (book / "chapters").glob("*.ipynb")}


def captions(book):
    """The numbers of figures and tables as the pages have them, with the id of each."""
    found = {}
    for path in (book / "html" / "chapters").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        for name, rest in re.findall(r'id="((?:fig|tab)-[^"]*)"(.*?caption-number">.*?) ?<', page, re.S):
            found[rest.rpartition(">")[2]] = name
    return found


def names(parts):
    return re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"])


def texts(parts):
    return re.findall(r"<si><t[^>]*>(.*?)</t></si>", parts["xl/sharedStrings.xml"], re.S)


def test_contents_notes_then_a_sheet_for_each_figure_and_table(books, parts):
    assert names(parts)[:2] == ["Inhoud", "Toelichting"]
    shown = pictures(books["nl"])
    assert names(parts)[2:] == list(shown)
    assert {name: entry.id for name, entry in shown.items()} == captions(books["nl"])


def test_every_sheet_begins_with_its_title_and_has_one_table(books, parts):
    words, shown = texts(parts), pictures(books["nl"])
    assert len(shown) > 50
    for number, entry in enumerate(shown.values(), start=3):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        first = int(re.search(r'<c r="A1" s="\d+" t="s"><v>(\d+)</v>', sheet)[1])
        assert words[first] == entry.title.replace("&", "&amp;")
        assert "mergeCell" not in sheet
        assert '<tableParts count="1">' in sheet


def test_values_are_numbers_with_status_and_source_in_words(parts):
    sheet = parts[f"xl/worksheets/sheet{names(parts).index('Figuur 2.1') + 1}.xml"]
    assert "<v>335668</v>" in sheet
    assert {"Waarde", "Eenheid", "Status", "Bron", "zoals gepubliceerd"} <= set(texts(parts))
    assert not [text for text in texts(parts) if ", published " in text]


def test_the_same_numbers_give_the_same_workbook(books, tmp_path):
    edition, read = Edition(2023, "nl"), chapters(books["nl"])
    again = workbook.write(pictures(books["nl"]), tmp_path, edition, contents.pages_of_tables(read, edition))
    assert again.read_bytes() == (books["nl"] / again.name).read_bytes()


HOSTILE = [
    '=HYPERLINK("https://example.org")',
    "{=1+1}",
    "https://example.org",
    "mailto:a@b",
    "internal:A1",
    "+1",
    "@x",
    "007",
]


def test_a_text_is_text_and_years_and_numbers_are_numbers_with_a_format(tmp_path):
    count = len(HOSTILE)
    rows = Rows(("d",) * count, ("2023", "2023-01", *["2023-Q1"] * (count - 2)), ("m",) * count, {"country": tuple(HOSTILE)},
                (-1234.0, 12.5, None, *[0.0] * (count - 3)), ("A",) * count, ("2024-01-01",) * count, ((0,),) * count,
                (False,) * count)  # fmt: skip
    credit = Credit("Bron", ((HOSTILE[0], HOSTILE[2]),))
    figure = Figure(
        "fig-x", HOSTILE[0], HOSTILE[1], Grid((), ()), (HOSTILE[2],), credit, rows, {"unit": {"m": "=personen"}},
        {"country": "=land"}, (Publication("=x", "x", "t", "https://example.org", ""),),
    )  # fmt: skip
    table = Table("tab-x", "T", "M", Grid(("=a", "b"), (("2023", "335.668"), ("1.5e3", "−12,5"), (".", "0,1,2"))))
    path = workbook.write(
        {"Figuur 2.1": figure, "Tabel 2.1": table},
        tmp_path,
        Edition(2023, "nl"),
        {"tab-x": "2023-nl/html/chapters/x.html#tab-x"},
    )
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode("utf-8") for name in book.namelist()}
    assert names(parts) == ["Inhoud", "Toelichting", "Figuur 2.1", "Tabel 2.1"]
    pages = [parts[f"xl/worksheets/sheet{number}.xml"] for number in (1, 2, 3, 4)]
    assert not [page for page in pages if "<f>" in page]
    assert [name for name in parts if "_rels/sheet" in name and "hyperlink" in parts[name]] == []
    said = "Staat van Migratie, cijfers over 2023 (editie 2023-nl). EUPL-1.2, cijfers onder de licenties van hun bronnen. 2023-nl/html/"
    cited = {f"Figuur 2.1. In: {said}figures/fig-x.html", f"Tabel 2.1. In: {said}chapters/x.html#tab-x"}
    assert {*HOSTILE, *cited, "=personen", "2023-01", "1.5e3", "0,1,2"} <= {
        html.unescape(text) for text in texts(parts)
    }
    assert cells(parts, pages[2])[:3] == [("2023", "0"), ("-1234", "#,##0"), ("12.5", "#,##0.0#")]
    assert cells(parts, pages[3]) == [("2023", "0"), ("335668", "#,##0"), ("-12.5", "#,##0.0#")]


def cells(parts, sheet):
    """The numbers of a sheet, each with its format."""
    codes = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', parts["xl/styles.xml"])) | {
        "1": "0",
        "3": "#,##0",
    }
    styles = re.findall(r'<xf numFmtId="(\d+)"', parts["xl/styles.xml"].split("<cellXfs")[1])
    found = re.findall(r'<c r="\w+" s="(\d+)"><v>(.*?)</v>', sheet)
    return [(value, codes.get(styles[int(style)], "")) for style, value in found]


def test_two_columns_of_one_name_are_told_apart():
    assert [workbook._unlike(["Periode", "Bron", "bron"], place) for place in range(3)] == ["Periode", "Bron", "bron 2"]
