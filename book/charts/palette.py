"""The palette: one hue has one meaning through the whole book, in light and in dark."""

from collections.abc import Mapping, Sequence

from book.data.observations import Observations

Colours = Mapping[str, str] | None  # categories and the roles chosen for them
INK, MUTED, GRID, PAPER, PALE, BLACK = "#1b2026", "#5a636d", "#d9dee3", "#ffffff", "#e9ecef", "#000000"
SUBJECT, CONTEXT = "#14396a", "#8a9199"
WORK, STUDY, FAMILY, ASYLUM, PROTECTION = "#3f8ceb", "#723337", "#b07516", "#256866", "#85559f"
MAP = ("#c5d7ea", "#94b6d9", "#5f92c6", "#2f66a3", SUBJECT)

ROLES = {
    "subject": SUBJECT,  # the Netherlands among countries; the series a figure is about; totals
    "context": CONTEXT,  # other countries, "other", steps of a bridge, net migration
    "muted": MUTED,  # the second series: emigration, the EU
    "work": WORK,
    "study": STUDY,
    "family": FAMILY,
    "asylum": ASYLUM,
    "protection": PROTECTION,
    "blue": MAP[3],  # two shades without a meaning of their own, for a third and fourth series
    "pale_blue": MAP[2],
}

MEANINGS = {
    "subject": "NL total all immigration immigrants",
    "muted": "emigration emigrants EU27",
    "context": "other other_reasons unknown no_purpose net_migration natural_increase",
    "work": "labour work employment knowledge_migrants highly_skilled",
    "study": "study education students repeat repeat_request repeat_requests",
    "family": "family family_member family_members nareis",
    "asylum": "asylum first first_request first_requests asylum_seekers asylum_requests",
    "protection": "protection temporary_protection ukraine displaced_from_ukraine",
}
ROLE_OF = {code: role for role, codes in MEANINGS.items() for code in codes.split()}
SPARE = ("subject", "muted", "pale_blue", "context", "blue")  # for categories whose code has no meaning here

# Parts of a whole from the ground up, the same in every figure; parts without a meaning between, the rest last.
STACK = (WORK, STUDY, FAMILY, ASYLUM, PROTECTION, SUBJECT, *reversed(MAP[:4]), MUTED, CONTEXT)

# The shade in which a light colour writes its own name: 4.5 to 1 on paper.
WORDS = {WORK: "#1b66bd", FAMILY: "#8a5b0f", CONTEXT: MUTED, MAP[2]: MAP[3]}

DARK = {
    INK: "#e8ecf1", MUTED: "#a8b1bc", GRID: "#343c47", PAPER: "#121212", PALE: "#262d36", BLACK: "#000000",
    SUBJECT: "#c4dafb", CONTEXT: "#7e8791",
    WORK: "#437dcb", STUDY: "#e65363", FAMILY: "#db9839", ASYLUM: "#70d2bc", PROTECTION: "#c79bea",
    WORDS[WORK]: "#7fb0f0", WORDS[FAMILY]: "#db9839",
    MAP[0]: "#24405f", MAP[1]: "#38628f", MAP[2]: "#5689bf", MAP[3]: "#88b2e2",
}  # fmt: skip


def words(colour: str) -> str:
    """The colour in which a series of this colour writes its name and numbers."""
    return WORDS.get(colour, colour)


def on(colour: str) -> str:
    """The colour of words on a fill: paper where that gives 4.5 to 1, else black."""
    return PAPER if contrast(PAPER, colour) >= 4.5 else BLACK


def contrast(one: str, other: str) -> float:
    """How two colours stand out from each other, as WCAG reckons it: 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def outlined(colour: str) -> dict:
    """How a bar looks that is provisional among final ones: paper in an outline."""
    return {"facecolor": PAPER, "edgecolor": colour, "lw": 1.6}


def hollow_in(*parts: Observations) -> frozenset[str]:
    """The statuses whose marks are drawn hollow, or as an outline, in a figure of these observations.

    Those of provisional values, where they stand among final ones; where all are provisional a note says so, once.
    """
    found = {status for part in parts for status in part.frame.loc[part.frame["value"].notna(), "status"]}
    provisional = frozenset(status for status in found if "P" in status)
    return provisional if provisional < found else frozenset()


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def assigned(codes: Sequence[str], chosen: Colours = None) -> dict[str, str]:
    """A role for each category: the one chosen, else that of its meaning, else the next one to spare.

    Two categories get the same role only where `chosen` says so; ValueError for a role that does not exist.
    """
    roles = dict(chosen or {})
    if unknown := sorted(set(roles.values()) - set(ROLES)):
        raise ValueError(f"no colour role {', '.join(unknown)}; there are {', '.join(ROLES)}")
    for code in codes:
        meant = ROLE_OF.get(code)
        if code not in roles and meant and meant not in roles.values():
            roles[code] = meant
    for code in codes:
        if code not in roles:
            roles[code] = next((role for role in SPARE if role not in roles.values()), "context")
    return {code: roles[code] for code in codes}
