"""What HTML shows under a figure or table: numbers, downloads, publications, letters of status."""

import html
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from book.data.quantity import Input
from book.outputs import MIME, Credit, Figure, Grid, Number, Paragraph, Publication, Rows, Sentence
from book.outputs import behind as behind_number
from book.sphinx_ext import counted, drop_marks
from book.sphinx_ext.absent import STANDARD, gather
from book.sphinx_ext.config import BookConfig, values
from book.sphinx_ext.html import behind, finding, pages, policy, switcher, trails


@pytest.fixture
def env(tmp_path):
    return SimpleNamespace(
        docname="chapters/asylum",
        srcdir=tmp_path,
        note_dependency=lambda name: None,
        config=SimpleNamespace(language="nl", **values(BookConfig(figures="figures"))),
    )


def shown(*addresses, linked=True):
    """A figure with a row for each publication; the source line names CBS, with the first address."""
    count = len(addresses) or 1
    entries = (("CBS", addresses[0] if addresses and linked else ""),)
    published = tuple(Publication("CBS", "CBS", "A & B", address, "") for address in addresses or ("https://a",))
    rows = Rows(
        dataset=("a",) * count,
        value=(1.0,) * count,
        status=("AP",) * count,
        source=tuple((place,) for place in range(count)),
    )
    return Figure(
        "fig-x", 'Vrouwen "x"', "", Grid((), ()), credit=Credit("Bron", entries), rows=rows, publications=published
    )


def test_each_publication_of_a_source_line_is_a_link():
    named = (("CBS (1)", "https://a"), ("COA", "https://b"), ("eigen berekening", ""))
    line = behind.source_line(Credit("Bronnen", named))
    assert line.astext() == "Bronnen: CBS (1); COA; eigen berekening"
    assert [node["refuri"] for node in line.findall() if node.tagname == "reference"] == ["https://a", "https://b"]


def test_publications_that_the_line_does_not_name_stand_in_a_closed_list():
    assert behind.publications(shown("https://a"), "nl") == ""
    listed = behind.publications(shown("https://a", "https://b"), "nl")
    assert re.findall(r'href="([^"]*)"', listed) == ["https://a", "https://b"]
    assert "De publicaties achter deze cijfers" in listed
    assert "A &amp; B" in listed


def test_what_the_marks_of_a_figure_answer_stands_at_its_table_where_there_are_any(env):
    def attributes():
        (found,) = re.findall(r'<div class="numbers"([^>]*)>', behind.figure(shown("https://a"), env).astext())
        return found

    assert attributes() == ""
    (env.srcdir / "figures").mkdir()
    told = {"turned": True, "told": ['"voorlopig" & <zo>'], "marks": [[[[5, 10]], [[0, 1, 1]]]]}
    (env.srcdir / "figures" / "fig-x-marks.json").write_text(json.dumps(told), encoding="utf-8")
    name, answers = re.fullmatch(r' data-label="([^"]*)" data-marks="([^"]*)"', attributes()).groups()
    assert name == "De waarden in de tekening, een voor een"
    assert json.loads(html.unescape(answers)) == told


def test_a_table_of_numbers_names_itself_and_gives_each_heading_a_scope():
    table = behind.table(Grid(["Jaar", "Mensen"], [["2023", "1 < 2"]]), "Titel")
    assert '<caption class="unseen">Titel</caption>' in table
    assert '<th scope="col">Mensen</th>' in table
    assert '<th scope="row">2023</th> <td>1 &lt; 2</td>' in table  # the search reads the words between the elements
    assert "tabindex" not in table


def test_a_table_that_scrolls_can_be_reached_by_the_keyboard():
    table = behind.table(Grid(["Jaar", "A", "B", "C"], []), 'De "titel"')
    assert 'tabindex="0" role="region" aria-label="De &quot;titel&quot;"' in table


def test_the_letters_of_status_are_explained():
    assert "A zoals gepubliceerd; P voorlopig cijfer." in behind.statuses(shown(), "nl")


def test_downloads_say_of_what_they_are(env):
    links = behind.downloads(shown(), ("csv", "svg", "png"), env) + behind.own_page(shown(), env)
    assert re.findall(r'href="([^"]*)"', links) == [
        f"../figures/fig-x.{kind}" for kind in ("csv", "svg", "png", "html")
    ]
    assert 'CSV<span class="unseen">: Vrouwen &quot;x&quot;</span>' in links


def test_a_chapter_bound_for_no_edition_shows_no_mark_of_a_later_time():
    source = [json.dumps({"source": ["## Title <!-- from-2022 -->\n", "Words. <!-- from-2023 -->"]})]
    drop_marks(None, "chapters/asylum", source)
    assert json.loads(source[0])["source"] == ["## Title\n", "Words."]


def test_a_cell_that_says_nothing_leaves_no_box():
    def cell(*children):
        return nodes.container("", nodes.container("", *children, classes=["cell_output"]), classes=["cell"])

    drawn, said, silent = (
        cell(nodes.image(uri="a.svg")),
        cell(nodes.paragraph("", "Words.")),
        cell(nodes.literal_block()),
    )
    document = new_document("page")
    document += [drawn, said, silent]
    gather(None, document)
    assert document.children == [drawn, said]


def said(text, *classes):
    return nodes.container("", nodes.paragraph("", text), classes=[*classes])


def test_what_there_is_no_figure_of_stands_once_at_the_end_of_its_page(dutch):
    document = new_document("page")
    page, full, empty, inner = (
        nodes.section("", nodes.title("", name), ids=[name]) for name in ("page", "full", "empty", "inner")
    )
    document += page
    page += [said("So."), full, empty]
    full += [said("None.", STANDARD), said("So.")]
    empty += [said("None.", STANDARD), inner]
    inner += said("Nothing.", STANDARD)
    gather(dutch, document)
    *rest, end = page.children
    assert [node.astext() for node in rest] == ["page", "So.", "full\n\nSo."]
    assert [item.astext() for item in end.findall(nodes.list_item)] == ["None.", "Nothing."]
    assert end[0].astext() == "Niet in deze editie"


def test_a_section_of_one_standard_sentence_goes_though_its_output_has_other_forms(dutch):
    document = new_document("page")
    page, empty = (nodes.section("", nodes.title("", name), ids=[name]) for name in ("page", "empty"))
    document += page
    page += empty
    forms = [
        nodes.container("", said("None.", STANDARD), mime_type=MIME),
        nodes.container("", said("None."), mime_type="text/markdown"),
    ]
    empty += nodes.container("", nodes.container("", *forms, nb_element="mime_bundle"), classes=["cell"])
    gather(dutch, document)
    assert [section["ids"] for section in document.findall(nodes.section)] == [["page"], ["not-in-this-edition"]]


def test_how_a_section_counts_stands_in_one_note_behind_it(dutch):
    document = new_document("page")
    page, inner = (nodes.section("", nodes.title("", name), ids=[name]) for name in ("page", "inner"))
    document += page
    first, second, own = (nodes.block_quote("", nodes.paragraph("", text)) for text in ("One.", "Two.", "Three."))
    page += [first, said("So."), second, inner]
    inner += [own, said("Then.")]
    counted.gather(dutch, document)
    assert [type(node).__name__ for node in page.children] == ["title", "container", "counted", "section"]
    assert page[2].astext() == "One.\n\nTwo." and page[2]["title"] == "Zo is geteld"
    assert [node.astext() for node in inner.children] == ["inner", "Then.", "Three."]


def test_a_page_that_lacks_nothing_has_no_such_list(dutch):
    document = new_document("page")
    document += nodes.section("", nodes.title("", "page"), said("So."), ids=["page"])
    gather(dutch, document)
    assert document.astext() == "page\n\nSo."


@pytest.fixture
def dutch():
    return SimpleNamespace(config=SimpleNamespace(language="nl"))


def test_a_page_is_found_by_the_words_of_every_day():
    assert "nareizigers" in finding.keywords("De nareis van gezinsleden", "nl")
    assert finding.keywords("Het weer", "nl") == []
    twice = finding.keywords("Nareis en nareizigers", "nl")
    assert len(twice) == len(set(twice))


def test_a_policy_is_the_same_whatever_a_page_contains():
    page = '<meta charset="utf-8" /><title>x</title>'
    hostile = f"{page}<script>let a = 1</script><style>a {{}}</style>"
    plain = policy.with_policy(page).removesuffix("<title>x</title>")
    assert policy.with_policy(hostile).startswith(plain + "<title>")
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in plain and "sha256" not in plain
    assert policy.with_policy(policy.with_policy(page)) == policy.with_policy(page)


@pytest.mark.parametrize(
    ("script", "known"),
    [
        ('<script src="../_static/mode.js">', True),
        ('<script defer src="_static/scripts/pydata-sphinx-theme.js">', True),
        ('<script src="../_static/book.js?v=6fb58632">', True),
        ('<script src="searchindex.js">', True),
        ('<script src="../_static/other.js">', False),
        ('<script src="https://example.org/_static/mode.js">', False),
        ('<script src="../figures/_static/mode.js">', False),
        ('<script src="../_static/mode.js" src="x.js">', False),
        ("<script>", False),
        ('<SCRIPT type="module">', False),
    ],
)
def test_a_page_runs_the_scripts_of_the_theme_and_the_book_by_file(script, known):
    assert policy.foreign(f"<p>&lt;script&gt;</p>{script}</script>") == ([] if known else [script])


def test_a_source_without_address_is_named_without_a_link():
    without = shown("", "https://a?b&c", linked=False)
    listed = behind.publications(without, "nl")
    assert re.findall(r"<li>(.*?)</li>", listed) == ["CBS: A &amp; B", '<a href="https://a?b&amp;c">CBS: A &amp; B</a>']


@pytest.mark.parametrize("language", [finding.English({}), finding.Dutch({})])
def test_the_index_holds_numbers_whole_and_words_without_diacritics(language):
    assert language.split("It was 335,668 (335.668), 1.234.567 or 12.5% of 2023") == [
        "It", "was", "335668", "335668", "1234567", "or", "12", "5", "of", "2023",
    ]  # fmt: skip
    assert language.stem("Türkiye") == language.stem("Turkiye")
    assert language.stem("Curaçao") == language.stem("curacao")


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("nl", "nl_NL")])
def test_a_page_says_in_which_language_and_country_it_is_written(language, locale):
    asked, context = {}, {}
    app = SimpleNamespace(
        add_config_value=lambda *value: None,
        connect=asked.__setitem__,
        config=SimpleNamespace(language=language, **values(BookConfig())),
    )
    switcher.setup(app)
    asked["html-page-context"](app, "page", "page.html", context, None)
    layout = (Path(switcher.__file__).parent / "theme" / "layout.html").read_text(encoding="utf-8")
    assert context["og_locale"] == locale and 'og:locale" content="{{ og_locale }}"' in layout


def test_the_address_of_a_figure_that_has_gone_leads_to_what_took_its_place(monkeypatch):
    gone = {"fig-old": "fig-new", "fig-listed": "tab-list", "fig-unseen": "fig-not-in-this-edition"}
    monkeypatch.setattr(pages, "MOVED", gone)
    env = SimpleNamespace(toc_fignumbers={"chapters/asylum": {"table": {"tab-list": (3, 1)}}})
    assert pages.moved(env, ["chapters/asylum"], {"fig-new": "Figure 3.1"}) == {
        "fig-old": "fig-new.html",
        "fig-listed": "../chapters/asylum.html#tab-list",
    }


def test_a_number_in_a_sentence_leads_to_its_trail_which_stands_at_the_end_of_the_chapter(env):
    used = Input("reception", "2024-01-01 residents total", "2024-04-30")
    number = Number("n", 64405.0, "persons", "as published", "A", "2024-01-01", behind_number([used]))
    said = Paragraph((Sentence("Er waren 64.405\\* mensen & meer.", (number,), places=((9, 17, "n"),)),))
    text, found = trails.linked(said, "residents")
    link = '<a class="said" id="said-residents-1" href="#from-residents-1">64.405\\*</a>'
    assert text == f"Er waren {link} mensen & meer."
    env.note_dependency = lambda file: files.append(Path(file).name)
    files, document = [], new_document("asylum")
    section = nodes.section("", nodes.paragraph("", "Er waren"), *trails.entries(found, str, env))
    document += [section]
    trails.gather(SimpleNamespace(config=env.config), document)
    (only,) = [node for node in section.children if node.tagname == "only"]
    assert section.children[-1] is only and sorted(files) == ["reception.csv", "reception.yml"]
    markup = only.astext()
    assert markup.startswith('<details class="trails" open>') and markup.count("<dt ") == 1
    assert '<dt id="from-residents-1"><a href="#said-residents-1">64.405\\*<span class="unseen">' in markup
    assert "<p>64.405 personen: zoals gepubliceerd</p>" in markup
    assert 'gepubliceerd op 30 april 2024; <a href="../data/reception.csv">rijen (reception)</a>' in markup


def test_a_chapter_without_numbers_has_no_list_of_trails(env):
    document = new_document("definitions")
    document += nodes.section("", nodes.paragraph("", "Termen"))
    trails.gather(SimpleNamespace(config=env.config), document)
    assert trails.entries([], str, env) == [] and document.astext() == "Termen"
