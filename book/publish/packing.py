"""The inputs of a number in few words: those that differ in one word of their key share a text."""

from __future__ import annotations

from collections.abc import Sequence

from book.data.quantity import Input

OR = "|"


def packed(inputs: Sequence[Input]) -> str:
    """ "part: dataset 2023 applicants AT|BE|BG @2025-06-30; …": one text per role, dataset and vintage where it can be."""
    groups: list[list] = []  # each: what all share, the words of the key, the place of the word that differs
    for entry in inputs:
        shared, words = (entry.role, entry.dataset, entry.vintage), entry.key.split(" ")
        if not any(_joins(group, shared, words) for group in groups):
            groups.append([shared, words, None])
    return "; ".join(str(Input(dataset, " ".join(words), day, role)) for (role, dataset, day), words, _ in groups)


def _joins(group: list, shared: tuple, words: list[str]) -> bool:
    """Enter the key in the group if it differs from it in one word, the same as for those already in it."""
    if group[0] != shared or len(group[1]) != len(words):
        return False
    different = [place for place, pair in enumerate(zip(group[1], words, strict=True)) if pair[0] != pair[1]]
    if len(different) != 1 or group[2] not in (None, different[0]):
        return False
    group[2] = different[0]
    group[1] = [*group[1]]
    group[1][group[2]] += OR + words[group[2]]
    return True


def unpacked(entry: Input) -> list[Input]:
    """The inputs behind one text of `packed`."""
    words = entry.key.split(" ")
    place = next((place for place, word in enumerate(words) if OR in word), None)
    if place is None:
        return [entry]
    keys = [" ".join([*words[:place], word, *words[place + 1 :]]) for word in words[place].split(OR)]
    return [Input(entry.dataset, key, entry.vintage, entry.role) for key in keys]
