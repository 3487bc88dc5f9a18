"""UNHCR: the API of the Refugee Data Finder, page by page; a parameter that it does not know gives the whole world."""

from datetime import date

from book.data.cells import listed
from book.providers import unhcr
from book.providers.live.answers import PAGES, Answer, address, coded, of, parsed
from book.providers.refusals import ProviderError, Unavailable
from book.providers.transport import Transport

TABLES = ("population", "solutions", "idmc", "unrwa")  # a row per year and pair of countries
FILTERS = ("coo", "coa", "coo_all", "coa_all")
EACH = 10_000  # items of a page
KEY = ["year", "coo", "coa", "coo_iso", "coa_iso"]
ALL = "-"  # all countries together


def ask(query: dict, transport: Transport) -> Answer:
    """The items of the years since `since`; ProviderError where they are not those that were asked for."""
    table, filters = query["table"], query["filters"]
    if table not in TABLES:
        raise ProviderError(f"{table} is no table of UNHCR; there are {listed(TABLES)}")
    if strange := [name for name in filters if name not in FILTERS]:
        raise ProviderError(f"{listed(strange)} is no parameter of UNHCR; there are {listed(FILTERS)}")
    years = (int(query["since"]), date.today().year)
    told = {name: str(value).lower() if value is True else str(value) for name, value in filters.items()}
    told |= {"cf_type": "ISO", "yearFrom": str(years[0]), "yearTo": str(years[1]), "limit": str(EACH)}
    base = transport.bases["unhcr"]
    topics = [name for topic in query["measures"] for name in topic.split("+")]
    items = [_item(item, topics) for item in _items(base, table, told, transport)]
    raw = unhcr.items(items)
    if raw.duplicated(KEY).any():
        raise ProviderError(f"{table}: the same pair of countries twice in a year")
    _refuse_others(items, filters, years)
    served = {f"{side}_iso": sorted(set(raw[f"{side}_iso"])) for side in ("coo", "coa")}
    return Answer(raw, served, "", address(base, table, "", **told))


def _items(base: str, table: str, told: dict, transport: Transport) -> list[dict]:
    """All items; a page that is not full, but the last, or a page of another number is not what was asked for."""
    found, page, last = [], 0, 1
    while page < last:
        page += 1
        answer = parsed(transport.get(address(base, table, "", **told, page=page)), table)
        got, number = of(list, answer.get("items"), "items"), of(int, answer.get("page"), "page")
        most = of(int, answer.get("maxPages"), "maxPages")
        if most > PAGES or number != page or (page > 1 and most != last):
            raise ProviderError(
                f"{table}: page {number} of {most}, not {page} of {last if page > 1 else PAGES} at most"
            )
        last = most
        if not got:
            raise ProviderError(f"{table}: page {page} of {last} has no items")
        if len(got) > EACH or (page < last and len(got) < EACH):
            raise Unavailable(f"{table}: page {page} of {last} has {len(got):,} items, not {EACH:,}")
        found += got
    return found


def _item(item: object, topics: list[str]) -> dict:
    """What is used of an item: year, countries by both codes, figures."""
    item = of(dict, item, "an item")
    if missing := [name for name in [*KEY, *topics] if name not in item]:
        raise ProviderError(f"{listed(missing)} is missing in the items; there are {listed(item)}")
    kept = {name: coded(str(item[name]), name) for name in KEY}
    return kept | {name: coded(str(item[name]), name) if item[name] is not None else "" for name in topics}


def _refuse_others(items: list[dict], filters: dict, years: tuple[int, int]) -> None:
    """ProviderError for years and countries that were not asked for: a filter was not understood."""
    for item in items:
        if not item["year"].isdigit() or not years[0] <= int(item["year"]) <= years[1]:
            raise ProviderError(f"year {item['year']} was not asked for")
        for side in ("coo", "coa"):
            code = item[f"{side}_iso"]
            wanted = filters.get(side) or (None if filters.get(f"{side}_all") else ALL)
            if (wanted and code != wanted) or (not wanted and code == ALL):
                raise ProviderError(f"{side} {code} was not asked for: the filter was not understood")
