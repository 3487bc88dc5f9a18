"""Parameters that papermill injected and the notebook lacks: papermill only warns, a chapter refuses them."""

import ast

from book.edition import EditionError

INJECTED = "# Parameters\n"  # how the cell begins that papermill adds


def refuse_unknown(cells: list[str]) -> None:
    """EditionError where the cell that papermill injected assigns a name that the cells before it lack."""
    declared: set[str] = set()
    for cell in cells:
        if cell.startswith(INJECTED) and (unknown := assigned(cell) - declared):
            raise EditionError(f"no parameter {', '.join(sorted(unknown))}; there are {', '.join(sorted(declared))}")
        declared |= assigned(cell)


def assigned(source: str) -> set[str]:
    """The names that a cell assigns; none where it is no Python (a magic)."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return set()
    targets = [target for node in statements if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in statements if isinstance(node, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}
