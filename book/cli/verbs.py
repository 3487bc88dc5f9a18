"""What each verb does, given the options of its call; its exit status."""

import re
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

from book.data.records import LANGUAGES, DataError, datasets
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


def _edition(options, language: str, year: str = "") -> Edition:
    year = year or options.year
    return Edition(int(year) if re.fullmatch("[0-9]{4}", year) else year, language, options.as_of)


def _editions(options) -> list[Edition]:
    """Those of the call: a year in one or both languages, or all years of a list or span."""
    languages = options.languages.split(",") if options.languages else LANGUAGES
    if options.language != "both" and not options.languages:
        languages = (options.language,)
    years = []
    for part in (options.years or options.year).split(","):
        span = re.fullmatch("([0-9]{4})-([0-9]{4})", part)
        years += [str(year) for year in range(int(span[1]), int(span[2]) + 1)] if span else [part]
    return [_edition(options, language, year) for year in years for language in languages]


def build(options) -> int:
    """The books of one edition or several."""
    from book.publish.build import build as built

    books = built(_editions(options), engine=options.engine, pool=_pool(options))
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


def review(options) -> int:
    """What the checks find in built editions; 0 where they may be published."""
    from book.review import checks, report, sign
    from book.review.edition import built

    names = options.only.split(",") if options.only else list(checks.CHECKS)
    if unknown := sorted(set(names) - set(checks.CHECKS)):
        raise EditionError(f"no check {unknown[0]}; there are {', '.join(checks.CHECKS)}")
    if options.sign and options.only:
        raise EditionError("what is signed is a whole review: --sign without --only")
    failed = False
    for edition in _editions(options):
        book = built(edition)
        outcomes = {name: checks.CHECKS[name](book) for name in names}
        text, page = report.write(edition, outcomes, BUILD / "review")
        print(text.read_text(encoding="utf-8"), page, sep="\n")
        failed = failed or not report.publishable(outcomes)
        if options.sign and report.publishable(outcomes):
            print(", ".join(sign.sign(edition, options.sign)))
    return int(failed)


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

    path, edition = _file(options), _edition(options, options.language)
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

    path, edition = _file(options), _edition(options, options.language)
    with jobs.pool() as submit:
        print(made(path.stem, edition, submit))
    return 0


def preview(options) -> int:
    """The page of one chapter, renewed while it is worked on."""
    from book.publish.page import preview as shown

    shown(_file(options).stem, _edition(options, options.language), options.port)
    return 0


def explain(options) -> int:
    """Where a number comes from."""
    from book.publish import editions
    from book.publish.explain import explained

    found = explained(options.asked, editions.read(_editions(options)))
    print(found or f"no sentence, figure or table of {options.year} has {options.asked}")
    return int(not found)


def compare(options) -> int:
    """What differs between two editions, or between two revisions of one."""
    from book.publish import compare_page
    from book.publish.compare import differences

    for language in LANGUAGES if options.language == "both" else (options.language,):
        (first, before), (second, after) = _sides(options, language)
        found = differences(before, after)
        print(compare_page.write(found, (first, second), (before, after), language, BUILD / "compare"))
        counts = Counter("marks" if one.only_marks else one.kind for one in found)
        print(", ".join(f"{kind}: {count}" for kind, count in counts.items()) or "no difference")
    return 0


def _sides(options, language: str) -> list:
    """The name and the chapters of both sides of a comparison."""
    from book.publish import editions, revisions

    years = [bool(re.fullmatch("[0-9]{4}", side)) for side in (options.before, options.after)]
    if all(years):
        pairs = zip((options.before, options.after), (options.as_of, ""), strict=True)
        sides = [Edition(int(year), language, day) for year, day in pairs]
        read = editions.read(list(dict.fromkeys(sides)))
        return [(edition.name, read[edition]) for edition in sides]
    if any(years):
        raise EditionError("a year is compared with a year, a revision with a revision")
    commits = [revisions.commit(side) for side in (options.before, options.after)]
    edition = _edition(options, language)
    return [(f"{edition.name}-{commit}", revisions.read(commit, edition)) for commit in commits]


def notebooks(options) -> int:
    """The outputs of all chapters as they are committed."""
    from book.publish.execute import refresh

    failures = refresh()
    print("\n".join(failures), file=sys.stderr, end="\n" if failures else "")
    return int(bool(failures))


def import_file(options) -> int:
    """A provider's file as rows of a dataset."""
    from book.providers.importing import import_file

    if options.dataset == "boundaries":
        from book.providers.boundaries import import_boundaries

        print(import_boundaries(options.file))
        return 0
    if not options.vintage:
        raise DataError("the following arguments are required: --vintage")
    print(import_file(options.dataset, options.file, options.vintage))
    return 0


def ledger(options) -> int:
    """The claims of official releases by class; what differs from the ledger that was accepted."""
    from collections import Counter

    from book.data.reading import load_table
    from book.data.writing import write_table
    from book.measures import claims

    computed = claims.ledger()
    changed = claims.reclassed(load_table("ledger"), computed)
    print(", ".join(f"{count} {name}" for name, count in Counter(computed["class"]).items()), *changed, sep="\n")
    if options.accept:
        write_table("ledger", computed)
    return int(bool(changed) and not options.accept)


def check(options) -> int:
    """The datasets against their records."""
    from book.data.plausible import findings, known
    from book.data.reading import load_table
    from book.data.schema import TABLES
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
