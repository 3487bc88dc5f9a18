"""What the verbs do that bring in figures and begin chapters, given the options of their call; the exit status."""

import sys
from datetime import date
from functools import partial

from book.data.records import DataError
from book.edition import Edition, EditionError
from book.publish.project import BUILD

LEFT = BUILD / "refresh"
ASKED = (  # by `add`, beside the dimensions of its dataset
    "period", "measure", "value", "status", "day", "source", "organisation_en", "organisation_nl", "title", "address",
    "licence",
)  # fmt: skip


def refresh(options) -> int:
    """The answers of the providers, or the calendar of releases."""
    from book.refresh import renew

    if options.list or options.due:
        return _calendar(options)
    if options.accept and not options.dataset:
        raise DataError("--accept takes the names of the datasets that were looked at")
    from book.providers.fetch import Transport, fetch
    from book.refresh import report

    if not (names := renew.served(options.dataset)):
        raise DataError("no dataset has a query: add its figures by hand with python -m book add")
    with Transport() as transport:
        outcomes = renew.examine(names, partial(fetch, transport=transport), accept=options.accept)
    effects, failures = None, []
    if not options.dry_run:
        outcomes, effects, failures = _written(outcomes)
    print(*outcomes, sep="\n")
    print(report.write(outcomes, effects, LEFT, failures))
    return renew.status(outcomes)


def _written(outcomes: list) -> tuple[list, list, list[str]]:
    """The outcomes once they are written, what the default edition says otherwise since, and chapters that fail."""
    from book.refresh import effects, renew

    affected = effects.chapters_of(one.dataset for one in outcomes if one.appends)
    before, _ = effects.ran(affected, Edition())
    outcomes = renew.appended(outcomes)
    after, failures = effects.ran(affected, Edition())
    return outcomes, effects.effects(before, after), failures


def _calendar(options) -> int:
    from book.refresh.calendar import releases

    found = releases(options.dataset)
    print(*(one for one in found if not options.due or one.due(date.today())), sep="\n")
    return 0


def add(options) -> int:
    """One observation by hand."""
    from book.refresh.adding import add as added
    from book.refresh.adding import asker

    given = {name: getattr(options, name) for name in ASKED}
    for pair in options.dimension:
        name, mark, code = pair.partition("=")
        if not mark:
            raise DataError(f"--dimension is {pair!r}, not a name and a code, as --dimension place=total")
        given[name] = code
    print(added(options.dataset, asker(given, input), _confirmed if not options.yes else _shown))
    return 0


def _shown(row: str) -> bool:
    print(row)
    return True


def _confirmed(row: str) -> bool:
    print(row)
    try:
        return input("append it? [y/N] ").strip().lower() in ("y", "yes", "j", "ja")
    except EOFError:
        raise DataError("not confirmed: call it with --yes") from None


def new(options) -> int:
    """A dataset, a chapter or a section to begin with."""
    if options.what == "dataset":
        from book.refresh.starting import start

        where = dict(pair.partition("=")[::2] for pair in options.where)
        places = start(options.name, options.file, options.published, where)
        print(f"data/{options.name}.yml: {places} places to fill in; python -m book check {options.name} names them")
        return 0
    from book.refresh import skeletons

    chosen = {"dataset": options.dataset} if options.dataset else {}
    if options.what == "chapter":
        print(skeletons.chapter(options.name, **chosen))
    else:
        print(skeletons.section(options.chapter, options.name, **chosen))
    return 0


def edition(options) -> int:
    """What is held, missing and would be said of a year."""
    from book.refresh.upcoming import prospects, text

    if not options.year.isascii() or not options.year.isdigit() or len(options.year) != 4:
        raise EditionError(f"no edition of {options.year!r}")
    chosen = Edition(int(options.year), options.language)
    found, failures = prospects(chosen)
    print(*found, sep="\n")
    print(*failures, sep="\n", end="\n" if failures else "", file=sys.stderr)
    LEFT.mkdir(parents=True, exist_ok=True)
    path = LEFT / f"edition-{chosen.name}.md"
    path.write_text(text(chosen, found, failures), encoding="utf-8")
    print(path)
    return int(bool(failures))
