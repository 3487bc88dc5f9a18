"""Every edition is true: what all chapters say in each year and language, held against the rows of data/.

The oracle reads the observations that a sentence names as its inputs, not the code that wrote the sentence.
"""

import re
from collections import Counter

import pytest
import reading
from recomputing import NotRecomputedError, Row, recomputed

from book.data.periods import span
from book.edition import years
from book.publish.numbers import lookup

FEWER = r"\b(?:fewer|lower|fell|a decrease|minder|lager|daalde|een daling)\b"
MORE = r"\b(?:more|higher|rose|an increase|times as many|twice\S* as many|meer|hoger|steeg|een stijging|keer zo veel)\b"
NOT_A_CHANGE = (
    r"\bmore than (?:99|\d+ (?:months|years))|meer dan 99|of langer|or more|of meer|higher education|hogere? onderwijs"
)
REASON = re.compile(
    r"(?:According to|Volgens) [^.:]*\(\[[^]]*\]\(<[^>]*>\)\)[^:]*: [^.]*\."
)  # a producer's, not the book's
SINCE = re.compile(
    r"(?P<which>highest|lowest|hoogste|laagste)(?: aantal| aandeel| percentage)?(?:\\\*|†|‡)* (?:since|sinds) (?P<start>the series began in |het begin van de reeks in )?(?P<year>\d{4})"
)
BETWEEN = re.compile(
    r"(?:between the lowest|tussen het laagste \w+) \((?P<low>[\d.,]+)\D*(?P<low_year>\d{4})\)"
    r" (?:and the highest|en het hoogste) \((?P<high>[\d.,]+)\D*(?P<high_year>\d{4})\)"
)

pytestmark = pytest.mark.book


def standings(edition):
    """Each standing of an edition with its words: (what the cell says, its entry, the match of SINCE or BETWEEN)."""
    for shown in edition.sentences:
        stood = [entry for entry in shown.numbers if entry.formula.startswith("among ")]
        words = [*SINCE.finditer(shown.text), *BETWEEN.finditer(shown.text)]
        for entry, found in zip(stood, sorted(words, key=lambda found: found.start()), strict=True):
            yield shown, entry, found


def test_there_is_something_to_hold_against_the_data(edition):
    """Chapters that say nothing, or words that the patterns miss, would pass all that follows."""
    changes = [entry for shown in edition.sentences for entry in shown.numbers if "now" in entry.formula]
    assert len(reading.chapters()) > 6
    assert {shown.chapter for shown in edition.sentences} >= {*reading.chapters()} - {"sources"}
    assert any(sides(entry) for entry in changes if entry.value is not None)
    assert any(re.search(FEWER, shown.text) for shown in edition.sentences)
    assert any(re.search(MORE, shown.text) for shown in edition.sentences)
    assert sum(len(part.periods) for shown in edition.pictures for part in shown.picture.parts) > 100
    assert any(RISE.search(shown.picture.output.title) for shown in edition.pictures)
    assert list(standings(edition))


def value(used):
    return lookup(used)[1]


def sides(entry):
    """Both sides of a change, where each is one observation, or one less others."""
    found = []
    for role in ("now", "before"):
        own, taken = ([used for used in entry.inputs if used.role == name] for name in (role, f"{role}, less"))
        if len(own) != 1:
            return None
        found.append(value(own[0]) - sum(map(value, taken)))
    return tuple(found)


def test_a_part_of_a_change_is_that_of_its_observations(edition):
    """Δpart / Δwhole × 100, of which both have the same sign."""
    for shown in edition.sentences:
        for entry in shown.numbers:
            if entry.formula.startswith("change of part"):
                found = Counter()
                for used in entry.inputs:
                    role, _, less = used.role.partition(", ")  # a side may be a sum or a difference of observations
                    found[role] += -value(used) if less else value(used)
                part, whole = (found[f"{name} now"] - found[f"{name} before"] for name in ("part", "whole"))
                assert entry.value is None or (part * whole > 0 and abs(entry.value - 100 * part / whole) < 1e-6), shown


def test_direction_words_follow_the_data(edition):
    for shown in edition.sentences:
        changes = [entry for entry in shown.numbers if "now" in entry.formula and entry.value is not None]
        signs = [entry.value for entry in changes]
        text = re.sub(NOT_A_CHANGE, "", REASON.sub("", shown.text))
        assert len(re.findall(FEWER, text)) <= sum(sign < 0 for sign in signs), shown
        assert len(re.findall(MORE, text)) <= sum(sign > 0 for sign in signs), shown


def test_a_change_has_the_sign_of_its_observations(edition):
    for shown in edition.sentences:
        for entry in shown.numbers:
            pair = sides(entry) if "now" in entry.formula and entry.value is not None else None
            if pair:
                now, before = pair
                assert (entry.value > 0) == (now > before), shown
                assert (entry.value < 0) == (now < before), shown


def test_superlatives_hold_in_their_series(edition):
    for shown, entry, found in standings(edition):
        if found.re is not SINCE:
            continue
        series = {int(used.key[:4]): value(used) for used in entry.inputs}
        own, since = series.pop(int(entry.period)), int(found["year"])
        sign = 1 if found["which"] in ("highest", "hoogste") else -1
        between = [sign * number for place, number in series.items() if place > since]
        assert between, shown
        assert all(number < sign * own for number in between), shown
        if found["start"]:
            assert min(series) == since, shown
            assert sign * series[since] < sign * own, shown
        else:
            assert sign * series[since] >= sign * own, shown
            assert int(entry.period) - since >= 3, shown


def test_a_range_names_its_lowest_and_highest(edition):
    for shown, entry, found in standings(edition):
        if found.re is not BETWEEN:
            continue
        series = {int(used.key[:4]): value(used) for used in entry.inputs}
        own = series.pop(int(entry.period))
        ten = {place: number for place, number in series.items() if place >= int(entry.period) - 10}
        low, high = (int(re.sub(r"\D", "", found[name])) for name in ("low", "high"))
        assert min(ten.values()) == ten[int(found["low_year"])] == low <= own, shown
        assert max(ten.values()) == ten[int(found["high_year"])] == high >= own, shown


def test_a_standing_is_said_where_it_is_a_record(said):
    """In the middle nothing need be said."""
    said_of = {found.re for year in (2022, 2023) for _, _, found in standings(said(year, "nl"))}
    assert SINCE in said_of


def test_nothing_after_the_reference_year_leaks(edition):
    for shown in edition.shown:
        for entry in shown.numbers:
            for used in entry.inputs:
                assert not _late(used.key.split(" ")[0], edition.year), (shown.cell, used)
        if shown.picture:
            for part in shown.picture.parts:
                late = {period for period in part.periods if _late(period, edition.year)}
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


def _late(period, year):
    """After the reference year, the turn of that year not counted."""
    end = span(period)[1]
    return end.year > year and not (len(period) == 10 and (end.year, end.month) == (year + 1, 1) and end.day <= 7)


def test_years_in_sentences_are_not_after_the_reference_year(edition):
    for shown in edition.sentences:
        text = REASON.sub("", shown.text)
        text = re.sub(r"\*[^*]+\*[^.]*", "", text)  # a later publication is named with its day
        text = re.sub(r"(?:published|gepubliceerd) in \w+ \d{4}", "", text)  # or with its month
        text = re.sub(r"\d{4}(?= (?:Act|in force))", "", text)
        days = re.sub(r"\b\d{1,2} (?:January|januari) \d{4}\b", "", text)
        late = [found for found in re.findall(r"(?<![\d.,])(20[12]\d)(?![\d.,]*\d)", days) if int(found) > edition.year]
        assert not late, shown


def test_titles_are_short_and_sentences_readable(edition):
    for shown in edition.shown:
        if shown.picture:
            title = shown.picture.output.title
            assert len(title.split()) <= 10, title
            assert not title.endswith("."), title
            assert "{" not in title + shown.picture.output.measure
        elif not shown.text.startswith(("|", "**", "-")):
            for sentence in re.split(r"(?<=[.!?†‡])\s+(?=[A-Z])", shown.text):
                assert len(sentence.split()) <= 25, f"{shown.cell}: {sentence}"


def test_no_sentence_shows_a_hole(edition):
    for shown in edition.shown:
        text = re.sub(r"\(<https?://[^>]*>\)", "", shown.text)
        assert not re.search(r"\{|\bnan\b|\bNone\b|\S  +\S|(?<![\d.,])0(?:%| procent\b)(?! a| lag)", text), shown


def test_every_number_is_what_the_rows_of_its_trail_give(edition):
    """Worked out again from data/, with the arithmetic of `recomputing`: no kind of formula is left out."""
    count = 0
    for shown in edition.sentences:
        for entry in (entry for entry in shown.numbers if entry.value is not None):
            rows = [Row(tuple(used.role.split(", ")), tuple(used.key.split(" ")), value(used)) for used in entry.inputs]
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
    assert _late("2024-01-08", 2023)
    assert not _late("2024-01-01", 2023)
    assert _late("2024", 2023)
