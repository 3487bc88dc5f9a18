"""`book explain`: the sentences that say a number, their trail, and the line of data/ that it ends in."""

import pytest

from book.chapter.session import Chapter
from book.data.records import DATA
from book.edition import Edition
from book.measures import yearly_change
from book.publish import trail
from book.publish.explain import explained, readings

EDITIONS = [Edition(2023, language) for language in ("en", "nl")]


def outputs(edition):
    chapter = Chapter(edition.year, edition.language)
    flows = chapter.observations("migration")
    now, change = flows.at(2023, measure="immigration"), yearly_change(flows, 2023, measure="immigration")
    said = chapter.say(
        en="In {year}, {now} people came, {change:fewer}.", nl="In {year} kwamen {now} mensen, {change:fewer}.",
        now=now, change=change,
    )  # fmt: skip
    return {"flows": [("arrived", said.output)]}


@pytest.fixture(scope="module")
def read():
    return {edition: outputs(edition) for edition in EDITIONS}


@pytest.mark.parametrize("asked", ["335,668", "335.668", "335668"])
def test_a_number_is_found_in_both_languages_and_leads_to_the_line_that_has_it(read, asked):
    lines = explained(asked, read)
    assert lines.count("flows.arrived") == 2 and "335,668 people came" in lines and "335.668 mensen" in lines
    (file, line), *others = [part.split()[0].split(":") for part in lines.split("\n") if part.startswith("    data/")]
    assert not others
    row = (DATA.parent / file).read_text(encoding="utf-8").split("\n")[int(line) - 1]
    assert row.startswith("2023,immigration,335668,A,")
    assert "CBS (" in lines and "https://" in lines and "published on" in lines
    assert len(lines.split("\n")) <= 24  # one screen


def test_a_number_that_only_its_words_have_is_found_too(read):
    assert "(now / before − 1) × 100" in explained("17", read)


def test_a_sentence_is_explained_with_all_its_numbers(read):
    lines = explained("flows.arrived", {EDITIONS[1]: read[EDITIONS[1]]})
    assert "now = 335.668 personen: zoals gepubliceerd" in lines
    assert "change = −16,73 procent: (nu / eerder − 1) × 100" in lines
    assert lines.count("data/migration.csv:") == 3


def test_a_value_that_we_worked_out_is_not_said_to_be_published():
    """AIDA prints 80.2 for 2023 and gives the table of which 80.9 comes; 87.2 for 2022 it prints itself."""
    chapter = Chapter(2023, "en")
    rates = chapter.observations("asylum_decisions").where(measure="grant_rate", basis="first_instance")
    words = "It was {before:decimal}, then {now:decimal}."
    before, now = chapter.say(en=words, nl=words, before=rates.at(2022), now=rates.at(2023)).output.numbers
    assert [trail.formula(number, "en") for number in (before, now)] == ["as published", "calculated by us"]
    [row] = trail.rows(now, "en")
    assert row.status.startswith("calculated by us from the table that AIDA (ECRE) gives")


@pytest.mark.parametrize("asked", ["336,668", "flows.left", "5,66", "nothing"])
def test_what_nothing_says_is_not_explained(read, asked):
    assert explained(asked, read) == ""


def test_a_number_is_read_as_both_languages_write_it():
    assert readings("64,405") == {64405, 64.405}
    assert readings("1.234.567") == {1234567}
    assert readings("17,5") == {175, 17.5}
    assert readings("asylum.brief") == set()
