"""Sentences from templates: `{value:spec}` with values that know their unit, status and comparison."""

import re
from collections.abc import Iterator
from datetime import date
from string import Formatter

from book.data.quantity import Quantity, joint_mark
from book.language import countries, names, numbers, words
from book.language.changes import phrase
from book.language.places import rank, standing
from book.language.quantities import Lacking, NotComparable, empty, only, quantity
from book.language.words import LATE
from book.measures.results import Change, Names, Rank, Standing

LONG = 25  # words: a longer sentence becomes two
SEE = "see"  # the name that stands for a figure or a table


class MissingValue(ValueError):
    """A value of a template has no figure, or no comparable one: `name` says which."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


def seen(name: str, language: str) -> str:
    """A link to a figure or a table, `{see:fig-migration}`, which the book turns into its number: "(figure 2.1)"."""
    kind, dash, _ = name.partition("-")
    if not dash or kind not in ("fig", "tab"):
        raise ValueError(f"{{see:{name}}} is no figure (fig-…) and no table (tab-…)")
    return f"([{words.text('see', kind, language)}](#{name}))"


def render(template: str, values: dict, language: str) -> str:
    """The template with its values in words. MissingValue names a value without a figure; ValueError an unknown name."""
    return "".join(words for words, _ in rendered(template, values, language))


def rendered(template: str, values: dict, language: str) -> Iterator[tuple[str, str]]:
    """The template in pieces: words, and the name of the value of which they say a number, else "". As `render`."""
    for between, name, spec, _ in Formatter().parse(template):
        if between:
            yield between, ""
        if name == SEE:
            yield seen(spec, language), ""
        elif name is not None:
            yield _told(name, spec, values, language), "" if spec == "in" or "|" in spec else name


def _told(name: str, spec: str, values: dict, language: str) -> str:
    if name not in values:
        raise ValueError(f"no value {name!r}; there are {', '.join(values) or 'none'}")
    try:
        return word(values[name], spec, language)
    except (NotComparable, Lacking):
        raise MissingValue(name) from None


def value_names(template: str) -> list[str]:
    """The names of the values in a template, in order of first use."""
    return list(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name and name != SEE))


def shown_names(template: str) -> list[str]:
    """The figures and tables to which a template refers."""
    return [spec for _, name, spec, _ in Formatter().parse(template) if name == SEE]


def check_pair(*templates: str) -> None:
    """All languages must name the same values and figures, and no sentence may begin with one; else ValueError."""
    named = [{*value_names(template), *shown_names(template)} for template in templates]
    if different := set.union(*named) - set.intersection(*named):
        raise ValueError(f"the languages name different values: {', '.join(sorted(different))}")
    for template in templates:
        if re.search(r"(?:^|[.!?]\s)[\s*_]*\{", template):
            raise ValueError(f"a sentence begins with a value: {template}")


def word(value, spec: str, language: str) -> str:
    """One value in the words of its spec."""
    if isinstance(value, Quantity):
        if spec != "in" and empty(value):
            raise Lacking
        return quantity(value, spec, language)
    if isinstance(value, Change):
        return phrase(value, spec, language)
    if isinstance(value, Rank):
        return rank(value, spec, language)
    if isinstance(value, Names):
        return listing(value, spec, language)
    if isinstance(value, Standing):
        return standing(value, spec, language)
    if value is None or value == "":
        raise Lacking
    return plain(value, spec, language)


def plain(value: date | int | str, spec: str, language: str) -> str:
    """A day, a year or a text: as it is (a text escaped), as a day with `date`, a period with `period` or `in`."""
    text = value.isoformat()[:10] if isinstance(value, date) else str(value)
    if spec == "in":
        return numbers.in_period(text, "flow", language)
    if spec == "period":
        return numbers.period(text, language)
    if spec == "date" or isinstance(value, date):
        return numbers.day(text, language)
    only(spec, ("", "date", "period", "in"), "a text or a year")
    return names.escape(text)


def listing(value: Names, spec: str, language: str) -> str:
    """ "Syria (13,030), Türkiye (2,860) and Eritrea (2,345)"; with `people` the citizens; with `plain` no numbers.

    With `first` the citizens, and only the number of the first: "Syrians (13,030), Turks and Eritreans". With `million`
    the numbers are of the world: "Syria (6.4 million)". Names without numbers have the mark of these.
    """
    only(spec, ("", "list", "people", "first", "plain", "million"), "a list of names")
    if not value.items:
        raise Lacking
    people = value.codes == "countries" and spec in ("people", "first")
    silent = {"plain": value.items, "first": value.items[1:]}.get(spec, ())
    said = "million" if spec == "million" else ""
    entries = []
    for code, figure in sorted(value.items, key=lambda item: countries.last_in_list(item[0])):
        label = countries.people(code, language) if people else names.label(value.codes, code, language, article=True)
        bare = (code, figure) in silent or figure is None or empty(figure)
        entries.append(names.escape(label) + ("" if bare else f" ({quantity(figure, said, language)})"))
    unsaid = [figure.later for _, figure in silent if figure is not None and not empty(figure)]
    return joined(entries, language) + LATE[joint_mark(unsaid)]


def joined(entries: list[str], language: str) -> str:
    """A, B and C / A, B en C."""
    between = f" {words.word('and', language)} "
    # "Serbia and Bosnia and Herzegovina" misleads; brackets keep names apart, and their numbers the order.
    entries = sorted(entries, key=lambda entry: not entry.endswith(")") and between not in entry)
    return between.join(filter(None, [", ".join(entries[:-1]), entries[-1]]))


def lacking(value) -> Quantity | None:
    """The quantity that a value without a figure lacks, to say what there is no figure on."""
    if isinstance(value, Change):
        return value.now if value.now.value is None else value.before
    if isinstance(value, Names):
        return value.absent
    return value.now if isinstance(value, Standing) else value if isinstance(value, Quantity) else None


def no_figure(value: Quantity, year: int, language: str, as_of: str = "") -> str:
    """What is said where the leading value is missing: of what there is no figure, or none of a day, and which there are."""
    about = ", ".join(names.label(codes, code, language) for codes, code in value.about)
    title = words.capital(names.escape(value.title[language] + (f" ({about})" if about else "")))
    if value.later:
        day = numbers.day(as_of, language)
        return words.text("nothing", "of_day", language, title=title, year=year, day=day) + "."
    begin = words.text("nothing", "none", language, title=title, year=year)
    first, last = (numbers.named_period(period, language) if period else "" for period in value.span)
    if not first:
        return f"{begin}."
    end = words.text("nothing", "one" if first == last else "runs", language, first=first, last=last)
    said = f"{begin}; {end}."
    return said if len(said.split()) <= LONG else f"{begin}. {words.capital(end)}."
