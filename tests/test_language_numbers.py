"""Numbers, days and periods are written as each language does, rounded once and half up."""

from datetime import date

import pytest

from book.data.periods import year_before
from book.language import numbers


@pytest.mark.parametrize(("language", "expected"), [("en", "335,668"), ("nl", "335.668")])
def test_a_count_has_the_separator_of_the_language(language, expected):
    assert numbers.count(335668, language) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "12.5"), ("nl", "12,5")])
def test_a_decimal_has_the_mark_of_the_language(language, expected):
    assert numbers.count(12.5, language, 1) == expected


def test_a_negative_number_has_a_true_minus():
    assert numbers.count(-67440, "en") == "−67,440"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"), [(16.5, 0, "17"), (0.25, 1, "0.3"), (2.5, 0, "3"), (-2.5, 0, "−3")]
)
def test_a_half_is_rounded_up_and_not_to_even(value, decimals, expected):
    assert numbers.count(value, "en", decimals) == expected


def test_noise_of_binary_fractions_does_not_hide_a_half():
    assert numbers.count(16.499999999999996, "en") == "17"


def test_a_positive_value_that_rounds_to_zero_is_a_bound():
    assert (numbers.count(0.04, "en", 1), numbers.count(0.04, "nl", 1)) == ("< 0.1", "< 0,1")


def test_zero_is_zero():
    assert numbers.count(0, "en", 1) == "0.0"


@pytest.mark.parametrize(("value", "en", "nl"), [
    (117.3e6, "117.3 million", "117,3 miljoen"), (1e6, "1.0 million", "1,0 miljoen"),
    (280.6e6, "280.6 million", "280,6 miljoen"),
    (10.25e6, "10.3 million", "10,3 miljoen"),
])  # fmt: skip
def test_a_million_and_more_has_one_decimal_also_where_it_is_zero(value, en, nl):
    assert (numbers.million(value, "en"), numbers.million(value, "nl")) == (en, nl)


def test_a_number_under_a_million_keeps_all_digits():
    assert (numbers.million(999_999, "en"), numbers.million(999_999, "nl")) == ("999,999", "999.999")


@pytest.mark.parametrize(("value", "en", "nl"), [
    (48_651, "about 49,000", "ongeveer 49.000"), (8_040, "about 8,000", "ongeveer 8.000"),
    (110_432, "about 110,000", "ongeveer 110.000"), (99_600, "about 100,000", "ongeveer 100.000"),
    (7, "about 7", "ongeveer 7"),
])  # fmt: skip
def test_about_keeps_two_digits(value, en, nl):
    assert (numbers.about(value, "en"), numbers.about(value, "nl")) == (en, nl)


@pytest.mark.parametrize(("value", "en", "nl"), [
    (16.7, "17%", "17 procent"), (0.3, "less than 1%", "minder dan 1 procent"),
    (99.7, "more than 99%", "meer dan 99 procent"),
    (0, "0%", "0 procent"), (100, "100%", "100 procent"),
])  # fmt: skip
def test_a_share_in_prose_is_whole_and_never_rounded_to_none_or_all(value, en, nl):
    assert (numbers.percent(value, "en"), numbers.percent(value, "nl")) == (en, nl)


def test_a_share_in_a_table_has_one_decimal():
    assert (numbers.table_value(17, "percent", "en"), numbers.table_value(17.25, "percent", "nl")) == ("17.0", "17,3")


def test_a_count_in_a_table_keeps_all_digits_and_weeks_are_whole():
    assert (numbers.table_value(1_234_567.0, "persons", "nl"), numbers.table_value(26.5, "weeks", "en")) == (
        "1.234.567",
        "27",
    )


@pytest.mark.parametrize(("value", "expected"), [(1234, "+1,234"), (-67440, "−67,440"), (0, "0")])
def test_a_difference_for_a_table_has_its_sign(value, expected):
    assert numbers.signed(value, "en") == expected


@pytest.mark.parametrize("value", [date(2023, 12, 31), "2023-12-31"])
def test_a_day_is_written_out(value):
    assert (numbers.day(value, "en"), numbers.day(value, "nl")) == ("31 December 2023", "31 december 2023")


@pytest.mark.parametrize(("period", "kind", "en", "nl"), [
    ("2023", "flow", "in 2023", "in 2023"),
    ("2023-Q2", "flow", "in the second quarter of 2023", "in het tweede kwartaal van 2023"),
    ("2023-H1", "flow", "in the first half of 2023", "in de eerste helft van 2023"),
    ("2023-09", "flow", "in September 2023", "in september 2023"),
    ("2023-01/2023-10", "flow", "from January to October 2023", "van januari tot en met oktober 2023"),
    ("2022-10/2023-03", "flow", "from October 2022 to March 2023", "van oktober 2022 tot en met maart 2023"),
    ("2015/2023", "flow", "from 2015 to 2023", "van 2015 tot en met 2023"),
    ("2024-01-01", "stock", "on 1 January 2024", "op 1 januari 2024"),
    ("2023-09", "stock", "at the end of September 2023", "eind september 2023"),
    ("2023", "stock", "at the end of 2023", "eind 2023"),
])  # fmt: skip
def test_a_period_has_its_preposition(period, kind, en, nl):
    assert (numbers.in_period(period, kind, "en"), numbers.in_period(period, kind, "nl")) == (en, nl)


def test_a_period_as_a_label_has_no_preposition():
    assert numbers.period("2023-01/2023-10", "nl") == "januari tot en met oktober 2023"


def test_a_quarter_behind_for_has_its_article():
    assert numbers.named_period("2022-Q2", "nl") == "het tweede kwartaal van 2022"


@pytest.mark.parametrize(("period", "expected"), [
    ("2023", "2022"), ("2023-Q2", "2022-Q2"), ("2024-01-01", "2023-01-01"), ("2023-01/2023-10", "2022-01/2022-10"),
])  # fmt: skip
def test_the_same_period_a_year_before(period, expected):
    assert year_before(period) == expected
