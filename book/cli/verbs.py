"""What each verb does that makes books and chapters, given the options of its call; its exit status."""

import re
import sys
import time
from functools import partial
from pathlib import Path

from book.data.records import LANGUAGES, DataError
from book.edition import Edition, EditionError
from book.language import titles
from book.publish.project import BUILD, chapter_files


def _pool(options):
    """Where the jobs of a build are done."""
    from book.publish import jobs

    if options.cluster:
        from book.publish import cluster

        return partial(cluster.pool, options.cluster)
    return jobs.pool


def edition_of(options, language: str, year: str = "") -> Edition:
    year = year or options.year
    return Edition(int(year) if re.fullmatch("[0-9]{4}", year) else year, language, options.as_of)


def editions_of(options) -> list[Edition]:
    """Those of the call: a year in one or both languages, or all years of a list or span."""
    languages = options.languages.split(",") if options.languages else LANGUAGES
    if options.language != "both" and not options.languages:
        languages = (options.language,)
    years = []
    for part in (options.years or options.year).split(","):
        span = re.fullmatch("([0-9]{4})-([0-9]{4})", part)
        years += [str(year) for year in range(int(span[1]), int(span[2]) + 1)] if span else [part]
    return [edition_of(options, language, year) for year in years for language in languages]


def build(options) -> int:
    """The books of one edition or several."""
    from book.publish.build import build as built

    books = built(editions_of(options), engine=options.engine, pool=_pool(options))
    if len(books) > 2:
        _summary(books)
    for book in books if len(books) <= 2 else ():
        print(book.place / "html" / "index.html", book.place / titles.document(book.edition), sep="\n")
    return 0


def _summary(books) -> None:
    """What was done for each edition."""
    print("edition   chapters run   kept   book")
    for book in books:
        done = "bound" if book.bound else "as it was"
        print(f"{book.edition.name:<10}{book.executed:>12}{len(book.keys) - book.executed:>7}   {done}")


def site(options) -> int:
    """All books and their start page."""
    from book.publish.site import site as made

    begun = time.monotonic()
    print(made(engine=options.engine, pool=_pool(options)))
    print(f"built in {time.monotonic() - begun:.0f} seconds")
    return 0


def _file(options) -> Path:
    """The file of the chapter that is named."""
    chapters = {path.stem: path for path in chapter_files()}
    if options.name not in chapters:
        raise EditionError(f"no chapter {options.name}; there are {', '.join(chapters)}")
    return chapters[options.name]


def chapter(options) -> int:
    """The executed notebook of one chapter."""
    from book.publish.execute import Job, execute
    from book.publish.jobs import default_engine

    path, edition = _file(options), edition_of(options, options.language)
    done = execute(Job(path, edition), default_engine())
    out = BUILD / "chapters" / f"{options.name}-{edition.name}.ipynb"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(done.notebook, encoding="utf-8")
    print(out)
    return 0


def page(options) -> int:
    """The page of one chapter."""
    from book.publish import jobs
    from book.publish.page import page as made

    path, edition = _file(options), edition_of(options, options.language)
    with jobs.pool() as submit:
        print(made(path.stem, edition, submit))
    return 0


def preview(options) -> int:
    """The page of one chapter, renewed while it is worked on."""
    from book.publish.page import preview as shown

    shown(_file(options).stem, edition_of(options, options.language), options.port)
    return 0


def notebooks(options) -> int:
    """The outputs of all chapters as they are committed."""
    from book.publish.execute import refresh

    failures = refresh()
    print("\n".join(failures), file=sys.stderr, end="\n" if failures else "")
    return int(bool(failures))


def import_file(options) -> int:
    """A provider's file as rows of a dataset."""
    from book.providers.importing import import_file

    if "boundaries" in options.dataset:
        from book.providers.boundaries import IMPORTS

        if options.dataset in IMPORTS:
            print(IMPORTS[options.dataset](options.file))
            return 0
    if not options.vintage:
        raise DataError("the following arguments are required: --vintage")
    print(import_file(options.dataset, options.file, options.vintage))
    return 0
