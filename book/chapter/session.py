"""A chapter at work: the verbs that its cells use, each given the edition that it speaks for."""

import os

from IPython import get_ipython
from IPython.display import publish_display_data

from book import outputs
from book.chapter.parameters import refuse_unknown
from book.chapter.pictures import FigureOf, Pair, TableOf, variants
from book.chapter.reasons import reason
from book.chapter.sentences import KeyFigure, Saying, Sayings, Summary, together, variant
from book.charts.style import Drawing
from book.data import reading
from book.data.observations import Observations
from book.data.reading import Publication
from book.edition import DEFAULT_YEAR, Edition
from book.measures.results import Change
from book.outputs import Loaded

FOLDER = "BOOK_FIGURES"  # the folder for pictures: publish/execute.py sets it


class Chapter:
    """The chapter of an edition: `year` 2015 to 2024, `language` en or nl, `as_of` an ISO date or empty.

    EditionError for any other value, and for a parameter that papermill injected and the notebook lacks.
    """

    def __init__(self, year: int = DEFAULT_YEAR, language: str = "en", as_of: str = ""):
        self.shell = get_ipython()
        refuse_unknown(self.shell.user_ns.get("In", []) if self.shell else [])
        self.edition = Edition(year, language, as_of)
        self.folder = os.environ.get(FOLDER, "")

    def load(self, dataset: str) -> Observations:
        """A dataset's observations up to the reference year, as known on the edition's day; the notebook notes it."""
        if self.shell:
            publish_display_data(outputs.bundle(Loaded(dataset)))
        return self.observations(dataset)

    def observations(self, dataset: str) -> Observations:
        """The same without a note: for listings of what the book holds."""
        return reading.load(dataset, until=self.edition.year, as_of=self.edition.as_of)

    def first_published(self, dataset: str, **categories) -> Publication:
        """The earliest figure held for the reference year, if a later one has replaced it by the edition's day."""
        return reading.first_published(dataset, self.edition.year, self.edition.as_of, **categories)

    def say(self, *, when: bool = True, **options) -> Saying:
        """A sentence: `en` and `nl` are templates that name the same values, given as further options.

        `{year}` is the reference year. Where a value has no figure, or `when` does not hold, `.otherwise(…)` says what
        is said instead; without it the standard sentence tells that there is no figure.
        """
        return Saying(self.edition, (variant("say", when, options),))

    def paragraph(self, *sayings: Saying) -> Sayings:
        """Sentences of `say` that belong together, as one paragraph."""
        return together("paragraph", sayings)

    def brief(self, *sayings: Saying, most: int = 6) -> Sayings:
        """What a chapter comes to, in points: the first `most` sentences of those that have their figures."""
        return together("brief", sayings, most)

    def reason(self, topic: str, change: Change | None = None) -> Saying:
        """What its producer gives as the reason of a change, or says of the year; nothing where none is held."""
        return reason(self.edition, topic, change)

    def figure(
        self, drawing: Drawing, id: str, *, message: Pair = None, title: Pair = None, measure: Pair = None,
        rows: str | None = None, columns: list[str] | None = None, about: Pair | tuple = None, **values,
    ) -> FigureOf:  # fmt: skip
        """A drawing with its words, pairs of templates (en, nl) of the `values`.

        `message` is the statement above the figure, `title` the plain label, used where a value of the message is
        missing; `measure` says what, where, when and in what unit; `{shown}` is the period of the rows with a figure.
        `rows` and `columns` arrange the numbers under it. `about` says what there is no figure on where nothing can be
        drawn (else the dataset's title); with `about=()` nothing is said.
        """
        words = variants(f"figure {id}", message, title, measure, values)
        return FigureOf(self.edition, drawing.parts, id, words, rows, columns, about, drawing, self.folder)

    def table(
        self, *observations: Observations, id: str, message: Pair = None, title: Pair = None, measure: Pair = None,
        rows: str | None = None, columns: list[str] | None = None, about: Pair | tuple = None, **values,
    ) -> TableOf:  # fmt: skip
        """Observations as a table, with words as those of `figure`; `rows` names the column of its rows."""
        words = variants(f"table {id}", message, title, measure, values)
        return TableOf(self.edition, observations, id, words, rows, columns, about)

    def key_figures(self, *figures: KeyFigure, most: int = 10) -> Summary:
        """Key figures side by side: the first `most` of those that have a figure."""
        return Summary(self.edition, tuple(figure for figure in figures if figure.known)[:most])
