"""An edition refuses what does not exist and knows both clocks."""

import re
from pathlib import Path

import pytest

from book.chapter import Chapter
from book.data.quantity import UNDATED
from book.edition import Edition, EditionError, years

README = Path(__file__).parent.parent / "README.md"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"year": 2014}, "no edition of 2014; there are 2015 to 2025"),
        ({"year": "2023"}, "no edition of '2023'"),
        ({"language": "fr"}, "no language 'fr'; there are en, nl"),
        ({"as_of": "14-06-2024"}, "as_of is '14-06-2024', not a date such as 2024-06-14"),
        ({"as_of": "20240614"}, "not a date such as"),
        ({"as_of": "2024-02-30"}, "not a date such as"),
        ({"year": 2023, "as_of": "2023-12-31"}, "before the end of 2023"),
    ],
)
def test_a_parameter_that_no_edition_has_is_refused_in_one_line(parameters, message):
    with pytest.raises(EditionError) as error:
        Edition(**parameters)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_the_year_after_the_last_can_be_run_before_it_is_an_edition_and_is_provisional():
    assert Edition(years()[-1] + 1).provisional and years()[-1] + 1 not in years()
    with pytest.raises(EditionError, match="no edition of"):
        Edition(years()[-1] + 2)


def test_names_tell_the_editions_apart():
    names = {Edition(2023, "en").name, Edition(2023, "nl").name, Edition(2023, "nl", "2024-06-14").name}
    assert names == {"2023-en", "2023-nl", "2023-nl-as-of-2024-06-14"}


def test_today_immigration_of_2023_is_the_final_figure():
    now = Chapter(2023).load("migration").at(2023, measure="immigration")
    assert (now.value, now.status) == (335668, "A")


def test_on_the_day_of_the_report_it_is_the_provisional_one_and_emigration_is_not_held():
    migration = Chapter(2023, as_of="2024-06-14").load("migration")
    now = migration.at(2023, measure="immigration")
    assert (now.value, now.status, now.later) == (332863, "P", False)
    assert migration.at(2023, measure="emigration").value is None
    assert migration.at(2023, measure="net_migration").value is None
    before = migration.at(2022, measure="immigration")
    assert (before.value, before.later) == (403108, 0)  # the annual tables of July 2023
    assert migration.at(2021, measure="immigration").later == UNDATED


def test_the_first_figure_of_a_year_is_told_once_a_later_one_has_replaced_it():
    first = Chapter(2023).first_published("migration", measure="immigration")
    assert (first.figure.value, first.day.isoformat()) == (332863, "2024-06-14")
    assert Chapter(2023, as_of="2024-06-14").first_published("migration", measure="immigration").figure.value is None


def test_years_are_those_of_the_readme():
    (first, last), *more = re.findall(r"\((\d{4}) to (\d{4});", README.read_text(encoding="utf-8"))
    assert not more
    assert (years()[0], years()[-1]) == (int(first), int(last))
