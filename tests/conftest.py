"""What several test modules share: the default book in both languages, built once."""

import pytest

from book.build import build
from book.edition import Edition


@pytest.fixture(scope="session")
def books(tmp_path_factory):
    out = tmp_path_factory.mktemp("books")
    english, dutch = build([Edition(2023, "en"), Edition(2023, "nl")], out)
    return {"en": english, "nl": dutch}
