"""The book in a real browser: accessible, by keyboard, without other hosts, without script, in print.

Runs where a Chromium and the extra `browser` are found, else is skipped with a word; BOOK_REQUIRE_BROWSER=1 fails then.
"""

import pytest

from book.review.browser import AXE, SIZES, pages, served, violations

# Both take minutes: each language on a worker of its own.
APART = [pytest.param(language, marks=pytest.mark.xdist_group(language)) for language in ("en", "nl")]
COUNTS = {"dialog:not([aria-label])": 0, "h1": 1}  # on each page


@pytest.fixture(scope="module")
def site(books):
    """Both books behind one local server: its address."""
    with served(books["en"].parent) as address:
        yield address


@pytest.fixture
def visit(browser, site):
    """Opens a page of a book; all other hosts are refused. At the end: nothing was refused, failed or complained."""
    wrong, contexts = [], []

    def guard(route):
        address = route.request.url
        if address.startswith((site + "/", "data:")):
            return route.continue_()
        wrong.append(f"asked for {address}")
        return route.abort()

    def open_page(language, page, size="desktop", **options):
        context = browser.new_context(viewport=SIZES[size], **options)
        contexts.append(context)
        context.route("**/*", guard)
        tab = context.new_page()
        tab.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on(
            "response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
        )
        tab.goto(address(language, page))
        tab.wait_for_load_state("networkidle")
        return tab

    def address(language, page):
        return f"{site}/2023-{language}/html/{page}"

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize("language", APART)
def test_every_page_is_accessible_in_light_and_dark_and_says_its_language_and_name(books, visit, language):
    found, html = [], books[language] / "html"
    for page in pages(html):
        tab = visit(language, page, color_scheme="light", reduced_motion="reduce")  # colours change at once
        # The elements and colours are the same in both: Dutch, with longer words, in all ways, English without colours.
        found += [page] if tab.evaluate("document.documentElement.lang") != language else []
        found += [f"{page}: {name}" for name, count in COUNTS.items() if tab.locator(name).count() != count]
        found += violations(tab, page, every_way=language == "nl")
        tab.context.close()
    assert found == []


@pytest.mark.parametrize("wrong", ["<a href='#x'></a>", "<img src='data:,'>", "<span style='color: #eee'>pale</span>"])
def test_an_entry_that_is_unlike_the_others_is_seen_wherever_it_stands(browser, wrong):
    entries = ["<li><a href='#x'>words</a></li>"] * 9
    entries[7] = f"<li>{wrong}</li>"
    tab = browser.new_page()
    tab.set_content(f"<html lang=en><title>A</title><main><h1>A</h1><ul>{''.join(entries)}</ul></main></html>")
    assert list(violations(tab, "figures/a.html"))
    assert tab.locator("li").count() == 4
    tab.close()


def test_a_number_shows_where_it_comes_from_to_mouse_keyboard_and_touch(visit):
    from axe_playwright_python.sync_playwright import Axe

    page = "chapters/inflow_and_outflow.html"
    tab = visit("en", page, reduced_motion="reduce")
    card, numbers, trails = tab.locator(".trail-card"), tab.locator("a.said"), tab.locator("details.trails")
    assert trails.get_attribute("open") is None
    numbers.nth(1).hover()
    card.get_by_text("before: Immigration, 2022: 403,108 persons").wait_for()
    assert Axe().run(tab, options=AXE).response["violations"] == []
    tab.keyboard.press("Escape")
    assert not card.is_visible()
    tab.mouse.move(1, 1)
    numbers.nth(0).focus()
    tab.keyboard.press("Tab")
    assert card.is_visible() and numbers.nth(1).get_attribute("aria-describedby") == card.get_attribute("id")
    tab.keyboard.press("Enter")
    tab.locator("details.trails[open] dt#from-brief-2").wait_for()
    assert not card.is_visible()
    phone = visit("en", page, "phone", has_touch=True)
    phone.locator("a.said").nth(1).tap()
    phone.locator(".trail-card").wait_for()
    assert "#" not in phone.url
    phone.locator("a.said").nth(1).tap()
    phone.locator("details.trails[open] dt#from-brief-2").wait_for()


def test_a_number_leads_to_its_rows_without_script(visit):
    tab = visit("nl", "chapters/inflow_and_outflow.html", java_script_enabled=False)
    tab.locator("a.said").nth(1).click()
    assert tab.locator("dt#from-brief-2").is_visible() and tab.url.endswith("#from-brief-2")


def test_the_keyboard_reaches_content_search_and_tables(visit):
    tab = visit("nl", "chapters/inflow_and_outflow.html")
    tab.keyboard.press("Tab")
    assert focused(tab, "textContent") == "Naar de inhoud"
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#main-content"
    details = tab.locator("figure.chart details").first
    details.locator("summary").focus()
    tab.keyboard.press("Enter")
    details.locator("table").wait_for(state="visible")
    tab.keyboard.press("Enter")
    details.locator("table").wait_for(state="hidden")


def test_the_search_opens_sends_and_closes_by_keyboard(visit):
    tab = visit("nl", "chapters/summary.html")
    tab.locator(".search-button-field").focus()
    tab.keyboard.press("Enter")
    tab.locator("#pst-search-dialog").wait_for(state="visible")
    assert focused(tab, "name") == "q"
    tab.keyboard.press("Escape")
    tab.locator("#pst-search-dialog").wait_for(state="hidden")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("immigratie")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=immigratie")
    tab.locator("#search-results li").first.wait_for()


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "nareizigers"), ("nl", "gezinshereniging"), ("en", "reunification")]
)
def test_search_finds_family_members_by_the_words_of_every_day(books, visit, language, word):
    tab = visit(language, f"search.html?q={word}")
    tab.locator("#search-results li a").first.wait_for()
    pages = tab.evaluate("[...document.querySelectorAll('#search-results li > a')].map(link => link.pathname)")
    for page in {page.split("/html/")[1] for page in pages}:
        text = (books[language] / "html" / page).read_text(encoding="utf-8").lower()
        assert "nareis" in text or "nareiz" in text or "family member" in text


def test_the_chapters_beside_the_page_open_and_close_by_keyboard(visit):
    tab = visit("nl", "chapters/summary.html")
    toggle = tab.locator(".primary-toggle")
    assert toggle.get_attribute("aria-expanded") == "true"
    toggle.focus()
    tab.keyboard.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "false"
    tab.locator("#pst-primary-sidebar nav").wait_for(state="hidden")
    tab.keyboard.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    tab.locator("#pst-primary-sidebar").wait_for(state="visible")


@pytest.mark.parametrize("menu", ["primary", "secondary"])
def test_on_a_phone_the_menus_are_dialogs_that_give_the_focus_back(visit, menu):
    tab = visit("nl", "chapters/summary.html", "phone")
    dialog = tab.locator(f"#pst-{menu}-sidebar-modal")
    tab.locator(f".{menu}-toggle").focus()
    tab.keyboard.press("Enter")
    dialog.wait_for(state="visible")
    assert tab.evaluate("document.activeElement.closest('dialog') !== null")
    tab.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert f"{menu}-toggle" in focused(tab, "className")


def test_the_switcher_leads_to_the_same_page_in_the_other_language(visit):
    tab = visit("nl", "chapters/inflow_and_outflow.html")
    tab.locator(".edition-switcher a[lang=en]").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/2023-en/html/chapters/inflow_and_outflow.html")
    assert tab.evaluate("document.documentElement.lang") == "en"


def test_light_and_dark_take_turns_and_are_kept(visit):
    tab = visit("en", "chapters/summary.html", color_scheme="light")
    assert drawn(tab) == {"chart-light"}
    tab.locator(".theme-switch-button").focus()
    tab.keyboard.press("Enter")
    tab.locator("html[data-theme=dark]").wait_for()
    assert drawn(tab) == {"chart-dark"}
    tab.reload()
    tab.locator("html[data-theme=dark]").wait_for()
    assert drawn(tab) == {"chart-dark"}


def test_without_script_the_book_is_read_and_its_tables_open(visit):
    tab = visit("nl", "chapters/inflow_and_outflow.html", java_script_enabled=False)
    assert tab.locator("h1").is_visible()
    assert drawn(tab) == {"chart-light"}
    assert not tab.locator(".theme-switch-button").is_visible()
    tab.locator("summary").first.click()
    assert tab.locator("details table").first.is_visible()


def test_a_page_may_run_no_code_that_was_not_built_into_it(browser, site):
    tab = browser.new_page()
    tab.goto(f"{site}/2023-en/html/chapters/summary.html")
    with pytest.raises(Exception, match="Content Security Policy"):
        tab.add_script_tag(content="window.foreign = 1")
    assert tab.evaluate("window.foreign") is None
    tab.close()


def test_from_a_disk_the_book_looks_and_works_the_same(books, browser):
    tab = browser.new_page()
    tab.goto((books["en"] / "html" / "index.html").as_uri())
    tab.wait_for_url("**/chapters/summary.html")
    assert shown_scheme(tab) == "light"
    assert tab.locator(".primary-toggle").get_attribute("aria-expanded") == "true"
    assert drawn(tab) == {"chart-light"}
    assert tab.evaluate("getComputedStyle(document.querySelector('.key-figure')).borderTopWidth") == "3px"
    tab.close()


def test_a_figure_on_its_own_page_follows_the_device(books, visit):
    page = next(page for page in pages(books["nl"] / "html") if page.startswith("figures/"))
    for scheme in ("light", "dark"):
        tab = visit("nl", page, "phone", color_scheme=scheme)
        assert drawn(tab) == {f"chart-{scheme}"}
        tab.locator("summary").first.click()
        assert tab.locator("details table").first.is_visible()


def test_on_paper_there_is_the_article_alone(visit):
    tab = visit("en", "chapters/inflow_and_outflow.html", color_scheme="dark")
    tab.emulate_media(media="print")
    assert tab.locator("h1").is_visible()
    assert drawn(tab) == {"chart-light"}
    for hidden in ("#pst-primary-sidebar", ".bd-header-article", ".downloads", "summary"):
        assert not tab.locator(hidden).first.is_visible(), hidden


def focused(tab, name):
    return tab.evaluate(f"document.activeElement.{name}")


def shown_scheme(tab):
    return tab.evaluate("document.documentElement.dataset.theme")


def drawn(tab):
    """Which of the two kinds of pictures the page shows."""
    shown = "part => getComputedStyle(part).display != 'none'"
    classes = tab.evaluate(
        f"[...document.querySelectorAll('.drawing img')].filter({shown}).map(part => part.classList[0])"
    )
    return set(classes)


SHOWN = "word => getComputedStyle(word, '::after').display"


def test_a_term_shows_its_meaning_to_pointer_and_keyboard_until_escape(visit):
    tab = visit("en", "chapters/inflow_and_outflow.html")
    word = tab.locator("a.term").nth(1)
    assert word.evaluate(SHOWN) == "none"
    word.hover()
    assert word.evaluate(SHOWN) == "block"
    tab.keyboard.press("Escape")
    assert word.evaluate(SHOWN) == "none"
    tab.mouse.move(0, 0)
    tab.keyboard.press("Tab")
    word.focus()
    assert word.evaluate(SHOWN) == "block"


def test_a_touched_term_shows_its_meaning_and_leads_to_its_definition_the_second_time(visit):
    tab = visit("nl", "chapters/inflow_and_outflow.html", "phone", has_touch=True)
    word = tab.locator("a.term").first
    word.tap()
    assert word.evaluate(SHOWN) == "block" and "inflow_and_outflow" in tab.url
    word.tap()
    tab.wait_for_url("**/definitions.html#term-*")


def test_a_long_table_is_folded_on_a_phone_and_open_for_who_is_led_to_it(visit):
    tab = visit("en", "chapters/inflow_and_outflow.html", "phone")
    assert tab.locator("details.folded[open]").count() == 0 < tab.locator("details.folded").count()
    assert not tab.locator("#tab-applications").is_visible()
    tab.evaluate("location.hash = '#tab-applications'")
    tab.locator("#tab-applications").wait_for(state="visible")
    assert visit("en", "chapters/inflow_and_outflow.html").locator("details.folded").count() == 0


@pytest.mark.parametrize("language", APART)
def test_a_chapter_is_at_most_15000_pixels_long_on_a_phone(books, visit, language):
    for page in [page for page in pages(books[language] / "html") if page.startswith("chapters/")]:
        tab = visit(language, page, "phone")
        if not page.endswith(("sources.html", "definitions.html")):
            assert tab.evaluate("document.documentElement.scrollHeight") <= 15_000, page
        tab.context.close()
