"""A drawing and how it leaves: canvas, type, SVG, light and dark."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from io import StringIO
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import ttf_opensans
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter

from book.charts import labels
from book.charts.layout import settle
from book.charts.palette import DARK, GRID, INK, MUTED, PAPER
from book.data.observations import Observations
from book.data.quantity import common_mark
from book.language.words import LATE

WIDTH = 338  # points: 119 mm, the one width of a drawing; words of 10 points then have 10.6 px on a phone of 390
RC = {
    "font.family": "Open Sans", "font.size": labels.SIZE, "axes.titlesize": labels.SIZE,
    **dict.fromkeys(["axes.labelsize", "xtick.labelsize", "ytick.labelsize"], labels.SIZE),
    "text.hinting": "none",  # with hinting, words measured at one resolution leave the picture at another
    **dict.fromkeys(["text.color", "axes.edgecolor", "axes.titlecolor", "xtick.color"], INK),
    **dict.fromkeys(["axes.linewidth", "grid.linewidth", "xtick.major.width", "hatch.linewidth"], 0.8),
    "figure.dpi": 96, "figure.facecolor": PAPER,
    "figure.constrained_layout.h_pad": 2 / 72, "figure.constrained_layout.w_pad": 1 / 72,
    "figure.constrained_layout.hspace": 0.03, "figure.constrained_layout.wspace": 0.03,
    "axes.titleweight": 600, "axes.titlelocation": "left", "axes.titley": 1.0, "axes.titlepad": 5,
    **dict.fromkeys(["axes.spines.top", "axes.spines.right", "axes.spines.left"], False),
    "axes.facecolor": "none", "axes.axisbelow": True, "axes.grid": True, "axes.grid.axis": "y", "grid.color": GRID,
    "xtick.labelcolor": MUTED, "xtick.major.size": 3, "xtick.major.pad": 3,
    "ytick.labelcolor": MUTED, "ytick.major.size": 0, "ytick.major.pad": 4,
    "lines.linewidth": 2.2, "lines.markersize": 6, "patch.linewidth": 0,
    "lines.solid_capstyle": "round", "lines.solid_joinstyle": "round",
    "savefig.dpi": 192, "svg.fonttype": "path", "svg.hashsalt": "state-of-migration",
}  # fmt: skip

DEFAULTS = {key: value for key, value in mpl.rcParamsDefault.items() if key != "backend"}  # setting it would load it

FONTS = Path(ttf_opensans.__file__).parent / "ttf"
for _file in sorted(FONTS.glob("OpenSans-*.ttf")):
    font_manager.fontManager.addfont(str(_file))
# Ours before another Open Sans that the machine may have: of equals the first one is taken.
font_manager.fontManager.ttflist.sort(key=lambda font: not Path(font.fname).is_relative_to(FONTS))


@contextmanager
def house_style() -> Iterator[None]:
    """matplotlib under its own defaults and our settings: a user's are kept out, and ours leave no trace outside."""
    with mpl.rc_context(DEFAULTS | RC):
        yield


@dataclass(frozen=True)
class Drawing:
    """A figure before its title and source.

    `form` is its kind ("line", "columns", …), `parts` the plotted observations, each in plotted order;
    `paint(figure, language)` gives an empty figure its height and draws on it; `panels` are its panels over time, where
    it may join others under one another. Without parts it draws what is no observation.
    """

    form: str
    parts: tuple[Observations, ...]
    paint: Callable[[Figure, str], None]
    panels: tuple = ()

    @property
    def rows(self) -> pd.DataFrame:
        """The plotted observations in plotted order."""
        return pd.concat([part.frame for part in self.parts], ignore_index=True)

    @property
    def empty(self) -> bool:
        """True where nothing has a value to draw."""
        return bool(self.parts) and bool(self.rows["value"].isna().all())

    def headings(self, language: str) -> list[str]:
        """The words given as headings of its panels, empty where a panel has none."""
        return [labels.in_language(panel.heading, language) for panel in self.panels]

    def figure(self, language: str) -> Figure:
        """A new matplotlib figure, WIDTH points wide; blank if empty."""
        with house_style():
            figure = Figure(figsize=(WIDTH / 72, 1))
            FigureCanvasAgg(figure)
            if not self.empty:
                self.paint(figure, language)
                self._leave_out(figure, LATE[common_mark(self._marks)])
                settle(figure)
        return figure

    @property
    def _marks(self) -> list[int]:
        return self.rows.loc[self.rows["value"].notna(), "later"].tolist() if self.parts else []

    def _leave_out(self, figure: Figure, mark: str) -> None:
        """What all numbers have stands in the notes under the figure, and at none of them."""
        if not mark:
            return
        for text in figure.findobj(Text):
            text.set_text(text.get_text().replace(mark, ""))
        for axis in [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]:
            if isinstance(names := axis.get_major_formatter(), FixedFormatter):
                names.seq = [name.replace(mark, "") for name in names.seq]


def svg(figure: Figure) -> str:
    """The drawing as SVG text, transparent; the same drawing gives the same text."""
    out = StringIO()
    with house_style():
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return out.getvalue()


def dark(light: str) -> str:
    """The dark twin of an SVG: every colour replaced; KeyError for a colour that is not in the palette."""
    return re.sub(r"#[0-9a-fA-F]{6}\b", lambda found: DARK[found.group().lower()], light)


def labelled(drawing: str, passport: dict[str, str]) -> str:
    """An SVG that says what it is: its title, and all of its passport as the description, a line for each entry."""
    head, bracket, rest = drawing[(start := drawing.index("<svg")) :].partition(">")
    lines = "\n".join(f"{name}: {text}" for name, text in passport.items() if text)
    said = f"\n <title>{escape(passport['Title'])}</title>\n <desc>{escape(lines)}</desc>"
    return f"{drawing[:start]}{head}{bracket}{said}{rest}"
