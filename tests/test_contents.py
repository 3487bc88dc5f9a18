"""The order of the chapters is the one that Sphinx itself reads from `_toc.yml`."""

import pytest

from book.publish.contents import chapters

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
    assert chapters(ALL, toc) == expected


def test_the_book_itself_begins_with_its_summary_and_ends_with_its_sources():
    found = chapters(["sources", "asylum", "summary", "world_and_eu"])
    assert found == ["summary", "world_and_eu", "asylum", "sources"]
