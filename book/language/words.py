"""The standard words of the book: units, signs, statuses, forms of charts, and what stands around a figure."""

from __future__ import annotations

UNITS = {
    "persons": ("persons", "personen"),
    "requests": ("requests", "aanvragen"),
    "decisions": ("decisions", "beslissingen"),
    "permits": ("permits", "vergunningen"),
    "applications": ("applications", "aanvragen"),
    "cases": ("cases", "zaken"),
    "dwellings": ("dwellings", "woningen"),
    "homes": ("homes", "woningen"),
    "locations": ("locations", "locaties"),
    "files": ("files", "dossiers"),
    "percent": ("per cent", "procent"),
    "per_1000": ("per 1,000 inhabitants", "per 1.000 inwoners"),
    "detections": ("detections", "constateringen"),
    "points": ("percentage points", "procentpunt"),
    "events": ("events", "gebeurtenissen"),
    "weeks": ("weeks", "weken"),
    "eur": ("euros", "euro"),
    "million_eur": ("million euros", "miljoen euro"),
    "municipalities": ("municipalities", "gemeenten"),
    "beds": ("beds", "bedden"),
}
SIGNS = {
    "*": ("provisional figure", "voorlopig cijfer"),
    "†": (
        "published after the day asked for; the earlier figure is not held",
        "gepubliceerd na de gevraagde dag; het eerdere cijfer is niet beschikbaar",
    ),
    ".": ("no figure", "geen cijfer"),
}
STATUSES = {
    "A": ("as published", "zoals gepubliceerd"),
    "B": ("break before this period", "breuk vóór deze periode"),
    "D": ("definition differs", "andere definitie"),
    "E": ("estimated", "geschat"),
    "M": ("no figure", "geen cijfer"),
    "P": SIGNS["*"],
    "Q": ("suppressed by the producer", "niet vrijgegeven door de bron"),
    "R": ("rounded or approximate", "afgerond of bij benadering"),
    "U": ("unreliable", "onbetrouwbaar"),
}
FORMS = {
    "line": ("Line chart", "Lijngrafiek"),
    "columns": ("Column chart", "Kolomgrafiek"),
    "stacked": ("Stacked column chart", "Gestapelde kolomgrafiek"),
    "area": ("Area chart", "Vlakgrafiek"),
    "dots": ("Dot and line chart", "Grafiek met punten en een lijn"),
    "points": ("Chart of separate points", "Grafiek met losse punten"),
    "ranking": ("Bar chart", "Staafgrafiek"),
    "pair": ("Two bar charts side by side", "Twee staafgrafieken naast elkaar"),
    "hundred": ("Bar chart of shares", "Staafgrafiek van aandelen"),
    "dumbbell": ("Chart of pairs of dots", "Grafiek met paren van punten"),
    "target": ("Chart of pairs of bars", "Grafiek met paren van staven"),
    "bridge": ("Bridge chart", "Watervalgrafiek"),
    "multiples": ("Small charts side by side", "Kleine grafieken naast elkaar"),
    "panels": ("Charts above each other", "Grafieken boven elkaar"),
    "map": ("Map", "Kaart"),
    "heatmap": ("Grid of coloured cells", "Raster met gekleurde vakken"),
    "distribution": ("Chart of a distribution", "Grafiek van een verdeling"),
}
ABOUT = ("c. ", "ca. ")  # before a number that its source rounds
WORDS = {
    "source": ("Source", "Bron"),
    "sources": ("Sources", "Bronnen"),
    "published": ("published", "gepubliceerd op"),
    "publications": ("publications", "publicaties"),
    "own_calculation": ("calculated by us", "eigen berekening"),
    "provisional": SIGNS["*"],
    "no_figure": SIGNS["."],
    "rounded": ("Rounded to", "Afgerond op"),
    "break": ("Break in the series", "Breuk in de reeks"),
    "breaks": ("Breaks in the series", "Breuken in de reeks"),
    "about": ("c.: rounded by the source", "ca.: afgerond door de bron"),
    "period": ("period", "periode"),
    "measure": ("measure", "maat"),
    "unit": ("unit", "eenheid"),
    "status": ("status", "status"),
    "definition": ("definition", "definitie"),
    "licence": ("licence", "licentie"),
    "dataset": ("dataset", "dataset"),
    "periods": ("periods in this edition", "periodes in deze editie"),
    "newest": ("newest figure published or recorded", "nieuwste cijfer gepubliceerd of vastgelegd"),
    "producers": ("producers", "producenten"),
    "total": ("total", "totaal"),
    "numbers": ("The numbers in this figure", "De cijfers in deze figuur"),
    "download": ("Download the numbers (CSV)", "Download de cijfers (CSV)"),
    "no_milestones": ("This book has no developments{} for", "Dit boek heeft geen ontwikkelingen{} in"),
    "first_milestone": (
        "The list of developments in this book begins in",
        "De lijst van ontwikkelingen in dit boek begint in",
    ),
    "on": ("on", "over"),
    "download_as": ("Download as", "Download als"),
    "contents": ("Contents", "Inhoud"),
    "notes": ("Notes", "Toelichting"),
    "sheet": ("sheet", "werkblad"),
    "title": ("title", "titel"),
    "value": ("value", "waarde"),
    "vintage": ("published on", "gepubliceerd op"),
    "own_page": ("This figure on a page of its own", "Deze figuur op een eigen pagina"),
    "publications_behind": ("The publications behind these numbers", "De publicaties achter deze cijfers"),
    "status_letters": ("Status in the CSV", "Status in de CSV"),
    "figure": ("Figure", "Figuur"),
    "table": ("Table", "Tabel"),
    "section": ("Section", "Paragraaf"),
    "release_said": ("what a release said", "wat een bericht zei"),
    "this_book": ("this book", "dit boek"),
    "explanation": ("explanation", "uitleg"),
    "agrees": ("Agrees.", "Komt overeen."),
    "no_releases": (
        "No figures of official releases about {} are held.",
        "Er zijn geen cijfers uit officiële berichten over {} opgenomen.",
    ),
    "records": ("the records of this book's datasets", "de beschrijvingen van de datasets van dit boek"),
    "held_final": ("yes", "ja"),
    "held_provisional": ("yes*", "ja*"),
    "held_partial": ("part", "deel"),
    "held_absent": ("no", "nee"),
    "held_key": (
        "(*) with provisional figures. Part: some series do not cover the whole year.",
        "(*) met voorlopige cijfers. Deel: sommige reeksen beslaan niet het hele jaar.",
    ),
    "cells_held": ("Of the {1} cells, {0} hold figures.", "Van de {1} vakken hebben er {0} cijfers."),
    "editions": ("Other editions", "Andere edities"),
    "year": ("Year", "Jaar"),
    "listing": ("Listing", "Codevoorbeeld"),
    "summary": ("Summary", "Samenvatting"),
    "edition": ("English edition", "Nederlandse editie"),
    "as_of": ("figures as of", "stand van de cijfers:"),
    "cover": (
        "immigration and emigration, Netherlands, persons per year",
        "immigratie en emigratie, Nederland, personen per jaar",
    ),
}
COLUMN = {"en": 0, "nl": 1}


def capital(text: str) -> str:
    """The text with a capital first letter, as a label that stands alone."""
    return text[:1].upper() + text[1:]


def word(name: str, language: str) -> str:
    """A standard word, such as `source`, `published`, `rounded`; ValueError for a name that has none."""
    return _chosen(WORDS, name, language, "word")


def unit(name: str, language: str) -> str:
    """A unit as a measure line writes it: persons / personen; ValueError for an unknown unit."""
    return _chosen(UNITS, name, language, "unit")


def marked(number: str, row, language: str) -> str:
    """The number of an observation with its signs: "c. 1,500", "38,375*", "4,070†"."""
    about = ABOUT[language == "nl"] if "R" in row["status"] else ""
    return about + number + ("*" if "P" in row["status"] else "") + ("†" if row["later"] else "")


def sign(mark: str, language: str) -> str:
    """What `*`, `†` or `.` at a number means; ValueError for another sign."""
    return _chosen(SIGNS, mark, language, "sign")


def status(letter: str, language: str) -> str:
    """What one status letter means; ValueError for an unknown letter."""
    return _chosen(STATUSES, letter, language, "status")


def form(name: str, language: str) -> str:
    """A form of chart as an alt text names it: Line chart / Lijngrafiek; ValueError for an unknown form."""
    return _chosen(FORMS, name, language, "form")


def _chosen(table: dict, name: str, language: str, what: str) -> str:
    if name not in table:
        raise ValueError(f"no {what} {name!r}; there are {', '.join(table)}")
    return table[name][COLUMN[language]]
