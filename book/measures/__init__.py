"""Numbers made of numbers, each with the trail of its inputs."""

from book.measures.comparing import REASONS, called, last_complete, listed, reason_shares, summed_permits, whole_permits
from book.measures.derived import rates, remainder, shares, totals
from book.measures.european import apart, counted, known, leading, named, place, protection_rates, reporting, union
from book.measures.european import category as sole
from book.measures.groups import gaps, middle, relative, reliable
from book.measures.groups import proportion as measure_shares
from book.measures.single import (
    accumulate,
    change,
    difference,
    opposite,
    per_thousand,
    proportion,
    rank,
    share,
    standing,
    top,
    total,
    yearly_change,
)
