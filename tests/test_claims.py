"""What official releases said agrees with the book, or the book says why it does not."""

import pytest

from book.chapter import Chapter, releases
from book.data.reading import load_table
from book.edition import years
from book.measures.claims import claims


def held(year, as_of=""):
    return claims(year, Chapter(year, "en", as_of).observations)


ALL = [(year, place) for year in years() for place, _ in enumerate(held(year))]


def test_the_releases_about_four_years_are_held():
    assert set(load_table("claims")["edition"]) == {"2021", "2022", "2023", "2024"}


@pytest.mark.parametrize(("year", "place"), ALL)
def test_a_claim_agrees_or_is_explained(year, place):
    claim = held(year)[place]
    assert claim.same_source or claim.agrees != bool(claim.why["en"]), claim
    assert bool(claim.why["en"]) == bool(claim.why["nl"])


def test_a_claim_is_not_held_against_a_figure_of_its_own_source():
    headline = held(2023, "2024-06-14")[0]
    assert headline.value == headline.own == 332863 and headline.same_source and not headline.agrees
    ukraine = next(claim for claim in held(2023) if claim.value == 110000)
    assert ukraine.own == 110000 and ukraine.same_source and not ukraine.agrees
    assert any(claim.agrees for claim in held(2023))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_table_sets_both_figures_beside_each_other(language):
    shown = releases(Chapter(2023, language), id="tab-test", title=("A", "A"), measure=("B", "B")).output
    cells = {cell for row in shown.grid.rows for cell in row}
    assert {"en": "335,668", "nl": "335.668"}[language] in cells
    assert {"en": "Agrees.", "nl": "Komt overeen."}[language] in cells


def test_a_year_without_releases_says_so():
    shown = releases(Chapter(2016, "en"), id="tab-test", title=("A", "A"), measure=("B", "B")).output
    assert shown.text == "No figures of official releases about 2016 are held."
