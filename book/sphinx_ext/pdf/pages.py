"""Where the pictures of a chapter stand: in the text where they fit the page, else at the top of the next one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

LINE = 14  # points from one line of text to the next; two of them stay with the heading above
NEAR = 0.3  # share of a page that may stay empty, so that a picture comes before the next heading
CLEARANCE = 18  # points between a picture at the top of a page and the text


@dataclass
class Page:
    """How far the text has come, and the pictures that wait for a next page."""

    height: float
    used: float = 0
    begun: float = 0  # where the text of this page begins, below the pictures on top
    waiting: list[float] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.height - self.used

    def gap(self, above: float) -> float:
        """The distance to what stands above: none where the text of a page begins."""
        return above if self.used > self.begun else 0

    def turn(self) -> None:
        """A new page, with as many waiting pictures on top as it holds."""
        self.used = 0
        while self.waiting and (not self.used or self.waiting[0] <= self.left):
            self.used += self.waiting.pop(0) + CLEARANCE
        self.begun = self.used

    def wasteful(self) -> bool:
        """Setting all waiting pictures before the text goes on would leave a page of them more than half empty."""
        pages = [0.0]
        for picture in self.waiting:
            if pages[-1] and picture > self.height - pages[-1]:
                pages.append(0.0)
            pages[-1] += picture + CLEARANCE
        return any(used < self.height / 2 for used in pages[:-1])

    def fill(self, height: float, gap: float = 0) -> None:
        """Text, which goes on over the page's end, but never with one line alone on either side."""
        if gap + height <= self.left:
            self.used += gap + height
            return
        here = min((self.left - gap) // LINE * LINE, height - 2 * LINE) if height >= 4 * LINE else 0
        self.turn()
        self.fill(height - (here if here >= 2 * LINE else 0))


def placed(kinds: Sequence[str], heights: Sequence[float], gaps: Sequence[float], height: float) -> list[str]:
    """For each piece of a chapter "in-text", "on-top" (a picture, of the next page) or "once-placed" (no picture waits).

    `gaps` are the distances to the piece before. Typst lays out the pages; this foresees them to the point where a
    picture would not fit, so that the text after it fills the page.
    """
    page, found = Page(height), []
    for kind, own, gap in zip(kinds, heights, gaps, strict=True):
        where = "in-text"
        if kind == "heading" and page.waiting and page.left < NEAR * height and not page.wasteful():
            while page.waiting:
                page.turn()
            where = "once-placed"
        elif kind == "heading" and page.gap(gap) + own + 2 * LINE > page.left:
            page.turn()
        if kind == "picture" and (page.waiting or page.gap(gap) + own > page.left):
            page.waiting.append(own)
            where = "on-top"
        elif kind == "text":
            page.fill(own, page.gap(gap))
        else:
            page.used += page.gap(gap) + own
        found.append(where)
    return found
