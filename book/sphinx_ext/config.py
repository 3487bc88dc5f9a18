"""What the project adds to the configuration of Sphinx: one typed object, each field a value `book_<field>`."""

from dataclasses import dataclass, field, fields

REBUILD = "rebuild"  # what is read or written anew where the value changes: "env", "html" or nothing


@dataclass(frozen=True)
class BookConfig:
    """`figures`: folder of pictures in the source (empty: the PNG that a notebook stores). `edition`, `document`: its
    name and the file name of its PDF (empty: the chapters as they stand). `editions`: those built beside it, as (name,
    year, language). `front`: words and picture of the PDF's cover; `summary`: heading of the root document, whose own
    title is the book's.
    """

    figures: str = field(default="", metadata={REBUILD: "env"})
    edition: str = field(default="", metadata={REBUILD: "html"})
    document: str = field(default="", metadata={REBUILD: "html"})
    editions: tuple = field(default=(), metadata={REBUILD: "html"})
    front: dict = field(default_factory=dict, metadata={REBUILD: ""})
    summary: str = field(default="", metadata={REBUILD: ""})


def setup(app) -> None:
    """Register the values; called once by the package's own setup."""
    defaults = BookConfig()
    for one in fields(BookConfig):
        app.add_config_value(
            f"book_{one.name}",
            getattr(defaults, one.name),
            one.metadata[REBUILD],
            (type(getattr(defaults, one.name)), list),
        )


def of(config) -> BookConfig:
    """The object of a Sphinx configuration."""
    return BookConfig(**{one.name: getattr(config, f"book_{one.name}") for one in fields(BookConfig)})
