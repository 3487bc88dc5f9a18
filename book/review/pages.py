"""The pages of a built book: all that they link to is there, nothing comes from elsewhere, each says what it is."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

LINKED = re.compile(r"""\s(?:src|href)=["']([^"']+)""")
NAMED = re.compile(r"""\s(?:id|name)=["']([^"']+)""")
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|input)\b[^>]*?\s(?:src|data)=["']([^"']*)"""
    r"""|<link\b(?=[^>]*\brel=["'](?:stylesheet|preload|modulepreload|icon|preconnect|dns-prefetch|manifest))[^>]*?\shref=["']([^"']*)"""
    r"""|(?:url\(|@import\s+)["']?((?:https?:)?//[^"')\s]*)""",
    re.I,
)


def broken(path: Path, text: str) -> Iterator[str]:
    """What a page loads or links that is not there: a file, or a place on a page; addresses on the web are not asked."""
    for address in dict.fromkeys(map(unescape, LINKED.findall(text))):
        name, _, place = address.partition("#")
        if re.match(r"[a-z]+:|//", address):
            continue
        target = (path.parent / unquote(name.partition("?")[0])).resolve() if name else path
        if not target.exists():
            yield f"leads to {address}, which is not there"
        elif place and target.suffix == ".html" and unquote(place) not in _places(target):
            yield f"leads to {address}, and the page has no such place"


def foreign(path: Path, text: str) -> Iterator[str]:
    """What a page would load from another host."""
    for groups in FETCHED.findall(text):
        if re.match(r"(https?:)?//", address := next(filter(None, groups), "")):
            yield f"loads {address}"


@cache
def _places(page: Path) -> set[str]:
    """The places of a page that a link can lead to."""
    return {"", *map(unescape, NAMED.findall(page.read_text(encoding="utf-8")))}


def wrong(path: Path, text: str, language: str) -> list[str]:
    """What is wrong with one page of a book of a language."""
    unnamed = [] if f'<html lang="{language}"' in text else ["does not say its language"]
    titled = [] if re.search(r"<title>\s*\S", text) else ["has no title"]
    return [*broken(path, text), *foreign(path, text), *unnamed, *titled]
