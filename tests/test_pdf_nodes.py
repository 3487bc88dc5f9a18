"""Each kind of node has one visitor, and what it writes is Typst that compiles under PDF/UA-1."""

import json
from types import SimpleNamespace

import pytest
import typst
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.errors import SphinxError

from book.sphinx_ext.config import BookConfig, values
from book.sphinx_ext.counted import counted
from book.sphinx_ext.pdf import columns, markup, pages
from book.sphinx_ext.pdf.builder import FONTS, TEMPLATE, TypstBuilder
from book.sphinx_ext.pdf.writer import VISITORS, Piece, Writer

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>"
NUMFIG = {"figure": "Figure %s", "table": "Table %s"}


@pytest.fixture
def writer(monkeypatch):
    """A writer of the document `chapter`, whose first section is 3, with its warnings in `writer.warnings`."""
    env = SimpleNamespace(
        toc_secnumbers={"chapter": {"": (3,), "#deep": (3, 1)}},
        toc_fignumbers={"chapter": {"figure": {"fig-a": (3, 2)}, "table": {"tab-a": (3, 1)}}},
    )
    config = SimpleNamespace(numfig_format=NUMFIG, root_doc="index", **values(BookConfig(summary="Summary")))
    writer = Writer(SimpleNamespace(env=env, config=config), lambda node: "picture.svg")
    writer.docname = "chapter"
    writer.warnings = []
    monkeypatch.setattr(writer, "warn", lambda message, node: writer.warnings.append(message))
    return writer


def flat(code):
    """Code without the line breaks of its blocks."""
    return code.replace("{\n", "{").replace("\n}", "}").replace("\n", "; ")


def paragraph(*parts, **attributes):
    return nodes.paragraph(
        "", "", *[nodes.Text(part) if isinstance(part, str) else part for part in parts], **attributes
    )


def items(*texts):
    return [nodes.list_item("", paragraph(text)) for text in texts]


def table(head, *rows, title="", **attributes):
    group = nodes.tgroup("", *[nodes.colspec(colwidth=1) for _ in head], cols=len(head))
    made = [nodes.row("", *[nodes.entry("", paragraph(cell)) for cell in row]) for row in (head, *rows)]
    group += [nodes.thead("", made[0]), nodes.tbody("", *made[1:])]
    return nodes.table("", *([nodes.title("", title)] if title else []), group, **attributes)


def figure():
    light, dark = (nodes.image(uri=f"{name}.svg", alt="Words", classes=[f"chart-{name}"]) for name in ("light", "dark"))
    legend = nodes.legend(
        "", paragraph("Persons", classes=["chart-measure"]), paragraph("Source: CBS", classes=["chart-source"])
    )
    return nodes.figure("", nodes.inline("", "", light, dark), nodes.caption("", "It fell"), legend, ids=["fig-a"])


def definitions():
    term = nodes.term("", "", nodes.strong("", "Stock"))
    return nodes.definition_list("", nodes.definition_list_item("", term, nodes.definition("", paragraph("On a day."))))


def key_figures():
    card = nodes.container("", paragraph("1,234"), paragraph("people"), classes=["key-figure"])
    return nodes.container("", card, classes=["figures"])


def quote():
    return nodes.block_quote("", paragraph("Said."), nodes.attribution("", "Someone"))


def box(kind=nodes.note, *children):
    return kind("", *children, paragraph("Mind this."))


# node -> the code that its visitor writes
WRITTEN = {
    "paragraph": (paragraph('A "word" \\ #x $y$ [z]'), 'par({"A \\"word\\" \\\\ #x $y$ [z]"})'),
    "compact_paragraph": (addnodes.compact_paragraph("", "Short"), 'par({"Short"})'),
    "emphasis": (nodes.emphasis("", "a"), 'emph({"a"})'),
    "title_reference": (nodes.title_reference("", "a"), 'emph({"a"})'),
    "literal_emphasis": (addnodes.literal_emphasis("", "a"), 'emph({"a"})'),
    "strong": (nodes.strong("", "a"), 'strong({"a"})'),
    "literal_strong": (addnodes.literal_strong("", "a"), 'strong({"a"})'),
    "subscript": (nodes.subscript("", "2"), 'sub({"2"})'),
    "superscript": (nodes.superscript("", "2"), 'super({"2"})'),
    "inline": (nodes.inline("", "a"), '{"a"}'),
    "abbreviation": (nodes.abbreviation("", "CBS"), '{"CBS"}'),
    "download_reference": (addnodes.download_reference("", "a.csv"), '{"a.csv"}'),
    "literal": (nodes.literal("", "a  b"), 'raw("a  b")'),
    "literal_block": (nodes.literal_block("", "x = 1\ny", language="python"), 'raw(block: true, lang: "python", "x = 1\\ny")'),
    "doctest_block": (nodes.doctest_block("", ">>> 1"), 'raw(block: true, lang: "text", ">>> 1")'),
    "reference": (nodes.reference("", "CBS", refuri="https://cbs.nl/?a=1#b"), 'link("https://cbs.nl/?a=1#b", {"CBS"})'),
    "number_reference": (
        addnodes.number_reference("", "Figure 3.2", refuri="%chapter#fig-a"), 'link(label("chapter#fig-a"), {"Figure 3.2"})'
    ),
    "bullet_list": (nodes.bullet_list("", *items("a", "b")), 'list({"a"}, {"b"})'),
    "enumerated_list": (
        nodes.enumerated_list("", *items("a"), enumtype="loweralpha", suffix=")", start=3), 'enum(numbering: "a)", start: 3, {"a"})'
    ),
    "definition_list": (definitions(), 'terms(terms.item({"Stock"}, {"On a day."}))'),
    "block_quote": (quote(), 'quote(block: true, attribution: {"Someone"}, {par({"Said."})})'),
    "counted": (counted("", paragraph("a"), title="Zo is geteld"), 'counted("Zo is geteld", {par({"a"})})'),
    "line_block": (nodes.line_block("", nodes.line("", "a")), '{{"a"; linebreak()}}'),
    "note": (box(), 'box-of("Note", {par({"Mind this."})})'),
    "admonition": (box(nodes.admonition, nodes.title("", "Term")), 'box-of({"Term"}, {par({"Mind this."})})'),
    "topic": (box(nodes.topic, nodes.title("", "Term")), 'box-of({"Term"}, {par({"Mind this."})})'),
    "sidebar": (box(nodes.sidebar, nodes.title("", "Term")), 'box-of({"Term"}, {par({"Mind this."})})'),
    "rubric": (nodes.rubric("", "Between"), 'rubric({"Between"})'),
    "title": (nodes.title("", "Between"), 'rubric({"Between"})'),
    "subtitle": (nodes.subtitle("", "Between"), 'rubric({"Between"})'),
    "caption": (nodes.caption("", "Listing 1"), 'rubric({"Listing 1"})'),
    "transition": (nodes.transition(), "rule()"),
    "glossary": (addnodes.glossary("", definitions()), '{terms(terms.item({"Stock"}, {"On a day."}))}'),
    "compound": (nodes.compound("", paragraph("a")), '{par({"a"})}'),
    "legend": (nodes.legend("", paragraph("a")), '{par({"a"})}'),
    "start_of_file": (addnodes.start_of_file("", paragraph("a")), '{par({"a"})}'),
    "document": (new_document("a"), "[]"),
    "container": (nodes.container("", paragraph("a")), '{par({"a"})}'),
    "image": (nodes.image(uri="a.svg", alt="Words"), 'image(alt: "Words", "picture.svg")'),
    "section": (
        nodes.section("", nodes.title("", "Why"), paragraph("a"), ids=["deep"]),
        '{{named(label("chapter#deep"), heading(level: 1, {number("3.1"); "Why"})); anchor("chapter")}; par({"a"})}',
    ),
    "figure": (
        figure(),
        'framed(long: false, "image", (label("chapter#fig-a"), ), headline("Figure 3.2", {"It fell"}, {"Persons"}), '
        '{image(alt: "Words", "picture.svg"); source({"Source: CBS"})})',
    ),
    "table": (
        table(["Year", "Persons"], ["2023", "1,234*"], title="People", ids=["tab-a"]),
        'framed(long: false, "table", (label("chapter#tab-a"), ), headline("Table 3.1", {"People"}, none), {cells('
        'size: 9pt, columns: (%spt, %spt, ), align: (left, right, ), head: 1, (table.header(table.cell({"Year"}), '
        'table.cell({"Persons"})), table.cell({"2023"}), table.cell({"1,234*"}), ))})',
    ),
    "problematic": (nodes.problematic("", "`a"), '{"`a"}'),
    "system_message": (nodes.system_message("", paragraph("bad")), '{par({"bad"})}'),
    "raw": (nodes.raw("", "<br />\n", format="html"), "linebreak()"),
    "target": (nodes.target("", "", ids=["here"]), '{anchor("chapter#here")}'),
    "index": (addnodes.index(), ""),
    "comment": (nodes.comment("", "not for readers"), ""),
    "substitution_definition": (nodes.substitution_definition("", "x"), ""),
    "meta": (nodes.meta(), ""),
    "toctree": (addnodes.toctree(), ""),
    "pending": (nodes.pending(None), ""),
    "footnote": (nodes.footnote("", nodes.label("", "1"), ids=["f"]), ""),
}  # fmt: skip
ELSEWHERE = {  # tested below, or as part of another node
    "line", "label", "definition_list_item", "footnote_reference", "HiddenCellNode",
    "attention", "caution", "danger", "error", "hint", "important", "seealso", "tip", "warning",
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_node_is_written(name, writer):
    node, expected = WRITTEN[name]
    code = flat(writer.visit(node))
    if name == "table":
        expected %= tuple(code.split("columns: (")[1].split("pt, )")[0].split("pt, "))
    assert code == expected


def test_every_visitor_has_a_test():
    assert set(VISITORS) == set(WRITTEN) | ELSEWHERE


@pytest.mark.parametrize(
    "name", sorted(ELSEWHERE & {"attention", "caution", "danger", "error", "hint", "important", "tip", "warning"})
)
def test_a_box_says_what_it_is(name, writer):
    assert flat(writer.visit(box(getattr(nodes, name)))) == f'box-of("{name.capitalize()}", {{par({{"Mind this."}})}})'


def test_a_see_also_box_says_what_it_is(writer):
    assert writer.visit(box(addnodes.seealso)).startswith('box-of("See also"')


def test_a_node_without_visitor_is_a_warning_and_keeps_its_words(writer):
    assert flat(writer.visit(nodes.math("", "x^2"))) == '{"x^2"}'
    assert writer.warnings == ["no visitor for the node math"]


def test_an_image_without_alt_text_is_a_warning(writer):
    assert writer.visit(nodes.image(uri="a.svg")) == ""
    assert writer.warnings == ["an image without alt text: a.svg"]


def test_an_image_among_words_is_as_high_as_a_line(writer):
    code = writer.visit(paragraph("a ", nodes.image(uri="a.svg", alt="Sign")))
    assert 'box(height: 1em, image(alt: "Sign", "picture.svg"))' in code


@pytest.mark.parametrize("markup", ["<p>Words</p>", "<img src='a.png'>", "<table></table>"])
def test_words_and_pictures_in_raw_html_are_a_warning(markup, writer):
    assert writer.visit(nodes.raw("", markup, format="html")) == ""
    assert writer.warnings == [f"words in raw HTML do not reach the PDF: {markup[:60]}"]


@pytest.mark.parametrize("markup", ["<script>say('words')</script>", "<!-- words -->", "<div class='x'></div>"])
def test_scripts_and_empty_elements_are_for_html_alone(markup, writer):
    assert writer.visit(nodes.raw("", markup, format="html")) == ""
    assert not writer.warnings


def footnoted(*references):
    document = new_document("a")
    document += paragraph(*[nodes.footnote_reference("", "1", refid=name) for name in references])
    document += [
        nodes.transition(classes=["footnotes"]),
        nodes.footnote("", nodes.label("", "1"), paragraph("Why."), ids=["f"]),
    ]
    return document


def test_a_footnote_stands_at_its_first_reference_and_is_repeated_by_number(writer):
    (first,) = writer.document("chapter", footnoted("f", "f"))
    assert flat(first.code) == (
        'par({named(label("chapter#note-f"), footnote({"Why."})); footnote(label("chapter#note-f"))})'
    )  # fmt: skip
    assert not writer.warnings


def test_a_footnote_that_nothing_refers_to_is_a_warning(writer):
    writer.document("chapter", footnoted())
    assert writer.warnings == ["nothing refers to the footnote 1\n\nWhy."]


def test_a_link_to_no_place_is_a_warning(writer):
    document = new_document("a")
    document += [
        paragraph(nodes.reference("", "x", refid="gone")),
        paragraph(nodes.reference("", "x", refuri="%chapter")),
    ]
    writer.document("chapter", document)
    writer.check_links()
    assert writer.warnings == ["no place in the book for a link to chapter#gone"]


def test_the_root_document_is_the_summary_of_a_book_whose_title_is_on_the_cover(writer):
    document = new_document("a")
    document += nodes.section("", nodes.title("", "State of Migration"), paragraph("a"), ids=["state"])
    heading, text = writer.document("index", document)
    assert (heading.kind, text.kind) == ("heading", "text")
    assert 'heading(level: 1, {"Summary"})' in flat(heading.code)


def test_cells_and_outputs_are_opened_into_pieces(writer):
    document = new_document("a")
    output = nodes.container("", paragraph("Said."), figure(), classes=["cell_output"])
    document += nodes.section("", nodes.title("", "A"), nodes.container("", output, classes=["cell"]), ids=["deep"])
    assert [piece.kind for piece in writer.document("chapter", document)] == ["heading", "text", "picture"]


def test_what_is_for_the_web_alone_is_not_in_the_pdf(writer):
    def cell(text, *tags):
        return nodes.container("", paragraph(text), classes=["cell", *tags])

    lists, mixed = nodes.section("", nodes.title("", "Lists")), nodes.section("", nodes.title("", "Mixed"))
    lists += [paragraph("Words."), cell("A long list.", "tag_web")]
    mixed += [cell("Another.", "tag_web"), cell("Kept.")]
    document = new_document("chapter")
    document += [lists, mixed]
    code = "".join(piece.code for piece in writer.document("chapter", document))
    assert "Mixed" in code and "Kept." in code
    assert not any(words in code for words in ("Lists", "Words.", "A long list.", "Another."))


def test_key_figures_are_pairs_of_number_and_words(writer):
    assert flat(writer.visit(key_figures())) == 'key-figures((({"1,234"}, {"people"}, ), ))'


def test_the_lines_below_a_table_stay_with_it(writer):
    inner = table(["Year", "Persons"], ["2023", "1"], title="People", ids=["tab-a"])
    inner[0] += nodes.inline("", "Netherlands", classes=["chart-measure"])
    block = nodes.container("", inner, paragraph("Source: CBS", classes=["chart-source"]), classes=["table-block"])
    code = flat(writer.visit(block))
    assert 'headline("Table 3.1", {"People"}, {"Netherlands"})' in code
    assert code.endswith('source({"Source: CBS"})})')


def test_a_long_table_may_break_and_does_not_float(writer):
    long = table(["Year", "Persons"], *[[str(year), "1"] for year in range(1990, 2024)], title="People", ids=["tab-a"])
    document = new_document("a")
    document += long
    (piece,) = writer.document("chapter", document)
    assert piece.kind == "text"
    assert piece.code.startswith("framed(long: true")


def test_a_table_without_a_title_has_no_frame(writer):
    assert flat(writer.visit(table(["Year", "Persons"], ["2023", "1"]))).startswith("{cells(")


def test_a_cell_spans_columns_and_rows(writer):
    node = table(["Year", "Persons"], ["2023", "1"])
    entry = list(node.findall(nodes.entry))[-1]
    entry["morecols"], entry["morerows"] = 1, 2
    assert 'table.cell(colspan: 2, rowspan: 3, {"1"})' in flat(writer.visit(node))


def test_sides_of_the_source_come_before_those_of_the_words(writer):
    node = table(["Year", "Persons"], ["2023", "1"])
    list(node.findall(nodes.entry))[-1]["classes"] = ["text-center"]
    assert "align: (left, center, )" in writer.visit(node)


@pytest.mark.parametrize(
    "cell", ["1,234", "c. 5,000", "ca. 5.000", "−450", "+4.260", "17%", "2.2*", "332,863†", ".", "< 0.1", ""]
)
def test_numbers_stand_right(cell):
    assert columns.sides([["2023", cell]], 2) == ["left", "right"]


@pytest.mark.parametrize("cell", ["Syria", "23 November 2026", "EU-27"])
def test_words_stand_left(cell):
    assert columns.sides([["2023", cell]], 2) == ["left", "left"]


def test_columns_are_as_wide_as_their_words_where_these_fit():
    size, widths = columns.fitted([["Year", "Persons"]], [["2023", "1,234,567"]], 2)
    assert size == 9
    assert widths[0] < widths[1] < 60


def test_a_wide_table_wraps_its_words_but_never_breaks_a_number():
    words = "A dataset with quite a long name about people who came"
    size, widths = columns.fitted([["Dataset", "Persons"] * 3], [[words, "17,942,942"] * 3], 6)
    assert size == 9
    assert sum(widths) == pytest.approx(396 - 5 * columns.GAP)
    assert min(widths[1::2]) >= columns.fitted([[""]], [["17,942,942"]], 1)[1][0]


def test_a_table_of_many_columns_is_set_smaller_and_too_many_are_refused():
    sizes = [columns.fitted([["Persons"] * count], [["17,942,942"] * count], count) for count in (5, 6, 7, 12)]
    assert [size for size, _ in sizes] == [9, 9, 8, 7]
    assert [columns.too_wide(widths) for _, widths in sizes] == [False, False, False, True]


def placed(*pieces, page=600):
    kinds, heights = zip(*pieces, strict=True)
    return pages.placed(kinds, heights, [10] * len(pieces), page)


def test_a_picture_stands_in_the_text_where_it_fits():
    assert placed(("heading", 20), ("text", 100), ("picture", 300)) == ["in-text"] * 3


def test_a_picture_that_does_not_fit_waits_for_the_next_page_and_keeps_its_order():
    found = placed(("text", 300), ("picture", 400), ("text", 100), ("picture", 100), ("text", 300))
    assert found == ["in-text", "on-top", "in-text", "on-top", "in-text"]


def test_a_heading_near_the_end_of_a_page_lets_waiting_pictures_go_first():
    assert placed(("text", 450), ("picture", 400), ("heading", 20))[-1] == "once-placed"
    assert placed(("text", 300), ("picture", 400), ("heading", 20))[-1] == "in-text"


def test_pictures_are_not_set_before_a_heading_where_that_would_leave_a_page_half_empty():
    # a page of one small picture, because the next does not fit beside it
    assert placed(("text", 450), ("picture", 200), ("picture", 500), ("heading", 20))[-1] == "in-text"
    assert placed(("text", 450), ("picture", 400), ("picture", 500), ("heading", 20))[-1] == "once-placed"


def test_a_heading_goes_on_after_all_waiting_pictures():
    found = placed(
        ("text", 500), ("picture", 400), ("picture", 400), ("heading", 20), ("picture", 150), ("picture", 60)
    )
    assert found[3:] == ["once-placed", "in-text", "on-top"]


def test_text_goes_on_over_pages():
    assert placed(("text", 1700), ("picture", 60)) == ["in-text", "in-text"]
    assert placed(("text", 1700), ("picture", 80)) == ["in-text", "on-top"]


def test_what_is_written_compiles_to_pdf_ua(writer, tmp_path):
    (tmp_path / "picture.svg").write_text(SVG)
    (tmp_path / "report.typ").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
    code = [writer.visit(node) for node, _ in WRITTEN.values()] + [writer.visit(key_figures())]
    code.append(writer.document("chapter", footnoted("f", "f"))[0].code)
    source = tmp_path / "book.typ"
    show = '#import "report.typ": *\n#set document(title: "T", date: none)\n#show: looks.with("en")\n'
    source.write_text(show + "\n".join(f"#{part}" for part in code if part), encoding="utf-8")
    compiler = typst.Compiler(source, root=tmp_path, font_paths=[FONTS], ignore_system_fonts=True)
    _, warnings = compiler.compile_with_warnings(output=tmp_path / "book.pdf", format="pdf", pdf_standards=["ua-1"])
    assert not warnings
    assert (tmp_path / "book.pdf").stat().st_size > 5000


def test_a_sign_that_the_typeface_lacks_is_refused(tmp_path):
    source = tmp_path / "book.typ"
    source.write_text(
        '#set document(title: "T")\n#set text(font: "Open Sans", fallback: false)\n#"→"', encoding="utf-8"
    )
    compiler = typst.Compiler(source, root=tmp_path, font_paths=[FONTS], ignore_system_fonts=True)
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        compiler.compile(output=tmp_path / "book.pdf", format="pdf", pdf_standards=["ua-1"])


@pytest.mark.parametrize("text", ['"', "\\", '\\"', "#let x = 1", "a\nb\tc", "*_$@<>`//"])
def test_words_are_string_literals(text):
    assert json.loads(typst.eval(b"", markup.string(text))) == text


def test_a_sign_that_the_typeface_lacks_names_its_chapter(tmp_path):
    builder = SimpleNamespace(out=tmp_path)
    (tmp_path / "report.typ").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
    pieces = [[Piece("text", f"[#{markup.string(text)}]")] for text in ("plain", "a // \nb 水", "plain")]
    TypstBuilder.write_pieces(builder, pieces, ["chapters/summary", "chapters/asylum", "chapters/sources"])
    source = tmp_path / "book.typ"
    lines = ['#import "report.typ": *', '#import "pieces.typ": chapters', '#set document(title: "T", date: none)']
    lines += ['#show: looks.with("en")', *(f"#chapters.at({number}).at(0)" for number in range(3))]
    source.write_text("\n".join(lines), encoding="utf-8")
    options = {"format": "pdf", "pdf_standards": ["ua-1"], "output": tmp_path / "book.pdf"}
    with pytest.raises(SphinxError) as error:
        TypstBuilder.typst(builder, source, lambda compiler: compiler.compile(**options))
    assert str(error.value).startswith("typst: chapters/asylum: ")
    assert "水" in str(error.value) and "\n" not in str(error.value)
