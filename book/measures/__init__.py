"""Numbers made of numbers, each with the trail of its inputs: all that a chapter computes with."""

# ruff: noqa: F401, I001 (names for chapters, a line per part)
from book.data.quantity import Input, MeasureError, Quantity, joint_status
from book.measures.parts import contrast, contribution, without
from book.measures.permits import REASONS, protection_rates, reason_shares, summed_permits, whole_permits
from book.measures.results import Change, Names, Rank, Standing
from book.measures.rowwise import (
    derive, gaps, known, measure_shares, middle, rates, relative, reliable, remainder, shares, totals,
)  # fmt: skip
from book.measures.single import (
    accumulate, bounds, change, difference, extremes, opposite, per_thousand, proportion, rank, share, standing, top, total,
    year_rank, yearly_change,
)  # fmt: skip
from book.measures.union import (
    apart, called, counted, last_complete, leading, listed, month_published, named, place, reporting, sole, union,
)  # fmt: skip
