"""Where the panels of a drawing stand: their words are measured and get their room, and nothing is drawn for it."""

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine


def settle(figure: Figure) -> None:
    """Place the panels so that all that is written beside them has its room."""
    ConstrainedLayoutEngine().execute(figure)
