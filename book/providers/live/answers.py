"""What a provider's answer may be: JSON of a bounded size and depth, with codes and labels that are nothing else."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import quote, urlencode

import pandas as pd

from book.data.cells import listed, quoted
from book.data.periods import is_day
from book.providers.refusals import ProviderError, Unavailable

PARTS = {b"{": 500_000, b"[": 500_000, b",": 4_000_000}  # more of them take more memory than the answer has bytes
ROWS = 500_000  # observations of one query
PAGES = 50
CODE = re.compile(r"[A-Za-z0-9_.<>=+*-]{1,60}")  # no slash, no quote, no space
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}")
LIVE = re.compile(
    r"<[A-Za-z/!?]|[\x00-\x1f\x7f]|^\s*[=@]|^\s*[+-](?![\s\d])"
)  # markup, or what a spreadsheet would run
LONG = 1000  # characters of a label


@dataclass(frozen=True)
class Answer:
    """What a provider served: `raw` as a file of it would hold it, with `served`, all codes of each column.

    `published` is the day it says the figures are of ("" if it does not), `notes` are warnings of one line.
    """

    raw: pd.DataFrame
    served: dict[str, list[str]]
    published: str
    address: str
    notes: tuple[str, ...] = ()


def parsed(body: bytes, name: str) -> dict:
    """A JSON object; Unavailable for what is cut off or no JSON, ProviderError for what is too deep or too much."""
    for part, most in PARTS.items():
        if body.count(part) > most:
            raise ProviderError(f"{name}: more than {most:,} parts")
    try:
        found = json.loads(body, parse_constant=_no_number)
    except RecursionError:
        raise ProviderError(f"{name}: too deep") from None
    except ValueError as error:  # also a text that is not UTF-8, and a number of thousands of digits
        raise Unavailable(f"{name}: no JSON ({' '.join(str(error).split())[:100]})") from None
    return of(dict, found, name)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def of(kind: type, value: object, name: str):
    """The value, which is a dict, list, str or int; ProviderError names it where it is none."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ProviderError(f"{name} is {quoted(value)}, not {kind.__name__}")
    return value


def named(text: object, what: str) -> str:
    """A name that may stand in an address and as a column."""
    if not isinstance(text, str) or not NAME.fullmatch(text):
        raise ProviderError(f"{quoted(text)} is no name of {what}")
    return text


def coded(text: object, what: str) -> str:
    """A code of a dimension, without the spaces that CBS puts around some."""
    if not isinstance(text, str) or not CODE.fullmatch(text.strip()):
        raise ProviderError(f"{quoted(text)} is no code of {what}")
    return text.strip()


def labelled(text: object, what: str) -> str:
    """A label: words, no markup and nothing that a spreadsheet would run."""
    if not isinstance(text, str) or len(text) > LONG or LIVE.search(text):
        raise ProviderError(f"{quoted(text)} is no label of {what}")
    return text.strip()


def cell(value: object, what: str) -> str:
    """A figure as text, as a file would have it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProviderError(f"{quoted(value)} is no figure of {what}")
    return repr(value)


def day(text: object, name: str) -> str:
    """The day at the start of a time stamp; "" where there is none."""
    if not text:
        return ""
    if not isinstance(text, str) or not is_day(text[:10]):
        raise ProviderError(f"{name}: {quoted(text)} is no day")
    return text[:10]


def complete(asked: Iterable[str], there: Iterable[str], column: str) -> None:
    """ProviderError names codes that were asked for and are not there."""
    there = set(there)
    if missing := [code for code in asked if code not in there]:
        raise ProviderError(f"code {listed(missing)} is missing in dimension {column}")


def as_list(codes: object) -> list[str]:
    """The codes of a filter: one, or several."""
    return [str(code) for code in (codes if isinstance(codes, list) else [codes])]


def address(base: str, *path: str, **parameters: object) -> str:
    """An address below a base, each part of its path and each parameter escaped."""
    where = "/".join([base.rstrip("/"), *(quote(part, safe="$*") for part in path)])
    return f"{where}?{urlencode(parameters, doseq=True, safe='$:,[]', quote_via=quote)}" if parameters else where
