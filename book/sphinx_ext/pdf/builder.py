"""The Sphinx builder: all documents of a book in one Typst file, compiled into a tagged PDF (PDF/UA-1)."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import typst
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util.logging import getLogger

from book.charts.style import FONTS
from book.sphinx_ext import config
from book.sphinx_ext.pdf import blocks, pictures, words  # noqa: F401  (they register their visitors)
from book.sphinx_ext.pdf.markup import array, call, string
from book.sphinx_ext.pdf.pages import placed
from book.sphinx_ext.pdf.writer import Piece, Writer

log = getLogger(__name__)
TEMPLATE = Path(__file__).with_name("report.typ")
IMPORTS = '#import "report.typ": *\n#import "pieces.typ": chapters\n'
NAME = "// "  # how the line begins that names a chapter; words are string literals, so no other begins like that
FRONT = ("title", "subtitle", "line", "picture", "alt", "contents", "figures", "about", "colophon")


class TypstBuilder(Builder):
    """Writes `book.typ` and `book.pdf`; every warning of Typst is one of Sphinx."""

    name = format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types = ("image/svg+xml", "image/png", "image/jpeg")

    def get_outdated_docs(self):
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to)

    def write(self, *ignored) -> None:
        """All documents in the order of the contents, whichever have changed."""
        writer = Writer(self, self.place_image)
        chapters, levels = [], []
        documents = list(self.in_order(self.config.root_doc))
        for docname, level in documents:
            doctree = self.env.get_and_resolve_doctree(docname, self)
            self.post_process_images(doctree)
            chapters.append(writer.document(docname, doctree, level))
            levels.append(level)
        writer.check_links()
        self.out = Path(self.outdir)
        shutil.copy(TEMPLATE, self.out)
        self.write_pieces(chapters, [docname for docname, _ in documents])
        self.write_book(chapters, levels, self.sizes())
        self.compile()

    def write_pieces(self, chapters: list[list[Piece]], docnames: list[str]) -> None:
        """`pieces.typ`: the pieces of each chapter under a line that names it, for an error of Typst."""
        named = zip(docnames, chapters, strict=True)
        code = array(f"\n{NAME}{docname}\n{array(piece.code for piece in pieces)}" for docname, pieces in named)
        (self.out / "pieces.typ").write_text(f'#import "report.typ": *\n#let chapters = {code}\n', encoding="utf-8")

    def sizes(self) -> list[dict]:
        """Per chapter the heights of its pieces and the gaps between them, as Typst measures them."""
        source = self.out / "sizes.typ"
        source.write_text(f"{IMPORTS}#sizes({string(self.config.language)}, chapters)\n", encoding="utf-8")
        return json.loads(self.typst(source, lambda compiler: compiler.query("<size>", field="value")))

    def write_book(self, chapters: list[list[Piece]], levels: list[int], sizes: list[dict]) -> None:
        """`book.typ`: front matter, then each piece at its place; a chapter begins a page."""
        lines = [self.preamble()]
        for number, (pieces, level, size) in enumerate(zip(chapters, levels, sizes, strict=True)):
            for piece, height in zip(pieces, size["heights"], strict=True):
                if piece.kind == "picture" and height > size["page"]:
                    log.warning("typst: a picture taller than a page: %s", piece.code[:80])
            places = placed([piece.kind for piece in pieces], size["heights"], size["gaps"], size["page"])
            lines += ["#pagebreak(weak: true)"] if level == 1 else []
            lines += [f"#{where}(chapters.at({number}).at({place}))" for place, where in enumerate(places)]
            lines.append("#place.flush()")
        (self.out / "book.typ").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def in_order(self, docname: str, level: int = 1):
        """(docname, level of its heading): the root and its chapters alike, their own documents one deeper."""
        yield docname, level
        for child in self.env.toctree_includes.get(docname, []):
            yield from self.in_order(child, level + (docname != self.config.root_doc))

    def preamble(self) -> str:
        """The template, called with the book's title, language, cover and word for the contents."""
        title, language = self.config.project, string(self.config.language)
        front = dict.fromkeys(FRONT, "") | {"title": title, "contents": "Contents"} | config.of(self.config).front
        if front["picture"]:
            front["picture"] = self.copied(Path(self.srcdir) / front["picture"])
        named = {name: string(text) for name, text in front.items()}
        return f"{IMPORTS}#show: {call('report.with', document_title=string(title), language=language, **named)}"

    def place_image(self, node) -> str:
        """Copy an image beside the Typst file; its name there."""
        if node["uri"] not in self.images:
            raise SphinxError(f"typst: no local picture {node['uri']}")
        return self.copied(Path(self.srcdir) / node["uri"], self.images[node["uri"]])

    def copied(self, picture: Path, name: str = "") -> str:
        name = f"pictures/{name or picture.name}"
        (Path(self.outdir) / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, Path(self.outdir) / name)
        return name

    def compile(self) -> None:
        """The PDF; with a fixed time and our own fonts alone the same source gives the same bytes."""
        source = self.out / "book.typ"
        options = {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": 0, "output": source.with_suffix(".pdf")}
        _, warnings = self.typst(source, lambda compiler: compiler.compile_with_warnings(**options))
        for warning in warnings:
            log.warning("typst: %s", warning.message)

    def typst(self, source: Path, use: Callable):
        """What `use` makes of a source; an error of Typst is one of Sphinx, with the chapter where it is one's."""
        try:
            return use(typst.Compiler(source, root=self.out, font_paths=[FONTS], ignore_system_fonts=True))
        except typst.TypstError as error:
            place = re.search(r"pieces\.typ:(\d+)", error.diagnostic)
            above = (self.out / "pieces.typ").read_text(encoding="utf-8").split("\n")[: int(place[1])] if place else []
            names = [line.removeprefix(NAME) for line in above if line.startswith(NAME)]
            raise SphinxError(f"typst: {names[-1] + ': ' if names else ''}{error.message}") from error
