"""The order of the chapters is the one that Sphinx itself reads from `_toc.yml`."""

import pytest

from book.outputs import Figure, Grid, Loaded, Table
from book.publish.contents import chapters, repeated, shown

ALL = ["asylum", "definitions", "integration", "sources", "summary"]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("chapters:\n- file: chapters/asylum\n- file: chapters/sources\n", ["summary", "asylum", "sources"]),
        (
            "chapters:\n- file: chapters/asylum\n  sections:\n  - file: chapters/integration\n- file: chapters/sources\n",
            ["summary", "asylum", "integration", "sources"],
        ),
        (
            "parts:\n- caption: One\n  chapters:\n  - file: chapters/sources\n"
            "- caption: Two\n  chapters:\n  - file: chapters/asylum\n",
            ["summary", "sources", "asylum"],
        ),
        (
            "chapters:\n- url: https://example.org\n  title: Elsewhere\n- file: chapters/asylum\n",
            ["summary", "asylum"],
        ),
        (
            "chapters:\n- file: chapters/sources\n- glob: chapters/*\n",
            ["summary", "sources", "asylum", "definitions", "integration"],
        ),
        ("chapters:\n- file: chapters/absent\n- file: chapters/asylum\n", ["summary", "asylum"]),
    ],
    ids=["plain", "nested", "parts", "url", "glob", "absent"],
)
def test_chapters_stand_in_the_order_of_the_book(rest, expected, tmp_path):
    toc = tmp_path / "_toc.yml"
    toc.write_text(f"format: jb-book\nroot: chapters/summary\n{rest}")
    assert list(chapters(ALL, toc)) == expected


def test_the_book_itself_begins_with_its_summary_and_ends_with_its_sources():
    found = chapters(["sources", "asylum", "summary", "world_and_eu"])
    assert found == {"summary": 0, "world_and_eu": 1, "asylum": 3, "sources": 8}


def picture(kind, name):
    return name, kind(name, "T", "M", Grid((), ()))


READ = {
    "summary": [picture(Figure, "fig-a")],
    "asylum": [picture(Figure, "fig-b"), ("set-up", Loaded("x")), picture(Table, "tab-a"), picture(Figure, "fig-c")],
    "integration": [picture(Figure, "fig-d")],
    "sources": [picture(Table, "tab-b")],
}


@pytest.mark.parametrize(
    ("numbered", "expected"),
    [
        ("options: {numbered: true}\n", {
            "Figuur 1": "fig-a", "Figuur 1.1": "fig-b", "Tabel 1.1": "tab-a", "Figuur 1.2": "fig-c", "Figuur 1.3": "fig-d",
            "Tabel 2.1": "tab-b",
        }),
        ("", {
            "Figuur 1": "fig-a", "Figuur 2": "fig-b", "Tabel 1": "tab-a", "Figuur 3": "fig-c", "Figuur 4": "fig-d",
            "Tabel 2": "tab-b",
        }),
    ],
)  # fmt: skip
def test_figures_and_tables_have_the_numbers_of_their_pages(numbered, expected, tmp_path):
    toc = tmp_path / "_toc.yml"
    rest = "chapters:\n- file: chapters/asylum\n  sections:\n  - file: chapters/integration\n- file: chapters/sources\n"
    toc.write_text(f"format: jb-book\nroot: chapters/summary\n{numbered}{rest}")
    found = shown(dict(reversed(READ.items())), "nl", toc)
    assert {name: output.id for name, output in found.items()} == expected


def test_two_figures_of_one_id_are_one_line_that_names_both_places():
    assert repeated(READ) == []
    twice = READ | {"integration": [("cell-x", picture(Table, "fig-b")[1])]}
    (line,) = repeated(twice)
    assert line == "fig-b: two figures of one id: chapter asylum, cell fig-b and chapter integration, cell cell-x"
