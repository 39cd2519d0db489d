"""What the files of this topic share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.actions import agenda


def words(text: str, empty: str, field: str = "text") -> str:
    """The text without stray space; Refused when it is empty (with ``empty``) or too long."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(empty, field=field)
    if len(text) > agenda.LONGEST:
        raise Refused(
            _("Longer than %(most)s characters. Nothing was lost: shorten it and save again.")
            % {"most": agenda.LONGEST},
            field=field,
        )
    return text


def to_ten(value: int | None) -> int | None:
    """The number, which is None or 0 to 10; else Refused."""
    if value is not None and not 0 <= value <= 10:
        raise Refused(_("Choose a number from 0 to 10."))
    return value
