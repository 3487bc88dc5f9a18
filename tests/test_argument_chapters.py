"""Each chapter argues: a question, its claim, the figure that shows it; reasons only where arithmetic or a producer gives one."""

import ast
import re
from collections import Counter

import nbformat
import pytest

from book import outputs
from book.outputs import Paragraph, Sentence
from book.publish.project import CHAPTERS

ARGUED = ("world_and_eu", "inflow_and_outflow", "asylum", "reception_and_housing", "integration")
NOTEBOOKS = {name: nbformat.read(CHAPTERS / f"{name}.ipynb", 4) for name in ARGUED}
FIXED = {  # headings that are no question
    "In brief", "In het kort", "Developments in the year", "Ontwikkelingen in het jaar", "What these figures do not show",
    "Wat deze cijfers niet laten zien", "About these figures", "Over deze cijfers",
}  # fmt: skip
every_chapter = pytest.mark.parametrize("name", ARGUED)
REASON = re.compile(r"\b(?:because|due to|owing to|caused|doordat|omdat|wegens|veroorzaakt|vanwege)\b")
HOLE = re.compile(r"not found|not available|no figure|niet gevonden|niet beschikbaar|geen cijfer|dit boek")


def words(name, language):
    """The cells of words of a language."""
    return [cell.source for cell in NOTEBOOKS[name].cells if language in cell.metadata.get("tags", [])]


def calls(name, verb):
    """The calls of a verb in a chapter's cells."""
    trees = [ast.parse(cell.source) for cell in NOTEBOOKS[name].cells if cell.cell_type == "code"]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [node for node in nodes if getattr(node.func, "id", getattr(node.func, "attr", "")) == verb]


def templates(name):
    """The templates of all sentences."""
    found = [
        keyword for verb in ("say", "otherwise") for call in calls(name, verb) for keyword in call.keywords
        if keyword.arg in ("en", "nl")
    ]  # fmt: skip
    return [keyword.value.value for keyword in found if isinstance(keyword.value, ast.Constant)]


def said(name):
    """The sentences that the committed chapter says, without marks of emphasis and references."""
    found = []
    for _, output in outputs.read(NOTEBOOKS[name]):
        parts = output.sentences if isinstance(output, Paragraph) else [output] if isinstance(output, Sentence) else []
        for text in [part.text for part in parts if not part.standard and not part.text.startswith("- ")]:
            plain = re.sub(r" \(\[\w+\]\(#[\w-]+\)\)|\*\*|\\\*", "", text)
            found += [one for one in re.split(r"(?<=[.!?†‡])\s+(?=[A-Z])", plain) if one]
    return found


@every_chapter
@pytest.mark.parametrize("language", ["en", "nl"])
def test_sections_are_questions(name, language):
    heads = [head for text in words(name, language) for head in re.findall(r"^##+ (.*?)(?: *<!--.*)?$", text, re.M)]
    assert heads[0] in FIXED and "in" in heads[0].lower().split()
    assert [head for head in heads if head not in FIXED and not head.endswith("?")] == []
    assert {"What these figures do not show", "Wat deze cijfers niet laten zien"} & set(heads)


@every_chapter
def test_every_figure_and_table_is_named_by_a_sentence(name):
    shown = {
        keyword.value.value for verb in ("figure", "table") for call in calls(name, verb) for keyword in call.keywords
        if keyword.arg == "id"
    }  # fmt: skip
    named = {found for text in templates(name) for found in re.findall(r"\{see:([\w-]+)\}", text)}
    assert shown - named == set()


@every_chapter
def test_a_reason_is_arithmetic_or_its_producers(name):
    """`extent` is said of a contribution of at least half; a contrast names the side that makes the gap."""
    assert [
        text
        for text in templates(name)
        if REASON.search(text) and ":extent}" not in text and not contrasted(name, text)
    ] == []
    for language in ("en", "nl"):
        assert [text for text in words(name, language) if REASON.search(re.sub(r"^>.*$", "", text, flags=re.M))] == []


def contrasted(name, text):
    """The sentence stands in a call whose condition is a contrast."""
    return any(
        "contrast" in ast.unparse(keyword.value)
        for verb in ("say", "otherwise") for call in calls(name, verb)
        if any(isinstance(one.value, ast.Constant) and one.value.value == text for one in call.keywords)
        for keyword in call.keywords if keyword.arg == "when"
    )  # fmt: skip


@every_chapter
def test_what_is_missing_stands_in_the_list_and_not_in_the_text(name):
    assert [text for text in templates(name) if HOLE.search(text.lower())] == []
    assert [
        text
        for language in ("en", "nl")
        for text in words(name, language)
        if HOLE.search(re.sub(r"^>.*$|^- .*$", "", text, flags=re.M).lower())
    ] == []


@every_chapter
def test_no_sentence_opens_more_than_twice_alike(name):
    openings = Counter(" ".join(one.split()[:3]) for one in said(name))
    assert [opening for opening, times in openings.items() if times > 2] == []


@every_chapter
def test_a_chapter_is_read_in_ten_minutes(name):
    text = " ".join([*said(name), *words(name, "en")])
    assert len(text.split()) <= 2_000


@every_chapter
def test_a_paragraph_is_no_table_read_aloud(name):
    """Two numbers in a sentence, years aside and "1 in 29" as one; three where a third is the change between them."""
    for one in said(name):
        one = re.sub(r"\(<[^>]*>\)", "", one)  # an address tells no number
        bare = re.sub(
            r"\b(?:19|20)\d\d(?:[-/]\d+)?\b|\b\d{1,2} (?:January|June|July|September|October|November|December|March|April|May|August|February)\b|\b(?:1[.,]000)\b|aged \d+ to \d+|\b1 in (?=\d)",
            "",
            one,
        )
        assert len(re.findall(r"\d[\d.,]*", bare)) <= 3, one
