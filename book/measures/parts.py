"""What a part does to a whole: how much of a change it makes up, the change of the rest, the side that makes a gap.

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
    _same(part.now, whole.now)
    _same(part.before, whole.before)


def _same(one: Quantity, other: Quantity) -> None:
    for name in ("unit", "kind", "period"):
        if {getattr(one, name), getattr(other, name)} - {getattr(other, name), ""}:
            raise MeasureError(f"two figures differ in {name}: {getattr(one, name)}, {getattr(other, name)}")


def contrast(here: tuple[Quantity, Quantity], there: tuple[Quantity, Quantity]) -> Quantity:
    """How far the first of two groups makes the gap between them differ between two areas, as a percentage.

    Each pair is (first group, second group), of one area: ((here₁ − there₁) / ((here₁ − here₂) − (there₁ − there₂))) × 100.
    MeasureError where unit, kind or periods differ. Without value where a figure is missing or the gaps are alike to a
    point: then no side makes a difference.
    """
    sides = (*here, *there)
    for side in sides[1:]:
        _same(sides[0], side)
    known = all(side.value is not None for side in sides)
    apart = (here[0].value - here[1].value) - (there[0].value - there[1].value) if known else 0
    told = abs(apart) >= 1
    roles = ("first here", "second here", "first there", "second there")
    return replace(
        sides[0],
        value=100 * (here[0].value - there[0].value) / apart if told else None,
        unit="percent",
        kind="ratio",
        status=joint_status(*(side.status for side in sides)) if told else "M",
        later=joint_mark(side.later for side in sides),
        inputs=sum((side.as_role(role) for side, role in zip(sides, roles, strict=True)), ()),
        formula="(first here − first there) / (gap here − gap there) × 100",
    )
