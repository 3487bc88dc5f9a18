"""What a cell displays: sentences with their numbers, figures and tables with words, notes and source."""

import base64
import json

import pytest

from book.chapter import (
    CHART,
    FIGURES,
    FOLDER,
    NUMBERS,
    TABLE,
    Chart,
    KeyFigure,
    KeyFigures,
    Milestones,
    Table,
    footer,
    say,
)
from book.chapter.grid import Grid
from book.chapter.sentence import chosen
from book.charts import columns, line, ranking
from book.edition import Edition
from book.measures.single import top, yearly_change


@pytest.fixture
def migration():
    return Edition(2023, "en").load("migration")


def bundle(shown):
    return shown._repr_mimebundle_()


def test_a_sentence_carries_the_numbers_it_says(migration):
    shown = bundle(
        say(
            en="In {year}, {n} people came.",
            nl="In {year} kwamen {n} mensen.",
            n=migration.at(2023, measure="immigration"),
        )
    )
    assert shown["text/markdown"] == "In 2023, 335,668 people came."
    assert shown[NUMBERS] == [
        "n = 335668 persons | as published | A | 2023 | value: migration 2023 immigration @2025-07-17"
    ]


def test_both_languages_must_name_the_same_values(migration):
    with pytest.raises(ValueError, match="different values: n"):
        say(
            en="In {year}, {n} people came.", nl="In {year} kwamen mensen.", n=migration.at(2023, measure="immigration")
        )


def test_a_sentence_without_its_figure_says_so_in_words(migration):
    nothing = migration.at("1949", measure="immigration")
    shown = bundle(say(en="In 1949, {n} people came.", nl="In 1949 kwamen {n} mensen.", n=nothing))
    assert (
        shown["text/markdown"] == "For 1949 this book has no figure on immigration; the series runs from 1950 to 2023."
    )
    assert shown[NUMBERS] == []


def test_a_sentence_with_another_pair_takes_it_where_a_figure_is_missing(migration):
    text = say(
        en="It was {n}.", nl="Het was {n}.", en_else="It was {m}.", nl_else="Het was {m}.",
        n=migration.at("1949", measure="immigration"), m=migration.at(2023, measure="immigration"),
    ).text  # fmt: skip
    assert text == "It was 335,668."


def test_on_a_day_without_figure_the_sentence_names_the_day():
    migration = Edition(2023, "nl", "2024-06-14").load("migration")
    text = say(en="{x}".join(["It was ", "."]), nl="Het was {x}.", x=migration.at(2023, measure="emigration")).text
    assert text == "Van emigratie in 2023 is geen cijfer van 14 juni 2024 beschikbaar."


def chart(obs, **options):
    words = {"en": ("Immigration {change:fell} in {year}", "Immigration, Netherlands, 2010 to {year}, persons"),
             "nl": ("Immigratie {change:fell} in {year}", "Immigratie, Nederland, 2010 tot en met {year}, personen")}  # fmt: skip
    change = yearly_change(obs, 2023, measure="immigration")
    return Chart(
        columns(obs.since(2010).where(measure="immigration")), id="fig-test", **words, change=change, **options
    )


def test_a_figure_has_title_measure_alt_source_numbers_and_picture(migration):
    shown = bundle(chart(migration))
    words = shown[CHART]
    assert words["title"] == "Immigration fell by 17% in 2023"
    assert words["source"] == "Source: CBS (85451NED), published 17 July 2025"
    assert "154,432 in 2010" in words["alt"]
    assert "335,668 in 2023" in words["alt"]
    assert "335,668" in shown["text/plain"]
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")


def test_a_figure_names_only_the_sources_of_the_rows_it_shows(migration):
    shown = bundle(Chart(line(migration.where(measure="immigration")), id="fig-test", en=("A", "B"), nl=("A", "B")))
    assert "85524NED" in shown[CHART]["source"]
    assert "85524NED" not in bundle(chart(migration))[CHART]["source"]


def test_a_provisional_and_a_later_figure_are_marked_and_the_marks_explained():
    migration = Edition(2023, "en", "2024-06-14").load("migration")
    shown = bundle(chart(migration))
    words, rows = shown[CHART], Grid.read(shown["text/plain"]).rows
    assert ["2023", "332,863*"] in rows
    assert ["2022", "403,108†"] in rows
    assert any("provisional" in note for note in words["notes"])
    assert any("published after the day asked for" in note for note in words["notes"])


def test_figures_write_files_only_where_run_says_so(migration, tmp_path, monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.chdir(tmp_path)
    bundle(chart(migration))
    assert not list(tmp_path.iterdir())
    monkeypatch.setenv(FOLDER, str(tmp_path))
    bundle(chart(migration))
    kinds = ("-dark.svg", ".csv", ".json", ".png", ".svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"fig-test{kind}" for kind in kinds]
    first = (tmp_path / "fig-test.csv").read_text().splitlines()
    assert first[0] == "dataset,period,measure,value,status,vintage,source,later"
    assert first[-1].startswith('migration,2023,immigration,335668,A,2025-07-17,"CBS (85451NED)')


def test_a_figure_leaves_its_words_and_the_address_of_each_source(migration, tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path))
    shown = bundle(chart(migration))
    words = json.loads((tmp_path / "fig-test.json").read_text())
    assert words["source"] == shown[CHART]["source"]
    assert (words["datasets"], words["statuses"]) == (["migration"], "A")
    assert [source["words"] for source in words["sources"]] == ["CBS (85451NED), published 17 July 2025"]
    assert words["sources"][0]["address"].startswith("https://opendata.cbs.nl/")


def test_a_figure_without_figures_becomes_a_sentence(migration):
    empty = migration.where(measure="immigration").since(2030)
    shown = bundle(Chart(columns(empty), id="fig-test", en=("A", "B"), nl=("A", "B")))
    assert CHART not in shown
    assert shown["text/markdown"] == "For 2023 this book has no figure on immigration, emigration and net migration."


def test_a_table_has_words_numbers_and_source(migration):
    shown = bundle(Table(migration.since(2022), id="tab-test", en=("A", "B"), nl=("A", "B")))
    assert shown[TABLE]["title"] == "A"
    assert Grid.read_markdown(shown["text/markdown"]).rows[0][0] == "2022"
    assert "403,108" in shown["text/markdown"]
    assert "Source: CBS" in shown["text/markdown"]


def test_key_figures_leave_out_what_has_no_figure(migration):
    known = KeyFigure("came", migration.at(2023, measure="immigration"), en="people came", nl="mensen kwamen")
    lost = KeyFigure("lost", migration.at("1949", measure="immigration"), en="people came", nl="mensen kwamen")
    shown = bundle(KeyFigures(known, lost))
    assert shown[FIGURES] == [{"number": "335,668", "words": "people came"}]
    assert [line.split(" = ")[0] for line in shown[NUMBERS]] == ["came"]


def test_milestones_of_a_year_are_dated_and_sourced():
    Edition(2023, "nl")
    text = Milestones().text
    assert "10 oktober 2023" in text
    assert "](<https://" in text
    Edition(2015, "en")
    assert Milestones().text == "The list of developments in this book begins in July 2021."


def test_a_ranking_and_the_sentence_beside_it_name_the_same_order():
    births = Edition(2023, "en").load("migration_by_birth_country").where(period=2023, measure="immigration")
    shown = bundle(
        Chart(
            ranking(births.largest("country_of_birth", 3), by="country_of_birth"),
            id="fig-test",
            en=("A", "B"),
            nl=("A", "B"),
        )
    )
    named = top(births, "country_of_birth", 3)
    assert len(Grid.read(shown["text/plain"]).rows) == len(named.items) == 3


def test_an_empty_picture_says_what_it_would_be_about(migration):
    words = ("arrivals by month", "aankomsten per maand")
    nothing = Table(migration.where(period="1949"), id="tab-none", en=("A", "B"), nl=("C", "D"), about=words)
    assert bundle(nothing)["text/markdown"] == "For 2023 this book has no figure on arrivals by month."


def test_months_of_one_year_are_shown_as_that_year():
    monthly = Edition(2015, "en").load("asylum_requests_by_citizenship").where(measure="first", citizenship="SY")
    shown = Chart(line(monthly.months()), id="fig-m", en=("A", "In {shown}"), nl=("B", "In {shown}"))
    assert shown.measure == "In 2015"


def test_where_a_title_lacks_a_value_its_measure_line_is_the_other_one_too():
    Edition(2023, "en")
    pairs = [{"en": "With {n} people\npersons and a share", "nl": "Met {n} mensen\npersonen en een aandeel"}]
    pairs += [{"en": "People\npersons", "nl": "Mensen\npersonen"}]
    assert chosen(pairs, {"n": None})[0] == "People\npersons"


def test_a_break_is_noted_under_a_series_not_under_a_comparison_of_one_period():
    Edition(2015, "en")
    found = Edition.current.load("eu_enforcement").where(measure="found", country=["NL", "SE"])
    noted = [footer.notes([part], [], "en") for part in (found, found.where(period=2015))]
    assert [any("Break" in line for line in lines) for lines in noted] == [True, False]
