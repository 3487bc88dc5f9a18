"""The news of an edition: what its summary says, as an item that stands alone, in Markdown, HTML and plain text."""

import html
import re
from collections.abc import Iterable
from pathlib import Path

from markdown_it import MarkdownIt

from book.edition import Edition
from book.language import numbers, titles, words
from book.outputs import Output, Paragraph
from book.publish import policy

NAME = "news"  # of its files: news.md, news.html, news.txt
ESCAPED = {"*": r"\*"}  # in Markdown it would begin emphasis
MARKS = {r"\*": "*", "†": "†", "‡": "‡"}  # as they stand in a sentence
REFERENCE = re.compile(r" \(\[\w+\]\(#[\w-]+\)\)")  # to a figure of the book


def write(shown: Iterable[tuple[str, Output]], folder: Path, edition: Edition) -> None:
    """news.md, news.html and news.txt in `folder`, from the outputs of the summary; none where it says nothing."""
    told = [_sentences(output) for _, output in shown if isinstance(output, Paragraph)]
    (claim, *lead), *others = [sentences for sentences in told if sentences] or [[""]]
    if not claim:
        return
    head = re.sub(r"\.(?=[†‡]*$)", "", claim.replace("**", ""))
    paragraphs = [" ".join(sentences) for sentences in (lead, *others) if sentences]
    text = "\n\n".join([f"# {head}", *paragraphs, _closing([head, *paragraphs], edition)]) + "\n"
    body = MarkdownIt("commonmark", {"html": False}).render(text)
    plain = html.unescape(re.sub(r"<[^>]+>", "", body)).strip()
    page = (
        f'<!DOCTYPE html>\n<html lang="{edition.language}">\n<head><meta charset="utf-8">'
        f"{policy.meta()}<title>{html.escape(_plain(head))}</title></head>\n<body>\n{body}</body>\n</html>\n"
    )
    for kind, content in (("md", text), ("html", page), ("txt", f"{plain}\n")):
        (folder / f"{NAME}.{kind}").write_text(content, encoding="utf-8")


def _sentences(paragraph: Paragraph) -> list[str]:
    """What it says, without references to figures of the book."""
    return [REFERENCE.sub("", one.text) for one in paragraph.sentences if one.text and not one.standard]


def _plain(text: str) -> str:
    return text.replace("\\", "").replace("*", "")


def _closing(paragraphs: list[str], edition: Edition) -> str:
    """Whose figures they are, and what the signs say that occur."""
    language, whole = edition.language, " ".join(paragraphs)
    found = {sign: words.sign(sign, language) for mark, sign in MARKS.items() if mark in whole}
    signs = [f"{ESCAPED.get(sign, sign)}: {meaning}." for sign, meaning in found.items()]
    as_of = [words.word("news_as_of", language, numbers.day(edition.as_of, language))] if edition.as_of else []
    source = words.word("news_source", language, titles.report(language), titles.figures(edition))
    return " ".join([source, *as_of, *signs])
