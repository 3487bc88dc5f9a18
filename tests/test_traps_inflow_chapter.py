"""What the chapter on inflow and outflow must never say, in any edition: each test fails where it falls into a trap."""

import re

import pytest
from reading import read

from book.data.reading import load
from book.edition import years

pytestmark = pytest.mark.book
CHAPTER = "inflow_and_outflow"


def said(year, cell, language="en", as_of=""):
    """What a cell of the chapter says in an edition."""
    return next(shown.text for shown in read(CHAPTER, year, language, as_of) if shown.cell == cell)


REASONS = {
    2015: "mainly* because more people came for asylum",
    2016: "mainly* because more people came with a citizenship from outside the EU and EFTA",
    2019: "mainly* because more citizens of EU and EFTA countries came, the Dutch included",
    2020: "mainly* because fewer people came with a citizenship from outside the EU and EFTA",
    2022: "mainly because more people came from Ukraine",
    2023: "almost entirely because fewer Ukrainian citizens came",
}  # fmt: skip


@pytest.mark.parametrize("year", years())
def test_a_reason_for_the_change_is_given_where_one_group_makes_most_of_it(year):
    """2018: EU citizens made 115 % of the rise; 2021: British people moved between the tables; 2024: Ukrainians 43 %."""
    claim = said(year, "immigration").split("**")[1].replace("\\", "")
    assert REASONS.get(year, "") in claim
    assert ("because" in claim) == (year in REASONS)


def test_no_reason_of_a_day_rests_on_figures_of_later():
    """On 14 June 2024 citizenship and motive of 2023 were not published; the producer's reason of 2023 was."""
    text = said(2023, "immigration", as_of="2024-06-14")
    assert "because" not in text and "According to Statistics Netherlands (CBS)" in text


@pytest.mark.parametrize("year", range(2015, 2024))
def test_the_motives_of_all_immigrants_add_up_to_all_of_them(year):
    """Dutch citizens are among the others; before 2022 there is no temporary protection."""
    picture = next(shown.picture for shown in read(CHAPTER, year, "nl") if shown.cell == "figure-hundred-immigrants")
    (shares,) = picture.parts
    held = shares.frame.dropna(subset=["value"])
    assert held.groupby("period")["value"].sum().round(9).eq(100).all()
    assert ("protection" in set(held["motive"])) == (year >= 2022)


@pytest.mark.parametrize(
    ("language", "of_all"), [("en", ("54%", "10%", "11%")), ("nl", ("54 procent", "10 procent", "11 procent"))]
)
def test_the_shares_of_2023_are_of_all_immigrants(language, of_all):
    """43,900 + 25,195 + 18,430 + 22,580 + 31,185 + 41,560 = 182,850 of 336,160; 33,055 for asylum; 37,340 from Ukraine."""
    text = said(2023, "motives", language)
    assert all(share in text for share in of_all) and re.search(r"182[.,]850", text)


def test_work_study_and_family_of_a_year_without_eu_motives_are_those_of_the_year_before():
    text = said(2024, "motives")
    assert (
        text.startswith("**Of all immigrants of 2024")
        and "In 2023, the last year with the motives of EU citizens, 54%" in text
    )


@pytest.mark.parametrize("year", years())
def test_who_leaves_more_is_a_smaller_share_of_who_stays(year):
    text = said(year, "left-again")
    cohort = int(re.search(r"Of the immigrants of (\d{4})", text)[1])
    assert cohort <= year - 5
    eu, other = (
        load("stay").at(cohort, measure="left_within_5_years", group=group).value for group in ("eu_efta", "non_eu")
    )
    assert ("and a smaller share of those who stayed" in text) == (eu > other)


@pytest.mark.parametrize("year", range(2015, 2025))
def test_the_balance_of_dutch_citizens_is_called_negative_only_where_more_left(year):
    came, left = (
        load("migration_by_citizenship").at(year, measure=measure, citizenship="NL").value
        for measure in ("immigration", "emigration")
    )
    assert ("negative" in said(year, "citizenship")) == (left > came)


@pytest.mark.parametrize(("year", "cohort", "shares"), [(2016, 2012, (33, 44)), (2025, 2022, (26, 19))])
def test_who_came_to_work_is_set_beside_all_of_the_same_year(year, cohort, shares):
    """44 % of the labour migrants of 2012 stood beside 17 % of all of 2021; all of 2012 were 33.2 %."""
    said_of = re.search(
        r"outside the EU and EFTA in (\d+), (\d+)% had left .* to work, (?:about )?(\d+)%", said(year, "left-again")
    )
    assert tuple(map(int, said_of.groups())) == (cohort, *shares)


def test_an_old_cohort_is_not_told_as_if_it_were_the_pattern():
    """Of 2012, those who came to work left more often (44 % against 33 %), of 2022 less often (19 % against 26 %)."""
    assert "to work" not in said(2023, "left-again")


@pytest.mark.parametrize("year", years())
def test_detention_by_dtv_is_not_said_to_be_of_placements(year):
    """Its source does not say whether 3,710 of 2023 are people or placements; the reports to 2016 count placements."""
    text = said(year, "detained")
    assert ("The source does not say whether these are people or placements" in text) == (year >= 2020)
    assert ("placements in immigration detention" in text) == (year < 2020)


def test_the_newest_count_of_refusals_leads():
    """2,475 in 2023 and 3,070 in 2022 (Eurostat), where the Marechaussee's count of 2019 was the last."""
    assert "2,475 people were refused entry in 2023, 19% fewer than in 2022" in said(2023, "refused")
    assert "Marechaussee refused 2,892 people at the outer border in 2019" in said(2019, "refused")


@pytest.mark.parametrize("year", range(2015, 2025))
def test_the_first_by_country_of_birth_are_called_alike_where_they_are_the_first_by_citizenship(year):
    held = load("migration_by_citizenship"), load("migration_by_birth_country")
    first = [
        list(obs.where(period=year, measure="immigration").but(**{name: "NL"}).largest(name, 3).frame[name])
        for obs, name in zip(held, ("citizenship", "country_of_birth"), strict=True)
    ]
    assert ("By country of birth, too," in said(year, "citizenship")) == (first[0] == first[1])


def test_who_left_without_supervision_is_never_said_to_have_left():
    """Of people from criminal justice only the forced departures are said: 710 of 2023."""
    assert "1,260 foreigners" in said(2023, "detained") and "710 left by force" in said(2023, "detained")


@pytest.mark.parametrize("year", years())
def test_no_sentence_of_the_chapter_says_that_a_figure_is_missing(year):
    for language in ("en", "nl"):
        for shown in read(CHAPTER, year, language):
            assert not re.search(r"not (?:found|available)|niet (?:gevonden|beschikbaar)", shown.text), shown
