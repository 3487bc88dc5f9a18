"""What official releases said, held against the book: each statement has a class, and its reason where it needs one."""

import pandas as pd
import pytest

from book.chapter import Chapter, ledger, releases
from book.cli import main
from book.data.quantity import Quantity
from book.data.reading import load_table
from book.data.records import read_record
from book.data.schema import CLASSES
from book.edition import years
from book.language.words import section
from book.measures import claims as held
from book.measures.claims import Claim, claims, reclassed

COMPUTED = held.ledger()
TABLE = load_table("claims")
ALL = [(year, place) for year in years() for place, _ in enumerate(claims(year))]


def named(year, words):
    (found,) = [claim for claim in claims(year) if words in claim.quoted["en"]]
    return found


def test_the_accepted_ledger_is_what_the_book_computes():
    """Where this fails, look at each line; `python -m book ledger --accept` accepts them all."""
    assert reclassed(load_table("ledger"), COMPUTED) == []


def test_every_claim_of_five_years_has_a_row_and_a_class():
    assert len(ALL) == len(COMPUTED) == len(TABLE)
    assert set(TABLE["edition"]) == {"2021", "2022", "2023", "2024", "2025"}
    assert set(COMPUTED["class"]) == set(CLASSES) == set(section("classes", "en")) == set(section("class_means", "nl"))


def test_every_release_has_an_address_and_all_but_one_a_day():
    sources = read_record("claims").sources
    assert {*TABLE["source"]} == {*sources}
    assert all(source.address for source in sources.values())
    assert [key for key, source in sources.items() if not source.published] == ["ind-2021"]


@pytest.mark.parametrize(("year", "place"), ALL)
def test_a_reason_stands_where_the_class_does_not_say_all(year, place):
    claim = claims(year)[place]
    assert bool(claim.why["en"]) == bool(claim.why["nl"])
    if claim.group in ("definition", "unheld"):
        assert claim.why["en"], claim
    elif claim.group != "revised":
        assert not claim.why["en"], claim


def test_each_class_on_what_it_was_made_for():
    assert named(2022, "403,108").group == "equal"
    assert named(2022, "about 179,000").group == "rounded"
    assert named(2021, "40,480").group == "definition"
    assert named(2024, "123,210").group == "unheld"
    ukraine = named(2023, "110,000")
    assert ukraine.now.value == ukraine.value == 110000 and ukraine.group == "own"
    headline = named(2023, "332,863")
    assert (headline.then.value, headline.now.value, headline.group) == (332863, 335668, "revised")


def quantity(value):
    return None if value is None else Quantity(value, "persons", "flow", "2023")


@pytest.mark.parametrize(
    ("value", "tolerance", "then", "now", "own", "group"),
    [
        (100, 0, 100, 100, False, "equal"),
        (100, 0, None, 100, True, "own"),
        (100, 5, 100, 105, False, "rounded"),
        (100, 5, 100, 105.1, False, "revised"),
        (100, 5, None, 105.1, False, "definition"),
        (100, 5, 94.9, 105.1, False, "definition"),
        (-17, 0.5, None, 17, False, "definition"),
        (100, 5, 100, None, False, "unheld"),
    ],
)
def test_the_class_of_a_claim(value, tolerance, then, now, own, group):
    texts = {"en": "", "nl": ""}
    assert Claim(texts, texts, value, tolerance, "a", quantity(then), quantity(now), own).group == group


def test_a_release_of_a_later_day_is_none_of_an_earlier_edition():
    assert claims(2023, "2024-06-13") == []
    (headline, *_) = claims(2023, "2024-06-14")
    assert headline.now.value == 332863 and headline.group == "own"


def changed(**cells):
    return COMPUTED.assign(**{name: [value, *COMPUTED[name][1:]] for name, value in cells.items()})


def test_a_claim_that_changes_class_figure_or_words_is_named():
    assert reclassed(COMPUTED, COMPUTED) == []
    (line,) = reclassed(COMPUTED, changed(**{"class": "equal"}))
    assert line.startswith("2021, “42,690 applications for family migration in 2021”: class own, now equal")
    (line,) = reclassed(COMPUTED, changed(now="42691"))
    assert "still own, with other figures; now 42690, computed 42691" in line
    assert len(reclassed(COMPUTED, changed(quoted_en="other words"))) == 2
    assert len(reclassed(COMPUTED, COMPUTED[1:])) == 1


def test_the_command_fails_until_the_ledger_is_accepted(monkeypatch, capsys):
    written = []
    monkeypatch.setattr("book.measures.claims.ledger", lambda: changed(**{"class": "equal"}))
    monkeypatch.setattr("book.data.writing.write_table", lambda *table: written.append(table))
    assert main(["ledger"]) == 1 and not written
    assert "class own, now equal" in capsys.readouterr().out
    assert main(["ledger", "--accept"]) == 0
    ((name, table),) = written
    assert name == "ledger" and isinstance(table, pd.DataFrame) and table["class"][0] == "equal"


def cells(listing):
    return [cell for row in listing.output.grid.rows for cell in row]


WORDS = {"id": "tab-test", "title": ("A", "A"), "measure": ("B", "B")}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_table_sets_the_figures_of_then_and_now_beside_each_other(language):
    shown = cells(releases(Chapter(2023, language), **WORDS))
    assert {"en": "332,863*", "nl": "332.863*"}[language] in shown
    assert {"en": "335,668", "nl": "335.668"}[language] in shown
    assert any(cell.startswith({"en": "Revised since. ", "nl": "Sindsdien bijgesteld. "}[language]) for cell in shown)
    assert any(cell.endswith({"en": ", 14 June 2024)", "nl": ", 14 juni 2024)"}[language]) for cell in shown)


def test_the_classes_are_counted_for_the_year_and_for_all():
    rows = ledger(Chapter(2023, "en"), **WORDS).output.grid.rows
    assert [row[0] for row in rows] == [words.capitalize() for words in section("classes", "en").values()]
    assert sum(int(row[2]) for row in rows) == len(claims(2023))
    assert sum(int(row[3]) for row in rows) == len(TABLE)


def test_a_year_without_releases_says_so():
    shown = releases(Chapter(2016, "en"), **WORDS).output
    assert shown.text == "No figures of official releases about 2016 are held."
