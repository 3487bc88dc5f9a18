"""What a cell displays: sentences with their numbers, figures and tables with words, notes and source."""

import base64
import html
import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image
from traitlets.config import Config

from book import outputs
from book.chapter import Chapter, KeyFigure, footer, milestones
from book.chapter.pictures import points
from book.chapter.session import FOLDER
from book.chapter.templates import CellError
from book.charts import columns, line, ranking
from book.data.quantity import LATER, UNDATED, Quantity
from book.data.records import read_record
from book.language import sentences
from book.measures import top, yearly_change
from book.measures.results import Rank
from book.outputs import Sentence

AB = {"title": ("A", "A"), "measure": ("B", "B")}


@pytest.fixture
def shell():
    """What runs the cells of a notebook, new for each test, with no trace of it after."""
    with mpl.rc_context():
        yield InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    InteractiveShell.clear_instance()
    mpl.use("agg")


@pytest.fixture
def chapter():
    return Chapter(2023, "en")


@pytest.fixture
def migration(chapter):
    return chapter.load("migration")


def test_a_sentence_carries_the_numbers_it_says(chapter, migration):
    said = chapter.say(
        en="In {year}, {n} people came.",
        nl="In {year} kwamen {n} mensen.",
        n=migration.at(2023, measure="immigration"),
    ).output
    assert said.text == "In 2023, 335,668 people came."
    (number,) = said.numbers
    assert (number.name, number.value, number.unit, number.formula) == ("n", 335668, "persons", "as published")
    assert [str(used) for used in number.inputs] == ["value: migration 2023 immigration @2024-07-15"]


def test_both_languages_must_name_the_same_values(chapter, migration):
    with pytest.raises(ValueError, match="different values: n"):
        chapter.say(en="In {year}, {n} came.", nl="In {year} kwamen er.", n=migration.at(2023, measure="immigration"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"en": "A."}, "say: no words in nl; en= and nl= go together"),
        ({"en": "A {n}.", "nl": "A {n}.", "n": 1, "m": 2}, "say: m is no option, and no value .*(n)"),
        ({"en": "A.", "nl": "A.", "en_esle": "B."}, "say: en_esle is no option, and no value .*they name none"),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused_at_once(chapter, options, message):
    with pytest.raises(CellError, match=message):
        chapter.say(**options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"title": "A", "measure": ("B", "B")}, "title= takes a pair of texts"),
        ({"title": ("A",), "measure": ("B", "B")}, "title= takes a pair of texts"),
        ({"title": ("A", "A")}, "title= and measure= must be there"),
        ({**AB, "en_else": ("A", "B")}, "table tab-x: en_else is no option"),
    ],
)
def test_a_table_with_words_that_cannot_be_meant_is_refused_at_once(chapter, migration, options, message):
    with pytest.raises(CellError, match=message):
        chapter.table(migration, id="tab-x", **options)


def test_a_sentence_without_its_figure_says_so_in_words_once_a_page(chapter, migration):
    said = chapter.say(en="In 1949, {n} came.", nl="In 1949 {n}.", n=migration.at("1949", measure="immigration")).output
    assert said == Sentence("Immigration: no figure for 1949; the series runs from 1950 to 2023.", standard=True)


def test_nothing_is_said_where_each_figure_is_there_but_a_place_among_others_is_not(chapter, migration):
    held = migration.at(2023, measure="immigration")
    saying = chapter.say(en="It was {n}, in {p} place.", nl="Het was {n}, op plaats {p}.", n=held, p=None)
    assert saying.output == Sentence("")
    assert saying.otherwise(en="It was {n}.", nl="Het was {n}.").output.text == "It was 335,668."


def test_what_is_said_otherwise_serves_where_a_figure_is_missing(chapter, migration):
    lost, held = migration.at("1949", measure="immigration"), migration.at(2023, measure="immigration")
    saying = chapter.say(en="It was {n}.", nl="Het was {n}.", n=lost)
    assert saying.otherwise(en="It was {m}.", nl="Het was {m}.", m=held).output.text == "It was 335,668."
    assert saying.otherwise(en="", nl="").output.text == ""
    assert saying.output.standard  # the first sentence is what it was


def test_a_condition_chooses_among_what_can_be_said(chapter, migration):
    now, before = (migration.at(year, measure="immigration") for year in (2023, 2022))
    for wanted, first in (("fewer", before.value > now.value), ("more", before.value < now.value)):
        saying = chapter.say(when=first, en="fewer: {n}", nl="minder: {n}", n=now).otherwise(en="more", nl="meer")
        assert saying.output.text.startswith(wanted)
    assert chapter.say(when=False, en="A.", nl="A.").output == Sentence("")


def test_a_value_of_the_first_words_may_be_named_again_but_not_left_over(chapter, migration):
    n = migration.at(2023, measure="immigration")
    saying = chapter.say(when=False, en="A {n}.", nl="A {n}.", n=n)
    assert saying.otherwise(en="B {n}.", nl="B {n}.").output.text == "B 335,668."
    with pytest.raises(CellError, match="otherwise: n is no option"):
        saying.otherwise(en="B.", nl="B.", n=n)


def test_sentences_make_a_paragraph_with_the_numbers_of_all(chapter, migration):
    one = chapter.say(en="It was {n}.", nl="Het was {n}.", n=migration.at(2023, measure="immigration"))
    none = chapter.say(when=False, en="B.", nl="B.")
    two = chapter.say(en="Before it was {n}.", nl="Eerder {n}.", n=migration.at(2022, measure="immigration"))
    shown = chapter.paragraph(one, none, two).output
    assert shown.text == "It was 335,668. Before it was 403,108."
    assert [number.value for number in shown.numbers] == [335668, 403108]
    with pytest.raises(CellError, match="not str"):
        chapter.paragraph("It was.")


def test_on_a_day_without_figure_the_sentence_names_the_day():
    chapter = Chapter(2023, "nl", "2024-06-14")
    emigration = chapter.load("migration").at(2023, measure="emigration")
    said = chapter.say(en="It was {x}.", nl="Het was {x}.", x=emigration).output
    assert said.text == "Emigratie, 2023: geen cijfer dat op 14 juni 2024 bekend was."


def chart(chapter, obs):
    return chapter.figure(
        columns(obs.since(2010).where(measure="immigration")),
        id="fig-test",
        message=("Immigration {change:fell} in {year}", "Immigratie {change:fell} in {year}"),
        measure=("Immigration, Netherlands, {shown}, persons", "Immigratie, Nederland, {shown}, personen"),
        change=yearly_change(obs, 2023, measure="immigration"),
    )


def test_a_figure_has_title_measure_alt_source_numbers_and_picture(chapter, migration):
    shown = chart(chapter, migration)
    figure = shown.output
    assert figure.title == "Immigration fell by 17% in 2023"
    assert figure.measure == "Immigration, Netherlands, 2010 to 2023, persons"
    days = ["CBS (85451NED), published 17 July 2025", "CBS (85451NED)", "CBS (85451NED), published 15 July 2024"]
    assert str(figure.credit) == f"Sources: {'; '.join(days)}"
    assert figure.credit.entries[0][1].startswith("https://opendata.cbs.nl/")
    assert "154,432 in 2010" in figure.alt
    assert "335,668 in 2023" in figure.alt
    assert (figure.rows.value[-1], figure.rows.period[-1]) == (335668, "2023")
    assert (figure.datasets, figure.statuses) == (["migration"], "A")
    assert [source.words for source in figure.sources] == days[-1:]  # one table, its newest row shown
    displayed, about = shown._repr_mimebundle_()
    assert about == {"image/png": {"alt": figure.alt}}
    assert "335,668" in displayed["text/plain"]
    assert base64.b64decode(displayed["image/png"]).startswith(b"\x89PNG")


def test_a_notebook_as_others_show_it_has_an_alt_text_on_each_picture(chapter, migration):
    nbconvert = pytest.importorskip("nbconvert", reason="nbconvert is not installed: a check of developers")
    shown = chart(chapter, migration)
    output = new_output("display_data", *shown._repr_mimebundle_())
    page, _ = nbconvert.HTMLExporter().from_notebook_node(new_notebook(cells=[new_code_cell("x", outputs=[output])]))
    assert re.findall(r'<img alt="([^"]*)"', page.replace("\n", " ")) == [html.escape(shown.output.alt)]


def test_a_cell_that_is_run_twice_displays_the_same(chapter, migration):
    lost = migration.at("1949", measure="immigration")
    cells = [
        lambda: chart(chapter, migration),
        lambda: chapter.table(migration.since(2022), id="tab-test", **AB),
        lambda: chapter.say(en="It was {n}.", nl="Het was {n}.", n=lost),
        lambda: milestones(chapter),
    ]
    for cell in cells:
        first, again, once = cell(), cell(), cell()._repr_mimebundle_()
        assert first._repr_mimebundle_() == first._repr_mimebundle_() == again._repr_mimebundle_() == once


def test_a_figure_names_only_the_sources_of_the_rows_it_shows(chapter, migration):
    whole = chapter.figure(line(migration.where(measure="immigration")), id="fig-test", **AB)
    assert "85524NED" in str(whole.output.sources)
    assert "85524NED" not in str(chart(chapter, migration).output.sources)


def test_a_provisional_and_a_later_figure_are_marked_and_the_marks_explained():
    chapter = Chapter(2023, "en", "2024-06-14")
    figure = chart(chapter, chapter.load("migration")).output
    assert ("2023", "332,863*") in figure.grid.rows
    assert ("2021", "252,528‡") in figure.grid.rows
    assert figure.rows.later[-3:] == (UNDATED, 0, 0)
    assert any("provisional" in note for note in figure.notes)
    assert "(‡) we do not know on which day it was published" in " ".join(figure.notes)


def test_a_mark_that_all_numbers_have_stands_once():
    """In a sentence behind its full stop, at a figure in its note."""
    chapter = Chapter(2021, "en", "2024-06-14")
    flows = chapter.load("migration").where(measure="immigration")
    before, now = flows.at(2020), flows.at(2021)
    said = chapter.say(en="People came: {n}, {m}, {c:fewer}.", nl="Er kwamen {n}, {m}, {c:fewer}.", n=now, m=before, c=yearly_change(flows, 2021))  # fmt: skip
    assert said.output.text == "People came: 252,528, 220,853, 14% more than in 2020.‡"
    known = chapter.say(
        en="People came: {n} and {m}.", nl="Er kwamen {n} en {m}.", n=now, m=replace(before, later=LATER)
    )
    assert known.output.text == "People came: 252,528‡ and 220,853†."
    two = chapter.say(
        en="**In all {n} came.** No more. Then {m}.", nl="**In totaal {n}.** Niet meer. Toen {m}.", n=now, m=before
    )
    assert two.output.text == "**In all 252,528 came.‡** No more. Then 220,853.‡"
    figure = chart(chapter, chapter.load("migration")).output
    assert ("2021", "252,528") in figure.grid.rows
    assert figure.notes[0] == "(‡) of all these figures we do not know on which day they were published."


def test_a_place_among_later_figures_is_marked():
    for language, said in (("en", "second†"), ("nl", "tweede†")):
        value = Rank(2, 27, False, later=LATER)
        assert sentences.render("{p:ordinal}", {"p": value}, language) == said
        assert sentences.render("{p:place}", {"p": value}, language).endswith("†")


def test_a_figure_read_on_the_page_of_another_says_via(chapter):
    source = replace(read_record("migration").sources["cbs-85451NED"], via={"en": "NOS", "nl": "de NOS"})
    assert footer.source_words(source, "nl") == "CBS (85451NED), gepubliceerd op 17 juli 2025, via de NOS"


def test_pictures_are_written_only_where_a_folder_is_named(tmp_path, monkeypatch):
    kinds = ("-dark.svg", "-marks.json", ".svg")
    for folder, names in (("", []), (str(tmp_path), [f"fig-test{kind}" for kind in kinds])):
        monkeypatch.setenv(FOLDER, folder)
        chapter = Chapter(2023, "en")
        chart(chapter, chapter.load("migration"))._repr_mimebundle_()
        assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_the_files_of_a_picture_say_where_they_come_from(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path))
    chapter = Chapter(2023, "nl")
    figure = chart(chapter, chapter.load("migration"))
    figure._repr_mimebundle_()
    packed = points((tmp_path / "fig-test.svg").read_text(encoding="utf-8"), figure.output, chapter.edition)
    with Image.open(BytesIO(packed)) as image:
        told = image.text
    assert told["Title"] == figure.output.title and told["Description"] == figure.output.measure
    assert "CBS (85451NED), gepubliceerd op" in told["Source"] and "https://opendata.cbs.nl" in told["Source"]
    assert (told["Edition"], told["Page"]) == ("2023-nl", "2023-nl/html/figures/fig-test.html")
    for name in ("fig-test.svg", "fig-test-dark.svg"):
        drawing = ElementTree.parse(tmp_path / name).getroot()
        assert drawing.findtext("{http://www.w3.org/2000/svg}title") == figure.output.title
        description = drawing.findtext("{http://www.w3.org/2000/svg}desc")
        assert description.split("\n") == [f"{key}: {text}" for key, text in told.items() if text]


def test_a_sentence_knows_which_of_its_words_say_which_numbers(chapter, migration):
    flows = chapter.load("migration")
    now, change = flows.at(2023, measure="immigration"), yearly_change(flows, 2023, measure="immigration")
    said = chapter.say(
        en="In {year} and {now:in}, {now} *came*, {change:fewer}, or {now:about}.",
        nl="In {year} en {now:in} *kwamen* er {now}, {change:fewer}, of {now:about}.", now=now, change=change,
    ).output  # fmt: skip
    assert [(words, [number.name for number in numbers]) for words, numbers in said.said()] == [
        ("335,668", ["now"]), ("17% fewer than in 2022", ["change"]), ("about 340,000", ["now"])
    ]  # fmt: skip
    assert said.marked(lambda words, numbers: f"<{words}>") == (
        "In 2023 and in 2023, <335,668> *came*, <17% fewer than in 2022>, or <about 340,000>."
    )
    assert outputs.of_bundle(outputs.bundle(said)) == said


def test_the_words_of_a_number_are_found_where_a_mark_has_moved_to_the_end():
    chapter = Chapter(2023, "en", "2024-01-15")
    late = Quantity(5, "persons", "flow", "2023", later=LATER)
    said = chapter.say(en="It was {n} or {m}.", nl="Het was {n} of {m}.", n=late, m=late).output
    assert said.text == "It was 5 or 5.†"
    assert [said.text[start:end] for start, end, _ in said.places] == ["5", "5"]


def test_a_figure_without_figures_becomes_a_sentence(chapter, migration):
    empty = migration.where(measure="immigration").since(2030)
    shown = chapter.figure(columns(empty), id="fig-test", **AB)
    text = "Immigration, emigration and net migration: no figure for 2023."
    assert shown.output == Sentence(text, standard=True)
    assert "image/png" not in shown._repr_mimebundle_()


def test_a_table_has_words_numbers_and_source(chapter, migration):
    shown = chapter.table(migration.since(2022), id="tab-test", **AB)
    assert shown.output.title == "A"
    assert shown.output.grid.rows[0][0] == "2022"
    text = shown._repr_mimebundle_()["text/markdown"]
    assert "403,108" in text
    assert "Sources: CBS" in text


def test_key_figures_leave_out_what_has_no_figure(chapter, migration):
    known = KeyFigure("came", migration.at(2023, measure="immigration"), en="people came", nl="mensen kwamen")
    lost = KeyFigure("lost", migration.at("1949", measure="immigration"), en="people came", nl="mensen kwamen")
    shown = chapter.key_figures(known, lost).output
    assert shown.entries == (("335,668", "people came"),)
    assert [number.name for number in shown.numbers] == ["came"]


def test_milestones_of_a_year_are_dated_and_sourced():
    text = milestones(Chapter(2023, "nl")).output.text
    assert "10 oktober 2023" in text
    assert "](<https://" in text
    nothing = milestones(Chapter(2015, "en")).output.text
    assert nothing == "The list of developments in this book begins in March 2016."


def test_milestones_around_a_year_end_on_the_day_of_the_edition():
    shown = [milestones(Chapter(2023, "en", day), "housing", around=1).output.text for day in ("", "2024-06-14")]
    assert all("7,500 flexible homes" in text and "25 March 2024: First flow-through" in text for text in shown)
    assert ["20 June 2024" in text for text in shown] == [True, False]


def test_a_ranking_and_the_sentence_beside_it_name_the_same_order(chapter):
    births = chapter.load("migration_by_birth_country").where(period=2023, measure="immigration")
    largest = births.largest("country_of_birth", 3)
    shown = chapter.figure(ranking(largest, by="country_of_birth"), id="fig-test", **AB).output
    named = [code for code, _ in top(births, "country_of_birth", 3).items]
    assert list(dict(shown.rows.dimensions)["country_of_birth"]) == named
    assert len(shown.grid.rows) == len(named) == 3


def test_an_empty_picture_says_what_it_would_be_about(chapter, migration):
    nothing = migration.where(period="1949")
    shown = chapter.table(nothing, id="tab-none", about=("arrivals by month", "aankomsten per maand"), **AB)
    assert shown.output.text == "Arrivals by month: no figure for 2023."
    assert chapter.table(nothing, id="tab-none", about=(), **AB).output == Sentence("")


def test_months_of_one_year_are_shown_as_that_year():
    chapter = Chapter(2015, "en")
    monthly = chapter.load("asylum_requests_by_citizenship").where(measure="first", citizenship="SY")
    words = {"title": ("A", "B"), "measure": ("In {shown}", "In {shown}")}
    assert chapter.figure(line(monthly.months()), id="fig-m", **words).output.measure == "In 2015"


def test_where_a_message_lacks_a_value_the_title_serves_and_other_words_their_own_measure_line(chapter, migration):
    part, lost = migration.since(2022), migration.at("1949", measure="immigration")
    message = ("With {n} people", "Met {n} mensen")
    plain = chapter.table(part, id="tab-x", message=message, **AB, n=lost)
    assert (plain.output.title, plain.output.measure) == ("A", "B")
    measure = ("persons and a share", "personen en een aandeel")
    bare = chapter.table(part, id="tab-x", message=message, measure=measure, n=lost)
    other = bare.otherwise(title=("People", "Mensen"), measure=("persons", "personen"))
    assert (other.output.title, other.output.measure) == ("People", "persons")
    assert (bare.output.title, bare.output.measure) == (migration.record.title["en"], "persons and a share")
    broken = chapter.table(part, id="tab-x", message=message, measure=("{n} people", "{n} mensen"), n=lost)
    with pytest.raises(CellError, match=r"tab-x: measure= names n, which has no figure in the edition of 2023"):
        broken.output  # noqa: B018  (it is made when it is asked for)


def test_a_break_is_noted_under_a_series_not_under_a_comparison_of_one_period():
    found = Chapter(2015, "en").load("eu_enforcement").where(measure="found", country=["NL", "SE"])
    noted = [footer.notes([part], [], "en") for part in (found, found.where(period=2015))]
    assert [any("Break" in line for line in lines) for lines in noted] == [True, False]


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        (["", "year: int = 2023\nlanguage: str = 'en'", "# Parameters\nyaer = 2021\n"], True),
        (["", "year: int = 2023\nlanguage: str = 'en'", "# Parameters\nyear = 2021\n"], False),
        (["", "%matplotlib inline", "year = 1", "# Parameters\nyear = 2021\n"], False),
    ],
)
def test_an_injected_parameter_that_the_notebook_lacks_is_refused(shell, cells, refused):
    """As papermill runs a notebook: each cell in one kernel, and the set-up cell last."""
    with capture_output() as captured:
        for cell in [*cells, "from book.chapter import Chapter; Chapter(2023); print('accep' + 'ted')"]:
            shell.run_cell(cell, store_history=True)
    assert ("accepted" in captured.stdout) != refused
    assert ("no parameter yaer; there are language, year" in captured.stdout) == refused


def test_what_a_chapter_loads_is_noted_in_the_notebook(shell):
    with capture_output() as captured:
        shell.run_cell("from book.chapter import Chapter; loaded = Chapter(2023).load('migration')")
    assert [output.data for output in captured.outputs] == [outputs.bundle(outputs.Loaded("migration"))]
