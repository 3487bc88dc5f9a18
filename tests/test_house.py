"""The house keeps its rules: what may import what, nothing private elsewhere, no hidden state, nothing too long."""

import ast
import functools
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent

# A part imports only from parts before it, and from itself.
PARTS = (
    "data", "providers", "edition", "measures", "language", "outputs", "charts", "chapter", "publish", "refresh", "sphinx_ext",
    "review", "cli", "__main__",
)  # fmt: skip
MODULE, FUNCTION = 220, 30  # lines
CHANGES = {  # methods that change the list, dict or set that they are called on
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse",
    "setdefault", "sort", "update",
}  # fmt: skip
EXCEPTIONS = {  # what may break a rule, and why
    "_left_title": "matplotlib has no other name for the title at the left of a panel",
    "_exit": "os has no other name for ending without waiting for threads",
    "VISITORS": "filled while its modules are imported, by the decorator above each visitor, and then only read",
}


@functools.cache
def modules() -> dict[str, ast.Module]:
    """All modules of the package by their dotted name."""
    paths = sorted((ROOT / "book").rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in zip(names, paths, strict=True)}


def part(module: str) -> str:
    return module.split(".")[1]


def of(name: str) -> dict[str, ast.Module]:
    return {module: tree for module, tree in modules().items() if module != "book" and part(module) == name}


def imported(tree: ast.Module) -> dict[str, str]:
    """The names that a module imports from the package, and what each is: `{"rows": "book.data.rows"}`."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name.startswith("book")}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("book"):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def used(tree: ast.Module) -> set[str]:
    """The modules that a module imports."""
    return {name if name in modules() else name.rpartition(".")[0] for name in imported(tree).values()} - {"book"}


def wrong_imports(trees: dict[str, ast.Module]) -> list[str]:
    """What a module imports from a part below its own."""
    place = {name: number for number, name in enumerate(PARTS)}
    return [
        f"{module} imports {target}"
        for module, tree in trees.items() for target in sorted(used(tree)) if place[part(target)] > place[part(module)]
    ]  # fmt: skip


def circles(trees: dict[str, ast.Module]) -> list[str]:
    """Modules of one part that import each other, by whatever way; between parts none can, where none imports from below."""
    left = {module: used(tree) & set(trees) for module, tree in trees.items()}
    while True:  # without those that import none of the others, and those that none of the others imports
        imported_by_others = set().union(*left.values())
        kept = {module: targets & set(left) for module, targets in left.items() if module in imported_by_others}
        kept = {module: targets for module, targets in kept.items() if targets}
        if kept == left:
            return sorted(left)
        left = kept


def private_names(trees: dict[str, ast.Module]) -> list[str]:
    """Names with an underscore that a module takes from another, or from an object that another has made."""
    found = []
    for module, tree in trees.items():
        nodes = list(ast.walk(tree))
        own = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        own |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        own |= {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
        taken = {node.attr for node in nodes if isinstance(node, ast.Attribute)} - own
        taken |= {full.rpartition(".")[2] for full in imported(tree).values()}
        found += [f"{module}: {name}" for name in sorted(taken) if re.match(r"_[^_]", name)]
    return found


def states(trees: dict[str, ast.Module]) -> list[str]:
    """What a module keeps and changes: a name at its top that is changed later, an attribute of a class, a global."""
    return [f"{module}: {kept}" for module, tree in trees.items() for kept in sorted(changed(tree) & kept_by(tree))]


def kept_by(tree: ast.Module) -> set[str]:
    """The names at the top of a module that are more than functions and constants, with what it imports."""
    found = set(imported(tree)) | {"global"}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def changed(tree: ast.Module) -> set[str]:
    """The names of which a module sets or deletes an entry or an attribute, or calls a method that changes them."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            found.add("global")
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            found.add(root(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            found.add(root(node.func))
    return found


def root(node: ast.expr) -> str:
    """The name that an expression such as `NAMES["x"].y` begins with."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def too_long(trees: dict[str, ast.Module]) -> list[str]:
    """Modules and functions that are longer than they may be."""
    found = []
    for module, tree in trees.items():
        lines = max((node.end_lineno for node in tree.body), default=0)
        found += [f"{module} has {lines} lines"] * (lines > MODULE)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (lines := node.end_lineno - node.lineno + 1) > FUNCTION:
                found.append(f"{module}.{node.name} has {lines} lines")
    return found


RULES = (wrong_imports, circles, private_names, states, too_long)
CASES = [pytest.param(rule, name, id=f"{rule.__name__}-{name}") for rule in RULES for name in PARTS]


@pytest.mark.parametrize(("rule", "name"), CASES)
def test_a_part_keeps_the_rule(rule, name):
    assert [found for found in rule(of(name)) if not any(word in found for word in EXCEPTIONS)] == []


def test_every_module_belongs_to_a_part_and_every_exception_is_needed():
    assert {part(module) for module in modules() if module != "book"} <= set(PARTS)
    found = [line for rule in (private_names, states, too_long) for line in rule(modules())]
    assert [word for word in EXCEPTIONS if not any(word in line for line in found)] == []


SAMPLES = {
    wrong_imports: "from book.charts.style import svg",
    private_names: "from book.data.reading import _rows\nfound = _rows()",
    states: "KEPT = {}\ndef keep(value):\n    KEPT[value] = 1",
    too_long: "def f():\n" + "    1\n" * FUNCTION,
}


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_a_rule_sees_what_breaks_it(rule):
    assert len(rule({"book.data.sample": ast.parse(SAMPLES[rule])})) == 1
    assert (
        rule({"book.data.sample": ast.parse("from book.data.periods import span\nWORDS = ['a']\nspan(WORDS[0])")}) == []
    )


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    now = None\n    def keep(self):\n        A.now = self",
        "KEPT = []\ndef keep(value):\n    KEPT.append(value)",
        "from book.data import reading\nreading.FOLDER = 1",
        "n = 0\ndef count():\n    global n\n    n += 1",
    ],
)
def test_each_way_to_keep_a_state_is_seen(source):
    assert len(states({"book.data.sample": ast.parse(source)})) == 1


def test_a_circle_is_seen_and_a_row_is_none():
    row = {"book.data.reading": ast.parse("from book.data import periods"), "book.data.periods": ast.parse("")}
    assert circles(row) == []
    assert circles(row | {"book.data.periods": ast.parse("import book.data.reading")}) == sorted(row)


def test_a_name_of_its_own_with_an_underscore_is_a_modules_own_affair():
    assert private_names({"book.data.sample": ast.parse("def _own():\n    pass\nclass A:\n    def f(self):\n        self._n = _own()\n        return self._n")}) == []  # fmt: skip


def test_the_project_names_no_path_of_a_machine():
    path = re.compile(r"(?<![\w.])/(?:home|Users|root|tmp)/\w|\b[A-Z]:\\\\?Users")
    assert path.search("a file in /home/someone") and path.search("C:\\Users\\someone")
    folders = [*(ROOT / name for name in ("book", "chapters", "data", "tests", ".ci")), ROOT]
    files = [file for folder in folders for file in (folder.glob("*") if folder == ROOT else folder.rglob("*"))]
    read = [
        file
        for file in files
        if file.suffix in (".py", ".ipynb", ".yml", ".csv", ".css", ".md", ".toml", ".cff", "") and file.is_file()
    ]
    assert len(read) > 200
    assert [
        file.name for file in read if file.name != "test_house.py" and path.search(file.read_text(encoding="utf-8"))
    ] == []


def test_the_citation_has_the_title_version_and_licence_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
    assert (cited["cff-version"], cited["type"], cited["title"]) == ("1.2.0", "software", "State of Migration")
    assert (str(cited["version"]), cited["license"]) == (project["version"], project["license"])
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8")
