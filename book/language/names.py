"""Names as each language writes them: countries, peoples, categories of a record; standard words; escaped text."""

import re
from urllib.parse import quote

from book.language.countries import country, last_in_list, people
from book.language.words import form, sign, status, unit, word

__all__ = [
    "category", "country", "escape", "form", "label", "last_in_list", "link", "people", "plain", "sign", "status", "unit",
    "word",
]  # fmt: skip

LINKED = re.compile(r"\[([^]]*)\]\((?:<[^>]*>|[^)]*)\)")


def label(codes: str | dict, code: str, language: str, article: bool = False) -> str:
    """A category's name: from a record's {code: {en, nl}}, else as a country, in a sentence with its `article`."""
    if codes != "countries" and code in codes:
        return codes[code][language]
    return country(code, language, article)


def category(record, column: str, code: str, language: str) -> str:
    """The label of a measure or of a category of a dimension; ValueError where the record has none."""
    if column == "measure":
        return record.measures[code].label[language]
    dimension = record.dimensions[column]
    if code not in dimension.codes and not dimension.countries:
        raise ValueError(f"{record.name}: {column} has no label for {code!r}")
    return label(dimension.codes, code, language)


def escape(text: str) -> str:
    """`text` with what Markdown, HTML or MyST would read as markup escaped, on one line."""
    line = re.sub(r"\s*\n\s*", " ", text)
    line = re.sub(r"([\\`*_{}\[\]<>&#|~$^])", r"\\\1", line)
    line = re.sub(r"^([-+%=:])", r"\\\1", line)  # lists, comments, rules and fences begin a line
    return re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", line)


def link(text: str, address: str) -> str:
    """A link in Markdown, the text alone where there is no address; what is no sign of an address is written as %XX."""
    if not address:
        return escape(text)
    plain = quote(address, safe="%/:?#[]@!$&'()*+,;=~")
    return f"[{escape(text)}](<{re.sub(r'&(?=#?[0-9A-Za-z]+;)', '%26', plain)}>)"


def unescape(text: str) -> str:
    """Escaped text as plain text, for where no markup is read: a title, an alt text."""
    return re.sub(r"\\([^\w\s])", r"\1", text)


def plain(text: str) -> str:
    """A sentence in Markdown as plain text: links as their words, nothing bold, nothing escaped."""
    return unescape(LINKED.sub(r"\1", text).replace("**", ""))
