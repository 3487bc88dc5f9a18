"""Countries, peoples, categories and standard words in both languages; labels never become markup."""

from types import SimpleNamespace

import pytest

from book.language import names


@pytest.mark.parametrize(("code", "en", "nl"), [
    ("CD", "Democratic Republic of the Congo", "Democratische Republiek Congo"),
    ("CG", "Congo-Brazzaville", "Congo-Brazzaville"),
    ("MM", "Myanmar", "Myanmar"), ("HK", "Hong Kong", "Hongkong"),
    ("BA", "Bosnia and Herzegovina", "Bosnië en Herzegovina"),
    ("PS", "Palestinian Territories", "Palestijnse gebieden"), ("SX", "Sint Maarten", "Sint Maarten"),
    ("TR", "Türkiye", "Turkije"), ("CZ", "Czechia", "Tsjechië"), ("MD", "Moldova", "Moldavië"),
    ("BY", "Belarus", "Belarus"),
    ("SZ", "Eswatini", "Eswatini"), ("MK", "North Macedonia", "Noord-Macedonië"), ("EL", "Greece", "Griekenland"),
    ("UK", "United Kingdom", "Verenigd Koninkrijk"), ("ZZ", "unknown country", "onbekend land"),
    ("XK", "Kosovo", "Kosovo"),
    ("NA", "Namibia", "Namibië"), ("EU27", "EU27", "EU-27"), ("stateless", "stateless people", "staatlozen"),
])  # fmt: skip
def test_a_country_has_its_name(code, en, nl):
    assert (names.country(code, "en"), names.country(code, "nl")) == (en, nl)


@pytest.mark.parametrize(("code", "en", "nl"), [
    ("NL", "the Netherlands", "Nederland"), ("GB", "the United Kingdom", "het Verenigd Koninkrijk"),
    ("US", "the United States", "de Verenigde Staten"), ("PH", "the Philippines", "de Filipijnen"),
    ("GM", "the Gambia", "Gambia"), ("DO", "the Dominican Republic", "de Dominicaanse Republiek"),
    ("SY", "Syria", "Syrië"),
])  # fmt: skip
def test_a_country_in_a_sentence_has_its_article(code, en, nl):
    assert (names.country(code, "en", article=True), names.country(code, "nl", article=True)) == (en, nl)


@pytest.mark.parametrize("code", ["XX", "Syria", "150", ""])
def test_an_unknown_code_is_refused(code):
    with pytest.raises(ValueError, match="no country"):
        names.country(code, "en")


@pytest.mark.parametrize(("code", "en", "nl"), [
    ("SY", "Syrians", "Syriërs"), ("TR", "Turks", "Turken"), ("IQ", "Iraqis", "Irakezen"),
    ("CN", "Chinese people", "Chinezen"),
    ("GB", "British people", "Britten"), ("FR", "French people", "Fransen"), ("PL", "Poles", "Polen"),
])  # fmt: skip
def test_a_people_has_its_name(code, en, nl):
    assert (names.people(code, "en"), names.people(code, "nl")) == (en, nl)


def test_a_people_without_a_name_are_citizens():
    assert names.people("GM", "en") == "citizens of the Gambia"
    assert names.people("US", "nl") == "Amerikanen"
    assert names.people("PH", "nl") == "mensen met de nationaliteit van de Filipijnen"


def test_rest_groups_stand_behind_countries():
    assert sorted(["unknown", "SY", "other", "NL", "stateless"], key=names.last_in_list) == [
        "SY",
        "NL",
        "other",
        "stateless",
        "unknown",
    ]


RECORD = SimpleNamespace(
    name="arrivals",
    measures={"immigration": SimpleNamespace(label={"en": "immigrants", "nl": "immigranten"})},
    dimensions={
        "motive": SimpleNamespace(codes={"labour": {"en": "work", "nl": "werk"}}, countries=False),
        "citizenship": SimpleNamespace(codes={"total": {"en": "total", "nl": "totaal"}}, countries=True),
    },
)


@pytest.mark.parametrize(("column", "code", "expected"), [
    ("measure", "immigration", "immigranten"), ("motive", "labour", "werk"),
    ("citizenship", "total", "totaal"), ("citizenship", "SY", "Syrië"),
])  # fmt: skip
def test_a_category_takes_its_label_from_the_record_or_the_countries(column, code, expected):
    assert names.category(RECORD, column, code, "nl") == expected


def test_a_category_without_a_label_is_refused():
    with pytest.raises(ValueError, match="motive has no label for 'SY'"):
        names.category(RECORD, "motive", "SY", "nl")


UNITS = "persons requests decisions permits applications cases dwellings homes locations files percent per_1000 events weeks eur"


@pytest.mark.parametrize("unit", [*UNITS.split(), "million_eur", "municipalities", "beds"])
def test_every_unit_has_words_in_both_languages(unit):
    assert names.unit(unit, "en") and names.unit(unit, "nl")


def test_signs_and_standard_words_are_those_of_the_notes():
    assert (names.sign("*", "en"), names.sign("*", "nl")) == ("provisional figure", "voorlopig cijfer")
    assert (names.sign(".", "en"), names.sign(".", "nl")) == ("no figure", "geen cijfer")
    assert (names.word("source", "nl"), names.word("published", "nl")) == ("Bron", "gepubliceerd op")
    assert (names.word("own_calculation", "en"), names.word("own_calculation", "nl")) == (
        "calculated by us",
        "eigen berekening",
    )


@pytest.mark.parametrize("ask", [names.word, names.unit, names.sign, names.status, names.form])
def test_an_unknown_name_is_refused_with_what_there_is(ask):
    with pytest.raises(ValueError, match="there are"):
        ask("nonsense", "en")


@pytest.mark.parametrize(("text", "expected"), [
    ("*a* _b_", r"\*a\* \_b\_"), ("<b>&amp;", r"\<b\>\&amp;"), ("[x](y)", r"\[x\](y)"), ("{ref}`x`", r"\{ref\}\`x\`"),
    ("a|b $c$", r"a\|b \$c\$"), ("- item", r"\- item"), ("1. item", r"1\. item"), ("a\n\n# b", r"a \# b"),
    ("C:\\x", r"C:\\x"),
])  # fmt: skip
def test_markup_in_a_label_is_escaped(text, expected):
    assert names.escape(text) == expected


@pytest.mark.parametrize("text", ["335.668", "17%", "Syrië (13.030)", "−67.440", "Congo-Brazzaville", "< 0.1"[2:]])
def test_plain_words_and_numbers_are_left_alone(text):
    assert names.escape(text) == text


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://a.org/?x=1&y=2#z", "https://a.org/?x=1&y=2#z"),
        ("https://a.org/a%20b~c/(d)", "https://a.org/a%20b~c/(d)"),
        ("https://a.org/> <script>", "https://a.org/%3E%20%3Cscript%3E"),
        (
            "https://a.org/\n\n```{include} /etc/hostname\n```",
            "https://a.org/%0A%0A%60%60%60%7Binclude%7D%20/etc/hostname%0A%60%60%60",
        ),
        ("https://a.org/{{ project }}\\", "https://a.org/%7B%7B%20project%20%7D%7D%5C"),
        ("https://a.org/?a&copy;&#60;", "https://a.org/?a%26copy;%26#60;"),
    ],
)
def test_an_address_is_escaped_in_markdown(address, written):
    assert names.link("a [b]", address) == f"[a \\[b\\]](<{written}>)"


def test_without_an_address_a_link_is_its_text():
    assert names.link("a *b*", "") == "a \\*b\\*"
