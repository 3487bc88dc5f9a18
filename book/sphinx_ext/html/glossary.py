"""A word of the chapter of definitions is explained where a page first uses it: on hover, on focus, at a touch."""

import re

from docutils import nodes

from book.language import words
from book.sphinx_ext.numbered import page

DEFINITIONS = "chapters/definitions"
NOT_IN = (nodes.title, nodes.reference, nodes.figure, nodes.table, nodes.term, nodes.literal)
NOT_OF = {"chart-source", "key-figure"}


class explained(nodes.Inline, nodes.TextElement):
    """A word, its `meaning`, and `refuri`, the place that defines it."""


def explain(app, doctree, docname) -> None:
    """Mark the first use of each term of the catalogue on a page; in the definitions themselves, their places."""
    if app.builder.format != "html":
        return
    if docname == DEFINITIONS:
        for term in doctree.findall(nodes.term):
            term["ids"].append(_place(term))
        return
    known, running = meanings(app.env), _running(doctree)
    for pattern, term in known and words.texts("glossary", "terms", app.config.language):
        for at, text in enumerate(running):
            if found := re.search(rf"\b(?:{pattern})\b", text, re.I):
                place, meaning = known[term]
                uri = f"{app.builder.get_relative_uri(docname, DEFINITIONS)}#{place}"
                mark = explained("", found[0], meaning=meaning, refuri=uri)
                before, after = nodes.Text(text[: found.start()]), nodes.Text(text[found.end() :])
                text.parent.replace(text, [part for part in (before, mark, after) if part.astext()])
                running[at : at + 1] = [before, after]
                break


def _running(doctree) -> list[nodes.Text]:
    """What paragraphs and lists say, without headings, links, figures and tables."""
    return [text for text in doctree.findall(nodes.Text) if not any(map(_closed, _around(text)))]


def _closed(node) -> bool:
    return isinstance(node, (*NOT_IN, explained)) or bool(NOT_OF & set(node["classes"]))


def _around(node):
    while (node := node.parent) is not None:
        if isinstance(node, nodes.Element):
            yield node


def meanings(env) -> dict[str, tuple[str, str]]:
    """{term: the place and the words of its definition}; none where the book has no definitions."""
    if DEFINITIONS not in env.found_docs:
        return {}
    items = page(env, DEFINITIONS).findall(nodes.definition_list_item)
    return {item[0].astext(): (_place(item[0]), " ".join(item[-1].astext().split())) for item in items}


def _place(term: nodes.term) -> str:
    return f"term-{nodes.make_id(term.astext())}"


def visit_html(writer, node) -> None:
    """A link to the definition that carries its words; book.css shows them."""
    meaning, uri = writer.attval(node["meaning"]), writer.attval(node["refuri"])
    writer.body.append(f'<a class="term" href="{uri}" aria-description="{meaning}">')


def depart_html(writer, node) -> None:
    """The end of the word."""
    writer.body.append("</a>")
