"""The drawing as PNG, with its words in the picture: made of its SVG, so that nothing is laid out or drawn again."""

import html
import re
import struct
import zlib

import resvg_py
from PIL.PngImagePlugin import PngInfo

from book.charts import labels
from book.charts.palette import INK, MUTED, PAPER
from book.charts.style import FONTS, WIDTH

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = 8 + 25  # bytes of a PNG before its second chunk: the signature, and size and kind of the picture
PIXELS = WIDTH * 192 // 72  # across
SIZED = re.compile(r'<svg [^>]*?width="[\d.]+pt" height="([\d.]+)pt"')


def png(drawing: str, title: str, measure: str, source: str) -> bytes:
    """The SVG of a drawing as PNG, title and measure line above it, source below; the drawing keeps its size.

    It is PIXELS across. A sign that the typeface does not have is left out: see `labels.refuse_unknown`.
    """
    room = WIDTH - 8  # words are measured without the space around their letters
    head = [(line, 13, 700, INK, 18) for line in labels.wrapped(title, room, 13, 700)]
    head += [(line, 10, 400, MUTED, 14) for line in labels.wrapped(measure, room)]
    foot = labels.wrapped(source, room, 9)
    found = SIZED.search(drawing)
    above, inner, below = sum(line[-1] for line in head) + 8, float(found.group(1)), 12.5 * len(foot) + 8
    height, y, written = above + inner + below, 0, []
    for text, size, weight, colour, step in head:
        y += step
        written.append(_line(text, y - 3.5, size, weight, colour))
    for place, text in enumerate(reversed(foot)):
        written.append(_line(text, height - 12.5 * place - 3, 9, 400, MUTED))
    # A group, because a drawing within a drawing would be cut at its edges: that takes as long as all the rest.
    rest = drawing[found.end() :].partition(">")[2]
    picture = f'<g transform="translate(0 {above})">{rest.rpartition("</svg>")[0]}</g>'
    size = f'width="{WIDTH}" height="{height}"'
    frame = f"<svg {SPACES} {size}>{''.join(written)}{picture}</svg>"
    return resvg_py.svg_to_bytes(
        svg_string=frame, width=PIXELS, background=PAPER, skip_system_fonts=True, font_files=_faces()
    )


def inscribed(picture: bytes, passport: dict[str, str]) -> bytes:
    """A PNG with its passport in it, an entry for each name (iTXt); its picture stays as it is packed."""
    said = PngInfo()
    for name, text in passport.items():
        said.add_itxt(name, text)
    chunks = (_chunk(kind, content) for kind, content, *_ in said.chunks)
    return picture[:HEAD] + b"".join(chunks) + picture[HEAD:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _line(text: str, y: float, size: float, weight: int, colour: str) -> str:
    style = f'font-family="Open Sans" font-size="{size}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="0" y="{y}" {style}>{html.escape(text)}</text>'


def _faces() -> list[str]:
    return [str(FONTS / f"OpenSans-{face}.ttf") for face in ("Regular", "Bold")]
