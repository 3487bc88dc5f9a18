"""`python -m book`: build a book, run a chapter, bring in new figures, begin a dataset or a chapter, check the data."""

import sys

from book.cli.calls import parser
from book.data.records import DATA, DataError
from book.edition import EditionError
from book.publish.project import PublishError


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; the exit status: 0 done, 1 a chapter, a check or the system failed, 2 the call or the data are wrong.

    130 as usual where it was interrupted. Whatever went wrong is said in one line.
    """
    options = parser(__doc__).parse_args(arguments)
    if not DATA.is_dir():
        print("book: the book runs from a clone of its repository, where data/ and chapters/ are", file=sys.stderr)
        return 2
    try:
        return options.run(options)
    except (EditionError, DataError) as error:
        status, said = 2, error
    except OSError as error:
        status, said = 1, f"{error.strerror or error}: {error.filename}" if error.filename else error
    except PublishError as error:  # it says which chapter or book
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        status, said = 130, "interrupted"
    print(f"book {options.verb}: {said}", file=sys.stderr)
    return status
