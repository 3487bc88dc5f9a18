"""The words under and behind a picture: source line, notes to its signs, alt text."""

from collections.abc import Iterable, Sequence

from book.chapter.grid import cell
from book.data.observations import Observations
from book.data.periods import span
from book.data.records import Source
from book.language import names, numbers, words
from book.language.sentences import joined
from book.outputs import Credit

MANY = 3  # more sources than this are named by organisation; the sources chapter lists them one by one


def credit(parts: Sequence[Observations], language: str) -> Credit:
    """The source line: exactly the sources of the rows shown, each entry with an address where it names one source."""
    found = {source.key: source for part in parts for source in used(part)}
    many = len(found) > MANY
    named = [
        source.short[language] + via(source, language) if many else source_words(source, language)
        for source in found.values()
    ]
    entries = list(dict.fromkeys(named))
    count = f" ({len(found)} {words.word('publications', language)})" if many else ""
    own = [words.word("own_calculation", language)] if any(any(part.derived) for part in parts) else []
    label = words.word("sources" if len(entries) > 1 else "source", language)
    links = {
        source_words(source, language): source.address for part in reversed(parts) for source in reversed(used(part))
    }
    return Credit(f"{label}{count}", tuple((entry, links.get(entry, "")) for entry in [*entries, *own]))


def used(part: Observations) -> list[Source]:
    """The sources of the rows that have a value, in order of first use."""
    keys = part.frame.loc[part.frame["value"].notna(), "source"]
    return [part.record.sources[key] for cell in dict.fromkeys(keys) for key in cell.split(";")]


def source_words(source: Source, language: str) -> str:
    """Organisation, table and day of publication of one source, and through whom it was read."""
    table = f" ({source.table})" if source.table else ""
    published = (
        f", {words.word('published', language)} {numbers.day(source.published, language)}" if source.published else ""
    )
    return f"{source.short[language]}{table}{published}{via(source, language)}"


def via(source: Source, language: str) -> str:
    """ ", via the Volkskrant": on whose page a source was read, if not on its own."""
    return words.word("via", language, source.via[language]) if source.via else ""


def notes(parts: Sequence[Observations], signs: Iterable[str], language: str) -> list[str]:
    """What the signs mean, to what the figures are rounded, and where a series has a break."""
    lines = [f"({sign}) {words.sign(sign, language)}." for sign in signs]
    if any(part.frame["status"].str.contains("R").any() for part in parts):
        lines.append(f"{words.word('about', language)}.")
    steps = {part.record.measures[code].rounding for part in parts for code in part.frame["measure"].unique()}
    lines += [
        f"{words.word('rounded', language)} {numbers.count(step, language)}." for step in sorted(steps) if step > 1
    ]
    in_time = [part.frame for part in parts if len(part.periods) > 1]  # a break parts periods, not countries
    broken = {period for frame in in_time for period in frame.loc[frame["status"].str.contains("B"), "period"]}
    if broken:
        periods = [numbers.period(period, language) for period in sorted(broken, key=span)]
        lines.append(f"{words.word('breaks' if len(broken) > 1 else 'break', language)}: {joined(periods, language)}.")
    return lines


def alt_text(
    form: str, title: str, measure: str, parts: Sequence[Observations], language: str, headings: Sequence[str] = ()
) -> str:
    """Form, measure, message, first and last value of each series, or the largest categories; panels by their heading."""
    lines = [f"{words.form(form, language)}: {measure}", title]
    apart = len(headings) == len(parts) > 1
    for place, part in enumerate(parts):
        lines += [headings[place]] if apart else []
        among = len(parts) > 1 and not apart
        lines += _series(part, language) if len(part.periods) > 1 else _largest(part, language, among)
    return ". ".join(line.rstrip(".") for line in lines if line) + "."


def _groups(part: Observations):
    columns = ["measure", *part.dimensions]
    varying = [name for name in columns if part.frame[name].nunique() > 1] or ["measure"]
    return varying, part.frame[part.frame["value"].notna()].groupby(varying, sort=False)


def _series(part: Observations, language: str) -> list[str]:
    varying, groups = _groups(part)
    lines = []
    for codes, rows in groups:
        rows = rows.sort_values("period", key=lambda cells: cells.map(span))
        label = ", ".join(names.category(part.record, *pair, language) for pair in zip(varying, codes, strict=True))
        ends = [rows.iloc[0], rows.iloc[-1]] if len(rows) > 1 else [rows.iloc[0]]
        lines.append(f"{label}: " + ", ".join(_valued(part, row, language) for row in ends))
    return lines


def _valued(part: Observations, row, language: str) -> str:
    measure = part.record.measures[row["measure"]]
    value = cell(row, measure.unit, language, measure.rounding)
    return f"{value} {numbers.in_period(row['period'], measure.kind, language)}"


def _largest(part: Observations, language: str, among: bool) -> list[str]:
    """The three largest; `among` other parts after the name of their measure, if they have one."""
    varying, _ = _groups(part)
    rows = part.frame.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable").head(3)
    entries = []
    for _, row in rows.iterrows():
        label = ", ".join(names.category(part.record, name, row[name], language) for name in varying)
        measure = part.record.measures[row["measure"]]
        entries.append(f"{label} {cell(row, measure.unit, language, measure.rounding)}")
    codes = part.frame["measure"].unique() if among else ()
    named = f"{names.category(part.record, 'measure', codes[0], language)}: " if len(codes) == 1 else ""
    return [named + "; ".join(entries)]
