"""A grid of words: which year of which dataset is final, provisional, partial or absent."""

from itertools import pairwise

import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.layout import grid_of
from book.charts.palette import INK, MAP, MUTED, PALE, PAPER
from book.charts.style import Drawing

ROW = 17  # points
# state: fill, words. In the order of seaborn's colour map.
LOOKS = {"absent": (PAPER, MUTED), "partial": (PALE, INK), "provisional": (MAP[0], INK), "final": (MAP[3], PAPER)}


def availability(states: pd.DataFrame, words: pd.DataFrame) -> Drawing:
    """A heatmap of states (index: names of the rows, columns: years, values: a key of LOOKS), `words` in the cells."""

    def paint(figure: Figure, language: str) -> None:
        import seaborn as sns  # a third of a second: only the chapter with this grid pays it

        names = [labels.folded(name, 80) for name in states.index]
        lines = [labels.count_lines(name) for name in names]
        tallest = max((one + other for one, other in pairwise(lines)), default=2 * max(lines)) / 2  # of two neighbours
        figure.set_figheight((max(ROW, labels.LINE * tallest + 3) * len(names) + 22) / 72)
        axes = grid_of(figure)[0, 0]
        order = list(LOOKS)
        sns.heatmap(
            states.map(order.index), vmin=-0.5, vmax=len(order) - 0.5, cbar=False, annot=words, fmt="", ax=axes,
            cmap=ListedColormap([fill for fill, _ in LOOKS.values()]), linewidths=1.5, linecolor=PAPER,
            annot_kws={"size": labels.SIZE}, yticklabels=False,  # its own labels would leave the cells no room
        )  # fmt: skip
        for text, state in zip(axes.texts, states.to_numpy().ravel(), strict=True):
            text.set(color=LOOKS[state][1], va="center_baseline")
        axes.set(xlabel="", ylabel="")
        axes.set_yticks([place + 0.5 for place in range(len(names))], names, rotation=0, linespacing=1.05)
        axes.tick_params(axis="x", labeltop=True, labelbottom=False, length=0)
        axes.tick_params(axis="y", labelcolor=INK, length=0)
        axes.spines[:].set_visible(False)

    return Drawing("heatmap", (), paint)
