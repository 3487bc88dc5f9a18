"""A small book in a browser, as a reader uses it: on paper, without storage, from a disk, by search, by mouse wheel."""

import io

import pytest
from browsing import found
from matplotlib import image
from test_pdf import SVG, bound, chart, displaying

from book.edition import Edition
from book.outputs import Sentence
from book.publish import site
from book.review.browser import FLAGS, served

pytestmark = pytest.mark.book
HEADINGS = ("People", "Work", "Study", "Family", "Leaving")
LANGUAGES = {"en": ("335,668", "Türkiye"), "nl": ("335.668", "Türkiye")}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The small book in both languages, and the start page."""
    import nbformat

    folder = tmp_path_factory.mktemp("reading")
    for language, (number, country) in LANGUAGES.items():
        source = folder / f"source-{language}"
        (source / "chapters").mkdir(parents=True)
        (source / "figures").mkdir()
        for theme in ("", "-dark"):
            (source / "figures" / f"fig-people{theme}.svg").write_text(SVG)
        notebook = displaying(
            chart("fig-people", "It fell"), Sentence(f"In 2023 {number} people came, many from {country}.")
        )
        sections = [f"## {heading}\n\n" + "Words that fill a page.\n\n" * 60 for heading in HEADINGS]
        notebook.cells.append(nbformat.v4.new_markdown_cell("\n\n".join(sections), id="sections"))
        nbformat.write(notebook, source / "chapters" / "one.ipynb")
        (source / "chapters" / "index.md").write_text("# Begin\n\nOther words, and 335 or 668 of them.")
        (source / "_toc.yml").write_text("format: jb-book\nroot: chapters/index\nchapters:\n- file: chapters/one\n")
        bound(source, folder / f"2023-{language}" / "html", "html", language)
    (folder / "index.html").write_text(site.page([Edition(2023, "en"), Edition(2023, "nl")]), encoding="utf-8")
    return folder


@pytest.fixture
def visit(books, browser):
    """Opens a page of the small book; at the end nothing has complained."""
    wrong, tabs = [], []

    def open_page(page, disk=False, **options):
        tab = browser.new_page(viewport={"width": 1280, "height": 900}, **options)
        tabs.append(tab)
        watch(tab, wrong)
        tab.goto(f"{books.as_uri() if disk else address}/{page}")
        tab.wait_for_load_state("networkidle")
        return tab

    with served(books) as address:
        yield open_page
        for tab in tabs:
            tab.close()
    assert wrong == []


def watch(tab, wrong):
    tab.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))


@pytest.mark.parametrize(
    "page", ["2023-en/html/chapters/one.html", "2023-en/html/figures/fig-people.html", "index.html"]
)
def test_dark_pages_are_printed_on_white_paper(visit, page):
    tab = visit(page, color_scheme="dark")
    assert edges(tab).max() < 0.2
    tab.emulate_media(media="print", color_scheme="dark")
    assert edges(tab).min() == 1


def edges(tab):
    """The colours at the edges of what is seen."""
    picture = image.imread(io.BytesIO(tab.screenshot()))[..., :3]
    return picture[[0, -1, 0, -1], [0, 0, -1, -1]]


def test_a_light_page_is_printed_on_white_paper_where_dark_was_chosen_by_the_button(visit):
    tab = visit("2023-en/html/chapters/one.html", color_scheme="light")
    tab.locator(".theme-switch-button").click()
    tab.locator("html[data-theme=dark]").wait_for()
    tab.emulate_media(media="print")
    assert edges(tab).min() == 1


def test_where_storage_is_blocked_the_theme_button_works_for_the_page(books, browser, tmp_path):
    wrong = []
    profile = tmp_path / "Default"
    profile.mkdir()
    (profile / "Preferences").write_text('{"profile": {"default_content_setting_values": {"cookies": 2}}}')
    with served(books) as address:
        context = browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=found(), args=[*FLAGS], color_scheme="light"
        )
        tab = context.new_page()
        watch(tab, wrong)
        tab.goto(f"{address}/index.html")
        with pytest.raises(Exception, match="Access is denied"):
            tab.evaluate("localStorage.getItem('mode')")
        tab.goto(f"{address}/2023-en/html/chapters/one.html")
        for theme in ("dark", "light", "light", "dark"):  # by button: dark, light, that of the device, dark
            tab.locator(".theme-switch-button").click()
            tab.locator(f"html[data-theme={theme}]").wait_for()
        tab.goto(f"{address}/2023-en/html/search.html?q=people")
        tab.locator("#search-results li a").first.wait_for()
        context.close()
    assert wrong == []


def results(tab):
    """The pages that a search names, once it has finished."""
    tab.locator("#search-results h2:not(:has(span))").wait_for(state="attached")  # before, points move in it
    return tab.evaluate("[...document.querySelectorAll('#search-results li > a')].map(link => link.pathname)")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("words", ["335,668", "335668", "335.668", "Turkiye", "Türkiye", "turkiye 335668"])
def test_the_search_finds_numbers_however_they_are_written_and_words_without_diacritics(visit, language, words):
    tab = visit(f"2023-{language}/html/search.html?q={words}")
    assert [page.rpartition("/")[2] for page in results(tab)] == ["one.html"]
    tab.locator("#search-results .context").wait_for()
    number, country = LANGUAGES[language]
    said = tab.locator("#search-results .context").inner_text()
    assert number in said and country in said
    assert not tab.locator(".from-disk").is_visible()


@pytest.mark.parametrize("words", ["335,669", "1335668", "2024 people"])
def test_the_search_does_not_find_other_numbers(visit, words):
    assert results(visit(f"2023-en/html/search.html?q={words}")) == []


@pytest.mark.parametrize(("language", "words"), [("en", "without a server"), ("nl", "Zonder server")])
def test_from_a_disk_the_search_finds_pages_and_says_that_it_shows_no_lines(visit, language, words):
    tab = visit(f"2023-{language}/html/search.html?q=335668", disk=True)
    assert [page.rpartition("/")[2] for page in results(tab)] == ["one.html"]
    assert words in tab.locator(".from-disk").inner_text()
    assert tab.locator("#search-results .context").count() == 0


@pytest.mark.parametrize("step", [900, 250])
def test_on_this_page_follows_the_reader(visit, step):
    tab = visit("2023-en/html/chapters/one.html")
    tab.mouse.move(600, 400)
    seen = [marked(tab)]
    while not tab.evaluate("window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 1"):
        tab.mouse.wheel(0, step)
        tab.wait_for_timeout(150)
        seen.append(marked(tab))
    assert list(dict.fromkeys(seen)) == [*dict.fromkeys(HEADINGS)]
    tab.mouse.wheel(0, -100_000)
    tab.wait_for_timeout(300)
    assert marked(tab) == HEADINGS[0]


def marked(tab):
    """The heading that is marked as read; no more than one is."""
    one = tab.locator("nav.page-toc a[aria-current=true]")
    assert tab.locator("nav.page-toc a.active").count() == one.count() == 1
    return one.inner_text().strip()
