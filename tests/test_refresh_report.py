"""The revision report, and the whole call: what it writes, says and leaves, and what an edition would say."""

import csv
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_output
from projects import made as project_made
from refreshing import answer, gives, made, rows

from book import cli, outputs
from book.outputs import Figure, Grid, Loaded, Paragraph, Sentence
from book.publish.project import ROOT
from book.refresh import renew, report
from book.refresh.effects import Effect, effects

SENTENCE = """from book.chapter import Chapter
chapter = Chapter(year, language, as_of)
came = chapter.load("sample").where(measure="came", country="NL")
chapter.say(en="In {year}, {now} came.", nl="In {year} kwamen er {now}.", now=came.at(year))"""
CALL = """import sys
from pathlib import Path
sys.path.insert(0, TESTS)
from refreshing import answer, rows
import book.providers.fetch as provider
provider.fetch = lambda record, transport: answer(rows("2022", "2023", "2024", came_2023_NL="310", net_2023_NL="210"))
from book.cli import main
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def outcomes(folder, **answers):
    for name in answers:
        made(folder, name)
    return renew.examine(answers, gives(**answers), folder)


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_tells_per_dataset_what_is_new_revised_held_back_and_failed(tmp_path):
    told = outcomes(
        tmp_path,
        grown=answer(rows("2022", "2023", "2024", came_2023_NL="310", net_2023_NL="210", left_2022_BE="100/P"), notes=("a new code: XK",)),
        short=answer(rows("2023")),
        gone=OSError(110, "Connection timed out"),
        same=answer(rows("2022", "2023")),
    )  # fmt: skip
    effect = Effect("asylum", "first-requests", "300 came.", "310 came.")
    text = report.write(told, [effect], tmp_path / "left", ["chapter world: cell x"]).read_text(encoding="utf-8")
    for line in (
        "| grown | 9 | 2 | 1 | 15 | fresh |", "New periods: 2024", "- Note: a new code: XK",
        "| 2023 came NL | 300 A (2024-03-01) | 310 A | 10 |", "- Held back: 9 rows, and 18 are held",
        "- Failed, the data stay as they were: Connection timed out", "| asylum | first-requests | 300 came. | 310 came. |",
        "- Does not run: chapter world: cell x",
    ):  # fmt: skip
        assert line in text.replace("\\", ""), line
    assert "## same" not in text
    changes = read(tmp_path / "left" / "report.csv")
    kinds = [(row["dataset"], row["what"]) for row in changes]
    assert kinds.count(("grown", "new")) == 9 and kinds.count(("grown", "revised")) == 2
    assert kinds.count(("grown", "status")) == 1 and ("short", "held back") in kinds and ("gone", "failed") in kinds
    (came,) = (row for row in changes if row["key"] == "2023 came NL")
    assert (came["old"], came["new"], came["difference"], came["old_vintage"], came["new_vintage"]) == (
        "300", "310", "10", "2024-03-01", "2025-03-01",
    )  # fmt: skip
    assert [row["new"] for row in read(tmp_path / "left" / "sentences.csv")] == ["310 came."]


def test_a_report_of_what_was_not_written_says_so(tmp_path):
    told = outcomes(tmp_path, same=answer(rows("2022", "2023", "2024")))
    text = report.write(told, None, tmp_path / "left").read_text(encoding="utf-8")
    assert "Not looked at: nothing was written." in text and not (tmp_path / "left" / "sentences.csv").exists()


def test_sentences_and_rows_of_figures_that_differ_stand_side_by_side():
    def shown(number):
        said = Paragraph((Sentence(f"{number} came."), Sentence("All is well.")))
        figure = Figure("fig-a", f"{number} came", "Persons", Grid(("year", "came"), (("2022", "1"), ("2023", number))))
        return {"asylum": [("data", Loaded("sample")), ("first", said), ("figure-a", figure)], "other": []}

    found = effects(shown("300"), shown("310") | {"added": [("x", Sentence("New."))]})
    assert found == [
        Effect("asylum", "first", "300 came.", "310 came."),
        Effect("asylum", "fig-a", "300 came", "310 came"),
        Effect("asylum", "fig-a", "2023 │ 300", "2023 │ 310"),
    ]
    assert effects(shown("300"), shown("300")) == []


def test_the_calls_that_only_tell_need_no_provider(capsys):
    assert cli.main(["refresh", "reception", "--list"]) == 0
    assert capsys.readouterr().out.split()[:3] == ["reception", "2025-01-06", "add"]
    assert cli.main(["refresh", "--due"]) == 0
    due = capsys.readouterr().out
    assert "processing_time" in due and "labour_by_origin" not in due  # of which no day is known
    assert cli.main(["refresh", "--accept"]) == 2 and cli.main(["refresh", "reception"]) == 2
    said = capsys.readouterr().err
    assert "--accept takes the names" in said and "no provider serves reception: python -m book add reception" in said


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with one dataset, which a provider serves, and a chapter that loads it."""
    folder = project_made(tmp_path_factory.mktemp("project"), "one", "other")
    (folder / "data").unlink()
    (folder / "data").mkdir()
    made(folder / "data")
    shutil.copy(ROOT / "data" / "editions.yml", folder / "data")
    (folder / "data" / "editions.csv").write_text("year,status\n2023,complete\n", encoding="utf-8")
    path = folder / "chapters" / "one.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells[1].source = SENTENCE
    notebook.cells[1].outputs = [new_output("display_data", outputs.bundle(Loaded("sample")))]
    nbformat.write(notebook, path)
    (folder / "call.py").write_text(CALL.replace("TESTS", repr(str(ROOT / "tests"))), encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "data"], cwd=folder, check=True)
    return folder


def called(project, *call):
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "call.py", *call], cwd=project, env=environment, capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr


def data(project):
    return {path.name: path.read_bytes() for path in (project / "data").iterdir()}


@pytest.mark.book
def test_a_refresh_from_the_call_to_the_sentences_that_change(project):
    before = data(project)
    status, said, error = called(project, "refresh", "--dry-run")
    assert (status, data(project)) == (0, before), error
    assert "sample: 9 new, 2 revised, 0 with another status, 16 as held" in said
    status, said, error = called(project, "refresh", "sample")
    assert status == 0, error
    difference = ["git", "diff", "--numstat", "--", "data"]
    counts = subprocess.run(difference, cwd=project, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]
    assert [line.split("\t")[1:] for line in counts] == [["0", "data/sample.csv"], ["0", "data/sample.yml"]]
    text = (project / "_build" / "refresh" / "report.md").read_text(encoding="utf-8")
    assert "| one | second | In 2023, 300 came. | In 2023, 310 came. |" in text
    status, said, error = called(project, "refresh")
    assert status == 0 and "sample: 0 new, 0 revised, 0 with another status, 27 as held" in said


@pytest.mark.book
def test_an_edition_to_come_tells_what_is_held_and_would_be_said(project):
    called(project, "refresh")
    status, said, error = called(project, "edition", "2024")
    assert status == 0, error
    assert "1 final; 1 sentences, 0 without figures" in said
    text = (project / "_build" / "refresh" / "edition-2024-en.md").read_text(encoding="utf-8")
    assert "| final | sample |" in text and "- In 2024, 300 came." in text
    status, said, error = called(project, "edition", "2025")
    assert status == 2 and "no edition of 2025; there are 2023 to 2023" in error
