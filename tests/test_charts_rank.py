"""Rankings, pairs, dumbbells, bars of 100 % and bridges: order, emphasis, what is refused."""

import numpy as np
import pytest
from drawings import observations, words_of, yearly

from book.charts import ChartError, bridge, calendar, dumbbell, hundred, multiples, pair, ranking, strip, waterfall
from book.charts.palette import PAPER, ROLES
from book.data.members import MEMBERS


def countries(values, measure="immigration", period=2023, status=None):
    rows = [
        row
        for code, value in values.items()
        for row in yearly(measure, {period: value}, {period: (status or {}).get(code, "A")}, country=code)
    ]
    return observations(rows, "country")


def parts(values, status=None):
    return observations(
        [row for code, value in values.items() for row in yearly("permits", {2022: value}, status, motive=code)],
        "motive",
    )


def shares(rows, measure="share"):
    made = [
        row
        for code, cells in rows.items()
        for motive, value in cells.items()
        for row in yearly(measure, {2023: value}, country=code, motive=motive)
    ]
    return observations(made, "country", "motive")


def texts(drawing, language="en"):
    return [text for text, _ in words_of(drawing.figure(language))]


def faces(axes):
    return ["#" + "".join(f"{round(part * 255):02x}" for part in patch.get_facecolor()[:3]) for patch in axes.patches]


def test_a_ranking_is_largest_first_with_rest_groups_and_unknown_values_last():
    drawing = ranking(countries({"SY": 5, "unknown": 90, "NL": 7, "TR": None, "DE": 7}))
    assert list(drawing.rows["country"]) == ["NL", "DE", "SY", "TR", "unknown"]
    assert "onbekend" in texts(drawing, "nl")


def test_the_netherlands_and_the_eu_stand_out_among_countries():
    axes = ranking(countries({"NL": 3, "EU27": 2, "DE": 1})).figure("en").axes[0]
    assert faces(axes) == [ROLES["subject"], ROLES["muted"], ROLES["context"]]
    assert [text.get_weight() for text in axes.get_yticklabels()] == [700, 700, 400]


def test_a_ranking_without_the_netherlands_has_one_colour():
    assert faces(ranking(countries({"SY": 3, "TR": 2})).figure("en").axes[0]) == [ROLES["subject"]] * 2


def test_a_provisional_bar_is_an_outline_with_a_star():
    drawing = ranking(countries({"SY": 3, "TR": 2}, status={"TR": "P"}))
    assert faces(drawing.figure("en").axes[0])[1] == PAPER
    assert "2*" in texts(drawing)


@pytest.mark.parametrize("form", [ranking, lambda obs: pair(obs, obs), dumbbell, lambda obs: multiples(obs, "country")])
def test_a_part_year_is_refused(form):
    with pytest.raises(ChartError, match="part-year"):
        form(countries({"SY": 3, "TR": 2}, period="2023-01/2023-10"))


def test_a_ranking_shows_one_period_and_no_total():
    rows = [*yearly("immigration", {2022: 1, 2023: 2}, country="SY")]
    with pytest.raises(ChartError, match="one period"):
        ranking(observations(rows, "country"))
    with pytest.raises(ChartError, match="total"):
        ranking(parts({"total": 9, "labour": 4}))


def test_a_pair_keeps_two_orders():
    drawing = pair(countries({"DE": 9, "NL": 5}), countries({"DE": 1.1, "NL": 2.2}, "rate"))
    assert [list(part.frame["country"]) for part in drawing.parts] == [["DE", "NL"], ["NL", "DE"]]
    assert {"Number", "Per 1,000 inhabitants", "2.2"} <= {text.replace("\n", " ") for text in texts(drawing)}
    assert {"Aantal", "Per 1.000 inwoners", "2,2"} <= {text.replace("\n", " ") for text in texts(drawing, "nl")}


def test_a_dumbbell_shows_the_later_value_and_the_difference():
    rows = [
        row
        for code, pair_of in (("SY", (100, 40)), ("TR", (2, 50)))
        for row in yearly("immigration", dict(zip((2022, 2023), pair_of, strict=True)), country=code)
    ]
    drawing = dumbbell(observations(rows, "country"))
    assert list(drawing.rows["country"]) == ["TR", "TR", "SY", "SY"]
    assert {"+48", "−60", "50", "40"} <= {text.replace("\n", " ") for text in texts(drawing)}
    with pytest.raises(ChartError, match="two periods"):
        dumbbell(countries({"SY": 3}))


def test_a_dumbbell_joins_nothing_across_a_break():
    rows = yearly("immigration", {2022: 1, 2023: 2}, {2023: "B"}, country="SY")
    drawing = dumbbell(observations(rows, "country"))
    assert "breuk" in texts(drawing, "nl") and "+1" not in texts(drawing, "nl")
    joined = [lines for lines in drawing.figure("en").axes[0].collections if np.allclose(lines.get_linewidths(), 2.4)]
    assert joined == []


def test_bars_of_100_put_the_netherlands_and_the_eu_first():
    cells = {"labour": 60.0, "family": 40.0}
    drawing = hundred(
        shares({"PL": {"labour": 90.0, "family": 10.0}, "DE": cells, "EU27": cells, "NL": cells}), by="motive"
    )
    assert list(dict.fromkeys(drawing.rows["country"])) == ["NL", "EU27", "PL", "DE"]


def test_bars_of_100_name_every_part_and_number_those_from_7_percent():
    drawing = hundred(shares({"NL": {"labour": 94.0, "family": 6.0}}), by="motive")
    assert {"Work", "94"} <= set(texts(drawing)) and "6" not in texts(drawing)


def test_bars_of_100_show_only_shares():
    with pytest.raises(ChartError, match="percent"):
        hundred(shares({"NL": {"labour": 5, "family": 4}}, "immigration"), by="motive")


def test_bars_of_100_stay_open_where_a_part_is_unknown():
    drawing = hundred(
        shares({"NL": {"labour": 60.0, "family": 40.0}, "DE": {"labour": 60.0, "family": None}}), by="motive"
    )
    assert "unknown" in texts(drawing)
    assert len(drawing.figure("en").axes[0].patches) == 2


def test_a_bridge_walks_over_components_and_calls_the_rest_a_balance():
    drawing = bridge(parts({"labour": 27, "study": 35, "family": 46, "other": 10}), components={"family": "other"})
    words = texts(drawing)
    assert {"balance", "+8", "+ other", "+10", "+1", "Work\nCBS"} <= set(words)
    assert list(drawing.rows["motive"]) == ["labour", "study", "other", "family"]


def test_a_bridge_needs_every_figure():
    with pytest.raises(ChartError, match="no figure of study"):
        bridge(parts({"labour": 27, "study": None}))
    with pytest.raises(ChartError, match="no figure of asylum"):
        bridge(parts({"labour": 27, "study": 28}), components={"study": "asylum"})


def test_small_multiples_hold_two_to_six_panels_on_one_scale():
    rows = [
        row
        for code in ("SY", "TR")
        for row in yearly("immigration", {2022: 1, 2023: 40 if code == "SY" else 2}, country=code)
    ]
    axes = multiples(observations(rows, "country"), by="country").figure("en").axes
    assert axes[0].get_ylim() == axes[1].get_ylim()
    with pytest.raises(ChartError, match="two to six"):
        multiples(countries({"SY": 1}), by="country")


def test_a_pair_leaves_out_a_side_without_any_figure_but_keeps_it_in_the_numbers():
    rate = countries({"NL": None, "DE": None}, "rate")
    drawing = pair(countries({"NL": 7, "DE": 5}), rate, by="country")
    assert len(drawing.figure("en").axes) == 1 and len(drawing.parts) == 2
    assert "unknown" not in texts(drawing)


def test_many_bars_of_100_percent_stand_closer():
    def high(count):
        codes = ["NL", "EU27", *MEMBERS[:16]]
        drawing = hundred(shares({code: {"labour": 60, "other": 40} for code in codes[:count]}), by="motive")
        return drawing.figure("en").get_figheight() * 72 / count

    assert high(6) > 27 and high(18) < 20


def test_a_strip_places_the_netherlands_between_the_least_and_the_most():
    high = countries({"NL": 9, "DE": 1, "FR": 11, "EU27": 5}, "rate")
    low = countries({"NL": 1, "DE": 6, "FR": 11}, "rate", status={"DE": "P"})
    drawing = strip(low, high, headings=[{"en": "Low", "nl": "Laag"}, {"en": "High", "nl": "Hoog"}])
    axes = drawing.figure("en").axes[0]
    assert [name.get_text() for name in axes.get_yticklabels()] == ["High\n(2023)", "Low\n(2023)"]
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_markersize() == 9.5]
    assert dots == [pytest.approx(0.8), pytest.approx(0)]
    said = texts(drawing, "nl")
    assert {"Duitsland 1,0", "Frankrijk 11,0", "9,0", "Nederland", "andere EU-landen"} <= set(said)


def test_a_row_of_two_countries_is_no_strip_and_numbers_of_people_are_none():
    two, three = countries({"NL": 9, "DE": 1}, "rate"), countries({"NL": 9, "DE": 1, "FR": 2}, "rate")
    assert len(strip(two, three).figure("en").axes[0].get_yticklabels()) == 1
    with pytest.raises(ChartError, match="divide by inhabitants"):
        strip(countries({"NL": 9, "DE": 1, "FR": 2}))
    with pytest.raises(ChartError, match="at most 12 rows"):
        strip(*[three] * 13)


def change(before, now, status="A", measure="immigration"):
    made = [
        row
        for motive, value in before.items()
        for row in yearly(measure, {2022: value, 2023: now[motive]}, {2022: "A", 2023: status}, motive=motive)
    ]
    return observations(made, "motive")


def test_a_waterfall_steps_from_one_total_to_the_next_largest_change_first():
    before = {"total": 400, "labour": 100, "asylum": 200, "study": 90}
    axes = waterfall(change(before, {"total": 330, "labour": 110, "asylum": 120, "study": 90})).figure("en").axes[0]
    assert [name.get_text() for name in axes.get_yticklabels()] == ["2022", "Asylum", "Work", "Study", "2023"]
    steps = [(round(bar.get_x()), round(bar.get_width())) for bar in axes.patches]
    assert steps == [(0, 400), (400, -80), (320, 10), (330, 0), (0, 330)]


def test_what_the_categories_of_a_waterfall_leave_is_a_balance():
    drawing = waterfall(change({"total": 400, "labour": 100}, {"total": 330, "labour": 90}))
    assert {"saldo", "−60", "−10"} <= set(texts(drawing, "nl")) | {
        name.get_text() for name in drawing.figure("nl").axes[0].get_yticklabels()
    }


def test_a_waterfall_is_not_drawn_without_a_figure_or_across_a_break():
    before = {"total": 400, "labour": 100}
    assert waterfall(change(before, {"total": None, "labour": 90})).empty
    assert waterfall(change(before, {"total": 330, "labour": 90}, "B")).empty
    assert waterfall(change(before, before).where(period=2022)).empty
    with pytest.raises(ChartError, match="needs the total of motive"):
        waterfall(change({"labour": 1}, {"labour": 2}))
    with pytest.raises(ChartError, match="do not add up"):
        waterfall(change(before, before, measure="share"))


def monthly(values, measure="immigration"):
    made = [
        row
        for code, cells in values.items()
        for row in yearly(
            measure, {f"2023-{month:02}": value for month, value in enumerate(cells, start=1)}, country=code
        )
    ]
    return observations(made, "country")


def test_a_calendar_has_a_cell_a_month_and_the_number_of_the_highest():
    drawing = calendar(monthly({"TR": [10, 30, None], "SY": [2000, 40, 900]}), by="country")
    axes = drawing.figure("nl").axes[0]
    assert [name.get_text() for name in axes.get_yticklabels()] == ["Syrië", "Turkije"]
    assert {"2.000", "30", "200", "500", "1.000"} <= set(texts(drawing, "nl"))  # the limits between its classes
    outlined = [(bar.get_x(), bar.get_y()) for bar in axes.patches if bar.get_linewidth() == 1.4]
    assert outlined == [(0, 0), (1, 1)]
    hatched = [(bar.get_x(), bar.get_y()) for bar in axes.patches if bar.get_hatch()]
    assert hatched == [(2, 1)]


def test_a_calendar_has_months_of_a_flow():
    with pytest.raises(ChartError, match="a calendar has months"):
        calendar(countries({"SY": 3, "TR": 2}), by="country")
    with pytest.raises(ChartError, match="area"):
        calendar(monthly({"SY": [3], "TR": [2]}, "residents"), by="country")
