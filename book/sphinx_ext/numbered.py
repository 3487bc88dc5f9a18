"""The pages of a book once they are read: for what looks at another page, each is unpacked once.

Sphinx unpacks the page of the target for each reference to a numbered figure, table or section.
"""

from functools import cache, cached_property

from docutils import nodes
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment


class Pages:
    """The environment of a build whose pages are only looked at: a document is the same one each time."""

    def __init__(self, env: BuildEnvironment):
        self.env = env
        self.get_doctree = cache(env.get_doctree)

    def __getattr__(self, name: str):
        return getattr(self.env, name)


class NumberedDomain(StandardDomain):
    """Sphinx's own, over pages that are unpacked once."""

    @cached_property
    def pages(self) -> Pages:
        """For what is looked at after all documents are read."""
        return Pages(self.env)

    def resolve_xref(self, env, *about) -> nodes.Element | None:
        """As in Sphinx, which resolves after all are read."""
        return super().resolve_xref(self.pages, *about)


def page(env: BuildEnvironment, docname: str) -> nodes.document:
    """A page as it was read, not to be changed."""
    return env.get_domain("std").pages.get_doctree(docname)
