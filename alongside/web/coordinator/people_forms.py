"""The forms of the people of a programme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from alongside.web.shared.forms import Form

#: How many can be invited in one go; a longer list is what the import is for.
AT_ONCE = 200
_ANGLED = re.compile(r"^(?P<name>.*?)[<(]\s*(?P<email>[^<>()\s]+@[^<>()\s]+)\s*[>)]$")


@dataclass(frozen=True)
class Invited:
    """One line of the box."""

    email: str
    name: str


def read_addresses(text: str) -> list[Invited]:
    """``Ana Li <ana@example.org>``, ``ana@example.org Ana Li`` or bare addresses, one a line or
    with ; between. Raises ValidationError that names each line it can't read.
    """
    found: dict[str, Invited] = {}
    wrong = []
    for line in re.split(r"[\n;]|,(?=[^,]*@)", text):
        line = line.strip(" ,\t\r")
        if not line:
            continue
        angled = _ANGLED.match(line)
        if angled:
            email, name = angled["email"], angled["name"]
        else:
            words = line.split()
            email = next((word for word in words if "@" in word), "")
            name = " ".join(word for word in words if word != email)
        email = email.strip("<>()\"',").lower()
        try:
            validate_email(email)
        except ValidationError:
            wrong.append(line[:60])
            continue
        found.setdefault(email, Invited(email, name.strip(" \"'")))
    if wrong:
        raise ValidationError(
            _("No address can be read in: %(lines)s. Nothing was sent yet.")
            % {"lines": "; ".join(wrong[:5]) + ("…" if len(wrong) > 5 else "")}
        )
    if len(found) > AT_ONCE:
        raise ValidationError(
            _("That is more than %(n)s addresses. Use a spreadsheet for so many.") % {"n": AT_ONCE}
        )
    return list(found.values())


class InviteForm(Form):
    """Addresses to invite."""

    side = forms.ChoiceField(label=_l("Invite them as"), widget=forms.RadioSelect)
    addresses = forms.CharField(
        label=_l("Addresses, one a line"), widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_l("For example: Ana Li <ana.li@example.org>"),
    )  # fmt: skip

    def __init__(self, *args: Any, sides: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]

    def clean_addresses(self) -> list[Invited]:
        return read_addresses(self.cleaned_data["addresses"])


class EligibleForm(Form):
    """Whether matching may use somebody, and why."""

    eligible = forms.ChoiceField(
        label=_l("May they be matched in this programme?"), widget=forms.RadioSelect,
        choices=[("yes", _l("Yes")), ("no", _l("No"))],
    )  # fmt: skip
    note = forms.CharField(
        label=_l("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RestForm(Form):
    """Until when somebody rests."""

    until = forms.DateField(
        label=_l("Back on"), required=False,
        help_text=_l("Leave empty if nobody knows yet."),
        widget=forms.DateInput(attrs={"type": "date", "class": "nhsuk-input--width-10"}),
    )  # fmt: skip


class SearchForm(Form):
    """What the table is narrowed to. Anything odd in the address is simply not a filter."""

    q = forms.CharField(label=_l("Name, address or profession"), required=False, max_length=100)
    side = forms.CharField(required=False, max_length=10)
    state = forms.CharField(required=False, max_length=12)
    page = forms.IntegerField(required=False)
