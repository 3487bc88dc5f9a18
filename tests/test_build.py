"""A build is whole or not at all; the same inputs give the same bytes; the book says what the data say."""

import csv
import filecmp
import html
import re
import subprocess
import sys

import nbformat
import pikepdf
import pytest

from book.edition import Edition
from book.publish import jobs, notebooks
from book.publish.books import Book
from book.publish.build import BuildError, build
from book.publish.execute import Job, execute
from book.publish.project import CHAPTERS, chapter_files
from book.publish.work import Work

pytestmark = pytest.mark.book


def pages(book):
    return sorted((book / "html" / "chapters").glob("*.html"))


def article(page):
    text = page.read_text(encoding="utf-8")
    body = text[text.index("<article") : text.index("</article>")]
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def read(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_chapter_becomes_a_page_in_the_language_of_its_edition(books):
    names = [path.stem for path in chapter_files()]
    for language, book in books.items():
        assert [page.stem for page in pages(book)] == names
        for page in pages(book):
            assert f'<html lang="{language}"' in page.read_text(encoding="utf-8")


def test_no_english_words_stand_in_the_dutch_book(books):
    english = r"\b(Figure|Table|Source|Sources|published|Rounded|the|and|persons|people|Search|Contents|Previous|Next|By|Skip|Back|Light|Dark)\b"
    for page in pages(books["nl"]):
        text = page.read_text(encoding="utf-8")
        body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", text[text.index("<body") :], flags=re.S)
        body = re.sub(r"<!--.*?-->", " ", body, flags=re.S)
        body = re.sub(r"<em>.*?</em>|<a[^>]*href=\"http.*?</a>|<code.*?</code>", " ", body, flags=re.S)
        words = html.unescape(re.sub(r"<[^>]+>", " ", body))
        if page.stem != "sources":  # titles of publications are in their own language
            assert not re.findall(english, words), page.stem


def test_both_languages_say_the_same_values(books):
    english, dutch = (read(books[language] / "numbers.csv") for language in ("en", "nl"))
    assert english == dutch
    assert len(english) > 40


def test_every_number_leads_back_to_observations(books):
    numbers, trail = read(books["nl"] / "numbers.csv"), read(books["nl"] / "trail.csv")
    behind = {(row["chapter"], row["sentence"], row["name"]) for row in trail}
    for row in numbers:
        if row["value"]:
            assert (row["chapter"], row["sentence"], row["name"]) in behind, row


def test_every_digit_of_a_sentence_is_one_of_its_numbers(books):
    """A sentence's numbers, years aside, are all in numbers.csv."""
    for book in books.values():
        said, checked = {}, 0
        for row in read(book / "numbers.csv"):
            said.setdefault((row["chapter"], row["sentence"]), []).append(float(row["value"] or 0))
        for path in sorted((book / "chapters").glob("*.ipynb")):
            for cell in nbformat.read(path, 4).cells:
                for output in cell.get("outputs", []):
                    text = output.get("data", {}).get("text/markdown", "")
                    text = re.sub(r"1[.,]000 (?=inhabitants|inwoners)", "", text)
                    known = [abs(value) for value in said.get((path.stem, cell["id"]), [])]
                    for digits in re.findall(r"(?<![\w,.])\d{1,3}(?:[.,]\d{3})+(?!\d)", text if known else ""):
                        checked += 1
                        assert any(abs(float(re.sub(r"[.,]", "", digits)) - value) < 1 for value in known), (
                            cell["id"],
                            digits,
                        )
        assert checked > 100


def test_figures_are_numbered_referable_and_described(books):
    for book in books.values():
        page = (book / "html" / "chapters" / "inflow_and_outflow.html").read_text(encoding="utf-8")
        figures = re.findall(r'<figure class="chart.*?</figure>', page, re.S)
        assert all(re.search(r'class="caption-number">Figu(?:re|ur) \d+\.\d+', figure) for figure in figures)
        assert all(re.search(r'id="fig-[\w-]+"', figure) for figure in figures)
        pictures = re.findall(r"<img[^>]*>", page[page.index("<article") :])
        assert len(pictures) == 2 * len(figures)  # light and dark
        captions = re.findall(r'<span class="caption-number">(.*?) ?</span>', page)
        assert len(captions) == len(set(captions)) >= 15
        assert len(pictures) >= 18
        assert all(len(re.search(r'alt="([^"]*)"', picture)[1]) > 40 for picture in pictures)
        assert 'id="fig-migration"' in page


def test_each_book_has_a_tagged_pdf_with_the_figures_of_its_pages(books):
    names = {"en": "state-of-migration-2023-en.pdf", "nl": "staat-van-migratie-2023-nl.pdf"}
    for language, book in books.items():
        assert [path.name for path in book.glob("*.pdf")] == [names[language]]
        shown = [
            name
            for page in pages(book)
            if page.stem != "sources"  # its grids are for the web alone
            for name in re.findall(r'<figure class="chart', page.read_text(encoding="utf-8"))
        ]
        with pikepdf.open(book / names[language]) as pdf:
            assert str(pdf.Root.Lang) == language and len(pdf.pages) <= 90
            figures = [
                element
                for element in pdf.objects
                if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure"
            ]
            assert len(figures) == len(shown) + 1  # the cover has one
            assert all(len(str(figure.Alt)) > 40 for figure in figures)
            assert len(shown) > 50


def test_the_same_build_gives_the_same_bytes(books, tmp_path):
    dutch, engine = Edition(2023, "nl"), jobs.default_engine()
    book = Book(dutch, tmp_path, chapter_files(), engine)
    with jobs.pool() as submit:
        assert Work([book], [Edition(2023, "en"), dutch], engine).done(submit) == []
    again = book.place
    first = {path.relative_to(books["nl"]) for path in books["nl"].rglob("*") if path.is_file()}
    second = {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert first == second
    _, different, unreadable = filecmp.cmpfiles(books["nl"], again, sorted(map(str, first)), shallow=False)
    assert (different, unreadable) == ([], [])


def said(notebook, cell_id):
    return next(
        cell.outputs[0].data["text/markdown"] for cell in nbformat.read(notebook, 4).cells if cell["id"] == cell_id
    )


def test_on_the_day_of_the_report_the_book_says_what_was_known(tmp_path):
    edition = Edition(2023, "en", "2024-06-14")
    done = tmp_path / "out.ipynb"
    with jobs.pool() as submit:
        run = submit(execute, Job(CHAPTERS / "inflow_and_outflow.ipynb", edition), jobs.default_engine()).result()
    done.write_text(run.notebook, encoding="utf-8")
    assert r"332,863\* people" in said(done, "immigration")
    assert "Immigration fell by 17% in 2023" in re.sub(r"\\\*|†", "", said(done, "immigration"))
    assert "198,302" not in said(done, "emigration") and "137,366" not in said(done, "immigration")  # known later


@pytest.fixture
def chapters(tmp_path):
    folder = tmp_path / "chapters"
    folder.mkdir()
    for name, source in (("good", "print(year)"), ("wrong", "1 / 0")):
        cells = [
            nbformat.v4.new_code_cell(
                "year: int = 2023\nlanguage: str = 'en'\nas_of: str = ''",
                id="parameters",
                metadata={"tags": ["parameters"]},
            ),
            nbformat.v4.new_code_cell(source, id="broken-cell"),
        ]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=notebooks.METADATA), folder / f"{name}.ipynb")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: chapters/good\nchapters:\n- file: chapters/wrong\n")
    return folder


def test_a_failing_chapter_is_named_and_the_earlier_book_stays(chapters, tmp_path, capfd):
    out = tmp_path / "out"
    earlier = out / "2023-en" / "html" / "index.html"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("the earlier book")
    with pytest.raises(BuildError) as error:
        build([Edition(2023, "en")], out, chapters)
    assert "chapter wrong, cell broken-cell: ZeroDivisionError: division by zero (2023-en)" in str(error.value)
    assert "good" not in str(error.value)
    assert earlier.read_text() == "the earlier book"
    assert [path.name for path in out.iterdir()] == ["2023-en"]


@pytest.mark.parametrize("chapter", ["summary", "definitions"])
def test_a_misspelt_parameter_fails_plain_papermill_with_one_line(chapter, tmp_path):
    call = [
        sys.executable,
        "-m",
        "papermill",
        f"{chapter}.ipynb",
        str(tmp_path / "out.ipynb"),
        "-p",
        "yaer",
        "2021",
        "--no-progress-bar",
    ]
    done = subprocess.run(call, cwd=CHAPTERS, capture_output=True, text=True)
    assert done.returncode == 1
    assert "EditionError: no parameter yaer; there are as_of, language, year" in done.stderr


def test_plain_papermill_speaks_dutch(tmp_path):
    out = tmp_path / "out.ipynb"
    call = [
        sys.executable,
        "-m",
        "papermill",
        "summary.ipynb",
        str(out),
        "-p",
        "year",
        "2021",
        "-p",
        "language",
        "nl",
        "--no-progress-bar",
    ]
    subprocess.run(call, cwd=CHAPTERS, capture_output=True, check=True)
    texts = [
        output.data["text/markdown"]
        for cell in nbformat.read(out, 4).cells
        for output in cell.get("outputs", [])
        if "text/markdown" in output.get("data", {})
    ]
    assert any("mensen" in text for text in texts)
    assert not any(re.search(r"\b(people|the)\b", text) for text in texts)
