"""How to cite an edition: its year and language, and the day as known where it has one."""

from book.publish import cite


def test_a_citation_names_the_part_the_book_and_the_edition():
    assert cite.text("State of Migration", "2023-en", "en", "Figure 1.2 X") == (
        "Figure 1.2 X. In: State of Migration (edition 2023-en)."
    )


def test_a_citation_names_the_day_as_known():
    said = cite.text("Staat van Migratie", "2023-nl-as-of-2024-06-14", "nl")
    assert said == "Staat van Migratie (editie 2023-nl, cijfers zoals bekend op 2024-06-14)."


def test_bibtex_has_one_entry_with_the_language():
    entry = cite.bibtex("Staat van Migratie", "2023-nl", "nl")
    assert entry.startswith("@misc{state-of-migration-2023-nl,\n  title = {{Staat van Migratie}},")
    assert "langid = {dutch}" in entry
    assert entry.endswith("}")
