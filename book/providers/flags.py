"""The providers' flags as our status letters: the one table of them."""

from book.providers.files import FormatError

FLAGS = {
    "b": "B",  # break in time series
    "d": "D",  # definition differs
    "e": "E",  # estimated
    "s": "E",  # estimated by Eurostat
    "i": "E",  # imputed
    "p": "P",  # provisional
    "f": "P",  # forecast
    "c": "C",  # confidential
    "u": "U",  # low reliability
    "n": "U",  # not significant: a value may stand beside it
    "m": "M",  # missing, the value cannot exist
    "z": "M",  # not applicable
    "r": "",  # revised: a vintage of its own says so
}


def status(flags: str, missing: bool = False, known: str = "") -> str:
    """Our status of a provider's flags ("bp" is "BP") and of what is `known` of the figure beside them.

    A value that is left out because it is unreliable is suppressed. FormatError for a flag that is not in the table.
    """
    marks = [flag for flag in flags if flag.isalpha()]
    if unknown := [flag for flag in marks if flag not in FLAGS]:
        raise FormatError(f"{unknown[0]!r} is no flag that is known; there are {', '.join(FLAGS)}")
    letters = {*"".join(FLAGS[flag] for flag in marks), *known} - {"A"}
    if missing and not letters & {"C", "M", "Q"}:
        letters.add("Q" if "U" in letters else "M")
    return "".join(sorted(letters)) or "A"
