"""What a human begins or enters: an observation, a dataset from a file, a chapter, a section."""

import re
import shutil

import nbformat
import pytest
import reading as chapters_read
from refreshing import made

from book import cli
from book.data.reading import load, rows
from book.data.records import DATA, DataError, read_record
from book.data.schema import TO_FILL_IN
from book.outputs import read as outputs_of
from book.publish import contents, execute, notebooks
from book.publish.project import CHAPTERS
from book.refresh import skeletons
from book.refresh.adding import add, asker
from book.refresh.starting import start

ROW = {"period": "2024", "measure": "came", "country": "NL", "value": "320", "status": "A"}
PAGE = {
    "source": "page-2025", "day": "2025-02-01", "organisation_en": "Bureau (B)", "organisation_nl": "Bureau (B)",
    "title": "Jaarbericht", "address": "https://example.org/jaarbericht", "licence": "",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    made(tmp_path)
    return tmp_path


def silent(question):
    raise EOFError


def test_an_observation_is_added_with_what_is_given_and_a_source_of_its_own(folder):
    shown = []
    said = add("sample", asker(ROW | PAGE, silent), lambda row: not shown.append(row), folder)
    assert said == "sample: 1 new, 0 revised, 0 with another status, 0 as held"
    assert "2024,came,NL,320,A,2025-02-01,page-2025" in shown[0] and "title: Jaarbericht" in shown[0]
    assert load("sample", folder=folder).at("2024", measure="came", country="NL").value == 320
    source = read_record("sample", folder).sources["page-2025"]
    assert (source.published, source.short["nl"], source.title["en"]) == ("2025-02-01", "B", "Jaarbericht")


def test_what_is_not_given_is_asked_for_with_a_default(folder):
    asked = []

    def answers(question):
        asked.append(question)
        return {"period": "2021", "measure": "came", "country": "NL", "value": "320"}.get(question.split(" ")[0], "")

    add("sample", asker({}, answers), lambda row: True, folder)
    assert [question.split(" ")[0] for question in asked] == [
        "period", "measure", "country", "value", "status", "source", "day",
    ]  # fmt: skip
    assert "net, came, left" in asked[1] and "[2024-03-01]" in asked[-1]
    assert load("sample", folder=folder).at("2021", measure="came", country="NL").value == 320


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"period": "20x"}, "'20x' is no period"),
        ({"country": "QQ"}, "'QQ' is no country code"),
        ({"value": "3,2"}, "'3,2' is no number"),
        ({"status": "Z"}, "'Z' is no status"),
        ({"day": "yesterday"}, "not a day such as 2024-06-14"),
        ({"address": "example.org"}, "not an address"),
        ({"value": "-1"}, "below 0"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(changed, message, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(DataError, match=re.escape(message)):
        add("sample", asker(ROW | PAGE | changed, silent), lambda row: True, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_row_that_is_not_confirmed_or_held_already_is_not_added(folder):
    before = (folder / "sample.csv").read_bytes()
    assert add("sample", asker(ROW | PAGE, silent), lambda row: False, folder) == "sample: nothing added"
    held = ROW | {"period": "2023", "value": "300", "source": "table-x1", "day": "2024-03-01"}
    assert add("sample", asker(held, silent), lambda row: True, folder) == "sample: as held, nothing to add"
    assert (folder / "sample.csv").read_bytes() == before


def test_what_is_missing_and_no_one_answers_is_named(folder):
    with pytest.raises(DataError, match="measure is missing: net, came, left"):
        add("sample", asker({"period": "2024"}, silent), lambda row: True, folder)


def test_the_command_line_names_a_dimension_that_has_no_code(capsys):
    assert cli.main(["add", "reception", "--dimension", "place"]) == 2
    assert "--dimension is 'place', not a name and a code" in capsys.readouterr().err


SDMX = (
    "STRUCTURE,STRUCTURE_ID,freq,Time frequency,unit,Unit of measure,citizen,Country of citizenship,geo,Geopolitical entity"
    " (reporting),TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG,CONF_STATUS\n"
    + "".join(
        f'dataflow,ESTAT:MIGR_XYZ(1.0),A,Annual,PER,Person,{code},"{words}",{geo},{name},{year},,{value},,{flag},\n'
        for code, words in (("TOTAL", "Total"), ("FOR_STLS", "Foreign country, stateless"))
        for geo, name in (("EL", "Greece"), ("NL", "Netherlands"), ("EA20", "Euro area"))
        for year, value, flag in (("2022", "120", ""), ("2023", "135", "p"))
    )
)
TSV = "freq,unit,sex,geo\\TIME_PERIOD\t2022 \t2023 \nA,PC,T,NL\t12.5 \t13.0 b\nA,PC,T,EL\t: \t9.5 \nA,PC,F,NL\t2.5 \t3 \nA,PC,F,EL\t2 \t2 \n"
CBS = (
    "JaarVanImmigratie,jaar,Migratiemotief,Migratiemotief_label,Immigranten_1,Personen_2\n"
    "2022JJ00,2022,T001056,Totaal,55615,10\n2022JJ00,2022,A009232,Arbeid,15,4\n2023JJ00,2023,T001056,Totaal,5,1\n"
)
UNHCR = "year,coo_iso,coa_iso,coo_name,coa_name,refugees,oip\n2022,SYR,NLD,Syria,Netherlands,10,-\n2022,SYR,DEU,Syria,Germany,20,1\n"
FILES = {
    "eurostat-labels": (SDMX, "eurostat", ["citizen", "country"], 8),
    "eurostat-tsv": (TSV, "eurostat", ["sex", "country"], 8),
    "cbs": (CBS, "cbs", ["migratiemotief"], 6),
    "unhcr": (UNHCR, "unhcr", ["country"], 5),
}


def filled(folder, name="made"):
    """The record with something in each place that is to be filled in."""
    path = folder / f"{name}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(TO_FILL_IN, "x"), encoding="utf-8")


@pytest.mark.parametrize("case", FILES)
def test_a_dataset_begins_with_what_a_file_says_and_is_refused_until_the_rest_is_filled_in(case, tmp_path):
    text, form, dimensions, count = FILES[case]
    (tmp_path / "file").write_text(text, encoding="utf-8")
    assert start("made", tmp_path / "file", "2024-06-01", folder=tmp_path) > 10
    with pytest.raises(DataError, match=r"data/made.yml: \(fill in\) stands in row 2, 3, "):
        rows("made", tmp_path)
    filled(tmp_path)
    record = read_record("made", tmp_path)
    assert list(record.dimensions) == dimensions and record.imports[0]["format"] == form
    assert len(rows("made", tmp_path)) == count and set(rows("made", tmp_path)["vintage"]) == {"2024-06-01"}


def test_labels_of_a_file_are_those_of_its_language(tmp_path):
    for case, code, language, label in (
        ("eurostat-labels", "for_stls", "en", "Foreign country, stateless"),
        ("cbs", "a009232", "nl", "Arbeid"),
    ):
        (tmp_path / "file").write_text(FILES[case][0], encoding="utf-8")
        name = case.replace("-", "_")
        start(name, tmp_path / "file", "2024-06-01", folder=tmp_path)
        text = (tmp_path / f"{name}.yml").read_text(encoding="utf-8")
        assert f"{language}: {label}" in text
        filled(tmp_path, name)
        label_of = next(iter(read_record(name, tmp_path).dimensions.values())).codes[code]
        assert (label_of[language], label_of[{"en": "nl", "nl": "en"}[language]]) == (label, "x")


def test_countries_come_under_our_codes_and_groups_are_left_out(tmp_path):
    (tmp_path / "file").write_text(SDMX, encoding="utf-8")
    start("made", tmp_path / "file", "2024-06-01", folder=tmp_path)
    filled(tmp_path)
    got = rows("made", tmp_path)
    assert set(got["country"]) == {"GR", "NL"} and set(got.loc[got["period"] == "2023", "status"]) == {"P"}


def test_without_a_day_of_publication_it_is_our_own_and_the_record_says_so(tmp_path):
    (tmp_path / "file").write_text(TSV, encoding="utf-8")
    start("made", tmp_path / "file", folder=tmp_path)
    filled(tmp_path)
    (source,) = read_record("made", tmp_path).sources.values()
    assert source.recorded and not source.published


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("Made", TSV, "a dataset is named in lower case"),
        ("made", "a,b\n1,2\n", "no format that is known"),
        ("made", SDMX + SDMX.splitlines()[1].replace("PER", "PC") + "\n", "choose one, as --where unit=PC"),
        ("made", "", "file"),
        ("sample", TSV, "data/sample.yml is there already"),
    ],
)
def test_a_file_or_a_name_that_will_not_do_is_refused_and_nothing_is_left(name, text, message, folder):
    (folder / "file").write_text(text, encoding="utf-8")
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(DataError, match=message):
        start(name, folder / "file", "2024-06-01", folder=folder)
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Chapters of its own, with their table of contents."""
    (tmp_path / "chapters").mkdir()
    for name in ("asylum", "definitions"):
        shutil.copy(CHAPTERS / f"{name}.ipynb", tmp_path / "chapters")
    toc = "format: jb-book\nroot: chapters/asylum\nchapters:\n- file: chapters/definitions\n"
    (tmp_path / "_toc.yml").write_text(toc, encoding="utf-8")
    monkeypatch.setattr(execute, "CHAPTERS", tmp_path / "chapters")
    return tmp_path


def paired(path):
    """A chapter in normal form whose words stand in pairs, and whose ids are words."""
    notebook = nbformat.read(path, 4)
    assert notebooks.text(notebooks.normal(nbformat.read(path, 4))) == path.read_text(encoding="utf-8")
    told = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    for english, dutch in zip(told[::2], told[1::2], strict=True):
        assert english["id"].removesuffix("-en") == dutch["id"].removesuffix("-nl")
        assert (english.metadata["tags"], dutch.metadata["tags"]) == (["en"], ["nl", "remove-cell"])
    assert all(re.fullmatch("[a-z]+(-[a-z0-9]+)*", cell["id"]) for cell in notebook.cells)
    return notebook


@pytest.mark.parametrize(
    "dataset", ["migration", "social_housing", "refugees_by_host", "eu_temporary_protection", "population_netherlands"]
)
def test_a_new_chapter_runs_as_it_is_in_both_languages(dataset, project):
    path = skeletons.chapter("return_home", dataset, project / "chapters")
    paired(path)
    for language in ("en", "nl"):
        shown = chapters_read.read("return_home", 2022, language)
        assert [one.cell for one in shown] == ["brief", "return-home-first", "figure-return-home-first"]
        assert shown[1].numbers and shown[2].picture
    assert list(contents.chapters(["asylum", "definitions", "return_home"], project / "_toc.yml")) == [
        "asylum", "return_home", "definitions",
    ]  # fmt: skip


def test_a_new_chapter_runs_through_papermill(project):
    path = skeletons.chapter("return_home", folder=project / "chapters")
    done = execute.run(notebooks.read(path), path, {"year": 2022, "language": "nl"}, "book")
    kinds = [output.kind for _, output in outputs_of(done)]
    assert kinds == ["loaded", "paragraph", "loaded", "paragraph", "figure"]


def test_a_new_section_stands_before_the_last_ones_and_runs(project):
    before = nbformat.read(project / "chapters" / "asylum.ipynb", 4)
    path = skeletons.section("asylum", "going-home", folder=project / "chapters")
    ids = [cell["id"] for cell in paired(path).cells]
    assert ids.index("figure-going-home") < ids.index("developments-en")
    assert [one for one in ids if "going-home" not in one] == [cell["id"] for cell in before.cells]
    shown = {one.cell: one for one in chapters_read.read("asylum", 2023, "nl")}
    assert shown["going-home"].numbers and shown["figure-going-home"].picture


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda folder: skeletons.chapter("asylum", folder=folder), "there is a chapter asylum already"),
        (lambda folder: skeletons.chapter("Return-home", folder=folder), "a chapter is named in lower case with _"),
        (
            lambda folder: skeletons.section("return", "x", folder=folder),
            "no chapter return; there are asylum, definitions",
        ),
        (
            lambda folder: skeletons.section("asylum", "asylum-requests", folder=folder),
            "there is a section asylum-requests",
        ),
        (lambda folder: skeletons.section("asylum", "limits", folder=folder), "there is a section limits already"),
        (lambda folder: skeletons.chapter("x", "weather", folder), "no dataset weather; there are"),
    ],
)
def test_a_name_that_is_taken_or_none_is_refused_and_nothing_changes(call, message, project):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    with pytest.raises(DataError, match=message):
        call(project / "chapters")
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_no_dataset_of_the_book_is_still_to_be_filled_in():
    assert [path.name for path in DATA.glob("*.yml") if TO_FILL_IN in path.read_text(encoding="utf-8")] == []
