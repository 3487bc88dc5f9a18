"""A review catches what is wrong in a built edition, by the check that should; and says what it could not check."""

import json
import shutil
import subprocess
from dataclasses import replace

import nbformat
import pytest

from book import outputs
from book.cli import main
from book.data.quantity import Input
from book.data.reading import load
from book.data.records import DataError
from book.edition import Edition
from book.language.words import section
from book.outputs import Behind, Credit, Figure, Grid, Number, Publication, Rows
from book.publish import csv_files, version
from book.publish.project import ROOT, PublishError
from book.review import cells, charts, checks, pages, report, sentences, sign, spelling
from book.review.chapters import typed
from book.review.checks import Outcome
from book.review.edition import Said, built

EDITION = Edition(2023, "en")
FLOWS = load("migration").where(measure="immigration").frame.set_index("period")
VINTAGE = FLOWS["vintage"]["2023"]  # of the newest figure


def number(value=335668.0, unit="persons", status="A", formula="as published", behind=(("2023", "value"),)):
    inputs = tuple(
        Behind(role, "migration", FLOWS["vintage"].get(year, ""), (year, "immigration")) for year, role in behind
    )
    return Number("arrived", value, unit, formula, status, "2023", inputs)


def change(value):
    return replace(
        number(value, "percent", formula="100 × (now − before) / before", behind=(("2023", "now"), ("2022", "before")))
    )


def said(text, *numbers):
    return sentences.wrong(Said(2023, "summary", "immigration", text, numbers))


def test_a_sentence_that_the_data_bear_out_passes():
    assert said("In 2023, 335,668 people came, 17% fewer than in 2022.", number(), change(-16.7)) == []


@pytest.mark.parametrize(
    ("text", "numbers", "line"),
    [
        ("335,669 came.", [number(335669.0)], "`arrived` says 335669, data/migration.csv has 335668"),
        ("335,668 came.", [number(unit="dwellings")], "is said in dwellings, data/migration.yml has persons"),
        ("17% more came.", [change(-16.7)], "says “more”, which its 1 changes do not bear out"),
        ("17% more came.", [change(16.7)], "`arrived` is 16.7, from 403108 to 335668"),
        ("335,668 came.", [number(status="P")], "`arrived` is provisional, and no mark says so"),
        ("In 2024, 335,668 came.", [number()], "names 2024, after 2023"),
        ("{arrived} came.", [number()], "shows a hole: “{”"),
        ("So " + "many " * 26, [number()], "has 27 words"),
        ("335,668 came.", [number(behind=(("2031", "value"),))], "cannot be held against data/"),
    ],
)  # fmt: skip
def test_a_sentence_that_they_do_not_bear_out_is_named(text, numbers, line):
    assert any(line in one for one in said(text, *numbers))


def test_a_provisional_number_with_its_mark_passes():
    assert said("335,668\\* came.", number(status="P")) == []


def figure(**other):
    rows = Rows(("migration",), ("2023",), ("immigration",), (), (335668.0,), ("A",), (VINTAGE,), ((0,),), (0,))
    made = Figure(
        "fig-sample", "Immigration fell", "Immigrants, Netherlands, 2023, persons", Grid(("period", "persons"), (("2023", "335,668"),)),
        credit=Credit("Source", (("CBS", ""),)), rows=rows, labels={"unit": {"immigration": "persons"}},
        publications=(Publication("CBS", "CBS", "t", "", ""),),
        alt="Line chart: immigrants, the Netherlands, persons. From many in 2022 to fewer in 2023.",
    )  # fmt: skip
    return replace(made, **other)


def broken_rules(shown):
    return [line for check in charts.CHECKS for line in check(shown, "en")]


def test_a_figure_that_keeps_the_rules_passes():
    assert broken_rules(figure()) == [] == list(charts.palette())


@pytest.mark.parametrize(
    ("other", "line"),
    [
        ({"title": "Immigration fell."}, "ends with a full stop"),
        ({"title": "A " * 11}, "longer than 10 words"),
        ({"measure": "Immigrants {shown}"}, "shows a hole"),
        ({"measure": "Immigrants, Netherlands, 2023, dwellings"}, "ends with dwellings, its numbers are in persons"),
        ({"labels": {"unit": {"immigration": "dwellings"}}}, "immigration is in dwellings, data/migration.yml has persons"),
        ({"rows": replace(figure().rows, value=(335669.0,))}, "335669, data/migration.csv has 335668"),
        ({"rows": replace(figure().rows, status=("P",))}, "provisional numbers, and no mark says so"),
        ({"alt": "Line chart."}, "too few words"),
        ({"credit": Credit()}, "names no source"),
    ],
)  # fmt: skip
def test_a_figure_that_breaks_a_rule_is_named(other, line):
    assert any(line in one for one in broken_rules(figure(**other)))


def test_pictures_are_there_and_in_colours_that_can_be_told_from_the_page(tmp_path):
    folder = tmp_path / "figures"
    folder.mkdir()
    assert len(list(charts.files(figure(), tmp_path))) == 3
    for name, colour in (("fig-sample.svg", "#abcdef"), ("fig-sample-dark.svg", "#c4dafb"), ("fig-sample.png", "")):
        (folder / name).write_text(f'<path fill="{colour}"/>')
    assert list(charts.files(figure(), tmp_path)) == ["has a colour that is not in the palette: #abcdef"]


def test_columns_stand_on_zero(tmp_path):
    (tmp_path / "figures").mkdir()
    drawing = tmp_path / "figures" / "fig-sample.svg"
    for text, found in (("<!-- 0 --><!-- 50 -->", 0), ("<!-- 20 --><!-- 50 -->", 1)):
        drawing.write_text(text)
        assert len(list(charts.axes(figure(alt="Column chart: immigrants."), "en", tmp_path))) == found
        assert list(charts.axes(figure(), "en", tmp_path)) == []  # a line need not


def test_a_link_that_leads_nowhere_is_named(tmp_path):
    page = tmp_path / "a.html"
    page.write_text('<html lang="en"><title>A</title><h1 id="top"></h1>')
    text = '<html lang="en"><title>B</title><a href="a.html#top">A</a> <a href="https://a.example/">B</a>'
    assert pages.wrong(tmp_path / "b.html", text, "en") == []
    text += '<a href="c.html">C</a><a href="a.html#end">D</a><img src="https://a.example/x.png">'
    assert pages.wrong(tmp_path / "b.html", text, "nl") == [
        "leads to c.html, which is not there", "leads to a.html#end, and the page has no such place",
        "loads https://a.example/x.png", "does not say its language",
    ]  # fmt: skip


def cell(source, name="sample", kind="code"):
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    return nbformat.v4.new_notebook(cells=[make(source, id=name)])


def test_a_result_that_is_typed_in_a_template_is_named():
    assert list(typed("asylum", cell('say(en="In {year}, {arrived} came.", nl="x y")'))) == []
    (line,) = typed("asylum", cell('say(en="In {year}, 335,669 came.", nl="x y")'))
    assert line.startswith("chapters/asylum.ipynb, cell sample: 335,669 is typed")


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "Statushouders from Türkiye and Curaçao: 17% fewer first-time applicants.", "aplicants"),
        ("nl", "Statushouders uit Turkije, een EU-land: 17 procent minder asielaanvragen.", "asielaanvraagen"),
    ],
)
def test_a_misspelt_word_is_named(language, right, wrong):
    try:
        spelling.speller(language)
    except spelling.NoDictionaryError as error:
        pytest.skip(str(error))
    known = right.replace("Statushouders", "Spreidingswet")
    assert spelling.misspelt(known, language) == []
    assert spelling.misspelt(f"{known} {wrong}", language) == [wrong]
    assert spelling.misspelt(f"`{wrong}` [a](https://{wrong}.example) {{{wrong}}}", language) == []


def display(value):
    sentence = outputs.Sentence(f"{value:,.0f} people came.", (number(value),))
    return [{"output_type": "display_data", "data": outputs.bundle(sentence)}]


def test_a_number_that_reads_otherwise_is_told_with_the_row_behind_it():
    (line,) = cells.in_words("summary", "immigration", display(335668.0), display(335669.0))
    assert line.startswith("`arrived` says 335,668, now 335,669: data/migration.csv row ")
    place = int(line.rsplit(" ", 1)[1])
    text = (ROOT / "data" / "migration.csv").read_text(encoding="utf-8").splitlines()[place - 1]
    assert text.startswith("2023,immigration,335668,")
    assert cells.row(Input("migration", "2031 immigration", VINTAGE)) == "data/migration.csv has no 2031 immigration"
    (line,) = cells.in_words("summary", "immigration", display(1.0), display(1.0))
    assert "chapters/summary.ipynb, cell immigration" in line


def test_nbval_of_a_review_names_the_cell_and_says_it_in_words(tmp_path):
    source = (
        "from book import outputs\nfrom book.outputs import Behind, Number, Sentence\n"
        f"number = Number('arrived', 335668.0, 'persons', 'as published', 'A', '2023', (Behind('value', 'migration', '{VINTAGE}', ('2023', 'immigration')),))\n"
        "class Shown:\n    def _repr_mimebundle_(self, **options):\n        return outputs.bundle(Sentence('335,668 people came.', (number,)))\nShown()"
    )
    notebook = cell(source, "immigration")
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    shown = display(335667.0)[0]["data"]
    notebook.cells[0].outputs = [nbformat.v4.new_output("execute_result", shown, execution_count=1)]
    notebook.cells[0].execution_count = 1
    nbformat.write(notebook, tmp_path / "summary.ipynb")
    looked, (line,) = cells.run(tmp_path)
    assert looked == 1
    assert line.startswith("summary: immigration: `arrived` says 335,667, now 335,668: data/migration.csv row ")


def test_a_dataset_that_is_damaged_and_a_class_that_changed_are_named(monkeypatch):
    def damaged(name):
        raise DataError(f"data/{name}.csv, row 2: a wrong value")

    monkeypatch.setattr(checks, "datasets", lambda: ["migration"])
    monkeypatch.setattr(checks, "findings", damaged)
    assert checks.data(None).wrong == ("data/migration.csv, row 2: a wrong value",)
    accepted = checks.load_table("ledger")
    monkeypatch.setattr(checks.claims, "ledger", lambda: accepted.assign(**{"class": "equal"}))
    assert any("class own, now equal" in line for line in checks.ledger(None).wrong)


def test_without_a_browser_or_a_dictionary_it_is_said_and_stands_not_in_the_way(monkeypatch, tmp_path):
    def none(*arguments):
        raise checks.browser.NoBrowserError("no Chromium")

    monkeypatch.setattr(checks.browser, "wrong", none)
    outcome = checks.accessibility(built_of(tmp_path))
    assert (outcome.skipped, outcome.wrong) == ("no Chromium", ())
    text, _ = report.write(EDITION, {"accessibility": outcome}, tmp_path)
    assert "Not checked: no Chromium" in text.read_text(encoding="utf-8")


def built_of(folder):
    """A book of no chapters."""
    place = folder / EDITION.name
    (place / "html").mkdir(parents=True)
    (place / "datapackage.json").write_text("{}")
    return built(EDITION, folder)


OUTCOMES = {
    "links": Outcome(9),
    "data": Outcome(2, ("data/a.csv, row 2: <wrong>",)),
    "standing": Outcome(5, told=("1 of 5",)),
}


def test_the_page_says_what_was_checked_what_fell_short_and_who_mends_it(tmp_path):
    text, page = (path.read_text(encoding="utf-8") for path in report.write(EDITION, OUTCOMES, tmp_path))
    assert "Not to be published yet: 1 of the 3 checks found something wrong." in text
    assert "✗ The datasets are what" in text and "✓ All that a page loads" in text
    assert "data/a.csv, row 2: <wrong>" in text and "To mend: whoever keeps the dataset" in text and "1 of 5" in text
    assert "&lt;wrong&gt;" in page and '<html lang="en">' in page and "<wrong>" not in page
    assert not report.publishable(OUTCOMES) and report.publishable({"standing": OUTCOMES["standing"]})


def test_every_check_has_its_words():
    for language in ("en", "nl"):
        assert set(section("review_checks", language)) == set(section("review_mends", language)) == set(checks.CHECKS)


def test_the_command_answers_with_its_status(monkeypatch, capsys, tmp_path):
    found = {"links": Outcome(1), "data": Outcome(1, ("a line",))}
    monkeypatch.setattr("book.review.edition.built", lambda edition: None)
    monkeypatch.setattr("book.cli.checking.BUILD", tmp_path)
    monkeypatch.setattr(checks, "CHECKS", {name: lambda book, name=name: found[name] for name in found})
    assert main(["review", "2023", "nl", "--only", "links"]) == 0
    assert main(["review", "2023", "nl"]) == 1
    assert main(["review", "2023", "nl", "--only", "rain"]) == 2
    assert main(["review", "2023", "nl", "--only", "links", "--sign", "A"]) == 2
    assert "a line" in capsys.readouterr().out


def test_a_book_that_is_not_there_is_asked_for(tmp_path):
    with pytest.raises(DataError, match=r"2023-en has not been built: python -m book build 2023 en"):
        built(EDITION, tmp_path)


@pytest.fixture
def repository(tmp_path):
    """A repository with data and one commit."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("a\n")
    who = ["-c", "user.name=a", "-c", "user.email=a@a.example"]
    for call in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "begin"]):
        subprocess.run(["git", *call], cwd=tmp_path, check=True)
    return tmp_path


def test_who_signs_is_kept_with_commit_and_data(repository):
    first = sign.sign(EDITION, " An Official ", repository)
    (repository / "data" / "a.csv").write_text("b\n")
    with pytest.raises(PublishError, match=r"commit first, what is signed must be in it: M data/a\.csv"):
        sign.sign(EDITION, "An Official", repository)
    (repository / "data" / "a.csv").write_text("a\n")
    sign.sign(EDITION, "Another", repository)
    head, *rows = csv_files.read(repository / sign.FILE)
    assert head == sign.HEAD and rows[0] == first and [row[1] for row in rows] == ["An Official", "Another"]
    assert rows[0][2] == "2023-en" and len(rows[0][3]) == 40 and rows[0][4] == version.data(repository / "data")


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_is_no_signature(repository, name):
    with pytest.raises(PublishError, match="gives a name"):
        sign.sign(EDITION, name, repository)


def test_without_a_repository_nothing_is_signed(tmp_path):
    with pytest.raises(PublishError, match="git tells of none here"):
        sign.sign(EDITION, "A", tmp_path)


@pytest.mark.book
def test_a_kept_edition_passes_and_what_is_planted_in_it_is_caught(books, tmp_path):
    """The checks that need no cell to run, on the book as it was built, then on a copy with errors in it."""
    whole = built(EDITION, books["en"].parent)
    quick = [name for name in checks.CHECKS if name not in ("notebooks", "accessibility", "spelling")]
    assert {name: checks.CHECKS[name](whole).wrong for name in quick} == dict.fromkeys(quick, ())
    shutil.copytree(books["en"], tmp_path / EDITION.name)
    planted = tmp_path / EDITION.name
    page = planted / "html" / "chapters" / "summary.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("</main>", '<a href="gone.html">x</a></main>'), encoding="utf-8"
    )
    path = planted / "chapters" / "inflow_and_outflow.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for one in notebook["cells"]:
        for output in one.get("outputs", []):
            plant(output.get("data", {}).get(outputs.MIME, {}))
    path.write_text(json.dumps(notebook), encoding="utf-8")
    found = built(EDITION, tmp_path)
    assert any("gone.html" in line for line in checks.links(found).wrong)
    assert any("335669, data/migration.csv has 335668" in line for line in checks.words(found).wrong)
    assert any("dwellings" in line for line in checks.figures(found).wrong)


def plant(value):
    """A wrong number in each sentence that says 335,668, a wrong unit in each figure of persons."""
    for one in value.get("sentences", [value]):
        for said in one.get("numbers", []):
            said["value"] = 335669.0 if said["value"] == 335668 else said["value"]
    for code, unit in value.get("labels", {}).get("unit", {}).items():
        value["labels"]["unit"][code] = "dwellings" if unit == "persons" else unit
