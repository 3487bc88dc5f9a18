"""Where words go: text measured on its outlines, labels that never touch, notes at marks."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib import font_manager, patheffects
from matplotlib.textpath import TextPath

SIZE = 10
HALO = [patheffects.withStroke(linewidth=3, foreground="#FFFFFF")]


def text_width(text: str, size: float = SIZE, weight: int = 400) -> float:
    """Width in points, the same at every resolution."""
    typeface = font_manager.FontProperties(family="Open Sans", size=size, weight=weight)
    return max((TextPath((0, 0), line, prop=typeface).get_extents().x1 for line in text.split("\n") if line.strip()), default=0)


def wrap(text: str, width: float, size: float = SIZE, weight: int = 400) -> list[str]:
    """Lines of at most `width` points; a single word may be longer."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def spread(wanted: Sequence[float], gaps: Sequence[float], low: float) -> list[float]:
    """The nearest places to `wanted` that keep their order, half of both gaps apart and not below `low`.

    Blocks of labels that would touch are pooled and centred on the mean of what they want.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    blocks: list[list[int]] = []
    for place in order:
        blocks.append([place])
        while len(blocks) > 1 and _bottom(blocks[-1], wanted, gaps, low) < _top(blocks[-2], wanted, gaps, low):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    placed = [0.0] * len(wanted)
    for block in blocks:
        at = _bottom(block, wanted, gaps, low)
        for place in block:
            placed[place] = at + gaps[place] / 2
            at += gaps[place]
    return placed


def _bottom(block: list[int], wanted, gaps, low: float) -> float:
    height, centre = sum(gaps[place] for place in block), sum(wanted[place] for place in block) / len(block)
    return max(centre - height / 2, low)


def _top(block: list[int], wanted, gaps, low: float) -> float:
    return _bottom(block, wanted, gaps, low) + sum(gaps[place] for place in block)


def note(axes, text: str, at: tuple, offset=(0, 0), **style):
    """Words at a point of the data, `offset` points away; the layout keeps room for them."""
    style = {"va": "center", "linespacing": 1.15, "annotation_clip": False, **style}
    return axes.annotate(text, at, xytext=offset, textcoords="offset points", **style)


def end_labels(axes, entries: Sequence[tuple], dx: float = 8) -> None:
    """Labels right of the last points, spread so that none touches another: (x, y, text, colour)."""
    axes.figure.draw_without_rendering()
    scale = 72 / axes.figure.dpi
    wanted = [axes.transData.transform((0, y))[1] * scale for _, y, _, _ in entries]
    gaps = [13.5 * (text.count("\n") + 1) for _, _, text, _ in entries]
    placed = spread(wanted, gaps, low=axes.bbox.y0 * scale - 4)
    right = max(x for x, *_ in entries)
    for (_, y, text, colour), at, was in zip(entries, placed, wanted, strict=True):
        note(axes, text, (right, y), (dx, at - was), color=colour, weight=600, path_effects=HALO)
