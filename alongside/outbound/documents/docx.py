"""The learning record as a DOCX, to be gone on with in a word processor.

Built on named styles (Title, Heading 1 and 2, our own for the rest) and a table
with a repeated header row, so that screen readers and tables of contents find
their way, and so that changing a style changes the document. What repeats is
written as elements: python-docx looks the style up anew for every paragraph,
which takes seconds where a record is long.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from alongside.outbound.documents.learning_record import (
    Content,
    LearningRecord,
    Row,
    Section,
    content,
)

_INK = RGBColor(0x1D, 0x2B, 0x2E)
_SOFT = RGBColor(0x50, 0x62, 0x6A)
_TEAL = RGBColor(0x07, 0x47, 0x4A)
_TEAL_HEX, _AMBER_HEX, _LINE_HEX = "0B5D60", "E9A23B", "E2DCCF"

# What word processors everywhere have: a document that names rarer fonts looks different in each.
_SANS, _SERIF = "Arial", "Georgia"

_FACTS = (48, 116)
_LIST = (11, 26, 72, 40, 15)
_RIGHT_ALIGNED = (0, 4)
_TWIPS_PER_MM = 1440 / 25.4
# The format holds no more in each of a document's properties.
_LONGEST_PROPERTY = 255

# Identifiers of our own styles: paragraphs, then runs.
_BRAND, _NAME, _HINT, _BYLINE, _DETAIL, _CELL, _SMALL, _FIGURES = (
    "AlBrand", "AlName", "AlHint", "AlByline", "AlDetail", "AlCell", "AlSmall", "AlFigures",
)  # fmt: skip
_LABEL, _STRONG, _HEAD, _FIGURE = "AlLabel", "AlStrong", "AlHead", "AlFigure"

_Runs = Iterable[tuple[str, str]]
"""Texts, each with the identifier of its style, or none."""


def learning_record_docx(record: LearningRecord) -> bytes:
    """The record as a DOCX, in the language that is active."""
    words = content(record, get_language() or "en-gb")
    document = Document()
    _styles(document, words.lang)
    _properties(document, words)
    _page(document, words)
    body = _Body(document)
    _title_page(body, words)
    _section(body, words.summary, new_page=True)
    _activities(body, words)
    _details(body, words)
    for section in (words.statement, words.gaps, words.checks):
        _section(body, section)
    _standards(body, words)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class _Body:
    """Writes to the end of the document, before what describes its pages."""

    def __init__(self, document: Doc) -> None:
        self._element = document.element.body
        self._last = self._element.find(qn("w:sectPr"))

    def paragraph(self, style: str, runs: _Runs, *, new_page: bool = False) -> None:
        paragraph = _paragraph(style, runs)
        if new_page:
            _sub(paragraph.find(qn("w:pPr")), "pageBreakBefore")
        self._last.addprevious(paragraph)

    def table(self, widths: tuple[int, ...], rows: list[list[Any]], *, headed: bool) -> None:
        """Rows of paragraphs; thin lines between them and none between columns."""
        table = etree.Element(qn("w:tbl"))
        properties = _sub(table, "tblPr")
        _sub(properties, "tblW", w=_twips(sum(widths)), type="dxa")
        borders = _sub(properties, "tblBorders")
        _sub(borders, "top", val="single", sz="8", space="0", color=_TEAL_HEX)
        _sub(borders, "bottom", val="single", sz="4", space="0", color=_LINE_HEX)
        _sub(borders, "insideH", val="single", sz="4", space="0", color=_LINE_HEX)
        _sub(properties, "tblLayout", type="fixed")
        if headed:
            _sub(properties, "tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1")
        grid = _sub(table, "tblGrid")
        for width in widths:
            _sub(grid, "gridCol", w=_twips(width))
        for index, cells in enumerate(rows):
            row = _sub(table, "tr")
            kept = _sub(row, "trPr")
            _sub(kept, "cantSplit")
            if headed and index == 0:
                _sub(kept, "tblHeader")
            for width, paragraph in zip(widths, cells, strict=True):
                cell = _sub(row, "tc")
                _sub(_sub(cell, "tcPr"), "tcW", w=_twips(width), type="dxa")
                cell.append(paragraph)
        self._last.addprevious(table)


def _title_page(body: _Body, words: Content) -> None:
    body.paragraph(_BRAND, [("Alongside", "")])
    body.paragraph("Title", [(words.title, "")])
    body.paragraph(_NAME, [(words.name, "")])
    body.table(
        _FACTS,
        [
            [
                _paragraph(_CELL, [(fact.label, _LABEL)]),
                _paragraph(_CELL, [(fact.paragraphs[0], _STRONG)]),
            ]
            for fact in words.facts
        ],
        headed=False,
    )
    figures: list[tuple[str, str]] = []
    for figure in words.figures:
        figures += [("   ·   ", "")] if figures else []
        figures += [(figure.paragraphs[0], _FIGURE), (f" {figure.label}", "")]
    body.paragraph(_FIGURES, figures)
    body.paragraph(_HINT, [(words.strip_summary, "")])


def _section(body: _Body, section: Section, *, new_page: bool = False) -> None:
    body.paragraph("Heading1", [(section.title, "")], new_page=new_page)
    for text in section.paragraphs:
        body.paragraph("Normal", [(text, "")])
    if not section.paragraphs and section.hint:
        body.paragraph(_HINT, [(section.hint, "")])


def _activities(body: _Body, words: Content) -> None:
    body.paragraph("Heading1", [(words.list_title, "")])
    if not words.rows:
        body.paragraph(_HINT, [(words.list_empty, "")])
        return
    body.paragraph(_HINT, [(words.list_intro, "")])
    head = [_cell(text, column, _HEAD) for column, text in enumerate(words.list_headings)]
    body.table(_LIST, [head, *(_list_row(row) for row in words.rows)], headed=True)


def _list_row(row: Row) -> list[Any]:
    texts = (str(row.number), row.date, row.title, row.type, row.hours)
    return [
        _cell(text, column, _STRONG if column == 2 else "") for column, text in enumerate(texts)
    ]


def _cell(text: str, column: int, style: str) -> Any:
    paragraph = _paragraph(_SMALL, [(text, style)])
    if column in _RIGHT_ALIGNED:
        _sub(paragraph.find(qn("w:pPr")), "jc", val="right")
    return paragraph


def _details(body: _Body, words: Content) -> None:
    told = [row for row in words.rows if row.fields]
    if told:
        body.paragraph("Heading1", [(words.details_title, "")])
    for row in told:
        body.paragraph("Heading2", [(f"{row.number}. {row.title}", "")])
        body.paragraph(_BYLINE, [(row.byline, "")])
        for field in row.fields:
            label = [(f"{field.label}: ", _LABEL)]
            for text in field.paragraphs:
                body.paragraph(_DETAIL, [*label, (text, "")])
                label = []


def _standards(body: _Body, words: Content) -> None:
    if not words.standards:
        return
    body.paragraph("Heading1", [(words.standards_title, "")])
    body.paragraph(_HINT, [(words.standards_intro, "")])
    for standard in words.standards:
        body.paragraph("Normal", [(f"{standard.label}. ", _STRONG), (standard.paragraphs[0], "")])


def _styles(document: Doc, lang: str) -> None:
    normal = document.styles["Normal"]
    _look(normal, _SANS, 10, _INK, after=6)
    normal.paragraph_format.line_spacing = 1.2
    _sub(normal.element.get_or_add_rPr(), "lang", val=lang)
    for name, size, colour in (
        ("Title", 34, _TEAL),
        ("Heading 1", 19, _TEAL),
        ("Heading 2", 12, _INK),
    ):
        style = document.styles[name]
        _look(style, _SERIF, size, colour, before=0 if name == "Title" else size, after=5)
        style.font.bold = True
        style.paragraph_format.keep_with_next = True
        # The starting document's titles are letter-spaced and underlined.
        for unwanted in ("w:pBdr", "w:spacing"):
            for element in style.element.findall(f"{qn('w:rPr')}/{qn(unwanted)}"):
                element.getparent().remove(element)
            for element in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
                element.getparent().remove(element)

    def paragraph(
        code: str, name: str, family: str, size: float, colour: RGBColor, **space: float
    ) -> Any:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), code)
        style.base_style = normal
        _look(style, family, size, colour, before=space.get("before"), after=space.get("after"))
        return style

    brand = paragraph(_BRAND, "Record brand", _SERIF, 15, _TEAL, after=150)
    brand.font.bold = True
    border = etree.Element(qn("w:pBdr"))
    # The format wants borders before spacing.
    brand.element.get_or_add_pPr().insert(0, border)
    _sub(border, "bottom", val="single", sz="18", space="6", color=_AMBER_HEX)
    paragraph(_NAME, "Record name", _SANS, 15, _SOFT, after=24)
    paragraph(_HINT, "Record hint", _SANS, 10, _SOFT, after=8)
    paragraph(
        _BYLINE, "Record byline", _SANS, 9, _SOFT, after=4
    ).paragraph_format.keep_with_next = True
    paragraph(_DETAIL, "Record detail", _SANS, 10, _INK, after=4).paragraph_format.left_indent = Mm(
        5
    )
    paragraph(_CELL, "Record fact", _SANS, 10, _INK, before=5, after=5)
    paragraph(_SMALL, "Record cell", _SANS, 9, _INK, before=3, after=3)
    paragraph(_FIGURES, "Record figures", _SANS, 10, _INK, before=20, after=4)

    for code, name, look, bold in (
        (_LABEL, "Record label", (_SANS, 9, _SOFT), True),
        (_STRONG, "Record strong", (), True),
        (_HEAD, "Record head", (_SANS, 9, _TEAL), True),
        (_FIGURE, "Record figure", (_SERIF, 20, _TEAL), True),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.element.set(qn("w:styleId"), code)
        if look:
            _look(style, *look)
        style.font.bold = bold


def _look(
    style: Any,
    family: str,
    size: float,
    colour: RGBColor,
    *,
    before: float | None = None,
    after: float | None = None,
) -> None:
    style.font.name = family
    style.font.size = Pt(size)
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A theme's font would win over a named one.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), family)
    if before is not None:
        style.paragraph_format.space_before = Pt(before)
    if after is not None:
        style.paragraph_format.space_after = Pt(after)


def _properties(document: Doc, words: Content) -> None:
    properties = document.core_properties
    properties.title = f"{words.title} · {words.name}"[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = words.name[:_LONGEST_PROPERTY]
    properties.language = words.lang
    properties.comments = ""
    properties.created = properties.modified = datetime(*words.made_on)


def _page(document: Doc, words: Content) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(23)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.different_first_page_header_footer = True
    head, foot = section.header.paragraphs[0]._p, section.footer.paragraphs[0]._p
    head.getparent().replace(head, _paragraph(_BYLINE, [(words.running_head, "")]))
    numbered = _paragraph(_BYLINE, [(f"{words.page} ", "")])
    _sub(numbered.find(qn("w:pPr")), "jc", val="right")
    _number(numbered, "PAGE")
    _run(numbered, f" {words.page_of} ", "")
    _number(numbered, "NUMPAGES")
    foot.getparent().replace(foot, numbered)


def _number(paragraph: Any, instruction: str) -> None:
    """A field that the word processor fills in."""
    _run(_sub(paragraph, "fldSimple", instr=instruction), "1", "")


def _paragraph(style: str, runs: _Runs) -> Any:
    paragraph = etree.Element(qn("w:p"))
    _sub(_sub(paragraph, "pPr"), "pStyle", val=style)
    for text, run_style in runs:
        _run(paragraph, text, run_style)
    return paragraph


def _run(paragraph: Any, text: str, style: str) -> None:
    run = _sub(paragraph, "r")
    if style:
        _sub(_sub(run, "rPr"), "rStyle", val=style)
    written = _sub(run, "t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _sub(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(
        parent, qn(f"w:{name}"), {qn(f"w:{key}"): value for key, value in attributes.items()}
    )


def _twips(millimetres: int) -> str:
    return str(round(millimetres * _TWIPS_PER_MM))
