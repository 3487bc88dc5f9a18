"""A small book as PDF: tagged, described, numbered like its HTML, and the same bytes each time."""

import html
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import nbformat
import pikepdf
import pytest

from book.edition import Edition
from book.outputs import Credit, Figure, Grid, KeyFigures, Rows, Table, bundle
from book.publish import notebooks
from book.publish.bind import overrides, sphinx
from book.publish.cover import front

pytestmark = pytest.mark.book
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='396pt' height='200pt' viewBox='0 0 396 200'><rect width='396' height='200'/></svg>"
TOC = """
format: jb-book
root: chapters/index
options: {numbered: true}
chapters:
- file: chapters/one
- file: chapters/two
  sections:
  - file: chapters/below
"""
INDEX = """
# State of Migration

First words, with a [site](https://example.org/?a=1&b=2), `code`, *stress* and a note.[^why] The note again.[^why]

See {doc}`two`, {ref}`here <a-place>`, {numref}`fig-people` and {numref}`tab-people`.

[^why]: Because it is a real footnote.
"""
TWO = """
# Chapter two

## Lists and boxes

- one
- two
  - deeper

1. first
2. second

**Term**
: What it means.

:::{note}
A note without a title.
:::

:::{admonition} Term
Words in a box.
:::

> Somebody said this.

A line\\
and the next one.

(a-place)=
### A place

| Name | Value |
| :--- | ---: |
| Syria | 1,234 |
| [Ukraine](https://example.org) | 5 |

:::{figure} picture.svg
:name: fig-plain
:alt: A black rectangle

A plain figure
:::

```python
print("code of a reader")
```
"""

DATED = Figure("fig-dated", "", "", Grid((), ()), rows=Rows(vintage=("2024-06-14",)))


def displaying(*shown):
    cells = [
        nbformat.v4.new_code_cell("…", id=f"cell-{place}", metadata={"tags": ["remove-input"]}, execution_count=place,
                                  outputs=[nbformat.v4.new_output("execute_result", bundle(one), execution_count=place)])
        for place, one in enumerate(shown, start=1)
    ]  # fmt: skip
    title = nbformat.v4.new_markdown_cell("# Chapter one\n\n## People", id="title")
    return nbformat.v4.new_notebook(cells=[title, *cells], metadata=notebooks.METADATA)


def chart(name, title):
    grid = Grid(("Year", "Persons"), (("2023", "1"),))
    return Figure(
        name, title, "Netherlands, persons", grid, credit=Credit("Source", (("CBS", ""),)), alt=f"Alt of {name}"
    )


def book(folder):
    """The sources of the small book, as an edition's build leaves them."""
    source = folder / "source"
    for name in ("chapters", "figures"):
        (source / name).mkdir(parents=True)
    grid = Grid(("Year", "Persons"), tuple((str(year), "1,234*") for year in range(1960, 2024)))
    credit = Credit("Source", (("CBS", ""),))
    table = Table("tab-people", "Many people", "Persons", grid, ("(*) provisional.",), credit)
    figures = [chart("fig-people", "It fell"), chart("fig-more", "It rose"), chart("fig-most", "It stayed")]
    notebook = displaying(KeyFigures((("1,234*", "people came"),) * 4, ()), *figures, table)
    nbformat.write(notebook, source / "chapters" / "one.ipynb")
    pages = {"index": INDEX, "two": TWO, "below": "# Below\n\n## Deepest\n\nWords."}
    for name, text in pages.items():
        (source / "chapters" / f"{name}.md").write_text(text, encoding="utf-8")
    for name in ("fig-people", "fig-more", "fig-most"):
        for theme in ("", "-dark"):
            (source / "figures" / f"{name}{theme}.svg").write_text(SVG)
    (source / "chapters" / "picture.svg").write_text(SVG)
    (source / "_toc.yml").write_text(TOC)
    return source


def bound(source, out, builder, language):
    """One builder, in a process of its own, as an edition's build does it."""
    edition = Edition(2023, language)
    config = overrides(edition) | {
        "external_toc_path": str(source / "_toc.yml"),
        "book_front": front(edition, [DATED], source),
    }
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(sphinx, source, out, builder, config).result() == 0
    return out


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    source = book(folder)
    bound(source, folder / "html", "html", "nl")
    bound(source, folder / "pdf", "typst", "nl")
    return folder


@pytest.fixture(scope="module")
def pdf(small):
    with pikepdf.open(small / "pdf" / "book.pdf") as opened:
        yield opened


def elements(node, kind):
    """All structure elements of a kind, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [found for entry in node for found in elements(entry, kind)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [node] if str(node.get("/S", "")) == kind else []
    return own + elements(node.get("/K", pikepdf.Array()), kind)


def tree(pdf):
    return pdf.Root.StructTreeRoot.K


def bookmarks(pdf):
    def titles(items):
        return [title for item in items for title in [str(item.title), *titles(item.children)]]

    with pdf.open_outline() as outline:
        return titles(outline.root)


def words(pdf_path):
    """The written Typst code: every literal of it, joined."""
    return " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', (pdf_path / "pieces.typ").read_text(encoding="utf-8")))


def test_the_pdf_is_tagged_in_its_language_and_says_that_it_is_pdf_ua(pdf):
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "nl"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Staat van Migratie, cijfers over 2023"


def test_every_figure_has_its_alt_text_once(pdf):
    alts = [str(figure.Alt) for figure in elements(tree(pdf), "/Figure")]
    assert alts[1:] == ["Alt of fig-people", "Alt of fig-more", "Alt of fig-most", "A black rectangle"]
    assert alts[0].startswith("Lijngrafiek: immigratie en emigratie, Nederland")


def test_captions_headings_and_notes_have_their_tags(pdf, small):
    assert len(elements(tree(pdf), "/Caption")) == 5
    assert len(elements(tree(pdf), "/Title")) == 1
    assert len(elements(tree(pdf), "/H1")) == 4  # contents, summary, two chapters
    assert len(elements(tree(pdf), "/Note")) == 1


def test_tables_have_header_cells_in_a_header_that_typst_repeats_on_the_next_page(pdf, small):
    long, short = elements(tree(pdf), "/Table")
    for table, rows in ((long, 65), (short, 3)):
        assert len(elements(table, "/TH")) == 2
        assert len(elements(table, "/TR")) == rows
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((small / "pdf").glob("*.typ")))
    assert code.count("table.header(table.cell(") == 2
    assert "repeat: false" not in code
    pages = [page for page in pdf.pages if "/Font" in page.Resources]
    assert len(pages) > 6  # the long table takes more than one


def test_bookmarks_are_the_headings_with_the_numbers_of_the_html(pdf):
    assert bookmarks(pdf) == [
        "Samenvatting", "1 Chapter one", "1.1 People", "2 Chapter two", "2.1 Lists and boxes", "2.1.1 A place", "2.2 Below",
        "2.2.1 Deepest",
    ]  # fmt: skip


def article(page):
    text = page.read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]+>", "", text[text.index("<article") : text.index("</article>")]))


def test_numbers_are_those_of_the_html(small):
    code = (small / "pdf" / "pieces.typ").read_text(encoding="utf-8")
    for name in ("one", "two", "below"):
        page = (small / "html" / "chapters" / f"{name}.html").read_text(encoding="utf-8")
        for number in re.findall(r'<span class="section-number">([\d.]+)\. ?</span>', page[page.index("<article") :]):
            assert f'number("{number}")' in code
        captions = re.findall(r'<span class="caption-number">(.*?) ?</span>', page)
        assert all(f'headline("{caption}"' in code for caption in captions)
    numbers = re.findall(r'headline\("(.*?)"', code)
    assert numbers == ["Figuur 1.1", "Figuur 1.2", "Figuur 1.3", "Tabel 1.1", "Figuur 2.1"]
    for reference in ("Figuur 1.1", "Tabel 1.1"):
        assert reference in article(small / "html" / "chapters" / "index.html")
        assert re.search(rf'link\(label\("chapters/one#.*?"\), \{{\n.*?"{reference}"', code, re.S)


def test_links_lead_somewhere(pdf):
    links = [link for page in pdf.pages for link in page.get("/Annots", []) if str(link.Subtype) == "/Link"]
    outside = {str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A}
    assert outside == {"https://example.org/?a=1&b=2", "https://example.org"}
    inside = [link for link in links if "/Dest" in link or ("/A" in link and "/D" in link.A)]
    assert len(inside) > 12  # contents, footnote and four references


def test_an_address_with_an_ampersand_is_escaped_once_in_html(small):
    page = (small / "html" / "chapters" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/?a=1&amp;b=2"' in page


def test_the_dark_drawings_and_what_is_for_html_stay_out(small):
    code = (small / "pdf" / "pieces.typ").read_text(encoding="utf-8")
    assert not re.search("dark|CSV|download", code, re.I)
    assert 'print(\\"code of a reader\\")' in code
    assert "linebreak()" in code


def test_the_cover_names_edition_and_newest_day(small):
    code = (small / "pdf" / "book.typ").read_text(encoding="utf-8")
    assert 'title: "Staat van Migratie", subtitle: "Cijfers over 2023"' in code
    assert 'line: "Nederlandse editie · stand van de cijfers: 14 juni 2024"' in code


def test_the_same_sources_give_the_same_bytes(small):
    again = bound(small / "source", small / "again", "typst", "nl")
    assert (again / "book.pdf").read_bytes() == (small / "pdf" / "book.pdf").read_bytes()
