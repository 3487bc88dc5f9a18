"""`book compare`: what differs between two editions, on a page and as CSV."""

import csv
import subprocess

import pytest

from book.edition import Edition
from book.outputs import Figure, Grid, Number, Paragraph, Sentence
from book.publish import compare_page, revisions
from book.publish.compare import Difference, differences, total
from book.publish.project import PublishError


def chapters(value, text, cells, status="A"):
    number = Number("first", value, "persons", "as published", status, "2023", ())
    figure = Figure("fig-first", "Requests", "Persons", Grid(("Year", "First", "Repeat"), tuple(cells)))
    return {"asylum": [("brief", Paragraph((Sentence(text, (number,)),))), ("drawn", figure)]}


EDITION = Edition(2023, "en")
BEFORE = chapters(5, "In 2023, **5** people [asked](#fig-first).", [("2022", "4", "1"), ("2023", "5*", "1")])
AFTER = chapters(6, "In 2023, **6** people [asked](#fig-first).", [("2023", "5", "2"), ("2024", "7", "3")])


def test_numbers_sentences_and_cells_that_differ_are_found_and_what_is_alike_is_not():
    found = {(one.kind, one.name): (one.before, one.after, one.only_marks) for one in differences(BEFORE, AFTER)}
    assert found == {
        ("numbers", "first"): ("5 persons", "6 persons", False),
        ("sentences", ""): ("In 2023, 5 people asked.", "In 2023, 6 people asked.", False),
        ("figures", "2023, First"): ("5*", "5", True),
        ("figures", "2023, Repeat"): ("1", "2", False),
        ("figures", "2024, First"): ("", "7", False),
        ("figures", "2024, Repeat"): ("", "3", False),
        ("figures", "2022, First"): ("4", "", False),
        ("figures", "2022, Repeat"): ("1", "", False),
    }
    assert differences(BEFORE, BEFORE) == []
    assert total(BEFORE, AFTER) == {"numbers": 1, "sentences": 1, "figures": 1}


def test_a_number_that_has_become_final_differs_in_a_sign_alone():
    (found,) = differences(chapters(5, "Five.", [], "P"), chapters(5, "Five.", []))
    assert found == Difference("numbers", "asylum", "brief", "first", "5* persons", "5 persons")
    assert found.only_marks


def test_two_sentences_of_one_cell_are_two_places():
    said = {"asylum": [("brief", Paragraph((Sentence("One."), Sentence("Two."))))]}
    other = {"asylum": [("brief", Paragraph((Sentence("One."), Sentence("Three."))))]}
    assert [(one.before, one.after) for one in differences(said, other)] == [("Two.", "Three.")]


def test_the_page_sets_old_and_new_side_by_side_and_signs_apart(tmp_path):
    found = differences(BEFORE, AFTER)
    path = compare_page.write(found, ("2022-nl", "2023-nl"), (BEFORE, AFTER), "nl", tmp_path)
    text = path.read_text(encoding="utf-8")
    assert '<html lang="nl">' in text and "2022-nl en 2023-nl vergeleken" in text and text.count("<table>") == 4
    assert '<th scope="row">asylum.brief first</th><td>5 persons</td><td>6 persons</td>' in text
    assert "[1 getallen veranderd, 2 nieuw, 2 weg]" in text
    assert text.index(">5*</td><td>5</td>") > text.index("Wat alleen verschilt in tekens")
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(found) == 8
    assert [row["name"] for row in rows if row["only_marks"] == "true"] == ["2023, First"]


def test_editions_without_a_difference_say_so(tmp_path):
    path = compare_page.write([], ("a", "b"), (BEFORE, BEFORE), "en", tmp_path)
    assert path.read_text(encoding="utf-8").count("<p>Nothing.</p>") == 4


def test_a_revision_is_run_with_its_own_code_and_data(tmp_path, monkeypatch):
    """A project of two commits whose `book` writes what its own data say."""
    code = (
        "import pathlib, nbformat\nfrom book_words import bundle\n"
        "cell = nbformat.v4.new_code_cell('x', id='brief', outputs=[nbformat.v4.new_output('display_data', bundle())])\n"
        "pathlib.Path('out.ipynb').write_text(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])))\n"
        "print(pathlib.Path('out.ipynb').resolve())\n"
    )
    words = "import pathlib\ndef bundle():\n    text = pathlib.Path('data.txt').read_text()\n    return {'application/vnd.book+json': {'kind': 'sentence', 'text': text}}\n"
    for name, text in {"book/__main__.py": code, "book_words.py": words, "chapters/asylum.ipynb": "{}"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(revisions, "ROOT", tmp_path)
    git(tmp_path, "init", "--quiet")
    for text in ("Old.", "New."):
        (tmp_path / "data.txt").write_text(text, encoding="utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "--message", text)
    before, after = (revisions.read(revisions.commit(name), EDITION) for name in ("HEAD~1", "HEAD"))
    assert [(one.place, one.before, one.after) for one in differences(before, after)] == [("brief", "Old.", "New.")]
    with pytest.raises(PublishError, match="git rev-parse"):
        revisions.commit("no-such-revision")


def git(folder, *call):
    subprocess.run(["git", *call], cwd=folder, check=True)
