"""What official releases said, held against the book, as a chapter lists it: claim by claim, and in classes."""

from collections import Counter

from book.chapter import footer
from book.chapter.listings import Listing, table_of_words
from book.chapter.session import Chapter
from book.data.reading import load_table
from book.data.records import read_record
from book.data.schema import CLASSES
from book.language import names, numbers, sentences, words
from book.language.words import capital
from book.measures.claims import Claim, Figure, claims, number
from book.measures.results import Change
from book.outputs import Sentence


def releases(chapter: Chapter, id: str, *, title: tuple, measure: tuple) -> Listing:
    """What official releases said of the reference year, the book's figure then and now, the class and its reason."""
    edition = chapter.edition
    rows = [_row(claim, edition.language) for claim in claims(edition.year, edition.as_of)]
    if not rows:
        return Listing(Sentence(words.word("no_releases", edition.language).format(edition.year)))
    return table_of_words(chapter, id, title, measure, ["release_said", "book_then", "book_now", "outcome"], rows)


def ledger(chapter: Chapter, id: str, *, title: tuple, measure: tuple) -> Listing:
    """How many claims each class has, of this edition's year and in the whole ledger, and what the class says."""
    edition = chapter.edition
    here = Counter(claim.group for claim in claims(edition.year, edition.as_of))
    all_years = Counter(load_table("ledger")["class"])
    rows = [
        [capital(words.text("classes", name, edition.language)), words.text("class_means", name, edition.language)]
        + [numbers.count(counts[name], edition.language) for counts in (here, all_years)]
        for name in CLASSES
    ]
    return table_of_words(chapter, id, title, measure, ["outcome", "explanation", "here", "all_editions"], rows)


def _row(claim: Claim, language: str) -> list[str]:
    source = read_record("claims").sources[claim.source]
    by = names.unescape(f"{source.short[language]}{footer.via(source, language)}")
    day = numbers.day(source.published, language) if source.published else words.word("day_unknown", language)
    outcome = f"{capital(words.text('classes', claim.group, language))}. {claim.why[language]}".rstrip()
    figures = [_figure(figure, language) for figure in (claim.then, claim.now)]
    return [f"{capital(claim.quoted[language])} ({by}, {day})", *figures, outcome]


def _figure(figure: Figure | None, language: str) -> str:
    if number(figure) is None:
        return "."
    if isinstance(figure, Change):
        return f"{numbers.signed(number(figure), language, 1)}%"
    return names.unescape(sentences.render("{figure:table}", {"figure": figure}, language))
