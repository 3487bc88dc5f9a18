"""Numbers made of numbers, each with the trail of its inputs: all that a chapter computes with."""

# isort: off
from book.data.quantity import Input, MeasureError, Quantity, joint_status
from book.measures.permits import REASONS, protection_rates, reason_shares, summed_permits, whole_permits
from book.measures.results import Change, Names, Rank, Standing
from book.measures.rowwise import (
    derive, gaps, known, measure_shares, middle, rates, relative, reliable, remainder, shares, totals,
)  # fmt: skip
from book.measures.single import (
    accumulate, change, difference, opposite, per_thousand, proportion, rank, share, standing, top, total, yearly_change,
)  # fmt: skip
from book.measures.union import (
    apart, called, counted, last_complete, leading, listed, month_published, named, place, reporting, sole, union,
)  # fmt: skip

__all__ = [
    "REASONS", "Change", "Input", "MeasureError", "Names", "Quantity", "Rank", "Standing", "accumulate", "apart",
    "called", "change", "counted", "derive", "difference", "gaps", "joint_status", "known", "last_complete", "leading",
    "listed", "measure_shares", "middle", "month_published", "named", "opposite", "per_thousand", "place",
    "proportion", "protection_rates", "rank", "rates", "reason_shares", "relative", "reliable", "remainder",
    "reporting", "share", "shares", "sole", "standing", "summed_permits", "top", "total", "totals", "union",
    "whole_permits", "yearly_change",
]  # fmt: skip
