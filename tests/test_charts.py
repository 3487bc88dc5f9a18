"""Every form in both languages on awkward data: words keep apart and inside, colours are ours, bytes are the same."""

import re
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from drawings import MOTIVES, observations, outside, overlapping, yearly
from PIL import Image

from book.charts import (
    area,
    bridge,
    calendar,
    columns,
    dark,
    dots,
    dumbbell,
    hundred,
    line,
    multiples,
    pair,
    panels,
    png,
    ranking,
    stacked,
    strip,
    svg,
    waterfall,
)  # fmt: skip
from book.charts.palette import DARK, MAP, PAPER, ROLES, contrast, on, words
from book.data.members import MEMBERS
from book.review.charts import palette

UP = {year: 150_000 + 9_000 * (year - 2010) for year in range(2010, 2024)}
PEAK = UP | {2022: 403_108, 2023: 335_668}
EQUAL = dict.fromkeys(range(2014, 2024), 120_000)
ZERO = dict.fromkeys(range(2014, 2024), 0)
GAPS = {year: value for year, value in UP.items() if year not in (2013, 2020)} | {2016: None}
TWO = ("immigration", "emigration")
PARTS = ["labour", "study", "family", "asylum", "temporary_protection", "other"]


def flows(*series, status=None, names=TWO):
    return observations(
        [row for name, values in zip(names, series, strict=False) for row in yearly(name, values, status)]
    )


def motives(codes, values=UP, status=None, measure="permits"):
    rows = [
        row
        for place, code in enumerate(codes)
        for row in yearly(measure, {y: v // (place + 1) for y, v in values.items()}, status, motive=code)
    ]
    return observations(rows, "motive")


def stock(values, status=None):
    return observations(yearly("residents", values, status))


def countries(measure, codes, values, period="2023", status=None):
    rows = [
        {"period": period, "measure": measure, "country": code, "value": value, "status": (status or {}).get(code, "A")}
        for code, value in zip(codes, values, strict=True)
    ]
    return observations(rows, "country")


def shares(rows, parts, spread=None, status="A"):
    """Equal or given shares of motives for each country."""
    values = spread or [100 / len(parts)] * len(parts)
    return observations(
        [{"period": "2023", "measure": "share", "country": row, "motive": part, "value": value, "status": status} for row in rows for part, value in zip(parts, values, strict=True)],
        "motive", "country",
    )  # fmt: skip


def months(count, status=None):
    periods = [f"{2022 + place // 12}-{place % 12 + 1:02d}" for place in range(2, count + 2)]
    return stock({period: 40_000 + 2_000 * place for place, period in enumerate(periods)}, status)


def two_years(codes, before, now, status="A"):
    rows = []
    for code, first, second in zip(codes, before, now, strict=True):
        rows += [
            *yearly("immigration", {2022: first}, country=code),
            *yearly("immigration", {2023: second}, {2023: status}, country=code),
        ]
    return observations(rows, "country")


def counts(values, status=None):
    return observations(
        [row for code, value in values.items() for row in yearly("permits", {2022: value}, status, motive=code)],
        "motive",
    )


FEW = range(2021, 2024)
SAMPLES = {
    "line of one year": line(flows({2023: 5})),
    "line of two years": line(flows({2022: 5, 2023: 9}, {2022: 5, 2023: 9})),
    "lines of equal values": line(flows(EQUAL, EQUAL)),
    "lines of zeros": line(flows(ZERO, ZERO)),
    "lines with gaps, break, provisional": line(flows(GAPS, PEAK, status={2018: "B", 2023: "P"})),
    "line that ends early": line(flows(PEAK, dict.fromkeys(range(2010, 2022), 140000))),
    "five lines with long names": line(motives(["labour", "family", "temporary_protection", "other", "long"]), by="motive"),
    "line of a century": line(flows({year: year for year in range(1900, 2024)}, {year: 3_000 - year for year in range(1900, 2024)})),
    "line of a rate": line(observations(yearly("share", {2019: 63.1, 2020: 64.4, 2021: 66, 2022: 69.8}, {2021: "B", 2022: "P"})), floor=50),
    "columns": columns(flows(PEAK, status={2023: "P"})),
    "columns of one year": columns(flows({2023: 335_668}, status={2023: "P"})),
    "columns, the last far below the one before": columns(flows({2020: 1, 2021: 400_000, 2022: 399_999, 2023: 2})),
    "columns around zero": columns(flows({year: (-1) ** year * 40_000 for year in range(2010, 2024)})),
    "columns below zero": columns(flows({2022: -4_000, 2023: -5_034})),
    "columns of zeros": columns(flows(ZERO)),
    "columns with gaps": columns(flows(GAPS, status={2018: "B"}), break_words={"en": "new method", "nl": "nieuwe methode"}),
    "columns with several breaks": columns(flows(UP, status={2012: "B", 2013: "B", 2021: "D", 2022: "BP"})),
    "columns per half year": columns(observations(yearly("permits", {"2022-H1": 9_979, "2022-H2": 13_500, "2023-H1": 21_200}))),
    "stacked": stacked(motives(["total", *PARTS], PEAK), by="motive"),
    "stacked, provisional": stacked(motives(PARTS, dict.fromkeys(FEW, 90000), {2023: "P"}), by="motive"),
    "stacked, one year": stacked(motives(["total", *PARTS], {2023: 600}), by="motive"),
    "stacked, thin parts": stacked(motives(["total", "labour", "study", "other"], {2022: 90_000, 2023: 4}), by="motive"),
    "stacked of zeros": stacked(motives(PARTS, ZERO), by="motive"),
    "area": area(months(36, {"2023-01": "B", "2024-12": "P"}), break_words={"en": "other count from January 2023", "nl": "andere telling vanaf januari 2023"}),
    "area of a month": area(months(1)),
    "dots": dots(stock({f"{year}-12-31": value for year, value in GAPS.items()}, {"2022-12-31": "B", "2023-12-31": "P"})),
    "dots of one day": dots(stock({"2024-01-01": 17_942_942})),
    "dots on 1 January": dots(stock({f"{year}-01-01": 16_000_000 + year for year in range(1990, 2025)})),
    "dots on scattered days": dots(stock({"2015-12-31": 47_764, "2019-10-04": 27_000, "2022-12-31": 51_000, "2023-09": 60_000})),
    "lines above columns": panels(line(flows(PEAK, PEAK)), columns(flows(UP, names=["net_migration"]))),
    "flow above stock": panels(columns(flows({2015: 43_095, 2017: 16_000, 2023: 38_375}, status={2023: "P"})), dots(stock({f"{year + 1}-01-03": value for year, value in GAPS.items()}))),
    "three panels, columns that differ in length": panels(columns(flows(UP)), columns(flows({2022: 8})), columns(flows({2010: -5, 2011: 7}))),
    "ranking": ranking(countries("immigration", MEMBERS, [351_600 // (place + 1) for place in range(27)], status={"NL": "P"})),
    "ranking of one": ranking(countries("immigration", ["SY"], [18_670])),
    "ranking of equals and zeros": ranking(countries("immigration", ["NL", "DE", "SY", "unknown"], [5, 5, 0, 900_000])),
    "ranking below zero": ranking(countries("immigration", ["NL", "DE", "CD"], [-5_000, 12_000, -30_000])),
    "ranking with a missing value": ranking(countries("immigration", ["NL", "VC", "CD", "GS"], [5, None, 1_234_567, 3])),
    "ranking with long names": ranking(counts({code: 12_345 for code in MOTIVES if code != "total"}), by="motive"),
    "pair": pair(countries("immigration", MEMBERS, range(1, 350_000, 13_000)), countries("rate", [*MEMBERS, "EU27"], [n / 7 for n in range(28)])),
    "strip": strip(countries("rate", MEMBERS, [n / 7 for n in range(27)]), countries("rate", [*MEMBERS, "EU27"], [(n * 11) % 29 for n in range(28)]), countries("rate", ["NL", "DE", "FR"], [0, 0, 0])),
    "pair of one": pair(countries("immigration", ["NL"], [1]), countries("rate", ["NL"], [0.01])),
    "dumbbell": dumbbell(two_years(MEMBERS[:9], range(0, 90_000, 10_000), range(90_000, 0, -10_000))),
    "dumbbell of equals": dumbbell(two_years(["NL", "VC", "CD"], [7, 7, 0], [7, 7, 0], "P")),
    "dumbbell with a missing value": dumbbell(two_years(["NL", "SY", "CD"], [None, 7, 9], [7, None, 1_000_000])),
    "dumbbell across a break": dumbbell(two_years(["NL", "SY"], [5, 7], [9, 2], "B")),
    "hundred": hundred(shares(["NL", "EU27", "BE", "CD"], PARTS)),
    "hundred, one part": hundred(shares(["NL"], ["labour"])),
    "hundred, crowded names": hundred(shares(["SE", "NL"], PARTS, [1, 1, 1, 1, 1, 95])),
    "hundred, provisional": hundred(shares(["DE", "BE"], PARTS[:3], status="P")),
    "multiples": multiples(observations([row for code in ("SY", "CD", "VC", "TR") for name in TWO for row in yearly(name, GAPS, {2018: "B", 2023: "P"}, country=code)], "country"), by="country"),
    "multiples of three, one line": multiples(observations([row for code in ("SY", "ER", "TR") for row in yearly("immigration", PEAK, country=code)], "country"), by="country"),
    "multiples of zeros": multiples(observations([row for code in ("SY", "ER") for name in TWO for row in yearly(name, ZERO, country=code)], "country"), by="country"),
    "bridge": bridge(counts({"labour": 27_755, "study": 35_535, "family": 46_460, "other": 10_925, "long": 49_000}), components={"family": "other"}),
    "bridge down to zero": bridge(counts({"labour": 500, "study": 0}, {2022: "P"})),
    "calendar": calendar(observations([row for code in ("SY", "CD", "NL") for row in yearly("immigration", {f"2022-{month:02}": None if month == 5 else month * len(code) * 77 for month in range(1, 13)}, country=code)], "country"), by="country"),
    "waterfall": waterfall(observations([row for code, (was, now) in {"total": (403_108, 335_668), "temporary_protection": (108_550, 37_340), "long": (100_000, 120_000)}.items() for row in yearly("immigration", {2022: was, 2023: now}, {2022: "A", 2023: "P"}, motive=code)], "motive")),
}  # fmt: skip


@cache
def drawn(name, language):
    return SAMPLES[name].figure(language)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_words_touch_and_none_leaves_the_canvas_of_one_column(name, language):
    figure = drawn(name, language)
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert figure.get_figwidth() * 72 == pytest.approx(338)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_colour_is_in_the_palette_and_the_dark_twin_replaces_all(name):
    light = svg(drawn(name, "nl"))
    colours = {found.lower() for found in re.findall(r"#[0-9a-fA-F]{6}\b", light)}
    assert colours and colours <= set(DARK)
    assert {found.lower() for found in re.findall(r"#[0-9a-fA-F]{6}\b", dark(light))} <= set(DARK.values())


@pytest.mark.parametrize(
    "name", ["lines with gaps, break, provisional", "stacked, provisional", "pair", "hundred", "multiples", "bridge"]
)
def test_the_same_drawing_gives_the_same_bytes(name):
    first, second = (SAMPLES[name].figure("en") for _ in range(2))
    assert svg(first) == svg(second)
    assert png(svg(first), "Title", "Measure", "Source") == png(svg(second), "Title", "Measure", "Source")


def points_of(title):
    made = png(svg(SAMPLES["lines above columns"].figure("nl")), title, "Een maat", "Bron: CBS")
    return np.asarray(Image.open(BytesIO(made)).convert("L"))


def test_a_png_has_the_drawing_below_its_title_however_long_that_is():
    short, long = points_of("Een titel < 5 & meer"), points_of("Een titel " * 12)
    more = len(long) - len(short)
    assert short.shape[1] == long.shape[1] == 901
    assert more > 0 and np.abs(short[150:].astype(int) - long[150 + more :]).mean() < 2
    assert all((picture[:48] < 90).any() and (picture[-30:] < 150).any() for picture in (short, long))


def test_a_drawing_knows_its_form():
    assert SAMPLES["lines above columns"].form == "panels"
    assert SAMPLES["ranking"].form == "ranking"


def test_an_empty_drawing_is_blank():
    assert line(flows({2022: None})).empty
    assert line(flows({2022: None})).figure("en").axes == []
    assert ranking(observations([], "country")).figure("en").axes == []


def test_words_can_be_read_on_paper_and_on_fills():
    assert list(palette()) == []
    for colour in ROLES.values():
        assert contrast(words(colour), PAPER) >= 4.5
        assert contrast(colour, PAPER) >= 3 or colour in MAP
        assert contrast(on(colour), colour) >= 4.5
