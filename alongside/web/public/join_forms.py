"""The form somebody joins a programme with, and a coordinator's edit of the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from alongside.engine import reference
from alongside.web.shared.forms import KeyedForm

#: The parts of a day that can be ticked: code, first minute, end minute.
PARTS = (
    ("morning", 8 * 60, 12 * 60),
    ("midday", 12 * 60, 14 * 60),
    ("afternoon", 14 * 60, 17 * 60),
    ("evening", 17 * 60, 21 * 60),
)
#: How many topics can be named.
TOPICS = {"mentee": 4, "mentor": 6}


def _choices(kind: str, empty: str = "") -> list[tuple[str, str]]:
    found = [(code, _(name)) for code, name in reference.choices(kind)]
    return [("", empty), *found] if empty else found


def _slots(windows: Iterable[Iterable[int]]) -> list[str]:
    """The boxes that weekly windows cover wholly: ``1-evening``."""
    windows = [tuple(window) for window in windows]
    return [
        f"{day}-{code}"
        for day in range(7)
        for code, start, end in PARTS
        if any(d == day and s <= start and e >= end for d, s, e in windows)
    ]


def _years() -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Years"), required=False, min_value=0, max_value=60, decimal_places=1,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "decimal"}),
    )  # fmt: skip


class JoinForm(KeyedForm):
    """Everything a programme asks. Only what matching can't do without is needed."""

    full_name = forms.CharField(
        label=_l("Your name"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_l("Your e-mail address"), max_length=254,
        help_text=_l("We send a link to it, so that nobody can join in your name."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    profession = forms.ChoiceField(label=_l("Profession"))
    job_title = forms.CharField(label=_l("Job title"), max_length=200, required=False)
    specialty = forms.CharField(
        label=_l("Field of practice"), max_length=200, required=False,
        help_text=_l("For example: community stroke, paediatrics, imaging research"),
    )  # fmt: skip
    band = forms.ChoiceField(label=_l("Band, grade or stage"), required=False)
    years_experience = forms.DecimalField(
        label=_l("Years of experience"), required=False, min_value=0, max_value=70,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "decimal"}),
    )  # fmt: skip
    employer = forms.CharField(label=_l("Employer"), max_length=200, required=False)
    team = forms.CharField(
        label=_l("Team"), max_length=200, required=False,
        help_text=_l("People of one team are usually not matched, so that you can speak freely."),
    )  # fmt: skip
    manager_email = forms.EmailField(
        label=_l("Your line manager’s e-mail address"), max_length=254, required=False,
        help_text=_l(
            "So that you are never matched with them. We never write to this address and never "
            "tell them that you joined."
        ),
    )  # fmt: skip
    place = forms.CharField(
        label=_l("Where you are based"), max_length=200, required=False,
        help_text=_l("A town or city"),
    )  # fmt: skip
    region = forms.ChoiceField(label=_l("Region"), required=False)
    modes = forms.ChoiceField(
        label=_l("How would you like to meet?"), required=False, widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label=_l("Languages you are happy to talk in"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    times = forms.MultipleChoiceField(
        label=_l("When you are usually free"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_l("Tick what fits in an ordinary week. You choose each date yourself later."),
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label=_l("What would you most like from it?"), required=False, widget=forms.RadioSelect
    )
    purpose_words = forms.CharField(
        label=_l("In your own words"), max_length=3000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_l("It may be vague for now. You can sharpen it together later."),
    )  # fmt: skip
    topics_other = forms.CharField(label=_l("Anything else"), max_length=500, required=False)
    wishes_words = forms.CharField(
        label=_l("Is there somebody you hope for?"), max_length=500, required=False,
        help_text=_l(
            "Names or addresses, the most hoped for first, with ; between them. "
            "It is a wish, not a promise."
        ),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_l("How many mentees at once, at most"), min_value=1, max_value=50,
        help_text=_l("You are never given more, and may change it at any time."),
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        side: str,
        coaching: bool = False,
        signed_in: bool = True,
        before: Mapping[str, Any] | None = None,
        about_somebody: bool = False,
        **kwargs: Any,
    ) -> None:
        """``before``: answers given earlier, by the names of ``ANSWERS``; ``about_somebody``:
        a coordinator writes about somebody else.
        """
        self.side, self.before = side, dict(before or {})
        kwargs["initial"] = {**_from_answers(self.before, side), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["profession"].choices = _choices("profession", _("Choose your profession"))
        fields["band"].choices = _choices("band", _("I’d rather not say"))
        fields["region"].choices = _choices("region", _("Choose a region"))
        fields["modes"].choices = _choices("mode")
        fields["languages"].choices = _choices("language")
        fields["purpose"].choices = _choices("purpose")
        fields["times"].choices = [
            (f"{day}-{code}", code) for day in range(7) for code, _start, _end in PARTS
        ]
        for number in range(1, TOPICS[side] + 1):
            fields[f"topic_{number}"] = forms.ChoiceField(
                label=_("Topic %(n)s") % {"n": number}, required=False,
                choices=_choices("topic", _("No topic")),
            )  # fmt: skip
            if side == "mentor":
                fields[f"years_{number}"] = _years()
        if signed_in:
            del fields["email"]
        if side == "mentor":
            for name in ("purpose", "wishes_words"):
                del fields[name]
            fields["purpose_words"].label = _("What you bring, in your own words")
            fields["purpose_words"].help_text = _(
                "What you have been through counts as much as what you have achieved."
            )
            if coaching:
                fields["capacity"].label = _("How many people at once, at most")
        else:
            del fields["capacity"]
        if about_somebody:
            self._as_coordinator()

    def _as_coordinator(self) -> None:
        fields: dict[str, Any] = self.fields
        plain = {
            "full_name": _("Name"),
            "manager_email": _("Line manager’s e-mail address"),
            "place": _("Where they are based"),
            "modes": _("How they would like to meet"),
            "languages": _("Languages"),
            "times": _("When they are usually free"),
            "purpose": _("What they would most like from it"),
            "purpose_words": _("In their own words"),
            "wishes_words": _("Somebody they hope for"),
        }
        for name, label in plain.items():
            if name in fields:
                fields[name].label = label
                fields[name].help_text = ""
        fields["team"].help_text = ""
        fields["profession"].required = False

    def week(self) -> list[dict[str, Any]]:
        """The boxes of the week, a row a day: ``{"day", "short", "boxes": [{"value", "on", "words"}]}``."""
        chosen = set(self["times"].value() or [])
        days = (
            _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"),
            _("Saturday"), _("Sunday"),
        )  # fmt: skip
        short = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
        words = part_words()
        return [
            {
                "day": name,
                "short": short[day],
                "boxes": [
                    {"value": f"{day}-{code}", "on": f"{day}-{code}" in chosen, "words": words[n]}
                    for n, (code, _start, _end) in enumerate(PARTS)
                ],
            }
            for day, name in enumerate(days)
        ]

    def topic_fields(self) -> list[dict[str, Any]]:
        """The topic boxes in order, with the years beside them for a mentor."""
        return [
            {
                "topic": self[f"topic_{n}"],
                "years": self[f"years_{n}"] if self.side == "mentor" else None,
            }
            for n in range(1, TOPICS[self.side] + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in range(1, TOPICS[self.side] + 1):
            if data.get(f"years_{n}") and not data.get(f"topic_{n}"):
                self.add_error(f"topic_{n}", _("Choose the topic that these years belong to."))
        return data

    def values(self) -> dict[str, Any]:
        """The answers as ``actions.participations`` takes them, ready to be kept as JSON."""
        data = self.cleaned_data
        values: dict[str, Any] = {
            name: data[name]
            for name in (
                "full_name", "profession", "job_title", "specialty", "band", "employer", "team",
                "manager_email", "place", "region", "languages", "purpose", "purpose_words",
                "topics_other", "wishes_words", "capacity",
            )
            if name in data
        }  # fmt: skip
        years = data.get("years_experience")
        values["years_experience"] = None if years is None else float(years)
        values["modes"] = [data["modes"]] if data.get("modes") else []
        values["topics"] = self._topics()
        # Windows finer than these boxes stay as they are unless a box was changed.
        if sorted(data["times"]) != sorted(_slots(self.before.get("times", ()))):
            minutes = {code: (start, end) for code, start, end in PARTS}
            values["times"] = [
                [int(day), *minutes[code]]
                for day, code in (slot.split("-") for slot in data["times"])
            ]
        # The same for a band: several share a level.
        if self.before and values["band"] == self.before.get("band"):
            del values["band"]
        return values

    def _topics(self) -> list[dict[str, Any]]:
        data = self.cleaned_data
        found = [
            {"code": data[f"topic_{n}"], "years": float(data.get(f"years_{n}") or 0)}
            for n in range(1, TOPICS[self.side] + 1)
            if data.get(f"topic_{n}")
        ]
        # A list may have brought more topics than this form has boxes.
        return found + list(self.before.get("topics", ()))[TOPICS[self.side] :]


def part_words() -> list[str]:
    """The parts of a day, in the order of PARTS."""
    return [_("Morning, 8 to 12"), _("Midday, 12 to 2"), _("Afternoon, 2 to 5"),
            _("Evening, 5 to 9")]  # fmt: skip


def _from_answers(before: Mapping[str, Any], side: str) -> dict[str, Any]:
    found = {name: value for name, value in before.items() if name not in ("topics", "times")}
    modes = before.get("modes") or []
    found["modes"] = "either" if len(modes) > 1 else "".join(modes)
    found["times"] = _slots(before.get("times", ()))
    for number, topic in enumerate(list(before.get("topics", ()))[: TOPICS[side]], start=1):
        found[f"topic_{number}"] = topic["code"]
        years = topic.get("years") or 0
        found[f"years_{number}"] = (f"{years:g}" if years else "") if side == "mentor" else ""
    return found
