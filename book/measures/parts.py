"""What a part does to a whole: how much of a change it makes up, and the change of all the rest.

The only reason that the book itself may give: arithmetic.
"""

from dataclasses import replace

from book.data.quantity import MeasureError, Quantity, joint_mark, joint_status
from book.measures.results import Change
from book.measures.single import difference


def contribution(part: Change, whole: Change) -> Quantity:
    """The change of `part` as a percentage of that of `whole`: Δpart / Δwhole × 100.

    MeasureError where unit, kind or periods differ. Without value where a side is missing, a break lies between, the
    whole did not change, or the two moved apart: then the part explains nothing of the change.
    """
    _alike(part, whole)
    sides = (part.now, part.before, whole.now, whole.before)
    marks = {bool(side.later) for side in sides}
    known = not any((part.missing, whole.missing, part.broken, whole.broken)) and len(marks) == 1
    same = known and part.difference * whole.difference > 0
    inputs = (
        (part.now, "part now"),
        (part.before, "part before"),
        (whole.now, "whole now"),
        (whole.before, "whole before"),
    )
    return replace(
        whole.now,
        value=100 * part.difference / whole.difference if same else None,
        unit="percent",
        kind="ratio",
        status=joint_status(part.status, whole.status) if same else "M",
        later=joint_mark(side.later for side in sides),
        inputs=sum((quantity.as_role(role) for quantity, role in inputs), ()),
        formula="change of part / change of whole × 100",
    )


def without(whole: Change, part: Change) -> Change:
    """The change of all that is not `part`; MeasureError where unit, kind or periods differ."""
    _alike(part, whole)
    return Change(difference(whole.now, part.now), difference(whole.before, part.before))


def _alike(part: Change, whole: Change) -> None:
    for name in ("unit", "kind", "period"):
        for one, other in ((part.now, whole.now), (part.before, whole.before)):
            if {getattr(one, name), getattr(other, name)} - {getattr(other, name), ""}:
                raise MeasureError(f"part and whole differ in {name}: {getattr(one, name)}, {getattr(other, name)}")
