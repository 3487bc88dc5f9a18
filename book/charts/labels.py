"""Words beside marks: measured on their outlines, in points, so that none touches another or leaves the canvas."""

from collections.abc import Mapping, Sequence
from functools import cache

import matplotlib.patheffects as effects
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextToPath

from book.charts.palette import MUTED, PAPER, words
from book.language.words import drawn

Points = float  # a length on paper, 72 to an inch
Shift = tuple[Points, Points]  # how far right and up
Box = tuple[Points, Points, Points, Points]  # left, bottom, right, top, from the lower left corner of the drawing
Data = float  # a place on an axis, in what the axis counts
Place = tuple[Data, Data]  # x and y
Words = str | Mapping[str, str] | None  # words for any language, or a pair {en, nl}

SIZE: Points = 10  # every word in a drawing: 9 px on the narrowest phone
LINE: Points = 13.5  # from one line of words to the next
OUTLINES = TextToPath()
HALO = [effects.withStroke(linewidth=3, foreground=PAPER)]


def fixed(key: str, language: str) -> str:
    """One of the catalogue's words of drawings; ValueError for a key that has none."""
    return drawn(key, language)


def in_language(text: Words, language: str) -> str:
    """Words given for any language or as a pair {en, nl}; empty where there are none."""
    return (text.get(language, "") if isinstance(text, Mapping) else text) or ""


def width(text: str, size: Points = SIZE, weight: int = 600) -> Points:
    """Width of the longest line, the same at every resolution: its words and the spaces between them."""
    space = _word_width("x x", weight) - _word_width("xx", weight)
    lines = [line.split() for line in text.split("\n")]
    found = (sum(_word_width(word, weight) for word in line) + space * max(len(line) - 1, 0) for line in lines)
    return max(found) * size / OUTLINES.FONT_SCALE


@cache
def _word_width(word: str, weight: int) -> Points:
    """How far its outlines reach, at the size in which matplotlib has them; each glyph's outline is made once."""
    font = get_font(_file(weight))
    font.set_size(OUTLINES.FONT_SCALE, OUTLINES.DPI)
    placed, outlines, _ = OUTLINES.get_glyphs_with_font(font, word, _outlines())
    return max(x + outlines[glyph][0][:, 0].max(initial=0) for glyph, x, *_ in placed)


@cache
def _outlines() -> dict:
    """Those of the glyphs met so far."""
    return {}


@cache
def _file(weight: int) -> str:
    plain = {"style": "normal", "variant": "normal", "stretch": "normal"}  # whatever a user's settings say
    return findfont(FontProperties(family="Open Sans", size=SIZE, weight=weight, **plain))


def refuse_unknown(text: str) -> None:
    """ValueError for a letter or sign that the typeface does not have: it would be left out of a picture."""
    if missing := sorted({*text} - set(map(chr, _glyphs())) - {*" \n"}):
        raise ValueError(f"the typeface has no {missing[0]!r} (U+{ord(missing[0]):04X}), which is in: {text}")


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(_file(400)).get_charmap())


def count_lines(text: str) -> int:
    """How many lines a text has."""
    return text.count("\n") + 1


def height(text: str) -> Points:
    """Height of all its lines."""
    return LINE * count_lines(text)


def across(axes: Axes) -> Points:
    """Width of a panel as it was last laid out."""
    return axes.bbox.width * 72 / axes.figure.dpi


def wrapped(text: str, room: Points, size: Points = SIZE, weight: int = 400) -> list[str]:
    """Lines no wider than `room`; a single word that is wider keeps a line of its own."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, weight) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def folded(text: str, room: Points, weight: int = 400) -> str:
    """The text broken into lines no wider than `room`."""
    return "\n".join(wrapped(text, room, weight=weight))


def spread(wanted: Sequence[Points], sizes: Sequence[Points], low: Points, high: Points = float("inf")) -> list[Points]:
    """Centres nearest to `wanted` for things of these sizes that keep their order and do not overlap.

    Neighbours that touch are pooled into a block round their common mean; `low` counts above `high`.
    """

    def block(members: list[int]) -> tuple[Points, Points, list[int]]:
        """Centre, size and members of a block."""
        size = sum(sizes[member] for member in members)
        mean = sum(wanted[member] for member in members) / len(members)
        return max(min(mean, high - size / 2), low + size / 2), size, members

    blocks: list[tuple] = []
    for item in sorted(range(len(wanted)), key=lambda place: wanted[place]):
        blocks.append(block([item]))
        while len(blocks) > 1 and blocks[-1][0] - blocks[-2][0] < (blocks[-2][1] + blocks[-1][1]) / 2:
            blocks[-2:] = [block(blocks[-2][2] + blocks[-1][2])]
    placed = [0.0] * len(wanted)
    for centre, size, members in blocks:
        edge = centre - size / 2
        for member in members:
            placed[member] = edge + sizes[member] / 2
            edge += sizes[member]
    return placed


def note(axes: Axes, text: str, at: Place, offset: Shift = (0, 0), colour: str = MUTED, **style):
    """Words at a place, moved by `offset`, in the readable shade of `colour`."""
    settings = {"va": "center", "ha": "left", "linespacing": 1.15, "annotation_clip": False, **style}
    return axes.annotate(text, at, xytext=offset, textcoords="offset points", color=words(colour), **settings)


def beside(
    axes: Axes, x: Data, entries: Sequence[tuple[Data, str, str]], away: Points = 8, below: Points = float("inf")
) -> None:
    """Words right of the marks at their heights, (value, text, colour), moved apart where they would touch.

    `below` is a height in the drawing under which they stay if they can.
    """
    points = 72 / axes.figure.dpi
    wanted = [axes.transData.transform((x, value))[1] * points for value, *_ in entries]
    sizes = [height(text) for _, text, _ in entries]
    placed = spread(wanted, sizes, axes.bbox.y0 * points - 1, below)
    for (value, text, colour), was, at in zip(entries, wanted, placed, strict=True):
        note(axes, text, (x, value), (away, at - was), colour, weight=600, path_effects=HALO)
