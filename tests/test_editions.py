"""Every edition is true: what all chapters say in each year and language, held against the rows of data/.

The oracle reads the observations that a sentence names as its inputs, not the code that wrote the sentence.
"""

import re

import pytest
import reading
from recomputing import NotRecomputedError, Row, recomputed

from book.edition import years
from book.publish.numbers import lookup
from book.review import sentences
from book.review.charts import headings
from book.review.sentences import BETWEEN, FEWER, MORE, SINCE, is_late

pytestmark = pytest.mark.book


def standings(edition):
    """Each standing of an edition with its words: (what the cell says, its entry, the match of SINCE or BETWEEN)."""
    return [(shown, *found) for shown in edition.told for found in sentences.standings(shown)]


def test_there_is_something_to_hold_against_the_data(edition):
    """Chapters that say nothing, or words that the patterns miss, would pass all that follows."""
    changes = [entry for shown in edition.sentences for entry in shown.numbers if "now" in entry.formula]
    assert len(reading.chapters()) > 6
    assert {shown.chapter for shown in edition.sentences} >= {*reading.chapters()} - {"sources", "corrections"}
    assert any(sentences.sides(entry) for entry in changes if entry.value is not None)
    assert any(re.search(FEWER, shown.text) for shown in edition.sentences)
    assert any(re.search(MORE, shown.text) for shown in edition.sentences)
    assert sum(len(part.periods) for shown in edition.pictures for part in shown.picture.parts) > 100
    assert any(RISE.search(shown.picture.output.title) for shown in edition.pictures)
    assert standings(edition)


@pytest.mark.parametrize("check", sentences.CHECKS, ids=lambda check: check.__name__)
def test_what_is_said_is_borne_out_by_the_data(edition, check):
    assert [f"{shown}: {line}" for shown in edition.told for line in check(shown)] == []


def test_a_standing_is_said_where_it_is_a_record(said):
    """In the middle nothing need be said."""
    said_of = {found.re for year in (2022, 2023) for _, _, found in standings(said(year, "nl"))}
    assert SINCE in said_of


def test_nothing_after_the_reference_year_leaks(edition):
    for shown in edition.pictures:
        for part in shown.picture.parts:
            late = {period for period in part.periods if is_late(period, edition.year)}
            assert not late, (shown, late)


RISE = re.compile(r"\b(?P<verb>fell|rose|daalde|steeg)\b.*?(?P<number>\d+)(?:%| procent)")


def test_a_title_that_tells_of_a_change_has_it_in_its_figure(edition):
    """Some series of the figure changes by that percentage: to the reference year, or from its first period to its last."""
    for shown in edition.pictures:
        if found := RISE.search(shown.picture.output.title):
            sign = 1 if found["verb"] in ("rose", "steeg") else -1
            changes = {round(change) for part in shown.picture.parts for change in _changes(part)}
            assert sign * int(found["number"]) in changes, shown


def _changes(part):
    """Percentages by which the series of a figure change over the last year, or over all; years summed from months."""
    frame = part.frame.assign(year=part.frame["period"].str[:4])
    for _, rows in frame.groupby(["measure", *part.dimensions], sort=False):
        ends = [rows.iloc[[0, -1]]["value"].tolist(), rows.iloc[-2:]["value"].tolist()]
        ends.append(rows.groupby("year")["value"].sum().iloc[-2:].tolist())
        yield from (
            100 * (now - before) / before for before, now in (pair for pair in ends if len(pair) == 2) if before
        )


def test_titles_are_short(edition):
    for shown in edition.pictures:
        assert list(headings(shown.picture.output, shown.edition.language)) == [], shown


def test_every_number_is_what_the_rows_of_its_trail_give(edition):
    """Worked out again from data/, with the arithmetic of `recomputing`: no kind of formula is left out."""
    count = 0
    for shown in edition.sentences:
        for entry in (entry for entry in shown.numbers if entry.value is not None):
            rows = [
                Row(tuple(used.role.split(", ")), tuple(used.key.split(" ")), lookup(used)[1]) for used in entry.inputs
            ]
            assert recomputed(rows, entry.unit) == pytest.approx(entry.value, rel=1e-8), (shown, entry)
            count += 1
    assert count > 100


def rows_of(*cells):
    return [Row(tuple(role.split(", ")), tuple(key.split()), held) for role, key, held in cells]


@pytest.mark.parametrize(
    ("rows", "unit", "expected"),
    [
        (rows_of(("value", "2023 a", 5)), "persons", 5),
        (rows_of(("part", "2023 a", 5), ("part, less", "2023 b", 2)), "persons", 3),
        (rows_of(("part", "2023 a", 5), ("part", "2023 b", 5), ("whole", "2023 c", 40)), "percent", 25),
        (rows_of(("now", "2023 a", 6), ("now, less", "2023 b", 3), ("before", "2022 a", 2)), "percent", 50),
        (rows_of(("now", "2023 a", 6), ("before", "2022 a", 2)), "percent_points", 4),
        (rows_of(("part, part", "a", 1), ("part, whole", "b", 4), ("less, part", "c", 1), ("less, whole", "d", 10)), "points", 15),
        (rows_of(("own", "2023 a NL", 2), ("other", "2023 a BE", 3), ("other", "2023 a DE", 1)), "rank", 2),
        (rows_of(("own", "2023 a NL total", 2), ("other", "2023 a BE work", 1), ("other", "2023 a BE study", 2)), "rank", 2),
    ],
)  # fmt: skip
def test_the_arithmetic_of_trails(rows, unit, expected):
    assert recomputed(rows, unit) == expected


def test_a_role_of_no_formula_is_refused():
    with pytest.raises(NotRecomputedError, match="no formula has some"):
        recomputed(rows_of(("part", "2023 a", 5), ("some", "2023 b", 2)), "persons")


@pytest.mark.parametrize("year", years())
def test_both_languages_say_the_same_numbers(said, year):
    both = [
        [(shown.chapter, shown.cell, [(entry.name, entry.value) for entry in shown.numbers]) for shown in said(year, language).shown]
        for language in ("en", "nl")
    ]  # fmt: skip
    assert both[0] == both[1]


def test_words_of_direction_are_found_where_they_stand():
    """The oracle is not blind: it sees the direction and the superlatives of sentences written here."""
    assert re.search(FEWER, "17% fewer than a year before")
    assert re.search(FEWER, "daalde met 17 procent")
    assert re.search(MORE, "2,3 keer zo veel als een jaar eerder")
    assert SINCE.search("That is the highest since the series began in 2010.")["start"]
    assert SINCE.search("Dat is het laagste aantal sinds 2015.")["year"] == "2015"
    assert BETWEEN.search(
        "tussen het laagste aantal (164.772 in 2013) en het hoogste (403.108 in 2022) van de 10 jaar ervoor"
    )["high_year"] == "2022"  # fmt: skip
    assert is_late("2024-01-08", 2023)
    assert not is_late("2024-01-01", 2023)
    assert is_late("2024", 2023)
