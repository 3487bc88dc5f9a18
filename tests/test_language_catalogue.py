"""Every language says the same things: one file of words each, one entry of grammar, and no other code that names it."""

import ast
import tomllib
from pathlib import Path
from string import Formatter

import pytest
import yaml

from book.data.records import LANGUAGES
from book.language import words
from book.language.grammar import GRAMMARS

FILES = {language: yaml.safe_load((words.CATALOGUE / f"{language}.yml").read_text("utf-8")) for language in LANGUAGES}
FIRST, *OTHERS = LANGUAGES
PACKAGE = Path(words.__file__).parent


def entries(language):
    """Each name of the file with its texts: a single one, several, or pairs."""
    found = {}
    for section, texts in FILES[language].items():
        for name, text in texts.items():
            several = [text] if isinstance(text, str) else text
            found[section, name] = [part for one in several for part in ([one] if isinstance(one, str) else one)]
    return found


def placeholders(texts):
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_languages_of_the_catalogue_and_the_grammar_are_those_of_the_records():
    assert {path.stem for path in words.CATALOGUE.glob("*.yml")} == set(LANGUAGES) == set(GRAMMARS)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_names_in_the_same_order(language):
    assert list(FILES[language]) == list(FILES[FIRST])
    assert list(entries(language)) == list(entries(FIRST))


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_has_the_same_values_in_every_language(language):
    own, first = entries(language), entries(FIRST)
    assert {name: placeholders(own[name]) for name in first} == {name: placeholders(first[name]) for name in first}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_and_every_text_is_text_and_none_is_empty(language):
    """YAML reads a bare on, no or NO as true or false."""
    for name, texts in entries(language).items():
        assert all(isinstance(part, str) for part in name), name
        assert texts and all(isinstance(text, str) and text.strip() == text != "" for text in texts), name


@pytest.mark.parametrize("section", ["verbs", "changes", "numbers", "standings"])
def test_texts_for_one_and_others_or_down_and_up_are_as_many_in_every_language(section):
    lengths = [{name: len(texts) for (of, name), texts in entries(language).items() if of == section}
               for language in LANGUAGES]  # fmt: skip
    assert all(found == lengths[0] for found in lengths)


def test_no_code_of_this_part_names_a_language_but_the_grammar():
    named = {}
    for path in PACKAGE.glob("*.py"):
        constants = [
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        ]
        named[path.name] = [value for value in constants if value in LANGUAGES]
    assert {name for name, found in named.items() if found} == {"grammar.py"}


def test_the_catalogue_is_shipped_with_the_package():
    shipped = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    patterns = shipped["package-data"]["book.language"]
    files = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    assert {words.CATALOGUE / f"{language}.yml" for language in LANGUAGES} <= files


def test_a_language_without_a_file_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match="no language 'fy'; there are en, nl"):
        words.word("source", "fy")


def test_what_a_caller_does_to_a_section_does_not_change_the_catalogue():
    words.section("units", "en").clear()
    words.texts("ranks", "ordinals", "en").clear()
    assert words.unit("persons", "en") == "persons" and words.texts("ranks", "ordinals", "en")[0] == "first"


@pytest.mark.parametrize(("text", "expected"), [("maat", "Maat"), ("Île", "Île"), ("één IND", "Één IND"), ("", "")])
def test_a_capital_changes_the_first_letter_alone(text, expected):
    assert words.capital(text) == expected
