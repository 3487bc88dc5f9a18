"""Parameters that papermill injected and the notebook lacks: papermill only warns, a chapter refuses them."""

import ast

from book.edition import EditionError

INJECTED = "# Parameters\n"  # how the cell begins that papermill adds
OWN_NAMES = (  # what keeps the names in it to itself
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip


def refuse_unknown(cells: list[str]) -> None:
    """EditionError where the cell that papermill injected assigns a name that the cells before it lack."""
    declared: set[str] = set()
    for cell in cells:
        if cell.startswith(INJECTED) and (unknown := assigned(cell) - declared):
            raise EditionError(f"no parameter {', '.join(sorted(unknown))}; there are {', '.join(sorted(declared))}")
        declared |= assigned(cell)


def assigned(source: str) -> set[str]:
    """The names that a cell gives a value, in whatever way; none where it is no Python (a magic)."""
    try:
        nodes: list[ast.AST] = [ast.parse(source)]
    except SyntaxError:
        return set()
    found = set()
    for node in nodes:
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, OWN_NAMES):
            found.add(getattr(node, "name", ""))
        if not isinstance(node, OWN_NAMES):
            nodes += ast.iter_child_nodes(node)
    return found - {""}
