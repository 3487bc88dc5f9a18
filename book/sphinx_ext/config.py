"""What the project adds to the configuration of Sphinx: one typed object, each field a value `book_<field>`."""

from dataclasses import asdict, dataclass, field, fields

from book.publish.cite import Cited

REBUILD = {
    "figures": "env",
    "edition": "html",
    "day": "html",
    "address": "html",
    "document": "html",
    "editions": "html",
    "banner": "html",
}  # what a new value does anew


@dataclass(frozen=True)
class BookConfig:
    """`figures`: folder of pictures in the source (empty: the PNG that a notebook stores). `edition`, `document`: its
    name and the file name of its PDF (empty: the chapters as they stand, or one page alone). `editions`: those built beside it, as (name,
    year, language). `banner`: what each page says first of an edition that is provisional, or as known on a day.
    `day`: that of its newest figure; `address`: where all editions stand, from `_config.yml`, for citations. `front`:
    words and picture of the PDF's cover; `summary`: heading of the root document, whose own title is the book's.
    """

    figures: str = ""
    banner: str = ""
    day: str = ""
    address: str = ""
    edition: str = ""
    document: str = ""
    editions: tuple = ()
    front: dict = field(default_factory=dict)
    summary: str = ""


def values(book: BookConfig) -> dict:
    """The object as values of a Sphinx configuration, by name."""
    return {f"book_{name}": value for name, value in asdict(book).items()}


def register(app) -> None:
    """Give Sphinx the values with their defaults."""
    for name, default in values(BookConfig()).items():
        app.add_config_value(name, default, REBUILD.get(name.removeprefix("book_"), ""), (type(default), list))


def cited(config) -> Cited:
    """How the edition of a Sphinx configuration is cited."""
    book = of(config)
    return Cited(config.project, book.edition, config.language, config.author, book.day, book.address)


def of(config) -> BookConfig:
    """The object of a Sphinx configuration."""
    return BookConfig(**{one.name: getattr(config, f"book_{one.name}") for one in fields(BookConfig)})
