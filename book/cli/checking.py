"""What each verb does that checks, explains and compares, given the options of its call; its exit status."""

import re
import sys
from collections import Counter

from book.cli.verbs import edition_of, editions_of
from book.data.records import LANGUAGES, datasets
from book.edition import Edition, EditionError
from book.publish.project import BUILD


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
    for edition in editions_of(options):
        book = built(edition)
        outcomes = {name: checks.CHECKS[name](book) for name in names}
        text, page = report.write(edition, outcomes, BUILD / "review")
        print(text.read_text(encoding="utf-8"), page, sep="\n")
        failed = failed or not report.publishable(outcomes)
        if options.sign and report.publishable(outcomes):
            print(", ".join(sign.sign(edition, options.sign)))
    return int(failed)


def explain(options) -> int:
    """Where a number comes from."""
    from book.publish import editions
    from book.publish.explain import explained

    found = explained(options.asked, editions.read(editions_of(options)))
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
    edition = edition_of(options, language)
    return [(f"{edition.name}-{commit}", _of_commit(commit, edition)) for commit in commits]


def _of_commit(commit: str, edition: Edition) -> dict:
    from book.publish import editions, revisions

    return editions.read([edition])[edition] if revisions.stands(commit) else revisions.read(commit, edition)


def ledger(options) -> int:
    """The claims of official releases by class; what differs from the ledger that was accepted."""
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
