"""A number that is said, and the observations behind it in few words."""

from collections.abc import Sequence
from dataclasses import dataclass

from book.data.quantity import Input


@dataclass(frozen=True)
class Behind:
    """Observations behind a number that play one part in it and differ in at most one word of their key."""

    role: str
    dataset: str
    vintage: str
    key: tuple[str | tuple[str, ...], ...]

    def inputs(self) -> list[Input]:
        """Each observation on its own."""
        keys = [""]
        for word in self.key:
            keys = [f"{key} {one}".lstrip() for one in ([word] if isinstance(word, str) else word) for key in keys]
        return [Input(self.dataset, key, self.vintage, self.role) for key in keys]


@dataclass(frozen=True)
class Number:
    """A number that is said: `value` in `unit` (None: there is none), how it came about, and what stands behind it."""

    name: str
    value: float | None
    unit: str
    formula: str
    status: str
    period: str
    behind: tuple[Behind, ...]

    @property
    def inputs(self) -> list[Input]:
        """The observations that it was computed from."""
        return [entry for group in self.behind for entry in group.inputs()]


def behind(inputs: Sequence[Input]) -> tuple[Behind, ...]:
    """Inputs in few words: those of one role, dataset and vintage whose keys differ in one word share an entry."""
    groups: list[list] = []  # each: what all share, the words of the key, the place of the word that differs
    for entry in inputs:
        shared, words = (entry.role, entry.dataset, entry.vintage), entry.key.split(" ")
        if not any(_joins(group, shared, words) for group in groups):
            groups.append([shared, [(word,) for word in words], None])
    return tuple(
        Behind(*shared, tuple(word[0] if len(word) == 1 else word for word in words)) for shared, words, _ in groups
    )


def _joins(group: list, shared: tuple, words: list[str]) -> bool:
    """Enter the key in the group if it differs from it in one word, the same as for those already in it."""
    if group[0] != shared or len(group[1]) != len(words):
        return False
    different = [place for place, (held, word) in enumerate(zip(group[1], words, strict=True)) if held != (word,)]
    if len(different) != 1 or group[2] not in (None, different[0]):
        return False
    group[2] = different[0]
    group[1][group[2]] += (words[group[2]],)
    return True
