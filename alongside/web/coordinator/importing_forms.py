"""The forms of an import."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from alongside.web.shared.forms import KeyedForm

_BOX = re.compile(r"r(\d{1,7})-([a-z_]{1,40})")
_USE = re.compile(r"(\d{1,7}):([a-z_]{1,40}):(.*)", re.DOTALL)
ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"

SIDES = [("mentee", _l("Mentees")), ("mentor", _l("Mentors"))]


class UploadForm(KeyedForm):
    """A file, and whom it lists where no column says so."""

    file = forms.FileField(
        label=_l("Your list"), max_length=255,
        help_text=_l("Excel (.xlsx, .xls), OpenDocument (.ods) or CSV, up to 40 MB and 100,000 rows."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _l("Choose the file to upload. Nothing was kept."),
            "empty": _l("This file is empty. Nothing was kept. Check that you chose the right one."),
        },
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 40 MB. Nothing was kept. Split it into several files.")
            )
        return file

    @classmethod
    def too_large(cls) -> str:
        """For an upload that was cut off on its way."""
        return _(
            "No file arrived, or it was larger than 40 MB. Nothing was kept. "
            "Choose it again, or split it into several files."
        )


class CorrectedForm(UploadForm):
    """The file once more, mended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("The corrected file")
        self.fields["file"].help_text = ""


class ColumnsForm(forms.Form):
    """What stands for the whole file; the columns' own choices are read by ``choices``."""

    side = forms.ChoiceField(choices=SIDES)
    whole = forms.BooleanField(required=False)


def choices(post: Mapping[str, str]) -> dict[int, str]:
    """``c0=email&c1=ignore`` as index to field."""
    return {int(name[1:]): field for name, field in post.items() if re.fullmatch(r"c\d{1,4}", name)}


def corrections(post: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """``r12-email=…`` as number to field to text; a suggestion that was pressed goes before."""
    found: dict[int, dict[str, str]] = {}
    for name, text in post.items():
        box = _BOX.fullmatch(name)
        if box:
            found.setdefault(int(box[1]), {})[box[2]] = text
    used = _USE.fullmatch(post.get("use", ""))
    if used:
        found.setdefault(int(used[1]), {})[used[2]] = used[3]
    return found


def numbers(texts: list[str]) -> set[int]:
    """Row numbers, whatever else was sent."""
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 8}
