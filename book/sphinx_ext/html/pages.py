"""Pages that no chapter writes: the data of the edition, the page of each figure, and addresses that have moved."""

from collections.abc import Container, Iterable
from html import escape
from pathlib import Path

from book.data.reading import load_table, rows
from book.data.records import datasets, read_record
from book.data.schema import TABLES
from book.language import numbers, words
from book.publish import news
from book.publish.moved import MOVED
from book.sphinx_ext import config
from book.sphinx_ext.html import front, glossary, own
from book.sphinx_ext.numbered import page


def pages(app):
    """The page of data, of a whole book only, and one page per figure; none where the book is no edition."""
    book = config.of(app.config)
    if not book.edition:
        return
    root = app.config.root_doc
    chapters = {name: app.env.titles[name].astext() for name in (root, *app.env.toctree_includes.get(root, []))}
    titles = {
        node["ids"][0]: own.title(app, name, node) for name in chapters for node in own.charts(page(app.env, name))
    }
    said = words.section("pages", app.config.language)
    yield "index", {}, "front.html"
    if book.document:
        data = {"title": said["title"], "description": said["lede"], "body": body(app, chapters, titles)}
        yield "data", data, "page.html"
    for name, figure in own.pages(app, titles):
        yield f"{book.figures}/{name}", figure, "figure.html"
    if book.document:
        for name, address in moved(app.env, chapters, titles).items():
            yield (
                f"{book.figures}/{name}",
                {"goes_to": address, "goes_from": f"{app.config.project}: {name}"},
                "front.html",
            )


def moved(env, chapters: Iterable[str], figures: Container[str]) -> dict[str, str]:
    """Where the address of each figure that the book no longer has leads: to what took its place in this edition."""
    tables = {name: chapter for chapter in chapters for name in env.toc_fignumbers.get(chapter, {}).get("table", {})}
    return {
        old: f"{new}.html" if new in figures else f"../{tables[new]}.html#{new}"
        for old, new in MOVED.items()
        if new in figures or new in tables
    }


def shown_elsewhere(app, env) -> list[str]:
    """All documents, where something has changed that any page shows of another: titles, sections, numbers, labels,
    what words mean; the first page, where only what chapters say first has."""
    domain = env.get_domain("std")
    now = repr([
        sorted((name, node.astext()) for name, node in env.titles.items()),
        sorted((name, node.pformat()) for name, node in env.tocs.items()),
        glossary.meanings(env),
        *(sorted(part.items()) for part in (env.toctree_includes, env.toc_secnumbers, env.toc_fignumbers, domain.labels)),
    ])  # fmt: skip
    first = repr(front.openings(env))
    before, env.book_shown_elsewhere = getattr(env, "book_shown_elsewhere", (None, None)), (now, first)
    if before[0] != now:
        return sorted(env.found_docs)
    return [env.config.root_doc] if before[1] != first else []


def body(app, chapters: dict[str, str], figures: dict[str, str]) -> str:
    """The page of data: citation, PDF, workbook, datasets, numbers in the text, figures, notebooks."""
    book, language = config.of(app.config), app.config.language
    said, cited = words.section("pages", language), config.cited(app.config)
    named = {f"figures/{name}.html": title for name, title in figures.items()}
    notebooks = {f"notebooks/{Path(name).name}.ipynb": text for name, text in chapters.items()}
    parts = {
        "pdf": _links([book.document]),
        "book": _links([f"state-of-migration-{book.edition}.xlsx"]),
        "datasets": _links(["datapackage.json"]) + _datasets(said, language),
        "news": _links([f"{news.NAME}.{kind}" for kind in ("md", "html", "txt")]),
        "trail": _links(["numbers.csv", "trail.csv"]),
        "figures": _links(named, kind=""),
        "notebooks": _links(notebooks),
    }
    return "\n".join([
        f"<h1>{said['title']}</h1><p>{said['lede']}</p>{_about(book.front, language)}",
        f"<section><h2>{said['cite']}</h2><p>{escape(cited.text('', 'index.html'))}</p>"
        f'<pre tabindex="0">{escape(cited.bibtex())}</pre></section>',
        *(f"<section><h2>{said[name]}</h2><p>{said[f'{name}_words']}</p>{markup}</section>" for name, markup in parts.items()),
    ])  # fmt: skip


def _about(front: dict[str, str], language: str) -> str:
    """What the book is and is not, and how accessible."""
    about = words.section("about", language)
    parts = ((about["title"], [front.get("colophon", "")]), (about["access_title"], [about["access"], about["short"]]))
    return "".join(
        f"<section><h2>{escape(head)}</h2>{''.join(f'<p>{escape(text)}</p>' for text in texts)}</section>"
        for head, texts in parts if any(texts)
    )  # fmt: skip


def _links(links: list[str] | dict[str, str], kind: str = " download") -> str:
    """A list of links, each under its address or the text that it has in a dict."""
    named = links if isinstance(links, dict) else {address: address for address in links}
    items = "".join(f'<li><a href="{escape(address)}"{kind}>{escape(text)}</a></li>' for address, text in named.items())
    return f"<ul>{items}</ul>"


def _datasets(said: dict, language: str) -> str:
    heads = "".join(f'<th scope="col">{said[name]}</th>' for name in ("dataset", "observations", "download"))
    body = "".join(_dataset(name, language) for name in datasets())
    return (
        f'<div class="numbers"><table class="data table"><caption class="unseen">{said["datasets"]}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _dataset(name: str, language: str) -> str:
    record = read_record(name)
    count = numbers.count(len(load_table(name) if name in TABLES else rows(name)), language)
    title = escape(record.title[language])
    link = '<a href="data/{0}.{1}" download>{2}<span class="unseen">: {3}</span></a>'
    files = link.format(name, "csv", "CSV", title) + ", " + link.format(name, "yml", "YAML", title)
    return f'<tr><th scope="row">{title}</th><td>{count}</td><td>{files}</td></tr>'
