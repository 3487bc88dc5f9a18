"""`python -m book`: build a book, run a chapter, refresh the notebooks, import a provider's file, check the data."""

import argparse
import re
import sys
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

from book.data.records import DATA, LANGUAGES, DataError, datasets
from book.edition import DEFAULT_YEAR, Edition, EditionError
from book.language import titles


class Parser(argparse.ArgumentParser):
    """Answers a wrong call with one line and status 2."""

    def error(self, message):
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; the exit status: 0 done, 1 a chapter, a check or the system failed, 2 the call or the data are wrong.

    130 as usual where it was interrupted. Whatever went wrong is said in one line.
    """
    options = parser().parse_args(arguments)
    if not DATA.is_dir():
        print("book: the book runs from a clone of its repository, where data/ and chapters/ are", file=sys.stderr)
        return 2
    try:
        return options.run(options)
    except (EditionError, DataError) as error:
        status, said = 2, error
    except OSError as error:
        status, said = 1, f"{error.strerror or error}: {error.filename}" if error.filename else error
    except BrokenExecutor:
        status, said = 1, "a process of it was ended from outside (was there memory enough?)"
    except KeyboardInterrupt:
        status, said = 130, "interrupted"
    print(f"book {options.verb}: {said}", file=sys.stderr)
    return status


def parser() -> argparse.ArgumentParser:
    """The verbs and their arguments."""
    top = Parser(prog="book", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True, parser_class=Parser)
    verb = verbs.add_parser("build", help="compute and bind the book of a year")
    verb.add_argument("year", nargs="?", default=str(DEFAULT_YEAR))
    verb.add_argument("language", nargs="?", default="both", help=f"{', '.join(LANGUAGES)} or both")
    verb.add_argument("--as-of", default="", help="ISO date: the figures as known on that day")
    verb.set_defaults(run=_build)
    verb = verbs.add_parser("site", help="compute and bind all editions as one static site with a start page")
    verb.set_defaults(run=_site)
    verb = verbs.add_parser("chapter", help="run one chapter and leave the notebook in one language")
    verb.add_argument("name")
    verb.add_argument("year", nargs="?", default=str(DEFAULT_YEAR))
    verb.add_argument("language", nargs="?", default="en")
    verb.add_argument("--as-of", default="")
    verb.set_defaults(run=_chapter)
    verb = verbs.add_parser("notebooks", help="refresh the outputs of the committed chapters")
    verb.set_defaults(run=_notebooks)
    verb = verbs.add_parser("import", help="add a provider's file to a dataset as a new vintage")
    verb.add_argument("dataset")
    verb.add_argument("file", type=Path)
    verb.add_argument("--vintage", default="", help="ISO date on which the provider published the file")
    verb.set_defaults(run=_import)
    verb = verbs.add_parser("check", help="validate all datasets, or those named")
    verb.add_argument("dataset", nargs="*")
    verb.add_argument("--fix", action="store_true", help="sort the rows and write numbers and lines as data/ has them")
    verb.set_defaults(run=_check)
    return top


def _edition(options, language: str) -> Edition:
    year = int(options.year) if re.fullmatch("[0-9]{4}", options.year) else options.year
    return Edition(year, language, options.as_of)


def _build(options) -> int:
    from book.publish.build import BuildError, build

    languages = LANGUAGES if options.language == "both" else (options.language,)
    editions = [_edition(options, language) for language in languages]
    try:
        for folder, edition in zip(build(editions), editions, strict=True):
            print(folder / "html" / "index.html", folder / titles.document(edition), sep="\n")
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _site(options) -> int:
    from book.publish.build import BuildError
    from book.publish.site import site

    begun = time.monotonic()
    try:
        print(site())
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"built in {time.monotonic() - begun:.0f} seconds")
    return 0


def _chapter(options) -> int:
    from book.publish.build import BUILD
    from book.publish.execute import ChapterError, Job, chapter_files, execute

    chapters = {path.stem: path for path in chapter_files()}
    if options.name not in chapters:
        raise EditionError(f"no chapter {options.name}; there are {', '.join(chapters)}")
    edition = _edition(options, options.language)
    try:
        print(
            execute(Job(chapters[options.name], BUILD / "chapters" / f"{options.name}-{edition.name}.ipynb", edition))
        )
    except ChapterError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _notebooks(options) -> int:
    from book.publish.execute import refresh

    failures = refresh()
    print("\n".join(failures), file=sys.stderr, end="\n" if failures else "")
    return int(bool(failures))


def _import(options) -> int:
    from book.providers.importing import import_file

    if options.dataset == "boundaries":
        from book.providers.boundaries import import_boundaries

        print(import_boundaries(options.file))
        return 0
    if not options.vintage:
        parser().error("the following arguments are required: --vintage")
    print(import_file(options.dataset, options.file, options.vintage))
    return 0


def _check(options) -> int:
    from book.data import TABLES, load_table
    from book.data.plausible import findings, known
    from book.data.writing import fix

    failed, counts = False, []
    for dataset in options.dataset or datasets():
        if dataset in TABLES:
            print(f"{dataset}: {len(load_table(dataset))} rows")
            continue
        fixed = ", written anew" if options.fix and fix(dataset) else ""
        wrong, odd = findings(dataset)
        counts.append(known(dataset))
        print(f"{dataset}: {_shares(*counts[-1])}{fixed}", *odd, sep="\n  ")
        print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
        failed = failed or bool(wrong)
    if len(counts) > 1:
        print(f"all datasets: {_shares(*map(sum, zip(*counts, strict=True)))}")
    return int(failed)


def _shares(rows: int, first_hand: int, dated: int) -> str:
    return f"{rows} rows, {first_hand / rows:.0%} first-hand, {dated / rows:.0%} with a day or a bound"
