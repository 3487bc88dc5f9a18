"""Sentences say each value as the language guide does, also the awkward ones."""

from dataclasses import replace
from datetime import date

import pytest

from book.data.quantity import UNDATED, Quantity
from book.language.sentences import MissingValue, check_pair, lacking, no_figure, render, value_names
from book.measures.results import Change, Names, Rank, Standing

TITLE = {"en": "immigration", "nl": "immigratie"}


def figure(value, period="2023", unit="persons", kind="flow", **more):
    return Quantity(value, unit, kind, period, **{"title": TITLE, "span": ("2010", "2022"), **more})


def change(now, before, base="2022", unit="persons", kind="flow", **more):
    return Change(figure(now, unit=unit, kind=kind, **more), figure(before, base, unit=unit, kind=kind))


def both(value, spec=""):
    field = "{x:" + spec + "}" if spec else "{x}"
    return tuple(render(field, {"x": value}, language) for language in ("en", "nl"))


def share(value):
    return figure(value, unit="percent", kind="ratio")


@pytest.mark.parametrize(("value", "status", "en", "nl"), [
    (335668, "A", "335,668", "335.668"), (332863, "P", r"332,863\*", r"332.863\*"),
    (110000, "R", "about 110,000", "ongeveer 110.000"),
    (110000, "E", "an estimated 110,000", "naar schatting 110.000"),
    (-67440, "A", "−67,440", "−67.440"), (0, "A", "0", "0"),
])  # fmt: skip
def test_a_quantity_is_a_number_with_the_signs_of_its_status(value, status, en, nl):
    assert both(figure(value, status=status)) == (en, nl)


def test_a_later_figure_has_a_dagger():
    assert both(figure(335668, later=True)) == ("335,668†", "335.668†")


@pytest.mark.parametrize(("value", "en", "nl"), [
    (335668, "335,668 people", "335.668 mensen"), (1, "1 person", "1 persoon"), (0, "0 people", "0 mensen"),
])  # fmt: skip
def test_people_agree_with_their_number(value, en, nl):
    assert both(figure(value), "people") == (en, nl)


@pytest.mark.parametrize(("value", "en", "nl"), [
    (2, "requests were", "aanvragen werden"), (1, "request was", "aanvraag werd"),
    (0, "requests were", "aanvragen werden"),
])  # fmt: skip
def test_a_word_agrees_with_a_number_that_it_does_not_say(value, en, nl):
    values = {"n": figure(value)}
    assert render("{n:request was|requests were}", values, "en") == en
    assert render("{n:aanvraag werd|aanvragen werden}", values, "nl") == nl


@pytest.mark.parametrize(("spec", "value", "en", "nl"), [
    ("million", 117.3e6, "117.3 million", "117,3 miljoen"), ("about", 48651, "about 49,000", "ongeveer 49.000"),
])  # fmt: skip
def test_a_large_number_can_be_shortened(spec, value, en, nl):
    assert both(figure(value), spec) == (en, nl)


@pytest.mark.parametrize(("value", "en", "nl"), [
    (16.7, "17%", "17 procent"), (0.2, "less than 1%", "minder dan 1 procent"),
    (99.8, "more than 99%", "meer dan 99 procent"),
])  # fmt: skip
def test_a_share_is_a_percentage_with_or_without_its_spec(value, en, nl):
    assert both(share(value), "percent") == both(share(value)) == (en, nl)


def test_a_rate_has_one_decimal():
    assert both(figure(2.84, unit="per_1000", kind="ratio")) == ("2.8", "2,8")


def test_weeks_are_whole():
    assert both(figure(26.5, unit="weeks", kind="ratio")) == ("27", "27")


@pytest.mark.parametrize(("value", "en", "nl"), [
    (34.5, "just over a third", "ruim een derde"), (48.8, "almost half", "bijna de helft"), (62, "62%", "62 procent"),
])  # fmt: skip
def test_a_share_can_be_a_fraction_where_one_is_near(value, en, nl):
    assert both(share(value), "part") == (en, nl)


@pytest.mark.parametrize(("value", "en", "nl"), [
    (1.455, "1 in 69", "1 op de 69"), (25, "1 in 4", "1 op de 4"), (0.73, "1 in 140", "1 op de 140"),
])  # fmt: skip
def test_a_share_can_be_one_in_so_many(value, en, nl):
    assert both(share(value), "one_in") == (en, nl)


def test_a_share_of_nothing_is_not_one_in_so_many():
    assert both(share(0), "one_in") == ("0%", "0 procent")


FEWER = [
    (335668, 403108, "17% fewer than in 2022", "17 procent minder dan in 2022"),
    (403500, 403108, "about as many as in 2022", "ongeveer evenveel als in 2022"),
    (230, 100, "2.3 times as many as in 2022", "2,3 keer zo veel als in 2022"),
    (200, 100, "twice as many as in 2022", "twee keer zo veel als in 2022"),
    (195, 100, "twice as many as in 2022", "twee keer zo veel als in 2022"),
    (194, 100, "94% more than in 2022", "94 procent meer dan in 2022"),
    (30, 120, "against 120 in 2022", "tegen 120 in 2022"),
    (500, 0, "against 0 in 2022", "tegen 0 in 2022"),
    (0, 500, "against 500 in 2022", "tegen 500 in 2022"),
    (12, 12, "as many as in 2022", "evenveel als in 2022"),
    (0, 0, "as many as in 2022", "evenveel als in 2022"),
    (-500, 600, "against 600 in 2022", "tegen 600 in 2022"),
    (60, 100000, "more than 99% fewer than in 2022", "meer dan 99 procent minder dan in 2022"),
    (1004, 1000, "about as many as in 2022", "ongeveer evenveel als in 2022"),
    (1005, 1000, "1% more than in 2022", "1 procent meer dan in 2022"),
    (335668, None, "with no comparable figure for 2022", "zonder vergelijkbaar cijfer voor 2022"),
]


@pytest.mark.parametrize(("now", "before", "en", "nl"), FEWER)
def test_a_change_is_a_phrase_that_ends_a_clause(now, before, en, nl):
    assert both(change(now, before), "fewer") == (en, nl)


@pytest.mark.parametrize(("now", "before", "en", "nl"), [
    (328, 200, "64% more than in 2015", "64 procent meer dan in 2015"),
    (200, 200, "as many as in 2015", "evenveel als in 2015"),
    (500, 0, "against 0 in 2015", "tegen 0 in 2015"),
])  # fmt: skip
def test_a_change_names_a_base_that_is_not_the_year_before(now, before, en, nl):
    assert both(change(now, before, "2015"), "fewer") == (en, nl)


@pytest.mark.parametrize("spec", ["fewer", "against", "count"])
def test_a_change_across_a_break_says_so(spec):
    broken = Change(figure(80, breaks=("2022",)), figure(100, "2021"))
    assert both(broken, spec) == ("which is not comparable with 2021", "wat niet vergelijkbaar is met 2021")


def test_a_quarter_is_compared_with_the_same_quarter():
    now = figure(83, "2023-Q2")
    assert both(Change(now, figure(100, "2022-Q2")), "fewer")[1] == "17 procent minder dan een jaar eerder"
    assert (
        both(Change(now, figure(100, "2023-Q1")), "fewer")[1] == "17 procent minder dan in het eerste kwartaal van 2023"
    )
    assert (
        both(Change(now, figure(None, "2022-Q2")), "fewer")[1]
        == "zonder vergelijkbaar cijfer voor het tweede kwartaal van 2022"
    )


def test_a_month_in_a_leap_year_is_compared_with_the_year_before():
    leap = Change(figure(83, "2024-02"), figure(100, "2023-02"))
    assert both(leap, "fewer")[0] == "17% fewer than a year before"


def test_a_stock_names_its_day():
    stock = Change(figure(83, "2024-01-01", kind="stock"), figure(100, "2015-01-01", kind="stock"))
    assert both(stock, "fewer") == ("17% fewer than on 1 January 2015", "17 procent minder dan op 1 januari 2015")


def test_a_difference_within_the_rounding_of_the_producer_is_about_as_many():
    assert both(change(60, 55, rounding=5), "fewer")[0] == "about as many as in 2022"
    assert both(change(65, 55, rounding=5), "fewer")[0] == "18% more than in 2022"


@pytest.mark.parametrize(("before", "en", "nl"), [
    (403108, "against 403,108 in 2022", "tegen 403.108 in 2022"),
    (0, "against 0 in 2022", "tegen 0 in 2022"),
    (None, "with no comparable figure for 2022", "zonder vergelijkbaar cijfer voor 2022"),
])  # fmt: skip
def test_against_names_the_base(before, en, nl):
    assert both(change(335668, before), "against") == (en, nl)


def test_against_keeps_the_signs_and_the_about_of_its_base():
    rough = Change(figure(80), figure(110000, "2022", status="R"))
    assert both(rough, "against") == ("against about 110,000 in 2022", "tegen ongeveer 110.000 in 2022")
    late = Change(figure(80), figure(100, "2022", later=True))
    assert both(late, "against")[0] == "against 100† in 2022"


@pytest.mark.parametrize(("now", "before", "en", "nl"), [
    (335668, 403108, "67,440 fewer than in 2022", "67.440 minder dan in 2022"),
    (520, 400, "120 more than in 2022", "120 meer dan in 2022"),
    (400, 400, "as many as in 2022", "evenveel als in 2022"),
    (3, 0, "3 more than in 2022", "3 meer dan in 2022"),
])  # fmt: skip
def test_a_change_can_be_a_number(now, before, en, nl):
    assert both(change(now, before), "count") == (en, nl)


@pytest.mark.parametrize(("now", "before", "en", "nl"), [
    (62, 78, "16 percentage points lower than in 2022", "16 procentpunt lager dan in 2022"),
    (64, 63, "1 percentage point higher than in 2022", "1 procentpunt hoger dan in 2022"),
    (64.2, 64.1, "about the same as in 2022", "ongeveer even hoog als in 2022"),
    (64.6, 64.4, "about the same as in 2022", "ongeveer even hoog als in 2022"),
    (64.4, 63.5, "0.9 percentage points higher than in 2022", "0,9 procentpunt hoger dan in 2022"),
])  # fmt: skip
def test_a_share_changes_in_percentage_points_of_unrounded_shares(now, before, en, nl):
    assert both(change(now, before, unit="percent", kind="ratio"), "lower") == (en, nl)


def test_a_rate_changes_with_one_decimal():
    assert both(change(2.5, 2.8, unit="per_1000", kind="ratio"), "lower") == (
        "0.3 lower than in 2022",
        "0,3 lager dan in 2022",
    )


@pytest.mark.parametrize("spec", ["fewer", "count", "fell", "verb", "by", "decrease"])
def test_a_share_allows_no_percentage_of_a_percentage(spec):
    with pytest.raises(ValueError, match="lower"):
        both(change(62, 78, unit="percent", kind="ratio"), spec)


VERBS = [
    (
        335668,
        403108,
        "fell by 17%",
        "daalde met 17 procent",
        "fell|by 17%",
        "daalde|met 17 procent",
        "a decrease of 17%",
        "een daling van 17 procent",
    ),
    (
        328,
        200,
        "rose by 64%",
        "steeg met 64 procent",
        "rose|by 64%",
        "steeg|met 64 procent",
        "an increase of 64%",
        "een stijging van 64 procent",
    ),
    (
        100300,
        100000,
        "stayed about the same",
        "bleef ongeveer gelijk",
        "stayed|the same",
        "bleef|gelijk",
        "hardly any change",
        "nauwelijks verandering",
    ),
]


@pytest.mark.parametrize(("now", "before", "en", "nl", "split_en", "split_nl", "noun_en", "noun_nl"), VERBS)
def test_a_change_can_be_a_verb_or_a_noun(now, before, en, nl, split_en, split_nl, noun_en, noun_nl):
    moved = change(now, before)
    assert both(moved, "fell") == (en, nl)
    assert render("{c:verb}|{c:by}", {"c": moved}, "en") == split_en
    assert render("{c:verb}|{c:by}", {"c": moved}, "nl") == split_nl
    assert both(moved, "decrease") == (noun_en, noun_nl)


def provisional(moved):
    return replace(moved, now=replace(moved.now, status="P"))


def test_hardly_any_change_bears_the_signs_of_its_figures():
    moved = provisional(change(100300, 100000))
    assert both(moved, "fell") == ("stayed about the same\\*", "bleef ongeveer gelijk\\*")
    assert render("{c:verb}|{c:by}", {"c": moved}, "nl") == "bleef|gelijk\\*"
    lower = provisional(change(64.2, 64.1, unit="percent", kind="ratio"))
    assert both(lower, "lower") == ("about the same\\* as in 2022", "ongeveer even hoog\\* als in 2022")


@pytest.mark.parametrize(("now", "before", "spec", "en", "nl"), [
    (335668, 403108, "fell_plural", "fell by 17%", "daalden met 17 procent"),
    (328, 200, "fell_plural", "rose by 64%", "stegen met 64 procent"),
    (100300, 100000, "fell_plural", "stayed about the same", "bleven ongeveer gelijk"),
    (335668, 403108, "verb_plural", "fell", "daalden"), (328, 200, "verb_plural", "rose", "stegen"),
    (100300, 100000, "verb_plural", "stayed", "bleven"),
])  # fmt: skip
def test_a_verb_can_have_a_subject_in_the_plural(now, before, spec, en, nl):
    assert both(change(now, before), spec) == (en, nl)


@pytest.mark.parametrize(("now", "before", "spec", "en", "nl"), [
    (335668, 403108, "fewer.1", "16.7% fewer than in 2022", "16,7 procent minder dan in 2022"),
    (335668, 403108, "fewer.2", "16.73% fewer than in 2022", "16,73 procent minder dan in 2022"),
    (11725, 10000, "fewer.1", "17.3% more than in 2022", "17,3 procent meer dan in 2022"),
    (1100, 1000, "fewer.1", "10.0% more than in 2022", "10,0 procent meer dan in 2022"),
    (1004, 1000, "fewer.1", "about as many as in 2022", "ongeveer evenveel als in 2022"),
    (230, 100, "fewer.1", "2.3 times as many as in 2022", "2,3 keer zo veel als in 2022"),
    (30, 120, "fewer.1", "against 120 in 2022", "tegen 120 in 2022"),
    (335668, None, "fewer.1", "with no comparable figure for 2022", "zonder vergelijkbaar cijfer voor 2022"),
    (335668, 403108, "fell.1", "fell by 16.7%", "daalde met 16,7 procent"),
    (335668, 403108, "fell_plural.1", "fell by 16.7%", "daalden met 16,7 procent"),
    (335668, 403108, "by.1", "by 16.7%", "met 16,7 procent"),
    (335668, 403108, "decrease.1", "a decrease of 16.7%", "een daling van 16,7 procent"),
])  # fmt: skip
def test_a_change_in_per_cent_can_have_decimals_rounded_half_up(now, before, spec, en, nl):
    assert both(change(now, before), spec) == (en, nl)


@pytest.mark.parametrize(("now", "before", "spec", "en", "nl"), [
    (68.3, 66.8, "lower.1", "1.5 percentage points higher than in 2022", "1,5 procentpunt hoger dan in 2022"),
    (66.8, 67.8, "lower.1", "1.0 percentage point lower than in 2022", "1,0 procentpunt lager dan in 2022"),
    (64.6, 64.4, "lower.1", "0.2 percentage points higher than in 2022", "0,2 procentpunt hoger dan in 2022"),
    (66.25, 66, "lower.1", "0.3 percentage points higher than in 2022", "0,3 procentpunt hoger dan in 2022"),
    (64.42, 64.4, "lower.1", "about the same as in 2022", "ongeveer even hoog als in 2022"),
    (64.6, 64, "lower.0", "1 percentage point higher than in 2022", "1 procentpunt hoger dan in 2022"),
])  # fmt: skip
def test_points_can_have_the_decimals_of_the_share_beside_them(now, before, spec, en, nl):
    assert both(change(now, before, unit="percent", kind="ratio"), spec) == (en, nl)


def test_a_rate_can_have_more_decimals():
    assert both(change(2.57, 2.8, unit="per_1000", kind="ratio"), "lower.2")[0] == "0.23 lower than in 2022"


@pytest.mark.parametrize("spec", ["count.1", "against.1", "verb.1", "verb_plural.1", "fewer.", "fewer.x", "nonsense.1"])
def test_decimals_that_a_spec_cannot_have_are_refused_with_what_there_is(spec):
    with pytest.raises(ValueError, match=r"there are fewer, against, .*fell_plural, .*fewer\.1, lower\.1"):
        both(change(80, 100), spec)


@pytest.mark.parametrize("spec", ["fell", "fell_plural", "verb", "verb_plural", "by", "decrease", "fell.1"])
@pytest.mark.parametrize("moved", [
    change(80, None), change(30, 120), change(120, 30), Change(figure(80, breaks=("2023",)), figure(100, "2022")),
])  # fmt: skip
def test_a_verb_needs_a_comparable_base_of_fifty_or_more(spec, moved):
    with pytest.raises(MissingValue):
        both(moved, spec)


@pytest.mark.parametrize("spec", ["fewer", "against", "count", "fell"])
def test_a_change_of_a_figure_that_is_missing_itself_is_missing(spec):
    with pytest.raises(MissingValue):
        both(change(None, 100), spec)


@pytest.mark.parametrize(("now", "before"), [("A", "P"), ("P", "A")])
def test_a_change_takes_the_star_of_the_worse_status(now, before):
    moved = Change(figure(80, status=now), figure(100, "2022", status=before))
    assert r"\*" in both(moved, "fewer")[0] and r"\*" in both(moved, "fell")[1]


def test_a_change_from_a_later_base_has_its_dagger():
    assert "†" in both(Change(figure(80), figure(100, "2022", later=True)), "fewer")[0]


@pytest.mark.parametrize(("position", "en", "nl"), [
    (1, "first", "eerste"), (2, "second", "tweede"), (11, "11th", "elfde"), (9, "ninth", "negende"),
    (10, "10th", "tiende"),
    (13, "13th", "13e"), (21, "21st", "21e"),
])  # fmt: skip
def test_a_rank_can_be_an_ordinal(position, en, nl):
    assert both(Rank(position, 27, False), "ordinal") == (en, nl)


@pytest.mark.parametrize(("position", "en", "nl"), [
    (1, "largest", "grootste"), (2, "second largest", "op één na grootste"),
    (4, "fourth largest", "op drie na grootste"),
])  # fmt: skip
def test_a_rank_can_be_the_largest_but_so_many(position, en, nl):
    assert both(Rank(position, 27, False), "largest") == (en, nl)


def test_from_the_sixth_on_largest_asks_for_another_template():
    with pytest.raises(MissingValue):
        both(Rank(6, 27, False), "largest")


@pytest.mark.parametrize(("rank", "en", "nl"), [
    (Rank(1, 27, False), "1st of 27", "1e van 27"), (Rank(4, 27, True), "joint 4th of 27", "gedeeld 4e van 27"),
    (Rank(21, 27, False), "21st of 27", "21e van 27"), (Rank(12, 27, False), "12th of 27", "12e van 27"),
])  # fmt: skip
def test_a_rank_can_be_a_place_among_so_many(rank, en, nl):
    assert both(rank, "place") == (en, nl)


def standing(now, values, since_start=True, first=2010):
    series = tuple((str(first + step), figure(value, str(first + step))) for step, value in enumerate(values))
    return Standing(figure(now, str(first + len(values))), series, since_start)


def test_the_highest_of_a_series_says_when_it_began():
    expected = ("the highest since the series began in 2010", "het hoogste aantal sinds het begin van de reeks in 2010")
    assert both(standing(90, [60, 70, 80, 75]), "highest") == expected


def test_the_lowest_since_a_year_that_was_at_least_as_low():
    expected = ("the lowest since 2010", "het laagste aantal sinds 2010")
    assert both(standing(60, [60, 70, 80, 75]), "highest") == expected


def test_a_year_in_between_is_set_against_the_range_of_ten_years():
    values = [170000, 164772, 182949, 204615, 230739, 234957, 243737, 269064, 220853, 252528, 403108]
    expected = (
        "between the lowest (164,772 in 2013) and the highest (403,108 in 2022) of the 10 years before",
        "tussen het laagste aantal (164.772 in 2013) en het hoogste (403.108 in 2022) van de 10 jaar ervoor",
    )
    assert both(standing(335668, values, first=2012), "highest") == expected


def test_a_run_behind_a_break_does_not_claim_the_whole_series_nor_a_higher_first_year():
    en, nl = both(standing(90, [60, 70, 80, 75], since_start=False), "highest")
    assert "began" not in en and "begin" not in nl
    assert en != "the highest since 2010" and nl != "het hoogste aantal sinds 2010"


def test_a_provisional_figure_in_a_range_has_its_star():
    run = standing(70, [60, 80, 65, 75])
    run = replace(run, series=(*run.series[:1], ("2011", figure(80, "2011", status="P")), *run.series[2:]))
    assert r"80\* in 2011" in both(run, "highest")[0]


def test_a_standing_without_figure_is_missing():
    with pytest.raises(MissingValue):
        both(standing(None, [60, 70, 80]), "highest")


SYRIA, TURKEY, ERITREA = ("SY", figure(13030)), ("TR", figure(2860)), ("ER", figure(2345))


@pytest.mark.parametrize(("items", "en", "nl"), [
    ((("SY", None),), "Syria", "Syrië"), ((("SY", None), ("TR", None)), "Syria and Türkiye", "Syrië en Turkije"),
    ((SYRIA, TURKEY, ERITREA), "Syria (13,030), Türkiye (2,860) and Eritrea (2,345)", "Syrië (13.030), Turkije (2.860) en Eritrea (2.345)"),
])  # fmt: skip
def test_names_are_a_list_with_their_numbers(items, en, nl):
    assert both(Names(items), "list") == (en, nl)


def test_names_can_be_peoples():
    assert both(Names((SYRIA, TURKEY, ERITREA)), "people") == (
        "Syrians (13,030), Turks (2,860) and Eritreans (2,345)", "Syriërs (13.030), Turken (2.860) en Eritreeërs (2.345)",
    )  # fmt: skip


def test_a_name_without_figure_has_no_brackets():
    assert both(Names((("SY", figure(None)),)), "list") == ("Syria", "Syrië")


def test_countries_in_a_list_have_their_article_and_rest_groups_stand_last():
    items = (("unknown", None), ("NL", None), ("GB", None))
    assert both(Names(items), "list") == (
        "the Netherlands, the United Kingdom and unknown country", "Nederland, het Verenigd Koninkrijk en onbekend land",
    )  # fmt: skip


def test_a_name_with_and_in_it_stands_first():
    assert both(Names((("RS", None), ("BA", None))), "list")[1] == "Bosnië en Herzegovina en Servië"


def test_labels_of_a_record_are_escaped_and_can_have_shares():
    codes = {"labour": {"en": "*work*", "nl": "werk"}}
    assert both(Names((("labour", share(24.2)),), codes), "list") == (r"\*work\* (24%)", "werk (24 procent)")


def test_an_empty_list_is_missing():
    with pytest.raises(MissingValue):
        both(Names(()), "list")


def test_a_year_has_no_separator_and_a_day_is_written_out():
    assert both(2023) == ("2023", "2023")
    assert both(date(2023, 12, 31), "date") == both("2023-12-31", "date") == ("31 December 2023", "31 december 2023")


def test_a_period_has_its_preposition():
    assert both("2023", "in") == ("in 2023", "in 2023")
    assert both("2023-Q2", "in") == ("in the second quarter of 2023", "in het tweede kwartaal van 2023")
    assert both(figure(5, "2024-01-01", kind="stock"), "in") == ("on 1 January 2024", "op 1 januari 2024")


def test_a_text_is_escaped():
    assert both("a*b_c") == (r"a\*b\_c", r"a\*b\_c")


@pytest.mark.parametrize("value", [figure(None), figure(float("nan")), None])
@pytest.mark.parametrize("spec", ["", "people", "million"])
def test_a_value_without_figure_is_missing_by_its_name(value, spec):
    field = "{arrived:" + spec + "}"
    with pytest.raises(MissingValue) as caught:
        render("In {year}, " + field + " came.", {"year": 2023, "arrived": value}, "en")
    assert caught.value.name == "arrived"


@pytest.mark.parametrize(
    "value", [figure(5), change(80, 100), Rank(1, 27, False), standing(90, [60, 70, 80]), Names((SYRIA,))]
)
def test_an_unknown_spec_is_refused(value):
    with pytest.raises(ValueError, match="nonsense"):
        both(value, "nonsense")


@pytest.mark.parametrize(("value", "spec", "there_are"), [
    (figure(5), "n|m|k", r"people, million, .*one\|other"), (Rank(1, 27, False), "first", "ordinal, largest, place"),
    (2023, "decimal", "date, period, in"), (Names((SYRIA,)), "peoples", "list, people, first, plain, million"),
])  # fmt: skip
def test_a_refusal_of_a_spec_lists_those_that_there_are(value, spec, there_are):
    with pytest.raises(ValueError, match=f"there are .*{there_are}"):
        both(value, spec)


@pytest.mark.parametrize("template", ["In {year}, {arived} came.", "In {year}, {} came.", "In {year}, {0} came."])
def test_a_value_that_is_not_given_is_refused_with_those_that_are(template):
    with pytest.raises(ValueError, match="there are year, arrived"):
        render(template, {"year": 2023, "arrived": figure(5)}, "en")


def test_value_names_are_in_order_and_once():
    assert list(value_names("In {year}, {n} and {change:fewer}; {n:a|b}.")) == ["year", "n", "change"]


def test_both_templates_must_name_the_same_values():
    check_pair("In {year}, {n} came.", "In {year} kwamen {n}.")
    with pytest.raises(ValueError, match="n"):
        check_pair("In {year}, {n} came.", "In {year}.")


@pytest.mark.parametrize("template", ["{n} came in {year}.", "**{n}** came in {year}.", "It grew in {year}. {n} came."])
def test_no_sentence_begins_with_a_value(template):
    with pytest.raises(ValueError, match="begins"):
        check_pair(template, "In {year} kwamen {n}.")


def test_the_standard_sentence_says_how_far_the_series_runs():
    assert no_figure(figure(None), 2023, "en") == "Immigration: no figure for 2023; the series runs from 2010 to 2022."
    assert (
        no_figure(figure(None), 2023, "nl")
        == "Immigratie: geen cijfer over 2023; de reeks loopt van 2010 tot en met 2022."
    )


def test_half_years_have_their_article_where_there_is_no_figure():
    halves = figure(None, span=("2015-H1", "2017-H2"), title=dict.fromkeys(("en", "nl"), "x " * 9 + "x"))
    assert no_figure(halves, 2018, "en").endswith(
        ". The series runs from the first half of 2015 to the second half of 2017."
    )
    assert no_figure(halves, 2018, "nl").endswith(
        ". De reeks loopt van de eerste helft van 2015 tot en met de tweede helft van 2017."
    )


def test_the_standard_sentence_of_an_empty_series_names_no_years():
    text = no_figure(figure(None, span=("", "")), 2023, "en")
    assert text.startswith("Immigration") and " from " not in text


@pytest.mark.parametrize(("language", "day"), [("en", "14 June 2024"), ("nl", "14 juni 2024")])
def test_the_standard_sentence_names_the_day_of_which_no_figure_is_held(language, day):
    assert day in no_figure(figure(None, later=True), 2023, language, "2024-06-14")


def test_the_quantity_that_lacks_a_figure_is_found_in_its_value():
    empty = figure(None)
    assert lacking(empty) is empty
    assert lacking(Change(empty, figure(5, "2022"))) is empty
    assert lacking(Standing(empty, ())) is empty


def test_numbers_of_the_world_are_millions_in_a_list():
    assert both(Names((("SY", figure(6_355_788)), ("SD", figure(837_000)))), "million") == (
        "Syria (6.4 million) and Sudan (837,000)",
        "Syrië (6,4 miljoen) en Soedan (837.000)",
    )


@pytest.mark.parametrize("spec", ["percent", "part", "one_in", "extent"])
def test_a_rate_is_never_said_as_a_percentage(spec):
    """2.2 applicants per 1,000 inhabitants stood there as 2.2%."""
    with pytest.raises(ValueError, match="is for a percentage, not for per_1000"):
        both(figure(2.2, unit="per_1000", kind="ratio"), spec)


def test_one_decimal_is_that_of_the_unit():
    assert both(figure(2.24, unit="per_1000", kind="ratio"), "decimal") == ("2.2", "2,2")
    assert both(figure(17.6, unit="points", kind="ratio"), "decimal") == ("17.6", "17,6")
    assert both(figure(68.3, unit="percent", kind="ratio"), "decimal") == ("68.3%", "68,3 procent")


def test_in_a_list_only_the_first_may_have_its_number():
    groups = Names((("SY", figure(13_030)), ("TR", figure(2_860)), ("ER", figure(2_345))))
    assert both(groups, "first") == ("Syrians (13,030), Turks and Eritreans", "Syriërs (13.030), Turken en Eritreeërs")


def test_names_without_numbers_have_the_mark_of_their_numbers():
    late = (("SY", figure(5, later=UNDATED)), ("TR", figure(4)))
    assert both(Names(late), "plain") == ("Syria and Türkiye‡", "Syrië en Turkije‡")
    assert both(Names((("SY", figure(5)), ("TR", figure(None, later=UNDATED)))), "plain")[0] == "Syria and Türkiye"
