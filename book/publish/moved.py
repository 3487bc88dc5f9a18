"""Figures that the book no longer has, each with the figure or table that took its place.

What was cited or embedded under an old address still leads to what it showed.
"""

MOVED: dict[str, str] = {}
