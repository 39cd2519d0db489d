"""Applicants from a spreadsheet: uploaded, understood, mended, imported."""

from alongside.actions.importing.checking import check, check_in_background, mend
from alongside.actions.importing.running import gave_up, import_in_background, start, stop
from alongside.actions.importing.uploading import (
    choose_columns,
    choose_sheet,
    forget_old,
    throw_away,
    upload,
)
from alongside.actions.importing.welcoming import welcome, welcome_in_background
from alongside.actions.importing.whole import Noted, check_file, import_file

__all__ = [
    "Noted",
    "check",
    "check_file",
    "check_in_background",
    "choose_columns",
    "choose_sheet",
    "forget_old",
    "gave_up",
    "import_file",
    "import_in_background",
    "mend",
    "start",
    "stop",
    "throw_away",
    "upload",
    "welcome",
    "welcome_in_background",
]
