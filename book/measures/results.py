"""What measures find beside a quantity: changes, ranks, names in an order, standings; each with its inputs."""

from dataclasses import dataclass

from book.data.periods import span
from book.data.quantity import Input, Quantity, joint_mark, joint_status
from book.data.records import Bilingual


@dataclass(frozen=True)
class Change:
    """A quantity against an earlier one of the same series."""

    now: Quantity
    before: Quantity

    @property
    def missing(self) -> bool:
        """Either side has no figure."""
        return self.now.value is None or self.before.value is None

    @property
    def broken(self) -> bool:
        """A break lies between the two periods: they cannot be compared."""
        first, last = span(self.before.period)[1], span(self.now.period)[1]
        return any(first < span(period)[1] <= last for period in {*self.now.breaks, *self.before.breaks})

    @property
    def difference(self) -> float:
        """Now minus before, in the quantity's unit."""
        return self.now.value - self.before.value

    @property
    def ratio(self) -> float:
        """Now divided by before; before must not be 0."""
        return self.now.value / self.before.value

    @property
    def status(self) -> str:
        """The union of both statuses: a change is as provisional as its worse side."""
        return joint_status(self.now.status, self.before.status)

    @property
    def later(self) -> int:
        """The mark of both sides."""
        return joint_mark((self.now.later, self.before.later))

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The observations of both sides, named now and before."""
        return self.now.as_role("now") + self.before.as_role("before")


@dataclass(frozen=True)
class Rank:
    """A place among `of` categories, 1 the largest; `tied` where another one has the same value.

    `later` is the mark of all figures that it rests on.
    """

    position: int
    of: int
    tied: bool
    inputs: tuple[Input, ...] = ()
    later: int = 0


@dataclass(frozen=True)
class Names:
    """Categories in an order, each with its quantity; `codes` is "countries" or the record's labels.

    `absent` is the quantity that there is no figure of, where there is no category.
    """

    items: tuple[tuple[str, Quantity], ...]
    codes: str | dict[str, Bilingual] = "countries"
    absent: Quantity | None = None


@dataclass(frozen=True)
class Standing:
    """A quantity among the earlier ones of its unbroken run, oldest first; `since_start`: the run begins the series."""

    now: Quantity
    series: tuple[tuple[str, Quantity], ...]
    since_start: bool = True

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The observations of all its years."""
        return sum((quantity.as_role("year") for _, quantity in self.series), self.now.as_role("now"))
