"""The script that compares two builds sees what differs and nothing else."""

import shutil

import pytest
import xlsxwriter
from compare_books import cells_of_workbook, first_lines, main, words_of_page

PAGE = """<html><head><title>Asylum &amp; more</title><script>var words = 1</script></head><body><nav>menu</nav>
<article class="bd"><h1>Asylum</h1><p>In 2023,
<b>38,375</b> people&nbsp;asked.</p><img src="a.svg" alt="A line"><!-- no words --><style>p {}</style></article></body></html>"""
ROWS = "chapter,value\nasylum,1\nasylum,2\n"


def workbook(path, **sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for place, value in cells.items():
                sheet.write(place, value)


def edition(folder):
    """A folder with one small edition."""
    for part in ("html/chapters", "figures"):
        (folder / "2023-en" / part).mkdir(parents=True)
    texts = {"numbers.csv": ROWS, "trail.csv": ROWS, "html/chapters/asylum.html": PAGE}
    texts |= {
        "figures/fig-a.csv": ROWS,
        "figures/fig-a.json": "{}",
        "figures/fig-a.svg": "<svg/>",
        "figures/fig-a.png": "x",
    }
    for name, text in texts.items():
        (folder / "2023-en" / name).write_text(text, encoding="utf-8")
    workbook(folder / "2023-en" / "book.xlsx", contents={"A1": "Title"}, a={"A1": "Number", "A2": 5})
    return folder


@pytest.fixture
def builds(tmp_path):
    return edition(tmp_path / "before"), edition(tmp_path / "after")


def test_words_of_a_page_are_its_title_and_article_with_whitespace_folded():
    assert words_of_page(PAGE) == ["Asylum & more", "Asylum", "In 2023, 38,375 people asked.", "A line"]


def test_a_page_without_an_article_has_the_words_of_its_body():
    assert words_of_page("<title>T</title><body><p>One</p><p>Two <i>three</i></p></body>") == ["T", "One", "Two three"]


def test_markup_alone_is_no_difference_of_words():
    assert words_of_page(PAGE) == words_of_page(PAGE.replace("<b>", '<span class="n">').replace("</b>", "</span>"))


def test_a_workbook_is_read_by_sheet_and_cell(tmp_path):
    workbook(tmp_path / "a.xlsx", first={"A1": "Title", "B2": 5.5}, second={"A1": "a & b"})
    assert cells_of_workbook(tmp_path / "a.xlsx") == {"first": ["A1: Title", "B2: 5.5"], "second": ["A1: a & b"]}


def test_the_first_lines_of_a_difference_say_where_it_begins():
    assert first_lines(["a", "b", "c"], ["a", "x", "c"]) == ["line 2", "-b", "+x"]
    assert first_lines(["a"], ["a", "b"]) == ["line 2", "+b"]


def test_equal_builds_are_equal_and_their_status_is_0(builds, capsys):
    (builds[1] / "2023-en" / "figures" / "fig-a.png").write_text("pictures of points are not compared")
    assert main(*builds) == 0
    said = capsys.readouterr().out.splitlines()
    assert {"2023-en numbers: 1 equal", "2023-en figures: 3 equal", "2023-en pages: 1 equal"} <= set(said)
    assert said[-1] == "1 editions compared: equal"


@pytest.mark.parametrize(
    ("name", "old", "new", "kind", "shown"),
    [
        ("numbers.csv", "asylum,2", "asylum,3", "numbers", ["line 3", "-asylum,2", "+asylum,3"]),
        ("trail.csv", "asylum,1\nasylum,2", "asylum,2\nasylum,1", "trail", ["line 2", "+asylum,2", "-asylum,2"]),
        ("figures/fig-a.csv", "\n", "\r\n", "figures", ["line 1"]),
        ("figures/fig-a.json", "{}", "[]", "figures", ["-{}", "+[]"]),
        ("figures/fig-a.svg", "<svg/>", "<svg />", "figures", ["-<svg/>", "+<svg />"]),
        ("html/chapters/asylum.html", "38,375", "38,376", "pages", ["-In 2023, 38,375 people asked."]),
    ],
)
def test_a_difference_is_named_by_edition_kind_and_line(builds, capsys, name, old, new, kind, shown):
    path = builds[1] / "2023-en" / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8", newline="")
    assert main(*builds) == 1
    said = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert any(line.startswith(f"2023-en {kind}: 1 differences in ") for line in said)
    assert {name, *shown} <= set(said)
    assert said[-1] == "1 editions compared: 1 differences"


def test_a_changed_cell_is_named_by_its_sheet(builds, capsys):
    workbook(builds[1] / "2023-en" / "book.xlsx", contents={"A1": "Title"}, a={"A1": "Number", "A2": 6})
    assert main(*builds) == 1
    said = capsys.readouterr().out
    assert "book.xlsx, a\n" in said and "-A2: 5\n" in said and "+A2: 6\n" in said


def test_a_missing_file_and_a_missing_edition_are_differences(builds, capsys):
    (builds[1] / "2023-en" / "figures" / "fig-a.svg").unlink()
    shutil.copytree(builds[0] / "2023-en", builds[0] / "2022-en")
    assert main(*builds) == 1
    said = capsys.readouterr().out
    assert "2022-en: only before\n" in said and "fig-a.svg\n        only before\n" in said


def test_two_folders_without_a_common_edition_are_not_equal(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    assert main(tmp_path / "one", tmp_path / "other") == 1
