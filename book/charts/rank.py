"""Rankings: categories of one period as horizontal bars, largest first, alone or in pairs."""

from collections.abc import Collection, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import Points, Words, note
from book.charts.layout import grid_of
from book.charts.marks import locate, row_of
from book.charts.palette import INK, MUTED, ROLES, SUBJECT, Colours, hollow_in, outlined
from book.charts.rows import STRONG, clear_rows, in_order, stress_countries, widen
from book.charts.series import GROUPS, ChartError, checked, label, one_period, own_role, signed, splitting
from book.charts.style import Drawing
from book.data.members import UNION
from book.data.observations import Observations
from book.language import names
from book.language.words import capital

ROW, TALL_ROW = 14.3, 27  # points a row; where a name takes two lines
HEAD = 80  # points for the heading of one of a pair


def ranking(obs: Observations, by: str | None = None, *, colours: Colours = None) -> Drawing:
    """A bar per category of `by` in one period, largest first, rest groups last, the number at the bar.

    Among countries the Netherlands stands out; a ranking without it has one colour. `colours` maps a category to a
    role. ChartError for several periods or a total among its parts.
    """
    obs, by = _ranked(obs, by)

    def paint(figure: Figure, language: str) -> None:
        names_of = _names(obs, by, language, 170)
        figure.set_figheight((_pitch(names_of) * len(names_of) + 20) / 72)
        axes = grid_of(figure)[0, 0]
        _bars(axes, obs, by, names_of, len(names_of), colours, hollow_in(obs))
        _number(axes, obs, by, language)

    return Drawing("ranking", (obs,), paint)


def pair(
    absolute: Observations, rate: Observations, by: str | None = None, *, headings: Sequence[Words] = (None, None),
    colours: Colours = None,
) -> Drawing:  # fmt: skip
    """Two rankings side by side, numbers and per 1,000 inhabitants, each in its own order.

    The EU stands among the countries as a rate; its total is in the numbers under the figure, not a bar. A side
    without any figure is left out of the drawing, not of the numbers.
    """
    drawn = absolute.but(**{by: UNION}) if by in absolute.dimensions and UNION in set(absolute.frame[by]) else absolute
    parts = [_ranked(part, by) for part in (drawn, rate)]
    wholes = (absolute.where(**{by: UNION}),) if drawn is not absolute else ()

    def paint(figure: Figure, language: str) -> None:
        shown = [(*part, words) for part, words in zip(parts, headings, strict=True)]
        shown = [part for part in shown if part[0].frame["value"].notna().any()]
        found = [_names(obs, column, language, 84) for obs, column, _ in shown]
        rows = max(map(len, found))
        heads = [_heading(obs, words, language) for obs, _, words in shown]
        above = 24 + labels.LINE * (max(map(labels.count_lines, heads)) - 1)
        figure.set_figheight((_pitch([name for part in found for name in part]) * rows + above) / 72)
        grid = grid_of(figure, 1, len(shown), gridspec_kw={"wspace": 0.04})[0]
        for axes, (obs, column, _), names_of, head in zip(grid, shown, found, heads, strict=True):
            _bars(axes, obs, column, names_of, rows, colours, hollow_in(drawn, rate))
            axes.set_title(head)
        for axes, (obs, column, _) in zip(grid, shown, strict=True):
            _number(axes, obs, column, language)

    return Drawing("pair", (*(obs for obs, _ in parts), *wholes), paint)


def _heading(obs: Observations, words: Words, language: str) -> str:
    return labels.folded(labels.in_language(words, language) or _head(obs, language), HEAD, 600)


def _ranked(obs: Observations, by: str | None) -> tuple[Observations, str]:
    """The observations largest first, and the column of the bars."""
    one_period(checked(obs))
    by = splitting(obs, by or (obs.dimensions[0] if len(obs.dimensions) == 1 else None))
    if "total" in set(obs.frame[by]) and len(obs.frame) > 1:
        raise ChartError(f'{obs.record.name}: a total is not ranked among its parts: use but({by}="total")')
    falling = obs.frame.sort_values("value", ascending=False, kind="stable")[by]
    return in_order(obs, {by: sorted(falling, key=lambda code: code in GROUPS)}), by


def _names(obs: Observations, by: str, language: str, room: Points) -> list[str]:
    return [labels.folded(label(obs, by, code, language), room) for code in obs.frame[by]]


def _pitch(names_of: Sequence[str]) -> Points:
    lines = max(map(labels.count_lines, names_of), default=1)
    return ROW if lines == 1 else TALL_ROW + 13 * (lines - 2)


def _head(obs: Observations, language: str) -> str:
    if obs.kind != "ratio":
        return labels.fixed("number", language)
    words = names.unit(obs.unit, language)
    measure = obs.frame["measure"].iloc[0]
    return capital(words if len(words) > 1 else names.category(obs.record, "measure", measure, language))


def _colour(obs: Observations, by: str, code: str, colours: Colours) -> str:
    if colours and code in colours:
        return ROLES[colours[code]]
    if "NL" in set(obs.frame[by]) and len(obs.frame) > 1:
        return ROLES[STRONG.get(code, "context")]
    return ROLES["context" if code in GROUPS else own_role(obs, by)]


def _bars(
    axes: Axes, obs: Observations, by: str, names_of: Sequence[str], rows: int, colours: Colours, hollow: Collection[str]
) -> None:  # fmt: skip
    """The bars and the names of the rows; those of a status in `hollow` outlined."""
    wide = min(0.68, 12 / _pitch(names_of))
    for place, row in obs.frame.dropna(subset=["value"]).iterrows():
        colour = _colour(obs, by, row[by], colours)
        high, fill = (wide * 0.9, outlined(colour)) if row["status"] in hollow else (wide, {"color": colour})
        axes.barh(place, row["value"], high, **fill)
        locate(axes, row, (0, place - wide / 2, row["value"], place + wide / 2), row_of(place))
    clear_rows(axes, names_of, rows)
    stress_countries(axes, obs.frame[by], "NL" in set(obs.frame[by]))
    known = obs.frame["value"].fillna(0)
    axes.set_xlim(min(known.min(), 0), max(known.max(), 0) or 1)


def _number(axes: Axes, obs: Observations, by: str, language: str) -> None:
    """The numbers at the ends of the bars, and room for the widest of them on the value axis."""
    texts = [
        labels.fixed("unknown", language) if row["value"] != row["value"] else signed(row, obs.unit, language)
        for _, row in obs.frame.iterrows()
    ]
    ends = obs.frame["value"].fillna(0).clip(lower=0)
    widen(axes, ends, texts, 4)
    if axes.get_xlim()[0] < 0:
        axes.axvline(0, color=INK, lw=0.8)
    among = "NL" in set(obs.frame[by])
    for place, (text, end, code, value) in enumerate(zip(texts, ends, obs.frame[by], obs.frame["value"], strict=True)):
        strong = among and code in STRONG
        colour = MUTED if value != value else SUBJECT if among and code == "NL" else INK
        note(axes, text, (end, place), (3, 0), colour, va="center_baseline", weight=700 if strong else 400)
