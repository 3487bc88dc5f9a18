"""How a paragraph argues: parts of a change, reasons that producers give, references to figures."""

import ast
import re
from dataclasses import replace
from functools import cache

import pytest
from projects import FIGURE, made, ran, titled

from book.chapter import Chapter
from book.chapter.reasons import uncapital
from book.data.quantity import LATER, MeasureError, Quantity
from book.data.reading import load_table
from book.data.records import LANGUAGES, read_record
from book.edition import years
from book.language import sentences, words
from book.measures import contrast, contribution, without
from book.measures.results import Change
from book.publish import notebooks
from book.publish.project import CHAPTERS


def change(before, now, **other):
    one = Quantity(None, "persons", "flow", "2022")
    return Change(replace(one, value=now, period="2023", **other), replace(one, value=before))


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        ((100, 60), (400, 350), 80),  # −40 of −50
        ((10, 30), (100, 140), 50),
        ((10, 70), (100, 150), 120),  # the rest fell
        ((10, 9), (100, 140), None),  # apart
        ((10, 10), (100, 140), None),
        ((10, 20), (100, 100), None),
        ((None, 20), (100, 140), None),
        ((10, 20), (100, None), None),
    ],
)
def test_a_contribution_is_the_share_of_a_change_that_a_part_makes(part, whole, percent):
    found = contribution(change(*part), change(*whole))
    assert found.value == (None if percent is None else pytest.approx(percent))
    assert found.unit == "percent" and found.status == ("M" if percent is None else "A")


def test_a_contribution_keeps_status_and_marks_and_says_nothing_across_a_break():
    assert contribution(change(100, 60, status="P"), change(400, 350)).status == "P"
    assert contribution(change(100, 60), change(400, 350, breaks=("2023",))).value is None
    assert contribution(change(100, 60, later=LATER), change(400, 350)).value is None
    with pytest.raises(MeasureError, match="differ in unit: dwellings, persons"):
        contribution(change(100, 60, unit="dwellings"), change(400, 350))


def test_what_is_subtracted_says_so_in_the_trail():
    """The sum of all observations behind a contribution of the rest came to more than the whole."""
    series = Chapter(2023).observations("migration")
    total, part = (
        Change(series.at(2023, measure=one), series.at(2022, measure=one)) for one in ("immigration", "emigration")
    )
    found = contribution(without(total, part), total)
    assert [used.role for used in found.inputs] == [
        "part now", "part now, less", "part before", "part before, less", "whole now", "whole before"
    ]  # fmt: skip


def test_without_a_part_is_the_change_of_the_rest():
    rest = without(change(400, 350), change(100, 60))
    assert (rest.before.value, rest.now.value) == (300, 290)


def rate(value, period="2023"):
    return Quantity(value, "percent", "ratio", period)


@pytest.mark.parametrize(
    ("here", "there", "percent"),
    [
        ((85.9, 68.3), (76.3, 67.1), 114),  # 9.6 of a difference of 8.4: the gap is wider as more people born here work
        ((80, 60), (80, 70), 0),
        ((80, 70.5), (80, 70), None),
        ((80, None), (80, 70), None),
    ],
)
def test_a_contrast_says_which_group_makes_the_gap_differ(here, there, percent):
    found = contrast(tuple(map(rate, here)), tuple(map(rate, there)))
    assert found.value == (None if percent is None else pytest.approx(percent, abs=0.5))
    with pytest.raises(MeasureError, match="differ in period: 2022, 2023"):
        contrast((rate(1, "2022"), rate(1)), (rate(1), rate(1)))


def test_the_ukrainians_make_almost_all_of_the_fall_of_2023():
    """403,108 to 335,668, of them citizens of Ukraine: the summary of the report says the same in its own words."""
    chapter = Chapter(2023, "en")
    whole = chapter.observations("migration")
    total = Change(whole.at(2023, measure="immigration"), whole.at(2022, measure="immigration"))
    assert total.difference == 335_668 - 403_108
    part = change(108_425, 108_425 - 0.98 * 67_440)
    assert contribution(part, total).value == pytest.approx(98)


@pytest.mark.parametrize(
    ("percent", "en", "nl"),
    [(50, "mainly", "vooral"), (74.9, "mainly", "vooral"), (75, "largely", "grotendeels"),
     (95, "almost entirely", "bijna geheel"), (99.4, "almost entirely", "bijna geheel"),
     (99.5, "entirely", "geheel"), (105, "entirely", "geheel"), (49.9, "", ""), (105.1, "", "")],
)  # fmt: skip
def test_how_far_a_part_explains_a_change_is_said_by_rule(percent, en, nl):
    value = Quantity(percent, "percent", "ratio", "2023")
    for language, said in (("en", en), ("nl", nl)):
        if said:
            assert sentences.render("{c:extent}", {"c": value}, language) == said
        else:
            with pytest.raises(sentences.MissingValue):
                sentences.render("{c:extent}", {"c": value}, language)


CBS = "[July 2023, via Telegraaf](<https://www.telegraaf.nl/"


def test_a_reason_is_that_of_a_producer_with_its_day():
    said = Chapter(2022, "en").reason("immigration", immigration(2022)).output.text
    assert said.startswith(f"According to Statistics Netherlands (CBS) ({CBS}") and said.endswith("than in 2021.")
    assert (
        Chapter(2022, "nl")
        .reason("immigration", immigration(2022))
        .output.text.startswith("Volgens het CBS ([juli 2023, via")
    )


def test_a_reason_for_a_part_of_the_period_names_the_part():
    said = Chapter(2023, "nl").reason("immigration", immigration(2023)).output.text
    assert " over januari tot en met september 2023: er kwamen minder Oekraïense vluchtelingen" in said


def test_without_comparable_figures_it_is_what_the_producer_says_of_the_year():
    """Returns to Morocco: one figure of twenty months, one of 2024; the government's statement is of 14 June 2024."""
    said = Chapter(2023, "en").reason("returns_to_morocco").output.text
    assert "the government ([14 June 2024]" in said and said.endswith("Morocco led to more returns.")
    for chapter in (Chapter(2023, "en", "2024-06-13"), Chapter(2022), Chapter(2024)):
        assert chapter.reason("returns_to_morocco").output.text == ""


def immigration(year):
    series = Chapter(year).observations("migration")
    return Change(series.at(year, measure="immigration"), series.at(year - 1, measure="immigration"))


def test_no_reason_is_given_for_another_direction_topic_or_day():
    other = Change(immigration(2022).before, immigration(2022).now)
    for chapter, topic, found in (
        (Chapter(2022), "immigration", replace(other, now=replace(other.now, period="2022"))),
        (Chapter(2022), "emigration", immigration(2022)),
        (Chapter(2022, "en", "2023-07-30"), "immigration", immigration(2022)),  # "July" may be its last day
        (Chapter(2021), "immigration", immigration(2021)),
    ):
        assert chapter.reason(topic, found).output.text == ""
    assert Chapter(2022, "en", "2023-07-31").reason("immigration", immigration(2022)).output.text


def test_each_producer_of_a_reason_has_its_name_behind_according_to():
    for language in LANGUAGES:
        known = words.section("producers", language)
        assert {source.short["en"] for source in read_record("causes").sources.values()} == set(known)


def test_no_text_of_a_reason_begins_with_a_name():
    """It loses its capital behind the colon."""
    names = re.compile(r"(?:[A-Z]{2,}|Syria|Ukrain|Oekra|Neder|Dutch|Syri|Afghan|Maro|Moro|Eritre|Turk)")
    for row in load_table("causes").to_dict("records"):
        assert not any(names.match(row[f"text_{language}"]) for language in LANGUAGES), row
    assert uncapital("Er kwamen") == "er kwamen"


def test_a_reference_names_a_figure_or_a_table_in_each_language():
    said = Chapter(2023, "nl").say(en="People came {see:fig-a}.", nl="Mensen kwamen {see:fig-a}.").output.text
    assert said == "Mensen kwamen ([figuur](#fig-a))."
    assert sentences.render("So {see:tab-b}.", {}, "en") == "So ([table](#tab-b))."
    with pytest.raises(ValueError, match="is no figure"):
        sentences.render("So {see:a}.", {}, "en")
    with pytest.raises(ValueError, match="name different values: fig-a, fig-b"):
        Chapter(2023).say(en="So {see:fig-a}.", nl="Zo {see:fig-b}.")


SAID = """from book.chapter import Chapter
chapter = Chapter(year, language, as_of)
chapter.say(en="It rose {see:fig-first}. It fell {see:fig-gone}.", nl="Het steeg {see:fig-first}. Het daalde {see:fig-gone}.")"""


@pytest.mark.book
def test_a_reference_leads_to_the_number_of_its_figure_and_is_gone_with_it(tmp_path):
    project = made(tmp_path / "project", "one", "two")
    titled(project / "chapters" / "one.ipynb", SAID)
    titled(project / "chapters" / "two.ipynb", FIGURE)
    notebook = project / "chapters" / "one.ipynb"
    notebook.write_text(
        notebook.read_text().replace('"remove-cell",\n     "second"', '"remove-input"'), encoding="utf-8"
    )
    assert ran(project, "build", "2023", "en") == (0, [])
    page = (project / "_build" / "2023-en" / "html" / "chapters" / "one.html").read_text(encoding="utf-8")
    said = re.search(r"<p>It rose.*?</p>", page, re.S)[0]
    assert re.sub("<[^>]+>", "", said) == "It rose (figure 1). It fell."
    assert 'href="two.html#fig-first"' in said


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_summary_tells_why_immigration_fell_in_2023(language):
    """403,108 − 335,668 = 67,440, of which 104,511 − 38,497 = 66,014 Ukrainian citizens (98%); all others −0.5%."""
    said = " ".join(texts("summary", 2023, language))
    for part in {
        "en": ("Immigration fell by 17% in 2023, almost entirely because fewer Ukrainian citizens came.",
               "Among them, Ukrainian citizens numbered 38,497, against 104,511 in 2022, which accounts for 98% of the fall. The number of all others together stayed about the same"),
        "nl": ("De immigratie daalde met 17 procent in 2023, bijna geheel doordat er minder mensen met de Oekraïense",
               "Het aantal Oekraïners onder hen was 38.497, tegen 104.511 in 2022; dat verschil is 98 procent van de daling. Het aantal anderen samen bleef ongeveer gelijk"),
    }[language]:  # fmt: skip
        assert part in said


def test_the_summary_names_ukrainians_also_where_they_are_no_reason():
    """Without them in the sentence before, "of them 30,241 came" spoke of all 316,305 immigrants of 2024."""
    said = " ".join(texts("summary", 2024, "en"))
    assert "Ukrainian citizens numbered 30,241, against 38,497 in 2023, which accounts for 43% of the fall" in said


@pytest.mark.parametrize("year", years())
def test_no_summary_gives_a_reason_that_its_figures_do_not_bear(year):
    """Citizens of Ukraine have a figure from 2022 on; in 2024 they made 43% of the change (−8,256 of −19,363)."""
    said = texts("summary", year, "en")
    assert any(re.search(r"because (?:fewer|more) Ukrainian", one) for one in said) == (year == 2023)


@pytest.mark.parametrize(
    "part",
    [
        "people with a right to reception by the agency COA was 64,405 on 1 January 2024, 25% more",
        "111,850 Ukrainian citizens had temporary protection in the Netherlands ([figure](#fig-protection-netherlands))",
        "about 91,000 people from Ukraine at the end of 2022 and about 110,000 a year later ([table](#tab-ukraine-counts))",
        "was 68.3% in 2023, 1.5 percentage points higher than in 2022",
        "That is 182,850\\* people.",
        "The earliest figure of immigration in 2023 in this book was 332,863\\*; the newest is 0.8%\\* above it.",
        "In 2023, deaths exceeded births; the population grew by migration",
        "people had fled persecution, violence or conflict at the end of 2023",
    ],
)
def test_the_summary_of_2023_says_what_was_counted(part):
    """7,120 of the 64,405 lived outside COA sites; natural increase was −5,034; 335,668 is 0.84% more than 332,863."""
    assert part in " ".join(texts("summary", 2023, "en"))


@pytest.mark.parametrize(
    "part",
    [
        "By the last estimate before 2023, of 1 July 2020, 1 in 29 people",
        "By the count of UNHCR, 80.7% of the asylum decisions",
        "Eurostat puts the Dutch share at 80.9%",
        "Among the others were 31.6 million refugees and 6.9 million people who waited",
        "above the EU as a whole in immigrants and people born abroad, but below it in asylum applicants and protected Ukrainians",
    ],
)
def test_the_world_of_2023_says_what_is_more_and_by_whose_count(part):
    assert part in " ".join(texts("world_and_eu", 2023, "en"))


@cache
def texts(chapter, year, language):
    """The sentences of a chapter in an edition."""
    notebook = notebooks.read(CHAPTERS / f"{chapter}.ipynb")
    scope = {"year": year, "language": language, "as_of": ""}
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code" or "parameters" in cell.metadata.get("tags", []):
            continue
        *before, last = ast.parse(cell.source).body
        exec(compile(ast.Module([*before], []), cell.id, "exec"), scope)
        if isinstance(last, ast.Expr) and cell.source.startswith("paragraph("):
            found.append(eval(compile(ast.Expression(last.value), cell.id, "eval"), scope).output.text)
        elif not isinstance(last, ast.Expr):
            exec(compile(ast.Module([last], []), cell.id, "exec"), scope)
    return found


def test_a_brief_is_the_first_points_that_have_their_figures():
    chapter = Chapter(2023, "en")
    flows = chapter.observations("migration")
    came, left, none = (
        chapter.say(en=f"{name} {{n}}.", nl=f"{name} {{n}}.", n=flows.at(year, measure=measure))
        for name, year, measure in (
            ("Came", 2023, "immigration"),
            ("Left", 2023, "emigration"),
            ("None", 2030, "emigration"),
        )
    )
    assert chapter.brief(none, came, left).output.text == "- Came 335,668.\n- Left 198,302."
    assert chapter.brief(none, came, left, most=1).output.text == "- Came 335,668."
    with pytest.raises(ValueError, match=r"brief: takes sentences of say\(…\), not str"):
        chapter.brief("So.")


def test_a_stock_at_the_turn_of_the_year_has_the_reason_of_its_year():
    """2017: fewer came in, and municipalities made extra efforts (government, 30 April 2018)."""
    residents = Chapter(2017).observations("reception").where(measure="residents", place="total")
    turned = Change(residents.at(residents.turn(2017)), residents.at(residents.turn(2016)))
    assert "municipalities made extra efforts" in Chapter(2017).reason("residents", turned).output.text


def test_no_reason_is_said_that_was_published_before_its_period_was_over():
    """A state secretary's words of March 2023 do not explain the penalties of 2023."""
    paid = Chapter(2023).observations("penalty_payments").where(measure="paid")
    change_of_2023 = Change(paid.at(2023), paid.at(2022))
    assert change_of_2023.difference > 0 and Chapter(2023).reason("penalties", change_of_2023).output.text == ""
