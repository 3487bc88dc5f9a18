"""The news of an edition: the summary's paragraphs, standing alone, as Markdown, HTML and plain text."""

from book.edition import Edition
from book.outputs import KeyFigures, Paragraph, Sentence
from book.publish import news

SAID = [
    ("key", KeyFigures((("5", "people"),), ())),
    ("came", Paragraph((Sentence(r"**It fell by 17%\*, <b>mainly</b>.**"), Sentence("So ([figure](#fig-a)).")))),
    ("gone", Paragraph((Sentence("Left: no figure.", standard=True),))),
    ("left", Paragraph((Sentence("**Others left.**†"), Sentence("No figure.", standard=True)))),
]


def written(folder, said=SAID, edition=Edition(2023, "en")):  # noqa: B008  (it cannot change)
    news.write(said, folder, edition)
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("news.*"))]


def test_the_news_is_headed_by_the_first_claim_and_stands_alone(tmp_path):
    page, text, plain = written(tmp_path)
    assert text.startswith("# It fell by 17%\\*, <b>mainly</b>\n\nSo.\n\n**Others left.**†\n\n")
    assert "#fig-a" not in page + text + plain and "no figure" not in plain.lower()
    assert plain.startswith("It fell by 17%*, <b>mainly</b>\n") and "**" not in plain
    assert "<h1>It fell by 17%*, &lt;b&gt;mainly&lt;/b&gt;</h1>" in page and '<html lang="en">' in page


def test_its_signs_are_explained_and_the_day_is_told(tmp_path):
    *_, plain = written(tmp_path, edition=Edition(2023, "nl", "2024-06-14"))
    assert "*: voorlopig cijfer." in plain and "†: " in plain and "‡" not in plain
    assert "op 14 juni 2024 bekend waren" in plain and "Staat van Migratie" in plain


def test_a_summary_that_says_nothing_makes_no_news(tmp_path):
    assert written(tmp_path, SAID[:1] + SAID[2:3]) == []
