"""The revision report: what a refresh found, per dataset, and which sentences and figures read differently."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from book.data.cells import listed
from book.outputs import Grid
from book.publish import csv_files
from book.refresh.changes import Revision
from book.refresh.effects import Effect
from book.refresh.renew import Outcome

HEAD = ["dataset", "what", "key", "old", "old_status", "old_vintage", "new", "new_status", "new_vintage", "difference"]
SHOWN = 50  # revisions of a dataset in the text; all of them stand in the CSV


def write(
    outcomes: Sequence[Outcome], effects: Sequence[Effect] | None, folder: Path, failures: Sequence[str] = ()
) -> Path:
    """report.md, report.csv (a row for each change) and, where chapters were run, sentences.csv; the first of them.

    `effects` is None where none was run; `failures` are chapters that do not run with the new figures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sentences.csv").unlink(missing_ok=True)
    csv_files.write(folder / "report.csv", HEAD, [row for outcome in outcomes for row in _rows(outcome)])
    if effects is not None:
        told = [[one.chapter, one.of, one.before, one.after] for one in effects]
        csv_files.write(folder / "sentences.csv", ["chapter", "cell", "old", "new"], told)
    text = [f"# Revision report, {date.today().isoformat()}", _summary(outcomes)]
    text += [part for outcome in outcomes for part in _section(outcome)]
    text += _effects(effects, failures)
    (folder / "report.md").write_text("\n\n".join(text) + "\n", encoding="utf-8")
    return folder / "report.md"


def _rows(outcome: Outcome) -> Iterable[list[str]]:
    reasons = [("held back", outcome.held), ("waits", outcome.waiting), ("failed", filter(None, [outcome.failed]))]
    yield from ([outcome.dataset, what, reason, *[""] * 7] for what, found in reasons for reason in found)
    if not (changes := outcome.changes):
        return
    names = [name for name in changes.rows.columns if name not in ("value", "status", "vintage")]
    revised = {one.key for one in (*changes.revised, *changes.marked)}
    for row in changes.rows.to_dict("records"):
        if (key := " ".join(row[name] for name in names)) not in revised:
            yield [outcome.dataset, "new", key, "", "", "", row["value"], row["status"], row["vintage"], ""]
    for what, found in (("revised", changes.revised), ("status", changes.marked)):
        yield from ([outcome.dataset, what, one.key, *one.before, *one.now, one.difference] for one in found)


def _summary(outcomes: Sequence[Outcome]) -> str:
    """A row for each dataset."""
    rows = []
    for outcome in outcomes:
        changes = outcome.changes
        counts = [len(changes.added), len(changes.revised), len(changes.marked), changes.equal] if changes else [""] * 4
        told = "failed" if outcome.failed else "held back" if outcome.held else "waits" if outcome.waiting else "fresh"
        rows.append((outcome.dataset, *map(str, counts), told))
    return Grid(("dataset", "new", "revised", "status", "as held", "result"), tuple(rows)).markdown()


def _section(outcome: Outcome) -> list[str]:
    """What there is to say of a dataset; nothing where all is as held."""
    reasons = [f"- Held back: {one}" for one in outcome.held] + [f"- Waits: {one}" for one in outcome.waiting]
    reasons += [f"- Failed, the data stay as they were: {outcome.failed}"] if outcome.failed else []
    reasons += [f"- Note: {one}" for one in (outcome.fetched.notes if outcome.fetched else ())]
    changes, told = outcome.changes, []
    if changes and len(changes.rows):
        fetched = outcome.fetched
        came = f"published {fetched.published}" if fetched.published else "without a day"
        told.append(f"{fetched.table}, {came}: {fetched.address}")
        told += [f"New periods: {listed(changes.periods)}"] if changes.periods else []
        told += [f"{len(changes.added)} new observations"] if changes.added else []
    tables = _table("Revised", changes.revised) + _table("Status", changes.marked) if changes else []
    told += ["\n".join(reasons)] if reasons else []
    return [f"## {outcome.dataset}", *told, *tables] if told else []


def _table(what: str, found: Sequence[Revision]) -> list[str]:
    if not found:
        return []
    rows = [
        (one.key, f"{one.before[0]} {one.before[1]} ({one.before[2]})", f"{one.now[0]} {one.now[1]}", one.difference)
        for one in found[:SHOWN]
    ]
    more = [f"and {len(found) - SHOWN} more in report.csv"] if len(found) > SHOWN else []
    return [Grid((f"{what}: observation", "old (vintage)", "new", "difference"), tuple(rows)).markdown(), *more]


def _effects(effects: Sequence[Effect] | None, failures: Sequence[str]) -> list[str]:
    head = "## Sentences and figures of the default edition that change"
    if effects is None:
        return [head, "Not looked at: nothing was written."]
    told = "\n".join(f"- Does not run: {one}" for one in failures)
    rows = tuple((one.chapter, one.of, one.before, one.after) for one in effects)
    table = Grid(("chapter", "cell or figure", "old", "new"), rows).markdown() if rows else "None."
    return [head, *([told] if told else []), table]
