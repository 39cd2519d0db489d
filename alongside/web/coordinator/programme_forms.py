"""The forms of a programme's settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from alongside.actions.programmes import DEFAULTS
from alongside.engine import reference
from alongside.web.shared.forms import Form, KeyedForm

#: Contacts a form has room for.
CONTACTS = 3


def translated(kind: str) -> list[tuple[str, str]]:
    """The choices of a reference list."""
    return [(code, _(name)) for code, name in reference.choices(kind)]


def hinted(widget: Any, kind: str) -> Any:
    """The widget with the sentence that explains each choice."""
    widget.hints = {
        entry.code: _(getattr(entry, "description", "")) for entry in reference.LISTS[kind]
    }
    return widget


def _whole(label: Any, low: int, high: int, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=low, max_value=high, widget=widget, **more)


def _text(label: Any, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, **more)


class ProgrammeForm(KeyedForm):
    """Everything about a programme, in the order its page tells it."""

    name = _text(_l("Name"), 200, help_text=_l("For example: Trent and Fens AHP mentoring, 2027"))
    host = _text(_l("Who runs it"), 200, help_text=_l("A trust, a university, a network"))
    kind = forms.ChoiceField(label=_l("Mentoring or coaching"), widget=forms.RadioSelect)
    form = forms.ChoiceField(label=_l("Form"), widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(
        label=_l("What it is for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_l(
            "People are asked about these at the start and later, and you see what moved."
        ),
    )
    summary = _text(
        _l("In one or two sentences"), 300, required=False,
        help_text=_l("Stands in the list of programmes."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    description = _text(
        _l("More about it"), 8000, required=False,
        help_text=_l("Use blank lines between paragraphs, **stars** for bold, - for lists."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    who_may_join = _text(
        _l("Who may join"), 2000, required=False,
        help_text=_l("In words, as people will read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    professions = forms.MultipleChoiceField(
        label=_l("Professions that may join as mentees"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_l("Tick none for any profession. Mentors may come from any."),
    )
    length_months = _whole(_l("Length, in months"), 1, 60)
    rhythm_weeks = _whole(_l("Weeks from one session to the next"), 1, 26)
    session_minutes = _whole(_l("Minutes of a session"), 15, 240)
    places = _whole(
        _l("Places for mentees"), 1, 100_000, required=False,
        help_text=_l("Leave empty for no limit."),
    )  # fmt: skip
    mentor_capacity = _whole(
        _l("Mentees a mentor has at most"), 1, 50,
        help_text=_l("Where a new mentor starts. Each can choose their own number."),
    )  # fmt: skip
    same_team_allowed = forms.BooleanField(
        label=_l("People of the same team may be matched"),
        required=False,
        help_text=_l("A line manager is never matched with their own staff, whatever you choose."),
    )
    joining_by_form = forms.BooleanField(
        label=_l("People can join by the form on its page"), required=False
    )
    joins_until = forms.DateField(
        label=_l("Last day to join"), required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "nhsuk-input--width-10"}, format="%Y-%m-%d"),
        help_text=_l("Leave empty if people can join all year."),
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_l("It starts on"), required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "nhsuk-input--width-10"}, format="%Y-%m-%d"),
        help_text=_l("Leave empty if each pair starts when it is ready."),
    )  # fmt: skip
    wait_weeks_promised = _whole(
        _l("Weeks in which you promise to propose somebody"), 1, 52,
        help_text=_l("Shown on its page. The overview tells you who waits longer."),
    )  # fmt: skip
    answer_days = _whole(
        _l("Days to answer a proposal"), 7, 60,
        help_text=_l("People are reminded on the way; then the place is free again."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = translated("kind")
        hinted(fields["kind"].widget, "kind")
        fields["form"].choices = translated("form")
        hinted(fields["form"].widget, "form")
        fields["reasons"].choices = translated("programme_reason")
        hinted(fields["reasons"].widget, "programme_reason")
        fields["professions"].choices = translated("profession")
        for number in range(1, CONTACTS + 1):
            needed = number == 1
            fields[f"contact_name_{number}"] = forms.CharField(
                label=_("Name"), max_length=200, required=needed
            )
            fields[f"contact_role_{number}"] = forms.CharField(
                label=_("Role"), max_length=200, required=False
            )
            fields[f"contact_email_{number}"] = forms.EmailField(
                label=_("E-mail address"), required=False
            )
            fields[f"contact_phone_{number}"] = forms.CharField(
                label=_("Telephone"), max_length=40, required=False
            )

    def contact_fields(self) -> list[list[Any]]:
        """The fields of each contact, as they stand together."""
        return [
            [self[f"contact_{part}_{n}"] for part in ("name", "role", "email", "phone")]
            for n in range(1, CONTACTS + 1)
        ]

    def values(self) -> dict[str, Any]:
        """What the actions take: the programme's fields, and ``contacts``."""
        data = self.cleaned_data
        contacts = [
            {part: data[f"contact_{part}_{n}"] for part in ("name", "role", "email", "phone")}
            for n in range(1, CONTACTS + 1)
        ]
        own = {
            name: value
            for name, value in data.items()
            if not name.startswith("contact_") and name != "form_key"
        }
        return {**own, "contacts": contacts}


def initial_for(kind: str, contact_name: str, contact_email: str) -> dict[str, Any]:
    """Where a new programme's form begins."""
    return {
        "kind": kind, "form": "traditional", "joining_by_form": True, "answer_days": 28,
        "wait_weeks_promised": 6 if kind == "mentoring" else 3,
        "contact_name_1": contact_name, "contact_email_1": contact_email,
        "contact_role_1": _("Coordinator"), **DEFAULTS[kind],
    }  # fmt: skip


def initial_from(initial: dict[str, Any], contacts: list[dict[str, str]]) -> dict[str, Any]:
    """The form of an existing programme."""
    found = dict(initial)
    for number, contact in enumerate(contacts[:CONTACTS], start=1):
        for part in ("name", "role", "email", "phone"):
            found[f"contact_{part}_{number}"] = contact[part]
    return found


class CoordinatorForm(Form):
    """Somebody else to run the programme."""

    email = forms.EmailField(label=_l("E-mail address"))
    full_name = forms.CharField(
        label=_l("Name"), max_length=200, required=False,
        help_text=_l("Needed only if they have no account yet."),
    )  # fmt: skip


class CopyForm(KeyedForm):
    """The next round."""

    name = forms.CharField(label=_l("Name of the next round"), max_length=200)
