"""The countries there are, and those of the European Union as it is now, in every year: without the United Kingdom."""

from babel import Locale

MEMBERS = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
UNION = "EU27"

GROUPS = ("EU27", "WLD", "stateless", "unknown", "other")
NO_COUNTRY = ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")  # of CLDR, not of ISO
COUNTRIES = frozenset(
    {*GROUPS, *(code for code in Locale("en").territories if len(code) == 2 and code.isalpha())} - {*NO_COUNTRY}
)
