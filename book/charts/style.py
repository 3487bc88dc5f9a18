"""How charts look: palette, typeface, canvas, and a drawing as SVG (light and dark) or PNG."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import matplotlib as mpl
import ttf_opensans
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from book.charts.labels import wrap
from book.observations import Observations

INK, MUTED, GRID, PAPER, PALE, BLACK = "#1B2026", "#5A636D", "#D9DEE3", "#FFFFFF", "#E9ECEF", "#000000"
SUBJECT, CONTEXT = "#14396A", "#8A9199"
WORK, STUDY, FAMILY, ASYLUM, PROTECTION = "#3F8CEB", "#723337", "#B07516", "#256866", "#85559F"
SHADES = {WORK: "#1B66BD", FAMILY: "#8A5B0F", CONTEXT: MUTED}  # in which a light colour writes words: 4.5 to 1
DARK = {
    INK: "#E8ECF1", MUTED: "#A8B1BC", GRID: "#343C47", PAPER: "#121212", PALE: "#262D36", BLACK: "#000001",
    SUBJECT: "#C4DAFB", CONTEXT: "#7E8791", WORK: "#437DCB", STUDY: "#E65363", FAMILY: "#DB9839", ASYLUM: "#70D2BC",
    PROTECTION: "#C79BEA", SHADES[WORK]: "#7FB0F0", SHADES[FAMILY]: "#DB9839",
}  # fmt: skip

# One hue, one meaning: the categories that have a colour of their own. What is not here is a subject or context.
MEANING = {
    "labour": WORK, "work": WORK, "employment": WORK, "highly_skilled": WORK, "independent": WORK,
    "study": STUDY, "education": STUDY, "repeat": STUDY, "forced": STUDY,
    "family": FAMILY,
    "asylum": ASYLUM, "first": ASYLUM,
    "protection": PROTECTION, "temporary_protection": PROTECTION,
    "other": CONTEXT, "unsupervised": CONTEXT, "net_migration": CONTEXT, "natural_increase": CONTEXT,
}  # fmt: skip

WIDTH = 396  # points: 140 mm, the one width of a drawing in the page and in the PDF
TEXT = 10
RC = {
    "font.family": "Open Sans", "font.size": TEXT, "text.color": INK, "text.hinting": "none", "text.hinting_factor": 1,
    "figure.facecolor": PAPER, "figure.constrained_layout.h_pad": 2 / 72, "figure.constrained_layout.w_pad": 1 / 72,
    "figure.constrained_layout.hspace": 0.03, "figure.constrained_layout.wspace": 0.03,
    "axes.facecolor": "none", "axes.edgecolor": INK, "axes.linewidth": 0.8, "axes.axisbelow": True,
    "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
    "axes.titlesize": TEXT, "axes.titleweight": 600, "axes.titlelocation": "left", "axes.titlepad": 5, "axes.titlecolor": INK,
    "axes.grid": True, "axes.grid.axis": "y", "grid.color": GRID, "grid.linewidth": 0.8,
    "xtick.color": INK, "xtick.labelcolor": MUTED, "ytick.labelcolor": MUTED, "xtick.labelsize": TEXT, "ytick.labelsize": TEXT,
    "xtick.major.size": 3, "xtick.major.width": 0.8, "xtick.minor.size": 2, "xtick.minor.width": 0.6,
    "ytick.major.size": 0, "xtick.major.pad": 3, "ytick.major.pad": 4,
    "lines.linewidth": 2.2, "lines.markersize": 6, "lines.solid_capstyle": "round", "lines.solid_joinstyle": "round",
    "patch.linewidth": 0, "hatch.linewidth": 0.8, "savefig.dpi": 192,
    "svg.fonttype": "path", "svg.hashsalt": "state-of-migration", "axes.unicode_minus": True,
}  # fmt: skip


@lru_cache(maxsize=1)
def _use_typeface() -> None:
    for path in Path(ttf_opensans.__file__).parent.rglob("OpenSans-*.ttf"):
        font_manager.fontManager.addfont(str(path))


@dataclass(frozen=True)
class Drawing:
    """A chart before its words: the observations it shows, its form, and how it is painted on axes.

    `height` in points; `paint(axes, language)` draws one panel each.
    """

    parts: tuple[Observations, ...]
    form: str
    height: float
    paint: Callable
    panels: tuple = ()
    columns: int = 1

    def figure(self, language: str) -> Figure:
        """A new figure of the drawing, in the house's style."""
        _use_typeface()
        with mpl.rc_context(RC):
            figure = Figure(figsize=(WIDTH / 72, self.height / 72), layout="constrained")
            FigureCanvasAgg(figure)
            self.paint(figure, language)
        return figure

    @cached_property
    def empty(self) -> bool:
        """No part has a value to draw."""
        return all(part.frame["value"].isna().all() for part in self.parts)


def role(code: str, place: int = 0) -> str:
    """The colour of a category: its meaning, else subject for the first series and muted for the second."""
    return MEANING.get(code) or (SUBJECT, MUTED, WORK, FAMILY, ASYLUM, CONTEXT)[place]


def words_in(colour: str) -> str:
    """The shade in which a colour writes words."""
    return SHADES.get(colour, colour)


def on(colour: str) -> str:
    """Paper or black: what can be read on a filled area."""
    return PAPER if _contrast(PAPER, colour) >= 4.5 else BLACK


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in mpl.colors.to_rgb(colour)]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def svg(figure: Figure) -> str:
    """The drawing alone, on a transparent ground; the same bytes for the same drawing."""
    out = io.StringIO()
    with mpl.rc_context(RC):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return out.getvalue()


def dark(light: str) -> str:
    """The same SVG with each colour of the palette replaced by its dark twin; KeyError for a colour outside it."""
    return re.sub(r"#[0-9a-fA-F]{6}\b", lambda found: DARK[found[0].upper()], light)


def png(figure: Figure, title: str, measure: str, source: str) -> bytes:
    """The drawing with title, measure line and source around it: a picture that can stand alone."""
    head = [(line, 13, 700, INK, 18) for line in wrap(title, WIDTH, 13, 700)]
    head += [(line, TEXT, 400, MUTED, 14) for line in wrap(measure, WIDTH, TEXT)]
    foot = wrap(source, WIDTH, 9)
    inner, top, bottom = figure.get_figheight() * 72, sum(line[-1] for line in head) + 8, 12.5 * len(foot) + 8
    height = inner + top + bottom
    with mpl.rc_context(RC):
        figure.set_figheight(height / 72)
        figure.get_layout_engine().set(rect=(0, bottom / height, 1, inner / height))
        y = height
        for line, size, weight, colour, step in head:
            y -= step
            figure.text(0, (y + 3.5) / height, line, size=size, weight=weight, color=colour)
        for number, line in enumerate(reversed(foot)):
            figure.text(0, (12.5 * number + 3) / height, line, size=9, color=MUTED)
        out = io.BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None}, facecolor=PAPER)
    return out.getvalue()
