"""How to cite an edition: its year and language, the day of its figures, and its address where it has one."""

from book.publish.cite import Cited

ENGLISH = Cited("State of Migration", "2023-en", "en")
DATED = Cited("State of Migration", "2023-en", "en", "A Ministry", "2024-10-03", "https://migration.example/")


def test_a_citation_names_the_part_the_book_and_the_edition():
    assert ENGLISH.text("Figure 1.2 X").startswith("Figure 1.2 X. In: State of Migration (edition 2023-en). EUPL-1.2")


def test_a_citation_names_the_author_the_day_and_the_address_of_the_page():
    said = DATED.text("Figure 1.2 X", "figures/fig-x.html")
    assert said.startswith(
        "Figure 1.2 X. In: A Ministry. State of Migration (edition 2023-en, figures published up to "
    )
    assert "3 October 2024)" in said
    assert said.endswith(" https://migration.example/2023-en/html/figures/fig-x.html")


def test_a_citation_names_the_day_as_known():
    said = Cited("Staat van Migratie", "2023-nl-as-of-2024-06-14", "nl", day="2024-06-14").text()
    assert said.startswith("Staat van Migratie (editie 2023-nl, cijfers zoals bekend op 14 juni 2024).")


def test_bibtex_has_one_entry_with_the_language():
    entry = Cited("Staat van Migratie", "2023-nl", "nl").bibtex()
    assert entry.startswith("@misc{state-of-migration-2023-nl,\n  title = {{Staat van Migratie}},")
    assert "langid = {dutch}" in entry and "url" not in entry and "author" not in entry
    assert entry.endswith("}")


def test_bibtex_has_the_author_the_year_and_the_address():
    entry = DATED.bibtex()
    assert "author = {{A Ministry}}" in entry and "year = {2024}" in entry
    assert "url = {https://migration.example/2023-en/html/index.html}" in entry
