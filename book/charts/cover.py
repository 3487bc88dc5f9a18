"""The drawing of the cover: a line figure without its axes."""

from matplotlib.figure import Figure

from book.charts.style import house_style
from book.charts.time.forms import line
from book.data.observations import Observations


def cover(flows: Observations, language: str) -> Figure:
    """The lines with their names and last values, and below them only the first and the last year."""
    figure = line(flows).figure(language)
    axes = figure.axes[0]
    with house_style():
        names = [label.get_text() for label in axes.get_xticklabels()]
        places = axes.get_xticks()
        axes.set_xticks([places[0], places[-1]], [names[0], names[-1]])
        axes.set_xticks([], minor=True)
        axes.get_xticklabels()[0].set_horizontalalignment("left")
        axes.set_yticks([])
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="x", size=0, pad=8)
        box = axes.get_position()
        axes.set_position([0, box.y0, box.x1, box.height])
    return figure
