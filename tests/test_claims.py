"""What official releases said agrees with the book, or the book says why it does not."""

import pytest

from book.chapter import TABLE, Releases
from book.data import load_table
from book.edition import YEARS, Edition
from book.measures.claims import claims

ALL = [(year, place) for year in YEARS for place, _ in enumerate(claims(year, Edition(year).load))]


def test_the_releases_about_four_years_are_held():
    assert set(load_table("claims")["edition"]) == {"2021", "2022", "2023", "2024"}


@pytest.mark.parametrize(("year", "place"), ALL)
def test_a_claim_agrees_or_is_explained(year, place):
    claim = claims(year, Edition(year).load)[place]
    assert claim.agrees != bool(claim.why["en"]), claim
    assert bool(claim.why["en"]) == bool(claim.why["nl"])


def test_on_the_day_of_the_report_its_headline_agrees():
    headline = claims(2023, Edition(2023, "en", "2024-06-14").load)[0]
    assert headline.value == 332863
    assert headline.agrees


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_table_sets_both_figures_beside_each_other(language):
    Edition(2023, language)
    shown = Releases(id="tab-test", en=("A", "B"), nl=("A", "B"))._repr_mimebundle_()
    assert TABLE in shown
    assert {"en": "335,668", "nl": "335.668"}[language] in shown["text/markdown"]
    assert {"en": "Agrees", "nl": "Komt overeen"}[language] in shown["text/markdown"]


def test_a_year_without_releases_says_so():
    Edition(2016, "en")
    shown = Releases(id="tab-test", en=("A", "B"), nl=("A", "B"))._repr_mimebundle_()
    assert shown["text/markdown"] == "No figures of official releases about 2016 are held."
