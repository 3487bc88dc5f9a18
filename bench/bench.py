"""`make bench`: how long books take, the usual way and ours, as it was and as it is; a table and a plot in the README.

Measured are the committed states THEN and HEAD, in a temporary folder. `--quick` measures one edition once and leaves
the README as it is.
"""

import argparse
import csv
import io
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from matplotlib.figure import Figure

HERE = Path(__file__).parent
ROOT, README, BIN = HERE.parent, HERE.parent / "README.md", Path(sys.executable).parent
THEN = "88b19cb"
ONLY_THEN = ("pandera", "typeguard", "mypy_extensions", "typing-inspect")  # of its requirements, what is gone since
EDITIONS = [f"{year}-{language}" for year in (2023, 2022, 2021, 2020) for language in ("en", "nl")]
EDITED = ("asylum.ipynb", "people asked for asylum in the Netherlands for the first time", " indeed")
VARIANTS = {  # whose cells, and what is done
    "a-then": "(a) papermill and jupyter-book commands, as at " + THEN,
    "a-now": "(a) the same over today's cells",
    "b-then": "(b) papermill's API in parallel, as at " + THEN,
    "b-now": "(b) the same over today's cells",
    "cold": "(c) ours, nothing kept",
    "unchanged": "(d) ours, nothing changed",
    "edited": "(e) ours, one chapter edited",
    "floor-then": "(f) the cells alone in one process, as at " + THEN,
    "floor-now": "(f) the same over today's cells",
    "nbval-then": "nbval over chapters/, plain, at " + THEN,
    "nbval-now": "nbval over chapters/, as in `make nbval`",
}
USUAL = ("a-then", "a-now", "b-then", "b-now")
COLUMNS = ("variant", "editions", "repeat", "wall", "cpu", "memory", "status")


def unpack(commit: str, folder: Path) -> Path:
    """The files of a commit in a folder."""
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(folder, filter="data")
    return folder


class Bench:
    """The two states side by side, and what is measured of them."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.trees = {"then": unpack(THEN, folder / "then"), "now": unpack("HEAD", folder / "now")}
        self.paths = {name: str(tree) for name, tree in self.trees.items()}
        self.paths["then"] += f"{os.pathsep}{folder / 'site'}"
        lines = (self.trees["then"] / "requirements.txt").read_text().split()
        gone = [line for line in lines if line.startswith(tuple(f"{name}==" for name in ONLY_THEN))]
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*pip, "--target", folder / "site", *gone], check=True)

    def measure(self, variant: str, editions: list[str]) -> dict:
        """Wall and CPU seconds, memory in MB and status of a variant."""
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        kind, _, state = variant.partition("-")
        tree = self.trees[state or "now"]
        commands = list(getattr(self, f"_{kind}")(tree, editions))
        environment = {**os.environ, "PYTHONPATH": self.paths[state or "now"]}
        call = [sys.executable, HERE / "measure.py", json.dumps(commands, default=str), self.folder / "log"]
        done = subprocess.run(call, cwd=tree / "chapters", env=environment, stdout=subprocess.PIPE, check=True)
        found = json.loads(done.stdout)
        if found["status"]:
            print(f"{variant} failed:", *(self.folder / "log").read_text().splitlines()[-5:], sep="\n", file=sys.stderr)
        return found

    def _a(self, tree: Path, editions: list[str]) -> Iterator[list]:
        for edition in editions:
            (out := self.folder / "out" / edition / "chapters").mkdir(parents=True)
            year, language = edition.split("-")
            for path in sorted((tree / "chapters").glob("*.ipynb")):
                yield [BIN / "papermill", path.name, out / path.name, "-p", "year", year, "-p", "language", language]
        yield from self._bound(tree, editions)

    def _b(self, tree: Path, editions: list[str]) -> Iterator[list]:
        yield [sys.executable, HERE / "papermills.py", "api", self.folder / "out", *editions]
        yield from self._bound(tree, editions)

    def _bound(self, tree: Path, editions: list[str]) -> Iterator[list]:
        for edition in editions:
            (book := self.folder / "out" / edition).mkdir(parents=True, exist_ok=True)
            shutil.copy(tree / "_toc.yml", book)
            config = (tree / "_config.yml").read_text().replace("execute_notebooks: force", 'execute_notebooks: "off"')
            (book / "_config.yml").write_text(config)
            yield [BIN / "jupyter-book", "build", book]

    def _cold(self, tree: Path, editions: list[str]) -> Iterator[list]:
        shutil.rmtree(tree / "_build", ignore_errors=True)
        yield from self._unchanged(tree, editions)

    def _unchanged(self, tree: Path, editions: list[str]) -> Iterator[list]:
        years, languages = zip(*(edition.split("-") for edition in editions), strict=True)
        spans = ["--years", ",".join(sorted(set(years))), "--languages", ",".join(sorted(set(languages)))]
        yield [sys.executable, "-m", "book", "build", *spans]

    def _edited(self, tree: Path, editions: list[str]) -> Iterator[list]:
        name, words, more = EDITED
        text = (path := tree / "chapters" / name).read_text(encoding="utf-8")
        if words not in text:
            raise SystemExit(f"{name} does not say: {words}")
        path.write_text(text.replace(words, words + more), encoding="utf-8")
        yield from self._unchanged(tree, editions)

    def _floor(self, tree: Path, editions: list[str]) -> Iterator[list]:
        yield [sys.executable, HERE / "papermills.py", "floor", self.folder / "out", *editions]

    def _nbval(self, tree: Path, editions: list[str]) -> Iterator[list]:
        unpack(THEN if tree == self.trees["then"] else "HEAD", tree)  # the notebooks, as committed
        parallel = ["--numprocesses", "2", "--dist", "loadfile"] if tree == self.trees["now"] else []
        yield [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *parallel, "--nbval", tree / "chapters"]


def rows(bench: Bench, counts: list[int], repeat: int, variants: list[str]) -> Iterator[dict]:
    """All measurements, interleaved; the usual ways for the first and the last number of editions, for many only once."""
    for turn in range(repeat):
        for count in counts:
            for variant in variants:
                once = variant.startswith(("floor", "nbval")) and count != counts[0]
                often = variant in USUAL and (count not in (counts[0], counts[-1]) or (turn and count > 1))
                if not (once or often):
                    yield (row := {"variant": variant, "editions": count, "repeat": turn + 1, **bench.measure(variant, EDITIONS[:count])})  # fmt: skip
                    print(*row.values(), sep="\t", flush=True)


def medians(found: list[dict]) -> dict[tuple[str, int], dict]:
    """The middle of each measure by variant and number of editions, and of how many; nothing of what failed."""
    keys = dict.fromkeys((row["variant"], row["editions"]) for row in found if not row["status"])
    of = {key: [row for row in found if (row["variant"], row["editions"]) == key and not row["status"]] for key in keys}
    measures = ("wall", "cpu", "memory")
    return {
        key: {name: median(row[name] for row in of[key]) for name in measures} | {"times": len(of[key])} for key in keys
    }


def table(found: list[dict]) -> str:
    """The medians as a Markdown table, with how many times faster than the usual way they are."""
    middle = medians(found)
    lines = [
        "| | editions | seconds | CPU seconds | peak MB | measured | (a) then takes | (a) today takes |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (variant, count), row in sorted(middle.items(), key=lambda one: (list(VARIANTS).index(one[0][0]), one[0][1])):
        usual = [middle.get((name, count)) for name in ("a-then", "a-now")]
        of_books = not variant.startswith(("floor", "nbval", "a"))
        times = [f"{one['wall'] / row['wall']:.1f} ×" if one and of_books else "" for one in usual]
        cells = [
            VARIANTS[variant],
            count,
            *(f"{row[name]:.1f}" if name in ("wall", "cpu") and row[name] < 10 else f"{row[name]:.0f}" for name in row),
            *times,
        ]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def plot(found: list[dict], path: Path) -> None:
    """The seconds of each variant as bars, the fewest and the most editions side by side."""
    middle = medians(found)
    counts = sorted({count for _, count in middle})
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    for axes, count in zip(figure.subplots(1, 2), (counts[0], counts[-1]), strict=True):
        shown = [name for name in reversed(VARIANTS) if (name, count) in middle]
        bars = axes.barh(shown, [middle[name, count]["wall"] for name in shown], color="#01689b")
        axes.bar_label(bars, fmt="%.0f", padding=2)
        axes.set_title(f"Seconds, {count} edition{'s' if count > 1 else ''}", loc="left")
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure, and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--editions", default="1,2,4,8", help="how many, from the fewest: 1,2,4,8")
    parser.add_argument("--variants", default=",".join(VARIANTS), help="which, such as a-then,cold,edited")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    counts, repeat = ([1], 1) if options.quick else (list(map(int, options.editions.split(","))), options.repeat)
    out = ROOT / "_build" / "bench" if options.quick else HERE
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        found = list(rows(Bench(Path(folder)), counts, repeat, options.variants.split(",")))
    with (out / "results.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    plot(found, out / "seconds.svg")
    about = f"Measured on {date.today()}: {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; medians."
    text = f"{about}\n\n{table(found)}\n\n![Seconds by variant](bench/seconds.svg)"
    print(text)
    if not options.quick:
        before, rest = README.read_text(encoding="utf-8").split("<!-- bench -->")
        after = rest.split("<!-- /bench -->")[1]
        README.write_text(f"{before}<!-- bench -->\n{text}\n<!-- /bench -->{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
