"""A book whose labels, titles and addresses are hostile, in a browser: nothing of them runs, nothing is asked for."""

from dataclasses import replace

import nbformat
import pytest
from test_browser import AXE
from test_pdf import SVG, bound, displaying

from book.chapter import listings
from book.data.records import read_record
from book.language import names
from book.outputs import Credit, Figure, Grid, KeyFigures, Publication, Rows, Sentence, Table
from book.review.browser import served

pytestmark = pytest.mark.book
SECRET = "what stands in a file of the machine"
WORDS = [
    "<script>window.ran = 1</script>", '"><img src="x" onerror="window.ran = 1">', "</title></style><script>window.ran = 1</script>",
    '<iframe src="https://evil.example/"></iframe>', "[x](javascript:window.ran=1)", "{{ project }}", "&lt;b&gt; &amp; <b>",
    "{include}`SECRET`", "\n\n```{include} SECRET\n```\n", '" onmouseover="window.ran=1" x="', "%s \\ $x$ `x`",
]  # fmt: skip
ADDRESSES = [
    "data:text/html,<script>window.ran = 1</script>", "javascript:window.ran=1", "https://example.org/\n\n```{include} SECRET\n```\n",
    'https://example.org/" onmouseover="window.ran=1', "https://example.org/><script>window.ran = 1</script>",
    "https://example.org/?a=1&copy;=2&b={{ project }}", "",
]  # fmt: skip
IN_MARKDOWN = [address for address in ADDRESSES if not address.startswith(("data:", "javascript:"))]


def shown(kind, name, words, secret, **more):
    """A figure or table of which every word and address is hostile."""
    places = range(len(ADDRESSES))
    rows = Rows(("migration",) * len(places), ("2023",) * len(places), ("immigration",) * len(places),
                value=(1.0,) * len(places), status=("A",) * len(places), source=tuple((place,) for place in places))  # fmt: skip
    published = [Publication(words, words, words, address.replace("SECRET", secret), "") for address in ADDRESSES]
    credit = Credit(words, tuple((words, one.address) for one in published))
    grid = Grid((words, words, words, words), ((words, words, words, words),))
    return kind(name, words, words, grid, (words,), credit, rows, publications=tuple(published), **more)


def listed(secret):
    """A record with hostile words and addresses, as the chapter of sources lists it."""
    record = read_record("migration")
    source = next(iter(record.sources.values()))
    both = [{"en": text.replace("SECRET", secret), "nl": text.replace("SECRET", secret)} for text in WORDS]
    sources = {
        f"{place}-{number}": replace(source, title=words, short=words, obtained=words, address=address.replace("SECRET", secret))
        for place, words in enumerate(both) for number, address in enumerate(IN_MARKDOWN)
    }  # fmt: skip
    record = replace(record, title=both[0], definition=both[8], done=both[5], traps=both[7], sources=sources)
    return Sentence(listings._dataset(record, "nl"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    secret, source = folder / "secret.txt", folder / "source"
    secret.write_text(SECRET)
    (source / "chapters").mkdir(parents=True)
    (source / "figures").mkdir()
    found = [listed(str(secret)), KeyFigures(tuple((words, words) for words in WORDS), ())]
    for place, text in enumerate(WORDS):
        words = text.replace("SECRET", str(secret))
        found.append(shown(Figure, f"fig-{place}", words, str(secret), alt=words))
        found.append(shown(Table, f"tab-{place}", words, str(secret)))
        for theme in ("", "-dark"):
            (source / "figures" / f"fig-{place}{theme}.svg").write_text(SVG)
    notebook = displaying(*found)
    notebook.cells[0].source = f"# {names.escape(WORDS[0])}\n\n{names.escape(WORDS[1])}\n\n## {names.escape(WORDS[3])}"
    nbformat.write(notebook, source / "chapters" / "one.ipynb")
    (source / "chapters" / "index.md").write_text("# Begin\n\nWords.")
    (source / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/index\noptions: {numbered: true}\nchapters:\n- file: chapters/one\n"
    )
    return bound(source, folder / "html", "html", "nl")


def test_no_file_of_the_machine_comes_into_the_book(hostile):
    for path in [*hostile.rglob("*.html"), *hostile.rglob("*.js")]:
        assert SECRET not in path.read_text(encoding="utf-8"), path.name


def test_every_page_has_one_policy_that_names_files_alone(hostile):
    rules = {line for path in hostile.rglob("*.html") for line in path.read_text(encoding="utf-8").splitlines()
             if "http-equiv=\"Content-Security-Policy\"" in line}  # fmt: skip
    assert len(rules) == 1
    assert "script-src 'self';" in min(rules) and "sha256" not in min(rules) and "unsafe" not in min(rules)
    assert not [path for path in hostile.rglob("*.html") if "Content-Security-Policy" not in path.read_text("utf-8")]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_nothing_hostile_runs_and_nothing_leaves(hostile, browser, scheme):
    from axe_playwright_python.sync_playwright import Axe

    asked, refused, found, scripts = [], [], [], set()
    with served(hostile) as address:
        start = {"http": address, "file": hostile.as_uri()}[scheme]
        tab = browser.new_page()
        tab.on("request", lambda one: asked.append(one.url))
        tab.on("console", lambda said: refused.append(said.text) if said.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: refused.append(str(error)))
        for path in sorted(hostile.rglob("*.html")):
            tab.goto(f"{start}/{path.relative_to(hostile).as_posix()}")
            tab.wait_for_load_state("networkidle")
            tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
            for link in tab.locator("a[href^='javascript:'], a[href^='data:']").all()[:4]:
                link.evaluate("link => link.click()")
            tab.evaluate("document.querySelectorAll('*').forEach((part) => part.dispatchEvent(new Event('mouseover')))")
            assert tab.evaluate("window.ran") is None, path.name
            assert tab.locator("iframe, [onmouseover], [onerror], img[src='x']").count() == 0
            scripts |= set(tab.evaluate("[...document.scripts].map(script => script.getAttribute('src'))"))
            if scheme == "http":
                found += [(path.name, one["id"]) for one in Axe().run(tab, options=AXE).response["violations"]]
        tab.close()
    assert all(
        (one and one.split("?")[0].endswith(".js") and "_static/" in one) or one == "searchindex.js" for one in scripts
    )
    assert [one for one in asked if not one.startswith((start, "data:image/"))] == []
    # The links with a script for an address are the only thing that the policy had to stop.
    assert [said for said in refused if "javascript:" not in said and "data:" not in said] == []
    assert found == []
