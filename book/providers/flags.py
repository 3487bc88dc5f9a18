"""The providers' flags as our status letters: the one table of them."""

FLAGS = {
    "b": "B",  # break in time series
    "d": "D",  # definition differs
    "e": "E",  # estimated
    "s": "E",  # estimated by Eurostat
    "i": "E",  # imputed
    "p": "P",  # provisional
    "f": "P",  # forecast
    "c": "Q",  # confidential
    "u": "U",  # low reliability
    "n": "M",  # not significant
    "z": "M",  # not applicable
}
PERIODS = {"Definitief": "", "Voorlopig": "P", "NaderVoorlopig": "P"}  # CBS, per period


def status(flags: str, missing: bool = False) -> str:
    """Our status of a provider's flags ("bp" is "BP"); KeyError for a flag that is not in the table."""
    letters = {FLAGS[flag] for flag in flags if flag.isalpha()}
    if missing and not letters & {"M", "Q"}:
        letters.add("M")
    return "".join(sorted(letters)) or "A"
