"""What a chapter's cells call: the verbs of a Chapter, and the lists that some chapters show."""

from book.chapter.availability import Availability, used_in
from book.chapter.corrections import corrected, revised
from book.chapter.listings import dataset_table, milestones, publications
from book.chapter.releases import ledger, releases
from book.chapter.sentences import KeyFigure
from book.chapter.session import Chapter

__all__ = [
    "Availability", "Chapter", "KeyFigure", "corrected", "dataset_table", "ledger", "milestones", "publications", "releases", "revised", "used_in",
]  # fmt: skip
