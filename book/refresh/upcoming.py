"""An edition before it is one: what is held and missing for its year, per chapter, and what its chapters would say."""

from dataclasses import dataclass

from book.chapter.availability import states, used_in
from book.data import reading
from book.edition import Edition
from book.outputs import Grid, Loaded, Paragraph, Sentence, Shown
from book.publish.contents import chapters
from book.publish.project import chapter_files
from book.refresh.effects import lines, ran

STATES = ("final", "provisional", "partial", "absent")


@dataclass(frozen=True)
class Prospect:
    """A chapter of an edition to come: its datasets by what they hold of the year, and what it `says` and leaves `open`."""

    chapter: str
    held: dict[str, list[str]]
    says: tuple[str, ...]
    open: tuple[str, ...]

    def __str__(self) -> str:
        counts = ", ".join(f"{len(names)} {state}" for state, names in self.held.items() if names)
        return (
            f"{self.chapter:<24}{counts or 'no datasets'}; {len(self.says)} sentences, {len(self.open)} without figures"
        )


def prospects(edition: Edition) -> tuple[list[Prospect], list[str]]:
    """Each chapter in the order of the book, and a line for each that does not run."""
    names = list(chapters([path.stem for path in chapter_files()]))
    read, failures = ran(names, edition)
    return [_prospect(name, read[name], edition) for name in names if name in read], failures


def _prospect(chapter: str, read: list, edition: Edition) -> Prospect:
    held = {state: [] for state in STATES}
    for dataset in used_in(chapter):
        obs = reading.load(dataset, until=edition.year, as_of=edition.as_of)
        held[states(obs, [edition.year])[0]].append(dataset)
    said = [output for _, output in read if not isinstance(output, Shown | Loaded)]
    parts = [part for one in said for part in (one.sentences if isinstance(one, Paragraph) else [one])]
    missing = [part for part in parts if isinstance(part, Sentence) and part.standard]
    says = [line for part in parts if part not in missing for line in lines(part) if line]
    return Prospect(chapter, held, tuple(says), tuple(dict.fromkeys(part.text for part in missing if part.text)))


def text(edition: Edition, found: list[Prospect], failures: list[str]) -> str:
    """All of it in Markdown."""
    parts = [f"# Edition {edition.name}"]
    for one in found:
        rows = tuple((state, ", ".join(names)) for state, names in one.held.items() if names)
        parts += (
            [f"## {one.chapter}", Grid((f"held of {edition.year}", "datasets"), rows).markdown()]
            if rows
            else [f"## {one.chapter}"]
        )
        parts += (
            ["What would be said:", "\n".join(f"- {line.removeprefix('- ')}" for line in one.says)] if one.says else []
        )
        parts += ["Without figures:", "\n".join(f"- {line}" for line in one.open)] if one.open else []
    parts += [f"Does not run: {one}" for one in failures]
    return "\n\n".join(parts) + "\n"
