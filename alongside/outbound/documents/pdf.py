"""The learning record as a tagged PDF (PDF/UA-1), set by typst.

What people wrote goes in as data (JSON in one system input), never as markup,
so that nothing they write can be code. Only the fonts beside this file are
used, so a page looks the same on every machine; a script they lack is set in
whatever the machine has, rather than refused.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language

from alongside.outbound.documents.learning_record import LearningRecord, content
from alongside.outbound.documents.text import breakable

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "templates" / "learning_record.typ"
_FONTS = _HERE / "fonts"


def learning_record_pdf(record: LearningRecord) -> bytes:
    """The record as a PDF, in the language that is active.

    Tagged and declared as PDF/UA-1, unless it holds characters that no font at
    hand can draw: then it is tagged all the same, but does not claim it.
    """
    words = content(record, (get_language() or "en-gb").split("-")[0])
    data = json.dumps(_breakable(asdict(words)))
    try:
        return _set(data, own_fonts_only=True, declared=True)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    try:
        return _set(data, own_fonts_only=False, declared=True)
    except typst.TypstError:
        return _set(data, own_fonts_only=False, declared=False)


def _set(data: str, *, own_fonts_only: bool, declared: bool) -> bytes:
    pdf: bytes = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=_fonts(own_fonts_only),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=["ua-1"] if declared else None,
    )
    return pdf


@lru_cache(maxsize=2)
def _fonts(own_only: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=not own_only, font_paths=[_FONTS])


def _breakable(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, dict):
        return {key: _breakable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(item) for item in value]
    return value
