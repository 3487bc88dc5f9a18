"""Figures in a browser: their marks answer to pointer, touch and keyboard, on the page and on the figure's own."""

import nbformat
import pytest
from test_browser import AXE, SIZES
from test_pdf import bound, displaying

from book.chapter import Chapter
from book.chapter.session import FOLDER
from book.charts import columns, ranking
from book.review.browser import served

pytestmark = pytest.mark.book
FIRST, LAST = "Immigration, 2021: 252,528", "Immigration, 2023: 335,668"
PAGES = ["chapters/one.html", "figures/fig-years.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A page with two figures."""
    folder = tmp_path_factory.mktemp("marks")
    source = folder / "source"
    (source / "chapters").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER, str(source / "figures"))
        chapter = Chapter(2023, "en")
        people = chapter.load("migration").where(measure="immigration").years().since(2021)
        words = {"title": ("Immigration", "Immigratie"), "measure": ("{shown}, persons", "{shown}, personen")}
        figures = [
            chapter.figure(columns(people), id="fig-years", **words),
            chapter.figure(ranking(chapter.load("migration").where(period="2023")), id="fig-kinds", **words),
        ]
        for figure in figures:
            figure._repr_mimebundle_()
    nbformat.write(displaying(*(figure.output for figure in figures)), source / "chapters" / "one.ipynb")
    (source / "_toc.yml").write_text("format: jb-book\nroot: chapters/one\n")
    return bound(source, folder / "html", "html", "en")


@pytest.fixture
def visit(site, browser):
    """Opens a page, behind a server or from the disk; at the end nothing has complained."""
    wrong, contexts = [], []

    def open_page(page, size="desktop", disk=False, **options):
        contexts.append(browser.new_context(viewport=SIZES[size], **options))
        tab = contexts[-1].new_page()
        tab.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.goto(f"{site.as_uri() if disk else address}/{page}")
        tab.wait_for_load_state("load")
        return tab

    with served(site) as address:
        yield open_page
        for context in contexts:
            context.close()
    assert wrong == []


def place(tab, across, down):
    """Where in the window a place of the first drawing is."""
    drawing = tab.locator(".drawing").first
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def words(tab):
    return tab.locator(".mark-tip").first.inner_text().split("\n")


def keys(tab):
    return tab.locator(".drawing input").first


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("disk", [False, True])
def test_a_pointer_over_a_mark_shows_its_words_beside_it(visit, page, disk):
    tab = visit(page, disk=disk)
    tip = tab.locator(".mark-tip").first
    assert not tip.is_visible()
    tab.mouse.move(*place(tab, 0.98, 0.5))
    tip.wait_for(state="visible")
    assert words(tab) == ["335,668", "Immigration, 2023"]
    tab.mouse.move(*place(tab, 0.2, 0.5))
    assert words(tab) == ["252,528", "Immigration, 2021"]
    tab.keyboard.press("Escape")
    assert not tip.is_visible()
    tab.mouse.move(*place(tab, 0.5, 0.5))
    tip.wait_for(state="visible")
    tab.mouse.move(0, 0)
    tip.wait_for(state="hidden")


@pytest.mark.parametrize("page", PAGES)
def test_the_keys_walk_through_the_marks_and_say_them_and_escape_leaves(visit, page):
    tab = visit(page)
    tip, slider = tab.locator(".mark-tip").first, keys(tab)
    slider.focus()
    tip.wait_for(state="visible")
    assert slider.get_attribute("aria-valuetext") == FIRST
    for key in ("ArrowRight", "ArrowDown", "ArrowRight"):
        tab.keyboard.press(key)
    assert slider.get_attribute("aria-valuetext") == LAST and words(tab)[0] == "335,668"
    for key in ("ArrowLeft", "ArrowUp"):
        tab.keyboard.press(key)
    assert slider.get_attribute("aria-valuetext") == FIRST
    tab.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") == LAST
    tab.keyboard.press("Escape")
    assert not tip.is_visible()
    assert tab.evaluate("document.activeElement === document.body")


def test_the_slider_has_a_name_and_the_focus_is_seen(visit):
    tab = visit(PAGES[0])
    slider = tab.get_by_role("slider", name="The values in the drawing, one by one: Immigration", exact=True).first
    slider.focus()
    outline = tab.locator(".drawing").first.evaluate("part => getComputedStyle(part).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_a_tap_shows_the_words_inside_the_page_and_one_elsewhere_takes_them_away(visit, scheme):
    tab = visit(PAGES[0], "phone", has_touch=True, color_scheme=scheme)
    tip = tab.locator(".mark-tip").first
    tab.touchscreen.tap(*place(tab, 0.98, 0.5))
    tip.wait_for(state="visible")
    box = tip.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= SIZES["phone"]["width"]
    assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    tab.locator("h1").tap()
    tip.wait_for(state="hidden")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_with_a_mark_shown_the_page_is_accessible(visit, page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    tab = visit(page, color_scheme=scheme, reduced_motion="reduce")
    keys(tab).focus()
    tab.locator(".mark-tip").first.wait_for(state="visible")
    assert [one["id"] for one in Axe().run(tab, options=AXE).response["violations"]] == []


@pytest.mark.parametrize("page", PAGES)
def test_without_script_the_figure_is_its_picture_and_its_table(visit, page):
    tab = visit(page, java_script_enabled=False)
    assert tab.locator("figure img.chart-light").first.is_visible()
    assert tab.locator(".drawing input").count() == 0
    tab.locator("summary").first.click()
    assert tab.locator("details table").first.is_visible()
