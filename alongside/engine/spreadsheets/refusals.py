"""When a file cannot be read at all, and the words that say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from alongside.engine.i18n import N_

WORDS: Final[dict[str, str]] = {
    "empty": N_("This file is empty. Nothing was imported. Check that you chose the right one."),
    "file_too_large": N_(
        "This file is larger than %(limit)s MB. Nothing was imported. Take out sheets and "
        "pictures that are not needed, or split it into several files."
    ),
    "not_a_spreadsheet": N_(
        "This is a %(found)s, whatever its name says. Nothing was imported. Choose an Excel, "
        "OpenDocument (.ods) or CSV file."
    ),
    "unknown_type": N_(
        "This does not look like a spreadsheet. Nothing was imported. Choose an Excel, "
        "OpenDocument (.ods) or CSV file."
    ),
    "save_as_xlsx": N_(
        "This is a spreadsheet of a kind that cannot be read here (%(found)s). Nothing was "
        "imported. Open it, save it as an Excel workbook (.xlsx) or CSV, and upload that."
    ),
    "encrypted": N_(
        "This workbook is protected by a password, so it cannot be read. Nothing was imported. "
        "Open it, take the password off, save it, and upload it again."
    ),
    "bomb": N_(
        "This file would unpack to far more than a list of people can hold, so it was not "
        "opened. Nothing was imported. Copy the cells into a new workbook and upload that."
    ),
    "damaged": N_(
        "This file is damaged and cannot be read. Nothing was imported. Open it in your "
        "spreadsheet program, save it under a new name, and upload that."
    ),
    "too_many_rows": N_(
        "This file has more than %(limit)s rows. Nothing was imported. Split it into files of "
        "at most %(limit)s rows and upload them one after the other."
    ),
    "too_many_cells": N_(
        "The sheet “%(sheet)s” reaches over more than %(limit)s cells. Nothing was imported. "
        "Something may stand far away to the right or below: copy only the list into a new "
        "sheet, and upload that."
    ),
    "too_many_columns": N_(
        "The sheet “%(sheet)s” has more than %(limit)s columns. Nothing was imported. Something "
        "may stand far away to the right: copy only the list into a new sheet, and upload that."
    ),
    "no_such_sheet": N_(
        "There is no sheet called “%(sheet)s” in this file. Choose one of: %(sheets)s."
    ),
    "no_rows": N_(
        "There is nothing below a row of headings in this file. Nothing was imported. Check "
        "that the list is on one of its sheets, with its headings above it."
    ),
    "unclosed_quote": N_(
        'From row %(row)s a quotation mark (") is opened and never closed, so the rest of the '
        "file runs together. Nothing was imported. Take the mark out, or close it."
    ),
}


class CannotRead(Exception):
    """A file that cannot be read as a list of people.

    ``message_code`` is a key of ``WORDS``; ``params`` fill its placeholders.
    """

    def __init__(self, message_code: str, params: dict[str, str | int] | None = None) -> None:
        self.message_code = message_code
        self.params: dict[str, str | int] = params or {}
        super().__init__(WORDS[message_code] % self.params)

    def words(self, translate: Callable[[str], str]) -> str:
        """What to tell the person who chose the file, through ``translate``."""
        return translate(WORDS[self.message_code]) % self.params
