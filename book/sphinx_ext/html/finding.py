"""Search finds a page by the words of every day, where its text has those of the statistics."""

from docutils import nodes

from book.language.words import texts


def add_keywords(app, doctree, docname):
    """Sphinx's index of words reads a page's keywords in its language too."""
    if app.builder.format == "html" and (found := keywords(doctree.astext(), app.config.language)):
        doctree.insert(0, nodes.meta("", name="keywords", lang=app.config.language, content=", ".join(found)))


def keywords(text: str, language: str) -> list[str]:
    """The everyday words for what a text is about, each once."""
    text = text.lower()
    lists = [words.split(", ") for part, words in texts("search", "everyday", language) if part in text]
    return list(dict.fromkeys(word for words in lists for word in words))
