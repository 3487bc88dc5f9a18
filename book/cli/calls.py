"""The calls of the command line: verbs, their arguments, and what each runs."""

import argparse
import os
from pathlib import Path

from book.cli import checking, renewing, verbs
from book.data.records import LANGUAGES
from book.edition import DEFAULT_YEAR


class Parser(argparse.ArgumentParser):
    """Answers a wrong call with one line and status 2."""

    def error(self, message):
        self.exit(2, f"{self.prog}: {message}\n")


def parser(about: str | None = None) -> argparse.ArgumentParser:
    """The verbs and their arguments."""
    top = Parser(prog="book", description=about)
    add = top.add_subparsers(dest="verb", required=True, parser_class=Parser).add_parser
    _books(add)
    _chapters(add)
    _data(add)
    _renewing(add)
    _beginning(add)
    return top


def _books(add) -> None:
    build = add("build", help="compute and bind the book of a year, or the books of several")
    build.add_argument("year", nargs="?", default=str(DEFAULT_YEAR))
    build.add_argument("language", nargs="?", default="both", help=f"{', '.join(LANGUAGES)} or both")
    build.add_argument("--as-of", default="", help="ISO date: the figures as known on that day")
    build.add_argument("--years", default="", help="several years instead: 2015-2024 or 2021,2023")
    build.add_argument("--languages", default="", help=f"their languages: {','.join(LANGUAGES)}")
    build.set_defaults(run=verbs.build)
    review = add("review", help="check a built edition as a whole: may it be published?")
    review.add_argument("year", nargs="?", default=str(DEFAULT_YEAR))
    review.add_argument("language", nargs="?", default="both", help=f"{', '.join(LANGUAGES)} or both")
    review.add_argument("--as-of", default="")
    review.add_argument("--only", default="", help="these checks alone, as data,links")
    review.add_argument("--sign", default="", metavar="NAME", help="sign what may be published: a row in reviews.csv")
    review.set_defaults(run=checking.review, years="", languages="")
    site = add("site", help="compute and bind all editions as one static site with a start page")
    site.set_defaults(run=verbs.site)
    scheduler = os.environ.get("DASK_SCHEDULER_ADDRESS", "")
    for verb in (build, site):
        verb.add_argument("--engine", default="", choices=("", "book", "kernel"), help="kernel: a kernel per chapter")
        verb.add_argument("--cluster", default=scheduler, help="the address of a Dask scheduler: tcp://host:8786")


def _chapters(add) -> None:
    for name, run, said in (
        ("chapter", verbs.chapter, "run one chapter and leave the notebook in one language"),
        ("page", verbs.page, "run one chapter and bind it alone"),
        ("preview", verbs.preview, "show the page of a chapter and renew it whenever notebook, data or code change"),
    ):
        verb = add(name, help=said)
        verb.add_argument("name")
        verb.add_argument("year", nargs="?", default=str(DEFAULT_YEAR))
        verb.add_argument("language", nargs="?", default=LANGUAGES[0])
        verb.add_argument("--as-of", default="")
        verb.set_defaults(run=run)
    verb.add_argument("--port", type=int, default=8023, help="of the preview on this machine; 0: any that is free")
    explain = add("explain", help="where a number (64,405) or the numbers of a sentence (asylum.brief) come from")
    explain.add_argument("asked", metavar="number")
    explain.add_argument("year", nargs="?", default=str(DEFAULT_YEAR))
    explain.add_argument("language", nargs="?", default="both", help=f"{', '.join(LANGUAGES)} or both")
    explain.add_argument("--as-of", default="")
    explain.set_defaults(run=checking.explain, years="", languages="")
    compare = add("compare", help="what differs between two years, two days (--as-of) or two revisions (HEAD~1 HEAD)")
    compare.add_argument("before")
    compare.add_argument("after")
    compare.add_argument("--as-of", default="", help="ISO date: the first of the two as known on that day")
    compare.add_argument("--year", default=str(DEFAULT_YEAR), help="of two revisions: the edition")
    compare.add_argument("--language", default="both", help=f"{', '.join(LANGUAGES)} or both")
    compare.set_defaults(run=checking.compare)
    add("notebooks", help="refresh the outputs of the committed chapters").set_defaults(run=verbs.notebooks)


def _data(add) -> None:
    verb = add("import", help="add a provider's file to a dataset as a new vintage")
    verb.add_argument("dataset")
    verb.add_argument("file", type=Path)
    verb.add_argument("--vintage", default="", help="ISO date on which the provider published the file")
    verb.set_defaults(run=verbs.import_file)
    verb = add("ledger", help="hold what official releases said against the book, then and now")
    verb.add_argument("--accept", action="store_true", help="write data/ledger.csv as the book computes it")
    verb.set_defaults(run=checking.ledger)
    verb = add("check", help="validate all datasets, or those named")
    verb.add_argument("dataset", nargs="*")
    verb.add_argument("--fix", action="store_true", help="sort the rows and write numbers and lines as data/ has them")
    verb.set_defaults(run=checking.check)


def _renewing(add) -> None:
    verb = add("refresh", help="fetch what the providers have, compare it with what is held, append what is new")
    verb.add_argument("dataset", nargs="*", help="those named instead of all that a provider serves")
    verb.add_argument("--dry-run", action="store_true", help="only say what would be appended")
    verb.add_argument("--accept", action="store_true", help="take what was held back of the datasets named")
    verb.add_argument("--list", action="store_true", help="each dataset's last period, address and way of renewal")
    verb.add_argument("--due", action="store_true", help="the same of those whose next figures are due")
    verb.set_defaults(run=renewing.refresh)
    verb = add("add", help="add one observation to a dataset; asks for what is not given")
    verb.add_argument("dataset")
    verb.add_argument("--dimension", action="append", default=[], metavar="NAME=CODE", help="one for each dimension")
    for name in renewing.ASKED:
        verb.add_argument(f"--{name.replace('_', '-')}")
    verb.add_argument("--yes", action="store_true", help="append it without asking")
    verb.set_defaults(run=renewing.add)


def _beginning(add) -> None:
    verb = add("new", help="begin a dataset from a provider's file, a chapter, or a section of a chapter")
    kinds = verb.add_subparsers(dest="what", required=True, parser_class=Parser).add_parser
    dataset = kinds("dataset", help="a first record and its rows")
    dataset.add_argument("name")
    dataset.add_argument("--from", dest="file", type=Path, required=True, help="a file of CBS, Eurostat or UNHCR")
    dataset.add_argument("--published", default="", help="ISO date on which the file came out")
    dataset.add_argument("--where", action="append", default=[], metavar="COLUMN=CODE", help="only these rows of it")
    chapter = kinds("chapter", help="a notebook that runs, to be written over")
    section = kinds("section", help="the cells of a section, to be written over")
    section.add_argument("chapter")
    for one in (chapter, section):
        one.add_argument("name")
        one.add_argument("--dataset", default="", help="what it shows to begin with")
    verb.set_defaults(run=renewing.new)
    verb = add("edition", help="what is held, missing and would be said of a year, also of the next")
    verb.add_argument("year")
    verb.add_argument("language", nargs="?", default=LANGUAGES[0])
    verb.set_defaults(run=renewing.edition)
