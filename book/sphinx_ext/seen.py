"""Where a sentence refers to a figure or a table: its number, with a link; nothing where the edition does not show it."""

import re

from docutils import nodes
from sphinx import addnodes

TARGET = re.compile(r"#?((?:fig|tab)-[\w-]+)")
GONE = "not-shown"


def number(app, doctree) -> None:
    """Links to `#fig-…` and `#tab-…` become references by number: "figure 2.1"."""
    for link in [*doctree.findall(addnodes.pending_xref), *doctree.findall(nodes.reference)]:
        if link.get("refdomain") == "std":  # a role of Sphinx, which says itself how it reads
            continue
        found = TARGET.fullmatch(link.get("reftarget") or link.get("refuri") or link.get("refid") or "")
        if found:
            words = nodes.inline("", f"{link.astext()} %s")
            link.replace_self(addnodes.pending_xref(
                "", words, refdomain="std", reftype="numref", reftarget=found[1], refexplicit=True, refwarn=True,
                refdoc=app.env.docname,
            ))  # fmt: skip


def missing(app, env, node, words):
    """What an edition does not show, having no figures for it, is not referred to."""
    if node.get("reftype") == "numref" and TARGET.fullmatch(node["reftarget"]):
        return nodes.inline(classes=[GONE])
    return None


def drop(app, doctree, docname) -> None:
    """The brackets go with what stood in them: "… fell (figure 2.1)." is "… fell."."""
    for gone in [node for node in doctree.findall(nodes.inline) if GONE in node["classes"]]:
        place, parent = gone.parent.index(gone), gone.parent
        for beside, pattern in ((place - 1, r" ?\($"), (place + 1, r"^\)")):
            if 0 <= beside < len(parent) and isinstance(parent[beside], nodes.Text):
                parent[beside] = nodes.Text(re.sub(pattern, "", parent[beside].astext()))
        parent.remove(gone)
