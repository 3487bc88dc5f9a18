"""A Dutch verb agrees with its subject: "de immigratie daalde", "de aanvragen daalden".

The rule, as far as words alone tell: the subject stands before the verb in its sentence or behind a colon, or behind the
verb where the sentence begins with a preposition ("In {year} {change:verb} de immigratie"). Its head is what stands before
its own first preposition. A head with an article "het" or with a word such as aantal or aandeel is singular; one whose
last word ends in -en or -s, as Dutch plurals do, is plural; any other is singular. An English verb in the past is the same
for both.
"""

import ast
import re

import nbformat
import pytest

from book.publish.project import chapter_files

VERB = re.compile(r"\{\w+:(?:fell|verb)(_plural)?(?:\.\d)?\}")
PREPOSITIONS = {
    "aan", "bij", "buiten", "door", "eind", "in", "met", "na", "naar", "onder", "op", "sinds", "tot", "tussen", "uit",
    "van", "voor", "zonder",
}  # fmt: skip
SINGULAR = {"aantal", "aandeel", "deel", "som", "totaal"}
PAIRED = ("message", "title", "measure")  # (English, Dutch)


def subject(template, verb):
    """The noun phrase that a verb of the template belongs to."""
    before = re.split(r"[.:;,!?]\s", template[: verb.start()])[-1].split()
    behind = re.split(r"[.:;,!?{]", template[verb.end() :])[0].split()
    return behind if before and before[0].lower() in PREPOSITIONS else before


def plural(phrase):
    """The number of a noun phrase by its head."""
    words = [word.strip("*_").lower() for word in phrase]
    head = words[: next((place for place, word in enumerate(words) if word in PREPOSITIONS), len(words))]
    return bool(head) and not {"het", *SINGULAR} & set(head) and head[-1].endswith(("en", "s"))


def disagreeing(template):
    """The verbs of a Dutch template whose number is not their subject's."""
    return [verb[0] for verb in VERB.finditer(template) if bool(verb[1]) != plural(subject(template, verb))]


def strings(node):
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def dutch(node):
    """The Dutch strings of a call: all behind nl… and the second of a pair."""
    found = []
    for argument in (part for part in ast.walk(node) if isinstance(part, ast.keyword)):
        if (argument.arg or "").startswith("nl"):
            found += strings(argument.value)
        elif argument.arg in PAIRED and isinstance(argument.value, ast.Tuple):
            found += strings(argument.value.elts[1])
    return found


@pytest.mark.parametrize("template", [
    "Aantal geldige vergunningen {c:fell} in {year}", "EU: aantal eerste verblijfsvergunningen {c:fell} in {year}",
    "Immigratie {c:fell.1} in {year}", "Geldige vergunningen {c:fell_plural} in {year}",
    "In {year} {c:verb} de immigratie {c:by}.", "In {year} {c:verb_plural} de aanvragen van Syriërs {c:by}.",
    "Het Nederlandse aandeel in de aanvragen {c:verb} {c:by}.", "Aantal migranten in Europa {c:verb} sinds {first} {c:by}",
])  # fmt: skip
def test_a_verb_that_agrees_is_accepted(template):
    assert VERB.search(template) and disagreeing(template) == []


@pytest.mark.parametrize("template", [
    "Geldige vergunningen {c:fell} in {year}", "EU: eerste verblijfsvergunningen {c:fell.1} in {year}",
    "Immigratie {c:fell_plural} in {year}", "In {year} {c:verb} de aanvragen van Syriërs {c:by}.",
    "In {year} {c:verb_plural} het aantal aanvragen {c:by}.", "In {year} was het druk. De transfers {c:verb} {c:by}.",
])  # fmt: skip
def test_a_verb_that_does_not_agree_is_found(template):
    assert len(disagreeing(template)) == 1


def test_every_dutch_verb_of_the_chapters_agrees_with_its_subject():
    cells = [(path.stem, cell) for path in chapter_files() for cell in nbformat.read(path, 4).cells
             if cell.cell_type == "code" and VERB.search(cell.source)]  # fmt: skip
    assert cells
    for chapter, cell in cells:
        tree = ast.parse(cell.source)
        all_of_it, in_dutch = (sum(len(VERB.findall(text)) for text in found) for found in (strings(tree), dutch(tree)))
        assert 2 * in_dutch == all_of_it, f"{chapter}, {cell['id']}: a verb stands in a template of one language only"
        wrong = [(verb, text) for text in dutch(tree) for verb in disagreeing(text)]
        assert not wrong, f"{chapter}, {cell['id']}: write _plural behind the verb, or begin with Aantal: {wrong}"
