"""The addresses of figures that went: each leads to one that is there, and none of them is there still."""

import nbformat
import pytest

from book import outputs
from book.publish.moved import MOVED
from book.publish.project import chapter_files

SHOWN = {
    output.id
    for path in chapter_files()
    for _, output in outputs.read(nbformat.read(path, 4))
    if isinstance(output, outputs.Shown)
}


@pytest.mark.parametrize(("gone", "now"), MOVED.items())
def test_a_figure_that_went_leads_to_one_that_is_shown(gone, now):
    assert gone not in SHOWN and now in SHOWN
