"""nbval over `chapters/` names and reports cells as a review does."""

from book.review.cells import pytest_collect_file

__all__ = ["pytest_collect_file"]
