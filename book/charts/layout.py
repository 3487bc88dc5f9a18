"""Where the panels of a drawing stand: their words are measured and get their room, and nothing is drawn for it."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine


def grid_of(figure: Figure, rows: int = 1, columns: int = 1, **options) -> np.ndarray:
    """Panels in rows and columns. Titles stay where they are put: else their place is looked for at each measuring."""
    grid = figure.subplots(rows, columns, squeeze=False, **options)
    for axes in grid.flat:
        axes.set_title("")
        axes.xaxis.set_label_coords(0.5, 0)
        axes.yaxis.set_label_coords(0, 0.5)
    return grid


def settle(figure: Figure) -> None:
    """Place the panels so that all that is written beside them has its room."""
    ConstrainedLayoutEngine().execute(figure)
