"""The command line: thin, one line for what is wrong, status 2, nothing built."""

import subprocess
import sys

import pytest

from book import cli
from book.data.plausible import known
from book.data.records import DATA
from book.publish.project import ROOT


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["build", "2014"], "no edition of 2014; there are 2015 to 2025"),
        (["build", "twenty"], "no edition of 'twenty'"),
        (["build", "2023", "fr"], "no language 'fr'; there are en, nl"),
        (["build", "2023", "nl", "--as-of", "yesterday"], "as_of is 'yesterday', not a date"),
        (["build", "²"], "no edition of '²'; there are 2015 to 2025"),
        (["build", "٢٠٢٣"], "no edition of '٢٠٢٣'"),
        (["build", "9" * 5000], "no edition of '999999999999...9999999999999'; there are 2015 to 2025"),
        (["build", "2023", "en", "--as-of", "2099-01-01"], "as_of is 2099-01-01, after today"),
        (["chapter", "outflow"], "no chapter outflow; there are "),
        (["chapter", "summary", "2014"], "no edition of 2014"),
        (["explain", "64,405", "2014"], "no edition of 2014"),
        (["compare", "2014", "2023"], "no edition of 2014"),
        (["compare", "2023", "HEAD"], "a year is compared with a year, a revision with a revision"),
        (["check", "weather"], "no dataset weather; there are"),
        (["import", "weather", "file.csv", "--vintage", "2024-01-01"], "no dataset weather; there are"),
        (["import", "migration", "file.csv"], "the following arguments are required: --vintage"),
        (["refresh", "weather"], "no dataset weather; there are"),
        (["refresh", "--accept"], "--accept takes the names"),
        (["add", "weather"], "no dataset weather; there are"),
        (["new", "dataset", "weather", "--from", "absent.csv"], "absent.csv"),
        (["new", "chapter", "No-name"], "a chapter is named in lower case"),
        (["new", "section", "outflow", "name"], "no chapter outflow; there are "),
        (["edition", "2014"], "no edition of 2014; there are 2015 to 2025"),
        (["edition", "next"], "no edition of 'next'"),
        (["import", "immigration_motive", "absent.csv", "--vintage", "2024-01-01"], "absent.csv"),
    ],
)
def test_a_wrong_call_says_in_one_line_what_there_is(call, message, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("book.publish.build.BUILD", tmp_path)
    assert cli.main(call) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("call", [["bild"], ["build", "--yaer", "2021"], []])
def test_a_misspelt_call_ends_with_one_line_and_status_2(call, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(call)
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_check_counts_the_rows_of_a_dataset(capsys):
    assert cli.main(["check", "migration"]) == 0
    held = len((DATA / "migration.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert capsys.readouterr().out.startswith(f"migration: {held} rows, 100% first-hand, 99% with a day or a bound")


def test_check_tells_how_much_is_first_hand_and_dated_of_each_dataset_and_of_all(capsys):
    counts = [known(name) for name in ("housing_target", "departures")]
    assert counts[0][1] < counts[0][0] and counts[1][2] == counts[1][0]  # some via others; a day or a bound for all
    assert cli.main(["check", "housing_target", "departures"]) == 0
    rows, first, dated = map(sum, zip(*counts, strict=True))
    said = f"all datasets: {rows} rows, {first / rows:.0%} first-hand, {dated / rows:.0%} with a day or a bound"
    assert capsys.readouterr().out.strip().endswith(said)


def test_help_lists_the_verbs(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert all(verb in said for verb in ("build", "chapter", "notebooks", "import", "refresh", "add", "new", "check"))


def test_an_interruption_while_modules_are_imported_is_one_line():
    importing = (
        "import runpy, sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *ignored):\n"
        "        if name == 'book.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "runpy.run_module('book', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", importing], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "book: interrupted\n")
