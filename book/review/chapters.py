"""Chapters as they are written: no result is typed in their words."""

import ast
import re
from collections.abc import Iterator

# Years that begin a series, ages, laws, EU27 and 1,000 inhabitants, days that a register counts on.
ALLOWED = re.compile(
    r"\{[^}]*\}|\b(19|20)\d\d\b|1[.,]000|EU-?27|2001/55|\b1 [Jj](?:anuar[iy]|ul[iy])\b|31 [Dd]ecember|fig-|tab-"
    r"|\b\d\d (?:to|tot) \d\d\b|\b\d\d jaar of ouder|\b\d\d or (?:older|over)"
)
FREE = {"definitions"}  # chapters that explain laws and rules


def strings(source: str) -> list[str]:
    """All words that a cell holds: its strings of more than one word."""
    nodes = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    return [value for value in nodes if isinstance(value, str) and " " in value]


def typed(name: str, notebook) -> Iterator[str]:
    """A line for each text of a chapter that holds digits of a result."""
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if name in FREE or {"parameters", "injected-parameters"} & set(tags) or cell["id"] == "set-up":
            continue
        for text in strings(cell.source) if cell.cell_type == "code" else [cell.source]:
            if found := re.search(r"\d[\d.,]*", ALLOWED.sub("", text)):
                yield f"chapters/{name}.ipynb, cell {cell['id']}: {found.group()} is typed: “{text}”"
